"""Insights of chapter 4: robust decisions, the burden of a journey, the SDG map, the vision, the ladder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ...answers import AnswersFile
from ...exercises import bank
from ...exercises.marking_result import mapping, words
from ...exercises.model import Exercise, FreeText
from ...exercises.table_rows import named
from ...i18n import gettext as _
from ...methods.display import amount, listed, per_cent
from ...methods.sdg import AGAINST, SdgMap
from ...methods.sdg_targets import target_name
from ...vocabulary import LEVELS
from .. import burden as burdens
from .. import vision as visions
from ..values import rows_of_part
from ..vision import Rows
from ..word_lists import holds_one_of
from . import blocks
from .blocks import InsightBlock

CUT: Final = 3
"""Scores from here on count as the high end of a driver, as on the cross of EX4.3."""
TESTS: Final = 7
_YEAR: Final = re.compile(r"\b2[01][0-9]{2}\b")


def _named(code: str, row: Mapping[str, Any], column: str) -> str:
    """Return a row's code with its words, where it has any."""
    text = str(row.get(column, "")).strip()
    return _("{code} – {name}").format(code=code, name=text) if text else code


def futures(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX4.3: which decisions hold in all futures, which in one only, and which futures share a corner."""
    found = rows_of_part(exercise, parts, "futures")
    if not found:
        hint = _("Name your futures; which decisions hold in all of them appears here.")
        return [blocks.text(hint, "hint")]
    names = {code: _named(code, row, "name") for code, row in found}
    told: list[InsightBlock] = []
    for shared in _same_corner(found):
        template = _("In the same corner of the cross: {futures}. What would tell them apart?")
        told.append(blocks.text(template.format(futures=listed(names[code] for code in shared)), "hint"))
    decided = visions.decisions(rows_of_part(exercise, parts, "decisions"))
    if not decided:
        return [
            *told,
            blocks.text(_("Now list decisions and tick in which futures each is sensible."), "hint"),
        ]
    firm = visions.robust(decided, list(names))
    if firm:
        told.append(blocks.items(_("Sensible in all futures: begin here"), firm))
    elif len(names) >= 3:
        hint = _(
            "No decision is sensible in all three futures. What would have to be smaller, or come first?"
        )
        told.append(blocks.text(hint, "hint"))
    single = [
        _("{decision} ({future})").format(decision=one.text, future=names[one.futures[0]])
        for one in decided
        if len(one.futures) == 1 and one.futures[0] in names
    ]
    if single:
        told.append(
            blocks.items(_("Sensible in one future only: keep the option, watch for its sign"), single)
        )
    return told


def _same_corner(found: Rows) -> list[list[str]]:
    corners: dict[tuple[bool, bool], list[str]] = {}
    for code, row in found:
        if isinstance(row.get("first"), int | float) and isinstance(row.get("second"), int | float):
            corners.setdefault((row["first"] >= CUT, row["second"] >= CUT), []).append(code)
    return [codes for codes in corners.values() if len(codes) > 1]


def journey(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX4.4: what the journey asks of a person (M05), where most of it lies, and where people give up."""
    steps = rows_of_part(exercise, parts, "journey")
    if not steps:
        return [blocks.text(_("Describe the journey; what it asks of a person appears here."), "hint")]
    case = burdens.read_case(parts.get("case"))
    today = burdens.total(steps)
    told = [_sums(steps, today, case.currency)]
    result = burdens.compared(today, None, case)
    told.append(blocks.text(result.interpretation, "" if result.available else "hint"))
    told += blocks.texts(result.notes)
    heaviest = _heaviest(steps, case)
    if heaviest:
        told.append(blocks.text(heaviest))
    ends = [_named(code, row, "step") for code, row in steps if row.get("dead_end") is True]
    if ends:
        told.append(blocks.items(_("Dead ends: take the worst into EX4.6"), ends, "hint"))
    return told


def _sums(steps: Rows, today: burdens.Asked, currency: str) -> InsightBlock:
    rows = []
    for name, label in burdens.labels().items():
        value = getattr(today, name)
        lacking = burdens.lacking(steps, name)
        if value is None:
            text = _("not available: no number in {steps}").format(steps=listed(lacking))
        else:
            text = amount(value, currency) if name == "cost" else burdens.plain(value)
        rows.append([label, text])
    caption = _("What {count} steps ask of one person").format(count=len(steps))
    return blocks.table(caption, [_("For one case"), _("Sum")], rows)


def _heaviest(steps: Rows, case: burdens.Case) -> str:
    """Say which step weighs most, where every step can be valued."""
    weights = {}
    for code, row in steps:
        value = burdens.compared(burdens.total([(code, row)]), None, case).value
        if value is None:
            return ""
        weights[code] = value.before
    whole = sum(weights.values())
    if len(weights) < 2 or not whole:
        return ""
    code = max(weights, key=weights.__getitem__)
    template = _("The heaviest step is {step}, with {share} per cent of the burden.")
    return template.format(
        step=_named(code, dict(steps)[code], "step"), share=per_cent(weights[code] / whole)
    )


def burden(_exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX4.5: the team's own burden of today (EX4.4) beside its target (M05)."""
    target = burdens.read_target(parts.get("target"))
    before = answers.parts(burdens.JOURNEY[0])
    steps = rows_of_part(bank.exercise(burdens.JOURNEY[0]), before, burdens.JOURNEY[1])
    if not target.given:
        hint = _(
            "Enter targets for your own service; they appear here beside the burden of today from EX4.4."
        )
        return [blocks.text(hint, "hint")]
    case = burdens.read_case(before.get(burdens.CASE[1]))
    today = burdens.total(steps)
    result = burdens.compared(today, target, case)
    rows = [
        [row["what"], row["today"], row["target"]]
        for row in burdens.table(today, target, result, case.currency)
    ]
    told = [
        blocks.table(_("Your service, for one case"), [_("For one case"), _("Today"), _("Target")], rows),
        blocks.text(result.interpretation, "" if result.available else "hint"),
        *blocks.texts(result.notes, "hint"),
    ]
    if not steps:
        told.append(blocks.text(_("Describe today's journey in EX4.4 first."), "hint"))
    return told


def sdg_map(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX4.7: the matrix of objectives and targets, the tally, and what a critic would ask (M20)."""
    objectives = rows_of_part(exercise, parts, "objectives")
    result = visions.mapped(objectives, rows_of_part(exercise, parts, "links"))
    left = list(map(str, result.dropped))
    dropped = [blocks.items(_("Not on the map"), left, "hint")] if left else []
    if result.value is None:
        return [blocks.text(result.interpretation, "hint"), *dropped]
    value = result.value
    told = [blocks.text(result.interpretation), _matrix(value, dict(objectives))]
    goals = [
        _("Goal {goal}: {weight}").format(goal=goal, weight=weight)
        for goal, weight in sorted(value.goals.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    if goals:
        told.append(blocks.items(_("Weight by goal, the sum of the strengths"), goals, "note"))
    return [*told, *dropped, *blocks.texts(result.notes, "hint")]


def _matrix(value: SdgMap, objectives: Mapping[str, Mapping[str, Any]]) -> InsightBlock:
    rows = []
    for target in value.targets:
        cells = [value.matrix[one].get(target) for one in value.objectives]
        rows.append([target_name(target), *("" if cell is None else _signed(cell) for cell in cells)])
    rows.append([_("Direct links"), *(str(_direct(value, one)) for one in value.objectives)])
    caption = _("Strength of the links: 3 direct, 2 enabling, 1 contextual, −1 possible negative effect")
    return blocks.table(caption, [_("Target"), *value.objectives], rows)


def _signed(cell: int) -> str:
    return "−1" if cell == AGAINST else str(cell)


def _direct(value: SdgMap, objective: str) -> int:
    return sum(strength == 3 for strength in value.matrix[objective].values())


def vision(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX4.8: what a machine can see of a vision: length, year, whether people are named, the tests."""
    text = mapping(parts.get("statement")).get("text")
    text = text.strip() if isinstance(text, str) else ""
    if not text:
        return [blocks.text(_("Write your vision; what can be counted in it appears here."), "hint")]
    part = exercise.part("statement")
    most = part.max_words if isinstance(part, FreeText) and part.max_words else words(text)
    told = [blocks.text(_("{count} of {most} words.").format(count=words(text), most=most))]
    if words(text) > most:
        template = _("{over} words too many. Which one would nobody miss?")
        told.append(blocks.text(template.format(over=words(text) - most), "hint"))
    told += _year_hint(text, visions.whole_year(parts.get("year")))
    if not names_people(text):
        hint = _("No people are named, as far as a list of words can tell. Whose life is better?")
        told.append(blocks.text(hint, "hint"))
    answered = dict(rows_of_part(exercise, parts, "tests"))
    yes = [code for code, row in answered.items() if row.get("answer") == "yes"]
    if answered:
        template = _("The other team says yes to {yes} of {count} tests.")
        told.append(blocks.text(template.format(yes=len(yes), count=TESTS)))
    return told


def _year_hint(text: str, year: int | None) -> list[InsightBlock]:
    years = [int(found) for found in _YEAR.findall(text)]
    if not years:
        return [blocks.text(_("The vision names no year. By when?"), "hint")]
    if year is not None and year not in years:
        template = _("The vision names {years}, the field above it {year}. Which one do you mean?")
        return [blocks.text(template.format(years=listed(map(str, years)), year=year), "hint")]
    return []


def names_people(text: str) -> bool:
    """Whether a text names people; "everybody" names nobody, because nobody feels meant.

    The words are one message of the catalogue, so that each language lists its own, with commas between them.

    >>> names_people("By 2035 every Resident is heard."), names_people("By 2035 everybody is online.")
    (True, False)
    """
    words_for_people = _(
        "people, person, persons, resident, residents, inhabitant, inhabitants, citizen, citizens, child, "
        "children, baby, babies, newborn, newborns, parent, parents, mother, mothers, father, fathers, "
        "family, families, woman, women, man, men, girl, girls, boy, boys, youth, older, farmer, farmers, "
        "worker, workers, patient, patients, pupil, pupils, student, students, teacher, teachers, carer, "
        "carers, household, households, refugee, refugees, migrant, migrants, nomad, nomads, fisher, "
        "fishers, trader, traders, entrepreneur, entrepreneurs, villager, villagers, neighbour, "
        "neighbours, officer, officers, user, users, community, communities, widow, widows, widower, "
        "widowers"
    )
    return holds_one_of(text, words_for_people)


def backcast(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX4.9: the ladder in the order in which it can be climbed, and whether it holds (M21)."""
    found = rows_of_part(exercise, parts, "ladder")
    if not found:
        hint = _("Write your milestones; the order in which they can be reached appears here.")
        return [blocks.text(hint, "hint")]
    result = visions.checked(found, answers)
    rows = [
        [
            _named(code, row, "milestone"),
            str(visions.whole_year(row.get("year")) or "–"),
            LEVELS.get(str(row.get("level")), ""),
            listed(named(row.get("needs"))) or "–",
        ]
        for code, row in visions.walked(found, result)
    ]
    header = [_("Milestone"), _("Year"), _("Level"), _("Needs first")]
    good = result.value is not None and result.value.order_valid
    told = [
        blocks.text(result.interpretation, "" if good else "hint"),
        blocks.table(_("Your ladder, from the first step to the vision"), header, rows),
        *blocks.texts(result.notes, "hint"),
    ]
    late = visions.after_horizon(found, answers)
    if late:
        told.append(blocks.text(late, "hint"))
    undated = [one.what for one in result.dropped]
    if undated:
        told.append(blocks.text(_("Without a year yet: {codes}.").format(codes=listed(undated)), "note"))
    return told
