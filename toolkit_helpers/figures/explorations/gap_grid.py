"""D3.3: the team's capacity gaps by pillar and level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...datasets import Country
from ...i18n import gettext as _
from ...i18n import ngettext
from ...methods.capacity import pillar_name
from ...methods.display import shown
from ...methods.gaps import GapGrid, grid_gaps
from ...methods.result import Result
from ...vocabulary import LEVELS, PILLARS
from ..description import Axis, Chart, Point, Series, Table
from .team import record

READS: Final = frozenset({"EX3.4"})
WITHOUT_COUNTRY: Final = True


def level(value: Any) -> int | None:
    """Return a level of the maturity scale, or ``None`` for anything that is not one."""
    known = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 5
    return value if known else None


def cells_of(team: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return what the team has filled in of the 36 cells of the capacity grid."""
    grid = record(team, "EX3.4", "grid")
    every = (f"{pillar}.{one}" for pillar in PILLARS for one in LEVELS)
    return {code: grid[code] for code in every if isinstance(grid.get(code), Mapping)}


def gaps(team: Mapping[str, Any]) -> Result[GapGrid]:
    """Return the gap of each cell that has both levels, and the means by pillar and level (M11).

    >>> cells = {"PL5.L1": {"current": 1, "target": 4}, "PL5.L2": {"current": 2}}
    >>> grid = gaps({"EX3.4": {"grid": cells}})
    >>> {code: gap.gap for code, gap in grid.value.cells.items()}
    {'PL5.L1': 3}
    """
    cells = cells_of(team)
    return grid_gaps(
        {code: (level(cell.get("current")), level(cell.get("target"))) for code, cell in cells.items()},
        {code: str(cell.get("reason") or "") for code, cell in cells.items()},
    )


def _widest(means: Mapping[str, float], names: Mapping[str, str]) -> tuple[str, float]:
    top = max(means.values())
    return ", ".join(names[code] for code, mean in means.items() if mean == top), top


def _finding(grid: GapGrid | None) -> str:
    if grid is None:
        return _("The gap grid is still empty: fill in the capacity grid (EX3.4) first")
    count = len(grid.cells)
    if not any(gap.gap for gap in grid.cells.values()):
        return ngettext(
            "No gap in the {count} rated cell: no target lies above the present level",
            "No gap in any of the {count} rated cells: no target lies above the present level",
            count,
        ).format(count=count)
    one, level_mean = _widest(grid.levels, LEVELS)
    pillar, pillar_mean = _widest(grid.pillars, {code: code for code in PILLARS})
    return ngettext(
        "Mean gaps are largest at the level {level} ({level_mean}) and in the pillar {pillar} "
        "({pillar_mean}), from {count} rated cell",
        "Mean gaps are largest at the level {level} ({level_mean}) and in the pillar {pillar} "
        "({pillar_mean}), over {count} rated cells",
        count,
    ).format(
        level=one,
        level_mean=shown(level_mean, 1),
        pillar=pillar,
        pillar_mean=shown(pillar_mean, 1),
        count=count,
    )


def _table(texts: Mapping[str, str]) -> Table:
    caption = (
        _("Gap of each cell: target minus current level")
        if texts
        else _("Gap of each cell, target minus current level: to fill in after EX3.4")
    )
    return Table(
        caption=caption,
        header=[_("Pillar"), *LEVELS.values()],
        rows=[
            [pillar_name(pillar), *(texts.get(f"{pillar}.{one}", "") for one in LEVELS)] for pillar in PILLARS
        ],
    )


def _missing(result: Result[GapGrid], team: Mapping[str, Any]) -> str:
    every = len(PILLARS) * len(LEVELS)
    blank = every - (len(result.value.cells) if result.value else 0)
    if blank == every:
        return _(
            "No cell has both a current and a target level yet. On paper, write the numbers into the grid."
        )
    lower = sum(
        (level(cell.get("target")) or 5) < (level(cell.get("current")) or 0)
        for code, cell in cells_of(team).items()
        if result.value and code not in result.value.cells
    )
    notes = []
    if blank > lower:
        notes.append(
            ngettext(
                "{count} of {every} cells has no current or no target level and is left blank.",
                "{count} of {every} cells have no current or no target level and are left blank.",
                blank - lower,
            ).format(count=blank - lower, every=every)
        )
    if lower:
        notes.append(
            ngettext(
                "{count} cell is left blank because its target lies below the present level without a "
                "reason.",
                "{count} cells are left blank because the target lies below the present level without a "
                "reason.",
                lower,
            ).format(count=lower)
        )
    return " ".join(notes)


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the heat map of the team's gaps, an empty grid as long as there are none."""
    result = gaps(team)
    found = result.value.cells if result.value else {}
    texts = {code: str(gap.gap) for code, gap in found.items()}
    cells = [
        Point(
            x=name,
            y=pillar_name(pillar),
            label=texts.get(f"{pillar}.{one}", ""),
            value=found[f"{pillar}.{one}"].gap if f"{pillar}.{one}" in found else None,
        )
        for pillar in PILLARS
        for one, name in LEVELS.items()
    ]
    return Chart(
        id="D3.3",
        kind="heatmap",
        question=_("Where do gaps cluster: one pillar, or one level?"),
        finding=_finding(result.value),
        notice=_(
            "A dark column is a problem of a level, a dark row a problem of a pillar. A gap says how far the "
            "target is, not how much it matters: priorities come with EX3.7."
        ),
        x=Axis(categories=list(LEVELS.values())),
        y=Axis(categories=[pillar_name(pillar) for pillar in PILLARS]),
        series=[Series(name=_("Gap, 0 to 4 steps"), role="one", points=cells)],
        missing=_missing(result, team),
        source=_(
            "Source: the team's own capacity grid (EX3.4). Pillars paraphrased after UN DESA, E-Government "
            "Survey 2020, chapter 7."
        ),
        alt=_(
            "Grid of nine pillars by four levels. Each rated cell holds its gap from 0 to 4 as a number; the "
            "larger the gap, the darker the cell. {count} cells are rated."
        ).format(count=len(found)),
        table=_table(texts),
    )
