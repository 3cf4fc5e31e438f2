"""What a handout holds, apart from its format: prose, exercises, charts, forms and notes in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..exercises.model import Exercise
from ..exercises.paper_blocks import Block, DataTable, GridForm, MapForm
from ..figures.description import Chart
from ..glossary import Term

Audience = Literal["participant", "facilitator"]
Paper = Literal["a4", "a3", "letter"]


@dataclass(frozen=True)
class Prose:
    """Markdown of one cell, as its author wrote it."""

    markdown: str


@dataclass(frozen=True)
class Activity:
    """An exercise with its place in the outline.

    ``titled`` is false where a heading of the prose names the exercise already.
    """

    exercise: Exercise
    level: int
    titled: bool = True


@dataclass(frozen=True)
class Figure:
    """A chart."""

    chart: Chart


@dataclass(frozen=True)
class Form:
    """Blocks that stand where the live page has a panel.

    ``live`` is true where an interactive page has the answers panel itself.
    """

    blocks: tuple[Block, ...]
    live: bool = False
    sections: tuple[str, ...] = ()
    """Sections of the Plan that an interactive page shows in its place."""


@dataclass(frozen=True)
class Lookup:
    """A long table to look one line up in, with its source."""

    table: DataTable
    source: str


@dataclass(frozen=True)
class Glossary:
    """The terms that the chapter uses, each with what follows its definition."""

    lead: str
    entries: tuple[tuple[Term, str], ...]


@dataclass(frozen=True)
class Code:
    """Code that its author left in sight, with what it printed."""

    source: str
    printed: str = ""


@dataclass(frozen=True)
class Section:
    """Opens a section that the workbook adds to the notebook."""

    title: str
    level: int = 2
    own_page: bool = False
    """Whether it begins on a new page of paper, to be handed out by itself."""
    place: str = ""
    """What links in the prose of a page call it: ``chapter-3``."""


@dataclass(frozen=True)
class Note:
    """Something for the facilitator only, under a term: how to run it, the answer, what to discuss.

    Several texts are a list.
    """

    term: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Aside:
    """The facilitator's notes beside one exercise."""

    title: str
    entries: tuple[Note | Block, ...]


@dataclass(frozen=True)
class Contents:
    """The table of contents of a document of many chapters: its headings with their pages."""

    title: str
    depth: int = 2
    """1 for chapters, 2 for their sections, too."""


@dataclass(frozen=True)
class Card:
    """A card to cut out: what it belongs to, its name, and its words."""

    over: str
    name: str
    words: str


@dataclass(frozen=True)
class Cards:
    """Cards of a quarter of a page each, with lines to cut along."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Timeline:
    """An empty road map: rows by months, in years."""

    rows: tuple[str, ...]
    years: tuple[str, ...]
    head: str


@dataclass(frozen=True)
class Canvas:
    """Boxes with a name each, to fill with notes; ``across`` in a row."""

    boxes: tuple[str, ...]
    across: int


@dataclass(frozen=True)
class Chain:
    """Levels that lead to one another, each a box to fill, and what to write on the arrows between them.

    ``arrows`` has an entry for each arrow, from the first level upwards; an empty one asks for nothing.  The
    arrows that ask follow those that do not.
    """

    levels: tuple[str, ...]
    arrows: tuple[str, ...]


@dataclass(frozen=True)
class Poster:
    """One form as large as its page, for the wall."""

    title: str
    form: GridForm | MapForm | Timeline | Canvas | Chain


Element = (
    Prose | Activity | Figure | Form | Lookup | Glossary | Code | Section | Aside | Contents | Cards | Poster
)


@dataclass(frozen=True)
class Document:
    """One handout of one chapter for one audience."""

    chapter: int
    title: str
    lang: str
    direction: Literal["ltr", "rtl"]
    minutes: int
    audience: Audience
    version: str
    elements: tuple[Element, ...]
    edition: str = ""
    """What kind of document it is, where its audience does not say so: ``Agenda``, ``Answer key``."""
    paper: Paper = "a4"
    dense: bool = False
    """Whether it is set small, to fit a fixed number of pages."""
    bare: bool = False
    """Whether it has neither a title block nor closing lines, because each page is cut out or hung up."""

    def exercises(self) -> tuple[Exercise, ...]:
        """Return the exercises in the order of the chapter."""
        return tuple(element.exercise for element in self.elements if isinstance(element, Activity))

    def glossary(self) -> Glossary | None:
        """Return the chapter's terms, if it shows them."""
        return next((element for element in self.elements if isinstance(element, Glossary)), None)

    def charts(self) -> tuple[Chart, ...]:
        """Return the charts in the order of the chapter."""
        return tuple(element.chart for element in self.elements if isinstance(element, Figure))
