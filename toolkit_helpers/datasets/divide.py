"""Connectivity, affordability, education and income: 26 series, read one at a time."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from ..errors import ToolkitError
from ..i18n import gettext as _
from .tables import Row, typed_rows, typed_selection

# Older than the series of the total, so a difference from the total would be one of vintage.
_ONLY_WITH: Final = {
    "internet_users_female_pct": "internet_users_male_pct",
    "internet_users_male_pct": "internet_users_female_pct",
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a series measures.

    Attributes
    ----------
    name
        Name of the series: ``"internet_users_pct"``.
    label, unit
        What is measured, and in what.
    publisher, series
        Who publishes it and under which code.
    note
        What to mind when reading it; may be empty.
    higher_is_better
        ``None`` where neither direction is better, such as population.
    only_with
        The one series it may be compared with, because all others are of another vintage; empty if free.
    first_year, last_year
        Years that the table holds, for at least one country.
    """

    name: str
    label: str
    unit: str
    publisher: str
    series: str
    note: str
    higher_is_better: bool | None
    only_with: str
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of a series.

    Attributes
    ----------
    value
        In the unit of the series.
    estimate
        Whether ITU marks the value as an estimate.
    source
        Publisher's file: ``"ITU"``, ``"WDI"``, ``"UNDP HDR"``.
    """

    value: float
    estimate: bool
    source: str


def indicators() -> tuple[Indicator, ...]:
    """Return all series, in alphabetical order of their names."""
    return tuple(_indicators().values())


def indicator(name: str) -> Indicator:
    """Return what a series measures.

    Raises
    ------
    ToolkitError
        If there is no such series.

    >>> indicator("internet_users_pct").unit
    '% of population'
    """
    try:
        return _indicators()[name]
    except KeyError:
        near = difflib.get_close_matches(name, _indicators(), n=3) or list(_indicators())
        raise ToolkitError(
            _("there is no indicator {name!r}").format(name=name),
            remedy=_("Did you mean {names}?").format(names=", ".join(near)),
        ) from None


def series(name: str) -> Mapping[str, Mapping[int, Observation]]:
    """Return one series: ISO-3 code to year to observation; a country without data has no key.

    Only the rows of this series are read, and they are kept: what is returned cannot be changed.

    Raises
    ------
    ToolkitError
        If there is no such series.

    >>> series("electricity_access_pct")["KEN"][2022].value
    76.0
    """
    return _series(name)


def latest(name: str, since: int | None = None) -> dict[str, tuple[int, Observation]]:
    """Return the latest year and value of each country in one series.

    Parameters
    ----------
    name
        Name of the series.
    since
        Leaves out countries whose latest value is older than this year.

    Returns
    -------
    dict
        ISO-3 code to year and observation; a country without data has no key.

    Raises
    ------
    ToolkitError
        If there is no such series.

    >>> year, value = latest("electricity_access_pct")["KEN"]
    >>> year, value.value == series("electricity_access_pct")["KEN"][year].value
    (2022, True)
    """
    found = {code: max(years.items(), key=lambda item: item[0]) for code, years in _series(name).items()}
    return {code: one for code, one in found.items() if since is None or one[0] >= since}


def latest_together(one: str, other: str) -> dict[str, tuple[int, Observation, Observation]]:
    """Return the latest year in which a country has both of two series, with both values.

    Raises
    ------
    ToolkitError
        If there is no such series, or one of the two may not be compared with the other because they are of
        different vintages (``Indicator.only_with``).

    >>> year, women, men = latest_together("internet_users_female_pct", "internet_users_male_pct")["KEN"]
    >>> year, round(women.value / men.value, 2)
    (2019, 0.8)
    """
    for name, beside in ((one, other), (other, one)):
        only = indicator(name).only_with
        if only and only != beside:
            raise ToolkitError(
                _("{name} may not be compared with {other}, which is of another vintage").format(
                    name=name, other=beside
                ),
                remedy=_("Compare it with {only}.").format(only=only),
            )
    first, second = _series(one), _series(other)
    found = {}
    for code in first:
        shared = first[code].keys() & second.get(code, {}).keys()
        if shared:
            year = max(shared)
            found[code] = (year, first[code][year], second[code][year])
    return found


@cache
def _indicators() -> dict[str, Indicator]:
    return {one.name: one for one in sorted(typed_rows("indicators", _indicator), key=lambda one: one.name)}


def _indicator(row: Row) -> Indicator:
    return Indicator(
        name=row["indicator"],
        label=row["label"],
        unit=row["unit"],
        publisher=row["publisher"],
        series=row["series"],
        note=row["note"],
        higher_is_better=bool(int(row["higher_is_better"])) if row["higher_is_better"] else None,
        only_with=_ONLY_WITH.get(row["indicator"], ""),
        first_year=int(row["first_year"]),
        last_year=int(row["last_year"]),
    )


@cache
def _series(name: str) -> Mapping[str, Mapping[int, Observation]]:
    indicator(name)
    sources: dict[str, str] = {}

    def observation(row: Row) -> tuple[str, int, Observation]:
        source = sources.setdefault(row["source"], row["source"])
        value = Observation(float(row["value"]), row["estimate"] == "1", source)
        return row["iso3"], int(row["year"]), value

    found: dict[str, dict[int, Observation]] = {}
    for iso3, year, value in typed_selection("digital_divide", name, observation):
        found.setdefault(iso3, {})[year] = value
    return MappingProxyType({iso3: MappingProxyType(years) for iso3, years in found.items()})
