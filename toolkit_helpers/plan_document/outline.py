"""What the Plan says as a document, in order and apart from any format.

Writers turn these elements into HTML (beside this module), Typst and Word (``handouts.plan``).  No element
holds markup: every text is as the team typed it or as the workbook words it, and a writer escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ..figures.description import Chart

Role = Literal["plain", "own", "note", "hint", "open"]
"""``own``: the team's words; ``note``: what a method or the workbook adds; ``hint``: what to write into the
form that follows; ``open``: what is not written."""


@dataclass(frozen=True)
class Heading:
    """Opens a section (level 2) or a field (level 3); ``anchor`` is unique in the document."""

    level: Literal[2, 3]
    text: str
    anchor: str
    own_page: bool = False
    """Whether it begins on a new page of paper."""


@dataclass(frozen=True)
class Words:
    """A text; its line breaks and empty lines stay."""

    text: str
    role: Role = "plain"
    leads_to: str = ""
    """Anchor of the heading that the text points to."""


@dataclass(frozen=True)
class Facts:
    """Short entries, each under its name."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bullets:
    """A list of short texts."""

    items: tuple[str, ...]
    own: bool = True
    """Whether the team wrote them."""


@dataclass(frozen=True)
class Grid:
    """A table to read.  The first cell of a row names the row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    room: tuple[int, ...] = ()
    """In a table to fill in: the share of the width that each column needs for a pen."""


@dataclass(frozen=True)
class Card:
    """One row of a table that has too many columns for a page: its name, then an entry under each name."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Picture:
    """A chart."""

    chart: Chart


@dataclass(frozen=True)
class Node:
    """One link of the results chain."""

    code: str
    text: str
    leads_to: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    """What else is written about it: assumption, risk, test, initiative."""


@dataclass(frozen=True)
class Layers:
    """The results chain from impact down to inputs: the name of each level, and its links."""

    caption: str
    layers: tuple[tuple[str, tuple[Node, ...]], ...]


@dataclass(frozen=True)
class Blank:
    """Room to answer on paper: as many lines, or words to choose from, each with a box."""

    lines: int
    words: tuple[str, ...] = ()


Element = Heading | Words | Facts | Bullets | Grid | Card | Picture | Layers | Blank


@dataclass(frozen=True)
class PlanDocument:
    """A team's Plan as a document."""

    title: str
    """Of the whole document: what it is, and whose."""
    kind: str
    """What it is: ``Digital Government Transformation Plan``."""
    name: str
    """Whose it is: the jurisdiction or the team; empty before either is written."""
    facts: tuple[tuple[str, str], ...]
    """The title page: team, jurisdiction, date and so on."""
    remarks: tuple[str, ...]
    """What a reader must know before anything else: how complete it is, whether it may be passed on."""
    mark: str
    """What stands on each page: public or team edition."""
    date: str
    """The team's date of its Plan; empty before it has one."""
    version: str
    """Which state of the answers, and which version of the workbook."""
    moment: datetime | None
    """When the last answer was saved."""
    language: str
    """Language of the team's texts (BCP 47)."""
    private: bool
    """Whether it holds what the team marked as private."""
    summary: tuple[Element, ...]
    """The one page that stands first."""
    body: tuple[Element, ...]
    closing: tuple[str, ...]
    """What ends every document."""
