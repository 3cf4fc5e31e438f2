"""The terms of a chapter with their definitions, as a list to read; nothing in it is live."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any, Final

from .. import glossary
from ..glossary import Term
from ..i18n import gettext as _

GLOSSARY_MIME: Final = "application/vnd.toolkit.glossary+json"
Entry = tuple[Term, str]
"""A term, and what follows its definition."""

_MARKS: Final = re.compile(r"[\\`*_\[\]<>|$]")


class GlossaryView:
    """The terms that one chapter uses.

    Raises ``ToolkitError`` if the glossary is missing.
    """

    def __init__(self, chapter: int) -> None:
        self._chapter = chapter
        known = glossary.load()
        self._entries = [(term, known.details(term, chapter)) for term in known.of(chapter)]

    def __repr__(self) -> str:
        names = "; ".join(term.name for term, _details in self._entries)
        return _("Words of chapter {number}: {names}").format(number=self._chapter, names=names)

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, Any]:
        return {
            "text/plain": repr(self),
            "text/markdown": as_markdown(self._entries),
            "text/html": as_html(self._entries),
            GLOSSARY_MIME: {"chapter": self._chapter},
        }


def as_markdown(entries: Sequence[Entry]) -> str:
    """Return the terms as a Markdown list."""
    lines = [
        f"- **{_plain(term.name)}:** {_plain(term.explanation)} {_plain(details)}".rstrip()
        for term, details in entries
    ]
    return "\n".join([f"## {glossary.title()}", "", glossary.lead(), "", *lines])


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def as_html(entries: Sequence[Entry]) -> str:
    """Return the terms as an HTML list of definitions, everything escaped."""
    listed = "".join(
        f"<dt><strong>{escape(term.name)}</strong></dt><dd>{escape(term.explanation)}{_small(details)}</dd>"
        for term, details in entries
    )
    return f"<h2>{escape(glossary.title())}</h2><p>{escape(glossary.lead())}</p><dl>{listed}</dl>"


def _small(text: str) -> str:
    return f"<br><small>{escape(text)}</small>" if text else ""
