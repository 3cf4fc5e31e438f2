"""The charts of the Plan, from the values of its fields: gaps, value and feasibility, the road map."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ..exercises.marking_result import mapping, sequence
from ..exercises.paper_text import clean
from ..figures.description import Axis, Chart, Mark, Point, Series, Table
from ..figures.explorations import describe
from ..i18n import gettext as _
from ..methods.display import listed
from ..methods.value_feasibility import CUT, HIGH, LOW, quadrant_name
from ..plan.model import Plan, Value

YEAR: Final = 12
_LONG: Final = 46
_DRAWN: Final = re.compile(
    "[\u0020-\u007e\u00a0-\u052f\u1e00-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u2193]*"
)
"""Latin, Greek and Cyrillic letters, punctuation and currencies."""


def chart_of(plan: Plan, field_id: str) -> Chart | None:
    """Return the chart that belongs to a field; ``None`` if it has none or its numbers are not there."""
    draw = _CHARTS.get(field_id)
    return draw(plan.field(field_id).value) if draw else None


def gap_map(value: Value) -> Chart | None:
    """Return the gaps of the capacity grid as in exploration D3.3."""
    cells = mapping(value.raw)
    if not any(mapping(cell).get("gap") is not None for cell in cells.values()):
        return None
    return describe("D3.3", None, {"EX3.4": {"grid": cells}})


def value_map(value: Value) -> Chart | None:
    """Return the initiatives on the map of value and feasibility (M22), each by its code."""
    placed = _rows(value, "value", "feasibility")
    if not placed:
        return None
    groups = [
        (_("Foundation that others stand on"), "two", [row for row in placed if row.get("foundation")]),
        (_("Initiative"), "one", [row for row in placed if not row.get("foundation")]),
    ]
    return Chart(
        id="value-map",
        kind="scatter",
        question=_("What is worth doing, and what can be done soon?"),
        finding=_start_now(placed),
        x=Axis(label=_("Feasibility, 1 low to 5 high"), minimum=LOW, maximum=HIGH, decimals=1),
        y=Axis(label=_("Value, 1 low to 5 high"), minimum=LOW, maximum=HIGH, decimals=1),
        series=[
            Series(
                name=name,
                role=role,
                points=[Point(x=row["feasibility"], y=row["value"], label=str(row["id"])) for row in rows],
            )
            for name, role, rows in groups
            if rows
        ],
        marks=[
            Mark(x=CUT, label=_("high from 3")),
            Mark(x=CUT, label=_("high from 3"), horizontal=True),
        ],
        notice=_(
            "Upper right: start now. Upper left: prepare. Lower right: only if nearly free. "
            "Lower left: not now."
        ),
        source=_("Source: ratings of the team (EX5.3)."),
        alt=_(
            "Plane with feasibility from left to right and value from bottom to top, both from 1 to 5. "
            "{count} initiatives stand on it by their code; upper right is “start now”, upper left “prepare”."
        ).format(count=len(placed)),
        table=_value_table(placed),
    )


def _start_now(placed: list[Mapping[str, Any]]) -> str:
    first = [str(row["id"]) for row in placed if row.get("quadrant") == "start now"]
    if not first:
        return _("No initiative has both high value and high feasibility yet")
    return _("{count} of {all} initiatives have high value and can start now: {names}").format(
        count=len(first), all=len(placed), names=listed(first)
    )


def _value_table(placed: list[Mapping[str, Any]]) -> Table:
    return Table(
        caption=_("Value and feasibility of the initiatives"),
        header=[_("Initiative"), _("Value"), _("Feasibility"), _("What to do")],
        rows=[
            [
                str(row["id"]),
                f"{row['value']:.2f}",
                f"{row['feasibility']:.2f}",
                quadrant_name(row["quadrant"]),
            ]
            for row in placed
        ],
    )


def road_map(value: Value) -> Chart | None:
    """Return the road map as bars in time; what lies on the longest chain is filled (M24)."""
    dated = sorted(_rows(value, "start", "finish"), key=lambda row: (row["start"], str(row["initiative"])))
    if not dated:
        return None
    names = {str(raw.get("initiative")): text["initiative"] for raw, text in _both(value)}
    categories = {
        str(row["initiative"]): _cut(names[str(row["initiative"])], str(row["initiative"])) for row in dated
    }
    end = max(row["finish"] for row in dated)
    bars = _bars(dated, categories)
    chain = listed([str(row["initiative"]) for row in dated if row.get("critical") is True])
    return Chart(
        id="road-map",
        kind="gantt",
        question=_("When does each initiative run, and which delay moves the end?"),
        finding=_("Everything is done after {months} months; a delay of {chain} moves the end").format(
            months=f"{end:g}", chain=chain
        ),
        x=Axis(label=_("Months from the start of the road map"), minimum=0, decimals=0),
        y=Axis(categories=list(categories.values())),
        series=[
            Series(name=name, role=role, points=bars[critical])
            for critical, name, role in (
                (True, _("On the longest chain: delay moves the end"), "own"),
                (False, _("With float: may slip"), "group"),
            )
            if bars[critical]
        ],
        marks=[
            Mark(x=YEAR * year, label=_("End of year {number}").format(number=year))
            for year in range(1, int(end // YEAR) + 1)
            if YEAR * year < end
        ],
        source=_("Source: the team's own road map (EX5.6). Critical path after Kelley and Walker, 1959."),
        alt=_(
            "One bar for each of {count} initiatives, from its first to its last month. Filled bars lie on "
            "the longest chain, hatched ones have float; the words are beside each bar."
        ).format(count=len(dated)),
        table=_road_table(dated, names),
    )


def _bars(dated: list[Mapping[str, Any]], categories: Mapping[str, str]) -> dict[bool, list[Point]]:
    """Return the bars on the longest chain, and those that have float."""
    bars: dict[bool, list[Point]] = {True: [], False: []}
    for row in dated:
        critical = row.get("critical") is True
        template = (
            _("month {start} to {end}, longest chain")
            if critical
            else _("month {start} to {end}, float {float}")
        )
        label = template.format(
            start=f"{row['start']:g}", end=f"{row['finish']:g}", float=f"{row.get('float') or 0:g}"
        )
        bars[critical].append(
            Point(x=row["finish"], start=row["start"], y=categories[str(row["initiative"])], label=label)
        )
    return bars


def _road_table(dated: list[Mapping[str, Any]], names: Mapping[str, str]) -> Table:
    return Table(
        caption=_("Road map in months from its start"),
        header=[_("Initiative"), _("From month"), _("To month"), _("Float in months")],
        rows=[
            [
                names[str(row["initiative"])],
                f"{row['start']:g}",
                f"{row['finish']:g}",
                _("none") if row.get("critical") is True else f"{row.get('float') or 0:g}",
            ]
            for row in dated
        ],
    )


_CHARTS: Final = {
    "P3.capacity_grid": gap_map,
    "P5.initiative_quadrants": value_map,
    "P5.schedule": road_map,
}
"""Fields that have a chart."""


def _rows(value: Value, *numbers: str) -> list[Mapping[str, Any]]:
    """Return the rows in which all these numbers stand."""
    rows = [mapping(row) for row in sequence(value.raw)]
    return [row for row in rows if all(isinstance(row.get(name), int | float) for name in numbers)]


def _both(value: Value) -> list[tuple[Mapping[str, Any], Mapping[str, str]]]:
    return list(zip(map(mapping, sequence(value.raw)), value.rows, strict=True))


def _cut(name: str, code: str) -> str:
    """Shorten a name beside a bar; the table has it in full.

    Of a name in a script that the painter of documents cannot set, the code stays.
    """
    name = " ".join(clean(name).split())
    if not _DRAWN.fullmatch(name):
        return code
    return name if len(name) <= _LONG else f"{name[:_LONG].rpartition(' ')[0] or name[:_LONG]} …"
