"""Insights of chapter 10: the draft of the page, what readers say, a course, and how far trainers reach."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ...answers import AnswersFile
from ...errors import ToolkitError
from ...exercises import bank
from ...exercises.marking_numbers import read_number
from ...exercises.marking_result import mapping
from ...exercises.model import Exercise, Table
from ...i18n import gettext as _
from ...i18n import ngettext
from ...methods.cascade import people
from ...methods.display import per_cent
from .. import adoption, consistency
from ..assemble import assemble
from ..model import Plan
from ..one_page import draft
from ..values import used_rows
from . import blocks
from .blocks import InsightBlock

NAMED: Final = 8
"""Open parts of the Plan that are named at most."""
WIDEST: Final = 3
"""Criteria on which readers differ that are named at most."""
FEWER: Final = 0.5
"""Share of the active trainers with which the reach is shown once more."""
LONGEST: Final = 1000
"""Hours of a course at most."""
FULL: Final = 0.8
"""Share of the hours above which input and debrief come short."""
READS: Final[dict[str, frozenset[str]]] = {
    "one_page": frozenset(
        {"EX0.1", "EX1.4", "EX1.8", "EX2.8", "EX3.3", "EX3.7", "EX4.7", "EX4.8", "EX5.2", "EX5.6", "EX5.7"}
        | {"EX6.9", "EX7.7", "EX8.5", "EX8.7", "EX8.8", "EX9.7"}
    ),
}
"""Other exercises whose answers these insights read."""
_EXERCISE: Final = re.compile(r"\bEX\s?(\d{1,2}\.\d{1,2})\b", re.IGNORECASE)


def one_page(_exercise: Exercise, _parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX10.3: the draft of the page, how complete the Plan is, and its golden thread (M54)."""
    plan = assemble(answers)
    lines = draft(plan)
    if not any(line.text for line in lines):
        hint = _("Nothing of sections P1 to P9 is written yet; the draft of your page appears here.")
        return [blocks.text(hint, "hint")]
    rows = [
        [line.heading, line.text or _("– not written yet ({exercise})").format(exercise=line.exercise)]
        for line in lines
    ]
    header = [_("Heading"), _("What your Plan says")]
    return [
        blocks.table(_("Draft of your page, from sections P1 to P9"), header, rows),
        *_complete(plan),
        *_thread(plan),
    ]


def _complete(plan: Plan) -> list[InsightBlock]:
    """Say how much of the Plan is there, what is open, and where it does not hold together."""
    result = consistency.completeness(plan)
    found = [blocks.text(result.interpretation)]
    missing = result.value.missing if result.value else ()
    if missing:
        open_fields = [plan.field(name).spec for name in missing]
        entries = [
            _("{label} ({exercise})").format(label=spec.label, exercise=spec.written_in)
            for spec in open_fields[:NAMED]
        ]
        rest = len(open_fields) - len(entries)
        if rest:
            template = ngettext("and {count} more part", "and {count} more parts", rest)
            entries.append(template.format(count=rest))
        found.append(blocks.items(_("Required and still open"), entries, "hint"))
    if result.notes:
        found.append(blocks.items(_("Where your Plan does not hold together yet"), result.notes, "hint"))
    return found


def _thread(plan: Plan) -> list[InsightBlock]:
    header, rows = consistency.thread_table(consistency.values_of(plan))
    if not rows:
        return []
    return [
        blocks.table(_("The golden thread of your Plan"), header, rows),
        blocks.text(consistency.thread(plan).interpretation),
    ]


def peer_review(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX10.4: medians of the readers, the score, their agreement, and where they differ most (M62, M13)."""
    part = exercise.part(adoption.SCORES[1])
    if not isinstance(part, Table):
        return []
    result = adoption.review_of(part, parts.get(part.id))
    review = result.value
    if review is None:
        hint = _("Enter the scores of your readers; medians and agreement appear here.")
        return [blocks.text(hint, "hint")]
    spread = {one.name: one for one in review.widest}
    rows = [
        [name, f"{level:g}", _range(spread[name].low, spread[name].high) if name in spread else "–"]
        for name, level in review.medians.levels.items()
    ]
    header = [_("Criterion"), _("Median"), _("Range")]
    found = [
        blocks.table(_("What your readers say"), header, rows),
        blocks.text(result.interpretation),
        blocks.text(review.agreement.interpretation, "" if review.agreement.value else "note"),
    ]
    differ = [one for one in review.widest if one.range][:WIDEST]
    if differ:
        names = [
            _("{criterion}: {range}").format(criterion=one.name, range=_range(one.low, one.high))
            for one in differ
        ]
        found.append(blocks.items(_("Discuss first where your readers differ most"), names, "hint"))
    return found + blocks.texts(result.notes, "hint")


def _range(low: float, high: float) -> str:
    if low == high:
        return f"{low:g}"
    return _("{low} to {high}").format(low=f"{low:g}", high=f"{high:g}")


def curriculum(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX10.5: whether outcomes, activities and assessment fit, and whether the exercises fit the hours."""
    part = exercise.part("outcomes")
    if not isinstance(part, Table) or not (rows := used_rows(part, parts.get("outcomes"))):
        hint = _("Fill in the outcomes that the course promises; what they add up to appears here.")
        return [blocks.text(hint, "hint")]
    texts = {row.id: row.text for row in part.rows}
    words = {(column.id, option.id): option.text for column in part.columns for option in column.options}
    named = {code: _exercises(str(row.get("activity", ""))) for code, row in rows}
    lines = [
        [
            texts[code],
            words.get(("level", str(row.get("level"))), "–"),
            _minutes(named[code]),
            words.get(("assessment", str(row.get("assessment"))), _("– none yet")),
        ]
        for code, row in rows
    ]
    header = [_("Outcome"), _("How deep"), _("Activity"), _("Assessment")]
    return [
        blocks.table(_("Outcome, activity, assessment"), header, lines),
        *_unknown(rows, named),
        *_hours(named, read_number(mapping(parts.get("frame")).get("hours"))),
    ]


def _exercises(text: str) -> dict[str, int | None]:
    """Return the exercises that a text names, each with its minutes; ``None`` where there is none."""
    found: dict[str, int | None] = {}
    for number in _EXERCISE.findall(text):
        name = f"EX{number}"
        try:
            found[name] = bank.exercise(name).minutes
        except ToolkitError:
            found[name] = None
    return found


def _minutes(named: Mapping[str, int | None]) -> str:
    known = [minutes for minutes in named.values() if minutes is not None]
    if not known:
        return _("no exercise named")
    template = ngettext(
        "{count} exercise, {minutes} minutes", "{count} exercises, {minutes} minutes", len(known)
    )
    return template.format(count=len(known), minutes=sum(known))


def _unknown(
    rows: list[tuple[str, dict[str, Any]]], named: Mapping[str, Mapping[str, int | None]]
) -> list[InsightBlock]:
    wrong = [name for code, _row in rows for name, minutes in named[code].items() if minutes is None]
    if not wrong:
        return []
    title = _("No exercise of this workbook has this number")
    return [blocks.items(title, list(dict.fromkeys(wrong)), "hint")]


def _hours(named: Mapping[str, Mapping[str, int | None]], hours: float | None) -> list[InsightBlock]:
    """Compare the exercises, each counted once, with the hours of the course."""
    each = {name: minutes for one in named.values() for name, minutes in one.items() if minutes}
    total = sum(each.values())
    if not total or hours is None or not 0 < hours <= LONGEST:
        return []
    share = total / (hours * 60)
    fields = {"minutes": total, "hours": f"{hours:g}", "share": per_cent(share)}
    if share > 1:
        template = _(
            "The exercises take {minutes} minutes; that is more than the {hours} hours of the course."
        )
        return [blocks.text(template.format(**fields), "hint")]
    text = _("The exercises take {minutes} minutes, {share} per cent of the {hours} hours of the course.")
    found = [blocks.text(text.format(**fields))]
    if share > FULL:
        found.append(
            blocks.text(_("Little time is left for input and debrief. What can be left out?"), "hint")
        )
    return found


def cascade(_exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX10.6: reach of the team's own trainers, and what is left of it if half of them cease (M33)."""
    record = mapping(parts.get("own"))
    if not any(record.get(name) for name in ("trainers", "sessions", "active", "participants")):
        return [
            blocks.text(
                _("Enter your own numbers; sessions, participations and persons appear here."), "hint"
            )
        ]
    result = adoption.reach_of(record)
    if result.value is None:
        return [blocks.text(result.interpretation, "hint")]
    rows = [
        [
            _("Generation {number}").format(number=number),
            people(one.trainers),
            people(one.sessions),
            people(one.participations),
            "–" if one.persons is None else people(one.persons),
        ]
        for number, one in enumerate(result.value.generations, start=1)
    ]
    header = [_("Generation"), _("Trainers"), _("Sessions"), _("Participations"), _("Persons")]
    found = [
        blocks.table(_("How far your trainers reach in a year"), header, rows),
        blocks.text(result.interpretation),
        *blocks.texts(result.notes, "hint"),
    ]
    active = read_number(record.get("active"))
    less = adoption.reach_of({**record, "active": active * FEWER} if active else record)
    if active and less.value:
        template = _("If only half as many stay active ({share} per cent): {reach}")
        text = template.format(share=f"{active * FEWER:g}", reach=less.interpretation)
        found.append(blocks.text(text, "note"))
    return found
