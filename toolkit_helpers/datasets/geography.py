"""Countries: United Nations names and regions, groups, and look-up by any code or name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from ..errors import ToolkitError
from ..i18n import gettext as _
from . import names
from .tables import Row, number, typed_rows

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")


@dataclass(frozen=True, slots=True)
class Country:
    """One Member State of the United Nations, or the State of Palestine or the Holy See.

    Attributes
    ----------
    iso3, iso2, m49
        Codes of ISO 3166-1, and of UN M49 as text with leading zeros.
    name, names
        United Nations name in English, and in ``en fr es ar ru zh``.
    un_member
        Whether it is one of the 193 Member States.
    region, subregion, intermediate_region
        UN M49; the last is empty for most countries.
    ldc, lldc, sids
        Least developed country, landlocked developing country, small island developing State (UN lists).
    income_group, income_year
        World Bank income group, ``None`` if unclassified, and the list it is from: ``"FY26 (July 2025)"``.
    lat, lon
        A point inside the country, in degrees; not the capital.  ``None`` for the Holy See.
    on_map
        Whether a world map at 1:110 million shows it; 28 Member States are too small for such a map.
    """

    iso3: str
    iso2: str
    m49: str
    name: str
    names: dict[str, str] = field(compare=False, repr=False)
    un_member: bool
    region: str
    subregion: str
    intermediate_region: str
    ldc: bool
    lldc: bool
    sids: bool
    income_group: str | None
    income_year: str
    lat: float | None
    lon: float | None
    on_map: bool


def countries(members_only: bool = True) -> tuple[Country, ...]:
    """Return the 193 Member States by English name; with ``members_only=False`` all 195 of the tables.

    >>> len(countries())
    193
    """
    return tuple(one for one in _by_iso3().values() if one.un_member or not members_only)


def country(query: str) -> Country:
    """Return the country with this ISO-3, ISO-2 or M49 code, or this name.

    Names are read in English, French, Spanish, Arabic, Russian and Chinese, with common short and former
    names; case, accents and punctuation make no difference.

    Raises
    ------
    ToolkitError
        If the country is not known; the remedy proposes those that look alike.

    >>> country("cote d'ivoire").iso3, country("NA").name, country("410").iso3
    ('CIV', 'Namibia', 'KOR')
    """
    text = query.strip()
    found = _by_code(text) or names.find(text, _by_iso3().values())
    if found is None:
        raise _unknown(text)
    return found


def income_groups(edition: int) -> dict[str, tuple[str, ...]]:
    """Return the Member States of each World Bank income group for an edition of an index.

    Groups belong to the year of their list.  For an edition more than two years from the list of the
    tables the result is empty: today's groups are not laid over old editions (method M04).

    Returns
    -------
    dict
        Income group to ISO-3 codes in the order of ``countries()``.

    >>> {group: len(codes) for group, codes in income_groups(2024).items()}["High income"]
    64
    >>> income_groups(2018)
    {}
    """
    if abs(edition - _list_year(income_list())) > 2:
        return {}
    groups: dict[str, list[str]] = {}
    for one in countries():
        if one.income_group:
            groups.setdefault(one.income_group, []).append(one.iso3)
    return {group: tuple(codes) for group, codes in groups.items()}


def income_list() -> str:
    """Return the name of the World Bank's list of income groups in the tables: ``"FY26 (July 2025)"``.

    For two Member States the group is that of the list before, which is their ``income_year``.
    """
    return max((one.income_year for one in countries() if one.income_group), key=_list_year)


def _list_year(name: str) -> int:
    return int(re.findall(r"\b\d{4}\b", name)[-1])


@cache
def _by_iso3() -> dict[str, Country]:
    every = sorted(typed_rows("countries", _country), key=lambda one: names.sort_key(one.name))
    return {one.iso3: one for one in every}


@cache
def _codes() -> dict[str, Country]:
    return {code: one for one in _by_iso3().values() for code in (one.iso3, one.iso2, one.m49)}


def _by_code(text: str) -> Country | None:
    if text.isascii() and text.isdigit():
        return _codes().get(text.zfill(3))
    return _codes().get(text.replace(".", "").upper())


def _country(row: Row) -> Country:
    return Country(
        iso3=row["iso3"],
        iso2=row["iso2"],
        m49=row["m49"],
        name=row["country"],
        names={"en": row["country"], **{code: row[f"name_{code}"] for code in LANGUAGES[1:]}},
        un_member=row["un_member"] == "1",
        region=row["region"],
        subregion=row["subregion"],
        intermediate_region=row["intermediate_region"],
        ldc=row["ldc"] == "1",
        lldc=row["lldc"] == "1",
        sids=row["sids"] == "1",
        income_group=row["wb_income_group"] or None,
        income_year=row["wb_income_year"],
        lat=number(row["lat"]),
        lon=number(row["lon"]),
        on_map=row["in_map_110m"] == "1",
    )


def _unknown(text: str) -> ToolkitError:
    if not text:
        return ToolkitError(_("no country is given"), remedy=_("Give a code such as RWA, or a name."))
    if names.is_area(text):
        return ToolkitError(
            _(
                "the tables hold the 193 Member States of the United Nations, the State of Palestine and the "
                "Holy See, and no data for {name!r}"
            ).format(name=text),
            remedy=_("Choose one of them, or use your own figures."),
        )
    if names.is_region(text, _by_iso3().values()):
        return ToolkitError(
            _("{name!r} is a group of countries").format(name=text), remedy=_("Choose one country.")
        )
    near = names.suggestions(text, _by_iso3().values())
    if near:
        listed = ", ".join(f"{one.name} ({one.iso3})" for one in near)
        remedy = _("Did you mean {countries}?").format(countries=listed)
    else:
        remedy = _(
            "Give an ISO code such as RWA, or the name in English, French, Spanish, Arabic, Russian or "
            "Chinese."
        )
    return ToolkitError(_("the country {name!r} is not known").format(name=text), remedy=remedy)
