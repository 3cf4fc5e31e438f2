"""Charts with a row for each category: strip, bar, dots, heat map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..description import Axis, Chart, Point, Series
from ..layout import Scale, lanes, limits, spread, swarm, tick_text, ticks
from ..palette import LIGHT, ROLES, heat
from .sheet import LINE, SIZE, Sheet, text_width

_PAD = 7.0
_EDGE = 14.0
_DIAMOND = 15.0


@dataclass(frozen=True)
class Row:
    """One category's place: the band for labels on top, the band for marks below it."""

    name: str
    lines: list[str]
    top: float
    labels: float
    marks: float

    @property
    def middle(self) -> float:
        """Return the height of the middle of the marks."""
        return self.top + self.labels + self.marks / 2

    @property
    def bottom(self) -> float:
        """Return where the row ends."""
        return self.top + self.labels + self.marks


def _items(chart: Chart, category: str) -> list[tuple[Series, Point]]:
    return [(one, point) for one in chart.series for point in one.points if point.y == category]


def _names(sheet: Sheet, axis: Axis) -> tuple[dict[str, list[str]], float]:
    """Return each category's lines, and where the plot begins to their right."""
    widest = 0.36 * sheet.width
    lines = {}
    for name in axis.categories:
        lines[name] = sheet.wrapped(name, widest - _DIAMOND * (name == axis.own), bold=name == axis.own)
    used = max(
        text_width(line, name == axis.own) + _DIAMOND * (name == axis.own)
        for name, several in lines.items()
        for line in several
    )
    return lines, used + _EDGE


def _frame(
    sheet: Sheet, chart: Chart, marks: Callable[[str], float], right: float
) -> tuple[Scale, list[Row]]:
    """Draw categories, grid, axis and upright marks; return the scale and the rows for what follows."""
    names, left = _names(sheet, chart.y)
    values = [value for one in chart.series for p in one.points for value in (p.x, p.start) if _number(value)]
    scale = Scale(*limits(chart.x, values), left, sheet.width - right)  # type: ignore[arg-type]
    _mark_labels(sheet, chart, scale)
    top, rows = sheet.y, []
    for name in chart.y.categories:
        labels = 0.0
        if chart.kind != "bar":
            several = [_label_lines(sheet, one, p, scale) for one, p in _items(chart, name) if p.label]
            labels = LINE * max(map(len, several)) + 1 if several else 0.0
        band = max(marks(name), LINE * len(names[name]) - labels) + _PAD
        rows.append(Row(name, names[name], top, labels, band))
        top = rows[-1].bottom
    for value in ticks(scale.low, scale.high):
        x = scale(value)
        sheet.stroke([x, x], [sheet.y, top], LIGHT.grid)
        sheet.text(x, top + LINE * 0.8, tick_text(value), across="center", colour=LIGHT.quiet)
    for mark in chart.marks:
        role = ROLES[mark.role] if mark.role else None
        x, colour = scale(mark.x), role.light if role else LIGHT.line
        sheet.stroke([x, x], [sheet.y - 1, top], colour, 1.2, role.dash if role else (2, 2), order=2)
    for row in rows:
        middle = (row.top + row.bottom) / 2
        own = row.name == chart.y.own
        if own:
            sheet.markers([5], [middle], ROLES["own"])
        sheet.lines(_DIAMOND * own, middle, row.lines, bold=own)
        if row is not rows[0]:
            sheet.stroke([0, sheet.width - right], [row.top, row.top], LIGHT.grid, 0.5, order=0)
    sheet.y = top + LINE * 1.5
    if chart.x.label:
        for line in sheet.wrapped(chart.x.label, sheet.width - left):
            sheet.text(
                (scale.start + scale.end) / 2, sheet.y + LINE / 2, line, across="center", colour=LIGHT.quiet
            )
            sheet.y += LINE
    return scale, rows


def _number(value: object) -> bool:
    return isinstance(value, int | float)


def _mark_labels(sheet: Sheet, chart: Chart, scale: Scale) -> None:
    if not chart.marks:
        return
    widths = [text_width(mark.label) for mark in chart.marks]
    places = spread([scale(mark.x) for mark in chart.marks], widths, scale.start - 10, sheet.width, 6)
    for mark, place in zip(chart.marks, places, strict=True):
        sheet.text(place, sheet.y + LINE / 2, mark.label, across="center")
    sheet.y += LINE + 2


def _labels(sheet: Sheet, row: Row, items: Sequence[tuple[Series, Point]], scale: Scale) -> None:
    """Write the labels of a row side by side above its marks."""
    shown = [(one, point, _label_lines(sheet, one, point, scale)) for one, point in items if point.label]
    widths = [max(text_width(line, one.role == "own") for line in lines) for one, _point, lines in shown]
    centres = [scale(float(point.x)) for _one, point, _lines in shown]
    places = spread(centres, widths, scale.start - 8, sheet.width - 1, 5)
    for (one, _point, lines), place in zip(shown, places, strict=True):
        middle = row.top + row.labels + 2 - LINE * len(lines) / 2
        sheet.lines(place, middle, lines, across="center", bold=one.role == "own", halo=True)


def _label_lines(sheet: Sheet, one: Series, point: Point, scale: Scale) -> list[str]:
    return sheet.wrapped(point.label, sheet.width - scale.start, bold=one.role == "own")


def strip(sheet: Sheet, chart: Chart) -> None:
    """Draw one dot per point in each row; no two dots cover each other."""
    sheet.key(chart.series)
    _lines, left = _names(sheet, chart.y)
    flat = Scale(*limits(chart.x, [0, 1]), left, sheet.width - _EDGE)
    dot = ROLES["group"].size + 0.4
    moved: dict[str, list[tuple[float, float]]] = {}
    for name in chart.y.categories:
        places = [flat(float(p.x)) for one, p in _items(chart, name) if one.role == "group"]
        moved[name] = list(zip(places, swarm(places, dot), strict=True))
    height = {name: 2 * max((abs(y) for _x, y in dots), default=0) + dot for name, dots in moved.items()}
    scale, rows = _frame(sheet, chart, lambda name: max(height[name], 16.0), _EDGE)
    for row in rows:
        dots = moved[row.name]
        sheet.markers([x for x, _y in dots], [row.middle + y for _x, y in dots], ROLES["group"], order=3)
        items = _items(chart, row.name)
        for one, point in items:
            x = scale(float(point.x))
            if one.style == "tick":
                sheet.tick(x, row.middle, row.marks / 2 - 2, ROLES[one.role])
            elif one.role != "group":
                sheet.markers([x], [row.middle], ROLES[one.role], order=5)
        _labels(sheet, row, items, scale)


def dots(sheet: Sheet, chart: Chart) -> None:
    """Draw one mark per series on a shared row; marks that would touch stand one above another."""
    sheet.key(chart.series)
    apart = any(one.style == "hollow" for one in chart.series)
    roles = list(dict.fromkeys(one.role for one in chart.series))
    most = len(roles) if apart else 2
    scale, rows = _frame(sheet, chart, lambda _name: 9.0 * most + 2, _EDGE)
    for row in rows:
        items = _items(chart, row.name)
        places = [scale(float(point.x)) for _one, point in items]
        if apart:
            lane = [roles.index(one.role) for one, _point in items]
        else:
            lane = lanes(places, [ROLES[one.role].size for one, _point in items])
        used = len(roles) if apart else max(lane, default=0) + 1
        ys = [row.middle + 9.0 * (number - (used - 1) / 2) for number in lane]
        groups = [[i for i, (one, _p) in enumerate(items) if one.role == role] for role in roles]
        for pair in groups if apart else [list(range(len(items)))] * chart.joined:
            if len(pair) == 2:
                ends = [places[i] for i in pair], [ys[i] for i in pair]
                colour = ROLES[items[pair[0]][0].role].light if apart else LIGHT.line
                sheet.stroke(*ends, colour, 1.0, order=2)
        for (one, _point), x, y in zip(items, places, ys, strict=True):
            sheet.markers([x], [y], ROLES[one.role], hollow=one.style == "hollow")
        _labels(sheet, row, items, scale)


def bar(sheet: Sheet, chart: Chart) -> None:
    """Draw bars from zero, means as strokes across them, gaps as arrows below one another."""
    sheet.key(chart.series)
    right = 8 + max(text_width(p.label, True) for one in chart.series for p in one.points)

    def arrows(name: str) -> list[tuple[Series, Point]]:
        return [(one, point) for one, point in _items(chart, name) if point.start is not None]

    scale, rows = _frame(sheet, chart, lambda name: max(20.0, 13.0 * len(arrows(name))), right)
    for row in rows:
        between = arrows(row.name)
        for number, (one, point) in enumerate(between):
            start, end = scale(point.start or 0.0), scale(float(point.x))
            y = row.middle + 13.0 * (number - (len(between) - 1) / 2)
            sheet.arrow(start, end, y, ROLES[one.role])
            sheet.text(max(start, end) + 7, y, point.label, bold=one.role == "own", halo=True)
        if not between:
            _bar_row(sheet, row, _items(chart, row.name), scale)


def _bar_row(sheet: Sheet, row: Row, items: Sequence[tuple[Series, Point]], scale: Scale) -> None:
    solid = [(one, point) for one, point in items if one.style == "solid"]
    means = sorted(scale(float(point.x)) for one, point in items if one.style == "tick")
    height = 13.0 / max(1, len(solid))
    for number, (one, point) in enumerate(solid):
        end, role = scale(float(point.x)), ROLES[one.role]
        y = row.middle + height * (number - len(solid) / 2)
        sheet.box(scale.start, y, end - scale.start, height - 0.5, role.light)
        sheet.markers([end], [y + height / 2], role, order=5)
        place, width = end + 8, text_width(point.label, one.role == "own")
        for mean in means:
            if place - 4 < mean < place + width + 3:
                place = mean + 5
        sheet.text(place, y + height / 2, point.label, bold=one.role == "own", halo=True)
    for one, point in items:
        if one.style == "tick":
            sheet.tick(scale(float(point.x)), row.middle, 9.5, ROLES[one.role])


def heatmap(sheet: Sheet, chart: Chart) -> None:
    """Draw a cell for each pair of categories, its number inside; darker is more."""
    names, left = _names(sheet, chart.y)
    columns = chart.x.categories
    width = (sheet.width - left) / len(columns)
    # Names wider than their columns stand in two storeys.
    storeys = 1 + any(text_width(name) > width - 4 for name in columns)
    for number, name in enumerate(columns):
        half = text_width(name) / 2
        centre = min(max(left + width * (number + 0.5), half), sheet.width - half)
        sheet.text(centre, sheet.y + LINE * (number % storeys + 0.5), name, across="center")
    sheet.y += LINE * storeys + 3
    cells = {(point.x, point.y): point for one in chart.series for point in one.points}
    for name in chart.y.categories:
        height = max(22.0, LINE * len(names[name]) + 4)
        sheet.lines(0, sheet.y + height / 2, names[name])
        for number, column in enumerate(columns):
            point = cells.get((column, name))
            filled = point is not None and point.value is not None
            fill, ink = heat(point.value) if filled else (LIGHT.page, LIGHT.ink)  # type: ignore[union-attr, arg-type]
            x = left + width * number
            sheet.box(x + 1, sheet.y + 1, width - 2, height - 2, fill, LIGHT.line, broken=not filled)
            if point and point.label:
                sheet.text(
                    x + width / 2, sheet.y + height / 2, point.label, across="center", bold=True, colour=ink
                )
        sheet.y += height
    sheet.y += SIZE / 4
