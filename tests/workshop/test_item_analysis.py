"""Items are judged by the answers of the group; few answers are said to be few (M61)."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.workshop.item_analysis import item_analysis

REFERENCE = json.loads((Path(__file__).parents[1] / "reference-values.json").read_text(encoding="utf-8"))
CASE = REFERENCE["methods"]["M61"][0]
matrices = st.integers(2, 8).flatmap(
    lambda items: st.lists(
        st.lists(st.integers(0, 1), min_size=items, max_size=items), min_size=20, max_size=40
    )
)


def test_worked_example_is_reproduced() -> None:
    """Difficulty, corrected discrimination and KR-20 are those of the golden case."""
    result = item_analysis(CASE["inputs"]["rows"])
    assert result.value is not None
    expected = CASE["expected"]
    assert [one.difficulty for one in result.value.items] == pytest.approx(expected["p"])
    assert [one.discrimination for one in result.value.items] == pytest.approx(expected["corrected_r"])
    assert result.value.reliability == pytest.approx(expected["kr20"])
    assert result.value.items[3].remarks == ("separates little",)
    assert any("indicative" in note for note in result.notes)
    assert result.value.items[0].upper_lower is None


def test_nothing_is_told_of_four_persons() -> None:
    """Below five persons there is no table."""
    assert item_analysis([[1, 0]] * 4).value is None


def test_an_item_that_all_know_has_no_discrimination() -> None:
    """Where nobody differs nothing can be correlated, and reliability needs spread."""
    result = item_analysis([[1, 1]] * 6, before=True)
    assert result.value is not None
    assert result.value.reliability is None
    assert result.value.items[0].discrimination is None
    assert "known before: teaches nothing new" in result.value.items[0].remarks


def test_distractors_that_nobody_chooses_are_named() -> None:
    """An idle wrong option helps nobody to think."""
    choices = [{"I1.1": letter} for letter in "AAAABB"]
    rows = [[int(person["I1.1"] == "A")] for person in choices]
    result = item_analysis(rows, ["I1.1"], choices=choices, keys={"I1.1": "A"})
    assert result.value is not None
    item = result.value.items[0]
    assert item.options == pytest.approx({"A": 4 / 6, "B": 2 / 6})
    assert "hardly chosen: C, D" in item.remarks


@pytest.mark.parametrize("rows", [[[1, 0], [1]] * 5, [[2]] * 5])
def test_impossible_answers_are_one_sentence(rows: list[list[int]]) -> None:
    """Rows of different length and other values than 0 and 1 are refused."""
    with pytest.raises(ToolkitError):
        item_analysis(rows)


def cronbach(scores: np.ndarray) -> float:
    """Return Cronbach's alpha by its textbook formula, with the same divisor in both variances."""
    count = scores.shape[1]
    return count / (count - 1) * (1 - scores.var(axis=0, ddof=1).sum() / scores.sum(axis=1).var(ddof=1))


@given(matrices)
def test_reliability_is_cronbachs_alpha(rows: list[list[int]]) -> None:
    """KR-20 with the population variance equals alpha; discrimination stays within −1 and 1."""
    result = item_analysis(rows)
    assert result.value is not None
    if result.value.reliability is not None:
        assert result.value.reliability == pytest.approx(cronbach(np.array(rows, dtype=float)))
    for one in result.value.items:
        assert 0 <= one.difficulty <= 1
        assert one.discrimination is None or -1.0001 <= one.discrimination <= 1.0001
        assert one.upper_lower is not None
        assert -1 <= one.upper_lower <= 1
