"""References to rows of other exercises: ``EX3.7.gaps`` is the table ``gaps`` of the exercise ``EX3.7``.

A reference holds the code of a row.  What the row says is looked up each time, so a gap that is worded
anew reads anew wherever it is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..errors import ToolkitError
from ..i18n import gettext as _
from .bank import exercise as of_bank
from .marking_result import mapping
from .model import Exercise, Table
from .phrases import phrases
from .table_rows import known_rows, named

References = dict[str, list[tuple[str, str]]]
"""Rows by source: their codes and how they read."""

Lookup = Callable[[str], Exercise]


def split(source: str, exercise_id: str = "") -> tuple[str, str]:
    """Return exercise and part of a source; one without an exercise belongs to ``exercise_id``.

    >>> split("EX3.7.gaps"), split("gaps", "EX3.7")
    (('EX3.7', 'gaps'), ('EX3.7', 'gaps'))
    """
    exercise, _dot, part = source.rpartition(".")
    return exercise or exercise_id, part


def foreign(exercise: Exercise) -> list[str]:
    """Return the sources of an exercise that lie in other exercises."""
    return [source for source in exercise.sources if "." in source]


def exercises_read(exercise: Exercise) -> frozenset[str]:
    """Return the other exercises whose answers the references of an exercise show."""
    return frozenset(split(source)[0] for source in foreign(exercise))


def table_of(source: str, lookup: Lookup = of_bank) -> Table:
    """Return the table that a source of another exercise names.

    Raises ``ToolkitError`` where it names no exercise, no part of it, or no table whose rows have codes.
    """
    exercise_id, part_id = split(source)
    found = lookup(exercise_id)
    for part in found.parts:
        if part.id == part_id and isinstance(part, Table) and part.coded:
            return part
    offers = [f"{found.id}.{part.id}" for part in found.parts if isinstance(part, Table) and part.coded]
    raise ToolkitError(
        _("{source!r} names no table whose rows have codes").format(source=source),
        remedy=_("Sources there: {names}.").format(names=", ".join(offers) or _("none")),
    )


def find_table(source: str, lookup: Lookup = of_bank) -> Table | None:
    """Return what ``table_of`` returns, or ``None`` where the workbook holds no such table."""
    try:
        return table_of(source, lookup)
    except (ToolkitError, KeyError):
        return None


def collect(
    exercise: Exercise, answered: Callable[[str], Mapping[str, Any]], lookup: Lookup = of_bank
) -> References:
    """Return the rows that the references of an exercise may name in other exercises.

    Parameters
    ----------
    answered
        Gives the answers to an exercise by part id.
    lookup
        Gives the exercise with an id; from the compiled bank by default.

    A source that the workbook does not hold has no rows here; ``workbook check`` tells its author.
    """
    return {source: rows(source, answered, lookup) for source in foreign(exercise)}


def rows(
    source: str, answered: Callable[[str], Mapping[str, Any]], lookup: Lookup = of_bank
) -> list[tuple[str, str]]:
    """Return the rows of one source as the team has written them: the code and how it reads.

    Takes what ``collect`` takes; none where the workbook does not hold the source.
    """
    exercise_id, part_id = split(source)
    table = find_table(source, lookup)
    return known_rows(table, mapping(answered(exercise_id)).get(part_id)) if table else []


def reading(value: Any, rows: Iterable[tuple[str, str]]) -> str:
    """Return how the answer to a reference reads: ``G1 – No unit owns it; G7 (no longer there)``.

    While no row of the source is known, the codes stand alone.

    >>> reading(["G1", "G7"], [("G1", "G1 – No unit owns it")])
    'G1 – No unit owns it; G7 (no longer there)'
    >>> reading("G2", [])
    'G2'
    """
    labels = dict(rows)
    gone = phrases()["reference_gone"]
    return "; ".join(labels.get(code, gone.format(code=code) if labels else code) for code in named(value))
