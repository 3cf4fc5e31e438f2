"""M62: rubrics scored by people; the reference value, several readers, and what is missing."""

from __future__ import annotations

from statistics import median
from typing import Any

import krippendorff
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import peer_review, rubric_score
from toolkit_helpers.methods.rubric import level_name

levels = st.integers(0, 3)
CRITERIA = ("context", "evidence", "vision", "people")


@cases("M62")
def test_reference_values(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """The worked example: levels 3, 2, 2, 1 with weights 0.3, 0.3, 0.2, 0.2 score 0.70."""
    names = [f"criterion {number}" for number in range(len(inputs["levels"]))]
    rated = dict(zip(names, inputs["levels"], strict=True))
    result = rubric_score(rated, dict(zip(names, inputs["weights"], strict=True)))
    assert result.value is not None
    assert result.value.score == pytest.approx(expected["score"], abs=1e-9)
    assert result.method == "M62"
    assert result.interpretation == "The score is 0.70 of 1; revise first: criterion 3."


def test_the_levels_have_names() -> None:
    """0 missing, 1 beginning, 2 sound, 3 convincing."""
    assert [level_name(level) for level in range(4)] == ["missing", "beginning", "sound", "convincing"]


def test_a_criterion_that_is_not_rated_is_left_out_and_named() -> None:
    """It does not count as 0: the weights of the others are scaled to 1 again."""
    result = rubric_score({"a": 3, "b": None, "c": 0}, {"a": 1, "b": 5, "c": 3})
    assert result.value is not None
    assert result.value.score == pytest.approx(0.25)
    assert result.value.weights == {"a": 0.25, "c": 0.75}
    assert [(one.what, one.why) for one in result.dropped] == [("b", "not rated")]
    assert result.notes == ("Scored on 2 of 3 criteria.",)


@pytest.mark.parametrize(
    ("given_levels", "weights", "why"),
    [
        ({}, None, "rate a criterion first"),
        ({"a": None}, None, "rate a criterion first"),
        ({"a": 2, "b": None}, {"a": 0, "b": 1}, "no weight"),
    ],
)
def test_without_a_rated_criterion_there_is_no_score(
    given_levels: dict[str, int | None], weights: dict[str, float] | None, why: str
) -> None:
    """The result says why, and is never 0."""
    result = rubric_score(given_levels, weights)
    assert result.value is None
    assert why in result.interpretation


@pytest.mark.parametrize("level", [-1, 4, 1.5, True, "2", float("inf")])
def test_an_impossible_level_is_an_error(level: Any) -> None:
    """A level is 0, 1, 2 or 3; the message names the criterion."""
    with pytest.raises(ToolkitError, match=r"[Ee]vidence"):
        rubric_score({"evidence": level})


@pytest.mark.parametrize(
    "weights", [{"a": -1, "b": 2}, {"a": 0, "b": 0}, {"a": 1}, {"a": 1, "c": 1}, {"a": 1, "b": 1, "c": 1}]
)
def test_impossible_weights_are_errors(weights: dict[str, float]) -> None:
    """Each criterion has one weight of zero or more, and not all are zero."""
    with pytest.raises(ToolkitError):
        rubric_score({"a": 1, "b": 2}, weights)


@given(st.lists(st.tuples(levels, st.floats(0.01, 100)), min_size=1, max_size=10))
def test_a_score_lies_between_its_levels(rated: list[tuple[int, float]]) -> None:
    """The score is a weighted mean: between the lowest and the highest level, whatever the weights' unit."""
    names = [str(place) for place in range(len(rated))]
    given_levels = dict(zip(names, (level for level, _weight in rated), strict=True))
    weights = dict(zip(names, (weight for _level, weight in rated), strict=True))
    value = rubric_score(given_levels, weights).value
    assert value is not None
    low, high = min(given_levels.values()) / 3, max(given_levels.values()) / 3
    assert low - 1e-9 <= value.score <= high + 1e-9
    again = rubric_score(given_levels, {name: 7 * weight for name, weight in weights.items()}).value
    assert again is not None
    assert again.score == pytest.approx(value.score)
    assert {given_levels[name] for name in value.lowest} == {min(given_levels.values())}


@given(st.lists(st.lists(levels, min_size=4, max_size=4), min_size=2, max_size=6))
def test_medians_and_agreement_against_well_kept_libraries(rows: list[list[int]]) -> None:
    """Medians are the standard library's, agreement is that of the package krippendorff."""
    value = peer_review([dict(zip(CRITERIA, row, strict=True)) for row in rows]).value
    assert value is not None
    assert value.readers == len(rows)
    expected = {name: median(column) for name, column in zip(CRITERIA, zip(*rows, strict=True), strict=True)}
    assert value.medians.levels == expected
    if len({level for row in rows for level in row}) > 1:
        assert value.agreement.value is not None
        alpha = krippendorff.alpha(reliability_data=rows, level_of_measurement="ordinal")
        assert value.agreement.value.alpha == pytest.approx(alpha)


def test_readers_who_disagree_are_sent_to_the_widest_criterion() -> None:
    """Below 0.667 the note names the criterion with the widest range (EX10.4)."""
    rows = [(3, 0, 2, 1), (1, 3, 2, 2), (2, 3, 1, 3)]
    result = peer_review([dict(zip(CRITERIA, row, strict=True)) for row in rows])
    assert result.value is not None
    assert result.value.to_discuss is not None
    assert result.value.to_discuss.name == "evidence"
    (note,) = result.notes
    assert note.startswith("The readers do not agree (alpha −")
    assert note.endswith("Discuss first: evidence, from 0 to 3.")


def test_only_highest_levels_ask_for_a_critic() -> None:
    """A review of 3s only is praise, not help; agreement is not defined where nothing varies."""
    result = peer_review([dict.fromkeys(CRITERIA, 3)] * 2)
    assert result.value is not None
    assert result.value.medians.score == 1
    assert result.value.to_discuss is None
    assert result.value.agreement.value is None
    assert result.notes == ("Every reader gave every criterion the highest level. What would a critic ask?",)
    assert result.interpretation == "The score is 1.00 of 1; all criteria stand at the same level."


def test_one_reader_and_gaps_in_the_sheet() -> None:
    """One reader gives a score without agreement; a criterion that nobody rated is left out."""
    result = peer_review([{"context": 2, "evidence": None}, {}])
    assert result.value is not None
    assert result.value.readers == 1
    assert dict(result.value.medians.levels) == {"context": 2}
    assert result.value.agreement.value is None
    assert [one.what for one in result.dropped] == ["evidence"]
    assert peer_review([]).value is None
