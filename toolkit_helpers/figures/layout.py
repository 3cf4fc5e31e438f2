"""Where marks and labels go: plain arithmetic, in any unit of length.

The screen painter holds the same rules in ``widgets/js/explore-layout.js``, because it must lay out anew
whenever the page changes its width.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from .description import Axis

Measure = Callable[[str], float]
"""Width of a text in the unit of the layout."""


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


def limits(axis: Axis, values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of an axis: those it names, else round numbers around its values.

    >>> limits(Axis(log=True), [730, 140_000])
    (500.0, 200000.0)
    """
    low = min(values) if axis.minimum is None else axis.minimum
    high = max(values) if axis.maximum is None else axis.maximum
    if axis.log:
        return _log_round(low, up=False), _log_round(high, up=True)
    return float(low), float(high)


def _log_round(value: float, *, up: bool) -> float:
    decade = 10.0 ** floor(log10(value))
    steps = [decade * step for step in (1, 2, 5, 10)]
    return next(s for s in steps if s >= value) if up else next(s for s in reversed(steps) if s <= value)


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


def tick_text(value: float) -> str:
    """Return a tick's number without idle zeros.

    >>> tick_text(0.25), tick_text(100.0), tick_text(10_000.0)
    ('0.25', '100', '10,000')
    """
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """Break a text into lines no wider than ``width``; a single long word stays whole.

    >>> wrap("one two three", 7, len)
    ['one two', 'three']
    """
    lines: list[str] = []
    for word in text.split():
        if lines and measure(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines or [""]


def spread(
    centres: Sequence[float], sizes: Sequence[float], low: float, high: float, gap: float = 2.0
) -> list[float]:
    """Push labels apart along one direction until none overlap, inside ``low`` to ``high``.

    Parameters
    ----------
    centres, sizes
        Where each label would like its middle to be, and how much room it takes.
    gap
        Room between two labels.

    Returns
    -------
    list
        The middle of each label, in the order given.

    >>> spread([10, 11], [4, 4], 0, 100, 0)
    [8.5, 12.5]
    """
    order = sorted(range(len(centres)), key=lambda i: (centres[i], i))
    groups: list[tuple[list[int], float]] = []
    for i in order:
        groups.append(([i], centres[i]))
        while len(groups) > 1 and _overlap(groups[-2], groups[-1], sizes, gap):
            second, first = groups.pop(), groups.pop()
            both = first[0] + second[0]
            groups.append((both, sum(centres[j] for j in both) / len(both)))
        members, middle = groups[-1]
        length = sum(sizes[j] for j in members) + gap * (len(members) - 1)
        groups[-1] = (members, min(max(middle, low + length / 2), high - length / 2))
    # A group held back by the far end pushes those before it.
    at = len(groups) - 1
    while at > 0:
        if _overlap(groups[at - 1], groups[at], sizes, gap):
            both = groups[at - 1][0] + groups[at][0]
            length = sum(sizes[j] for j in both) + gap * (len(both) - 1)
            middle = min(sum(centres[j] for j in both) / len(both), high - length / 2)
            groups[at - 1 : at + 1] = [(both, middle)]
        at -= 1
    placed = [0.0] * len(centres)
    for members, middle in groups:
        place = middle - (sum(sizes[j] for j in members) + gap * (len(members) - 1)) / 2
        for j in members:
            placed[j] = place + sizes[j] / 2
            place += sizes[j] + gap
    return placed


def _overlap(
    one: tuple[list[int], float], two: tuple[list[int], float], sizes: Sequence[float], gap: float
) -> bool:
    half = [(sum(sizes[j] for j in group[0]) + gap * (len(group[0]) - 1)) / 2 for group in (one, two)]
    return one[1] + half[0] + gap > two[1] - half[1]


def swarm(places: Sequence[float], size: float) -> list[float]:
    """Return how far each dot of a row moves up or down so that no two overlap.

    Dots are taken from low to high; each goes as near to the row's middle as the ones before it allow.

    >>> swarm([0, 1, 50], 4)
    [0.0, -4.0, 0.0]
    """
    offsets = [0.0] * len(places)
    done: list[int] = []
    for i in sorted(range(len(places)), key=lambda i: places[i]):
        near = [j for j in done if abs(places[j] - places[i]) < size]
        step = 0
        while True:
            offset = size * ((step + 1) // 2) * (-1 if step % 2 else 1)
            if all((places[j] - places[i]) ** 2 + (offsets[j] - offset) ** 2 >= size**2 * 0.99 for j in near):
                break
            step += 1
        offsets[i] = float(offset)
        done.append(i)
    return offsets


def lanes(places: Sequence[float], sizes: Sequence[float]) -> list[int]:
    """Return a lane for each mark of a row, so that marks closer than their size stand one above another.

    >>> lanes([10, 12, 40], [8, 8, 8])
    [0, 1, 0]
    """
    found = [0] * len(places)
    for i in range(len(places)):
        taken = {found[j] for j in range(i) if abs(places[i] - places[j]) < (sizes[i] + sizes[j]) / 2}
        found[i] = next(lane for lane in range(len(places)) if lane not in taken)
    return found
