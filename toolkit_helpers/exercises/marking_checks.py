"""The rules that authors set over the rows of a table (``kinds_checks.Check``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .marking_numbers import format_number, read_number
from .marking_result import Context, Message, fill, tokens
from .model import Check, Column, Table
from .phrases import phrases
from .table_rows import Row, codes_in, given, is_text, known, named, short_name, text_of

CLOSE = 0.001
"""How far a sum may be away from its total."""


@dataclass(frozen=True)
class CheckedRow:
    """A row that holds something, with its code and with what messages call it."""

    row: Row
    code: str
    name: str


@dataclass(frozen=True)
class Looked:
    """A rule, the rows that it looks at, and the rows that a reference may name: the code and its label."""

    check: Check
    part: Table
    rows: Sequence[CheckedRow]
    known: Sequence[tuple[str, str]]

    @property
    def column(self) -> Column:
        """The column that the rule is about."""
        return next(column for column in self.part.columns if column.id == self.check.column)

    @property
    def texts(self) -> list[str]:
        """The values of this column as authors write them."""
        return [text_of(one.row.get(self.check.column)) for one in self.rows]

    def pairs(self) -> Iterator[tuple[CheckedRow, Any, Any]]:
        """Go through the rows with the values of ``column`` and ``other``."""
        for one in self.rows:
            yield one, one.row.get(self.check.column), one.row.get(self.check.other)


def advice(part: Table, rows: Sequence[CheckedRow], context: Context) -> Iterator[Message]:
    """Say which rules the rows break; a rule that compares with rows not known yet says nothing."""
    for check in part.checks:
        offered = known(check.source, context) if check.source else []
        if check.source and not offered and check.source not in context.tables:
            continue
        seen = [one for one in rows if _concerned(check, one.row)]
        yield from _CHECKS[check.rule](Looked(check, part, seen, offered))


def _concerned(check: Check, row: Row) -> bool:
    return all(text_of(row.get(column)) in values for column, values in check.when.items())


def _plain(looked: Looked, *, broken: bool) -> Iterator[Message]:
    """Say the author's text as it is."""
    if broken:
        yield Message("", "hint", looked.check.say)


def _rows(looked: Looked, rows: Iterable[CheckedRow]) -> Iterator[Message]:
    """Say which rows a rule is about."""
    return _filled_in(looked, "rows", ", ".join(one.name for one in rows))


def _filled_in(looked: Looked, name: str, value: str) -> Iterator[Message]:
    """Put a value into the author's text, or behind it where the text has no place for it."""
    if not value:
        return
    text = looked.check.say
    known: dict[str, object] = {name: value}
    whole = text if f"{{{name}}}" in text else fill(phrases()[f"check_{name}"], say=text)
    yield Message("", "hint", fill(whole, **known))


def _filled(looked: Looked) -> Iterator[Message]:
    column = looked.column
    return _rows(looked, [one for one in looked.rows if not given(column, one.row.get(column.id))])


def _each(looked: Looked) -> Iterator[Message]:
    labels = {option.id: option.text for option in looked.column.options}
    texts = looked.texts
    missing = [one for one in looked.check.values or labels if texts.count(one) < looked.check.count]
    return _filled_in(looked, "missing", ", ".join(labels.get(value, value) for value in missing))


def _some(looked: Looked) -> Iterator[Message]:
    found = sum(text in looked.check.values for text in looked.texts)
    return _plain(looked, broken=found < looked.check.count)


def _not_all(looked: Looked) -> Iterator[Message]:
    texts = looked.texts
    return _plain(looked, broken=len(texts) > 1 and all(text in looked.check.values for text in texts))


def _high_low(looked: Looked) -> Iterator[Message]:
    high, low = looked.check.high, looked.check.low
    pairs = [(read_number(one), read_number(other)) for _row, one, other in looked.pairs()]
    found = any(
        one is not None
        and other is not None
        and (high is None or one >= high)
        and (low is None or other <= low)
        for one, other in pairs
    )
    return _plain(looked, broken=not found)


def _same_text(looked: Looked) -> Iterator[Message]:
    values = looked.check.values
    compared = looked.check.other or next((one.id for one in looked.part.columns if is_text(one)), "")
    groups: dict[str, list[tuple[CheckedRow, str]]] = {}
    for one, place in zip(looked.rows, looked.texts, strict=True):
        text = _folded(one.row.get(compared))
        if text and (place in values or not values):
            groups.setdefault(text, []).append((one, place))
    twice = [
        group
        for group in groups.values()
        if len(group) > 1 and (len(values) < 2 or len({place for _, place in group}) > 1)
    ]
    return _rows(looked, [one for group in twice for one, _place in group])


def _folded(value: Any) -> str:
    return " ".join(tokens(text_of(value).lower()))


def _cites(looked: Looked) -> Iterator[Message]:
    """``values`` limits the letters that count; ``other`` limits the codes to those of a table."""
    known, letters = {code.upper() for code, _label in looked.known}, looked.check.values

    def counts(code: str) -> bool:
        letter = code.rstrip("0123456789")
        return (not looked.check.other or code in known) and (not letters or letter in letters)

    cited = [set(filter(counts, codes_in(text))) for text in looked.texts]
    return _rows(
        looked,
        [one for one, codes in zip(looked.rows, cited, strict=True) if len(codes) < looked.check.count],
    )


def _orphans(looked: Looked) -> Iterator[Message]:
    cited = {code for text in looked.texts for code in codes_in(text)}
    return _missing(looked, [(code, label) for code, label in looked.known if code.upper() not in cited])


def _covers(looked: Looked) -> Iterator[Message]:
    found = {code for one in looked.rows for code in named(one.row.get(looked.check.column))}
    return _missing(looked, [(code, label) for code, label in looked.known if code not in found])


def _missing(looked: Looked, rows: Iterable[tuple[str, str]]) -> Iterator[Message]:
    return _filled_in(looked, "missing", ", ".join(short_name(code, label) for code, label in rows))


def _differ(looked: Looked) -> Iterator[Message]:
    def same(one: Any, other: Any) -> bool:
        first, second = _amount(one), _amount(other)
        if first is not None and second is not None:
            return first == second
        return bool(_folded(one)) and _folded(one) == _folded(other)

    return _rows(looked, [row for row, one, other in looked.pairs() if same(one, other)])


def _amount(value: Any) -> float | None:
    """Return what can be compared by size: a number, or a day as the number of its digits."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return float(value.replace("-", ""))
    return read_number(value)


def _less(looked: Looked) -> Iterator[Message]:
    return _compared(looked, lambda one, other: one < other)


def _at_most(looked: Looked) -> Iterator[Message]:
    return _compared(looked, lambda one, other: one <= other)


def _compared(looked: Looked, right: Callable[[float, float], bool]) -> Iterator[Message]:
    amounts = [(row, _amount(one), _amount(other)) for row, one, other in looked.pairs()]
    return _rows(
        looked,
        [
            row
            for row, one, other in amounts
            if one is not None and other is not None and not right(one, other)
        ],
    )


def _sum(looked: Looked) -> Iterator[Message]:
    numbers = [read_number(one.row.get(looked.check.column)) for one in looked.rows]
    found = [number for number in numbers if number is not None]
    total = 0.0
    for number in found:
        # Not sum(): from Python 3.12 on it rounds otherwise than a browser does.
        total += number
    wanted = looked.check.count if looked.check.total is None else looked.check.total
    off = bool(found) and abs(total - wanted) > CLOSE + 1e-9
    return _filled_in(looked, "sum", format_number(total) if off else "")


def _row_count(looked: Looked) -> Iterator[Message]:
    check = looked.check
    low, high = check.low or 0, float("inf") if check.high is None else check.high

    def fits(row: Row) -> bool:
        return low <= sum(text_of(row.get(column)) in check.values for column in check.columns) <= high

    return _rows(looked, [one for one in looked.rows if not fits(one.row)])


def _cycle(looked: Looked) -> Iterator[Message]:
    def name(one: CheckedRow) -> str:
        about = named(one.row.get(looked.check.other)) if looked.check.other else [one.code]
        return about[0] if about else ""

    leads: dict[str, list[str]] = {}
    for one in looked.rows:
        leads.setdefault(name(one), []).extend(named(one.row.get(looked.check.column)))
    return _filled_in(looked, "cycle", " → ".join(circle(leads)))


def circle(leads: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the first circle that a graph leads round in, its start also as its end; else an empty list.

    >>> circle({"I1": ["I2"], "I2": ["I4"], "I4": ["I2"]}), circle({"I1": ["I2"], "I2": []})
    (['I2', 'I4', 'I2'], [])
    """
    left = dict(leads)
    while ends := [code for code, to in left.items() if not any(one in left for one in to)]:
        for code in ends:
            del left[code]
    if not left:
        return []
    # What is left has a way on from everywhere, so any walk comes back to itself.
    path = [next(iter(left))]
    while True:
        step = next(one for one in left[path[-1]] if one in left)
        if step in path:
            return [*path[path.index(step) :], step]
        path.append(step)


def _pattern(looked: Looked) -> Iterator[Message]:
    # ASCII, and spaces made plain: then \b, \w, \s and . mean the same here and in a browser.
    pattern = re.compile(looked.check.pattern, re.ASCII | re.IGNORECASE)
    texts = [" ".join(tokens(text)) for text in looked.texts]
    return _rows(
        looked, [one for one, text in zip(looked.rows, texts, strict=True) if text and pattern.search(text)]
    )


_CHECKS: dict[str, Callable[[Looked], Iterator[Message]]] = {
    "filled": _filled,
    "each": _each,
    "some": _some,
    "count_where": _some,
    "not_all": _not_all,
    "high_low": _high_low,
    "same_text": _same_text,
    "cites": _cites,
    "orphans": _orphans,
    "covers": _covers,
    "differ": _differ,
    "less": _less,
    "at_most": _at_most,
    "sum": _sum,
    "row_count": _row_count,
    "cycle": _cycle,
    "pattern": _pattern,
}
