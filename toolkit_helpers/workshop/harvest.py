"""Gathering: each file adds a row, files of the same code grow together, and nothing else is kept."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Final

import numpy as np

from ..errors import ToolkitError
from .free_texts import FreeTexts
from .light_reading import Answers, read, refusal
from .row_layout import Layout, Slot, answered
from .sources import PassedOver, Read, SetAside, shown_name

MOST_LISTED: Final = 1000
"""Files listed by name with the reason why they are not used; the others are counted."""
_NEVER: Final = -1


@dataclass
class Harvest:
    """What the files hold together, person by person and exercise by exercise, the newest answer each."""

    layout: Layout
    texts: FreeTexts | None = None
    """Where the free words of exit tickets go; nowhere without."""
    files: int = 0
    set_aside: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    listed: list[PassedOver] = field(default_factory=list)
    doubles: dict[str, int] = field(default_factory=dict)
    """Codes that came with several files, and how many; the first thousand."""
    doubled: int = 0
    """How many codes came with several files."""
    _rows: bytearray = field(default_factory=bytearray)
    _times: array[int] = field(default_factory=lambda: array("q"))
    _known: dict[bytes, int] = field(default_factory=dict)
    _files_of: array[int] = field(default_factory=lambda: array("I"))

    def __post_init__(self) -> None:
        slots = self.layout.slots
        self._slot_numbers = {name: number for number, name in enumerate(slots)}
        self._no_times = array("q", [_NEVER] * len(slots))

    @property
    def persons(self) -> int:
        """How many participant codes there are; a file without a code is one of its own."""
        return len(self._files_of)

    def add(self, found: Read) -> Answers | None:
        """Take in one file and return its answers; ``None`` if it is passed over."""
        if isinstance(found, SetAside):
            self.set_aside += 1
            return None
        if isinstance(found, PassedOver):
            self._pass_over(found)
            return None
        try:
            answers = read(found.data, "", self.layout.known)
        except ToolkitError as error:
            self._pass_over(PassedOver(shown_name(found.name), refusal(error)))
            return None
        self.add_answers(answers, found.name)
        return answers

    def add_answers(self, answers: Answers, name: str) -> None:
        """Take in the answers of one file or database row."""
        self.files += 1
        code = " ".join(answers.code.split())
        key = _key(code) if code else _key(f"\0{self.files}")
        row = self._known.get(key)
        if row is None:
            self._known[key] = row = len(self._files_of)
            self._rows += bytes(self.layout.width)
            self._times += self._no_times
            self._files_of.append(1)
        else:
            self._double(row, code)
        self._fill(row, key, answers)

    def matrix(self, slot: Slot) -> Any:
        """Return the bytes of one slot as an array of persons × bytes."""
        return self._array()[:, slot.place]

    def answered(self) -> Any:
        """Return an array of persons × exercises, 1 where anything was answered."""
        return self._array()[:, : len(self.layout.exercises)]

    def _array(self) -> Any:
        return np.frombuffer(self._rows, dtype=np.uint8).reshape(self.persons, self.layout.width)

    def _fill(self, row: int, key: bytes, answers: Answers) -> None:
        start = row * self.layout.width
        flags, slots = self.layout.flags, self.layout.slots
        for exercise, (parts, saved) in answers.entries.items():
            if answered(parts):
                self._rows[start + flags[exercise]] = 1
            if slot := slots.get(exercise):
                place = row * len(slots) + self._slot_numbers[exercise]
                moment = _milliseconds(saved)
                if moment >= self._times[place]:
                    self._times[place] = moment
                    first = start + slot.start
                    self._rows[first : first + slot.width] = slot.read(parts)
            if self.texts is not None:
                self.texts.add(key, exercise, parts, saved)

    def _double(self, row: int, code: str) -> None:
        self._files_of[row] += 1
        self.doubled += self._files_of[row] == 2
        name = shown_name(code)
        if name in self.doubles or len(self.doubles) < MOST_LISTED:
            self.doubles[name] = self._files_of[row]

    def _pass_over(self, file: PassedOver) -> None:
        self.reasons[file.reason] += 1
        if len(self.listed) < MOST_LISTED:
            self.listed.append(file)


def _key(code: str) -> bytes:
    """Return what a code is known by; capitals do not matter, because codes are typed anew."""
    return blake2b(code.casefold().encode("utf-8", "replace"), digest_size=16).digest()


def _milliseconds(saved: str) -> int:
    """Return a time ``…Z`` as a number that grows with it; 0 without one."""
    if not saved:
        return 0
    moment = datetime.fromisoformat(saved).replace(tzinfo=UTC)
    return int((moment - _EPOCH).total_seconds() * 1000)


_EPOCH: Final = datetime(1, 1, 1, tzinfo=UTC)
