"""D3.3: the team's capacity gaps by pillar and level."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean
from typing import Any

from ...datasets import Country
from ...i18n import gettext as _
from ...i18n import ngettext
from ...vocabulary import LEVELS, PILLARS
from ..description import Axis, Chart, Point, Series, Table


def gaps(team: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    """Return target minus current of each cell that has both (method M11): pillar and level to gap.

    >>> gaps({"capacity_grid": {"PL5.L1": {"current": 1, "target": 4}, "PL5.L2": {"current": 2}}})
    {('PL5', 'L1'): 3}
    """
    found: dict[tuple[str, str], int] = {}
    for code, cell in (team.get("capacity_grid") or {}).items():
        pillar, _dot, level = code.partition(".")
        current, target = (_level(cell.get(name)) for name in ("current", "target"))
        if pillar in PILLARS and level in LEVELS and current is not None and target is not None:
            found[pillar, level] = target - current
    return found


def _level(value: Any) -> int | None:
    known = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 5
    return value if known else None


def _row_name(pillar: str) -> str:
    return _("{code} {pillar}").format(code=pillar, pillar=PILLARS[pillar])


def _widest(means: Mapping[str, float], names: Mapping[str, str]) -> tuple[str, float]:
    top = max(means.values())
    return ", ".join(names[code] for code, mean in means.items() if mean == top), top


def _finding(found: Mapping[tuple[str, str], int]) -> str:
    if not found:
        return _("The gap grid is still empty: fill in the capacity grid (EX3.4) first")
    count = len(found)
    if max(found.values()) <= 0:
        return ngettext(
            "No gap in the {count} rated cell: no target lies above the present level",
            "No gap in any of the {count} rated cells: no target lies above the present level",
            count,
        ).format(count=count)
    by_level = {
        level: fmean(gap for (_pillar, one), gap in found.items() if one == level)
        for level in LEVELS
        if any(one == level for _pillar, one in found)
    }
    by_pillar = {
        pillar: fmean(gap for (one, _level), gap in found.items() if one == pillar)
        for pillar in PILLARS
        if any(one == pillar for one, _level in found)
    }
    level, level_mean = _widest(by_level, LEVELS)
    pillar, pillar_mean = _widest(by_pillar, {code: code for code in PILLARS})
    return ngettext(
        "Mean gaps are largest at the level {level} ({level_mean}) and in the pillar {pillar} "
        "({pillar_mean}), from {count} rated cell",
        "Mean gaps are largest at the level {level} ({level_mean}) and in the pillar {pillar} "
        "({pillar_mean}), over {count} rated cells",
        count,
    ).format(
        level=level,
        level_mean=f"{level_mean:.1f}",
        pillar=pillar,
        pillar_mean=f"{pillar_mean:.1f}",
        count=count,
    )


def _text(gap: int | None) -> str:
    return "" if gap is None else str(gap).replace("-", "−")


def _table(found: Mapping[tuple[str, str], int]) -> Table:
    caption = (
        _("Gap of each cell: target minus current level")
        if found
        else _("Gap of each cell, target minus current level: to fill in after EX3.4")
    )
    return Table(
        caption=caption,
        header=[_("Pillar"), *LEVELS.values()],
        rows=[
            [_row_name(pillar), *(_text(found.get((pillar, level))) for level in LEVELS)]
            for pillar in PILLARS
        ],
    )


def _missing(found: Mapping[tuple[str, str], int]) -> str:
    every = len(PILLARS) * len(LEVELS)
    if not found:
        return _(
            "No cell has both a current and a target level yet. On paper, write the numbers into the grid."
        )
    if len(found) == every:
        return ""
    return ngettext(
        "{count} of {every} cells has no current or no target level and is left blank.",
        "{count} of {every} cells have no current or no target level and are left blank.",
        every - len(found),
    ).format(count=every - len(found), every=every)


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the heat map of the team's gaps, an empty grid as long as there are none."""
    found = gaps(team)
    cells = [
        Point(
            x=name,
            y=_row_name(pillar),
            label=_text(found.get((pillar, level))),
            value=found.get((pillar, level)),
        )
        for pillar in PILLARS
        for level, name in LEVELS.items()
    ]
    return Chart(
        id="D3.3",
        kind="heatmap",
        question=_("Where do gaps cluster: one pillar, or one level?"),
        finding=_finding(found),
        notice=_(
            "A dark column is a problem of a level, a dark row a problem of a pillar. A gap says how far the "
            "target is, not how much it matters: priorities come with EX3.7."
        ),
        x=Axis(categories=list(LEVELS.values())),
        y=Axis(categories=[_row_name(pillar) for pillar in PILLARS]),
        series=[Series(name=_("Gap, 0 to 4 steps"), role="one", points=cells)],
        missing=_missing(found),
        source=_(
            "Source: the team's own capacity grid (EX3.4). Pillars paraphrased after UN DESA, E-Government "
            "Survey 2020, chapter 7."
        ),
        alt=_(
            "Grid of nine pillars by four levels. Each rated cell holds its gap from 0 to 4 as a number; the "
            "larger the gap, the darker the cell. {count} cells are rated."
        ).format(count=len(found)),
        table=_table(found),
    )
