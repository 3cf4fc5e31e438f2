"""D7.1: schooling and literacy as the base of digital skills, which the tables do not measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown
from ..description import Axis, Chart, Point, Role, Series, Table
from .context import income_groups, income_name, mean_of, members, peers_of

MEASURES: Final = ("mean_years_schooling_female", "mean_years_schooling_male", "expected_years_schooling")
LITERACY: Final = "adult_literacy_pct"
RECENT: Final = 2015
"""First year of a country's latest literacy figure that enters a mean."""
_GROUP_ROLES: Final[tuple[Role, ...]] = ("one", "two", "three", "four")

Years = Mapping[str, float]
"""Years of schooling by measure."""


def measure_name(name: str) -> str:
    """Return what a row of the chart shows."""
    return {
        "mean_years_schooling_female": _("Women of 25 and older: years behind them"),
        "mean_years_schooling_male": _("Men of 25 and older: years behind them"),
        "expected_years_schooling": _("Children starting school: years to expect"),
    }[name]


def edition() -> int:
    """Return the year of the schooling figures: the latest of the table."""
    return max(datasets.indicator(name).last_year for name in MEASURES)


def _values(name: str) -> dict[str, float]:
    """Return one measure by ISO code for the Member States and observers, in the latest year."""
    year = edition()
    return {code: years[year].value for code, years in datasets.series(name).items() if year in years}


def literacy(code: str) -> tuple[int, float] | None:
    """Return year and value of a country's latest adult literacy rate, per cent, or ``None``."""
    years = datasets.series(LITERACY).get(code)
    if not years:
        return None
    return max(years), years[max(years)].value


def _own(country: Country) -> dict[str, float]:
    return {name: values[country.iso3] for name in MEASURES if country.iso3 in (values := _values(name))}


def _means(codes: Iterable[str] | None = None) -> dict[str, float]:
    wanted = tuple(members() if codes is None else codes)
    return {name: mean_of(_values(name), wanted) for name in MEASURES}


def _recent_literacy(codes: Iterable[str]) -> list[float]:
    found = [one for code in codes if (one := literacy(code)) is not None]
    return [value for year, value in found if year >= RECENT]


def _mean_literacy(codes: Iterable[str]) -> str:
    values = _recent_literacy(codes)
    if not values:
        return "–"
    return _("{mean} ({count} countries)").format(mean=shown(sum(values) / len(values), 1), count=len(values))


def _series(name: str, role: Role, years: Years, *, labels: bool) -> Series:
    points = [
        Point(
            x=float(shown(years[one], 1)), y=measure_name(one), label=shown(years[one], 1) if labels else ""
        )
        for one in MEASURES
        if one in years
    ]
    return Series(name=name, role=role, points=points)


def _table(columns: Mapping[str, Years], literate: Iterable[str]) -> Table:
    rows = [
        [measure_name(one), *(shown(years[one], 1) if one in years else "–" for years in columns.values())]
        for one in MEASURES
    ]
    rows.append([_("Adults who can read and write, per cent"), *literate])
    rows.append([_("Digital skills: not in these tables"), *("–" for _column in columns)])
    return Table(
        caption=_("Years of schooling in {year}, and the latest adult literacy").format(year=edition()),
        header=[_("Measure"), *columns],
        rows=rows,
    )


def _notice() -> str:
    covered = sum(literacy(code) is not None for code in members())
    return _(
        "Schooling is the base, not the skill. Digital skills themselves are rarely measured, and these "
        "tables hold nothing on them; even adult literacy is there for {covered} of {all} Member States "
        "only. Plan a small survey of your own: what can people do, not what do they say they know?"
    ).format(covered=covered, all=len(members()))


def _source() -> str:
    return _(
        "Source: schooling: United Nations Development Programme (UNDP), Human Development Report 2023/24, "
        "figures of {year}; literacy: UNESCO Institute for Statistics via World Bank, latest year of each "
        "country, in means since {recent}; income groups: World Bank {list}. Means are unweighted."
    ).format(year=edition(), recent=RECENT, list=datasets.income_list())


def _chart(series: list[Series], table: Table, **texts: str) -> Chart:
    return Chart(
        id="D7.1",
        kind="dots",
        question=_("Which base do we build on, and what is not measured?"),
        notice=_notice(),
        x=Axis(label=_("Years of schooling, {year}").format(year=edition()), minimum=0, decimals=1),
        y=Axis(categories=[measure_name(one) for one in MEASURES]),
        series=series,
        source=_source(),
        table=table,
        **texts,
    )


def _world(missing: str) -> Chart:
    groups = income_groups()
    columns = {_("Mean of {group}").format(group=income_name(name)): _means(groups[name]) for name in groups}
    behind = [years["mean_years_schooling_female"] for years in columns.values()]
    finding = _(
        "Income groups {year}: women of 25 and older have from {low} to {high} years of schooling behind "
        "them in the mean of a group; digital skills are not measured here"
    ).format(year=edition(), low=shown(min(behind), 1), high=shown(max(behind), 1))
    series = [
        _series(name, role, years, labels=False)
        for (name, years), role in zip(columns.items(), _GROUP_ROLES, strict=True)
    ]
    return _chart(
        series,
        _table(columns, [_mean_literacy(codes) for codes in groups.values()]),
        finding=finding,
        missing=missing,
        alt=_(
            "Three rows on a scale of years of schooling: women of 25 and older, men of 25 and older, and "
            "what children can expect. Each row has one mark for the mean of each of four income groups, "
            "each group with a shape of its own."
        ),
    )


def _finding(country: Country, own: Years) -> str:
    fields = {"country": country.name, "year": edition(), **{one: shown(own[one], 1) for one in own}}
    if len(own) < len(MEASURES):
        template = _(
            "{country}, {year}: children can expect {expected_years_schooling} years of schooling; digital "
            "skills are not measured here"
        )
    else:
        template = _(
            "{country}, {year}: women of 25 and older have {mean_years_schooling_female} years of schooling "
            "behind them, men {mean_years_schooling_male}; children can expect {expected_years_schooling}"
        )
    return template.format(**fields)


def _missing(country: Country, own: Years) -> str:
    notes = []
    if "mean_years_schooling_female" not in own:
        template = _("{country} has no mean years of schooling in UNDP's figures of {year}.")
        notes.append(template.format(country=country.name, year=edition()))
    literate = literacy(country.iso3)
    if literate is None:
        template = _("{country}: the tables hold no adult literacy rate for any year since {first}.")
        first = datasets.indicator(LITERACY).first_year
        notes.append(template.format(country=country.name, first=first))
    elif literate[0] < RECENT:
        template = _("{country}: the latest adult literacy rate is of {year}.")
        notes.append(template.format(country=country.name, year=literate[0]))
    return " ".join(notes)


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return years of schooling of women, men and children, own country beside its peers and the world."""
    if country is None:
        return _world("")
    own = _own(country)
    if "expected_years_schooling" not in own:
        template = _(
            "{country} has no years of schooling in UNDP's figures of {year}; the income groups stand in."
        )
        return _world(template.format(country=country.name, year=edition()))
    peers = peers_of(country)
    mean, world = _("Mean of {group}").format(group=peers.name), _("World mean")
    columns = {country.name: own, mean: _means(peers.codes), world: _means()}
    literate = literacy(country.iso3)
    cell = "–"
    if literate:
        cell = _("{value} ({year})").format(value=shown(literate[1], 1), year=literate[0])
    roles: tuple[Role, ...] = ("own", peers.role, "world")
    series = [
        _series(name, role, years, labels=role == "own")
        for (name, years), role in zip(columns.items(), roles, strict=True)
    ]
    return _chart(
        series,
        _table(columns, [cell, _mean_literacy(peers.codes), _mean_literacy(members())]),
        finding=_finding(country, own),
        missing=" ".join(filter(None, (_missing(country, own), peers.missing))),
        alt=_(
            "Three rows on a scale of years of schooling: women of 25 and older, men of 25 and older, and "
            "what children can expect. A diamond shows {country}; the other two marks show the mean of "
            "{peers} and the world mean."
        ).format(country=country.name, peers=peers.name),
    )
