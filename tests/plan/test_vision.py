"""Section P4: what the Plan and the insights derive from the answers to chapter 4."""

from __future__ import annotations

import datetime
from copy import deepcopy
from typing import Any

import pytest
from demonstration_team import GAPS, Answers, as_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_reading import chapter

from toolkit_helpers import plan
from toolkit_helpers.exercises import bank
from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.exercises.references import collect
from toolkit_helpers.plan import insights
from toolkit_helpers.plan.vision import start_year

INSIGHTS = {
    "EX4.3": "futures",
    "EX4.4": "journey",
    "EX4.5": "burden",
    "EX4.7": "sdg_map",
    "EX4.8": "vision",
    "EX4.9": "backcast",
}
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def nandara() -> Answers:
    """Return the demonstration team's answers to chapter 4, with five gaps of chapter 3, free to change."""
    answers = chapter(4)
    names = ("pillar", "level", "statement", "current", "target", "importance", "urgency")
    gaps = [{"code": f"G{n}", **dict(zip(names, row, strict=True))} for n, row in enumerate(GAPS, 1)]
    return {**answers, "EX0.1": {"team": {"date": "2026-11-23"}}, "EX3.7": {"gaps": gaps}}


def value(answers: Answers, field: str) -> plan.Value:
    """Return a field of P4."""
    return plan.assemble(as_file(answers)).field(f"P4.{field}").value


def told(answers: Answers, exercise_id: str) -> list[dict[str, Any]]:
    """Return the insight of an exercise."""
    exercise, file = bank.exercise(exercise_id), as_file(answers)
    assert exercise.insight == INSIGHTS[exercise_id]
    return insights.compute(exercise.insight, exercise, file.parts(exercise_id), file)


def texts(blocks: list[dict[str, Any]]) -> str:
    """Return all paragraphs in one."""
    return " ".join(block["text"] for block in blocks if block["kind"] == "text")


def rows(blocks: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the rows of the first table by their first cell."""
    table = next(block for block in blocks if block["kind"] == "table")
    return {row[0]: row[1:] for row in table["rows"]}


def lists(blocks: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the lists by title."""
    return {block["title"]: block["items"] for block in blocks if block["kind"] == "list"}


def test_the_demonstration_answers_are_complete_or_right(nandara: Answers) -> None:
    """Every part of every exercise that it answers is done, and no hint is left."""
    file = as_file(nandara)
    for exercise_id, parts in nandara.items():
        if not exercise_id.startswith(("EX4.", "TH4.")):
            continue
        exercise = bank.exercise(exercise_id)
        references = collect(exercise, file.parts)
        for part in exercise.parts:
            result = mark(part, parts.get(part.id), None, parts, exercise, references)
            assert result.state in {"complete", "right"}, (exercise_id, part.id)
            assert not [one for one in result.messages if one.tone == "hint"], (exercise_id, part.id)


def test_the_demonstration_team_has_written_all_of_p4(nandara: Answers) -> None:
    """Each of the ten fields is filled in full."""
    section = next(one for one in plan.assemble(as_file(nandara)).sections if one.id == "P4")
    assert {field.spec.name: field.value.state for field in section.fields} == dict.fromkeys(
        (field.spec.name for field in section.fields), "filled"
    )
    assert len(section.fields) == 10


def test_without_answers_the_section_is_empty() -> None:
    """Nothing is invented."""
    section = next(one for one in plan.assemble(as_file({})).sections if one.id == "P4")
    assert {field.value.state for field in section.fields} == {"empty"}


def test_year_and_vision_stand_as_they_are_written(nandara: Answers) -> None:
    """The year is a number, the vision a text."""
    assert value(nandara, "horizon_year").raw == 2033
    assert value(nandara, "vision_statement").text.startswith("By 2033 every child born in Nandara")


def test_objectives_are_read_with_the_gaps_that_stand_in_their_way(nandara: Answers) -> None:
    """Codes in the data, words on the page."""
    found = value(nandara, "objectives")
    assert [row["code"] for row in found.raw] == ["O1", "O2", "O3"]  # type: ignore[union-attr,call-overload,index]
    assert f"G1 – {GAPS[0][2]}" in found.rows[0]["gaps"]


def test_decisions_that_hold_in_all_futures_follow_the_futures(nandara: Answers) -> None:
    """The Plan keeps them as notes; a decision for two futures is none of them."""
    assert value(nandara, "futures").notes == (
        "Sensible in all futures: One rule says who may use birth data and who must not",
        "Sensible in all futures: Every health post can register without a line",
    )
    nandara["EX4.3"]["decisions"][0]["futures"] = ["F1", "F2"]
    assert len(value(nandara, "futures").notes) == 1


def test_two_futures_are_not_enough_to_be_robust(nandara: Answers) -> None:
    """With one future missing nothing is called sensible in all of them."""
    del nandara["EX4.3"]["futures"][2]
    assert value(nandara, "futures").notes == ()
    assert "begin here" not in " ".join(lists(told(nandara, "EX4.3")))


def test_futures_say_what_holds_and_what_is_an_option(nandara: Answers) -> None:
    """EX4.3: robust decisions first, then those of one future."""
    found = lists(told(nandara, "EX4.3"))
    assert len(found["Sensible in all futures: begin here"]) == 2
    assert found["Sensible in one future only: keep the option, watch for its sign"] == [
        "A message with a code confirms each step (F1 – The open door)"
    ]
    for row in nandara["EX4.3"]["decisions"]:
        row["futures"] = ["F1", "F2"]
    assert "No decision is sensible in all three futures" in texts(told(nandara, "EX4.3"))


def test_futures_in_one_corner_are_told(nandara: Answers) -> None:
    """Two futures with the same ends of both drivers are too alike."""
    nandara["EX4.3"]["futures"][1].update(first=4, second=3)
    assert "F1 – The open door, F2 – Fast lines, closed hands" in texts(told(nandara, "EX4.3"))
    del nandara["EX4.3"]["decisions"]
    assert "Now list decisions" in texts(told(nandara, "EX4.3"))


def test_the_burden_is_that_of_the_journey(nandara: Answers) -> None:
    """Hours × value + cost + visits × fare, today and as a target, for a case and for a year (M05)."""
    found = value(nandara, "journey_burden")
    before = 23.5 * 1.5 + 4.0 + 5 * 3.0
    after = 2 * 1.5 + 0 + 1 * 3.0
    assert found.raw == {
        "today": {
            "hours": 23.5,
            "cost": 4.0,
            "visits": 5.0,
            "burden": before,
            "annual_burden": before * 60_000,
        },
        "target": {
            "hours": 2.0,
            "cost": 0.0,
            "visits": 1.0,
            "burden": after,
            "annual_burden": after * 60_000,
        },
    }
    assert [row["what"] for row in found.rows][-1] == "Burden of a year's cases"
    assert found.rows[0]["today"] == "23.5"
    assert found.rows[3] == {"what": "Burden", "today": "54.25 ND", "target": "6.00 ND"}


def test_a_number_that_is_missing_is_not_zero(nandara: Answers) -> None:
    """A step without hours makes their sum not available, and says which step it is."""
    del nandara["EX4.4"]["journey"][2]["hours"]
    found = value(nandara, "journey_burden")
    assert found.state == "begun"
    assert found.rows[0]["today"] == "not available"
    assert found.raw["today"]["burden"] is None  # type: ignore[index,call-overload]
    blocks = told(nandara, "EX4.4")
    assert rows(blocks)["Hours"] == ["not available: no number in J3"]
    assert "hours" in texts(blocks)


def test_without_a_target_the_burden_is_begun(nandara: Answers) -> None:
    """Today's side stands alone, and a target alone waits for today's."""
    target = nandara["EX4.5"].pop("target")
    assert value(nandara, "journey_burden").state == "begun"
    assert value(nandara, "journey_burden").rows[0]["target"] == "not available"
    assert "Enter targets" in texts(told(nandara, "EX4.5"))
    nandara["EX4.5"]["target"] = target
    del nandara["EX4.4"]["journey"]
    assert value(nandara, "journey_burden").state == "begun"
    assert "Describe today's journey in EX4.4 first." in texts(told(nandara, "EX4.5"))


def test_without_prices_hours_and_visits_still_count(nandara: Answers) -> None:
    """No value of an hour, no burden; the sums stay."""
    nandara["EX4.4"]["case"] = {}
    blocks = told(nandara, "EX4.4")
    assert rows(blocks) == {"Hours": ["23.5"], "Cost besides journeys": ["4.00"], "Visits": ["5"]}
    assert "value of an hour" in texts(blocks)
    assert "heaviest" not in texts(blocks)


def test_the_journey_names_its_heaviest_step_and_its_dead_ends(nandara: Answers) -> None:
    """The largest share of the burden, and where people give up."""
    blocks = told(nandara, "EX4.4")
    share = 100 * (6 * 1.5 + 1.5 + 3.0) / 54.25
    assert (
        f"The heaviest step is J4 – Travels again with the father and a copy of his card, with {share:.1f}"
        in (texts(blocks))
    )
    ends = lists(blocks)["Dead ends: take the worst into EX4.6"]
    assert [end[:2] for end in ends] == ["J3", "J6"]


def test_cases_may_be_typed_with_thousands(nandara: Answers) -> None:
    """Sixty thousand, not sixty."""
    nandara["EX4.4"]["case"]["cases"] = "60,000"
    assert "with 60,000 cases a year" in texts(told(nandara, "EX4.4"))


def test_a_target_that_asks_more_is_shown(nandara: Answers) -> None:
    """A negative saving is told, not hidden."""
    nandara["EX4.5"]["target"] = {"hours": "90", "cost": "4", "visits": "5"}
    blocks = told(nandara, "EX4.5")
    assert "more than before" in texts(blocks)
    assert "The saving is negative" in texts(blocks)


def test_the_concept_grows_by_its_test(nandara: Answers) -> None:
    """What EX4.10 taught joins promise, stages and first test; without these it is a beginning."""
    found = value(nandara, "concept")
    assert [row["what"] for row in found.rows][-3:] == [
        "Tested with whom, when",
        "What we learned",
        "The one change that we make",
    ]
    assert set(found.raw) >= {"promise", "front_stage", "back_stage", "first_test", "tested_with", "learned"}  # type: ignore[arg-type]
    del nandara["EX4.6"]
    assert value(nandara, "concept").state == "begun"
    del nandara["EX4.10"]
    assert value(nandara, "concept").state == "empty"


def test_the_map_shows_titles_and_what_a_critic_would_ask(nandara: Answers) -> None:
    """P4.sdg_map reads codes as people write them and adds the target in short (M20)."""
    nandara["EX4.7"]["links"][0]["target"] = "SDG 16,9"
    nandara["EX4.7"]["links"][1]["target"] = "3.99"
    found = value(nandara, "sdg_map")
    assert found.rows[0]["target"] == "16.9"
    assert found.rows[0]["title"] == "legal identity for all, including birth registration"
    assert found.rows[1]["title"] == ""
    assert found.raw[0]["strength"] == 3  # type: ignore[index,call-overload]
    assert any("3.99 is none of the 169 SDG targets" in note for note in found.notes)
    assert found.columns[2].label == "Target in short"
    assert found.rows[0]["objective"].startswith("O1 – Register every child")


def test_the_map_is_a_matrix_of_objectives_and_targets(nandara: Answers) -> None:
    """EX4.7: strengths in the cells, direct links below, the weight of goals, no remark for a sound map."""
    blocks = told(nandara, "EX4.7")
    assert rows(blocks)["16.9 legal identity for all, including birth registration"] == ["3", "", ""]
    assert rows(blocks)["Direct links"] == ["1", "1", "1"]
    assert lists(blocks)["Weight by goal, the sum of the strengths"][0] == "Goal 16: 5"
    assert texts(blocks) == "All 3 objectives have a direct link to a target."


def test_the_map_asks_back(nandara: Answers) -> None:
    """Means taken for ends, too many direct links, nobody who loses, and what could not be placed."""
    links = nandara["EX4.7"]["links"]
    for link in links:
        link.pop("negative_effect", None)
    links[4]["strength"] = "-1"
    links += [{**links[0], "target": target} for target in ("16.6", "16.7", "16.10", "16.44")]
    blocks = told(nandara, "EX4.7")
    said = texts(blocks)
    assert "O3 has no direct link: is it an end or a means?" in said
    assert "O1 has more than three direct links" in said
    assert rows(blocks)["10.2 inclusion of all"] == ["", "", "−1"]
    assert "O1 → 16.44" in lists(blocks)["Not on the map"][0]
    links[4]["strength"] = "3"
    assert "Who could lose?" in texts(told(nandara, "EX4.7"))


def test_a_vision_is_looked_at_as_far_as_a_machine_can(nandara: Answers) -> None:
    """Length, year, people and the other team's tests."""
    said = texts(told(nandara, "EX4.8"))
    assert said == "42 of 60 words. The other team says yes to 6 of 7 tests."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Our country leads the world.", "The vision names no year"),
        ("Our country leads the world.", "No people are named"),
        ("By 2033 everybody is happy.", "No people are named"),
        ("By 2040 every parent is heard.", "names 2040, the field above it 2033"),
        ("By 2033 " + "every parent " * 40, "22 words too many"),
    ],
)
def test_a_vision_gets_its_hints(nandara: Answers, text: str, words: str) -> None:
    """More than sixty words, a missing or another year, and nobody in particular."""
    nandara["EX4.8"]["statement"]["text"] = text
    assert words in texts(told(nandara, "EX4.8"))


def test_the_ladder_stands_in_the_order_in_which_it_is_climbed(nandara: Answers) -> None:
    """P4.backcast and EX4.9: from the first step to the vision, with what holds (M21)."""
    found = value(nandara, "backcast")
    assert [row["code"] for row in found.raw] == ["M7", "M8", "M6", "M4", "M5", "M3", "M2", "M1"]  # type: ignore[union-attr,call-overload,index]
    assert [row["year"] for row in found.rows] == sorted(row["year"] for row in found.rows)
    assert found.notes == (
        "The ladder holds: every step has what it needs, from the first months to the vision.",
    )
    assert found.rows[2]["needs"].startswith("M8 – Draft rule consulted")
    blocks = told(nandara, "EX4.9")
    assert next(iter(rows(blocks))).startswith("M7 – One owner")
    assert rows(blocks)["M6 – One rule for sharing birth data is in force, with safeguards"] == [
        "2027",
        "Institutional",
        "M8",
    ]


def test_the_ladder_says_where_it_breaks(nandara: Answers) -> None:
    """Both years of an effect before its cause, a missing level, a milestone after the vision, a circle."""
    ladder = nandara["EX4.9"]["ladder"]
    ladder[4]["year"] = "2026"
    ladder[0]["year"] = "2036"
    ladder[3]["level"] = "L2"
    said = texts(told(nandara, "EX4.9"))
    assert "M5 needs M6: an effect is dated before its cause (2026 < 2027)." in said
    assert "No individual milestone (L3)" in said
    assert "After the year of your vision, 2033: M1." in said
    ladder[7]["needs"] = ["M1"]
    assert "goes round in a circle" in texts(told(nandara, "EX4.9"))
    assert [row["code"] for row in value(nandara, "backcast").rows] == [f"M{n}" for n in range(1, 9)]


def test_a_milestone_without_a_year_waits_for_one(nandara: Answers) -> None:
    """It is told, and the rest is still checked."""
    del nandara["EX4.9"]["ladder"][1]["year"]
    blocks = told(nandara, "EX4.9")
    assert "Without a year yet: M2." in texts(blocks)
    assert rows(blocks)["M2 – Helpers work in all health posts and know every village"][0] == "–"


def test_the_first_twelve_months_begin_with_the_teams_own_date(nandara: Answers) -> None:
    """The year of the team's card counts; without one, or with nonsense, the present year."""
    assert start_year(as_file(nandara)) == 2026
    nandara["EX0.1"]["team"]["date"] = "2020-01-31"
    assert "No milestone lies within the first twelve months" in texts(told(nandara, "EX4.9"))
    for wrong in ("soon", None, 7):
        nandara["EX0.1"]["team"]["date"] = wrong
        assert start_year(as_file(nandara)) == datetime.date.today().year


@pytest.mark.parametrize("exercise_id", INSIGHTS)
def test_before_the_first_answer_there_is_one_hint(exercise_id: str) -> None:
    """A sentence instead of an empty table."""
    blocks = told({}, exercise_id)
    assert [(block["kind"], block["tone"]) for block in blocks] == [("text", "hint")]


@pytest.mark.parametrize("exercise_id", INSIGHTS)
def test_blocks_have_the_shape_that_pages_show(nandara: Answers, exercise_id: str) -> None:
    """Rows are as long as their header, everything is text, and what a team typed stays as it was typed."""
    for part in nandara[exercise_id].values():
        for row in part if isinstance(part, list) else []:
            for name, cell in row.items() if isinstance(row, dict) else ():
                if isinstance(cell, str) and len(cell) > 8:
                    row[name] = HOSTILE
    for block in told(nandara, exercise_id):
        assert "{" not in str(block.get("text", ""))
        for row in block.get("rows", []):
            assert len(row) == len(block["header"])
            assert all(isinstance(cell, str) for cell in row)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("O1"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_answer_however_damaged_breaks_the_section(nandara: Answers, data: st.DataObject) -> None:
    """Anything may stand in a file; Plan and insights leave out what they cannot read."""
    damaged = deepcopy(nandara)
    exercise_id = data.draw(st.sampled_from([*INSIGHTS, "EX4.6", "EX4.10"]))
    part_id = data.draw(st.sampled_from(sorted(damaged[exercise_id])))
    part = damaged[exercise_id][part_id]
    if isinstance(part, list) and part and isinstance(part[0], dict) and data.draw(st.booleans()):
        row = data.draw(st.sampled_from(part))
        row[data.draw(st.sampled_from(sorted(row)))] = data.draw(JUNK)
    else:
        damaged[exercise_id][part_id] = data.draw(JUNK)
    plan.assemble(as_file(damaged))
    for one in INSIGHTS:
        told(damaged, one)
