"""M63 against the reference values and scipy's Kendall distance."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_cases import cases
from scipy import stats

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import (
    all_or_none,
    choice_score,
    match_score,
    number_matches,
    order_score,
    single_score,
)

LETTERS = st.sets(st.sampled_from("ABCDEFG"))


@cases("M63", "ordering", "ordering reversed, 5 items")
def test_worked_orders(inputs: dict[str, str], expected: dict[str, float]) -> None:
    """One inversion of six, and all of ten."""
    assert order_score(inputs["key"], inputs["answer"]).score == pytest.approx(expected["score"], abs=1e-9)


@cases("M63", "multiple, 7 options, one wrong judgement", "multiple, everything ticked")
def test_worked_choices(inputs: dict[str, Any], expected: dict[str, float]) -> None:
    """Each option is judged separately; ticking everything earns a part."""
    judged = choice_score(set(inputs["key"]), set(inputs["ticked"]), inputs["options"])
    assert judged.score == pytest.approx(expected["score"], abs=1e-9)
    assert all_or_none(inputs["ticked"], inputs["options"]) is (len(inputs["ticked"]) == 7)


@cases("M63", "matching")
def test_worked_matching(inputs: dict[str, int], expected: dict[str, float]) -> None:
    """Correct pairs of all pairs."""
    key = {str(line): line for line in range(inputs["pairs"])}
    answer = {line: partner if partner < inputs["correct"] else None for line, partner in key.items()}
    judged = match_score(key, answer)
    assert judged == (inputs["correct"], inputs["pairs"])
    assert judged.score == pytest.approx(expected["score"], abs=1e-9)


@pytest.mark.parametrize(("ticked", "score"), [("B", 1), ("A", 0), (None, 0)])
def test_a_single_choice_is_right_or_not(ticked: str | None, score: int) -> None:
    """1 or 0; nothing chosen is not right, not even of a key that is nothing."""
    assert single_score("B", ticked).score == score
    assert single_score(None, None).score == 0


def test_a_choice_with_nothing_ticked_earns_a_part() -> None:
    """Two of five options are wrong and were left alone; the sentence tells the count."""
    judged = choice_score("ABC", (), 5)
    assert judged == (2, 5)
    assert judged.sentence == "2 of 5 judged correctly"
    assert all_or_none((), 5)


@pytest.mark.parametrize(("key", "ticked", "options"), [("AB", "CD", 3), ("", "", 0), ("A", "B", 1)])
def test_more_options_than_there_are_is_an_error(key: str, ticked: str, options: int) -> None:
    """Key and ticks must fit the number of options."""
    with pytest.raises(ToolkitError, match="more options than"):
        choice_score(key, ticked, options)


@given(LETTERS, LETTERS)
def test_choice_properties(key: set[str], ticked: set[str]) -> None:
    """Full marks only if all is right; the opposite ticks earn the rest."""
    judged, opposite = choice_score(key, ticked, 7), choice_score(key, set("ABCDEFG") - ticked, 7)
    assert (judged.score == 1) is (key == ticked)
    assert judged.right + opposite.right == 7
    assert 0 <= judged.score <= 1


@given(st.permutations("ABCDEFG"), st.integers(2, 7))
def test_order_is_kendalls_distance(answer: list[str], size: int) -> None:
    """The score is (tau + 1)/2 of scipy's Kendall tau."""
    key = sorted(answer[:size])
    places = [answer.index(item) for item in key]
    tau = stats.kendalltau(range(size), places).statistic
    assert order_score(key, answer[:size]).score == pytest.approx((tau + 1) / 2)


@pytest.mark.parametrize(
    ("key", "answer"), [("A", "A"), ("AB", "A"), ("AB", "AC"), ("AB", "ABC"), ("AAB", "AAB")]
)
def test_an_order_holds_each_item_once(key: str, answer: str) -> None:
    """Missing, unknown, doubled items, and an order of one."""
    with pytest.raises(ToolkitError, match="each once"):
        order_score(key, answer)


def test_a_matching_needs_pairs() -> None:
    """Lines that the key does not know are ignored; a key of nothing is an error."""
    assert match_score({"a": 1}, {"a": 1, "z": 9}) == (1, 1)
    assert match_score({"a": None}, {}) == (0, 1)
    with pytest.raises(ToolkitError, match="at least one pair"):
        match_score({}, {})


@pytest.mark.parametrize(
    ("key", "given_", "tolerance", "matches"),
    [
        (0.85, 0.85, 0, True),
        (0.85, 0.86, 0.01, True),
        (0.85, 0.84, 0.01, True),
        (0.85, 0.8601, 0.01, False),
        (0.3, 0.1 + 0.2, 0, True),
        (-5, 5, 9, False),
        (1, None, 5, False),
        (1, math.nan, 5, False),
    ],
)
def test_numbers_match_within_their_tolerance(
    key: float, given_: float | None, tolerance: float, matches: bool
) -> None:
    """The bound itself still counts; floating point does not decide."""
    assert number_matches(key, given_, tolerance) is matches


def test_impossible_tolerances_are_errors() -> None:
    """A tolerance below zero would reject the key itself."""
    with pytest.raises(ToolkitError, match="cannot be negative"):
        number_matches(1, 1, -0.1)
