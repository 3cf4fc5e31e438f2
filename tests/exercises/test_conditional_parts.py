"""A part may wait for an earlier choice: it is asked, marked and printed only then."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from toolkit_helpers.exercises import paper
from toolkit_helpers.exercises.marking import mark_exercise
from toolkit_helpers.exercises.model import Exercise

FORM = {
    "id": "form",
    "kind": "choice",
    "prompt": "Which form?",
    "options": [{"id": "A", "text": "Form A"}, {"id": "B", "text": "Form B"}],
}
ONLY_B = {"id": "why", "kind": "text", "prompt": "Why B?", "only_if": {"form": ["B"]}}


def exercise(*parts: dict[str, Any], **more: Any) -> Exercise:
    """Return an exercise of these parts."""
    body = {"id": "PT0.1", "title": "Test", "minutes": 0, "grouping": ["I"], "parts": list(parts)}
    return Exercise.model_validate(body | more)


def test_only_the_parts_that_are_asked_are_marked() -> None:
    """Before the choice, and after another one, the waiting part does not exist."""
    made = exercise(FORM, ONLY_B)
    assert set(mark_exercise(made, {})) == {"form"}
    assert set(mark_exercise(made, {"form": "A", "why": {"text": "Left over"}})) == {"form"}
    assert set(mark_exercise(made, {"form": "B"})) == {"form", "why"}


@pytest.mark.parametrize(
    "waits", [{"form": ["C"]}, {"other": ["A"]}, {"why": ["A"]}], ids=["no option", "no part", "itself"]
)
def test_a_part_waits_for_an_earlier_choice_only(waits: dict[str, list[str]]) -> None:
    """An author who mistypes part or option is told which part is meant."""
    with pytest.raises(ValidationError, match="'why' waits for"):
        exercise(FORM, ONLY_B | {"only_if": waits})


def test_paper_shows_what_stands_in_place_of_the_parts() -> None:
    """Where the parts have a sheet of their own, the handout says so and prints none of them."""
    blocks = paper.blocks(exercise(FORM, ONLY_B, print_instead="Ask for the sheet."))
    texts = [getattr(block, "text", "") for block in blocks]
    assert "Ask for the sheet." in texts
    assert len(blocks) == 2
