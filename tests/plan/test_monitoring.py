"""Section P9: the chain, the indicators with their lights, and whether the Plan holds together."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from demonstration_team import Answers, as_file
from plan_reading import all_chapters, chapter

from toolkit_helpers import plan
from toolkit_helpers.answers import AnswersFile
from toolkit_helpers.exercises import bank
from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.methods.monitoring import Initiative, plan_findings
from toolkit_helpers.plan import consistency, indicators
from toolkit_helpers.plan.model import Value

CARD = {"EX0.1": {"team": {"date": "2026-11-23"}}}


@pytest.fixture
def nandara() -> Answers:
    """Return the answers of the demonstration team to chapter 9, free to change."""
    return {**deepcopy(CARD), **chapter(9)}


def value(given: Answers, field_id: str) -> Value:
    """Return one field's value in the Plan of these answers."""
    return plan.assemble(as_file(given)).field(field_id).value


def insight(given: Answers, exercise_id: str) -> list[dict[str, Any]]:
    """Return the blocks beneath an exercise."""
    exercise = bank.exercise(exercise_id)
    assert exercise.insight is not None
    answers = as_file(given)
    return plan.insights.compute(exercise.insight, exercise, answers.parts(exercise_id), answers)


def told(blocks: list[dict[str, Any]]) -> str:
    """Return all that the blocks say outside tables."""
    return " ".join(
        [b.get("text", "") or "; ".join([b.get("title", ""), *b.get("items", [])]) for b in blocks]
    )


def tables(blocks: list[dict[str, Any]]) -> dict[str, list[list[str]]]:
    """Return the rows of each table by its caption."""
    return {block["caption"]: block["rows"] for block in blocks if block["kind"] == "table"}


def test_the_demonstration_answers_are_complete_or_right(nandara: Answers) -> None:
    """Every part of every exercise that the team answered is marked so."""
    for exercise in bank.load(9):
        given = nandara.get(exercise.id, {})
        if not exercise.id.startswith("EX") or not any(part.writes for part in exercise.parts):
            continue
        for part in exercise.parts:
            result = mark(part, given.get(part.id), None, given, exercise)
            assert result.state in {"complete", "right"}, (exercise.id, part.id, result.messages)


def test_the_section_is_filled(nandara: Answers) -> None:
    """Each field of P9 has its value."""
    assembled = plan.assemble(as_file(nandara))
    states = {f.spec.name: f.value.state for f in assembled if f.spec.id.startswith("P9.")}
    assert set(states.values()) == {"filled"}
    assert set(states) == {
        "results_chain",
        "indicators",
        "reporting",
        "progress",
        "evaluation_questions",
        "learning_calendar",
    }


def test_the_chain_reads_from_impact_to_inputs(nandara: Answers) -> None:
    """Sorted by level, with the objective and the checks of M50."""
    found = value(nandara, "P9.results_chain")
    levels = [row["stage"] for row in found.rows]
    assert levels == sorted(levels, key=["Impact", "Outcome", "Output", "Activity", "Input"].index)
    assert found.rows[1]["leads_to"].startswith("K1 – Children of Nandara")
    assert found.raw["objective"] == "O1"
    assert found.raw["completeness"] == 1
    assert "12 of 12 checks of the chain are satisfied (100 per cent)." in found.notes


def test_a_chain_without_its_objective_is_begun(nandara: Answers) -> None:
    """The chain serves one objective, or nobody knows what it is for."""
    del nandara["EX9.3"]["start"]
    assert value(nandara, "P9.results_chain").state == "begun"


def test_a_broken_chain_says_what_is_missing(nandara: Answers) -> None:
    """Beneath the exercise and in the Plan: missing assumption, nothing above, a level skipped."""
    nodes = nandara["EX9.3"]["nodes"]
    nodes[3] = {**nodes[3], "assumption": " "}
    nodes[4] = {**nodes[4], "leads_to": ["K99"]}
    nodes[6] = {**nodes[6], "leads_to": ["K1"]}
    del nodes[9]["stage"]
    blocks = insight(nandara, "EX9.3")
    said = told(blocks)
    for part in (
        "Leads to no outcome: K5.",
        "No assumption is written on: K4 → K2. Why should that happen?",
        "A level is skipped: K7 → K1. What changes for whom in between?",
        "No activity leads to: K6.",
        "Without a level yet; K10 Appoint the service owner",
    ):
        assert part in said, part
    drawn = {
        row[1].split()[0]: row for row in tables(blocks)["Your chain, from the impact down to the inputs"]
    }
    assert drawn["K5"][2] == "– nothing yet"
    assert drawn["K4"][3] == "– none yet"
    assert drawn["K1"][2:] == ["", ""]
    assert "K3 Mothers without a telephone" in said
    assert any(note.startswith("A level is skipped") for note in value(nandara, "P9.results_chain").notes)


def test_indicators_carry_the_points_of_their_ratings(nandara: Answers) -> None:
    """SMART and RACER of EX9.4 stand beside the card of EX9.7; what a card lacks is noted."""
    found = value(nandara, "P9.indicators")
    points = {row["code"]: row["score"] for row in found.rows}
    assert (points["N1"], points["N4"], points["N2"]) == ("0.90", "0.90", "")
    assert found.notes == ()
    del nandara["EX9.7"]["indicators"][0]["baseline_year"]
    found = value(nandara, "P9.indicators")
    assert found.state == "begun"
    assert found.notes == ("N1: Incomplete: add the year of the baseline.",)


def test_rated_indicators_are_explained(nandara: Answers) -> None:
    """Points, and why an indicator is incomplete whatever its points."""
    nandara["EX9.7"]["indicators"][0] |= {"name": "Number of trainings held"}
    del nandara["EX9.7"]["indicators"][3]["source"]
    blocks = insight(nandara, "EX9.4")
    rows = tables(blocks)["Your own indicators"]
    assert rows[0] == ["N1 Number of trainings held", "9 / 10", "9 / 10", "0.90", "Sound: 0.90 of 1."]
    assert rows[1][-1] == "Incomplete: add the source of the data."
    assert "N1: It counts work that was done." in told(blocks)
    del nandara["EX9.7"]
    assert tables(insight(nandara, "EX9.4"))["Your own indicators"][0][0] == "N1"


def test_progress_has_ratio_projection_and_light(nandara: Answers) -> None:
    """M52 and M53 on the team's own values; the worst headline decides, and grey is not green."""
    found = value(nandara, "P9.progress")
    rows = {row["code"]: row for row in found.rows}
    assert (rows["N7"]["required"], rows["N7"]["ratio"], rows["N7"]["light"]) == (
        "24.1",
        "0.73",
        "◆ amber, needs acceleration",
    )
    assert rows["N5"]["light"] == "▼ red, moving away"
    assert rows["N10"]["light"] == "✔ green, target met (headline)"
    assert rows["N1"]["light"] == "○ grey, not yet due (headline)"
    assert rows["N3"]["light"] == "○ grey, no data (headline)"
    assert rows["N3"]["required"] == "–"
    assert found.computed
    assert found.text.startswith("The owner of birth registration explains")
    assert found.notes == ("Headline: grey (green 1, grey 3); look first at: N1, N2, N3.",)
    raw = {row["code"]: row for row in found.raw}
    assert raw["N7"]["ratio"] == pytest.approx(5 / (24 * 2 / 7), abs=1e-6)


@pytest.mark.parametrize(
    ("date", "frequency", "colour"),
    [
        ("2026-11-23", "monthly", "amber"),
        ("2027-01-31", "monthly", "amber"),
        ("2027-03-15", "monthly", "grey"),
        ("2028-05-01", "yearly", "amber"),
        ("2028-08-01", "yearly", "grey"),
        ("2035-01-01", "rarely", "amber"),
        ("", "monthly", "amber"),
    ],
)
def test_a_value_that_is_too_old_turns_grey(nandara: Answers, date: str, frequency: str, colour: str) -> None:
    """One and a half reporting periods after the end of its year, by the date of the Plan."""
    nandara["EX0.1"]["team"]["date"] = date
    nandara["EX9.7"]["indicators"][6]["frequency"] = frequency
    raw = {row["code"]: row for row in value(nandara, "P9.progress").raw}
    assert raw["N7"]["light"] == colour


def test_progress_without_values_keeps_the_agreement(nandara: Answers) -> None:
    """What the team does when a light changes is written before there is a light."""
    for row in nandara["EX9.7"]["indicators"]:
        row.pop("current", None)
    found = value(nandara, "P9.progress")
    assert (found.state, found.rows, found.computed) == ("begun", (), False)
    assert found.text
    assert "once they have current values in EX9.7" in told(insight(nandara, "EX9.5"))
    del nandara["EX9.5"]
    assert value(nandara, "P9.progress").state == "empty"


def test_a_year_that_cannot_be_gives_a_sentence_instead_of_a_light(nandara: Answers) -> None:
    """The target year before the baseline's is told where the progress would stand."""
    nandara["EX9.7"]["indicators"][6]["target_year"] = "2020"
    said = told(insight(nandara, "EX9.5"))
    assert "N7: The target year 2020 must come after the year of the baseline, 2024" in said


def test_the_balance_of_the_plan_is_counted(nandara: Answers) -> None:
    """What kind of indicators these are; more than fifteen are too many."""
    balance = dict(tables(insight(nandara, "EX9.7"))["The balance of your plan"])
    assert balance == {
        "Output": "2",
        "Outcome or impact": "8",
        "Inclusion": "2",
        "Broken down by groups": "9",
        "Counter-indicators": "1",
        "Available today": "5",
        "With a value now": "5",
        "Costly to collect": "1",
    }
    rows = nandara["EX9.7"]["indicators"]
    rows += [{**rows[0], "code": f"N{number}"} for number in range(11, 17)]
    assert "16 indicators are more than 15. Which would you drop?" in told(insight(nandara, "EX9.7"))


def rows_value(*rows: dict[str, Any]) -> Value:
    """Return a field's value that holds these rows."""
    return Value(state="filled", raw=list(rows))


VALUES = {
    "P3.stakeholders": rows_value(
        {"code": "H1", "name": "Mothers without papers", "must_be_heard": True},
        {"code": "H2", "name": "Deaf persons", "must_be_heard": True},
        {"code": "H3", "name": "Herders", "must_be_heard": True},
        {"code": "H4", "name": "Ministry of Finance", "must_be_heard": None},
    ),
    "P3.priority_gaps": rows_value(
        {"id": "G1", "statement": "No rule for sharing"}, {"id": "G2", "statement": "No owner"}
    ),
    "P4.objectives": rows_value(
        {"code": "O1", "text": "Every birth"}, {"code": "O2", "text": "No second form"}
    ),
    "P5.initiatives": rows_value(
        {
            "code": "I1",
            "title": "Agree",
            "gaps": ["G1"],
            "objectives": ["O1"],
            "lead": "Registry",
            "cost": 0.0,
            "start": 0,
        },
        {
            "code": "I2",
            "title": "Appoint",
            "gaps": [],
            "objectives": ["O1"],
            "lead": " ",
            "cost": None,
            "start": None,
        },
    ),
    "P8.groups": rows_value(
        {"code": "V1", "name": "herders "}, {"code": "V2", "name": "Mothers", "heard": ["H1"]}
    ),
    "P9.indicators": rows_value(
        {"code": "N1", "name": "Registered", "objective": "O1", "initiatives": ["I1"]},
        {"code": "N2", "name": "Lost", "initiatives": "I9"},
    ),
}


def test_the_links_are_read_from_the_fields() -> None:
    """Gaps, objectives, initiatives with lead, cost, dates and indicators, and who appears in section 8."""
    links = consistency.links(VALUES)
    assert links.priority_gaps == ["G1", "G2"]
    assert links.objectives == ["O1", "O2"]
    assert links.must_be_heard == ["Mothers without papers", "Deaf persons", "Herders"]
    assert links.engaged == ["Mothers without papers", "herders ", "Mothers"]
    assert links.initiatives == {
        "I1": Initiative(["G1"], ["O1"], "Registry", 0.0, "0", ["N1"]),
        "I2": Initiative([], ["O1"], " ", None, "", ()),
    }
    assert links.indicators == {"N1": "O1", "N2": ""}


def test_all_checks_of_the_plan_work_together() -> None:
    """Each rule of M54 finds its place, in the order of the chapters."""
    assert [one.text for one in plan_findings(consistency.links(VALUES))] == [
        "The priority gap G2 has no initiative.",
        "The initiative I2 still lacks: lead, cost, dates, indicator.",
        "Deaf persons must be heard and does not appear in section 8.",
        "The indicator N2 traces to no objective.",
    ]


def test_the_golden_thread_names_every_hole() -> None:
    """One row for each strand, with the words behind the codes."""
    header, rows = consistency.thread_table(VALUES)
    assert header == ["Gap", "Objective", "Initiative", "Indicator"]
    assert rows == [
        ["G1 – No rule for sharing", "O1 – Every birth", "I1 – Agree", "N1 – Registered"],
        ["G2 – No owner", "– no objective yet", "– no initiative yet", "– no indicator yet"],
        ["– no gap named", "O1 – Every birth", "I2 – Appoint", "– no indicator yet"],
        ["– no gap named", "O2 – No second form", "– no initiative yet", "– no indicator yet"],
        ["– no gap named", "– no objective yet", "– no initiative yet", "N2 – Lost"],
    ]


def test_fields_that_are_not_begun_are_not_judged() -> None:
    """A chapter still to come is a hole in the thread and no broken rule."""
    links = consistency.links({"P3.priority_gaps": VALUES["P3.priority_gaps"]})
    assert (links.initiatives, links.engaged, links.indicators) == (None, None, None)
    assert plan_findings(links) == ()
    assert len(consistency.thread_table({"P3.priority_gaps": VALUES["P3.priority_gaps"]})[1]) == 2
    assert consistency.thread_table({})[1] == []


def test_the_plan_itself_gives_its_thread(nandara: Answers) -> None:
    """From stored answers to the thread, beneath the indicator plan and for the Plan's documents."""
    gap = {"code": "G1", "statement": "No rule for sharing birth data", "pillar": "PL2", "level": "L1"}
    nandara["EX3.7"] = {"gaps": [gap]}
    assembled = plan.assemble(as_file(nandara))
    header, rows = plan.thread_table(plan.values_of(assembled))
    assert rows[0][0] == "G1 – No rule for sharing birth data"
    thread = plan.thread(assembled).value
    assert thread is not None
    assert thread.strands[0].gap == "G1"
    shown = tables(insight(nandara, "EX9.7"))["The golden thread of your Plan"]
    assert shown == rows
    assert all(len(row) == len(header) for row in shown)


def test_the_demonstration_plan_holds_together() -> None:
    """Every gap of Nandara reaches an indicator; only the deliberate gap of annex B7 fails a check."""
    assembled = plan.assemble(as_file(all_chapters()))
    thread = plan.thread(assembled).value
    assert thread is not None
    assert {strand.gap for strand in thread.strands} == {"G1", "G2", "G3", "G4", "G5"}
    assert [strand for strand in thread.strands if strand.holes] == []
    checked = plan.completeness(assembled).value
    assert checked is not None
    assert [finding.item for finding in checked.findings] == ["Association of persons with disabilities"]


def test_the_insight_reads_what_it_says_it_reads() -> None:
    """The exercises behind the fields of the checks are those on whose change the insight is renewed."""
    reads = plan.insights.READS["indicators"]
    written = {field.id: field.written_in for field in plan.fields()}
    assert {written[field_id] for field_id in consistency.FIELDS} - {indicators.EXERCISE} <= reads
    assert plan.insights.READS["progress"] == {"EX0.1", "EX9.7"}


@pytest.mark.parametrize("current", ["1e300", "−1e300", "9" * 60, "0.0000001"])
def test_absurd_numbers_end_in_a_sentence(nandara: Answers, current: str) -> None:
    """Whatever is typed, the Plan is made and the page has something to show."""
    for name in ("current", "baseline", "target", "current_year"):
        changed = deepcopy(nandara)
        changed["EX9.7"]["indicators"][6][name] = current
        assert value(changed, "P9.progress").rows
        assert insight(changed, "EX9.7")
        assert insight(changed, "EX9.5")


def test_an_empty_file_has_an_empty_section() -> None:
    """Nothing written is nothing shown."""
    assembled = plan.assemble(AnswersFile())
    assert all(f.value.state == "empty" for f in assembled if f.spec.id.startswith("P9."))
    assert not plan.thread(assembled).available
