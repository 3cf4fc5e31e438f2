"""M22 against the reference values, its cut, and the foundations rule."""

from __future__ import annotations

from typing import Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import Placed, Placing, Rated, place_initiative, place_initiatives

NAMES = ("start now", "prepare", "only if nearly free", "not now")
WORTHY = Rated((4, 4, 4), (4, 4, 4, 4))
POOR = Rated((2, 2, 2), (2, 2, 2, 2))


def placing(*arguments: Any) -> Placing:
    """Return the place of an initiative that has one."""
    value = place_initiative(*arguments).value
    assert value is not None
    return value


def placed(initiatives: dict[str, Rated]) -> dict[str, Placed]:
    """Return initiatives by name, placed."""
    value = place_initiatives(initiatives).value
    assert value is not None
    return {one.name: one for one in value}


def waits_for(rated: Rated, *names: str) -> Rated:
    """Return the same ratings, waiting for others."""
    return Rated(rated.value, rated.feasibility, names)


@cases("M22")
def test_worked_examples(inputs: dict[str, list[int]], expected: dict[str, Any]) -> None:
    """Exchange layer and booking stand where the specification puts them."""
    found = placing(inputs["value"], inputs["feasibility"])
    assert found.value == pytest.approx(expected["value"])
    assert found.feasibility == pytest.approx(expected["feasibility"])
    assert found.quadrant == expected["quadrant"]


@pytest.mark.parametrize(
    ("value", "feasibility", "quadrant"),
    [
        ((3, 3, 3), (3, 3, 3, 3), "start now"),
        ((3, 3, 3), (3, 3, 3, 2), "prepare"),
        ((3, 3, 2), (3, 3, 3, 3), "only if nearly free"),
        ((3, 3, 2), (3, 3, 3, 2), "not now"),
        ((1, 4, 4), (1, 1, 5, 5), "start now"),
    ],
)
def test_exactly_three_is_high(value: tuple[int, ...], feasibility: tuple[int, ...], quadrant: str) -> None:
    """A mean of 3.0 belongs to the upper half, also where it is a sum of thirds."""
    assert placing(value, feasibility).quadrant == quadrant


@pytest.mark.parametrize(
    ("value", "feasibility", "near"),
    [
        ((4, 3, 3), (5, 5, 5, 5), False),
        ((3, 3, 3), (5, 5, 5, 5), True),
        ((5, 5, 5), (3, 3, 3, 2), True),
        ((5, 5, 5), (3, 3, 2, 2), False),
        ((5, 5, 5), (4, 3, 3, 3), False),
    ],
)
def test_near_a_line_means_one_step_in_one_score(
    value: tuple[int, ...], feasibility: tuple[int, ...], near: bool
) -> None:
    """Only a place that one step would move to another quadrant is near a line."""
    assert placing(value, feasibility).near is near


def test_weights_are_scaled_and_count() -> None:
    """Only the first criterion counts with weights 2, 0, 0; a wrong number of weights is an error."""
    assert placing((5, 1, 1), (3, 3), (2, 0, 0)).value == 5
    assert placing((5, 1, 1), (3, 3), (1, 1, 2)).value == pytest.approx(2)
    for weights in ((1, 1), (0, 0, 0)):
        with pytest.raises(ToolkitError, match="one weight"):
            place_initiative((5, 1, 1), (3, 3), weights)
    with pytest.raises(ToolkitError, match="cannot be negative"):
        place_initiative((5, 1, 1), (3, 3), (1, -1, 1))


@pytest.mark.parametrize("missing", [((5, None, 5), (3, 3)), ((5, 5, 5), (3, None)), ((), (3, 3))])
def test_a_missing_score_is_not_zero(missing: Any) -> None:
    """Without every score there is no place, and the sentence says on which axis."""
    result = place_initiative(*missing)
    assert not result.available
    assert result.interpretation.startswith("There is no place on the map until every score of ")


@pytest.mark.parametrize("score", [0, 6, 2.5, True, "4"])
def test_impossible_scores_are_errors(score: Any) -> None:
    """Only whole numbers from 1 to 5 are scores."""
    with pytest.raises(ToolkitError):
        place_initiative((3, score, 3), (3, 3, 3, 3))


def test_a_foundation_carries_two_worthwhile_initiatives() -> None:
    """One that two others wait for is a foundation; one that a single one waits for is not."""
    two = placed({"Law": POOR, "A": waits_for(WORTHY, "Law"), "B": waits_for(WORTHY, "Law")})
    assert two["Law"].foundation
    assert two["Law"].carries == ("A", "B")
    assert (two["Law"].placing.quadrant, two["Law"].quadrant) == ("not now", "prepare")
    one = placed({"Law": POOR, "A": waits_for(WORTHY, "Law"), "B": waits_for(POOR, "Law")})
    assert not one["Law"].foundation
    assert one["Law"].quadrant == "not now"


def test_a_foundation_keeps_a_better_quadrant() -> None:
    """Only "not now" is lifted; a foundation that is cheap stays as it is."""
    cheap = Rated((2, 2, 2), (5, 5, 5, 5))
    found = placed({"Rule": cheap, "A": waits_for(WORTHY, "Rule"), "B": waits_for(WORTHY, "Rule")})
    assert found["Rule"].foundation
    assert found["Rule"].quadrant == "only if nearly free"


def test_a_lifted_foundation_lifts_what_it_stands_on() -> None:
    """Law carries Register and Exchange, which are foundations themselves."""
    services = {
        f"{name}{number}": waits_for(WORTHY, name) for name in ("Register", "Exchange") for number in (1, 2)
    }
    bases = {"Register": waits_for(POOR, "Law"), "Exchange": waits_for(POOR, "Law")}
    found = placed({"Law": POOR, **bases, **services})
    assert {found[name].quadrant for name in ("Law", "Register", "Exchange")} == {"prepare"}


def test_sentences_name_what_to_do() -> None:
    """The summary names both groups; notes name foundations, places near a line, and easy optimism."""
    result = place_initiatives(
        {"Law": POOR, "A": waits_for(WORTHY, "Law"), "B": waits_for(Rated((4, 4, 4), (3, 3, 3, 2)), "Law")}
    )
    assert result.interpretation == "Start now: A. Prepare: Law, B."
    assert result.notes[0].startswith("Law is a foundation for A, B: by its scores it is “not now”")
    assert result.notes[1].endswith("would change the quadrant: B.")
    easy = place_initiatives(dict.fromkeys("ABC", WORTHY))
    assert easy.notes == ("Everything is to start now. Your feasibility ratings come from whom?",)
    assert place_initiatives(dict.fromkeys("AB", WORTHY)).notes == ()
    assert place_initiatives({"A": POOR}).interpretation == "No initiative reaches a value of 3.0."


def test_initiatives_without_scores_are_left_out() -> None:
    """They are named; with none at all nothing is placed."""
    result = place_initiatives({"A": WORTHY, "B": Rated((None, 3, 3), (3, 3, 3, 3))})
    assert [one.what for one in result.dropped] == ["B"]
    assert not place_initiatives({}).available


scores = st.lists(st.integers(1, 5), min_size=1, max_size=5)


@given(scores, scores)
@settings(max_examples=80)
def test_means_are_those_of_numpy(value: list[int], feasibility: list[int]) -> None:
    """With equal weights both axes are plain means."""
    found = placing(value, feasibility)
    assert found.value == pytest.approx(numpy.mean(value))
    assert found.feasibility == pytest.approx(numpy.mean(feasibility))
    high = (numpy.mean(value) >= 3 - 1e-9, numpy.mean(feasibility) >= 3 - 1e-9)
    assert found.quadrant == NAMES[(0 if high[0] else 2) + (0 if high[1] else 1)]
