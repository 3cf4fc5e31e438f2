"""M20 against the reference values and its edge cases; the list of the 169 targets."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import SdgMap, TargetLink, sdg_map
from toolkit_helpers.methods.sdg import STRENGTHS
from toolkit_helpers.methods.sdg_targets import (
    LEAVING_NO_ONE_BEHIND,
    TARGETS,
    goal_of,
    target_code,
    target_name,
    target_title,
)

OF_GOALS = (7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19)
"""Targets of the goals 1 to 17 in the 2030 Agenda; 169 in all."""


def link(objective: str, target: str, strength: int | None = 3, **more: str) -> TargetLink:
    """Return a link that gives no reason for a remark."""
    whole = {"mechanism": "because", "negative_effect": "the offline", "mitigation": "helpers"}
    return TargetLink(objective, target, strength, **{**whole, **more})


def mapped(objectives: list[str], *links: TargetLink) -> SdgMap:
    """Return the map of links that can be mapped."""
    value = sdg_map(objectives, links).value
    assert value is not None
    return value


@cases("M20")
def test_worked_map(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """Coverage, objectives without a direct link and the weighted tally of the specification."""
    links = [
        TargetLink(objective, target, strength)
        for objective, targets in inputs["links"].items()
        for target, strength in targets.items()
    ]
    result = sdg_map(list(inputs["links"]), links)
    assert result.value is not None
    assert result.value.coverage == pytest.approx(expected["coverage"])
    assert list(result.value.without_direct) == expected["without_direct"]
    assert result.value.tally == expected["tally"]
    assert result.value.matrix == inputs["links"]
    assert result.value.goals == {5: 2, 9: 2, 10: 3, 16: 5, 17: 2}
    assert "O3 has no direct link: is it an end or a means?" in result.notes
    assert result.interpretation == (
        "2 of 3 objectives have a direct link to a target (66.7 per cent); without: O3."
    )


def test_there_are_169_targets() -> None:
    """Each goal has as many as the Agenda gives it, in its order, none twice."""
    assert len(TARGETS) == len(set(TARGETS)) == 169
    assert tuple(Counter(map(goal_of, TARGETS)).values()) == OF_GOALS
    assert [code for code in TARGETS if goal_of(code) == 5] == [
        *("5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.a", "5.b", "5.c")
    ]
    assert [code for code in TARGETS if goal_of(code) == 17] == [f"17.{n}" for n in range(1, 20)]


def test_targets_that_leave_no_one_behind_have_titles() -> None:
    """The suggested targets exist and are explained; a target that no chapter names has no title."""
    assert set(LEAVING_NO_ONE_BEHIND) < set(TARGETS)
    assert all(map(target_title, LEAVING_NO_ONE_BEHIND))
    assert sum(map(bool, map(target_title, TARGETS))) == 14
    assert target_name("16.7") == "16.7 inclusive decision-making"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("16.9", "16.9"),
        (" 16.9 ", "16.9"),
        ("16,9", "16.9"),
        ("16.9.", "16.9"),
        ("SDG 16.9", "16.9"),
        ("target 5.B", "5.b"),
        ("05.b", "5.b"),
        ("16 . 10", "16.10"),
        ("١٦.٩", "16.9"),
    ],
)
def test_a_code_is_read_as_people_write_it(written: str, code: str) -> None:
    """Spaces, commas, capitals, Arabic-Indic digits and the word before it are forgiven."""
    assert target_code(written) == code


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("16.13", "Goal 16 has the targets 16.1, 16.2"),
        ("16.c", "16.10, 16.a, 16.b."),
        ("17.20", "Goal 17 has"),
        ("18.1", "The goals run from 1 to 17."),
        ("0.1", "The goals run from 1 to 17."),
        ("16", "such as 16.9 or 5.b"),
        ("16.9.1", "such as 16.9 or 5.b"),
        ("5b", "such as 16.9 or 5.b"),
        ("", "such as 16.9 or 5.b"),
        ("legal identity", "such as 16.9 or 5.b"),
        ("16.9 <script>", "such as 16.9 or 5.b"),
    ],
)
def test_what_is_no_target_is_told_with_a_remedy(written: str, remedy: str) -> None:
    """The message names the targets of the goal, the goals, or how a code is written."""
    with pytest.raises(ToolkitError) as caught:
        target_code(written)
    assert remedy in caught.value.remedy


def test_links_that_cannot_count_are_left_out_with_the_reason() -> None:
    """An unknown target or objective, a strength not judged and a second link of a pair say why."""
    links = [
        link("O1", "16.9"),
        link("O1", "16.13"),
        link("O9", "16.9"),
        link("O1", "5.b", None),
        link("O1", "SDG 16.9", 1),
    ]
    result = sdg_map(["O1"], links)
    assert result.value is not None
    assert result.value.matrix == {"O1": {"16.9": 3}}
    assert [one.what for one in result.dropped] == ["O1 → 16.13", "O9 → 16.9", "O1 → 5.b", "O1 → SDG 16.9"]
    reasons = " ".join(one.why for one in result.dropped)
    for words in ("none of the 169", "no such objective", "not judged", "linked twice"):
        assert words in reasons


def test_nothing_to_map_is_not_available() -> None:
    """No objective, no link, or no link that counts: a sentence, and what was left out."""
    assert "no objective yet" in sdg_map([], [link("O1", "16.9")]).interpretation
    assert "linked to a target" in sdg_map(["O1"], []).interpretation
    result = sdg_map(["O1"], [link("O1", "99.9")])
    assert not result.available
    assert len(result.dropped) == 1


@pytest.mark.parametrize("strength", [0, 4, -2, 2.5])
def test_an_impossible_strength_is_an_error(strength: float) -> None:
    """Only 3, 2, 1 and −1 exist."""
    with pytest.raises(ToolkitError, match="strength of a link cannot be"):
        sdg_map(["O1"], [link("O1", "16.9", strength)])  # type: ignore[arg-type]


def test_more_than_three_direct_links_are_too_many() -> None:
    """Three are allowed; the fourth brings the remark, enabling links do not count."""
    three = [link("O1", target) for target in ("16.6", "16.7", "16.9")]
    assert mapped(["O1"], *three, link("O1", "9.c", 2)).crowded == ()
    result = sdg_map(["O1"], [*three, link("O1", "16.10")])
    assert result.value is not None
    assert result.value.crowded == ("O1",)
    assert any("shows everything shows nothing" in note for note in result.notes)


def test_an_objective_needs_a_link_of_two_or_three() -> None:
    """A contextual link alone, or none, leaves it unlinked."""
    value = mapped(["O1", "O2", "O3", "O4"], link("O1", "16.9", 2), link("O2", "16.9", 1), link("O3", "1.4"))
    assert value.unlinked == ("O2", "O4")
    assert value.without_direct == ("O1", "O2", "O4")


def test_mechanisms_are_asked_for() -> None:
    """A link without one is named."""
    result = sdg_map(["O1"], [link("O1", "16.9", mechanism="  ")])
    assert result.value is not None
    assert result.value.without_mechanism == (("O1", "16.9"),)
    assert any("O1 → 16.9" in note for note in result.notes)


def test_negative_effects_need_a_mitigation() -> None:
    """A link of −1 and a negative effect in words both ask for one."""
    value = mapped(
        ["O1"],
        link("O1", "16.9", 3, mitigation=""),
        link("O1", "8.5", -1, negative_effect="", mitigation=""),
        link("O1", "1.3", 2, negative_effect="", mitigation=""),
    )
    assert value.negative == value.without_mitigation == (("O1", "16.9"), ("O1", "8.5"))
    assert not value.sound


def test_a_map_without_any_negative_effect_is_questioned() -> None:
    """Somebody may always lose."""
    result = sdg_map(["O1"], [link("O1", "16.9", negative_effect="")])
    assert any("Who could lose?" in note for note in result.notes)


def test_a_negative_link_adds_nothing() -> None:
    """It stands in the matrix, and neither in the tally nor among those that include."""
    value = mapped(["O1"], link("O1", "16.9"), link("O1", "10.2", -1))
    assert value.matrix["O1"] == {"10.2": -1, "16.9": 3}
    assert value.tally == {"16.9": 3}
    assert value.goals == {16: 3}
    assert value.inclusive == ("16.9",)


def test_leaving_no_one_behind_is_asked_for() -> None:
    """Without a link to one of the suggested targets they are named."""
    result = sdg_map(["O1"], [link("O1", "9.1")])
    assert result.value is not None
    assert not result.value.inclusive
    assert any("left behind" in note and "10.2" in note for note in result.notes)


def test_a_sound_map_gets_no_remark() -> None:
    """All objectives direct, reasons, a negative effect with its answer, and somebody included."""
    result = sdg_map(["O1", "O2"], [link("O1", "16.9"), link("O2", "1.3")])
    assert result.value is not None
    assert result.value.sound
    assert result.notes == ()
    assert result.interpretation == "All 2 objectives have a direct link to a target."
    assert "No objective has" in sdg_map(["O1"], [link("O1", "16.9", 1)]).interpretation


@given(
    st.lists(
        st.tuples(st.sampled_from(["O1", "O2", "O3"]), st.sampled_from(TARGETS), st.sampled_from(STRENGTHS)),
        min_size=1,
        unique_by=lambda one: one[:2],
    )
)
def test_matrix_tally_and_goals_add_up(links: list[tuple[str, str, int]]) -> None:
    """The tally sums the matrix, the goals sum the tally, the coverage counts rows with a 3."""
    value = mapped(["O1", "O2", "O3"], *(link(*one) for one in links))
    helping = [strength for row in value.matrix.values() for strength in row.values() if strength > 0]
    assert sum(value.tally.values()) == sum(value.goals.values()) == sum(helping)
    assert value.coverage * 3 == pytest.approx(sum(3 in row.values() for row in value.matrix.values()))
    assert list(value.targets) == sorted(value.targets, key=TARGETS.index)
    assert {(o, t): s for o, row in value.matrix.items() for t, s in row.items()} == {
        (o, t): s for o, t, s in links
    }
