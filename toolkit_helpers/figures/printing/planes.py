"""Charts on a plane of two numbers: lines over time, and scatter."""

from __future__ import annotations

from ..description import Chart, Series
from ..layout import Scale, limits, spread, tick_text, ticks
from ..palette import LIGHT, ROLES
from .sheet import LINE, Sheet, text_width

_HEIGHT = 190.0


def _numbers(chart: Chart, name: str) -> list[float]:
    values = [getattr(point, name) for one in chart.series for point in one.points]
    return [float(value) for value in values if isinstance(value, int | float)]


def _plane(sheet: Sheet, chart: Chart, right: float, above: float = 0.0) -> tuple[Scale, Scale]:
    """Draw the grid and both axes; return both scales."""
    y_ticks = ticks(*limits(chart.y, _numbers(chart, "y")), log=chart.y.log)
    left = max(text_width(tick_text(value)) for value in y_ticks) + 7
    if chart.y.label:
        for line in sheet.wrapped(chart.y.label, sheet.width):
            sheet.text(0, sheet.y + LINE / 2, line, colour=LIGHT.quiet)
            sheet.y += LINE
    top = sheet.y + 6 + (LINE if chart.marks else above)
    bottom = top + _HEIGHT
    y = Scale(*limits(chart.y, _numbers(chart, "y")), bottom, top, chart.y.log)
    x = Scale(*limits(chart.x, _numbers(chart, "x")), left + 4, sheet.width - right, chart.x.log)
    for value in y_ticks:
        sheet.stroke([left, sheet.width - right + 4], [y(value)] * 2, LIGHT.grid)
        sheet.text(left - 5, y(value), tick_text(value), across="right", colour=LIGHT.quiet)
    years = chart.kind == "line"
    x_ticks = sorted(set(_numbers(chart, "x"))) if years else ticks(x.low, x.high, log=chart.x.log)
    for value in x_ticks:
        if not years:
            sheet.stroke([x(value)] * 2, [top, bottom], LIGHT.grid)
        text = str(int(value)) if years else tick_text(value)
        sheet.text(x(value), bottom + LINE * 0.9, text, across="center", colour=LIGHT.quiet)
    for mark in chart.marks:
        place, width = x(mark.x), text_width(mark.label)
        sheet.stroke([place, place], [top - 4, bottom], LIGHT.line, 1.0, (2, 2), order=2)
        centre = spread([place], [width], left, x.end + 12)[0]
        sheet.text(centre, top - 4 - LINE / 2, mark.label, across="center", colour=LIGHT.quiet)
    sheet.y = bottom + LINE * 1.6
    if chart.x.label:
        middle = (x.start + x.end) / 2
        sheet.text(middle, sheet.y + LINE / 2, chart.x.label, across="center", colour=LIGHT.quiet)
        sheet.y += LINE
    return x, y


def _last(one: Series) -> tuple[float, float] | None:
    known = [(float(p.x), float(p.y)) for p in one.points if isinstance(p.y, int | float)]
    return known[-1] if known else None


def line(sheet: Sheet, chart: Chart) -> None:
    """Draw one line per series, its name and last value beside its end."""
    ends = [(one, end) for one in chart.series if (end := _last(one))]
    names = {}
    for one, end in ends:
        text = f"{one.name} {end[1]:.{chart.y.decimals}f}"
        names[one.name] = sheet.wrapped(text, 0.27 * sheet.width, bold=one.role == "own")
    widest = max(text_width(text, one.role == "own") for one, _end in ends for text in names[one.name])
    x, y = _plane(sheet, chart, widest + 20)
    for one in sorted(chart.series, key=lambda one: one.role == "own"):
        role = ROLES[one.role]
        for part in _unbroken(one):
            xs, ys = [x(at) for at, _value in part], [y(value) for _at, value in part]
            sheet.stroke(xs, ys, role.light, role.width, role.dash, order=3)
            sheet.markers(xs, ys, role)
    places = spread(
        [y(end[1]) for _one, end in ends],
        [LINE * len(names[one.name]) for one, _end in ends],
        y.end - LINE,
        y.start + LINE / 2,
        1.5,
    )
    for (one, end), place in zip(ends, places, strict=True):
        sheet.stroke([x(end[0]) + 6, x.end + 15], [y(end[1]), place], ROLES[one.role].light, 0.8)
        sheet.lines(x.end + 18, place, names[one.name], bold=one.role == "own")


def _unbroken(one: Series) -> list[list[tuple[float, float]]]:
    """Cut a line where a value is missing: a gap stays a gap."""
    parts: list[list[tuple[float, float]]] = [[]]
    for point in one.points:
        if isinstance(point.y, int | float):
            parts[-1].append((float(point.x), float(point.y)))
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def scatter(sheet: Sheet, chart: Chart) -> None:
    """Draw a mark per point; names stand above the cloud, each with a line down to its mark."""
    sheet.key(chart.series)
    named = [(one, point) for one in chart.series for point in one.points if point.label]
    wrapped = [sheet.wrapped(point.label, sheet.width - 60, bold=True) for _one, point in named]
    x, y = _plane(sheet, chart, 12, LINE * max(map(len, wrapped), default=0))
    for one in sorted(chart.series, key=lambda one: one.role == "own"):
        role = ROLES[one.role]
        points = [(x(float(p.x)), y(float(p.y))) for p in one.points if p.y is not None]
        xs, ys = [px for px, _py in points], [py for _px, py in points]
        if one.style == "line":
            sheet.stroke(xs, ys, role.light, role.width, role.dash, order=3)
        else:
            sheet.markers(xs, ys, role, order=5 if one.role == "own" else 2)
    for (one, point), lines in zip(named, wrapped, strict=True):
        width = max(text_width(line, True) for line in lines)
        px, py = x(float(point.x)), y(float(point.y or 0))
        place = spread([px], [width], x.start, sheet.width - 1)[0]
        sheet.lines(place, y.end - 5 - LINE * len(lines) / 2, lines, across="center", bold=True)
        sheet.stroke([px, px], [y.end - 4, py - 5], ROLES[one.role].light, 0.9, order=3)
