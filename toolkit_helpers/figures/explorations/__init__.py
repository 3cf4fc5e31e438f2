"""Data explorations: from the tables to a chart's description, for the world or for one country.

Without a country a chart shows the world and its regions and names no country.  With a country it shows
that country beside its peers, says the finding in words, and says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ... import datasets
from ...errors import ToolkitError
from ..description import Chart
from . import components, gap_grid, govtech, income, inside_view, internet, position, trend

Team = Mapping[str, Any]
"""What the team has filled in so far: ``{"pillar_scan": {"PL1": 3, …}, "capacity_grid": {"PL1.L2":
{"current": 2, "target": 4}, …}}``; either key may be absent."""

_BUILDERS: Final[dict[str, Callable[[datasets.Country | None, Team], Chart]]] = {
    "D1.1": position.describe,
    "D1.2": trend.describe,
    "D1.3": components.describe,
    "D1.4": income.describe,
    "D1.5": govtech.describe_with_world,
    "D1.6": internet.describe,
    "D3.1": inside_view.describe,
    "D3.2": govtech.describe_with_peers,
    "D3.3": gap_grid.describe,
}
IDS: Final = tuple(_BUILDERS)
WITHOUT_COUNTRY: Final = frozenset({"D3.3"})
"""Explorations that show nothing but the team's own answers, so a country makes no difference."""


def describe(id: str, country: str | None = None, team: Team | None = None) -> Chart:  # noqa: A002
    """Return the chart of an exploration.

    Parameters
    ----------
    id
        Number of the exploration, one of ``IDS``: ``"D1.1"``.
    country
        A code or a name of the reader's own country; nothing for the world view.
    team
        The team's own answers, for the explorations of chapter 3 that set them beside the data.

    Raises
    ------
    ToolkitError
        If there is no such exploration, or the country is not known.

    >>> describe("D1.1").finding.startswith("EGDI 2024")
    True
    """
    if id not in _BUILDERS:
        raise ToolkitError(
            f"there is no exploration {id!r}", remedy=f"The explorations are {', '.join(IDS)}."
        )
    own = datasets.country(country) if country else None
    return _BUILDERS[id](own, team or {})
