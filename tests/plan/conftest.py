"""The demonstration team's answers for every test of the Plan."""

from __future__ import annotations

import pytest
from demonstration_team import Answers, as_file, team_answers

from toolkit_helpers.answers import AnswersFile


@pytest.fixture
def team() -> Answers:
    """Return the demonstration team's answers, free to change."""
    return team_answers()


@pytest.fixture
def answers(team: Answers) -> AnswersFile:
    """Return the demonstration team's answers file."""
    return as_file(team)
