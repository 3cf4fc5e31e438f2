"""P7 and the insights of chapter 7: a private mirror, competency gaps, a stock of specialists, a barrier."""

from __future__ import annotations

from typing import Any

import pytest
from demonstration_team import Answers, as_file
from plan_reading import chapter, insight, table, texts

from toolkit_helpers.exercises import bank
from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.exercises.model import Form, Table
from toolkit_helpers.exercises.references import collect
from toolkit_helpers.plan import assemble, insights
from toolkit_helpers.plan.model import Value

PRIVATE = ("mirror", "focus")


@pytest.fixture
def nandara() -> Answers:
    """Return the answers of the demonstration team to chapter 7, free to change."""
    return chapter(7)


def field(answers: Answers, name: str) -> Value:
    """Return the value of a field of P7."""
    return assemble(as_file(answers)).field(f"P7.{name}").value


def test_the_demonstration_team_has_written_all_of_p7(nandara: Answers) -> None:
    """Each of the seven fields is there in full."""
    section = next(one for one in assemble(as_file(nandara)).sections if one.id == "P7")
    assert [one.spec.name for one in section.fields if not one.filled] == []
    assert len(section.fields) == 7


def test_the_demonstration_answers_are_complete_or_right(nandara: Answers) -> None:
    """Every part that it answers is marked complete or right, with no fault to mend."""
    for exercise_id, parts in nandara.items():
        exercise = bank.exercise(exercise_id)
        references = collect(exercise, lambda name: nandara.get(name, {}))
        for part_id, answer in parts.items():
            result = mark(exercise.part(part_id), answer, None, parts, exercise, references)
            assert result.state in {"complete", "right"}, (exercise_id, part_id, result.messages)


def written_words(answers: Answers) -> list[str]:
    """Return what stands in the examples and plans of EX7.1."""
    rows = [row for name in PRIVATE for row in answers["EX7.1"][name]]
    return [row[name] for row in rows for name in ("example", "moment", "step") if name in row]


@pytest.mark.parametrize("consent", [None, {}, {"share": False}, {"share": "yes"}, "true"])
def test_without_consent_nothing_of_the_mirror_is_in_the_plan(nandara: Answers, consent: Any) -> None:
    """No word, mindset or position of EX7.1 can be read from any part of the Plan, public or not."""
    nandara["EX7.1"]["consent"] = consent
    if consent is None:
        del nandara["EX7.1"]["consent"]
    plan = assemble(as_file(nandara))
    value = plan.field("P7.mindset_focus").value
    assert (value.state, value.raw, value.text, value.rows, value.columns) == ("empty", None, "", (), ())
    stored = plan.model_dump_json()
    assert written_words(nandara)
    assert not [words for words in written_words(nandara) if words in stored]
    assert "User- and rights-oriented" not in stored


def test_with_consent_the_chosen_mindsets_are_public_and_the_mirror_is_not(nandara: Answers) -> None:
    """The box opens the names and the if–then plans; positions and examples stay where they are."""
    value = field(nandara, "mindset_focus")
    _header, rows = value.table(public=True)
    assert [row[0] for row in rows] == ["User- and rights-oriented", "Inclusive"]
    assert rows[0][2] == "I ask when one of us last spoke with a parent"
    stored = assemble(as_file(nandara)).model_dump_json()
    examples = [row["example"] for row in nandara["EX7.1"]["mirror"]]
    assert len(examples) == 8
    assert not [words for words in examples if words in stored]


def test_every_column_of_the_mirror_is_declared_private() -> None:
    """Whatever exports answers can see from the exercise itself that these stay with the person."""
    exercise = bank.exercise("EX7.1")
    for name in PRIVATE:
        part = exercise.part(name)
        assert isinstance(part, Table)
        assert all(column.private for column in part.columns), name
    consent = exercise.part("consent")
    assert isinstance(consent, Form)
    assert [column.type for column in consent.fields] == ["tick"]
    assert [part.id for part in exercise.parts if part.writes] == ["focus"]


def test_no_insight_reads_the_mirror(nandara: Answers) -> None:
    """No summary of another exercise repeats a word of EX7.1."""
    assert "EX7.1" not in {name for names in insights.READS.values() for name in names}
    assert bank.exercise("EX7.1").insight is None


def test_profile_adds_level_gap_and_people(nandara: Answers) -> None:
    """M30 fills three columns: mean of both views, what is missing, whom to train."""
    value = field(nandara, "competency_profile")
    first = value.raw[0]  # type: ignore[index, call-overload]
    assert (first["code"], first["current"], first["gap"], first["demand"]) == ("C1", 2.0, 1.0, 95)
    assert first["perceived"] is False
    rows = {row["code"]: row for row in value.rows}
    assert (rows["C1"]["current"], rows["C1"]["gap"], rows["C1"]["demand"]) == ("2.0", "1.0", "95")
    assert rows["C8"]["current"] == "2.0 (perceived)"
    assert [column.label for column in value.columns][-3:] == ["Current level", "Gap", "People to train"]


def test_a_row_that_cannot_be_computed_says_why(nandara: Answers) -> None:
    """More people below than there are, or no view at all: the row stays, without a gap of 0."""
    rows = nandara["EX7.4"]["profile"]
    rows[0]["below"] = "200"
    del rows[1]["own"], rows[1]["supervisor"]
    value = field(nandara, "competency_profile")
    assert [row["gap"] for row in value.raw[:2]] == [None, None]  # type: ignore[index, union-attr]
    assert "gap" not in value.rows[0]
    assert value.notes[0].startswith("C1: 200 people are below the level, but the role family has 140")
    assert "C2: There is no gap without" in value.notes[1]


def test_gaps_are_shown_largest_first_and_by_role(nandara: Answers) -> None:
    """The insight ranks the gaps, weighs them by role family and counts training places."""
    blocks = insight("EX7.4", nandara)
    rows = table(blocks, "Your gaps, the largest first")
    assert [float(row[3]) for row in rows] == sorted((float(row[3]) for row in rows), reverse=True)
    assert {rows[0][0], rows[1][0]} == {
        "C4 Put a backlog in order of priority",
        "C6 Build and test an exchange between two registers",
    }
    roles = {row[0]: row[1:] for row in table(blocks, "Profile of each role family")}
    # (3 × 1.0 + 3 × 0.2 + 2 × 0.7) / 8 levels, and 95 + 48 + 88 places.
    assert roles["Front line"] == ["3", "0.6", "231"]
    assert list(roles) == [
        "Service owner or manager",
        "Digital specialist",
        "Front line",
        "Legal and procurement",
    ]
    assert "3880 hours for 211 training places: 18.4 hours each." in texts(blocks)
    assert "Perceived: staff rated themselves" in texts(blocks)


def test_large_gaps_without_an_offer_are_named(nandara: Answers) -> None:
    """Among the two largest gaps, the one that no offer closes is pointed at."""
    nandara["EX7.4"]["learning"] = [{**nandara["EX7.4"]["learning"][0], "needs": ["C6"], "hours": "12"}]
    said = texts(insight("EX7.4", nandara))
    title = "Among the largest gaps, and without a learning offer | C4 Put a backlog"
    assert title in said
    assert "12 hours for 24 training places: 0.5 hours each." in said
    assert "More people are to be trained than there are hours." in said


def test_two_role_families_are_not_yet_a_profile(nandara: Answers) -> None:
    """Three role families are asked for."""
    nandara["EX7.4"]["profile"] = nandara["EX7.4"]["profile"][:4]
    assert "2 role families so far; three make a profile." in texts(insight("EX7.4", nandara))
    nandara["EX7.4"]["profile"] = nandara["EX7.4"]["profile"][:1]
    assert "1 role family so far; three make a profile." in texts(insight("EX7.4", nandara))


def test_the_table_begins_with_the_matching_of_ex7_3(nandara: Answers) -> None:
    """Before the first row, what the team decided in EX7.3 is offered; nothing is invented without it."""
    del nandara["EX7.4"]
    assert "Read a dashboard critically: Leader" in texts(insight("EX7.4", nandara))
    nandara["EX7.3"] = {"roles": {"a": "nobody", "x": "leader"}}
    assert [block["kind"] for block in insight("EX7.4", nandara)] == ["text"]


def test_forecast_of_the_demonstration_team(nandara: Answers) -> None:
    """30 specialists, 20 per cent leaving, inflow 8: 32.0 after one year, in the long run 40."""
    value = field(nandara, "talent_forecast")
    raw = value.raw
    assert isinstance(raw, dict)
    assert {name: raw[name] for name in ("S0", "q", "h", "r", "e")} == {
        "S0": 30,
        "q": 0.2,
        "h": 4,
        "r": 5,
        "e": 0.8,
    }
    assert raw["equilibrium"] == pytest.approx(40)
    assert raw["year5"] == pytest.approx(30 * 0.8**5 + 40 * (1 - 0.8**5), abs=1e-5)
    assert raw["needed_inflow"] == pytest.approx((40 - 30 * 0.8**5) * 0.2 / (1 - 0.8**5), abs=1e-5)
    shown = {row["what"]: row["value"] for row in value.rows}
    assert shown["Stock after five years"] == "36.7"
    assert shown["Long-run level"] == "40.0"
    blocks = insight("EX7.5", nandara)
    assert table(blocks, "Your specialists, year by year")[0][:2] == ["30.0", "32.0"]
    assert "the target is never reached" in texts(blocks)


def test_levers_are_compared_by_a_third(nandara: Answers) -> None:
    """A third fewer leaving lifts the level by half; a third more hires by a third of their share."""
    rows = table(insight("EX7.5", nandara), "What moves the long-run level")
    assert rows == [
        ["A third fewer leave", "60.0", "+20.0"],
        ["A third more are hired", "46.7", "+6.7"],
        ["A third more are reskilled", "46.7", "+6.7"],
        ["A third more of them succeed", "45.0", "+5.0"],
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"leaving": "0"}, "there is no long-run level"),
        ({"leaving": "abc"}, "the share who leave missing"),
        ({"leaving": "140"}, "a share from 0 to 1"),
        ({"stock": "-3"}, "cannot be negative"),
    ],
)
def test_numbers_that_cannot_be_are_told(nandara: Answers, change: dict[str, str], words: str) -> None:
    """No attrition, no number, too many per cent, fewer than nobody: one sentence each, no traceback."""
    nandara["EX7.5"]["own"] |= change
    assert words in texts(insight("EX7.5", nandara))
    raw = field(nandara, "talent_forecast").raw
    assert isinstance(raw, dict)
    assert raw["equilibrium"] is None


def test_the_offer_carries_its_role(nandara: Answers) -> None:
    """Three rows of the canvas, by their ids, with the role and the promise."""
    value = field(nandara, "evp")
    raw = value.raw
    assert isinstance(raw, dict)
    assert list(raw)[:3] == ["recruit", "retain", "motivate"]
    assert raw["title"] == "Developer for data exchange"
    assert value.text.startswith("Developer for data exchange: You will join health and registry")
    assert value.rows[0]["code"] == "Recruit: why would they join?"


def test_actions_are_counted_and_open_gaps_named(nandara: Answers) -> None:
    """Actions by heading and cost; what waits for a rule; an individual gap that no action serves."""
    names = ("pillar", "level", "statement", "current", "target", "importance", "urgency")
    gaps = [
        ("PL2", "L1", "No rule for sharing birth data", 1, 4, 5, 4),
        ("PL9", "L3", "Registrars lack digital skills", 2, 4, 4, 5),
        ("PL1", "L3", "Heads of unit punish errors", 2, 4, 3, 3),
    ]
    nandara["EX3.7"] = {"gaps": [dict(zip(names, gap, strict=True)) for gap in gaps]}
    blocks = insight("EX7.7", nandara)
    rows = table(blocks, "Your actions")
    assert rows == [
        ["Recruit", "2", "1", "1", "0"],
        ["Retain", "2", "1", "0", "1"],
        ["Motivate", "2", "1", "1", "0"],
    ]
    said = texts(blocks)
    assert "Waits for a rule | Replace the general examination" in said
    assert ": none" not in said
    nandara["EX7.7"]["actions"] = [
        {**row, "gap": "G2"} if row.get("gap") == "G3" else row for row in nandara["EX7.7"]["actions"]
    ]
    assert "Priority gaps at the level Individual that no action serves | G3 Heads of unit" in texts(
        insight("EX7.7", nandara)
    )


def test_readiness_names_the_barrier_point_and_what_helps(nandara: Answers) -> None:
    """The first weak element stops the change; the rest waits."""
    value = field(nandara, "adkar")
    raw = value.raw
    assert isinstance(raw, dict)
    assert raw["barrier"] == "desire"
    assert raw["scores"] == {"awareness": 4, "desire": 3, "knowledge": 2, "ability": 2, "reinforcement": 2}
    assert value.text.startswith("Registering births on a tablet in the health post (Registrars")
    assert value.rows[-1] == {"item": "Barrier point", "score": "Desire"}
    assert not any("Barrier point" in note for note in value.notes), "the row says it"
    said = texts(insight("EX7.8", nandara))
    assert "Barrier point: Desire." in said
    assert "Ask what people lose and gain" in said
    assert "They wait until the barrier point is higher." in said


def test_an_unfinished_rating_asks_for_the_rest(nandara: Answers) -> None:
    """Without awareness there is no barrier point, and a wrong score is none."""
    nandara["EX7.8"]["own"] = {"desire": 2, "awareness": 9}
    assert "Awareness not rated" in texts(insight("EX7.8", nandara))
    assert field(nandara, "adkar").raw["barrier"] is None  # type: ignore[index, call-overload]


GARBAGE: list[Any] = [None, 7, "text", [], {}, [None], [["x"]], [{"code": 3}], {"share": []}, True]


@pytest.mark.parametrize("garbage", GARBAGE, ids=repr)
def test_nothing_that_stands_in_a_file_breaks_the_section(nandara: Answers, garbage: Any) -> None:
    """Whatever an answers file holds, the Plan and the insights are computed."""
    for exercise_id, parts in nandara.items():
        broken = {**nandara, exercise_id: dict.fromkeys(parts, garbage)}
        assemble(as_file(broken))
        if bank.exercise(exercise_id).insight:
            assert insight(exercise_id, broken)


def test_what_is_typed_reads_as_it_was_typed(nandara: Answers) -> None:
    """Text of a team goes through unchanged, so that the page and the exporters can escape it once."""
    nandara["EX7.4"]["profile"][0]["competency"] = "<script>alert(1)</script>"
    assert "C1 <script>alert(1)</script>" in str(insight("EX7.4", nandara))
