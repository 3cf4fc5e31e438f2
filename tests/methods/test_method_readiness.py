"""M32 against the reference values and its edge cases."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import change_readiness
from toolkit_helpers.methods.readiness import ELEMENTS, advice, element_name

PROFILE = (4, 2, 3, 3, 1)


def named(*scores: float | None) -> dict[str, float | None]:
    """Return scores by element, in the fixed order."""
    return dict(zip(ELEMENTS, scores, strict=False))


@cases("M32")
def test_worked_barrier_points(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """The barrier point is the one of the specification."""
    value = change_readiness(named(*inputs["scores"])).value
    assert value is not None
    barrier = element_name(value.barrier) if value.barrier else None
    assert barrier == expected["barrier"]


def test_the_first_weak_element_counts_not_the_lowest() -> None:
    """Desire stops the change, although reinforcement is lower; what comes later is told as later."""
    result = change_readiness(named(*PROFILE))
    assert result.value is not None
    assert result.value.barrier == "desire"
    assert result.value.later == ("knowledge", "ability", "reinforcement")
    assert result.interpretation == "Barrier point: Desire."
    assert result.notes == ("Also weak, but later in the order: Knowledge, Ability, Reinforcement.",)


def test_no_weak_element_has_a_sentence_of_its_own() -> None:
    """All above three: sustain what has been reached."""
    result = change_readiness(named(4, 5, 4, 4, 4))
    assert result.value is not None
    assert result.value.barrier is None
    assert result.interpretation == "No barrier point: sustain reinforcement."
    assert result.notes == ()


def test_the_order_of_the_given_scores_does_not_matter() -> None:
    """The order of change is fixed, whatever the order of the mapping."""
    turned = dict(reversed(named(*PROFILE).items()))
    assert change_readiness(turned).value == change_readiness(named(*PROFILE)).value


@pytest.mark.parametrize(
    ("scores", "barrier", "words"),
    [
        ((4, 3, None, 5, 5), "desire", "Not rated: Knowledge."),
        ((1,), "awareness", "Not rated: Desire, Knowledge, Ability, Reinforcement."),
        ((4, None, 2, 2, 2), None, "There is no barrier point yet: Desire not rated."),
        ((4, 4, 4, 4, None), None, "There is no barrier point yet: Reinforcement not rated."),
        ((), None, "no barrier point yet"),
    ],
)
def test_a_missing_score_is_not_a_weak_one(
    scores: tuple[float | None, ...], barrier: str | None, words: str
) -> None:
    """An unrated element before the first weak one leaves the barrier point open; a later one does not."""
    result = change_readiness(named(*scores))
    assert result.available is (barrier is not None)
    assert (result.value.barrier if result.value else None) == barrier
    assert words in " ".join((result.interpretation, *result.notes))


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ({"awareness": 0}, "from 1 to 5 and is 0"),
        ({"desire": 6}, "from 1 to 5 and is 6"),
        ({"desire": 2.5}, "whole number"),
        ({"courage": 3}, "'courage' is no element"),
    ],
)
def test_impossible_input_is_an_error(scores: dict[str, float], words: str) -> None:
    """A score off the scale, and an element that is none of the five."""
    with pytest.raises(ToolkitError, match=words):
        change_readiness(scores)


@given(st.tuples(*[st.integers(1, 5)] * 5))
def test_everything_before_the_barrier_point_is_strong(scores: tuple[int, ...]) -> None:
    """Before it no score of three or less, at it one; behind it every weak element is listed as later."""
    value = change_readiness(named(*scores)).value
    assert value is not None
    weak = [name for name, score in zip(ELEMENTS, scores, strict=True) if score <= 3]
    assert [value.barrier] * bool(weak) + list(value.later) == weak


def test_every_element_has_its_name_and_its_advice() -> None:
    """Five names, five different pieces of advice."""
    assert len({element_name(one) for one in ELEMENTS}) == 5
    assert len({advice(one) for one in ELEMENTS}) == 5
    assert all(one != two for one, two in product(map(advice, ELEMENTS), map(element_name, ELEMENTS)))
