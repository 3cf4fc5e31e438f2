"""M13 against the reference values and the krippendorff package."""

from __future__ import annotations

import math
from typing import Any

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reference_cases import METHODS, cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import Agreement, Dropped, agreement, widest_items
from toolkit_helpers.methods.raters import Level, _reading

LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval")
PRACTICE = METHODS["M13"][0]["inputs"]["raters"]


@st.composite
def tables(draw: st.DrawFn) -> list[list[int | None]]:
    """Ratings of two to six raters for three to twelve items, some of them missing."""
    items = draw(st.integers(3, 12))
    cell = st.one_of(st.integers(1, 5), st.none())
    return draw(st.lists(st.lists(cell, min_size=items, max_size=items), min_size=2, max_size=6))


def value_of(ratings: Any, *arguments: Any, **options: Any) -> Agreement:
    """Return an agreement that is available."""
    value = agreement(ratings, *arguments, **options).value
    assert value is not None
    return value


@cases("M13")
def test_worked_alpha(inputs: dict[str, Any], expected: dict[str, float]) -> None:
    """Four raters, six items, one rating missing: all three levels of measurement."""
    for level in LEVELS:
        assert value_of(inputs["raters"], level).alpha == pytest.approx(expected[level], abs=1e-9)


def test_the_practice_table_is_read_as_in_the_exercise() -> None:
    """Solid, but six items are few; the five items with a range of one come first."""
    result = agreement(PRACTICE)
    assert result.value is not None
    assert result.value.reading == "solid"
    assert result.value.interval is None
    assert (result.value.raters, result.value.items) == (4, 6)
    assert [(one.name, one.range) for one in result.value.widest][-1] == ("item 6", 0)
    assert result.interpretation == "Krippendorff's alpha is 0.852: agreement is solid."
    assert result.notes == (
        "Discuss first, range 1: item 1, item 2, item 3, item 4, item 5.",
        "Few items (6): wide uncertainty, indicative only.",
    )


@pytest.mark.parametrize("level", LEVELS)
@given(ratings=tables())
@settings(max_examples=40)
def test_alpha_is_that_of_the_krippendorff_package(level: Level, ratings: list[list[int | None]]) -> None:
    """On any table with missing values both agree; alpha never exceeds 1."""
    shared = [column for column in zip(*ratings, strict=True) if sum(cell is not None for cell in column) > 1]
    assume(len(shared) >= 3)
    assume(len({cell for column in shared for cell in column if cell is not None}) > 1)
    data = np.array([[math.nan if cell is None else float(cell) for cell in row] for row in ratings])
    judge = krippendorff.alpha(reliability_data=data, level_of_measurement=level)
    alpha = value_of(ratings, level, resamples=0).alpha
    assert alpha == pytest.approx(judge, abs=1e-9)
    assert alpha <= 1


@given(tables(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_raters_and_items_have_no_order(ratings: list[list[int | None]], random: Any) -> None:
    """Shuffling raters or items changes neither alpha nor whether there is one."""
    rows = random.sample(ratings, len(ratings))
    order = random.sample(range(len(rows[0])), len(rows[0]))
    one = agreement(ratings, resamples=0).value
    two = agreement([[row[place] for place in order] for row in rows], resamples=0).value
    assert (one is None) is (two is None)
    if one and two:
        assert two.alpha == pytest.approx(one.alpha)
        assert [item.range for item in two.widest] == [item.range for item in one.widest]


@given(tables(), st.integers(-10, 10), st.integers(1, 3))
@settings(max_examples=40)
def test_ordinal_alpha_knows_only_the_order(ratings: list[list[int | None]], shift: int, power: int) -> None:
    """Shifted or stretched ratings with the same order have the same ordinal alpha."""
    stretched = [[None if cell is None else shift + cell**power for cell in row] for row in ratings]
    one, two = agreement(ratings, resamples=0).value, agreement(stretched, resamples=0).value
    assert (one is None) is (two is None)
    if one and two:
        assert two.alpha == pytest.approx(one.alpha)


@pytest.mark.parametrize("level", LEVELS)
def test_identical_ratings_have_no_alpha(level: Level) -> None:
    """Nothing varies: alpha is 0/0, and the sentence says what that means."""
    result = agreement([[3, 3, 3], [3, 3, None], [3, 3, 3]], level)
    assert not result.available
    assert result.interpretation == "All raters agree, no variation: alpha is not defined."
    assert result.notes == ()


def test_perfect_agreement_with_variation_is_one() -> None:
    """Raters agree on items that differ."""
    assert value_of([[1, 3, 5], [1, 3, 5]]).alpha == 1


@pytest.mark.parametrize(
    ("ratings", "why"),
    [
        ([], "at least two raters"),
        ([[1, 2, 3]], "at least two raters"),
        ([[1, 2, 3], [None, math.nan, None]], "at least two raters"),
        ([[1, 2], [2, 3]], "at least three items"),
        ([[1, 2, 3, 4], [2, 3, None, None]], "at least three items"),
    ],
)
def test_too_few_raters_or_items(ratings: list[list[float | None]], why: str) -> None:
    """Not available, with the reason."""
    result = agreement(ratings)
    assert not result.available
    assert why in result.interpretation


def test_where_to_discuss_is_said_even_without_alpha() -> None:
    """The widest items matter more than the coefficient."""
    result = agreement([[1, 2], [4, 2]], names=["PL1.L1", "PL1.L2"])
    assert not result.available
    assert result.notes == ("Discuss first, range 3: PL1.L1.",)


def test_items_with_one_rating_are_dropped() -> None:
    """They say nothing about agreement and are named."""
    result = agreement([[1, 2, 3, 4], [1, 2, 4, None]], names=["a", "b", "c", "d"])
    assert result.dropped == (Dropped("d", "fewer than two raters"),)
    assert result.value is not None
    assert [one.name for one in result.value.widest] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("alpha", "reading"),
    [
        (1.0, "solid"),
        (0.8, "solid"),
        (0.8 - 1e-12, "solid"),
        (0.7999, "tentative"),
        (0.667, "tentative"),
        (0.6669, "not the same organisation"),
        (-0.4, "not the same organisation"),
    ],
)
def test_readings(alpha: float, reading: str) -> None:
    """The cut-offs belong to the upper reading."""
    assert _reading(alpha) == reading


def test_disagreement_is_a_reason_to_talk() -> None:
    """Below 0.667 the sentence asks for evidence before averaging."""
    result = agreement([[1, 5, 2, 4], [5, 1, 4, 2]])
    assert "we do not see the same organisation" in result.interpretation
    tentative = agreement([[1, 2, 3, 4, 5, 3], [1, 2, 4, 4, 4, 4]])
    assert tentative.value is not None
    assert tentative.value.reading == "tentative"
    assert "discuss the widest cells" in tentative.interpretation


EIGHT = [[1, 2, 3, 4, 5, 2, 3, 4], [1, 2, 3, 5, 5, 2, 2, 4], [2, 2, 3, 4, 4, 1, 3, None]]


def test_the_interval_is_repeatable_and_holds_alpha() -> None:
    """From eight items on there is an interval; the seed decides it."""
    one, two, other = value_of(EIGHT), value_of(EIGHT), value_of(EIGHT, seed=1)
    assert one.interval is not None
    assert one.interval == two.interval
    assert one.interval != other.interval
    assert one.interval[0] < one.alpha < one.interval[1] <= 1
    assert any(note.startswith("95 per cent interval") for note in agreement(EIGHT).notes)


def test_the_interval_agrees_with_a_bootstrap_of_the_package() -> None:
    """Items resampled with numpy and judged by krippendorff give the same interval, within its noise."""
    data = np.array([[math.nan if cell is None else float(cell) for cell in row] for row in EIGHT])
    draw = np.random.default_rng(20210)
    alphas = [
        krippendorff.alpha(data[:, draw.integers(0, 8, 8)], level_of_measurement="ordinal")
        for _ in range(1000)
    ]
    interval = value_of(EIGHT).interval
    assert interval == pytest.approx(tuple(np.quantile(alphas, [0.025, 0.975])), abs=0.04)


def test_seven_items_have_no_interval_and_ten_are_not_few() -> None:
    """The interval begins at eight items, the warning of few items ends at ten."""
    assert value_of([row[:7] for row in EIGHT]).interval is None
    ten = [[*row, 1, 5] for row in EIGHT]
    assert not any("Few items" in note for note in agreement(ten).notes)
    assert any("Few items (8)" in note for note in agreement(EIGHT).notes)


def test_resamples_without_variation_do_not_count() -> None:
    """Where one item alone differs, the interval rests on the resamples that hold it."""
    value = value_of([[3] * 8, [3] * 7 + [4]], resamples=200)
    assert value.interval is not None
    assert not any(math.isnan(bound) for bound in value.interval)
    assert value_of([[3] * 8, [3] * 7 + [4]], resamples=0).interval is None


def test_wrong_tables_are_errors() -> None:
    """Rows of different length, names that do not fit, an unknown level, a text."""
    with pytest.raises(ToolkitError, match="a place for every item"):
        agreement([[1, 2, 3], [1, 2]])
    with pytest.raises(ToolkitError, match="one name for each value"):
        agreement([[1, 2], [1, 2]], names=["a"])
    with pytest.raises(ToolkitError, match="nominal, ordinal or interval"):
        agreement(PRACTICE, "ratio")  # type: ignore[arg-type]
    with pytest.raises(ToolkitError, match="must be a number"):
        agreement([["3", 2, 1], [1, 2, 3]])  # type: ignore[list-item]


def test_widest_items_come_first_and_ties_keep_their_order() -> None:
    """Items with a single rating are left out."""
    spreads = widest_items([[1, 5, 2, 4], [2, 1, 3, None]], names=["a", "b", "c", "d"])
    assert [(one.name, one.range) for one in spreads] == [("b", 4), ("a", 1), ("c", 1)]
    assert widest_items([]) == ()
