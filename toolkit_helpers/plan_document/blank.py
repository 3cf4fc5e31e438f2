"""The Plan of a team that has written nothing yet: each field as a form to fill in on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil
from typing import Final

from ..exercises import paper_fields
from ..exercises.model import AnyPart, Choice, Exercise, Form, Grid, Number, Table
from ..exercises.model import Column as FormColumn
from ..exercises.paper_blocks import FormField
from ..i18n import gettext as _
from ..plan.model import FieldSpec
from ..vocabulary import LEVELS, PILLARS
from . import outline
from .shown import title

_ROOM: Final = 15
"""Shares of the width that an upright page has."""
_NAME: Final = 4
_CODE: Final = 4
"""Letters of the longest code; longer names of rows need more room."""
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
    yield outline.Words(told, "hint")
    yield _form(spec, *_part(spec, exercises))


def _part(
    spec: FieldSpec, exercises: Iterable[Exercise]
) -> tuple[AnyPart | FormColumn | None, Exercise | None]:
    """Return the part, or the line of the team's card, that writes a field, with its exercise."""
    for exercise in exercises:
        for part in exercise.parts:
            if part.writes == spec.id:
                return part, exercise
            if (exercise.id, part.id) == _TEAM and isinstance(part, Form) and spec.id.startswith("P0."):
                line = next((column for column in part.fields if column.id == spec.name), None)
                if line is not None:
                    return line, exercise
    return None, None


def _form(spec: FieldSpec, part: AnyPart | FormColumn | None, exercise: Exercise | None) -> outline.Element:
    match part:
        case Table() if exercise:
            return _table(spec, part, exercise)
        case Grid():
            names = tuple(PILLARS.values())
            rows = tuple((name, *[""] * len(LEVELS)) for name in names)
            header, room = (_("Pillar"), *LEVELS.values()), (_NAME, *[2] * len(LEVELS))
            return outline.Grid(title(spec), header, rows, room=room)
        case Form():
            return outline.Facts(tuple((column.label, "") for column in part.fields if not column.private))
        case Choice():
            return outline.Blank(0, tuple(option.text for option in part.options))
        case FormColumn() if part.options:
            return outline.Blank(0, tuple(option.text for option in part.options))
        case FormColumn() | Number():
            return outline.Blank(1)
    words = getattr(part, "max_words", None) or _LINES * _WORDS_A_LINE
    return outline.Blank(max(1, min(12, ceil(words / _WORDS_A_LINE))))


def _table(spec: FieldSpec, part: Table, exercise: Exercise) -> outline.Grid | outline.Blank:
    """Return the table of the worksheet, its columns as far as an upright page has room to write."""
    open_columns = [column for column in part.columns if not column.private]
    if not open_columns:
        # Everything in it is private: each person writes on a sheet of his or her own.
        return outline.Blank(_LINES)
    form = paper_fields.table(part.model_copy(update={"columns": open_columns}), exercise)
    first = _NAME if max(map(len, form.rows)) > _CODE else 1
    kept: list[FormField] = []
    used = first
    for field in form.columns:
        used += field.width
        if kept and used > _ROOM:
            break
        kept.append(field)
    cells = tuple("\n".join(f"☐ {word}".strip() for word in field.choices) for field in kept)
    return outline.Grid(
        title(spec),
        (form.row_name, *(field.label for field in kept)),
        tuple((name, *cells) for name in form.rows),
        room=(first, *(field.width for field in kept)),
    )
