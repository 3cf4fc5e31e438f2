"""What the team's answers say to the explorations of chapter 3."""

from __future__ import annotations

from typing import Any, Final

from ..answers import AnswersFile
from ..exercises.marking_result import mapping

GRID: Final = ("EX3.4", "grid")
READ: Final = frozenset({GRID[0]})
"""Exercises that ``for_explorations`` reads."""


def for_explorations(answers: AnswersFile) -> dict[str, Any]:
    """Return the team's capacity grid as ``figures.explorations.describe`` takes it; empty before EX3.4."""
    cells = mapping(answers.parts(GRID[0]).get(GRID[1]))
    grid = {code: dict(mapping(cell)) for code, cell in cells.items() if mapping(cell)}
    return {"capacity_grid": grid} if grid else {}
