"""What a page must know to show the Plan so far: the Plan's fields, and the parts that write them.

The page reads a field from the answers that it keeps, of this chapter and of every other.  What a method
adds (a rank, a total, a critical path) is computed where the workbook runs, and the page says so.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from ..exercises import model, references
from ..i18n import gettext as _
from ..plan.assemble import all_exercises, is_derived
from ..plan.model import FieldSpec, sections
from ..plan.tracks import PART, REQUIRED_ON
from ..plan.values import language_names

_NAMED: Final[dict[str, Any]] = {"__all__": {"id", "text"}}
_COLUMNS: Final[dict[str, Any]] = {
    "__all__": {"id": True, "label": True, "type": True, "options": _NAMED}
    | dict.fromkeys(("source", "minimum", "maximum", "private"), True)
}
_KEPT: Final[dict[str, Any]] = {
    **dict.fromkeys(("kind", "id", "only_if", "code", "row_label", "row_name", "unit", "decimals"), True),
    "options": _NAMED,
    "items": _NAMED,
    "columns": _COLUMNS,
    "fields": _COLUMNS,
}
"""What of a part it takes to read its answer; prompts, keys and feedback stay out."""
_GRID: Final = ("current", "target", "importance", "urgency", "evidence")

Sources = dict[str, dict[str, Any]]


def data() -> dict[str, Any]:
    """Return sections and fields of the Plan with the parts that write them, as plain JSON."""
    return {
        "languages": language_names(),
        "sections": [
            {
                "id": section.section,
                "title": section.title,
                "fields": [_field(section.section, field) for field in section.fields],
            }
            for section in sections()
        ],
        "tracks": list(PART),
    }


@cache
def exercises() -> dict[str, model.Exercise]:
    """Return the exercises of all chapters by id."""
    return {exercise.id: exercise for exercise in all_exercises()}


def sources() -> list[str]:
    """Return every table that a field of the Plan refers to: ``EX3.7.gaps``."""
    return sorted(
        {
            ".".join(references.split(column.source, exercise.id))
            for exercise in exercises().values()
            for part in exercise.parts
            if part.writes
            for column in model.columns_of(part)
            if column.source
        }
    )


def _field(section: str, field: FieldSpec) -> dict[str, Any]:
    written = [
        {"exercise": exercise.id, "part": _part(exercise, part)}
        for exercise in exercises().values()
        for part in exercise.parts
        if part.writes == field.id
    ]
    return {
        "id": field.id,
        "label": field.label,
        "required": field.required,
        "track": REQUIRED_ON.get(field.id, ""),
        "written_in": field.written_in,
        "computed": is_derived(field.id),
        "parts": written or (_of_team_card(field) if section == "P0" else []),
    }


def _of_team_card(field: FieldSpec) -> list[dict[str, Any]]:
    """Return the field of the form in EX0.1 that writes a field of P0 by its name."""
    card = exercises().get("EX0.1")
    for part in card.parts if card else ():
        for column in part.fields if isinstance(part, model.Form) else ():
            if card and column.id == field.name:
                one = {**_part(card, part), "single": True}
                one["fields"] = [shown for shown in one["fields"] if shown["id"] == column.id]
                return [{"exercise": card.id, "part": one}]
    return []


def _part(exercise: model.Exercise, part: model.AnyPart) -> dict[str, Any]:
    """Return what it takes to read the answer to a part; its sources are named in full."""
    if isinstance(part, model.Grid):
        shown = [field for field in _GRID if field in part.fields]
        return {
            "kind": "grid",
            "id": part.id,
            "rows": part.rows,
            "columns": part.columns,
            "fields": shown,
        }
    kept = {**_KEPT, "rows": _NAMED} if isinstance(part, model.Table) else _KEPT
    found = part.model_dump(mode="json", include=kept, exclude_none=True)
    if isinstance(part, model.Map2x2):
        found["axes"] = [part.x.label, part.y.label]
    for column in (*found.get("columns", ()), *found.get("fields", ())):
        if "source" in column:
            column["source"] = ".".join(references.split(column["source"], exercise.id))
    return found


def words() -> dict[str, str]:
    """Return the sentences of the Plan's view."""
    return {
        "title": _("Your whole Plan so far"),
        "lead": _(
            "What this browser keeps of your answers, of all chapters. It changes with every answer; nothing "
            "is typed twice."
        ),
        "private": _("Columns marked private are seen here only; the printed Plan leaves them out."),
        "mark_private": _("{label} (private)"),
        "print": _("Print the Plan"),
        "whole": _("See all sections"),
        "count": _("{done} of {all} required parts are begun."),
        "nothing": _("Nothing is written yet."),
        "open": _("Still open: {names}."),
        "open_one": _("{label} ({exercise})"),
        "from": _("From {exercise}"),
        "computed": _("What a method adds to this part is computed where the workbook runs, not here."),
        "code": _("No."),
        "field": _("Field"),
        "entry": _("Entry"),
        "item": _("Item"),
        "score": _("Score"),
        "cell": _("Cell"),
        "yes": _("Yes"),
    }
