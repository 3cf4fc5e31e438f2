"""Insights of chapter 3: who must be heard, where capacity is missing, what the team agrees on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...answers import AnswersFile
from ...exercises.model import Exercise
from ...i18n import gettext as _
from ...methods import maturity, rank_gaps
from ...methods.capacity import Score
from ...methods.display import per_cent, shown
from ...methods.priorities import RankedGap, band_name
from ...methods.result import Result
from ...vocabulary import LEVELS, PILLARS
from .. import gaps, grid
from ..situation import checked, mapped, own_agreement, quadrant_name
from ..values import rows_of_part
from . import blocks
from .blocks import InsightBlock

TOP_GAPS: Final = 8
WIDEST: Final = 6


def stakeholders(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX3.3: quadrant of each stakeholder, who must be heard, and who is missing (M14)."""
    rows = rows_of_part(exercise, parts, "stakeholders")
    if not rows:
        return [blocks.text(_("Enter your stakeholders; their place on the grid appears here."), "hint")]
    names = [
        str(row.get("name") or _("Row {number}").format(number=place))
        for place, (_c, row) in enumerate(rows, 1)
    ]
    result = mapped(rows)
    if result.value is None:
        return [blocks.text(result.interpretation, "hint"), *blocks.texts(result.notes, "hint")]
    placed = [
        [names[int(place)], quadrant_name(position.quadrant), _heard(position.must_be_heard)]
        for place, position in result.value.positions
    ]
    header = [_("Stakeholder"), _("How to work with them"), _("Must be heard")]
    found = [blocks.table(_("Your stakeholders on the power–interest grid"), header, placed)]
    heard = [names[int(place)] for place in result.value.must_be_heard]
    if heard:
        title = _("Must be heard, whatever the quadrant: strongly affected, with little power")
        found.append(blocks.items(title, heard))
    else:
        found.append(blocks.text(result.interpretation, "hint"))
    without = [names[int(one.what)] for one in result.dropped]
    if without:
        found.append(blocks.items(_("Not placed yet: power or interest is missing"), without, "note"))
    return [*found, *blocks.texts(result.notes, "hint")]


def _heard(must: bool | None) -> str:
    return _("Yes") if must else _("open") if must is None else ""


def capacity(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX3.4: scores of pillars and levels with their flags (M10), and the largest gaps (M11, M12)."""
    cells = grid.read(parts.get(grid.PART))
    result = maturity({code: cell.scored for code, cell in cells.items()})
    if result.value is None:
        return [blocks.text(_("Rate the first cells; scores of pillars and levels appear here."), "hint")]
    found = [blocks.text(result.interpretation)]
    header = [_("Pillar"), _("Score, 1 to 5"), _("Cells"), _("Note")]
    found.append(
        blocks.table(
            _("Scores of the pillars"),
            header,
            [_score(f"{code} {PILLARS[code]}", one) for code, one in result.value.pillars.items()],
        )
    )
    header = [_("Level"), _("Score, 1 to 5"), _("Cells"), _("Note")]
    found.append(
        blocks.table(
            _("Scores of the levels"),
            header,
            [_score(f"{code} {LEVELS[code]}", one) for code, one in result.value.levels.items()],
        )
    )
    ranked = rank_gaps({cell_name(code): cell.weighing for code, cell in cells.items()})
    found += _ranking(ranked, _("Your largest gaps, the highest priority first"), TOP_GAPS)
    return [*found, *blocks.texts(result.notes)]


def cell_name(code: str) -> str:
    """Return a cell of the grid in words: ``PL5.L2 Data governance and use, Organisational``."""
    pillar, _dot, level = code.partition(".")
    return _("{code} {pillar}, {level}").format(code=code, pillar=PILLARS[pillar], level=LEVELS[level])


def _score(name: str, score: Score) -> list[str]:
    return [name, shown(score.score, 1), str(score.assessed), _("thin evidence") if score.thin else ""]


def _ranking(
    ranked: Result[tuple[RankedGap, ...]], caption: str, most: int, names: Mapping[str, str] | None = None
) -> list[InsightBlock]:
    """Return a ranking as a table, then its ties and what could not be ranked."""
    words = names or {}
    rows = [
        [
            words.get(one.name, one.name),
            one.rank_text,
            str(one.priority.gap),
            shown(one.priority.priority, 1),
            shown(one.priority.scaled, 1),
            band_name(one.priority.band),
        ]
        for one in (ranked.value or ())[:most]
    ]
    if not rows:
        return [blocks.text(ranked.interpretation, "hint")]
    header = [_("Gap"), _("Rank"), _("Size"), _("Priority, of 20"), _("Priority, of 100"), _("Band")]
    found = [blocks.table(caption, header, rows)]
    found += blocks.texts(ranked.notes, "hint")
    if ranked.dropped:
        left = [f"{words.get(one.what, one.what)}: {one.why}" for one in ranked.dropped]
        found.append(blocks.items(_("Not ranked"), left, "note"))
    return found


def agreement(_exercise: Exercise, _parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX3.5: alpha of the team's own raters in EX3.4, its reading, and the widest cells (M13)."""
    cells = grid.read(answers.parts(grid.EXERCISE).get(grid.PART))
    result = own_agreement(cells)
    if result.value is None:
        hint = _("Your own ratings of EX3.4: {why}").format(why=result.interpretation)
        return [blocks.text(hint, "hint"), *blocks.texts(result.notes)]
    value = result.value
    found = [
        blocks.text(
            _("Your own ratings of EX3.4, {raters} raters and {cells} cells: {reading}").format(
                raters=value.raters, cells=value.items, reading=result.interpretation
            )
        )
    ]
    wide = [one for one in value.widest if one.range][:WIDEST]
    if wide:
        header = [_("Cell"), _("Lowest"), _("Highest"), _("Range"), _("Raters")]
        rows = [
            [cell_name(one.name), f"{one.low:g}", f"{one.high:g}", f"{one.range:g}", str(one.raters)]
            for one in wide
        ]
        found.append(blocks.table(_("Where your raters differ most"), header, rows))
    return [*found, *blocks.texts(result.notes)]


def options(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX3.6: how many findings the options use, and which none uses, by name (M15)."""
    findings = rows_of_part(exercise, parts, "swot")
    if not any(code for code, _row in findings):
        return [blocks.text(_("Enter your findings; what your options use of them appears here."), "hint")]
    result = checked(findings, rows_of_part(exercise, parts, "tows"))
    if result.value is None:
        return [blocks.text(result.interpretation, "hint")]
    value = result.value
    words = {code: f"{code} {row.get('text', '')}".strip() for code, row in findings if code}
    found = [
        blocks.text(
            _("Your options use {cited} of {listed} findings, {share} per cent.").format(
                cited=len(value.cited), listed=value.listed, share=per_cent(value.coverage)
            )
        )
    ]
    if value.orphans:
        orphans = [words[code] for code in value.orphans]
        found.append(blocks.items(_("Used by no option"), orphans, "hint"))
    return [*found, *blocks.texts(result.notes, "hint")]


def priorities(exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX3.7: the team's own gaps, ranked, with ties told as ties (M12)."""
    rows = rows_of_part(exercise, parts, gaps.PART)
    if not rows:
        return [blocks.text(_("Enter your own gaps; their priority and order appear here."), "hint")]
    names = {code: f"{code} {row.get('statement', '')}".strip() for code, row in rows}
    return _ranking(gaps.ranked(rows), _("Your gaps, the highest priority first"), len(rows), names)
