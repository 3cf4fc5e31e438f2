"""Tables as Typst, to read or to write in: how wide their columns are and how high their rows."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from ..exercises import paper_blocks as b
from ..exercises.paper_text import plain
from .typst_texts import array, content, optional, string

_LONG_TABLE, _LONG_CELL, _MANY_LETTERS = 12, 300, 1200
_MM_FOR_ROWS_OF_A_SHEET, _MM_FOR_A_PEN = 146, 9
_WIDTH_FOR_SENTENCES, _MM_FOR_SENTENCES = 4, 36
_SHORT_NAME, _LONG_NAME, _SENTENCE = 4, 24, 80
_MM_OF_A_PAGE, _MM_OF_A_WIDTH = 158, 15
_WIDEST = 24


def data_table(block: b.DataTable, size: str = "") -> str:
    """Return a table to read, its columns as wide as their longest texts ask for.

    ``size`` is the size of its letters; left out, a long table is set smaller.  A short one stays on one
    page.
    """
    columns = [list(map(len, column)) for column in zip(block.header, *block.rows, strict=True)]
    widths = ["auto" if max(lengths) <= 14 else f"{min(60, max(lengths))}fr" for lengths in columns]
    crowded = max(map(max, columns)) > _LONG_CELL
    size = size or ("7.5pt" if crowded else "8pt" if len(block.rows) > _LONG_TABLE else "9pt")
    rows = array(array(map(content, row)) for row in block.rows)
    heads = array(map(content, block.header))
    high = len(block.rows) > _LONG_TABLE or sum(map(sum, columns)) > _MANY_LETTERS
    breakable = "true" if (crowded or high) and not block.together else "false"
    return (
        f"#data-table({optional(block.caption)}, {array(widths)}, {heads}, {rows}, "
        f"size: {size}, breakable: {breakable})"
    )


def _head(column: b.FormField) -> str:
    hint = f'#linebreak()#text(7.5pt, weight: "regular", {string(column.hint)})' if column.hint else ""
    return f"[#{string(column.label)}{hint}]"


def _choices(column: b.FormField) -> str:
    return f"tick-words({array(map(string, column.choices))}, direction: ttb)" if column.choices else "[]"


def bands(columns: Sequence[b.FormField]) -> list[list[b.FormField]]:
    """Divide columns that are too many for one sheet into tables of about the same width, in their order."""
    total = sum(column.width for column in columns)
    share = total / ceil(total / _WIDEST)
    bands: list[list[b.FormField]] = []
    done = 0
    for column in columns:
        if not bands or done + column.width / 2 > len(bands) * share:
            bands.append([])
        bands[-1].append(column)
        done += column.width
    return bands


def empty_table(block: b.TableForm, columns: Sequence[b.FormField]) -> str:
    """Return the empty rows under some of a table's columns, each row with its name."""
    first = _name_width(max(map(len, block.rows)), sum(column.width for column in columns))
    heads = [f"[#{string(block.row_name)}]", *map(_head, columns)]
    widths = array([first, *(f"{column.width}fr" for column in columns)])
    empty = [_choices(column) for column in columns]
    sentences = max(map(len, block.rows), default=0) > _SENTENCE
    rows = array(array([_name(row, bold=not sentences), *empty]) for row in block.rows)
    return f"#form-table({widths}, {array(heads)}, {rows}, {_height(block, columns)}mm)"


def _name_width(longest: int, beside: int) -> str:
    """Return the width of the names of rows; whole sentences take what narrow columns beside them leave."""
    if not longest:
        return "42mm"
    if longest <= _LONG_NAME:
        return "auto" if longest <= _SHORT_NAME else "30mm"
    least = 46 if longest <= _SENTENCE else 60
    return f"{max(least, min(100, _MM_OF_A_PAGE - _MM_OF_A_WIDTH * beside))}mm"


def _name(row: str, *, bold: bool) -> str:
    """Return the name of a row, bold unless the rows are sentences; then only what stands before a colon."""
    if not row:
        return "[]"
    name, colon, rest = plain(row).partition(": ")
    if colon and (len(row) > _LONG_NAME or not bold):
        return content(f"**{name}:** {rest}")
    return content(f"**{plain(row)}**" if bold else row)


def _height(block: b.TableForm, columns: Sequence[b.FormField]) -> int:
    """Return the least height of a row in mm: room for a pen, the boxes, and sentences on a sheet."""
    written = max((column.width for column in block.columns), default=1)
    boxes = max((len(column.choices) for column in block.columns), default=0)
    least = max({5: 20, 4: 15}.get(written, 11), 3 + ceil(5.6 * boxes))
    fitting = max(_MM_FOR_A_PEN, _MM_FOR_ROWS_OF_A_SHEET // len(block.rows))
    if not block.wide:
        return least
    sentences = written >= _WIDTH_FOR_SENTENCES and len(columns) == len(block.columns)
    return min(fitting, _MM_FOR_SENTENCES if sentences else least)
