"""Does the Plan hold together?  Its completeness, its checks and its golden thread (M54).

Everything is read from the values of the Plan's fields, so a Plan that is stored or sent on can be checked
without the answers it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..exercises.marking_numbers import read_number
from ..exercises.marking_result import mapping, sequence
from ..exercises.table_rows import named
from ..i18n import gettext as _
from ..methods import golden_thread, plan_completeness
from ..methods.monitoring import Completeness, Initiative, PlanLinks
from ..methods.result import Result
from ..methods.thread import BEADS, Bead, GoldenThread, Strand, hole_text
from .model import Plan, Value

Values = Mapping[str, Value]
"""Values of the Plan's fields by their id."""

FIELDS: Final = (
    "P3.stakeholders",
    "P3.priority_gaps",
    "P4.objectives",
    "P5.initiatives",
    "P8.groups",
    "P9.indicators",
)
"""What the checks and the thread read."""
_WORDS: Final = ("statement", "title", "text", "name")
"""Columns that say what a row is about, the first that it has."""


def completeness(plan: Plan) -> Result[Completeness]:
    """Say how much of the Plan is there, and where it does not hold together (M54).

    A field counts once it is filled in full; one that is begun does not.  Only the sections that this edition
    of the workbook has are counted, and a check waits until the fields that it compares have been begun.
    """
    there = [field for section in plan.sections if section.id in plan.existing for field in section.fields]
    required = [field for field in there if field.spec.required]
    filled = [field.spec.id for field in required if field.filled]
    return plan_completeness(filled, [field.spec.id for field in required], links(values_of(plan)))


def thread(plan: Plan) -> Result[GoldenThread]:
    """Return the golden thread of a Plan: gap, objective, initiative, indicator, with its holes (M54)."""
    return golden_thread(links(values_of(plan)))


def thread_table(values: Values) -> tuple[list[str], list[list[str]]]:
    """Return the golden thread as a table ready to read: header, and one row for each strand.

    Each cell holds the codes with what they stand for, or says which link is missing.  No rows before the
    first gap, objective, initiative or indicator is written.
    """
    header = [_("Gap"), _("Objective"), _("Initiative"), _("Indicator")]
    found = golden_thread(links(values)).value
    words = words_of(values)
    return header, [_strand_row(strand, words) for strand in (found.strands if found else ())]


def _strand_row(strand: Strand, words: Mapping[str, str]) -> list[str]:
    cells: dict[Bead, tuple[str, ...]] = {
        "gap": (strand.gap,),
        "objective": strand.objectives,
        "initiative": (strand.initiative,),
        "indicator": strand.indicators,
    }
    return [
        hole_text(bead) if bead in strand.holes else "; ".join(words.get(code, code) for code in cells[bead])
        for bead in BEADS
    ]


def values_of(plan: Plan) -> Values:
    """Return the values of the fields that the checks read."""
    return {field_id: plan.field(field_id).value for field_id in FIELDS}


def words_of(values: Values) -> dict[str, str]:
    """Return what gaps, objectives, initiatives and indicators say, by code: ``G1 – No unit owns it``."""
    found: dict[str, str] = {}
    for field_id in ("P3.priority_gaps", "P4.objectives", "P5.initiatives", "P9.indicators"):
        for row in _rows(values, field_id) or ():
            text = next((str(row[name]).strip() for name in _WORDS if row.get(name)), "")
            label = _("{code} – {text}").format(code=_code(row), text=text) if text else _code(row)
            found[_code(row)] = label
    return found


def links(values: Values) -> PlanLinks:
    """Return what the fields of a Plan link; ``None`` for those that have not been begun."""
    gaps, objectives = _rows(values, "P3.priority_gaps"), _rows(values, "P4.objectives")
    initiatives, indicators = _rows(values, "P5.initiatives"), _rows(values, "P9.indicators")
    stakeholders = _rows(values, "P3.stakeholders")
    return PlanLinks(
        priority_gaps=None if gaps is None else [_code(row) for row in gaps],
        initiatives=None if initiatives is None else _initiatives(initiatives, values),
        must_be_heard=None
        if stakeholders is None
        else [str(row["name"]) for row in stakeholders if row.get("must_be_heard") and row.get("name")],
        engaged=_engaged(values, stakeholders or []),
        objectives=None if objectives is None else [_code(row) for row in objectives],
        indicators=None
        if indicators is None
        else {_code(row): " ".join(named(row.get("objective"))[:1]) for row in indicators},
    )


def _engaged(values: Values, stakeholders: list[dict[str, Any]]) -> list[str] | None:
    """Return the names under which section 8 speaks of groups: their own, and the stakeholders they cite."""
    groups = _rows(values, "P8.groups")
    if groups is None:
        return None
    names = {_code(row): str(row["name"]) for row in stakeholders if row.get("name")}
    cited = [names[code] for row in groups for code in named(row.get("heard")) if code in names]
    return [*cited, *(str(row["name"]) for row in groups if row.get("name"))]


def _initiatives(rows: list[dict[str, Any]], values: Values) -> dict[str, Initiative]:
    showing: dict[str, list[str]] = {}
    for row in _rows(values, "P9.indicators") or ():
        for code in named(row.get("initiatives")):
            showing.setdefault(code, []).append(_code(row))
    return {
        _code(row): Initiative(
            gaps=named(row.get("gaps")),
            objectives=named(row.get("objectives")),
            lead=str(row.get("lead") or ""),
            cost=read_number(row.get("cost")),
            dates="" if row.get("start") is None else str(row["start"]),
            indicators=showing.get(_code(row), ()),
        )
        for row in rows
    }


def _rows(values: Values, field_id: str) -> list[dict[str, Any]] | None:
    """Return the rows of a field; ``None`` if it has not been begun."""
    value = values.get(field_id)
    if value is None or value.raw is None:
        return None
    return [dict(mapping(row)) for row in sequence(value.raw) if mapping(row)]


def _code(row: Mapping[str, Any]) -> str:
    return str(row.get("code") or row.get("id") or "")
