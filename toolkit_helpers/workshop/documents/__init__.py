"""What a trainer prints beside the chapters: guide, key, test sheets, booklet, worksheets, cards, posters."""

from __future__ import annotations

from .making import KINDS, make

__all__ = ["KINDS", "make"]
