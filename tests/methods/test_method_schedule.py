"""M24 against the reference values and networkx."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import Schedule, Task, critical_path, find_cycle


def scheduled(tasks: dict[str, Task]) -> Schedule:
    """Return a schedule that is there."""
    value = critical_path(tasks).value
    assert value is not None
    return value


def times(value: Schedule) -> dict[str, tuple[float, float]]:
    """Return start and end by name."""
    return {name: (one.start, one.finish) for name, one in value.tasks.items()}


@cases("M24")
def test_worked_examples(inputs: dict[str, dict[str, Any]], expected: dict[str, Any]) -> None:
    """Dates, float, end and critical initiatives are those of the specification."""
    value = scheduled({name: Task(one["duration"], one["predecessors"]) for name, one in inputs.items()})
    assert value.end == expected["end"]
    for name, one in expected["tasks"].items():
        found = value.tasks[name]
        assert (found.start, found.finish, found.latest_start, found.latest_finish, found.slack) == (
            one["ES"],
            one["EF"],
            one["LS"],
            one["LF"],
            one["float"],
        )
    assert list(value.critical) == expected["critical"]
    assert value.chains == (tuple(expected["critical"]),)


@pytest.mark.parametrize(
    ("predecessors", "cycle"),
    [
        ({"B": ["D"], "D": ["B"]}, ("B", "D", "B")),
        ({"A": ["A"]}, ("A", "A")),
        ({"I4": ["I9"], "I2": ["I4"], "I9": ["I2"], "I1": []}, ("I2", "I9", "I4", "I2")),
        ({"A": [], "B": ["A", "X"]}, ()),
    ],
)
def test_a_circle_is_named(predecessors: dict[str, list[str]], cycle: tuple[str, ...]) -> None:
    """The circle begins with its first name, and each name waits for another of it."""
    found = find_cycle(predecessors)
    if len(cycle) > 2:
        assert set(found) == set(cycle)
        assert found[0] == found[-1] == cycle[0]
        assert all(one in predecessors[two] for one, two in pairwise(found))
    else:
        assert found == cycle


def test_a_circle_stops_the_schedule() -> None:
    """Nobody gets dates until the circle is broken, and the sentence says where it is."""
    result = critical_path({"B": Task(2, ("D",)), "D": Task(3, ("B",)), "E": Task(1)})
    assert not result.available
    assert "B → D → B" in result.interpretation


def test_unknown_predecessors_and_missing_durations_are_told() -> None:
    """What cannot be used is left aside with its reason, and the rest is computed."""
    result = critical_path({"A": Task(None), "B": Task(4, ("A", "Z")), "C": Task(0, ("B",))})
    assert result.value is not None
    assert times(result.value) == {"B": (0, 4), "C": (4, 4)}
    assert [(one.what, one.why) for one in result.dropped] == [
        ("B", "its predecessor is not on the list: Z"),
        ("A", "no duration yet"),
    ]
    assert result.notes[0] == "B waits for A, which has no duration yet; its dates may come later."
    assert not critical_path({"A": Task(None)}).available
    assert not critical_path({}).available


def test_earliest_start_and_lag_move_the_start() -> None:
    """A budget date holds an initiative back, and so does a pause after its predecessor."""
    value = scheduled({"A": Task(3, earliest=6), "B": Task(2, ("A",), lag=4), "C": Task(1, lag=9)})
    assert times(value) == {"A": (6, 9), "B": (13, 15), "C": (0, 1)}
    assert value.tasks["A"].latest_finish == 9
    assert value.chains == (("A", "B"),)
    assert value.tasks["C"].slack == 14


def test_horizons_follow_the_end_unless_the_team_says_otherwise() -> None:
    """Month 12 and month 36 belong to the earlier horizon."""
    value = scheduled({"A": Task(12), "B": Task(13), "C": Task(36), "D": Task(37), "E": Task(5, horizon=2)})
    assert [one.horizon for one in value.tasks.values()] == [1, 2, 2, 3, 2]
    assert value.in_horizon(2) == ("B", "C", "E")


def test_several_longest_chains_are_all_told() -> None:
    """Two equal branches are both critical; beyond four chains the list ends."""
    two = critical_path({"A": Task(2), "B": Task(3, ("A",)), "C": Task(3, ("A",))})
    assert two.value is not None
    assert two.value.chains == (("A", "B"), ("A", "C"))
    assert two.interpretation == (
        "Everything can be done after 5 months. Several chains are longest: A → B; A → C."
    )
    layers = {
        f"{layer}{name}": Task(1, [f"{layer - 1}{one}" for one in "abc"] if layer else [])
        for layer in range(5)
        for name in "abc"
    }
    assert len(scheduled(layers).chains) == 4


def test_front_loading_and_overload_are_told() -> None:
    """More than 60 per cent early, and more than three at once for one lead, however the name is spelt."""
    tasks = {f"I{place}": Task(6, lead=lead) for place, lead in enumerate(("CIO", "cio ", " CIO", "Cio"))}
    result = critical_path({**tasks, "I9": Task(2, ("I1",), earliest=8, lead="Registry")})
    assert result.value is not None
    assert result.value.front_loaded
    assert result.value.overloaded == {"CIO": ("I0", "I1", "I2", "I3")}
    assert result.notes == (
        "4 of 5 initiatives start in the first six months. Who carries them all?",
        "CIO leads 4 initiatives at the same time: I0, I1, I2, I3.",
    )
    calm = scheduled({"A": Task(6), "B": Task(6), "C": Task(6), "D": Task(2, ("A",)), "E": Task(2, ("B",))})
    assert not calm.front_loaded, "exactly 60 per cent is not more than 60 per cent"
    assert not scheduled({"A": Task(1), "B": Task(1)}).front_loaded, "two are too few to speak of it"


def test_one_after_another_is_no_overload() -> None:
    """Four initiatives of one lead in a row never run at once; an empty lead is nobody."""
    row = {str(n): Task(3, (str(n - 1),) if n else (), lead="CIO") for n in range(4)}
    assert scheduled(row).overloaded == {}
    assert scheduled({str(n): Task(3) for n in range(6)}).overloaded == {}


def test_running_counts_the_months_of_work() -> None:
    """An initiative runs from its first to its last month; a milestone takes no time."""
    value = scheduled({"A": Task(3), "B": Task(2, ("A",)), "M": Task(0, ("A",))})
    assert [value.running(month) for month in (0, 2, 3, 4, 5)] == [("A",), ("A",), ("B",), ("B",), ()]


@pytest.mark.parametrize("task", [Task(-1), Task(2, earliest=-1), Task(2, ("B",), lag=-2)])
def test_negative_months_are_errors(task: Task) -> None:
    """Months cannot be negative."""
    with pytest.raises(ToolkitError, match="cannot be negative"):
        critical_path({"A": task, "B": Task(1)})


@st.composite
def networks(draw: st.DrawFn) -> dict[str, Task]:
    """Draw initiatives whose predecessors come before them in the list."""
    count = draw(st.integers(1, 9))
    return {
        f"I{place}": Task(
            draw(st.integers(0, 12)),
            draw(st.lists(st.sampled_from([f"I{one}" for one in range(place)]), unique=True))
            if place
            else (),
        )
        for place in range(count)
    }


@given(networks())
@settings(max_examples=120, deadline=None)
def test_the_end_is_the_longest_path_of_networkx(tasks: dict[str, Task]) -> None:
    """The judge finds the same length; every chain is a path of that length; float is never negative."""
    graph: Any = networkx.DiGraph()
    for name, task in tasks.items():
        graph.add_edge(f"{name} start", f"{name} end", weight=task.duration)
        for one in task.predecessors:
            graph.add_edge(f"{one} end", f"{name} start", weight=0)
    value = scheduled(tasks)
    assert value.end == networkx.dag_longest_path_length(graph)
    for chain in value.chains:
        assert sum(tasks[name].duration or 0 for name in chain) == value.end
        assert all(one in tasks[two].predecessors for one, two in pairwise(chain))
    for name, one in value.tasks.items():
        assert one.slack >= 0
        after = networkx.descendants(graph, f"{name} end")
        assert all(value.tasks[other].start >= one.finish for other in tasks if f"{other} start" in after)


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.lists(st.sampled_from("ABCDEF"), max_size=3)))
@settings(max_examples=120, deadline=None)
def test_circles_are_found_where_networkx_finds_one(predecessors: dict[str, list[str]]) -> None:
    """A circle is named if, and only if, the graph of the known names has one."""
    graph: Any = networkx.DiGraph()
    graph.add_nodes_from(predecessors)
    graph.add_edges_from(
        (one, name) for name, before in predecessors.items() for one in before if one in predecessors
    )
    found = find_cycle(predecessors)
    assert bool(found) is not networkx.is_directed_acyclic_graph(graph)
    assert all(graph.has_edge(one, two) for one, two in pairwise(found))
