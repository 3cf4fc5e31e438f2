"""What the facilitator kit consists of: ``data/facilitation/kit.yaml``, checked here, printed elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from ..exercises.model import Exercise, Model, PartId, Table, Text
from .findings import Finding
from .house import House
from .slips import slips
from .yaml_file import YamlFile

FILE: Final = "facilitation/kit.yaml"
REVIEW: Final = ("EX10.4", "scores")
"""The table in which readers score a Plan by the kit's rubric."""
_EXERCISE: Final = re.compile(r"\bEX\d{1,2}\.\d{1,2}\b")

Texts = Annotated[list[Text], Field(min_length=1)]


class Task(Model):
    """One line of the checklist for the two weeks before."""

    task: Text
    detail: Text


class Room(Model):
    """What a room needs, on site and online."""

    on_site: Texts
    online: Texts


class OpeningStep(Model):
    """One step of the opening, with what is said word by word if anything is."""

    minutes: int = Field(ge=1, le=30)
    what: Text
    say: str = ""


class Opening(Model):
    """The script of the opening: its steps fill its minutes."""

    minutes: int = Field(ge=1, le=60)
    steps: Annotated[list[OpeningStep], Field(min_length=1)]
    ground_rules: Texts

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(step.minutes for step in self.steps)
        if total != self.minutes:
            raise ValueError(f"the steps take {total} minutes, the opening {self.minutes}")
        return self


class Beat(Model):
    """One step in the rhythm of every chapter; ``minutes`` where the time is limited."""

    step: Text
    minutes: int | None = Field(default=None, ge=1, le=60)
    how: Text


class RubricLine(Model):
    """One criterion of the rubric for Plans (level 2), with the words for its levels 0 to 3."""

    id: PartId
    criterion: Text
    levels: Annotated[list[Text], Field(min_length=4, max_length=4)]

    @property
    def text(self) -> str:
        """The line as readers see it in EX10.4."""
        words = " · ".join(f"{level} {text}" for level, text in enumerate(self.levels))
        return f"{self.criterion}: {words}"


class FollowUp(Model):
    """One contact after the workshop (level 3)."""

    day: int = Field(ge=1, le=366)
    form: Text
    ask: list[Text] = Field(default_factory=list)


class Trouble(Model):
    """Something that goes wrong, and what helps."""

    situation: Text
    response: Text


class Item(Model):
    """One line of the list of materials; ``number`` where it can be counted."""

    what: Text
    number: int | None = Field(default=None, ge=1)


class Materials(Model):
    """What to bring for a group of this size."""

    participants: int = Field(ge=1)
    teams: int = Field(ge=1)
    items: Annotated[list[Item], Field(min_length=1)]


class Kit(Model):
    """The facilitator kit, in the order in which a workshop needs it."""

    before: Annotated[list[Task], Field(min_length=1)]
    room: Room
    opening: Opening
    rhythm: Annotated[list[Beat], Field(min_length=1)]
    exit_ticket: Texts
    rubric: Annotated[list[RubricLine], Field(min_length=1)]
    certificate: Texts
    follow_up: Annotated[list[FollowUp], Field(min_length=1)]
    permission: Text
    troubles: Annotated[list[Trouble], Field(min_length=1)]
    materials: Materials

    @model_validator(mode="after")
    def _days_rise(self) -> Self:
        days = [one.day for one in self.follow_up]
        if days != sorted(set(days)):
            raise ValueError("the days of 'follow_up' do not rise; put them in order")
        return self


def inspect_kit(house: House) -> tuple[Kit | None, list[Finding]]:
    """Return the kit, or what is wrong in its file; a file that is missing is a finding, too."""
    path = house.data / FILE
    name = house.name(path)
    if not path.exists():
        return None, [Finding(name, "", "the facilitator kit is missing", "Restore it.")]
    file = YamlFile(path, name)
    kit, found = slips(Kit, file.data)
    findings = [Finding(name, "", rule, remedy, file.line(place)) for place, rule, remedy in found]
    return (kit if isinstance(kit, Kit) else None), findings


def read_kit(house: House | None = None) -> Kit:
    """Return the kit; ``ToolkitError`` for the first slip."""
    kit, findings = inspect_kit(house or House())
    if kit is None:
        raise findings[0].error()
    return kit


def misfits(kit: Kit, exercises: Mapping[str, Exercise], name: str) -> Iterator[Finding]:
    """Yield where the kit speaks of exercises otherwise than the chapters do."""
    for named in sorted(set(_EXERCISE.findall(kit.model_dump_json()))):
        if named not in exercises:
            yield Finding(name, named, "the kit names an exercise that does not exist", "Correct the id.")
    exercise = exercises.get(REVIEW[0])
    part = next((one for one in exercise.parts if one.id == REVIEW[1]), None) if exercise else None
    if isinstance(part, Table):
        rows = {row.id: row.text for row in part.rows}
        lines = {line.id: line.text for line in kit.rubric}
        for criterion in sorted(rows.keys() | lines.keys()):
            if rows.get(criterion) != lines.get(criterion):
                rule = f"the rubric's line {criterion!r} is not that of {'.'.join(REVIEW)}"
                yield Finding(name, criterion, rule, "Give both the same words.")
