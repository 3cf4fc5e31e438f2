"""Figures of countries for those who calculate on paper: one country's sheet, or a table of all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..exercises import model
from ..exercises.paper_blocks import DataTable, Paragraph
from ..i18n import gettext as _
from .document import Document, Form, Lookup, Section

if TYPE_CHECKING:
    from ..datasets import Country


def with_figures(document: Document, country: str | None) -> Document:
    """Return the document with the figures that its calculations need, at its end.

    With a country this is a sheet of that country, without one a table of all Member States.  A chapter
    whose exercises ask for no figure of a country stays as it is.
    """
    parts = [part for exercise in document.exercises() for part in exercise.parts]
    if not any(isinstance(part, model.Number) and part.fact for part in parts):
        return document
    added = _sheet(country) if country else _table()
    return replace(document, elements=(*document.elements, *added))


def _sheet(query: str) -> tuple[Section, Form]:
    from .. import datasets

    country = datasets.country(query)
    table, reasons = figures(country)
    title = _("Country sheet: {country}").format(country=country.name)
    sources = Paragraph(
        " ".join(datasets.provenance(name).citation for name in ("egdi", "countries")), note=True
    )
    return Section(title, own_page=True), Form((table, *map(Paragraph, reasons), sources))


def figures(country: Country) -> tuple[DataTable, tuple[str, ...]]:
    """Return a country's values and positions in the latest edition, and why some are missing."""
    from .. import datasets, facts

    known = facts.for_country(country.iso3)
    rows, reasons = [], []
    for label, names in _lines():
        absent = next((name for name in names if name not in known), None)
        if absent:
            reasons.append(facts.missing(country.iso3, absent))
        rows.append((label, "–" if absent else _cell([_value(known[name], name) for name in names])))
    caption = _("{country} in the edition of {year}").format(country=country.name, year=datasets.LATEST)
    return DataTable(caption, (_("Figure"), _("Value")), tuple(rows)), tuple(dict.fromkeys(reasons))


def _lines() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (_("E-Government Development Index (EGDI)"), ("egdi",)),
        (_("Online Service Index (OSI)"), ("osi",)),
        (_("Telecommunication Infrastructure Index (TII)"), ("tii",)),
        (_("Human Capital Index (HCI)"), ("hci",)),
        (_("E-Participation Index (EPI)"), ("epi",)),
        (_("World rank by EGDI"), ("world_rank", "world_n")),
        (_("Region"), ("region",)),
        (_("Rank in the region"), ("region_rank", "region_n")),
        (_("Mean EGDI of the region"), ("region_mean",)),
        (_("Income group (World Bank)"), ("income_group",)),
        (_("Rank in the income group"), ("income_rank", "income_n")),
        (_("Mean EGDI of the income group"), ("income_mean",)),
    )


def _cell(values: list[str]) -> str:
    return _("{rank} of {all}").format(rank=values[0], all=values[1]) if len(values) > 1 else values[0]


def _value(value: float | str, name: str) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.0f}" if name.endswith(("_rank", "_n")) else f"{value:.4f}"


def _table() -> tuple[Section, Lookup]:
    from .. import datasets

    values = datasets.egdi(datasets.LATEST)
    header = (_("Country"), _("Rank"), "EGDI", "OSI", "TII", "HCI")
    rows = tuple(
        (country.name, str(row.rank), *(f"{value:.4f}" for value in (row.egdi, row.osi, row.tii, row.hci)))
        for country in datasets.countries()
        if (row := values.get(country.iso3)) and row.assessed
    )
    caption = _("Member States in the E-Government Survey {year}").format(year=datasets.LATEST)
    note = datasets.provenance("egdi").citation
    return Section(_("Country table"), own_page=True), Lookup(DataTable(caption, header, rows), note)
