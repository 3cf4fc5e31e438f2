"""A country's latest figures of access and use, beside those of its region: each with its year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median
from typing import Final

from .. import datasets
from ..datasets import Country
from ..exercises.paper_blocks import DataTable
from ..figures.explorations.context import region_name, regions
from ..i18n import gettext as _
from ..methods.display import shown

# Figures of a region are compared only where they are of about the same time.
_YEARS_BACK: Final = 6

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


def divides(country: Country) -> tuple[DataTable, list[str]]:
    """Return the table of a country, and one sentence on the figures that it lacks, if it lacks any."""
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
