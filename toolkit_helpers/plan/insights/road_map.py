"""Insights of chapter 5 on time, money and risk: dates and chains, yearly budget, weights of risks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...answers import AnswersFile
from ...exercises.model import Exercise
from ...i18n import gettext as _
from ...methods import Schedule
from ...methods.display import listed, money, per_cent
from ...methods.schedule import Horizon
from .. import budget as money_plan
from .. import risks as register
from .. import road_map as plan_map
from ..initiatives import about_initiatives, cards, labels, rows_of
from ..values import Inputs
from . import blocks
from .blocks import InsightBlock
from .strategy import inputs_of

HORIZONS: Final[tuple[Horizon, ...]] = (1, 2, 3)


def road_map(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX5.6: dates, float and the longest chain (M24), horizons, and for whom nobody is prepared."""
    inputs = inputs_of(exercise, parts, answers)
    if not rows_of(inputs, *plan_map.SCHEDULE):
        return [blocks.text(_("Enter your first line; dates and the longest chain appear here."), "hint")]
    result = plan_map.scheduled(inputs)
    left = list(map(str, result.dropped))
    open_rows = [blocks.items(_("Left aside"), left, "hint")] if left else []
    if result.value is None:
        return [blocks.text(result.interpretation, "hint"), *open_rows]
    names, first = labels(inputs), plan_map.first_day(inputs)
    rows = [
        [
            names.get(code, code),
            plan_map.span(one, first),
            _("none: longest chain") if one.critical else f"{one.slack:g}",
            str(one.horizon),
            _ownership(inputs, code),
        ]
        for code, one in sorted(result.value.tasks.items(), key=lambda item: item[1].start)
    ]
    header = [_("Initiative"), _("Months"), _("Float in months"), _("Horizon"), _("Whose decision")]
    found = [
        blocks.text(result.interpretation),
        blocks.table(_("Your road map, by start"), header, rows),
        *blocks.texts(result.notes, "hint"),
        *_horizons(inputs, result.value),
        *_prepared(inputs, result.value, names),
    ]
    return [*found, *open_rows]


def _ownership(inputs: Inputs, code: str) -> str:
    words = {"own": _("own"), "shared": _("shared"), "advocacy": _("advocacy")}
    return words.get(str(cards(inputs).get(code, {}).get("ownership", "")), "–")


def _horizons(inputs: Inputs, found: Schedule) -> list[InsightBlock]:
    template = _("Horizon {number}: {initiatives}")
    lines = [
        template.format(number=one, initiatives=listed(found.in_horizon(one)) or _("nothing"))
        for one in HORIZONS
    ]
    told = [blocks.items(_("What ends in which horizon"), lines, "note")]
    lined = about_initiatives(inputs, *plan_map.SCHEDULE)
    if not any(lined[code].get("visible") is True for code in found.in_horizon(1)):
        question = _("Users notice nothing in Horizon 1. What earns trust?")
        told.append(blocks.text(question, "hint"))
    return told


def _prepared(inputs: Inputs, found: Schedule, names: Mapping[str, str]) -> list[InsightBlock]:
    alone, late = plan_map.unprepared(inputs, found)
    told = []
    if alone:
        title = _("No capacity initiative starts before these services. People meet the system unprepared:")
        told.append(blocks.items(title, [names.get(code, code) for code in alone], "hint"))
    template = _("{needed} does not start before {initiative}, which needs it")
    lines = [
        template.format(needed=listed(ones), initiative=names.get(code, code)) for code, ones in late.items()
    ]
    if lines:
        told.append(blocks.items(_("Capacity that comes too late"), lines, "hint"))
    return told


def budget(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX5.7: what is paid in each year, yearly costs after delivery, and the share of capacity (M25)."""
    inputs = inputs_of(exercise, parts, answers)
    if not rows_of(inputs, *money_plan.COSTS):
        return [blocks.text(_("Enter the costs of your initiatives; the years appear here."), "hint")]
    result = money_plan.computed(inputs)
    names = labels(inputs)
    left = [f"{names.get(one.what, one.what)}: {one.why}" for one in result.dropped]
    open_rows = [blocks.items(_("Without a cost. No cost is not a cost of 0"), left, "hint")] if left else []
    value = result.value
    if value is None:
        return [blocks.text(result.interpretation, "hint"), *open_rows]
    lines = zip(value.base, value.recurrent, value.nominal, strict=True)
    rows = [
        [money_plan.year_name(inputs, year), money(base), money(yearly), money(round(paid))]
        for year, (base, yearly, paid) in enumerate(lines, 1)
    ]
    header = [_("Year"), _("Building"), _("Yearly costs"), _("As paid")]
    found = [blocks.text(result.interpretation), blocks.table(_("Your budget by year"), header, rows)]
    if not rows_of(inputs, *money_plan.RECURRENT):
        blocked = _("Not finished: write what each year costs after delivery, in the last table.")
        found.append(blocks.text(blocked, "hint"))
    found += blocks.texts(result.notes, "hint")
    if value.capacity_share is not None:
        share = _("Capacity development takes {share} per cent of the cost of building.")
        found.append(blocks.text(share.format(share=per_cent(value.capacity_share)), "note"))
    return [*found, *open_rows]


def risks(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX5.9: the risks by weight before and after mitigation (M26), with what the scores ask."""
    rows = rows_of(inputs_of(exercise, parts, answers), *register.RISKS)
    if not rows:
        return [blocks.text(_("Enter your first risk; its weight appears here."), "hint")]
    result = register.registered(rows)
    left = list(map(str, result.dropped))
    open_rows = [blocks.items(_("Not weighed"), left, "hint")] if left else []
    if result.value is None:
        return [blocks.text(result.interpretation, "hint"), *open_rows]
    words = {code: f"{code} {row.get('risk', '')}".strip() for code, row in rows}
    header = [_("Risk"), _("Weight"), _("After mitigation")]
    table = [
        [words[one.name], register.weight(one.inherent), register.weight(one.residual) or _("open")]
        for one in result.value
    ]
    found = [
        blocks.text(result.interpretation),
        blocks.table(_("Your risks, the heaviest first"), header, table),
        *blocks.texts(result.notes, "hint"),
    ]
    raised = [one.name for one in result.value if one.inherent.raised]
    if raised:
        why = _("Raised to medium because the impact is 5: {names}.")
        found.append(blocks.text(why.format(names=listed(raised)), "note"))
    return [*found, *open_rows]
