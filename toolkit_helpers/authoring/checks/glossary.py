"""Rules about the glossary: short definitions, and each term used in the chapter that introduces it."""

from __future__ import annotations

from collections.abc import Iterator

from ...glossary import MOST_WORDS
from ..findings import Finding
from .content import Content


def definitions_short(content: Content) -> Iterator[Finding]:
    """Require definitions that can be read in a moment."""
    for term in content.glossary.terms:
        if term.words > MOST_WORDS:
            rule = f"the definition has {term.words} words"
            yield _find(content, term.id, rule, f"Say it in at most {MOST_WORDS}.")


def terms_used(content: Content) -> Iterator[Finding]:
    """Require the chapter that introduces a term to use it, in its text or in an exercise."""
    for term in content.glossary.terms:
        chapter = content.glossary.chapters.get(term.chapter)
        if chapter is not None and term.id not in chapter:
            rule = f"chapter {term.chapter} does not use the term"
            yield _find(content, term.id, rule, "Use it there, correct 'chapter', or add to 'forms'.")


def related_terms_exist(content: Content) -> Iterator[Finding]:
    """Require each related entry to be in the glossary."""
    known = {term.id for term in content.glossary.terms}
    for term in content.glossary.terms:
        for name in term.see:
            if name not in known:
                rule = f"the related entry {name!r} is not in the glossary"
                yield _find(content, term.id, rule, "Correct its id or remove it from 'see'.")


def _find(content: Content, name: str, rule: str, remedy: str) -> Finding:
    return Finding(content.house.name(content.house.data / "glossary.yaml"), name, rule, remedy)
