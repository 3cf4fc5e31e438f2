"""P10 and the insights of chapter 10: the page, the readers, the course, the cascade, and the tracks."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from demonstration_team import Answers, as_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_reading import all_chapters, insight, table, texts

from toolkit_helpers import plan
from toolkit_helpers.answers import AnswersFile
from toolkit_helpers.exercises import bank
from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.exercises.model import Table
from toolkit_helpers.exercises.paper import blocks
from toolkit_helpers.exercises.paper_aids import page_headings
from toolkit_helpers.exercises.paper_html import write
from toolkit_helpers.plan import adoption, insights
from toolkit_helpers.plan.model import Value
from toolkit_helpers.plan.one_page import ACTIONS, draft
from toolkit_helpers.plan.tracks import LETTERS, REQUIRED_ON, tracks_of
from toolkit_helpers.widgets.plan_view import PlanView, as_json


@pytest.fixture(scope="module")
def stored() -> Answers:
    """Return the answers of the demonstration team to all chapters."""
    return all_chapters()


@pytest.fixture
def nandara(stored: Answers) -> Answers:
    """Return these answers, free to change."""
    return deepcopy(stored)


def field(answers: Answers, name: str) -> Value:
    """Return the value of a field of P10."""
    return plan.assemble(as_file(answers)).field(f"P10.{name}").value


def test_the_demonstration_team_has_written_all_of_p10(nandara: Answers) -> None:
    """Each of the seven fields is there in full."""
    section = next(one for one in plan.assemble(as_file(nandara)).sections if one.id == "P10")
    assert [one.spec.name for one in section.fields if not one.filled] == []
    assert len(section.fields) == 7


def test_the_demonstration_answers_are_complete_or_right(nandara: Answers) -> None:
    """Every part that it answers is marked complete or right, with no rule broken."""
    for exercise in bank.load(10):
        answers = nandara.get(exercise.id, {})
        for part_id, answer in answers.items():
            result = mark(exercise.part(part_id), answer, None, answers, exercise)
            assert result.state in {"complete", "right"}, (exercise.id, part_id, result.messages)
            assert [m for m in result.messages if m.tone == "hint"] == [], (exercise.id, part_id)


# Tracks


@pytest.mark.parametrize(
    ("ticked", "required"),
    [
        (["S"], {"curriculum_plan"}),
        (["T"], {"tot_plan"}),
        (["N", "S", "T"], {"curriculum_plan", "tot_plan"}),
        (["N", "L", "C"], set()),
        ("S", {"curriculum_plan"}),
        ([], set()),
        (None, set()),
        ({"S": True}, set()),
        (["s", 7, None, ["T"]], set()),
    ],
)
def test_a_track_makes_its_field_required(nandara: Answers, ticked: Any, required: set[str]) -> None:
    """A school must write its curriculum plan, trainers their training of trainers; nobody else must."""
    nandara["EX0.1"]["tracks"] = ticked
    for name in ("EX10.5", "EX10.6", "EX10.8"):
        del nandara[name]
    assembled = plan.assemble(as_file(nandara))
    found = {one.spec.name for one in assembled if one.spec.required and one.spec.id in REQUIRED_ON}
    assert found == required
    measured = plan.completeness(assembled).value
    assert measured is not None
    assert {name.partition(".")[2] for name in measured.missing} == required
    assert measured.required == 47 + len(required)


def test_the_tracks_are_those_of_the_card() -> None:
    """The letters of the form are those that the Plan knows, and nobody has to choose one."""
    options = {option.id for option in bank.exercise("EX0.1").part("tracks").options}  # type: ignore[union-attr]
    assert options == set(LETTERS)
    assert set(REQUIRED_ON.values()) <= set(LETTERS)
    assert set(REQUIRED_ON) <= {one.id for one in plan.fields()}
    assert tracks_of(AnswersFile()) == frozenset()


def test_the_view_says_what_a_track_requires(nandara: Answers) -> None:
    """The stored table names the track; the live one counts the field for this team."""
    assert "| Use in a curriculum | On track S | EX10.5 |" in PlanView(10).twins()["text/markdown"]
    for ticked, sentence in (("L", "2 of 2 required"), ("S", "2 of 3 required")):
        nandara["EX0.1"]["tracks"] = [ticked]
        nandara.pop("EX10.5", None)
        shown = as_json(plan.assemble(as_file(nandara)), ["P10"])
        assert sentence in shown["sections"][0]["text"]


# The page of EX10.3


def test_the_draft_has_nine_lines_from_the_plan(nandara: Answers) -> None:
    """Position, definition, gaps, vision, road map, actions, inclusion, indicators, cost, in this order."""
    rows = dict(table(insight("EX10.3", nandara), "Draft of your page, from sections P1 to P9"))
    assert list(rows) == [
        "Where we stand",
        "What we mean",
        "Our five gaps",
        "What will be true",
        "Road map",
        "Capacity at four levels",
        "Inclusion",
        "How we will know",
        "What it costs",
    ]
    assert rows["Our five gaps"].startswith(
        "G1 No rule lets health service and registry share birth data; G4 "
    )
    assert rows["Our five gaps"].count(";") == 4
    assert "By 2033 every child" in rows["What will be true"]
    assert "The longest chain is I1 → I4 → I6." in rows["Road map"]
    levels = ("Institutional: ", "Organisational: ", "Individual: ", "Societal: ")
    assert all(level in rows["Capacity at four levels"] for level in levels)
    assert rows["Inclusion"].startswith("For and with: Mothers who share a phone or have none, ")
    assert "from 65 (2026) to 95 (2033), per cent" in rows["How we will know"]
    assert "993,610 ND" in rows["What it costs"]


def test_paper_offers_the_same_headings(nandara: Answers) -> None:
    """The printed template has the headings of the draft, with the sections to look into."""
    lines = draft(plan.assemble(as_file(nandara)))
    assert [heading.partition(" (")[0] for heading in page_headings()] == [line.heading for line in lines]
    printed = write(blocks(bank.exercise("EX10.3")))
    assert all(heading in printed for heading in page_headings())


def test_the_road_map_is_told_in_the_order_of_its_dates(nandara: Answers) -> None:
    """Initiatives stand by their start, not by their number; without a schedule their titles are told."""
    lines = {line.heading: line.text for line in draft(plan.assemble(as_file(nandara)))}
    places = [lines["Road map"].index(f"{code} – ") for code in ("I1", "I2", "I3", "I4", "I5", "I6")]
    assert places == sorted(places)
    del nandara["EX5.6"]
    lines = {line.heading: line.text for line in draft(plan.assemble(as_file(nandara)))}
    assert lines["Road map"].startswith("I1 Agree one rule")


def test_what_is_missing_names_its_exercise(nandara: Answers) -> None:
    """An open line says where it is written, and completeness lists what is required."""
    for name in ("EX1.8", "EX4.8", "EX6.9", "EX5.7", "EX9.7"):
        del nandara[name]
    shown = insight("EX10.3", nandara)
    rows = dict(table(shown, "Draft of your page, from sections P1 to P9"))
    assert rows["Where we stand"].startswith("EGDI 2024: 0.5799, High, rank 118 of 193")
    assert rows["What will be true"] == "– not written yet (EX4.8)"
    assert rows["How we will know"] == "– not written yet (EX9.7)"
    assert rows["Capacity at four levels"].endswith("no action yet: Institutional, Organisational")
    (listed,) = (block["items"] for block in shown if block.get("title") == "Required and still open")
    assert [entry.rpartition("(")[2] for entry in listed] == [
        *("EX1.8)", "EX4.8)", "EX4.8)", "EX5.7)", "EX5.7)", "EX6.9)", "EX6.9)", "EX9.7)"),
        "and 1 more part",
    ]


def test_the_page_shows_completeness_and_the_golden_thread(nandara: Answers) -> None:
    """M54 and the thread of chapter 9 stand beneath the draft; the deliberate gap of the example is found."""
    shown = insight("EX10.3", nandara)
    assert "47 of 47 required fields are filled (100 per cent); 1 check fails." in texts(shown)
    assert "Association of persons with disabilities must be heard" in texts(shown)
    thread = table(shown, "The golden thread of your Plan")
    assert {row[0].partition(" ")[0] for row in thread} == {"G1", "G2", "G3", "G4", "G5"}
    assert "from gap to indicator in 9 of 9 strands" in texts(shown)


def test_an_empty_plan_has_no_draft() -> None:
    """Before the first section there is one sentence, and many open parts are cut short."""
    assert texts(insight("EX10.3", {})).startswith("Nothing of sections P1 to P9 is written yet")
    begun = insight("EX10.3", {"EX1.8": {"statement": {"text": "We stand in the middle."}}})
    assert "and 38 more parts" in texts(begun)


def test_the_page_is_renewed_by_what_it_reads() -> None:
    """Every exercise that writes a field of the draft is one on whose change the insight is computed anew."""
    fields = {one.id: one.written_in for one in plan.fields()}
    used = {*ACTIONS.values(), "P1.context_statement", "P1.baseline", "P2.our_definition", "P3.priority_gaps"}
    used |= {"P4.vision_statement", "P4.horizon_year", "P5.schedule", "P5.initiatives", "P5.budget_total"}
    used |= {"P8.groups", "P8.inclusion_score", "P9.indicators", "P4.objectives", "P3.stakeholders"}
    assert {fields[name] for name in used} <= insights.READS["one_page"]


# The review of EX10.4


def test_the_review_has_medians_score_and_agreement(nandara: Answers) -> None:
    """Readers' levels, their median, M62 and M13, and each suggestion with its answer."""
    found = field(nandara, "peer_review")
    assert [column.label for column in found.columns][-1] == "Median"
    rows = {row["code"]: row for row in found.rows}
    assert (rows["Talent realistic"]["first"], rows["Talent realistic"]["median"]) == ("2", "1")
    assert found.raw["score"] == pytest.approx(24 / 30, abs=1e-6)
    assert found.raw["alpha"] == pytest.approx(0.675, abs=5e-4)
    assert found.notes[0] == "The score is 0.80 of 1; revise first: Talent realistic, Inclusion with people."
    assert any("Accepted: They are among those who must be heard" in note for note in found.notes)


def test_a_median_between_two_levels_is_shown(nandara: Answers) -> None:
    """With two readers who differ by one level the median lies half-way."""
    for row in nandara["EX10.4"]["scores"]:
        del row["guest"]
    rows = {row["code"]: row["median"] for row in field(nandara, "peer_review").rows}
    assert rows["Context honest"] == "2.5"


def test_a_review_without_answers_is_begun(nandara: Answers) -> None:
    """Scores alone do not finish the review, nor do comments alone."""
    scores, comments = deepcopy(nandara), deepcopy(nandara)
    del scores["EX10.4"]["comments"]
    del comments["EX10.4"]["scores"]
    assert field(scores, "peer_review").state == "begun"
    found = field(comments, "peer_review")
    assert (found.state, found.rows, found.raw["score"]) == ("begun", (), None)
    assert found.notes
    del nandara["EX10.4"]["comments"][0]["decision"]
    found = field(nandara, "peer_review")
    assert found.state == "begun"
    assert any("Not answered yet" in note for note in found.notes)


def test_the_insight_starts_where_readers_differ_most(nandara: Answers) -> None:
    """The widest range comes first; low agreement and nothing but 3s are told."""
    shown = insight("EX10.4", nandara)
    assert ["Inclusion with people", "1", "0 to 2"] in table(shown, "What your readers say")
    assert "Discuss first where your readers differ most | Inclusion with people: 0 to 2" in texts(shown)
    for row in nandara["EX10.4"]["scores"]:
        row |= {"first": 3, "second": 3, "guest": 3}
    assert "What would a critic ask?" in texts(insight("EX10.4", nandara))
    for number, row in enumerate(nandara["EX10.4"]["scores"]):
        row |= {"first": number % 4, "second": 3 - number % 4, "guest": None}
    assert "The readers do not agree" in texts(insight("EX10.4", nandara))
    assert "Enter the scores of your readers" in texts(insight("EX10.4", {}))


def test_the_criteria_are_named_without_their_levels() -> None:
    """What stands before the colon is the name; an unknown code stays as it is."""
    part = bank.exercise("EX10.4").part("scores")
    assert isinstance(part, Table)
    assert adoption.criterion(part, "sdg") == "SDG links argued"
    assert adoption.criterion(part, "x") == "x"


# The course of EX10.5


def test_the_course_is_one_record(nandara: Answers) -> None:
    """Frame, outcomes, lecturers and steps of approval, in words."""
    found = field(nandara, "curriculum_plan")
    lines = {row["what"]: row["value"] for row in found.rows}
    assert found.text == 'Induction of registrars, module "One birth, one conversation"'
    assert (
        lines["Approval: Entry in the catalogue after the pilot"] == "Director of the institute; 2027-06-30"
    )
    assert any(what.startswith("Outcome: 8 measure") for what in lines)
    assert set(found.raw) == {"frame", "outcomes", "lecturers", "approval"}
    del nandara["EX10.5"]["lecturers"][0]["preparation"]
    lines = {row["what"]: row["value"] for row in field(nandara, "curriculum_plan").rows}
    assert lines["Lecturer: Senior registrar"] == "Law and difficult cases; no preparation yet"
    del nandara["EX10.5"]["approval"]
    assert field(nandara, "curriculum_plan").state == "begun"


def test_the_course_is_compared_with_its_hours(nandara: Answers) -> None:
    """Each exercise counts once; too many minutes and unknown numbers are told."""
    minutes = sum(
        bank.exercise(name).minutes
        for name in ("EX3.3", "EX3.8", "EX7.2", "EX7.9", "EX8.5", "EX8.8", "EX8.9", "EX10.7", "EX10.8")
    )
    assert f"The exercises take {minutes} minutes, " in texts(insight("EX10.5", nandara))
    outcomes = nandara["EX10.5"]["outcomes"]
    outcomes[0]["activity"] = "ex 3.3, EX3.99 and EX8.5 once more"
    shown = insight("EX10.5", nandara)
    assert "No exercise of this workbook has this number | EX3.99" in texts(shown)
    short = minutes - bank.exercise("EX3.8").minutes
    assert f"The exercises take {short} minutes, " in texts(shown)
    for hours, words in (("2", "more than the 2 hours"), ("3", "Little time is left for input")):
        nandara["EX10.5"]["frame"]["hours"] = hours
        assert words in texts(insight("EX10.5", nandara))
    for hours in ("x", "0", "1000000000"):
        nandara["EX10.5"]["frame"]["hours"] = hours
        assert "The exercises take" not in texts(insight("EX10.5", nandara))
    outcomes[0] = {"code": "out3", "level": "apply"}
    row = table(insight("EX10.5", nandara), "Outcome, activity, assessment")[0]
    assert row[2:] == ["no exercise named", "– none yet"]
    assert "Fill in the outcomes" in texts(insight("EX10.5", {}))


# The cascade of EX10.6 and EX10.8


def test_the_cascade_is_computed_and_kept_with_its_quality(nandara: Answers) -> None:
    """6 trainers × 8 sessions × 75 per cent × 12 participants at two sessions each."""
    found = field(nandara, "tot_plan")
    lines = {row["what"]: row["value"] for row in found.rows}
    assert (found.raw["sessions"], found.raw["participations"], found.raw["persons"]) == (36, 432, 216)
    assert lines["Persons in all"] == "216"
    assert found.text == "Sessions: 36. Participations: 432. Persons: 216."
    assert (found.state, found.notes) == ("filled", ())
    del nandara["EX10.8"]
    found = field(nandara, "tot_plan")
    assert (found.state, found.notes) == ("begun", ("The check of quality is written in EX10.8.",))
    del nandara["EX10.6"]
    assert field(nandara, "tot_plan").state == "empty"


def test_quality_alone_begins_the_plan(nandara: Answers) -> None:
    """Whoever begins with EX10.8 finds the numbers still open."""
    del nandara["EX10.6"]
    nandara["EX10.8"] = {"quality": {"together": "Twice"}}
    found = field(nandara, "tot_plan")
    assert (found.state, found.raw["sessions"], found.text) == ("begun", None, "")
    assert [row["value"] for row in found.rows] == ["Twice"]


def test_the_insight_shows_generations_and_what_a_smaller_share_leaves(nandara: Answers) -> None:
    """Two generations, a third one with its warning, and the reach with half of the active trainers."""
    own = nandara["EX10.6"]["own"]
    shown = insight("EX10.6", nandara)
    assert table(shown, "How far your trainers reach in a year") == [
        ["Generation 1", "6", "36", "432", "216"]
    ]
    assert "half as many stay active (37.5 per cent): Sessions: 18." in texts(shown)
    own |= {"generations": "3", "onward": "5"}
    shown = insight("EX10.6", nandara)
    assert len(table(shown, "How far your trainers reach in a year")) == 3
    assert "beyond two, quality thins out" in texts(shown)
    del own["onward"]
    assert "give the sessions per person and the share who train on" in texts(insight("EX10.6", nandara))
    own |= {"generations": "1", "often": ""}
    assert "Persons: not known." in texts(insight("EX10.6", nandara))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"active": "170"}, "share from 0 to 1"),
        ({"trainers": "-4"}, "cannot be negative"),
        ({"often": "0.5"}, "at least one session"),
        ({"participants": "9" * 15}, "too large"),
        ({"sessions": ""}, "missing"),
    ],
)
def test_numbers_that_cannot_be_end_in_a_sentence(
    nandara: Answers, change: dict[str, str], words: str
) -> None:
    """The page says what is wrong, and the Plan keeps what was typed without a reach."""
    nandara["EX10.6"]["own"] |= change
    assert words in texts(insight("EX10.6", nandara))
    found = field(nandara, "tot_plan")
    assert (found.raw["sessions"], found.text) == (None, "")


def test_without_numbers_the_cascade_waits() -> None:
    """One sentence says what to enter."""
    assert texts(insight("EX10.6", {})).startswith("Enter your own numbers")
    assert texts(insight("EX10.6", {"EX10.6": {"own": {"often": "2"}}})).startswith("Enter your own numbers")


# What stays private, and what anybody may type


def test_observations_of_teaching_enter_no_plan(nandara: Answers) -> None:
    """Sheet and feedback of EX10.8 are about a person; no word of them is in the Plan."""
    stored_plan = plan.assemble(as_file(nandara)).model_dump_json()
    answers = nandara["EX10.8"]
    written = [row["words"] for row in answers["sheet"]] + list(answers["feedback"].values())
    assert len(written) == 10
    assert not [words for words in written if words in stored_plan]
    exercise = bank.exercise("EX10.8")
    columns = [*exercise.part("sheet").columns, *exercise.part("feedback").fields]  # type: ignore[union-attr]
    assert all(column.private for column in columns)


CODES = ["first", "second", "guest", "context", "d30", "own", "trainers", "active", "S", "T", "yes", "3"]
GARBAGE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(CODES),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*CODES, "code", "level", "hours", "generations"]), inner, max_size=4
        )
    ),
    max_leaves=10,
)


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_answer_gives_a_plan_and_insights(stored: Answers, data: st.DataObject) -> None:
    """Whatever an answers file holds for chapter 10 and the tracks, Plan and insights are made."""
    answers = {**stored, "EX0.1": {**stored["EX0.1"], "tracks": data.draw(GARBAGE)}}
    for exercise in bank.load(10):
        answers[exercise.id] = {part.id: data.draw(GARBAGE) for part in exercise.parts if part.writes}
    assert plan.assemble(as_file(answers)).model_dump_json()
    for name in ("EX10.3", "EX10.4", "EX10.5", "EX10.6"):
        assert insight(name, answers)
