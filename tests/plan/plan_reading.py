"""What the tests of a chapter read: the demonstration team's answers, and what the workbook makes of them."""

from __future__ import annotations

from typing import Any

from demonstration_team import Answers, as_file
from ruamel.yaml import YAML

from toolkit_helpers.exercises import bank
from toolkit_helpers.plan import insights
from toolkit_helpers.resources import data_folder

Blocks = list[dict[str, Any]]


def chapter(number: int) -> Answers:
    """Return the shipped answers of the demonstration team to a chapter, free to change."""
    path = data_folder() / "demonstration" / f"{number:02d}.yaml"
    return dict(YAML(typ="safe", pure=True).load(path))


def all_chapters() -> Answers:
    """Return these answers to all chapters."""
    found: Answers = {}
    for path in sorted((data_folder() / "demonstration").glob("*.yaml")):
        found |= chapter(int(path.stem))
    return found


def insight(exercise_id: str, answers: Answers) -> Blocks:
    """Return the blocks beneath an exercise."""
    exercise = bank.exercise(exercise_id)
    assert exercise.insight
    return insights.compute(exercise.insight, exercise, answers.get(exercise_id, {}), as_file(answers))


def texts(blocks: Blocks) -> str:
    """Return all sentences and lists of the blocks as one text."""
    parts = []
    for block in blocks:
        parts += [block.get("text", ""), block.get("title", ""), *block.get("items", [])]
    return " | ".join(part for part in parts if part)


def table(blocks: Blocks, caption: str) -> list[list[str]]:
    """Return the rows of the one table whose caption begins so."""
    (found,) = (block["rows"] for block in blocks if block.get("caption", "").startswith(caption))
    return list(found)
