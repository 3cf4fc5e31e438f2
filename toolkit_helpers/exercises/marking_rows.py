"""Marking of tables and forms: required fields, limits, and the rules that authors set over rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .marking_checks import CheckedRow, advice
from .marking_numbers import format_number, read_number
from .marking_result import Context, Message, Result, mapping, say, words
from .model import Column, Form, Table
from .table_rows import filled, given, is_text, known, named, row_codes, row_names, table_rows

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def mark_table(part: Table, answer: Any, context: Context) -> Result:
    """Check the number of rows, each field, and the table's own rules; style is never judged."""
    rows = table_rows(part, answer)
    used = [number for number, row in enumerate(rows) if filled(part.columns, row)]
    if not used:
        return Result("unanswered", messages=(say("hint_rows"),))
    names, codes = row_names(part, rows), row_codes(part, rows)
    faults: list[Message] = []
    if len(used) < part.minimum_rows:
        faults.append(say("rows_done", done=len(used), minimum=part.minimum_rows))
    if len(used) > part.maximum_rows:
        faults.append(say("rows_over", done=len(used), maximum=part.maximum_rows))
    gone: list[Message] = []
    for number in used:
        for column in part.columns:
            label = say("row_field", row=names[number], label=column.label).text
            value, about = rows[number].get(column.id), f"{number}.{column.id}"
            faults += _faults(column, value, label, about)
            gone += _gone(column, value, label, about, context)
    checked = [CheckedRow(rows[number], codes[number], names[number]) for number in used]
    remarks = (*gone, *advice(part, checked, context))
    return Result("incomplete" if faults else "complete", messages=(*faults, *remarks))


def mark_form(part: Form, answer: Any, context: Context) -> Result:
    """Check each field of a record."""
    record = mapping(answer)
    if not filled(part.fields, record):
        return Result("unanswered", messages=(say("hint_form"),))
    faults: list[Message] = []
    gone: list[Message] = []
    for column in part.fields:
        value = record.get(column.id)
        faults += _faults(column, value, column.label, column.id)
        gone += _gone(column, value, column.label, column.id, context)
    return Result("incomplete" if faults else "complete", messages=(*faults, *gone))


def _gone(column: Column, value: Any, field: str, about: str, context: Context) -> Iterator[Message]:
    """Say which rows a reference names that are no longer there; nothing while no row is known."""
    codes = {code for code, _label in known(column.source, context)} if column.source else ()
    for code in named(value) if codes else ():
        if code not in codes:
            yield say("field_gone", about, field=field, code=code)


def _faults(column: Column, value: Any, field: str, about: str) -> Iterator[Message]:
    """Say what is missing or out of bounds in one field."""
    if not given(column, value):
        if column.type == "choice" and words(value):
            yield say("field_option", about, field=field)
        elif column.required:
            yield say("field_empty", about, field=field)
        return
    if column.type == "number":
        yield from _number_faults(column, value, field, about)
    elif column.type == "date" and not is_date(value):
        yield say("field_date", about, field=field)
    elif is_text(column):
        count, letters = words(value), len(value)
        limit, most = column.max_words, column.max_length
        if limit is not None and count > limit:
            yield say("field_words", about, field=field, words=count, limit=limit, over=count - limit)
        if most is not None and letters > most:
            yield say("field_length", about, field=field, count=letters, limit=most, over=letters - most)


def _number_faults(column: Column, value: Any, field: str, about: str) -> Iterator[Message]:
    number = read_number(value)
    if number is None:
        yield say("field_number", about, field=field)
    elif column.minimum is not None and number < column.minimum:
        yield say("field_low", about, field=field, minimum=format_number(column.minimum))
    elif column.maximum is not None and number > column.maximum:
        yield say("field_high", about, field=field, maximum=format_number(column.maximum))


def is_date(value: Any) -> bool:
    """Whether a text is a day of the calendar, written year-month-day.

    >>> is_date("2028-02-29"), is_date("2027-02-29"), is_date("soon")
    (True, False, False)
    """
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    year, month, day = map(int, value.split("-"))
    if not (year and 1 <= month <= 12):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = 29 if month == 2 and leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return 1 <= day <= last
