"""What a chart says, apart from how it is painted.

Two painters draw the same description: ``widgets/explore.js`` as SVG on the screen and
``figures.printing`` with matplotlib for documents.  A description always carries its finding as
title, its source with year, a text alternative and a table twin, so nothing exists only as a picture.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Role = Literal["own", "world", "region", "income", "group", "one", "two", "three", "four", "five"]
"""Who a series or point stands for.  A role fixes colour, shape and dash in both painters, so that
the reader's country looks the same in every chart: ``own`` is a filled diamond with its name beside it."""

Text = Annotated[str, Field(min_length=1)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Point(_Model):
    """One value.  ``x`` is a number or the name of a category; ``None`` is a gap that stays a gap."""

    x: float | str
    y: float | str | None
    label: str = ""
    value: float | None = None
    """Third value: the number in a heat map's cell."""
    role: Role | None = None
    start: float | None = None
    """Where a gap begins: in a bar chart an arrow runs from here to ``x`` instead of a bar from zero.  In a
    Gantt chart, where the work begins."""


class Series(_Model):
    """Points that belong together, with the name that stands beside them."""

    name: Text
    role: Role
    points: list[Point]
    style: Literal["solid", "hollow", "tick", "line"] = "solid"
    """``hollow``: an earlier edition of the same role; ``tick``: a mean, drawn as a short stroke across
    the row; ``line``: points of a scatter joined into a line.  ``solid`` is the kind's usual mark."""


class Mark(_Model):
    """A thin line at a number of an axis: a mean, a target, or a change of method.

    It stands upright at a number of the horizontal axis; with ``horizontal`` (in ``line`` and ``scatter``
    only) it lies across at a number of the vertical axis.
    """

    x: float
    """The number; of the vertical axis where the line is ``horizontal``."""
    label: Text
    role: Role | None = None
    horizontal: bool = False


class Axis(_Model):
    """One axis: label with unit, optional limits and scale, categories from first to last."""

    label: str = ""
    minimum: float | None = None
    maximum: float | None = None
    log: bool = False
    decimals: int = 2
    categories: list[str] = []
    own: str = ""
    """The category that holds the reader's own country; printed bold with its diamond."""


class Table(_Model):
    """The twin of the chart: every number that the chart shows, as text ready to read."""

    caption: Text
    header: list[str]
    rows: list[list[str]]
    row_headers: bool = True
    """Whether the first cell of each row names the row."""


class Chart(_Model):
    """One chart.

    ========  ===========================================================================
    kind      how points are read
    ========  ===========================================================================
    strip     ``y`` category (row), ``x`` number: one dot per point
    line      ``x`` number (year), ``y`` number: one line per series
    bar       ``y`` category, ``x`` number: horizontal bars from zero, one per series
    dots      ``y`` category, ``x`` number: one marker per series on a shared row
    scatter   ``x`` number, ``y`` number
    heatmap   ``x`` category, ``y`` category, ``value`` 0 to 4 with the number in the cell
    gantt     ``y`` category (row), ``start`` and ``x`` numbers (months): a bar from one to the
              other; role ``own`` is filled (critical), ``group`` is hatched (has float)
    ========  ===========================================================================
    """

    id: Text
    kind: Literal["strip", "line", "bar", "dots", "scatter", "heatmap", "gantt"]
    question: Text
    finding: Text
    """The title: one sentence that states what the chart shows."""
    notice: str = ""
    """What to look for, and what the chart cannot say."""
    x: Axis = Axis()
    y: Axis = Axis()
    series: list[Series]
    marks: list[Mark] = []
    joined: bool = False
    """In dots: a thin line joins the two marks of a row, because their distance is the message."""
    missing: str = ""
    """What is not shown and why: no data for this country, since when, what stands in its place."""
    used: str = ""
    """The values of the reader's controls that the chart was computed with; the dispatcher fills it in."""
    source: Text
    alt: Text
    table: Table
