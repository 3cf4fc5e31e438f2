"""Tables and forms: typed columns, rows with codes of their own, and references to rows of other tables."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .kinds_base import Model, Named, Part, PartId, Text
from .kinds_checks import Check

Source = Annotated[str, Field(pattern=r"^(?:(?:EX|WU|TH|XT)\d{1,2}\.\d{1,2}\.)?[a-z][a-z0-9_]*$")]
"""A table whose rows a reference names: ``EX3.7.gaps``, or ``gaps`` within the same exercise."""

CODE = "code"
"""Key under which a row holds its own code; no column of a table with codes may be called so."""


class Column(Model):
    """One column of a table, or one field of a form."""

    id: PartId
    label: Text
    type: Literal[
        "text", "long", "choice", "score", "number", "date", "tick", "country", "language", "ref", "refs"
    ] = "text"
    help: str = ""
    options: list[Named] = []
    source: Source | None = None
    """Where the rows come from that a ``ref`` (one) or ``refs`` (several) names by their codes."""
    minimum: float | None = None
    maximum: float | None = None
    max_words: int | None = None
    max_length: int | None = None
    required: bool = False
    private: bool = False
    """Stays in the team's file and out of every public export, such as a stakeholder's stance."""

    @property
    def refers(self) -> bool:
        """Whether the column names rows of a table."""
        return self.source is not None

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        if (self.type == "choice") != bool(self.options):
            raise ValueError(f"column {self.id!r}: a choice has options, another type has none")
        if self.type == "score" and (self.minimum is None or self.maximum is None):
            raise ValueError(f"column {self.id!r}: a score needs 'minimum' and 'maximum'")
        if (self.type in {"ref", "refs"}) != self.refers:
            raise ValueError(
                f"column {self.id!r}: a ref has a 'source' such as EX3.7.gaps, another type none"
            )
        return self


class Table(Part):
    """Rows with typed columns, checked for completeness, never for style.

    Rows are the team's own, to add, remove and reorder; or, with ``rows``, fixed by the author.
    """

    kind: Literal["table"] = "table"
    columns: Annotated[list[Column], Field(min_length=1)]
    rows: list[Named] = []
    """Fixed rows: each has its text as its legend, and its id is its code."""
    row_label: str = ""
    """Heading of the first column of a table with fixed rows."""
    minimum_rows: int = Field(default=1, ge=0)
    maximum_rows: int = Field(default=40, ge=1)
    row_name: str = "row"
    code: Annotated[str, Field(pattern=r"^([A-Z]{1,3}|[a-z][a-z0-9_]*)?$")] = ""
    """Letter before the running number that names a row (``G`` gives G1, G2 …), or the id of a choice
    column whose value is that letter (``field`` gives S1, S2, W1 …)."""
    matrix: list[PartId] = []
    """For pairs of the same things: the columns that name the first and the second of a pair, two choices of
    the same options, and the score between them.  Paper then offers a square to fill in, with sums."""
    starters: list[str] = []
    """Starter cards that a team may take over into the first text column."""
    checks: list[Check] = []

    @property
    def coded(self) -> bool:
        """Whether rows carry codes, so that a reference can name them."""
        return bool(self.code or self.rows)

    @model_validator(mode="after")
    def _columns_exist(self) -> Self:
        ids = [column.id for column in self.columns]
        if len(set(ids)) < len(ids):
            raise ValueError("two columns share an id")
        if self.coded and CODE in ids:
            raise ValueError("a row keeps its code under 'code'; give the column another id")
        lettered = {column.id for column in self.columns if column.type == "choice"}
        if self.code and not self.code.isupper() and self.code not in lettered:
            raise ValueError(f"'code' is neither capital letters nor a choice column: {self.code!r}")
        return self

    @model_validator(mode="after")
    def _checks_fit(self) -> Self:
        columns = {column.id: column for column in self.columns}
        for check in self.checks:
            check.fit(columns, self.id)
        return self

    @model_validator(mode="after")
    def _matrix_fits(self) -> Self:
        columns = {column.id: column for column in self.columns}
        if not self.matrix:
            return self
        pair = [columns.get(name) for name in self.matrix]
        types = [column.type if column else "" for column in pair]
        if types != ["choice", "choice", "score"] or pair[0].options != pair[1].options:  # type: ignore[union-attr]
            raise ValueError("'matrix' names two choice columns with the same options, then a score column")
        return self

    @model_validator(mode="after")
    def _fixed_rows_fit(self) -> Self:
        if not self.rows:
            if self.row_label:
                raise ValueError("'row_label' heads fixed rows; this table has none")
            return self
        ids = [row.id for row in self.rows]
        if len(set(ids)) < len(ids):
            raise ValueError("two fixed rows share an id")
        if self.code or self.starters or "maximum_rows" in self.model_fields_set:
            raise ValueError("a table with fixed rows has no 'code', 'starters' or 'maximum_rows'")
        if self.minimum_rows > len(ids):
            raise ValueError("'minimum_rows' is larger than the number of fixed rows")
        return self


class Form(Part):
    """One record: labelled fields, filled in once."""

    kind: Literal["form"] = "form"
    fields: Annotated[list[Column], Field(min_length=1)]


def columns_of(part: Part) -> list[Column]:
    """Return the columns of a table or the fields of a form; another part has none."""
    return part.columns if isinstance(part, Table) else part.fields if isinstance(part, Form) else []
