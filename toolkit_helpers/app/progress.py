"""How far a participant has come: exercises with an answer, by chapter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..answers import AnswersFile
from ..exercises import bank
from ..i18n import gettext as _
from ..lab.catalogue import catalogue


@dataclass(frozen=True)
class Step:
    """One chapter in the title bar: address, label, minutes, and how many of its exercises have an answer."""

    file: str
    label: str
    minutes: int
    answered: int
    exercises: int

    @property
    def words(self) -> str:
        """The count in words."""
        return _("{answered} of {all} exercises answered").format(answered=self.answered, all=self.exercises)


def steps(answers: AnswersFile) -> tuple[Step, ...]:
    """Return all chapters with the participant's progress."""
    return tuple(
        Step(
            listed.file,
            listed.label,
            listed.minutes,
            len(answers.answered & exercises(listed.number)),
            len(exercises(listed.number)),
        )
        for listed in catalogue()
    )


@cache
def exercises(chapter: int) -> frozenset[str]:
    """Return the ids of a chapter's exercises."""
    return frozenset(exercise.id for exercise in bank.load(chapter).exercises)
