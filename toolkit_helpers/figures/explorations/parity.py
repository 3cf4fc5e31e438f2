"""D8.1: parity of women and men in the use of the Internet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...i18n import ngettext
from ...methods.display import shown
from ...methods.divide import PARITY_BAND, GroupGap, group_gap
from ..description import Axis, Chart, Mark, Point, Series, Table
from .context import income_name, members
from .internet import total


@dataclass(frozen=True)
class Pair:
    """Use of the Internet by women and men of one country in one year, with the gap between them (M40)."""

    year: int
    women: float
    """Per cent."""
    men: float
    gap: GroupGap
    """Men are the reference, so parity is women / men."""

    @property
    def parity(self) -> float:
        """Rate of women / rate of men."""
        return self.gap.parity or 0.0


@cache
def pairs() -> dict[str, Pair]:
    """Return the latest pair of each country that has one; never two years mixed."""
    women = datasets.series("internet_users_female_pct")
    men = datasets.series("internet_users_male_pct")
    found = {}
    for code in sorted(set(women) & set(men)):
        years = set(women[code]) & set(men[code])
        if not years:
            continue
        year = max(years)
        w, m = women[code][year].value, men[code][year].value
        gap = group_gap(m / 100, w / 100).value
        if gap is not None and gap.parity is not None:
            found[code] = Pair(year, w, m, gap)
    return found


@cache
def _groups() -> dict[str, list[str]]:
    """Return the countries with a pair by income group, from high to low; those without a group last."""
    order = ("High income", "Upper middle income", "Lower middle income", "Low income", "")
    known = {country.iso3: country.income_group or "" for country in datasets.countries(members_only=False)}
    groups = {name: [code for code in pairs() if known[code] == name] for name in order}
    return {name: codes for name, codes in groups.items() if codes}


def _title(group: str) -> str:
    name = income_name(group) if group else _("countries in no income group")
    return name[0].upper() + name[1:]


def _row(group: str) -> str:
    return _("{group} ({count})").format(group=_title(group), count=len(_groups()[group]))


def _below(codes: list[str] | None = None) -> int:
    chosen = pairs() if codes is None else codes
    return sum(not pairs()[code].gap.at_parity and pairs()[code].parity < 1 for code in chosen)


def _world_finding() -> str:
    return _(
        "Parity of women and men in Internet use is below {low} in {below} of {all} countries with data; for "
        "{none} Member States there is no pair of figures at all"
    ).format(
        low=shown(PARITY_BAND[0], 2),
        below=_below(),
        all=len(pairs()),
        none=len(set(members()) - set(pairs())),
    )


def _own_finding(country: Country, own: Pair) -> str:
    fields: dict[str, Any] = {
        "country": country.name,
        "year": own.year,
        "women": shown(own.women, 1),
        "men": shown(own.men, 1),
        "parity": shown(own.parity, 3),
    }
    if own.gap.at_parity:
        template = _(
            "{country}, {year}: {women} per cent of women and {men} per cent of men used the Internet, "
            "parity {parity}, which counts as parity"
        )
    elif own.parity < 1:
        template = _(
            "{country}, {year}: {women} per cent of women and {men} per cent of men used the Internet, "
            "parity {parity}, women behind"
        )
    else:
        template = _(
            "{country}, {year}: {women} per cent of women and {men} per cent of men used the Internet, "
            "parity {parity}, men behind"
        )
    return template.format(**fields)


def _missing(country: Country) -> str:
    everybody = total(country.iso3)
    if everybody is None:
        return _(
            "{country}: there are no figures by sex (World Bank table of 2005 to 2020), nor on Internet use "
            "at all; the world view stands in their place."
        ).format(country=country.name)
    return _(
        "{country}: there are no figures by sex (World Bank table of 2005 to 2020); the world view stands in "
        "their place. The latest figure for all people together is {value} per cent in {year} (ITU). Who "
        "could count women and men apart?"
    ).format(country=country.name, value=shown(everybody.value, 1), year=everybody.year)


def _notice(country: Country | None) -> str:
    years = [one.year for one in pairs().values()]
    general = _(
        "Each country's latest pair is shown, from {first} to {last}; {recent} of {all} are of {last} and "
        "none is newer. Compare the sexes of one country with each other, not one country's year with "
        "another's. A missing pair is a finding: groups that are not counted are not served."
    ).format(first=min(years), last=max(years), recent=years.count(max(years)), all=len(years))
    if country is None:
        return general
    own = pairs()[country.iso3]
    return _(
        "Gap of {points} points, men minus women; {relative} per cent of the men's rate. {general}"
    ).format(
        points=shown(100 * own.gap.absolute, 1),
        relative=shown(100 * (own.gap.relative or 0), 1),
        general=general,
    )


def _table(country: Country | None) -> Table:
    rows = []
    for group, codes in _groups().items():
        values = sorted(pairs()[code].parity for code in codes)
        every = " · ".join(shown(value, 3) for value in values)
        counts = [str(len(codes)), str(_below(codes)), shown(median(values), 3)]
        rows.append([_title(group), *counts, every])
    if country:
        rows.append([country.name, "1", "–", "–", shown(pairs()[country.iso3].parity, 3)])
    return Table(
        caption=_("Parity index of Internet use, rate of women divided by rate of men"),
        header=[
            _("Income group"),
            _("Countries with a pair"),
            _("Below {low}").format(low=shown(PARITY_BAND[0], 2)),
            _("Median"),
            _("Every value, low to high"),
        ],
        rows=rows,
    )


def _alt(country: Country | None) -> str:
    count = ngettext(
        "Dot plot with one row for each income group and one dot for each of {count} country: the parity "
        "index of Internet use. Two upright lines show the band from {low} to {high} that counts as parity.",
        "Dot plot with one row for each income group and one dot for each of {count} countries: the parity "
        "index of Internet use. Two upright lines show the band from {low} to {high} that counts as parity.",
        len(pairs()),
    ).format(count=len(pairs()), low=shown(PARITY_BAND[0], 2), high=shown(PARITY_BAND[1], 2))
    if country is None:
        return count
    return _("{chart} A diamond with its name shows {country} at {parity}.").format(
        chart=count, country=country.name, parity=shown(pairs()[country.iso3].parity, 3)
    )


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the dot plot of parity by income group, the reader's country as a diamond."""
    missing = ""
    if country and country.iso3 not in pairs():
        missing, country = _missing(country), None
    groups = _groups()
    dots = [
        Point(x=round(pairs()[code].parity, 3), y=_row(group))
        for group, codes in groups.items()
        for code in codes
        if not (country and code == country.iso3)
    ]
    middles = [
        Point(x=round(median(pairs()[code].parity for code in codes), 3), y=_row(group))
        for group, codes in groups.items()
    ]
    series = [
        Series(name=_("One country each"), role="group", points=dots),
        Series(name=_("Median of the group"), role="income", points=middles, style="tick"),
    ]
    own_row = ""
    if country:
        own_row = _row(next(group for group, codes in groups.items() if country.iso3 in codes))
        parity = pairs()[country.iso3].parity
        label = _("{country} {value}").format(country=country.name, value=shown(parity, 3))
        point = Point(x=round(parity, 3), y=own_row, label=label)
        series.append(Series(name=country.name, role="own", points=[point]))
    low, high = PARITY_BAND
    return Chart(
        id="D8.1",
        kind="strip",
        question=_("Where is parity of women and men below 0.98?"),
        finding=_own_finding(country, pairs()[country.iso3]) if country else _world_finding(),
        notice=_notice(country),
        x=Axis(label=_("Internet use, rate of women / rate of men (1 is parity)"), decimals=2),
        y=Axis(categories=[_row(group) for group in groups], own=own_row),
        series=series,
        marks=[Mark(x=low, label=shown(low, 2)), Mark(x=high, label=shown(high, 2))],
        missing=missing,
        source=_(
            "Source: ITU via World Bank, World Development Indicators (latest year of each country, 2005 to "
            "2020); income groups: World Bank {list}; band of parity: ITU, Facts and Figures (2024)."
        ).format(list=datasets.income_list()),
        alt=_alt(country),
        table=_table(country),
    )
