"""D1.4: income per person and the EGDI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log10
from statistics import fmean
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown, signed
from ..description import Axis, Chart, Point, Series, Table
from .context import egdi_values, no_egdi

INDICATOR: Final = "gni_per_capita_ppp2017"
BANDS: Final = (0, 2_500, 5_000, 10_000, 20_000, 40_000)
CLOSE: Final = 0.05
"""A distance from the line up to which the finding says "close to": a third of the usual residual."""


@dataclass(frozen=True)
class Fit:
    """Least squares line of the EGDI on the decimal logarithm of income."""

    slope: float
    intercept: float
    explained: float
    """Share of the variance of the EGDI that goes with income, 0 to 1."""

    def at(self, income: float) -> float:
        """Return the EGDI on the line at an income in dollars."""
        return self.intercept + self.slope * log10(income)


def fit(pairs: Mapping[str, tuple[float, float]]) -> Fit:
    """Fit the line through pairs of income and EGDI.

    >>> line = fit({"a": (100, 0.2), "b": (1_000, 0.4), "c": (10_000, 0.6)})
    >>> round(line.slope, 6), round(line.at(1_000), 6), round(line.explained, 6)
    (0.2, 0.4, 1.0)
    """
    xs, ys = [log10(income) for income, _egdi in pairs.values()], [egdi for _income, egdi in pairs.values()]
    x_mean, y_mean = fmean(xs), fmean(ys)
    spread_x = sum((x - x_mean) ** 2 for x in xs)
    spread_y = sum((y - y_mean) ** 2 for y in ys)
    together = sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True))
    slope = together / spread_x
    return Fit(slope, y_mean - slope * x_mean, together**2 / (spread_x * spread_y))


def _income_year() -> int:
    return max(year for years in datasets.series(INDICATOR).values() for year in years)


def pairs_of(year: int) -> dict[str, tuple[float, float]]:
    """Return income (rounded to 100 dollars) and EGDI of every Member State that has both."""
    incomes, latest = datasets.series(INDICATOR), _income_year()
    return {
        code: (round(incomes[code][latest].value, -2), round(egdi, 4))
        for code, egdi in egdi_values(year).items()
        if latest in incomes.get(code, {})
    }


def _own_finding(country: Country, income: float, egdi: float, line: Fit) -> str:
    residual = egdi - line.at(income)
    if abs(residual) < CLOSE:
        template = _(
            "{country}: EGDI {egdi}, close to the {expected} that goes with an income of ${income} a person"
        )
    elif residual > 0:
        template = _(
            "{country}: EGDI {egdi}, above the {expected} that goes with an income of ${income} a person"
        )
    else:
        template = _(
            "{country}: EGDI {egdi}, below the {expected} that goes with an income of ${income} a person"
        )
    return template.format(
        country=country.name, egdi=shown(egdi), expected=shown(line.at(income)), income=f"{income:,.0f}"
    )


def _bands(pairs: Mapping[str, tuple[float, float]]) -> list[tuple[str, list[tuple[float, float]]]]:
    bounds = [*pairwise(BANDS), (BANDS[-1], None)]
    bands = []
    for low, high in bounds:
        inside = sorted(
            pair for pair in pairs.values() if pair[0] >= low and (high is None or pair[0] < high)
        )
        if high is None:
            name = _("${low} and more").format(low=f"{low:,}")
        elif low == 0:
            name = _("below ${high}").format(high=f"{high:,}")
        else:
            name = _("${low} to below ${high}").format(low=f"{low:,}", high=f"{high:,}")
        bands.append((name, inside))
    return [band for band in bands if band[1]]


def _world_finding(pairs: Mapping[str, tuple[float, float]]) -> str:
    name, inside = max(_bands(pairs), key=lambda band: _spread(band[1]))
    return _(
        "The EGDI rises with income, yet countries with {band} a person lie up to {spread} apart"
    ).format(band=name, spread=shown(_spread(inside)))


def _spread(pairs: list[tuple[float, float]]) -> float:
    return max(egdi for _income, egdi in pairs) - min(egdi for _income, egdi in pairs)


def _pair(income: float, egdi: float) -> str:
    return f"{income:,.0f}: {shown(egdi)}"


def _table(
    country: Country | None,
    pairs: Mapping[str, tuple[float, float]],
    ends: list[tuple[float, float]],
    year: int,
) -> Table:
    rows = []
    for name, inside in _bands(pairs):
        values = [egdi for _income, egdi in inside]
        every = " · ".join(_pair(income, egdi) for income, egdi in inside)
        rows.append([name, str(len(inside)), shown(min(values)), shown(max(values)), every])
    on_line = " · ".join(_pair(*end) for end in ends)
    rows.append([_("Ends of the fitted line"), "–", "–", "–", on_line])
    if country:
        income, egdi = pairs[country.iso3]
        rows.append([country.name, "1", "–", "–", _pair(income, egdi)])
    return Table(
        caption=_("EGDI {year} by GNI per capita").format(year=year),
        header=[
            _("GNI per capita"),
            _("Countries"),
            _("Lowest EGDI"),
            _("Highest EGDI"),
            _("Every pair, GNI per capita: EGDI"),
        ],
        rows=rows,
    )


def _line_ends(pairs: Mapping[str, tuple[float, float]], line: Fit) -> list[tuple[float, float]]:
    incomes = [income for income, _egdi in pairs.values()]
    # The line stops where it would leave the index's own range.
    top = min(max(incomes), 10 ** ((1 - line.intercept) / line.slope))
    return [(float(round(x)), round(line.at(round(x)), 4)) for x in (min(incomes), top // 1)]


def _no_income(country: Country, egdi: float, year: int) -> str:
    return _(
        "{country} has no GNI per capita in UNDP's table of {income_year}, so only its EGDI is known here "
        "({egdi} in {year}); the world view stands in its place."
    ).format(country=country.name, egdi=shown(egdi), year=year, income_year=_income_year())


def _series(
    country: Country | None, pairs: Mapping[str, tuple[float, float]], ends: list[tuple[float, float]]
) -> list[Series]:
    dots = [
        Point(x=income, y=egdi)
        for code, (income, egdi) in pairs.items()
        if not (country and code == country.iso3)
    ]
    line = [Point(x=x, y=y) for x, y in ends]
    series = [
        Series(name=_("One country each"), role="group", points=dots),
        Series(name=_("EGDI that goes with the income"), role="world", points=line, style="line"),
    ]
    if country:
        income, egdi = pairs[country.iso3]
        point = Point(x=income, y=egdi, label=country.name)
        series.append(Series(name=country.name, role="own", points=[point]))
    return series


def _alt(country: Country | None, pairs: Mapping[str, tuple[float, float]], line: Fit) -> str:
    alt = _(
        "Scatter of {count} dots: the further right the income on a logarithmic axis, the higher the EGDI, "
        "with dots far above and below the fitted line at every income."
    ).format(count=len(pairs))
    if country is None:
        return alt
    income, egdi = pairs[country.iso3]
    own = _("A diamond with its name shows {country}, {residual} from the line.").format(
        country=country.name, residual=signed(egdi - line.at(income))
    )
    return f"{alt} {own}"


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the scatter of income (logarithmic axis) and EGDI with its least squares line."""
    year = datasets.LATEST
    pairs = pairs_of(year)
    missing = ""
    if country and country.iso3 not in pairs:
        egdi = egdi_values(year).get(country.iso3)
        missing = no_egdi(country, year) if egdi is None else _no_income(country, egdi, year)
        country = None
    line = fit(pairs)
    ends = _line_ends(pairs, line)
    notice = _(
        "The line describes {count} countries and explains nothing by itself: {share} per cent of the "
        "differences in the index go with income, the rest with other things, policy among them. Income is "
        "of {income_year}, the index of {year}."
    ).format(count=len(pairs), share=round(100 * line.explained), income_year=_income_year(), year=year)
    return Chart(
        id="D1.4",
        kind="scatter",
        question=_("Is income destiny?"),
        finding=_own_finding(country, *pairs[country.iso3], line) if country else _world_finding(pairs),
        notice=notice,
        x=Axis(label=_("GNI per capita, constant 2017 PPP $ (logarithmic axis)"), log=True, decimals=0),
        y=Axis(label=_("E-Government Development Index, 0 to 1"), minimum=0, maximum=1, decimals=4),
        series=_series(country, pairs, ends),
        missing=missing,
        source=_(
            "Source: UN DESA, United Nations E-Government Survey {year}; UNDP, Human Development Report "
            "2023/24 (GNI per capita {income_year}, rounded to $100)."
        ).format(year=year, income_year=_income_year()),
        alt=_alt(country, pairs, line),
        table=_table(country, pairs, ends, year),
    )
