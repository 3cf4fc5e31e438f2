"""P8.lnob_coverage: for each group whether the Plan has evidence, an action, an indicator and a voice."""

from __future__ import annotations

from typing import Final

from ..exercises.model import Table
from ..exercises.table_rows import named
from ..i18n import gettext as _
from ..methods import GroupCoverage, LnobCoverage, lnob_coverage
from ..methods.display import per_cent
from ..methods.inclusion import TICKS, Tick
from ..methods.result import Result
from .inclusion import ACTIONS, BARRIER_PART, GROUPS, by_group, coded
from .model import Column, Value
from .rates import text
from .values import Inputs, used_rows
from .word_lists import is_no_seat, is_one_of

INDICATORS: Final = ("EX9.7", "indicators")
GROUPS_SOURCE: Final = "EX8.5.groups"


def tick_name(tick: Tick) -> str:
    """Return what a tick of the coverage (M45) stands for."""
    return {
        "evidence": _("evidence"),
        "action": _("action"),
        "indicator": _("indicator"),
        "voice": _("voice in governance"),
    }[tick]


def covered(inputs: Inputs) -> Result[LnobCoverage]:
    """Return for each group what the Plan has (M45), by code.

    Evidence is that of EX8.5, unless it says "unknown"; an action and an indicator are those of EX8.8 that
    name the group, or an indicator of EX9.7; a voice is a role in governance in one of its actions.
    """
    matrix, named_actions = by_group(inputs, BARRIER_PART), by_group(inputs, ACTIONS)
    measured = _groups_with_indicator(inputs)
    unknown = _("unknown, none, no, not known")
    return lnob_coverage(
        {
            code: GroupCoverage(
                evidence=any(not is_one_of(text(row, "evidence"), unknown) for row in matrix.get(code, [])),
                action=any(text(row, "action") for row in named_actions.get(code, [])),
                indicator=code in measured
                or any(text(row, "indicator") for row in named_actions.get(code, [])),
                voice=any(not is_no_seat(text(row, "seat")) for row in named_actions.get(code, [])),
            )
            for code, _row in coded(inputs, GROUPS)
        }
    )


def _groups_with_indicator(inputs: Inputs) -> set[str]:
    """Return the groups that an indicator card of EX9.7 names."""
    written = inputs.part(*INDICATORS)
    if written is None or not isinstance(written.part, Table):
        return set()
    columns = [column.id for column in written.part.columns if column.source == GROUPS_SOURCE]
    rows = [row for _code, row in used_rows(written.part, written.answer)]
    return {code for row in rows for column in columns for code in named(row.get(column))}


def lnob(inputs: Inputs) -> Value:
    """Return the coverage of the groups: leaving no one behind (M45)."""
    result = covered(inputs)
    if result.value is None:
        return Value()
    names = {code: text(row, "name") for code, row in coded(inputs, GROUPS)}
    columns: dict[str, str] = {"group": _("Group")}
    columns.update({tick: tick_name(tick).capitalize() for tick in TICKS})
    columns["coverage"] = _("Coverage, %")
    return Value(
        state="filled",
        raw={
            "coverage": round(result.value.coverage, 6),
            "groups": {code: list(one.ticks) for code, one in result.value.groups.items()},
            "for_not_with": list(result.value.for_not_with),
        },
        text=result.interpretation,
        columns=tuple(Column(id=name, label=label) for name, label in columns.items()),
        rows=tuple(_coverage_row(code, names[code], one) for code, one in result.value.groups.items()),
        notes=result.notes,
        computed=True,
    )


def _coverage_row(code: str, name: str, one: GroupCoverage) -> dict[str, str]:
    label = _("{code} {name}").format(code=code, name=name).strip()
    row = {"group": label, "coverage": per_cent(one.coverage)}
    for tick in TICKS:
        row[tick] = _("yes") if tick in one.ticks else _("not yet")
    return row
