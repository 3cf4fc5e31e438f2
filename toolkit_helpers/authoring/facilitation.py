"""What facilitation notes consist of: checked here, printed by the handouts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..exercises.model import ExerciseId, Model, Text
from .findings import Finding
from .slips import slips
from .yaml_file import YamlFile


class ExerciseNotes(Model):
    """How to run one exercise, what its answer is, what to discuss, how to do it without a screen."""

    run: Text
    answer: Text
    discuss: str = ""
    low_tech: str = ""


class Facilitation(Model):
    """The notes of one chapter."""

    chapter: int
    timing: Annotated[list[Text], Field(min_length=1)]
    pitfalls: Annotated[list[Text], Field(min_length=1)]
    debrief: Annotated[list[Text], Field(min_length=1)]
    low_tech: Text
    tracks: dict[str, Text]
    confidentiality: str = ""
    after: list[Text] = Field(default_factory=list)
    """What follows when the participants have gone home."""
    exercises: dict[ExerciseId, ExerciseNotes]


def inspect_facilitation(file: YamlFile) -> tuple[Facilitation | None, list[Finding]]:
    """Return the notes, or what is wrong in the file."""
    notes, found = slips(Facilitation, file.data)
    findings = []
    for place, rule, remedy in found:
        name = str(place[1]) if place[0] == "exercises" and len(place) > 1 else ""
        findings.append(Finding(file.name, name, rule, remedy, file.line(place)))
    return (notes if isinstance(notes, Facilitation) else None), findings
