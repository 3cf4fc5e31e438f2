"""From the prose of a chapter to what can be read at the back of a room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LONGEST_TEXT: Final = 45
LONGEST_LIST: Final = 85
LONGEST_TABLE: Final = 80
_LONGEST_ITEM: Final = 16
_MOST_ROWS: Final = 8
_MOST_ITEMS: Final = 9
# From so many paragraphs that begin with a term in bold on, they are a list of definitions.
_DEFINITIONS: Final = 3

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$")
_BREAK = re.compile(r"\n[ \t]*\n")
_ITEM = re.compile(r"^\s{0,3}(?:[-*+]|\d+[.)])\s+")
_SENTENCE = re.compile(r"(?<=[.?!])(?:(?<=[.?!])|(?<=[.?!]\*\*))\s+(?=[A-Z“\"*(])")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@dataclass(frozen=True)
class Piece:
    """A stretch of prose under one heading.  ``title`` is empty before the first heading."""

    level: int
    title: str
    text: str


def pieces(markdown: str) -> list[Piece]:
    r"""Return a text in pieces, one for each heading.

    >>> [(piece.level, piece.title, piece.text) for piece in pieces("## A\n\n### B\n\nText.\n")]
    [(2, 'A', ''), (3, 'B', 'Text.')]
    """
    found, level, title = [], 0, ""
    lines: list[str] = []
    for line in markdown.splitlines():
        match = _HEADING.match(line)
        if match is None:
            lines.append(line)
            continue
        if title or any(map(str.strip, lines)):
            found.append(Piece(level, title, "\n".join(lines).strip()))
        level, title, lines = len(match[1]), match[2], []
    if title or any(map(str.strip, lines)):
        found.append(Piece(level, title, "\n".join(lines).strip()))
    return found


def shortened(text: str) -> str:
    r"""Return what of a text is shown: a table or a list if there is one, else its first sentences.

    >>> shortened("One thought. And why.\n\n- a\n- b\n\nMuch more.")
    'One thought.\n\n- a\n- b'
    """
    blocks = [block.strip("\n") for block in _BREAK.split(_LINK.sub(r"\1", text)) if block.strip()]
    table = next((block for block in blocks if _is_table(block)), "")
    if table and _fits(table):
        return table
    listing = next((block for block in blocks if _ITEM.match(block)), "")
    prose = [block for block in blocks if not (_is_table(block) or _ITEM.match(block))]
    if listing:
        before = blocks.index(listing)
        lead = _sentences(blocks[before - 1], 1) if before and blocks[before - 1] in prose else ""
        return f"{lead}\n\n{_items(listing)}".strip()
    defined = [block for block in prose if block.startswith("**")]
    if len(defined) >= _DEFINITIONS:
        return _items("\n".join(f"- {_sentences(block, 1)}" for block in defined))
    return "\n\n".join(_within(prose))


def words(text: str) -> int:
    """Return the number of words of a text, marks left out."""
    return len(re.findall(r"[\w’'–-]*\w[\w’'–-]*", text))


def _is_table(block: str) -> bool:
    return block.lstrip().startswith("|")


def _fits(table: str) -> bool:
    return len(table.splitlines()) <= _MOST_ROWS + 2 and words(table) <= LONGEST_TABLE


def _items(listing: str) -> str:
    """Return a list with as many items as fit, each its first sentence where all are too long."""
    items: list[str] = []
    for line in listing.splitlines():
        if _ITEM.match(line) or not items:
            items.append(line)
        else:
            items[-1] += f" {line.strip()}"
    if words(" ".join(items)) > LONGEST_LIST:
        items = [_first_sentence(item) for item in items]
    if words(" ".join(items)) > LONGEST_LIST:
        items = [_clause(item) for item in items]
    return "\n".join(items[:_MOST_ITEMS])


def _first_sentence(item: str) -> str:
    """Return an item cut behind its first sentence; the point behind its number ends none."""
    mark = _ITEM.match(item)
    begins = mark.end() if mark else 0
    return item[:begins] + _sentences(item[begins:], 1)


def _clause(item: str) -> str:
    """Return an item up to its first pause, if it is long and has one."""
    head = re.split(r"[:;,](?=\s)", item, maxsplit=1)[0]
    if head.count("(") > head.count(")"):
        head = head.rpartition("(")[0].rstrip()
    return item if words(item) <= _LONGEST_ITEM or head.count("*") % 2 else head


def _sentences(text: str, count: int) -> str:
    line = " ".join(text.split())
    return " ".join(_SENTENCE.split(line)[:count])


def _within(prose: list[str]) -> Iterator[str]:
    """Yield the first sentences of each paragraph as long as there is room; the first always."""
    room = LONGEST_TEXT
    for block in prose:
        kept = []
        for sentence in _SENTENCE.split(" ".join(block.split())):
            if words(sentence) > room and room < LONGEST_TEXT:
                break
            kept.append(sentence)
            room -= words(sentence)
        if kept:
            yield " ".join(kept)
        if room <= 0:
            return
