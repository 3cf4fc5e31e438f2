"""The Plan of a team that has written nothing yet: each field as a form to fill in on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil
from typing import Final

from ..exercises.model import AnyPart, Choice, Exercise, Form, Grid, Table
from ..exercises.model import Column as FormColumn
from ..i18n import gettext as _
from ..plan.model import FieldSpec
from ..plan.values import columns_of
from ..vocabulary import LEVELS, PILLARS
from . import outline
from .shown import heading, main_columns, title

_ROWS: Final = 4
_MOST_ROWS: Final = 8
_WORDS_A_LINE: Final = 12
_LINES: Final = 3
_TEAM: Final = ("EX0.1", "team")


def form_of(spec: FieldSpec, exercises: Iterable[Exercise]) -> Iterator[outline.Element]:
    """Yield what is to be filled in for a field, and what belongs there."""
    told = _("Written in {exercise}.").format(exercise=spec.written_in)
    if spec.constraint:
        told = _("{constraint}. Written in {exercise}.").format(
            constraint=spec.constraint[:1].upper() + spec.constraint[1:], exercise=spec.written_in
        )
    yield outline.Words(told, "note")
    yield _form(spec, _part(spec, exercises))


def _part(spec: FieldSpec, exercises: Iterable[Exercise]) -> AnyPart | FormColumn | None:
    """Return the part, or the line of the team's card, that writes a field."""
    for exercise in exercises:
        for part in exercise.parts:
            if part.writes == spec.id:
                return part
            if (exercise.id, part.id) == _TEAM and isinstance(part, Form) and spec.id.startswith("P0."):
                line = next((column for column in part.fields if column.id == spec.name), None)
                if line is not None:
                    return line
    return None


def _form(spec: FieldSpec, part: AnyPart | FormColumn | None) -> outline.Element:
    match part:
        case Table():
            return _table(spec, part)
        case Grid():
            names = tuple(PILLARS.values())
            rows = tuple((name, *[""] * len(LEVELS)) for name in names)
            return outline.Grid(title(spec), (_("Pillar"), *LEVELS.values()), rows)
        case Form():
            return outline.Facts(tuple((column.label, "") for column in part.fields if not column.private))
        case Choice():
            return outline.Bullets(tuple(f"☐ {option.text}" for option in part.options), own=False)
        case FormColumn() if part.options:
            return outline.Bullets(tuple(f"☐ {option.text}" for option in part.options), own=False)
        case FormColumn():
            return outline.Blank(1)
    words = getattr(part, "max_words", None) or _LINES * _WORDS_A_LINE
    return outline.Blank(max(1, min(12, ceil(words / _WORDS_A_LINE))))


def _table(spec: FieldSpec, part: Table) -> outline.Grid | outline.Blank:
    columns = main_columns(spec.id, [column for column in columns_of(part) if not column.private], ({},))
    if not columns:
        # Everything in it is private: each person writes on a sheet of his or her own.
        return outline.Blank(_LINES)
    if part.rows:
        names = [row.text for row in part.rows]
    else:
        letter = part.code if part.code.isupper() else ""
        count = min(max(_ROWS, part.minimum_rows), _MOST_ROWS)
        names = [f"{letter}{number}" if letter else "" for number in range(1, count + 1)]
    empty = [""] * (len(columns) - 1)
    header = tuple(heading(spec.id, column) for column in columns)
    # Without a code the first column is the team's to write in as well.
    return outline.Grid(title(spec), header, tuple((name, *empty) for name in names))
