"""Texts as expressions of Typst, the language in which PDFs are set.

They become string literals only, so no character of an author or a participant is read as markup or code.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..exercises import paper_blocks as b
from ..exercises.paper_text import Span, clean, paragraphs

_CALLS = {"strong": "strong", "emphasis": "emph"}


def string(text: str) -> str:
    r"""Return a text as a Typst string literal.

    >>> print(string('#import "x" $ \\ end'))
    "#import \"x\" $ \\ end"
    """
    safe = clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{safe}"'


def content(text: str) -> str:
    """Return a text with its marks as a Typst content block.

    >>> content("a **b**")
    '[#"a "#strong("b")]'
    """
    parts = ("".join(map(_span, paragraph)) for paragraph in paragraphs(text))
    return f"[{'#parbreak()'.join(parts)}]"


def _span(span: Span) -> str:
    literal = string(span.text)
    return f"#{_CALLS[span.style]}({literal})" if span.style else f"#{literal}"


def array(items: Iterable[str]) -> str:
    """Return Typst expressions as an array, also with one item or none."""
    return f"({''.join(f'{item}, ' for item in items)})"


def optional(text: str) -> str:
    """Return a text as content, or ``none`` where there is none."""
    return content(text) if text.strip() else "none"


def labelled(item: b.Item) -> str:
    """Return an item with its letter, number or name in front."""
    return f"[#strong({string(item.label)}) #h(0.6mm)#{content(item.text)}]"
