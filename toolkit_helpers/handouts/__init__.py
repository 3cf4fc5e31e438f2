"""Handouts: the notebooks as pages and PDFs, for participants and for facilitators."""

from .making import make

__all__ = ["make"]
