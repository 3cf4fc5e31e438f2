"""Insights of chapter 5 on what to do: what initiatives cover, where they stand, which one leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...answers import AnswersFile, Entry
from ...errors import ToolkitError
from ...exercises import bank
from ...exercises.marking_result import rating
from ...exercises.model import Exercise
from ...exercises.references import rows as offered
from ...exercises.table_rows import named
from ...i18n import gettext as _
from ...methods import Placed
from ...methods.criteria import reading_name
from ...methods.display import listed, per_cent, shown
from ...methods.other_weights import variant_name
from ...methods.value_feasibility import quadrant_name
from .. import strategy
from ..initiatives import cards, labels, rows_of
from ..situation import mapped
from ..values import Inputs
from . import blocks
from .blocks import InsightBlock

CUT: Final = 3
READ: Final = ("EX3.3", "EX3.7", "EX4.7", "EX5.2", "EX5.3", "EX5.4", "EX5.6", "EX5.7")
"""Exercises that the insights of this chapter read, beside their own."""


def inputs_of(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> Inputs:
    """Return the answers with those of the exercise in hand, and the exercises that they belong to."""
    found = {exercise.id: exercise}
    for name in READ:
        if name not in found:
            try:
                found[name] = bank.exercise(name)
            except ToolkitError:
                # An edition without chapter 3 or 4 has no such rows to name.
                continue
    return Inputs(answers.with_entries({exercise.id: Entry(parts=dict(parts))}), found)


def initiatives(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX5.2: gaps and objectives with their initiatives, levels and leads, and who must be heard."""
    inputs = inputs_of(exercise, parts, answers)
    written = cards(inputs)
    if not written:
        return [blocks.text(_("Write your first initiative; what your cards cover appears here."), "hint")]
    found = _covered(inputs, written)
    kinds = [row.get("kind") for row in written.values()]
    counts = _("{all} initiatives: {foundation} foundations, {service} services, {capacity} for capacity.")
    found.append(
        blocks.text(
            counts.format(
                all=len(written),
                foundation=kinds.count("foundation"),
                service=kinds.count("service"),
                capacity=kinds.count("capacity"),
            )
        )
    )
    leads = {" ".join(str(row.get("lead", "")).split()).casefold() for row in written.values()} - {""}
    if len(written) > 1 and len(leads) == 1:
        found.append(blocks.text(_("One body leads everything. Who else should own a part?"), "hint"))
    owned = [row.get("ownership") for row in written.values()]
    if len(written) > 1 and owned.count("advocacy") == len(written):
        question = _("Others decide on all of it. What can you begin by yourselves within 30 days?")
        found.append(blocks.text(question, "hint"))
    return [*found, *_unheard(inputs, written)]


def _covered(inputs: Inputs, written: Mapping[str, Mapping[str, Any]]) -> list[InsightBlock]:
    """Return a table of gaps and one of objectives, each with the initiatives that name it."""
    found = []
    for source, column, caption, heading in (
        ("EX3.7.gaps", "gaps", _("Gaps and who closes them"), _("Gap")),
        ("EX4.7.objectives", "objectives", _("Objectives and what serves them"), _("Objective")),
    ):
        rows = [
            [label, listed(name for name, card in written.items() if code in named(card.get(column)))]
            for code, label in offered(source, inputs.answers.parts)
        ]
        if rows:
            told = [[label, by or _("none yet")] for label, by in rows]
            found.append(blocks.table(caption, [heading, _("Initiatives")], told))
    return found


def _unheard(inputs: Inputs, written: Mapping[str, Mapping[str, Any]]) -> list[InsightBlock]:
    """Name the groups that must be heard (M14) as long as no initiative is for one of them."""
    if any(row.get("heard") is True for row in written.values()):
        return []
    people = rows_of(inputs, "EX3.3", "stakeholders")
    result = mapped(people).value if people else None
    names = [str(people[int(place)][1].get("name", "")) for place in (result.must_be_heard if result else ())]
    if not any(names):
        return []
    title = _("These groups must be heard (EX3.3). Which initiative is for one of them?")
    return [blocks.items(title, [name for name in names if name], "hint")]


def quadrants(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX5.3: value, feasibility and quadrant of each initiative, foundations, and where the team differs."""
    inputs = inputs_of(exercise, parts, answers)
    if not rows_of(inputs, *strategy.RATINGS):
        hint = _("Rate your first initiative; value, feasibility and quadrant appear here.")
        return [blocks.text(hint, "hint")]
    result = strategy.placed(inputs)
    names = labels(inputs)
    left = [f"{names.get(one.what, one.what)}: {one.why}" for one in result.dropped]
    open_rows = [blocks.items(_("Not placed yet"), left, "note")] if left else []
    if result.value is None:
        return [blocks.text(result.interpretation, "hint"), *open_rows]
    rows = [_placed_row(one, names) for one in result.value]
    header = [_("Initiative"), _("Value"), _("Feasibility"), _("What to do"), _("Foundation for")]
    found = [blocks.text(result.interpretation)]
    found.append(blocks.table(_("Your initiatives by value and feasibility"), header, rows))
    found += blocks.texts(result.notes, "hint")
    return [*found, *_differences(inputs, result.value, names), *open_rows]


def _placed_row(one: Placed, names: Mapping[str, str]) -> list[str]:
    return [
        names.get(one.name, one.name),
        shown(one.placing.value, 2),
        shown(one.placing.feasibility, 2),
        quadrant_name(one.quadrant),
        listed(one.carries) if one.foundation else "",
    ]


def _differences(inputs: Inputs, placed: tuple[Placed, ...], names: Mapping[str, str]) -> list[InsightBlock]:
    """Ask why where the team's place on the map lies in another quadrant than the means of its scores."""
    template = _("{initiative}: on your map “{map}”, by your scores “{scores}”")
    rows = {
        code: row for _c, row in rows_of(inputs, *strategy.RATINGS) for code in named(row.get("initiative"))
    }
    told = []
    for one in placed:
        value = rating(rows[one.name].get("place_value"), 1, strategy.TOP)
        feasibility = rating(rows[one.name].get("place_feasibility"), 1, strategy.TOP)
        if value is None or feasibility is None:
            continue
        high = (value >= CUT, feasibility >= CUT)
        on_map = {
            (True, True): _("start now"),
            (True, False): _("prepare"),
            (False, True): _("only if nearly free"),
            (False, False): _("not now"),
        }[high]
        by_scores = quadrant_name(one.placing.quadrant)
        if on_map != by_scores:
            name = names.get(one.name, one.name)
            told.append(template.format(initiative=name, map=on_map, scores=by_scores))
    title = _("Map and scores disagree. What do you know that the scores do not?")
    return [blocks.items(title, told, "hint")] if told else []


def robustness(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX5.4: scores of the team's own options, what other weights change, and how often each comes first."""
    inputs = inputs_of(exercise, parts, answers)
    if not rows_of(inputs, *strategy.CRITERIA) or not rows_of(inputs, *strategy.OPTIONS):
        hint = _("Enter your own criteria and rate your options; scores and robustness appear here.")
        return [blocks.text(hint, "hint")]
    result = strategy.weighed(inputs)
    names = labels(inputs)
    left = [f"{names.get(one.what, one.what)}: {one.why}" for one in result.dropped]
    open_rows = [blocks.items(_("Not ranked yet"), left, "note")] if left else []
    value = result.value
    if value is None:
        return [blocks.text(result.interpretation, "hint"), *open_rows]
    draws = value.draws
    rows = [
        [
            names.get(name, name),
            shown(score, 3),
            per_cent(draws.first[name]) if draws else "–",
            _("{low} to {high}").format(low=draws.ranks[name][0], high=draws.ranks[name][1])
            if draws
            else "–",
        ]
        for name, score in sorted(value.scores.items(), key=lambda one: -one[1])
    ]
    header = [_("Option"), _("Score, 0 to 1"), _("First place, per cent of random weights"), _("Rank")]
    caption = _("Your options under your weights, and under {count} random weights around them")
    found = [
        blocks.text(result.interpretation),
        blocks.table(caption.format(count=draws.count if draws else 0), header, rows),
        blocks.text(
            _("Robustness {share}: {reading}.").format(
                share=shown(value.robustness, 2), reading=reading_name(value.reading)
            )
        ),
    ]
    if value.turning and len(value.winners) == 1:
        title = _("Who is first with other weights. Who would choose them?")
        found.append(blocks.items(title, [variant_name(one) for one in value.turning], "hint"))
    # The first note repeats the variations that the list above names.
    rest = result.notes[1:] if value.turning and len(value.winners) == 1 else result.notes
    return [*found, *blocks.texts(rest, "hint"), *open_rows]
