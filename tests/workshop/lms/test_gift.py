"""GIFT read by an independent parser holds the same questions."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from bank_questions import HOSTILE, QUESTIONS, TEST, hostile, question
from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.exercises.paper_html import inline
from toolkit_helpers.workshop import lms
from toolkit_helpers.workshop.lms import gift
from toolkit_helpers.workshop.lms.question import Choice, Matching, Numeric, Ordering, Question, Written

READ = """
const { parse } = require("gift-pegjs");
let text = "";
process.stdin.on("data", (part) => { text += part; });
process.stdin.on("end", () => console.log(JSON.stringify(parse(text, undefined))));
"""


def read(folder: Path, written: Written) -> list[dict[str, Any]]:
    """Return the questions that the parser sees."""
    done = subprocess.run(
        ["node", "-e", READ], cwd=folder, input=written.content, capture_output=True, check=False
    )
    assert not done.returncode, done.stderr.decode()[-2000:]
    return [one for one in json.loads(done.stdout) if one["type"] != "Category"]


def in_gift(questions: list[Question]) -> list[Question]:
    """Return those that GIFT has a form for."""
    return [
        one
        for one in questions
        if not isinstance(one.body, Ordering)
        and not (isinstance(one.body, Matching) and len(one.body.pairs) < 3)
    ]


def squeezed(text: str) -> str:
    """Return a text in one line."""
    return " ".join(text.split())


def test_the_parser_sees_every_question(gift_parser: Path) -> None:
    """Type, options, key and feedback of each question that GIFT can carry."""
    written = gift.write(QUESTIONS)
    seen = read(gift_parser, written)
    expected = in_gift(QUESTIONS)
    assert [one["title"] for one in seen] == [squeezed(one.name) for one in expected]
    for one, question_ in zip(seen, expected, strict=True):
        body = question_.body
        if isinstance(body, Choice):
            assert one["type"] == "MC"
            texts = [squeezed(choice["text"]["text"]) for choice in one["choices"]]
            assert texts == [squeezed(inline(answer.text)) for answer in body.answers]
            said = [squeezed((choice["feedback"] or {"text": ""})["text"]) for choice in one["choices"]]
            assert said == [squeezed(inline(answer.feedback)) for answer in body.answers]
            right = [
                choice["weight"] > 0 if body.several else choice["isCorrect"] for choice in one["choices"]
            ]
            assert right == [answer.right for answer in body.answers]
        elif isinstance(body, Matching):
            assert one["type"] == "Matching"
            assert len(one["matchPairs"]) == len(body.pairs)
        else:
            assert isinstance(body, Numeric)
            assert one["type"] == "Numerical"
            assert one["choices"][0]["text"]["number"] == body.value
            assert one["choices"][0]["text"]["range"] == pytest.approx(body.tolerance)


def test_what_gift_cannot_carry_is_named() -> None:
    """Each question on order is on the list, with the reason."""
    notes = {note.id: note.why for note in gift.write(QUESTIONS).notes}
    orders = [one.id for one in QUESTIONS if isinstance(one.body, Ordering)]
    assert orders
    assert all("order" in notes[name] for name in orders)


@pytest.mark.parametrize("form", ["gift", "qti", "moodle"])
def test_the_count_is_that_of_the_file(form: lms.Format, tmp_path: Path) -> None:
    """What GIFT has no form for is not counted as exported, and the list tells it apart."""
    exported = lms.export(form, out=tmp_path)
    orders = sum(isinstance(one.body, Ordering) for one in QUESTIONS)
    lost = orders if form == "gift" else 0
    assert exported.questions == len(QUESTIONS) - lost
    assert exported.file.name.startswith(f"questions.{form}.")
    if form == "gift":
        assert exported.file.read_text(encoding="utf-8").count("\n::") == exported.questions
    listing = exported.listing.read_text(encoding="utf-8")
    assert listing.startswith(
        f"{exported.questions} questions are in the file; {exported.left_out} are not.\n"
    )
    missing, _heading, different = listing.partition("In the file, with a difference:")
    assert ("EX2.3.steps" in missing) == (form == "gift")
    assert "EX1.4.value: the right answer depends on the participant's country" in missing
    assert different


def test_the_whole_test_is_readable(gift_parser: Path) -> None:
    """Sixty single choices."""
    assert len(read(gift_parser, gift.write(TEST))) == 60


def test_hostile_texts_are_read_as_texts(gift_parser: Path) -> None:
    """Signs that mean something to GIFT, and lines that look like commands, change nothing."""
    questions = [question([text] * 7) for text in HOSTILE]
    seen = read(gift_parser, gift.write(questions))
    assert len(seen) == len(questions)
    for one, source in zip(seen, questions, strict=True):
        assert isinstance(source.body, Choice)
        texts = [squeezed(choice["text"]["text"]) for choice in one["choices"]]
        assert texts == [squeezed(inline(answer.text)) for answer in source.body.answers]


@given(st.lists(hostile, min_size=7, max_size=7))
def test_a_question_never_leaves_its_lines(texts: list[str]) -> None:
    """No text can begin a line of its own, so none can be a command or another question."""
    lines = gift.write([question(texts)]).content.decode("utf-8").split("\n")
    assert [line[:2] for line in lines] == [
        "$C",
        "",
        "//",
        "::",
        "\t=",
        "\t~",
        "}",
        "",
    ][: len(lines)]
