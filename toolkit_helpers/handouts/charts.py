"""Charts as SVG for documents: as they are shipped, or painted once per chart and run, whoever asks."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from threading import Lock

from ..figures.description import Chart
from .shipped_charts import PAINTED

_BRUSH = Lock()
_PROLOG = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL)
_OPENING = re.compile(r"<svg\b[^>]*>")
_SIZE = re.compile(r'\s(?:width|height)="[^"]*"')


def svg(chart: Chart) -> bytes:
    """Return the chart as an SVG file."""
    return PAINTED.get(mark(chart)).encode("utf-8") or _painted(chart.model_dump_json())


def mark(chart: Chart) -> str:
    """Return the name under which a chart is shipped: every word and number of it counts."""
    return hashlib.sha256(chart.model_dump_json().encode("utf-8")).hexdigest()


@lru_cache(maxsize=64)
def _painted(description: str) -> bytes:
    # Documents are made in threads, and matplotlib asks for one at a time.
    with _BRUSH:
        from ..figures import printing

        return printing.paint(Chart.model_validate_json(description), width_cm=17.0)


def inline_svg(chart: Chart, label: str) -> str:
    """Return the chart as an ``<svg>`` element for a page: named, and as wide as its place.

    ``label`` is the text alternative, escaped for an attribute.
    """
    image = _METADATA.sub("", _PROLOG.sub("", svg(chart).decode("utf-8")))
    return _OPENING.sub(lambda opening: _named(opening[0], label), image, count=1)


def _named(opening: str, label: str) -> str:
    return _SIZE.sub("", opening)[:-1] + f' role="img" aria-label="{label}">'
