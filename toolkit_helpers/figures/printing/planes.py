"""Charts on a plane of two numbers: lines over time, and scatter."""

from __future__ import annotations

from ..axes import Scale, limits, thin, tick_text, ticks
from ..description import Chart, Point, Series
from ..layout import Box, beside, spread
from ..palette import LIGHT, ROLES
from .sheet import LINE, Sheet, text_width

_HEIGHT = 190.0


def _numbers(chart: Chart, name: str) -> list[float]:
    values = [getattr(point, name) for one in chart.series for point in one.points]
    return [float(value) for value in values if isinstance(value, int | float)]


def _limits(chart: Chart, name: str) -> tuple[float, float]:
    level = name == "y"
    marks = [mark.x for mark in chart.marks if mark.horizontal == level]
    years = chart.kind == "line" and not level
    return limits(getattr(chart, name), [*_numbers(chart, name), *marks], exact=years)


def _plane(sheet: Sheet, chart: Chart, right: float, above: float = 0.0) -> tuple[Scale, Scale, list[Box]]:
    """Draw the grid and both axes; return both scales and the boxes that words take."""
    y_ticks = ticks(*_limits(chart, "y"), log=chart.y.log)
    left = max(text_width(tick_text(value)) for value in y_ticks) + 7
    if chart.y.label:
        for line in sheet.wrapped(chart.y.label, sheet.width):
            sheet.text(0, sheet.y + LINE / 2, line, colour=LIGHT.quiet)
            sheet.y += LINE
    top = sheet.y + 6 + above + LINE * any(not mark.horizontal for mark in chart.marks)
    bottom = top + _HEIGHT
    y = Scale(*_limits(chart, "y"), bottom, top, chart.y.log)
    x = Scale(*_limits(chart, "x"), left + 4, sheet.width - right, chart.x.log)
    for value in y_ticks:
        sheet.stroke([left, sheet.width - right + 4], [y(value)] * 2, LIGHT.grid)
        sheet.text(left - 5, y(value), tick_text(value), across="right", colour=LIGHT.quiet)
    years = chart.kind == "line"
    x_ticks = sorted(set(_numbers(chart, "x"))) if years else ticks(x.low, x.high, log=chart.x.log)
    texts = [str(int(value)) if years else tick_text(value) for value in x_ticks]
    printed = thin([x(value) for value in x_ticks], [text_width(text) for text in texts], 4)
    for number, value in enumerate(x_ticks):
        if not years:
            sheet.stroke([x(value)] * 2, [top, bottom], LIGHT.grid)
        if number in printed:
            sheet.text(x(value), bottom + LINE * 0.9, texts[number], across="center", colour=LIGHT.quiet)
    _upright_marks(sheet, chart, x, (top - above, bottom), left)
    taken = _level_marks(sheet, chart, x, y, left)
    sheet.y = bottom + LINE * 1.6
    for line in sheet.wrapped(chart.x.label, sheet.width) if chart.x.label else ():
        middle = spread([(x.start + x.end) / 2], [text_width(line)], 0, sheet.width)[0]
        sheet.text(middle, sheet.y + LINE / 2, line, across="center", colour=LIGHT.quiet)
        sheet.y += LINE
    return x, y, taken


def _upright_marks(sheet: Sheet, chart: Chart, x: Scale, ends: tuple[float, float], left: float) -> None:
    marks = [mark for mark in chart.marks if not mark.horizontal]
    widths = [text_width(mark.label) for mark in marks]
    centres = spread([x(mark.x) for mark in marks], widths, left, x.end + 12, 6)
    for mark, centre in zip(marks, centres, strict=True):
        sheet.stroke([x(mark.x)] * 2, [ends[0] - 4, ends[1]], LIGHT.line, 1.0, (2, 2), order=2)
        sheet.text(centre, ends[0] - 4 - LINE / 2, mark.label, across="center", colour=LIGHT.quiet)


def _level_marks(sheet: Sheet, chart: Chart, x: Scale, y: Scale, left: float) -> list[Box]:
    """Draw a target across the plane, its words on it at the left; return the boxes of the words."""
    marks = [mark for mark in chart.marks if mark.horizontal]
    words = [sheet.wrapped(mark.label, x.end - left - 6) for mark in marks]
    heights = [LINE * len(lines) for lines in words]
    levels = [y(mark.x) for mark in marks]
    wanted = []
    for level, height in zip(levels, heights, strict=True):
        # Words stand on their line, or below it where another line would cross them.
        crossed = any(0 < level - other < height + 3 for other in levels)
        wanted.append(level + (height / 2 + 2) * (1 if crossed else -1))
    taken: list[Box] = []
    for mark, lines, place in zip(marks, words, spread(wanted, heights, y.end, y.start, 1.5), strict=True):
        colour = ROLES[mark.role].light if mark.role else LIGHT.line
        sheet.stroke([left, x.end + 4], [y(mark.x)] * 2, colour, 1.2, (5, 3), order=2)
        sheet.lines(left + 4, place, lines, halo=True)
        half, width = LINE * len(lines) / 2, max(map(text_width, lines))
        taken.append((left, place - half, left + 7 + width, place + half))
    return taken


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
    widths = (text_width(text, one.role == "own") for one, _end in ends for text in names[one.name])
    x, y, _taken = _plane(sheet, chart, max(widths, default=0) + 20)
    for one in sorted(chart.series, key=lambda one: one.role == "own"):
        role = ROLES[one.role]
        for part in _unbroken(one):
            xs, ys = [x(at) for at, _value in part], [y(value) for _at, value in part]
            sheet.stroke(xs, ys, role.light, role.width, role.dash, order=3)
            marked = slice(-1, None) if one.style == "line" else slice(None)
            sheet.markers(xs[marked], ys[marked], role)
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
    """Draw a mark per point.

    The name of the reader's country stands above the cloud and a line leads to its mark; others stand beside
    theirs where they fit.
    """
    sheet.key(chart.series)
    labelled = [(one, point) for one in chart.series for point in one.points if point.label]
    named = [pair for pair in labelled if pair[0].role == "own"][:1]
    wrapped = [sheet.wrapped(point.label, sheet.width - 60, bold=True) for _one, point in named]
    x, y, taken = _plane(sheet, chart, 12, LINE * max(map(len, wrapped), default=0))
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
        taken.append((px - 6, y.end - 6, px + 6, py + 6))
    _beside(sheet, chart, [point for one, point in labelled if (one, point) not in named], taken, x, y)


def _beside(sheet: Sheet, chart: Chart, points: list[Point], taken: list[Box], x: Scale, y: Scale) -> None:
    def place(point: Point) -> tuple[float, float]:
        return x(float(point.x)), y(float(point.y or 0))

    places = beside(
        [place(point) for point in points],
        [(text_width(point.label), LINE) for point in points],
        # To cover the mark of somebody named weighs more than to cover a light dot.
        [
            place(point)
            for one in chart.series
            for point in one.points
            for _weight in range(1 if one.role == "group" else 9)
            if point.y is not None
        ],
        taken,
        (x.start, y.end, sheet.width - 1, y.start),
        5.5,
    )
    for point, found in zip(points, places, strict=True):
        if found:
            sheet.text(*found, point.label, halo=True)
