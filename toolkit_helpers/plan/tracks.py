"""Whom a team works for, and which fields of the Plan it must therefore write: the tracks of EX0.1."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from ..answers import AnswersFile
from ..exercises.marking_result import sequence
from .model import FieldSpec

PART: Final = ("EX0.1", "tracks")
LETTERS: Final = ("N", "L", "S", "T", "C")
"""National government, local government, schools, trainers, civil society and academia."""

REQUIRED_ON: Final[Mapping[str, str]] = {"P10.curriculum_plan": "S", "P10.tot_plan": "T"}
"""Fields that one track must write: a school its curriculum plan, trainers their training of trainers."""


def tracks_of(answers: AnswersFile) -> frozenset[str]:
    """Return the tracks that a team has ticked; what is none of them is left out."""
    exercise, part = PART
    given = answers.parts(exercise).get(part)
    ticked = [given] if isinstance(given, str) else sequence(given)
    return frozenset(letter for letter in LETTERS if letter in ticked)


def for_team(field: FieldSpec, tracks: Collection[str]) -> FieldSpec:
    """Return the field as it stands in the Plan of a team on these tracks.

    >>> from .model import fields
    >>> course = next(field for field in fields() if field.name == "curriculum_plan")
    >>> course.required, for_team(course, {"S"}).required, for_team(course, {"N", "T"}).required
    (False, True, False)
    """
    if REQUIRED_ON.get(field.id) in tracks:
        return field.model_copy(update={"required": True})
    return field
