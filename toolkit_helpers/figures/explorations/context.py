"""What all explorations share: peers of a country, their means, and numbers and names as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from statistics import fmean
from typing import Literal

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.benchmark import peer_position
from ...methods.display import shown


def listed(values: Iterable[float]) -> str:
    """Return index values from low to high in one cell of a table twin."""
    return " · ".join(shown(value) for value in sorted(values))


def rank(values: Mapping[str, float], code: str) -> int:
    """Return a country's rank among those that have a value (method M04)."""
    position = peer_position(values, code).value
    assert position is not None  # noqa: S101  -- callers ask only for countries with a value
    return position.rank


def region_name(region: str) -> str:
    """Return a region's name as it stands after "in"."""
    return {
        "Africa": _("Africa"),
        "Americas": _("the Americas"),
        "Asia": _("Asia"),
        "Europe": _("Europe"),
        "Oceania": _("Oceania"),
    }[region]


def region_title(region: str) -> str:
    """Return a region's name as it stands at the beginning of a row or a line."""
    return {
        "Africa": _("Africa"),
        "Americas": _("Americas"),
        "Asia": _("Asia"),
        "Europe": _("Europe"),
        "Oceania": _("Oceania"),
    }[region]


def income_name(group: str) -> str:
    """Return the name of a World Bank income group as a group of countries."""
    return {
        "High income": _("high-income countries"),
        "Upper middle income": _("upper-middle-income countries"),
        "Lower middle income": _("lower-middle-income countries"),
        "Low income": _("low-income countries"),
    }[group]


@cache
def members() -> dict[str, Country]:
    """Return the 193 Member States by ISO code."""
    return {country.iso3: country for country in datasets.countries()}


@cache
def regions() -> dict[str, tuple[str, ...]]:
    """Return the codes of the Member States of each UN M49 region, in alphabetical order of regions."""
    names = sorted({country.region for country in members().values()})
    return {name: tuple(code for code, one in members().items() if one.region == name) for name in names}


@cache
def income_groups() -> dict[str, tuple[str, ...]]:
    """Return the codes of the Member States of each World Bank income group, from high to low."""
    order = ("High income", "Upper middle income", "Lower middle income", "Low income")
    return {
        name: tuple(code for code, one in members().items() if one.income_group == name) for name in order
    }


@dataclass(frozen=True)
class Peers:
    """The group a country is compared with: its income group, or its region where it has none."""

    name: str
    codes: tuple[str, ...]
    role: Literal["income", "region"]
    missing: str = ""
    """Why the region stands in for the income group; empty where there is an income group."""


def peers_of(country: Country) -> Peers:
    """Return the income group of a country, else its region, which is then marked as a substitute."""
    if country.income_group:
        return Peers(income_name(country.income_group), income_groups()[country.income_group], "income")
    why = _(
        "{country} is in no income group of the World Bank's list {list}; its region, {region}, stands in."
    ).format(country=country.name, list=datasets.income_list(), region=region_name(country.region))
    return Peers(region_name(country.region), regions()[country.region], "region", why)


def no_income_group(country: Country) -> str:
    """Return the sentence for a country whose rank in an income group cannot be given."""
    return _(
        "{country} is in no income group of the World Bank's list {list}, so it has no rank in one."
    ).format(country=country.name, list=datasets.income_list())


def mean_of(values: Mapping[str, float], codes: Iterable[str] | None = None) -> float:
    """Return the unweighted mean over those codes that have a value; over all values without codes."""
    return fmean(values.values() if codes is None else [values[code] for code in codes if code in values])


def the_mean_of(group: str) -> str:
    """Return what a value is compared with, as it stands inside a sentence."""
    return _("the mean of {group}").format(group=group)


def egdi_values(year: int) -> dict[str, float]:
    """Return the EGDI of every Member State that was ranked in an edition."""
    return {
        code: row.egdi for code, row in datasets.egdi(year).items() if row.assessed and row.egdi is not None
    }


def no_egdi(country: Country, year: int) -> str:
    """Return the sentence for a country without an EGDI in an edition."""
    return _(
        "{country} has no EGDI in the edition {year} of UN DESA's table; the world view stands in its place."
    ).format(country=country.name, year=year)


def egdi_source(first: int, last: int | None = None) -> str:
    """Return the source line of charts drawn from the EGDI table alone."""
    if last is None or last == first:
        return _(
            "Source: UN DESA, United Nations E-Government Survey {year}; regions: UN M49. "
            "Means are unweighted."
        ).format(year=first)
    return _(
        "Source: UN DESA, United Nations E-Government Survey, editions {first} to {last}; regions: UN M49. "
        "Means are unweighted."
    ).format(first=first, last=last)
