"""Cards to cut out, and posters for the wall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from ...authoring.house import number
from ...errors import ToolkitError
from ...exercises import bank, model, paper
from ...exercises.paper_blocks import GridForm, MapForm
from ...handouts.document import Canvas, Card, Cards, Document, Poster, Timeline
from ...i18n import gettext as _
from ...vocabulary import PILLARS
from .whole import document

_GRID: Final = "EX3.4"
_MAPS: Final = ("EX3.3", "EX5.3")
_ROAD_MAP: Final = "EX5.6"
_TEAM: Final = "EX6.9"
_CHAIN: Final = "EX9.3"
_INITIATIVES: Final = 12
_YEARS: Final = 3


def cards(notebooks: Sequence[Path]) -> Document:
    """Return the role cards of chapters; with chapter 2 the nine pillars, with chapter 6 the RACI letters.

    Raises ``ToolkitError`` if the chapters have none.
    """
    chapters = [number(path) for path in notebooks]
    found = [card for chapter in chapters for card in _cards(chapter)]
    if not found:
        raise ToolkitError(
            _("these chapters have no cards"), remedy=_("Leave the chapters out to get all cards.")
        )
    return replace(document(_("Cards"), _("Cards"), [Cards(tuple(found))], depth=0), bare=True)


def _cards(chapter: int) -> Iterator[Card]:
    if chapter == 2:
        over = _("Chapter 2: the nine pillars")
        yield from (Card(over, code, name) for code, name in PILLARS.items())
    if chapter == 6:
        over = _("Chapter 6: letters for RACI tables")
        yield from (Card(over, letter, words) for letter, words in _letters().items())
    for exercise in bank.load(chapter):
        for part in exercise.parts:
            if isinstance(part, model.Activity):
                over = f"{exercise.id} {exercise.title}"
                yield from (Card(over, role.name, role.card) for role in part.roles)


def _letters() -> dict[str, str]:
    return {
        "R": _("**Responsible.** Does the work. There may be several."),
        "A": _("**Accountable.** Answers for the result and signs for it. Exactly one in each row."),
        "C": _("**Consulted.** Is asked before, and is heard. Keep it to those who have something to say."),
        "I": _("**Informed.** Is told afterwards."),
    }


def posters(notebooks: Sequence[Path]) -> Document:
    """Return the forms that a whole team stands before, each as large as its page.

    Raises ``ToolkitError`` if the chapters have none.
    """
    chapters = {number(path) for path in notebooks}
    found = [poster for exercise_id in (_MAPS[0], _GRID, _MAPS[1]) for poster in _form(exercise_id, chapters)]
    road_map = bank.exercise(_ROAD_MAP) if _chapter(_ROAD_MAP) in chapters else None
    if road_map:
        years = tuple(_("Year {number}").format(number=year + 1) for year in range(_YEARS))
        rows = tuple(f"I{place + 1}" for place in range(_INITIATIVES))
        timeline = Timeline(rows, years, _("Initiative, with its first step and lead"))
        found.append(Poster(f"{road_map.id} {road_map.title}", timeline))
    found += [
        Poster(f"{exercise.id} {exercise.title}", canvas)
        for exercise, canvas in _canvases()
        if exercise.chapter in chapters
    ]
    if not found:
        raise ToolkitError(
            _("these chapters have no posters"), remedy=_("Leave the chapters out to get all posters.")
        )
    return replace(document(_("Posters"), _("Posters"), found, depth=0), bare=True, paper="a3")


def _canvases() -> Iterator[tuple[model.Exercise, Canvas]]:
    """Yield the canvas of a service team, and the results chain from input to impact with its assumptions."""
    team = bank.exercise(_TEAM)
    fields = next(part.fields for part in team.parts if isinstance(part, model.Form))
    yield team, Canvas(tuple(column.label for column in fields), across=5)
    chain = bank.exercise(_CHAIN)
    table = next(part for part in chain.parts if isinstance(part, model.Table))
    stages = next(column.options for column in table.columns if column.type == "choice")
    names = [stage.text for stage in reversed(stages)]
    assumptions = [_("This holds only if …")] * len(names)
    yield chain, Canvas((*names, *assumptions), across=len(names))


def _form(exercise_id: str, chapters: set[int]) -> Iterator[Poster]:
    if _chapter(exercise_id) not in chapters:
        return
    exercise = bank.exercise(exercise_id)
    for block in paper.blocks(exercise):
        if isinstance(block, GridForm | MapForm):
            yield Poster(f"{exercise.id} {exercise.title}", block)
            return


def _chapter(exercise_id: str) -> int:
    return int(exercise_id[2:].split(".")[0])
