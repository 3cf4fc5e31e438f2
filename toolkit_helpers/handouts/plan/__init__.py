"""The team's Plan as files: HTML, PDF, Word, spreadsheet and CSV."""

from .making import FORMATS, example, make, read

__all__ = ["FORMATS", "example", "make", "read"]
