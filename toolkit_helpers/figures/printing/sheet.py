"""A sheet of known width on which things are placed in points, from the top down."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from ..description import Series
from ..layout import hatch, wrap
from ..palette import LIGHT, ROLES, RoleStyle

SIZE = 8.5
"""Size of text in points; nothing on the sheet is smaller."""
LINE = 11.0
"""Distance between two lines of text."""
MARKERS = {
    "diamond": "D",
    "circle": "o",
    "square": "s",
    "up": "^",
    "down": "v",
    "cross": "X",
    "plus": "P",
    "dot": "o",
}
_SHRINK = {"diamond": 0.78, "square": 0.9}
"""matplotlib measures some shapes along their sides; these factors make them look as large as a circle."""

Across = Literal["left", "center", "right"]


@cache
def font(bold: bool) -> FontProperties:
    """Return DejaVu Sans as matplotlib carries it, without searching the machine's fonts."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FontProperties(fname=str(Path(mpl.get_data_path(), "fonts", "ttf", name)), size=SIZE)


@cache
def text_width(text: str, bold: bool = False) -> float:
    """Return the width of one line of text in points."""
    width, _height, _descent = text_to_path.get_text_width_height_descent(text, font(bold), False)
    return float(width)


class Sheet:
    """Collects what is drawn; ``finish`` makes the figure once the height is known."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.y = 4.0
        """How far down the sheet is used, in points from the top."""
        self._artists: list[Line2D | Text | Rectangle | FancyArrowPatch] = []

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        across: Across = "left",
        bold: bool = False,
        colour: str = LIGHT.ink,
        halo: bool = False,
    ) -> None:
        """Place one line of text with its middle at the height ``y``; a halo hides lines behind it."""
        artist = Text(
            x,
            y,
            text,
            color=colour,
            fontproperties=font(bold),
            horizontalalignment=across,
            verticalalignment="center_baseline",
            parse_math=False,
            zorder=6,
        )
        if halo:
            width = text_width(text, bold) + 2
            left = x - 1 - {"left": 0.0, "center": width / 2 - 1, "right": width - 2}[across]
            self._artists.append(
                Rectangle((left, y - LINE / 2), width, LINE, facecolor=LIGHT.page, linewidth=0, zorder=2.5)
            )
        self._artists.append(artist)

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        across: Across = "left",
        bold: bool = False,
        colour: str = LIGHT.ink,
        halo: bool = False,
    ) -> None:
        """Place several lines of text with the middle of the block at the height ``y``."""
        top = y - LINE * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            self.text(x, top + LINE * number, line, across=across, bold=bold, colour=colour, halo=halo)

    def wrapped(self, text: str, width: float, *, bold: bool = False) -> list[str]:
        """Break a text into lines that fit a width."""
        return wrap(text, width, lambda line: text_width(line, bold))

    def stroke(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        colour: str,
        width: float = 0.7,
        dash: tuple[float, ...] = (),
        *,
        order: float = 1,
    ) -> None:
        """Draw a line through points; ``order`` says what lies above what."""
        line = Line2D(xs, ys, color=colour, linewidth=width, zorder=order, solid_capstyle="butt")
        if dash:
            line.set_dashes(tuple(step / width for step in dash))
        self._artists.append(line)

    def markers(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        role: RoleStyle,
        *,
        hollow: bool = False,
        order: float = 4,
        size: float = 0.0,
    ) -> None:
        """Draw a role's shape at each place, all in one go; a hollow one is wider and lies below."""
        self._artists.append(
            Line2D(
                xs,
                ys,
                linestyle="none",
                marker=MARKERS[role.shape],
                markersize=((size or role.size) + 1.5 * hollow) * _SHRINK.get(role.shape, 1.0),
                markerfacecolor=LIGHT.page if hollow else role.light,
                markeredgecolor=role.light if hollow else LIGHT.page,
                markeredgewidth=1.5 if hollow else 0.5,
                zorder=order - 0.5 * hollow,
            )
        )

    def tick(self, x: float, y: float, half: float, role: RoleStyle) -> None:
        """Draw a mean: a stroke across the row, its upper end with the role's shape, small."""
        self.stroke([x, x], [y - half, y + half], LIGHT.page, 3.6, order=3)
        self.stroke([x, x], [y - half, y + half], role.light, 2.0, order=3.1)
        self.markers([x], [y - half], role, order=5, size=5.5)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        edge: str = "none",
        *,
        broken: bool = False,
    ) -> None:
        """Draw a rectangle by its upper left corner, with a broken edge where nothing is filled in."""
        box = Rectangle((x, y), width, height, facecolor=fill, edgecolor=edge, linewidth=0.7, zorder=2)
        if broken:
            box.set_linestyle((0, (4, 3)))
        self._artists.append(box)

    def stretch(self, x: float, y: float, width: float, height: float, role: RoleStyle) -> None:
        """Draw a stretch of time: filled where it is critical, else an outline with slanting strokes."""
        filled = role is ROLES["own"]
        self.box(x, y, width, height, role.light if filled else LIGHT.page, role.light)
        if not filled:
            for (x0, y0), (x1, y1) in hatch(x, y, width, height, 4.5):
                self.stroke([x0, x1], [y0, y1], role.light, 0.9, order=2.2)

    def arrow(self, start: float, end: float, y: float, role: RoleStyle) -> None:
        """Draw an arrow along a row, the role's shape at its beginning."""
        self._artists.append(
            FancyArrowPatch(
                (start, y),
                (end, y),
                arrowstyle="-|>",
                mutation_scale=9,
                shrinkA=0,
                shrinkB=0,
                color=role.light,
                linewidth=1.8,
                zorder=3,
            )
        )
        self.markers([start], [y], role, order=2.9, size=5.0)

    def heading(self, text: str) -> None:
        """Print a sentence in bold across the top."""
        lines = self.wrapped(text, self.width, bold=True)
        self.lines(0, self.y + LINE * len(lines) / 2, lines, bold=True)
        self.y += LINE * len(lines) + 6

    def key(self, series: Sequence[Series], *, lines: bool = False, stretches: bool = False) -> None:
        """Print which shape stands for whom, in as many lines as it takes."""
        x = 0.0
        for one in series:
            role, bold = ROLES[one.role], one.role == "own"
            names = self.wrapped(one.name, self.width - 22, bold=bold)
            width = max(text_width(name, bold) for name in names) + 34
            if x and x + width - 14 > self.width:
                x, self.y = 0.0, self.y + LINE + 3
            middle = self.y + LINE / 2
            if one.style == "tick":
                self.tick(x + 7, middle + 1, 5, role)
            elif stretches:
                self.stretch(x + 1, middle - 4, 14, 8, role)
            else:
                if lines or one.style == "line":
                    self.stroke([x, x + 16], [middle, middle], role.light, role.width, role.dash, order=3)
                if one.style != "line":
                    self.markers([x + 7], [middle], role, hollow=one.style == "hollow")
            self.lines(x + 20, middle + LINE * (len(names) - 1) / 2, names, bold=bold)
            self.y += LINE * (len(names) - 1)
            x = x + width if len(names) == 1 else self.width
        self.y += LINE + 6

    def finish(self) -> Figure:
        """Return the figure, exactly as high as what was placed on it."""
        height = self.y + 2
        figure = Figure(figsize=(self.width / 72, height / 72), facecolor=LIGHT.page)
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, self.width), ylim=(height, 0))
        axes.set_axis_off()
        for artist in self._artists:
            artist.set_clip_on(False)
            axes.add_artist(artist)
        return figure
