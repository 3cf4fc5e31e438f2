"""What charts with a row for each category share: rows, their names and labels, and the axis below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..axes import Scale, limits, months, thin, tick_text, ticks
from ..description import Axis, Chart, Point, Series
from ..layout import spread, storeys
from ..palette import LIGHT, ROLES
from .sheet import LINE, Sheet, text_width

_PAD = 7.0
EDGE = 14.0
_DIAMOND = 15.0
_OUT = 8.0
"""How far labels may begin before the plot."""
_GAP = 5.0


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


def items_of(chart: Chart, category: str) -> list[tuple[Series, Point]]:
    """Return the points of a row, each with its series."""
    return [(one, point) for one in chart.series for point in one.points if point.y == category]


def row_names(sheet: Sheet, axis: Axis) -> tuple[dict[str, list[str]], float]:
    """Return each category's lines, and where the plot begins to their right."""
    widest = 0.36 * sheet.width
    lines = {}
    for name in axis.categories:
        lines[name] = sheet.wrapped(name, widest - _DIAMOND * (name == axis.own), bold=name == axis.own)
    used = (
        max(
            text_width(line, name == axis.own) + _DIAMOND * (name == axis.own)
            for name, several in lines.items()
            for line in several
        )
        if lines
        else 0.0
    )
    return lines, used + EDGE


def frame(sheet: Sheet, chart: Chart, marks: Callable[[str], float], right: float) -> tuple[Scale, list[Row]]:
    """Draw categories, grid, axis and upright marks; return the scale and the rows for what follows."""
    names, left = row_names(sheet, chart.y)
    ends, numbers = axis_of(chart)
    scale = Scale(*ends, left, sheet.width - right)
    _mark_labels(sheet, chart, scale)
    top, rows = sheet.y, []
    for name in chart.y.categories:
        labels = 0.0
        if chart.kind != "bar":
            stacked = _stacked(sheet, items_of(chart, name), scale)
            labels = sum(_height(several) for several in stacked) + bool(stacked)
        band = max(marks(name), LINE * len(names[name]) - labels) + _PAD
        rows.append(Row(name, names[name], top, labels, band))
        top = rows[-1].bottom
    _uprights(sheet, chart, scale, numbers, top)
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
            centre = spread([(scale.start + scale.end) / 2], [text_width(line)], 0, sheet.width)[0]
            sheet.text(centre, sheet.y + LINE / 2, line, across="center", colour=LIGHT.quiet)
            sheet.y += LINE
    return scale, rows


def _uprights(sheet: Sheet, chart: Chart, scale: Scale, numbers: Sequence[float], bottom: float) -> None:
    """Draw the grid with its numbers, and upright marks."""
    texts = [tick_text(value) for value in numbers]
    printed = thin([scale(value) for value in numbers], [text_width(text) for text in texts], 4)
    for number, value in enumerate(numbers):
        x = scale(value)
        sheet.stroke([x, x], [sheet.y, bottom], LIGHT.grid)
        if number in printed:
            sheet.text(x, bottom + LINE * 0.8, texts[number], across="center", colour=LIGHT.quiet)
    for mark in chart.marks:
        role = ROLES[mark.role] if mark.role else None
        x, colour = scale(mark.x), role.light if role else LIGHT.line
        sheet.stroke([x, x], [sheet.y - 1, bottom], colour, 1.2, role.dash if role else (2, 2), order=2)


def axis_of(chart: Chart) -> tuple[tuple[float, float], list[float]]:
    """Return the ends of the horizontal axis and the numbers along it."""
    pairs = ((p.x, p.start) for one in chart.series for p in one.points)
    values = [float(value) for pair in pairs for value in pair if isinstance(value, int | float)]
    if chart.kind == "gantt":
        return months(chart.x, values)
    # A bar begins at zero.
    ends = limits(chart.x, [*values, 0.0] if chart.kind == "bar" else values)
    return ends, ticks(*ends)


def _mark_labels(sheet: Sheet, chart: Chart, scale: Scale) -> None:
    if not chart.marks:
        return
    widths = [text_width(mark.label) for mark in chart.marks]
    places = spread([scale(mark.x) for mark in chart.marks], widths, scale.start - 10, sheet.width, 6)
    for mark, place in zip(chart.marks, places, strict=True):
        sheet.text(place, sheet.y + LINE / 2, mark.label, across="center")
    sheet.y += LINE + 2


def write_labels(sheet: Sheet, row: Row, items: Sequence[tuple[Series, Point]], scale: Scale) -> None:
    """Write the labels of a row above its marks, side by side in as many storeys as they need."""
    bottom = row.top + row.labels + 2
    for several in _stacked(sheet, items, scale):
        centres, widths = [label.centre for label in several], [label.width for label in several]
        places = spread(centres, widths, scale.start - _OUT, sheet.width - 1, _GAP)
        for label, place in zip(several, places, strict=True):
            middle = bottom - LINE * len(label.lines) / 2
            sheet.lines(place, middle, label.lines, across="center", bold=label.bold, halo=True)
        bottom -= _height(several)


@dataclass(frozen=True)
class _Label:
    lines: list[str]
    centre: float
    width: float
    bold: bool


def _stacked(sheet: Sheet, items: Sequence[tuple[Series, Point]], scale: Scale) -> list[list[_Label]]:
    """Return the labels of a row by storey, the lowest first."""
    labels = []
    for one, point in items:
        if point.label:
            bold = one.role == "own"
            lines = sheet.wrapped(point.label, sheet.width - scale.start, bold=bold)
            width = max(text_width(line, bold) for line in lines)
            labels.append(_Label(lines, _middle(point, scale), width, bold))
    room = sheet.width - 1 - (scale.start - _OUT)
    found = storeys([label.centre for label in labels], [label.width for label in labels], room, _GAP)
    return [[labels[i] for i in ids] for ids in found]


def _height(several: Sequence[_Label]) -> float:
    return LINE * max(len(label.lines) for label in several)


def _middle(point: Point, scale: Scale) -> float:
    end = float(point.x)
    return scale(((end if point.start is None else point.start) + end) / 2)
