"""The closing form of a group: told for five or more, in steps, and never so that one person shows."""

from __future__ import annotations

import itertools
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from cohort_files import order, write
from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers import cli
from toolkit_helpers.exercises import bank
from toolkit_helpers.workshop.closing import Opinion
from toolkit_helpers.workshop.cohort import Cohort
from toolkit_helpers.workshop.collecting import collect, harvest
from toolkit_helpers.workshop.lms.selection import of_chapters
from toolkit_helpers.workshop.row_layout import CLOSING

STATEMENTS = ("relevant", "heard", "accessible", "difficulty", "plan", "fair")


def rated(folder: Path, ratings: list[int | None], words: str = "") -> Cohort:
    """Return what is told of persons who give every statement the same level, or none."""
    for number, level in enumerate(ratings):
        statements = dict.fromkeys(STATEMENTS, level) if level else {}
        answers = {
            "EX1.2": {"measure": "B"},
            CLOSING: {
                "statements": statements,
                "words": {"comment": "", "change": words and f"{words} {number}"},
            },
        }
        write(folder, f"c{number}", answers)
    return harvest([folder], with_texts=True, order=order())


def test_every_statement_has_answers_mean_and_distribution(tmp_path: Path) -> None:
    """Of twenty, fifteen answer: how many, the mean, and each level in steps of all persons."""
    told = rated(tmp_path, [4] * 8 + [2] * 7 + [None] * 5).closing
    assert len(told) == len(STATEMENTS)
    assert told[0].statement == "It was relevant to my work."
    assert told[0].answers_text == "15"
    assert told[0].mean == round((8 * 4 + 7 * 2) / 15, 1) == 3.1
    assert [level.text for level in told[0].levels] == [
        "at most 5",
        "6 to 10",
        "at most 5",
        "6 to 10",
        "at most 5",
    ]


@pytest.mark.parametrize("answers", range(5))
def test_of_fewer_than_five_answers_nothing_is_told(tmp_path: Path, answers: int) -> None:
    """Four who answered, in a group of twelve, give neither mean nor distribution."""
    told = rated(tmp_path, [3] * answers + [None] * (12 - answers), "cold")
    assert told.closing == ()


def test_of_five_persons_the_mean_is_told_and_no_distribution(tmp_path: Path) -> None:
    """The smallest group has means; steps need ten persons."""
    (first, *_others) = rated(tmp_path, [1, 2, 3, 4, 5]).closing
    assert (first.answers, first.mean, first.levels) == (5, 3.0, ())


def test_those_who_left_it_out_are_not_counted_one_by_one(tmp_path: Path) -> None:
    """Eighteen of twenty: that two did not answer is not told."""
    (first, *_others) = rated(tmp_path, [3] * 18 + [None, None]).closing
    assert first.answers_text == "more than 15"


@pytest.mark.parametrize(
    ("ratings", "text"),
    [
        ([5] * 12, "5.0"),
        ([5] * 11 + [4], "more than 4.5"),
        ([5] * 11 + [1], "more than 4.5"),
        ([5] * 10 + [3, 2], "4.6"),
        ([1] * 12, "1.0"),
        ([1] * 11 + [4], "less than 1.5"),
    ],
)
def test_a_mean_near_an_end_does_not_show_who_spoiled_it(
    tmp_path: Path, ratings: list[int | None], text: str
) -> None:
    """Whether one of twelve gave a 4 or a 1 among fives, the report says the same."""
    assert {one.mean_text for one in rated(tmp_path, ratings).closing} == {text}


def signature(told: Opinion) -> tuple[object, ...]:
    """Return all that a reader of the report sees of a statement."""
    return told.answers_text, told.mean_text, tuple(level.text for level in told.levels)


@pytest.mark.parametrize("single", [1, 2, 3, 4])
def test_no_report_is_possible_only_with_one_certain_dissenter(tmp_path: Path, single: int) -> None:
    """Whatever one gave among nine fives, the report would also fit a group in which nobody gave it."""
    (seen, *_others) = rated(tmp_path / "seen", [5] * 9 + [single]).closing
    others = [
        counts
        for counts in itertools.product(range(11), repeat=5)
        if sum(counts) == 10 and counts[single - 1] == 0 and counts[4] >= 6
    ]
    for number, counts in enumerate(others):
        ratings = [level for level, count in enumerate(counts, start=1) for _person in range(count)]
        (other, *_rest) = rated(tmp_path / str(number), list(ratings)).closing
        if signature(other) == signature(seen):
            return
    raise AssertionError(f"the report betrays a {single}")


@given(level=st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), st.lists))
def test_whatever_stands_in_a_file_counts_as_a_level_or_not_at_all(level: object) -> None:
    """Only the whole numbers 1 to 5 are ratings."""
    read = order().slots[CLOSING].read({"statements": {"heard": level}})
    good = level in range(1, 6) and type(level) is int
    assert len(read) == len(STATEMENTS)
    assert read[1] == (level if good else read[1])
    assert read[1] <= 5
    assert order().slots[CLOSING].read({"statements": level}) == bytes(len(STATEMENTS))


def test_comments_follow_the_rules_of_the_exit_tickets(tmp_path: Path) -> None:
    """Words are told on demand only, from five on, and without codes."""
    told = rated(tmp_path / "five", [3] * 5, "Begin later,")
    (words,) = told.words
    assert (words.exercise, words.question, len(words.texts)) == (CLOSING, "What should change?", 5)
    assert rated(tmp_path / "four", [3] * 4, "Begin later,").words == ()
    assert not harvest([tmp_path / "five"], order=order()).words


def test_the_report_has_the_form_in_every_format(tmp_path: Path) -> None:
    """Page, print and spreadsheet tell the statements; the words of a person only where they are wanted."""
    rated(tmp_path / "in", [4] * 6 + [3] * 6, "Begin later,")
    done = collect([tmp_path / "in"], out=tmp_path / "out")
    html = done.files[0].read_text(encoding="utf-8")
    assert "The facilitators handled differences fairly." in html
    assert "Begin later" not in html
    assert done.files[1].read_bytes().startswith(b"%PDF")
    with zipfile.ZipFile(BytesIO(done.files[2].read_bytes())) as book:
        assert "Closing form" in book.read("xl/workbook.xml").decode()
        cells = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "I will use the Plan." in cells
    assert re.search(r"<v>3\.5</v>", cells)


def test_it_belongs_to_the_person_and_never_to_the_plan() -> None:
    """No part writes a field of the Plan, nothing is marked, and everybody answers alone."""
    form = bank.exercise(CLOSING)
    assert [part.writes for part in form.parts] == [None, None]
    assert form.grouping == ["I"]
    assert not form.core


def test_a_learning_platform_is_told_why_it_is_left_out() -> None:
    """It has no key: the list of what a format cannot carry names both parts."""
    questions, left_out = of_chapters({10: "Ten"}, bank.load(10).exercises)
    assert not any(question.id.startswith(CLOSING) for question in questions)
    assert {one.id for one in left_out if "survey" in one.why} == {
        f"{CLOSING}.statements",
        f"{CLOSING}.words",
    }


@pytest.mark.parametrize("programme", ["half-day", "one-day", "three-days", "five-days", "webinar"])
def test_every_workshop_ends_with_it(programme: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The agenda of a half day has it, too."""
    assert cli.main(["agenda", programme]) == 0
    assert capsys.readouterr().out.count("CF10.1 Closing form: how was it for you?") == 1
