"""The numbers of an axis: from values to places, round ends, and which numbers to print.

The screen painter holds the same rules in ``widgets/js/explore-layout.js``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from math import ceil, floor, log10

from .description import Axis


@dataclass(frozen=True)
class Scale:
    """From a number of an axis to a place on the page."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        low, high = (log10(self.low), log10(self.high)) if self.log else (self.low, self.high)
        share = ((log10(value) if self.log else value) - low) / (high - low)
        return self.start + share * (self.end - self.start)


def limits(axis: Axis, values: Sequence[float], *, exact: bool = False) -> tuple[float, float]:
    """Return the ends of an axis: those it names, else round numbers around its values.

    With ``exact`` an axis ends at its first and last value, as years do.

    >>> limits(Axis(log=True), [730, 140_000]), limits(Axis(minimum=0), [3, 17])
    ((500.0, 200000.0), (0.0, 20.0))
    """
    if not values:
        values = (1, 10) if axis.log else (axis.minimum or 0.0, 1.0 if axis.maximum is None else axis.maximum)
    low = min(values) if axis.minimum is None else axis.minimum
    high = max(values) if axis.maximum is None else axis.maximum
    if axis.log:
        return _log_round(low, up=False), _log_round(high, up=True)
    named = axis.minimum is not None, axis.maximum is not None
    if exact or all(named):
        return (float(low), float(high)) if low < high else (low - 1.0, low + 1.0)
    return _round_quarters(low, high, *named)


def _round_quarters(low: float, high: float, low_named: bool, high_named: bool) -> tuple[float, float]:
    """Return ends at round numbers whose quarters are round too; a named end stays where it is."""
    span = abs(high - low) or abs(high) or 1.0
    for power in count(floor(log10(span / 4))):
        for base in (1, 2, 2.5, 5):
            step = base * 10.0**power
            start = floor(low / step + 1e-9) * step
            if low_named:
                start = low
            if high_named:
                start = high - 4 * step
            slack = step * 1e-9
            if start - slack <= low and start + 4 * step + slack >= high:
                return float(f"{start:.12g}"), float(f"{start + 4 * step:.12g}")
    raise AssertionError  # pragma: no cover  -- the steps grow until they hold every span


def _log_round(value: float, *, up: bool) -> float:
    decade = 10.0 ** floor(log10(value))
    steps = [decade * step for step in (1, 2, 5, 10)]
    return next(s for s in steps if s >= value) if up else next(s for s in reversed(steps) if s <= value)


def months(axis: Axis, values: Sequence[float]) -> tuple[tuple[float, float], list[float]]:
    """Return the ends of an axis of months and its numbers, eight steps at the most.

    >>> months(Axis(), [4, 10, 31])
    ((0.0, 36.0), [0.0, 6.0, 12.0, 18.0, 24.0, 30.0, 36.0])
    """
    low = float(min([0, *values]) if axis.minimum is None else axis.minimum)
    last = float(max([low + 1, *values]) if axis.maximum is None else axis.maximum)
    step = next((one for one in (1, 2, 3, 6, 12, 24, 60) if last - low <= 8 * one), 120)
    high = low + ceil((last - low) / step) * step if axis.maximum is None else last
    return (low, high), [low + step * number for number in range(int((high - low) / step) + 1)]


def ticks(low: float, high: float, *, log: bool = False) -> list[float]:
    """Return the numbers to print along an axis: quarters of it, or decades of a logarithmic one.

    >>> ticks(0, 1)
    [0.0, 0.25, 0.5, 0.75, 1.0]
    >>> ticks(500, 200_000, log=True)
    [1000.0, 10000.0, 100000.0]
    """
    if log:
        return [10.0**power for power in range(ceil(log10(low)), floor(log10(high)) + 1)]
    return [low + (high - low) * quarter / 4 for quarter in range(5)]


def thin(places: Sequence[float], widths: Sequence[float], gap: float = 6.0) -> list[int]:
    """Return which numbers along an axis to print so that none touch: every one, every second, and so on.

    >>> thin([0, 10, 20, 30], [12, 12, 12, 12])
    [0, 2]
    """
    for step in range(1, len(places)):
        kept = range(0, len(places), step)
        if all(places[b] - places[a] >= (widths[a] + widths[b]) / 2 + gap for a, b in pairwise(kept)):
            return list(kept)
    return [0] if places else []


def tick_text(value: float) -> str:
    """Return a tick's number without idle zeros.

    >>> tick_text(0.25), tick_text(100.0), tick_text(10_000.0)
    ('0.25', '100', '10,000')
    """
    return f"{value:,.2f}".rstrip("0").rstrip(".")
