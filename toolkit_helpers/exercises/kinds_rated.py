"""Kinds of parts in which a team judges: the capacity grid, scales, the map of two axes."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ..vocabulary import LEVELS, PILLARS
from .kinds_base import Model, Named, Part, PartId, Text


class Grid(Part):
    """The capacity grid: nine pillars by four levels (methods M10 to M13)."""

    kind: Literal["grid"] = "grid"
    fields: list[Literal["current", "target", "importance", "urgency", "evidence", "raters"]]
    rows: list[str] = list(PILLARS)
    columns: list[str] = list(LEVELS)
    questions: dict[str, str] = {}
    """The guiding question of a cell (``PL5.L1``), shown where the cell is filled in."""
    minimum_cells: int = Field(default=1, ge=1, le=36)
    minimum_per_column: int = Field(default=0, ge=0, le=9)
    many_top_targets: str = ""
    empty_column: str = ""
    lower_target: str = ""

    @model_validator(mode="after")
    def _cells_exist(self) -> Self:
        if not set(self.rows) <= set(PILLARS) or not set(self.columns) <= set(LEVELS):
            raise ValueError("rows are pillars PL1 to PL9 and columns are levels L1 to L4")
        cells = {f"{row}.{column}" for row in self.rows for column in self.columns}
        unknown = sorted(set(self.questions) - cells)
        if unknown:
            raise ValueError(f"the question for {unknown[0]!r} belongs to no cell of this grid")
        return self


class Scale(Part):
    """Statements rated from 1 to 5, with words at each end."""

    kind: Literal["scale"] = "scale"
    items: Annotated[list[Named], Field(min_length=1)]
    low: Text
    high: Text
    minimum: int = 1
    maximum: int = 5


class Axis(Model):
    """One axis of a map: its name and the words at both ends."""

    label: Text
    low: Text
    high: Text


class MapSource(Model):
    """The table whose rows the map shows; a move on the map changes the row."""

    part: PartId
    label: str
    x: str
    y: str
    size: str | None = None


class Map2x2(Part):
    """Items placed on two axes from 1 to 5, by keyboard or by hand (methods M14 and M22)."""

    kind: Literal["map2x2"] = "map2x2"
    x: Axis
    y: Axis
    quadrants: Annotated[list[str], Field(min_length=4, max_length=4)]
    """Names of the quadrants: upper left, upper right, lower left, lower right."""
    cut: float = 3.0
    items: list[Named] = []
    source: MapSource | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if bool(self.items) == (self.source is not None):
            raise ValueError("a map shows either its own 'items' or the rows of a 'source' table")
        return self
