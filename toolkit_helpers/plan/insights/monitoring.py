"""Insights of chapter 9: the chain, SMART and RACER, progress, and whether the Plan holds together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...answers import AnswersFile
from ...exercises.marking_numbers import read_number
from ...exercises.model import Exercise, Table
from ...exercises.table_rows import named
from ...i18n import gettext as _
from ...i18n import ngettext
from ...methods.display import shown
from ...methods.indicators import CRITERIA
from ...methods.monitoring import plan_findings
from .. import consistency, indicators, results
from ..assemble import all_exercises, values
from ..values import Inputs, rows_of_part, used_rows
from . import blocks
from .blocks import InsightBlock

MOST: Final = 15
"""Indicators beyond which a plan is asked what it would drop."""
_INDICATORS: Final = frozenset({indicators.EXERCISE})
READS: Final[dict[str, frozenset[str]]] = {
    "smart": _INDICATORS,
    "progress": _INDICATORS | {"EX0.1"},
    "indicators": frozenset(
        {"EX0.1", "EX3.3", "EX3.7", "EX4.7", "EX5.2", "EX5.6", "EX5.7", "EX8.5", "EX9.4"}
    ),
}
"""Other exercises whose answers these insights read."""


def _indicators(answers: AnswersFile) -> tuple[Inputs, results.Rows]:
    """Return the rows of EX9.7, read from all answers, with what they were read from."""
    inputs = Inputs.of(answers, all_exercises())
    written = inputs.part(indicators.EXERCISE, indicators.PART)
    if written is None or not isinstance(written.part, Table):
        return inputs, []
    return inputs, used_rows(written.part, written.answer)


def results_chain(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX9.3: the chain from impact to inputs, what is missing in it, and what to test first (M50)."""
    rows = rows_of_part(exercise, parts, results.PART)
    nodes = results.nodes_of(rows)
    if not nodes:
        return [blocks.text(_("Write the first links; your chain and what it lacks appear here."), "hint")]
    words = {code: f"{code} {row.get('text', '')}".strip() for code, row in rows}
    ends: dict[str, list[str]] = {}
    for link in results.links_of(rows):
        ends.setdefault(link.start, []).append(link.end)
    drawn = [
        [
            results.stage_name(nodes[code]),
            words[code],
            ", ".join(ends.get(code, [])) or ("" if nodes[code] == "impact" else _("– nothing yet")),
            _assumption(code, row, nodes),
        ]
        for code, row in results.by_stage(rows)
        if code in nodes
    ]
    header = [_("Level"), _("Link"), _("Leads to"), _("Assumption")]
    result = results.checked(rows)
    found = [
        blocks.text(result.interpretation, "" if result.value else "hint"),
        blocks.table(_("Your chain, from the impact down to the inputs"), header, drawn),
    ]
    if result.notes:
        found.append(blocks.items(_("What is missing or asks for a second look"), result.notes, "hint"))
    risky = [
        _("{link}: {assumption}").format(link=words[code], assumption=row["assumption"])
        for code, row in rows
        if row.get("risk") == "high" and row.get("assumption")
    ]
    if risky:
        found.append(blocks.items(_("Test these assumptions first"), risky))
    unplaced = [words[code] for code, _row in rows if code and code not in nodes]
    if unplaced:
        found.append(blocks.items(_("Without a level yet"), unplaced, "note"))
    return found


def _assumption(code: str, row: Mapping[str, Any], nodes: Mapping[str, str]) -> str:
    written = str(row.get("assumption", "")).strip()
    if not written:
        return _("– none yet") if nodes[code] in {"output", "outcome"} else ""
    risk = row.get("risk")
    if risk == "high":
        return _("{assumption} (high risk)").format(assumption=written)
    return _("{assumption} (low risk)").format(assumption=written) if risk == "low" else written


def smart(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX9.4: points by SMART and RACER, and what the cards of the rated indicators lack (M51)."""
    ratings = indicators.ratings_of(rows_of_part(exercise, parts, "own"))
    if not ratings:
        return [blocks.text(_("Choose an indicator and rate it; its points appear here."), "hint")]
    _inputs, rows = _indicators(answers)
    cards = dict(rows)
    table, notes = [], []
    for code, given in ratings.items():
        result = indicators.checked(cards.get(code, {}), given)
        name = str(cards.get(code, {}).get("name", "")).strip()
        points = [
            f"{sum(value for one in half if (value := given[one]) is not None)} / {2 * len(half)}"
            for half in (CRITERIA[:5], CRITERIA[5:])
        ]
        found = result.value
        score = "–" if found is None or found.score is None else shown(found.score, 2)
        table.append([f"{code} {name}".strip(), *points, score, result.interpretation])
        notes += [_("{code}: {what}").format(code=code, what=note) for note in result.notes]
    header = [_("Indicator"), "SMART", "RACER", _("Score, of 1"), _("What it says")]
    return [blocks.table(_("Your own indicators"), header, table), *blocks.texts(notes, "hint")]


def progress(_exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX9.5: the progress of the team's own indicators, as soon as they have current values (M52, M53)."""
    inputs, rows = _indicators(answers)
    found = indicators.standings(rows, indicators.date_of_plan(inputs))
    if not any(one.progress.value for one in found):
        hint = _("The progress of your own indicators appears here once they have current values in EX9.7.")
        return [blocks.text(hint, "hint")]
    return _progress(found)


def _progress(found: list[indicators.Standing]) -> list[InsightBlock]:
    """Return the progress table, the light of the section, and why an indicator has none."""
    columns = indicators.progress_columns()[1:]
    texts = [indicators.progress_text(one) for one in found]
    rows = [
        [f"{text['code']} {text['name']}".strip(), *(text[column.id] for column in columns[1:])]
        for text in texts
    ]
    shown_blocks = [
        blocks.table(_("Progress of your indicators"), [column.label for column in columns], rows)
    ]
    summary = indicators.headline(found)
    shown_blocks.append(blocks.text(summary.interpretation, "" if summary.value else "hint"))
    why = [
        _("{code}: {what}").format(code=one.code, what=one.progress.interpretation)
        for one in found
        if one.progress.value is None
    ]
    if why:
        shown_blocks.append(blocks.items(_("No progress can be computed yet"), why, "note"))
    return shown_blocks


def indicator_plan(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX9.7: what the cards lack, the balance of the plan, its progress, and the golden thread (M51, M54)."""
    rows = rows_of_part(exercise, parts, indicators.PART)
    inputs = Inputs.of(answers, all_exercises())
    found: list[InsightBlock] = []
    if rows:
        found += _cards(rows, indicators.rated(inputs))
        found += _balance(rows)
        standing = indicators.standings(rows, indicators.date_of_plan(inputs))
        if any(one.progress.value for one in standing):
            found += _progress(standing)
    else:
        found.append(blocks.text(_("Enter your indicators; what their cards lack appears here."), "hint"))
    return found + _thread(inputs)


def _cards(rows: results.Rows, ratings: Mapping[str, Any]) -> list[InsightBlock]:
    """Say which cards are complete; what a rule of the table says already is not said again."""
    checks = {code: indicators.checked(row, ratings.get(code)) for code, row in rows}
    lacking = [
        _("{code}: {what}").format(code=code, what=one.interpretation)
        for code, one in checks.items()
        if one.value is None or one.value.status in {"incomplete", "revise"}
    ]
    whole = sum(one.value is not None and not one.value.missing for one in checks.values())
    template = ngettext(
        "{whole} of {count} indicator has a complete card.",
        "{whole} of {count} indicators have a complete card.",
        len(rows),
    )
    found = [blocks.text(template.format(whole=whole, count=len(rows)))]
    if lacking:
        found.append(blocks.items(_("Still to be done"), lacking, "hint"))
    return found


def _balance(rows: results.Rows) -> list[InsightBlock]:
    """Say what kind of indicators these are, what is available today, and what is too much."""

    def count(column: str, *values: str) -> str:
        return str(sum(row.get(column) in values for _code, row in rows))

    table = [
        [_("Output"), count("level", "output")],
        [_("Outcome or impact"), count("level", "outcome", "impact")],
        [_("Inclusion"), count("purpose", "inclusion")],
        [_("Broken down by groups"), str(sum(_broken_down(row) for _code, row in rows))],
        [_("Counter-indicators"), count("purpose", "counter")],
        [_("Available today"), count("available", "yes")],
        [_("With a value now"), str(sum(read_number(row.get("current")) is not None for _code, row in rows))],
        [_("Costly to collect"), count("cost", "high")],
    ]
    found = [blocks.table(_("The balance of your plan"), [_("Kind"), _("Indicators")], table)]
    if len(rows) > MOST:
        template = _("{count} indicators are more than {most}. Which would you drop?")
        found.append(blocks.text(template.format(count=len(rows), most=MOST), "hint"))
    return found


def _broken_down(row: Mapping[str, Any]) -> bool:
    return bool(str(row.get("disaggregation", "")).strip() or named(row.get("groups")))


def _thread(inputs: Inputs) -> list[InsightBlock]:
    """Show the golden thread of the Plan and where the Plan does not hold together (M54)."""
    known = values(inputs, consistency.FIELDS)
    header, rows = consistency.thread_table(known)
    if not rows:
        return []
    found = [blocks.table(_("The golden thread of your Plan"), header, rows)]
    linked = consistency.links(known)
    broken = [finding.text for finding in plan_findings(linked)]
    if broken:
        found.append(blocks.items(_("Where your Plan does not hold together yet"), broken, "hint"))
    if None in (linked.priority_gaps, linked.objectives, linked.initiatives):
        where = _(
            "Gaps come from EX3.7, objectives from EX4.7, initiatives from EX5.2; "
            "what is not yet there shows as a hole."
        )
        found.append(blocks.text(where, "note"))
    elif not broken:
        found.append(blocks.text(_("Every check that compares parts of your Plan is satisfied so far.")))
    return found
