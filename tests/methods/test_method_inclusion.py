"""M44 and M45 against the reference values, SciPy's means and their own properties."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_cases import cases
from scipy.stats import gmean

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import (
    GroupCoverage,
    Inclusion,
    inclusion_levers,
    inclusion_score,
    lnob_coverage,
)
from toolkit_helpers.methods.inclusion import TICKS

NAMES = ("access", "affordability", "ability", "accessibility and trust")
VALUES = st.lists(st.floats(0.01, 1), min_size=4, max_size=4)
WEIGHTS = st.lists(st.floats(0.01, 10), min_size=4, max_size=4)


def named(values: list[Any]) -> dict[str, Any]:
    """Return values or weights by the dimension's name."""
    return dict(zip(NAMES, values, strict=True))


def score(*arguments: Any, **options: Any) -> Inclusion:
    """Return a score that is available."""
    value = inclusion_score(*arguments, **options).value
    assert value is not None
    return value


@cases("M44")
def test_worked_scores(inputs: dict[str, list[float]], expected: dict[str, float]) -> None:
    """Arithmetic and geometric mean and minimum are those of the specification."""
    value = score(named(inputs["d"]), named(inputs["w"]))
    found = (value.arithmetic, value.geometric, value.minimum)
    assert found == pytest.approx(tuple(expected[name] for name in ("arithmetic", "geometric", "min")))
    assert value.weakest == ("affordability",)


@given(VALUES, WEIGHTS)
@settings(max_examples=60)
def test_the_means_are_those_of_scipy(values: list[float], weights: list[float]) -> None:
    """Weights are scaled; the geometric mean never lies above the arithmetic, nor below the minimum."""
    value = score(named(values), named(weights))
    assert value.geometric == pytest.approx(gmean(values, weights=weights))
    arithmetic = sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)
    assert value.arithmetic == pytest.approx(arithmetic)
    assert min(values) - 1e-12 <= value.geometric <= value.arithmetic + 1e-12


@given(VALUES, WEIGHTS)
@settings(max_examples=40)
def test_every_dimension_lifts_the_headline(values: list[float], weights: list[float]) -> None:
    """No lever lowers the score, and levers come in order."""
    levers = inclusion_levers(named(values), named(weights))
    assert list(levers.values()) == sorted(levers.values(), reverse=True)
    before = score(named(values), named(weights)).geometric
    assert all(after >= before - 1e-12 for after in levers.values())
    assert set(levers) == set(NAMES)


def test_the_weakest_link_is_the_best_lever_in_the_worked_case() -> None:
    """Affordability has less weight than access and lifts the headline more, because it starts lower."""
    levers = inclusion_levers(named([0.62, 0.35, 0.48, 0.55]), named([0.30, 0.25, 0.25, 0.20]))
    assert next(iter(levers)) == "affordability"
    assert (round(levers["affordability"], 3), round(levers["access"], 3)) == (0.524, 0.515)


def test_a_zero_cannot_be_bought_off() -> None:
    """One dimension of 0 makes the headline 0, and the sentence explains it."""
    result = inclusion_score(named([0.9, 0.0, 0.9, 0.9]), people=100)
    assert result.value is not None
    assert result.value.geometric == 0
    assert result.value.arithmetic == pytest.approx(0.675)
    assert result.interpretation == (
        "The inclusion score is 0, because nothing makes up for a dimension of 0: affordability; the "
        "arithmetic mean would say 0.68."
    )
    assert inclusion_levers(named([0.9, 0.0, 0.0, 0.9])) == named([0, 0, 0, 0])


def test_equal_weakest_dimensions_are_all_named() -> None:
    """A tie is told as a tie."""
    result = inclusion_score(named([0.4, 0.4, 0.8, 0.9]), people=50)
    assert result.value is not None
    assert result.value.weakest == ("access", "affordability")
    assert result.interpretation.endswith("the weakest link, at 0.40: access, affordability.")


def test_an_unknown_dimension_is_left_out_and_told() -> None:
    """Three known dimensions are enough, weights are scaled over them; two are not."""
    result = inclusion_score(named([0.5, None, 0.5, 0.5]), named([1, 5, 1, 1]), people=50)
    assert result.value is not None
    assert (result.value.geometric, result.value.arithmetic) == pytest.approx((0.5, 0.5))
    assert [(one.what, one.why) for one in result.dropped] == [("affordability", "not known")]
    few = inclusion_score(named([0.5, None, None, 0.5]))
    assert not few.available
    assert few.interpretation == "Not available: at least three dimensions need a value."


def test_groups_below_the_limit_have_no_score() -> None:
    """Fewer than 30 people: not shown; an unknown number is asked for."""
    values = named([0.5, 0.5, 0.5, 0.5])
    hidden = inclusion_score(values, people=29)
    assert not hidden.available
    assert hidden.interpretation.startswith("Not shown: the group has fewer than 30 people")
    assert inclusion_score(values, people=30).notes == ()
    assert inclusion_score(values).notes == (
        "How many people stand behind these values? Publish nothing for fewer than 30.",
    )


def test_impossible_dimensions_and_weights() -> None:
    """Beyond 0 to 1, without a weight, negative, or with no weight at all."""
    with pytest.raises(ToolkitError, match="dimension access is 62"):
        inclusion_score(named([62, 0.35, 0.48, 0.55]))
    with pytest.raises(ToolkitError, match="has no weight"):
        inclusion_score(named([0.6, 0.3, 0.4, 0.5]), {"access": 1})
    with pytest.raises(ToolkitError, match="cannot be negative"):
        inclusion_score(named([0.6, 0.3, 0.4, 0.5]), named([1, -1, 1, 1]))
    assert not inclusion_score(named([0.6, 0.3, 0.4, 0.5]), named([0, 0, 0, 0])).available
    assert inclusion_levers(named([0.6, 0.3, 0.4, 0.5]), named([0, 0, 0, 0])) == {}


def ticked(count: int) -> GroupCoverage:
    """Return a group with the first ``count`` ticks."""
    return GroupCoverage(**dict.fromkeys(TICKS[:count], True))


@cases("M45")
def test_worked_coverage(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """Coverage of three groups and of the Plan are those of the specification."""
    groups = {f"group {place}": ticked(count) for place, count in enumerate(inputs["ticks"])}
    value = lnob_coverage(groups).value
    assert value is not None
    assert [one.coverage for one in value.groups.values()] == expected["coverage"]
    assert value.coverage == expected["plan_coverage"]
    assert len(TICKS) == inputs["of"]


@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=1, max_size=6))
def test_coverage_counts_ticks(rows: list[list[bool]]) -> None:
    """The Plan's coverage is all ticks by all boxes; an action without a voice is flagged."""
    groups = {
        f"group {place}": GroupCoverage(**dict(zip(TICKS, row, strict=True)))
        for place, row in enumerate(rows)
    }
    result = lnob_coverage(groups)
    assert result.value is not None
    assert result.value.coverage == pytest.approx(sum(map(sum, rows)) / (4 * len(rows)))
    flagged = tuple(f"group {place}" for place, row in enumerate(rows) if row[1] and not row[3])
    assert result.value.for_not_with == flagged
    assert bool(result.notes) is bool(flagged)


def test_what_is_missing_is_named() -> None:
    """Ticks and what is missing complete each other."""
    one = GroupCoverage(evidence=True, action=True)
    assert (one.ticks, one.missing) == (("evidence", "action"), ("indicator", "voice"))
    assert one.for_not_with
    assert not GroupCoverage(evidence=True).for_not_with
    assert lnob_coverage({"rural women": one}).notes == (
        "For, not with: there is an action and no voice for rural women.",
    )


def test_a_plan_without_groups() -> None:
    """There is nothing to cover, which is not a coverage of 0."""
    assert not lnob_coverage({}).available
