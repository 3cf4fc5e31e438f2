"""Moodle XML: the format that carries most (Moodle 4.4 and later for the type "ordering")."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from xml.etree import ElementTree as ET

from ...exercises.paper_html import inline
from ...exercises.paper_text import plain
from ...i18n import gettext as _
from .question import Body, Choice, Matching, Numeric, Ordering, Otherwise, Question, Written
from .selection import chosen
from .texts import category_path, closing, decimal, one_line, stem

FULL = 100.0


def write(questions: list[Question]) -> Written:
    """Return the questions as one Moodle XML file, a category for each chapter.

    A multiple choice gives each right option its share and takes as much for each wrong one, never below
    zero; the workbook instead judges each option separately (M63).
    """
    quiz = ET.Element("quiz")
    notes: list[Otherwise] = []
    for category, members in chosen(questions):
        _category(quiz, category)
        for question in members:
            notes += _notes(question)
            _question(quiz, question)
    ET.indent(quiz)
    content = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return Written(content + b"\n", ".xml", tuple(notes))


def _notes(question: Question) -> Iterator[Otherwise]:
    if isinstance(question.body, Choice) and question.body.several:
        why = _("points are given per right option and taken per wrong one; the workbook judges each option")
        yield Otherwise(question.id, why)
    elif isinstance(question.body, Matching):
        yield Otherwise(question.id, _("the feedback on single pairs stands in the general feedback"))
    elif isinstance(question.body, Ordering):
        yield Otherwise(question.id, _("needs Moodle 4.4 or later, or the plugin 'ordering'"))


def _category(quiz: ET.Element, name: str) -> None:
    question = ET.SubElement(quiz, "question", type="category")
    _text(ET.SubElement(question, "category"), category_path(name))


def _question(quiz: ET.Element, question: Question) -> None:
    kinds = {Choice: "multichoice", Matching: "matching", Ordering: "ordering", Numeric: "numerical"}
    node = ET.SubElement(quiz, "question", type=kinds[type(question.body)])
    _text(ET.SubElement(node, "name"), one_line(question.name))
    _html(node, "questiontext", stem(question))
    _html(node, "generalfeedback", closing(question))
    _leaf(node, "defaultgrade", "1")
    _leaf(node, "penalty", "0.3333333")
    _leaf(node, "hidden", "0")
    _leaf(node, "idnumber", question.id)
    _body(question.body, node)
    tags = ET.SubElement(node, "tags")
    for tag in question.tags:
        _text(ET.SubElement(tags, "tag"), tag)


@singledispatch
def _body(body: Body, _node: ET.Element) -> None:
    raise NotImplementedError(type(body))


@_body.register
def _choice(body: Choice, node: ET.Element) -> None:
    _leaf(node, "single", "false" if body.several else "true")
    _leaf(node, "shuffleanswers", "true" if body.shuffle else "false")
    _leaf(node, "answernumbering", "ABCD")
    wrong = len(body.answers) - body.right
    for answer in body.answers:
        share = FULL / body.right if answer.right else 0.0
        if body.several and not answer.right:
            share = -FULL / wrong
        node.append(_answer(inline(answer.text), share, inline(answer.feedback)))


@_body.register
def _matching(body: Matching, node: ET.Element) -> None:
    _leaf(node, "shuffleanswers", "true")
    for pair in body.pairs:
        _subquestion(node, inline(pair.left), plain(pair.right))
    for _name, text in body.spare:
        _subquestion(node, "", plain(text))


def _subquestion(node: ET.Element, left: str, right: str) -> None:
    question = ET.SubElement(node, "subquestion", format="html")
    _text(question, left)
    _text(ET.SubElement(question, "answer"), right)


@_body.register
def _ordering(body: Ordering, node: ET.Element) -> None:
    settings = {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": "0",
        # The share of pairs in the right order, as the workbook scores.
        "gradingtype": "RELATIVE_ALL_PREVIOUS_AND_NEXT",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    }
    for name, value in settings.items():
        _leaf(node, name, value)
    for place, (_name, text) in enumerate(body.items, start=1):
        node.append(_answer(inline(text), place, None))


@_body.register
def _numeric(body: Numeric, node: ET.Element) -> None:
    node.append(_answer(decimal(body.value), FULL, inline(body.right), body.tolerance))
    for slip in body.slips:
        node.append(_answer(decimal(slip.value), 0.0, inline(slip.feedback), slip.tolerance))
    node.append(_answer("*", 0.0, inline(body.wrong), 0.0))
    _leaf(node, "unitgradingtype", "0")
    _leaf(node, "unitpenalty", "0")
    _leaf(node, "showunits", "3")
    _leaf(node, "unitsleft", "0")


def _answer(text: str, share: float, feedback: str | None, tolerance: float | None = None) -> ET.Element:
    form = "html" if tolerance is None else "moodle_auto_format"
    fraction = f"{share:.7f}".rstrip("0").rstrip(".")
    node = ET.Element("answer", fraction="0" if fraction == "-0" else fraction, format=form)
    _text(node, text)
    if feedback is not None:
        _html(node, "feedback", feedback)
    if tolerance is not None:
        _leaf(node, "tolerance", decimal(tolerance))
    return node


def _html(parent: ET.Element, name: str, content: str) -> None:
    _text(ET.SubElement(parent, name, format="html"), content)


def _text(parent: ET.Element, content: str) -> None:
    _leaf(parent, "text", content)


def _leaf(parent: ET.Element, name: str, content: str) -> None:
    ET.SubElement(parent, name).text = content
