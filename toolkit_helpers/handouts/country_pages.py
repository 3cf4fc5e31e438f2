"""A country on two pages: what chapter 1 looks up on the screen, for a room without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from statistics import median
from typing import Final

from .. import datasets
from ..datasets import Country
from ..exercises.paper_blocks import DataTable, Paragraph, WriteLines
from ..figures.description import Axis, Chart, Mark, Point, Role, Series, Table
from ..figures.explorations.context import (
    egdi_source,
    egdi_values,
    mean_of,
    no_egdi,
    peers_of,
    region_name,
    regions,
    the_mean_of,
)
from ..i18n import gettext as _
from ..methods.display import shown
from .country_sheet import figures
from .document import Document, Element, Figure, Form, Section

# Figures of a region are compared only where they are of about the same time.
_YEARS_BACK: Final = 6
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
    gtmi, gtmi_missing = _gtmi(country)
    divides, divides_missing = _divides(country)
    missing = dict.fromkeys([*reasons, *gtmi_missing, *divides_missing])
    elements: list[Element] = [
        Form((Paragraph(_lead()), table)),
        Figure(_trend(country)),
        Section(_("Components and GovTech"), own_page=True),
        Form(tuple(filter(None, (_components(country), gtmi)))),
        Section(_("Divides")),
        Form((divides,)),
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
    rows = [[name, *(_cell(line.get(year)) for year in years)] for name, _role, line in lines]
    if any(ranks.values()):
        rows.insert(1, [_("World rank"), *(str(ranks.get(year) or "–") for year in years)])
    return Table(caption=_("EGDI by edition of the Survey"), header=header, rows=rows)


def _cell(value: float | None, decimals: int = 4) -> str:
    return "–" if value is None else shown(value, decimals)


def _components(country: Country) -> DataTable:
    year, before = datasets.EDITIONS[-1], datasets.EDITIONS[-2]
    now, then = datasets.egdi(year), datasets.egdi(before)
    peers = peers_of(country)
    names = {
        "osi": _("Online Service Index (OSI)"),
        "tii": _("Telecommunication Infrastructure Index (TII)"),
        "hci": _("Human Capital Index (HCI)"),
        "epi": _("E-Participation Index (EPI), no part of the EGDI"),
    }

    ranked = tuple(code for code, row in now.items() if row.assessed)

    def of(rows: Mapping[str, datasets.EgdiRow], code: str, name: str) -> float | None:
        return getattr(rows[code], name) if code in rows else None

    def mean(codes: tuple[str, ...], name: str) -> str:
        known = {code: value for code in codes if (value := of(now, code, name)) is not None}
        return _cell(mean_of(known)) if known else "–"

    rows = tuple(
        (
            label,
            _cell(of(then, country.iso3, name)),
            _cell(of(now, country.iso3, name)),
            mean(peers.codes, name),
            mean(ranked, name),
        )
        for name, label in names.items()
    )
    header = (
        _("Component"),
        str(before),
        str(year),
        _mean_head(peers.name, year),
        _mean_head(_("the world"), year),
    )
    return DataTable(_("Components of the EGDI, 0 to 1"), header, rows)


def _mean_head(group: str, year: int) -> str:
    return _("{mean}, {year}").format(mean=_upper(the_mean_of(group)), year=year)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _gtmi(country: Country) -> tuple[DataTable | None, list[str]]:
    year, before = datasets.gtmi_editions()[-1], datasets.gtmi_editions()[-2]
    now, then = datasets.gtmi(year), datasets.gtmi(before)
    if country.iso3 not in now:
        reason = _("{country} is not in the World Bank's GovTech Maturity Index of {year}.")
        return None, [reason.format(country=country.name, year=year)]
    members = [one.iso3 for one in datasets.countries()]
    names = {
        "gtmi": _("GovTech Maturity Index (GTMI)"),
        "cgsi": _("Core government systems (CGSI)"),
        "psdi": _("Public service delivery (PSDI)"),
        "dcei": _("Digital citizen engagement (DCEI)"),
        "gtei": _("GovTech enablers (GTEI)"),
    }

    def mean(codes: list[str], name: str) -> str:
        known = {code: float(getattr(now[code], name)) for code in codes if code in now}
        return _cell(mean_of(known)) if known else "–"

    peers = peers_of(country)
    rows = [
        (
            label,
            _cell(getattr(then[country.iso3], name) if country.iso3 in then else None),
            _cell(getattr(now[country.iso3], name)),
            mean(list(peers.codes), name),
            mean(members, name),
        )
        for name, label in names.items()
    ]
    group = (
        _("Group, A highest to D"),
        then[country.iso3].group if country.iso3 in then else "–",
        now[country.iso3].group,
        "–",
        "–",
    )
    header = (
        _("Part"),
        str(before),
        str(year),
        _mean_head(peers.name, year),
        _mean_head(_("the world"), year),
    )
    return DataTable(_("GovTech Maturity Index, 0 to 1"), header, (*rows, group)), []


_Found = tuple[int, str, float | None]
"""Year, the figure as text, and the number that peers are compared with, if there is one."""


def _single(name: str, decimals: int = 1) -> Callable[[str], _Found | None]:
    latest = datasets.latest(name)

    def find(code: str) -> _Found | None:
        if code not in latest:
            return None
        year, seen = latest[code]
        text = shown(seen.value, decimals)
        return year, _("{value} (estimate)").format(value=text) if seen.estimate else text, seen.value

    return find


def _pair(one: str, other: str, words: str, decimals: int = 1) -> Callable[[str], _Found | None]:
    together = datasets.latest_together(one, other)

    def find(code: str) -> _Found | None:
        if code not in together:
            return None
        year, first, second = together[code]
        text = words.format(one=shown(first.value, decimals), other=shown(second.value, decimals))
        return year, text, first.value / second.value if second.value else None

    return find


def _lines() -> Iterator[tuple[str, Callable[[str], _Found | None], int]]:
    """Yield each line of the divides: its name, how to find it, and decimals of the peers' median."""
    percent = _("{name}, per cent")
    yield percent.format(name=_("People who use the Internet")), _single("internet_users_pct"), 1
    yield (
        _("Internet use of women and men, per cent; parity for peers"),
        _pair("internet_users_female_pct", "internet_users_male_pct", _("women {one}, men {other}")),
        2,
    )
    yield percent.format(name=_("Households with Internet")), _single("households_internet_pct"), 1
    yield percent.format(name=_("People who own a mobile phone")), _single("mobile_phone_owners_pct"), 1
    yield percent.format(name=_("People covered by 4G")), _single("coverage_4g_pct"), 1
    yield (
        _("Price of 5 GB of mobile data, per cent of monthly gross national income (GNI) per person"),
        _single("mobile_broadband_price_gni_pct", 2),
        2,
    )
    yield (
        _("People with electricity, per cent; rural as a share of urban for peers"),
        _pair(
            "electricity_access_rural_pct", "electricity_access_urban_pct", _("rural {one}, urban {other}")
        ),
        2,
    )
    yield percent.format(name=_("Adults who can read and write")), _single("adult_literacy_pct"), 1
    yield (
        _("Mean years of schooling of women and men; parity for peers"),
        _pair("mean_years_schooling_female", "mean_years_schooling_male", _("women {one}, men {other}")),
        2,
    )


def _divides(country: Country) -> tuple[DataTable, list[str]]:
    rows, missing = [], []
    codes = [code for code in regions()[country.region] if code != country.iso3]
    for label, find, decimals in _lines():
        found = find(country.iso3)
        others = [seen for code in codes if (seen := find(code)) is not None]
        newest = max((year for year, _text, _number in others), default=0)
        recent = [
            number for year, _text, number in others if number is not None and newest - year <= _YEARS_BACK
        ]
        middle = f"{shown(median(recent), decimals)} ({len(recent)})" if recent else "–"
        rows.append((label, found[1] if found else "–", str(found[0]) if found else "–", middle))
        if not found:
            missing.append(label.partition(",")[0].partition(";")[0])
    header = (
        _("Figure"),
        country.name,
        _("Year"),
        _("Median of other countries in {region} (their number)").format(region=region_name(country.region)),
    )
    table = DataTable(_("Latest figure of each series"), header, tuple(rows))
    if not missing:
        return table, []
    reason = _("The tables of the publishers named below hold no figure of {country} for: {names}.")
    return table, [reason.format(country=country.name, names="; ".join(missing))]
