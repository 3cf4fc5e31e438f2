"""D6.2: groups A to D of the GovTech Maturity Index by region, in three editions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...i18n import ngettext
from ...methods.display import shown
from ..description import Axis, Chart, Point, Role, Series, Table
from .context import region_title

FIRST: Final = 2020
"""Edition with another questionnaire: shown apart, and never as the beginning of a change."""
BEFORE: Final = 2022
NOW: Final = 2025
EDITIONS: Final[dict[int, Role]] = {FIRST: "three", BEFORE: "two", NOW: "one"}
GROUPS: Final = ("A", "B", "C", "D")
WORLD: Final = ""
"""Key of all economies among the regions."""


@cache
def economies() -> dict[str, Country]:
    """Return Member States and observers by ISO code."""
    return {country.iso3: country for country in datasets.countries(members_only=False)}


@cache
def counts(year: int) -> dict[str, Counter[str]]:
    """Return how many economies of each region are in each group; the whole world under ``""``.

    >>> counts(2025)[""]["A"], counts(2022)[""]["A"], counts(2020)[""]["D"]
    (78, 69, 33)
    """
    regions = sorted({country.region for country in economies().values()})
    found: dict[str, Counter[str]] = {WORLD: Counter(), **{region: Counter() for region in regions}}
    for code, row in datasets.gtmi(year).items():
        found[WORLD][row.group] += 1
        found[economies()[code].region][row.group] += 1
    return found


def share(groups: Counter[str], group: str = "A") -> float:
    """Return the share of a region's economies in one group, in per cent with one decimal."""
    return round(100 * groups[group] / groups.total(), 1)


def moves() -> tuple[int, int, int]:
    """Return how many economies are in a higher, the same and a lower group in 2025 than in 2022."""
    before, now = datasets.gtmi(BEFORE), datasets.gtmi(NOW)
    steps = [
        GROUPS.index(before[code].group) - GROUPS.index(now[code].group) for code in now if code in before
    ]
    return sum(step > 0 for step in steps), steps.count(0), sum(step < 0 for step in steps)


def own_groups(country: Country) -> dict[int, str]:
    """Return the country's group in each edition that holds it."""
    return {
        year: rows[country.iso3].group for year in EDITIONS if country.iso3 in (rows := datasets.gtmi(year))
    }


def _titles(country: Country | None) -> dict[str, str]:
    """Return the name of each row; the region of the reader's country says so."""
    titles = {region: region_title(region) for region in counts(NOW) if region != WORLD}
    if country:
        titles[country.region] = _("{region}, with {country}").format(
            region=titles[country.region], country=country.name
        )
    return {**titles, WORLD: _("World")}


def _finding(country: Country | None, own: Mapping[int, str]) -> str:
    if country:
        parts = [_("group {group} in {year}").format(group=group, year=year) for year, group in own.items()]
        template = _("{country}: {groups}")
        return template.format(country=country.name, groups=", ".join(parts))
    first, before, now = (counts(year)[WORLD] for year in EDITIONS)
    return _(
        "Group A holds {now} economies in {year}, {before} in {earlier}; in {first_year}, with another "
        "questionnaire, it held {first}"
    ).format(now=now["A"], year=NOW, before=before["A"], earlier=BEFORE, first_year=FIRST, first=first["A"])


def _notice() -> str:
    up, same, down = moves()
    first, before, now = (counts(year)[WORLD]["D"] for year in EDITIONS)
    moved = ngettext(
        "From {before} to {now}, {up} of {all} economies moved up a group or more, {down} moved down.",
        "From {before} to {now}, {up} of {all} economies moved up a group or more, {down} moved down.",
        up,
    ).format(before=BEFORE, now=NOW, up=up, all=up + same + down, down=down)
    lowest = _("Group D holds {first}, {before} and {now} economies in the three editions.").format(
        first=first, before=before, now=now
    )
    caution = _(
        "Another group is not yet another use: the questions ask what exists, not what is applied. A small "
        "step across a cut looks like a large one. Do not compare {first} with later years: its questions "
        "differ."
    ).format(first=FIRST)
    return f"{moved} {lowest} {caution}"


def _missing(country: Country | None, own: Mapping[int, str]) -> str:
    indicators = _(
        "Single answers, such as whether there is a data protection authority, are not in these tables: look "
        "up your own."
    )
    lacking = [str(year) for year in EDITIONS if country and year not in own]
    if not (country and lacking):
        return indicators
    sentence = _("{country} is not in the World Bank's data of {years}.")
    return f"{sentence.format(country=country.name, years=', '.join(lacking))} {indicators}"


def _series(titles: Mapping[str, str]) -> list[Series]:
    found = []
    for year, role in EDITIONS.items():
        name = _("{year}, another questionnaire") if year == FIRST else _("{year}")
        points = [
            Point(
                x=share(counts(year)[region]),
                y=title,
                label=shown(share(counts(year)[region]), 1) if year == NOW else "",
            )
            for region, title in titles.items()
        ]
        style = "solid" if year == NOW else "hollow"
        found.append(Series(name=name.format(year=year), role=role, points=points, style=style))
    return found


def _table(titles: Mapping[str, str]) -> Table:
    rows = [
        [
            _("{region}, {year}").format(region=title, year=year),
            *(str(counts(year)[region][group]) for group in GROUPS),
            shown(share(counts(year)[region]), 1),
        ]
        for region, title in titles.items()
        for year in EDITIONS
    ]
    header = [_("Region, edition"), *(_("Group {group}").format(group=group) for group in GROUPS)]
    return Table(
        caption=_("Economies in each group of the GovTech Maturity Index"),
        header=[*header, _("In group A, per cent")],
        rows=rows,
    )


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the share of each region's economies in group A, one mark for each edition and no line."""
    own = own_groups(country) if country else {}
    missing = _missing(country, own)
    if country and not own:
        country = None
    titles = _titles(country)
    return Chart(
        id="D6.2",
        kind="dots",
        question=_("Where did institutions move?"),
        finding=_finding(country, own),
        notice=_notice(),
        x=Axis(label=_("Economies in group A, per cent"), minimum=0, maximum=100, decimals=1),
        y=Axis(categories=list(titles.values()), own=titles[country.region] if country else ""),
        series=_series(titles),
        missing=missing,
        source=_(
            "Source: World Bank, GovTech Maturity Index, editions {first}, {before} and {now}, Member States "
            "and observers; regions: UN M49. Group A from 0.75, B from 0.50, C from 0.25."
        ).format(first=FIRST, before=BEFORE, now=NOW),
        alt=_(
            "One row for each of five regions and one for the world, on a scale from 0 to 100 per cent of "
            "economies in group A. Each row has three marks of different shapes: hollow ones for {first} and "
            "{before}, a filled one for {now}. The table below gives all groups."
        ).format(first=FIRST, before=BEFORE, now=NOW),
        table=_table(titles),
    )
