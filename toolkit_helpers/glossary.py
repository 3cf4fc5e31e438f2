"""The glossary: working definitions of terms, and where they stand in a text.

Authors write ``data/glossary.yaml``; ``workbook build`` checks it, finds which chapter uses which term, and
compiles both to ``data/glossary.json``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .errors import ToolkitError
from .i18n import gettext as _
from .resources import data_folder

MOST_WORDS: Final = 40
"""Words that a definition may have, with what the term is not to be confused with."""

TermId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Text = Annotated[str, Field(min_length=1)]
Language = Literal["fr", "ar", "zh", "ru", "es", "pt"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Term(_Model):
    """One term with its working definition."""

    id: TermId
    term: Text
    chapter: int = Field(ge=0, le=10)
    """Chapter that introduces the term."""
    definition: Text
    short: str = ""
    """Short form that stands in texts: ``EGDI``."""
    unlike: str = ""
    """What the term is often confused with."""
    source: str = ""
    """Who defined it, with the year."""
    see: tuple[TermId, ...] = ()
    forms: tuple[str, ...] = ()
    """How the term stands in texts; capitals match exactly."""
    everyday: bool = False
    """Whether other chapters use the word in its everyday sense, so that only its own explains it."""
    translations: dict[Language, str] = {}
    """The definition in other languages, made by a person."""

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def name(self) -> str:
        """The term with its short form."""
        return f"{self.term} ({self.short})" if self.short else self.term

    @property
    def words(self) -> int:
        """Number of words of the definition, with what the term is not to be confused with."""
        return len(f"{self.definition} {self.unlike}".split())

    @property
    def explanation(self) -> str:
        """The definition, and what the term is not to be confused with."""
        if not self.unlike:
            return self.definition
        return _("{definition} Not to be confused with {other}.").format(
            definition=self.definition, other=self.unlike
        )

    @property
    def all_forms(self) -> tuple[str, ...]:
        """Everything that stands in texts for the term."""
        named = self.term if any(map(str.isupper, self.term[1:])) else self.term.lower()
        forms = self.forms or (named,)
        return (*forms, self.short) if self.short else forms

    def explains(self, chapter: int) -> bool:
        """Whether a chapter that uses the word uses it in this sense."""
        return self.chapter == chapter or not self.everyday


class Glossary(_Model):
    """All terms, and the ids of those that each chapter uses, in alphabetical order."""

    terms: tuple[Term, ...]
    chapters: dict[int, tuple[TermId, ...]]

    def of(self, chapter: int) -> tuple[Term, ...]:
        """Return the terms that a chapter uses; none for a chapter that there is not."""
        known = {term.id: term for term in self.terms}
        return tuple(known[name] for name in self.chapters.get(chapter, ()))

    def details(self, term: Term, chapter: int) -> str:
        """Return what follows a definition: source, related terms, the chapter that says more if another.

        Related terms are named only where the chapter explains them, too.
        """
        names = {other.id: other.name for other in self.of(chapter)}
        related = "; ".join(names[name] for name in term.see if name in names)
        said = []
        if term.source:
            said.append(_("Source: {source}.").format(source=term.source))
        if related:
            said.append(_("See also: {terms}.").format(terms=related))
        if term.chapter != chapter:
            said.append(_("More in chapter {number}.").format(number=term.chapter))
        return " ".join(said)


@dataclass(frozen=True)
class Found:
    """One place of a text at which a term stands."""

    start: int
    end: int
    term: Term


def find(text: str, terms: Sequence[Term]) -> Iterator[Found]:
    """Yield the places of a text at which any of the terms stands; the longest form wins.

    >>> gap = Term(id="capacity-gap", term="Capacity gap", chapter=3, definition="…")
    >>> both = [Term(id="capacity", term="Capacity", chapter=3, definition="…"), gap]
    >>> [found.term.id for found in find("Capacity gaps limit a capacity.", both)]
    ['capacity-gap', 'capacity']
    """
    wanted = tuple(terms)
    if not wanted:
        return
    expression, owners = _expression(wanted)
    for match in expression.finditer(text):
        yield Found(match.start(), match.end(), owners[match.lastgroup or ""])


def used(text: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms that a text uses, each once, in alphabetical order."""
    found = {found.term.id: found.term for found in find(text, terms)}
    return tuple(sorted(found.values(), key=lambda term: term.term.lower()))


@cache
def _expression(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], dict[str, Term]]:
    """Return one expression for all forms, the longest first, and the term of each of its groups."""
    forms = [(form, term) for term in terms for form in term.all_forms]
    forms.sort(key=lambda one: -len(one[0]))
    owners = {f"form{number}": term for number, (_form, term) in enumerate(forms)}
    parts = (f"(?P<{group}>{_pattern(form)})" for group, (form, _term) in zip(owners, forms, strict=True))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])"), owners


def _pattern(form: str) -> str:
    r"""Return the expression of one form: any spaces, either apostrophe; of an ordinary word also a plural.

    An ordinary word may begin a sentence; with more capitals, as in "E-Government Survey", it is a name.

    >>> _pattern("usage gap"), _pattern("EGDI")
    ('[uU]sage\\s+gap(?:s|es)?', 'EGDI')
    """
    words = (re.escape(word).replace("'", "['’]") for word in form.split())
    plain = r"\s+".join(words)
    if form != form.lower() or not form[0].isalpha():
        return plain
    return rf"[{form[0]}{form[0].upper()}]{plain[1:]}(?:s|es)?"


@cache
def load() -> Glossary:
    """Return the compiled glossary.

    Raises ``ToolkitError`` if it is missing or does not fit this version of the library.

    >>> [term.name for term in load().terms if term.id == "egdi"]
    ['E-Government Development Index (EGDI)']
    """
    path = data_folder() / "glossary.json"
    remedy = _("Run 'workbook build', which makes it from data/glossary.yaml.")
    try:
        return Glossary.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise ToolkitError(_("the glossary is missing"), where=str(path), remedy=remedy) from error
    except (ValueError, ValidationError) as error:
        what = _("the glossary does not fit this version of the workbook")
        raise ToolkitError(what, where=str(path), remedy=remedy) from error


def title() -> str:
    """Return the heading of a chapter's glossary."""
    return _("Words of this chapter")


def lead() -> str:
    """Return the sentence beneath the heading."""
    return _("Working definitions in plain words. Official definitions are cited in the chapters.")
