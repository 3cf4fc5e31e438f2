"""Moodle XML read back by other means holds every question as the bank does."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from bank_questions import EXERCISES, KINDS, LEFT_OUT, QUESTIONS, TEST, hostile, question
from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.exercises import model
from toolkit_helpers.exercises.paper_text import plain
from toolkit_helpers.workshop.lms import moodle
from toolkit_helpers.workshop.lms.question import Question

# Shares of a point that Moodle accepts without rounding them, in per cent.
ACCEPTED = {100, 50, 100 / 3, 25, 20, 100 / 6, 100 / 7, 12.5, 100 / 9, 10, 0}


class Text(HTMLParser):
    """Collects the text of HTML, and the tags that stand in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """Note a tag."""
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.found.append(data)

    @property
    def plain(self) -> str:
        """The text in one line."""
        return " ".join("".join(self.found).split())


def text(node: ET.Element, path: str) -> str:
    """Return the text at a path, without HTML."""
    return Text(node.findtext(path) or "").plain


def parse(questions: list[Question]) -> ET.Element:
    """Return the export as another program reads it."""
    return ET.fromstring(moodle.write(questions).content)  # noqa: S314 - our own file


def by_id() -> dict[str, ET.Element]:
    """Return all questions of the export by their id."""
    root = parse(QUESTIONS)
    found = [node for node in root if node.get("type") != "category"]
    return {node.findtext("idnumber") or "": node for node in found}


NODES = by_id()


def test_each_kind_is_there() -> None:
    """The workbook has questions of all four kinds, and none is lost or doubled."""
    assert {type(question.body) for question in QUESTIONS} == set(KINDS)
    assert set(NODES) == {question.id for question in QUESTIONS}
    assert len(NODES) == len(QUESTIONS)


def test_what_no_platform_can_score_is_named() -> None:
    """A key that depends on the country is told, not dropped in silence."""
    assert any(note.id == "EX1.3.own" and "country" in note.why for note in LEFT_OUT)


@pytest.mark.parametrize("name", NODES)
def test_a_question_reads_back_as_the_bank_has_it(name: str) -> None:
    """Prompt, answers, key and feedback are those of the exercise."""
    exercise, _, part_id = name.rpartition(".")
    part, node = EXERCISES[exercise].part(part_id), NODES[name]
    assert plain(part.prompt) in text(node, "questiontext/text")
    if isinstance(part, model.Choice):
        told = [(text(a, "text"), text(a, "feedback/text")) for a in node.findall("answer")]
        assert told == [(plain(o.text), plain(o.feedback)) for o in part.options]
        right = [float(a.get("fraction", 0)) > 0 for a in node.findall("answer")]
        assert right == [option.correct for option in part.options]
        assert node.findtext("single") == ("false" if part.multiple else "true")
        for answer in node.findall("answer"):
            share = abs(float(answer.get("fraction", 0)))
            assert any(abs(share - one) < 1e-5 for one in ACCEPTED)
    elif isinstance(part, model.Match):
        pairs = {text(s, "text"): s.findtext("answer/text") for s in node.findall("subquestion")}
        right_column = {entry.id: entry.text for entry in part.right}
        assert pairs.items() >= {(plain(one.text), plain(right_column[one.key])) for one in part.left}
        assert all(plain(line.feedback) in text(node, "generalfeedback/text") for line in part.left)
    elif isinstance(part, model.Order):
        assert [text(a, "text") for a in node.findall("answer")] == [plain(i.text) for i in part.items]
        assert plain(part.feedback) in text(node, "generalfeedback/text")
    else:
        assert isinstance(part, model.Number)
        answers = node.findall("answer")
        assert float(answers[0].findtext("text") or "") == part.key
        assert float(answers[0].findtext("tolerance") or "") == pytest.approx(part.tolerance)
        said = [text(answer, "feedback/text") for answer in answers]
        slips = [plain(one.say) for one in part.diagnoses if one.value is not None]
        assert said == [plain(part.right), *slips, plain(part.wrong)]
        assert answers[-1].findtext("text") == "*"


def test_the_full_mark_can_be_reached_and_ticking_all_earns_nothing() -> None:
    """The shares of a multiple choice add up to 100 for the key, and to 0 for everything."""
    for node in NODES.values():
        shares = [float(answer.get("fraction", 0)) for answer in node.findall("answer")]
        if node.get("type") == "multichoice" and node.findtext("single") == "false":
            assert sum(share for share in shares if share > 0) == pytest.approx(100, abs=1e-3)
            if min(shares) < 0:
                assert sum(shares) == pytest.approx(0, abs=1e-3)


def test_the_test_travels_with_its_keys() -> None:
    """All sixty items are single choices with one right answer."""
    root = parse(TEST)
    nodes = [node for node in root if node.get("type") == "multichoice"]
    assert len(nodes) == 60
    assert all(Counter(a.get("fraction") for a in node.findall("answer"))["100"] == 1 for node in nodes)


def test_two_exports_are_the_same_bytes() -> None:
    """Stable ids and order, no time: a school can see what a new edition changed."""
    assert moodle.write(QUESTIONS).content == moodle.write(QUESTIONS).content


@given(st.lists(hostile, min_size=7, max_size=7))
def test_hostile_texts_stay_texts(texts: list[str]) -> None:
    """Whatever is written, the file stays XML and its HTML holds no tag that the workbook does not write."""
    root = parse([question(texts)])
    html = [node.findtext("text") or "" for node in root.iter() if node.get("format") == "html"]
    assert all(Text(one).tags <= {"p", "strong", "em", "ul", "li", "br"} for one in html)
