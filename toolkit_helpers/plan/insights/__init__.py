"""Summaries that appear beneath an exercise while the team fills it in: what its answers add up to.

Each insight is a list of blocks that the page, the Plan and a handout show alike:

* ``{"kind": "text", "text": …}``
* ``{"kind": "list", "title": …, "items": [...]}``
* ``{"kind": "table", "caption": …, "header": [...], "rows": [[...]]}``

with ``"tone": "hint"`` where something asks for attention and ``"note"`` for what belongs beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ...answers import AnswersFile
from ...errors import ToolkitError
from ...exercises.model import Exercise
from ...i18n import gettext as _
from . import (
    adoption,
    context,
    divide,
    holistic,
    inclusion,
    institutions,
    monitoring,
    road_map,
    situation,
    strategy,
    talent,
    vision,
)
from .blocks import InsightBlock

Insight = Callable[[Exercise, Mapping[str, Any], AnswersFile], list[InsightBlock]]

_INSIGHTS: Final[dict[str, Insight]] = {
    "baseline": context.baseline,
    "components": context.components,
    "pillar_scan": holistic.pillar_scan,
    "influences": holistic.influences,
    "definition": holistic.definition,
    "stakeholders": situation.stakeholders,
    "capacity": situation.capacity,
    "agreement": situation.agreement,
    "options": situation.options,
    "priorities": situation.priorities,
    "futures": vision.futures,
    "journey": vision.journey,
    "burden": vision.burden,
    "sdg_map": vision.sdg_map,
    "vision": vision.vision,
    "backcast": vision.backcast,
    "initiatives": strategy.initiatives,
    "quadrants": strategy.quadrants,
    "robustness": strategy.robustness,
    "road_map": road_map.road_map,
    "budget": road_map.budget,
    "risks": road_map.risks,
    "inventory": institutions.inventory,
    "governance": institutions.governance,
    "raci": institutions.raci,
    "culture": institutions.culture,
    "links": institutions.links,
    "safeguards": institutions.safeguards,
    "actions": institutions.actions,
    "competencies": talent.competencies,
    "talent": talent.stock,
    "offer": talent.offer,
    "readiness": talent.readiness,
    "results_chain": monitoring.results_chain,
    "smart": monitoring.smart,
    "progress": monitoring.progress,
    "indicators": monitoring.indicator_plan,
    "divide": divide.divide,
    "affordability": divide.affordability,
    "districts": divide.districts,
    "groups": inclusion.groups,
    "inclusion": inclusion.inclusion,
    "coverage": inclusion.coverage,
    "one_page": adoption.one_page,
    "peer_review": adoption.peer_review,
    "curriculum": adoption.curriculum,
    "cascade": adoption.cascade,
}
NAMES: Final = tuple(_INSIGHTS)
READS: Final[dict[str, frozenset[str]]] = {
    "influences": frozenset({"EX2.4"}),
    "agreement": frozenset({"EX3.4"}),
    "burden": frozenset({"EX4.4"}),
    "backcast": frozenset({"EX0.1", "EX4.8"}),
    "safeguards": frozenset({"EX6.2"}),
    "actions": frozenset({"EX3.7", "EX6.2"}),
    "competencies": frozenset({"EX7.3"}),
    "offer": frozenset({"EX3.7"}),
    "initiatives": frozenset({"EX3.3", "EX3.7", "EX4.7"}),
    "quadrants": frozenset({"EX5.2", "EX5.6"}),
    "robustness": frozenset({"EX5.2"}),
    "road_map": frozenset({"EX5.2"}),
    "budget": frozenset({"EX5.2", "EX5.6"}),
    **monitoring.READS,
    "groups": frozenset({"EX3.3"}),
    "inclusion": frozenset({"EX8.5"}),
    "coverage": frozenset({"EX8.5", "EX9.7"}),
    **adoption.READS,
}
"""Other exercises whose answers an insight reads."""


def compute(
    name: str, exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile
) -> list[InsightBlock]:
    """Return the blocks of an insight.

    Parameters
    ----------
    name
        One of ``NAMES``, as the exercise's ``insight`` says.
    exercise, parts
        The exercise and its answers by part id.
    answers
        All answers, for an insight that reads another exercise or the team's country.

    An answer that is missing or cannot be read gives a sentence on what to fill in first.  Raises
    ``ToolkitError`` for a name that is none.
    """
    if name not in _INSIGHTS:
        raise ToolkitError(
            _("there is no insight {name!r}").format(name=name),
            where=exercise.id,
            remedy=_("The insights are {names}.").format(names=", ".join(NAMES)),
        )
    return _INSIGHTS[name](exercise, parts, answers)


__all__ = ["NAMES", "READS", "InsightBlock", "compute"]
