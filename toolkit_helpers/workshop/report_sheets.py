"""The report as a spreadsheet: one sheet for each section, numbers as numbers, words as words.

Words are written as text cells whatever they begin with, so that ``=1+1`` stays five characters.  The same
results give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import xlsxwriter

from ..exercises.paper_text import clean
from ..figures.description import Chart
from .report_tables import Cell, Piece, Quotes, Section, Table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# A date of its own would make two reports of the same answers differ.
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_WIDEST: Final = 60
_LONGEST_CELL: Final = 32_000
_NUMBER: Final = re.compile(r"[−-]?\d+(\.\d+)?")


def spreadsheet(title: str, sections: Iterable[Section]) -> bytes:
    """Return the report as an XLSX file."""
    stream = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, settings)
    book.set_properties({"title": _plain(title), "created": _MADE})
    style = _Style(
        title=book.add_format({"bold": True, "font_size": 14}),
        head=book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        text=book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        plain=book.add_format({"valign": "top"}),
    )
    for section in sections:
        _Sheet(book.add_worksheet(section.sheet), style, book).write(title, section)
    book.close()
    return stream.getvalue()


class _Style:
    """The formats of cells."""

    def __init__(self, title: Format, head: Format, text: Format, plain: Format) -> None:
        self.title, self.head, self.text, self.plain = title, head, text, plain


class _Sheet:
    """Writes one section from top to bottom."""

    def __init__(self, sheet: Worksheet, style: _Style, book: xlsxwriter.Workbook) -> None:
        self._sheet, self._style, self._book = sheet, style, book
        self._row = 0
        self._widths: dict[int, int] = {}

    def write(self, title: str, section: Section) -> None:
        self._line(section.title, self._style.title)
        self._line(title, self._style.plain)
        for piece in section.pieces:
            self._row += 1
            self._piece(piece)
        for column, width in self._widths.items():
            self._sheet.set_column(column, column, min(max(width + 2, 10), _WIDEST))

    def _piece(self, piece: Piece) -> None:
        if isinstance(piece, str):
            self._line(piece, self._style.plain)
        elif isinstance(piece, Quotes):
            self._line(piece.title, self._style.head)
            for text in piece.texts:
                self._line(text, self._style.text)
        elif isinstance(piece, Chart):
            self._line(piece.finding, self._style.plain)
            self._table(_twin(piece))
            self._line(piece.source, self._style.plain)
            for text in filter(None, (piece.missing, piece.notice)):
                self._line(text, self._style.plain)
        else:
            self._table(piece)

    def _line(self, text: str, format_: Format) -> None:
        self._sheet.write_string(self._row, 0, _plain(text), format_)
        self._row += 1

    def _table(self, table: Table) -> None:
        self._line(table.caption, self._style.head)
        for column, head in enumerate(table.header):
            self._sheet.write_string(self._row, column, _plain(head), self._style.head)
            self._wide(column, head)
        self._row += 1
        for row in table.rows:
            for column, cell in enumerate(row):
                self._cell(column, cell, table.decimals)
            self._row += 1

    def _cell(self, column: int, cell: Cell, decimals: int) -> None:
        if isinstance(cell, str):
            self._sheet.write_string(self._row, column, _plain(cell), self._style.text)
            self._wide(column, cell)
        else:
            self._sheet.write_number(self._row, column, round(cell, decimals), self._style.plain)

    def _wide(self, column: int, text: str) -> None:
        self._widths[column] = max(self._widths.get(column, 0), len(text))


def _twin(chart: Chart) -> Table:
    """Return the table of a chart, its numbers read back as numbers."""
    rows = tuple((row[0], *map(_number, row[1:])) for row in chart.table.rows)
    return Table(chart.table.caption, tuple(chart.table.header), rows)


def _number(text: str) -> Cell:
    return float(text.replace("−", "-")) if _NUMBER.fullmatch(text) else text


def _plain(text: str) -> str:
    """Return a text that XML can hold, no longer than a cell."""
    return clean(text)[:_LONGEST_CELL]
