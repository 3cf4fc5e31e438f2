"""M30 against the reference values, NumPy's weighted mean and its edge cases."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import (
    Competency,
    CompetencyGap,
    competency_gap,
    competency_profile,
    hours_per_place,
)

LEVELS = st.floats(0, 4, allow_nan=False)


def found(*arguments: Any) -> CompetencyGap:
    """Return a gap that is there."""
    value = competency_gap(Competency(*arguments)).value
    assert value is not None
    return value


@cases("M30")
def test_worked_gaps(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """Gap, people to train and share below are those of the specification, wherever the two views lie."""
    mean = inputs["current_mean"]
    for apart in (0, 0.4):
        value = found(
            inputs["required"], mean + apart, mean - apart, inputs["headcount"], inputs["below_requirement"]
        )
        assert value.current == pytest.approx(mean)
        assert value.gap == pytest.approx(expected["gap"])
        assert value.demand == expected["demand"]
        assert value.share_below == expected["share_below"]
        assert not value.perceived


def test_the_sentence_says_levels_people_and_share() -> None:
    """The worked case reads as in the curriculum, with nothing to warn of."""
    result = competency_gap(Competency(3, 2.4, 1.8, 40, 26))
    assert result.interpretation == (
        "The gap is 0.9 levels; 26 people to train, 65 per cent of the role family."
    )
    assert result.notes == ()
    assert result.method == "M30"


@pytest.mark.parametrize(
    ("own", "supervisor", "view", "words"),
    [
        (2, None, "own", "staff rated themselves"),
        (None, 2, "supervisor", "the staff themselves were not asked"),
        (float("nan"), 2, "supervisor", "the staff themselves were not asked"),
    ],
)
def test_one_view_alone_is_labelled_as_perceived(
    own: float | None, supervisor: float | None, view: str, words: str
) -> None:
    """A missing view is not a level of 0: the other stands alone and says so."""
    result = competency_gap(Competency(3, own, supervisor, 10, 4))
    assert result.value is not None
    assert (result.value.view, result.value.perceived, result.value.gap) == (view, True, 1)
    assert [words in note for note in result.notes] == [True]


@pytest.mark.parametrize(
    ("headcount", "below", "demand", "words"),
    [
        (40, None, None, "Count the people below the required level"),
        (None, 3, None, "Count the people below the required level"),
        (40, 0, 0, "nobody is counted as below"),
        (0, 0, 0, ""),
    ],
)
def test_people_to_train_need_a_count(
    headcount: float | None, below: float | None, demand: float | None, words: str
) -> None:
    """Without a count the demand is not available, and a count that contradicts the mean is pointed at."""
    result = competency_gap(Competency(3, 2, 2, headcount, below))
    assert result.value is not None
    assert result.value.demand == demand
    assert [words in note for note in result.notes] == ([True] if words else [])


def test_a_mean_that_is_reached_can_hide_people_below() -> None:
    """No gap on the mean, and five people still below: both are said."""
    result = competency_gap(Competency(2, 2.6, 2.4, 20, 5))
    assert result.value is not None
    assert (result.value.gap, result.value.demand) == (0, 5)
    assert result.notes == ("The mean reaches the required level, and 5 people are still below it.",)


def test_a_role_that_nobody_fills_has_no_share() -> None:
    """Nobody of nobody is no share, neither 0 nor 1."""
    result = competency_gap(Competency(3, 0, 0, 0, 0))
    assert result.value is not None
    assert result.value.share_below is None
    assert result.interpretation == "The gap is 3.0 levels; nobody works in this role yet."


@pytest.mark.parametrize("given_levels", [(None, 2, 2), (3, None, None)])
def test_without_a_requirement_or_any_view_there_is_no_gap(given_levels: tuple[float | None, ...]) -> None:
    """The result is not available and says what is missing."""
    result = competency_gap(Competency(*given_levels))
    assert not result.available
    assert "at least one view" in result.interpretation


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((5, 2, 2), "between 0 and 4 and is 5"),
        ((3, -1, 2), "cannot be negative"),
        ((3, 2, 4.5), "between 0 and 4 and is 4.5"),
        ((3, 2, 2, -4), "cannot be negative"),
        ((3, 2, 2, 10, 12), "12 people are below the level, but the role family has 10"),
        (("three", 2, 2), "must be a number"),
    ],
)
def test_impossible_input_is_an_error(arguments: tuple[Any, ...], words: str) -> None:
    """A level outside 0 to 4, a negative number, more people below than there are."""
    with pytest.raises(ToolkitError, match=words):
        competency_gap(Competency(*arguments))


@given(LEVELS, LEVELS, LEVELS)
def test_a_gap_is_what_is_missing_and_never_negative(required: float, own: float, supervisor: float) -> None:
    """The gap closes the distance to the requirement and lies within 0 to 4."""
    value = found(required, own, supervisor)
    assert 0 <= value.gap <= 4
    assert value.current + value.gap >= required - 1e-12
    assert min(own, supervisor) - 1e-12 <= value.current <= max(own, supervisor) + 1e-12


@given(st.lists(st.tuples(LEVELS, LEVELS, st.floats(0, 100)), min_size=1, max_size=9))
def test_a_profile_is_the_weighted_mean_of_its_gaps(lines: list[tuple[float, float, float]]) -> None:
    """NumPy's weighted average is the judge."""
    weights = [weight for _required, _own, weight in lines]
    assume(sum(weights) > 1e-3)
    profile = competency_profile(
        {
            str(place): Competency(required, own, own, weight=weight)
            for place, (required, own, weight) in enumerate(lines)
        }
    ).value
    assert profile is not None
    gaps = [max(0.0, required - own) for required, own, _weight in lines]
    assert profile.weighted_gap == pytest.approx(np.average(gaps, weights=weights))
    sizes = [gap.gap for _name, gap in profile.gaps]
    assert sizes == sorted(sizes, reverse=True)


def test_a_profile_leaves_out_what_has_no_gap_and_says_so() -> None:
    """A competency without any view is no gap of 0; it is dropped with the reason."""
    result = competency_profile(
        {
            "Data": Competency(3, 1, 1, 10, 8),
            "Law": Competency(2, 2, None, 10),
            "Design": Competency(3, None, None, 10, 9),
        }
    )
    assert result.value is not None
    assert result.value.weighted_gap == 1
    assert result.value.places == 8
    assert [one.what for one in result.dropped] == ["Design"]
    assert result.notes == (
        "Perceived, from one view alone: Law.",
        "People to train are not counted yet: Law.",
    )


def test_a_missing_weight_counts_one() -> None:
    """One weight of 3 beside a missing one gives three quarters and one quarter."""
    needs = {"Data": Competency(3, 1, 1, weight=3), "Law": Competency(2, 2, 2)}
    value = competency_profile(needs).value
    assert value is not None
    assert value.weighted_gap == 1.5


@pytest.mark.parametrize("needs", [{}, {"Data": Competency(3, 1, 1, weight=0)}])
def test_an_empty_profile_is_not_available(needs: dict[str, Competency]) -> None:
    """Nothing rated, or nothing that counts."""
    assert not competency_profile(needs).available


def test_hours_fall_on_places() -> None:
    """Hours set aside, divided by the people to train."""
    result = hours_per_place(96, 40)
    assert result.value == 2.4
    assert result.interpretation == "96 hours for 40 training places: 2.4 hours each."


@pytest.mark.parametrize(("hours", "places"), [(None, 40), (96, None), (96, 0)])
def test_hours_without_places_are_not_available(hours: float | None, places: float | None) -> None:
    """Nobody to train, or nothing set aside."""
    assert not hours_per_place(hours, places).available
