"""Putting the Plan together from the answers: nothing is typed twice and nothing is stored twice.

A field's value is derived each time from the exercise that writes it.  A stored copy could go stale when
a team returns to an exercise; a derived one cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final

from ..answers import AnswersFile
from ..errors import ToolkitError
from ..exercises import bank
from ..exercises.marking_result import mapping
from ..exercises.model import Exercise, Form
from ..i18n import gettext as _
from . import (
    adoption,
    budget,
    burden,
    context,
    coverage,
    divide,
    gaps,
    holistic,
    inclusion,
    indicators,
    institutions,
    reach,
    results,
    risks,
    road_map,
    situation,
    strategy,
    talent,
    tracks,
    vision,
)
from .model import Field, FieldSpec, Plan, Section, Value, fields, sections
from .values import Inputs, of_field, of_part

LAST_CHAPTER: Final = 10

_DERIVED: Final[dict[str, Callable[[Inputs], Value]]] = {
    "P1.baseline": context.baseline,
    "P2.pillar_scan": holistic.pillar_scan,
    "P2.pillar_links": holistic.pillar_links,
    "P3.stakeholders": situation.stakeholders,
    "P3.capacity_grid": situation.capacity_grid,
    "P3.agreement_alpha": situation.agreement_alpha,
    "P3.swot": situation.swot,
    "P3.priority_gaps": gaps.priority_gaps,
    "P4.futures": vision.futures,
    "P4.journey_burden": burden.journey_burden,
    "P4.concept": vision.concept,
    "P4.sdg_map": vision.sdg_map,
    "P4.backcast": vision.backcast,
    "P5.initiatives": strategy.initiatives,
    "P5.initiative_quadrants": strategy.initiative_quadrants,
    "P5.robustness": strategy.robustness,
    "P5.schedule": road_map.schedule,
    "P5.critical_path": road_map.critical,
    "P5.budget_total": budget.budget_total,
    "P5.budget_by_year": budget.budget_by_year,
    "P5.risks": risks.risks,
    "P6.raci": institutions.raci,
    "P6.data_governance": institutions.data_governance,
    "P6.culture_profile": institutions.culture_profile,
    "P7.mindset_focus": talent.mindset_focus,
    "P7.competency_profile": talent.competency_profile,
    "P7.talent_forecast": talent.forecast,
    "P7.evp": talent.offer,
    "P7.adkar": talent.adkar,
    "P8.groups": inclusion.groups,
    "P8.divide_measures": divide.divide_measures,
    "P8.affordability": reach.affordability,
    "P8.inclusion_score": reach.inclusion,
    "P8.actions_L4": inclusion.actions,
    "P8.safeguards": inclusion.safeguards,
    "P8.lnob_coverage": coverage.lnob,
    "P9.results_chain": results.results_chain,
    "P9.indicators": indicators.indicators,
    "P9.progress": indicators.progress,
    "P10.peer_review": adoption.peer_reviews,
    "P10.curriculum_plan": adoption.curriculum_plan,
    "P10.tot_plan": adoption.tot_plan,
}
"""Fields with a method or a table behind them; all others are read from the part that writes them."""


def is_derived(field_id: str) -> bool:
    """Whether a method or a table has a part in a field, so that its answers alone do not give it whole."""
    return field_id in _DERIVED


def all_exercises() -> list[Exercise]:
    """Return the exercises of all chapters that this edition of the workbook has."""
    found: list[Exercise] = []
    for chapter in range(LAST_CHAPTER + 1):
        if bank.compiled_path(chapter).exists():
            found += bank.load(chapter).exercises
    return found


def assemble(answers: AnswersFile, exercises: Iterable[Exercise] | None = None) -> Plan:
    """Return the team's Plan as far as the answers go.

    ``exercises`` are those that write it, all of the workbook's by default.  An answer that cannot be
    read counts as not given.  Raises ``ToolkitError`` if the bank or the list of fields is missing.
    """
    inputs = Inputs.of(answers, all_exercises() if exercises is None else exercises)
    if not inputs.exercises:
        raise ToolkitError(_("there are no exercises yet"), remedy=_("Run 'workbook build' first."))
    chapters = {exercise.chapter for exercise in inputs.exercises.values()}
    chosen = tracks.tracks_of(answers)
    return Plan(
        sections=tuple(
            Section(
                id=spec.section,
                title=spec.title,
                built_in=spec.built_in,
                fields=tuple(
                    Field(spec=tracks.for_team(field, chosen), value=_value(field, inputs))
                    for field in spec.fields
                ),
            )
            for spec in sections()
        ),
        code=answers.participant.code,
        existing=frozenset(spec.section for spec in sections() if spec.built_in in chapters),
    )


def values(inputs: Inputs, field_ids: Collection[str]) -> dict[str, Value]:
    """Return the values of some fields, without the cost of the whole Plan."""
    wanted = set(field_ids)
    return {field.id: _value(field, inputs) for field in fields() if field.id in wanted}


def _value(field: FieldSpec, inputs: Inputs) -> Value:
    if field.id in _DERIVED:
        return _DERIVED[field.id](inputs)
    for written in inputs.writing(field.id):
        value = of_part(written)
        if value.state != "empty":
            return value
    return _from_team_card(field, inputs)


def _from_team_card(field: FieldSpec, inputs: Inputs) -> Value:
    """Return a field of P0, which the form of EX0.1 writes by name."""
    written = inputs.part("EX0.1", "team") if field.id.startswith("P0.") else None
    if written is None or not isinstance(written.part, Form):
        return Value()
    record = mapping(written.answer)
    for column in written.part.fields:
        if column.id == field.name:
            return of_field(column, record.get(column.id))
    return Value()
