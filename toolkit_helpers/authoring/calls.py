"""Which exercise or exploration a cell shows, and the stored output that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from .notebook_file import Notebook, text

Method = Literal["exercise", "explore"]
MIME: dict[Method, str] = {
    "exercise": "application/vnd.toolkit.exercise+json",
    "explore": "application/vnd.toolkit.chart+json",
}
CALL = re.compile(r"""\.(?P<method>exercise|explore)\(\s*["'](?P<id>[^"']+)["']\s*\)""")


def calls(cell: Notebook) -> Iterator[tuple[Method, str]]:
    """Go through what one cell shows: method and id."""
    if cell["cell_type"] != "code":
        return
    for found in CALL.finditer(text(cell["source"])):
        yield ("exercise" if found["method"] == "exercise" else "explore"), found["id"]


def output_of(cell: Notebook, method: Method, name: str) -> dict[str, Any] | None:
    """Return the output that shows this exercise or chart; ``None`` if something else is there."""
    for output in cell.get("outputs", []):
        if (output.get("data", {}).get(MIME[method]) or {}).get("id") == name:
            return dict(output)
    return None
