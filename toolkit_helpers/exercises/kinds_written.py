"""Kinds of parts that a team writes in words: texts, and the result of an activity."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .kinds_base import Model, Part, PartId, Text


class Criterion(Model):
    """One line of a rubric, rated 0 missing, 1 beginning, 2 sound, 3 convincing (M62)."""

    id: PartId
    text: Text


class FreeText(Part):
    """A text of the team's own, with a rubric and a model answer on demand; never marked by machine."""

    kind: Literal["text"] = "text"
    max_words: int | None = None
    rubric: list[Criterion] = []
    model_answer: str = ""


class Role(Model):
    """One role of a role play, with the card that its player receives."""

    name: Text
    card: Text


class Timer(Model):
    """One stretch of an activity, in minutes."""

    label: Text
    minutes: float = Field(gt=0, le=240)


class Activity(Part):
    """Role play or group work: steps, roles, a clock, and a place for the result."""

    kind: Literal["activity"] = "activity"
    steps: Annotated[list[str], Field(min_length=1)]
    roles: list[Role] = []
    timers: list[Timer] = []
    result: str = ""
    """Label of the field for the result; empty if the activity leaves nothing in writing."""
