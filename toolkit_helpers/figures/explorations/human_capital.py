"""D7.2: the Human Capital Index of a country, its region and the world, with the break of 2024."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown, signed
from ..description import Axis, Chart, Mark, Point, Role, Series, Table
from .context import egdi_source, mean_of, no_egdi, region_name, region_title, regions
from .trend import FIRST, METHOD_CHANGED

_REGION_ROLES: Final[tuple[Role, ...]] = ("one", "two", "three", "four", "five")

Values = Mapping[int, Mapping[str, float]]
"""HCI by edition and ISO code."""


def hci_values() -> dict[int, dict[str, float]]:
    """Return the HCI of every ranked Member State for each edition since 2014."""
    return {
        year: {
            code: row.hci for code, row in datasets.egdi(year).items() if row.assessed and row.hci is not None
        }
        for year in datasets.EDITIONS
        if year >= FIRST
    }


def _before(values: Values) -> list[int]:
    """Return the editions that share one yardstick, before the HCI was changed."""
    return [year for year in sorted(values) if year < METHOD_CHANGED]


def _line(name: str, role: Role, by_year: Mapping[int, float]) -> Series:
    """Return one line that is cut where the yardstick changes: a value after it stands alone."""
    points = []
    for year, value in sorted(by_year.items()):
        if year == METHOD_CHANGED:
            points.append(Point(x=year, y=None))
        points.append(Point(x=year, y=round(value, 4)))
    return Series(name=name, role=role, points=points)


def _means(values: Values, codes: tuple[str, ...] | None = None) -> dict[int, float]:
    return {year: mean_of(row, codes) for year, row in values.items()}


def _columns(country: Country | None, values: Values) -> dict[str, tuple[Role, dict[int, float]]]:
    world: tuple[Role, dict[int, float]] = ("world", _means(values))
    if country is None:
        pairs = zip(regions().items(), _REGION_ROLES, strict=True)
        found = {region_title(name): (role, _means(values, codes)) for (name, codes), role in pairs}
        return {**found, _("World mean"): world}
    own = {year: row[country.iso3] for year, row in values.items() if country.iso3 in row}
    region = _("Mean of {region}").format(region=region_name(country.region))
    return {
        country.name: ("own", own),
        region: ("region", _means(values, regions()[country.region])),
        _("World mean"): world,
    }


def _finding(country: Country | None, values: Values) -> str:
    before = _before(values)
    own = _means(values)
    if country:
        own = {year: row[country.iso3] for year, row in values.items() if country.iso3 in row}
        before = [year for year in before if year in own]
    first, last = before[0], before[-1]
    fields = {
        "country": country.name if country else "",
        "then": shown(own[first]),
        "now": shown(own[last]),
        "change": signed(round(own[last], 4) - round(own[first], 4)),
        "first": first,
        "last": last,
        "new": shown(own[METHOD_CHANGED]) if METHOD_CHANGED in own else "–",
        "changed": METHOD_CHANGED,
    }
    if country:
        template = _(
            "{country}: HCI {then} in {first} and {now} in {last}, {change}; {new} in {changed}, on a "
            "changed yardstick"
        )
    else:
        template = _(
            "World mean of the HCI: {then} in {first} and {now} in {last}, {change}; {new} in {changed}, "
            "on a changed yardstick"
        )
    return template.format(**fields)


def _notice(values: Values) -> str:
    before, world = _before(values), _means(values)
    return _(
        "Human capital moves slowly: what is started now shows in years. The edition of {changed} changed "
        "the Human Capital Index (HCI) by a new indicator of e-government literacy; the world mean was "
        "{then} in {last} and {now} in {changed}. Draw no line across this break: nobody unlearned anything "
        "between the two. And the HCI is about everybody's schooling and literacy, not about the skills of "
        "your staff."
    ).format(
        changed=METHOD_CHANGED,
        last=before[-1],
        then=shown(world[before[-1]], 3),
        now=shown(world[METHOD_CHANGED], 3),
    )


def _table(columns: Mapping[str, tuple[Role, dict[int, float]]], values: Values) -> Table:
    rows = [
        [str(year), *(shown(one[year]) if year in one else "–" for _role, one in columns.values())]
        for year in sorted(values)
    ]
    return Table(
        caption=_(
            "Human Capital Index by edition of the Survey, 0 to 1; {year} has a changed yardstick"
        ).format(year=METHOD_CHANGED),
        header=[_("Edition"), *columns],
        rows=rows,
    )


def _alt(country: Country | None, values: Values) -> str:
    fields = {"first": min(values), "last": _before(values)[-1], "changed": METHOD_CHANGED}
    if country is None:
        return _(
            "Line chart of the HCI from {first} to {last}: one line for the mean of each of five regions and "
            "one for the world. An upright line marks the change of method; behind it single marks show "
            "{changed}, joined to nothing."
        ).format(**fields)
    return _(
        "Line chart of the HCI from {first} to {last} with three lines: {country}, the mean of {region} and "
        "the world mean. An upright line marks the change of method; behind it single marks show {changed}, "
        "joined to nothing."
    ).format(country=country.name, region=region_name(country.region), **fields)


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the line chart of the HCI since 2014, cut where its yardstick changed."""
    values = hci_values()
    first, last = min(values), max(values)
    missing = ""
    if country and not any(country.iso3 in values[year] for year in _before(values)):
        missing, country = no_egdi(country, last), None
    columns = _columns(country, values)
    return Chart(
        id="D7.2",
        kind="line",
        question=_("Does general education carry digital capacity?"),
        finding=_finding(country, values),
        notice=_notice(values),
        x=Axis(label=_("Edition of the Survey"), minimum=first, maximum=last, decimals=0),
        y=Axis(label=_("Human Capital Index, 0 to 1"), minimum=0, maximum=1, decimals=4),
        series=[_line(name, role, one) for name, (role, one) in columns.items()],
        marks=[Mark(x=METHOD_CHANGED - 1, label=_("new method in {year}").format(year=METHOD_CHANGED))],
        missing=missing,
        source=egdi_source(first, last),
        alt=_alt(country, values),
        table=_table(columns, values),
    )
