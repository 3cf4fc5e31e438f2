"""A page runs its cells when it opens: only what came with the workbook may be among them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from toolkit_helpers.app.opening import open_app
from toolkit_helpers.app.shipped import chapters, is_shipped
from toolkit_helpers.errors import ToolkitError

OURS = "print('ours')"
CELLS = {"1": [OURS], "2": ["print('of chapter 2')"]}


def notebook(*sources: Any, **flags: Any) -> dict[str, Any]:
    """Return a notebook with these code cells."""
    cells = [{"cell_type": "code", "source": source} for source in sources]
    text = {"cell_type": "markdown", "source": "import os"}
    return {"cells": [text, *cells], "metadata": {"toolkit": {"chapter": 1, "autorun": True} | flags}}


@pytest.mark.parametrize("name", chapters())
def test_every_shipped_chapter_opens(name: str) -> None:
    """The list of shipped cells is up to date with the notebooks."""
    assert is_shipped(json.loads(chapters()[name].read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (notebook(OURS), True),
        (notebook([OURS[:5], OURS[5:]]), True),
        (notebook(OURS, "", "  \n"), True),
        (notebook(OURS, "import os"), False),
        (notebook(OURS + " "), False),
        (notebook("print('of chapter 2')"), False),
        (notebook(OURS, autorun="yes"), False),
        (notebook(OURS, chapter="__class__"), False),
        ({"cells": [{"cell_type": "code", "source": OURS}], "metadata": {}}, False),
    ],
)
def test_a_foreign_cell_closes_the_chapter(given: dict[str, Any], expected: bool) -> None:
    """One cell more, one sign more, or another chapter's cell: the page does not open."""
    assert is_shipped(given, CELLS) is expected


def test_a_chapter_that_is_not_there_is_told_before_anything_starts() -> None:
    """With the numbers of those that are."""
    with pytest.raises(ToolkitError, match=r"There is no chapter 77 in this edition\. Chapters: 0, 1, "):
        open_app(77)
