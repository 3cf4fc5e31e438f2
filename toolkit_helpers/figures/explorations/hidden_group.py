"""D9.3: one indicator in total and by group, and what the average hides (M52, M53)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...datasets import Country
from ...i18n import gettext as _
from ...methods import Light, Progress, indicator_progress, progress_light
from ...methods.display import shown
from ...methods.lights import COLOURS, colour_name
from ..controls import Control
from ..description import Axis, Chart, Mark, Point, Series, Table

WITHOUT_COUNTRY = True
CONTROLS: Final = (
    Control("urban", _("Towns, value now"), 0, 100, 1, 91, "%"),
    Control("rural", _("Villages, value now"), 0, 100, 1, 53, "%"),
    Control("share", _("Births that happen in villages"), 1, 99, 1, 46, "%"),
)
START, NOW, END = 2026, 2028, 2033
TARGET: Final = 95.0
BASELINES: Final = {"urban": 78.0, "rural": 49.0}
"""Share of births registered in time in the invented Province of Nandara, per cent."""


@dataclass(frozen=True)
class _Row:
    name: str
    baseline: float
    current: float
    progress: Progress
    light: Light


def _row(name: str, baseline: float, current: float) -> _Row:
    result = indicator_progress(baseline, TARGET, START, END, NOW, current)
    light = progress_light(result).value
    assert result.value is not None  # noqa: S101  -- all numbers are given and lie in their order
    assert light is not None  # noqa: S101  -- every progress has a light
    return _Row(name, baseline, current, result.value, light)


def _rows(values: Mapping[str, float]) -> tuple[_Row, _Row, _Row]:
    """Return total, towns and villages; the total is the mean weighted by where births happen."""
    share = values["share"] / 100

    def total(urban: float, rural: float) -> float:
        return (1 - share) * urban + share * rural

    return (
        _row(_("All births"), total(**BASELINES), total(values["urban"], values["rural"])),
        _row(_("In towns"), BASELINES["urban"], values["urban"]),
        _row(_("In villages"), BASELINES["rural"], values["rural"]),
    )


def _finding(rows: tuple[_Row, _Row, _Row]) -> str:
    whole, *groups = rows
    worst = max(groups, key=lambda row: COLOURS.index(row.light.colour))
    if COLOURS.index(worst.light.colour) > COLOURS.index(whole.light.colour):
        template = _(
            "All births are {total}, births {group} are {light}: the average hides a group (invented data)"
        )
        return template.format(
            total=colour_name(whole.light.colour),
            group=worst.name.lower(),
            light=colour_name(worst.light.colour),
        )
    template = _("All births are {total}, and no group is worse: the average hides nobody (invented data)")
    return template.format(total=colour_name(whole.light.colour))


def _table(rows: tuple[_Row, _Row, _Row]) -> Table:
    cells = [
        [
            row.name,
            shown(row.baseline, 1),
            shown(row.progress.required, 1),
            shown(row.current, 1),
            shown(row.progress.ratio or 0.0, 2),
            row.light.text,
        ]
        for row in rows
    ]
    return Table(
        caption=_("Births registered within 30 days, per cent, target {target} in {year} (invented)").format(
            target=shown(TARGET, 0), year=END
        ),
        header=[
            _("Births"),
            _("Baseline {year}").format(year=START),
            _("Required {year}").format(year=NOW),
            _("Now, {year}").format(year=NOW),
            _("Progress ratio"),
            _("Light"),
        ],
        rows=[*cells, [_("Target {year}").format(year=END), "–", "–", shown(TARGET, 1), "–", "–"]],
    )


def describe(country: Country | None, team: Mapping[str, Any], values: Mapping[str, float]) -> Chart:
    """Return the dot chart of an invented indicator in total and by group, with the required values."""
    rows = _rows(values)

    def points(numbers: list[float], *, labels: bool = False) -> list[Point]:
        pairs = zip(rows, numbers, strict=True)
        return [
            Point(x=round(number, 1), y=row.name, label=row.light.text if labels else "")
            for row, number in pairs
        ]

    return Chart(
        id="D9.3",
        kind="dots",
        question=_("What does the average hide?"),
        finding=_finding(rows),
        notice=_(
            "Half of all births may carry the whole. Report total and groups side by side, and let the worst "
            "headline decide the colour of the section. Move the numbers: how well must towns do so that "
            "nobody notices the villages?"
        ),
        x=Axis(label=_("Births registered within 30 days, per cent"), minimum=0, maximum=100, decimals=1),
        y=Axis(categories=[row.name for row in rows]),
        series=[
            Series(
                name=_("Baseline {year}").format(year=START),
                role="group",
                style="hollow",
                points=points([row.baseline for row in rows]),
            ),
            Series(
                name=_("Required {year}").format(year=NOW),
                role="one",
                points=points([row.progress.required for row in rows]),
            ),
            Series(
                name=_("Now, {year}").format(year=NOW),
                role="two",
                points=points([row.current for row in rows], labels=True),
            ),
        ],
        marks=[Mark(x=TARGET, label=_("target {year}").format(year=END), role="world")],
        source=_(
            "Invented for this workbook (2026): the Province of Nandara. The numbers are yours to change."
        ),
        alt=_(
            "Dot chart with three rows, all births, births in towns and births in villages. In each row a "
            "hollow dot shows the baseline, a square the value required by now, a triangle the value now."
        ),
        table=_table(rows),
    )
