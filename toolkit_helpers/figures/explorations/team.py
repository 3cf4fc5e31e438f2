"""Reading what a team has answered: whatever stands there, nothing breaks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]


def answer(team: Mapping[str, Any], exercise: str, part: str) -> Any:
    """Return the answer to one part, or ``None``.

    >>> answer({"EX5.7": {"total": 1200.0}}, "EX5.7", "total"), answer({}, "EX5.7", "total")
    (1200.0, None)
    """
    parts = team.get(exercise)
    return parts.get(part) if isinstance(parts, Mapping) else None


def rows(team: Mapping[str, Any], exercise: str, part: str) -> list[Row]:
    """Return the rows of a table that the team has answered; no rows if there is no table.

    >>> rows({"EX5.6": {"schedule": [{"initiative": "I1", "months": 6.0}, None]}}, "EX5.6", "schedule")
    [{'initiative': 'I1', 'months': 6.0}]
    """
    given = answer(team, exercise, part)
    return [row for row in given if isinstance(row, Mapping)] if isinstance(given, list | tuple) else []


def record(team: Mapping[str, Any], exercise: str, part: str) -> Row:
    """Return the fields of a form, or the items of a scale or grid; empty if there are none.

    >>> record({"EX7.5": {"stock": {"now": 40.0}}}, "EX7.5", "stock")
    {'now': 40.0}
    """
    given = answer(team, exercise, part)
    return given if isinstance(given, Mapping) else {}


def text(value: Any) -> str:
    """Return what was written, without the spaces around it; empty if it is no text.

    >>> text("  Register of  persons "), text(None)
    ('Register of  persons', '')
    """
    return value.strip() if isinstance(value, str) else ""


def number(value: Any) -> float | None:
    """Return a finite number, or ``None`` for anything that is not one.

    >>> number(3), number(True), number("3")
    (3.0, None, None)
    """
    known = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if known else None


def codes(value: Any) -> list[str]:
    """Return the codes that a column of references holds, whether it takes one or several.

    >>> codes("I1"), codes(["I1", "I3", None]), codes(None)
    (['I1'], ['I1', 'I3'], [])
    """
    several = value if isinstance(value, list | tuple) else [value]
    return [one.strip() for one in several if isinstance(one, str) and one.strip()]
