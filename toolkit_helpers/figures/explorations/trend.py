"""D1.2: the EGDI of a country, its region and the world since 2014."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown, signed
from ..description import Axis, Chart, Mark, Point, Role, Series, Table
from .context import egdi_source, egdi_values, mean_of, no_egdi, region_name, region_title, regions

FIRST: Final = 2014
METHOD_CHANGED: Final = 2024
"""Edition that redefined TII (affordability) and HCI (e-government literacy), after the UN E-Government
Survey 2024."""
_REGION_ROLES: Final[tuple[Role, ...]] = ("one", "two", "three", "four", "five")

Values = Mapping[int, Mapping[str, float]]


def _own_finding(country: Country, values: Values) -> str:
    years = [year for year in values if country.iso3 in values[year]]
    first, last = years[0], years[-1]
    then, now = values[first][country.iso3], values[last][country.iso3]
    rank_then, rank_now = (datasets.egdi(year)[country.iso3].rank for year in (first, last))
    change = round(now, 4) - round(then, 4)
    moved = (rank_then or 0) - (rank_now or 0)
    templates = {
        (1, 1): _(
            "{country}: EGDI up from {then} ({first}) to {now} ({last}), rank improved from {r1} to {r2}"
        ),
        (1, 0): _("{country}: EGDI up from {then} ({first}) to {now} ({last}), rank {r2} as before"),
        (1, -1): _(
            "{country}: EGDI up from {then} ({first}) to {now} ({last}), yet rank fell from {r1} to {r2}"
        ),
        (0, 1): _("{country}: EGDI {now} as in {first}, rank improved from {r1} to {r2} in {last}"),
        (0, 0): _("{country}: EGDI {now} and rank {r2}, both in {last} as in {first}"),
        (0, -1): _("{country}: EGDI {now} as in {first}, while rank fell from {r1} to {r2} in {last}"),
        (-1, 1): _(
            "{country}: EGDI down from {then} ({first}) to {now} ({last}), yet rank improved from {r1} to "
            "{r2}"
        ),
        (-1, 0): _("{country}: EGDI down from {then} ({first}) to {now} ({last}), rank {r2} as before"),
        (-1, -1): _(
            "{country}: EGDI down from {then} ({first}) to {now} ({last}), rank fell from {r1} to {r2}"
        ),
    }
    return templates[_sign(change), _sign(moved)].format(
        country=country.name,
        then=shown(then),
        now=shown(now),
        first=first,
        last=last,
        r1=rank_then,
        r2=rank_now,
    )


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _catching_up(country: Country, values: Values) -> str:
    codes = regions()[country.region]
    years = [year for year in values if country.iso3 in values[year]]
    before, after = (
        round(values[year][country.iso3] - mean_of(values[year], codes), 4) for year in (years[0], years[-1])
    )
    if abs(after) > abs(before):
        template = _("The distance to the mean of {region} grew: {before} in {first}, {after} in {last}.")
    elif abs(after) < abs(before):
        template = _("The distance to the mean of {region} shrank: {before} in {first}, {after} in {last}.")
    else:
        template = _(
            "The distance to the mean of {region} is as large as it was: {before} in {first}, {after} in "
            "{last}."
        )
    return template.format(
        region=region_name(country.region),
        before=signed(before),
        after=signed(after),
        first=years[0],
        last=years[-1],
    )


def _world_finding(values: Values) -> str:
    first, last = min(values), max(values)
    then, now = mean_of(values[first]), mean_of(values[last])
    risen = sum(mean_of(values[last], codes) > mean_of(values[first], codes) for codes in regions().values())
    return _(
        "The world mean of the EGDI went from {then} in {first} to {now} in {last}, and the mean rose in "
        "{risen} of {all} regions"
    ).format(then=shown(then), now=shown(now), first=first, last=last, risen=risen, all=len(regions()))


def _mean_line(name: str, role: Role, values: Values, codes: tuple[str, ...] | None = None) -> Series:
    points = [Point(x=year, y=round(mean_of(row, codes), 4)) for year, row in values.items()]
    return Series(name=name, role=role, points=points)


def _lines(country: Country | None, values: Values) -> list[Series]:
    world = _mean_line(_("World mean"), "world", values)
    if country is None:
        pairs = zip(regions().items(), _REGION_ROLES, strict=True)
        return [
            *(_mean_line(region_title(name), role, values, codes) for (name, codes), role in pairs),
            world,
        ]
    own = [
        Point(x=year, y=round(row[country.iso3], 4) if country.iso3 in row else None)
        for year, row in values.items()
    ]
    region = _("Mean of {region}").format(region=region_name(country.region))
    return [
        Series(name=country.name, role="own", points=own),
        _mean_line(region, "region", values, regions()[country.region]),
        world,
    ]


def _cell(value: float | str | None) -> str:
    return shown(value) if isinstance(value, float) else "–"


def _table(country: Country | None, series: list[Series], values: Values) -> Table:
    header = [_("Edition"), *(one.name for one in series)]
    rows = [[str(year), *(_cell(one.points[at].y) for one in series)] for at, year in enumerate(values)]
    if country:
        header.insert(2, _("World rank"))
        for row, year in zip(rows, values, strict=True):
            rank = datasets.egdi(year)[country.iso3].rank
            row.insert(2, "–" if rank is None else str(rank))
    return Table(caption=_("EGDI by edition of the Survey, 0 to 1"), header=header, rows=rows)


def _alt(country: Country | None, values: Values) -> str:
    first, last = min(values), max(values)
    if country is None:
        return _(
            "Line chart of the EGDI from {first} to {last}: one line for the mean of each of five regions "
            "and one for the world. An upright line before {last} marks the change of method."
        ).format(first=first, last=last)
    return _(
        "Line chart of the EGDI from {first} to {last} with three lines: {country}, the mean of {region} and "
        "the world mean. An upright line before {last} marks the change of method."
    ).format(first=first, last=last, country=country.name, region=region_name(country.region))


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the line chart of the EGDI since 2014: own country, region and world."""
    values = {year: egdi_values(year) for year in sorted(datasets.EDITIONS) if year >= FIRST}
    first, last = min(values), max(values)
    missing = ""
    if country and not any(country.iso3 in row for row in values.values()):
        missing, country = no_egdi(country, last), None
    series = _lines(country, values)
    notice = _(
        "A value may rise while the rank falls: others rose more. Each edition has its method, and that of "
        "2024 redefined two components (affordability of broadband in the TII, e-government literacy in the "
        "HCI), so part of the last step is a change of yardstick."
    )
    if country:
        notice = f"{_catching_up(country, values)} {notice}"
    return Chart(
        id="D1.2",
        kind="line",
        question=_("Trend or catch-up?"),
        finding=_own_finding(country, values) if country else _world_finding(values),
        notice=notice,
        x=Axis(label=_("Edition of the Survey"), minimum=first, maximum=last, decimals=0),
        y=Axis(label=_("E-Government Development Index, 0 to 1"), minimum=0, maximum=1, decimals=4),
        series=series,
        marks=[Mark(x=METHOD_CHANGED - 1, label=_("new method in {year}").format(year=METHOD_CHANGED))],
        missing=missing,
        source=egdi_source(first, last),
        alt=_alt(country, values),
        table=_table(country, series, values),
    )
