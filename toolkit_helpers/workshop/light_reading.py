"""Reading an answers file fast: what the workbook itself writes is checked by hand, all else by the model.

``answers.model.read_text`` decides what an answers file is.  Here the usual file takes a short way: parsed by
orjson, its few outer layers looked at one by one.  Whatever is unusual, a time with another zone, a number
beyond JSON, a missing key, goes to ``read_text``, which accepts it or says what is wrong.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple

import orjson

from ..answers.model import DEEPEST, FORMAT, LARGEST_BYTES, SCHEMA_VERSION, read_text
from ..errors import ToolkitError

Entry = dict[str, Any]
"""The answers to one exercise: ``parts`` by their id, and ``saved``, a time ``…Z`` (UTC) or an empty text."""


class Answers(NamedTuple):
    """The answers of one file: who gave them, and exercise id to answers."""

    code: str
    """Participant code as it was typed; empty if the file has none."""
    entries: dict[str, Entry]


_LONGEST_CODE: Final = 200
_TIME: Final = "2026-11-23T09:00:00.000Z"
_LENGTH, _MARKS, _END = len(_TIME), slice(4, 20, 3), len(_TIME) - 1
_TOO_DEEP: Final = b"\n" + b" " * (DEEPEST + 1)
_NOT_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))


def read(data: bytes, origin: str, known: frozenset[str]) -> Answers:
    """Return the answers to the exercises ``known``; ``ToolkitError`` for what is not an answers file.

    An answer without a time counts as older than any other.
    """
    found = _usual(data, known)
    return found if found is not None else _unusual(data, origin, known)


def refusal(error: ToolkitError) -> str:
    """Return why a file is refused, without its name, as one sentence."""
    return f"{error.what[:1].upper()}{error.what[1:].rstrip('.')}."


def _usual(data: bytes, known: frozenset[str]) -> Answers | None:
    """Return the answers of a file as the workbook writes it; ``None`` for any other."""
    if len(data) > LARGEST_BYTES:
        return None
    try:
        file = orjson.loads(data)
    except ValueError:
        return None
    if type(file) is not dict or not _is_ours(file) or _deep(data):
        return None
    entries: dict[str, Entry] = file["answers"]
    return Answers(file["participant"]["code"], entries) if _are_usual(entries, known) else None


def _are_usual(entries: dict[str, Any], known: frozenset[str]) -> bool:
    """Whether all entries are as the workbook writes them, with a time that sorts as a text."""
    # An unknown exercise may come from a later edition, or be no exercise at all: the model knows.
    if not entries.keys() <= known:
        return False
    try:
        for entry in entries.values():
            version, saved = entry["version"], entry["saved"]
            if type(entry["parts"]) is not dict or type(version) is not int or version < 1:
                return False
            if len(saved) != _LENGTH or saved[_MARKS] != "--T::." or saved[_END] != "Z":
                return False
            datetime.fromisoformat(saved)
    except (KeyError, TypeError, ValueError):
        return False
    return True


def _is_ours(file: dict[str, Any]) -> bool:
    """Whether the outermost layer is as the workbook writes it."""
    schema, participant = file.get("schema_version"), file.get("participant")
    if file.get("format") != FORMAT or type(schema) is not int or schema != SCHEMA_VERSION:
        return False
    if type(file.get("answers")) is not dict or type(file.get("workbook_version")) is not str:
        return False
    code = participant.get("code") if type(participant) is dict else None
    return type(code) is str and 0 < len(code) <= _LONGEST_CODE


def _deep(data: bytes) -> bool:
    """Whether a text may be nested more deeply than answers are.

    A file as the workbook writes it is indented by a space for each layer.  In any other the brackets are
    peeled off from inside, layer by layer; a bracket within an answer's words may make this say yes, and the
    model then looks closely.
    """
    if data.startswith(b"{\n "):
        return _TOO_DEEP in data
    brackets = data.translate(None, _NOT_BRACKETS)
    for _layer in range(DEEPEST):
        if not brackets:
            return False
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    return bool(brackets)


def _unusual(data: bytes, origin: str, known: frozenset[str]) -> Answers:
    file = read_text(data, origin)
    entries = {}
    for name, entry in file.answers.items():
        if name in known:
            given = "saved" in entry.model_fields_set
            moment = entry.saved.isoformat(timespec="milliseconds").replace("+00:00", "Z") if given else ""
            entries[name] = {"parts": dict(entry.parts), "saved": moment}
    given = "participant" in file.model_fields_set and "code" in file.participant.model_fields_set
    return Answers(file.participant.code if given else "", entries)
