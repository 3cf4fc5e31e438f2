"""Standardising indicators before they are averaged (M02): z-scores, then minimum to maximum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Any

from ..errors import ToolkitError
from ..i18n import gettext as _
from .inputs import CLOSE, not_negative, number, same_length
from .result import Dropped, Result, unavailable


@dataclass(frozen=True)
class Standardised:
    """One indicator, relative to the countries compared; ``None`` where a country has no value."""

    mean: float
    deviation: float
    """Population standard deviation (divisor N)."""
    z: tuple[float | None, ...]
    normalised: tuple[float | None, ...]
    """0 for the lowest, 1 for the highest."""
    countries: int


@dataclass(frozen=True)
class StandardisedTable:
    """Several indicators in one composite, relative to the countries compared."""

    z: tuple[tuple[float | None, ...], ...]
    """A row for each country, a column for each indicator."""
    composite: tuple[float | None, ...]
    """Weighted mean of a country's z-scores."""
    normalised: tuple[float | None, ...]
    countries: int
    weights: tuple[float, ...]
    """As used, with sum 1."""


def standardise(values: Sequence[float | None], names: Sequence[str] | None = None) -> Result[Standardised]:
    """Standardise one indicator over the countries compared (M02).

    z = (x − μ) / σ with the population mean and standard deviation; then (z − min) / (max − min).  Without
    any spread z is 0 and the normalised value 0.5 for all.  ``names`` are the countries', for the report.

    Source: UN DESA, E-Government Survey 2024, annex on methodology (2024).

    >>> [round(z, 4) for z in standardise([12, 30, 48, 66, 84]).value.z]
    [-1.4142, -0.7071, 0.0, 0.7071, 1.4142]
    """
    labels = _labels(names, len(values))
    formula = _("z = (x − mean) / population standard deviation; normalised = (z − min) / (max − min)")
    read = [number(value, label) for value, label in zip(values, labels, strict=True)]
    dropped = tuple(
        Dropped(label, _("no value")) for label, value in zip(labels, read, strict=True) if value is None
    )
    inputs = {"values": tuple(values)}
    count = len(read) - len(dropped)
    if count < 2:
        return unavailable("M02", _too_few(count), formula=formula, inputs=inputs, dropped=dropped)
    mean, deviation, z = _z_scores(read)
    normalised, flat = _normalise(z)
    notes = (
        (_("All countries have the same value: the indicator carries no information, so z is 0 for all."),)
        if flat
        else ()
    )
    text = _("Standardised values are relative to these {count} countries; another set changes every value.")
    value = Standardised(mean, deviation, z, normalised, count)
    return Result("M02", value, inputs, text.format(count=count), formula, dropped, notes)


def standardise_table(
    rows: Sequence[Sequence[float | None]],
    weights: Sequence[float] | None = None,
    names: Sequence[str] | None = None,
    indicators: Sequence[str] | None = None,
) -> Result[StandardisedTable]:
    """Standardise several indicators and average them into one composite per country (M02).

    Parameters
    ----------
    rows
        A row for each country, a column for each indicator.
    weights
        One weight for each indicator, scaled to sum 1; equal if left out.
    names, indicators
        Names of countries and indicators, for the report.

    A country with fewer than half of the indicators is left out before anything is computed.  In the others
    a missing cell is replaced by the mean of the country's other z-scores, which ``dropped`` lists.  Raises
    ``ToolkitError`` for ragged rows and impossible weights.

    Source: UN DESA, E-Government Survey 2024, annex on methodology (2024); OECD and JRC, Handbook on
    Constructing Composite Indicators (2008).

    >>> value = standardise_table([(20, 10), (50, 40), (80, 90), (95, 60)]).value
    >>> [round(one, 4) for one in value.normalised]
    [0.0, 0.4289, 1.0, 0.8947]
    """
    width = len(rows[0]) if rows else 0
    if any(len(row) != width for row in rows):
        raise ToolkitError(_("every country needs the same number of indicators; leave a missing cell empty"))
    labels, columns = _labels(names, len(rows)), _columns(indicators, width)
    shares = _weights(weights, width)
    formula = _(
        "z = (x − mean) / population standard deviation; composite = weighted mean of a country's z-scores; "
        "normalised = (composite − min) / (max − min)"
    )
    inputs: dict[str, Any] = {"rows": tuple(map(tuple, rows)), "weights": shares}
    read = [
        [number(cell, f"{label}, {column}") for cell, column in zip(row, columns, strict=True)]
        for label, row in zip(labels, rows, strict=True)
    ]
    kept = [_enough(row, shares) for row in read]
    dropped = tuple(_losses(read, kept, labels, columns))
    count = sum(kept)
    if count < 2:
        return unavailable("M02", _too_few(count), formula=formula, inputs=inputs, dropped=dropped)
    read = [row if keep else [None] * width for row, keep in zip(read, kept, strict=True)]
    by_column = [_z_scores([row[place] for row in read])[2] for place in range(width)]
    notes = [
        _("{indicator} carries no information: it is the same for all, so z is 0.").format(indicator=column)
        for column, z in zip(columns, by_column, strict=True)
        if len({one for one in z if one is not None}) == 1
    ]
    z = tuple(tuple(column[place] for column in by_column) for place in range(len(rows)))
    composite = tuple(_average(row, shares) for row in z)
    normalised, flat = _normalise(composite)
    if flat:
        notes.append(_("All composites are equal, so the normalised value is 0.5 for all."))
    text = _("The composite is relative to these {count} countries; another set changes every value.")
    value = StandardisedTable(z, composite, normalised, count, shares)
    return Result("M02", value, inputs, text.format(count=count), formula, dropped, tuple(notes))


def _too_few(count: int) -> str:
    return _("Not available: standardising compares at least two countries, and {count} can be used.").format(
        count=count
    )


def _labels(names: Sequence[str] | None, count: int) -> list[str]:
    if names is None:
        return [_("country {number}").format(number=place + 1) for place in range(count)]
    same_length(len(names), count)
    return list(names)


def _columns(indicators: Sequence[str] | None, count: int) -> list[str]:
    if indicators is None:
        return [_("indicator {number}").format(number=place + 1) for place in range(count)]
    same_length(len(indicators), count)
    return list(indicators)


def _weights(weights: Sequence[float] | None, count: int) -> tuple[float, ...]:
    read = [not_negative(one, _("a weight")) for one in ([1.0] * count if weights is None else weights)]
    known = [one for one in read if one is not None]
    total = fsum(known)
    if len(known) != count or (count and total <= 0):
        raise ToolkitError(_("each indicator needs one weight, and at least one weight must be above zero"))
    return tuple(one / total for one in known)


def _enough(row: Sequence[float | None], weights: Sequence[float]) -> bool:
    """Whether half of the indicators are there, among them one that counts."""
    present = [weight for cell, weight in zip(row, weights, strict=True) if cell is not None]
    return 2 * len(present) >= len(row) and fsum(present) > 0


def _losses(
    rows: Sequence[Sequence[float | None]], kept: Sequence[bool], labels: list[str], columns: list[str]
) -> list[Dropped]:
    found = []
    for row, keep, label in zip(rows, kept, labels, strict=True):
        if not keep:
            found.append(Dropped(label, _("fewer than half of the indicators")))
            continue
        found += [
            Dropped(
                _("{country}, {indicator}").format(country=label, indicator=column),
                _("no value; the mean of the country's other z-scores stands in"),
            )
            for cell, column in zip(row, columns, strict=True)
            if cell is None
        ]
    return found


def _z_scores(values: Sequence[float | None]) -> tuple[float, float, tuple[float | None, ...]]:
    """Return mean, population standard deviation and z-scores; zeros where nothing varies."""
    known = [value for value in values if value is not None]
    if not known:
        return 0.0, 0.0, tuple(None for _value in values)
    mean = fsum(known) / len(known)
    deviation = sqrt(fsum((value - mean) ** 2 for value in known) / len(known))
    if max(known) == min(known) or deviation == 0:
        return mean, 0.0, tuple(None if value is None else 0.0 for value in values)
    return mean, deviation, tuple(None if value is None else (value - mean) / deviation for value in values)


def _average(z: Sequence[float | None], weights: Sequence[float]) -> float | None:
    pairs = [(one, weight) for one, weight in zip(z, weights, strict=True) if one is not None]
    total = fsum(weight for _one, weight in pairs)
    return fsum(one * weight for one, weight in pairs) / total if total > 0 else None


def _normalise(values: Sequence[float | None]) -> tuple[tuple[float | None, ...], bool]:
    """Return values on 0 to 1, and whether they are all equal, when each becomes 0.5."""
    known = [value for value in values if value is not None]
    low, high = min(known), max(known)
    if high - low <= CLOSE:
        return tuple(None if value is None else 0.5 for value in values), True
    return tuple(None if value is None else (value - low) / (high - low) for value in values), False
