"""From one file to what is kept of it: a short row of bytes, made without looking at any other file."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from ..errors import ToolkitError
from ..i18n import gettext as _
from .free_texts import Written, written
from .light_reading import read, refusal
from .row_layout import Layout, Slot, answered_any
from .sources import Found, PassedOver, Read, SetAside, load, shown_name

MISSING: Final = " " * len("2026-11-23T09:00:00.000Z")
"""Stands for the time of an exercise without an answer; sorts before any time."""
UNTIMED: Final = "0" * len(MISSING)
"""Stands for an answer whose time is not known; sorts before any time, too."""


class Extract(NamedTuple):
    """What is kept of one file."""

    key: bytes
    """What the participant code is known by, 16 bytes."""
    code: str
    row: bytes
    times: bytes
    """For each slot of the row the time of the answer, as texts of one length that sort as times do."""
    written: tuple[Written, ...]
    """Free words, if these are wanted."""


_Place = tuple[int, Slot | None, int, int, int, str, dict[str, int] | None]
"""An exercise in a row: its flag, its slot with number, start and stop, and its only choice if it is one."""


class Extractor:
    """Reads files for one layout."""

    def __init__(self, layout: Layout, *, with_texts: bool = False) -> None:
        self._layout, self._with_texts = layout, with_texts
        self._places = {name: _place(layout, name) for name in layout.flags}
        self._known, self._empty = layout.known, bytes(layout.width)
        self._no_times = [MISSING] * len(layout.slots)

    def __call__(self, found: Read) -> Extract | PassedOver | SetAside:
        """Return what is kept of a file, or why it is passed over."""
        if isinstance(found, PassedOver | SetAside):
            return found
        file = load(found)
        if isinstance(file, PassedOver):
            return file
        try:
            return self._extract(file)
        except ToolkitError as error:
            return PassedOver(shown_name(found.name), refusal(error))
        except RecursionError:
            # Brackets in words can hide from the fast reader how deep a file is.
            reason = _("The file is nested more deeply than any answers file.")
            return PassedOver(shown_name(found.name), reason)

    def _extract(self, found: Found) -> Extract:
        code, entries = read(found.data, "", self._known)
        row, times = bytearray(self._empty), self._no_times.copy()
        for name, entry in entries.items():
            parts = entry["parts"]
            flag, slot, number, start, stop, part, letters = self._places[name]
            if slot is not None:
                times[number] = entry["saved"] or UNTIMED
                if letters is None:
                    row[start:stop] = slot.read(parts)
                elif type(chosen := parts.get(part)) is str and chosen in letters:
                    row[start], row[flag] = letters[chosen], 1
                    continue
            if answered_any(parts):
                row[flag] = 1
        code = " ".join(code.split())
        texts = tuple(self._written(entries)) if self._with_texts else ()
        return Extract(_key(code, found), code, bytes(row), "".join(times).encode("ascii"), texts)

    def _written(self, entries: dict[str, dict[str, Any]]) -> Iterable[Written]:
        for question in self._layout.questions:
            if question[0] in entries:
                entry = entries[question[0]]
                yield written(question, entry["parts"], entry["saved"])


def _place(layout: Layout, name: str) -> _Place:
    flag, slot = layout.flags[name], layout.slots.get(name)
    if slot is None:
        return flag, None, -1, 0, 0, "", None
    number, choices = list(layout.slots).index(name), layout.tickets.get(name, ())
    # Most exit tickets are one choice: read by the loop over all exercises, they cost a quarter of a call.
    single = (choices[0].id, layout.letters(choices[0])) if len(choices) == 1 else ("", None)
    return flag, slot, number, slot.start, slot.stop, *single


def _key(code: str, found: Found) -> bytes:
    """Return what a code is known by; capitals do not matter, because codes are typed anew.

    A file without a code is known by itself.
    """
    if code:
        return blake2b(code.casefold().encode("utf-8", "replace"), digest_size=16).digest()
    return blake2b(
        found.name.encode("utf-8", "replace") + found.data, digest_size=16, key=b"no code"
    ).digest()
