"""Terms of the glossary on a page: a list at the end, and an explanation where each is first used.

The first use of a term in the running text becomes a link to its entry.  The entry's text appears beside it
on hover and on focus; Escape puts it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..exercises.paper_html import escape
from ..glossary import Term, find
from .document import Glossary

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)", re.IGNORECASE)
# Running text only: a link in a heading would be read out in every list of headings, and in a table's cell
# there is no room for what appears.
_RUNNING = frozenset({"p", "li"})
_CLOSED = frozenset({"a", "code", "pre", "table", "h1", "h2", "h3", "h4", "h5", "h6"})


class Links:
    """Turns the first use of each term of a glossary into a link, over all texts of a page in order."""

    def __init__(self, glossary: Glossary | None) -> None:
        self._terms = tuple(term for term, _details in glossary.entries) if glossary else ()
        self._open = set(self._terms)

    def into(self, html: str) -> str:
        """Return a piece of HTML with its links; markup stays as it is."""
        if not self._open:
            return html
        return "".join(self._pieces(html))

    def _pieces(self, html: str) -> Iterator[str]:
        around: list[str] = []
        for piece in _TAG.split(html):
            if piece.startswith("<"):
                _enter(around, piece)
                yield piece
            elif _RUNNING & set(around) and not _CLOSED & set(around):
                yield self._linked(piece)
            else:
                yield piece

    def _linked(self, text: str) -> str:
        pieces, end = [], 0
        for found in find(text, self._terms):  # all: a "capacity gap" is no "capacity"
            if found.term not in self._open:
                continue
            self._open.remove(found.term)
            pieces += [text[end : found.start], _link(text[found.start : found.end], found.term)]
            end = found.end
        return "".join([*pieces, text[end:]])


def _enter(around: list[str], tag: str) -> None:
    """Keep account of the elements around a text."""
    named = _NAME.match(tag)
    if named is None or tag.endswith("/>"):
        return
    name = named[1].lower()
    if not tag.startswith("</"):
        if name not in {"br", "hr", "img"}:
            around.append(name)
    elif name in around:
        del around[len(around) - 1 - around[::-1].index(name) :]


def _link(words: str, term: Term) -> str:
    name = escape(term.id)
    return (
        f'<span class="term"><a href="#term-{name}" aria-describedby="tip-{name}">{words}</a>'
        f'<span class="tip" role="tooltip" id="tip-{name}">{escape(term.explanation)}</span></span>'
    )


def listing(glossary: Glossary) -> str:
    """Return the entries as a list of definitions, each the target of its link."""
    entries = "".join(
        f'<dt id="term-{escape(term.id)}">{escape(term.name)}</dt><dd>{escape(term.explanation)}'
        f"{_small(details)}</dd>"
        for term, details in glossary.entries
    )
    return f'<p>{escape(glossary.lead)}</p><dl class="terms">{entries}</dl>'


def _small(details: str) -> str:
    return f'<br><span class="source">{escape(details)}</span>' if details else ""
