"""D9.1: two targets set without much thought, a value and a rank, and which of them stays where it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown, signed
from ..description import Axis, Chart, Mark, Point, Series, Table
from .context import egdi_source, egdi_values, mean_of, no_egdi
from .trend import FIRST, METHOD_CHANGED

PLACE: Final = 50
"""The rank that the naive target asks for."""
VALUE: Final = 0.70
"""The value that the other target asks for."""

Values = Mapping[int, Mapping[str, float]]
"""EGDI of the Member States by edition."""


def bar_of(values: Mapping[str, float]) -> float:
    """Return the value of the country at the place that the rank target asks for."""
    return sorted(values.values(), reverse=True)[PLACE - 1]


def _own(country: Country | None, values: Values) -> list[Point]:
    if country is None:
        return [Point(x=year, y=round(mean_of(row), 4)) for year, row in values.items()]
    return [
        Point(x=year, y=round(row[country.iso3], 4) if country.iso3 in row else None)
        for year, row in values.items()
    ]


def _finding(country: Country | None, values: Values) -> str:
    first, last = min(values), max(values)
    fields: dict[str, Any] = {
        "place": PLACE,
        "value": shown(VALUE, 2),
        "first": first,
        "last": last,
        "then": shown(bar_of(values[first])),
        "now": shown(bar_of(values[last])),
    }
    if country is None:
        return _(
            "Place {place} took an EGDI of {then} in {first} and of {now} in {last}: a rank as target moves "
            "with the others, a value of {value} stays where it is"
        ).format(**fields)
    years = [year for year, row in values.items() if country.iso3 in row]
    own = values[years[-1]][country.iso3]
    templates = {
        (True, True): _(
            "{country}: EGDI {own} in {year}, above {value} and among the first {place}; place {place} took "
            "{then} in {first} and {now} in {last}"
        ),
        (True, False): _(
            "{country}: EGDI {own} in {year}, above {value} and not among the first {place}; place {place} "
            "took {then} in {first} and {now} in {last}"
        ),
        (False, True): _(
            "{country}: EGDI {own} in {year}, below {value} and yet among the first {place}; place {place} "
            "took {then} in {first} and {now} in {last}"
        ),
        (False, False): _(
            "{country}: EGDI {own} in {year}, below {value} and not among the first {place}; place {place} "
            "took {then} in {first} and {now} in {last}"
        ),
    }
    place = 1 + sum(value > own for value in values[years[-1]].values())
    template = templates[own >= VALUE, place <= PLACE]
    return template.format(country=country.name, own=shown(own), year=years[-1], **fields)


def _notice(country: Country | None, values: Values) -> str:
    last = max(values)
    reached = sum(value >= VALUE for value in values[last].values())
    told = _(
        "In {last}, {reached} Member States were at {value} or above, and only {place} can be among the "
        "first {place}. Your value depends on your own work, your rank on everybody's."
    ).format(last=last, reached=reached, value=shown(VALUE, 2), place=PLACE)
    caution = _(
        "Even the value is relative: the components are standardised anew in each edition over all "
        "countries, and the method of {year} is new. Take a measure of your own services as target, and read "
        "the index beside it."
    ).format(year=METHOD_CHANGED)
    if country is None:
        return f"{told} {caution}"
    years = [year for year, row in values.items() if country.iso3 in row]
    gaps = [values[year][country.iso3] - bar_of(values[year]) for year in (years[0], years[-1])]
    distance = _("Distance to place {place}: {before} in {first}, {after} in {latest}.").format(
        place=PLACE, before=signed(gaps[0]), after=signed(gaps[1]), first=years[0], latest=years[-1]
    )
    return f"{distance} {told} {caution}"


def _table(series: list[Series]) -> Table:
    header = [_("Edition"), *(one.name for one in series), _("Target: value")]
    rows = [
        [
            f"{point.x:g}",
            *(shown(y) if isinstance(y := one.points[at].y, float) else "–" for one in series),
            shown(VALUE, 2),
        ]
        for at, point in enumerate(series[0].points)
        if isinstance(point.x, int | float)
    ]
    return Table(caption=_("EGDI, and what two targets ask for, by edition"), header=header, rows=rows)


def _alt(country: Country | None, values: Values) -> str:
    fields: dict[str, Any] = {
        "first": min(values),
        "last": max(values),
        "value": shown(VALUE, 2),
        "place": PLACE,
    }
    if country is None:
        return _(
            "Line chart from {first} to {last} with two lines, the world mean of the EGDI and the value of "
            "place {place}, which rises. A level line lies at {value}."
        ).format(**fields)
    return _(
        "Line chart from {first} to {last} with two lines, the EGDI of {country} and the value of place "
        "{place}, which rises. A level line lies at {value}."
    ).format(country=country.name, **fields)


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the line chart of the EGDI with a target that moves (a rank) and one that stays (a value)."""
    values: Values = {year: egdi_values(year) for year in sorted(datasets.EDITIONS) if year >= FIRST}
    first, last = min(values), max(values)
    missing = ""
    if country and not any(country.iso3 in row for row in values.values()):
        missing, country = no_egdi(country, last), None
    bar = [Point(x=year, y=round(bar_of(row), 4)) for year, row in values.items()]
    series = [
        Series(
            name=country.name if country else _("World mean"),
            role="own" if country else "world",
            points=_own(country, values),
        ),
        Series(name=_("Value of place {place}").format(place=PLACE), role="group", points=bar),
    ]
    level = Mark(
        x=VALUE, label=_("target {value}").format(value=shown(VALUE, 2)), role="two", horizontal=True
    )
    method = Mark(x=METHOD_CHANGED - 1, label=_("new method in {year}").format(year=METHOD_CHANGED))
    return Chart(
        id="D9.1",
        kind="line",
        question=_("Which target is in our hands?"),
        finding=_finding(country, values),
        notice=_notice(country, values),
        x=Axis(label=_("Edition of the Survey"), minimum=first, maximum=last, decimals=0),
        y=Axis(label=_("E-Government Development Index, 0 to 1"), minimum=0, maximum=1, decimals=4),
        series=series,
        marks=[level, method],
        missing=missing,
        source=egdi_source(first, last),
        alt=_alt(country, values),
        table=_table(series),
    )
