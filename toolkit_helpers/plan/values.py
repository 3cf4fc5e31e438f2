"""From the answer to one part to the value of one field: the same reading for every kind of part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any, Final

from ..answers import AnswersFile
from ..errors import ToolkitError
from ..exercises.marking import mark
from ..exercises.marking_numbers import read_number
from ..exercises.marking_result import Context, mapping, sequence
from ..exercises.model import (
    Activity,
    AnyPart,
    Choice,
    Exercise,
    Form,
    FreeText,
    Map2x2,
    Number,
    Part,
    Scale,
    Table,
)
from ..exercises.model import Column as FormColumn
from ..exercises.references import References, collect, reading
from ..exercises.table_rows import filled, given, known, row_codes, table_rows
from ..i18n import gettext as _
from .model import Column, State, Value

_STATES: Final[dict[str, State]] = {"unanswered": "empty", "incomplete": "begun"}


@dataclass(frozen=True)
class Written:
    """An exercise's part that writes a field of the Plan, with the answer and those beside it."""

    exercise: Exercise
    part: AnyPart
    answer: Any
    beside: Mapping[str, Any]
    references: References = field(default_factory=dict)

    @property
    def state(self) -> State:
        """How far the answer is, as marking sees it."""
        result = mark(self.part, self.answer, None, self.beside, self.exercise, self.references)
        return _STATES.get(result.state, "filled")

    def shown(self, column: FormColumn, value: Any) -> str:
        """Return one field as it is read; a reference with the words of the rows that it names."""
        if column.source is None:
            return shown(column, value)
        context = Context.of(None, self.beside, self.exercise, self.references)
        return reading(value, known(column.source, context))


@dataclass(frozen=True)
class Inputs:
    """Everything the Plan is derived from: the answers and the exercises they belong to."""

    answers: AnswersFile
    exercises: Mapping[str, Exercise]

    @classmethod
    def of(cls, answers: AnswersFile, exercises: Iterable[Exercise]) -> Inputs:
        """Collect the exercises by their id."""
        return cls(answers, {exercise.id: exercise for exercise in exercises})

    def part(self, exercise_id: str, part_id: str) -> Written | None:
        """Return a part with its answer; ``None`` if the bank has no such part."""
        exercise = self.exercises.get(exercise_id)
        for part in exercise.parts if exercise else ():
            if exercise and part.id == part_id:
                return self._written(exercise, part)
        return None

    def writing(self, field_id: str) -> list[Written]:
        """Return the parts that write a field, in the order of the exercises."""
        return [
            self._written(exercise, part)
            for exercise in self.exercises.values()
            for part in exercise.parts
            if part.writes == field_id
        ]

    def _written(self, exercise: Exercise, part: AnyPart) -> Written:
        beside = self.answers.parts(exercise.id)
        references = collect(exercise, self.answers.parts, self.exercises.__getitem__)
        return Written(exercise, part, beside.get(part.id), beside, references)

    @property
    def country(self) -> str:
        """ISO-3 code of the team's country, as chosen in EX0.1; empty if none or not known."""
        from ..facts import known_country

        return known_country(mapping(self.answers.parts("EX0.1").get("team")).get("country_code"))


def of_part(written: Written) -> Value:
    """Return the value that an answer gives to the field its part writes."""
    state = written.state
    if state == "empty":
        return Value()
    return _value(written.part, written, state)


@singledispatch
def _value(_part: Part, _written: Written, _state: State) -> Value:
    """Read one kind of part; a kind that writes nothing has no value."""
    return Value()


def used_rows(part: Table, answer: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows in which anything stands, each with its code; what cannot be read is left out."""
    rows = table_rows(part, answer)
    return [
        (code, {column.id: row[column.id] for column in part.columns if given(column, row.get(column.id))})
        for code, row in zip(row_codes(part, rows), rows, strict=True)
        if filled(part.columns, row)
    ]


def rows_of_part(
    exercise: Exercise, parts: Mapping[str, Any], part_id: str
) -> list[tuple[str, dict[str, Any]]]:
    """Return the filled rows of a table of an exercise, with their codes; none if it has no such table."""
    part = next((part for part in exercise.parts if part.id == part_id), None)
    return used_rows(part, parts.get(part_id)) if isinstance(part, Table) else []


def not_negative(value: Any) -> float | None:
    """Return a number as typed; ``None`` where there is none or it is negative, which the table tells."""
    read = read_number(value)
    return read if read is not None and read >= 0 else None


def shown(column: FormColumn, value: Any) -> str:
    """Return one field of a form or table as it is read: the option's words, the country's name.

    A reference reads as its codes; ``Written.shown`` adds what the rows say.
    """
    if not given(column, value):
        return ""
    if column.type == "tick":
        return _("Yes")
    if column.type == "choice":
        return next(option.text for option in column.options if option.id == value)
    if column.type == "country":
        return country_name(value)
    if column.type == "language":
        return language_name(value)
    if column.source is not None:
        return reading(value, ())
    if column.type == "score":
        return f"{int(value)}".replace("-", "−")
    return str(value).strip()


def country_name(code: str) -> str:
    """Return a country's name, or the code as it stands if the tables do not know it."""
    from .. import datasets

    try:
        return datasets.country(code).name
    except ToolkitError:
        return code


def language_names() -> dict[str, str]:
    """Return the names of the languages of the United Nations by their codes."""
    return {
        "ar": _("Arabic"),
        "en": _("English"),
        "es": _("Spanish"),
        "fr": _("French"),
        "ru": _("Russian"),
        "zh": _("Chinese"),
    }


def language_name(code: str) -> str:
    """Return the name of a language of the United Nations, and any other code as it is.

    >>> language_name("fr"), language_name("sw")
    ('French', 'sw')
    """
    return language_names().get(code.strip().lower(), code.strip())


def of_field(column: FormColumn, value: Any) -> Value:
    """Return the value of one field of a form."""
    if not given(column, value):
        return Value()
    return Value(state="filled", raw=value, text=shown(column, value))


def columns_of(part: Table, code_label: str = "") -> tuple[Column, ...]:
    """Return a table's columns; the code of its rows comes first where they have one, or their fixed text."""
    label = code_label or part.row_label or (part.row_name.capitalize() if part.rows else _("No."))
    code = (Column(id="code", label=label),) if part.coded else ()
    return (
        *code,
        *(Column(id=column.id, label=column.label, private=column.private) for column in part.columns),
    )


@_value.register
def _table(part: Table, written: Written, state: State) -> Value:
    used = used_rows(part, written.answer)
    fixed = {row.id: row.text for row in part.rows}
    texts = tuple(
        {
            "code": fixed.get(code, code),
            **{column.id: written.shown(column, row.get(column.id)) for column in part.columns},
        }
        for code, row in used
    )
    raw = [{"code": code, **row} if part.coded else row for code, row in used]
    return Value(state=state, raw=raw, columns=columns_of(part), rows=texts)


@_value.register
def _form(part: Form, written: Written, state: State) -> Value:
    record = mapping(written.answer)
    raw = {column.id: record[column.id] for column in part.fields if given(column, record.get(column.id))}
    return Value(
        state=state,
        raw=raw,
        columns=(Column(id="what", label=_("Field")), Column(id="value", label=_("Entry"))),
        rows=tuple(
            {"what": column.label, "value": written.shown(column, record.get(column.id))}
            for column in part.fields
            if column.id in raw and not column.private
        ),
    )


@_value.register
def _choice(part: Choice, written: Written, state: State) -> Value:
    given_ids = [written.answer] if isinstance(written.answer, str) else sequence(written.answer)
    chosen = [option for option in part.options if option.id in given_ids]
    raw = [option.id for option in chosen] if part.multiple else chosen[0].id
    return Value(state=state, raw=raw, text="; ".join(option.text for option in chosen))


@_value.register
def _number(part: Number, written: Written, state: State) -> Value:
    number = read_number(written.answer)
    if number is None:
        return Value()
    return Value(state=state, raw=number, text=f"{number:.{part.decimals}f} {part.unit}".strip())


@_value.register(FreeText)
@_value.register(Activity)
def _text(_part: FreeText | Activity, written: Written, state: State) -> Value:
    text = mapping(written.answer).get("text")
    text = text.strip() if isinstance(text, str) else ""
    return Value(state=state if text else "empty", raw=text or None, text=text)


@_value.register
def _scale(part: Scale, written: Written, state: State) -> Value:
    scores = mapping(written.answer)
    rated = [(item, scores[item.id]) for item in part.items if isinstance(scores.get(item.id), int)]
    return Value(
        state=state,
        raw={item.id: score for item, score in rated},
        columns=(Column(id="item", label=_("Statement")), Column(id="score", label=_("Score"))),
        rows=tuple({"item": item.text, "score": str(score)} for item, score in rated),
    )


@_value.register
def _map(part: Map2x2, written: Written, state: State) -> Value:
    places = {item.id: mapping(mapping(written.answer).get(item.id)) for item in part.items}
    return Value(
        state=state,
        raw={name: dict(place) for name, place in places.items() if place},
        columns=(
            Column(id="item", label=_("Item")),
            Column(id="x", label=part.x.label),
            Column(id="y", label=part.y.label),
        ),
        rows=tuple(
            {
                "item": item.text,
                "x": str(places[item.id].get("x", "")),
                "y": str(places[item.id].get("y", "")),
            }
            for item in part.items
            if places[item.id]
        ),
    )
