"""The trainer's side of a school's database: all answers one after the other, and a code forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import sqlalchemy as sa

from . import database
from .database import participants
from .model import FORMAT, LARGEST_BYTES, SCHEMA_VERSION, workbook_version

READING: Final = {
    # Reading a hundred thousand participants takes longer than one answer may.
    "statement_timeout": "0",
    "idle_session_timeout": "0",
    # With PostgreSQL's usual 4 MB a million participants are written to its disk three times over.
    "work_mem": "64MB",
    # A person's answers lie far apart in the table: in the order of an index each is fetched by itself.
    "enable_indexscan": "off",
}
"""Settings of the connection that reads everything; any account may choose them for itself."""
# Parts as text: the answers are passed on, not looked into.
EVERYTHING: Final = """
SELECT owner, code, exercise, version,
  to_char(saved AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS saved, parts::text AS parts
FROM workbook.answers JOIN workbook.participants USING (owner)
WHERE parts IS NOT NULL
ORDER BY owner, exercise
"""
"""All answers, person by person, in the columns that ``every_file`` reads."""


def every_file(told: str) -> Iterator[tuple[str, bytes]]:
    """Yield for each participant code with answers its name, and an answers file as bytes.

    ``told`` is the address with a trainer's account; with a participant's, there is that one file at most.
    The database sends row after row, so memory does not grow with the number of participants.
    A file is written as the workbook writes it, but what a participant's own code may have put into the row
    is not checked: read it like any file from outside.  One that is larger than a file may be ends early.

    Raises ``ToolkitError`` for an address that is none, and if the database cannot be used.
    """
    head = json.dumps(
        {"format": FORMAT, "schema_version": SCHEMA_VERSION, "workbook_version": workbook_version()}
    )[:-1]
    with (
        database.connected(database.address(told), **READING) as connection,
        connection.cursor() as cursor,
        # A cursor on the server would plan for the first rows and not for all.
        cursor.copy(f"COPY ({EVERYTHING}) TO STDOUT".encode()) as copy,
    ):
        for _owner, of_one in groupby(copy.rows(), key=itemgetter(0)):
            yield _file(head, of_one)


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


def _file(head: str, rows: Iterator[Any]) -> tuple[str, bytes]:
    """Return the answers file of one participant, whose rows these are."""
    entries: list[str] = []
    size, code = 0, ""
    for _owner, shown, exercise, version, saved, parts in rows:
        code = shown
        size += len(parts)
        if size <= 2 * LARGEST_BYTES:
            entries.append(f'"{exercise}":{{"parts":{parts},"saved":"{saved}","version":{version}}}')
    person = json.dumps({"code": code}, ensure_ascii=False)
    text = f'{head}, "participant": {person}, "answers": {{{",".join(entries)}}}}}\n'
    return code, text.encode("utf-8")
