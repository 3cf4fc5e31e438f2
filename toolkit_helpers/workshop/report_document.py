"""The report as a document of the handouts: an accessible page in one file, and a PDF/UA-1."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

from ..answers.model import workbook_version
from ..exercises.paper_blocks import Block, DataTable, Listing, Paragraph
from ..exercises.paper_text import clean
from ..figures.description import Chart
from ..handouts.document import Document, Element, Figure, Form, Lookup
from ..handouts.document import Section as Heading
from ..i18n import gettext as _
from ..methods.display import shown
from .report_tables import Cell, Piece, Quotes, Section, Table

Show = Callable[[str], str]
"""Makes a text fit for a format."""
# Latin, Greek, Cyrillic with their extensions, punctuation, currencies, arrows, mathematics, and the box.
_SCRIPTS: Final = (
    (0x20, 0x4FF),
    (0x1E00, 0x1FFF),
    (0x2000, 0x2040),
    (0x20A0, 0x20BF),
    (0x2190, 0x22FF),
    (0x25A1, 0x25A1),
)


def document(title: str, sections: Iterable[Section], show: Show = lambda text: text) -> Document:
    """Return the report as a document; ``title`` and all that participants typed pass through ``show``."""
    elements: list[Element] = []
    for section in sections:
        elements.append(Heading(section.title))
        elements += [_element(piece, show) for piece in section.pieces]
    return Document(
        chapter=0,
        title=show(plain_words(title)) or _("Report on a group"),
        lang="en",
        direction="ltr",
        minutes=0,
        audience="participant",
        version=workbook_version(),
        elements=tuple(elements),
        edition=_("Cohort report – for the trainer, with answers to the test"),
    )


def _element(piece: Piece, show: Show) -> Element:
    if isinstance(piece, Chart):
        return Figure(piece)
    if isinstance(piece, Table):
        return _table(piece, show)
    block: Block = Paragraph(show(piece)) if isinstance(piece, str) else _quotes(piece, show)
    return Form((block,))


def _quotes(quotes: Quotes, show: Show) -> Listing:
    return Listing(show(quotes.title), tuple(show(plain_words(text)) for text in quotes.texts))


def _table(table: Table, show: Show) -> Element:
    rows = tuple(tuple(show(_cell(cell, table.decimals)) for cell in row) for row in table.rows)
    data = DataTable(table.caption, table.header, rows)
    if table.long:
        return Lookup(data, _("Source: answers files of this group."))
    return Form((data,))


def _cell(cell: Cell, decimals: int) -> str:
    return shown(cell, decimals) if isinstance(cell, float) else str(cell)


def plain_words(text: str) -> str:
    r"""Return what a person typed in one line, with nothing in it that a document would read as a mark.

    >>> plain_words("**bold** and\n=1+1")
    '∗∗bold∗∗ and =1+1'
    """
    return " ".join(clean(text).split()).replace("*", "∗")


def printable(text: str) -> str:
    """Return a text with a box for each character that the PDF's typefaces lack.

    Typst refuses a PDF with such a character, and one code in another script would cost the whole report.

    >>> printable("équipe Ω 队伍")
    'équipe Ω □□'
    """
    return "".join(character if _has_glyph(character) else "□" for character in text)


def _has_glyph(character: str) -> bool:
    known = any(first <= ord(character) <= last for first, last in _SCRIPTS)
    return known and unicodedata.category(character) not in {"Cn", "Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
