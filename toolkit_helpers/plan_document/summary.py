"""The page that stands first: the team's own words where it has written them, and the Plan at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..exercises.marking_result import mapping, sequence
from ..i18n import gettext as _
from ..plan.model import Plan
from .outline import Bullets, Element, Grid, Words

_LONGEST: Final = 170
_LONGEST_OWN: Final = 3200
"""Letters that a page holds beside the glance."""
_MOST: Final = 3
_MOST_INITIATIVES: Final = 7


def summary(plan: Plan) -> tuple[Element, ...]:
    """Return the elements of the one-page summary; empty before anything is written that it could tell."""
    own = plan.field("P10.one_page_summary").value.text
    told: list[Element] = [Words(_cut(own, _LONGEST_OWN), "own")] if own else [*_drafted(plan)]
    rows = tuple(_glance(plan, own=bool(own)))
    if rows:
        told.append(Grid(_("At a glance"), (_("What"), _("Our Plan")), rows))
    return tuple(told)


def _drafted(plan: Plan) -> Iterator[Element]:
    """Yield a page from the fields, for a team that has not written its own in EX10.3 yet."""
    vision = plan.field("P4.vision_statement").value.text
    if vision:
        yield Words(_cut(vision, 600), "own")
    objectives = [_line(row, "text") for row in _rows(plan, "P4.objectives")[:5]]
    if objectives:
        yield Words(_("What we want to reach:"))
        yield Bullets(tuple(objectives))
    first = _first(plan)
    if first:
        yield Words(_("What we do, in the order of the road map:"))
        yield Bullets(tuple(first))


def _first(plan: Plan) -> list[str]:
    """Return the initiatives in the order in which they begin, with lead and dates."""
    order = {
        str(row.get("initiative")): place
        for place, row in enumerate(
            sorted(
                _rows(plan, "P5.schedule"), key=lambda row: (row.get("start") is None, row.get("start") or 0)
            )
        )
    }
    field = plan.field("P5.initiatives").value
    cards = sorted(field.rows, key=lambda row: order.get(row.get("code", ""), len(order)))
    template = _("{code} {title} ({lead}, {dates})")
    return [
        template.format(
            code=row.get("code", ""),
            title=_cut(row.get("title", "")),
            lead=_cut(row.get("lead", "") or _("no lead yet"), 60),
            dates=row.get("dates") or _("no dates yet"),
        )
        for row in cards[:_MOST_INITIATIVES]
    ]


def _glance(plan: Plan, *, own: bool) -> Iterator[tuple[str, str]]:
    gaps = [
        _("{gap} ({band})").format(gap=_line(text, "statement"), band=text.get("band") or "–")
        for text in plan.field("P3.priority_gaps").value.rows[:_MOST]
    ]
    if gaps:
        yield _("Largest gaps"), "\n".join(gaps)
    if own and (vision := plan.field("P4.horizon_year").value.text):
        yield _("Year of the vision"), vision
    chain = plan.field("P5.critical_path").value.text
    if chain:
        yield _("Longest chain of work"), chain
    budget = plan.field("P5.budget_total").value
    if budget.text:
        yield _("Total budget"), budget.text
    risks = [_line(row, "risk") for row in plan.field("P5.risks").value.rows[:2]]
    if risks:
        yield _("Largest risks"), "\n".join(risks)
    numbers = [_number(row) for row in _headline(plan)]
    if numbers:
        yield _("How we will know"), "\n".join(numbers)


def _headline(plan: Plan) -> list[Mapping[str, Any]]:
    """Return the indicators that the team has chosen for the top of its report, else the first ones."""
    rows = _rows(plan, "P9.indicators")
    return ([row for row in rows if row.get("headline") is True] or rows)[:_MOST]


def _number(row: Mapping[str, Any]) -> str:
    return (
        _("{name}: {baseline} ({from_year}) to {target} ({to_year}) {unit}")
        .format(
            name=_line(row, "name"),
            baseline=row.get("baseline", "–"),
            from_year=row.get("baseline_year", "–"),
            target=row.get("target", "–"),
            to_year=row.get("target_year", "–"),
            unit=row.get("unit", ""),
        )
        .strip()
    )


def _line(row: Mapping[str, Any], name: str) -> str:
    """Return a row by its code and one of its texts."""
    text = _cut(str(row.get(name) or "–"))
    return _("{code} {text}").format(code=row["code"], text=text) if row.get("code") else text


def _rows(plan: Plan, field_id: str) -> list[Mapping[str, Any]]:
    return [mapping(row) for row in sequence(plan.field(field_id).value.raw)]


def _cut(text: str, most: int = _LONGEST) -> str:
    """Shorten a text to what a page holds; the field itself has it in full.

    >>> _cut("four five six", 9)
    'four five …'
    """
    if len(text) <= most:
        return text
    head = text[: most + 1]
    return f"{head[: head.rfind(' ')].rstrip() if ' ' in head else head[:most]} …"
