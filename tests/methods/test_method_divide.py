"""M40 against the reference values, statsmodels' intervals and its own properties."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_cases import cases
from statsmodels.stats.proportion import confint_proportions_2indep

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import GapChange, GroupGap, gap_change, group_gap
from toolkit_helpers.methods.display import per_cent

SHARES = st.floats(0, 1)
COUNTS = st.integers(30, 5000)


def gap_of(*shares: float, **options: Any) -> GroupGap:
    """Return a gap that is available."""
    value = group_gap(*shares, **options).value
    assert value is not None
    return value


def change_of(before: tuple[float, float], after: tuple[float, float]) -> GapChange:
    """Return a change that is available."""
    value = gap_change(before, after).value
    assert value is not None
    return value


@cases("M40", "82 vs 61", "ITU 2024 world, rounded")
def test_worked_gaps(inputs: dict[str, float], expected: dict[str, float]) -> None:
    """Points, proportion, parity and odds ratio are those of the specification."""
    value = gap_of(inputs["ref"], inputs["group"])
    assert value.absolute == pytest.approx(expected["absolute"])
    assert value.relative == pytest.approx(expected["relative"])
    assert value.parity == pytest.approx(expected["parity"])
    if "odds_ratio" in expected:
        assert value.odds_ratio == pytest.approx(expected["odds_ratio"])
    assert value.at_parity is False


@cases("M40", "opposite movement", "item I8.5")
def test_points_and_proportion_move_opposite_ways(
    inputs: dict[str, list[float]], expected: dict[str, list[float]]
) -> None:
    """Both groups rise, the gap widens in points and closes in proportion: both sentences are true."""
    value = change_of((inputs["t1"][0], inputs["t1"][1]), (inputs["t2"][0], inputs["t2"][1]))
    assert [value.before.absolute, value.after.absolute] == pytest.approx(expected["gap"])
    assert [value.before.parity, value.after.parity] == pytest.approx(expected["parity"])
    assert (value.points, value.proportion, value.opposite) == ("wider", "closer", True)


def test_the_sentence_names_direction_and_reference() -> None:
    """Who is behind whom is said in words, with all three measures."""
    result = group_gap(0.82, 0.61, names=("men", "women"))
    assert result.interpretation == (
        "Gap of 21 points: women below men; relative gap 25.6 per cent, parity 0.74."
    )
    ahead = group_gap(0.61, 0.82, names=("men", "women"))
    assert ahead.interpretation.startswith("Gap of 21 points: women above men;")
    assert group_gap(0.5, 0.5, names=("men", "women")).interpretation == (
        "There is no gap between men and women."
    )


@pytest.mark.parametrize(
    ("group", "at_parity"),
    [(0.4899, False), (0.49, True), (0.5, True), (0.51, True), (0.5101, False)],
)
def test_the_band_of_parity_includes_its_ends(group: float, at_parity: bool) -> None:
    """0.98 to 1.02 is parity, as ITU has it."""
    result = group_gap(0.5, group)
    assert result.value is not None
    assert result.value.at_parity is at_parity
    assert ("Parity from 0.98 to 1.02 counts as parity." in result.notes) is at_parity


def test_a_reference_of_zero_has_no_relative_measure() -> None:
    """The absolute gap stays, the others are not available, and the result says why; so next to 0."""
    assert gap_of(1e-60, 0.2).parity is None
    result = group_gap(0.0, 0.2)
    assert result.value is not None
    assert result.value.absolute == -0.2
    assert (result.value.relative, result.value.parity, result.value.at_parity) == (None, None, None)
    assert "not available" in result.notes[0]
    assert change_of((0.0, 0.2), (0.4, 0.2)).proportion is None


@pytest.mark.parametrize("shares", [(1.0, 0.5), (0.5, 1.0), (0.0, 0.5), (1.0, 1.0)])
def test_no_odds_ratio_at_the_ends_of_the_scale(shares: tuple[float, float]) -> None:
    """Odds of 0 or without end make no ratio."""
    assert gap_of(*shares).odds_ratio is None


def test_no_interval_without_the_numbers_of_people() -> None:
    """Without n, or with one n only, there is none; the latter is said."""
    assert gap_of(0.8, 0.6).interval is None
    half = group_gap(0.8, 0.6, n_reference=100)
    assert half.value is not None
    assert half.value.interval is None
    assert half.notes == ("No interval: the number of people asked is needed for both groups.",)


def test_the_interval_is_told_with_its_numbers() -> None:
    """Ends in points and both n; an interval that holds zero is named as such."""
    wide = group_gap(0.55, 0.50, n_reference=60, n_group=60)
    assert wide.notes[0].endswith("points (60 and 60 people asked).")
    assert wide.notes[1].startswith("The interval holds zero")
    sure = group_gap(0.82, 0.61, n_reference=500, n_group=500)
    assert sure.notes == ("95 per cent interval of the gap: 15.5 to 26.3 points (500 and 500 people asked).",)


@pytest.mark.parametrize("method", ["newcombe", "wald"])
@given(n=COUNTS, m=COUNTS, data=st.data())
@settings(max_examples=60)
def test_intervals_are_those_of_statsmodels(method: str, n: int, m: int, data: st.DataObject) -> None:
    """Newcombe's and Wald's limits agree with the library for any counts, also none and all."""
    x, y = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    found = gap_of(x / n, y / m, n_reference=n, n_group=m, interval=method).interval
    name = {"newcombe": "newcomb", "wald": "wald"}[method]
    low, high = confint_proportions_2indep(x, n, y, m, method=name, compare="diff", correction=False)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((max(-1, low), min(1, high)), abs=1e-9)


@given(SHARES, SHARES, COUNTS, COUNTS)
@settings(max_examples=80)
def test_the_interval_holds_the_gap_and_turns_with_the_groups(
    reference: float, group: float, n: int, m: int
) -> None:
    """The gap lies inside; exchanging the groups changes the sign of gap and interval."""
    one = gap_of(reference, group, n_reference=n, n_group=m)
    two = gap_of(group, reference, n_reference=m, n_group=n)
    assert one.interval is not None
    assert two.interval is not None
    assert one.interval.low - 1e-12 <= one.absolute <= one.interval.high + 1e-12
    assert -1 - 1e-12 <= one.interval.low <= one.interval.high <= 1 + 1e-12
    assert two.absolute == pytest.approx(-one.absolute)
    assert (two.interval.low, two.interval.high) == pytest.approx((-one.interval.high, -one.interval.low))


@given(st.floats(0.01, 1), SHARES)
def test_relative_gap_and_parity_add_up_to_one(reference: float, group: float) -> None:
    """They say the same in two ways."""
    value = gap_of(reference, group)
    assert value.relative is not None
    assert value.parity is not None
    assert value.relative + value.parity == pytest.approx(1)
    assert value.absolute == pytest.approx(reference - group)


@given(SHARES, SHARES, SHARES, SHARES)
def test_a_change_back_is_the_opposite_change(a: float, b: float, c: float, d: float) -> None:
    """What is wider forth is narrower back."""
    forth, back = change_of((a, b), (c, d)), change_of((c, d), (a, b))
    turned = {"wider": "narrower", "narrower": "wider", "same": "same"}
    assert back.points == turned[forth.points]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((0.2, 0.1), (0.6, 0.42), "wider in points, closer in proportion."),
        ((0.6, 0.42), (0.2, 0.1), "narrower in points, further apart in proportion."),
        ((0.6, 0.3), (0.6, 0.5), "The gap was 30 and is 10 points; parity was 0.50 and is 0.83."),
        ((0.0, 0.2), (0.0, 0.3), "parity was – and is –."),
    ],
)
def test_a_change_in_words(before: tuple[float, float], after: tuple[float, float], said: str) -> None:
    """Opposite movements have sentences of their own; others state the four numbers."""
    assert gap_change(before, after).interpretation.endswith(said)


@pytest.mark.parametrize("sizes", [(29, 100), (100, 29), (0, 100)])
def test_small_groups_are_not_shown(sizes: tuple[int, int]) -> None:
    """Fewer than 30 people in either group: no figure at all, and the reason."""
    result = group_gap(0.8, 0.6, n_reference=sizes[0], n_group=sizes[1])
    assert not result.available
    assert result.interpretation == (
        "Not shown: a group has fewer than 30 people, so a figure could reveal a person."
    )
    assert group_gap(0.8, 0.6, n_reference=30, n_group=30).available
    assert group_gap(0.8, 0.6, n_reference=20, n_group=20, disclosure_limit=10).available


@pytest.mark.parametrize("shares", [(None, 0.5), (0.5, None), (float("nan"), 0.5)])
def test_a_missing_rate_is_not_zero(shares: tuple[float | None, float | None]) -> None:
    """It is not available, for a gap as for a change."""
    assert not group_gap(*shares).available
    assert not gap_change(shares, (0.5, 0.4)).available


def test_impossible_input_is_an_error() -> None:
    """A rate beyond 100 per cent, half a person, and an unknown interval are named."""
    with pytest.raises(ToolkitError, match="rate of men is 82"):
        group_gap(82, 61, names=("men", "women"))
    with pytest.raises(ToolkitError, match="must be whole"):
        group_gap(0.8, 0.6, n_reference=40.5, n_group=40)
    with pytest.raises(ToolkitError, match="newcombe or wald"):
        group_gap(0.8, 0.6, interval="bayes")  # type: ignore[arg-type]


def test_points_are_shown_with_one_decimal_at_most() -> None:
    """No needless .0, and a true minus."""
    assert [per_cent(value) for value in (0.21, 0.0349, -0.05, 0)] == ["21", "3.5", "−5", "0"]
