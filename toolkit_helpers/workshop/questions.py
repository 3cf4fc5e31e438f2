"""The questions of a test and of exit tickets, as far as a group's answers to them may be told (M61)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from ..exercises.model import Choice
from ..i18n import gettext as _
from .harvest import Harvest
from .item_analysis import EASY, ENOUGH, HARD, IDLE, WEAK, ItemFigures, item_analysis
from .knowledge import Moment, Tests, places_of
from .row_layout import LETTERS, Layout
from .suppression import FEWEST, Step, step

When = Literal["before", "after"]


@dataclass(frozen=True)
class Item:
    """One question of the test.

    ``discrimination`` and ``upper_lower`` are ``None`` where five or fewer are on one side: so few persons
    would carry them, and they would tell of these.
    """

    id: str
    chapter: int
    stem: str
    key: str
    right: Step
    options: Mapping[str, Step]
    discrimination: float | None
    upper_lower: float | None
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class ItemTable:
    """The questions of one form at one moment."""

    when: When
    form: str
    persons: int
    reliability: float | None
    """KR-20 of the form."""
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Ticket:
    """One closed question of an exit ticket, among all persons, with an answer or without."""

    exercise: str
    chapter: int
    prompt: str
    options: tuple[tuple[str, bool | None, Step], ...]
    """Words of the option, whether it is right (``None`` where none is), and how many chose it."""


def item_tables(layout: Layout, tests: Tests) -> tuple[ItemTable, ...]:
    """Return the analysis of each form that 20 persons or more took, before and after."""
    moments: tuple[tuple[When, Moment], ...] = (("before", tests.before), ("after", tests.after))
    return tuple(
        _table(layout, moment, when, number)
        for when, moment in moments
        for number in range(1, len(layout.forms) + 1)
        if int((moment.form == number).sum()) >= ENOUGH
    )


def _table(layout: Layout, moment: Moment, when: When, number: int) -> ItemTable:
    form = layout.forms[number - 1]
    places, persons = places_of(layout, form), moment.form == number
    names = [layout.asked[place] for place in places]
    right = moment.right[np.ix_(persons, places)]
    # Persons with the same total must not fall into the upper group by the order of their files.
    turn = np.lexsort(right.T)
    right = right[turn]
    analysis = item_analysis(right.astype(int).tolist(), names).value
    assert analysis is not None  # noqa: S101 - 20 persons are enough
    chosen = moment.chosen[np.ix_(persons, places)][turn]
    items = tuple(
        _item(layout, figures, right[:, place], chosen[:, place], when)
        for place, figures in enumerate(analysis.items)
    )
    return ItemTable(when, form, analysis.persons, analysis.reliability, items)


def _item(layout: Layout, figures: ItemFigures, right: Any, chosen: Any, when: When) -> Item:
    persons = len(right)
    told = step(int(right.sum()), persons)
    counts = np.bincount(chosen, minlength=len(LETTERS) + 1)
    options = {letter: step(int(counts[number]), persons) for letter, number in LETTERS.items()}
    assert told is not None  # noqa: S101 - 20 persons are enough
    extreme = told.low == 0 or told.high == persons
    entry = next(item for item in layout.items.items if item.id == figures.name)
    found = Item(
        id=entry.id,
        chapter=entry.chapter,
        stem=entry.stem,
        key=layout.keys[entry.id],
        right=told,
        options={letter: one for letter, one in options.items() if one},
        discrimination=None if extreme else figures.discrimination,
        upper_lower=None if extreme else figures.upper_lower,
        remarks=(),
    )
    return replace(found, remarks=tuple(_remarks(found, when)))


def _remarks(item: Item, when: When) -> Iterator[str]:
    """Say what the whole step agrees with, so that a remark tells no more than the step."""
    low, high = item.right.low / item.right.of, item.right.high / item.right.of
    if low > EASY:
        yield _("known before: teaches nothing new") if when == "before" else _("very easy")
    elif high < HARD and when == "after":
        yield _("hard: teach it again, or read the wording")
    if item.discrimination is not None and item.discrimination < 0:
        yield _("those who know more fail more often: check the key")
    elif item.discrimination is not None and item.discrimination < WEAK:
        yield _("separates little")
    idle = [
        letter
        for letter, chosen in item.options.items()
        if letter != item.key and chosen.high / chosen.of < IDLE
    ]
    if idle:
        yield _("hardly chosen: {options}").format(options=", ".join(idle))


def tickets(harvest: Harvest) -> tuple[Ticket, ...]:
    """Return the closed questions of all exit tickets that five persons or more answered.

    None in a group of fewer than ten, of whom no distribution can be told.
    """
    found = []
    for exercise, choices in harvest.layout.tickets.items():
        chosen = harvest.matrix(harvest.layout.slots[exercise])
        for place, part in enumerate(choices):
            counts = np.bincount(chosen[:, place], minlength=len(part.options) + 1)[1:]
            steps = [step(count, harvest.persons) for count in counts.tolist()]
            if int(counts.sum()) >= FEWEST and all(steps):
                found.append(_ticket(exercise, part, steps))
    return tuple(found)


def _ticket(exercise: str, part: Choice, steps: list[Step | None]) -> Ticket:
    options = tuple(
        (option.text, option.correct, told)
        for option, told in zip(part.options, steps, strict=True)
        if told is not None
    )
    return Ticket(exercise, int(exercise[2:].partition(".")[0]), part.prompt, options)
