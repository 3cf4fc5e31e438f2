"""Which exercise serves which sentence of the Toolkit: the table that nothing may fall out of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..exercises.model import ExerciseId, Model, Text
from .findings import Finding
from .house import House
from .slips import slips
from .yaml_file import YamlFile

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
    file = YamlFile(path, house.name(path))
    if not isinstance(file.data, list):
        remedy = "Begin each entry with '- id: trends'."
        return [], [Finding(file.name, "", "the file has no list of sentences", remedy, 1)]
    traces: list[tuple[Trace, int]] = []
    findings: list[Finding] = []
    for position, entry in enumerate(file.data):
        checked, found = slips(Trace, entry)
        name = str(entry.get("id", position + 1)) if isinstance(entry, dict) else str(position + 1)
        findings += [
            Finding(file.name, name, rule, remedy, file.line((position, *place)))
            for place, rule, remedy in found
        ]
        if isinstance(checked, Trace):
            traces.append((checked, file.line((position,))))
    return traces, findings
