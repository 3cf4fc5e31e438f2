"""Insights of chapter 8 on people: what stops which group, how far it is included, what is done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ...answers import AnswersFile
from ...errors import ToolkitError
from ...exercises import bank
from ...exercises.model import Exercise
from ...exercises.table_rows import named
from ...i18n import gettext as _
from ...methods import inclusion_levers
from ...methods.disclosure import LIMIT, too_small
from ...methods.display import listed, per_cent, shown
from ...methods.inclusion import TICKS
from .. import inclusion as plan
from .. import reach
from ..coverage import covered, tick_name
from ..inclusion import barrier_name, ratings, strongest
from ..rates import Row, number, rows_of, text
from ..values import Inputs
from . import blocks
from .blocks import InsightBlock

STEP: Final = 0.1
HIGH: Final = 2


def _inputs(exercise: Exercise, answers: AnswersFile, *others: str) -> Inputs:
    """Return the answers with this exercise and those others that the workbook has."""
    found = [exercise]
    for name in others:
        try:
            found.append(bank.exercise(name))
        except ToolkitError:
            continue
    return Inputs.of(answers, found)


def _named_groups(inputs: Inputs) -> dict[str, str]:
    """Return the groups of EX8.5 as they read: code and name."""
    return {
        code: _("{code} {name}").format(code=code, name=text(row, "name")).strip()
        for code, row in plan.coded(inputs, plan.GROUPS)
    }


def groups(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX8.5: the strongest barrier of each group, what the pattern asks, and who is not heard yet."""
    inputs = _inputs(exercise, answers, "EX3.3")
    names = _named_groups(inputs)
    if not names:
        hint = _("Enter your groups; their strongest barriers appear here.")
        return [blocks.text(hint, "hint"), *_unheard(inputs)]
    matrix = {
        code: row for _code, row in plan.coded(inputs, plan.BARRIER_PART) for code in named(row.get("group"))
    }
    rated = {code: row for code, row in matrix.items() if code in names and ratings(row)}
    found: list[InsightBlock] = []
    if rated:
        header = [_("Group"), _("Strongest barrier"), _("Unknown"), _("Overlap")]
        lines = [
            [names[code], _barriers(strongest(row)), _barriers(_unknown(row)), text(row, "overlap") or "–"]
            for code, row in rated.items()
        ]
        found.append(blocks.table(_("What stops each group"), header, lines))
    questions = [*_questions(rated, names), *_small(inputs, names)]
    return [*found, *blocks.texts(questions, "hint"), *_unheard(inputs)]


def _barriers(names: Iterable[str]) -> str:
    return listed(barrier_name(name) for name in names) or "–"


def _unknown(row: Row) -> list[str]:
    return [name for name, rating in ratings(row).items() if rating is None]


def _questions(rated: Mapping[str, Row], names: Mapping[str, str]) -> list[str]:
    """Return what the pattern of ratings asks the team."""
    found = []
    patterns = [tuple(ratings(row).items()) for row in rated.values()]
    if len(patterns) > 1 and len(set(patterns)) == 1:
        found.append(_("All groups have the same ratings. What differs between them?"))
    for code, row in rated.items():
        high = [name for name, rating in ratings(row).items() if rating is not None and rating >= HIGH]
        if high == ["ability"]:
            template = _(
                "{group}: only ability is a high barrier. Would a course help if the phone belongs to "
                "someone else?"
            )
            found.append(template.format(group=names[code]))
    complete = [row for row in rated.values() if len(ratings(row)) == len(plan.BARRIERS)]
    if complete and len(complete) == len(rated) and not any(map(_unknown, complete)):
        found.append(
            _("Nothing is unknown. Is that so, or was something guessed? One honest unknown is a task.")
        )
    return found


def _small(inputs: Inputs, names: Mapping[str, str]) -> list[str]:
    """Return the groups whose size the Plan will not show."""
    small = [names[code] for code, row in plan.coded(inputs, plan.GROUPS) if too_small(number(row, "size"))]
    if not small:
        return []
    template = _(
        "{groups}: fewer than {limit} people. The Plan names the group and hides its size, and no figure of "
        "it is published, because a single person could be recognised."
    )
    return [template.format(groups=listed(small), limit=LIMIT)]


def _unheard(inputs: Inputs) -> list[InsightBlock]:
    """Return the stakeholders of EX3.3 that must be heard and that no group stands for yet (M14, M54)."""
    if not plan.must_be_heard(inputs):
        return []
    missing = [
        _("{code} {name}").format(code=code, name=name) for code, name in plan.not_engaged(inputs).items()
    ]
    if not missing:
        return [blocks.text(_("Everybody who must be heard by EX3.3 appears among your groups."), "note")]
    title = _("Must be heard by EX3.3, and in none of your groups yet")
    return [blocks.items(title, missing, "hint")]


def inclusion(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX8.7: the score of each own group, its weakest link, and what would lift it most (M44)."""
    inputs = _inputs(exercise, answers, "EX8.5")
    rows = rows_of(inputs.part(*reach.SCORES))
    if not rows:
        return [blocks.text(_("Rate a group of your own; its score and weakest link appear here."), "hint")]
    names, weights = _named_groups(inputs), reach.chosen_weights(inputs)
    lines, open_rows, notes = [], [], []
    for place, row in enumerate(rows, 1):
        code = next(iter(named(row.get("group"))), "")
        name = names.get(code, code) or _("Row {number}").format(number=place)
        result = reach.score(row, weights)
        if result.value is None:
            open_rows.append(_("{name}: {why}").format(name=name, why=result.interpretation))
            continue
        value = result.value
        lines.append(
            [
                name,
                shown(value.geometric, 2),
                shown(value.arithmetic, 2),
                listed(reach.dimension_name(one) for one in value.weakest),
                _lever(row, weights),
            ]
        )
        notes += [_("{name}: {note}").format(name=name, note=note) for note in result.notes]
    found = []
    if lines:
        header = [
            _("Group"),
            _("Inclusion score (geometric mean)"),
            _("Arithmetic mean"),
            _("Weakest link"),
            _("A rise of 0.10 lifts the score most in"),
        ]
        found.append(blocks.table(_("How far your groups are included, 0 to 1"), header, lines))
    if open_rows:
        found.append(blocks.items(_("Not shown"), open_rows, "hint"))
    return [*found, *blocks.texts([*_weights_told(inputs), *notes])]


def _lever(row: Row, weights: Mapping[str, float] | None) -> str:
    known = {name: value for name, value in reach.dimensions(row).items() if value is not None}
    levers = inclusion_levers(known, weights and {name: weights[name] for name in known}, step=STEP)
    if not levers or max(levers.values()) == 0:
        return "–"
    best = max(levers.values())
    names = [reach.dimension_name(name) for name, value in levers.items() if value >= best - 1e-9]
    return _("{dimension} ({score})").format(dimension=listed(names), score=shown(best, 3))


def _weights_told(inputs: Inputs) -> list[str]:
    weights = reach.chosen_weights(inputs)
    if weights is None:
        return [_("All four dimensions count the same until all four weights are given.")]
    total = sum(weights.values())
    if abs(total - 1) > 0.001:
        template = _("Your weights add up to {total}; they are scaled to 1.")
        return [template.format(total=shown(total, 2))]
    return []


def coverage(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX8.8: what the Plan has for each group (M45), and whether actions fit the strongest barriers."""
    inputs = _inputs(exercise, answers, "EX8.5", "EX9.7")
    names = _named_groups(inputs)
    if not names:
        return [
            blocks.text(
                _("Name your groups in EX8.5 first; what the Plan has for each appears here."), "hint"
            )
        ]
    actions = plan.coded(inputs, plan.ACTIONS)
    if not actions and not plan.channel(inputs):
        return [blocks.text(_("Enter your actions; what each group has appears here."), "hint")]
    found = [*_coverage_table(inputs, names), *_fit(inputs, names)]
    if plan.channel(inputs) and "consent" not in plan.channel(inputs):
        question = _("Your helper has no rule on consent yet. Who protects the password?")
        found.append(blocks.text(question, "hint"))
    return found


def _coverage_table(inputs: Inputs, names: Mapping[str, str]) -> list[InsightBlock]:
    result = covered(inputs)
    if result.value is None:
        return []
    header = [_("Group"), *(tick_name(tick).capitalize() for tick in TICKS), _("Coverage, %")]
    lines = [
        [
            names[code],
            *(_("yes") if tick in one.ticks else _("not yet") for tick in TICKS),
            per_cent(one.coverage),
        ]
        for code, one in result.value.groups.items()
    ]
    found = [blocks.text(result.interpretation), blocks.table(_("Leaving no one behind"), header, lines)]
    if result.value.for_not_with:
        title = _("For, not with: an action, and no role of the group in governance")
        found.append(blocks.items(title, [names[code] for code in result.value.for_not_with], "hint"))
    return found


def _fit(inputs: Inputs, names: Mapping[str, str]) -> list[InsightBlock]:
    """Return the groups whose strongest barrier no action removes."""
    against: dict[str, set[str]] = {}
    for _code, row in plan.coded(inputs, plan.ACTIONS):
        for code in named(row.get("groups")):
            against.setdefault(code, set()).add(str(row.get("barrier", "")))
    missed = []
    for _code, row in plan.coded(inputs, plan.BARRIER_PART):
        for code in named(row.get("group")):
            top = strongest(row)
            if code in names and code in against and top and not against[code] & set(top):
                told = _("{group}: the strongest barrier is {barriers}.")
                missed.append(told.format(group=names[code], barriers=_barriers(top)))
    if not missed:
        return []
    return [blocks.items(_("No action removes the strongest barrier yet"), missed, "hint")]
