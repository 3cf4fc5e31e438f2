"""The charts of the Plan as HTML, without a drawing library: tables whose cells are the picture, and one SVG.

A notebook's kernel makes them, so that the page needs no picture file; numbers and words are always in the
text, and colour, bars and shapes only repeat them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil
from typing import Final

from ..exercises.paper_html import escape, scrolling, table
from ..figures.description import Chart, Point, Series
from ..figures.layout import beside
from ..i18n import gettext as _

_SIDE: Final = 300.0
_LEFT, _TOP, _BELOW = 26.0, 14.0, 26.0
_LETTER, _LINE = 8.2, 15.0
_MARK: Final = 5.5


def drawn(chart: Chart) -> str:
    """Return the chart as a fragment of HTML; ``KeyError`` for a kind that no chart of the Plan has."""
    return _DRAW[chart.kind](chart)


def _bdi(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>"


def _heat_map(chart: Chart) -> str:
    cells = {(str(point.x), str(point.y)): point for one in chart.series for point in one.points}
    columns = chart.x.categories
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(
        f'<tr><th scope="row">{_bdi(row)}</th>'
        f"{''.join(_heat(cells.get((column, row))) for column in columns)}</tr>"
        for row in chart.y.categories
    )
    caption = escape(chart.table.caption)
    return scrolling(
        f'<table class="heat"><caption>{caption}</caption><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>",
        caption,
    )


def _heat(point: Point | None) -> str:
    if point is None or point.value is None:
        return '<td class="none">' + escape(_("not rated")) + "</td>"
    step = min(4, max(0, int(point.value + 0.5)))
    return f'<td class="heat-{step}">{escape(point.label)}</td>'


def _gantt(chart: Chart) -> str:
    bars = sorted(
        ((one, point) for one in chart.series for point in one.points),
        key=lambda pair: chart.y.categories.index(str(pair[1].y)),
    )
    end = max([1.0, *(float(point.x) for _one, point in bars)])
    scale = 12 * ceil(end / 12) if end > 12 else end
    # The names on the axis are cut for a picture; the table has them in full, in the same order.
    names = [row[0] for row in chart.table.rows]
    rows = [[_bdi(name), _bar(*bar, scale)] for name, bar in zip(names, bars, strict=True)]
    header = [escape(_("Initiative")), escape(_("Months, from 0 to {end}").format(end=f"{scale:g}"))]
    return table(header, rows, caption=escape(chart.table.caption), kind="gantt")


def _bar(one: Series, point: Point, scale: float) -> str:
    start, end = point.start or 0.0, float(point.x)
    width = max(1.0, 100 * (end - start) / scale)
    look = f"margin-inline-start:{100 * start / scale:.2f}%;width:{width:.2f}%"
    kind = "critical" if one.role == "own" else "slack"
    return (
        f"{escape(point.label)}"
        f'<span class="track" aria-hidden="true"><span class="{kind}" style="{look}"></span></span>'
    )


def _plane(chart: Chart) -> str:
    """Return the map of two numbers as SVG: marks with their codes, the limits between the quadrants."""
    low, high = chart.x.minimum or 0.0, chart.x.maximum or 1.0

    def across(value: float) -> float:
        return _LEFT + (value - low) / (high - low) * _SIDE

    def upward(value: float) -> float:
        return _TOP + (high - value) / (high - low) * _SIDE

    parts = [f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" class="frame"/>']
    for step in range(int(low), int(high) + 1):
        parts.append(_text(across(step), _TOP + _SIDE + 16, str(step), "middle"))
        parts.append(_text(_LEFT - 8, upward(step) + 4, str(step), "end"))
    for mark in chart.marks:
        ends = (
            (_LEFT, upward(mark.x), _LEFT + _SIDE, upward(mark.x))
            if mark.horizontal
            else (across(mark.x), _TOP, across(mark.x), _TOP + _SIDE)
        )
        parts.append('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="cut"/>'.format(*ends))
    parts += _marks(chart, across, upward)
    width, height = _LEFT + _SIDE + 14, _TOP + _SIDE + _BELOW
    axes = "".join(f'<p class="axis">{escape(axis.label)}</p>' for axis in (chart.y, chart.x))
    upper, lower = axes[: axes.index("</p>") + 4], axes[axes.index("</p>") + 4 :]
    return (
        f'<div class="plane">{upper}<svg viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-label="{escape(chart.alt)}">{"".join(parts)}</svg>{lower}{_key(chart)}</div>'
    )


def _marks(chart: Chart, across: Callable[[float], float], upward: Callable[[float], float]) -> Iterator[str]:
    points = [(one, point) for one in chart.series for point in one.points]
    places = [(across(float(point.x)), upward(float(point.y or 0))) for _one, point in points]
    names = beside(
        places,
        [(_LETTER * len(point.label), _LINE) for _one, point in points],
        places,
        [],
        (_LEFT, _TOP - 8, _LEFT + _SIDE + 14, _TOP + _SIDE),
        _MARK + 2,
    )
    for (one, point), place, name in zip(points, places, names, strict=True):
        yield _shape(one, *place)
        if name:
            yield _text(name[0], name[1] + 5, point.label, "start", bold=True)


def _shape(one: Series, x: float, y: float) -> str:
    if one.role == "two":
        corners = f"{x:.1f},{y - 7:.1f} {x + 7:.1f},{y + 6:.1f} {x - 7:.1f},{y + 6:.1f}"
        return f'<polygon points="{corners}" class="two"/>'
    side, left, top = 2 * _MARK, x - _MARK, y - _MARK
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{side:g}" height="{side:g}" class="one"/>'


def _key(chart: Chart) -> str:
    """Say which shape stands for what; shapes have names, so that nobody depends on the eye."""
    words = {True: _("Triangle: {name}"), False: _("Square: {name}")}
    items = [words[one.role == "two"].format(name=one.name) for one in chart.series]
    return f'<p class="key">{"; ".join(map(escape, items))}</p>'


def _text(x: float, y: float, text: str, anchor: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{weight}>{escape(text)}</text>'


_DRAW: Final = {"heatmap": _heat_map, "gantt": _gantt, "scatter": _plane}
