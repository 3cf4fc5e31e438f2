"""The parts of two indices, EGDI and GovTech Maturity, for a country, its income group and the world."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from .. import datasets
from ..datasets import Country
from ..exercises.paper_blocks import DataTable
from ..figures.explorations.context import mean_of, peers_of, the_mean_of
from ..i18n import gettext as _
from ..methods.display import shown

_Edition = Mapping[str, Any]
"""The rows of an index in one edition, by country."""


def components(country: Country) -> DataTable:
    """Return the components of the EGDI in the two latest editions; means are over the ranked countries."""
    before, year = datasets.EDITIONS[-2:]
    now = datasets.egdi(year)
    names = {
        "osi": _("Online Service Index (OSI)"),
        "tii": _("Telecommunication Infrastructure Index (TII)"),
        "hci": _("Human Capital Index (HCI)"),
        "epi": _("E-Participation Index (EPI), no part of the EGDI"),
    }
    ranked = [code for code, row in now.items() if row.assessed]
    rows = _rows(country, names, datasets.egdi(before), now, ranked)
    caption = _("Components of the EGDI, 0 to 1")
    return DataTable(caption, _header(country, _("Component"), before, year), tuple(rows))


def govtech(country: Country) -> tuple[DataTable | None, list[str]]:
    """Return the parts of the GTMI in the two latest editions, or ``None`` and the reason."""
    before, year = datasets.gtmi_editions()[-2:]
    then, now = datasets.gtmi(before), datasets.gtmi(year)
    if country.iso3 not in now:
        reason = _("{country} is not in the World Bank's GovTech Maturity Index of {year}.")
        return None, [reason.format(country=country.name, year=year)]
    names = {
        "gtmi": _("GovTech Maturity Index (GTMI)"),
        "cgsi": _("Core government systems (CGSI)"),
        "psdi": _("Public service delivery (PSDI)"),
        "dcei": _("Digital citizen engagement (DCEI)"),
        "gtei": _("GovTech enablers (GTEI)"),
    }
    members = [one.iso3 for one in datasets.countries()]
    rows = _rows(country, names, then, now, members)
    groups = (edition[country.iso3].group if country.iso3 in edition else "–" for edition in (then, now))
    group = (_("Group, A highest to D"), *groups, "–", "–")
    caption = _("GovTech Maturity Index, 0 to 1")
    return DataTable(caption, _header(country, _("Part"), before, year), (*rows, group)), []


def value_or_dash(value: float | None) -> str:
    """Return a value of an index with four decimals, or a dash."""
    return "–" if value is None else shown(value, 4)


def _rows(
    country: Country, names: Mapping[str, str], then: _Edition, now: _Edition, world: Collection[str]
) -> Iterator[tuple[str, ...]]:
    """Yield for each part the country's earlier and later value, and the later means of peers and world."""
    peers = peers_of(country).codes
    for name, label in names.items():
        own = (_values(edition, name).get(country.iso3) for edition in (then, now))
        yield label, *map(value_or_dash, own), *(_mean(_values(now, name), codes) for codes in (peers, world))


def _values(edition: _Edition, name: str) -> dict[str, float]:
    return {code: value for code, row in edition.items() if (value := getattr(row, name)) is not None}


def _mean(values: Mapping[str, float], codes: Collection[str]) -> str:
    known = {code: values[code] for code in codes if code in values}
    return value_or_dash(mean_of(known)) if known else "–"


def _header(country: Country, corner: str, before: int, year: int) -> tuple[str, ...]:
    groups = (peers_of(country).name, _("the world"))
    return corner, str(before), str(year), *(_mean_head(group, year) for group in groups)


def _mean_head(group: str, year: int) -> str:
    mean = the_mean_of(group)
    return _("{mean}, {year}").format(mean=mean[:1].upper() + mean[1:], year=year)
