"""M51 against the reference values, and what a card must hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import IndicatorCard, IndicatorCheck, indicator_check
from toolkit_helpers.methods.indicators import CRITERIA

CARD = IndicatorCard(
    name="Share of births registered within 30 days",
    unit="per cent",
    baseline=65,
    baseline_year=2026,
    target=95,
    target_year=2033,
    source="Civil register",
    frequency="monthly",
    responsible="Provincial registrar",
    disaggregation="district, sex of the child",
)


def checked(card: IndicatorCard, ratings: Any = None) -> IndicatorCheck:
    """Return the check of a card that can be checked."""
    value = indicator_check(card, ratings).value
    assert value is not None
    return value


@cases("M51")
def test_worked_checks(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """Nine of ten points are worth nothing without the year of the baseline; six of ten are too few."""
    card = replace(CARD, baseline_year=None) if inputs["machine_checks_failed"] else CARD
    value = checked(card, dict(zip(CRITERIA, inputs["smart"], strict=False)))
    assert value.score == pytest.approx(expected["score"])
    assert value.status == expected["status"]
    assert list(value.missing) == inputs["machine_checks_failed"]


@pytest.mark.parametrize(
    ("change", "missing", "said"),
    [
        ({"name": " "}, "name", "a name"),
        ({"name": "word " * 26}, "short name", "a name of at most 25 words"),
        ({"unit": ""}, "unit", "the unit"),
        ({"baseline": None}, "baseline", "the baseline"),
        ({"baseline": float("nan")}, "baseline", "the baseline"),
        ({"baseline_year": None}, "baseline year", "the year of the baseline"),
        ({"target": None}, "target", "the target"),
        ({"target_year": None}, "target year", "the target year"),
        ({"target_year": 2026}, "order of years", "a target year after the year of the baseline"),
        ({"source": ""}, "source", "the source of the data"),
        ({"frequency": ""}, "frequency", "how often it is collected"),
        ({"responsible": "  "}, "responsible", "who is responsible"),
        ({"disaggregation": ""}, "disaggregation", "by which groups it is broken down, or why it is not"),
    ],
)
def test_a_card_is_incomplete_without(change: dict[str, Any], missing: str, said: str) -> None:
    """Each field is asked for, whatever the ratings say."""
    result = indicator_check(replace(CARD, **change), dict.fromkeys(CRITERIA, 2))
    assert result.value is not None
    assert result.value.missing == (missing,)
    assert result.value.status == "incomplete"
    assert result.interpretation == f"Incomplete: add {said}."


def test_a_reason_stands_in_for_a_breakdown() -> None:
    """A small group may have to be protected."""
    card = replace(CARD, disaggregation="", disaggregation_reason="Fewer than 30 cases a year")
    assert checked(card).missing == ()


def test_zero_is_a_baseline() -> None:
    """What begins at zero has a baseline all the same."""
    assert checked(replace(CARD, baseline=0)).missing == ()


@pytest.mark.parametrize(
    ("name", "counts_work"),
    [
        ("Number of trainings held", True),
        ("number of awareness campaigns", True),
        ("Workshops conducted in districts", True),
        ("Share of trained staff who solve a test case without help", False),
        ("Number of births registered within 30 days", False),
        ("Average waiting time after a visit", False),
        ("Number of districts with a helper", False),
    ],
)
def test_counting_work_is_pointed_out(name: str, counts_work: bool) -> None:
    """A count of trainings is an output at best; it warns and does not block."""
    value = checked(replace(CARD, name=name))
    assert ("counts work" in value.cautions) is counts_work
    assert value.status == "not rated"


@pytest.mark.parametrize(
    ("name", "rank"),
    [
        ("Top 30 in the E-Government Development Index by 2027", True),
        ("World rank in online services", True),
        ("Best in the region", True),
        ("Online Service Index, value", False),
        ("Frankly answered complaints", False),
    ],
)
def test_a_rank_as_target_is_pointed_out(name: str, rank: bool) -> None:
    """Others decide a rank."""
    result = indicator_check(replace(CARD, name=name))
    assert any("A rank depends on others." in note for note in result.notes) is rank


def test_a_target_equal_to_the_baseline_is_explained() -> None:
    """It may be meant; then the tolerance belongs beside it."""
    result = indicator_check(replace(CARD, target=65))
    assert result.notes == (
        "The target equals the baseline: the value is to be maintained. Say how far it may move.",
    )
    assert indicator_check(replace(CARD, target=65, tolerance=0)).notes == ()


def test_both_schemes_together() -> None:
    """Twenty points at most; a criterion rated 0 is named, one without rating does not count."""
    ratings = dict.fromkeys(CRITERIA, 2) | {"robust": 0, "credible": None}
    result = indicator_check(CARD, ratings)
    assert result.value is not None
    assert result.value.score == pytest.approx(16 / 18)
    assert result.value.weakest == ("robust",)
    assert result.interpretation == "Sound: 0.89 of 1."
    assert result.notes == ("Rated 0: robust.",)


def test_the_threshold_belongs_to_sound() -> None:
    """Seven of ten points are enough, whatever floating point makes of them."""
    assert checked(CARD, dict(zip(CRITERIA, [2, 2, 1, 1, 1], strict=False))).status == "sound"
    result = indicator_check(CARD, dict(zip(CRITERIA, [2, 1, 1, 1, 1], strict=False)))
    assert result.interpretation == "Revise: 0.60 of 1, below 0.70."


def test_a_card_without_ratings_asks_for_them() -> None:
    """Complete is not yet sound."""
    result = indicator_check(CARD)
    assert result.value == IndicatorCheck("not rated", None, (), (), ())
    assert result.interpretation == "The card is complete. Rate it by SMART and RACER."


def test_an_empty_card_is_not_available() -> None:
    """Nothing written is not the same as everything missing."""
    assert not indicator_check(IndicatorCard()).available
    assert indicator_check(IndicatorCard(), {"specific": 1}).available


def test_a_rating_that_cannot_be_is_an_error() -> None:
    """The scale has 0, 1 and 2."""
    with pytest.raises(ToolkitError, match="whole number from 0 to 2"):
        indicator_check(CARD, {"specific": 3})


@given(st.dictionaries(st.sampled_from(CRITERIA), st.integers(0, 2), min_size=1))
def test_the_score_is_the_mean_of_the_ratings(ratings: Any) -> None:
    """It lies in 0 to 1, and a higher rating never lowers it."""
    value = checked(CARD, ratings)
    assert value.score == pytest.approx(sum(ratings.values()) / (2 * len(ratings)))
    higher = checked(CARD, {name: min(2, one + 1) for name, one in ratings.items()})
    assert higher.score is not None
    assert value.score is not None
    assert higher.score >= value.score
    assert (value.status == "sound") is (value.score >= 0.7 - 1e-9)
