"""What paper offers where the workbook computes: a form to work out by hand what an insight shows."""

from __future__ import annotations

from ..i18n import gettext as _
from . import model
from .paper_blocks import Block, FormField, Paragraph, TableForm

_ROWS = ("",) * 8


def aid(exercise: model.Exercise) -> list[Block]:
    """Return the paper form that stands for the exercise's insight; empty if it needs none."""
    if exercise.insight == "agreement":
        text = _(
            "For your own grid on paper: one row per cell. Mark the value of each rater with a dot in its "
            "column, then circle the rows whose dots lie furthest apart."
        )
        levels = tuple(FormField(str(level), width=1) for level in range(1, 6))
        return [Paragraph(text, note=True), TableForm(levels, _ROWS, _("Cell"))]
    if exercise.insight == "priorities":
        text = _("Calculation table: one row per gap. Priority = A × (B + C); of 100 = priority ÷ 20 × 100.")
        heads = (
            _("A: target minus current"),
            _("B: 0.6 × importance"),
            _("C: 0.4 × urgency"),
            _("Priority"),
            _("Of 100"),
        )
        columns = tuple(FormField(head, width=2) for head in heads)
        return [Paragraph(text, note=True), TableForm(columns, _ROWS, _("Gap"))]
    if exercise.insight == "one_page":
        text = _("Template for your page: collect one line for each heading from your sheets, then choose.")
        found_in = FormField(_("From your Plan, in one line"), width=8)
        return [Paragraph(text, note=True), TableForm((found_in,), page_headings(), _("Heading"))]
    return []


def page_headings() -> tuple[str, ...]:
    """Return the nine headings of the one-page summary, with the section of the Plan that each draws on."""
    return (
        _("Where we stand (P1)"),
        _("What we mean (P2)"),
        _("Our five gaps (P3)"),
        _("What will be true (P4)"),
        _("Road map (P5)"),
        _("Capacity at four levels (P6 to P8)"),
        _("Inclusion (P8)"),
        _("How we will know (P9)"),
        _("What it costs (P5)"),
    )
