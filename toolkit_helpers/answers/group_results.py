"""What a trainer has released about the whole group, for the charts that set a team beside it.

It holds means and shares of five or more and names nobody::

    {"pillar_scan": {"teams": 6, "means": {"PL1": 2.4, …}},
     "test": {"persons": 14, "items": [{"label": "Chapter 3", "pre": 0.36, "post": 0.79}, …]}}

Each part may be absent.  It lies in a file beside the answers, or in one row of a school's database.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

FILE_NAME: Final = "group-results.json"
"""The file beside the answers file."""
LARGEST_BYTES: Final = 200_000


def read(path: Path) -> dict[str, Any]:
    """Return what a file holds; a file that is missing, too large or damaged counts as none."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            return {}
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def write(results: dict[str, Any]) -> str:
    """Return the text of the file."""
    return json.dumps(results, indent=1, ensure_ascii=False) + "\n"
