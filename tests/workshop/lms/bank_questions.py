"""The questions of the workbook, and small ones with hostile texts, for the tests of each format."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from toolkit_helpers.exercises.model import Exercise
from toolkit_helpers.plan import all_exercises
from toolkit_helpers.workshop.lms import chapter_titles
from toolkit_helpers.workshop.lms.question import Choice, Matching, Numeric, Ordering, Question
from toolkit_helpers.workshop.lms.selection import of_chapters, of_test

EXERCISES = {exercise.id: exercise for exercise in all_exercises()}
QUESTIONS, LEFT_OUT = of_chapters(chapter_titles(), EXERCISES.values())
TEST = of_test(None)
KINDS = (Choice, Matching, Ordering, Numeric)

HOSTILE = (
    "</script><script>alert(1)</script>",
    "]]> & <!-- -->",
    "~wrong =right #feedback {T} : \\ end",
    "line one\nline two\n\nnext",
    "=cmd|' /C calc'!A0",
    "\u202egnirts\u202c and \x07 bell",
    "$CATEGORY: $course$/top/other",
    "// [id:EX1.1.x] ::name:: {}",
)
hostile = st.one_of(
    st.sampled_from(HOSTILE), st.text(min_size=1, max_size=60).filter(lambda text: text.strip())
)


def question(texts: list[str]) -> Question:
    """Return a single choice whose every text is one of these."""
    exercise = Exercise.model_validate(choice(texts))
    return of_chapters({1: texts[0]}, [exercise])[0][0]


def choice(texts: list[str]) -> dict[str, Any]:
    """Return an exercise with one choice."""
    part = {
        "id": "a",
        "kind": "choice",
        "prompt": texts[1],
        "options": [
            {"id": "A", "text": texts[2], "correct": True, "feedback": texts[3]},
            {"id": "B", "text": f"{texts[4]} b", "correct": False, "feedback": texts[5]},
        ],
    }
    return {
        "id": "EX1.1",
        "title": texts[0],
        "minutes": 1,
        "grouping": ["I"],
        "intro": texts[6],
        "parts": [part],
    }
