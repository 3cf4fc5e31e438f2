"""What chapter 10 says in figures: each is computed again and found in the text."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from authored import bank, cells, egdi, prose, yaml

from toolkit_helpers.authoring.kit import read_kit
from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.exercises.model import Activity, Choice, Form, FreeText, Match, Number, Table
from toolkit_helpers.exercises.paper import blocks
from toolkit_helpers.exercises.paper_html import write
from toolkit_helpers.figures.explorations import practices
from toolkit_helpers.handouts.document import Aside
from toolkit_helpers.handouts.facilitator import facilitated, key
from toolkit_helpers.handouts.making import read
from toolkit_helpers.methods import CascadePlan, training_cascade
from toolkit_helpers.methods.raters import TENTATIVE
from toolkit_helpers.resources import data_folder, notebooks_folder

TRAINERS, SESSIONS, PEOPLE, OFTEN = 20, 12, 25, 1.5
EDITIONS = (2010, 2012, 2014, 2016, 2018, 2020, 2022, 2024)
"""Editions of the table of ranks."""
NAMES = {
    "Republic of Korea": "KOR",
    "Singapore": "SGP",
    "China": "CHN",
    "South Africa": "ZAF",
    "Azerbaijan": "AZE",
    "Bangladesh": "BGD",
    "Ghana": "GHA",
    "Kenya": "KEN",
    "Rwanda": "RWA",
    "Pakistan": "PAK",
    "Benin": "BEN",
}


def part(exercise: str, name: str, kind: type[Any]) -> Any:
    """Return a part of an exercise, of the kind it must be."""
    found = bank(10)[exercise].part(name)
    assert isinstance(found, kind)
    return found


def reach(active: float) -> tuple[float, float, float]:
    """Return sessions, participations and persons of the case in EX10.6."""
    value = training_cascade(CascadePlan(TRAINERS, SESSIONS, active, PEOPLE, OFTEN)).value
    assert value is not None
    assert value.persons is not None
    return value.sessions, value.participations, value.persons


def test_the_case_prints_the_numbers_that_the_keys_rest_on() -> None:
    """The intro of EX10.6 holds trainers, sessions, participants and active share."""
    intro = bank(10)["EX10.6"].intro
    for said in (f"**{TRAINERS} trainers**", f"**{SESSIONS} sessions**", f"**{PEOPLE} participants**"):
        assert said in intro
    assert "**70 per cent** stay active" in intro
    assert f"{OFTEN} sessions on average" in part("EX10.6", "persons", Number).prompt
    assert "40 per cent" in part("EX10.6", "sessions_less", Number).prompt


def test_keys_of_the_cascade_are_recomputed() -> None:
    """Each key is what method M33 gives, exact, and is accepted with a comma for thousands."""
    usual, less = reach(0.7), reach(0.4)
    keys = {
        "sessions": usual[0],
        "participations": usual[1],
        "persons": usual[2],
        "sessions_less": less[0],
        "participations_less": less[1],
    }
    for name, right in keys.items():
        found = part("EX10.6", name, Number)
        assert found.key == pytest.approx(right)
        assert found.tolerance == 0
        assert mark(found, f"{right:,.0f}", None).state == "right"
        assert mark(found, str(round(right) + 1), None).state == "wrong"


def test_known_slips_of_the_cascade_are_recomputed() -> None:
    """Every diagnosed wrong value is what its slip produces."""
    planned = TRAINERS * SESSIONS
    sessions, seats, persons = reach(0.7)
    slips = {
        "sessions": [planned, TRAINERS * 0.7, planned * 0.3],
        "participations": [planned * PEOPLE, TRAINERS * 0.7 * PEOPLE, seats * 0.7],
        "persons": [seats, seats * OFTEN, planned * PEOPLE / OFTEN],
        "sessions_less": [sessions * 0.4, planned * 0.6, TRAINERS * 0.4],
        "participations_less": [seats * 0.4, reach(0.4)[2], planned * PEOPLE],
    }
    for name, values in slips.items():
        found = part("EX10.6", name, Number)
        assert [diagnosis.value for diagnosis in found.diagnoses] == pytest.approx(values), name
        for diagnosis in found.diagnoses:
            told = [message.text for message in mark(found, f"{diagnosis.value:g}", None).messages]
            assert told == [diagnosis.say]
    note = yaml("facilitation/10.yaml")["exercises"]["EX10.6"]["answer"]
    for number in (sessions, seats, persons, *reach(0.4)[:2]):
        assert f"{number:,.0f} " in note


def test_the_keys_of_the_pairs_and_of_good_facilitation() -> None:
    """EX10.1 has the six pairs of the Toolkit's list; EX10.7 has A, C, E and F."""
    pairs = part("EX10.1", "pairs", Match)
    assert {left.id: left.key for left in pairs.left} == {
        "a": "roof",
        "b": "skills",
        "c": "access",
        "d": "channels",
        "e": "provider",
        "f": "inhouse",
    }
    assert {"b": "access", "c": "skills"} in [diagnosis.when for diagnosis in pairs.diagnoses]
    options = part("EX10.7", "practice", Choice).options
    assert [option.id for option in options if option.correct] == ["A", "C", "E", "F"]
    assert "A, C, E and F." in yaml("facilitation/10.yaml")["exercises"]["EX10.7"]["answer"]


def test_the_table_of_ranks_is_that_of_the_data() -> None:
    """Ranks by edition and the value of 2024, in the order of the newest value but for the first two."""
    (source,) = (cell["source"] for cell in cells(10) if cell["id"] == "exploration-reference")
    rows = [re.split(r"\s*\|\s*", line.strip("| ")) for line in source.splitlines() if line.startswith("|")]
    assert rows[0] == ["Country", *map(str, EDITIONS), "EGDI 2024"]
    told = {row[0]: row[1:] for row in rows[2:]}
    assert list(told) == list(NAMES)
    for name, code in NAMES.items():
        ranks = [egdi(year)[code]["rank"] for year in EDITIONS]
        assert told[name] == [*ranks, f"{float(egdi(2024)[code]['egdi']):.4f}"], name


def test_ranks_in_the_synthesis_are_the_published_ones() -> None:
    """The Republic of Korea stands between 1 and 4 in all editions, China moved as it is told."""
    korea = [int(egdi(year)["KOR"]["rank"]) for year in EDITIONS]
    assert "EGDI rank 1 to 4 in all editions from 2010 to 2024" in prose(10)
    assert (min(korea), max(korea)) == (1, 4)
    ranks = [egdi(year)["CHN"]["rank"] for year in (2012, 2024)]
    assert "EGDI rank {} in 2012, {} in 2024".format(*ranks) in prose(10)


def test_practices_say_what_earlier_chapters_say() -> None:
    """Figures of the synthesis stand, with their source, in the chapter that tells of the practice."""
    for chapter, figures in {
        2: ("143 parameters", "500 services"),
        7: (
            "46 participants",
            "more than 6,000 public",
            "150,000 public officers",
            "more than 7,000 participants",
        ),
        8: ("over ten million", "40 per cent of them women's", "3.2 million", "240 services", "8,805"),
        9: ("commitment KR0060",),
    }.items():
        for figure in figures:
            assert figure in prose(chapter), (chapter, figure)
    for figure in ("143 parameters", "46 participants", "7,000", "6,000", "150,000", "3.2 million", "8,805"):
        assert figure in prose(10), figure


def test_every_practice_of_the_chart_is_offered_or_told() -> None:
    """The country of each practice in D10.2 stands in the synthesis or in the table of ranks."""
    for practice in practices.practices():
        assert practice.code in NAMES.values()
    starters = part("EX10.2", "lessons", Table).starters
    assert len(starters) == 9
    for row in ("Azerbaijan", "Rwanda", "Bangladesh", "China", "Republic of Korea", "Pakistan", "Kenya"):
        assert any(row in starter for starter in starters)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([{"strength": 3, "author": "Press release of the ministry"}], "Who would say the opposite?"),
        ([{"strength": 3, "author": "University of the coast, evaluation"}], ""),
        ([{"strength": 1, "author": "Press release"}], ""),
        ([{"decision": "adopt"}, {"decision": "adopt"}], "Name one difference"),
        ([{"decision": "adopt"}, {"decision": "abstain"}], ""),
        ([{"decision": "abstain"}, {"decision": "abstain"}], "Which mechanism would help"),
        ([{"decision": "adopt", "here": "no"}], "What would have to come first?"),
        ([{"decision": "adapt", "here": "no"}], ""),
    ],
)
def test_the_comparison_asks_back(rows: list[dict[str, Any]], says: str) -> None:
    """EX10.2 speaks where strength, decision and conditions do not fit, and is silent otherwise."""
    table = part("EX10.2", "lessons", Table)
    own = [re.sub(r"^\{rows\}: ", "", check.say) for check in table.checks]
    said = " ".join(message.text for message in mark(table, rows, None).messages)
    assert [text for text in own if text in said] == [text for text in own if says and says in text][:1]


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("Promote digital inclusion", True),
        ("We will support the districts", True),
        ("to raise awareness among staff", True),
        ("Ten parents say what stopped them", False),
        ("The support desk answers in both languages", False),
    ],
)
def test_a_commitment_is_something_that_one_sees(what: str, asked: bool) -> None:
    """Verbs behind which nothing can be seen are asked about; deeds are not."""
    table = part("EX10.9", "commitments", Table)
    messages = mark(table, [{"code": "d30", "what": what}], None).messages
    assert any("what would one see?" in message.text for message in messages) is asked


def test_one_commitment_concerns_people_in_vulnerable_situations() -> None:
    """The check falls silent once one of the three is ticked."""
    table = part("EX10.9", "commitments", Table)
    row = {"code": "d30", "what": "Ten parents are asked"}
    for ticked in (False, True):
        messages = mark(table, [{**row, "vulnerable": ticked}], None).messages
        assert any("people in vulnerable situations" in m.text for m in messages) is not ticked
    assert [row.id for row in table.rows] == ["d30", "d60", "d100"]


def test_a_test_alone_does_not_show_that_somebody_creates() -> None:
    """EX10.5 tells outcomes whose assessment does not fit, and lecturers without preparation."""
    outcomes, lecturers = part("EX10.5", "outcomes", Table), part("EX10.5", "lecturers", Table)
    for level, assessment, told in (
        ("create", "test", True),
        ("create", "plan", False),
        ("know", "test", False),
    ):
        rows = [{"code": "out5", "level": level, "assessment": assessment}]
        messages = mark(outcomes, rows, None).messages
        assert any("multiple-choice test cannot show" in m.text for m in messages) is told
    messages = mark(lecturers, [{"who": "Lecturer", "teaches": "Law"}], None).messages
    assert any("capacity of capacity developers" in message.text for message in messages)
    assert len(outcomes.rows) == 10


def test_the_review_has_the_rubric_of_the_kit() -> None:
    """Ten criteria with words for the levels 0 to 3, the same in the exercise and in the facilitator kit."""
    scores = part("EX10.4", "scores", Table)
    kit = read_kit()
    assert [(row.id, row.text) for row in scores.rows] == [(line.id, line.text) for line in kit.rubric]
    assert len(scores.rows) == scores.minimum_rows == 10
    assert {(column.minimum, column.maximum) for column in scores.columns} == {(0, 3)}
    for level in ("0 missing", "1 beginning", "2 sound", "3 convincing"):
        assert level in bank(10)["EX10.4"].intro
    note = yaml("facilitation/10.yaml")["exercises"]["EX10.4"]["answer"]
    assert f"below {TENTATIVE} discuss" in note


def test_only_threes_are_asked_about() -> None:
    """A reader who gives ten times 3 hears the critic's question."""
    scores = part("EX10.4", "scores", Table)
    rows = [{"code": row.id, "first": 3, "second": 2} for row in scores.rows]
    told = [message.text for message in mark(scores, rows, None).messages]
    assert told == ["Only 3s from your first readers. What would a critic ask?"]


def test_the_kit_is_that_of_the_annex() -> None:
    """Seven tasks before, ten minutes to open, contacts after 30, 60 and 100 days, nine troubles."""
    kit = read_kit()
    assert (len(kit.before), kit.opening.minutes, len(kit.troubles)) == (7, 10, 9)
    assert [one.day for one in kit.follow_up] == [30, 60, 100]
    assert [row.id for row in part("EX10.9", "commitments", Table).rows] == [
        f"d{one.day}" for one in kit.follow_up
    ]
    assert (kit.materials.participants, kit.materials.teams) == (24, 5)
    sheets = next(item for item in kit.materials.items if item.what.startswith("A3 sheets"))
    assert sheets.number == kit.materials.teams * (sheets.what.count(",") + 1)
    assert [beat.minutes for beat in kit.rhythm if beat.minutes] == [3, 15]
    after = yaml("facilitation/10.yaml")["after"]
    assert [text.partition(",")[0] for text in after[:3]] == ["Day 30", "Day 60", "Day 100"]


def test_the_post_test_holds_no_key_and_is_shown_before_the_commitments() -> None:
    """PT10.1 is compiled without keys, and its cell stands between EX10.8 and EX10.9."""
    compiled = json.loads((data_folder() / "exercises" / "compiled" / "10.json").read_text(encoding="utf-8"))
    (test,) = (entry for entry in compiled["exercises"] if entry["id"] == "PT10.1")
    assert '"correct"' not in json.dumps(test)
    shown = [cell["source"] for cell in cells(10) if cell["source"].startswith("ch.exercise(")]
    order = ['ch.exercise("EX10.8")', 'ch.exercise("PT10.1")', 'ch.exercise("EX10.9")']
    assert [source for source in shown if source in order] == order
    assert bank(10)["PT10.1"].title == "Post-test: what you know now"


def test_the_page_has_its_limits() -> None:
    """At most 350 words, five lines in the rubric, and a pitch of three minutes."""
    page = part("EX10.3", "page", FreeText)
    assert (page.max_words, len(page.rubric)) == (350, 5)
    assert 150 < len(page.model_answer.split()) <= 350
    timers = {timer.label: timer.minutes for timer in part("EX10.3", "work", Activity).timers}
    assert timers["Pitch once"] == 3
    assert {"first", "second"} <= {field.id for field in part("EX10.3", "pitch", Form).fields}


def test_micro_teaching_has_four_equal_rounds() -> None:
    """Six minutes to teach and four for feedback, four times."""
    rounds = part("EX10.8", "rounds", Activity)
    assert [timer.minutes for timer in rounds.timers] == [6, 4] * 4
    assert all(len(role.card) < 160 for role in rounds.roles)


def test_the_facilitator_reads_feedback_without_places_for_rows() -> None:
    """Printed feedback speaks of no row by its program name, and what follows the workshop is printed."""
    for name in ("EX10.2", "EX10.5", "EX10.9"):
        for table in bank(10)[name].parts:
            printed = repr(list(key(table, "", {})))
            assert "{" not in printed.replace("{}", "")
    document = facilitated(read(next(notebooks_folder().glob("10-*.ipynb")), "participant"))
    notes = repr([element for element in document.elements if isinstance(element, Aside)])
    assert "After the workshop" in notes
    assert "Day 100, an online reunion" in notes
    assert "Trainers' track" in notes


def test_paper_offers_every_part() -> None:
    """Rubric, comparison sheet, outline and cards have their printed form, with no feedback in it."""
    for name, words in {
        "EX10.2": "Mechanism: why it worked, for whom",
        "EX10.4": "3 also who is not reached",
        "EX10.5": "What they teach",
        "EX10.8": "Observation sheet",
        "EX10.9": "If this gets in the way",
    }.items():
        twin = unescape(write(blocks(bank(10)[name])))
        assert words in twin, name
        assert "Who would say the opposite?" not in twin
