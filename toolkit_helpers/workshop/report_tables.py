"""What a report consists of, apart from its format: sections with texts, tables, lists and charts."""

from __future__ import annotations

from dataclasses import dataclass

from ..figures.description import Chart

Cell = str | int | float
"""A number stays a number, so that a spreadsheet can count with it."""


@dataclass(frozen=True)
class Table:
    """A table to read; the first cell of a row names the row.

    ``long`` tables are there to look one line up in: a page folds them.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    long: bool = False
    decimals: int = 2


@dataclass(frozen=True)
class Quotes:
    """Words of persons, each by itself, under the question that they answer."""

    title: str
    texts: tuple[str, ...]


Piece = str | Table | Quotes | Chart
"""A string is a paragraph."""


@dataclass(frozen=True)
class Section:
    """A titled part of the report; ``sheet`` is its short name in a spreadsheet."""

    sheet: str
    title: str
    pieces: tuple[Piece, ...]
