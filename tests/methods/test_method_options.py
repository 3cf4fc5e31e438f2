"""M15 against the reference values and its checks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import Option, Tows, cited_codes, swot_tows

LISTED = {"S": 4, "W": 5, "O": 4, "T": 3}
FINDINGS = [[f"{letter} finding {place}" for place in range(count)] for letter, count in LISTED.items()]
OPTIONS = [
    Option("SO", "Use", ("S1", "S2", "O1")),
    Option("ST", "Defend", ("S3", "S4", "T1")),
    Option("WO", "Repair", ("W1", "W2", "O2", "O4")),
    Option("WT", "Reduce", ("W3", "W5", "T3")),
]


def checked(*arguments: Any, **options: Any) -> Tows:
    """Return the checks of options that can be checked."""
    value = swot_tows(*arguments, **options).value
    assert value is not None
    return value


@cases("M15")
def test_worked_coverage(inputs: dict[str, int], expected: dict[str, Any]) -> None:
    """Sixteen findings, thirteen cited; the orphans are those of the specification."""
    result = swot_tows(*FINDINGS, OPTIONS)
    assert result.value is not None
    assert result.value.listed == inputs["listed"]
    assert len(result.value.cited) == inputs["cited"]
    assert result.value.coverage == pytest.approx(expected["coverage"])
    assert len(result.value.orphans) == expected["orphans"]
    assert result.value.orphans == ("W4", "O3", "T2")
    assert result.value.sound
    assert result.notes == ()
    assert result.interpretation == (
        "The options use 13 of 16 findings (81.3 per cent); not used: W4, O3, T2."
    )


def test_every_quadrant_needs_an_option() -> None:
    """Empty quadrants are named."""
    result = swot_tows(*FINDINGS, OPTIONS[:2])
    assert result.value is not None
    assert result.value.empty_quadrants == ("WO", "WT")
    assert not result.value.sound
    assert "No option yet in: WO, WT." in result.notes


@pytest.mark.parametrize(
    ("cites", "one_sided"),
    [
        (("S1", "O1"), False),
        (("W1", "T1"), False),
        (("S1", "W1"), True),
        (("O1", "T1"), True),
        (("S1",), True),
        ((), True),
        (("S9", "O1"), True),
    ],
)
def test_an_option_cites_inside_and_outside(cites: tuple[str, ...], one_sided: bool) -> None:
    """An option that cites nothing, one side only, or what is not listed, is pointed at."""
    result = swot_tows(*FINDINGS, [*OPTIONS, Option("SO", "Share the register", cites)])
    assert result.value is not None
    assert (result.value.one_sided == (4,)) is one_sided
    assert any("“Share the register” must cite" in note for note in result.notes) is one_sided


def test_critical_weaknesses_need_repair() -> None:
    """Cited in an SO option does not count; WO or WT does."""
    options = [*OPTIONS, Option("SO", "Ignore it", ("W4", "O1"))]
    result = swot_tows(*FINDINGS, options, critical=["W1", "W4"])
    assert result.value is not None
    assert result.value.unused_critical == ("W4",)
    assert "Critical, and in no WO or WT option: W4." in result.notes


def test_codes_that_stand_for_nothing() -> None:
    """They are named and do not count as cited."""
    value = checked(*FINDINGS, [Option("SO", "Use", ("S1", "O1", "O9", "X1"))])
    assert value.unknown == ("O9", "X1")
    assert value.cited == ("S1", "O1")


@pytest.mark.parametrize(
    ("inside", "outside", "pair"),
    [(0, 2, ("S1", "O1")), (1, 3, ("W1", "T1")), (0, 3, None), (1, 2, None), (0, 1, None)],
)
def test_the_same_sentence_inside_and_outside(
    inside: int, outside: int, pair: tuple[str, str] | None
) -> None:
    """In S and O, or in W and T, case and punctuation aside, it prompts the question of control."""
    findings = [list(texts) for texts in FINDINGS]
    findings[inside][0], findings[outside][0] = "A young population", "a young  population."
    result = swot_tows(*findings, OPTIONS)
    assert result.value is not None
    assert result.value.same_text == ((pair,) if pair else ())
    assert any("inside or outside your control?" in note for note in result.notes) is bool(pair)


def test_two_to_six_findings_are_useful() -> None:
    """Fewer or more are noted, not refused; empty findings are never the same sentence."""
    result = swot_tows(["a"], ["b"] * 7, ["", "x"], ["y", "z"], OPTIONS)
    assert result.notes[0] == "S has 1 findings; two to six are useful."
    assert result.notes[1] == "W has 7 findings; two to six are useful."
    assert checked(["", "a"], ["b", "c"], ["", "x"], ["y", "z"], []).same_text == ()


def test_all_findings_used() -> None:
    """Full coverage has a sentence of its own."""
    result = swot_tows(["a", "b"], [], ["c"], [], [Option("SO", "Use", ("S1", "S2", "O1"))])
    assert result.interpretation == "The options use all 3 findings."


def test_an_empty_swot() -> None:
    """Nothing listed: no coverage."""
    assert not swot_tows([], [], [], [], []).available


def test_impossible_input_is_an_error() -> None:
    """An unknown quadrant, and a critical code that is no weakness."""
    with pytest.raises(ToolkitError, match="no quadrant"):
        swot_tows(*FINDINGS, [Option("OS", "Turn", ("S1", "O1"))])  # type: ignore[arg-type]
    for code in ("W6", "S1"):
        with pytest.raises(ToolkitError, match="no weakness"):
            swot_tows(*FINDINGS, OPTIONS, critical=[code])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("W2 + O1", ("W2", "O1")),
        ("w2,o1;T 3", ("W2", "O1", "T3")),
        ("S1S2 and SO2, AS3, W0, T100", ("S1",)),
        ("our strengths", ()),
        ("S1, S1", ("S1",)),
        ("S12", ("S12",)),
    ],
)
def test_codes_are_read_from_text(text: str, codes: tuple[str, ...]) -> None:
    """Short names in any case, each once; parts of words are none."""
    assert cited_codes(text) == codes


@given(
    st.lists(
        st.sampled_from(
            [f"{letter}{place + 1}" for letter, count in LISTED.items() for place in range(count)]
        )
    )
)
@settings(max_examples=40)
def test_coverage_and_orphans_complete_each_other(codes: list[str]) -> None:
    """Cited and orphans make up the list; coverage is their share."""
    value = checked(*FINDINGS, [Option("SO", "Use", codes)])
    assert {*value.cited, *value.orphans} == set(checked(*FINDINGS, []).orphans)
    assert value.coverage == len(set(codes)) / 16
    assert not set(value.cited) & set(value.orphans)


def test_findings_keep_their_own_codes() -> None:
    """Where findings were removed, a mapping says which code belongs to which; a list would count anew."""
    weaknesses = {"W2": "No owner", "W5": "Old registers"}
    options = [Option("WO", "Repair", ("W5", "O1")), Option("SO", "Use", ("S1", "O1"))]
    result = swot_tows(["Team"], weaknesses, ["Donor"], [], options, critical=["W5", "W2"])
    assert result.value is not None
    assert result.value.cited == ("S1", "W5", "O1")
    assert result.value.orphans == ("W2",)
    assert result.value.unused_critical == ("W2",)
    assert result.value.unknown == ()


def test_a_code_of_another_letter_is_an_error() -> None:
    """A weakness cannot be called S1."""
    with pytest.raises(ToolkitError, match="no code of W"):
        swot_tows([], {"S1": "No owner"}, [], [], [])
