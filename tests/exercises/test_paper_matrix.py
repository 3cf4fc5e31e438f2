"""A table of pairs on paper: a square with sums instead of a list of pairs."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from toolkit_helpers.exercises import paper
from toolkit_helpers.exercises.model import Exercise, Table
from toolkit_helpers.exercises.paper_blocks import TableForm, WriteLines

OPTIONS = [{"id": "A1", "text": "A1 Roads"}, {"id": "A2", "text": "A2 Schools"}]
COLUMNS: list[dict[str, Any]] = [
    {"id": "from", "label": "If we improved", "type": "choice", "options": OPTIONS},
    {"id": "to", "label": "this would move", "type": "choice", "options": OPTIONS},
    {"id": "strength", "label": "how much", "type": "score", "minimum": 0, "maximum": 3},
    {"id": "why", "label": "Because"},
]


def table(columns: list[dict[str, Any]] = COLUMNS, **more: Any) -> dict[str, Any]:
    """Return a table of pairs as an author writes it."""
    return {"kind": "table", "id": "links", "columns": columns, **more}


def blocks(part: dict[str, Any]) -> list[Any]:
    """Return the print twin of an exercise with one part."""
    exercise = {"id": "EX9.1", "title": "Pairs", "minutes": 5, "grouping": ["T"], "parts": [part]}
    return paper.blocks(Exercise.model_validate(exercise))


def test_pairs_become_a_square_with_sums() -> None:
    """Each option heads a row and a column, sums stand at both ends, and other columns get lines."""
    found = blocks(table(matrix=["from", "to", "strength"]))
    (square,) = (block for block in found if isinstance(block, TableForm))
    assert square.rows == ("A1 Roads", "A2 Schools", "Sum")
    assert [column.label for column in square.columns] == ["A1", "A2", "Sum"]
    assert square.row_name == "If we improved (row) this would move (column): how much"
    assert [block.label for block in found if isinstance(block, WriteLines)] == ["Because"]


def test_without_a_matrix_pairs_are_rows() -> None:
    """The ordinary table names the words of both columns once."""
    long = [{"id": f"A{n}", "text": f"A{n} Something with a long name"} for n in range(1, 6)]
    columns = [{**COLUMNS[0], "options": long}, {**COLUMNS[1], "options": long}, *COLUMNS[2:]]
    (form,) = (block for block in blocks(table(columns)) if isinstance(block, TableForm))
    assert [column.label for column in form.columns] == [column["label"] for column in columns]
    assert [item.label for item in form.legend] == ["If we improved / this would move"]


@pytest.mark.parametrize(
    "names",
    [
        ["from", "to"],
        ["from", "to", "why"],
        ["strength", "from", "to"],
        ["from", "nothing", "strength"],
        ["from", "other", "strength"],
    ],
)
def test_a_matrix_needs_two_equal_choices_and_a_score(names: list[str]) -> None:
    """Anything else is an author's error."""
    other = {"id": "other", "label": "x", "type": "choice", "options": [*OPTIONS, {"id": "B", "text": "B"}]}
    with pytest.raises(ValidationError, match="names two choice columns with the same options"):
        Table.model_validate(table([*COLUMNS, other], matrix=names))
