"""Everything that may be told of a group, ready to be written: nothing behind it is about fewer than five.

Lists of files and of codes, and the wall of Plans, tell who has handed in how much and not what was
answered; they are for the trainer, who knows the codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .closing import Opinion, opinions
from .harvest import Harvest
from .knowledge import Knowledge, knowledge, read_tests
from .questions import ItemTable, Ticket, item_tables, tickets
from .sources import PassedOver
from .suppression import FEWEST, Side, told_count
from .teams import Gaps, Mean, PlanFiles, Wall, gaps, pillars


@dataclass(frozen=True)
class Response:
    """How many of all persons answered anything in an exercise."""

    exercise: str
    title: str
    chapter: int
    persons: int | Side


@dataclass(frozen=True)
class Words:
    """What persons wrote to one open question, in an order that says nothing of them."""

    exercise: str
    question: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Handed:
    """What came in: files, persons, and what was not used."""

    files: int
    persons: int
    doubled: int
    doubles: Mapping[str, int]
    set_aside: int
    passed_over: tuple[PassedOver, ...]
    reasons: Mapping[str, int]


@dataclass(frozen=True)
class Cohort:
    """A group's results; the parts that need five persons or teams are ``None`` or empty below."""

    handed: Handed
    responses: tuple[Response, ...] = ()
    chapters: tuple[tuple[int, int | Side], ...] = ()
    """For each chapter how many answered anything in it."""
    knowledge: Knowledge | None = None
    items: tuple[ItemTable, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    closing: tuple[Opinion, ...] = ()
    words: tuple[Words, ...] = ()
    gaps: Gaps | None = None
    pillars: Mapping[str, Mean] | None = None
    wall: Wall | None = None


def cohort(harvest: Harvest, plans: PlanFiles | None = None) -> Cohort:
    """Return what may be told of a group."""
    handed = Handed(
        files=harvest.files,
        persons=harvest.persons,
        doubled=harvest.doubled,
        doubles=dict(harvest.doubles),
        set_aside=harvest.set_aside,
        passed_over=tuple(harvest.listed),
        reasons=dict(harvest.reasons.most_common()),
    )
    wall = plans.wall() if plans else None
    if harvest.persons < FEWEST:
        return Cohort(handed, wall=wall)
    tests = read_tests(harvest)
    return Cohort(
        handed,
        responses=_responses(harvest),
        chapters=_chapters(harvest),
        knowledge=knowledge(harvest, tests),
        items=item_tables(harvest.layout, tests),
        tickets=tickets(harvest),
        closing=opinions(harvest),
        words=_words(harvest),
        gaps=gaps(harvest),
        pillars=pillars(harvest),
        wall=wall,
    )


def _responses(harvest: Harvest) -> tuple[Response, ...]:
    counts = harvest.answered().sum(axis=0, dtype=int).tolist()
    return tuple(
        Response(exercise.id, exercise.title, exercise.chapter, told_count(count, harvest.persons))
        for exercise, count in zip(harvest.layout.exercises, counts, strict=True)
    )


def _chapters(harvest: Harvest) -> tuple[tuple[int, int | Side], ...]:
    found = []
    data, exercises = harvest.answered(), harvest.layout.exercises
    for chapter in sorted({exercise.chapter for exercise in exercises}):
        places = [place for place, exercise in enumerate(exercises) if exercise.chapter == chapter]
        found.append((chapter, told_count(int(data[:, places].any(axis=1).sum()), harvest.persons)))
    return tuple(found)


def _words(harvest: Harvest) -> tuple[Words, ...]:
    return tuple(
        Words(question[0], harvest.layout.questions[question], tuple(texts))
        for question, texts in harvest.texts.told().items()
    )


def group_results(told: Cohort) -> dict[str, Any]:
    """Return what participants may see of their group, as ``answers.group_results`` reads it.

    >>> group_results(Cohort(Handed(0, 0, 0, {}, 0, (), {})))
    {}
    """
    found: dict[str, Any] = {}
    if told.pillars:
        found["pillar_scan"] = {
            "teams": min(mean.teams for mean in told.pillars.values()),
            "means": {code: round(mean.value, 2) for code, mean in told.pillars.items()},
        }
    value = told.knowledge and told.knowledge.gain.value
    if told.knowledge and value and told.knowledge.parts:
        items = [
            {"label": part.label, "pre": round(part.pre, 4), "post": round(part.post, 4)}
            for part in told.knowledge.parts
        ]
        found["test"] = {"persons": value.persons, "items": items}
    return found
