"""Answers in a browser that keeps nothing of a page: they last until the page is left, and it is said."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from .file_store import FileStore

DRIVE: Final = Path("/drive")
"""Where JupyterLite puts the browser's storage before a kernel starts, if the browser gives any."""


def lost_with_the_page() -> bool:
    """Return whether this Python runs in a browser and has no storage there.

    Browsers give storage to pages that came over https or from the same computer, and some of them to no
    page in a private window.
    """
    return sys.platform == "emscripten" and not Path.cwd().is_relative_to(DRIVE)


class PageStore(FileStore):
    """Answers in the memory of one page."""

    @property
    def place(self) -> str:
        """Nowhere: what stands there is gone with the page."""
        return ""

    @property
    def kept(self) -> str:
        """Nothing that a person could find again."""
        return ""

    @kept.setter
    def kept(self, _text: str) -> None: ...
