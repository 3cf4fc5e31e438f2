"""Insights of chapter 6: missing rules, overloaded roles, culture in figures, gaps that no action serves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from ...answers import AnswersFile
from ...errors import ToolkitError
from ...exercises import references
from ...exercises.marking_numbers import read_number
from ...exercises.marking_result import mapping, words
from ...exercises.model import Exercise, Form, Table
from ...exercises.table_rows import named
from ...i18n import gettext as _
from ...methods import RaciCheck, exchange_links
from ...methods.display import listed, shown
from ...methods.result import Result
from .. import culture as cultures
from .. import institutions
from ..values import used_rows
from ..word_lists import is_no_seat
from . import blocks, served
from .blocks import InsightBlock

INVENTORY: Final = "EX6.2.inventory"
OPEN: Final = frozenset({"none", "draft", "adopted", "conflicting"})
"""Status of a rule that does not yet do its work."""

Row = tuple[str, dict[str, Any]]


def _table(exercise: Exercise, part_id: str) -> Table | None:
    part = next((part for part in exercise.parts if part.id == part_id), None)
    return part if isinstance(part, Table) else None


def _rows(exercise: Exercise, parts: Mapping[str, Any], part_id: str) -> list[Row]:
    table = _table(exercise, part_id)
    return used_rows(table, parts.get(part_id)) if table else []


def _options(exercise: Exercise, part_id: str, column_id: str) -> dict[str, str]:
    table = _table(exercise, part_id)
    columns = table.columns if table else []
    return {one.id: one.text for column in columns if column.id == column_id for one in column.options}


def inventory(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX6.2: how many rules are there and applied, and which topics nobody has looked at."""
    rows = _rows(exercise, parts, "inventory")
    if not rows:
        return [blocks.text(_("Enter your rules; how many are applied appears here."), "hint")]
    states = _options(exercise, "inventory", "status")
    counts = Counter(row.get("status") for _code, row in rows)
    deciding = _options(exercise, "inventory", "level")
    levels = {
        state: Counter(row.get("level") for _code, row in rows if row.get("status") == state)
        for state in states
    }
    lines = [
        [name, str(counts[state]), *(str(levels[state][level]) for level in deciding)]
        for state, name in states.items()
    ]
    header = [_("Status"), _("Rules"), *deciding.values()]
    found = [blocks.table(_("Your rules by status"), header, lines)]
    topics = _options(exercise, "inventory", "topic")
    seen = {row.get("topic") for _code, row in rows}
    unseen = [name for topic, name in topics.items() if topic not in seen and topic != "other"]
    if unseen:
        found.append(blocks.items(_("Topics not looked at yet"), unseen, "note"))
    return found


def governance(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX6.3: which success factors the team's own model has, and which are missing."""
    record = mapping(parts.get("own"))
    form = next((part for part in exercise.parts if part.id == "own"), None)
    if not isinstance(form, Form) or not any(words(record.get(field.id)) for field in form.fields):
        hint = _("Describe your own model; what it has and what is missing appears here.")
        return [blocks.text(hint, "hint")]
    factors = [field for field in form.fields if field.type == "tick"]
    missing = [field.label for field in factors if record.get(field.id) is not True]
    seat = record.get("local_seat")
    if isinstance(seat, str) and is_no_seat(seat):
        missing.append(_("Local governments have a seat"))
    if not missing:
        return [
            blocks.text(
                _("All success factors are there. Which of them would survive a change of government?")
            )
        ]
    return [blocks.items(_("Success factors that are not there yet"), missing, "hint")]


def raci(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX6.4: letters by role, overloaded and idle roles, work between institutions (M27)."""
    table, about = _table(exercise, "raci"), _table(exercise, "roles")
    if table is None or about is None:
        return []
    roles = institutions.raci_roles(about, parts.get("roles"))
    result = institutions.checked(table, parts.get("raci"), roles)
    if result.value is None:
        hint = _("Give the roles their letters; who is overloaded appears here.")
        return [blocks.text(hint, "hint")]
    return [
        _loads(result.value),
        blocks.text(result.interpretation),
        *blocks.texts(_patterns(result), "hint"),
        *_only_informed(table, parts.get("raci"), roles),
    ]


def _loads(value: RaciCheck) -> InsightBlock:
    lines = [
        [role, *map(str, (load.accountable, load.responsible, load.consulted, load.informed))]
        for role, load in value.loads.items()
    ]
    header = [_("Role"), _("A accountable"), _("R responsible"), _("C consulted"), _("I informed")]
    return blocks.table(_("Letters by role"), header, lines)


def _patterns(result: Result[RaciCheck]) -> list[str]:
    """Return what the page itself cannot see: faults between institutions, and patterns by role."""
    value = result.value
    if value is None:
        return []
    alone = {fault.activity for fault in value.faults if fault.rule == "no_other_institution"}
    notes = list(result.notes[len(value.faults) :])
    if alone:
        template = _("Institutions work together, and no other one is consulted: {activities}.")
        notes.insert(0, template.format(activities=listed(one for one in value.faulty if one in alone)))
    return notes


def _only_informed(
    table: Table, answer: Any, roles: Mapping[str, institutions.RaciRole]
) -> list[InsightBlock]:
    """Ask about local government that has an I here and there, and nothing else.

    Where it has an I in every activity, the page has asked already.
    """
    rows = [institutions.letters(table, row) for _code, row in used_rows(table, answer)]
    given = [row[institutions.LOCAL] for row in rows if institutions.LOCAL in row]
    if not given or set(given) != {"I"} or len(given) == len(rows) > 1:
        return []
    template = _(
        "{role} is only informed. Does it deliver the service? Then it is informed about its own work."
    )
    return [blocks.text(template.format(role=roles[institutions.LOCAL].name), "hint")]


def culture(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX6.5: median and range of each statement from five sheets on; managers beside staff (M10)."""
    rows = [row for _code, row in _rows(exercise, parts, "sheets")]
    found = cultures.profile(rows)
    if not found:
        return [blocks.text(cultures.waiting(len(rows)), "hint")]
    names = cultures.statements(exercise)
    lines = [
        [names.get(name, name), shown(one.median, 1), cultures.range_text(one), str(one.sheets)]
        for name, one in found.items()
    ]
    header = [_("Statement, 1 never to 5 always"), _("Median"), _("Lowest to highest"), _("Sheets")]
    lowest = min(one.median for one in found.values())
    low = [names.get(name, name) for name, one in found.items() if one.median == lowest]
    return [
        blocks.table(_("What the sheets say, without names"), header, lines),
        blocks.items(_("Lowest median"), low),
        *blocks.texts(cultures.sentences(found, names), "hint"),
    ]


def links(_exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX6.6: links among the team's own systems, pair by pair and over a shared layer (M06)."""
    count = read_number(parts.get("own"))
    if count is None:
        return [blocks.text(_("Enter your own number of systems; their links appear here."), "hint")]
    try:
        result = exchange_links(count)
    except ToolkitError as error:
        return [blocks.text(str(error), "hint")]
    found = [blocks.text(result.interpretation)]
    if result.value and result.value.point_to_point:
        note = _(
            "The count is an argument, not a plan. Most failures are legal or organisational: who may send, "
            "who may ask, and who answers for an error?"
        )
        found.append(blocks.text(note, "note"))
    return found


def safeguards(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX6.7: what the team's service still lacks, and whether a rule on algorithms has been looked for."""
    use = parts.get("use")
    if not isinstance(use, str):
        return [blocks.text(_("Say whether your service uses AI; what it still lacks appears here."), "hint")]
    if use == "none":
        return [blocks.text(_("No AI, so nothing to safeguard today. Who will tell you when that changes?"))]
    table = _table(exercise, "safeguards")
    rows = _rows(exercise, parts, "safeguards")
    names = {row.id: row.text for row in table.rows} if table else {}
    lacking = [names[code] for code, row in rows if row.get("status") in {"lacking", "partly"}]
    found = []
    if lacking and use != "plans":
        title = _("Not in place, although AI may be at work already: pause, or close these first")
        found.append(blocks.items(title, lacking, "hint"))
    elif lacking:
        found.append(blocks.items(_("To be in place before the first real case"), lacking, "hint"))
    elif rows and len(rows) == len(names):
        found.append(blocks.text(_("All five are in place. Who outside the team has checked it?")))
    else:
        found.append(blocks.text(_("Mark each safeguard; what is still lacking appears here."), "hint"))
    topics = {row.get("topic") for _code, row in _inventory(answers)}
    if topics and "algorithms" not in topics:
        note = _("Your legal inventory (EX6.2) has no row on the use of algorithms. Which rule applies?")
        found.append(blocks.text(note, "note"))
    return found


def _inventory(answers: AnswersFile) -> list[Row]:
    table = references.find_table(INVENTORY)
    return used_rows(table, answers.parts("EX6.2").get("inventory")) if table else []


def actions(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX6.9: priority gaps at both levels that no action serves, and open rules that no action changes."""
    tables = {"L1": "institutional", "L2": "organisational"}
    rows = {level: _rows(exercise, parts, name) for level, name in tables.items()}
    if not any(rows.values()):
        hint = _("Enter your actions; gaps and rules that none of them serves appear here.")
        return [blocks.text(hint, "hint")]
    every = {code for one in rows.values() for _code, row in one for code in named(row.get("gap"))}
    found = [block for level in tables for block in served.open_gaps(level, answers, every)]
    changed = {code for _code, row in rows["L1"] for code in named(row.get("rule"))}
    open_rules = served.open_rows(INVENTORY, answers, changed, lambda row: row.get("status") in OPEN)
    if open_rules:
        title = _("Rules that are missing, waiting or in conflict, and that no institutional action changes")
        found.append(blocks.items(title, open_rules, "note"))
    return found or [blocks.text(_("Each priority gap at both levels, and each open rule, has an action."))]
