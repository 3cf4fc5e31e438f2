"""M02 against the reference values and scipy's zscore."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_cases import cases
from scipy import stats

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import Dropped, standardise, standardise_table

NUMBER = st.integers(-1000, 1000)
VARIED = st.lists(NUMBER, min_size=2, max_size=30).filter(lambda values: len(set(values)) > 1)


@cases("M02", "one indicator")
def test_one_indicator(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """z-scores and normalised values of the worked example."""
    result = standardise(inputs["x"])
    assert result.value is not None
    assert result.value.z == pytest.approx(expected["z"], abs=1e-9)
    assert result.value.normalised == pytest.approx(expected["minmax"], abs=1e-9)
    assert (result.value.mean, round(result.value.deviation, 4)) == (48, 25.4558)
    assert "relative to these 5 countries" in result.interpretation


@cases("M02", "two indicators")
def test_two_indicators(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """The composite is the mean of the z-scores, then scaled."""
    result = standardise_table(inputs["x"])
    assert result.value is not None
    assert result.value.composite == pytest.approx(expected["composite"], abs=1e-9)
    assert result.value.normalised == pytest.approx(expected["normalised"], abs=1e-9)
    assert "relative to these 4 countries" in result.interpretation


def test_no_spread_carries_no_information() -> None:
    """Equal values give z = 0 and 0.5 for all, with a warning."""
    result = standardise([0.1, 0.1, 0.1])
    assert result.value is not None
    assert result.value.z == (0, 0, 0)
    assert result.value.normalised == (0.5, 0.5, 0.5)
    assert "no information" in result.notes[0]


def test_a_flat_indicator_of_a_table_is_named() -> None:
    """It counts as z = 0; if all composites are equal, each is 0.5."""
    result = standardise_table([[1, 7], [3, 7]], indicators=["internet", "phones"])
    assert result.value is not None
    assert result.value.z == ((-1, 0), (1, 0))
    assert result.notes == ("phones carries no information: it is the same for all, so z is 0.",)
    flat = standardise_table([[7, 7], [7, 7]])
    assert flat.value is not None
    assert flat.value.normalised == (0.5, 0.5)
    assert len(flat.notes) == 3


@pytest.mark.parametrize("values", [[], [1.0], [1.0, None, math.nan]])
def test_one_country_is_no_comparison(values: list[float | None]) -> None:
    """Fewer than two countries: not available, with the reason."""
    for result in (standardise(values), standardise_table([[value] for value in values])):
        assert not result.available
        assert "at least two countries" in result.interpretation


def test_missing_values_of_one_indicator_are_dropped() -> None:
    """They keep their place as ``None`` and do not count as zero."""
    result = standardise([1, None, 3], names=["KEN", "SSD", "RWA"])
    assert result.value is not None
    assert result.value.z == (-1, None, 1)
    assert result.value.normalised == (0, None, 1)
    assert result.dropped == (Dropped("SSD", "no value"),)


def test_missing_cells_of_a_table() -> None:
    """Half of the indicators are enough, and the stand-in is listed; with fewer a country is left out."""
    rows = [[1, 1, 1, 1], [2, 2, None, None], [3, None, None, None], [4, 4, 4, 4]]
    result = standardise_table(rows, names=["A", "B", "C", "D"], indicators=["w", "x", "y", "z"])
    assert result.value is not None
    assert [drop.what for drop in result.dropped] == ["B, y", "B, z", "C"]
    assert result.value.composite[2] is None
    assert result.value.normalised[2] is None
    assert result.value.z[2] == (None, None, None, None)
    assert result.value.countries == 3
    without = standardise_table([rows[0], rows[1], rows[3]]).value
    assert without is not None
    assert (
        result.value.composite[0],
        result.value.composite[1],
        result.value.composite[3],
    ) == without.composite


def test_weights_are_scaled_and_reach_the_composite() -> None:
    """Weights of the HCI, 1/3 and three times 2/9, may be given as 3, 2, 2, 2."""
    rows = [[1, 5, 2, 0], [2, 1, 2, 1], [3, 3, 9, 0]]
    value = standardise_table(rows, weights=[3, 2, 2, 2]).value
    assert value is not None
    assert value.weights == pytest.approx([1 / 3, 2 / 9, 2 / 9, 2 / 9])
    z = [stats.zscore(column) for column in zip(*rows, strict=True)]
    assert value.composite == pytest.approx(
        [
            sum(weight * column[place] for weight, column in zip(value.weights, z, strict=True))
            for place in range(3)
        ]
    )


def test_an_indicator_without_weight_does_not_carry_a_country() -> None:
    """A country whose only indicators weigh nothing is left out instead of dividing by zero."""
    result = standardise_table([[1, 1], [2, 3], [None, 4]], weights=[1, 0])
    assert result.value is not None
    assert result.value.composite[2] is None
    assert result.value.countries == 2


def test_an_indicator_that_nobody_has() -> None:
    """The others carry the composite, and each stand-in is listed."""
    result = standardise_table([[1, None], [3, None]], names=["A", "B"], indicators=["x", "y"])
    assert result.value is not None
    assert result.value.z == ((-1, None), (1, None))
    assert result.value.composite == (-1, 1)
    assert [drop.what for drop in result.dropped] == ["A, y", "B, y"]


@pytest.mark.parametrize(
    ("rows", "weights"),
    [
        ([[1, 2], [1]], None),
        ([[1, 2], [3, 4]], [1]),
        ([[1], [2]], [0]),
        ([[1], [2]], [-1]),
        ([[1], [2]], [math.nan]),
    ],
)
def test_impossible_tables_are_errors(rows: list[list[float]], weights: list[float] | None) -> None:
    """Ragged rows and impossible weights are told in one sentence."""
    with pytest.raises(ToolkitError):
        standardise_table(rows, weights)


def test_names_must_fit() -> None:
    """A name too few is an error, not a silent shift."""
    with pytest.raises(ToolkitError, match="one name for each value"):
        standardise([1, 2, 3], names=["A", "B"])
    with pytest.raises(ToolkitError, match="one name for each value"):
        standardise_table([[1, 2], [3, 4]], indicators=["A"])


@given(VARIED)
@settings(max_examples=40)
def test_z_scores_are_scipys(values: list[int]) -> None:
    """Population z-scores, and normalised values that touch 0 and 1."""
    value = standardise(values).value
    assert value is not None
    assert value.z == pytest.approx(list(stats.zscore(values)), abs=1e-9)
    known = [one for one in value.normalised if one is not None]
    assert (min(known), max(known)) == (0, 1)


@given(VARIED, NUMBER, st.integers(1, 50))
def test_a_change_of_unit_changes_nothing(values: list[int], shift: int, scale: int) -> None:
    """Adding a constant or changing the unit leaves z and the normalised values as they are."""
    one, two = standardise(values).value, standardise([shift + scale * value for value in values]).value
    assert one is not None
    assert two is not None
    assert two.z == pytest.approx(one.z, abs=1e-9)
    assert two.normalised == pytest.approx(one.normalised, abs=1e-9)


@given(
    st.lists(st.tuples(NUMBER, NUMBER, NUMBER), min_size=2, max_size=12), st.randoms(use_true_random=False)
)
@settings(max_examples=40)
def test_the_order_of_countries_does_not_matter(rows: list[tuple[int, int, int]], random: Any) -> None:
    """Shuffled rows give the same value to each country."""
    order = list(range(len(rows)))
    random.shuffle(order)
    plain, shuffled = standardise_table(rows).value, standardise_table([rows[place] for place in order]).value
    assert plain is not None
    assert shuffled is not None
    assert shuffled.composite == pytest.approx([plain.composite[place] for place in order], abs=1e-9)
