"""The gain of a group is what its members could still learn and did; small groups stay silent (M60)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.workshop.learning_gain import LearningGain, gain_band, learning_gain

REFERENCE = json.loads((Path(__file__).parents[1] / "reference-values.json").read_text(encoding="utf-8"))
CASE = REFERENCE["methods"]["M60"][0]
scores = st.integers(0, 20).map(lambda points: 5.0 * points)


def value(*args: Any, **named: Any) -> LearningGain:
    """Return the gain, which must be available."""
    found = learning_gain(*args, **named).value
    assert found is not None
    return found


def test_worked_example_is_reproduced() -> None:
    """Gain, mean individual gain and both intervals are those of the golden case."""
    found, expected = value(**CASE["inputs"]), CASE["expected"]
    assert found.gain == pytest.approx(expected["class_gain"])
    assert found.mean_individual == pytest.approx(expected["mean_individual_gain"])
    assert found.individual_interval == pytest.approx(expected["t_interval"])
    assert found.interval == pytest.approx(expected["bootstrap_95_approx"], abs=0.02)
    assert found.effect == pytest.approx(4.74, abs=0.005)
    assert (found.band, found.persons, found.negative, found.full) == ("medium", 10, 0, 0)


def test_the_same_answers_give_the_same_interval() -> None:
    """The resampling is seeded, so that two reports agree."""
    assert learning_gain(**CASE["inputs"]).value == learning_gain(**CASE["inputs"]).value


def test_nothing_is_told_of_four_persons() -> None:
    """Below five there is no value, and the inputs are not carried along."""
    result = learning_gain([10, 20, 30, 40], [50, 60, 70, 80])
    assert result.value is None
    assert "five or more" in result.interpretation
    assert not result.inputs


def test_five_persons_have_a_gain_without_interval() -> None:
    """From five to nine persons the single gains are listed instead of an interval."""
    result = learning_gain([10, 20, 30, 40, 50], [55, 60, 65, 70, 75])
    assert result.value is not None
    assert result.value.gain == pytest.approx(0.5)
    assert result.value.interval is None
    assert result.value.individual == pytest.approx((0.5,) * 5)
    assert any("interval would pretend" in note for note in result.notes)


def test_full_marks_before_are_counted_and_left_out() -> None:
    """Whoever knew everything before has no gain of their own, and losses are counted."""
    found = value([100, 50, 50, 50, 50, 60], [100, 75, 75, 75, 75, 50])
    assert (found.full, found.negative) == (1, 1)
    assert len(found.individual) == 5
    assert value([50] * 5, [40] * 5).gain < 0


def test_everybody_at_the_top_before_is_not_available() -> None:
    """With nothing left to learn a gain has no meaning."""
    assert "all points before" in learning_gain([100] * 6, [100] * 6).interpretation


def test_a_person_with_one_test_only_is_counted_as_left_out() -> None:
    """Pairs need both tests."""
    result = learning_gain([50, 50, 50, 50, 50, None], [75, 75, 75, 75, 75, 80])
    assert [one.what for one in result.dropped] == ["1 person"]
    assert value([50, 60, 50, 50, 50, 50], [75] * 7, paired=False).persons == 6


@pytest.mark.parametrize(("pre", "post"), [([101] * 5, [50] * 5), ([50] * 5, [-1] * 5), ([50] * 5, [60] * 6)])
def test_impossible_scores_are_one_sentence(pre: list[float], post: list[float]) -> None:
    """Scores outside 0 to 100, and lists that cannot be pairs, are refused."""
    with pytest.raises(ToolkitError):
        learning_gain(pre, post)


@pytest.mark.parametrize(("gain", "band"), [(0.7, "high"), (0.69, "medium"), (0.3, "medium"), (0.29, "low")])
def test_bands(gain: float, band: str) -> None:
    """The lower bound belongs to the band."""
    assert gain_band(gain) == band


@given(st.lists(st.tuples(scores.filter(lambda s: s < 100), scores), min_size=10, max_size=30))
@settings(deadline=None)
def test_intervals_hold_their_value(pairs: list[tuple[float, float]]) -> None:
    """The gain never exceeds 1, and scipy's paired test agrees on the direction of the change."""
    pre, post = map(list, zip(*pairs, strict=True))
    found = value(pre, post)
    assert found.gain <= 1
    if found.individual_interval:
        low, high = found.individual_interval
        assert low <= found.mean_individual <= high  # type: ignore[operator]
    if found.effect:
        statistic = stats.ttest_rel(post, pre).statistic
        assert (found.effect > 0) == (statistic > 0)


def test_the_interval_is_that_of_scipy() -> None:
    """Drawing equal pairs together gives the interval that scipy's bootstrap over persons gives."""
    random = np.random.default_rng(7)
    pre = 5.0 * random.integers(2, 15, 60)
    post = np.minimum(pre + 5.0 * random.integers(-1, 8, 60), 100.0)
    judge = stats.bootstrap(
        (pre, post),
        lambda a, b, axis=-1: (b.mean(axis=axis) - a.mean(axis=axis)) / (100 - a.mean(axis=axis)),
        paired=True,
        vectorized=True,
        n_resamples=10_000,
        method="percentile",
        rng=np.random.default_rng(8),
    ).confidence_interval
    assert value(pre.tolist(), post.tolist()).interval == pytest.approx(tuple(judge), abs=0.005)


def test_a_hundred_thousand_persons_have_an_interval() -> None:
    """The interval of a very large group is found without an array of persons by resamples."""
    random = np.random.default_rng(9)
    pre = 5.0 * random.integers(2, 15, 100_000)
    post = np.minimum(pre + 20.0, 100.0)
    found = value(pre.tolist(), post.tolist())
    assert found.interval is not None
    assert found.interval[0] < found.gain < found.interval[1]
    assert found.interval[1] - found.interval[0] < 0.01
