"""P9.results_chain: the links of the chain with their assumptions, checked by method M50."""

from __future__ import annotations

from typing import Any, Final

from ..exercises.marking_result import mapping
from ..exercises.model import Table
from ..exercises.table_rows import named
from ..i18n import gettext as _
from ..methods import ChainLink, ResultsChain, chain_check
from ..methods.result import Result
from ..methods.results_chain import STAGES, Stage
from .model import Value
from .values import Inputs, of_part, used_rows

EXERCISE: Final = "EX9.3"
START: Final = "start"
PART: Final = "nodes"

Rows = list[tuple[str, dict[str, Any]]]


def stage_name(stage: Stage) -> str:
    """Return the name of a level of the chain."""
    return {
        "input": _("Input"),
        "activity": _("Activity"),
        "output": _("Output"),
        "outcome": _("Outcome"),
        "impact": _("Impact"),
    }[stage]


def nodes_of(rows: Rows) -> dict[str, Stage]:
    """Return the links that have a level, by code; one without is not part of the chain yet."""
    stages = {str(stage): stage for stage in STAGES}
    return {code: stages[row["stage"]] for code, row in rows if code and row.get("stage") in stages}


def links_of(rows: Rows) -> list[ChainLink]:
    """Return the arrows between links that exist; each has the assumption of the link that it starts from."""
    nodes = nodes_of(rows)
    return [
        ChainLink(code, end, str(row.get("assumption", "")))
        for code, row in rows
        for end in named(row.get("leads_to"))
        if code in nodes and end in nodes
    ]


def checked(rows: Rows) -> Result[ResultsChain]:
    """Check the chain of EX9.3 (M50)."""
    return chain_check(nodes_of(rows), links_of(rows))


def by_stage(rows: Rows) -> Rows:
    """Return the rows from impact down to input, those without a level last."""
    order = {str(stage): place for place, stage in enumerate(reversed(STAGES))}
    return sorted(rows, key=lambda entry: order.get(str(entry[1].get("stage")), len(order)))


def results_chain(inputs: Inputs) -> Value:
    """Return the chain from impact to inputs, with the objective it serves and what is missing (M50)."""
    written = inputs.part(EXERCISE, PART)
    if written is None or not isinstance(written.part, Table) or written.state == "empty":
        return Value()
    start = inputs.part(EXERCISE, START)
    chosen = next(iter(named(mapping(start.answer).get("objective"))), None) if start else None
    plain = of_part(written)
    rows = used_rows(written.part, written.answer)
    texts = dict(zip((code for code, _row in rows), plain.rows, strict=True))
    ordered = by_stage(rows)
    result = checked(rows)
    objective = of_part(start).rows[0]["value"] if start and chosen else ""
    told = _("For the objective {objective}.").format(objective=objective) if objective else ""
    return Value(
        state=written.state if chosen else "begun",
        raw={
            "objective": chosen,
            "nodes": [{"code": code, **row} for code, row in ordered],
            "completeness": round(result.value.completeness, 6) if result.value else None,
        },
        columns=plain.columns,
        rows=tuple(texts[code] for code, _row in ordered),
        notes=tuple(note for note in (told, result.interpretation, *result.notes) if note),
    )
