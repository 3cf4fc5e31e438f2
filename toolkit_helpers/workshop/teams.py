"""What the teams found: gaps and pillars as means over teams, their agreement, and how far the Plans are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np

from ..answers import AnswersFile, read_text
from ..errors import ToolkitError
from ..methods.raters import Agreement, agreement
from ..methods.result import Result
from ..plan import assemble
from ..vocabulary import PILLARS
from .extracting import Extract
from .harvest import Harvest
from .row_layout import CELLS, GRID, NO_GAP, SCAN, Layout
from .sources import Found, Unread, load, shown_name
from .suppression import FEWEST

MOST_ON_WALL: Final = 200
"""Codes of which the Plan's sections are told one by one; nobody reads a longer wall."""
MOST_BYTES: Final = 50_000_000


@dataclass(frozen=True)
class Mean:
    """Mean over teams, and how many there are."""

    teams: int
    value: float


@dataclass(frozen=True)
class Gaps:
    """Mean gap of each cell of the capacity grid (M11) in which five teams or more have one.

    ``teams`` counts all teams that filled in any cell; ``apart`` are the codes of the cells in which the
    teams' current levels spread most, without any team's own.
    """

    teams: int
    cells: Mapping[str, Mean]
    agreement: Result[Agreement]
    apart: tuple[str, ...]


@dataclass(frozen=True)
class WallRow:
    """How far one Plan is: of each section the required fields that are filled, begun, and all there are."""

    code: str
    sections: Mapping[str, tuple[int, int, int]]


@dataclass(frozen=True)
class Wall:
    """The Plans, code by code, without what is in them; no rows and ``too_many`` in a very large group."""

    titles: Mapping[str, str]
    rows: tuple[WallRow, ...]
    too_many: bool


def gaps(harvest: Harvest) -> Gaps | None:
    """Return the heat map's numbers; ``None`` for fewer than five teams."""
    slot = harvest.layout.slots[GRID]
    data = harvest.matrix(slot)
    data = data[(data > 0).any(axis=1)].astype(float)
    if len(data) < FEWEST:
        return None
    current, gap = data[:, : len(CELLS)] / 2, data[:, len(CELLS) :]
    cells = {}
    for place, code in enumerate(CELLS):
        found = gap[gap[:, place] > 0, place]
        if len(found) >= FEWEST:
            cells[code] = Mean(len(found), float((found - NO_GAP).mean() / 2))
    return Gaps(len(data), cells, *_agreement(current))


def _agreement(current: Any) -> tuple[Result[Agreement], tuple[str, ...]]:
    """Compare the teams' current levels in the cells that five or more have rated (M13)."""
    rated = (current > 0).sum(axis=0) >= FEWEST
    levels = np.where(current[:, rated] > 0, current[:, rated], np.nan)
    levels = levels[~np.isnan(levels).all(axis=1)]
    codes = [code for code, many in zip(CELLS, rated, strict=True) if many]
    rows = [[None if np.isnan(level) else level for level in row] for row in levels.tolist()]
    result = agreement(rows, "ordinal", names=codes)
    spread = np.nanstd(levels, axis=0).round(9) if codes else np.zeros(0)
    widest = sorted(zip(spread.tolist(), codes, strict=True), key=lambda one: (-one[0], CELLS.index(one[1])))
    apart = tuple(code for width, code in widest[:3] if width > 0)
    return _without_single(result), apart


def _without_single(result: Result[Agreement]) -> Result[Agreement]:
    """Take out the lowest and highest rating of each cell: either is one team's own."""
    value = result.value and replace(result.value, widest=())
    return replace(result, value=value, inputs={}, dropped=(), notes=())


def pillars(harvest: Harvest) -> dict[str, Mean]:
    """Return the mean score of each pillar that five teams or more have scanned, 1 to 5."""
    scores = harvest.matrix(harvest.layout.slots[SCAN])
    found = {}
    for place, code in enumerate(PILLARS):
        given = scores[scores[:, place] > 0, place]
        if len(given) >= FEWEST:
            found[code] = Mean(len(given), float(given.mean() / 2))
    return found


@dataclass
class PlanFiles:
    """Remembers the files of codes with anything for the Plan, to read the Plans at the end.

    With more codes than a wall has room for, there is none, and nothing is kept.
    """

    layout: Layout
    too_many: bool = False
    _kept: dict[str, list[Found | Unread]] = field(default_factory=dict)
    _bytes: int = 0

    def __post_init__(self) -> None:
        self._writing = [
            place
            for place, exercise in enumerate(self.layout.exercises)
            if exercise.id == "EX0.1" or any(part.writes for part in exercise.parts)
        ]

    def add(self, kept: Extract, file: Found | Unread) -> None:
        """Remember a file if anything in it is for the Plan."""
        if self.too_many or not kept.code or not any(map(kept.row.__getitem__, self._writing)):
            return
        self._kept.setdefault(kept.code, []).append(file)
        self._bytes += len(file.data) if isinstance(file, Found) else 0
        if len(self._kept) > MOST_ON_WALL or self._bytes > MOST_BYTES:
            self.too_many = True
            self._kept.clear()

    def wall(self) -> Wall:
        """Return how far each Plan is, in the order of codes."""
        rows, titles = [], {}
        for code, files in sorted(self._kept.items()):
            merged: AnswersFile | None = None
            for place in files:
                file = _read(place)
                merged = merged.newest_of_both(file) if merged and file else merged or file
            if merged is None:
                continue
            plan = assemble(merged)
            shown = [section for section in plan.sections if section.id in plan.existing]
            titles = {section.id: section.title for section in shown}
            sections = {}
            for section in shown:
                states = [one.value.state for one in section.fields if one.spec.required]
                sections[section.id] = (states.count("filled"), states.count("begun"), len(states))
            rows.append(WallRow(shown_name(code), sections))
        return Wall(titles, tuple(rows), self.too_many)


def _read(place: Found | Unread) -> AnswersFile | None:
    file = load(place)
    try:
        return read_text(file.data, file.name) if isinstance(file, Found) else None
    except ToolkitError:
        return None
