"""The trainer's side of a school's database: all answers one after the other, and a code forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

import sqlalchemy as sa

from . import database
from .database import answers, participants
from .model import FORMAT, LARGEST_BYTES, SCHEMA_VERSION, workbook_version

_AT_ONCE: Final = 2000
# Reading a hundred thousand participants takes longer than one answer may.
_PATIENCE: Final = {"statement_timeout": "0", "idle_session_timeout": "0"}


def every_file(told: str) -> Iterator[tuple[str, bytes]]:
    """Yield for each participant code with answers its name, and an answers file as bytes.

    ``told`` is the address with a trainer's account; with a participant's, there is that one file at most.
    The database sends rows a few thousand at a time, so memory does not grow with the number of participants.
    A file is written as the workbook writes it, but what a participant's own code may have put into the row
    is not checked: read it like any file from outside.  One that is larger than a file may be ends early.

    Raises ``ToolkitError`` for an address that is none, and if the database cannot be used.
    """
    engine = database.engine(database.address(told), **_PATIENCE)
    try:
        with database.transaction(engine) as connection:
            rows = connection.execution_options(yield_per=_AT_ONCE).execute(_everything())
            for _owner, of_one in groupby(rows, key=attrgetter("owner")):
                yield _file(of_one)
    finally:
        engine.dispose()


def forget(told: str, code: str) -> int:
    """Remove a participant code with all its answers, those set aside included; return how many codes went.

    ``told`` is the address with a trainer's account.  Capitals and spaces do not matter in a code.  Raises
    ``ToolkitError`` if the database cannot be used.
    """
    engine = database.engine(database.address(told))
    wanted = sa.func.lower(" ".join(code.split()))
    try:
        with database.transaction(engine) as connection:
            done = connection.execute(participants.delete().where(_code_key() == wanted))
            return done.rowcount
    finally:
        engine.dispose()


def _code_key() -> sa.ColumnElement[str]:
    """Return the expression of the unique index on codes, so that the index is used."""
    single = sa.func.regexp_replace(
        participants.c.code, sa.literal_column(r"'\s+'"), sa.literal_column("' '"), sa.literal_column("'g'")
    )
    return sa.func.lower(sa.func.btrim(single))


def _everything() -> sa.Select[Any]:
    in_utc = sa.func.timezone("UTC", answers.c.saved)
    return (
        sa.select(
            answers.c.owner,
            participants.c.code,
            answers.c.exercise,
            answers.c.version,
            sa.func.to_char(in_utc, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"').label("saved"),
            # As text: the answers are passed on, not looked into.
            sa.cast(answers.c.parts, sa.Text).label("parts"),
        )
        .join(participants, participants.c.owner == answers.c.owner)
        .where(answers.c.parts.is_not(None))
        .order_by(answers.c.owner, answers.c.exercise)
    )


def _file(rows: Iterator[Any]) -> tuple[str, bytes]:
    """Return the answers file of one participant, whose rows these are."""
    entries: list[str] = []
    size, code = 0, ""
    for row in rows:
        code = row.code
        size += len(row.parts)
        if size <= 2 * LARGEST_BYTES:
            entries.append(
                f'"{row.exercise}":{{"parts":{row.parts},"saved":"{row.saved}","version":{row.version}}}'
            )
    head = {
        "format": FORMAT,
        "schema_version": SCHEMA_VERSION,
        "workbook_version": workbook_version(),
        "participant": {"code": code},
    }
    text = f'{json.dumps(head, ensure_ascii=False)[:-1]}, "answers": {{{",".join(entries)}}}}}\n'
    return code, text.encode("utf-8")
