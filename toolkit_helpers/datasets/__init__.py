"""The country tables by name, with their provenance, as typed rows that need no large library.

``EDITIONS``, ``LATEST`` and ``RECOMPUTES`` are read from the EGDI table when they are first asked for:
its editions, the latest of them, and those whose EGDI is the plain mean of the published components.
"""

from __future__ import annotations

from .aggregates import itu_aggregate, itu_edition
from .divide import Indicator, Observation, indicator, indicators, latest, latest_together, series
from .geography import LANGUAGES, Country, countries, country, income_groups, income_list
from .indices import (
    DgiRow,
    EgdiRow,
    GtmiRow,
    egdi,
    egdi_editions,
    gtmi,
    gtmi_editions,
    gtmi_groups,
    oecd_dgi,
    recomputes,
)
from .registry import Provenance, provenance, renew_registry, table_names
from .tables import load, rows

EDITIONS: tuple[int, ...]
LATEST: int
RECOMPUTES: tuple[int, ...]

__all__ = [
    "EDITIONS",
    "LANGUAGES",
    "LATEST",
    "RECOMPUTES",
    "Country",
    "DgiRow",
    "EgdiRow",
    "GtmiRow",
    "Indicator",
    "Observation",
    "Provenance",
    "countries",
    "country",
    "egdi",
    "gtmi",
    "gtmi_editions",
    "gtmi_groups",
    "income_groups",
    "income_list",
    "indicator",
    "indicators",
    "itu_aggregate",
    "itu_edition",
    "latest",
    "latest_together",
    "load",
    "oecd_dgi",
    "provenance",
    "renew_registry",
    "rows",
    "series",
    "table_names",
]


def __getattr__(name: str) -> object:
    if name == "EDITIONS":
        return egdi_editions()
    if name == "LATEST":
        return egdi_editions()[-1]
    if name == "RECOMPUTES":
        return recomputes()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
