"""D8.2: the price of mobile broadband beside income, on average and for the poorest fifth of the people."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from statistics import median
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.affordability import TARGET, fifth_burden
from ...methods.display import shown
from ..controls import Control
from ..description import Axis, Chart, Mark, Point, Role, Series, Table
from .context import income_groups, income_name, peers_of

INDICATOR: Final = "mobile_broadband_price_gni_pct"
TARGET_PCT: Final = 100 * TARGET
CONTROLS: Final = (
    Control(
        id="fifth",
        label=_("Income share of the poorest fifth"),
        minimum=1,
        maximum=20,
        step=0.5,
        value=7,
        unit="%",
    ),
)
_GROUP_ROLES: Final[tuple[Role, ...]] = ("one", "two", "three", "four")

Line = dict[int, float]
"""Per cent of monthly GNI per capita by year."""


@cache
def _prices() -> dict[str, Line]:
    return {
        code: {year: one.value for year, one in sorted(years.items())}
        for code, years in datasets.series(INDICATOR).items()
    }


@cache
def years() -> tuple[int, ...]:
    """Return the years with prices, first to last."""
    return tuple(sorted({year for line in _prices().values() for year in line}))


@cache
def counts() -> dict[int, tuple[int, int]]:
    """Return for each year in how many countries the basket costs less than the target, and of how many."""
    found = {}
    for year in years():
        values = [line[year] for line in _prices().values() if year in line]
        found[year] = (sum(value < TARGET_PCT for value in values), len(values))
    return found


def _median(codes: tuple[str, ...] | None = None) -> Line:
    chosen = _prices() if codes is None else {code: _prices().get(code, {}) for code in codes}
    return {
        year: median(values)
        for year in years()
        if (values := [line[year] for line in chosen.values() if year in line])
    }


def _for_fifth(line: Line, share: float) -> Line:
    """Return what the same price takes of the income of a fifth with ``share`` per cent of it all (M43)."""
    return {year: fifth_burden(value, share / 100) for year, value in line.items()}


def _series(name: str, role: Role, line: Line) -> Series:
    points = [Point(x=year, y=round(line[year], 2) if year in line else None) for year in years()]
    return Series(name=name, role=role, points=points)


def _fifth_name(share: float) -> str:
    return _("Poorest fifth, with {share} per cent of income").format(share=f"{share:g}")


def _below(value: float) -> bool:
    return value < TARGET_PCT


def _own_finding(country: Country, line: Line, share: float) -> str:
    year = max(line)
    fields = {
        "country": country.name,
        "year": year,
        "price": shown(line[year], 2),
        "share": f"{share:g}",
        "fifth": shown(_for_fifth(line, share)[year], 1),
    }
    if _below(line[year]):
        template = _(
            "{country} {year}: 5 GB take {price} per cent of average income, below 2 per cent; for a poorest "
            "fifth with {share} per cent of all income it would be {fifth} per cent"
        )
    else:
        template = _(
            "{country} {year}: 5 GB take {price} per cent of average income, not below 2 per cent; for a "
            "poorest fifth with {share} per cent of all income it would be {fifth} per cent"
        )
    return template.format(**fields)


def _world_finding(share: float) -> str:
    first, last = years()[0], years()[-1]
    line = _median()
    return _(
        "5 GB cost less than 2 per cent of average income in {then} of {all_then} countries in {first} and "
        "in {now} of {all_now} in {last}; at the median of {last}, a poorest fifth with {share} per cent of "
        "all income pays {fifth} per cent"
    ).format(
        then=counts()[first][0],
        all_then=counts()[first][1],
        first=first,
        now=counts()[last][0],
        all_now=counts()[last][1],
        last=last,
        share=f"{share:g}",
        fifth=shown(_for_fifth(line, share)[last], 1),
    )


def _missing(country: Country) -> str:
    line = _prices().get(country.iso3, {})
    absent = [str(year) for year in years() if year not in line]
    if not line:
        return _(
            "{country} has no price of mobile broadband in ITU's table of {first} to {last}; the world view "
            "stands in its place."
        ).format(country=country.name, first=years()[0], last=years()[-1])
    if absent:
        return _("{country} has no price for {years}; the line stays open there.").format(
            country=country.name, years=", ".join(absent)
        )
    return ""


def _lines(country: Country | None, share: float) -> list[Series]:
    world = _series(_("World median"), "world", _median())
    if country is None:
        groups = zip(income_groups().items(), _GROUP_ROLES, strict=True)
        medians = [
            _series(_("Median of {group}").format(group=income_name(name)), role, _median(codes))
            for (name, codes), role in groups
        ]
        fifth = _series(_fifth_name(share), "five", _for_fifth(_median(), share))
        return [*medians, world, fifth]
    line, peers = _prices()[country.iso3], peers_of(country)
    return [
        _series(country.name, "own", line),
        _series(_fifth_name(share), "five", _for_fifth(line, share)),
        _series(_("Median of {group}").format(group=peers.name), peers.role, _median(peers.codes)),
        world,
    ]


def _cell(value: float | str | None) -> str:
    return shown(value, 2) if isinstance(value, float) else "–"


def _table(series: list[Series]) -> Table:
    rows = []
    for place, (year, (below, every)) in enumerate(counts().items()):
        of_all = _("{below} of {all}").format(below=below, all=every)
        rows.append([str(year), *(_cell(one.points[place].y) for one in series), of_all])
    return Table(
        caption=_("Mobile-broadband basket of 5 GB, per cent of monthly GNI per capita"),
        header=[_("Year"), *(one.name for one in series), _("Countries below 2 per cent")],
        rows=rows,
    )


def _notice() -> str:
    return _(
        "The share of income is what you set, not a figure of a country: look up the income share of the "
        "poorest fifth in your national household survey and set it. At 20 per cent the fifth has the "
        "average income. This basket holds 5 GB; the Broadband Commission's count of 2023 (114 of 188 "
        "economies) uses 2 GB, so do not mix the two. The target was set in 2018 for 2025."
    )


def _alt(country: Country | None, share: float) -> str:
    fields = {"first": years()[0], "last": years()[-1], "share": f"{share:g}"}
    if country is None:
        return _(
            "Line chart from {first} to {last}: the price of 5 GB as a share of average income, one line for "
            "the median of each income group and one for the world; above the world's line, one for a "
            "poorest fifth with {share} per cent of all income. A line across marks the target of 2 per cent."
        ).format(**fields)
    return _(
        "Line chart from {first} to {last}: the price of 5 GB as a share of average income in {country}, in "
        "its peers and in the world, and for a poorest fifth with {share} per cent of all income. A line "
        "across marks the target of 2 per cent."
    ).format(**fields, country=country.name)


def describe(country: Country | None, team: Mapping[str, Any], values: Mapping[str, float]) -> Chart:
    """Return the line chart of affordability, the reader's income share of the poorest fifth applied."""
    share, missing = values["fifth"], ""
    if country:
        missing = " ".join(filter(None, (_missing(country), peers_of(country).missing)))
        if country.iso3 not in _prices():
            missing, country = _missing(country), None
    series = _lines(country, share)
    return Chart(
        id="D8.2",
        kind="line",
        question=_("Affordable for whom?"),
        finding=_own_finding(country, _prices()[country.iso3], share) if country else _world_finding(share),
        notice=_notice(),
        x=Axis(label=_("Year"), minimum=years()[0], maximum=years()[-1], decimals=0),
        y=Axis(label=_("Per cent of monthly GNI per capita"), minimum=0, decimals=1),
        series=series,
        marks=[Mark(x=TARGET_PCT, label=_("target: below 2 per cent"), horizontal=True)],
        missing=missing,
        source=_(
            "Source: ITU DataHub, mobile-broadband basket of 5 GB, {first} to {last}; income groups: World "
            "Bank {list}; target: Broadband Commission, Advocacy Target 2 (2018)."
        ).format(first=years()[0], last=years()[-1], list=datasets.income_list()),
        alt=_alt(country, share),
        table=_table(series),
    )
