"""The two marks of the workbook's texts, read once for all writers: ``**strong**`` and ``*emphasis*``."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Style = Literal["", "strong", "emphasis"]

_MARKS = re.compile(
    r"\*\*(?=\S)(?P<strong>.+?)(?<=\S)\*\*|\*(?=[^\s*])(?P<emphasis>[^*]+?)(?<=\S)\*", re.DOTALL
)
_BREAK = re.compile(r"\n[ \t]*\n\s*")
# Control characters have no place on paper, and characters that turn the reading direction by force
# could make a text read otherwise than it is written.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class Span(NamedTuple):
    """A stretch of text in one style."""

    text: str
    style: Style = ""


def clean(text: str) -> str:
    r"""Return the text without control characters and without forced changes of direction.

    >>> clean("rank\u202e 4\x07")
    'rank 4'
    """
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def spans(text: str) -> tuple[Span, ...]:
    """Return one paragraph as stretches of one style; a line break reads as a space.

    >>> spans("the **fair** one")
    (Span(text='the ', style=''), Span(text='fair', style='strong'), Span(text=' one', style=''))
    """
    line = " ".join(clean(text).split())
    found: list[Span] = []
    end = 0
    for match in _MARKS.finditer(line):
        if match.start() > end:
            found.append(Span(line[end : match.start()]))
        strong = match["strong"]
        found.append(Span(strong, "strong") if strong else Span(match["emphasis"], "emphasis"))
        end = match.end()
    if end < len(line):
        found.append(Span(line[end:]))
    return tuple(found)


def split_paragraphs(text: str) -> list[str]:
    r"""Return the paragraphs of a text with their marks.

    >>> split_paragraphs("**One**\nand the same.\n\nAnother.")
    ['**One**\nand the same.', 'Another.']
    """
    return [part for part in _BREAK.split(clean(text).strip()) if part.strip()]


def paragraphs(text: str) -> tuple[tuple[Span, ...], ...]:
    r"""Return the paragraphs of a text, which empty lines part.

    >>> len(paragraphs("One\nand the same.\n\nAnother."))
    2
    """
    return tuple(spans(part) for part in split_paragraphs(text))


def plain(text: str) -> str:
    r"""Return a text without its marks, in one line.

    >>> plain("*may* they,\n**can** they?")
    'may they, can they?'
    """
    return " ".join("".join(span.text for span in paragraph) for paragraph in paragraphs(text))
