"""What the team's answers say to the explorations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ..answers import AnswersFile
from ..errors import ToolkitError
from ..exercises import bank
from ..exercises.marking_numbers import read_number
from ..exercises.marking_result import mapping
from ..exercises.model import AnyPart, Column, Exercise, Form, Number, Table


def for_explorations(answers: AnswersFile, exercises: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the answers to these exercises as ``figures.explorations.describe`` takes them.

    An exercise without an answer has no key.  Numbers come as ``float``, however they were typed, and as
    ``None`` where what was typed is not a number.
    """
    found = {}
    for name in sorted(exercises):
        parts = answers.parts(name)
        if parts:
            found[name] = _read(parts, _exercise(name))
    return found


def _exercise(name: str) -> Exercise | None:
    try:
        return bank.exercise(name)
    except ToolkitError:
        return None


def _read(parts: Mapping[str, Any], exercise: Exercise | None) -> dict[str, Any]:
    kinds = {part.id: part for part in exercise.parts} if exercise else {}
    return {
        name: _numbers(kinds[name], value) if name in kinds else value
        for name, value in parts.items()
        if value is not None
    }


def _numbers(part: AnyPart, value: Any) -> Any:
    """Return the answer with its numbers read."""
    if isinstance(part, Number):
        return read_number(value)
    if isinstance(part, Table) and isinstance(value, list):
        return [_row(part.columns, row) for row in value]
    return _row(part.fields, value) if isinstance(part, Form) else value


def _row(columns: Collection[Column], row: Any) -> dict[str, Any]:
    read = dict(mapping(row))
    for column in columns:
        if column.type == "number" and column.id in read:
            read[column.id] = read_number(read[column.id])
    return read
