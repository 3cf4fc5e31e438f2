"""The chapters of this edition, as lists of them show: number, title, minutes and file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ..i18n import gettext as _
from ..resources import notebooks_folder


@dataclass(frozen=True)
class Listed:
    """One chapter: its number, title, minutes and the name of its notebook."""

    number: int
    title: str
    minutes: int
    file: str

    @property
    def label(self) -> str:
        """Number and title; the first notebook is no chapter and has its title only."""
        if not self.number:
            return self.title
        return _("Chapter {number}: {title}").format(number=self.number, title=self.title)


def catalogue(folder: Path | None = None) -> tuple[Listed, ...]:
    """Return the chapters of a folder of notebooks, the shipped one by default, in order.

    >>> [listed.number for listed in catalogue()][:2]
    [0, 1]
    """
    return tuple(_listed(path) for path in sorted((folder or notebooks_folder()).glob("[0-9][0-9]-*.ipynb")))


def _listed(path: Path) -> Listed:
    told = json.loads(path.read_text(encoding="utf-8"))["metadata"].get("toolkit", {})
    number = int(path.name[:2])
    return Listed(number, str(told.get("title", path.stem)), int(told.get("minutes", 0)), path.name)
