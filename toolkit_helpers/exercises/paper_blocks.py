"""What stands on paper, apart from how it is written: the blocks of a print twin.

The builder in ``paper`` makes them from an exercise, and each output has a writer: Markdown and HTML
beside this module, Typst in ``handouts``.  A text keeps its two marks until a writer reads them with
``paper_text``.  No block has a place for a key or for feedback.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """A text with the letter, number or name that stands before it."""

    label: str
    text: str

    @property
    def lead(self) -> str:
        """The label with a colon; a question has its own sign."""
        return self.label if self.label.endswith(("?", "…")) else f"{self.label}:"


@dataclass(frozen=True)
class Title:
    """Opens an exercise: its id and title, and one line on time and grouping."""

    id: str
    title: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prompt:
    """What to do in one part; ``number`` is empty where the exercise has one part."""

    number: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A text.  ``note`` marks a small remark, such as how to fill in a form."""

    text: str
    note: bool = False


@dataclass(frozen=True)
class TickOptions:
    """Options with a box to tick; ``several`` if more than one may be ticked."""

    options: tuple[Item, ...]
    several: bool
    reasons: bool = False
    """Whether each option has a line for a reason."""


@dataclass(frozen=True)
class MatchColumns:
    """Two columns, between which the reader draws lines."""

    left: tuple[Item, ...]
    right: tuple[Item, ...]


@dataclass(frozen=True)
class NumberItems:
    """Items with a box each for their place in the order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class WriteLines:
    """Lines to write on."""

    count: int
    label: str = ""
    words: int = 0
    """Words that may be written; each line then carries marks to count them by."""


@dataclass(frozen=True)
class AnswerBox:
    """A box for one number, after its question."""

    number: str
    text: str
    unit: str = ""
    help: str = ""
    lines: int = 0
    """Lines for the calculation, under the box."""


@dataclass(frozen=True)
class GridForm:
    """The capacity grid: pillars by levels, with small boxes in each cell."""

    rows: tuple[Item, ...]
    columns: tuple[Item, ...]
    boxes: tuple[Item, ...]
    """Letter of a small box in each cell, and what is written into it."""
    lines: tuple[Item, ...]
    """Letter of a line under the boxes, and what is written on it."""
    scale: tuple[Item, ...]
    """Number and name of each level of the scale."""


@dataclass(frozen=True)
class FormField:
    """One column of a table, or one field of a form."""

    label: str
    help: str = ""
    hint: str = ""
    """How to write the value: ``1 to 5``, ``day, month, year``."""
    choices: tuple[str, ...] = ()
    """Words to tick in the field itself."""
    width: int = 2
    """Share of the width, from 1 for a mark to 5 for sentences."""
    lines: int = 1


@dataclass(frozen=True)
class TableForm:
    """Empty rows under named columns."""

    columns: tuple[FormField, ...]
    rows: tuple[str, ...]
    """Name of each row (``G1``), or empty texts."""
    row_name: str = ""
    legend: tuple[Item, ...] = ()
    """What a column is for, or which words may be written there."""

    @property
    def wide(self) -> bool:
        """Whether the columns need a page on its side."""
        return sum(column.width for column in self.columns) > 13 or len(self.columns) > 6


@dataclass(frozen=True)
class FormFields:
    """Named fields, each with a place to write."""

    fields: tuple[FormField, ...]


@dataclass(frozen=True)
class ShortFields:
    """Up to three short fields on one line: team, code, date."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class ScaleForm:
    """Statements with one box to tick on a scale whose ends have words."""

    items: tuple[str, ...]
    low: str
    high: str
    steps: tuple[int, ...]


@dataclass(frozen=True)
class AxisWords:
    """Name of an axis and the words at its ends."""

    label: str
    low: str
    high: str


@dataclass(frozen=True)
class MapForm:
    """A square with two axes, to write or stick items on."""

    x: AxisWords
    y: AxisWords
    quadrants: tuple[str, ...]
    """Upper left, upper right, lower left, lower right."""
    items: tuple[Item, ...] = ()
    names: int = 0
    """Lines for names beside numbers, where the team brings what it puts on the map."""


@dataclass(frozen=True)
class Steps:
    """Steps in order, each with a box to tick when done."""

    steps: tuple[str, ...]


@dataclass(frozen=True)
class Roles:
    """Role cards to cut out: the name and the card's text."""

    cards: tuple[Item, ...]


@dataclass(frozen=True)
class Listing:
    """Short texts under a heading of their own: starter cards, the stretches of a clock."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Rubric:
    """Criteria with four boxes, 0 missing to 3 convincing; people rate, never a machine."""

    criteria: tuple[str, ...]


@dataclass(frozen=True)
class DataTable:
    """A table to read.  The first cell of a row names the row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    together: bool = False
    """Whether it stays on one page, however long it is."""


Block = (
    Title
    | Prompt
    | Paragraph
    | TickOptions
    | MatchColumns
    | NumberItems
    | WriteLines
    | AnswerBox
    | GridForm
    | TableForm
    | FormFields
    | ShortFields
    | ScaleForm
    | MapForm
    | Steps
    | Roles
    | Listing
    | Rubric
    | DataTable
)
