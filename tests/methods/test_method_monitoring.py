"""M54 against the reference values and its checks of the golden thread."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.methods import Dropped, Initiative, PlanLinks, plan_completeness, plan_findings

WHOLE = Initiative(
    gaps=("G1",), objectives=("O1",), lead="CIO office", cost=0, dates="2027 to 2028", indicators=("N1",)
)


@cases("M54")
def test_worked_completeness(inputs: dict[str, int], expected: dict[str, float]) -> None:
    """41 of 47 required fields; the missing ones are listed in order."""
    required = [f"P{place}" for place in range(inputs["required"])]
    result = plan_completeness(set(required[: inputs["filled"]]), required)
    assert result.value is not None
    assert result.value.share == pytest.approx(expected["completeness"], abs=1e-9)
    assert result.value.missing == tuple(required[41:])
    assert result.interpretation == "41 of 47 required fields are filled (87.2 per cent)."


def test_the_worked_priority_gaps() -> None:
    """Two priority gaps without initiative."""
    links = PlanLinks(priority_gaps=["G1", "G2", "G3"], initiatives={"I1": WHOLE})
    result = plan_completeness({"a"}, ["a"], links)
    assert result.value is not None
    assert result.value.broken("gap without initiative") == ("G2", "G3")
    assert result.notes == (
        "The priority gap G2 has no initiative.",
        "The priority gap G3 has no initiative.",
    )
    assert result.interpretation == "1 of 1 required fields are filled (100 per cent); 2 checks fail."


@pytest.mark.parametrize(
    ("lacking", "word"),
    [
        ({"lead": " "}, "lead"),
        ({"cost": None}, "cost"),
        ({"dates": ""}, "dates"),
        ({"indicators": ()}, "indicator"),
    ],
)
def test_initiatives_are_complete(lacking: dict[str, Any], word: str) -> None:
    """Lead, cost, dates and indicator; a cost of 0 is a cost."""
    whole = {"gaps": ("G1",), "lead": "CIO", "cost": 0, "dates": "2027", "indicators": ["K1"]}
    assert plan_findings(PlanLinks(initiatives={"I1": Initiative(**whole)})) == ()
    found = plan_findings(PlanLinks(initiatives={"I1": Initiative(**{**whole, **lacking})}))
    assert [(one.rule, one.item) for one in found] == [("initiative incomplete", "I1")]
    assert found[0].text == f"The initiative I1 still lacks: {word}."


def test_who_must_be_heard_appears_in_section_8() -> None:
    """Names are compared without regard to case and blanks."""
    links = PlanLinks(must_be_heard=["Herders", "Deaf persons"], engaged=["herders "])
    assert [one.item for one in plan_findings(links)] == ["Deaf persons"]


def test_indicators_trace_to_objectives() -> None:
    """An indicator of nothing, or of an objective that is gone, is named."""
    links = PlanLinks(objectives=["O1"], indicators={"K1": "O1", "K2": "", "K3": "O7"})
    assert [one.item for one in plan_findings(links)] == ["K2", "K3"]


@pytest.mark.parametrize(
    "links",
    [
        PlanLinks(),
        PlanLinks(priority_gaps=["G1"]),
        PlanLinks(must_be_heard=["Herders"]),
        PlanLinks(indicators={"K1": "O1"}),
    ],
)
def test_what_is_not_begun_is_not_judged(links: PlanLinks) -> None:
    """A chapter still to come is no mistake."""
    assert plan_findings(links) == ()


def test_a_section_that_is_begun_and_empty_is_judged() -> None:
    """An empty list is not the same as not begun."""
    links = PlanLinks(priority_gaps=["G1"], initiatives={})
    assert [one.rule for one in plan_findings(links)] == ["gap without initiative"]


def test_findings_come_in_the_order_of_the_chapters() -> None:
    """Gaps and initiatives of chapter 5, groups of chapter 8, indicators of chapter 9."""
    links = PlanLinks(["G1"], {"I1": Initiative()}, ["Herders"], [], [], {"K1": "O1"})
    assert [one.rule for one in plan_findings(links)] == [
        "gap without initiative",
        "initiative incomplete",
        "not heard",
        "indicator without objective",
    ]


def test_fields_that_are_not_required_do_not_count() -> None:
    """They are named as left out; doubled ids count once."""
    result = plan_completeness(["a", "x"], ["a", "b", "a"])
    assert result.value is not None
    assert (result.value.filled, result.value.required, result.value.missing) == (1, 2, ("b",))
    assert result.dropped == (Dropped("x", "not a required field"),)


def test_a_plan_without_required_fields() -> None:
    """Nothing required: not available, but the findings still stand."""
    result = plan_completeness([], [], PlanLinks(priority_gaps=["G1"], initiatives={}))
    assert not result.available
    assert result.notes == ("The priority gap G1 has no initiative.",)


@given(st.lists(st.integers(0, 30), min_size=1), st.lists(st.integers(0, 30)))
def test_filled_and_missing_complete_each_other(required: list[int], filled: list[int]) -> None:
    """The share lies in 0 to 1, and what is missing keeps its order."""
    names = [str(one) for one in required]
    value = plan_completeness({str(one) for one in filled}, names).value
    assert value is not None
    assert value.filled + len(value.missing) == value.required == len(set(names))
    assert 0 <= value.share <= 1
    assert [names.index(one) for one in value.missing] == sorted(names.index(one) for one in value.missing)
