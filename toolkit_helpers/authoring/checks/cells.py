"""Rules about single cells: tags, ids, what a code cell may hold."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator

from ..findings import Finding
from ..notebook_file import tags, text
from .content import Page

TAGS = (
    "setup",
    "opening",
    "warm-up",
    "concepts",
    "exploration",
    "exercise",
    "test",
    "plan",
    "practices",
    "take-home",
    "exit-ticket",
    "closing",
    "reading",
    "glossary",
)
SIDE_TAGS = ("nbval-ignore-output", "nbval-skip", "slide")
LONGEST_CODE = 2


def known_tags(page: Page) -> Iterator[Finding]:
    """Require tags of the closed list."""
    for cell in page.cells:
        for tag in tags(cell):
            if tag not in TAGS + SIDE_TAGS:
                near = difflib.get_close_matches(tag, TAGS + SIDE_TAGS, n=1)
                remedy = f"Did you mean {near[0]!r}?" if near else f"Use one of {', '.join(TAGS)}."
                yield page.find(f"the tag {tag!r} is not in the list", remedy, cell)


def one_tag(page: Page) -> Iterator[Finding]:
    """Require exactly one tag that tells the cell's part of the chapter."""
    for cell in page.cells:
        count = sum(tag in TAGS for tag in tags(cell))
        if count != 1:
            rule = "the cell has no tag" if count == 0 else f"the cell has {count} tags"
            yield page.find(rule, f"Give it one of {', '.join(TAGS)}.", cell)


def speaking_ids(page: Page) -> Iterator[Finding]:
    """Require ids that are unique and speak, because exports and reports point to them."""
    seen = Counter(cell["id"] for cell in page.cells)
    for cell in page.cells:
        name = str(cell["id"])
        if seen[name] > 1:
            yield page.find("two cells share this id", "Give each its own.", cell)
        elif not any(letter in "ghijklmnopqrstuvwxyz-" for letter in name):
            yield page.find("the cell id was made by a machine", "Name it like concepts-four-words.", cell)


def short_code(page: Page) -> Iterator[Finding]:
    """Require code of one or two lines that a reader can guess."""
    for cell in page.code_cells():
        lines = text(cell["source"]).strip().splitlines()
        if not lines:
            yield page.find("the code cell is empty", "Remove it.", cell)
        elif len(lines) > LONGEST_CODE:
            rule = f"the code cell has {len(lines)} lines"
            yield page.find(rule, f"Move the work into the library; {LONGEST_CODE} lines are enough.", cell)


def hidden_code(page: Page) -> Iterator[Finding]:
    """Require hidden code, for readers whose Jupyter lacks our extension as well."""
    for cell in page.code_cells():
        if cell["metadata"].get("jupyter", {}).get("source_hidden") is not True:
            yield page.find("the code is not hidden", 'Set "jupyter": {"source_hidden": true}.', cell)


def first_code_is_set_up(page: Page) -> Iterator[Finding]:
    """Require the first code cell, and only it, to set the chapter up."""
    for position, cell in enumerate(page.code_cells()):
        if ("setup" in tags(cell)) != (position == 0):
            rule = "the first code cell is not tagged 'setup'" if position == 0 else "this is a second set-up"
            yield page.find(rule, "Begin with the set-up and let nothing else be one.", cell)


def flags(page: Page) -> Iterator[Finding]:
    """Require metadata that tell chapter, title, language, minutes and what the chapter writes."""
    wanted = {
        "schema_version": int,
        "chapter": int,
        "title": str,
        "lang": str,
        "dir": str,
        "autorun": bool,
        "minutes": int,
        "writes": list,
    }
    for key, kind in wanted.items():
        if not isinstance(page.toolkit.get(key), kind):
            rule = f"the metadata 'toolkit' lacks {key!r}"
            yield page.find(rule, "Add it to the notebook's metadata.")
    if not page.path.name.startswith(f"{page.chapter:02d}-"):
        yield page.find("the file's number is not the chapter's", "Rename the file or correct the metadata.")
