"""Texts of a question as HTML, escaped, the same in every format."""

from __future__ import annotations

from ...exercises.paper_html import escape, inline, paragraphs_html
from ...exercises.paper_text import clean
from ...i18n import gettext as _
from .question import Matching, Numeric, Question


def stem(question: Question) -> str:
    """Return all that stands before the options: introduction, question, help, and the unit to use."""
    parts = [paragraphs_html(text) for text in (question.lead, question.prompt, question.help) if text]
    if isinstance(question.body, Numeric) and question.body.unit:
        unit = _("Unit: {unit}").format(unit=question.body.unit)
        parts.append(f"<p>{escape(unit)}</p>")
    return "\n".join(parts)


def closing(question: Question) -> str:
    """Return what is said to everybody afterwards: general feedback, that of each pair, frequent slips."""
    parts = [paragraphs_html(question.feedback)] if question.feedback else []
    if isinstance(question.body, Matching):
        lines = "".join(
            f"<li>{inline(pair.left)} – {inline(pair.right)}: {inline(pair.feedback)}</li>"
            for pair in question.body.pairs
        )
        parts.append(f"<ul>{lines}</ul>")
    if question.slips:
        title = _("Frequent slips:")
        lines = "".join(f"<li>{inline(slip)}</li>" for slip in question.slips)
        parts.append(f"<p>{escape(title)}</p>\n<ul>{lines}</ul>")
    return "\n".join(parts)


def one_line(text: str) -> str:
    """Return a name or a category: one line, no control characters."""
    return " ".join(clean(text).split())


def category_path(category: str) -> str:
    """Return where Moodle files a category; a slash in a name is written twice."""
    names = (_("Digital Government Transformation Workbook"), category)
    return "/".join(["$course$/top", *(one_line(name).replace("/", "//") for name in names)])


def decimal(value: float) -> str:
    """Return a number as platforms read it: with a point, without an exponent.

    >>> decimal(0.85), decimal(69.0), decimal(1200000.0)
    ('0.85', '69', '1200000')
    """
    return f"{value:.10f}".rstrip("0").rstrip(".")
