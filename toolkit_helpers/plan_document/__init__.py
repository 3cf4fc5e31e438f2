"""The Plan as a document: what stands in it, and its HTML, with the standard library alone.

A notebook's button makes its document here.  PDF and Word, which need other libraries, are in
``handouts.plan``; both read the same outline.
"""

from __future__ import annotations

from .contents import document
from .naming import file_stem
from .outline import PlanDocument
from .page import page
from .records import Table, csv_archive, tables

__all__ = ["PlanDocument", "Table", "csv_archive", "document", "file_stem", "page", "tables"]
