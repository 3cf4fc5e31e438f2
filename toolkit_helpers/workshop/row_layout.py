"""What is kept of a person's answers: one short row of bytes, with a place for each thing that is counted.

A hundred thousand persons fit into memory, because no answer itself is kept.  A row begins with one byte for
each exercise, 1 if anything was answered; then come the slots of the exercises whose answers are counted.
A byte of 0 means "no answer" everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any, Final

from ..authoring.house import House
from ..authoring.item_bank import (
    AFTER,
    BEFORE,
    CONFIDENCE_PART,
    FORM_PART,
    TestItems,
    TestKeys,
    inspect_keys,
    read_items,
)
from ..exercises.marking_result import mapping, rating, sequence
from ..exercises.model import Choice, Exercise, Scale
from ..plan import all_exercises
from ..plan.holistic import MEMBERS
from ..vocabulary import LEVELS, PILLARS
from .free_texts import Question, questions

Parts = Mapping[str, Any]

GRID: Final = "EX3.4"
SCAN: Final = "EX2.4"
CLOSING: Final = "CF10.1"
CELLS: Final = tuple(f"{pillar}.{level}" for pillar in PILLARS for level in LEVELS)
LETTERS: Final = {"A": 1, "B": 2, "C": 3, "D": 4}
TOP: Final = 5
NO_GAP: Final = 1
"""What stands for a gap of 0, so that 0 can stand for no answer."""


@dataclass(frozen=True)
class Slot:
    """A stretch of the row that belongs to one exercise."""

    exercise: str
    start: int
    width: int
    read: Callable[[Parts], bytes]

    @cached_property
    def stop(self) -> int:
        """Where the slot ends in a row."""
        return self.start + self.width


@dataclass(frozen=True)
class Layout:
    """The order of a row, and the texts that its numbers stand for."""

    exercises: tuple[Exercise, ...]
    items: TestItems
    keys: Mapping[str, str]
    """Right option of each item of the test: ``{"I1.5": "C"}``."""

    @cached_property
    def flags(self) -> dict[str, int]:
        """Place of each exercise's "answered" byte."""
        return {exercise.id: place for place, exercise in enumerate(self.exercises)}

    @cached_property
    def known(self) -> frozenset[str]:
        """Ids of all exercises of this edition."""
        return frozenset(self.flags)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Names of the forms; a byte of 1 means the first."""
        return tuple(self.items.forms)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Items that any form asks, in the order of the bank."""
        return tuple(
            item.id for item in self.items.items if any(item.id in form for form in self.items.forms.values())
        )

    @cached_property
    def tickets(self) -> dict[str, tuple[Choice, ...]]:
        """The single choices of each exit ticket."""
        return {
            exercise.id: found
            for exercise in self.exercises
            if exercise.id.startswith("XT")
            and (found := tuple(p for p in exercise.parts if isinstance(p, Choice) and not p.multiple))
        }

    @cached_property
    def questions(self) -> dict[Question, str]:
        """The questions of exit tickets and of the closing form that ask for words."""
        return questions(self.exercises)

    @cached_property
    def closing(self) -> Scale | None:
        """The statements of the closing form; ``None`` in an edition without one."""
        parts = next((exercise.parts for exercise in self.exercises if exercise.id == CLOSING), [])
        return next((part for part in parts if isinstance(part, Scale)), None)

    @cached_property
    def slots(self) -> dict[str, Slot]:
        """The slots by exercise, in the order of the row."""
        test = 1 + len(self.asked) + len(self.items.confidence)
        wanted: list[tuple[str, int, Callable[[Parts], bytes]]] = [
            (BEFORE, test, self._test),
            (AFTER, test, self._test),
            (GRID, 2 * len(CELLS), read_grid),
            (SCAN, len(PILLARS), read_pillars),
            *((name, len(parts), _ticket_reader(parts)) for name, parts in self.tickets.items()),
        ]
        if self.closing:
            wanted.append((CLOSING, len(self.closing.items), _scale_reader(self.closing)))
        found, start = {}, len(self.exercises)
        for name, width, read in wanted:
            if name in self.flags:
                found[name] = Slot(name, start, width, read)
                start += width
        return found

    @cached_property
    def width(self) -> int:
        """Bytes of a row."""
        return len(self.exercises) + sum(slot.width for slot in self.slots.values())

    @staticmethod
    def letters(choice: Choice) -> dict[str, int]:
        """Return what stands for each option of an exit ticket: its place, 1 the first."""
        return {option.id: place for place, option in enumerate(choice.options, start=1)}

    @cached_property
    def _form_parts(self) -> dict[str, tuple[int, list[tuple[int, str]]]]:
        """Number of each form, and place and part of each of its items."""
        parts = {item.id: item.part_id for item in self.items.items}
        return {
            form: (
                number,
                [(place, parts[item]) for place, item in enumerate(self.asked, start=1) if item in members],
            )
            for number, (form, members) in enumerate(self.items.forms.items(), start=1)
        }

    def _test(self, parts: Parts) -> bytes:
        """Form, answers to the items of the form as numbers of their letters, and confidence 1 to 5."""
        numbers = bytearray(1 + len(self.asked))
        form, get, sure = parts.get(FORM_PART), parts.get, mapping(parts.get(CONFIDENCE_PART)).get
        if isinstance(form, str) and form in self._form_parts:
            numbers[0], asked = self._form_parts[form]
            for place, part in asked:
                letter = get(part)
                if type(letter) is str:
                    numbers[place] = LETTERS.get(letter, 0)
        return bytes(numbers) + _levels(map(sure, self._statements))

    @cached_property
    def _statements(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.items.confidence)


def layout(house: House | None = None) -> Layout:
    """Return the layout for the workbook's own exercises and test; ``ToolkitError`` for a slip in them."""
    home = house or House()
    keys, findings = inspect_keys(home)
    if not isinstance(keys, TestKeys):
        raise findings[0].error()
    return Layout(
        exercises=tuple(all_exercises()),
        items=read_items(home),
        keys={name: key.key for name, key in keys.keys.items()},
    )


def read_grid(parts: Parts) -> bytes:
    """Return for each cell of the capacity grid twice the current level, then for each the gap plus one.

    The current level is what the team agreed on, else the median of its raters; the gap follows M11, so a
    target below the current level needs a reason and then is a gap of 0.
    """
    grid = mapping(parts.get("grid"))
    current, gaps = bytearray(len(CELLS)), bytearray(len(CELLS))
    for place, code in enumerate(CELLS):
        cell = grid.get(code)
        if type(cell) is not dict:
            continue
        now = _agreed(rating(cell.get("current"), 1, TOP), sequence(cell.get("raters")))
        then, reason = rating(cell.get("target"), 1, TOP), cell.get("reason")
        current[place] = round(2 * now)
        explained = isinstance(reason, str) and bool(reason.strip())
        if now and then and (then >= now or explained):
            gaps[place] = round(2 * max(then - now, 0)) + NO_GAP
    return bytes(current + gaps)


def _agreed(current: int | None, raters: Sequence[Any]) -> float:
    if current is not None:
        return current
    scores = [score for value in raters if (score := rating(value, 1, TOP)) is not None]
    return median(scores) if scores else 0


def read_pillars(parts: Parts) -> bytes:
    """Return twice the score of each pillar in the scan: what the team agreed on, else the median."""
    agreed, alone = _by_code(parts.get("scan")), _by_code(parts.get("raters"))
    scores = bytearray(len(PILLARS))
    for place, code in enumerate(PILLARS):
        own, members = agreed.get(code), alone.get(code)
        now = rating(own.get("score"), 1, TOP) if own else None
        scores[place] = round(2 * _agreed(now, [members.get(name) for name in MEMBERS] if members else ()))
    return bytes(scores)


def _by_code(rows: Any) -> dict[str, dict[str, Any]]:
    given = [row for row in rows if type(row) is dict] if type(rows) is list else []
    return {row["code"]: row for row in given if isinstance(row.get("code"), str)}


def _levels(given: Iterable[Any]) -> bytes:
    """Return ratings from 1 to 5 as bytes, 0 for whatever else stands there."""
    # The level as it is, the usual case; all others go through ``rating``.
    return bytes([one if type(one) is int and 0 < one <= TOP else rating(one, 1, TOP) or 0 for one in given])


def _scale_reader(scale: Scale) -> Callable[[Parts], bytes]:
    part, names = scale.id, tuple(item.id for item in scale.items)

    def read_levels(parts: Parts) -> bytes:
        return _levels(map(mapping(parts.get(part)).get, names))

    return read_levels


def _ticket_reader(choices: tuple[Choice, ...]) -> Callable[[Parts], bytes]:
    numbers = [(part.id, Layout.letters(part)) for part in choices]

    def read(parts: Parts) -> bytes:
        get = parts.get
        return bytes(
            [known.get(value, 0) if type(value := get(name)) is str else 0 for name, known in numbers]
        )

    return read


def answered_any(parts: Parts) -> bool:
    """Whether anything stands in any part of an exercise."""
    for value in parts.values():
        # Most answers are a chosen option or a word.
        if type(value) is str:
            if value and not value.isspace():
                return True
        elif answered(value):
            return True
    return False


def answered(value: Any) -> bool:
    """Whether anything stands in an answer; the codes of rows, which are given and not typed, do not count.

    >>> answered({"rows": [{"code": "G1", "text": " "}]}), answered({"rows": [{"code": "G1", "text": "Law"}]})
    (False, True)
    """
    # Asked of every answer of every file: a loop over exact types is three times faster than isinstance.
    kind = type(value)
    if kind is str:
        return bool(value) and not value.isspace()
    if kind is dict:
        for name, inner in value.items():  # noqa: SIM110 - see above
            if name != "code" and answered(inner):
                return True
        return False
    if kind is list:
        for inner in value:  # noqa: SIM110 - see above
            if answered(inner):
                return True
        return False
    return value is not None and value is not False
