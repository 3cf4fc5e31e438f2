"""An executed notebook becomes a document: in order, complete, and refused where it is not ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.exercises.model import Exercise
from toolkit_helpers.exercises.paper_blocks import ShortFields, Steps
from toolkit_helpers.figures.description import Chart
from toolkit_helpers.handouts.assembly import assemble, headings
from toolkit_helpers.handouts.document import Activity, Code, Document, Figure, Form, Prose

Lookup = Callable[[str], Exercise]


def markdown(source: str) -> dict[str, Any]:
    """Return a cell of prose."""
    return {"cell_type": "markdown", "id": "m", "metadata": {}, "source": source}


def chapter(*cells: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook with these cells."""
    return {"cells": list(cells), "metadata": {"toolkit": {"chapter": 9, "title": "T"}}}


def test_everything_of_the_notebook_is_there_in_order(document: Document, notebook: dict[str, Any]) -> None:
    """Prose, panel, exercises, chart and Plan follow one another as in the notebook; nothing is dropped."""
    kinds = [type(element) for element in document.elements]
    assert kinds == [Prose, Form, *[Activity] * 12, Figure, Prose, Form]
    assert len(kinds) == len(notebook["cells"])


def test_the_title_stands_once(document: Document) -> None:
    """The notebook's first heading becomes the document's title and leaves the prose."""
    assert document.title == "A small chapter"
    assert "# A small chapter" not in document.elements[0].markdown
    assert document.elements[0].markdown.lstrip().startswith("**A question?**")


def test_panels_become_paper_forms(document: Document) -> None:
    """The answers panel becomes fields for team, code and date; the Plan a list of sheets to tick."""
    forms = [element for element in document.elements if isinstance(element, Form)]
    assert any(isinstance(block, ShortFields) for block in forms[0].blocks)
    assert [form.live for form in forms] == [True, False]


def test_the_plan_lists_the_exercises_that_write_into_it(lookup: Lookup) -> None:
    """Only exercises that fill a field of the Plan are ticked off on paper."""
    exercise = lookup("EX9.10")
    part = exercise.parts[0].model_copy(update={"writes": "P9.text"})
    writing = exercise.model_copy(update={"parts": [part]})
    cells = [
        {"cell_type": "code", "id": name, "metadata": {"jupyter": {"source_hidden": True}}, "source": name,
         "outputs": [{"output_type": "display_data", "data": data}]}
        for name, data in (
            ("one", {"application/vnd.toolkit.exercise+json": {"id": "EX9.10"}}),
            ("two", {"application/vnd.toolkit.exercise+json": {"id": "EX9.2"}}),
            ("plan", {"application/vnd.toolkit.panel+json": {"panel": "plan"}}),
        )
    ]  # fmt: skip
    found = assemble(chapter(*cells), lookup=lambda name: writing if name == "EX9.10" else lookup(name))
    (steps,) = [block for block in found.elements[-1].blocks if isinstance(block, Steps)]
    assert steps.steps == ("EX9.10 Text",)


def test_an_exercise_named_by_a_heading_is_not_titled_twice(lookup: Lookup, notebook: dict[str, Any]) -> None:
    """Where the prose names the exercise, its own heading is left out."""
    cell = next(cell for cell in notebook["cells"] if cell["id"] == "ex1")
    document = assemble(chapter(markdown("## EX9.2 Match"), cell), lookup=lookup)
    assert not document.elements[-1].titled


def test_headings_never_skip(lookup: Lookup, notebook: dict[str, Any]) -> None:
    """An exercise stands one level below the heading before it, and never below the third."""
    cell = next(cell for cell in notebook["cells"] if cell["id"] == "ex1")
    leads = ("# T", "## A", "## A\n\n### B", "## A\n\n### B\n\n#### C")
    levels = [assemble(chapter(markdown(lead), cell), lookup=lookup).elements[-1].level for lead in leads]
    assert levels == [2, 3, 3, 3]


def test_headings_in_code_are_no_headings() -> None:
    """A line with a number sign inside a fence is code."""
    assert list(headings("~~~\n# a\n```\n# b\n~~~\n## c #\n")) == [(2, "c")]


def test_visible_code_is_kept_with_what_it_printed() -> None:
    """A cell whose source is shown in the notebook shows source and output on paper."""
    cell = {
        "cell_type": "code", "id": "open", "metadata": {}, "source": "print(1)", "execution_count": 1,
        "outputs": [{"output_type": "stream", "name": "stdout", "text": ["1\n"]}],
    }  # fmt: skip
    assert assemble(chapter(cell)).elements == (Code("print(1)", "1"),)


def test_charts_can_be_drawn_anew(notebook: dict[str, Any], lookup: Lookup) -> None:
    """Each chart passes through the function that redraws it."""

    def other(chart: Chart) -> Chart:
        return chart.model_copy(update={"finding": "Another finding"})

    (chart,) = assemble(notebook, redraw=other, lookup=lookup).charts()
    assert chart.finding == "Another finding"


def test_a_notebook_that_was_not_executed_is_refused(notebook: dict[str, Any], lookup: Lookup) -> None:
    """The message names file and cell, and what to do."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    with pytest.raises(
        ToolkitError, match=r"09-small\.ipynb, cell panel: .*not been executed.*workbook build"
    ):
        assemble(notebook, name="09-small.ipynb", lookup=lookup)


def test_a_cell_that_stopped_is_refused(notebook: dict[str, Any], lookup: Lookup) -> None:
    """A handout never hides that a cell failed."""
    notebook["cells"][1]["outputs"] = [{"output_type": "error", "ename": "KeyError"}]
    with pytest.raises(ToolkitError, match="KeyError"):
        assemble(notebook, name="x", lookup=lookup)


def test_a_foreign_notebook_is_refused() -> None:
    """A notebook without the workbook's metadata is no chapter."""
    with pytest.raises(ToolkitError, match="no chapter of the workbook"):
        assemble({"cells": [], "metadata": {}}, name="x.ipynb")


def test_an_unknown_exercise_is_told(notebook: dict[str, Any]) -> None:
    """An id that the bank does not know is the bank's error, not a gap in the handout."""
    with pytest.raises(ToolkitError):
        assemble(notebook)
