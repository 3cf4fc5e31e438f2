"""The blocks that insights are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

InsightBlock = dict[str, Any]
Tone = Literal["", "hint", "note"]


def _toned(block: InsightBlock, tone: Tone) -> InsightBlock:
    return {**block, "tone": tone} if tone else block


def text(words: str, tone: Tone = "") -> InsightBlock:
    """Return one paragraph."""
    return _toned({"kind": "text", "text": words}, tone)


def texts(sentences: Sequence[str], tone: Tone = "note") -> list[InsightBlock]:
    """Return one paragraph for each sentence."""
    return [text(sentence, tone) for sentence in sentences if sentence]


def items(title: str, entries: Sequence[str], tone: Tone = "") -> InsightBlock:
    """Return a list with its title."""
    return _toned({"kind": "list", "title": title, "items": list(entries)}, tone)


def table(caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> InsightBlock:
    """Return a table whose first column names the rows."""
    return {"kind": "table", "caption": caption, "header": list(header), "rows": [list(row) for row in rows]}
