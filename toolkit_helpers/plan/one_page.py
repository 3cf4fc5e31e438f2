"""The draft of the one-page summary: what sections P1 to P9 say, in nine lines to choose from (EX10.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..exercises.marking_result import mapping, sequence
from ..i18n import gettext as _
from ..vocabulary import LEVELS
from .model import Plan, Value

GAPS: Final = 5
"""Gaps that the page names."""
SHOWN: Final = 3
"""Groups or indicators that the page names; more would be a list again."""
ACTIONS: Final = {
    "L1": "P6.actions_L1",
    "L2": "P6.actions_L2",
    "L3": "P7.actions_L3",
    "L4": "P8.actions_L4",
}
"""Where the capacity actions of each level stand."""


@dataclass(frozen=True)
class DraftLine:
    """One heading of the page with what the Plan has to say on it."""

    heading: str
    text: str
    """Empty where the Plan says nothing yet."""
    exercise: str
    """Where the team writes it."""


def draft(plan: Plan) -> tuple[DraftLine, ...]:
    """Return the nine lines of the page in their order, from what the team's Plan holds so far."""
    lines: list[tuple[str, Callable[[Plan], str], str]] = [
        (_("Where we stand"), _position, "P1.context_statement"),
        (_("What we mean"), lambda one: _text(one, "P2.our_definition"), "P2.our_definition"),
        (_("Our five gaps"), _gaps, "P3.priority_gaps"),
        (_("What will be true"), _vision, "P4.vision_statement"),
        (_("Road map"), _road_map, "P5.schedule"),
        (_("Capacity at four levels"), _actions, "P6.actions_L1"),
        (_("Inclusion"), _inclusion, "P8.groups"),
        (_("How we will know"), _indicators, "P9.indicators"),
        (_("What it costs"), _budget, "P5.budget_total"),
    ]
    return tuple(
        DraftLine(heading, read(plan).strip(), plan.field(field).spec.written_in)
        for heading, read, field in lines
    )


def _value(plan: Plan, field_id: str) -> Value:
    return plan.field(field_id).value


def _text(plan: Plan, field_id: str) -> str:
    return _value(plan, field_id).text.strip()


def _listed(entries: list[str]) -> str:
    return "; ".join(entry for entry in entries if entry)


def _position(plan: Plan) -> str:
    own = _text(plan, "P1.context_statement")
    if own:
        return own
    rows = _value(plan, "P1.baseline").rows
    if not rows:
        return ""
    template = _("{index} {edition}: {value}, {group}, rank {rank} (position, not grade).")
    fields = {name: rows[0].get(name, "") for name in ("index", "edition", "value", "group")}
    return template.format(**fields, rank=rows[0].get("world_rank", "–"))


def _gaps(plan: Plan) -> str:
    """Return the gaps with the highest priority; the field holds them in this order."""
    rows = _value(plan, "P3.priority_gaps").rows[:GAPS]
    return _listed([_coded(row["code"], row.get("statement", "")) for row in rows])


def _coded(code: str, words: str) -> str:
    return _("{code} {words}").format(code=code, words=words.rstrip(". ")).strip()


def _vision(plan: Plan) -> str:
    words, year = _text(plan, "P4.vision_statement"), _text(plan, "P4.horizon_year")
    if words and year and year not in words:
        return _("{vision} (By {year}.)").format(vision=words, year=year)
    return words


def _road_map(plan: Plan) -> str:
    """Return the initiatives in the order of their start, and how long the longest chain takes."""
    schedule = _value(plan, "P5.schedule")
    raw = [mapping(row) for row in sequence(schedule.raw)]
    steps = [
        (start, f"{row['initiative']} ({row['dates']})" if row.get("dates") else row["initiative"])
        for row, one in zip(schedule.rows, raw, strict=True)
        if isinstance(start := one.get("start"), int | float) and row.get("initiative")
    ]
    if not steps:
        titles = _value(plan, "P5.initiatives").rows
        return _listed([_coded(row["code"], row.get("title", "")) for row in titles])
    ordered = [words for _start, words in sorted(steps, key=lambda pair: pair[0])]
    return " ".join([_listed(ordered) + ".", *schedule.notes[:1]])


def _actions(plan: Plan) -> str:
    """Return one action for each level, and the levels that have none yet."""
    found = []
    for level, field_id in ACTIONS.items():
        rows = _value(plan, field_id).rows
        first = next((row["action"] for row in rows if row.get("action")), "")
        more = len(rows) - 1
        if first and more > 0:
            template = _("{level}: {action} (and {more} more)")
            found.append(template.format(level=LEVELS[level], action=first.rstrip(". "), more=more))
        elif first:
            found.append(_("{level}: {action}").format(level=LEVELS[level], action=first.rstrip(". ")))
    if not found:
        return ""
    missing = [LEVELS[level] for level, field_id in ACTIONS.items() if not _value(plan, field_id).rows]
    if missing:
        found.append(_("no action yet: {levels}").format(levels=", ".join(missing)))
    return _listed(found)


def _inclusion(plan: Plan) -> str:
    names = [row["name"] for row in _value(plan, "P8.groups").rows if row.get("name")]
    found = [_("For and with: {groups}").format(groups=", ".join(names[:SHOWN]))] if names else []
    return _listed([*found, *_weakest(plan)])


def _weakest(plan: Plan) -> Iterator[str]:
    rows = _value(plan, "P8.inclusion_score").rows
    weak = list(dict.fromkeys(row["weakest"] for row in rows if row.get("weakest")))
    if weak:
        yield _("weakest today: {dimensions}").format(dimensions=", ".join(weak))


def _indicators(plan: Plan) -> str:
    """Return the headline indicators with baseline and target; the first ones where none is a headline."""
    value = _value(plan, "P9.indicators")
    raw = [mapping(row) for row in sequence(value.raw)]
    pairs = list(zip(value.rows, raw, strict=True))
    headlines = [row for row, one in pairs if one.get("headline") is True]
    return _listed([_indicator(row) for row in (headlines or list(value.rows))[:SHOWN]])


def _indicator(row: Mapping[str, Any]) -> str:
    name = row.get("name") or row["code"]
    if not (row.get("baseline") and row.get("target")):
        return str(name)
    template = _("{name}: from {baseline} ({since}) to {target} ({until}), {unit}")
    return template.format(
        name=name,
        baseline=row["baseline"],
        since=row.get("baseline_year") or "–",
        target=row["target"],
        until=row.get("target_year") or "–",
        unit=row.get("unit") or _("unit open"),
    )


def _budget(plan: Plan) -> str:
    value = _value(plan, "P5.budget_total")
    return " ".join(value.notes[:1]) or value.text
