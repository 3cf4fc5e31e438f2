"""Gaps: the distance from the current level to the target (M11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Literal

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..vocabulary import LEVELS, PILLARS
from .capacity import STEPS, place_of
from .display import listed
from .inputs import rating
from .result import Dropped, Result, unavailable

TOP: Final = 5


@dataclass(frozen=True)
class Gap:
    """The distance from the current level to the target."""

    gap: int
    """0 to 4."""
    lowered: int = 0
    """How far the target lies below the current level, for a written reason."""

    @property
    def relative(self) -> float:
        """The gap as a share of the whole scale."""
        return self.gap / STEPS


def gap(current: float | None, target: float | None, reason: str = "") -> Result[Gap]:
    """Subtract the current level from the target (M11); both 1 to 5.

    A target below the current level needs a written ``reason``, such as a deliberate phase-out; then nothing
    has to be built, so the gap is 0.  Raises ``ToolkitError`` without one, and outside 1 to 5.

    Source: UNDP, Capacity Assessment Methodology: User's Guide (2008).

    >>> gap(1, 4).value.gap, gap(1, 4).value.relative
    (3, 0.75)
    >>> gap(None, 4).interpretation
    'There is no gap without both a current level and a target.'
    """
    formula = _("gap = target − current; relative gap = gap / 4")
    inputs = {"current": current, "target": target, "reason": reason}
    now, then = rating(current, _("the current level")), rating(target, _("the target"))
    if now is None or then is None:
        why = _("There is no gap without both a current level and a target.")
        return unavailable("M11", why, formula=formula, inputs=inputs)
    if then < now and not reason.strip():
        raise ToolkitError(
            _("the target {target} lies below the current level {current}").format(target=then, current=now),
            remedy=_("Raise the target, or write down the reason."),
        )
    value = Gap(max(then - now, 0), max(now - then, 0))
    if value.lowered:
        text = _("The target lies {steps} below the current level for a stated reason: no gap to close.")
    elif value.gap:
        text = _("From level {current} to {target} the gap is {gap} of 4.")
    else:
        text = _("The current level {current} meets the target: no gap to close.")
    text = text.format(current=now, target=then, gap=value.gap, steps=value.lowered)
    return Result("M11", value, inputs, text, formula)


@dataclass(frozen=True)
class GapGrid:
    """Gaps by cell, and their means by pillar and by level."""

    cells: Mapping[str, Gap]
    pillars: Mapping[str, float]
    levels: Mapping[str, float]


def grid_gaps(
    cells: Mapping[str, tuple[float | None, float | None]], reasons: Mapping[str, str] | None = None
) -> Result[GapGrid]:
    """Compute the gap of each cell of the capacity grid (M11), from current and target level by code.

    A cell without both levels, or with a target below the current level and no reason, is left out.  A target
    of 5 in more than a third of the cells with a target brings the advice to choose.  Raises ``ToolkitError``
    for an unknown cell and for levels outside 1 to 5.

    Source: UNDP, Capacity Assessment Methodology: User's Guide (2008).

    >>> grid_gaps({"PL5.L1": (1, 4), "PL5.L3": (2, 3)}).value.pillars
    {'PL5': 2.0}
    """
    formula = _("gap = target − current for each cell; pillar and level = mean of their gaps")
    why_lower = reasons or {}
    places = {code: place_of(code) for code in cells}
    found: dict[str, Gap] = {}
    dropped = []
    targets = []
    for code, (current, target) in cells.items():
        now, then = rating(current, code), rating(target, code)
        targets += [] if then is None else [then]
        if now is not None and then is not None and then < now and not why_lower.get(code, "").strip():
            dropped.append(
                Dropped(code, _("the target lies below the current level, and no reason is given"))
            )
            continue
        value = gap(now, then, why_lower.get(code, "")).value
        if value is None:
            dropped.append(Dropped(code, _("current level or target is missing")))
        else:
            found[code] = value
    notes = (_("Choose where excellence matters."),) if 3 * targets.count(TOP) > len(targets) else ()
    if not found:
        why = _("There is no gap yet: no cell has both a current level and a target.")
        return unavailable("M11", why, formula=formula, inputs=cells, dropped=tuple(dropped), notes=notes)
    grid = GapGrid(found, _gap_means(found, places, 0), _gap_means(found, places, 1))
    text = _grid_text(grid)
    return Result("M11", grid, cells, text, formula, tuple(dropped), notes)


def _gap_means(
    found: Mapping[str, Gap], places: Mapping[str, tuple[str, str]], side: Literal[0, 1]
) -> dict[str, float]:
    members = {
        group: [one.gap for code, one in found.items() if places[code][side] == group]
        for group in (PILLARS, LEVELS)[side]
    }
    return {group: fmean(gaps) for group, gaps in members.items() if gaps}


def _grid_text(grid: GapGrid) -> str:
    widest = max(one.gap for one in grid.cells.values())
    names = listed(code for code, one in grid.cells.items() if one.gap == widest)
    if not widest:
        return _("No gap to close: every rated cell meets its target.")
    return _("The widest gap is {gap} of 4: {names}.").format(gap=widest, names=names)
