"""M50 against the reference value, and every place where a chain breaks."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import ChainLink, ResultsChain, chain_check
from toolkit_helpers.methods.results_chain import STAGES, ChainFault, Fault, Stage

NODES: dict[str, Stage] = {
    **{f"A{n}": "activity" for n in range(1, 5)},
    **{f"P{n}": "output" for n in range(1, 4)},
    "C1": "outcome",
    "C2": "outcome",
    "M1": "impact",
}
LOWER = [ChainLink(f"A{n}", f"P{min(n, 3)}") for n in range(1, 5)]
UPPER = [
    ChainLink("P1", "C1", "Parents hear of it in time"),
    ChainLink("P1", "C2", "Registrars are at their posts"),
    ChainLink("P2", "C2", "The network holds"),
    ChainLink("C1", "M1", "A certificate opens the clinic's door"),
    ChainLink("C2", "M1"),
]


def checked(nodes: dict[str, Stage], links: list[ChainLink]) -> ResultsChain:
    """Return the checks of a chain that can be checked."""
    value = chain_check(nodes, links).value
    assert value is not None
    return value


@cases("M50")
def test_worked_chain_with_two_faults(inputs: dict[str, int], expected: dict[str, float]) -> None:
    """3 outputs, 2 outcomes and 5 upper links: 13 checks, of which 11 are satisfied."""
    result = chain_check(NODES, LOWER + UPPER)
    value = result.value
    assert value is not None
    stages = list(NODES.values())
    assert (stages.count("output"), stages.count("outcome"), len(UPPER)) == (
        inputs["outputs"],
        inputs["outcomes"],
        inputs["upper_links"],
    )
    counted: dict[Fault, str] = {
        "output without activity": "outputs_without_activity",
        "output leads nowhere": "outputs_leading_nowhere",
        "outcome leads nowhere": "outcomes_leading_nowhere",
        "link without assumption": "upper_links_without_assumption",
    }
    assert {name: len(value.where(fault)) for fault, name in counted.items()} == {
        name: inputs[name] for name in counted.values()
    }
    assert (value.applicable, value.satisfied) == (expected["applicable"], expected["satisfied"])
    assert value.completeness == pytest.approx(expected["completeness"])
    assert value.faults == (
        ChainFault("output leads nowhere", ("P3",)),
        ChainFault("link without assumption", ("C2", "M1")),
    )
    assert result.interpretation == "11 of 13 checks of the chain are satisfied (84.6 per cent)."
    assert not value.sound


def test_a_whole_chain_is_sound() -> None:
    """With every link and every assumption nothing is left to say."""
    whole = [
        *LOWER,
        *UPPER[:-1],
        ChainLink("C2", "M1", "Benefits follow"),
        ChainLink("P3", "C1", "It is free"),
    ]
    result = chain_check(NODES, whole)
    assert result.value is not None
    assert result.value.sound
    assert (result.value.completeness, result.value.pathways) == (1.0, 4)
    assert result.notes == ()


@pytest.mark.parametrize(
    ("start", "end", "skipped"),
    [
        ("activity", "impact", True),
        ("activity", "outcome", True),
        ("input", "output", True),
        ("output", "impact", True),
        ("input", "activity", False),
        ("outcome", "outcome", False),
        ("output", "outcome", False),
    ],
)
def test_no_level_is_skipped(start: Stage, end: Stage, skipped: bool) -> None:
    """From an activity straight to an impact the question is what changes for whom in between."""
    result = chain_check({"C1": start, "C2": end, "C3": "outcome"}, [ChainLink("C1", "C2", "hope")])
    assert result.value is not None
    assert result.value.skips == ((("C1", "C2"),) if skipped else ())
    assert any("What changes for whom in between?" in note for note in result.notes) is skipped


def test_an_outcome_may_lead_to_a_higher_outcome() -> None:
    """But not to itself, and an assumption is asked for only where the method asks for it."""
    nodes: dict[str, Stage] = {"C1": "outcome", "C2": "outcome", "C3": "impact"}
    value = checked(nodes, [ChainLink("C1", "C2"), ChainLink("C2", "C3", "why")])
    assert (value.satisfied, value.applicable) == (3, 3)
    alone = checked({"C1": "outcome"}, [ChainLink("C1", "C1")])
    assert alone.where("outcome leads nowhere") == (("C1",),)
    assert alone.cycle == ("C1", "C1")


def test_an_output_of_an_output_still_needs_its_activity() -> None:
    """Somebody has to do something for each output."""
    nodes: dict[str, Stage] = {"C1": "input", "C2": "output", "C3": "outcome"}
    result = chain_check(nodes, [ChainLink("C1", "C2"), ChainLink("C2", "C3", "why")])
    assert result.value is not None
    assert result.value.where("output without activity") == (("C2",),)
    assert "No activity leads to: C2. Who does what, so that it exists?" in result.notes


def test_a_link_given_twice_counts_once() -> None:
    """It has its assumption if either has; blanks are none."""
    nodes: dict[str, Stage] = {"C1": "output", "C2": "outcome"}
    value = checked(nodes, [ChainLink("C1", "C2", " "), ChainLink("C1", "C2", "They trust it")])
    assert value.where("link without assumption") == ()
    assert value.applicable == 4


def test_circles_backward_links_and_orphans_are_named() -> None:
    """They are listed and not counted."""
    nodes: dict[str, Stage] = {"C1": "activity", "C2": "output", "C3": "outcome", "C4": "impact"}
    links = [ChainLink("C1", "C2"), ChainLink("C2", "C3", "why"), ChainLink("C3", "C1", "why")]
    result = chain_check(nodes, links)
    assert result.value is not None
    assert result.value.cycle == ("C1", "C2", "C3", "C1")
    assert result.value.backward == (("C3", "C1"),)
    assert result.value.orphans == ("C4",)
    assert result.value.pathways == 0
    notes = " ".join(result.notes)
    for said in ("C1 → C2 → C3 → C1. Where does it begin?", "wrong way round", "Linked with nothing: C4."):
        assert said in notes


def test_a_single_pathway_asks_what_else_must_happen() -> None:
    """Law, price and trust are rarely on the first drawing."""
    nodes: dict[str, Stage] = {"C1": "activity", "C2": "output", "C3": "outcome", "C4": "impact"}
    links = [ChainLink("C1", "C2"), ChainLink("C2", "C3", "why"), ChainLink("C3", "C4", "why")]
    result = chain_check(nodes, links)
    assert result.value is not None
    assert result.value.pathways == 1
    assert result.notes == ("There is only one pathway. What else must happen (law, price, trust)?",)


@pytest.mark.parametrize("nodes", [{}, {"C1": "input"}, {"C1": "activity", "C2": "impact"}])
def test_without_output_and_outcome_there_is_nothing_to_check(nodes: dict[str, Stage]) -> None:
    """A chain that has only begun is not available, and says what it lacks."""
    result = chain_check(nodes, [])
    assert not result.available
    assert result.interpretation == "Not available: the chain has no output and no outcome yet."


def test_impossible_input_is_an_error() -> None:
    """A stage that does not exist, and a link into nothing."""
    with pytest.raises(ToolkitError, match="no stage of the results chain") as caught:
        chain_check({"C1": "product"}, [])  # type: ignore[dict-item]
    assert "outcome" in caught.value.remedy
    with pytest.raises(ToolkitError, match="names C9, which the chain does not have"):
        chain_check({"C1": "output"}, [ChainLink("C1", "C9")])


names = [f"C{n}" for n in range(1, 7)]
chains = st.tuples(
    st.fixed_dictionaries({name: st.sampled_from(STAGES) for name in names}),
    st.lists(
        st.tuples(st.sampled_from(names), st.sampled_from(names), st.sampled_from(["", "why"])), max_size=14
    ),
)


@given(chains)
def test_circles_and_pathways_are_those_of_a_graph_library(chain: tuple[dict[str, Stage], list[Any]]) -> None:
    """NetworkX finds a circle exactly where the method does, and counts the same ways up."""
    nodes, arrows = chain
    result = chain_check(nodes, [ChainLink(*arrow) for arrow in arrows])
    graph = nx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((start, end) for start, end, _why in arrows)
    if result.value is None:
        assert not {"output", "outcome"} & set(nodes.values())
        return
    value = result.value
    assert bool(value.cycle) != nx.is_directed_acyclic_graph(graph)
    if value.cycle:
        assert all(graph.has_edge(*step) for step in zip(value.cycle, value.cycle[1:], strict=False))
        assert value.cycle[0] == value.cycle[-1]
    else:
        ways = 0
        for start, stage in nodes.items():
            for end, last in nodes.items():
                if stage == "output" and last == "impact":
                    paths = nx.all_simple_paths(graph, start, end)
                    ways += sum(all(nodes[name] != "impact" for name in path[:-1]) for path in paths)
        assert value.pathways == ways
    assert set(value.orphans) == {name for name in nodes if not graph.degree(name)}
    assert value.satisfied + len(value.faults) == value.applicable
    assert 0 <= value.completeness <= 1
