"""The print painter draws every chart legibly, and the same way every time."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
import sample_charts
from answering_team import TEAM
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D, Bbox

from toolkit_helpers.figures import explorations, printing
from toolkit_helpers.figures.description import Chart
from toolkit_helpers.figures.palette import LIGHT, ROLES
from toolkit_helpers.figures.printing.sheet import Sheet

# The world; the longest name; values at both ends of the axes; data missing in each way there is.
COUNTRIES = [None, "GBR", "KOR", "PRK", "DNK", "SOM", "NIC", "ETH", "PLW", "ESP", "BDI", "VEN"]
CASES = [
    (name, country)
    for name in explorations.IDS
    for country in COUNTRIES
    if country is None or explorations.exploration(name).asks_country
]


SAMPLES = sample_charts.all_charts()


def figure_of(chart: Chart, width: float) -> Figure:
    """Return the figure before it becomes SVG, one unit a point."""
    sheet = Sheet(width)
    printing.PAINTERS[chart.kind](sheet, chart)
    return sheet.finish()


def text_boxes(figure: Figure) -> dict[str, Bbox]:
    """Return where each line of text lies, in points."""
    # Ten times finer than points: a coarse raster rounds the widths of letters, an SVG does not.
    figure.set_dpi(720)
    renderer = FigureCanvasAgg(figure).get_renderer()
    found = {}
    for number, text in enumerate(figure.axes[0].texts):
        found[f"{number}: {text.get_text()}"] = text.get_window_extent(renderer).transformed(
            Affine2D().scale(0.1)
        )
    return found


@pytest.mark.parametrize("width", [283, 425, 510], ids=["10 cm", "15 cm", "18 cm"])
@pytest.mark.parametrize(("name", "country"), CASES)
def test_text_is_neither_cut_nor_covered_by_text(name: str, country: str | None, width: float) -> None:
    """Every line of text lies inside the picture, and no two of them overlap."""
    check_texts(figure_of(explorations.describe(name, country, TEAM), width))


@pytest.mark.parametrize("width", [283, 425, 510], ids=["10 cm", "15 cm", "18 cm"])
@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_of_chart_is_legible_full_and_empty(name: str, width: float) -> None:
    """The same holds for kinds with hard samples, and for each kind before there is anything to show."""
    check_texts(figure_of(SAMPLES[name], width))


def check_texts(figure: Figure) -> None:
    """Fail if a line of text is cut by the page or covered by another."""
    page = Bbox([[0, 0], [figure.get_figwidth() * 72, figure.get_figheight() * 72]])
    boxes = text_boxes(figure)
    for text, box in boxes.items():
        assert box.x0 >= page.x0 - 0.6, text
        assert box.x1 <= page.x1 + 0.6, text
        assert box.y0 >= page.y0 - 0.6, text
        assert box.y1 <= page.y1 + 0.6, text
    for (one, first), (two, second) in combinations(boxes.items(), 2):
        shared = Bbox.intersection(first, second)
        assert shared is None or min(shared.width, shared.height) < 1.5, (one, two)


@pytest.mark.parametrize("name", explorations.IDS)
def test_the_same_chart_gives_the_same_bytes(name: str) -> None:
    """Painting twice gives equal bytes, whatever the reader's own matplotlib settings."""
    chart = explorations.describe(name, "KEN", TEAM)
    first = printing.paint(chart)
    with mpl.rc_context(
        {"svg.hashsalt": "mine", "svg.fonttype": "none", "font.size": 30, "lines.linewidth": 9}
    ):
        assert printing.paint(chart) == first


def test_another_process_gives_the_same_bytes() -> None:
    """Neither the time nor Python's own chance reach the picture."""
    code = """
import hashlib
from toolkit_helpers.figures import explorations, printing
for name in explorations.IDS:
    print(hashlib.sha256(printing.paint(explorations.describe(name, "KEN"))).hexdigest())
"""
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(set(runs[0].split())) == len(explorations.IDS)


@pytest.mark.parametrize("name", explorations.IDS)
def test_the_picture_is_svg_with_text_as_outlines(name: str) -> None:
    """The SVG is well-formed, as wide as asked, and needs no font to be read."""
    svg = printing.paint(explorations.describe(name, "KEN", TEAM), None, 12)
    root = ElementTree.fromstring(svg)  # noqa: S314  -- our own picture
    assert float(root.attrib["width"].removesuffix("pt")) == pytest.approx(12 * 72 / 2.54, abs=0.1)
    assert not root.findall(".//{http://www.w3.org/2000/svg}text")
    assert b"<dc:date>" not in svg


@pytest.mark.parametrize("name", explorations.IDS)
def test_pictures_can_share_a_page(name: str) -> None:
    """Each id begins with the chart's own, and each reference finds its id."""
    svg = printing.paint(explorations.describe(name, "KEN", TEAM)).decode()
    ids = re.findall(r'\bid="([^"]+)"', svg)
    references = re.findall(r'(?:href="#|url\(#)([^")]+)', svg)
    assert all(one.startswith(name.replace(".", "-")) for one in ids)
    assert set(references) <= set(ids)


def test_critical_work_is_filled_and_other_work_is_hatched() -> None:
    """In black and white a road map tells critical work by its filled bars; the label says it in words."""
    axes = figure_of(SAMPLES["gantt"], 425).axes[0]
    bars = [one for one in axes.patches if isinstance(one, Rectangle) and one.get_height() == 12]
    own, other = ROLES["own"].light, ROLES["group"].light
    looks = [(to_hex(bar.get_facecolor()).upper(), to_hex(bar.get_edgecolor()).upper()) for bar in bars]
    assert sorted(looks) == sorted([(own, own)] * 3 + [(LIGHT.page, other)] * 2)
    strokes = [one for one in axes.lines if to_hex(one.get_color()).upper() == other]
    for bar, (fill, _edge) in zip(bars, looks, strict=True):
        left, top = bar.get_xy()
        inside = [
            one
            for one in strokes
            if all(left - 1 <= x <= left + bar.get_width() + 1 for x in one.get_xdata())
            and all(top - 1 <= y <= top + 13 for y in one.get_ydata())
        ]
        assert bool(inside) == (fill == LIGHT.page)


def test_a_target_lies_across_the_plane() -> None:
    """A level mark is a horizontal line at its number, from one side of the plane to the other."""
    axes = figure_of(SAMPLES["curves"], 425).axes[0]
    level = [
        one
        for one in axes.lines
        if to_hex(one.get_color()).upper() == LIGHT.line and len(set(one.get_ydata())) == 1
    ]
    assert len(level) == 2
    assert all(max(one.get_xdata()) - min(one.get_xdata()) > 200 for one in level)


def test_the_finding_is_printed_only_on_request() -> None:
    """Documents print the finding as caption, so the picture leaves it out unless asked."""
    chart = explorations.describe("D1.2", "KEN")
    without, with_title = printing.paint(chart), printing.paint(chart, title=True)
    heights = [
        float(ElementTree.fromstring(svg).attrib["height"].removesuffix("pt"))  # noqa: S314
        for svg in (without, with_title)
    ]
    assert heights[1] > heights[0] + 10


def test_a_file_and_a_buffer_receive_the_same_picture(tmp_path: Path) -> None:
    """The SVG goes to a file name or to a buffer, and comes back as bytes either way."""
    chart = explorations.describe("D1.3", "KEN")
    buffer = io.BytesIO()
    svg = printing.paint(chart, buffer)
    printing.paint(chart, tmp_path / "d1-3.svg")
    assert svg == buffer.getvalue() == (tmp_path / "d1-3.svg").read_bytes()


def test_a_chapter_of_charts_is_quick() -> None:
    """A chart takes less than 0.2 s to paint on average; a browser alone needs longer to start."""
    charts = [explorations.describe(name, "KEN", TEAM) for name in explorations.IDS]
    printing.paint(charts[0])
    start = time.perf_counter()
    for chart in charts:
        printing.paint(chart)
    assert (time.perf_counter() - start) / len(charts) < 0.2
