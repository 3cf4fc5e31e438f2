"""M14 against the reference values and its edge cases."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import Stakeholder, stakeholder_map, stakeholder_position

LEVEL = st.integers(1, 5)


@cases("M14")
def test_worked_positions(inputs: dict[str, int], expected: dict[str, Any]) -> None:
    """Quadrant and 'must be heard' of the worked examples."""
    value = stakeholder_position(**inputs).value
    assert value is not None
    assert (value.quadrant, value.must_be_heard) == (expected["quadrant"], expected["must_be_heard"])


@pytest.mark.parametrize(
    ("power", "interest", "quadrant"),
    [
        (3, 3, "collaborate closely"),
        (3, 2, "win over and keep satisfied"),
        (2, 3, "keep informed and involve"),
        (2, 2, "monitor"),
    ],
)
def test_three_counts_as_high(power: int, interest: int, quadrant: str) -> None:
    """The cut is at 3, and a value of 3 is mentioned."""
    result = stakeholder_position(power, interest, 1)
    assert result.value is not None
    assert result.value.quadrant == quadrant
    assert (result.notes == ("Exactly 3 counts as high.",)) is (3 in (power, interest))
    assert result.interpretation == f"How to work with this group: {quadrant}."


@given(LEVEL, LEVEL, LEVEL, st.one_of(st.none(), st.integers(-2, 2)))
def test_who_must_be_heard(power: int, interest: int, affected: int, stance: int | None) -> None:
    """Strongly affected with little power: whatever the interest and the stance."""
    value = stakeholder_position(power, interest, affected, stance).value
    assert value is not None
    assert value.must_be_heard is (affected in (4, 5) and power in (1, 2))


@pytest.mark.parametrize("missing", [None, math.nan])
def test_missing_scores(missing: float | None) -> None:
    """Power and interest are needed for a place; without affected it stays open who must be heard."""
    assert not stakeholder_position(missing, 3, 3).available
    assert not stakeholder_position(3, missing, 3).available
    result = stakeholder_position(2, 2, missing)
    assert result.value is not None
    assert result.value.must_be_heard is None
    assert "rate how strongly" in result.notes[0]


@pytest.mark.parametrize("scores", [(0, 3, 3, 0), (3, 6, 3, 0), (3, 3, 2.5, 0), (3, 3, 3, 3), (3, 3, 3, -3)])
def test_scores_outside_their_range_are_errors(scores: tuple[float, float, float, float]) -> None:
    """1 to 5, and −2 to +2 for the stance."""
    with pytest.raises(ToolkitError, match="whole number from"):
        stakeholder_position(*scores)


FULL = [
    Stakeholder("Ministry of Finance", 5, 2, 2, 0, "finance"),
    Stakeholder("Association of persons with disabilities", 2, 5, 5, 1, "civil_society"),
    Stakeholder("Municipal IT heads", 3, 4, 4, 2, "local_government"),
    *(Stakeholder(f"Unit {place}", 4, 4, 2, 0, "line_ministry") for place in range(5)),
]


def test_the_map_lists_who_must_be_heard() -> None:
    """Names in the order given, no warning on a complete list."""
    result = stakeholder_map(FULL)
    assert result.value is not None
    assert result.value.must_be_heard == ("Association of persons with disabilities",)
    assert len(result.value.positions) == 8
    assert result.notes == ()


@pytest.mark.parametrize(
    ("left_out", "note"),
    [
        ("civil_society", "No civil society and no group of users"),
        ("local_government", "No local government"),
        ("finance", "Fewer than eight"),
    ],
)
def test_warnings_of_who_is_missing(left_out: str, note: str) -> None:
    """A list without people, without local government, or too short is warned of."""
    result = stakeholder_map([one for one in FULL if one.category != left_out])
    assert any(note in one for one in result.notes)
    assert any("Fewer than eight" in one for one in result.notes)


def test_users_stand_for_people_too() -> None:
    """A group of users is as good as civil society; categories can be named otherwise."""
    users = [Stakeholder("Farmers", 1, 2, 3, category="user_group")]
    assert not any("civil society" in note for note in stakeholder_map(users).notes)
    named = stakeholder_map(users, people={"public"}, local={"user_group"}).notes
    assert [note for note in named if "civil" in note]
    assert not [note for note in named if "local" in note]


def test_nobody_on_the_grid() -> None:
    """Without scores there is no map, but the warnings still stand; a half-rated one is dropped."""
    empty = stakeholder_map([])
    assert not empty.available
    assert len(empty.notes) == 3
    assert not stakeholder_map([Stakeholder("Union", None, 3, 3)]).available
    result = stakeholder_map([Stakeholder("Union", None, 3, 3), Stakeholder("Audit", 4, 2, 1)])
    assert [drop.what for drop in result.dropped] == ["Union"]
    assert result.interpretation.startswith("According to these scores no group")
