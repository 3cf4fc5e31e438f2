"""A small chapter that is nobody's content: every kind of exercise, a chart, a table, and hostile texts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from toolkit_helpers.exercises import bank
from toolkit_helpers.exercises.model import Exercise
from toolkit_helpers.handouts import facilitator, making
from toolkit_helpers.handouts.assembly import CHART, EXERCISE, PANEL, assemble
from toolkit_helpers.handouts.document import Document

SAMPLES = json.loads(
    (Path(__file__).parent.parent / "exercises" / "paper-samples.json").read_text(encoding="utf-8")
)
EXERCISES = {entry["id"]: Exercise.model_validate(entry) for entry in SAMPLES["exercises"]}
HOSTILE = SAMPLES["hostile"]
DESCRIBED: dict[str, Any] = {
    "id": "D9.99",
    "kind": "bar",
    "question": f"Which is longer? {HOSTILE}",
    "finding": "The first bar is longer than the second",
    "notice": "Look at the ends.",
    "x": {"label": "Length", "minimum": 0, "maximum": 2},
    "y": {"categories": ["One", "Two"]},
    "series": [
        {"name": "Length", "role": "world", "points": [{"x": 1.5, "y": "One"}, {"x": 1.0, "y": "Two"}]}
    ],
    "source": "Invented for this test, 2024",
    "alt": f'Two bars "side by side" {HOSTILE}',
    "table": {"caption": "Lengths", "header": ["Bar", "Length"], "rows": [["One", "1.5"], ["Two", "1.0"]]},
}
NOTES: dict[str, Any] = {
    "chapter": 9,
    "timing": ["Begin on time.", "End on time."],
    "pitfalls": ["Haste."],
    "debrief": ["What surprised you?"],
    "low_tech": "String and pegs.",
    "tracks": {"local": "Local words."},
    "exercises": {
        "EX9.1": {"run": "FACILITATOR runs it.", "answer": "FACILITATOR answer.", "discuss": "Why?"}
    },
}
TEXT = f"""# A small chapter

**A question?** Plain text with a [link](https://example.org) and a [bad one](javascript:alert(1)).

## Concepts

Hostile: {HOSTILE}

| Word | Meaning |
|---|---|
| one | first |

```
# no heading
```

A note.[^1]

[^1]: At the foot.

### A block
"""


def output(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the outputs of a cell that shows one thing."""
    return [{"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}]


def code(name: str, data: dict[str, Any]) -> dict[str, Any]:
    """Return an executed cell with hidden source."""
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {"jupyter": {"source_hidden": True}, "tags": ["exercise"]},
        "source": f"ch.{name}",
        "execution_count": 1,
        "outputs": output({**data, "text/plain": "plain"}),
    }


@pytest.fixture
def notebook() -> dict[str, Any]:
    """Return an executed chapter 9 as plain JSON."""
    cells = [
        {"cell_type": "markdown", "id": "title", "metadata": {"tags": ["opening"]}, "source": TEXT},
        code("panel", {PANEL: {"panel": "answers"}}),
        *(code(f"ex{number}", {EXERCISE: {"id": name}}) for number, name in enumerate(EXERCISES)),
        code("d9-1", {CHART: DESCRIBED}),
        {"cell_type": "markdown", "id": "plan-lead", "metadata": {}, "source": ["## Our Plan\n", "\nText."]},
        code("plan", {PANEL: {"panel": "plan"}}),
    ]
    toolkit = {"chapter": 9, "title": "A small chapter", "lang": "en", "dir": "ltr", "minutes": 90}
    return {"cells": cells, "metadata": {"toolkit": toolkit}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def lookup() -> Callable[[str], Exercise]:
    """Find a sample exercise as the bank would."""
    return EXERCISES.__getitem__


@pytest.fixture
def document(notebook: dict[str, Any], lookup: Callable[[str], Exercise]) -> Document:
    """Return the participant's document of the small chapter."""
    return assemble(notebook, name="09-small.ipynb", version="1.2.3", lookup=lookup)


@pytest.fixture
def facilitated(document: Document, monkeypatch: pytest.MonkeyPatch) -> Document:
    """Return the facilitator's document of the small chapter."""
    monkeypatch.setattr(facilitator, "notes_of", lambda chapter: NOTES)
    return facilitator.facilitated(document)


@pytest.fixture
def chapters(
    notebook: dict[str, Any],
    lookup: Callable[[str], Exercise],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Put the small chapter where ``make`` looks for notebooks."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (folder / "09-small.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    monkeypatch.setattr(making, "notebooks_folder", lambda: folder)
    monkeypatch.setattr(bank, "exercise", lookup)
    monkeypatch.setattr(facilitator, "notes_of", lambda chapter: NOTES)
    return folder
