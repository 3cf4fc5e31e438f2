"""The report as a document of the handouts: an accessible page in one file, and a PDF/UA-1."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ..answers.model import workbook_version
from ..exercises.paper_blocks import DataTable, Listing, Paragraph
from ..exercises.paper_text import clean
from ..figures.description import Chart
from ..handouts.document import Document, Element, Figure, Form, Lookup
from ..handouts.document import Section as Heading
from ..i18n import gettext as _
from ..methods.display import shown
from .report_tables import Cell, Piece, Quotes, Section, Table

_NARROW: Final = 3
# Latin, Greek, Cyrillic with their extensions, punctuation, currencies, arrows, mathematics, and the box.
_SCRIPTS: Final = (
    (0x20, 0x4FF),
    (0x1E00, 0x1FFF),
    (0x2000, 0x2040),
    (0x20A0, 0x20BF),
    (0x2190, 0x22FF),
    (0x25A1, 0x25A1),
)


def document(title: str, sections: Iterable[Section], *, paper: bool = False) -> Document:
    """Return the report as a document: for the screen, where long tables are folded, or for paper."""
    writer = _Writer(paper)
    elements: list[Element] = []
    for section in sections:
        elements.append(Heading(section.title))
        elements += map(writer.element, section.pieces)
    return Document(
        chapter=0,
        title=writer.show(plain_words(title)) or _("Report on a group"),
        lang="en",
        direction="ltr",
        minutes=0,
        audience="participant",
        version=workbook_version(),
        elements=tuple(elements),
        edition=_("Cohort report – for the trainer, with answers to the test"),
    )


@dataclass(frozen=True)
class _Writer:
    """Turns pieces of the report into elements of a document."""

    paper: bool

    def element(self, piece: Piece) -> Element:
        if isinstance(piece, Chart):
            return Figure(piece)
        if isinstance(piece, Table):
            return self._table(piece)
        return Form((Paragraph(self.show(piece)),)) if isinstance(piece, str) else self._quotes(piece)

    def show(self, text: str) -> str:
        return printable(text) if self.paper else text

    def _quotes(self, quotes: Quotes) -> Element:
        texts = tuple(self.show(plain_words(text)) for text in quotes.texts)
        if not self.paper:
            return Form((Listing(quotes.title, texts),))
        # A list stays on one page of paper, and hundreds of texts do not.
        lines = (_("– {text}").format(text=text) for text in texts)
        return Form((Paragraph(f"**{quotes.title}**"), *map(Paragraph, lines)))

    def _table(self, table: Table) -> Element:
        rows = tuple(tuple(self.show(_cell(cell, table.decimals)) for cell in row) for row in table.rows)
        data = DataTable(table.caption, table.header, rows)
        # On paper a table to look up in is set in two columns, which only a narrow one bears.
        if table.long and (len(table.header) <= _NARROW or not self.paper):
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
