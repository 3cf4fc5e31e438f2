"""Reading what the exercises of chapter 5 say about initiatives; each is named by its code, such as I4."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from ..exercises.marking_result import tokens
from ..exercises.model import Table
from ..exercises.table_rows import known_rows, named
from .values import Inputs, used_rows

CARDS: Final = ("EX5.2", "initiatives")
ABOUT: Final = "initiative"
"""Column that says which initiative a row is about."""

Rows = list[tuple[str, dict[str, Any]]]


def rows_of(inputs: Inputs, exercise_id: str, part_id: str) -> Rows:
    """Return the filled rows of a table, each with its code; none if there is no such table."""
    written = inputs.part(exercise_id, part_id)
    if written is None or not isinstance(written.part, Table):
        return []
    return used_rows(written.part, written.answer)


def about_initiatives(inputs: Inputs, exercise_id: str, part_id: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a table by the initiative that they are about; of two about one, the first."""
    found: dict[str, dict[str, Any]] = {}
    for _code, row in rows_of(inputs, exercise_id, part_id):
        for code in named(row.get(ABOUT))[:1]:
            found.setdefault(code, row)
    return found


def cards(inputs: Inputs) -> dict[str, dict[str, Any]]:
    """Return the initiative cards of EX5.2 by code."""
    return {code: row for code, row in rows_of(inputs, *CARDS) if code}


def labels(inputs: Inputs) -> dict[str, str]:
    """Return how each initiative reads: ``I4 – Let registers exchange data``."""
    written = inputs.part(*CARDS)
    if written is None or not isinstance(written.part, Table):
        return {}
    return dict(known_rows(written.part, written.answer))


def title(inputs: Inputs, code: str) -> str:
    """Return an initiative as it stands in a list; the code alone where it has no card."""
    return labels(inputs).get(code, code)


def with_labels(inputs: Inputs, sentences: Iterable[str]) -> tuple[str, ...]:
    """Return sentences of a method with what the codes stand for, once, behind the last of them.

    >>> from toolkit_helpers.answers import AnswersFile
    >>> with_labels(Inputs.of(AnswersFile(), []), ["I4 leads."])
    ('I4 leads.',)
    """
    told = tuple(sentence for sentence in sentences if sentence)
    names = labels(inputs)
    used = dict.fromkeys(code for text in told for code in re.findall(r"\bI\d+\b", text) if code in names)
    legend = "; ".join(" ".join(tokens(names[code])) for code in used)
    return (*told, f"{legend}.") if legend else told
