"""Which rows of an earlier table no action serves yet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from ...answers import AnswersFile
from ...exercises import references
from ...i18n import gettext as _
from ...vocabulary import LEVELS
from ..values import used_rows
from . import blocks
from .blocks import InsightBlock

GAPS: Final = "EX3.7.gaps"


def open_rows(
    source: str, answers: AnswersFile, served: Collection[str], wanted: Callable[[Mapping[str, Any]], bool]
) -> list[str]:
    """Return how those rows of a table read that are wanted and not among the codes ``served``.

    No rows where the workbook holds no such table or the team has written none.
    """
    table = references.find_table(source)
    if table is None:
        return []
    exercise, part = references.split(source)
    labels = dict(references.rows(source, answers.parts))
    rows = used_rows(table, answers.parts(exercise).get(part))
    return [labels.get(code, code) for code, row in rows if code not in served and wanted(row)]


def open_gaps(level: str, answers: AnswersFile, served: Collection[str]) -> list[InsightBlock]:
    """Return a list of the priority gaps of one level (``"L1"``) that no action names; nothing if all are."""
    missing = open_rows(GAPS, answers, served, lambda row: row.get("level") == level)
    title = _("Priority gaps at the level {level} that no action serves").format(level=LEVELS[level])
    return [blocks.items(title, missing, "hint")] if missing else []
