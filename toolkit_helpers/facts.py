"""Facts of one country in one edition of the E-Government Survey, by name, for exercises and marking.

Positions are those of method M04 among the Member States that were ranked in the edition, the country
counted among its peers.  Values: UN DESA, United Nations E-Government Survey; regions: UN M49; income
groups: World Bank, shown only for editions within two years of their list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from statistics import fmean
from typing import Final

from . import datasets
from .datasets import Country, EgdiRow
from .errors import ToolkitError
from .i18n import gettext as _
from .methods import egdi_group, peer_position
from .vocabulary import COMPONENTS

Facts = dict[str, float | str]

NAMES: Final = (
    "egdi",
    "osi",
    "tii",
    "hci",
    "epi",
    "egdi_group",
    "world_rank",
    "world_n",
    "world_percentile",
    "region",
    "region_rank",
    "region_n",
    "region_mean",
    "region_difference",
    "income_group",
    "income_rank",
    "income_n",
    "income_mean",
    "income_difference",
    "osi_minus_tii",
    "tii_minus_osi",
    "egdi_wrong_two",
    "egdi_wrong_sum",
    "weakest_component",
    "lowest_component",
)
"""Every fact that a country can have.  Ranks and counts are whole, a percentile runs from 0 to 100, all
other numbers are on the scale of the index, 0 to 1.

``egdi_wrong_two`` and ``egdi_wrong_sum`` are what two known slips give: the mean of OSI and TII alone, and
the sum that was not divided by three.  ``weakest_component`` (``"OSI"``, ``"TII"``, ``"HCI"``) lies furthest
below, or least above, its mean among the peers, which are the income group or, without one, the region;
``lowest_component`` has the lowest value.  A tie gives neither.
"""

_PUBLISHED: Final = ("egdi", "osi", "tii", "hci", "epi")
# Values have five decimals, so a smaller distance is none.
_CLOSE: Final = 1e-9


@dataclass(frozen=True)
class _Edition:
    """One edition: rows, the EGDI of the ranked countries, and their groups."""

    year: int
    rows: Mapping[str, EgdiRow]
    values: Mapping[str, float]
    regions: Mapping[str, tuple[str, ...]]
    income_groups: Mapping[str, tuple[str, ...]]
    income_group_of: Mapping[str, str]


def known_country(code: object) -> str:
    """Return the ISO-3 code of a country that the tables know, whatever was given; else an empty text.

    >>> known_country("rwa"), known_country("XXX"), known_country(None)
    ('RWA', '', '')
    """
    if not isinstance(code, str) or not code:
        return ""
    try:
        return datasets.country(code).iso3
    except ToolkitError:
        return ""


def for_country(iso3: str, edition: int | None = None) -> Facts:
    """Return the facts of a country by name; a fact that the tables do not hold is a missing key.

    Parameters
    ----------
    iso3
        ISO-3 code of the country.
    edition
        Edition of the Survey; the latest if left out.

    Raises
    ------
    ToolkitError
        If the country or the edition is not known.

    >>> rwanda = for_country("RWA", 2024)
    >>> rwanda["world_rank"], rwanda["income_rank"], rwanda["weakest_component"]
    (118, 1, 'TII')
    """
    return _facts(datasets.country(iso3).iso3, _year(edition)).copy()


def table(edition: int | None = None) -> dict[str, Facts]:
    """Return the facts of all 193 Member States by ISO-3 code.

    Raises
    ------
    ToolkitError
        If the edition is not known.

    >>> len(table(2024))
    193
    """
    year = _year(edition)
    return {one.iso3: _facts(one.iso3, year).copy() for one in datasets.countries()}


def missing(iso3: str, name: str, edition: int | None = None) -> str:
    """Return one sentence that says why a country has no such fact; empty if it has it.

    Raises
    ------
    ToolkitError
        If the country, the edition or the name of the fact is not known.

    >>> missing("ETH", "income_rank", 2024)
    'Ethiopia is in no income group of the World Bank list FY26 (July 2025).'
    """
    if name not in NAMES:
        raise ToolkitError(
            _("there is no fact {name!r}").format(name=name),
            remedy=_("The facts are {names}.").format(names=", ".join(NAMES)),
        )
    country, year = datasets.country(iso3), _year(edition)
    if name in _facts(country.iso3, year):
        return ""
    return _why(country, name, _edition(year))


def _why(country: Country, name: str, edition: _Edition) -> str:
    fields = {"country": country.name, "year": edition.year, "list": datasets.income_list()}
    if country.iso3 not in edition.rows:
        template = _(
            "{country} is not in UN DESA's table of the E-Government Development Index, which holds the "
            "Member States of the United Nations."
        )
    elif name.startswith("income_") and not edition.income_groups:
        template = _(
            "The tables hold the World Bank's income groups of the list {list}; they are not laid over the "
            "edition of {year}."
        )
    elif name.startswith("income_") and country.iso3 not in edition.income_group_of:
        template = _("{country} is in no income group of the World Bank list {list}.")
    elif country.iso3 not in edition.values:
        template = _("{country} was not ranked in the edition of {year}, so it has no such figure.")
    else:
        template = _("In the edition of {year} several components of {country} share this place.")
    return template.format(**fields)


def _year(edition: int | None) -> int:
    return datasets.LATEST if edition is None else edition


@cache
def _edition(year: int) -> _Edition:
    rows = datasets.egdi(year)
    regions: dict[str, list[str]] = {}
    for one in datasets.countries():
        regions.setdefault(one.region, []).append(one.iso3)
    groups = datasets.income_groups(year)
    return _Edition(
        year=year,
        rows=rows,
        values={code: row.egdi for code, row in rows.items() if row.assessed and row.egdi is not None},
        regions={region: tuple(codes) for region, codes in regions.items()},
        income_groups=groups,
        income_group_of={code: group for group, codes in groups.items() for code in codes},
    )


@cache
def _facts(iso3: str, year: int) -> Facts:
    edition, country = _edition(year), datasets.country(iso3)
    facts: Facts = {"region": country.region}
    group = edition.income_group_of.get(iso3)
    if group:
        facts["income_group"] = group
    row = edition.rows.get(iso3)
    if row is not None:
        facts |= {name: value for name in _PUBLISHED if (value := getattr(row, name)) is not None}
        facts |= _differences(row)
    if row is not None and iso3 in edition.values:
        facts |= _positions(country, edition, group)
        facts |= _components(row, edition, edition.income_groups[group] if group else None, country.region)
    return {name: facts[name] for name in NAMES if name in facts}


def _differences(row: EgdiRow) -> Facts:
    facts: Facts = {}
    if row.osi is not None and row.tii is not None:
        facts["osi_minus_tii"] = row.osi - row.tii
        facts["tii_minus_osi"] = row.tii - row.osi
        if row.egdi is not None and row.hci is not None:
            facts["egdi_wrong_two"] = (row.osi + row.tii) / 2
            facts["egdi_wrong_sum"] = row.osi + row.tii + row.hci
    return facts


def _positions(country: Country, edition: _Edition, group: str | None) -> Facts:
    values, iso3 = edition.values, country.iso3
    facts: Facts = {"egdi_group": str(egdi_group(values[iso3]).value)}
    world = peer_position(values, iso3).value
    if world is not None:
        facts |= {"world_rank": world.rank, "world_n": world.n}
        if world.percentile is not None:
            facts["world_percentile"] = world.percentile
    peers = {"region": edition.regions[country.region]}
    if group:
        peers["income"] = edition.income_groups[group]
    for kind, codes in peers.items():
        place = peer_position(values, iso3, codes).value
        if place is not None:
            facts |= {
                f"{kind}_rank": place.rank,
                f"{kind}_n": place.n,
                f"{kind}_mean": place.mean,
                f"{kind}_difference": place.difference,
            }
    return facts


def _components(row: EgdiRow, edition: _Edition, group: tuple[str, ...] | None, region: str) -> Facts:
    ranked = [edition.rows[code] for code in group or edition.regions[region] if code in edition.values]
    own: dict[str, float] = {}
    ahead: dict[str, float] = {}
    for name in COMPONENTS:
        value = getattr(row, name.lower())
        known = [other for peer in ranked if (other := getattr(peer, name.lower())) is not None]
        if value is None or not known:
            return {}
        own[name], ahead[name] = value, value - fmean(known)
    found = {"weakest_component": _lowest(ahead), "lowest_component": _lowest(own)}
    return {name: component for name, component in found.items() if component}


def _lowest(values: Mapping[str, float]) -> str:
    """Return the name of the lowest value; an empty text if two share it."""
    low = min(values.values())
    names = [name for name, value in values.items() if value - low <= _CLOSE]
    return names[0] if len(names) == 1 else ""
