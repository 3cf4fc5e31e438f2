"""The golden thread of M54: every link is shown once, and every hole has its name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.methods import Initiative, PlanLinks, golden_thread, plan_findings
from toolkit_helpers.methods.thread import BEADS, GoldenThread, Strand, hole_text

LINKS = PlanLinks(
    priority_gaps=["G1", "G2", "G3"],
    initiatives={
        "I1": Initiative(gaps=["G1"], objectives=["O1"], indicators=["N1", "N2"]),
        "I2": Initiative(gaps=["G1", "G2"], objectives=["O1", "O2"]),
        "I3": Initiative(gaps=["G9"], objectives=["O2"], indicators=["N1"]),
    },
    objectives=["O1", "O2", "O3"],
    indicators={"N1": "O1", "N2": "O1", "N3": "O3", "N4": "O1", "N5": ""},
)


def thread(links: PlanLinks) -> GoldenThread:
    """Return the thread of a Plan that has one."""
    value = golden_thread(links).value
    assert value is not None
    return value


def test_each_gap_has_a_strand_for_each_initiative() -> None:
    """Gaps first; then what hangs on no gap, with the holes named."""
    assert thread(LINKS).strands == (
        Strand("G1", ("O1",), "I1", ("N1", "N2")),
        Strand("G1", ("O1", "O2"), "I2", ()),
        Strand("G2", ("O1", "O2"), "I2", ()),
        Strand("G3"),
        Strand("", ("O2",), "I3", ("N1",)),
        Strand("", ("O3",), "", ("N3",)),
        Strand("", ("O1",), "", ("N4",)),
        Strand("", (), "", ("N5",)),
    )
    assert [strand.holes for strand in thread(LINKS).strands] == [
        (),
        ("indicator",),
        ("indicator",),
        ("objective", "initiative", "indicator"),
        ("gap",),
        ("gap", "initiative"),
        ("gap", "initiative"),
        ("gap", "objective", "initiative"),
    ]
    assert golden_thread(LINKS).interpretation == (
        "The golden thread runs from gap to indicator in 1 of 8 strands."
    )


def test_a_name_that_is_gone_is_a_hole() -> None:
    """An indicator or objective that was deleted does not hold the thread."""
    links = PlanLinks(
        priority_gaps=["G1"],
        initiatives={"I1": Initiative(gaps=["G1"], objectives=["O7"], indicators=["N7"])},
        objectives=["O1"],
        indicators={"N1": "O1"},
    )
    assert thread(links).strands[0].holes == ("objective", "indicator")


def test_a_plan_that_has_only_gaps_shows_what_is_to_come() -> None:
    """Chapters still to come are holes, not errors."""
    assert thread(PlanLinks(priority_gaps=["G1"])).strands == (Strand("G1"),)
    assert not golden_thread(PlanLinks()).available
    assert not golden_thread(PlanLinks(priority_gaps=[], initiatives={})).available


@pytest.mark.parametrize("bead", BEADS)
def test_each_hole_has_its_words(bead: str) -> None:
    """The table never shows an empty cell."""
    assert bead in hole_text(bead)  # type: ignore[arg-type]


def names(letter: str, most: int = 3) -> st.SearchStrategy[list[str]]:
    """Return some codes of a letter."""
    return st.lists(st.sampled_from([f"{letter}{n}" for n in range(1, most + 2)]), unique=True, max_size=most)


plans = st.builds(
    PlanLinks,
    priority_gaps=names("G"),
    initiatives=st.dictionaries(
        st.sampled_from(["I1", "I2", "I3"]),
        st.builds(Initiative, gaps=names("G"), objectives=names("O"), indicators=names("N")),
    ),
    objectives=names("O"),
    indicators=st.dictionaries(st.sampled_from(["N1", "N2", "N3"]), st.sampled_from(["", "O1", "O2", "O9"])),
)


@given(plans)
def test_nothing_that_the_plan_names_is_lost(links: PlanLinks) -> None:
    """Each gap, initiative, objective and indicator stands somewhere, or the Plan holds none."""
    result = golden_thread(links)
    strands = result.value.strands if result.value else ()
    assert {one.gap for one in strands} - {""} == set(links.priority_gaps or ())
    assert {one.initiative for one in strands} - {""} == set(links.initiatives or {})
    shown = {name for one in strands for name in one.objectives}
    assert shown == set(links.objectives or ())
    assert {name for one in strands for name in one.indicators} == set(links.indicators or {})


@given(plans)
def test_the_thread_and_the_checks_agree(links: PlanLinks) -> None:
    """A gap whose strand lacks an initiative is the gap that the checks of M54 name."""
    result = golden_thread(links)
    strands = result.value.strands if result.value else ()
    holes = {one.gap for one in strands if one.gap and "initiative" in one.holes}
    found = {one.item for one in plan_findings(links) if one.rule == "gap without initiative"}
    assert holes == found
