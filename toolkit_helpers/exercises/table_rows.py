"""Reading tables and forms: what a field holds, which rows there are, their codes, and whom they name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .kinds_rows import CODE
from .marking_numbers import format_number, read_number
from .marking_result import Context, mapping, rating, sequence, tokens, words
from .model import Column, Table
from .phrases import phrases

Row = Mapping[str, Any]

LONGEST_LABEL = 100
"""Letters of a row's own words that a reference shows beside the code."""

_CODE = re.compile(r"[A-Za-z]{1,3}[0-9]{1,3}")
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")


def given(column: Column, value: Any) -> bool:
    """Whether a field holds something that its type can mean."""
    if column.type == "tick":
        return value is True
    if column.type == "choice":
        return isinstance(value, str) and any(option.id == value for option in column.options)
    if column.type == "score":
        return rating(value, column.minimum or 0, column.maximum or 0) is not None
    if column.type == "number" and not isinstance(value, str):
        return read_number(value) is not None
    if column.type == "refs":
        return bool(named(value))
    return words(value) > 0


def filled(columns: Sequence[Column], row: Row) -> bool:
    """Whether anything stands in a row; an untouched row counts as no row."""
    return any(given(column, row.get(column.id)) for column in columns)


def is_text(column: Column) -> bool:
    """Whether a column holds a text of the team's own words."""
    return column.type in {"text", "long"}


def text_of(value: Any) -> str:
    """Return a value as authors write it in ``values``: 2 is ``"2"``, a tick is ``"true"``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        number = read_number(value)
        return "" if number is None else format_number(number)
    return value if isinstance(value, str) else ""


def codes_in(text: str) -> list[str]:
    """Return the codes that a text names, such as ``W2``, in capital letters.

    >>> codes_in("WO: W2 + o1 → share the register")
    ['W2', 'O1']
    """
    return [token.upper() for token in re.findall(r"[A-Za-z0-9]+", text) if _CODE.fullmatch(token)]


def named(value: Any) -> list[str]:
    """Return the codes in the answer to a ``ref`` or ``refs`` column, each once.

    >>> named(["G1", " G3 ", "G1", 7]), named("G1"), named(None)
    (['G1', 'G3'], ['G1'], [])
    """
    codes = [value] if isinstance(value, str) else sequence(value)
    return list(dict.fromkeys(" ".join(tokens(code)) for code in codes if words(code)))


def table_rows(table: Table, answer: Any) -> list[Row]:
    """Return the rows of an answer in order; of a table with fixed rows exactly these, by their id."""
    rows = [mapping(row) for row in sequence(answer)]
    if not table.rows:
        return rows
    return [
        next((row for row in rows if row.get(CODE) == fixed.id), {CODE: fixed.id}) for fixed in table.rows
    ]


def row_codes(table: Table, answer: Any) -> list[str]:
    """Return the code of each row (``G1``, ``W2``), empty for an untouched row or one without its letter.

    A row keeps the code that it carries.  One that carries none, as in a file from before rows had codes,
    or another's, gets the next free number behind its letter.
    """
    rows = table_rows(table, answer)
    if table.rows:
        return [row[CODE] if filled(table.columns, row) else "" for row in rows]
    letters = [_letter(table, row) for row in rows]
    codes: list[str] = []
    for letter, row in zip(letters, rows, strict=True):
        own = row.get(CODE)
        kept = isinstance(own, str) and own not in codes and _number(own, letter) is not None
        codes.append(str(own) if kept else "")
    top = {letter: max([_number(code, letter) or 0 for code in codes], default=0) for letter in set(letters)}
    for place, (letter, row) in enumerate(zip(letters, rows, strict=True)):
        if not letter or not filled(table.columns, row):
            codes[place] = ""
        elif not codes[place]:
            top[letter] += 1
            codes[place] = f"{letter}{top[letter]}"
    return codes


def _letter(table: Table, row: Row) -> str:
    """Return the letter that the code of a row begins with; empty where there is none yet."""
    for column in table.columns:
        if column.type == "choice" and column.id == table.code:
            return str(row[table.code]) if given(column, row.get(table.code)) else ""
    return table.code


def _number(code: str, letter: str) -> int | None:
    """Return the number of a code behind its letter, or ``None``."""
    digits = code.removeprefix(letter) if letter and code.startswith(letter) else ""
    return int(digits) if _NUMBER.fullmatch(digits) else None


def row_names(table: Table, answer: Any) -> list[str]:
    """Return what messages call each row: its code, else ``gap 2``; a fixed row its id or its text."""
    if table.rows:
        return [short_name(row.id, row.text) for row in table.rows]
    name = phrases()["row_name"]
    return [
        code or name.format(name=table.row_name, number=number)
        for number, code in enumerate(row_codes(table, answer), start=1)
    ]


def known_rows(table: Table, answer: Any) -> list[tuple[str, str]]:
    """Return the rows that a reference to the table may name: the code and how it reads.

    A row of the team's own reads ``G1 – No unit owns the service``; a fixed row, written or not, reads as
    its author wrote it.
    """
    if table.rows:
        return [(row.id, row.text) for row in table.rows]
    column = next((one for one in table.columns if is_text(one) and not one.private), None)
    return [
        (code, _label(code, row.get(column.id) if column else None))
        for code, row in zip(row_codes(table, answer), table_rows(table, answer), strict=True)
        if code
    ]


def known(source: str, context: Context) -> list[tuple[str, str]]:
    """Return the rows of a source that marking knows: of a table beside the part, else as they were given."""
    if source in context.tables:
        return known_rows(context.tables[source], context.siblings.get(source))
    rows = [sequence(row) for row in sequence(context.references.get(source))]
    return [(str(row[0]), str(row[1])) for row in rows if len(row) == 2]


def _label(code: str, value: Any) -> str:
    text = " ".join(tokens(value))
    if not text:
        return code
    if len(text) > LONGEST_LABEL:
        text = f"{text[: LONGEST_LABEL - 1]}…"
    return phrases()["reference"].format(code=code, text=text)


def short_name(code: str, label: str) -> str:
    """Return the code of a row where its label begins with it, else the label.

    >>> short_name("PL1", "PL1 Vision, leadership"), short_name("owner", "The owner of the service")
    ('PL1', 'The owner of the service')
    """
    return code if label.startswith(code) else label
