"""Kinds of parts that a team writes: tables, forms, texts, and the result of an activity."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .kinds_base import Model, Named, Part, PartId, Text


class Column(Model):
    """One column of a table, or one field of a form."""

    id: PartId
    label: Text
    type: Literal["text", "long", "choice", "score", "number", "date", "tick", "country", "language"] = "text"
    help: str = ""
    options: list[Named] = []
    minimum: float | None = None
    maximum: float | None = None
    max_words: int | None = None
    max_length: int | None = None
    required: bool = False
    private: bool = False
    """Stays in the team's file and out of every public export, such as a stakeholder's stance."""

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        if (self.type == "choice") != bool(self.options):
            raise ValueError(f"column {self.id!r}: a choice has options, another type has none")
        if self.type == "score" and (self.minimum is None or self.maximum is None):
            raise ValueError(f"column {self.id!r}: a score needs 'minimum' and 'maximum'")
        return self


class Check(Model):
    """A rule over the rows of a table, and what to say when it is broken.

    ===============  =====================================================================
    rule             broken when
    ===============  =====================================================================
    filled           a row has ``column`` empty
    each             one of ``values`` does not occur in ``column`` at least ``count`` times
    some             fewer than ``count`` rows have one of ``values`` in ``column``
    not_all          all rows (two or more) have one of ``values`` in ``column``
    high_low         no row has ``column`` ≥ ``high`` and ``other`` ≤ ``low``
    same_text        the same text stands in two rows whose ``column`` is one of ``values``
    cites            the text of ``column`` names fewer than ``count`` codes such as ``W2``
    orphans          a code of the table ``other`` is cited in no row of ``column``
    ===============  =====================================================================
    """

    rule: Literal["filled", "each", "some", "not_all", "high_low", "same_text", "cites", "orphans"]
    column: str
    other: str = ""
    values: list[str] = []
    count: int = 1
    high: float | None = None
    low: float | None = None
    say: Text


class Table(Part):
    """Rows with typed columns, to add, remove and reorder; checked for completeness, never for style."""

    kind: Literal["table"] = "table"
    columns: Annotated[list[Column], Field(min_length=1)]
    minimum_rows: int = Field(default=1, ge=0)
    maximum_rows: int = Field(default=40, ge=1)
    row_name: str = "row"
    code: str = ""
    """Letter before the running number that names a row (``G`` gives G1, G2 …), or the id of a choice
    column whose value is that letter (``field`` gives S1, S2, W1 …)."""
    starters: list[str] = []
    """Starter cards that a team may take over into the first text column."""
    checks: list[Check] = []

    @model_validator(mode="after")
    def _columns_exist(self) -> Self:
        ids = [column.id for column in self.columns]
        if len(set(ids)) < len(ids):
            raise ValueError("two columns share an id")
        for check in self.checks:
            if check.column not in ids:
                raise ValueError(f"the check {check.rule!r} names no column of this table: {check.column!r}")
        return self


class Form(Part):
    """One record: labelled fields, filled in once."""

    kind: Literal["form"] = "form"
    fields: Annotated[list[Column], Field(min_length=1)]


class Criterion(Model):
    """One line of a rubric, rated 0 missing, 1 beginning, 2 sound, 3 convincing (M62)."""

    id: PartId
    text: Text


class FreeText(Part):
    """A text of the team's own, with a rubric and a model answer on demand; never marked by machine."""

    kind: Literal["text"] = "text"
    max_words: int | None = None
    rubric: list[Criterion] = []
    model_answer: str = ""


class Role(Model):
    """One role of a role play, with the card that its player receives."""

    name: Text
    card: Text


class Timer(Model):
    """One stretch of an activity, in minutes."""

    label: Text
    minutes: float = Field(gt=0, le=240)


class Activity(Part):
    """Role play or group work: steps, roles, a clock, and a place for the result."""

    kind: Literal["activity"] = "activity"
    steps: Annotated[list[str], Field(min_length=1)]
    roles: list[Role] = []
    timers: list[Timer] = []
    result: str = ""
    """Label of the field for the result; empty if the activity leaves nothing in writing."""
