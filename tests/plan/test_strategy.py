"""P5 and the insights of chapter 5: initiatives, quadrants, robustness, dates, money and risks."""

from __future__ import annotations

from typing import Any

import pytest
from demonstration_team import Answers, as_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_reading import Blocks, chapter, insight

from toolkit_helpers.exercises import bank
from toolkit_helpers.exercises.marking import mark_exercise
from toolkit_helpers.exercises.model import Table
from toolkit_helpers.exercises.references import collect
from toolkit_helpers.plan import assemble, insights
from toolkit_helpers.plan.model import Value
from toolkit_helpers.plan.values import Inputs

WITH_INSIGHT = ("EX5.2", "EX5.3", "EX5.4", "EX5.6", "EX5.7", "EX5.9")


@pytest.fixture
def nandara() -> Answers:
    """Return the answers of the demonstration team to chapter 5, free to change."""
    return chapter(5)


def field(answers: Answers, name: str) -> Value:
    """Return the value of a field of P5."""
    return assemble(as_file(answers)).field(f"P5.{name}").value


def texts(blocks: Blocks) -> list[str]:
    """Return the paragraphs."""
    return [block["text"] for block in blocks if block["kind"] == "text"]


def rows(blocks: Blocks, number: int = 0) -> list[list[str]]:
    """Return the rows of a table."""
    return [block["rows"] for block in blocks if block["kind"] == "table"][number]


def lists(blocks: Blocks) -> dict[str, list[str]]:
    """Return the lists by the first words of their title."""
    return {block["title"]: block["items"] for block in blocks if block["kind"] == "list"}


def column(value: Value, *names: str) -> list[list[str]]:
    """Return some columns of a field's table, initiatives by their code alone."""
    return [[row[name].split(" – ")[0] for name in names] for row in value.rows]


def line(answers: Answers, exercise: str, part: str, number: int) -> dict[str, Any]:
    """Return one row of an answer, to be changed."""
    found = answers[exercise][part][number]
    assert isinstance(found, dict)
    return found


def test_the_demonstration_team_completes_the_chapter(nandara: Answers) -> None:
    """Every exercise that writes the Plan is complete or right, and every field of P5 is there in full."""
    answers = as_file(nandara)
    for exercise in bank.load(5).exercises:
        if any(part.writes for part in exercise.parts):
            references = collect(exercise, answers.parts)
            marked = mark_exercise(exercise, nandara[exercise.id], {}, references)
            assert {one.state for one in marked.values()} <= {"complete", "right"}, exercise.id
            hints = [m.text for one in marked.values() for m in one.messages if m.tone == "hint"]
            assert hints == [], exercise.id
    states = {one.spec.id: one.value.state for one in assemble(answers) if one.spec.id.startswith("P5.")}
    assert set(states.values()) == {"filled"}
    assert len(states) == 11


def test_an_empty_chapter_is_empty() -> None:
    """Before the first answer every field of P5 says so."""
    assert {one.value.state for one in assemble(as_file({})) if one.spec.id.startswith("P5.")} == {"empty"}


def test_initiatives_carry_dates_cost_and_the_hearings_decision(nandara: Answers) -> None:
    """What other exercises say about an initiative stands beside its card, and nothing is typed twice."""
    value = field(nandara, "initiatives")
    assert column(value, "code", "dates", "cost", "decision")[3:] == [
        ["I4", "2027-07–2028-03", "300,000 ND", ""],
        ["I5", "2027-08–2028-01", "100,000 ND", "Fund"],
        ["I6", "2028-04–2028-07", "110,000 ND", "Return"],
    ]
    raw = value.raw[3]  # type: ignore[index]
    assert (raw["id"], raw["gaps"], raw["start"], raw["finish"], raw["cost"]) == (  # type: ignore[index,call-overload]
        "I4",
        ["G1"],
        6,
        15,
        300_000,
    )
    alone = field({"EX5.2": nandara["EX5.2"]}, "initiatives")
    assert not {"dates", "cost", "decision"} & {one.id for one in alone.columns}


def test_quadrants_and_foundations_are_computed(nandara: Answers) -> None:
    """Means, quadrant and foundation of each initiative are those of M22 with the road map's dependencies."""
    value = field(nandara, "initiative_quadrants")
    assert column(value, "initiative", "value", "feasibility", "quadrant", "foundation")[1:5] == [
        ["I2", "3.67", "4.25", "start now", "Yes"],
        ["I3", "4.00", "3.75", "start now", ""],
        ["I4", "4.67", "2.25", "prepare", ""],
        ["I5", "4.67", "3.75", "start now", ""],
    ]
    assert value.notes == ("I2 is a foundation for I3, I4.",)
    del nandara["EX5.6"]
    assert column(field(nandara, "initiative_quadrants"), "foundation")[1] == [""]


def test_a_foundation_is_never_not_now(nandara: Answers) -> None:
    """The owner rated low is still to be prepared, because two others wait for it."""
    line(nandara, "EX5.3", "ratings", 1).update(v1=1, v2=1, v3=1, f1=1, f2=1, f3=1, f4=1)
    assert column(field(nandara, "initiative_quadrants"), "quadrant")[1] == ["prepare"]
    assert any("by its scores it is “not now”" in text for text in texts(insight("EX5.3", nandara)))


def test_map_and_scores_that_disagree_are_asked_about(nandara: Answers) -> None:
    """A card in another quadrant than its means gets a question; one without a place gets none."""
    line(nandara, "EX5.3", "ratings", 3)["place_feasibility"] = 4
    del line(nandara, "EX5.3", "ratings", 0)["place_value"]
    found = lists(insight("EX5.3", nandara))
    (told,) = [items for title, items in found.items() if title.startswith("Map and scores disagree")]
    assert told == [
        "I4 – Let health posts and the registry exchange notices of birth: on your map “start now”, by your "
        "scores “prepare”"
    ]
    del line(nandara, "EX5.3", "ratings", 5)["f4"]
    assert "Not placed yet" in lists(insight("EX5.3", nandara))


def test_everything_now_is_questioned(nandara: Answers) -> None:
    """Whoever finds everything feasible is asked where the ratings come from."""
    for row in nandara["EX5.3"]["ratings"]:
        row.update(v1=5, v2=5, v3=5, f1=5, f2=5, f3=5, f4=5)
    assert "Everything is to start now. Your feasibility ratings come from whom?" in texts(
        insight("EX5.3", nandara)
    )


def test_robustness_of_the_own_ranking(nandara: Answers) -> None:
    """The helpers lead alone in seven of eight variations; the page names the eighth, and random weights."""
    value = field(nandara, "robustness")
    assert (value.raw, value.text) == (0.875, "0.88: depends on weights")
    assert value.notes[-1].startswith("I5 – Place trusted helpers")
    blocks = insight("EX5.4", nandara)
    assert rows(blocks)[0][:2] == ["I5 – Place trusted helpers in 40 health posts", "0.750"]
    assert sum(float(row[2]) for row in rows(blocks)) == pytest.approx(100, abs=0.3)
    assert lists(blocks)["Who is first with other weights. Who would choose them?"] == [
        "with half the weight of C2 Reaches those left out so far: I1"
    ]


def test_a_criterion_that_was_removed_does_not_shift_the_ratings(nandara: Answers) -> None:
    """Ratings belong to the short name of a criterion, not to its place in the list."""
    before = {row[0]: row[1] for row in rows(insight("EX5.4", nandara))}
    criteria = nandara["EX5.4"]["criteria"]
    criteria[1]["weight"] = "0"
    without = {row[0]: row[1] for row in rows(insight("EX5.4", nandara))}
    del criteria[1]
    assert {row[0]: row[1] for row in rows(insight("EX5.4", nandara))} == without
    assert without != before


@pytest.mark.parametrize("weight", ["0", "", "about half"])
def test_weights_that_are_none_ask_for_one(nandara: Answers, weight: str) -> None:
    """Without any weight there is no ranking and no error."""
    for row in nandara["EX5.4"]["criteria"]:
        row["weight"] = weight
    assert texts(insight("EX5.4", nandara)) == [
        "Give at least one criterion a weight; the ranking appears here."
    ]
    assert field(nandara, "robustness").state == "begun"


def test_dates_chain_and_float_are_computed(nandara: Answers) -> None:
    """The road map of the reference values: 19 months, I1–I4–I6, float 4 and 6."""
    value = field(nandara, "schedule")
    assert column(value, "initiative", "dates", "float", "horizon") == [
        ["I1", "2027-01–2027-06", "none: longest chain", "1"],
        ["I2", "2027-01–2027-02", "4", "1"],
        ["I3", "2027-03–2027-07", "6", "1"],
        ["I4", "2027-07–2028-03", "none: longest chain", "2"],
        ["I5", "2027-08–2028-01", "6", "2"],
        ["I6", "2028-04–2028-07", "none: longest chain", "2"],
    ]
    chain = field(nandara, "critical_path")
    assert (chain.raw, chain.text) == ([["I1", "I4", "I6"]], "I1 → I4 → I6, 19 months")
    nandara["EX5.6"]["calendar"] = {}
    assert column(field(nandara, "schedule"), "dates")[3] == ["7–15"]


def test_a_circle_is_named_and_nothing_is_invented(nandara: Answers) -> None:
    """With a circle there are no dates, in the Plan and on the page."""
    line(nandara, "EX5.6", "schedule", 0)["predecessors"] = ["I6"]
    value = field(nandara, "schedule")
    assert value.state == "begun"
    assert "I1 → I4 → I6 → I1" in value.notes[0]
    assert {row["dates"] for row in value.rows} == {""}
    assert field(nandara, "critical_path").state == "begun"
    assert any("I1 → I4 → I6 → I1" in text for text in texts(insight("EX5.6", nandara)))
    assert field(nandara, "budget_total").state == "filled", "money does not wait for dates"


def test_training_after_the_launch_is_told(nandara: Answers) -> None:
    """A service before which no capacity starts, and capacity that comes too late, are named."""
    line(nandara, "EX5.6", "schedule", 2)["predecessors"] = ["I5"]
    line(nandara, "EX5.6", "schedule", 4)["predecessors"] = []
    found = lists(insight("EX5.6", nandara))
    (alone,) = [items for title, items in found.items() if "People meet the system unprepared" in title]
    assert alone == ["I5 – Place trusted helpers in 40 health posts"]
    assert found["Capacity that comes too late"] == [
        "I3 does not start before I4 – Let health posts and the registry exchange notices of birth, which "
        "needs it"
    ]


def test_a_road_map_without_anything_visible_is_questioned(nandara: Answers) -> None:
    """Nothing that users notice in Horizon 1."""
    question = "Users notice nothing in Horizon 1. What earns trust?"
    assert question not in texts(insight("EX5.6", nandara))
    line(nandara, "EX5.6", "schedule", 1)["visible"] = None
    assert question in texts(insight("EX5.6", nandara))
    line(nandara, "EX5.6", "schedule", 4)["horizon"] = 1
    assert question not in texts(insight("EX5.6", nandara))


def test_one_lead_for_everything_is_questioned(nandara: Answers) -> None:
    """Overload is told with the lead's name, and a single body that leads all gets a question."""
    for row in nandara["EX5.2"]["initiatives"]:
        row["lead"] = "ICT unit"
    for row in nandara["EX5.6"]["schedule"]:
        row["predecessors"] = []
    assert any(text.startswith("ICT unit leads 6 initiatives") for text in texts(insight("EX5.6", nandara)))
    assert "One body leads everything. Who else should own a part?" in texts(insight("EX5.2", nandara))


def test_gaps_and_objectives_stand_beside_their_initiatives(nandara: Answers) -> None:
    """Each gap of chapter 3 and each objective of chapter 4 shows what serves it, or that nothing does."""
    nandara["EX3.7"] = {
        "gaps": [
            {"code": "G1", "statement": "No rule lets registers share birth data"},
            {"code": "G9", "statement": "Nobody measures waiting"},
        ]
    }
    nandara["EX4.7"] = {"objectives": [{"code": "O2", "text": "Start the benefit at birth"}]}
    blocks = insight("EX5.2", nandara)
    assert rows(blocks) == [
        ["G1 – No rule lets registers share birth data", "I1, I4, I6"],
        ["G9 – Nobody measures waiting", "none yet"],
    ]
    assert rows(blocks, 1) == [["O2 – Start the benefit at birth", "I1, I2, I4, I6"]]


def test_groups_that_must_be_heard_are_named(nandara: Answers) -> None:
    """As long as no card is ticked for one of them, the page names those of chapter 3."""
    nandara["EX3.3"] = {
        "stakeholders": [
            {"name": "Mothers without papers", "power": 1, "interest": 3, "affected": 5},
            {"name": "Ministry of Finance", "power": 5, "interest": 2, "affected": 2},
        ]
    }
    assert lists(insight("EX5.2", nandara)) == {}
    line(nandara, "EX5.2", "initiatives", 4)["heard"] = None
    (names,) = lists(insight("EX5.2", nandara)).values()
    assert names == ["Mothers without papers"]


def test_the_budget_adds_up(nandara: Answers) -> None:
    """Years, inflation, yearly costs after delivery and contingency, computed here by hand."""
    year1 = 20 + 15 + 90 + 180 + 60
    year2 = (120 + 40 + 110 + 24 + 30) * 1.05
    year3 = (24 + 30 + 50 + 80 + 20) * 1.05**2
    contingency = 0.10 * (20 + 15 + 90 + 300 + 100 + 110)
    value = field(nandara, "budget_total")
    assert value.raw == pytest.approx(1000 * (year1 + year2 + year3 + contingency), abs=0.01)
    assert value.text == "993,610 ND"
    assert value.notes[1] == (
        "Not in it yet: The end of life of the two old registers, and helpers for parents with disabilities."
    )
    by_year = field(nandara, "budget_by_year")
    assert column(by_year, "year", "paid") == [
        ["Year 1 (2027)", "365,000"],
        ["Year 2 (2028)", "340,200"],
        ["Year 3 (2029)", "224,910"],
    ]
    assert by_year.raw[3] == {  # type: ignore[index]
        "initiative": "I4",
        "y1": 180000.0,
        "y2": 120000.0,
        "y3": None,
        "y4": None,
        "y5": None,
    }
    assert by_year.notes[:2] == ("Regular budget: I1, I2, I5", "Shared service of several bodies: I4")


def test_a_budget_without_yearly_costs_is_not_finished(nandara: Answers) -> None:
    """No recurrent cost keeps the total from being complete, and the page says why."""
    nandara["EX5.7"]["recurrent"] = []
    value = field(nandara, "budget_total")
    assert value.state == "begun"
    assert "Not finished: no yearly cost after delivery is written yet." in value.notes
    told = texts(insight("EX5.7", nandara))
    assert "Not finished: write what each year costs after delivery, in the last table." in told
    assert any(text.startswith("No yearly cost after delivery is written for: I1, I2") for text in told)


def test_ceiling_capacity_and_missing_costs_are_told(nandara: Answers) -> None:
    """Years above the ceiling, a small share of capacity, and initiatives without a cost."""
    nandara["EX5.7"]["frame"]["ceiling"] = "350 000"
    line(nandara, "EX5.7", "costs", 2)["y1"] = None
    blocks = insight("EX5.7", nandara)
    told = texts(blocks)
    assert not any(text.startswith("Above the ceiling") for text in told), "275,000 lies below it"
    nandara["EX5.7"]["frame"]["ceiling"] = "300000"
    told = texts(insight("EX5.7", nandara))
    assert "Above the ceiling in year: 2." in told
    assert any("less than 10 per cent" in text for text in told)
    assert lists(blocks) == {
        "Without a cost. No cost is not a cost of 0": [
            "I3 – Train registrars to register on site and to guide parents: no cost yet"
        ]
    }


@pytest.mark.parametrize("inflation", ["-100", "-500", "lots", "", None])
def test_impossible_rates_break_nothing(nandara: Answers, inflation: Any) -> None:
    """A rate that cannot be counts as none; the form tells it where it is typed."""
    nandara["EX5.7"]["frame"]["inflation"] = inflation
    assert column(field(nandara, "budget_by_year"), "paid")[1] == ["324,000"]


def test_risks_begin_with_the_heaviest(nandara: Answers) -> None:
    """Weights before and after mitigation, and a question where mitigation changes nothing."""
    value = field(nandara, "risks")
    assert column(value, "code", "weight", "residual")[:3] == [
        ["R2", "16, high", "8, medium"],
        ["R5", "16, high", "8, medium"],
        ["R1", "15, high", "8, medium"],
    ]
    line(nandara, "EX5.9", "risks", 0).update(residual_likelihood=3, residual_impact=5)
    line(nandara, "EX5.9", "risks", 1).update(residual_likelihood=5)
    line(nandara, "EX5.9", "risks", 2).update(likelihood=1, impact=5, residual_likelihood=1)
    blocks = insight("EX5.9", nandara)
    assert "R1: the risk is as large as before. Does the mitigation work?" in texts(blocks)
    assert "Raised to medium because the impact is 5: R3." in texts(blocks)
    assert lists(blocks) == {"Not weighed": ["R2: after mitigation it is larger (20) than before (16)"]}
    assert any("after mitigation it is larger" in note for note in field(nandara, "risks").notes)


@pytest.mark.parametrize("exercise_id", WITH_INSIGHT)
def test_insights_begin_with_one_hint_and_keep_their_shape(nandara: Answers, exercise_id: str) -> None:
    """Empty, there is one sentence; filled in, every row is as long as its header and all is text."""
    (first,) = insight(exercise_id, {})
    assert (first["kind"], first["tone"]) == ("text", "hint")
    for block in insight(exercise_id, nandara):
        if block["kind"] == "table":
            assert all(len(row) == len(block["header"]) for row in block["rows"])
            assert all(isinstance(cell, str) for row in block["rows"] for cell in row)
        elif block["kind"] == "list":
            assert all(block["items"])
        else:
            assert block["text"]


def test_insights_follow_the_exercises_that_they_read(nandara: Answers) -> None:
    """An insight that shows another exercise's answers is computed again when these change."""
    for exercise_id in WITH_INSIGHT:
        name = bank.exercise(exercise_id).insight or ""
        shown = insight(exercise_id, nandara)
        for other in sorted({*nandara, "EX3.3", "EX3.7", "EX4.7"} - {exercise_id}):
            if insight(exercise_id, {**nandara, other: {}}) != shown:
                assert other in insights.READS.get(name, ()), (exercise_id, other)


def test_hostile_titles_stay_text(nandara: Answers) -> None:
    """What a team types is carried as text, never read as a code or a template."""
    line(nandara, "EX5.2", "initiatives", 3)["title"] = "<b>{cycle}</b> {0} I6 % \\n"
    assert column(field(nandara, "initiatives"), "title")[3] == ["<b>{cycle}</b> {0} I6 % \\n"]
    for exercise_id in WITH_INSIGHT:
        assert insight(exercise_id, nandara)


scraps = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 99)
    | st.text(max_size=6)
    | st.sampled_from(["I1", "I2", "C1", "2"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_answers_of_any_shape_give_a_plan_and_insights(data: st.DataObject) -> None:
    """Whatever an answers file holds, P5 is assembled and every insight is shown."""
    answers: Answers = {}
    for exercise in bank.load(5).exercises:
        for part in exercise.parts:
            if isinstance(part, Table):
                names = [column.id for column in part.columns]
                rows = st.lists(st.dictionaries(st.sampled_from([*names, "code"]), scraps), max_size=4)
                answers.setdefault(exercise.id, {})[part.id] = data.draw(rows | scraps)
    assert assemble(as_file(answers))
    for exercise_id in WITH_INSIGHT:
        assert insight(exercise_id, answers)


def test_a_lost_exercise_leaves_the_rest(nandara: Answers) -> None:
    """An edition without chapters 3 and 4 shows the initiatives all the same."""
    exercises = bank.load(5).exercises
    plan = assemble(as_file(nandara), exercises)
    assert plan.field("P5.initiatives").value.state == "filled"
    assert Inputs.of(as_file(nandara), exercises).part("EX3.7", "gaps") is None
