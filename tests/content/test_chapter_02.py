"""Chapter 2: pillars as they are named everywhere, anchors in full, and worked examples computed again."""

from __future__ import annotations

import re
from statistics import fmean

import pytest
from authored import bank, cells, prose, yaml

from toolkit_helpers.exercises.model import Choice, Match, Order, Table
from toolkit_helpers.methods import cross_impact
from toolkit_helpers.vocabulary import LEVELS, MATURITY, PILLARS

NAMES = {code: f"{code} {name}" for code, name in PILLARS.items()}


def source(name: str) -> str:
    """Return the text of a cell of the notebook."""
    return next(cell["source"] for cell in cells(2) if cell["id"] == name)


def rows(text: str) -> list[list[str]]:
    """Return the rows of the Markdown tables of a text, without heads and rules."""
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line] for line in lines[2:]]


def notes(exercise: str) -> dict[str, str]:
    """Return the facilitator's notes to an exercise."""
    found: dict[str, str] = yaml("facilitation/02.yaml")["exercises"][exercise]
    return found


def test_pillars_have_one_name_in_all_exercises() -> None:
    """Choices, fixed rows and the match call the nine pillars as the vocabulary does."""
    exercises = bank(2)
    stories, chosen = exercises["EX2.2"].part("stories"), exercises["EX2.6"].part("chosen")
    assert isinstance(stories, Match)
    assert isinstance(chosen, Choice)
    assert {one.id: one.text for one in stories.right} == NAMES
    assert {one.id: one.text for one in chosen.options} == NAMES
    for exercise, part_id in (("EX2.4", "raters"), ("EX2.4", "scan")):
        part = exercises[exercise].part(part_id)
        assert isinstance(part, Table)
        assert {row.id: row.text for row in part.rows} == NAMES
    for exercise, part_id in (("EX2.6", "links"), ("EX2.6", "leverage"), ("EX2.7", "facts")):
        part = exercises[exercise].part(part_id)
        assert isinstance(part, Table)
        choices = [column for column in part.columns if column.type == "choice"]
        assert choices
        assert all({one.id: one.text for one in column.options} == NAMES for column in choices)


def test_each_pillar_has_its_story_and_the_notes_have_the_key() -> None:
    """Nine stories stand for nine pillars, out of their order, and the three confusions have their answer."""
    stories = bank(2)["EX2.2"].part("stories")
    assert isinstance(stories, Match)
    keys = {line.id: line.key for line in stories.left}
    assert sorted(keys.values()) == list(PILLARS)
    assert list(keys.values()) != list(PILLARS)
    assert notes("EX2.2")["answer"] == ", ".join(f"{line} {key}" for line, key in keys.items()) + "."
    confused = {frozenset(keys[line] for line in one.when) for one in stories.diagnoses}
    assert confused == {frozenset(pair) for pair in (("PL2", "PL3"), ("PL4", "PL5"), ("PL6", "PL9"))}
    for one in stories.diagnoses:
        (first, second) = one.when
        assert (one.when[first], one.when[second]) == (keys[second], keys[first])


def test_every_score_of_every_pillar_has_its_anchor() -> None:
    """The table before the scan describes nine pillars at five levels, with the names of the scale."""
    text = source("concepts-anchors")
    head = next(line for line in text.splitlines() if line.startswith("| Pillar"))
    assert [cell.strip() for cell in head.strip("|").split("|")][1:] == [
        f"{level} {name}" for level, (name, _words) in MATURITY.items()
    ]
    anchors = rows(text)
    assert [row[0][:3] for row in anchors] == list(PILLARS)
    assert all(len(row) == 6 and all(row) for row in anchors)
    described = [anchor for row in anchors for anchor in row[1:]]
    assert len(set(described)) == len(described)


def test_pillars_and_levels_of_the_prose_are_those_of_the_vocabulary() -> None:
    """The two tables of concepts list all pillars and all levels, each with what it holds."""
    pillars, levels = rows(source("concepts-pillars")), rows(source("concepts-levels"))
    assert [row[0] for row in pillars] == list(PILLARS)
    for (code, name, holds), known in zip(pillars, PILLARS.values(), strict=True):
        assert holds
        plain = name.replace(
            "Infrastructure of information and communications technology (ICT)", "ICT infrastructure"
        )
        assert plain == known, code
    assert [row[0] for row in levels] == [f"{code} {name}" for code, name in LEVELS.items()]


def test_the_cycle_begins_with_the_analysis() -> None:
    """EX2.3 has the order of the Survey's sections, and an answer to "vision first"."""
    steps = bank(2)["EX2.3"].part("steps")
    assert isinstance(steps, Order)
    assert [item.id for item in steps.items] == ["analyse", "envision", "strategy", "monitor"]
    first = {(one.first, one.then): one.say for one in steps.diagnoses}
    assert first["envision", "analyse"].startswith("Vision first?")


def test_worked_example_of_influences_in_the_notes_is_computed() -> None:
    """Sums and roles of three pillars are those of method M16."""
    answer = notes("EX2.6")["answer"]
    links = {
        (one, two): int(strength)
        for one, told in re.findall(r"(PL\d) moves ((?:PL\d by \d(?: and )?)+)", answer)
        for two, strength in re.findall(r"(PL\d) by (\d)", told)
    }
    assert len(links) == 5
    codes = ["PL1", "PL2", "PL3"]
    result = cross_impact([[links.get((one, two)) for two in codes] for one in codes], codes).value
    assert result is not None
    rows_, columns = ([getattr(one, name) for one in result.influences] for name in ("active", "passive"))
    assert f"Row sums {', '.join(map(str, rows_))}, column sums {', '.join(map(str, columns))}" in answer
    assert f"mean {result.mean:g}" in answer
    assert all(f"{one.name} {one.role}" in answer for one in result.influences)


def test_mean_of_the_demonstration_team_in_the_notes_is_computed() -> None:
    """Nine scores and their mean stand in the notes of EX2.4 as they stand in its answers."""
    answer = notes("EX2.4")["answer"]
    scores = [int(score) for score in re.findall(r"PL\d (\d)", answer)]
    assert scores == [row["score"] for row in yaml("demonstration/02.yaml")["EX2.4"]["scan"]]
    assert f"mean {fmean(scores):.2f}" in answer


def test_the_case_of_the_portal_holds_the_same_facts_twice() -> None:
    """What the case tells in prose is what the table asks to tag, and it is marked as invented."""
    exercise = bank(2)["EX2.7"]
    facts = exercise.part("facts")
    assert isinstance(facts, Table)
    assert "invented" in exercise.intro
    assert all(row.text in " ".join(exercise.intro.split()) for row in facts.rows[:4])
    assert len(facts.rows) == 7


@pytest.mark.parametrize(
    ("practice", "said"),
    [
        (
            "practices-azerbaijan",
            ["July 2012", "2015", "143 parameters", "more than 500 services", "September 2022"],
        ),
        ("practices-kenya", ["November 2013", "World Bank (2017)"]),
    ],
)
def test_practices_tell_what_the_curriculum_has_verified(practice: str, said: list[str]) -> None:
    """Dates and figures stand with their source; no other figure is told."""
    text = " ".join(source(practice).split())
    assert all(words in text for words in said)
    known = set(re.findall(r"\d{2,}", " ".join(said)))
    assert set(re.findall(r"\d{2,}", text)) <= known


def test_what_is_not_verified_is_not_told() -> None:
    """The review of the Republic of Korea is quoted without a year, the Kenyan programme without results."""
    assert not re.search(r"\d{4}", source("practices-korea"))
    assert "per cent" not in source("practices-kenya")
    assert "paraphrased" in prose(2)
