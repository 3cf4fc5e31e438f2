"""Data explorations: from the tables to a chart's description, for the world or for one country.

Without a country a chart shows the world and its regions and names no country.  With a country it shows
that country beside its peers, says the finding in words, and says what is missing.

How to write one
----------------
A module of this package with a function ``describe(country, team) -> Chart``, and one line in ``_PLACES``.
``country`` is a ``datasets.Country`` or ``None``.  The module may also declare:

``CONTROLS: tuple[Control, ...]``
    Numbers that the reader may change (``figures.controls.Control``).  ``describe`` then takes a third
    argument, ``values``, which holds a checked number for each control by its id.  Live pages compute anew
    at every change; handouts, notebooks and paper show the controls' own values and print them.
``READS: frozenset[str]``
    Ids of the exercises whose answers the chart shows, ``frozenset({"EX3.4"})``.  ``team`` then holds the
    answers of these exercises that there are, exercise id to part id to answer
    (``{"EX3.4": {"grid": {…}}}``), and the live chart is drawn again when one of them changes.  An answer has
    the form of the table "Answer" in ``exercises/model.py``, except that number parts and number columns
    come as ``float``, or as ``None`` where what was typed is no number.  Use ``team.rows`` and
    ``team.answer``, which bear any shape; a missing answer gives an explanatory empty chart, never an error.
``SHOWS_GROUP = True``
    The chart shows results of the whole group: ``team["cohort"]`` then holds what a trainer has released,
    without names, if there is anything (``answers.group_results``).
``WITHOUT_COUNTRY = True``
    The chart shows nothing but the team's own answers or values, so no country is asked for.
``NAMES_OTHERS = True``
    The chart names other countries than the reader's own, because they are practices or peers to call.
    All other charts name nobody else.

A module with several explorations has several functions, and its line names the function:
``"D1.5": "govtech:describe_with_world"``; what it declares holds for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Final

from ... import datasets
from ...errors import ToolkitError
from ...i18n import gettext as _
from ..controls import Control, complete, used_text
from ..description import Chart

Team = Mapping[str, Mapping[str, Any]]
"""What the team has answered so far: exercise id to part id to answer."""

_PLACES: Final[dict[str, str]] = {
    "D1.1": "position",
    "D1.2": "trend",
    "D1.3": "components",
    "D1.4": "income",
    "D1.5": "govtech:describe_with_world",
    "D1.6": "internet",
    "D2.1": "in_step",
    "D2.2": "system_parts",
    "D2.3": "pillar_profile",
    "D3.1": "inside_view",
    "D3.2": "govtech:describe_with_peers",
    "D3.3": "gap_grid",
    "D4.1": "basics",
    "D4.2": "population",
    "D4.3": "everybody_online",
    "D5.1": "foundations",
    "D5.2": "paths",
    "D5.3": "own_road_map",
    "D6.1": "enablers",
    "D6.2": "maturity_groups",
    "D6.3": "own_raci",
    "D7.1": "schooling",
    "D7.2": "human_capital",
    "D7.3": "stock",
    "D8.1": "parity",
    "D8.2": "basket",
    "D8.3": "districts",
    "D8.4": "power",
    "D9.1": "moving_target",
    "D9.2": "required_paths",
    "D9.3": "hidden_group",
    "D10.1": "peers",
    "D10.2": "practices",
    "D10.3": "learned",
}
"""Where each exploration is: its module, and its function where that is not ``describe``."""

IDS: Final = tuple(_PLACES)


@dataclass(frozen=True)
class Exploration:
    """One exploration as its module declares it; see the head of this package."""

    describe: Callable[..., Chart]
    controls: tuple[Control, ...]
    reads: frozenset[str]
    asks_country: bool
    names_others: bool
    shows_group: bool


@cache
def exploration(id: str) -> Exploration:  # noqa: A002
    """Return an exploration; only its own module is loaded.

    Raises
    ------
    ToolkitError
        If there is no such exploration.

    >>> sorted(exploration("D3.3").reads)
    ['EX3.4']
    """
    if id not in _PLACES:
        raise ToolkitError(
            _("there is no exploration {id!r}").format(id=id),
            remedy=_("The explorations are {ids}.").format(ids=", ".join(IDS)),
        )
    name, _colon, function = _PLACES[id].partition(":")
    module = import_module(f".{name}", __name__)
    return Exploration(
        describe=getattr(module, function or "describe"),
        controls=getattr(module, "CONTROLS", ()),
        reads=getattr(module, "READS", frozenset()),
        asks_country=not getattr(module, "WITHOUT_COUNTRY", False),
        names_others=getattr(module, "NAMES_OTHERS", False),
        shows_group=getattr(module, "SHOWS_GROUP", False),
    )


def describe(
    id: str,  # noqa: A002
    country: str | None = None,
    team: Team | None = None,
    values: Mapping[str, float] | None = None,
) -> Chart:
    """Return the chart of an exploration.

    Parameters
    ----------
    id
        Number of the exploration, one of ``IDS``: ``"D1.1"``.
    country
        A code or a name of the reader's own country; nothing for the world view.
    team
        The team's own answers, for the explorations that set them beside the data.
    values
        Numbers that the reader has changed, by the id of their control; the others keep their own.

    Raises
    ------
    ToolkitError
        If there is no such exploration, the country is not known, or a value is not allowed.

    >>> describe("D1.1").finding.startswith("EGDI 2024")
    True
    """
    found = exploration(id)
    own = datasets.country(country) if country else None
    numbers = complete(found.controls, values)
    if not found.controls:
        return found.describe(own, team or {})
    chart = found.describe(own, team or {}, numbers)
    return chart.model_copy(update={"used": used_text(found.controls, numbers)})
