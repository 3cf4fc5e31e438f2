"""P5, who pays: the budget by year, yearly costs after delivery, and the total (M25)."""

from __future__ import annotations

from math import fsum
from typing import Any, Final

from ..exercises.marking_numbers import read_number
from ..exercises.marking_result import mapping
from ..exercises.model import Table
from ..exercises.table_rows import named
from ..i18n import gettext as _
from ..methods import Budget, CostItem, plan_budget
from ..methods.display import money
from ..methods.result import Result
from . import road_map
from .initiatives import ABOUT, about_initiatives, cards, rows_of
from .model import Value, columns
from .values import Inputs, not_negative

FRAME: Final = ("EX5.7", "frame")
COSTS: Final = ("EX5.7", "costs")
RECURRENT: Final = ("EX5.7", "recurrent")
YEARS: Final = ("y1", "y2", "y3", "y4", "y5")


def _frame(inputs: Inputs) -> dict[str, Any]:
    return dict(mapping(inputs.answers.parts(FRAME[0]).get(FRAME[1])))


def currency(inputs: Inputs) -> str:
    """Return the currency of the budget as the team has written it."""
    name = _frame(inputs).get("currency")
    return " ".join(name.split()) if isinstance(name, str) else ""


def base_year(inputs: Inputs) -> int | None:
    """Return the base year, which is year 1."""
    year = read_number(_frame(inputs).get("base_year"))
    return int(year) if year is not None and 2000 <= year <= 2100 else None


def year_name(inputs: Inputs, year: int) -> str:
    """Return a year of the road map, from 1, as it is read."""
    first = base_year(inputs)
    if first is None:
        return _("Year {number}").format(number=year)
    return _("Year {number} ({year})").format(number=year, year=first + year - 1)


def cost_of(inputs: Inputs, code: str) -> float | None:
    """Return what it costs to build an initiative, at base prices; ``None`` where no cost is written."""
    row = about_initiatives(inputs, *COSTS).get(code, {})
    known = [cost for year in YEARS if (cost := not_negative(row.get(year))) is not None]
    return fsum(known) if known else None


def items(inputs: Inputs) -> dict[str, CostItem]:
    """Return the costs of EX5.7 by initiative, with its delivery (EX5.6) and its kind (EX5.2)."""
    dates = road_map.scheduled(inputs).value
    kinds = {code: row.get("kind") for code, row in cards(inputs).items()}
    yearly: dict[str, float] = {}
    for _code, row in rows_of(inputs, *RECURRENT):
        cost = not_negative(row.get("yearly"))
        for code in named(row.get(ABOUT))[:1] if cost is not None else ():
            yearly[code] = yearly.get(code, 0.0) + (cost or 0.0)
    return {
        code: CostItem(
            years=[not_negative(row.get(year)) for year in YEARS],
            yearly=yearly.get(code),
            delivered=road_map.delivery_year(dates.tasks[code]) if dates and code in dates.tasks else None,
            capacity=kinds.get(code) == "capacity",
        )
        for code, row in about_initiatives(inputs, *COSTS).items()
    }


def computed(inputs: Inputs) -> Result[Budget]:
    """Add up the team's own budget by year (M25), up to the year after the last delivery.

    Rates that cannot be, which the form says, count as 0.
    """
    found = items(inputs)
    frame = _frame(inputs)
    inflation = read_number(frame.get("inflation")) or 0.0
    dates = road_map.scheduled(inputs).value
    delivered = max((road_map.delivery_year(one) for one in dates.tasks.values()), default=0) if dates else 0
    used = [place for item in found.values() for place, cost in enumerate(item.years, 1) if cost]
    last = max([*used, delivered + 1 if any(item.yearly for item in found.values()) else 1])
    trimmed = {
        code: CostItem(item.years[:last], item.yearly, item.delivered, item.capacity)
        for code, item in found.items()
    }
    return plan_budget(
        trimmed,
        inflation=inflation / 100 if inflation > -100 else 0.0,
        contingency=(not_negative(frame.get("contingency")) or 0.0) / 100,
        ceiling=not_negative(frame.get("ceiling")),
        years=last,
        currency=currency(inputs),
    )


def budget_total(inputs: Inputs) -> Value:
    """Return the total as paid, with contingency; begun as long as no yearly cost is written."""
    parts = [inputs.part(*FRAME), inputs.part(*COSTS), inputs.part(*RECURRENT)]
    states = [part.state for part in parts if part]
    if not states or set(states) == {"empty"}:
        return Value()
    result = computed(inputs)
    if result.value is None:
        return Value(state="begun", notes=(result.interpretation,))
    left_out = _frame(inputs).get("left_out")
    notes = [result.interpretation]
    if not rows_of(inputs, *RECURRENT):
        notes.append(_("Not finished: no yearly cost after delivery is written yet."))
    if isinstance(left_out, str) and left_out.strip():
        notes.append(_("Not in it yet: {what}").format(what=left_out.strip()))
    return Value(
        state="filled" if set(states) == {"filled"} else "begun",
        raw=round(result.value.total, 2),
        text=money(result.value.total, currency(inputs)),
        notes=tuple(notes),
        computed=True,
    )


def budget_by_year(inputs: Inputs) -> Value:
    """Return building, yearly costs and what will be paid in each year (M25), and who pays.

    Programs find the cost of each initiative in each year, as the team has written it.
    """
    written = inputs.part(*COSTS)
    if written is None or written.state == "empty":
        return Value()
    result = computed(inputs)
    if result.value is None:
        return Value(state="begun", notes=(result.interpretation,))
    lines = zip(result.value.base, result.value.recurrent, result.value.nominal, strict=True)
    texts = [
        {
            "year": year_name(inputs, year),
            "building": money(base),
            "yearly": money(recurrent),
            "paid": money(round(nominal)),
        }
        for year, (base, recurrent, nominal) in enumerate(lines, 1)
    ]
    name = currency(inputs)
    headings = {
        "year": _("Year"),
        "building": _("Building, base prices"),
        "yearly": _("Yearly costs, base prices"),
        "paid": _("As paid, with inflation, {currency}").format(currency=name)
        if name
        else _("As paid, with inflation"),
    }
    left = map(str, result.dropped)
    return Value(
        state=written.state,
        raw=[
            {"initiative": code, **{year: not_negative(row.get(year)) for year in YEARS}}
            for code, row in about_initiatives(inputs, *COSTS).items()
        ],
        columns=columns(headings),
        rows=tuple(texts),
        notes=(*payers(inputs), *result.notes, *left),
        computed=True,
    )


def payers(inputs: Inputs) -> tuple[str, ...]:
    """Say which initiatives each source of money pays, one sentence for each source."""
    written = inputs.part(*COSTS)
    if written is None or not isinstance(written.part, Table):
        return ()
    column = next((one for one in written.part.columns if one.id == "source"), None)
    rows = about_initiatives(inputs, *COSTS)
    found = []
    for option in column.options if column else ():
        codes = [code for code, row in rows.items() if row.get("source") == option.id]
        if codes:
            found.append(
                _("{source}: {initiatives}").format(source=option.text, initiatives=", ".join(codes))
            )
    return tuple(found)
