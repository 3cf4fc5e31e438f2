"""Which Member States are most alike in EGDI components, income and population."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log10, sqrt
from statistics import fmean
from typing import Final

from ... import datasets
from ...i18n import gettext as _
from ...methods.standardisation import standardise
from .components import component_values
from .context import members

INCOME: Final = "gni_per_capita_ppp2017"
POPULATION: Final = "population"
COMPONENTS: Final = ("OSI", "TII", "HCI")
CONDITIONS: Final = ("income", "population")
COUNT: Final = 8
"""How many peers are offered."""
_STEPS: Final = (0.25, 0.5, 0.8)


@dataclass(frozen=True)
class Peer:
    """One Member State and how far it is away: 0 is alike, 1 is one standard deviation in each measure."""

    code: str
    distance: float


@cache
def values() -> dict[str, dict[str, float]]:
    """Return the five measures of every Member State: measure to ISO code to value.

    Components on 0 to 1, income in constant 2017 PPP dollars, population in people; the latest year of each.
    """
    found: dict[str, dict[str, float]] = dict(component_values(datasets.LATEST))
    for name, series in (("income", INCOME), ("population", POPULATION)):
        latest = datasets.latest(series)
        found[name] = {code: latest[code][1].value for code in members() if code in latest}
    return found


def year_of(series: str) -> int:
    """Return the latest year of a series."""
    return max(year for year, _value in datasets.latest(series).values())


@cache
def z_scores() -> dict[str, dict[str, float]]:
    """Return the measures standardised over the Member States (M02); income and population as logarithms.

    A logarithm makes a country of two million as far from one of one million as twenty from ten.
    """
    found = {}
    for name, known in values().items():
        numbers = [log10(value) if name in CONDITIONS else value for value in known.values()]
        standardised = standardise(numbers, list(known)).value
        assert standardised is not None  # noqa: S101  -- more than two countries have a value
        found[name] = {code: z for code, z in zip(known, standardised.z, strict=True) if z is not None}
    return found


def measures_of(code: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the measures that a country has."""
    return tuple(name for name in wanted if code in z_scores()[name])


def nearest(code: str, wanted: tuple[str, ...], among: tuple[str, ...]) -> list[Peer]:
    """Return the nearest countries among others, the nearest first; those that lack a measure are left out.

    The distance is the root of the mean squared difference of the standardised measures.

    >>> [peer.code for peer in nearest("RWA", ("OSI", "TII", "HCI"), ("SGP", "RWA", "UGA"))]
    ['UGA', 'SGP']
    """
    scores: list[Mapping[str, float]] = [z_scores()[name] for name in wanted]
    if not scores:
        return []
    found = [
        Peer(other, sqrt(fmean((score[code] - score[other]) ** 2 for score in scores)))
        for other in among
        if other != code and all(other in score for score in scores)
    ]
    return sorted(found, key=lambda peer: (peer.distance, peer.code))[:COUNT]


@cache
def same_region(wanted: tuple[str, ...]) -> dict[str, int]:
    """Return how many of a country's nearest peers in the world are of its own region."""
    every = tuple(members())
    found = {}
    for code, country in members().items():
        if len(measures_of(code, wanted)) == len(wanted):
            peers = nearest(code, wanted, every)
            found[code] = sum(members()[peer.code].region == country.region for peer in peers)
    return found


def in_words(distance: float) -> str:
    """Return a distance in words.

    >>> in_words(0.1), in_words(1.3)
    ('very close', 'far')
    """
    words = (_("very close"), _("close"), _("fairly close"))
    return next((word for word, step in zip(words, _STEPS, strict=True) if distance < step), _("far"))
