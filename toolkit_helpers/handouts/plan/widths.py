"""How wide the columns of a table are on a page of paper, in PDF and in Word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil
from typing import Final

from ...plan_document.outline import Grid

_MARGINS: Final = 4.4
"""Room beside the letters of a cell, in mm."""
_LONGEST_WORD: Final = 14
"""A longer word is parted."""
_BETWEEN_WORDS: Final = re.compile(r"(?:[^\S\u00a0]|[/–])+")
_ENOUGH: Final = 70
"""Letters in a line; a longer one does not ask for a wider column."""


def column_widths(grid: Grid, page: float, letter: float) -> list[float]:
    """Return the width of each column in mm.

    A column holds its longest word, and a date as one word; what is left goes where texts are longest, for
    a heading can stand in two lines.  ``page`` is the width of the page and ``letter`` that of a letter,
    both in mm.

    >>> grid = Grid("", ("No.", "Gap"), (("G1", "No rule lets registers share data"),))
    >>> [round(width) for width in column_widths(grid, 170, 1.5)]
    [9, 161]
    """
    columns = list(zip(grid.header, *grid.rows, strict=True))
    least = [_MARGINS + letter * _longest_word(column) for column in columns]
    if sum(least) >= page:
        return [width * page / sum(least) for width in least]
    wanted = [_MARGINS + letter * min(_ENOUGH, _longest_line(column)) for column in columns]
    if grid.room:
        wanted = [max(have, page * one / sum(grid.room)) for have, one in zip(least, grid.room, strict=True)]
    more = [max(0.0, want - have) for want, have in zip(wanted, least, strict=True)]
    share = (page - sum(least)) / (sum(more) or 1.0)
    if not sum(more):
        return [width * page / sum(least) for width in least]
    return [have + share * one for have, one in zip(least, more, strict=True)]


def most_lines(grid: Grid, widths: Sequence[float], letter: float) -> int:
    """Return how many lines the highest cell has, about, in columns of these widths.

    >>> grid = Grid("", ("No.", "Gap"), (("G1", "No rule lets registers share data"),))
    >>> most_lines(grid, [9, 161], 1.5), most_lines(grid, [9, 29], 1.5)
    (1, 3)
    """
    return max(
        (
            sum(ceil(max(1, len(line)) * letter / max(letter, width - _MARGINS)) for line in cell.split("\n"))
            for row in grid.rows
            for cell, width in zip(row, widths, strict=True)
        ),
        default=0,
    )


def _longest_word(column: Sequence[str]) -> int:
    words = (word for cell in column for word in _BETWEEN_WORDS.split(cell))
    return min(_LONGEST_WORD, max(map(len, words), default=1))


def _longest_line(column: Sequence[str]) -> int:
    heading, *cells = column
    lines = (len(line) for cell in cells for line in cell.split("\n"))
    return max((len(heading) + 1) // 2, *lines)
