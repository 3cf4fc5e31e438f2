"""Gathering: each person is one row, files of the same code grow together, and nothing else is kept."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from .extracting import MISSING, Extract
from .free_texts import FreeTexts
from .row_layout import Layout, Slot
from .sources import PassedOver, SetAside, shown_name

MOST_LISTED: Final = 1000
"""Files, and codes with several, that are listed by name; the others are counted."""


@dataclass
class Harvest:
    """What the files hold together, person by person and exercise by exercise, the newest answer each."""

    layout: Layout
    files: int = 0
    set_aside: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    listed: list[PassedOver] = field(default_factory=list)
    doubles: dict[str, int] = field(default_factory=dict)
    """Codes that came with several files, and how many; the first thousand."""
    doubled: int = 0
    """How many codes came with several files."""
    texts: FreeTexts = field(default_factory=FreeTexts)
    _rows: bytearray = field(default_factory=bytearray)
    _times: bytearray = field(default_factory=bytearray)
    _known: dict[bytes, int] = field(default_factory=dict)
    _files_of: array[int] = field(default_factory=lambda: array("I"))

    @property
    def persons(self) -> int:
        """How many participant codes there are; a file without a code is one of its own."""
        return len(self._files_of)

    def add(self, found: Extract | PassedOver | SetAside) -> None:
        """Take in what was kept of one file."""
        if isinstance(found, SetAside):
            self.set_aside += 1
        elif isinstance(found, PassedOver):
            self.reasons[found.reason] += 1
            if len(self.listed) < MOST_LISTED:
                self.listed.append(found)
        else:
            self.files += 1
            for text in found.written:
                self.texts.add(found.key, text)
            self._add(found)

    def _add(self, found: Extract) -> None:
        person = self._known.get(found.key)
        if person is None:
            self._known[found.key] = len(self._files_of)
            self._rows += found.row
            self._times += found.times
            self._files_of.append(1)
        else:
            self._double(person, found.code)
            self._merge(person, found)

    def _merge(self, person: int, found: Extract) -> None:
        """Let the newest answer of each slot stand; answered once is answered."""
        start, first, step = person * len(found.row), person * len(found.times), len(MISSING)
        for place in range(len(self.layout.exercises)):
            self._rows[start + place] |= found.row[place]
        for number, slot in enumerate(self.layout.slots.values()):
            new = found.times[number * step : (number + 1) * step]
            kept = slice(first + number * step, first + (number + 1) * step)
            if new != _MISSING and new >= self._times[kept]:
                self._times[kept] = new
                self._rows[start + slot.start : start + slot.stop] = found.row[slot.start : slot.stop]

    def _double(self, person: int, code: str) -> None:
        self._files_of[person] += 1
        self.doubled += self._files_of[person] == 2
        name = shown_name(code)
        if name in self.doubles or len(self.doubles) < MOST_LISTED:
            self.doubles[name] = self._files_of[person]

    def matrix(self, slot: Slot) -> Any:
        """Return the bytes of one slot as an array of persons × bytes."""
        return self._array()[:, slot.start : slot.stop]

    def answered(self) -> Any:
        """Return an array of persons × exercises, 1 where anything was answered."""
        return self._array()[:, : len(self.layout.exercises)]

    def _array(self) -> Any:
        return np.frombuffer(self._rows, dtype=np.uint8).reshape(self.persons, self.layout.width)


_MISSING: Final = MISSING.encode("ascii")
