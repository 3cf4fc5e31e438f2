"""Reading a country's name as people write it: short and former names, accents, case, slips."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from .tables import rows

if TYPE_CHECKING:
    from .geography import Country

_ARTICLES = frozenset({"the", "la", "le", "les", "el", "los", "las"})
_JOINING = frozenset({"and", "et", "y", "и"})
_IN_BRACKETS = re.compile(r"[(（](.*?)[)）]")


def key(name: str) -> str:
    """Reduce a name to what tells it apart: no case, accents, punctuation, articles or "and".

    >>> key("The Côte d’Ivoire") == key("cote d'ivoire") and key("St. Lucia") == key("Saint Lucia")
    True
    """
    bare = _without_marks(name)
    words = re.findall(r"\w+", re.sub(r"['’ʼ`´]", "", bare.replace("&", " and ")).replace("_", " "))
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return "".join("saint" if word == "st" else word for word in words if word not in _JOINING)


def sort_key(name: str) -> str:
    """Return what a list of names is sorted by: letters without accents and case.

    >>> sorted(["Czechia", "Côte d’Ivoire", "Croatia"], key=sort_key)
    ['Côte d’Ivoire', 'Croatia', 'Czechia']
    """
    return _without_marks(name)


def find(text: str, countries: Iterable[Country]) -> Country | None:
    """Return the country with this name, or ``None``."""
    iso3 = _index(tuple(countries)).get(key(text))
    return next((one for one in countries if one.iso3 == iso3), None)


def is_area(text: str) -> bool:
    """Whether the text names an area that has a code of its own and is not in the tables."""
    return key(text) in _areas()


def is_region(text: str, countries: Iterable[Country]) -> bool:
    """Whether the text names a region of UN M49, such as Africa or Central Asia, or the world."""
    regions = {"World"}
    for one in countries:
        regions |= {one.region, one.subregion, one.intermediate_region}
    return key(text) in {key(region) for region in regions if region}


def suggestions(text: str, countries: Iterable[Country], count: int = 3) -> tuple[Country, ...]:
    """Return countries whose names contain the text, or are close to it, best first."""
    by_iso3 = {one.iso3: one for one in countries}
    index, wanted = _index(tuple(by_iso3.values())), key(text)
    near = difflib.get_close_matches(wanted, index, n=2 * count, cutoff=0.75)
    if len(wanted) >= 4:
        holding = [name for name in index if len(name) >= 4 and (wanted in name or name in wanted)]
        near = sorted(holding, key=lambda name: abs(len(name) - len(wanted))) + near
    return tuple(by_iso3[iso3] for iso3 in list(dict.fromkeys(index[name] for name in near))[:count])


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("ı", "i")


def _spellings(name: str) -> Iterable[str]:
    """Yield a name, and without its bracket, and with the bracket in front as in full official names."""
    yield name
    bracket = _IN_BRACKETS.search(name)
    if bracket:
        short = _IN_BRACKETS.sub(" ", name)
        yield short
        yield f"{bracket.group(1)} {short}"


@cache
def _index(countries: tuple[Country, ...]) -> dict[str, str]:
    """Return key of a name to ISO-3; a name of the United Nations goes before any other."""
    found: dict[str, str] = {}
    for one in countries:
        for name in one.names.values():
            found.setdefault(key(name), one.iso3)
    for one in countries:
        for name in one.names.values():
            for spelling in _spellings(name):
                found.setdefault(key(spelling), one.iso3)
    for row in rows("country_names"):
        if row["kind"] != "area":
            found.setdefault(key(row["name"]), row["iso3"])
    return found


@cache
def _areas() -> frozenset[str]:
    areas = (row for row in rows("country_names") if row["kind"] == "area")
    return frozenset(key(text) for row in areas for text in (row["name"], row["iso3"]))
