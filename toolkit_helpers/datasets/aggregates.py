"""ITU's estimates for the world and for groups of countries, which no table by country can give."""

from __future__ import annotations

import difflib
from functools import cache
from typing import Final

from ..errors import ToolkitError
from ..i18n import gettext as _
from .tables import Row, typed_rows

TABLE: Final = "itu_aggregates"

Key = tuple[str, str, str]


def itu_edition() -> int:
    """Return the latest year of ITU's aggregates, which is the year of every ``itu_aggregate``.

    >>> itu_edition()
    2024
    """
    return max(_by_year())


def itu_aggregate(area: str, group: str, indicator: str) -> float:
    """Return one of ITU's aggregates for the year ``itu_edition()``, in the unit that the table prints.

    Parameters
    ----------
    area
        ``"World"``, ``"Africa"`` (ITU's region, without the Arab States), ``"High income"``,
        ``"Low income"``, ``"Least developed countries"`` or ``"Landlocked developing countries"``.
    group
        Of whom: ``"all"``, ``"women"``, ``"men"``, ``"urban"`` or ``"rural"``.
    indicator
        ``"internet_users_pct"``, ``"coverage_mobile_broadband_pct"`` or ``"coverage_5g_pct"`` in per cent;
        ``"internet_users"`` or ``"internet_non_users"`` in billion people.

    Raises
    ------
    ToolkitError
        If the table has no such row.

    Notes
    -----
    Source: ITU, Measuring Digital Development: Facts and Figures 2024 (2024).  All are estimates.

    >>> itu_aggregate("World", "women", "internet_users_pct")
    65.0
    """
    year = itu_edition()
    found = _by_year()[year]
    try:
        return found[area, group, indicator]
    except KeyError:
        wanted, known = _text((area, group, indicator)), [_text(key) for key in found]
        near = difflib.get_close_matches(wanted, known, n=3) or known
        raise ToolkitError(
            _("ITU's aggregates of {year} have no row {row}").format(year=year, row=wanted),
            remedy=_("Did you mean {rows}?").format(rows="; ".join(near)),
        ) from None


def _text(key: Key) -> str:
    return ", ".join(key)


@cache
def _by_year() -> dict[int, dict[Key, float]]:
    found: dict[int, dict[Key, float]] = {}
    for year, key, value in typed_rows(TABLE, _aggregate):
        found.setdefault(year, {})[key] = value
    return found


def _aggregate(row: Row) -> tuple[int, Key, float]:
    return int(row["year"]), (row["area"], row["group"], row["indicator"]), float(row["value"])
