"""D10.2: the curve of a country whose practice the workbook describes, beside the reader's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown, signed
from ..controls import Control
from ..description import Axis, Chart, Mark, Point, Role, Series, Table
from .context import egdi_values, mean_of, members
from .trend import METHOD_CHANGED

NAMES_OTHERS: Final = True
RANKS_FROM: Final = 2010
"""Ranks are shown from here on; values only from the first edition after it that is a plain mean."""


@dataclass(frozen=True)
class Practice:
    """One practice of the workbook: whose, what, and the year in which it began, if that is published."""

    code: str
    name: str
    year: int | None = None


def practices() -> tuple[Practice, ...]:
    """Return the practices of chapters 1 to 9 that belong to one country, by its name.

    Years: Azerbaijan, UN Public Service Awards database (2015); Bangladesh, a2i; China, General Office of the
    State Council (2020); Kenya, World Bank (2017); Pakistan, State Bank of Pakistan (2021); Rwanda, Ministry
    of ICT and Innovation; Singapore, Channel NewsAsia (2021).
    """
    return (
        Practice("AZE", _("ASAN service centres"), 2012),
        Practice("BGD", _("digital centres at union level"), 2010),
        Practice("CHN", _("plan for older persons and smart technology"), 2020),
        Practice("KEN", _("Huduma centres"), 2013),
        Practice("PAK", _("Asaan Mobile Account"), 2021),
        Practice("KOR", _("a long line of strategies, institutions and investment")),
        Practice("RWA", _("Digital Ambassadors"), 2017),
        Practice("SGP", _("Digital Academy"), 2021),
    )


def _option(practice: Practice) -> str:
    return _("{country}: {practice}").format(country=members()[practice.code].name, practice=practice.name)


CONTROLS: Final = (Control("practice", _("Practice"), options=tuple(map(_option, practices()))),)


def editions() -> tuple[int, ...]:
    """Return the editions whose values can be compared: plain means of the components, from 2010 on.

    >>> editions()[0]
    2012
    """
    return tuple(year for year in datasets.RECOMPUTES if year >= RANKS_FROM)


def _line(name: str, role: Role, code: str) -> Series:
    points = []
    for year in editions():
        value = egdi_values(year).get(code)
        points.append(Point(x=year, y=None if value is None else round(value, 4)))
    return Series(name=name, role=role, points=points)


def _change(one: Series) -> tuple[int, float]:
    """Return the first year in which a line has a value, and the change from there to the last edition."""
    known = [(int(point.x), float(point.y)) for point in one.points if point.y is not None]
    return known[0][0], round(known[-1][1] - known[0][1], 4)


def _finding(practice: Practice, line: Series, own: Series | None, world: Series) -> str:
    since, change = _change(line)
    fields = {
        "country": line.name,
        "practice": practice.name,
        "change": signed(change),
        "usual": signed(_change(world)[1]),
        "since": since,
        "last": editions()[-1],
    }
    if own is None:
        return _("EGDI from {since} to {last}: {country} ({practice}) {change}, world mean {usual}").format(
            **fields
        )
    own_since, own_change = _change(own)
    if own_since == since:
        template = _(
            "EGDI from {since} to {last}: {own} {own_change}, {country} ({practice}) {change}, world mean "
            "{usual}"
        )
    else:
        template = _(
            "EGDI from {since} to {last}: {own} {own_change} since {own_since}, {country} ({practice}) "
            "{change}, world mean {usual}"
        )
    return template.format(**fields, own=own.name, own_change=signed(own_change), own_since=own_since)


def _notice(practice: Practice) -> str:
    parts = []
    if practice.year and practice.year < editions()[0]:
        parts.append(
            _("The practice began in {year}, before the first value that can be compared.").format(
                year=practice.year
            )
        )
    parts.append(
        _(
            "A practice rarely explains an index: the EGDI measures online services, networks and schooling "
            "of a whole country, each edition has its own yardstick, and much else changed in the same "
            "years. Ask what the practice changed for its users, and who measured it."
        )
    )
    return " ".join(parts)


def _missing(country: Country | None) -> str:
    left_out = _(
        "Values begin in {first}: those of {year} weight the components otherwise, so of that edition only "
        "the rank is given."
    ).format(first=editions()[0], year=RANKS_FROM)
    if country and country.iso3 not in members():
        why = _("{country} is not in UN DESA's table, so it has no line.").format(country=country.name)
        return f"{why} {left_out}"
    if country and None in [egdi_values(year).get(country.iso3) for year in editions()]:
        why = _("{country} was not ranked in every edition, so its line has gaps.").format(
            country=country.name
        )
        return f"{why} {left_out}"
    return left_out


def _table(lines: list[tuple[str, Series]], world: Series) -> Table:
    header = [_("Edition")]
    for _code, line in lines:
        header += [line.name, _("World rank")]
    rows = []
    for year in (year for year in datasets.EDITIONS if year >= RANKS_FROM):
        cells = [str(year)]
        for code, line in lines:
            rank = datasets.egdi(year)[code].rank
            cells += [_cell(line, year), "–" if rank is None else str(rank)]
        rows.append([*cells, _cell(world, year)])
    caption = _("EGDI, 0 to 1, and world rank by edition of the Survey")
    return Table(caption=caption, header=[*header, world.name], rows=rows)


def _cell(line: Series, year: int) -> str:
    value = next((point.y for point in line.points if point.x == year), None)
    return "–" if value is None else shown(float(value))


def _marks(practice: Practice) -> list[Mark]:
    marks = [Mark(x=METHOD_CHANGED - 1, label=_("new method in {year}").format(year=METHOD_CHANGED))]
    if practice.year and practice.year >= editions()[0]:
        marks.insert(0, Mark(x=practice.year, label=_("begun {year}").format(year=practice.year)))
    return marks


def describe(country: Country | None, team: Mapping[str, Any], chosen: Mapping[str, float]) -> Chart:
    """Return the EGDI of a practice's country, the reader's country and the world since 2012."""
    practice = practices()[int(chosen["practice"])]
    first, last = editions()[0], editions()[-1]
    world = Series(
        name=_("World mean"),
        role="world",
        points=[Point(x=year, y=round(mean_of(egdi_values(year)), 4)) for year in editions()],
    )
    same = country is not None and country.iso3 == practice.code
    line = _line(members()[practice.code].name, "own" if same else "one", practice.code)
    lines = [(practice.code, line)]
    if country and not same and country.iso3 in members():
        lines.insert(0, (country.iso3, _line(country.name, "own", country.iso3)))
    own = lines[0][1] if len(lines) > 1 else None
    series = [*(one for _code, one in lines), world]
    return Chart(
        id="D10.2",
        kind="line",
        question=_("Does the story fit the curve?"),
        finding=_finding(practice, line, own, world),
        notice=_notice(practice),
        x=Axis(label=_("Edition of the Survey"), minimum=first, maximum=last, decimals=0),
        y=Axis(label=_("E-Government Development Index, 0 to 1"), minimum=0, maximum=1, decimals=4),
        series=series,
        marks=_marks(practice),
        missing=_missing(country),
        source=_(
            "Source: UN DESA, United Nations E-Government Survey, editions {first} to {last}. The mean is "
            "unweighted."
        ).format(first=RANKS_FROM, last=last),
        alt=_(
            "Line chart of the EGDI from {first} to {last} with {count} lines: {names}. Upright lines mark "
            "the beginning of the practice, where it is known, and the change of method."
        ).format(first=first, last=last, count=len(series), names=", ".join(one.name for one in series)),
        table=_table(lines, world),
    )
