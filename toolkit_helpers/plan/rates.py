"""Numbers and words of a team's rows, as the methods of section P8 take them: nothing there breaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ..errors import ToolkitError
from ..exercises.marking_numbers import read_number
from ..exercises.marking_result import mapping
from ..exercises.model import Form, Table
from ..methods.result import Result, unavailable
from .values import Written, used_rows

Row = Mapping[str, Any]
Found = TypeVar("Found")


def number(row: Row, name: str, most: float = 2e9) -> float | None:
    """Return a number from 0 to ``most``; ``None`` for anything else, which marking has already told."""
    read = read_number(row.get(name))
    return read if read is not None and 0 <= read <= most else None


def share(row: Row, name: str) -> float | None:
    """Return a rate in per cent as a share of 0 to 1, or ``None``."""
    read = number(row, name, 100)
    return None if read is None else read / 100


def year(row: Row) -> str:
    """Return the year as it is read, or an empty text."""
    read = number(row, "year")
    return "" if read is None else f"{read:.0f}"


def text(row: Row, name: str) -> str:
    """Return what was written, in one line."""
    value = row.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def computed(method: str, compute: Callable[[], Result[Found]]) -> Result[Found]:
    """Return the result of a method, or the sentence why there is none where numbers do not fit."""
    try:
        return compute()
    except ToolkitError as error:
        return unavailable(method, str(error), formula="")


def rows_of(written: Written | None) -> list[Row]:
    """Return the rows of a table in which anything stands; none if there is no table."""
    if written is None or not isinstance(written.part, Table):
        return []
    return [row for _code, row in used_rows(written.part, written.answer)]


def record_of(written: Written | None) -> Row:
    """Return the fields of a form; empty if there is none."""
    return mapping(written.answer) if written and isinstance(written.part, Form) else {}
