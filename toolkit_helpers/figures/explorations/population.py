"""D4.2: how many people there will be to serve, as far as the tables tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown
from ..controls import Control
from ..description import Axis, Chart, Point, Series, Table
from .context import members

SERIES: Final = "population"
BACK: Final = 10
"""Years of change that are prolonged."""
_EVERY: Final = 5

CONTROLS: Final = (Control("horizon", _("Year of the vision"), 2030, 2050, 1, 2035),)


def of_country(code: str) -> dict[int, float]:
    """Return the population of one country by year; empty if the table has none."""
    years = datasets.series(SERIES).get(code, {})
    return {year: one.value for year, one in sorted(years.items())}


def of_members() -> dict[int, float]:
    """Return the population of all Member States together by year."""
    total: dict[int, float] = {}
    for code in members():
        for year, value in of_country(code).items():
            total[year] = total.get(year, 0) + value
    return total


def same_number(values: Mapping[int, float], year: int) -> float:
    """Return the population of a later year if as many people are added each year as in the last ten.

    >>> same_number({2014: 100, 2024: 150}, 2034)
    200.0
    """
    last = max(values)
    return max(0.0, values[last] + (values[last] - values[last - BACK]) / BACK * (year - last))


def same_rate(values: Mapping[int, float], year: int) -> float:
    """Return the population of a later year if it changes each year by the same share as in the last ten.

    >>> same_rate({2014: 100, 2024: 150}, 2034)
    225.0
    """
    last = max(values)
    return float(values[last] * (values[last] / values[last - BACK]) ** ((year - last) / BACK))


def _unit(largest: float) -> tuple[float, str, int]:
    """Return divisor, name and decimals that make a population readable."""
    if largest >= 1e9:
        return 1e9, _("Population, billion people"), 2
    if largest >= 1e6:
        return 1e6, _("Population, million people"), 1
    return 1e3, _("Population, thousand people"), 1


def _words(value: float, largest: float) -> str:
    divisor, _label, decimals = _unit(largest)
    number = shown(value / divisor, decimals)
    if largest >= 1e9:
        return _("{number} billion").format(number=number)
    if largest >= 1e6:
        return _("{number} million").format(number=number)
    return _("{number} thousand").format(number=number)


def _finding(name: str, values: Mapping[int, float], horizon: int) -> str:
    last = max(values)
    rate, number = same_rate(values, horizon), same_number(values, horizon)
    largest = max(rate, number, values[last])
    low, high = (_words(value, largest) for value in sorted((number, rate)))
    template = (
        _("{name}: {now} people in {last}; {low} in {horizon} if the change of the last ten years went on")
        if low == high
        else _(
            "{name}: {now} people in {last}; {low} to {high} in {horizon} if the change of the last ten "
            "years went on"
        )
    )
    return template.format(
        name=name, now=_words(values[last], largest), last=last, low=low, high=high, horizon=horizon
    )


def _lines(name: str, values: Mapping[int, float], horizon: int, role: str) -> list[Series]:
    last = max(values)
    divisor, _label, decimals = _unit(max(*values.values(), same_rate(values, horizon)))
    drawn = sorted({*(year for year in values if year % _EVERY == 0), last})
    later = sorted({*(year for year in range(last + 1, horizon) if year % _EVERY == 0), horizon})

    def points(years: list[int], at: Any) -> list[Point]:
        return [Point(x=year, y=round(at(year) / divisor, decimals)) for year in years]

    return [
        Series(name=name, role=role, points=points(drawn, values.__getitem__)),
        Series(
            name=_("Same number a year"),
            role="group",
            style="line",
            points=points([last, *later], lambda year: same_number(values, year)),
        ),
        Series(
            name=_("Same rate a year"),
            role="one",
            style="line",
            points=points([last, *later], lambda year: same_rate(values, year)),
        ),
    ]


def _table(series: list[Series], label: str, decimals: int) -> Table:
    cells = [{int(point.x): point.y for point in one.points} for one in series]
    rows = [
        [
            str(year),
            *(shown(value, decimals) if isinstance(value := one.get(year), float) else "–" for one in cells),
        ]
        for year in sorted({year for one in cells for year in one})
    ]
    return Table(
        caption=_("{label}; the last two columns are an illustration, not a forecast").format(label=label),
        header=[_("Year"), *(one.name for one in series)],
        rows=rows,
    )


def _missing(absent: str) -> str:
    lacking = _(
        "The tables of this workbook hold no ages and no share of town dwellers, so there is no pyramid: ask "
        "your statistical office, or look into the United Nations World Population Prospects and World "
        "Urbanization Prospects, for older persons, for young people, and for towns in the year of your "
        "vision."
    )
    return f"{absent} {lacking}" if absent else lacking


def describe(country: Country | None, team: Mapping[str, Any], values: Mapping[str, float]) -> Chart:
    """Return the population since 2005, with two ways of prolonging the last ten years' change."""
    absent, found = "", of_country(country.iso3) if country else of_members()
    if country and not found:
        absent = _(
            "{country}: the World Bank's table has no figure; all Member States stand in its place."
        ).format(country=country.name)
        country, found = None, of_members()
    name = country.name if country else _("All Member States")
    horizon = int(values["horizon"])
    _divisor, label, decimals = _unit(max(*found.values(), same_rate(found, horizon)))
    series = _lines(name, found, horizon, "own" if country else "world")
    first, last = min(found), max(found)
    return Chart(
        id="D4.2",
        kind="line",
        question=_("Who will be the users in {year}?").format(year=horizon),
        finding=_finding(name, found, horizon),
        notice=_(
            "An illustration, not a forecast: births, deaths and migration may change. A total says how "
            "many, not who. Ask three more questions: how many will be older persons, how many young, how "
            "many in towns?"
        ),
        x=Axis(label=_("Year"), minimum=first, maximum=horizon, decimals=0),
        y=Axis(label=label, minimum=0, decimals=decimals),
        series=series,
        missing=_missing(absent),
        source=_(
            "Source: World Bank, World Development Indicators (2026), total population to {last}. Years "
            "ahead: computed here from the change between {back} and {last}."
        ).format(last=last, back=last - BACK),
        alt=_(
            "Line chart of the population of {name} from {first} to {last}. From there two lines lead on to "
            "{horizon}, one with the same number of people added each year, one with the same rate."
        ).format(name=name, first=first, last=last, horizon=horizon),
        table=_table(series, label, decimals),
    )
