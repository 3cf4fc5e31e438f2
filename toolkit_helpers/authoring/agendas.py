"""Agendas of workshops, as authors write them in ``data/agendas.yaml``; ``workshop`` gives them times."""

from __future__ import annotations

import difflib
from typing import Annotated, Self

from pydantic import Field, model_validator

from ..errors import ToolkitError
from ..exercises.model import ExerciseId, Model, Text
from ..i18n import gettext as _
from .findings import Finding
from .house import House
from .yaml_list import read_list

FILE = "agendas.yaml"
LONGEST_TALK = 15


class Entry(Model):
    """One line of an agenda: an exercise, a talk, other work, or a pause."""

    minutes: int = Field(ge=1, le=240)
    exercise: ExerciseId | None = None
    input: str = ""
    work: str = ""
    pause: str = ""
    how: str = ""
    """What is different from the exercise as the bank has it: a short version, one part only."""
    uses: tuple[ExerciseId, ...] = ()
    """Exercises that other work is done with: the team's card at the opening, the commitments at the end."""

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if sum(map(bool, (self.exercise, self.input, self.work, self.pause))) != 1:
            raise ValueError("an entry is not one thing; write exercise, input, work or pause")
        if self.input and self.minutes > LONGEST_TALK:
            raise ValueError(f"a talk takes {self.minutes} minutes; give it {LONGEST_TALK} at most")
        if self.uses and not self.work:
            raise ValueError("only work has 'uses'; write it beside work, or leave it out")
        return self


class Block(Model):
    """What belongs together: a chapter's part of the day."""

    title: Text
    entries: Annotated[list[Entry], Field(min_length=1)]
    minutes: int | None = Field(default=None, ge=1, le=300)
    """Work of the block where it is more than that of its entries."""
    note: str = ""

    @property
    def listed(self) -> int:
        """Minutes of the entries, pauses left out."""
        return sum(entry.minutes for entry in self.entries if not entry.pause)

    @property
    def rest(self) -> int:
        """Minutes that the entries leave for the question, input, a look at data and the debrief."""
        return self.minutes - self.listed if self.minutes else 0

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.rest < 0:
            raise ValueError(
                f"the entries of {self.title!r} take {self.listed} minutes, the block has {self.minutes}; "
                "make them equal"
            )
        return self


class Sitting(Model):
    """A half day, or a meeting online."""

    day: int = Field(ge=1, le=20)
    name: Text
    theme: str = ""
    starts: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    minutes: int = Field(ge=30, le=300)
    """Work without pauses."""
    homework: str = ""
    blocks: Annotated[list[Block], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(block.listed + block.rest for block in self.blocks)
        if total != self.minutes:
            raise ValueError(
                f"the blocks of {self.name!r} on day {self.day} take {total} minutes, the sitting has "
                f"{self.minutes}; make them equal"
            )
        return self


class Programme(Model):
    """A workshop: its sittings in order."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")]
    title: Text
    about: Text
    note: str = ""
    minutes: int
    """Work of all sittings, without pauses."""
    online: bool = False
    """Whether participants sit at their own screens, so that nothing hangs on a wall."""
    every_days: int = Field(default=1, ge=1, le=31)
    """Days from one day of the programme to the next: 7 for weekly meetings."""
    sittings: Annotated[list[Sitting], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(sitting.minutes for sitting in self.sittings)
        if total != self.minutes:
            raise ValueError(
                f"the sittings take {total} minutes, the programme has {self.minutes}; make them equal"
            )
        names = self.exercises
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise ValueError(f"{twice} stands twice; keep one of them")
        places = [(sitting.day, sitting.starts) for sitting in self.sittings]
        if places != sorted(set(places)):
            raise ValueError("the sittings do not follow each other; put them in the order of days and hours")
        return self

    @property
    def exercises(self) -> list[str]:
        """Ids of the exercises in order."""
        return [entry.exercise for entry in self.entries if entry.exercise]

    @property
    def entries(self) -> list[Entry]:
        """All entries in order."""
        return [entry for sitting in self.sittings for block in sitting.blocks for entry in block.entries]


def inspect_agendas(house: House) -> tuple[list[Programme], list[Finding]]:
    """Return the good programmes, and what is wrong in the file."""
    path = house.data / FILE
    rule, remedy = "the file has no list of programmes", "Begin each programme with '- id: one-day'."
    listed = read_list(path, house.name(path), Programme, rule=rule, remedy=remedy)
    return list(listed.entries.values()), listed.findings


def programme(name: str, house: House | None = None) -> Programme:
    """Return a programme by its id.

    Raises ``ToolkitError`` for the first slip in the file, and for a name that no programme has.
    """
    programmes, findings = inspect_agendas(house or House())
    if findings:
        raise findings[0].error()
    known = {entry.id: entry for entry in programmes}
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        remedy = _("Did you mean {name}?").format(name=near[0]) if near else ""
        raise ToolkitError(
            _("there is no agenda {name!r}").format(name=name),
            remedy=remedy or _("Choose from {names}.").format(names=", ".join(known)),
        )
    return known[name]
