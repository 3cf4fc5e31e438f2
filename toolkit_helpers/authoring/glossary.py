"""The glossary as authors write it, and which chapter uses which term."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..glossary import Glossary, Term, used
from .findings import Finding
from .house import House
from .house import number as chapter_of
from .notebook_file import Notebook, read_notebook, text
from .yaml_list import read_list

# Keys of an exercise whose texts people read; all others hold ids, kinds and formulas.
_READ = frozenset(
    {
        "card",
        "feedback",
        "help",
        "high",
        "intro",
        "label",
        "low",
        "many_top_targets",
        "model_answer",
        "name",
        "prompt",
        "quadrants",
        "questions",
        "right",
        "say",
        "starters",
        "steps",
        "text",
        "title",
        "wrong",
    }
)


def inspect_glossary(house: House) -> tuple[list[Term], list[Finding]]:
    """Return the good entries of ``data/glossary.yaml``, and what is wrong in the file.

    Raises ``ToolkitError`` where the file is missing or not YAML at all.
    """
    path = house.data / "glossary.yaml"
    rule, remedy = "the file has no list of entries", "Begin each entry with '- id: capacity-gap'."
    listed = read_list(path, house.name(path), Term, rule=rule, remedy=remedy)
    seen: set[str] = set()
    for position, term in listed.entries.items():
        if term.id in seen:
            listed.stands_twice("entry", term.id, position)
        seen.add(term.id)
    return list(listed.entries.values()), listed.findings


def words_of(notebook: Notebook | None, bank: Mapping[str, Any]) -> str:
    """Return everything that a chapter's readers read: the prose of its notebook and its exercises.

    The items of the pre-test and the post-test are left out: a glossary beside them would answer them.
    """
    cells = notebook["cells"] if notebook else ()
    prose = (text(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    exercises = [entry for entry in bank.get("exercises", ()) if not entry["id"].startswith("PT")]
    return "\n\n".join([*prose, *_texts(exercises)])


def _texts(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            # The questions of the capacity grid stand under the codes of their cells.
            yield from _texts(inner, key if key == "questions" else str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    elif isinstance(value, str) and key in _READ:
        yield value


def compile_glossary(house: House, terms: Sequence[Term], banks: Mapping[int, str] | None = None) -> Glossary:
    """Return the terms, and the ids of those that each chapter with a notebook uses.

    ``banks`` holds compiled exercises, as JSON, that are newer than those on the disk.
    """
    chapters = {}
    for path in house.notebook_paths():
        chapter = chapter_of(path)
        compiled = house.compiled(chapter)
        stored = compiled.read_text(encoding="utf-8") if compiled.exists() else "{}"
        bank = json.loads((banks or {}).get(chapter, stored))
        candidates = [term for term in terms if term.explains(chapter)]
        found = used(words_of(read_notebook(path, house.name(path)), bank), candidates)
        chapters[chapter] = tuple(term.id for term in found)
    return Glossary(terms=tuple(terms), chapters=chapters)
