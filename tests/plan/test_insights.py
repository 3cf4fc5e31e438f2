"""Insights say what a team's answers add up to, and what to fill in before they can."""

from __future__ import annotations

from typing import Any

import pytest
from demonstration_team import Answers, as_file

from toolkit_helpers.answers import AnswersFile
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.exercises import bank
from toolkit_helpers.plan import all_exercises, insights

NAMES = {exercise.insight: exercise.id for exercise in all_exercises() if exercise.insight}


def computed(answers: AnswersFile, exercise_id: str) -> list[dict[str, Any]]:
    """Return the blocks of an exercise's insight."""
    exercise = bank.exercise(exercise_id)
    assert exercise.insight is not None
    return insights.compute(exercise.insight, exercise, answers.parts(exercise_id), answers)


def texts(blocks: list[dict[str, Any]]) -> list[str]:
    """Return the paragraphs."""
    return [block["text"] for block in blocks if block["kind"] == "text"]


def tables(blocks: list[dict[str, Any]]) -> list[list[list[str]]]:
    """Return the rows of each table."""
    return [block["rows"] for block in blocks if block["kind"] == "table"]


def lists(blocks: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the lists by title."""
    return {block["title"]: block["items"] for block in blocks if block["kind"] == "list"}


def test_the_exercises_use_exactly_these_insights() -> None:
    """No insight is without an exercise and no exercise without its insight."""
    assert set(NAMES) == set(insights.NAMES)


@pytest.mark.parametrize("exercise_id", sorted(NAMES.values()))
def test_before_the_first_answer_there_is_one_hint(exercise_id: str) -> None:
    """An empty exercise gets an honest sentence instead of an empty table."""
    blocks = computed(AnswersFile(), exercise_id)
    assert [block["kind"] for block in blocks] == ["text"]
    assert blocks[0]["tone"] == "hint"


@pytest.mark.parametrize("exercise_id", sorted(NAMES.values()))
def test_blocks_have_the_shape_that_pages_show(answers: AnswersFile, exercise_id: str) -> None:
    """Every row is as long as its header, and everything is text."""
    for block in computed(answers, exercise_id):
        assert block.get("tone", "note") in {"hint", "note"}
        match block["kind"]:
            case "text":
                assert block["text"]
            case "list":
                assert block["title"]
                assert all(block["items"])
            case "table":
                assert block["caption"]
                assert all(len(row) == len(block["header"]) for row in block["rows"])
                assert all(isinstance(cell, str) for row in block["rows"] for cell in row)
            case other:
                pytest.fail(f"unknown kind {other}")


def test_baseline_shows_figures_as_they_are_entered(answers: AnswersFile, team: Answers) -> None:
    """Entry and data stand side by side, and what is not entered is not given away."""
    rows = tables(computed(answers, "EX1.4"))[0]
    assert rows[0] == ["EGDI value of your country", "0.5799", "0.5799"]
    assert rows[5][1:] == ["0.1552", "+0.1552"]
    team["EX1.4"] = {"world_rank": "100"}
    assert tables(computed(as_file(team), "EX1.4")) == [[["World rank (of 193 Member States)", "100", "118"]]]


def test_baseline_asks_for_a_country(answers: AnswersFile) -> None:
    """Without a country there is nothing to compare with."""
    alone = AnswersFile(answers={"EX1.4": answers.answers["EX1.4"]})
    assert texts(computed(alone, "EX1.4")) == [
        "Choose your country first, in EX0.1 or in a chart of this chapter."
    ]


def test_components_stand_beside_the_peers(answers: AnswersFile) -> None:
    """Rwanda's TII is the component least above its income group; the team decides."""
    blocks = computed(answers, "EX1.5")
    rows = tables(blocks)[0]
    assert [row[0][:3] for row in rows] == ["OSI", "TII", "HCI"]
    assert [row[1] for row in rows] == ["0.8206", "0.3724", "0.5467"]
    differences = {row[0][:3]: float(row[3].replace("−", "-")) for row in rows}
    assert min(differences, key=differences.__getitem__) == "TII"
    assert "TII. Your team decides." in texts(blocks)[0]


def test_stakeholders_name_those_who_must_be_heard(answers: AnswersFile) -> None:
    """M14: strongly affected with little power, whatever the quadrant."""
    blocks = computed(answers, "EX3.3")
    heard = next(items for title, items in lists(blocks).items() if title.startswith("Must be heard"))
    assert heard == [
        "Association of persons with disabilities",
        "Parents of newborn children",
        "Families without papers",
    ]
    assert tables(blocks)[0][0] == ["Ministry of Finance", "Win over and keep satisfied", ""]


def test_capacity_shows_scores_flags_and_gaps(answers: AnswersFile) -> None:
    """M10 gives pillars and levels, M12 the order of the gaps."""
    pillars, levels, gaps = tables(computed(answers, "EX3.4"))
    assert pillars[0] == ["PL1 Vision, leadership and mindsets", "2.0", "4", ""]
    assert [row[0][:2] for row in levels] == ["L1", "L2", "L3", "L4"]
    assert gaps[0][0].startswith("PL5.L1")
    assert len(gaps) == 8


def test_a_pillar_with_one_cell_is_thin_evidence(answers: AnswersFile) -> None:
    """One cell is little to judge a pillar by."""
    grid = {"grid": {"PL6.L4": {"current": 2}}}
    exercise = bank.exercise("EX3.4")
    pillars = tables(insights.compute("capacity", exercise, grid, answers))[0]
    assert pillars == [
        ["PL6 ICT infrastructure, affordability and accessibility of technology", "2.0", "1", "thin evidence"]
    ]


def test_agreement_reads_the_grid_of_the_other_exercise(answers: AnswersFile) -> None:
    """EX3.5 computes alpha from the raters of EX3.4 and names the widest cells."""
    blocks = computed(answers, "EX3.5")
    assert "3 raters and 12 cells" in texts(blocks)[0]
    assert tables(blocks)[0][0][3] == "1"
    assert insights.READS["agreement"] == {"EX3.4"}


def test_options_name_the_findings_that_nobody_uses(answers: AnswersFile) -> None:
    """M15: coverage, orphans by name, and quadrants without an option."""
    blocks = computed(answers, "EX3.6")
    assert texts(blocks)[0] == "Your options use 4 of 5 findings, 80 per cent."
    assert lists(blocks)["Used by no option"] == ["W1 No owner"]
    told = " ".join(texts(blocks))
    assert "ST, WO" in told
    assert "Critical, and in no WO or WT option: W1" in told


def test_priorities_are_ranked_and_ties_told(answers: AnswersFile, team: Answers) -> None:
    """M12: highest first; equal gaps share a rank."""
    rows = tables(computed(answers, "EX3.7"))[0]
    assert [row[0][:2] for row in rows] == ["G2", "G4", "G3", "G5", "G1"]
    team["EX3.7"]["gaps"][4] = {**team["EX3.7"]["gaps"][2], "statement": "The same again."}
    exercise = bank.exercise("EX3.7")
    tied = insights.compute("priorities", exercise, team["EX3.7"], answers)
    assert [row[1] for row in tables(tied)[0]] == ["1", "2", "3=", "3=", "5"]
    assert any("tie" in text for text in texts(tied))


def test_options_cite_findings_by_the_codes_that_these_carry(team: Answers) -> None:
    """After the first weakness was removed, W2 is still W2, for options and for critical weaknesses."""
    swot = [
        {"code": "S1", "field": "S", "text": "Registrars"},
        {"code": "W2", "field": "W", "text": "Old registers", "critical": True},
        {"code": "O1", "field": "O", "text": "Standards"},
    ]
    tows = [{"quadrant": "WO", "option": "Renew", "cites": "W2 + O1"}]
    team["EX3.6"] = {"swot": swot, "tows": tows}
    told = str(computed(as_file(team), "EX3.6"))
    assert "Your options use 2 of 3 findings" in told
    assert "S1 Registrars" in told
    assert "Cited, but not on the list" not in told


def test_an_unknown_insight_is_an_authors_error() -> None:
    """The message names the exercise and the insights that there are."""
    with pytest.raises(ToolkitError, match="no insight 'horoscope'") as caught:
        insights.compute("horoscope", bank.exercise("EX1.2"), {}, AnswersFile())
    assert caught.value.where == "EX1.2"
    assert "baseline" in caught.value.remedy
