"""M12 against the reference values and its edge cases."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import Priority, Weighing, gap_priority, rank_gaps
from toolkit_helpers.methods.result import Result

LEVEL = st.integers(1, 5)
BANDS = {
    "Data-sharing law": "critical",
    "Front-line skills": "high",
    "Cloud policy": "low",
    "item I3.3": "high",
}


def weighed(*values: Any, **others: Any) -> Priority:
    """Return the value of a priority that has one."""
    value = gap_priority(*values, **others).value
    assert value is not None
    return value


@cases("M12")
def test_worked_priorities(
    inputs: dict[str, int], expected: dict[str, float], request: pytest.FixtureRequest
) -> None:
    """Gap, priority, scaled priority and band of the worked examples."""
    value = weighed(**inputs)
    assert value.gap == expected["gap"]
    assert value.priority == pytest.approx(expected["priority"], abs=1e-9)
    assert value.scaled == pytest.approx(expected["scaled"], abs=1e-9)
    assert value.band == BANDS[request.node.callspec.id]


@pytest.mark.parametrize(
    ("levels", "judgement", "weights", "scaled", "band"),
    [
        ((1, 4), (4, 4), (1, 1), 60, "critical"),  # 0.5 × 4 + 0.5 × 4, times 3
        ((1, 4), (3, 5), (1, 1), 60, "critical"),
        ((1, 4), (4, 4), (0.1, 0.2), 60, "critical"),  # floating point must not decide
        ((1, 4), (3, 4), (1, 1), 52.5, "high"),
        ((1, 2), (5, 5), (0.6, 0.4), 25, "medium"),
        ((1, 2), (3, 3), (0.6, 0.4), 15, "medium"),
        ((1, 2), (2, 3), (1, 1), 12.5, "low"),
        ((1, 5), (5, 5), (0.6, 0.4), 100, "critical"),
        ((1, 2), (1, 1), (0.6, 0.4), 5, "low"),
    ],
)
def test_bands(
    levels: tuple[int, int],
    judgement: tuple[int, int],
    weights: tuple[float, float],
    scaled: float,
    band: str,
) -> None:
    """A lower bound belongs to the upper band."""
    value = weighed(*levels, *judgement, weights=weights)
    assert value.scaled == pytest.approx(scaled)
    assert value.band == band


def test_high_begins_at_35() -> None:
    """A scaled priority of exactly 35 is high: 2 × 3.5 = 7 of 20."""
    assert weighed(1, 3, 3, 4, weights=(1, 1)).band == "high"


def test_no_gap_is_maintain() -> None:
    """A gap of 0 has a band of its own, also where a lower target has a reason."""
    assert weighed(3, 3, 5, 5) == Priority(0, 0, 0, "maintain")
    assert weighed(4, 2, 5, 5, reason="phased out").band == "maintain"
    with pytest.raises(ToolkitError, match="lies below"):
        gap_priority(4, 2, 5, 5)


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("missing", [None, math.nan])
def test_missing_judgements_are_not_zero(place: int, missing: float | None) -> None:
    """Each of the four makes the priority unavailable, with the reason."""
    values: list[float | None] = [1, 4, 5, 4]
    values[place] = missing
    result = gap_priority(*values)
    assert not result.available
    assert result.interpretation.startswith("There is no ")


@pytest.mark.parametrize("place", range(4))
def test_values_outside_the_scale_are_errors(place: int) -> None:
    """Each of the four runs from 1 to 5."""
    values: list[float | None] = [1, 4, 5, 4]
    values[place] = 0
    with pytest.raises(ToolkitError, match="from 1 to 5"):
        gap_priority(*values)


@pytest.mark.parametrize("weights", [(0, 0), (1,), (1, 1, 1), (-1, 2), (math.nan, 1)])
def test_impossible_weights_are_errors(weights: tuple[float, ...]) -> None:
    """Two weights, none negative, not both zero."""
    with pytest.raises(ToolkitError):
        gap_priority(1, 4, 5, 4, weights)
    with pytest.raises(ToolkitError):
        rank_gaps({}, weights)


@given(LEVEL, LEVEL, LEVEL, LEVEL, st.integers(0, 10), st.integers(1, 10))
def test_priorities_stay_within_their_bounds(
    one: int, two: int, importance: int, urgency: int, first: int, second: int
) -> None:
    """0 to 100 scaled, and the size of the weights does not matter."""
    current, target = sorted((one, two))
    value = weighed(current, target, importance, urgency, weights=(first, second))
    doubled = weighed(current, target, importance, urgency, weights=(2 * first, 2 * second))
    assert value.scaled == pytest.approx(doubled.scaled)
    assert 5 * value.gap <= value.scaled + 1e-9
    assert value.scaled <= 25 * value.gap + 1e-9
    assert value.scaled == pytest.approx(5 * value.priority)
    assert (value.band == "maintain") is (value.gap == 0)


def ranked(gaps: dict[str, Weighing]) -> Result[Any]:
    """Rank gaps that give a list."""
    result = rank_gaps(gaps)
    assert result.value is not None
    return result


def test_the_worked_list() -> None:
    """The highest first, and the sentence names it."""
    result = ranked(
        {
            "Cloud policy": Weighing(2, 3, 3, 2),
            "Data-sharing law": Weighing(1, 4, 5, 4),
            "Digital skills": Weighing(2, 4, 4, 5),
        }
    )
    assert [one.name for one in result.value] == ["Data-sharing law", "Digital skills", "Cloud policy"]
    assert result.interpretation == (
        "The gap with the highest priority, 69.0 of 100 (critical), is Data-sharing law."
    )
    assert result.notes == ()


def test_ties_stay_ties() -> None:
    """Equal priorities share a rank, in the order given; the note says what decides."""
    same = Weighing(1, 3, 4, 4)
    result = ranked({"B": same, "A": same, "C": Weighing(1, 2, 1, 1)})
    assert [(one.rank_text, one.name) for one in result.value] == [("1=", "B"), ("1=", "A"), ("3", "C")]
    assert result.interpretation == "These gaps share the first place with 40.0 of 100 (high): B, A."
    assert result.notes == (
        "B, A: each within one point of the next, a tie; decide by dependency, and say so.",
    )


def test_neighbours_within_one_point_are_named() -> None:
    """Nearly equal is a tie for a discussion although the ranks differ; gaps of 0 are not compared."""
    result = rank_gaps(
        {
            "A": Weighing(1, 2, 4, 4),
            "B": Weighing(1, 3, 2, 2),
            "C": Weighing(1, 2, 4, 3),
            "D": Weighing(3, 3, 1, 1),
        },
        weights=(0.9, 0.1),
    )
    assert result.value is not None
    assert [one.rank_text for one in result.value] == ["1=", "1=", "3", "4"]
    assert result.notes[0].startswith("A, B, C: each within one point")


def test_a_tie_is_told_in_points_of_priority() -> None:
    """10.0 and 9.2 of 20 are a tie, as chapter 3 teaches; 10.0 and 7.6 are not."""
    near = ranked({"A": Weighing(1, 3, 5, 5), "B": Weighing(1, 3, 5, 4)})
    assert [one.priority.priority for one in near.value] == pytest.approx([10.0, 9.2])
    assert any("a tie" in note for note in near.notes)
    apart = ranked({"A": Weighing(1, 3, 5, 5), "B": Weighing(1, 3, 5, 2)})
    assert not any("a tie" in note for note in apart.notes)


def test_gaps_of_zero_stay_on_the_list() -> None:
    """They come last as 'maintain'; a list of nothing else says so."""
    result = ranked({"Kept": Weighing(3, 3, 5, 5), "Open": Weighing(1, 2, 1, 1)})
    assert [one.priority.band for one in result.value] == ["low", "maintain"]
    assert "maintain" in ranked({"Kept": Weighing(3, 3, 5, 5)}).interpretation


def test_incomplete_gaps_are_left_out_with_the_reason() -> None:
    """Missing judgements and unexplained lower targets do not stop the list."""
    result = ranked({"A": Weighing(1, 4, None, 4), "B": Weighing(4, 2, 5, 5), "C": Weighing(1, 2, 3, 3)})
    assert [one.name for one in result.value] == ["C"]
    assert [drop.what for drop in result.dropped] == ["A", "B"]
    assert "importance and urgency" in result.dropped[0].why
    assert "no reason" in result.dropped[1].why


def test_nothing_to_rank() -> None:
    """An empty list is not available."""
    assert not rank_gaps({}).available
    assert not rank_gaps({"A": Weighing(None, 4, 5, 5)}).available


@given(
    st.lists(st.tuples(LEVEL, LEVEL, LEVEL, LEVEL), min_size=1, max_size=12),
    st.randoms(use_true_random=False),
)
@settings(max_examples=40)
def test_ranks_do_not_depend_on_the_order(rows: list[tuple[int, int, int, int]], random: Any) -> None:
    """A shuffled list gives each gap the same rank; priorities fall along the list."""
    gaps = {f"G{place}": Weighing(*sorted(row[:2]), row[2], row[3]) for place, row in enumerate(rows)}
    names = list(gaps)
    random.shuffle(names)
    plain, shuffled = rank_gaps(gaps).value, rank_gaps({name: gaps[name] for name in names}).value
    assert plain is not None
    assert shuffled is not None
    assert {one.name: one.rank for one in plain} == {one.name: one.rank for one in shuffled}
    scaled = [one.priority.scaled for one in plain]
    assert all(one >= two - 1e-9 for one, two in pairwise(scaled))
