"""Insights of chapter 7: which competencies are missing, where the stock goes, what stops a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...answers import AnswersFile
from ...errors import ToolkitError
from ...exercises import bank
from ...exercises.marking_numbers import read_number
from ...exercises.marking_result import mapping
from ...exercises.model import Exercise, Match, Table
from ...exercises.table_rows import named
from ...i18n import gettext as _
from ...i18n import ngettext
from ...methods import (
    CompetencyGap,
    TalentFlow,
    TalentForecast,
    competency_profile,
    hours_per_place,
    improved,
    needed_inflow,
    talent_forecast,
)
from ...methods.competency import people
from ...methods.display import listed, shown, signed
from ...methods.readiness import advice, element_name
from ...methods.talent import YEARS, Lever
from ...vocabulary import LEVELS
from .. import talent
from ..values import rows_of_part, used_rows
from ..values import shown as entry
from . import blocks
from .blocks import InsightBlock

ROLES: Final = 3
"""Role families that a profile should cover."""
LARGEST: Final = 2
"""Gaps for which a learning offer is asked."""

Row = tuple[str, dict[str, Any]]
Gaps = Mapping[str, CompetencyGap]


def _options(exercise: Exercise, part_id: str, column_id: str) -> dict[str, str]:
    """Return the options of a choice column: id and words."""
    part = next((part for part in exercise.parts if part.id == part_id), None)
    columns = part.columns if isinstance(part, Table) else []
    return {
        option.id: option.text for column in columns if column.id == column_id for option in column.options
    }


def competencies(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX7.4: gap and people to train by competency and role family, and what the offer gives (M30)."""
    rows = rows_of_part(exercise, parts, "profile")
    if not rows:
        hint = _("Enter your competencies; gaps and people to train appear here.")
        return [*_matched(answers), blocks.text(hint, "hint")]
    results = {code: talent.gap_of(row) for code, row in rows}
    gaps = {code: one.value for code, one in results.items() if one.value}
    names = {code: f"{code} {row.get('competency', '')}".strip() for code, row in rows}
    roles = _options(exercise, "profile", "role")
    open_rows = [
        _("{name}: {why}").format(name=names[code], why=one.interpretation)
        for code, one in results.items()
        if one.value is None
    ]
    found: list[InsightBlock] = []
    if gaps:
        found += [_gap_table(rows, gaps, names, roles), _role_table(rows, gaps, roles)]
    if open_rows:
        found.append(blocks.items(_("Not computed yet"), open_rows, "hint"))
    found += blocks.texts(
        [f"{names[code]}: {note}" for code, one in results.items() for note in one.notes], "note"
    )
    return [*found, *_breadth(rows), *_offered(gaps, names, rows_of_part(exercise, parts, "learning"))]


def _matched(answers: AnswersFile) -> list[InsightBlock]:
    """Return what the team decided in EX7.3, as the rows to begin with."""
    given = mapping(answers.parts("EX7.3").get("roles"))
    try:
        part = bank.exercise("EX7.3").part("roles")
    except (ToolkitError, KeyError):
        return []
    if not isinstance(part, Match):
        return []
    roles = {role.id: role.text for role in part.right}
    pairs = [
        _("{competency}: {role}").format(competency=line.text, role=roles[given[line.id]])
        for line in part.left
        if given.get(line.id) in roles
    ]
    return [blocks.items(_("Your answers to EX7.3, to begin with"), pairs)] if pairs else []


def _gap_table(
    rows: list[Row], gaps: Gaps, names: Mapping[str, str], roles: Mapping[str, str]
) -> InsightBlock:
    place = {code: roles.get(str(row.get("role")), "–") for code, row in rows}
    lines = [
        [
            names[code],
            place[code],
            talent.current_text(one),
            shown(one.gap, 1),
            "–" if one.demand is None else people(one.demand),
        ]
        for code, one in sorted(gaps.items(), key=lambda pair: -pair[1].gap)
    ]
    header = [_("Competency"), _("Role family"), _("Current level"), _("Gap"), _("People to train")]
    return blocks.table(_("Your gaps, the largest first"), header, lines)


def _role_table(rows: list[Row], gaps: Gaps, roles: Mapping[str, str]) -> InsightBlock:
    lines = []
    for role, label in roles.items():
        needs = {
            code: talent.competency(row) for code, row in rows if row.get("role") == role and code in gaps
        }
        profile = competency_profile(needs).value if needs else None
        if profile:
            counted = all(gap.demand is not None for _name, gap in profile.gaps)
            lines.append(
                [
                    label,
                    str(len(profile.gaps)),
                    shown(profile.weighted_gap, 1),
                    people(profile.places) if counted else "–",
                ]
            )
    header = [_("Role family"), _("Competencies"), _("Weighted gap, of 4"), _("Training places")]
    return blocks.table(_("Profile of each role family"), header, lines)


def _breadth(rows: list[Row]) -> list[InsightBlock]:
    count = len({row.get("role") for _code, row in rows if row.get("role")})
    if count >= ROLES:
        return []
    template = ngettext(
        "{count} role family so far; three make a profile.",
        "{count} role families so far; three make a profile.",
        count,
    )
    return [blocks.text(template.format(count=count), "hint")]


def _offered(gaps: Gaps, names: Mapping[str, str], offers: list[Row]) -> list[InsightBlock]:
    """Say which of the largest gaps has no offer, and how many hours fall on one training place."""
    if not gaps or not offers:
        return []
    covered = {code for _code, row in offers for code in named(row.get("needs"))}
    sizes = sorted((one.gap for one in gaps.values() if one.gap > 0), reverse=True)[:LARGEST]
    largest = [code for code, one in gaps.items() if sizes and one.gap >= sizes[-1]]
    without = [names[code] for code in largest if code not in covered]
    found = []
    if without and len(largest) - len(without) < LARGEST:
        found.append(blocks.items(_("Among the largest gaps, and without a learning offer"), without, "hint"))
    hours = [read for _code, row in offers if (read := read_number(row.get("hours"))) is not None]
    places = sum(gaps[code].demand or 0 for code in covered if code in gaps)
    if any(hour < 0 for hour in hours):
        return found
    each = hours_per_place(sum(hours) if hours else None, places)
    if each.value is not None:
        found.append(blocks.text(each.interpretation, "hint" if each.value < 1 else ""))
        if each.value < 1:
            more = _("More people are to be trained than there are hours. Which hours go into job plans?")
            found.append(blocks.text(more, "hint"))
    return found


def stock(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX7.5: the team's own stock over five years, its long-run level, and each lever's effect (M31)."""
    record = mapping(parts.get("own"))
    own, target = talent.flow(record), read_number(record.get("target"))
    if not any(record.get(name) for name in ("stock", "leaving", "hires", "reskilled", "success")):
        hint = _("Enter your own numbers; the stock of the next five years appears here.")
        return [blocks.text(hint, "hint")]
    try:
        result, need = talent_forecast(own), needed_inflow(own, target)
    except ToolkitError as error:
        return [blocks.text(str(error), "hint")]
    if result.value is None:
        return [blocks.text(result.interpretation, "hint")]
    found = [_path(own, result.value), blocks.text(result.interpretation)]
    if need.value:
        found.append(blocks.text(need.interpretation))
        found += blocks.texts(need.notes, "hint")
    if result.value.equilibrium:
        found.append(_levers(own, result.value.equilibrium))
    return found


def _path(own: TalentFlow, value: TalentForecast) -> InsightBlock:
    header = [_("Now"), *(_("Year {year}").format(year=year) for year in range(1, YEARS + 1))]
    row = [shown(own.stock or 0.0, 1), *(shown(one, 1) for one in value.path)]
    return blocks.table(_("Your specialists, year by year"), header, [row])


def lever_name(lever: Lever) -> str:
    """Return a lever, improved by a third, in words."""
    return {
        "attrition": _("A third fewer leave"),
        "hires": _("A third more are hired"),
        "reskilled": _("A third more are reskilled"),
        "success": _("A third more of them succeed"),
    }[lever]


def _levers(own: TalentFlow, level: float) -> InsightBlock:
    lines = []
    for lever, changed in improved(own, 1 / 3).items():
        after = talent_forecast(changed).value
        if after and after.equilibrium is not None:
            lines.append(
                [lever_name(lever), shown(after.equilibrium, 1), signed(after.equilibrium - level, 1)]
            )
    header = [_("Lever"), _("Long-run level"), _("Change")]
    return blocks.table(_("What moves the long-run level"), header, lines)


def offer(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX7.7: what the actions add up to, and which individual gaps of chapter 3 no action serves."""
    rows = rows_of_part(exercise, parts, "actions")
    if not rows:
        hint = _("Enter your actions; what they add up to appears here.")
        return [blocks.text(hint, "hint")]
    headings, costs = _options(exercise, "actions", "heading"), _options(exercise, "actions", "cost")
    lines = [
        [
            label,
            str(sum(row.get("heading") == heading for _code, row in rows)),
            *(
                str(sum((row.get("heading"), row.get("cost")) == (heading, cost) for _code, row in rows))
                for cost in costs
            ),
        ]
        for heading, label in headings.items()
    ]
    header = [_("Serves to"), _("Actions"), *costs.values()]
    found = [blocks.table(_("Your actions"), header, lines)]
    legal = [
        _("{action}: {need}").format(action=row.get("action", "–"), need=row["legal"])
        for _code, row in rows
        if row.get("legal") and row["legal"].strip(" .–-").lower() not in {"none", "no"}
    ]
    if legal:
        found.append(blocks.items(_("Waits for a rule"), legal, "note"))
    return [*found, *_unserved(rows, answers)]


def _unserved(rows: list[Row], answers: AnswersFile) -> list[InsightBlock]:
    """Name the team's priority gaps at the individual level that no action names."""
    try:
        part = bank.exercise("EX3.7").part("gaps")
    except (ToolkitError, KeyError):
        return []
    if not isinstance(part, Table):
        return []
    column = next(one for one in part.columns if one.id == "statement")
    served = {code for _code, row in rows for code in named(row.get("gap"))}
    missing = [
        f"{code} {entry(column, row.get('statement'))}".strip()
        for code, row in used_rows(part, answers.parts("EX3.7").get("gaps"))
        if row.get("level") == "L3" and code not in served
    ]
    if not missing:
        return []
    title = _("Priority gaps at the level {level} that no action serves").format(level=LEVELS["L3"])
    return [blocks.items(title, missing, "hint")]


def readiness(_exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX7.8: barrier point of the team's own change, what helps there, and what waits (M32)."""
    if not mapping(parts.get("own")):
        return [blocks.text(_("Rate your own change; its barrier point appears here."), "hint")]
    result = talent.readiness_of(parts.get("own"))
    if result.value is None:
        return [blocks.text(result.interpretation, "hint")]
    found = [blocks.text(result.interpretation)]
    if result.value.barrier:
        found.append(blocks.text(advice(result.value.barrier)))
    if result.value.later:
        names = listed(element_name(one) for one in result.value.later)
        wait = _("Weak, but later in the order: {names}. They wait until the barrier point is higher.")
        found.append(blocks.text(wait.format(names=names), "note"))
    return found
