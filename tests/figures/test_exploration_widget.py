"""The live exploration beside its plain twins."""

from __future__ import annotations

from typing import Any

import pytest

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.figures import explorations
from toolkit_helpers.figures.description import Chart, Point, Series, Table
from toolkit_helpers.widgets.exploration import (
    CHART_MIME,
    ExplorationWidget,
    as_html,
    as_markdown,
    one_line,
)

GRID = {"EX3.4": {"grid": {"PL1.L1": {"current": 1, "target": 4}}}}
VIEW = "application/vnd.jupyter.widget-view+json"


def bundle_of(widget: ExplorationWidget) -> dict[str, Any]:
    """Return what a notebook stores of a widget."""
    data, _metadata = widget._repr_mimebundle_(include=None, exclude=None)
    return data


def test_an_output_holds_the_live_view_and_four_twins() -> None:
    """Beside the widget view stand one line of text, Markdown, HTML and the chart's description."""
    data = bundle_of(ExplorationWidget("D1.1"))
    assert set(data) == {VIEW, "text/plain", "text/markdown", "text/html", CHART_MIME}
    chart = explorations.describe("D1.1")
    assert data["text/plain"] == f"Exploration D1.1: {chart.finding}"
    assert Chart.model_validate(data[CHART_MIME]) == chart


def test_twins_are_the_same_whatever_the_team_does() -> None:
    """Country and answers never reach a stored notebook: its twins show the world and an empty grid."""
    plain = bundle_of(ExplorationWidget("D3.3"))
    own = bundle_of(ExplorationWidget("D3.3", "RWA", lambda: GRID))
    assert {key: value for key, value in own.items() if key != VIEW} == {
        key: value for key, value in plain.items() if key != VIEW
    }
    assert "Rwanda" not in bundle_of(ExplorationWidget("D1.1", "RWA"))["text/html"]


def test_a_widget_shows_the_same_text_every_time() -> None:
    """Its ``repr`` holds no memory address, so a stored notebook does not change from run to run."""
    assert repr(ExplorationWidget("D1.2", "KEN")) == "ExplorationWidget('D1.2')"


@pytest.mark.parametrize("name", explorations.IDS)
def test_twins_hold_finding_source_and_every_cell(name: str) -> None:
    """Markdown and HTML carry the finding, the source and the whole table twin."""
    chart = explorations.describe(name)
    html, markdown = as_html(chart), as_markdown(chart)
    rows = [line for line in markdown.splitlines() if line.startswith("|")]
    assert len(rows) == len(chart.table.rows) + 2
    assert all(row.count("|") == len(chart.table.header) + 1 for row in rows)
    assert html.count("<tr>") == len(chart.table.rows) + 1
    assert html.count('scope="col"') == len(chart.table.header)
    for text in (chart.finding, chart.source):
        assert text.replace("$", r"\$") in markdown
        assert text.replace("'", "&#x27;") in html


def test_twins_escape_what_they_show() -> None:
    """A team's words can be neither HTML nor Markdown."""
    nasty = "<script>alert(1)</script> | **x** & `y`"
    chart = Chart(
        id="D0.0",
        kind="line",
        question=nasty,
        finding=nasty,
        notice=nasty,
        series=[Series(name=nasty, role="own", points=[Point(x=1, y=2)])],
        source=nasty,
        alt=nasty,
        table=Table(caption=nasty, header=[nasty], rows=[[nasty]]),
    )
    assert "<script>" not in as_html(chart)
    assert "<script>" not in as_markdown(chart)
    assert r"\*\*x\*\*" in as_markdown(chart)
    row = next(line for line in as_markdown(chart).splitlines() if line.startswith("| "))
    assert row.replace(r"\|", "").count("|") == 2
    assert one_line(chart) == f"Exploration D0.0: {nasty}"


def test_a_country_picked_in_the_page_is_drawn_and_passed_on() -> None:
    """What the reader picks changes the chart and tells the session; nothing else does."""
    told: list[str] = []
    widget = ExplorationWidget("D1.1", "", None, told.append)
    widget.country = "RWA"
    assert widget.chart["finding"] == explorations.describe("D1.1", "RWA").finding
    widget.set_country("KEN")
    assert widget.chart["finding"] == explorations.describe("D1.1", "KEN").finding
    widget.set_country("")
    assert widget.chart["finding"] == explorations.describe("D1.1").finding
    assert told == ["RWA"]


def test_new_answers_are_drawn_on_refresh() -> None:
    """An exploration that reads the team's answers shows them when told that they changed."""
    answers: dict[str, Any] = {}
    widget = ExplorationWidget("D3.3", "", lambda: answers)
    assert "still empty" in widget.chart["finding"]
    answers.update(GRID)
    widget.refresh()
    assert widget.chart["finding"] == explorations.describe("D3.3", None, GRID).finding


def test_the_list_of_countries_comes_only_where_a_country_matters() -> None:
    """Member States and observer States to choose from; no list where only the team's answers are shown."""
    assert len(ExplorationWidget("D1.1").countries) == 195
    assert ExplorationWidget("D3.3").countries == []


def test_a_message_to_the_page_stays_small() -> None:
    """A change of country sends the page at most 13 kB, and 5 kB where no cloud of dots is drawn."""
    for name in explorations.IDS:
        chart = ExplorationWidget(name, "RWA").chart
        dots = sum(len(one["points"]) for one in chart["series"])
        assert len(str(chart)) < (13_000 if dots > 100 else 5_000), name


def test_a_wrong_number_is_told() -> None:
    """An exploration that does not exist is answered with those that do."""
    with pytest.raises(ToolkitError, match="no exploration"):
        ExplorationWidget("D7.7")
