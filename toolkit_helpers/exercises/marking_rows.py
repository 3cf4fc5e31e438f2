"""Marking of tables and forms: required fields, limits, and the rules that authors set over rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .marking_numbers import format_number, read_number
from .marking_result import Context, Message, Result, fill, mapping, rating, say, sequence, tokens, words
from .model import Check, Column, Form, Table
from .phrases import phrases

Row = Mapping[str, Any]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CODE = re.compile(r"[A-Za-z]{1,3}[0-9]{1,3}")


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
    return words(value) > 0


def filled(columns: Sequence[Column], row: Row) -> bool:
    """Whether anything stands in a row; an untouched row counts as no row."""
    return any(given(column, row.get(column.id)) for column in columns)


def row_codes(table: Table, answer: Any) -> list[str]:
    """Return the code of each row (``G1``, ``W2``), empty for an untouched row or one without its letter.

    Rows keep their codes when an empty row stands between them.
    """
    counts: dict[str, int] = {}
    lettered = {column.id: column for column in table.columns if column.type == "choice"}
    codes = []
    for row in map(mapping, sequence(answer)):
        letter = table.code
        if letter in lettered:
            value = row.get(letter)
            letter = str(value) if given(lettered[letter], value) else ""
        if letter and filled(table.columns, row):
            counts[letter] = counts.get(letter, 0) + 1
            codes.append(f"{letter}{counts[letter]}")
        else:
            codes.append("")
    return codes


def mark_table(part: Table, answer: Any, context: Context) -> Result:
    """Check the number of rows, each field, and the table's own rules; style is never judged."""
    rows = [mapping(row) for row in sequence(answer)]
    used = [number for number, row in enumerate(rows) if filled(part.columns, row)]
    if not used:
        return Result("unanswered", messages=(say("hint_rows"),))
    names = _row_names(part, rows)
    faults: list[Message] = []
    if len(used) < part.minimum_rows:
        faults.append(say("rows_done", done=len(used), minimum=part.minimum_rows))
    if len(used) > part.maximum_rows:
        faults.append(say("rows_over", done=len(used), maximum=part.maximum_rows))
    for number in used:
        for column in part.columns:
            label = say("row_field", row=names[number], label=column.label).text
            faults += _faults(column, rows[number].get(column.id), label, f"{number}.{column.id}")
    advice = [
        message
        for check in part.checks
        for message in _CHECKS[check.rule](check, part, _Rows(rows, used, names), context)
    ]
    return Result("incomplete" if faults else "complete", messages=(*faults, *advice))


def mark_form(part: Form, answer: Any, _context: Context) -> Result:
    """Check each field of a record."""
    record = mapping(answer)
    if not filled(part.fields, record):
        return Result("unanswered", messages=(say("hint_form"),))
    faults = [
        fault
        for column in part.fields
        for fault in _faults(column, record.get(column.id), column.label, column.id)
    ]
    return Result("incomplete" if faults else "complete", messages=tuple(faults))


def _row_names(part: Table, rows: Sequence[Row]) -> list[str]:
    codes = row_codes(part, rows)
    name = phrases()["row_name"]
    return [code or name.format(name=part.row_name, number=number + 1) for number, code in enumerate(codes)]


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
    elif column.type in {"text", "long"}:
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


class _Rows:
    """The rows of a table that hold something, with their names."""

    def __init__(self, rows: Sequence[Row], used: Sequence[int], names: Sequence[str]) -> None:
        self.rows = [rows[number] for number in used]
        self.names = [names[number] for number in used]

    def texts(self, column: str) -> list[str]:
        return [_text(row.get(column)) for row in self.rows]


def _text(value: Any) -> str:
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


def _rows_message(check: Check, rows: Sequence[str]) -> Iterator[Message]:
    """Say which rows a rule is about, where the author's text does not already do so."""
    if rows:
        yield _with(check, "check_rows", "rows", ", ".join(rows))


def _with(check: Check, phrase: str, name: str, value: str) -> Message:
    known: dict[str, object] = {name: value}
    if f"{{{name}}}" in check.say:
        return Message("", "hint", fill(check.say, **known))
    return Message("", "hint", fill(phrases()[phrase], say=check.say, **known))


def _check_filled(check: Check, part: Table, rows: _Rows, _context: Context) -> Iterator[Message]:
    column = _column(part, check.column)
    pairs = zip(rows.names, rows.rows, strict=True)
    return _rows_message(check, [name for name, row in pairs if not given(column, row.get(check.column))])


def _check_each(check: Check, part: Table, rows: _Rows, _context: Context) -> Iterator[Message]:
    column = _column(part, check.column)
    labels = {option.id: option.text for option in column.options}
    texts = rows.texts(check.column)
    missing = [value for value in check.values or labels if texts.count(value) < check.count]
    if missing:
        yield _with(check, "check_missing", "missing", ", ".join(labels.get(v, v) for v in missing))


def _check_some(check: Check, _part: Table, rows: _Rows, _context: Context) -> Iterator[Message]:
    if sum(text in check.values for text in rows.texts(check.column)) < check.count:
        yield Message("", "hint", check.say)


def _check_not_all(check: Check, _part: Table, rows: _Rows, _context: Context) -> Iterator[Message]:
    texts = rows.texts(check.column)
    if len(texts) > 1 and all(text in check.values for text in texts):
        yield Message("", "hint", check.say)


def _check_high_low(check: Check, _part: Table, rows: _Rows, _context: Context) -> Iterator[Message]:
    high = check.high if check.high is not None else float("-inf")
    low = check.low if check.low is not None else float("inf")
    for row in rows.rows:
        first, second = read_number(row.get(check.column)), read_number(row.get(check.other))
        if first is not None and second is not None and first >= high and second <= low:
            return
    yield Message("", "hint", check.say)


def _check_same_text(check: Check, part: Table, rows: _Rows, _context: Context) -> Iterator[Message]:
    written = next((column.id for column in part.columns if column.type in {"text", "long"}), "")
    places = rows.texts(check.column)
    texts = rows.texts(check.other or written)
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, place, text in zip(rows.names, places, texts, strict=True):
        plain = " ".join(tokens(text.lower()))
        if plain and (place in check.values or not check.values):
            groups.setdefault(plain, []).append((name, place))
    twice = [
        group
        for group in groups.values()
        if len(group) > 1 and (len(check.values) < 2 or len({place for _, place in group}) > 1)
    ]
    return _rows_message(check, [name for group in twice for name, _ in group])


def _check_cites(check: Check, _part: Table, rows: _Rows, context: Context) -> Iterator[Message]:
    """``values`` limits the letters that count; ``other`` limits the codes to those of a table."""
    known = _codes_of(check.other, context) if check.other else None
    short = []
    for name, text in zip(rows.names, rows.texts(check.column), strict=True):
        cited = {code for code in codes_in(text) if known is None or code in known}
        if check.values:
            cited = {code for code in cited if code.rstrip("0123456789") in check.values}
        if len(cited) < check.count:
            short.append(name)
    return _rows_message(check, short)


def _check_orphans(check: Check, _part: Table, rows: _Rows, context: Context) -> Iterator[Message]:
    cited = {code for text in rows.texts(check.column) for code in codes_in(text)}
    missing = [code for code in _codes_of(check.other, context) if code not in cited]
    if missing:
        yield _with(check, "check_missing", "missing", ", ".join(missing))


def _codes_of(table: str, context: Context) -> list[str]:
    if table not in context.tables:
        return []
    return [code.upper() for code in row_codes(context.tables[table], context.siblings.get(table)) if code]


def _column(part: Table, column: str) -> Column:
    return next(one for one in part.columns if one.id == column)


_CHECKS: dict[str, Callable[[Check, Table, _Rows, Context], Iterator[Message]]] = {
    "filled": _check_filled,
    "each": _check_each,
    "some": _check_some,
    "not_all": _check_not_all,
    "high_low": _check_high_low,
    "same_text": _check_same_text,
    "cites": _check_cites,
    "orphans": _check_orphans,
}
