"""P8 and the insights of chapter 8: gaps, prices, districts, groups with a voice, and who is left behind."""

from __future__ import annotations

from typing import Any

import pytest
from demonstration_team import Answers, as_file, team_answers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_reading import chapter, insight, table, texts

from toolkit_helpers.exercises import bank
from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.exercises.references import collect
from toolkit_helpers.plan import assemble, completeness, coverage, inclusion, word_lists
from toolkit_helpers.plan.assemble import all_exercises
from toolkit_helpers.plan.model import Value
from toolkit_helpers.plan.values import Inputs

WITH_INSIGHT = ("EX8.2", "EX8.3", "EX8.4", "EX8.5", "EX8.7", "EX8.8")


@pytest.fixture
def nandara() -> Answers:
    """Return the answers of the demonstration team to chapter 8, with the stakeholders of chapter 3."""
    own = chapter(8)
    return {"EX3.3": team_answers()["EX3.3"], **own}


def field(answers: Answers, name: str) -> Value:
    """Return the value of a field of P8."""
    return assemble(as_file(answers)).field(f"P8.{name}").value


def cells(found: Value, *names: str) -> list[list[str]]:
    """Return some columns of a field's table."""
    return [[row.get(name, "") for name in names] for row in found.rows]


def everything(found: Value) -> str:
    """Return all that a shared Plan would hold of a field."""
    return f"{found.raw} {found.text} {found.rows} {found.notes}"


def test_the_demonstration_team_has_written_all_of_p8(nandara: Answers) -> None:
    """Each of the eight fields is there in full."""
    section = next(one for one in assemble(as_file(nandara)).sections if one.id == "P8")
    assert [one.spec.name for one in section.fields if not one.filled] == []
    assert len(section.fields) == 8


def test_the_demonstration_team_has_answered_every_exercise_in_full(nandara: Answers) -> None:
    """No answer is unread, wrong or incomplete, and no part is left out."""
    file = as_file(nandara)
    for exercise in bank.load(8).exercises:
        if not any(part.writes for part in exercise.parts):
            continue
        for part in exercise.parts:
            given = nandara[exercise.id].get(part.id)
            result = mark(part, given, None, nandara[exercise.id], exercise, collect(exercise, file.parts))
            assert result.state in {"right", "complete"}, (exercise.id, part.id, result)


def test_the_deliberate_gap_is_found(nandara: Answers) -> None:
    """Persons with disabilities must be heard and no group stands for them: EX8.5 names them."""
    told = texts(insight("EX8.5", nandara))
    assert "Must be heard by EX3.3, and in none of your groups yet | H2 Association of persons with" in told
    inputs = Inputs.of(as_file(nandara), all_exercises())
    assert inclusion.must_be_heard(inputs) == {
        "H2": "Association of persons with disabilities",
        "H7": "Parents of newborn children",
        "H8": "Families without papers",
    }
    assert list(inclusion.not_engaged(inputs)) == ["H2"]
    checked = completeness(assemble(as_file(nandara))).value
    assert checked is not None
    assert checked.broken("not heard") == ("Association of persons with disabilities",)


@pytest.mark.parametrize("how", [{"heard": ["H2"]}, {"name": "association of persons with disabilities"}])
def test_a_group_stands_for_a_stakeholder_by_code_or_by_name(nandara: Answers, how: dict[str, Any]) -> None:
    """Then nobody who must be heard is missing, neither here nor in the checks of the whole Plan."""
    nandara["EX8.5"]["groups"][0].update(how)
    nandara["EX8.5"]["groups"][2]["heard"] = ["H7"]
    assert "Everybody who must be heard by EX3.3 appears" in texts(insight("EX8.5", nandara))
    checked = completeness(assemble(as_file(nandara))).value
    assert checked is not None
    # V2 is a group of its own name; H7 is cited by V3, H2 as the parameters say.
    assert checked.broken("not heard") == ()


def test_without_stakeholders_nobody_is_missed(nandara: Answers) -> None:
    """Chapter 8 can be done before chapter 3; then there is nothing to compare with."""
    del nandara["EX3.3"]
    assert "heard" not in texts(insight("EX8.5", nandara))
    assert field(nandara, "groups").state == "filled"


def test_measures_hold_points_proportion_and_parity(nandara: Answers) -> None:
    """Births 78 and 49: 29 points, 37.2 per cent, parity 0.63; districts and fifths follow."""
    found = field(nandara, "divide_measures")
    assert cells(found, "absolute", "relative", "parity", "year")[0] == ["29", "37.2", "0.63", "2026"]
    assert cells(found, "reference", "group")[0] == ["Urban (78 %)", "Rural (49 %)"]
    assert "95 per cent interval" in cells(found, "reading")[1][0]
    assert cells(found, "group")[2:] == [["Districts"], ["Income fifths"]]
    assert "23.9 per cent lies between regions" in cells(found, "reading")[2][0]
    assert "concentration index 0.262" in cells(found, "reading")[3][0]


def test_measures_need_a_pair(nandara: Answers) -> None:
    """Districts alone begin the field and do not fill it; nothing at all leaves it empty."""
    del nandara["EX8.2"]["measures"]
    assert field(nandara, "divide_measures").state == "begun"
    del nandara["EX8.4"]
    assert field(nandara, "divide_measures").state == "empty"


def test_a_small_group_is_hidden_from_the_plan(nandara: Answers) -> None:
    """Below 30 people neither the gap nor the rates, from which it could be computed, are in the Plan."""
    nandara["EX8.2"]["measures"][1] |= {"n_group": "12", "group_rate": "58.3"}
    found = field(nandara, "divide_measures")
    assert "58.3" not in everything(found)
    assert "fewer than 30 people" in cells(found, "reading")[1][0]
    blocks = insight("EX8.2", nandara)
    assert len(table(blocks, "Your own pairs")) == 1
    assert "Mothers and Fathers: Not shown: a group has fewer than 30 people" in texts(blocks)


def test_a_pair_of_two_years_shows_what_moved(nandara: Answers) -> None:
    """Wider in points, closer in proportion: the lesson of EX8.2, on own figures."""
    earlier = {**nandara["EX8.2"]["measures"][0], "year": "2016", "reference_rate": "20", "group_rate": "10"}
    nandara["EX8.2"]["measures"] = [
        {**earlier, "year": "2026", "reference_rate": "60", "group_rate": "42"},
        {**earlier, "indicator": "births Registered within 30 days"},
    ]
    told = texts(insight("EX8.2", nandara))
    assert "2016 to 2026: The gap grew from 10 to 18 points" in told
    assert "wider in points, closer in proportion" in told


@pytest.mark.parametrize(
    "row",
    [
        {"reference_rate": "182", "group_rate": "49"},
        {"reference_rate": "78", "group_rate": "about half"},
        {"reference_rate": "78"},
        {"reference_rate": "78", "group_rate": "49", "n_group": "40.5", "n_reference": "40"},
    ],
)
def test_numbers_that_cannot_be_are_told(nandara: Answers, row: dict[str, str]) -> None:
    """Beyond 100, no number, missing, half a person: one sentence, no measure, no trace of an error."""
    nandara["EX8.2"]["measures"] = [{"indicator": "Births", "group": "Rural", "reference": "Urban", **row}]
    blocks = insight("EX8.2", nandara)
    assert texts(blocks).startswith("Not computed | Births, –: Rural and Urban: ")
    assert cells(field(nandara, "divide_measures"), "absolute")[0] == [""]


def test_affordability_adds_what_the_price_takes(nandara: Answers) -> None:
    """3.07 per cent on average, 9.4 for the poorest fifth, 30.00 at the target."""
    found = field(nandara, "affordability")
    shown = {row["what"]: row["value"] for row in found.rows}
    assert shown["Share of monthly income, %"] == "3.07"
    assert shown["Below 2 per cent"] == "No"
    assert shown["Price at 2 per cent"] == "30.00 ND"
    assert shown["Share for the poorest fifth, %"] == "9.4"
    rows = table(insight("EX8.3", nandara), "Province of Nandara")
    assert [row[1] for row in rows] == ["3.07", "No", "30.00 ND", "27,600.00 ND", "9.4"]


def test_affordability_asks_for_the_poorest_and_for_the_average_that_hides_them(nandara: Answers) -> None:
    """Without the share it is asked for; a target met on average and missed for the poorest is named."""
    del nandara["EX8.3"]["own"]["fifth"]
    assert "And for the poorest fifth?" in texts(insight("EX8.3", nandara))
    nandara["EX8.3"]["own"] |= {"price": "24", "fifth": "6.5"}
    assert "the average hides it" in texts(insight("EX8.3", nandara))
    nandara["EX8.3"]["own"]["income"] = "0"
    assert "income is not given, or not above 0" in texts(insight("EX8.3", nandara))
    assert "not above 0" in " ".join(field(nandara, "affordability").notes)


def test_affordability_shows_the_published_price_of_the_country(nandara: Answers) -> None:
    """ITU's figure is something to compare with, and its basket is named."""
    nandara["EX0.1"] = team_answers()["EX0.1"]
    assert "in 2025, 5 GB of mobile broadband took 1.87 per cent" in texts(insight("EX8.3", nandara))


def test_districts_are_split_and_small_ones_left_out(nandara: Answers) -> None:
    """Regions with mean and weakest district; what is left out is named with its reason."""
    rows = table(insight("EX8.4", nandara), "Theil index 0.0784")
    assert [row[0] for row in rows] == ["Coast", "Plain", "Hills"]
    assert rows[0] == ["Coast", "900,000", "62.1", "Islands", "16"]
    nandara["EX8.4"]["districts"][4]["people"] = "20"
    told = texts(insight("EX8.4", nandara))
    assert "Left out | Islands: fewer than 30 people" in told
    assert "Islands" not in everything(field(nandara, "divide_measures"))


def test_a_missing_fifth_is_told(nandara: Answers) -> None:
    """Four of five rates have no gradient: leaving one out would move the ranks."""
    del nandara["EX8.4"]["about"]["q3"]
    assert "every group from poorest to richest needs a value" in texts(insight("EX8.4", nandara))


def test_groups_join_ratings_and_what_the_hearing_changed(nandara: Answers) -> None:
    """One row per group: who, the six barriers, evidence, and the promise made aloud."""
    found = field(nandara, "groups")
    assert cells(found, "code", "access", "attitude", "agency") == [
        ["V1", "2", "1", "3"],
        ["V2", "1", "3", "3"],
        ["V3", "1", "unknown", "0"],
    ]
    assert cells(found, "changes")[0][0].startswith("Print a paper code at the health post")
    assert cells(found, "heard")[0] == ["H7 – Parents of newborn children"]
    assert "experience" not in {column.id for column in found.columns}


def test_groups_are_filled_once_they_are_rated(nandara: Answers) -> None:
    """Names alone begin the field."""
    del nandara["EX8.5"]["barriers"]
    assert field(nandara, "groups").state == "begun"
    del nandara["EX8.5"]["groups"]
    assert field(nandara, "groups").state == "empty"


def test_the_size_of_a_small_group_is_hidden(nandara: Answers) -> None:
    """The group keeps its name; its size is in no shared Plan, and the page says so."""
    nandara["EX8.5"]["groups"][0]["size"] = "17"
    found = field(nandara, "groups")
    assert cells(found, "size")[0] == ["fewer than 30"]
    raw = found.raw
    assert isinstance(raw, list)
    assert isinstance(raw[0], dict)
    assert raw[0]["size"] is None
    assert "fewer than 30 people. The Plan names the group and hides its size" in texts(
        insight("EX8.5", nandara)
    )


def test_patterns_of_ratings_ask_a_question(nandara: Answers) -> None:
    """The same for all, ability alone, and nothing unknown."""
    ratings = nandara["EX8.5"]["barriers"]
    same = dict.fromkeys(inclusion.BARRIERS, "1")
    for row in ratings:
        row |= same
    told = texts(insight("EX8.5", nandara))
    assert "All groups have the same ratings." in told
    assert "Nothing is unknown." in told
    ratings[0] |= {"ability": "3"}
    ratings[1] |= {"agency": "u"}
    told = texts(insight("EX8.5", nandara))
    assert "V1 Mothers who share a phone or have none: only ability is a high barrier." in told
    assert "same ratings" not in told
    assert "Nothing is unknown" not in told


def test_the_strongest_barriers_are_all_named(nandara: Answers) -> None:
    """A tie is a tie; a group without any barrier has none."""
    rows = table(insight("EX8.5", nandara), "What stops each group")
    assert [row[1] for row in rows] == [
        "Agency and safety",
        "Attitude and trust, Agency and safety",
        "Ability",
    ]
    assert [row[2] for row in rows] == ["–", "–", "Attitude and trust"]
    nandara["EX8.5"]["barriers"][0] |= dict.fromkeys(inclusion.BARRIERS, "0")
    assert table(insight("EX8.5", nandara), "What stops each group")[0][1] == "–"


def test_inclusion_scores_name_the_weakest_link_and_the_best_lever(nandara: Answers) -> None:
    """Geometric mean as the headline, and what a rise of 0.10 would do."""
    rows = table(insight("EX8.7", nandara), "How far your groups are included")
    assert rows[0][1:] == ["0.48", "0.50", "affordability", "affordability (0.516)"]
    assert cells(field(nandara, "inclusion_score"), "geometric", "weakest")[1] == ["0.38", "ability"]


def test_a_score_of_a_small_group_is_hidden(nandara: Answers) -> None:
    """Neither score nor dimensions of 12 people are in the Plan; the group and its source are."""
    nandara["EX8.7"]["scores"][1] |= {"people": "12", "ability": "0.17"}
    found = field(nandara, "inclusion_score")
    assert "0.17" not in everything(found)
    assert cells(found, "weakest")[1] == ["fewer than 30 people, so a figure could reveal a person"]
    told = texts(insight("EX8.7", nandara))
    assert "Not shown | V3 Parents who read the second language only: Not shown: the group has fewer" in told


def test_weights_are_scaled_or_equal(nandara: Answers) -> None:
    """Weights that do not add up to 1 are scaled and told; without all four, all count the same."""
    nandara["EX8.7"]["weights"] = dict.fromkeys(nandara["EX8.7"]["weights"], "0.5")
    assert "add up to 2.00; they are scaled to 1" in texts(insight("EX8.7", nandara))
    equal = table(insight("EX8.7", nandara), "How far")[0][1]
    del nandara["EX8.7"]["weights"]["trust"]
    assert table(insight("EX8.7", nandara), "How far")[0][1] == equal
    assert "All four dimensions count the same" in texts(insight("EX8.7", nandara))
    assert field(nandara, "inclusion_score").notes == ("All four dimensions count the same.",)


def test_a_dimension_of_zero_has_no_lever(nandara: Answers) -> None:
    """Two zeros cannot be mended by one step."""
    nandara["EX8.7"]["scores"][0] |= {"access": "0", "ability": "0"}
    assert table(insight("EX8.7", nandara), "How far")[0][1:] == ["0.00", "0.18", "access, ability", "–"]


def test_actions_carry_the_assisted_channel(nandara: Answers) -> None:
    """The field is filled with both; the channel reads in one text, a line for each question."""
    found = field(nandara, "actions_L4")
    heading, helper, *more = found.text.split("\n")
    assert heading == "**Assisted channel**"
    assert helper.startswith("Who helps? Community health workers")
    assert len(more) == 5
    assert len(found.rows) == 4
    del nandara["EX8.8"]["channel"]
    assert field(nandara, "actions_L4").state == "begun"
    del nandara["EX8.8"]["actions"]
    assert field(nandara, "actions_L4").state == "empty"


def test_safeguards_collect_rules_and_conditions(nandara: Answers) -> None:
    """Four safeguards of EX8.8, then the conditions of the letter; one of the two alone begins the field."""
    found = field(nandara, "safeguards")
    assert [row["what"].split(":")[0] for row in found.rows] == [
        "Privacy",
        "Safety",
        "Consent",
        "Redress",
        "Choice of channel",
        "Choice of channel",
    ]
    del nandara["EX8.8"]["safeguards"]
    assert field(nandara, "safeguards").state == "begun"
    del nandara["EX8.10"]["conditions"]
    assert field(nandara, "safeguards").state == "empty"


def test_coverage_ticks_evidence_action_indicator_and_voice(nandara: Answers) -> None:
    """M45: V2 has no evidence and no seat, so it is for, not with; the Plan has ten of twelve ticks."""
    found = field(nandara, "lnob_coverage")
    assert cells(found, "evidence", "action", "indicator", "voice", "coverage") == [
        ["yes", "yes", "yes", "yes", "100"],
        ["not yet", "yes", "yes", "not yet", "50"],
        ["yes", "yes", "yes", "yes", "100"],
    ]
    assert found.text.startswith("The Plan has 83.3 per cent")
    assert found.computed
    told = texts(insight("EX8.8", nandara))
    assert "For, not with: an action, and no role of the group in governance | V2" in told


@pytest.mark.parametrize("seat", ["", " ", "None", "not yet", "–"])
def test_no_seat_is_no_voice(nandara: Answers, seat: str) -> None:
    """Empty words in the column do not count."""
    nandara["EX8.8"]["actions"][0]["seat"] = seat
    assert cells(field(nandara, "lnob_coverage"), "voice")[0] == ["not yet"]


@pytest.mark.parametrize("evidence", ["unknown", "Unknown.", "none", "?", "not known"])
def test_an_honest_unknown_is_no_evidence(nandara: Answers, evidence: str) -> None:
    """It is a task and no tick."""
    nandara["EX8.5"]["barriers"][0]["evidence"] = evidence
    assert cells(field(nandara, "lnob_coverage"), "evidence")[0] == ["not yet"]


@pytest.mark.parametrize(
    ("place", "tick", "words"),
    [
        (("EX8.5", "barriers", "evidence"), "evidence", "inconnu"),
        (("EX8.8", "actions", "seat"), "voice", "aucun"),
    ],
)
def test_a_language_has_its_own_words_for_nothing(
    nandara: Answers, monkeypatch: pytest.MonkeyPatch, place: tuple[str, str, str], tick: str, words: str
) -> None:
    """A translator lists them; those of English do not decide for everybody."""
    exercise, part, column = place
    nandara[exercise][part][0][column] = words.capitalize()
    assert cells(field(nandara, "lnob_coverage"), tick)[0] == ["yes"]
    for module in (coverage, word_lists):
        monkeypatch.setattr(module, "_", lambda text: "inconnu, aucun" if "none, no" in text else text)
    assert cells(field(nandara, "lnob_coverage"), tick)[0] == ["not yet"]


def test_an_action_that_misses_the_strongest_barrier_is_named(nandara: Answers) -> None:
    """For V3 the strongest barrier is ability; an action against the price alone does not fit."""
    nandara["EX8.8"]["actions"][2]["barrier"] = "affordability"
    told = texts(insight("EX8.8", nandara))
    assert "V3 Parents who read the second language only: the strongest barrier is Ability." in told


def test_a_helper_without_consent_is_asked_about(nandara: Answers) -> None:
    """The question is who protects the password."""
    del nandara["EX8.8"]["channel"]["consent"]
    assert "Who protects the password?" in texts(insight("EX8.8", nandara))


@pytest.mark.parametrize("exercise_id", WITH_INSIGHT)
def test_before_the_first_answer_there_is_a_hint(exercise_id: str) -> None:
    """An empty exercise gets one sentence that says what to enter."""
    blocks = insight(exercise_id, {})
    assert [block["kind"] for block in blocks] == ["text"]
    assert blocks[0]["tone"] == "hint"


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**12) | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(WITH_INSIGHT), st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_whatever_stands_in_an_answers_file_nothing_breaks(exercise_id: str, data: st.DataObject) -> None:
    """Insights and Plan bear any shape and any number in any field of the chapter."""
    answers: Answers = {}
    for exercise in bank.load(8).exercises:
        parts: dict[str, Any] = {}
        for part in exercise.parts:
            columns = [column.id for column in getattr(part, "columns", getattr(part, "fields", []))]
            row = (
                st.fixed_dictionaries({}, optional=dict.fromkeys([*columns, "code"], JUNK))
                if columns
                else JUNK
            )
            parts[part.id] = data.draw(JUNK | row | st.lists(row, max_size=3))
        answers[exercise.id] = parts
    assert isinstance(insight(exercise_id, answers), list)
    section = next(one for one in assemble(as_file(answers)).sections if one.id == "P8")
    assert all(one.value.state in {"empty", "begun", "filled"} for one in section.fields)
