"""A country on two pages: what chapter 1 looks up on the screen, for a room without one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .. import datasets
from ..datasets import Country
from ..exercises.paper_blocks import Paragraph, WriteLines
from ..figures.description import Axis, Chart, Mark, Point, Role, Series, Table
from ..figures.explorations.context import (
    egdi_source,
    egdi_values,
    mean_of,
    no_egdi,
    region_name,
    regions,
)
from ..i18n import gettext as _
from ..methods.display import shown
from .country_divides import divides
from .country_indices import components, govtech, value_or_dash
from .country_sheet import figures
from .document import Document, Element, Figure, Form, Section

_METHOD_CHANGED: Final = 2024
_LINES: Final = 4


def sheet(query: str, version: str = "") -> Document:
    """Return the sheet of a country, by code or name.

    Values, positions and means are those of the tables; what a country lacks is named with the reason.
    Sources: UN DESA, World Bank, ITU and UNDP, each with its years on the sheet.

    Raises ``ToolkitError`` if the country is not known.
    """
    country = datasets.country(query)
    table, reasons = figures(country)
    parts, parts_missing = govtech(country)
    latest, latest_missing = divides(country)
    missing = dict.fromkeys([*reasons, *parts_missing, *latest_missing])
    elements: list[Element] = [
        Form((Paragraph(_lead()), table)),
        Figure(_trend(country)),
        Section(_("Components and GovTech"), own_page=True),
        Form(tuple(filter(None, (components(country), parts)))),
        Section(_("Divides")),
        Form((latest,)),
    ]
    if missing:
        elements += [Section(_("What is missing, and why")), Form(tuple(map(Paragraph, missing)))]
    elements += [Section(_("What your team reads from this")), Form((WriteLines(_LINES),))]
    elements += [Section(_("Sources")), Form((Paragraph(_sources()),))]
    return Document(
        chapter=0,
        title=country.name,
        lang="en",
        direction="ltr",
        minutes=0,
        audience="participant",
        version=version,
        elements=tuple(elements),
        edition=_("Country sheet"),
        dense=True,
    )


def _lead() -> str:
    return _(
        "For chapter 1 on paper. The figures show a position among others, not a mark: what counts is what "
        "your team can explain. The index is relative; a rank may fall while the value rises."
    )


def _sources() -> str:
    names = ("egdi", "gtmi", "digital_divide", "countries")
    return " ".join(datasets.provenance(name).citation for name in names)


def _trend(country: Country) -> Chart:
    values = {year: egdi_values(year) for year in sorted(datasets.EDITIONS)}
    first, last = min(values), max(values)
    own = {year: row[country.iso3] for year, row in values.items() if country.iso3 in row}
    region = _("Mean of {region}").format(region=region_name(country.region))
    lines: list[tuple[str, Role, Mapping[int, float]]] = [
        (region, "region", {year: mean_of(row, regions()[country.region]) for year, row in values.items()}),
        (_("World mean"), "world", {year: mean_of(row) for year, row in values.items()}),
    ]
    if own:
        lines.insert(0, (country.name, "own", own))
    return Chart(
        id="country-sheet",
        kind="line",
        question=_("How did the index move?"),
        finding=_trend_finding(country, own, last),
        notice=_(
            "Each edition has its method; that of {year} redefined two components, so part of the last step "
            "is a change of yardstick."
        ).format(year=_METHOD_CHANGED),
        x=Axis(label=_("Edition of the Survey"), minimum=first, maximum=last, decimals=0),
        y=Axis(label=_("E-Government Development Index, 0 to 1"), minimum=0, maximum=1, decimals=4),
        series=[
            Series(name=name, role=role, points=[_point(year, line) for year in values])
            for name, role, line in lines
        ],
        marks=[Mark(x=_METHOD_CHANGED - 1, label=_("new method in {year}").format(year=_METHOD_CHANGED))],
        missing="" if own else no_egdi(country, last),
        source=egdi_source(first, last),
        alt=_(
            "Line chart of the E-Government Development Index from {first} to {last}: {lines}. The numbers "
            "stand in the table below."
        ).format(first=first, last=last, lines=", ".join(name for name, _role, _line in lines)),
        table=_trend_table(country, lines, list(values)),
    )


def _point(year: int, line: Mapping[int, float]) -> Point:
    return Point(x=year, y=round(line[year], 4) if year in line else None)


def _trend_finding(country: Country, own: Mapping[int, float], last: int) -> str:
    if not own:
        return _("The mean of the world and of {region}, editions to {last}").format(
            region=region_name(country.region), last=last
        )
    first, latest = min(own), max(own)
    return _("{country}: EGDI {then} in {first}, {now} in {last}").format(
        country=country.name, then=shown(own[first]), first=first, now=shown(own[latest]), last=latest
    )


def _trend_table(
    country: Country, lines: list[tuple[str, Role, Mapping[int, float]]], years: list[int]
) -> Table:
    ranks = {year: row.rank for year in years if (row := datasets.egdi(year).get(country.iso3)) is not None}
    header = [_("Edition"), *map(str, years)]
    rows = [[name, *(value_or_dash(line.get(year)) for year in years)] for name, _role, line in lines]
    if any(ranks.values()):
        rows.insert(1, [_("World rank"), *(str(ranks.get(year) or "–") for year in years)])
    return Table(caption=_("EGDI by edition of the Survey"), header=header, rows=rows)
