"""P5, what to do: initiatives, their value and feasibility, and whether the first place is robust."""

from __future__ import annotations

from typing import Any, Final

from ..exercises.marking_numbers import read_number
from ..exercises.marking_result import rating
from ..exercises.model import Table
from ..exercises.table_rows import named
from ..i18n import gettext as _
from ..methods import Criterion, Placed, Rated, WeightedCriteria, place_initiatives, weighted_criteria
from ..methods.criteria import reading_name
from ..methods.display import money
from ..methods.display import shown as number
from ..methods.result import Result, unavailable
from ..methods.value_feasibility import quadrant_name
from . import budget, road_map
from .initiatives import CARDS, about_initiatives, labels, rows_of, with_labels
from .model import Column, Value, columns
from .values import Inputs, of_part

RATINGS: Final = ("EX5.3", "ratings")
CRITERIA: Final = ("EX5.4", "criteria")
OPTIONS: Final = ("EX5.4", "options")
DECISIONS: Final = ("EX5.10", "decisions")
VALUE: Final = ("v1", "v2", "v3")
FEASIBILITY: Final = ("f1", "f2", "f3", "f4")
TOP: Final = 5


def initiatives(inputs: Inputs) -> Value:
    """Return the initiative cards with dates (M24), cost of building (M25) and what the hearing decided."""
    written = inputs.part(*CARDS)
    if written is None or not isinstance(written.part, Table) or written.state == "empty":
        return Value()
    plain = of_part(written)
    dates = road_map.scheduled(inputs).value
    decided = inputs.part(*DECISIONS)
    decisions = about_initiatives(inputs, *DECISIONS)
    words = {
        option.id: option.text
        for column in (decided.part.columns if decided and isinstance(decided.part, Table) else ())
        if column.id == "decision"
        for option in column.options
    }
    raw, texts = [], []
    for (code, row), text in zip(rows_of(inputs, *CARDS), plain.rows, strict=True):
        cost = budget.cost_of(inputs, code)
        when = dates.tasks.get(code) if dates else None
        decision = decisions.get(code, {}).get("decision")
        raw.append(
            {
                "id": code,
                "code": code,
                **row,
                "start": when.start if when else None,
                "finish": when.finish if when else None,
                "cost": cost,
                "decision": decision,
            }
        )
        texts.append(
            {
                **text,
                "dates": road_map.span(when, road_map.first_day(inputs)) if when else "",
                "cost": "" if cost is None else money(cost, budget.currency(inputs)),
                "decision": words.get(str(decision), ""),
            }
        )
    computed = {"dates": _("Dates"), "cost": _("Cost of building"), "decision": _("After the hearing")}
    shown = [name for name in computed if any(text[name] for text in texts)]
    return Value(
        state=written.state,
        raw=raw,
        columns=(*plain.columns, *(Column(id=name, label=computed[name]) for name in shown)),
        rows=tuple(texts),
    )


def placed(inputs: Inputs) -> Result[tuple[Placed, ...]]:
    """Place the initiatives that the team has rated in EX5.3 (M22), by code.

    What waits for what comes from the road map of EX5.6.
    """
    dependencies = about_initiatives(inputs, *road_map.SCHEDULE)

    def scores(row: dict[str, Any], names: tuple[str, ...]) -> tuple[int | None, ...]:
        return tuple(rating(row.get(name), 1, TOP) for name in names)

    return place_initiatives(
        {
            code: Rated(
                value=scores(row, VALUE),
                feasibility=scores(row, FEASIBILITY),
                predecessors=named(dependencies.get(code, {}).get("predecessors")),
            )
            for code, row in about_initiatives(inputs, *RATINGS).items()
        }
    )


def initiative_quadrants(inputs: Inputs) -> Value:
    """Return value, feasibility, quadrant and foundations of the initiatives (M22)."""
    written = inputs.part(*RATINGS)
    if written is None or written.state == "empty":
        return Value()
    result = placed(inputs)
    names = labels(inputs)
    raw, texts = [], []
    for one in result.value or ():
        raw.append(
            {
                "id": one.name,
                "value": round(one.placing.value, 6),
                "feasibility": round(one.placing.feasibility, 6),
                "quadrant": one.quadrant,
                "foundation": one.foundation,
            }
        )
        texts.append(
            {
                "initiative": names.get(one.name, one.name),
                "value": number(one.placing.value, 2),
                "feasibility": number(one.placing.feasibility, 2),
                "quadrant": quadrant_name(one.quadrant),
                "foundation": _("Yes") if one.foundation else "",
            }
        )
    headings = {
        "initiative": _("Initiative"),
        "value": _("Value"),
        "feasibility": _("Feasibility"),
        "quadrant": _("What to do"),
        "foundation": _("Foundation"),
    }
    return Value(
        state=written.state if result.value else "begun",
        raw=raw,
        columns=columns(headings),
        rows=tuple(texts),
        notes=(*result.notes, *map(str, result.dropped)),
        computed=True,
    )


def weighed(inputs: Inputs, *, draws: bool = True) -> Result[WeightedCriteria]:
    """Score the team's options of EX5.4 by its own criteria and test the first place (M23).

    Criteria without a weight count with none; an option needs a rating on every criterion.  ``draws=False``
    leaves out the random weights, where they are not shown.
    """
    criteria = [
        Criterion(
            name=f"{code} {row.get('name', '')}".strip(),
            weight=max(read_number(row.get("weight")) or 0.0, 0.0),
            cost=row.get("direction") == "cost",
        )
        for code, row in rows_of(inputs, *CRITERIA)
    ]
    # The first rating belongs to C1 even where C2 has been removed and added again as C3.
    places = [f"c{code.removeprefix('C')}" for code, _row in rows_of(inputs, *CRITERIA)]
    options = {
        code: [rating(row.get(place), 1, TOP) for place in places]
        for code, row in about_initiatives(inputs, *OPTIONS).items()
    }
    if not any(one.weight for one in criteria):
        why = _("Give at least one criterion a weight; the ranking appears here.")
        return unavailable("M23", why, formula="")
    return weighted_criteria(options, criteria, **({} if draws else {"draws": 0}))


def robustness(inputs: Inputs) -> Value:
    """Return the share of variations with the same sole winner (M23), and how to read it."""
    written = inputs.part(*OPTIONS)
    if written is None or written.state == "empty":
        return Value()
    result = weighed(inputs, draws=False)
    if result.value is None:
        return Value(state="begun", notes=(result.interpretation,))
    text = _("{share}: {reading}").format(
        share=number(result.value.robustness, 2), reading=reading_name(result.value.reading)
    )
    notes = with_labels(inputs, (result.interpretation, *result.notes))
    return Value(state="filled", raw=round(result.value.robustness, 6), text=text, notes=notes, computed=True)
