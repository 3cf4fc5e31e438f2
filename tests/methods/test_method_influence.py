"""M16 against the reference values and its edge cases."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import CrossImpact, cross_impact

CELL = st.one_of(st.none(), st.integers(0, 3))
MATRIX = st.lists(st.lists(CELL, min_size=9, max_size=9), min_size=9, max_size=9).map(
    lambda rows: [
        [None if row == column else cell for column, cell in enumerate(cells)]
        for row, cells in enumerate(rows)
    ]
)


def summed(*arguments: Any) -> CrossImpact:
    """Return the influences of a matrix that has any."""
    value = cross_impact(*arguments).value
    assert value is not None
    return value


@cases("M16")
def test_worked_roles(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """Sums and roles of three pillars; zeros on the diagonal are as good as empty."""
    value = summed(inputs["matrix"])
    assert [one.active for one in value.influences] == expected["active"]
    assert [one.passive for one in value.influences] == expected["passive"]
    assert [one.role for one in value.influences] == expected["role"]
    assert value.mean == 3
    assert [one.product for one in value.influences] == [5, 12, 4]
    assert [one.quotient_text for one in value.influences] == ["5.00", "0.75", "0.25"]


def test_the_sentence_names_the_drivers() -> None:
    """A driver comes first; without one the critical pillars are named."""
    result = cross_impact([[None, 3, 2], [1, None, 2], [0, 1, None]])
    assert result.interpretation == "Start with the drivers, which move others and are moved little: PL1."
    even = cross_impact([[None, 1], [1, None]], ["A", "B"])
    assert even.interpretation.endswith("are moved themselves: A, B.")


def test_a_pure_driver_and_an_idle_pillar() -> None:
    """Nothing moves the first; the last neither moves nor is moved and has no quotient."""
    value = summed([[None, 3, 0], [0, None, 0], [0, 0, None]], ["A", "B", "C"])
    assert [one.quotient_text for one in value.influences] == ["∞ (pure driver)", "0.00", "–"]
    assert value.influences[0].quotient == math.inf
    assert [one.role for one in value.influences] == ["driver", "result", "buffer"]
    assert value.of_role("buffer") == ("C",)


@pytest.mark.parametrize(("filled", "sketch"), [(1, True), (23, True), (24, False), (72, False)])
def test_a_third_of_the_cells_is_more_than_a_sketch(filled: int, sketch: bool) -> None:
    """Fewer than 24 of 72 judged influences are labelled a sketch; what is not judged is dropped."""
    matrix: list[list[int | None]] = [[None] * 9 for _row in range(9)]
    places = [(row, column) for row in range(9) for column in range(9) if row != column]
    for row, column in places[:filled]:
        matrix[row][column] = 2
    result = cross_impact(matrix)
    assert result.value is not None
    assert result.value.sketch is sketch
    assert (result.value.filled, result.value.cells) == (filled, 72)
    assert len(result.dropped) == 72 - filled
    assert bool(result.notes) is sketch


@pytest.mark.parametrize("matrix", [[], [[None]], [[None, None], [None, math.nan]], [[0, None], [None, 0]]])
def test_an_empty_matrix_is_not_available(matrix: list[list[float | None]]) -> None:
    """No judgement, no roles."""
    assert not cross_impact(matrix).available


def test_impossible_matrices_are_errors() -> None:
    """Not square, on the diagonal, outside 0 to 3, without names."""
    with pytest.raises(ToolkitError, match="as many columns as rows"):
        cross_impact([[None, 1], [1]])
    with pytest.raises(ToolkitError, match="leave the diagonal empty"):
        cross_impact([[1, 1], [1, None]])
    for wrong in (4, -1, 0.5):
        with pytest.raises(ToolkitError, match="PL1 → PL2 must be a whole number from 0 to 3"):
            cross_impact([[None, wrong], [1, None]])
    with pytest.raises(ToolkitError, match="needs names"):
        cross_impact([[None] * 10] * 10)
    with pytest.raises(ToolkitError, match="one name for each value"):
        cross_impact([[None, 1], [1, None]], ["A"])


@given(MATRIX)
@settings(max_examples=40)
def test_sums_and_roles(matrix: list[list[int | None]]) -> None:
    """Active and passive sums have one total; turning the matrix round swaps drivers and results."""
    value = cross_impact(matrix).value
    turned = cross_impact([list(column) for column in zip(*matrix, strict=True)]).value
    assert (value is None) is (turned is None)
    if value and turned:
        assert sum(one.active for one in value.influences) == sum(one.passive for one in value.influences)
        assert value.of_role("driver") == turned.of_role("result")
        assert value.of_role("critical") == turned.of_role("critical")
