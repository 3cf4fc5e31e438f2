"""What the Plan consists of: sections and fields as data, and each field's value ready to read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter, ValidationError

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..resources import data_folder

State = Literal["empty", "begun", "filled"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldSpec(_Model):
    """One field of the Plan: what it is and which exercise writes it."""

    id: str
    name: str
    label: str
    type: str
    required: bool
    written_in: str
    constraint: str = ""


class SectionSpec(_Model):
    """One section of the Plan and the chapter that builds it."""

    section: str
    title: str
    built_in: int
    fields: list[FieldSpec]


class Column(_Model):
    """One column of a field's table; a private one is never part of a shared Plan."""

    id: str
    label: str
    private: bool = False

    @property
    def heading(self) -> str:
        """The label as it stands above a column, with a mark if the column is the team's alone."""
        return _("{label} (private)").format(label=self.label) if self.private else self.label


def columns(labels: Mapping[str, str]) -> tuple[Column, ...]:
    """Return columns that everybody may see, from their labels by id."""
    return tuple(Column(id=name, label=label) for name, label in labels.items())


class Value(_Model):
    """What the team's answers say about one field.

    ``raw`` is for programs: identifiers and numbers.  ``text``, or ``columns`` with ``rows``, is for
    people: words, names of options, numbers as they are shown.  ``computed`` tells that a method or a
    table gave it and nobody typed it.
    """

    state: State = "empty"
    raw: JsonValue = None
    text: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[dict[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    computed: bool = False

    def table(self, *, public: bool) -> tuple[list[str], list[list[str]]]:
        """Return header and rows; with ``public`` the private columns are left out."""
        shown = [column for column in self.columns if not (public and column.private)]
        return [column.heading for column in shown], [
            [row.get(column.id, "") for column in shown] for row in self.rows
        ]


class Field(_Model):
    """One field of a team's Plan."""

    spec: FieldSpec
    value: Value = Value()

    @property
    def filled(self) -> bool:
        """Whether the field is there in full."""
        return self.value.state == "filled"


class Section(_Model):
    """One section of a team's Plan."""

    id: str
    title: str
    built_in: int
    fields: tuple[Field, ...]


class Plan(_Model):
    """A team's Digital Government Transformation Plan, as far as it is written."""

    sections: tuple[Section, ...]
    code: str = ""
    existing: frozenset[str] = frozenset()
    """Sections whose exercises exist in this edition of the workbook."""

    def __iter__(self) -> Iterator[Field]:  # type: ignore[override]
        """Go through all fields in the order of the chapters."""
        return (field for section in self.sections for field in section.fields)

    def field(self, field_id: str) -> Field:
        """Return the field with this id (``"P3.stakeholders"``); ``KeyError`` if there is none."""
        for field in self:
            if field.spec.id == field_id:
                return field
        raise KeyError(field_id)

    @property
    def team_name(self) -> str:
        """The team's name; empty before it has one."""
        return self.field("P0.team_name").value.text


@cache
def sections() -> tuple[SectionSpec, ...]:
    """Return the Plan's sections and fields, from ``data/plan.json``.

    Raises ``ToolkitError`` if the file is missing or not the list of the Plan's fields.
    """
    path = data_folder() / "plan.json"
    remedy = _("Run 'workbook build', which makes it from data/plan.yaml.")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        specs = TypeAdapter(list[SectionSpec]).validate_python(data)
    except FileNotFoundError as error:
        raise ToolkitError(
            "the list of the Plan's fields is missing", where=str(path), remedy=remedy
        ) from error
    except (ValueError, TypeError, KeyError, ValidationError) as error:
        what = f"the list of the Plan's fields cannot be read ({str(error).splitlines()[0]})"
        raise ToolkitError(what, where=str(path), remedy=remedy) from error
    return tuple(specs)


def fields() -> tuple[FieldSpec, ...]:
    """Return all fields of the Plan in the order of its sections."""
    return tuple(field for section in sections() for field in section.fields)
