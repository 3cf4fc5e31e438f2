"""M10 and M11 against the reference values and their edge cases."""

from __future__ import annotations

import math
from statistics import fmean, median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import Cell, Dropped, Gap, Maturity, gap, grid_gaps, maturity, pillar_scan
from toolkit_helpers.vocabulary import LEVELS, PILLARS

CODES = [f"{pillar}.{level}" for pillar in PILLARS for level in LEVELS]
LEVEL = st.integers(1, 5)
GRID = st.dictionaries(st.sampled_from(CODES), st.lists(LEVEL, min_size=1, max_size=5), min_size=1)


NANDARA = dict(zip(PILLARS, (3, 2, 2, 1, 2, 2, 2, 1, 2), strict=True))
"""The scan of the demonstration team in annex B of the curriculum, invented."""


def scored(cells: Any) -> Maturity:
    """Return the value of a grid that has one."""
    value = maturity(cells).value
    assert value is not None
    return value


@cases("M10")
def test_worked_pillars(inputs: dict[str, Any], expected: dict[str, float]) -> None:
    """A pillar is the mean of its assessed cells, 'not applicable' aside."""
    grid = scored(dict(zip((f"PL5.{level}" for level in LEVELS), inputs["cells"], strict=True)))
    pillar = grid.pillars["PL5"]
    assert pillar.score == pytest.approx(expected["score"], abs=1e-9)
    assert pillar.index == pytest.approx(expected["index"], abs=1e-9)
    assert pillar.assessed == expected.get("assessed", 4)
    assert not pillar.thin


def test_a_cell_is_the_median_of_its_raters() -> None:
    """The mean stands next to it; a rater who gave no score takes no part."""
    cell = scored({"PL1.L1": [1, 2, 5, None, 2]}).cells["PL1.L1"]
    assert (cell.score, cell.mean, cell.assessed) == (2, 2.5, 4)


def test_a_pillar_with_many_cells_does_not_weigh_more() -> None:
    """The overall score is the mean of pillars, not of cells; levels run over pillars."""
    grid = scored({"PL1.L1": 1, "PL1.L2": 1, "PL1.L3": 1, "PL2.L1": 5})
    assert (grid.overall.score, grid.overall.index, grid.overall.assessed) == (3, 0.5, 2)
    assert grid.levels["L1"].score == 3
    assert "L4" not in grid.levels


def test_thin_and_missing_pillars_are_flagged() -> None:
    """One cell is thin evidence; a pillar without any is left out of the overall score."""
    result = maturity({"PL1.L1": 2, "PL2.L1": 3, "PL2.L2": 4})
    assert result.value is not None
    assert result.value.pillars["PL1"].thin
    assert not result.value.pillars["PL2"].thin
    assert result.value.missing == ("PL3", "PL4", "PL5", "PL6", "PL7", "PL8", "PL9")
    assert result.notes[0] == "Thin evidence, fewer than two cells: PL1."
    assert result.notes[1].startswith("Not assessed and left out of the overall score: PL3")


@pytest.mark.parametrize(
    ("cell", "confidence"),
    [
        (3, "low"),
        (Cell([3], confidence="high"), "low"),
        (Cell([3], evidence="  ", confidence="high"), "low"),
        (Cell([3], evidence="decree of 2025"), "medium"),
        (Cell([3], evidence="decree of 2025", confidence="high"), "high"),
    ],
)
def test_a_score_without_evidence_has_low_confidence(cell: Cell | int, confidence: str) -> None:
    """Whatever the raters feel."""
    assert scored({"PL1.L1": cell}).cells["PL1.L1"].confidence == confidence


def test_what_is_not_rated_is_dropped_with_the_reason() -> None:
    """Not applicable is not the same as not assessed, and neither is zero."""
    result = maturity(
        {"PL1.L1": 2, "PL1.L2": None, "PL1.L3": [None, math.nan], "PL1.L4": Cell([4], applicable=False)}
    )
    assert result.dropped == (
        Dropped("PL1.L2", "not assessed"),
        Dropped("PL1.L3", "not assessed"),
        Dropped("PL1.L4", "marked as not applicable"),
    )
    assert result.value is not None
    assert result.value.pillars["PL1"].score == 2


@pytest.mark.parametrize("cells", [{}, {"PL1.L1": None}, {"PL1.L1": Cell([3], applicable=False)}])
def test_an_empty_grid_is_not_available(cells: Any) -> None:
    """Nothing assessed: no score, and the reason."""
    result = maturity(cells)
    assert not result.available
    assert "no cell" in result.interpretation


def test_the_scan_of_the_demonstration_team() -> None:
    """Nine scores of one pillar each have the mean 1.89, and the two lowest pillars are named."""
    result = pillar_scan(NANDARA)
    assert result.value is not None
    assert result.value.overall.score == pytest.approx(17 / 9)
    assert f"{result.value.overall.score:.2f}" == "1.89"
    assert result.value.missing == ()
    assert (dict(result.value.cells), dict(result.value.levels)) == ({}, {})
    assert result.interpretation == (
        "Overall maturity is 1.9 of 5, the mean of 9 assessed pillars; the lowest, with 1.0, is PL4, PL8."
    )


def test_a_scanned_pillar_is_the_median_of_its_raters() -> None:
    """One score for each member: the median counts, the mean stands beside it, and no pillar is thin."""
    result = pillar_scan({"PL2": Cell([1, 2, 5, None], evidence="decree"), "PL9": [None], "PL1": 4})
    assert result.value is not None
    pillar = result.value.pillars["PL2"]
    assert (pillar.score, pillar.mean, pillar.assessed, pillar.thin) == (2, pytest.approx(8 / 3), 3, False)
    assert (pillar.confidence, result.value.pillars["PL1"].confidence) == ("medium", "low")
    assert list(result.value.pillars) == ["PL1", "PL2"]
    assert result.dropped == (Dropped("PL9", "not assessed"),)
    assert "Low confidence: PL1." in result.notes


@pytest.mark.parametrize("scores", [{}, {"PL1": None}, {"PL1": Cell([3], applicable=False)}])
def test_an_empty_scan_is_not_available(scores: Any) -> None:
    """Nothing scored: no profile, and the reason."""
    result = pillar_scan(scores)
    assert not result.available
    assert "no pillar is scored" in result.interpretation


@pytest.mark.parametrize("code", ["PL10", "PL1.L1", "L1", ""])
def test_unknown_pillars_are_errors(code: str) -> None:
    """A scan has nine pillars and no cells."""
    with pytest.raises(ToolkitError, match="is no pillar"):
        pillar_scan({code: 3})


@given(st.dictionaries(st.sampled_from(list(PILLARS)), st.lists(LEVEL, min_size=1, max_size=6), min_size=1))
def test_a_scan_is_the_grid_with_one_level(scores: dict[str, list[int]]) -> None:
    """Scanned as wholes or as one cell each, pillars have the same scores and the same mean."""
    scan, grid = (
        pillar_scan(scores).value,
        maturity({f"{code}.L2": one for code, one in scores.items()}).value,
    )
    assert scan is not None
    assert grid is not None
    assert {code: one.score for code, one in scan.pillars.items()} == {
        code: one.score for code, one in grid.pillars.items()
    }
    assert scan.overall == grid.overall


@pytest.mark.parametrize("code", ["PL10.L1", "PL1.L5", "PL1", "", "L1.PL1"])
def test_unknown_cells_are_errors(code: str) -> None:
    """A cell outside the grid is refused with the range of the grid."""
    with pytest.raises(ToolkitError, match="no cell of the capacity grid"):
        maturity({code: 3})
    with pytest.raises(ToolkitError, match="no cell of the capacity grid"):
        grid_gaps({code: (1, 2)})


@pytest.mark.parametrize("score", [0, 6, 2.5, True, "3"])
def test_scores_outside_the_scale_are_errors(score: Any) -> None:
    """Judgement scores are whole numbers from 1 to 5."""
    with pytest.raises(ToolkitError, match=r"PL1\.L1"):
        maturity({"PL1.L1": [score]})


def test_the_sentence_names_the_lowest_pillars_together() -> None:
    """Ties are ties; equal pillars and a single one have sentences of their own."""
    tied = maturity({"PL1.L1": 2, "PL2.L1": 2, "PL3.L1": 5}).interpretation
    assert (
        tied
        == "Overall maturity is 3.0 of 5, the mean of 3 assessed pillars; the lowest, with 2.0, is PL1, PL2."
    )
    assert maturity({"PL1.L1": 2, "PL2.L1": 2}).interpretation.endswith(
        "the same for each of 2 assessed pillars."
    )
    assert (
        maturity({"PL4.L1": 2}).interpretation
        == "Maturity is 2.0 of 5 in PL4, the only pillar assessed so far."
    )


@given(GRID)
@settings(max_examples=40)
def test_maturity_follows_its_definition(cells: dict[str, list[int]]) -> None:
    """Cells, pillars, levels and the whole, computed again; all on 1 to 5, all indices on 0 to 1."""
    grid = scored(cells)
    medians = {code: median(scores) for code, scores in cells.items()}
    for pillar, score in grid.pillars.items():
        assert score.score == pytest.approx(fmean(medians[code] for code in cells if code[:3] == pillar))
    for level, score in grid.levels.items():
        assert score.score == pytest.approx(fmean(medians[code] for code in cells if code[-2:] == level))
    assert grid.overall.score == pytest.approx(fmean(one.score for one in grid.pillars.values()))
    for score in (*grid.cells.values(), *grid.pillars.values(), *grid.levels.values(), grid.overall):
        assert 1 <= score.score <= 5
        assert 0 <= score.index <= 1
    assert set(grid.missing) == set(PILLARS) - set(grid.pillars)


@given(GRID, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_cells_and_raters_does_not_matter(cells: dict[str, list[int]], random: Any) -> None:
    """A shuffled grid has the same maturity."""
    codes = list(cells)
    random.shuffle(codes)
    shuffled = scored({code: random.sample(cells[code], len(cells[code])) for code in codes})
    assert shuffled.overall.score == pytest.approx(scored(cells).overall.score)
    assert list(shuffled.pillars) == sorted(shuffled.pillars)


@cases("M11")
def test_worked_gaps(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """Target minus current; a missing level is no gap and not a gap of 0."""
    result = gap(**inputs)
    if expected["gap"] is None:
        assert result.value is None
    else:
        assert result.value is not None
        assert (result.value.gap, result.value.relative) == (expected["gap"], expected["relative"])


@pytest.mark.parametrize(("current", "target"), [(None, 3), (3, None), (None, None), (math.nan, 3)])
def test_no_gap_without_both_levels(current: float | None, target: float | None) -> None:
    """The result says what is needed."""
    result = gap(current, target)
    assert not result.available
    assert "both a current level and a target" in result.interpretation


def test_a_lower_target_needs_a_reason() -> None:
    """Without one it is an error; with one nothing has to be built."""
    with pytest.raises(ToolkitError, match="The target 2 lies below the current level 4"):
        gap(4, 2)
    with pytest.raises(ToolkitError, match="write down the reason"):
        gap(4, 2, reason="  ")
    result = gap(4, 2, reason="the portal is phased out")
    assert result.value == Gap(gap=0, lowered=2)
    assert result.interpretation.startswith("The target lies 2 below")


def test_a_met_target_is_a_gap_of_zero() -> None:
    """Zero is a value, not a missing one."""
    result = gap(3, 3)
    assert result.value == Gap(0)
    assert result.interpretation == "The current level 3 meets the target: no gap to close."


@pytest.mark.parametrize(("current", "target"), [(0, 3), (3, 6), (1.5, 3)])
def test_levels_outside_the_scale_are_errors(current: float, target: float) -> None:
    """Levels are whole numbers from 1 to 5."""
    with pytest.raises(ToolkitError, match="from 1 to 5"):
        gap(current, target)


@given(LEVEL, LEVEL)
def test_gaps_lie_within_the_scale(one: int, two: int) -> None:
    """0 to 4, relative 0 to 1."""
    low, high = sorted((one, two))
    value = gap(low, high).value
    assert value is not None
    assert value.gap == high - low
    assert 0 <= value.relative <= 1


def test_the_gap_grid_has_means_by_pillar_and_level() -> None:
    """A red row is a problem of a pillar, a red column one of a level."""
    result = grid_gaps({"PL5.L1": (1, 4), "PL5.L3": (2, 3), "PL6.L3": (2, 5), "PL7.L1": (None, 3)})
    assert result.value is not None
    assert result.value.pillars == {"PL5": 2, "PL6": 3}
    assert result.value.levels == {"L1": 3, "L3": 2}
    assert result.dropped == (Dropped("PL7.L1", "current level or target is missing"),)
    assert result.interpretation == "The widest gap is 3 of 4: PL5.L1, PL6.L3."


def test_a_lower_target_in_the_grid_is_left_out_unless_explained() -> None:
    """One unexplained cell does not stop the whole grid."""
    cells = {"PL1.L1": (4, 2), "PL1.L2": (1, 2)}
    left_out = grid_gaps(cells)
    assert left_out.value is not None
    assert list(left_out.value.cells) == ["PL1.L2"]
    assert "no reason" in left_out.dropped[0].why
    explained = grid_gaps(cells, reasons={"PL1.L1": "phased out"}).value
    assert explained is not None
    assert explained.cells["PL1.L1"].lowered == 2


@pytest.mark.parametrize(
    ("tops", "others", "advised"), [(1, 2, False), (2, 4, False), (2, 3, True), (1, 0, True)]
)
def test_too_many_targets_of_five(tops: int, others: int, advised: bool) -> None:
    """More than a third of the cells at level 5 brings the advice; exactly a third does not."""
    targets = [5] * tops + [4] * others
    result = grid_gaps({code: (1, target) for code, target in zip(CODES, targets, strict=False)})
    assert (result.notes == ("Choose where excellence matters.",)) is advised


def test_an_empty_gap_grid() -> None:
    """No cell with both levels: not available; all met: no gap to close."""
    assert not grid_gaps({}).available
    assert not grid_gaps({"PL1.L1": (1, None)}).available
    assert (
        grid_gaps({"PL1.L1": (2, 2)}).interpretation == "No gap to close: every rated cell meets its target."
    )
