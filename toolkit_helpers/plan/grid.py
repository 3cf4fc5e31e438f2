"""Reading the capacity grid of EX3.4: cells, gaps and what each rater saw (methods M10, M11, M13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from ..exercises.marking_result import mapping, rating, sequence
from ..methods.capacity import Cell
from ..methods.priorities import Weighing
from ..vocabulary import LEVELS, MATURITY, PILLARS

EXERCISE: Final = "EX3.4"
PART: Final = "grid"
TOP: Final = max(MATURITY)


@dataclass(frozen=True)
class GridCell:
    """One filled cell; a score that cannot be read is ``None``."""

    code: str
    current: int | None
    target: int | None
    importance: int | None
    urgency: int | None
    evidence: str
    reason: str
    raters: tuple[int | None, ...]

    @property
    def pillar(self) -> str:
        """Code of the pillar: ``PL5``."""
        return self.code.partition(".")[0]

    @property
    def level(self) -> str:
        """Code of the level: ``L2``."""
        return self.code.partition(".")[2]

    @property
    def agreed(self) -> float | None:
        """The level that the team agreed on, else the median of its raters."""
        scores = [score for score in self.raters if score is not None]
        return self.current if self.current is not None else median(scores) if scores else None

    @property
    def scored(self) -> Cell:
        """The cell as method M10 takes it: what was agreed after the discussion, else all raters."""
        scores = self.raters if self.current is None else (self.current,)
        return Cell(scores=scores, evidence=self.evidence)

    @property
    def weighing(self) -> Weighing:
        """The cell as method M12 takes it."""
        return Weighing(self.agreed, self.target, self.importance, self.urgency, self.reason)


def read(answer: Any) -> dict[str, GridCell]:
    """Return the cells in which a level stands, by code in the order of the grid."""
    given = mapping(answer)
    cells = (
        _cell(f"{pillar}.{level}", mapping(given.get(f"{pillar}.{level}")))
        for pillar in PILLARS
        for level in LEVELS
    )
    return {cell.code: cell for cell in cells if cell.agreed is not None or cell.target is not None}


def _cell(code: str, given: Mapping[str, Any]) -> GridCell:
    def text(name: str) -> str:
        value = given.get(name)
        return value.strip() if isinstance(value, str) else ""

    def score(name: str) -> int | None:
        return rating(given.get(name), 1, TOP)

    raters = tuple(rating(value, 1, TOP) for value in sequence(given.get("raters")))
    return GridCell(
        code=code,
        current=score("current"),
        target=score("target"),
        importance=score("importance"),
        urgency=score("urgency"),
        evidence=text("evidence"),
        reason=text("reason"),
        raters=raters,
    )


def ratings(cells: Mapping[str, GridCell]) -> tuple[list[str], list[list[int | None]]]:
    """Return the codes of the cells that anybody rated, and a row of ratings for each rater (M13)."""
    rated = [cell for cell in cells.values() if any(score is not None for score in cell.raters)]
    count = max((len(cell.raters) for cell in rated), default=0)
    rows = [
        [cell.raters[rater] if rater < len(cell.raters) else None for cell in rated] for rater in range(count)
    ]
    return [cell.code for cell in rated], [row for row in rows if any(score is not None for score in row)]
