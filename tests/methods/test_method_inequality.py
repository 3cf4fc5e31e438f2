"""M41 and M42 against the reference values, formulas written another way, and their own properties."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import (
    Area,
    Concentration,
    Theil,
    concentration_index,
    theil_decomposition,
)

OUTCOMES = st.lists(st.floats(0.01, 0.99), min_size=2, max_size=8)
PEOPLE = st.floats(30, 1e6)
AREAS = st.lists(st.tuples(st.sampled_from("NSEW"), PEOPLE, st.floats(0.01, 1)), min_size=2, max_size=12).map(
    lambda rows: [Area(f"area {place}", region, *rest) for place, (region, *rest) in enumerate(rows)]
)


def gradient(*arguments: Any, **options: Any) -> Concentration:
    """Return an index that is available."""
    value = concentration_index(*arguments, **options).value
    assert value is not None
    return value


def split(areas: list[Area], **options: Any) -> Theil:
    """Return a decomposition that is available."""
    value = theil_decomposition(areas, **options).value
    assert value is not None
    return value


@cases("M41")
def test_worked_concentration(inputs: dict[str, list[float]], expected: dict[str, float]) -> None:
    """Index, Erreygers' and Wagstaff's version are those of the specification."""
    result = concentration_index(inputs["y"], inputs["p"])
    assert result.value is not None
    found = (result.value.mean, result.value.index, result.value.erreygers, result.value.wagstaff)
    assert found == pytest.approx(tuple(expected[name] for name in ("mu", "C", "E", "W")))
    assert result.interpretation == "The richer are favoured: concentration index 0.264, mean 53 per cent."


@given(OUTCOMES)
def test_the_index_is_the_covariance_with_the_rank(outcomes: list[float]) -> None:
    """C = 2 cov(y, R) / mean, the convenient formula of the World Bank's handbook."""
    count = len(outcomes)
    ranks = (np.arange(count) + 0.5) / count
    covariance = np.mean((np.array(outcomes) - np.mean(outcomes)) * (ranks - ranks.mean()))
    assert gradient(outcomes).index == pytest.approx(2 * covariance / np.mean(outcomes), abs=1e-12)


@given(OUTCOMES)
def test_the_order_turned_round_changes_the_sign(outcomes: list[float]) -> None:
    """What favours the richer would favour the poorer; the mirror property of E holds too."""
    index = gradient(outcomes)
    turned = gradient(outcomes[::-1])
    assert turned.index == pytest.approx(-index.index, abs=1e-12)
    without = gradient([1 - value for value in outcomes])
    assert without.erreygers == pytest.approx(-index.erreygers, abs=1e-12)
    assert without.wagstaff == pytest.approx(-index.wagstaff, abs=1e-9)


@given(OUTCOMES, st.integers(2, 5))
def test_a_group_cut_into_equal_pieces_changes_nothing(outcomes: list[float], pieces: int) -> None:
    """Groups of one rate each may be cut finer: only ranks and shares count."""
    finer = [value for value in outcomes for _piece in range(pieces)]
    assert gradient(finer).index == pytest.approx(gradient(outcomes).index, abs=1e-9)


def test_persons_are_groups_of_one() -> None:
    """Micro data: six persons from poor to rich, of whom the three richest are online."""
    value = gradient([0, 0, 0, 1, 1, 1])
    assert (value.mean, value.index) == pytest.approx((0.5, 0.5))
    assert value.wagstaff == pytest.approx(1)


@pytest.mark.parametrize(
    ("outcomes", "favours", "words"),
    [
        ([0.5, 0.5, 0.5], "neither", "no gradient"),
        ([0.2, 0.9], "richer", "richer are favoured"),
        ([0.9, 0.2], "poorer", "poorer are favoured"),
        ([0.5, 0.8, 0.5], "neither", "no gradient"),
    ],
)
def test_whom_the_outcome_favours(outcomes: list[float], favours: str, words: str) -> None:
    """0 means no gradient, which need not mean the same rate everywhere."""
    result = concentration_index(outcomes)
    assert result.value is not None
    assert result.value.favours == favours
    assert words in result.interpretation


@pytest.mark.parametrize("outcomes", [[0, 0, 0], [1, 1, 1], [0.5, None, 0.7], [0.5], [float("nan"), 0.5]])
def test_no_gradient_without_variation_or_with_a_gap(outcomes: list[float | None]) -> None:
    """Nobody, everybody, or a group without a value: not available."""
    assert not concentration_index(outcomes).available


def test_wrong_order_and_wrong_shares_are_errors() -> None:
    """Order from poorest to richest; shares add up to 1; outcomes are shares."""
    with pytest.raises(ToolkitError, match="order of their income") as caught:
        concentration_index([0.2, 0.5, 0.9], incomes=[100, 300, 200])
    assert caught.value.remedy == "Order them from poorest to richest."
    assert gradient([0.2, 0.5, 0.9], incomes=[100, 200, 200]).favours == "richer"
    with pytest.raises(ToolkitError, match=r"add up to 0\.900"):
        concentration_index([0.2, 0.5], [0.5, 0.4])
    with pytest.raises(ToolkitError, match="runs from 0 to 1"):
        concentration_index([20, 50])
    with pytest.raises(ToolkitError, match="one name for each value"):
        concentration_index([0.2, 0.5], [1])
    with pytest.raises(ToolkitError, match="cannot be negative"):
        concentration_index([0.2, 0.5], [-0.5, 1.5])


@cases("M42")
def test_worked_decomposition(inputs: dict[str, list[Any]], expected: dict[str, float]) -> None:
    """Total, between, within and share are those of the specification."""
    rows = zip(inputs["groups"], inputs["pop"], inputs["y"], strict=True)
    areas = [Area(f"area {place}", *row) for place, row in enumerate(rows)]
    result = theil_decomposition(areas)
    value = result.value
    assert value is not None
    found = (value.mean, value.total, value.between, value.within, value.between_share)
    names = ("mu", "T", "between", "within", "between_share")
    assert found == pytest.approx(tuple(expected[name] for name in names))
    assert [(one.name, one.mean, one.lowest.rate) for one in value.regions] == [("N", 48, 30), ("S", 78, 50)]
    assert result.interpretation == (
        "Of the inequality between 4 areas, 43.2 per cent lies between regions and 56.8 per cent within them."
    )
    assert result.notes[-1].startswith("More lies within regions than between them")


@given(AREAS)
@settings(max_examples=80)
def test_between_and_within_add_up_exactly(areas: list[Area]) -> None:
    """T = between + within to 1e-12, and neither part is negative."""
    value = split(areas)
    assert value.total == pytest.approx(value.between + value.within, abs=1e-12)
    assert value.between >= -1e-12
    assert value.within >= -1e-12
    assert sum(region.share for region in value.regions) == pytest.approx(1)


@given(AREAS)
@settings(max_examples=60)
def test_the_total_is_theils_index(areas: list[Area]) -> None:
    """The total is that of the formula in NumPy, and the unit of rates does not matter."""
    people = np.array([one.people for one in areas], dtype=float)
    rates = np.array([one.rate for one in areas], dtype=float)
    ratio = rates / np.average(rates, weights=people)
    expected = np.average(ratio * np.log(ratio), weights=people)
    assert split(areas).total == pytest.approx(expected, abs=1e-12)
    in_per_cent = [Area(one.name, one.region, one.people, 100 * (one.rate or 0)) for one in areas]
    assert split(in_per_cent).total == pytest.approx(expected, abs=1e-12)


@given(AREAS)
@settings(max_examples=40)
def test_one_region_has_nothing_between_and_own_regions_nothing_within(areas: list[Area]) -> None:
    """Put all areas into one region, or each into a region of its own."""
    together = split([Area(one.name, "all", one.people, one.rate) for one in areas])
    assert together.between == pytest.approx(0, abs=1e-12)
    apart = split([Area(one.name, one.name, one.people, one.rate) for one in areas])
    assert apart.within == pytest.approx(0, abs=1e-12)
    assert apart.total == pytest.approx(together.total, abs=1e-12)


def test_a_rate_of_zero_adds_nothing_and_is_kept() -> None:
    """Zero times its logarithm is 0: two equal halves, one of them at 0, have ln 2."""
    value = split([Area("a", "N", 100, 0.0), Area("b", "S", 100, 0.8)])
    assert value.total == pytest.approx(np.log(2))
    assert value.regions[0].theil == 0


def test_equal_areas_have_no_share_between() -> None:
    """0 of 0 is no share, and the sentence says that there is no inequality."""
    result = theil_decomposition([Area("a", "N", 100, 0.5), Area("b", "S", 50, 0.5)])
    assert result.value is not None
    assert result.value.between_share is None
    assert result.interpretation == ("All 2 areas have the same rate: there is no inequality between them.")


def test_small_and_incomplete_areas_are_left_out_and_told() -> None:
    """Fewer than 30 people could reveal a person; a missing rate is not zero."""
    areas = [
        Area("a", "N", 100, 0.5),
        Area("b", "N", 80, 0.9),
        Area("c", "N", 29, 0.1),
        Area("d", "S", 70, None),
        Area("e", "S", None, 0.4),
        Area("f", "S", 30, 0.2),
    ]
    result = theil_decomposition(areas)
    assert result.value is not None
    assert result.value.areas == 3
    assert [(one.what, one.why) for one in result.dropped] == [
        ("c", "fewer than 30 people, so a figure could reveal a person"),
        ("d", "no number of people or no rate"),
        ("e", "no number of people or no rate"),
    ]
    assert split(areas, disclosure_limit=0).areas == 4
    assert theil_decomposition([Area("a", "N", 0, 0.5)] * 2, disclosure_limit=0).dropped[0].why == (
        "nobody lives there"
    )


@pytest.mark.parametrize(
    "areas", [[], [Area("a", "N", 100, 0.5)], [Area("a", "N", 100, 0), Area("b", "S", 100, 0)]]
)
def test_too_little_for_a_decomposition(areas: list[Area]) -> None:
    """One area, or a rate of 0 everywhere: not available, with the reason."""
    result = theil_decomposition(areas)
    assert not result.available
    assert result.interpretation.startswith("Not available:")


def test_regions_with_one_area_are_named() -> None:
    """Their inequality within is none by construction; a blank region has a name of its own."""
    result = theil_decomposition(
        [Area("a", " ", 100, 0.5), Area("b", "S", 100, 0.2), Area("c", "S", 100, 0.3)]
    )
    assert "Regions with one area have no inequality within: no region." in result.notes
    alone = theil_decomposition([Area("a", "S", 100, 0.5), Area("b", "S", 100, 0.2)])
    assert alone.notes == ("There is one region only, so nothing lies between regions.",)


def test_negative_numbers_are_errors() -> None:
    """Neither people nor a rate can be negative."""
    with pytest.raises(ToolkitError, match="cannot be negative"):
        theil_decomposition([Area("a", "N", -1, 0.5), Area("b", "S", 100, 0.2)])
    with pytest.raises(ToolkitError, match="cannot be negative"):
        theil_decomposition([Area("a", "N", 100, -0.5), Area("b", "S", 100, 0.2)])
