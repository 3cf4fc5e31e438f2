"""D8.4: electricity and the use of the Internet, to see whether power is the first barrier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown
from ..description import Axis, Chart, Point, Series, Table

POWER: Final = "electricity_access_pct"
ONLINE: Final = "internet_users_pct"
BANDS: Final = (0, 50, 75, 90, 100)


@dataclass(frozen=True)
class Both:
    """Per cent of people with electricity and of people online, in the same year."""

    power: float
    online: float
    estimate: bool
    """Whether ITU marks the use of the Internet as an estimate."""

    @property
    def with_power_offline(self) -> float:
        """Fewest points of people who have power and are offline, whoever is online."""
        return max(0.0, round(self.power - self.online, 1))

    @property
    def power_may_be_first(self) -> bool:
        """Whether those without power are at least half as many as those offline."""
        return self.power < 100 and 100 - self.power >= (100 - self.online) / 2


@cache
def year() -> int:
    """Return the latest year of the figures on electricity."""
    return max(year for years in datasets.series(POWER).values() for year in years)


@cache
def both() -> dict[str, Both]:
    """Return the countries with both figures of that year, each with one decimal."""
    power, online = datasets.series(POWER), datasets.series(ONLINE)
    return {
        one.iso3: Both(
            _one_decimal(power[one.iso3][year()].value),
            _one_decimal(online[one.iso3][year()].value),
            online[one.iso3][year()].estimate,
        )
        for one in datasets.countries(members_only=False)
        if year() in power.get(one.iso3, {}) and year() in online.get(one.iso3, {})
    }


def _one_decimal(value: float) -> float:
    return float(shown(value, 1))


def _world_finding() -> str:
    first = sum(one.power_may_be_first for one in both().values())
    return _(
        "{year}: in {first} of {all} countries those without electricity are at least half as many as those "
        "offline; in all others most people offline live with power"
    ).format(year=year(), first=first, all=len(both()))


def _own_finding(country: Country, own: Both) -> str:
    fields = {
        "country": country.name,
        "year": year(),
        "power": shown(own.power, 1),
        "online": shown(own.online, 1),
        "points": shown(own.with_power_offline, 1),
    }
    if own.with_power_offline:
        template = _(
            "{country} {year}: {power} per cent of people had electricity and {online} per cent used the "
            "Internet, so at least {points} per cent of people had power and were offline"
        )
    else:
        template = _(
            "{country} {year}: {power} per cent of people had electricity and {online} per cent used the "
            "Internet, at least as many online as with power"
        )
    return template.format(**fields)


def _own_notice(country: Country) -> str:
    rural, urban = (
        datasets.series(f"electricity_access_{place}_pct").get(country.iso3, {}).get(year())
        for place in ("rural", "urban")
    )
    if rural is None or urban is None:
        return _("There are no figures on electricity by place for {year}.").format(year=year())
    return _(
        "Electricity by place in {year}: {rural} per cent in rural and {urban} per cent in urban areas."
    ).format(year=year(), rural=shown(rural.value, 1), urban=shown(urban.value, 1))


def _notice(country: Country | None) -> str:
    estimates = sum(one.estimate for one in both().values())
    general = _(
        "On the line as many people are online as have electricity; far below it something else than power "
        "keeps people offline. Access to power says nothing about hours a day or its price. ITU marks "
        "{estimates} of {all} values on Internet use as estimates. Internet use by place is not published "
        "country by country; electricity by place may stand in for it."
    ).format(estimates=estimates, all=len(both()))
    if country is None:
        return general
    return _("{own} {general}").format(own=_own_notice(country), general=general)


def _missing(country: Country) -> str:
    online = datasets.series(ONLINE).get(country.iso3, {})
    if year() not in datasets.series(POWER).get(country.iso3, {}):
        template = _(
            "{country} has no figure on electricity for {year} in the World Bank's table; the world view "
            "stands in its place."
        )
    elif online:
        template = _(
            "{country} has no figure on Internet use for {year}, the latest year of those on electricity "
            "(its latest is of {latest}); the world view stands in its place."
        )
    else:
        template = _(
            "{country} has no figure on Internet use in ITU's table; the world view stands in its place."
        )
    return template.format(country=country.name, year=year(), latest=max(online, default=""))


def _pair(one: Both) -> str:
    return f"{shown(one.power, 1)}: {shown(one.online, 1)}"


def _pairs(inside: list[Both]) -> str:
    """Return all pairs of a band; those with the same access to electricity share it."""
    found = []
    for power, several in groupby(inside, key=lambda one: one.power):
        online = ", ".join(shown(one.online, 1) for one in several)
        found.append(f"{shown(power, 1)}: {online}")
    return " · ".join(found)


def _bands() -> list[tuple[str, list[Both]]]:
    found = []
    for low, high in pairwise(BANDS):
        inside = [one for one in both().values() if low <= one.power < high]
        name = _("{low} to below {high} per cent").format(low=low, high=high)
        if low == 0:
            name = _("below {high} per cent").format(high=high)
        found.append((name, inside))
    full = [one for one in both().values() if one.power >= BANDS[-1]]
    found.append((_("{all} per cent").format(all=BANDS[-1]), full))
    return [
        (name, sorted(inside, key=lambda one: (one.power, one.online))) for name, inside in found if inside
    ]


def _table(country: Country | None) -> Table:
    rows = []
    for name, inside in _bands():
        online = [one.online for one in inside]
        lowest, highest = shown(min(online), 1), shown(max(online), 1)
        rows.append([name, str(len(inside)), lowest, highest, _pairs(inside)])
    rows.append([_("As many online as with power"), "–", "–", "–", "0: 0 · 100: 100"])
    if country:
        rows.append([country.name, "1", "–", "–", _pair(both()[country.iso3])])
    return Table(
        caption=_("Internet use by access to electricity, {year}").format(year=year()),
        header=[
            _("People with electricity"),
            _("Countries"),
            _("Lowest Internet use"),
            _("Highest Internet use"),
            _("Every pair, electricity: Internet use, per cent"),
        ],
        rows=rows,
    )


def _series(country: Country | None) -> list[Series]:
    dots = [
        Point(x=one.power, y=one.online)
        for code, one in both().items()
        if not (country and code == country.iso3)
    ]
    equal = [Point(x=0.0, y=0.0), Point(x=100.0, y=100.0)]
    series = [
        Series(name=_("One country each"), role="group", points=dots),
        Series(name=_("As many online as with power"), role="world", points=equal, style="line"),
    ]
    if country:
        own = both()[country.iso3]
        point = Point(x=own.power, y=own.online, label=country.name)
        series.append(Series(name=country.name, role="own", points=[point]))
    return series


def _alt(country: Country | None) -> str:
    alt = _(
        "Scatter of {count} dots, access to electricity across and Internet use upwards. Dots with little "
        "power lie low; at full access to electricity they spread over nearly the whole height. Nearly all "
        "lie below the slanting line of equal shares."
    ).format(count=len(both()))
    if country is None:
        return alt
    own = both()[country.iso3]
    return _("{chart} A diamond with its name shows {country} at {power} and {online}.").format(
        chart=alt, country=country.name, power=shown(own.power, 1), online=shown(own.online, 1)
    )


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the scatter of electricity and Internet use of one year, with the line where both are equal."""
    missing = ""
    if country and country.iso3 not in both():
        missing, country = _missing(country), None
    return Chart(
        id="D8.4",
        kind="scatter",
        question=_("Is power the first barrier?"),
        finding=_own_finding(country, both()[country.iso3]) if country else _world_finding(),
        notice=_notice(country),
        x=Axis(
            label=_("People with access to electricity, per cent, {year}").format(year=year()),
            minimum=0,
            maximum=100,
            decimals=1,
        ),
        y=Axis(
            label=_("People using the Internet, per cent, {year}").format(year=year()),
            minimum=0,
            maximum=100,
            decimals=1,
        ),
        series=_series(country),
        missing=missing,
        source=_(
            "Source: World Bank, World Development Indicators (electricity, {year}); ITU DataHub (Internet "
            "use, {year})."
        ).format(year=year()),
        alt=_alt(country),
        table=_table(country),
    )
