"""Which exercise serves which sentence of the Toolkit: the table that nothing may fall out of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..exercises.model import ExerciseId, Model, Text
from .findings import Finding
from .house import House
from .yaml_list import read_list

FILE = "traceability.yaml"


class Trace(Model):
    """One sentence, objective or outcome, and where it is taught."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$")]
    source: Literal["description", "objective", "outcome"]
    clause: Text
    chapters: Annotated[list[int], Field(min_length=1)]
    exercises: Annotated[list[ExerciseId], Field(default_factory=list)]
    note: str = ""


def inspect_traces(house: House) -> tuple[list[tuple[Trace, int]], list[Finding]]:
    """Return each entry with its line, and what is wrong in the file."""
    path = house.data / FILE
    rule, remedy = "the file has no list of sentences", "Begin each entry with '- id: trends'."
    listed = read_list(path, house.name(path), Trace, rule=rule, remedy=remedy)
    traces = [(trace, listed.file.line((position,))) for position, trace in listed.entries.items()]
    return traces, listed.findings
