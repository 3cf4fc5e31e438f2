"""Cards to cut out, and posters for the wall."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from ...authoring.house import number
from ...errors import ToolkitError
from ...exercises import bank, model, paper
from ...exercises.paper_blocks import GridForm, MapForm
from ...handouts.document import Canvas, Card, Cards, Chain, Document, Poster, Timeline
from ...i18n import gettext as _
from ...vocabulary import PILLARS
from .whole import document

_PILLARS: Final = "EX2.2"
_RACI: Final = "EX6.4"
_GRID: Final = "EX3.4"
_MAPS: Final = ("EX3.3", "EX5.3")
_ROAD_MAP: Final = "EX5.6"
_TEAM: Final = "EX6.9"
_CHAIN: Final = "EX9.3"
_INITIATIVES: Final = 12
_YEARS: Final = 3


def cards(notebooks: Sequence[Path], exercises: Collection[str] | None = None) -> Document:
    """Return the role cards of chapters, the nine pillars for EX2.2 and the RACI letters for EX6.4.

    With ``exercises``, only theirs.  Raises ``ToolkitError`` if there are none.
    """
    chapters = [number(path) for path in notebooks]
    found = [
        card
        for chapter in chapters
        for exercise in bank.load(chapter)
        if exercises is None or exercise.id in exercises
        for card in _cards(exercise)
    ]
    if not found:
        raise ToolkitError(
            _("these chapters have no cards"), remedy=_("Leave the chapters out to get all cards.")
        )
    return replace(document(_("Cards"), _("Cards"), [Cards(tuple(found))], depth=0), bare=True)


def _cards(exercise: model.Exercise) -> Iterator[Card]:
    if exercise.id == _PILLARS:
        over = _("Chapter 2: the nine pillars")
        yield from (Card(over, code, name) for code, name in PILLARS.items())
    if exercise.id == _RACI:
        over = _("Chapter 6: letters for RACI tables")
        yield from (Card(over, letter, words) for letter, words in _letters().items())
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


def posters(notebooks: Sequence[Path], exercises: Collection[str] | None = None) -> Document:
    """Return the forms that a whole team stands before, each as large as its page.

    With ``exercises``, only theirs.  Raises ``ToolkitError`` if there are none.
    """
    chapters = {number(path) for path in notebooks}

    def wanted(exercise_id: str) -> bool:
        return _chapter(exercise_id) in chapters and (exercises is None or exercise_id in exercises)

    found = [poster for name in filter(wanted, (_MAPS[0], _GRID, _MAPS[1])) for poster in _form(name)]
    if wanted(_ROAD_MAP):
        road_map = bank.exercise(_ROAD_MAP)
        years = tuple(_("Year {number}").format(number=year + 1) for year in range(_YEARS))
        rows = tuple(f"I{place + 1}" for place in range(_INITIATIVES))
        timeline = Timeline(rows, years, _("Initiative, with its first step and lead"))
        found.append(Poster(f"{road_map.id} {road_map.title}", timeline))
    found += [
        Poster(f"{exercise.id} {exercise.title}", canvas)
        for exercise, canvas in _canvases()
        if wanted(exercise.id)
    ]
    if not found:
        raise ToolkitError(
            _("these chapters have no posters"), remedy=_("Leave the chapters out to get all posters.")
        )
    return replace(document(_("Posters"), _("Posters"), found, depth=0), bare=True, paper="a3")


def _canvases() -> Iterator[tuple[model.Exercise, Canvas | Chain]]:
    """Yield the canvas of a service team, and the results chain from input to impact."""
    team = bank.exercise(_TEAM)
    fields = next(part.fields for part in team.parts if isinstance(part, model.Form))
    yield team, Canvas(tuple(column.label for column in fields), across=5)
    chain = bank.exercise(_CHAIN)
    table = next(part for part in chain.parts if isinstance(part, model.Table))
    stages = next(column.options for column in table.columns if column.type == "choice")
    assumed = next(check.when for check in table.checks if check.column == "assumption")
    levels = [(stage.text, stage.id in assumed["stage"]) for stage in reversed(stages)]
    holds = _("{lower} → {higher}: this holds only if …")
    arrows = tuple(
        holds.format(lower=lower, higher=higher) if asked else ""
        for (lower, asked), (higher, _asked) in pairwise(levels)
    )
    yield chain, Chain(tuple(name for name, _asked in levels), arrows)


def _form(exercise_id: str) -> Iterator[Poster]:
    exercise = bank.exercise(exercise_id)
    for block in paper.blocks(exercise):
        if isinstance(block, GridForm | MapForm):
            yield Poster(f"{exercise.id} {exercise.title}", block)
            return


def _chapter(exercise_id: str) -> int:
    return int(exercise_id[2:].split(".")[0])
