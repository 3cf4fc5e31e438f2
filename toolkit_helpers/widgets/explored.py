"""Explorations that follow the kernel's session: one country for all charts and exercises."""

from __future__ import annotations

from typing import Any

from ..figures.explorations import exploration
from ..plan.team import for_explorations
from .exploration import ExplorationWidget
from .session import Change, Session, session


def explored(exploration_id: str, shared: Session | None = None) -> ExplorationWidget:
    """Return an exploration that shows the team's country and answers and keeps up with both.

    A country picked in its chart becomes the team's own.  Raises ``ToolkitError`` if there is no such
    exploration.
    """
    known = shared or session()
    found = exploration(exploration_id)
    reads = found.reads

    def team() -> dict[str, dict[str, Any]]:
        group = known.group_results() if found.shows_group else {}
        return for_explorations(known.answers, reads) | ({"cohort": group} if group else {})

    def picked(iso3: str) -> None:
        known.set_country(iso3, source=widget)

    def follow(change: Change) -> None:
        if change.country and change.source is not widget:
            widget.set_country(known.country)
        if change.exercises & reads:
            widget.refresh()

    widget = ExplorationWidget(exploration_id, known.country, team, picked)
    known.observe(follow)
    return widget
