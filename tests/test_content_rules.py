"""What the chapters keep to: the Toolkit's list of exercises, the Plan's fields, anatomy, house style."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from authored import CHAPTERS, authored_files, bank, cells, prose, yaml

from toolkit_helpers.exercises.model import Activity, Choice, Exercise, FreeText, Grid, Number, Order, Table
from toolkit_helpers.vocabulary import LEVELS, PILLARS

WHOLE = "opening setup warm-up concepts exercise exploration plan practices take-home exit-ticket reading"
ANATOMY = {
    0: "opening setup concepts exercise test plan reading glossary",
    **dict.fromkeys(range(1, 11), f"{WHOLE} glossary"),
    10: f"{WHOLE} glossary".replace("exploration plan", "exploration test plan").replace(
        "exit-ticket", "exit-ticket closing"
    ),
}
EXPLORATIONS = {
    0: [],
    1: [f"D1.{n}" for n in range(1, 7)],
    2: [f"D2.{n}" for n in range(1, 4)],
    3: [f"D3.{n}" for n in range(1, 4)],
    4: [f"D4.{n}" for n in range(1, 4)],
    5: [f"D5.{n}" for n in range(1, 4)],
    6: [f"D6.{n}" for n in range(1, 4)],
    7: [f"D7.{n}" for n in range(1, 4)],
    8: [f"D8.{n}" for n in range(1, 5)],
    9: [f"D9.{n}" for n in range(1, 4)],
    10: [f"D10.{n}" for n in range(1, 4)],
}
GUIDED = {
    1: 120,
    2: 120,
    3: 165,
    4: 180,
    5: 180,
    6: 135,
    7: 135,
    8: 165,
    9: 135,
    10: 180,
}
"""Minutes of each chapter by the Toolkit's plan."""
NOT_WRITTEN = ("(edits)", "(rows prefilled)", "(target)", "(tested_with")
"""Notes of the list on fields that an exercise prepares or changes where they were written."""
NOT_BRITISH = (
    r"\b\w*organiz\w+|\bdigiti?z\w+|\bdigitaliz\w+|\bprioritiz\w+|\bstandardiz\w+|\bsummariz\w+|\butiliz\w+"
    r"|\brecogniz\w+|\banalyz\w+|\bminimiz\w+|\bprogram\b|\bcolors?\b|\bbehaviors?\b|\bcenters?\b|\blabor\b"
    r"|\bcatalogs?\b|\bfulfill\b|\bjudgment\b|\bdefense\b"
)
OFFICIAL_NAMES = (
    "Educational, Scientific and Cultural Organization",
    "Analyzing Health Equity",
    "Center for Global Development",
    "Citizen Service Centers in Kenya",
    "Eastern Regional Organization",
)
NOT_UNITED_NATIONS = (
    r"\bthe disabled\b|\bdisabled people\b|\bthe elderly\b|\bthird world\b"
    r"|\bSouth Korea\b|\bvulnerable groups\b"
)
ACRONYMS = (
    "EGDI",
    "OSI",
    "TII",
    "HCI",
    "EPI",
    "LOSI",
    "GTMI",
    "ITU",
    "ESCAP",
    "OECD",
    "UNPAN",
    "UNDP",
    "ICT",
    "UNPOG",
)


def listed(chapter: int) -> list[dict[str, str]]:
    """Return the rows of the Toolkit's list of exercises for a chapter."""
    with (Path(__file__).parent / "exercises-index.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if int(row["chapter"]) == chapter]


def writes(exercise: Exercise) -> set[str]:
    """Return the fields of the Plan that an exercise writes."""
    return {part.writes for part in exercise.parts if part.writes}


def also_written(exercise: Exercise) -> set[str]:
    """Return the fields that the Toolkit's list lets an exercise write besides the one that begins them."""
    rows = {row["id"]: row["writes"] for row in listed(exercise.chapter)}
    return set(re.findall(r"P\d+\.\w+", rows.get(exercise.id, "")))


def called(chapter: int, function: str) -> list[str]:
    """Return what a notebook calls, in order."""
    code = "\n".join(cell["source"] for cell in cells(chapter) if cell["cell_type"] == "code")
    return re.findall(rf'ch\.{function}\("([^"]+)"\)', code)


@pytest.mark.parametrize("chapter", GUIDED)
def test_exercises_are_those_of_the_list(chapter: int) -> None:
    """Ids, titles, minutes, core, grouping, methods and Plan fields equal the Toolkit's list."""
    own = {key: exercise for key, exercise in bank(chapter).items() if key.startswith("EX")}
    assert list(own) == [row["id"] for row in listed(chapter)]
    for row in listed(chapter):
        exercise = own[row["id"]]
        fields = {
            field.split()[0]
            for field in row["writes"].split(", ")
            if field.startswith("P") and not any(note in field for note in NOT_WRITTEN)
        }
        assert (exercise.title, exercise.minutes, exercise.core) == (
            row["title"],
            int(row["minutes"]),
            row["core"] == "True",
        ), row["id"]
        triads = ["T"] if row["grouping"] in {"triads", "groups of 4–5"} else []
        assert exercise.grouping == re.findall(r"\b[IPTA]\b", row["grouping"]) + triads, row["id"]
        assert exercise.methods == row["methods"].split(), row["id"]
        assert writes(exercise) == fields, row["id"]


def test_guided_times_hold_the_exercises() -> None:
    """The minutes of exercises and of the core path are those that the openings print."""
    for chapter, guided in GUIDED.items():
        exercises = [exercise for key, exercise in bank(chapter).items() if key.startswith("EX")]
        total, core = (sum(e.minutes for e in exercises if e.core or not only) for only in (False, True))
        assert total < guided
        assert f"the exercises take {total} minutes, the core path {core}" in prose(chapter)
        assert (
            f"exercises {total}, of which the core path takes {core}"
            in yaml(f"facilitation/{chapter:02}.yaml")["timing"][0]
        )


def test_every_field_that_an_exercise_writes_stands_in_the_plan() -> None:
    """The Plan has 88 fields, 47 required; each written field names the exercise that writes it."""
    fields = {f"{s['section']}.{f['name']}": f for s in yaml("plan.yaml") for f in s["fields"]}
    assert (len(fields), sum(field["required"] for field in fields.values())) == (88, 47)
    assert all(
        field["label"] and set(field) == {"name", "label", "type", "required", "written_in", "constraint"}
        for field in fields.values()
    )
    for chapter in CHAPTERS:
        for exercise in bank(chapter).values():
            for name in writes(exercise):
                assert fields[name]["written_in"] == exercise.id or name in also_written(exercise)
    written = {
        name for chapter in CHAPTERS for exercise in bank(chapter).values() for name in writes(exercise)
    }
    assert {
        name
        for name, field in fields.items()
        if field["type"] != "computed" and name.startswith(tuple(f"P{chapter}." for chapter in GUIDED))
    } <= written
    team = bank(0)["EX0.1"].part("team")
    assert {f"P0.{field.id}" for field in team.fields} | written >= {
        name for name in fields if name.startswith("P0.")
    }
    for field in team.fields:
        assert field.required == fields[f"P0.{field.id}"]["required"], field.id


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_exercise_has_its_place_and_its_notes(chapter: int) -> None:
    """A notebook calls each exercise and exploration once, in order, and each has its facilitator's notes."""
    assert sorted(called(chapter, "exercise")) == sorted(bank(chapter))
    exercises = [key for key in called(chapter, "exercise") if key.startswith("EX")]
    assert exercises == sorted(exercises, key=lambda key: int(key.split(".")[1]))
    assert called(chapter, "explore") == EXPLORATIONS[chapter]
    notes = yaml(f"facilitation/{chapter:02}.yaml")
    assert notes["chapter"] == chapter
    assert list(notes["exercises"]) == list(bank(chapter))
    for key, note in notes["exercises"].items():
        assert list(note) == ["run", "answer", "discuss", "low_tech"], key
        assert all(isinstance(text, str) and text.strip() for text in note.values()), key
    for name in ("timing", "pitfalls", "debrief"):
        assert all(isinstance(text, str) for text in notes[name]), name
        assert len(notes[name]) >= 3, name


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_notebook_keeps_the_fixed_anatomy(chapter: int) -> None:
    """Parts stand in the fixed order, with one tag a cell, one H1, no skipped heading, and hidden code."""
    tags = [cell["metadata"]["tags"] for cell in cells(chapter)]
    assert all(len(tag) == 1 for tag in tags)
    assert " ".join(dict.fromkeys(tag for (tag,) in tags)) == ANATOMY[chapter]
    headings = [
        len(level)
        for level in re.findall(r"^(#+) ", "\n\n".join(c["source"] for c in cells(chapter)), re.MULTILINE)
    ]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    code = [cell for cell in cells(chapter) if cell["cell_type"] == "code"]
    assert all(cell["metadata"]["jupyter"]["source_hidden"] for cell in code)
    assert all(cell["source"].count("\n") < 2 for cell in code)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_acronyms_are_expanded_at_first_use(chapter: int) -> None:
    """The first time an acronym stands in a chapter, its full name stands before it."""
    for acronym in ACRONYMS:
        first = re.search(rf"\b{acronym}\b", prose(chapter))
        assert not first or prose(chapter)[first.start() - 1] == "(", acronym


def test_wording_keeps_to_the_house_style() -> None:
    """No file holds an open check mark, another spelling than British, or a term that UN usage avoids."""
    for name, written in authored_files().items():
        text = re.sub(r"\s+|\\n\",\s+\"", " ", written)
        for official in OFFICIAL_NAMES:
            text = text.replace(official, "")
        assert "[verify" not in text, name
        for pattern in (NOT_BRITISH, NOT_UNITED_NATIONS):
            assert re.findall(pattern, text, re.IGNORECASE) == [], name


def test_capacity_grid_asks_a_question_in_every_cell() -> None:
    """The grid of EX3.4 has a guiding question for each of 36 cells, and the floor of 12 cells can be met."""
    grid = bank(3)["EX3.4"].part("grid")
    assert isinstance(grid, Grid)
    assert set(grid.questions) == {f"{pillar}.{level}" for pillar in PILLARS for level in LEVELS}
    assert all(question.endswith("?") for question in grid.questions.values())
    assert grid.minimum_per_column * len(LEVELS) <= grid.minimum_cells == 12
    gaps = bank(3)["EX3.7"].part("gaps")
    assert isinstance(gaps, Table)
    pillars, levels = ({o.id: o.text for o in column.options} for column in gaps.columns[:2])
    assert pillars == {code: f"{code} {name}" for code, name in PILLARS.items()}
    assert levels == {code: f"{code} {name}" for code, name in LEVELS.items()}


def exercises() -> list[Exercise]:
    """Return all exercises of this edition."""
    return [exercise for chapter in CHAPTERS for exercise in bank(chapter).values()]


def test_a_diagnosis_never_contradicts_the_key() -> None:
    """No known slip lies within the tolerance of the key, and no two slips of a number overlap."""
    for exercise in exercises():
        for part in exercise.parts:
            if not isinstance(part, Number):
                continue
            slips = [(d.value, d.tolerance or 0) for d in part.diagnoses if d.value is not None]
            if part.key is not None:
                assert all(abs(v - part.key) > part.tolerance + t for v, t in slips), (exercise.id, part.id)
            for number, (value, tolerance) in enumerate(slips):
                assert all(abs(value - v) > tolerance + t for v, t in slips[:number]), (exercise.id, part.id)


def feedback(written: object, key: str = "") -> Iterator[str]:
    """Yield every text that answers a participant, from an exercise as plain data."""
    if isinstance(written, dict):
        for name, value in written.items():
            yield from feedback(value, str(name))
    elif isinstance(written, list):
        for value in written:
            yield from feedback(value)
    elif key in {"feedback", "right", "wrong", "say"} and isinstance(written, str):
        yield written


def test_feedback_does_not_repeat_the_verdict_that_stands_before_it() -> None:
    """The page says "Right" or "Not right yet" by itself; the author's text goes on from there."""
    verdict = re.compile(r"(yes|right|correct|no|not yet|not right|wrong)\s*[.:,;!]", re.IGNORECASE)
    texts = [text for exercise in exercises() for text in feedback(exercise.model_dump())]
    assert len(texts) > 500
    assert [text for text in texts if verdict.match(text)] == []


def test_texts_fit_the_limits_that_they_set() -> None:
    """Model answers and starter cards are no longer than the participants' own may be."""
    for exercise in exercises():
        for part in exercise.parts:
            if isinstance(part, FreeText) and part.max_words:
                answer = re.sub(r"\*[^*]+\*", "", part.model_answer)
                assert len(answer.split()) <= part.max_words, exercise.id
            if isinstance(part, Table):
                limit = next((column.max_words for column in part.columns if column.max_words), None)
                assert all(len(text.split()) <= (limit or 25) for text in part.starters), exercise.id


def test_the_page_alone_says_that_a_column_is_private() -> None:
    """It adds the word to the label of such a column, and the Plan of the team does, too."""
    columns = [
        column
        for chapter in CHAPTERS
        for exercise in bank(chapter).values()
        for part in exercise.parts
        for column in [*getattr(part, "columns", []), *getattr(part, "fields", [])]
        if getattr(column, "private", False)
    ]
    assert columns
    assert not [column.label for column in columns if "private" in column.label.lower()]


def test_right_answers_are_not_given_away_by_their_place_or_length() -> None:
    """Over the single choices the right answer is not mostly the longest, nor always on the same letter."""
    single = [
        p for e in exercises() for p in e.parts if isinstance(p, Choice) and p.marked and not p.multiple
    ]
    longest = [max(part.options, key=lambda option: len(option.text)).correct for part in single]
    assert sum(map(bool, longest)) <= len(single) / 2
    places = [next(n for n, option in enumerate(part.options) if option.correct) for part in single]
    assert len(set(places)) >= 3


def test_steps_have_feedback_for_the_two_known_confusions() -> None:
    """EX3.1 answers to rating before evidence and to validation before priorities."""
    steps = bank(3)["EX3.1"].part("steps")
    assert isinstance(steps, Order)
    assert {("rate", "collect"), ("validate", "prioritise")} <= {(d.first, d.then) for d in steps.diagnoses}
    order = [item.id for item in steps.items]
    assert all(order.index(d.first) > order.index(d.then) for d in steps.diagnoses)


def test_hearing_fits_its_minutes() -> None:
    """The clock of an activity adds up to the minutes of its exercise."""
    for exercise in exercises():
        for part in exercise.parts:
            if isinstance(part, Activity) and part.timers:
                assert sum(timer.minutes for timer in part.timers) == exercise.minutes, exercise.id
