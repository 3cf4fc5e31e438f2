"""Priorities: gaps weighed by importance and urgency, and ranked (M12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, Final, Literal

from ..errors import ToolkitError
from ..i18n import gettext as _
from .capacity import STEPS
from .display import listed, ordinal_rank, shown
from .gaps import gap
from .inputs import CLOSE, not_negative, rating
from .result import Dropped, Result, unavailable

Band = Literal["critical", "high", "medium", "low", "maintain"]
BANDS: Final[tuple[tuple[float, Band], ...]] = ((60, "critical"), (35, "high"), (15, "medium"), (0, "low"))
"""Lower bounds of the scaled priority; a bound belongs to the upper band."""
TIE: Final = 1.0
"""Points of priority, of 20, within which two gaps count as a tie that dependency decides."""
HIGHEST: Final = 5
WEIGHTS: Final = (0.6, 0.4)


@dataclass(frozen=True)
class Weighing:
    """What the priority of one gap is computed from; levels and judgements 1 to 5."""

    current: float | None
    target: float | None
    importance: float | None
    urgency: float | None
    reason: str = ""
    """Why the target lies below the current level, where it does."""


@dataclass(frozen=True)
class Priority:
    """How much a gap matters."""

    gap: int
    priority: float
    """0 to 20."""
    scaled: float
    """0 to 100."""
    band: Band
    """``maintain`` for a gap of 0."""


@dataclass(frozen=True)
class RankedGap:
    """A gap in the list of priorities."""

    name: str
    rank: int
    """1 + number of gaps with a higher priority; equal priorities share a rank."""
    tied: int
    """Number of gaps with this priority, this one included."""
    priority: Priority

    @property
    def rank_text(self) -> str:
        """The rank as shown: ``2``, or ``1=`` where it is shared."""
        return ordinal_rank(self.rank, self.tied)


def _shares(weights: Sequence[float]) -> tuple[float, float]:
    read = [not_negative(one, _("a weight")) for one in weights]
    known = [one for one in read if one is not None]
    total = fsum(known)
    if len(known) != 2 or len(read) != 2 or total <= 0:
        raise ToolkitError(_("importance and urgency need one weight each, at least one of them above zero"))
    return known[0] / total, known[1] / total


def _formula() -> str:
    return _(
        "priority = gap × (weight of importance × importance + weight of urgency × urgency); "
        "scaled = 100 × priority / 20"
    )


def band_name(band: Band) -> str:
    """Return the name of a band in the workbook's language."""
    return {
        "critical": _("critical"),
        "high": _("high"),
        "medium": _("medium"),
        "low": _("low"),
        "maintain": _("maintain"),
    }[band]


def gap_priority(
    current: float | None,
    target: float | None,
    importance: float | None,
    urgency: float | None,
    weights: Sequence[float] = WEIGHTS,
    reason: str = "",
) -> Result[Priority]:
    """Weigh one gap by importance and urgency (M12), all on 1 to 5.

    ``weights`` are those of importance and urgency; they are scaled to sum 1.  A gap of 0 has the band
    ``maintain``.  ``reason`` allows a target below the current level, as in ``gap``.  Raises
    ``ToolkitError`` outside 1 to 5 and for impossible weights.

    Source: weighted scoring as in multi-criteria analysis, Department for Communities and Local Government
    (United Kingdom), Multi-criteria analysis: a manual (2009); bands are the workbook's own.

    >>> value = gap_priority(1, 4, importance=5, urgency=4).value
    >>> round(value.priority, 1), round(value.scaled, 1), value.band
    (13.8, 69.0, 'critical')
    """
    shares = _shares(weights)
    inputs: dict[str, Any] = {
        "current": current,
        "target": target,
        "importance": importance,
        "urgency": urgency,
        "weights": shares,
    }
    matters, presses = rating(importance, _("importance")), rating(urgency, _("urgency"))
    size = gap(current, target, reason)
    if size.value is None:
        return unavailable("M12", size.interpretation, formula=_formula(), inputs=inputs)
    if matters is None or presses is None:
        why = _("There is no priority without both importance and urgency.")
        return unavailable("M12", why, formula=_formula(), inputs=inputs)
    steps = size.value.gap
    priority = steps * (shares[0] * matters + shares[1] * presses)
    scaled = 100 * priority / (STEPS * HIGHEST)
    band = next(name for bound, name in BANDS if scaled >= bound - CLOSE) if steps else "maintain"
    if steps:
        text = _("The priority of the gap is {scaled} of 100: {band}.")
    else:
        text = _("There is no gap to close: maintain what has been reached.")
    text = text.format(scaled=shown(scaled, 1), band=band_name(band))
    return Result("M12", Priority(steps, priority, scaled, band), inputs, text, _formula())


def rank_gaps(
    gaps: Mapping[str, Weighing], weights: Sequence[float] = WEIGHTS
) -> Result[tuple[RankedGap, ...]]:
    """Rank gaps by priority (M12), the highest first; equal priorities share a rank.

    Gaps with a missing judgement, or with a target below the current level and no reason, are left out;
    gaps of 0 stay on the list as ``maintain``.  Neighbours within one point of 100 are named in the notes:
    dependency decides between them.  Raises ``ToolkitError`` as ``gap_priority`` does.

    Source: as ``gap_priority``.

    >>> ranked = rank_gaps({"Cloud": Weighing(2, 3, 3, 2), "Law": Weighing(1, 4, 5, 4)}).value
    >>> [(one.rank_text, one.name, one.priority.band) for one in ranked]
    [('1', 'Law', 'critical'), ('2', 'Cloud', 'low')]
    """
    found: dict[str, Priority] = {}
    dropped = []
    for name, one in gaps.items():
        low = one.target is not None and one.current is not None and one.target < one.current
        if low and not one.reason.strip():
            why = _("the target lies below the current level, and no reason is given")
            dropped.append(Dropped(name, why))
            continue
        result = gap_priority(one.current, one.target, one.importance, one.urgency, weights, one.reason)
        if result.value is None:
            dropped.append(Dropped(name, result.interpretation))
        else:
            found[name] = result.value
    inputs = {"gaps": gaps, "weights": _shares(weights)}
    if not found:
        why = _("There is nothing to rank yet: no gap has levels, importance and urgency.")
        return unavailable("M12", why, formula=_formula(), inputs=inputs, dropped=tuple(dropped))
    ranked = _ranked(found)
    return Result(
        "M12", ranked, inputs, _first(ranked), _formula(), tuple(dropped), tuple(_near_ties(ranked))
    )


def _ranked(found: Mapping[str, Priority]) -> tuple[RankedGap, ...]:
    values = [one.scaled for one in found.values()]
    ranked = [
        RankedGap(
            name,
            1 + sum(value > one.scaled + CLOSE for value in values),
            sum(abs(value - one.scaled) <= CLOSE for value in values),
            one,
        )
        for name, one in found.items()
    ]
    return tuple(sorted(ranked, key=lambda one: one.rank))


def _first(ranked: tuple[RankedGap, ...]) -> str:
    top = [one for one in ranked if one.rank == 1]
    if not top[0].priority.gap:
        return _("No gap is left to close: maintain what has been reached.")
    if len(top) > 1:
        template = _("These gaps share the first place with {scaled} of 100 ({band}): {names}.")
    else:
        template = _("The gap with the highest priority, {scaled} of 100 ({band}), is {names}.")
    first = top[0].priority
    names = listed(one.name for one in top)
    return template.format(scaled=shown(first.scaled, 1), band=band_name(first.band), names=names)


def _near_ties(ranked: tuple[RankedGap, ...]) -> list[str]:
    template = _("{names}: each within one point of the next, a tie; decide by dependency, and say so.")
    runs: list[list[RankedGap]] = []
    for one in ranked:
        if not one.priority.gap:
            continue
        if runs and runs[-1][-1].priority.priority - one.priority.priority <= TIE + CLOSE:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [template.format(names=listed(one.name for one in run)) for run in runs if len(run) > 1]
