"""Rules about a chapter as a whole: its parts in order, its exercises, its minutes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..build import minutes_of
from ..calls import Method, calls
from ..findings import Finding
from ..notebook_file import tags, text
from .content import Cell, Page

# Parts with one number may mix; a part with a lower number never follows one with a higher.
ORDER = {
    "opening": 1,
    "setup": 1,
    "warm-up": 2,
    "concepts": 3,
    "exploration": 3,
    "exercise": 3,
    "test": 3,
    "plan": 3,
    "practices": 4,
    "take-home": 5,
    "exit-ticket": 6,
    "closing": 7,
    "reading": 8,
    "glossary": 9,
}
OPTIONAL = {"test", "closing"}
START_PAGE = ("opening", "setup", "exercise", "plan", "reading", "glossary")
KINDS = {
    "WU": "warm-up",
    "TH": "take-home",
    "XT": "exit-ticket",
    "EX": "exercise",
    "PT": "test",
    "CF": "closing",
}
STATED = re.compile(r"exercises take (\d+) minutes,? the core path (\d+)")


def shown(page: Page, method: Method) -> Iterator[tuple[Cell, str]]:
    """Go through the cells that call one method of the chapter, with the id each names."""
    for cell in page.cells:
        yield from ((cell, name) for called, name in calls(cell) if called == method)


def all_parts(page: Page) -> Iterator[Finding]:
    """Require all parts of the fixed anatomy; the start page has fewer."""
    present = {tag for cell in page.cells for tag in tags(cell)}
    for part in START_PAGE if page.chapter == 0 else ORDER:
        if part not in present and part not in OPTIONAL:
            yield page.find(f"the chapter has no part {part!r}", "Write it; every chapter has it.")


def parts_in_order(page: Page) -> Iterator[Finding]:
    """Require the parts in the order of the fixed anatomy."""
    latest = ("", 0)
    for cell in page.cells:
        for tag in tags(cell):
            if ORDER.get(tag, latest[1]) < latest[1]:
                rule = f"the part {tag!r} comes after the part {latest[0]!r}"
                yield page.find(rule, "Put the parts into the order of the fixed anatomy.", cell)
            elif tag in ORDER:
                latest = (tag, ORDER[tag])


def exercises_exist(page: Page) -> Iterator[Finding]:
    """Require each exercise that a cell shows to be in the bank of this chapter."""
    for cell, name in shown(page, "exercise"):
        if name not in page.exercise_by_id:
            rule = f"the exercise {name} is not in the bank of chapter {page.chapter}"
            yield page.find(rule, f"Write it in data/exercises/{page.chapter:02d}.yaml.", cell)


def exercises_once(page: Page) -> Iterator[Finding]:
    """Require each exercise of the bank to be shown exactly once."""
    used = Counter(name for _cell, name in shown(page, "exercise"))
    for exercise in page.exercises:
        if used[exercise.id] != 1:
            rule = f"the exercise {exercise.id} is shown {used[exercise.id]} times"
            yield page.find(rule, f'Show it once, with ch.exercise("{exercise.id}").')


def exercises_in_their_part(page: Page) -> Iterator[Finding]:
    """Require a warm-up to stand in the warm-up, an exit ticket in the exit ticket."""
    for cell, name in shown(page, "exercise"):
        wanted = KINDS.get(name[:2])
        if wanted and wanted not in tags(cell):
            yield page.find(f"{name} belongs to the part {wanted!r}", f"Tag the cell {wanted!r}.", cell)


def explorations_exist(page: Page) -> Iterator[Finding]:
    """Require each exploration that a cell shows to be one of this chapter."""
    from ...figures import explorations

    for cell, name in shown(page, "explore"):
        if name not in explorations.IDS or not name.startswith(f"D{page.chapter}."):
            known = ", ".join(entry for entry in explorations.IDS if entry.startswith(f"D{page.chapter}."))
            yield page.find(f"there is no exploration {name} here", f"The chapter has {known}.", cell)


def minutes_add_up(page: Page) -> Iterator[Finding]:
    """Require the minutes of metadata and opening to be those of the exercises, within the guided time."""
    computed = minutes_of(page.exercises)
    for key, minutes in computed.items():
        if page.toolkit.get(key) != minutes:
            rule = f"the metadata say {page.toolkit.get(key)} for {key!r}, the exercises {minutes}"
            yield page.find(rule, "Run 'workbook build'.")
    if computed["exercise_minutes"] > int(page.toolkit.get("minutes", 0)):
        yield page.find("the exercises take longer than the chapter", "Shorten them or give more time.")
    if page.chapter == 0:
        return
    wanted = (str(computed["exercise_minutes"]), str(computed["core_minutes"]))
    opening = " ".join(" ".join(text(cell["source"]).split()) for cell in page.tagged("opening"))
    stated = STATED.search(opening)
    if stated is None or stated.groups() != wanted:
        sentence = f"the exercises take {wanted[0]} minutes, the core path {wanted[1]}"
        yield page.find("the opening does not tell the minutes as they are", f"Write: {sentence}.")
