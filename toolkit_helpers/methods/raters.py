"""Agreement between the raters of a team: Krippendorff's alpha and where the raters differ most (M13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import Any, Final, Literal

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import listed, shown
from .inputs import CLOSE, number, same_length
from .result import Dropped, Result, unavailable

Level = Literal["nominal", "ordinal", "interval"]
Reading = Literal["solid", "tentative", "not the same organisation"]
Ratings = Sequence[Sequence[float | None]]
Pairs = dict[tuple[int, int], float]

SEED: Final = 20210
RESAMPLES: Final = 2000
SOLID: Final = 0.8
TENTATIVE: Final = 0.667
FEWEST_ITEMS: Final = 3
ITEMS_FOR_INTERVAL: Final = 8
FEW_ITEMS: Final = 10


@dataclass(frozen=True)
class Spread:
    """How far the raters of one item lie apart."""

    name: str
    low: float
    high: float
    raters: int

    @property
    def range(self) -> float:
        """Highest minus lowest rating."""
        return self.high - self.low


@dataclass(frozen=True)
class Agreement:
    """Krippendorff's alpha with its reading: 1 is perfect agreement, 0 is what chance would give."""

    alpha: float
    level: Level
    reading: Reading
    interval: tuple[float, float] | None
    """95 per cent bootstrap interval over items; ``None`` with fewer than eight items."""
    raters: int
    items: int
    """Items with at least two ratings."""
    widest: tuple[Spread, ...]
    """All these items, the widest range first: a discussion starts there."""


@dataclass(frozen=True)
class _Item:
    """What one item adds: how often each value stands in it, and the pairs of different values."""

    counts: tuple[tuple[int, int], ...]
    pairs: tuple[tuple[tuple[int, int], float], ...]


def widest_items(ratings: Ratings, names: Sequence[str] | None = None) -> tuple[Spread, ...]:
    """Return the items with at least two ratings, the widest range first; ties keep their order.

    ``ratings`` has a row for each rater and a column for each item; ``None`` where one did not rate.

    >>> widest_items([[2, 3], [2, 5]])
    (Spread(name='item 2', low=3, high=5, raters=2), Spread(name='item 1', low=2, high=2, raters=2))
    """
    columns, labels = _columns(ratings, names)
    spreads = [
        Spread(label, min(column), max(column), len(column))
        for label, column in zip(labels, columns, strict=True)
        if len(column) > 1
    ]
    return tuple(sorted(spreads, key=lambda one: -one.range))


def agreement(
    ratings: Ratings,
    level: Level = "ordinal",
    *,
    names: Sequence[str] | None = None,
    seed: int = SEED,
    resamples: int = RESAMPLES,
) -> Result[Agreement]:
    """Measure how far raters agree, with Krippendorff's alpha; ratings may be missing (M13).

    Parameters
    ----------
    ratings
        A row for each rater, a column for each item; ``None`` where one did not rate.
    level
        ``"nominal"`` (all differences alike), ``"ordinal"`` (only the order is known) or ``"interval"``.
    names
        Names of the items, for the list of those to discuss.
    seed, resamples
        Of the bootstrap over items, which needs eight items.

    There is no alpha with fewer than two raters or three shared items, nor where all ratings are the same:
    nothing varies then.  Raises ``ToolkitError`` for rows of different length.

    Source: Krippendorff, Content Analysis, 4th edition (2019), chapter 12; its two customary cut-offs are a
    rule for a workshop here, not a test.

    >>> practice = [[2, 3, 1, 4, 2, 3], [2, 3, 2, 4, 2, 3], [3, 3, 1, 4, 1, None], [2, 4, 1, 5, 2, 3]]
    >>> value = agreement(practice).value
    >>> round(value.alpha, 4), value.reading
    (0.8524, 'solid')
    """
    if level not in ("nominal", "ordinal", "interval"):
        raise ToolkitError(
            _("the level of measurement is nominal, ordinal or interval, not {level}").format(level=level)
        )
    columns, labels = _columns(ratings, names)
    formula = _("alpha = 1 − observed disagreement / disagreement expected by chance")
    inputs: dict[str, Any] = {"ratings": tuple(map(tuple, ratings)), "level": level, "seed": seed}
    shared = [column for column in columns if len(column) > 1]
    dropped = tuple(
        Dropped(label, _("fewer than two raters"))
        for label, column in zip(labels, columns, strict=True)
        if len(column) < 2
    )
    widest = widest_items(ratings, names)
    name = _("a rating")
    raters = sum(any(number(cell, name) is not None for cell in row) for row in ratings)
    values = sorted({value for column in shared for value in column})
    items = [_item(column, values) for column in shared]
    why = _too_few(raters, len(items))
    alpha = None if why else _alpha(items, values, level)
    if alpha is None:
        why = why or _("All raters agree, no variation: alpha is not defined.")
        notes = _discuss(widest)
        return unavailable("M13", why, formula=formula, inputs=inputs, dropped=dropped, notes=notes)
    interval = _bootstrap(items, values, level, seed, resamples) if len(items) >= ITEMS_FOR_INTERVAL else None
    value = Agreement(alpha, level, _reading(alpha), interval, raters, len(items), widest)
    return Result("M13", value, inputs, _text(value), formula, dropped, _notes(value))


def _columns(ratings: Ratings, names: Sequence[str] | None) -> tuple[list[list[float]], list[str]]:
    """Return the given ratings of each item, and the items' names."""
    width = len(ratings[0]) if ratings else 0
    if any(len(row) != width for row in ratings):
        raise ToolkitError(_("every rater needs a place for every item; leave a missing rating empty"))
    if names is not None:
        same_length(len(names), width)
    labels = (
        list(names)
        if names is not None
        else [_("item {number}").format(number=place + 1) for place in range(width)]
    )
    name = _("a rating")
    columns = [
        [value for row in ratings if (value := number(row[place], name)) is not None]
        for place in range(width)
    ]
    return columns, labels


def _too_few(raters: int, items: int) -> str:
    if raters < 2:
        return _("Not available: agreement needs at least two raters.")
    if items < FEWEST_ITEMS:
        return _("Not available: agreement needs at least three items that two or more raters have rated.")
    return ""


def _item(column: Sequence[float], values: Sequence[float]) -> _Item:
    """Count one item: a pair of different values weighs 1/(ratings − 1), as in the coincidence matrix."""
    counts = Counter(values.index(value) for value in column)
    pairs = {
        (one, two): counts[one] * counts[two] / (len(column) - 1)
        for one, two in combinations(sorted(counts), 2)
    }
    return _Item(tuple(counts.items()), tuple(pairs.items()))


def _alpha(items: Iterable[_Item], values: Sequence[float], level: Level) -> float | None:
    """Return alpha of the items; ``None`` where all values are the same."""
    counts = [0] * len(values)
    observed: Pairs = {}
    for item in items:
        for place, count in item.counts:
            counts[place] += count
        for pair, weight in item.pairs:
            observed[pair] = observed.get(pair, 0.0) + weight
    distance = _distance(level, values, counts)
    used = [place for place, count in enumerate(counts) if count]
    expected = sum(counts[one] * counts[two] * distance(one, two) for one, two in combinations(used, 2))
    if not expected:
        return None
    found = sum(weight * distance(*pair) for pair, weight in observed.items())
    return 1 - (sum(counts) - 1) * found / expected


def _distance(level: Level, values: Sequence[float], counts: Sequence[int]) -> Callable[[int, int], float]:
    """Return the squared difference of two values, the smaller place first."""
    if level == "nominal":
        return lambda _one, _two: 1.0
    if level == "interval":
        return lambda one, two: (values[one] - values[two]) ** 2
    below = [0.0]
    for count in counts:
        below.append(below[-1] + count)
    middle = [(below[place] + below[place + 1]) / 2 for place in range(len(counts))]
    return lambda one, two: (middle[one] - middle[two]) ** 2


def _bootstrap(
    items: list[_Item], values: Sequence[float], level: Level, seed: int, resamples: int
) -> tuple[float, float] | None:
    """Return the 95 per cent percentile interval; resamples in which nothing varies do not count."""
    draw = Random(seed)  # noqa: S311 - a bootstrap, repeatable on purpose
    alphas = [_alpha(draw.choices(items, k=len(items)), values, level) for _round in range(resamples)]
    found = sorted(alpha for alpha in alphas if alpha is not None)
    return (_quantile(found, 0.025), _quantile(found, 0.975)) if found else None


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _reading(alpha: float) -> Reading:
    if alpha >= SOLID - CLOSE:
        return "solid"
    return "tentative" if alpha >= TENTATIVE - CLOSE else "not the same organisation"


def _text(value: Agreement) -> str:
    template = {
        "solid": _("Krippendorff's alpha is {alpha}: agreement is solid."),
        "tentative": _("Krippendorff's alpha is {alpha}: agreement is tentative, discuss the widest cells."),
        "not the same organisation": _(
            "Krippendorff's alpha is {alpha}: we do not see the same organisation, discuss evidence before "
            "averaging."
        ),
    }[value.reading]
    return template.format(alpha=shown(value.alpha, 3))


def _discuss(widest: Sequence[Spread]) -> tuple[str, ...]:
    """Name the items with the widest range, if raters differ at all."""
    if not widest or not widest[0].range:
        return ()
    top = [one.name for one in widest if one.range == widest[0].range]
    return (
        _("Discuss first, range {range}: {items}.").format(range=f"{widest[0].range:g}", items=listed(top)),
    )


def _notes(value: Agreement) -> tuple[str, ...]:
    notes = list(_discuss(value.widest))
    if value.interval:
        template = _("95 per cent interval {low} to {high}, by resampling the items.")
        low, high = (shown(bound, 2) for bound in value.interval)
        notes.append(template.format(low=low, high=high))
    if value.items < FEW_ITEMS:
        notes.append(_("Few items ({count}): wide uncertainty, indicative only.").format(count=value.items))
    return tuple(notes)
