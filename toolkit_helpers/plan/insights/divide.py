"""Insights of chapter 8 on figures: gaps between groups, the price of access, districts and income fifths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...answers import AnswersFile
from ...exercises.model import Exercise
from ...i18n import gettext as _
from ...methods.display import amount, per_cent, shown
from .. import divide as plan
from .. import reach
from ..rates import Row, number, record_of, rows_of, text
from ..values import Inputs
from . import blocks
from .blocks import InsightBlock


def divide(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX8.2: points, proportion, parity and interval of the team's own pairs, and how they moved (M40)."""
    rows = rows_of(Inputs.of(answers, [exercise]).part(*plan.PAIRS))
    if not rows:
        return [blocks.text(_("Enter your own pair; its three measures appear here."), "hint")]
    pairs = [plan.pair(row) for row in rows]
    lines, open_rows = [], []
    for one in pairs:
        gap = one.gap.value
        if gap is None:
            open_rows.append(_("{pair}: {why}").format(pair=one.name, why=one.gap.interpretation))
            continue
        lines.append(
            [
                one.name,
                per_cent(gap.absolute),
                "–" if gap.relative is None else per_cent(gap.relative),
                "–" if gap.parity is None else shown(gap.parity, 2),
                " ".join(one.gap.notes) or "–",
            ]
        )
    found = []
    if lines:
        header = [
            _("Pair"),
            _("Absolute gap, points"),
            _("Relative gap, %"),
            _("Parity"),
            _("How to read it"),
        ]
        found.append(blocks.table(_("Your own pairs, reference minus other group"), header, lines))
    if open_rows:
        found.append(blocks.items(_("Not computed"), open_rows, "hint"))
    moved = [
        _("{name}: {what}").format(name=name, what=change.interpretation)
        for name, change in plan.changes(pairs)
        if change.value
    ]
    if moved:
        found.append(blocks.items(_("What changed between two years"), moved))
    if len(lines) == 1:
        hint = _("Enter the same pair for an earlier year, too, and see whether points and parity agree.")
        found.append(blocks.text(hint, "note"))
    return found


def affordability(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX8.3: what the team's own price takes of income, on average and for the poorest fifth (M43)."""
    inputs = Inputs.of(answers, [exercise])
    record = record_of(inputs.part(*reach.PRICE))
    if not any(text(record, name) or number(record, name) is not None for name in ("price", "income")):
        found = [blocks.text(_("Enter your own price and income; the shares appear here."), "hint")]
        return [*found, *_published(inputs)]
    result = reach.price(record)
    value = result.value
    if value is None:
        return [blocks.text(result.interpretation, "hint"), *_published(inputs)]
    currency = text(record, "currency")
    lines = [
        [_("Share of average monthly income, %"), shown(100 * value.burden, 2)],
        [_("Below 2 per cent"), _("Yes") if value.met else _("No")],
        [_("Price that equals 2 per cent"), amount(value.price_at_target, currency)],
        [_("Yearly income at which this price equals 2 per cent"), amount(value.income_at_target, currency)],
    ]
    if value.fifth is not None:
        lines.append([_("Share of monthly income of the poorest fifth, %"), shown(100 * value.fifth, 1)])
    table = blocks.table(
        _("{place}: what the price takes of income").format(place=text(record, "place") or _("Your place")),
        [_("Measure"), _("Value")],
        lines,
    )
    asked = (
        [] if value.fifth is not None else [_("And for the poorest fifth? Enter its share of all income.")]
    )
    return [table, *blocks.texts([*result.notes, *asked], "hint"), *_published(inputs)]


def _published(inputs: Inputs) -> list[InsightBlock]:
    """Return ITU's figure for the team's country, as something to compare with."""
    from ... import datasets

    if not inputs.country:
        return []
    indicator = "mobile_broadband_price_gni_pct"
    line = datasets.series(indicator).get(inputs.country, {})
    if not line:
        return []
    latest = max(line)
    template = _(
        "To compare: in {year}, 5 GB of mobile broadband took {share} per cent of monthly GNI per capita in "
        "{country} (ITU DataHub). Another basket gives another figure."
    )
    country = datasets.country(inputs.country).name
    told = template.format(year=latest, share=shown(line[latest].value, 2), country=country)
    return [blocks.text(told, "note")]


def districts(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX8.4: the split of the inequality of the team's districts (M42), and its income gradient (M41)."""
    inputs = Inputs.of(answers, [exercise])
    rows = rows_of(inputs.part(*plan.DISTRICTS))
    found = [*_split(rows), *_gradient(record_of(inputs.part(*plan.ABOUT)))]
    if not found:
        return [
            blocks.text(_("Enter your own districts; the split of their inequality appears here."), "hint")
        ]
    return found


def _split(rows: list[Row]) -> list[InsightBlock]:
    if not rows:
        return []
    result = plan.split(rows)
    left_out = [_("{area}: {why}").format(area=one.what, why=one.why) for one in result.dropped]
    dropped = [blocks.items(_("Left out"), left_out, "hint")] if left_out else []
    value = result.value
    if value is None:
        return [blocks.text(result.interpretation, "hint"), *dropped]
    header = [_("Region"), _("People"), _("Mean, %"), _("Weakest district"), _("Its rate, %")]
    lines = [
        [
            region.name,
            f"{region.people:,.0f}",
            per_cent(region.mean),
            region.lowest.name,
            per_cent(region.lowest.rate or 0),
        ]
        for region in value.regions
    ]
    parts = _("Theil index {total}: {between} between regions, {within} within them").format(
        total=shown(value.total), between=shown(value.between), within=shown(value.within)
    )
    return [
        blocks.text(result.interpretation),
        blocks.table(parts, header, lines),
        *blocks.texts(result.notes),
        *dropped,
    ]


def _gradient(record: Row) -> list[InsightBlock]:
    result = plan.fifths(record)
    if result is None:
        return []
    return [blocks.text(result.interpretation, "" if result.value else "hint")]
