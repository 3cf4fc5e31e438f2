"""Which pillar moves which: the cross-impact of pillars (M16)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Literal

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..vocabulary import PILLARS
from .display import listed, quotient
from .inputs import CLOSE, rating, same_length
from .result import Dropped, Result, unavailable

Role = Literal["driver", "critical", "result", "buffer"]
STRONGEST: Final = 3


@dataclass(frozen=True)
class Influence:
    """What one pillar moves, and what moves it."""

    name: str
    active: int
    """Sum of its row: its influence on the others."""
    passive: int
    """Sum of its column: the influence of the others on it."""
    role: Role

    @property
    def product(self) -> int:
        """Active times passive sum: how much the pillar is involved at all."""
        return self.active * self.passive

    @property
    def quotient(self) -> float | None:
        """Active by passive sum; infinite where nothing moves the pillar, ``None`` where it is 0 by 0."""
        if self.passive:
            return self.active / self.passive
        return math.inf if self.active else None

    @property
    def quotient_text(self) -> str:
        """The quotient as shown: ``0.25``, ``∞ (pure driver)``, or a dash."""
        text = quotient(self.quotient)
        return _("{infinity} (pure driver)").format(infinity=text) if self.quotient == math.inf else text


@dataclass(frozen=True)
class CrossImpact:
    """The influence of all pillars, in the order of the matrix."""

    influences: tuple[Influence, ...]
    mean: float
    """Mean of the active sums, which is also that of the passive sums."""
    filled: int
    """Cells filled in, the diagonal aside."""
    cells: int
    sketch: bool
    """Whether fewer than a third of the cells are filled in."""

    def of_role(self, role: Role) -> tuple[str, ...]:
        """Return the names of the pillars with a role."""
        return tuple(one.name for one in self.influences if one.role == role)


def cross_impact(
    matrix: Sequence[Sequence[float | None]], names: Sequence[str] | None = None
) -> Result[CrossImpact]:
    """Sum up which pillar moves which (M16).

    Parameters
    ----------
    matrix
        Influence of the row on the column, 0 to 3; ``None`` where nobody judged.  The diagonal stays empty.
    names
        Names of rows and columns; PL1, PL2 … if left out.

    Roles compare with the means: driver (active high, passive low), critical (both high), result (passive
    high), buffer (both low); a value equal to the mean is high.  Raises ``ToolkitError`` if the matrix is not
    square, has an entry on the diagonal, or an influence outside 0 to 3.

    Source: Vester, paper computer of influences, as in The Art of Interconnected Thinking (2007).

    >>> value = cross_impact([[None, 3, 2], [1, None, 2], [0, 1, None]]).value
    >>> [(one.name, one.active, one.passive, one.role) for one in value.influences]
    [('PL1', 5, 1, 'driver'), ('PL2', 3, 4, 'critical'), ('PL3', 1, 4, 'result')]
    """
    formula = _("active sum = row; passive sum = column; P = active × passive; Q = active / passive")
    size = len(matrix)
    labels = _labels(names, size)
    read = [
        [rating(cell, f"{row} → {column}", 0, STRONGEST) for cell, column in _pairs(cells, labels)]
        for cells, row in zip(matrix, labels, strict=True)
    ]
    if any(read[place][place] for place in range(size)):
        raise ToolkitError(_("a pillar has no influence on itself; leave the diagonal empty"))
    inputs = {"matrix": tuple(map(tuple, matrix)), "names": tuple(labels)}
    off = [read[row][column] for row in range(size) for column in range(size) if row != column]
    filled = sum(cell is not None for cell in off)
    if not filled:
        why = _("Not available: no influence of one pillar on another is judged yet.")
        return unavailable("M16", why, formula=formula, inputs=inputs)
    active = [sum(cell or 0 for cell in row) for row in read]
    passive = [sum(row[place] or 0 for row in read) for place in range(size)]
    mean = fmean(active)
    influences = tuple(
        Influence(name, one, two, _role(one, two, mean))
        for name, one, two in zip(labels, active, passive, strict=True)
    )
    value = CrossImpact(influences, mean, filled, len(off), 3 * filled < len(off))
    dropped = tuple(
        Dropped(f"{row} → {column}", _("not judged"))
        for row, cells in zip(labels, read, strict=True)
        for column, cell in zip(labels, cells, strict=True)
        if row != column and cell is None
    )
    return Result("M16", value, inputs, _text(value), formula, dropped, _notes(value))


def _labels(names: Sequence[str] | None, size: int) -> list[str]:
    if names is None:
        if size > len(PILLARS):
            raise ToolkitError(_("a matrix of more than nine rows needs names"))
        return list(PILLARS)[:size]
    same_length(len(names), size)
    return list(names)


def _pairs(cells: Sequence[float | None], labels: list[str]) -> list[tuple[float | None, str]]:
    if len(cells) != len(labels):
        raise ToolkitError(_("the matrix must have as many columns as rows"))
    return list(zip(cells, labels, strict=True))


def _role(active: int, passive: int, mean: float) -> Role:
    strong, moved = active >= mean - CLOSE, passive >= mean - CLOSE
    if strong:
        return "critical" if moved else "driver"
    return "result" if moved else "buffer"


def _text(value: CrossImpact) -> str:
    drivers, critical = value.of_role("driver"), value.of_role("critical")
    if drivers:
        template = _("Start with the drivers, which move others and are moved little: {names}.")
        return template.format(names=listed(drivers))
    template = _("No pillar is a driver; the critical ones move others and are moved themselves: {names}.")
    return template.format(names=listed(critical))


def _notes(value: CrossImpact) -> tuple[str, ...]:
    if not value.sketch:
        return ()
    template = _("Sketch: only {filled} of {cells} influences are judged.")
    return (template.format(filled=value.filled, cells=value.cells),)
