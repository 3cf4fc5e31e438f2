"""Dates as they are read: answers and tables hold year-month-day, and a document says the month in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from ..i18n import gettext as _
from .outline import Blank, Bullets, Card, Element, Facts, Grid, Heading, Layers, Node, Picture, Words

_ALONE: Final = r"(?<![\w./-]){}(?![\w/-]|\.\d)"
"""Not part of a number, of a file's name or of an address."""
_MONTH: Final = r"(\d{4}-\d\d)"
_DAY: Final = re.compile(_ALONE.format(r"\d{4}-\d\d-\d\d"))
_SPAN: Final = re.compile(_ALONE.format(f"{_MONTH}–{_MONTH}"))
_ONE_MONTH: Final = re.compile(_MONTH)
_CENTURY: Final = 100
_UNBROKEN: Final = "\u00a0"

Pairs = tuple[tuple[str, str], ...]


def day(text: str, *, short: bool = False) -> str:
    """Return a text with the dates in it as they are read.

    ``short`` is for the columns of a table, where no date is broken.  A month counts as a date in a span, or
    where nothing stands beside it.

    >>> day("2026-11-23"), day("soon"), day("Council; 2027-01-29")
    ('23 November 2026', 'soon', 'Council; 29 January 2027')
    >>> day("2026-09"), day("2027-01–2027-06")
    ('September 2026', 'January 2027 – June 2027')
    """
    if _ONE_MONTH.fullmatch(text.strip()):
        return _month(text.strip(), short=short)
    spanned = _SPAN.sub(
        lambda found: _("{first} – {last}").format(
            first=_month(found[1], short=short), last=_month(found[2], short=short)
        ),
        text,
    )
    return _DAY.sub(lambda found: _day(found[0], short=short), spanned)


def _day(text: str, *, short: bool) -> str:
    try:
        read = date.fromisoformat(text)
    except ValueError:
        return text
    month = _months()[read.month - 1][short]
    told = _("{day} {month} {year}").format(day=read.day, month=month, year=f"{read.year:04}")
    return told.replace(" ", _UNBROKEN) if short else told


def _month(text: str, *, short: bool) -> str:
    year, number = map(int, text.split("-"))
    # "2010-11" may be a year of a budget or a survey, from 2010 to 2011.
    if not 1 <= number <= len(_months()) or number == (year + 1) % _CENTURY:
        return text
    told = _("{month} {year}").format(month=_months()[number - 1][short], year=f"{year:04}")
    return told.replace(" ", _UNBROKEN) if short else told


def _months() -> tuple[tuple[str, str], ...]:
    """Return the names of the months, each in full and short."""
    return (
        (_("January"), _("Jan")),
        (_("February"), _("Feb")),
        (_("March"), _("Mar")),
        (_("April"), _("Apr")),
        (_("May"), _("May")),
        (_("June"), _("Jun")),
        (_("July"), _("Jul")),
        (_("August"), _("Aug")),
        (_("September"), _("Sep")),
        (_("October"), _("Oct")),
        (_("November"), _("Nov")),
        (_("December"), _("Dec")),
    )


def dated(elements: Iterable[Element]) -> tuple[Element, ...]:
    """Return the elements of a document with their dates as they are read."""
    return tuple(map(_dated, elements))


def _dated(element: Element) -> Element:
    match element:
        case Words():
            return replace(element, text=day(element.text))
        case Facts():
            return replace(element, rows=_entries(element.rows))
        case Bullets():
            return replace(element, items=tuple(map(day, element.items)))
        case Grid():
            rows = tuple(tuple(day(cell, short=True) for cell in row) for row in element.rows)
            return replace(element, rows=rows)
        case Card():
            return replace(element, title=day(element.title), rows=_entries(element.rows))
        case Layers():
            layers = tuple((name, tuple(map(_node, nodes))) for name, nodes in element.layers)
            return replace(element, layers=layers)
        case Heading() | Picture() | Blank():
            return element


def _node(node: Node) -> Node:
    return replace(node, text=day(node.text), details=_entries(node.details))


def _entries(rows: Pairs) -> Pairs:
    return tuple((name, day(text)) for name, text in rows)
