"""Putting the Plan together from the answers: nothing is typed twice and nothing is stored twice.

A field's value is derived each time from the exercise that writes it.  A stored copy could go stale when
a team returns to an exercise; a derived one cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from ..answers import AnswersFile
from ..errors import ToolkitError
from ..exercises import bank
from ..exercises.marking_result import mapping, sequence
from ..exercises.model import Exercise, Form
from ..methods import monitoring
from ..methods.result import Result
from ..vocabulary import LEVELS, PILLARS
from . import context, situation
from .model import Field, FieldSpec, Plan, Section, Value, sections
from .values import Inputs, of_field, of_part

LAST_CHAPTER: Final = 10

_DERIVED: Final[dict[str, Callable[[Inputs], Value]]] = {
    "P1.baseline": context.baseline,
    "P3.stakeholders": situation.stakeholders,
    "P3.capacity_grid": situation.capacity_grid,
    "P3.agreement_alpha": situation.agreement_alpha,
    "P3.swot": situation.swot,
    "P3.priority_gaps": situation.priority_gaps,
}
"""Fields with a method or a table behind them; all others are read from the part that writes them."""


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
        raise ToolkitError("there are no exercises", remedy="Run 'workbook build'.")
    chapters = {exercise.chapter for exercise in inputs.exercises.values()}
    return Plan(
        sections=tuple(
            Section(
                id=spec.section,
                title=spec.title,
                built_in=spec.built_in,
                fields=tuple(Field(spec=field, value=_value(field, inputs)) for field in spec.fields),
            )
            for spec in sections()
        ),
        code=answers.participant.code,
        existing=frozenset(spec.section for spec in sections() if spec.built_in in chapters),
    )


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
