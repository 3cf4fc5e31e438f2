"""Charts with a row for each category: strip, bar, dots, Gantt, heat map."""

from __future__ import annotations

from collections.abc import Sequence

from ..axes import Scale
from ..description import Chart, Point, Series
from ..layout import lanes, swarm
from ..palette import LIGHT, ROLES, heat
from .frame import EDGE, Row, axis_of, frame, items_of, row_names, write_labels
from .sheet import LINE, SIZE, Sheet, text_width


def strip(sheet: Sheet, chart: Chart) -> None:
    """Draw one dot per point in each row; no two dots cover each other."""
    sheet.key(chart.series)
    _lines, left = row_names(sheet, chart.y)
    flat = Scale(*axis_of(chart)[0], left, sheet.width - EDGE)
    dot = ROLES["group"].size + 0.4
    moved: dict[str, list[tuple[float, float]]] = {}
    for name in chart.y.categories:
        places = [flat(float(p.x)) for one, p in items_of(chart, name) if one.role == "group"]
        moved[name] = list(zip(places, swarm(places, dot), strict=True))
    height = {name: 2 * max((abs(y) for _x, y in dots), default=0) + dot for name, dots in moved.items()}
    scale, rows = frame(sheet, chart, lambda name: max(height[name], 16.0), EDGE)
    for row in rows:
        dots = moved[row.name]
        sheet.markers([x for x, _y in dots], [row.middle + y for _x, y in dots], ROLES["group"], order=3)
        items = items_of(chart, row.name)
        for one, point in items:
            x = scale(float(point.x))
            if one.style == "tick":
                sheet.tick(x, row.middle, row.marks / 2 - 2, ROLES[one.role])
            elif one.role != "group":
                sheet.markers([x], [row.middle], ROLES[one.role], order=5)
        write_labels(sheet, row, items, scale)


def dots(sheet: Sheet, chart: Chart) -> None:
    """Draw one mark per series on a shared row; marks that would touch stand one above another."""
    sheet.key(chart.series)
    apart = any(one.style == "hollow" for one in chart.series)
    roles = list(dict.fromkeys(one.role for one in chart.series))
    most = len(roles) if apart else 2
    scale, rows = frame(sheet, chart, lambda _name: 9.0 * most + 2, EDGE)
    for row in rows:
        items = items_of(chart, row.name)
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
        write_labels(sheet, row, items, scale)


def bar(sheet: Sheet, chart: Chart) -> None:
    """Draw bars from zero, means as strokes across them, gaps as arrows below one another."""
    sheet.key(chart.series)
    widths = (text_width(p.label, True) for one in chart.series for p in one.points)
    right = 8 + max(widths, default=6)

    def arrows(name: str) -> list[tuple[Series, Point]]:
        return [(one, point) for one, point in items_of(chart, name) if point.start is not None]

    scale, rows = frame(sheet, chart, lambda name: max(20.0, 13.0 * len(arrows(name))), right)
    for row in rows:
        between = arrows(row.name)
        for number, (one, point) in enumerate(between):
            start, end = scale(point.start or 0.0), scale(float(point.x))
            y = row.middle + 13.0 * (number - (len(between) - 1) / 2)
            sheet.arrow(start, end, y, ROLES[one.role])
            sheet.text(max(start, end) + 7, y, point.label, bold=one.role == "own", halo=True)
        if not between:
            _bar_row(sheet, row, items_of(chart, row.name), scale)


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


def gantt(sheet: Sheet, chart: Chart) -> None:
    """Draw a stretch of time in each row; work that takes no time is a milestone."""
    sheet.key(chart.series, stretches=True)
    scale, rows = frame(sheet, chart, lambda _name: 12.0, EDGE)
    for row in rows:
        items = items_of(chart, row.name)
        for one, point in items:
            end, role = float(point.x), ROLES[one.role]
            start = end if point.start is None else point.start
            if end > start:
                sheet.stretch(scale(start), row.middle - 6, scale(end) - scale(start), 12, role)
            else:
                sheet.markers([scale(end)], [row.middle], role, size=8.0)
        write_labels(sheet, row, items, scale)


def heatmap(sheet: Sheet, chart: Chart) -> None:
    """Draw a cell for each pair of categories, its number inside; darker is more."""
    names, left = row_names(sheet, chart.y)
    columns = chart.x.categories
    width = (sheet.width - left) / max(1, len(columns))
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
