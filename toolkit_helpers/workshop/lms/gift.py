"""GIFT: plain text that many platforms read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import singledispatch

from ...exercises.paper_html import inline
from ...exercises.paper_text import plain
from ...i18n import gettext as _
from .question import Body, Choice, LeftOut, Matching, Numeric, Ordering, Otherwise, Question, Remark, Written
from .selection import chosen
from .texts import category_path, closing, decimal, one_line, stem

_SPECIAL = re.compile(r"([\\~=#{}:])")


def write(questions: list[Question]) -> Written:
    """Return the questions as one GIFT file; what GIFT has no form for is named."""
    lines: list[str] = []
    notes: list[Remark] = []
    for category, members in chosen(questions):
        lines += [f"$CATEGORY: {category_path(category)}", ""]
        for question in members:
            why = _unfit(question.body)
            if why:
                notes.append(LeftOut(question.id, why))
                continue
            notes += _otherwise(question)
            lines += [*_question(question), ""]
    return Written("\n".join(lines).encode("utf-8"), ".txt", tuple(notes))


def escape(text: str) -> str:
    r"""Return a text in which no character means something to GIFT.

    >>> print(escape("a = {b} ~ 50% # 1:2 \\ end"))
    a \= \{b\} \~ 50% \# 1\:2 \\ end
    """
    # A line break would end the question's text; HTML needs none.
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _unfit(body: Body) -> str:
    if isinstance(body, Ordering):
        return _("GIFT has no questions on order")
    if isinstance(body, Matching) and len(body.pairs) < 3:
        return _("GIFT asks for at least three pairs")
    return ""


def _otherwise(question: Question) -> Iterator[Otherwise]:
    if isinstance(question.body, Choice) and question.body.several:
        why = _("points are given per right option and taken per wrong one; the workbook judges each option")
        yield Otherwise(question.id, why)
    if isinstance(question.body, Matching):
        yield Otherwise(question.id, _("the feedback on single pairs stands in the general feedback"))
        if question.body.spare:
            yield Otherwise(question.id, _("partners that belong to no line are left out"))


def _question(question: Question) -> Iterator[str]:
    yield f"// [id:{question.id}]" + "".join(f" [tag:{tag}]" for tag in question.tags)
    yield f"::{escape(one_line(question.name))}::[html]{escape(stem(question))} {{"
    yield from _body(question.body)
    general = closing(question)
    if general:
        yield f"\t####{escape(general)}"
    yield "}"


@singledispatch
def _body(body: Body) -> Iterator[str]:
    raise NotImplementedError(type(body))


@_body.register
def _choice(body: Choice) -> Iterator[str]:
    wrong = len(body.answers) - body.right
    for answer in body.answers:
        if not body.several:
            sign = "=" if answer.right else "~"
        else:
            sign = f"~%{decimal(100 / body.right if answer.right else -100 / wrong)}%"
        yield f"\t{sign}{escape(inline(answer.text))}#{escape(inline(answer.feedback))}"


@_body.register
def _matching(body: Matching) -> Iterator[str]:
    for pair in body.pairs:
        yield f"\t={escape(inline(pair.left))} -> {escape(plain(pair.right))}"


@_body.register
def _numeric(body: Numeric) -> Iterator[str]:
    yield "\t#"
    yield f"\t={decimal(body.value)}:{decimal(body.tolerance)}#{escape(inline(body.right))}"
    for slip in body.slips:
        yield f"\t=%0%{decimal(slip.value)}:{decimal(slip.tolerance)}#{escape(inline(slip.feedback))}"
    yield f"\t~#{escape(inline(body.wrong))}"
