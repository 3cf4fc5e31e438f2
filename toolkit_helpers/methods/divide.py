"""Gaps between two groups: points, proportion and parity, with an interval where numbers are known (M40)."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Final, Literal

from ..errors import ToolkitError
from ..i18n import gettext as _
from .disclosure import LIMIT, too_small, why_small
from .display import per_cent, shown
from .inputs import CLOSE, not_negative, number
from .result import Result, unavailable

IntervalMethod = Literal["newcombe", "wald"]
Movement = Literal["wider", "narrower", "same"]
Parity = Literal["closer", "further", "same"]

PARITY_BAND: Final = (0.98, 1.02)
"""Parity indices that count as parity (ITU, Facts and Figures, 2024)."""
_Z: Final = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Interval:
    """A 95 per cent confidence interval of a difference of two shares."""

    low: float
    high: float
    method: IntervalMethod
    n_reference: int
    n_group: int


@dataclass(frozen=True)
class GroupGap:
    """The distance of a group from the reference group, told in several ways."""

    absolute: float
    """Reference minus group, as a share: 0.21 are 21 percentage points."""
    relative: float | None
    """Absolute gap / rate of the reference group; ``None`` where that rate is 0."""
    parity: float | None
    """Rate of the group / rate of the reference group; 1 is parity."""
    odds_ratio: float | None
    """Odds of the group / odds of the reference group; ``None`` where either has none."""
    interval: Interval | None
    """Of the absolute gap; ``None`` without the numbers of people asked."""

    @property
    def at_parity(self) -> bool | None:
        """Whether parity lies in the band of 0.98 to 1.02; ``None`` without parity."""
        if self.parity is None:
            return None
        low, high = PARITY_BAND
        return low - CLOSE <= self.parity <= high + CLOSE


@dataclass(frozen=True)
class GapChange:
    """Two gaps of the same two groups, and how the second differs from the first."""

    before: GroupGap
    after: GroupGap
    points: Movement
    """How the absolute gap moved, whoever is ahead."""
    proportion: Parity | None
    """How parity moved, towards 1 or away from it; ``None`` without both parity indices."""

    @property
    def opposite(self) -> bool:
        """Whether points and proportion tell opposite stories."""
        return (self.points, self.proportion) in {("wider", "closer"), ("narrower", "further")}


def group_gap(
    reference: float | None,
    group: float | None,
    *,
    names: tuple[str, str] | None = None,
    n_reference: float | None = None,
    n_group: float | None = None,
    interval: IntervalMethod = "newcombe",
    disclosure_limit: float = LIMIT,
) -> Result[GroupGap]:
    """Measure the gap between a reference group and another group in points, proportion and parity (M40).

    Parameters
    ----------
    reference, group
        Shares of the two groups, 0 to 1.  The reference is usually the better-off group; always name it.
    names
        Names of reference and group, for the sentence.
    n_reference, n_group
        People asked in each group.  With both there is a 95 per cent interval of the difference, and a group
        below the disclosure limit has no result.
    interval
        ``"newcombe"``, from two Wilson intervals, or ``"wald"``, the textbook's, too narrow near 0 and 1.

    A reference of 0 has an absolute gap and no relative measure.  Raises ``ToolkitError`` for a share outside
    0 to 1 and for a number of people that is not whole.

    Source: parity and its band, ITU, Facts and Figures (2024); interval, Newcombe, Statistics in Medicine
    (1998), method 10.

    >>> gap = group_gap(0.82, 0.61).value
    >>> round(gap.absolute, 2), round(gap.relative, 3), round(gap.parity, 3), round(gap.odds_ratio, 3)
    (0.21, 0.256, 0.744, 0.343)
    """
    labels = names or (_("the reference group"), _("the other group"))
    formula = _(
        "absolute gap = reference − group; relative gap = (reference − group) / reference; "
        "parity = group / reference"
    )
    inputs = {
        "reference": reference,
        "group": group,
        "names": labels,
        "n_reference": n_reference,
        "n_group": n_group,
        "interval": interval,
    }
    shares = [_share(value, label) for value, label in zip((reference, group), labels, strict=True)]
    counts = [_count(value) for value in (n_reference, n_group)]
    if interval not in ("newcombe", "wald"):
        raise ToolkitError(_("the interval is newcombe or wald, not {method}").format(method=interval))
    if any(too_small(count, disclosure_limit) for count in counts):
        why = _("Not shown: a group has {why}.").format(why=why_small(disclosure_limit))
        return unavailable("M40", why, formula=formula, inputs=inputs)
    if shares[0] is None or shares[1] is None:
        why = _("Not available: the rate of one of the two groups is not given.")
        return unavailable("M40", why, formula=formula, inputs=inputs)
    value = _measured(shares[0], shares[1], _interval(shares[0], shares[1], counts, interval))
    return Result("M40", value, inputs, _text(value, labels), formula, notes=_notes(value, shares, counts))


def gap_change(
    before: tuple[float | None, float | None], after: tuple[float | None, float | None]
) -> Result[GapChange]:
    """Compare two gaps of the same groups at two times (M40): points and parity may move opposite ways.

    ``before`` and ``after`` are pairs of reference and group, shares of 0 to 1.  Raises ``ToolkitError`` for
    a share outside 0 to 1.

    Source: parity index as in ITU, Facts and Figures (2024).

    >>> change = gap_change((0.2, 0.1), (0.6, 0.42)).value
    >>> change.points, change.proportion, change.opposite
    ('wider', 'closer', True)
    """
    formula = _("absolute gap = reference − group; parity = group / reference")
    first, second = group_gap(*before), group_gap(*after)
    inputs = {"before": before, "after": after}
    if first.value is None or second.value is None:
        why = _("Not available: both groups need a rate at both times.")
        return unavailable("M40", why, formula=formula, inputs=inputs)
    value = GapChange(
        first.value,
        second.value,
        _movement(abs(first.value.absolute), abs(second.value.absolute)),
        _towards_parity(first.value.parity, second.value.parity),
    )
    return Result("M40", value, inputs, _change_text(value), formula)


def _share(value: float | None, name: str) -> float | None:
    share = number(value, name)
    if share is not None and not -CLOSE <= share <= 1 + CLOSE:
        raise ToolkitError(
            _("the rate of {name} is {value}; a share runs from 0 to 1").format(name=name, value=share)
        )
    return None if share is None else min(1.0, max(0.0, share))


def _count(value: float | None) -> int | None:
    count = not_negative(value, _("the number of people asked"))
    if count is not None and count != int(count):
        raise ToolkitError(_("the number of people asked must be whole and is {value}").format(value=count))
    return None if count is None else int(count)


def _measured(reference: float, group: float, interval: Interval | None) -> GroupGap:
    gap = reference - group
    odds = None
    if CLOSE < reference < 1 and group < 1:
        odds = group / (1 - group) / (reference / (1 - reference))
    if reference <= CLOSE:
        return GroupGap(gap, None, None, odds, interval)
    return GroupGap(gap, gap / reference, group / reference, odds, interval)


def _interval(
    reference: float, group: float, counts: list[int | None], method: IntervalMethod
) -> Interval | None:
    """Return the interval of reference − group; ``None`` unless both numbers of people are known."""
    n, m = counts
    if not n or not m:
        return None
    gap = reference - group
    if method == "wald":
        half = _Z * sqrt(reference * (1 - reference) / n + group * (1 - group) / m)
        return Interval(max(-1.0, gap - half), min(1.0, gap + half), method, n, m)
    (low_r, high_r), (low_g, high_g) = _wilson(reference, n), _wilson(group, m)
    low = gap - sqrt((reference - low_r) ** 2 + (high_g - group) ** 2)
    high = gap + sqrt((high_r - reference) ** 2 + (group - low_g) ** 2)
    return Interval(low, high, method, n, m)


def _wilson(share: float, n: int) -> tuple[float, float]:
    """Return Wilson's 95 per cent interval of one share."""
    square = _Z**2 / n
    middle = share + square / 2
    half = _Z * sqrt(share * (1 - share) / n + square / (4 * n))
    return (middle - half) / (1 + square), (middle + half) / (1 + square)


def _text(value: GroupGap, labels: tuple[str, str]) -> str:
    fields = {
        "reference": labels[0],
        "group": labels[1],
        "points": per_cent(abs(value.absolute)),
        "relative": "" if value.relative is None else per_cent(abs(value.relative)),
        "parity": "" if value.parity is None else shown(value.parity, 2),
    }
    if abs(value.absolute) <= CLOSE:
        return _("There is no gap between {reference} and {group}.").format(**fields)
    if value.parity is None:
        template = _("Gap of {points} points between {group} and {reference}, whose rate is 0.")
    elif value.absolute > 0:
        template = _(
            "Gap of {points} points: {group} below {reference}; relative gap {relative} per cent, parity "
            "{parity}."
        )
    else:
        template = _(
            "Gap of {points} points: {group} above {reference}; relative gap {relative} per cent, parity "
            "{parity}."
        )
    return template.format(**fields)


def _notes(value: GroupGap, shares: list[float | None], counts: list[int | None]) -> tuple[str, ...]:
    notes = []
    if value.parity is None:
        notes.append(_("The rate of the reference group is 0, so relative gap and parity are not available."))
    elif value.at_parity:
        notes.append(_("Parity from 0.98 to 1.02 counts as parity."))
    if value.interval:
        template = _("95 per cent interval of the gap: {low} to {high} points ({n} and {m} people asked).")
        one = value.interval
        notes.append(
            template.format(low=per_cent(one.low), high=per_cent(one.high), n=one.n_reference, m=one.n_group)
        )
        if one.low <= 0 <= one.high:
            notes.append(_("The interval holds zero: with so few people asked there may be no gap at all."))
    elif any(counts):
        notes.append(_("No interval: the number of people asked is needed for both groups."))
    return tuple(notes)


def _movement(before: float, after: float) -> Movement:
    if abs(after - before) <= CLOSE:
        return "same"
    return "wider" if after > before else "narrower"


def _towards_parity(before: float | None, after: float | None) -> Parity | None:
    if before is None or after is None:
        return None
    distance = abs(after - 1) - abs(before - 1)
    if abs(distance) <= CLOSE:
        return "same"
    return "closer" if distance < 0 else "further"


def _change_text(value: GapChange) -> str:
    fields = {
        "before": per_cent(abs(value.before.absolute)),
        "after": per_cent(abs(value.after.absolute)),
        "parity_before": "–" if value.before.parity is None else shown(value.before.parity, 2),
        "parity_after": "–" if value.after.parity is None else shown(value.after.parity, 2),
    }
    templates: dict[tuple[Movement, Parity | None], str] = {
        ("wider", "closer"): _(
            "The gap grew from {before} to {after} points while parity moved from {parity_before} to "
            "{parity_after}: wider in points, closer in proportion."
        ),
        ("narrower", "further"): _(
            "The gap shrank from {before} to {after} points while parity moved from {parity_before} to "
            "{parity_after}: narrower in points, further apart in proportion."
        ),
    }
    otherwise = _(
        "The gap was {before} and is {after} points; parity was {parity_before} and is {parity_after}."
    )
    return templates.get((value.points, value.proportion), otherwise).format(**fields)
