"""The Plan's tables as a spreadsheet: one sheet per field, words as words and numbers as numbers.

A cell is written as text whatever it begins with, and stays text when somebody edits it: its format is text
and what looks like a formula carries the mark that Excel gives to a text typed with an apostrophe.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import xlsxwriter

from ...i18n import gettext as _
from ...plan.model import Plan
from ...plan_document import Table, tables
from ...plan_document.front import full_title
from ...plan_document.records import harmless, is_number

if TYPE_CHECKING:
    from xlsxwriter.format import Format

# A date of its own would make two spreadsheets of the same Plan differ.
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LONGEST_NAME: Final = 31
_NARROWEST: Final = 8
_WIDEST: Final = 60
_HEAD: Final = 2
"""Rows above the header: the title and an empty one."""


def spreadsheet(plan: Plan, mark: str, *, private: bool = False) -> bytes:
    """Return the spreadsheet (.xlsx); ``mark`` says on each sheet which edition it is."""
    stream = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, settings)
    book.set_properties({"title": full_title(plan), "created": _MADE, "comments": mark})
    words = {"text_wrap": True, "valign": "top", "num_format": "@"}
    formats = {
        "title": book.add_format({"bold": True, "font_size": 13, "num_format": "@"}),
        "head": book.add_format({**words, "bold": True, "bg_color": "#EDF4F9", "border": 1}),
        "text": book.add_format(words),
        "mark": book.add_format({**words, "quote_prefix": True}),
        "number": book.add_format({"valign": "top"}),
    }
    for table in tables(plan, private=private):
        _sheet(book, table, mark, formats)
    book.close()
    return stream.getvalue()


def _sheet(book: xlsxwriter.Workbook, table: Table, mark: str, formats: dict[str, Format]) -> None:
    sheet = book.add_worksheet(table.name[:_LONGEST_NAME])
    sheet.write_string(0, 0, _("{title} ({mark})").format(title=table.title, mark=mark), formats["title"])
    sheet.set_footer(f"&L{mark.replace('&', '&&')}&R&P / &N")
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.freeze_panes(_HEAD + 1, 1)
    for column, name in enumerate(table.header):
        sheet.write_string(_HEAD, column, name, formats["head"])
        longest = max((len(line) for row in table.rows for line in row[column].split("\n")), default=0)
        sheet.set_column(column, column, min(_WIDEST, max(_NARROWEST, len(name) // 2, longest) + 2))
    for place, row in enumerate(table.rows, start=_HEAD + 1):
        for column, text in enumerate(row):
            if is_number(text):
                sheet.write_number(place, column, _number(text), formats["number"])
            else:
                kind = "text" if harmless(text) == text else "mark"
                sheet.write_string(place, column, text, formats[kind])


def _number(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))
