"""M21 against the reference values, its edge cases, and networkx as judge of order and circles."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import Backcast, Milestone, backcast

NAMES = [f"M{place}" for place in range(1, 8)]
WHOLE = [
    Milestone("M1", 2027, level="L1"),
    Milestone("M2", 2028, ["M1"], "L2"),
    Milestone("M3", 2030, ["M2"], "L3"),
    Milestone("M4", 2035, ["M2", "M3"], "L4"),
]


def checked(*milestones: Milestone, start: int = 2026) -> Backcast:
    """Return the checks of a ladder that has milestones."""
    value = backcast(milestones, start=start).value
    assert value is not None
    return value


@cases("M21")
def test_worked_ladder(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """The order of the specification holds; an exchange dated before its law does not."""
    milestones = [
        Milestone(name, year, inputs["needs"].get(name, ())) for name, year in inputs["milestones"].items()
    ]
    result = backcast(milestones, start=2026)
    assert result.value is not None
    assert result.value.order_valid is expected["order_valid"]
    conflicts = [[one.cause, one.effect] for one in result.value.conflicts]
    assert conflicts == ([expected["conflict"]] if "conflict" in expected else [])
    if conflicts:
        assert result.notes[0] == "C needs B: an effect is dated before its cause (2026 < 2028)."


def test_the_worked_ladder_still_lacks_people() -> None:
    """Valid in order, but two levels and a first step are missing, so it is not complete."""
    ladder = [
        Milestone("A", 2028, level="L1"),
        Milestone("B", 2031, ["A"], "L2"),
        Milestone("C", 2035, ["B"], "L2"),
    ]
    result = backcast(ladder, start=2026)
    assert result.value is not None
    assert result.value.order_valid
    assert not result.value.sound
    assert result.value.missing_levels == ("L3", "L4")
    assert result.value.first_steps == ()
    assert result.interpretation == "The order holds; the ladder is not complete yet."
    assert any("next Monday" in note for note in result.notes)


def test_a_whole_ladder_gets_no_remark() -> None:
    """Order, first step, predecessors and all levels."""
    result = backcast(WHOLE, start=2026)
    assert result.value is not None
    assert result.value.sound
    assert result.value.order == ("M1", "M2", "M3", "M4")
    assert result.notes == ()


def test_the_order_does_not_depend_on_how_the_rows_stand() -> None:
    """From the vision back to today or the other way round: the same order."""
    assert checked(*reversed(WHOLE)).order == checked(*WHOLE).order


@pytest.mark.parametrize(("year", "early"), [(2025, True), (2026, True), (2027, True), (2028, False)])
def test_this_year_and_the_next_are_the_first_twelve_months(year: int, early: bool) -> None:
    """Only they need no predecessor."""
    value = checked(Milestone("M1", year), start=2026)
    assert value.first_steps == (("M1",) if early else ())
    assert value.without_predecessor == (() if early else ("M1",))


@pytest.mark.parametrize(("level", "words"), [("L1", "what must be permitted?"), ("L4", "No societal")])
def test_a_missing_level_is_asked_for(level: str, words: str) -> None:
    """Each level has its question."""
    rest = [
        Milestone(one.name, one.year, one.needs, "" if one.level == level else one.level) for one in WHOLE
    ]
    result = backcast(rest, start=2026)
    assert result.value is not None
    assert result.value.missing_levels == (level,)
    assert any(words in note for note in result.notes)


def test_a_cycle_is_named() -> None:
    """Milestones that wait for one another are told in a circle, and there is no order."""
    result = backcast([Milestone("M1", 2027, ["M2"]), Milestone("M2", 2027, ["M1"])], start=2026)
    assert result.value is not None
    assert result.value.order == ()
    assert not result.value.order_valid
    assert result.value.cycle[0] == result.value.cycle[-1]
    assert " → ".join(result.value.cycle) in result.interpretation


def test_a_milestone_that_needs_itself_is_a_cycle() -> None:
    """The shortest circle."""
    assert checked(Milestone("M1", 2027, ["M1"])).cycle == ("M1", "M1")


def test_a_need_that_stands_for_nothing_is_named() -> None:
    """It counts as no predecessor."""
    result = backcast([Milestone("M1", 2030, ["M9"])], start=2026)
    assert result.value is not None
    assert result.value.unknown == ("M9",)
    assert result.value.without_predecessor == ("M1",)
    assert "Needed, but not on the ladder: M9." in result.notes


def test_a_milestone_without_a_year_is_not_dated() -> None:
    """It is told apart, causes no conflict, and comes last among those that are ready."""
    ladder = [Milestone("M1"), Milestone("M2", 2027, ["M1"]), Milestone("M3", 2027)]
    result = backcast(ladder, start=2026)
    assert result.value is not None
    assert [one.what for one in result.dropped] == ["M1"]
    assert result.value.conflicts == ()
    assert result.value.order == ("M3", "M1", "M2")


def test_no_milestones() -> None:
    """Nothing to check."""
    assert not backcast([], start=2026).available


@pytest.mark.parametrize(
    ("ladder", "words"),
    [
        ([Milestone("M1", 2027), Milestone("M1", 2028)], "Two milestones have the name"),
        ([Milestone("M1", 2027, level="L5")], "no level of capacity"),
        ([Milestone("M1", 2027.5)], "whole number"),  # type: ignore[arg-type]
    ],
)
def test_impossible_ladders_are_errors(ladder: list[Milestone], words: str) -> None:
    """Two rows of one name, a level that does not exist, half a year."""
    with pytest.raises(ToolkitError, match=words):
        backcast(ladder, start=2026)


@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.tuples(st.integers(2026, 2032), st.lists(st.sampled_from(NAMES), max_size=3)),
        min_size=1,
    )
)
def test_order_circle_and_conflicts_are_those_of_networkx(
    ladder: dict[str, tuple[int, list[str]]],
) -> None:
    """A circle is found exactly where the judge finds one; else the order is one that it accepts."""
    value = checked(*(Milestone(name, year, needs) for name, (year, needs) in ladder.items()))
    graph = nx.DiGraph()
    graph.add_nodes_from(ladder)
    graph.add_edges_from(
        (need, name) for name, (_year, needs) in ladder.items() for need in needs if need in ladder
    )
    assert bool(value.cycle) is not nx.is_directed_acyclic_graph(graph)
    for cause, effect in zip(value.cycle, value.cycle[1:], strict=False):
        assert graph.has_edge(cause, effect)
    if not value.cycle:
        assert sorted(value.order) == sorted(ladder)
        places = {name: place for place, name in enumerate(value.order)}
        assert all(places[cause] < places[effect] for cause, effect in graph.edges)
    late = {(cause, effect) for cause, effect in graph.edges if ladder[effect][0] < ladder[cause][0]}
    assert {(one.cause, one.effect) for one in value.conflicts} == late
