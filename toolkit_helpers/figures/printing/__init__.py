"""The print painter: a chart's description as an SVG picture, for handouts and documents.

matplotlib lays no text here: every place is computed first (``layout``), so that labels neither overlap nor
leave the picture.  Text becomes outlines of DejaVu Sans, which matplotlib carries, so a picture looks the
same on every machine; the same description gives the same bytes.
"""

from __future__ import annotations

import io
import re
from os import PathLike
from pathlib import Path
from typing import IO

import matplotlib as mpl
from matplotlib.figure import Figure

from ..description import Chart
from . import planes, rows
from .sheet import Sheet

PAINTERS = {
    "strip": rows.strip,
    "bar": rows.bar,
    "dots": rows.dots,
    "heatmap": rows.heatmap,
    "gantt": rows.gantt,
    "line": planes.line,
    "scatter": planes.scatter,
}
_POINTS_PER_CM = 72 / 2.54
_IDS = re.compile(r'\b(id="|(?:xlink:)?href="#|url\(#)')


def paint(
    chart: Chart,
    target: str | PathLike[str] | IO[bytes] | None = None,
    width_cm: float = 15.0,
    *,
    title: bool = False,
) -> bytes:
    """Draw a chart and return its SVG.

    Parameters
    ----------
    chart
        What to draw.
    target
        A file name or a buffer that receives the SVG as well.
    width_cm
        Width of the picture in centimetres; its height follows from what it holds.
    title
        Whether to print the finding into the picture.  Documents leave it out and print it as caption.

    Returns
    -------
    bytes
        The SVG: the same for the same chart and width, and safe to put beside others in one page,
        because its ids begin with the chart's.
    """
    figure = _figure(chart, width_cm, title=title)
    buffer = io.BytesIO()
    # Nothing of the reader's own settings, and neither date nor chance, may reach the bytes.
    with mpl.rc_context({"svg.hashsalt": chart.id, "svg.fonttype": "path", "path.simplify": False}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = _own_ids(buffer.getvalue().decode(), chart.id).encode()
    if isinstance(target, str | PathLike):
        Path(target).write_bytes(svg)
    elif target is not None:
        target.write(svg)
    return svg


def paint_png(chart: Chart, width_cm: float = 15.0, *, dots_per_inch: int = 220) -> bytes:
    """Draw a chart and return it as PNG, for programmes that show no SVG; the same chart, the same bytes."""
    buffer = io.BytesIO()
    figure = _figure(chart, width_cm)
    figure.savefig(buffer, format="png", dpi=dots_per_inch, metadata={"Software": None})
    return buffer.getvalue()


def _figure(chart: Chart, width_cm: float, *, title: bool = False) -> Figure:
    sheet = Sheet(width_cm * _POINTS_PER_CM)
    if title:
        sheet.heading(chart.finding)
    PAINTERS[chart.kind](sheet, chart)
    return sheet.finish()


def _own_ids(svg: str, chart_id: str) -> str:
    prefix = re.sub(r"\W", "-", chart_id)
    return _IDS.sub(lambda match: f"{match.group(1)}{prefix}-", svg)
