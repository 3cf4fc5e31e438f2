"""What an exercise is: one YAML entry, checked here, the same for page, print and marking.

An exercise has one or more parts, because half of the Toolkit's exercises mix kinds: a number to
compute, then a choice that interprets it.  Each part has a ``kind`` and that kind's body.  Texts are
plain with two marks, ``**strong**`` and ``*emphasis*``; a blank line starts a paragraph.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from .kinds_base import Model, Named, Part, PartId, PlanField, Text
from .kinds_checks import Check
from .kinds_keyed import (
    Choice,
    Left,
    Match,
    MatchDiagnosis,
    Number,
    NumberDiagnosis,
    Option,
    Order,
    OrderDiagnosis,
)
from .kinds_rated import Axis, Grid, Map2x2, MapSource, Scale
from .kinds_rows import Column, Form, Table, columns_of
from .kinds_written import Activity, Criterion, FreeText, Role, Timer

__all__ = [
    "Activity",
    "Answer",
    "AnyPart",
    "Axis",
    "Check",
    "Choice",
    "Column",
    "Criterion",
    "Exercise",
    "ExerciseId",
    "Form",
    "FreeText",
    "Grid",
    "Grouping",
    "Left",
    "Map2x2",
    "MapSource",
    "Match",
    "MatchDiagnosis",
    "Model",
    "Named",
    "Number",
    "NumberDiagnosis",
    "Option",
    "Order",
    "OrderDiagnosis",
    "Part",
    "PartId",
    "PlanField",
    "Role",
    "Scale",
    "Table",
    "Text",
    "Timer",
    "columns_of",
]

ExerciseId = Annotated[str, Field(pattern=r"^(EX|WU|TH|XT|PT|CF)\d{1,2}\.\d{1,2}$")]
AnyPart = Annotated[
    Choice | Match | Order | Number | Grid | Scale | Map2x2 | Table | Form | FreeText | Activity,
    Field(discriminator="kind"),
]
Grouping = Literal["I", "P", "T", "A"]


class Exercise(Model):
    """One exercise of the workbook."""

    id: ExerciseId
    title: Text
    core: bool = False
    minutes: int = Field(ge=0, le=240)
    grouping: Annotated[list[Grouping], Field(min_length=1)]
    """Who works, in order: I individual, P pairs, T team, A all."""
    grouping_note: str = ""
    intro: str = ""
    methods: list[Annotated[str, Field(pattern=r"^M\d\d$")]] = []
    insight: str | None = None
    """Name of the summary that the Plan computes from this exercise's answers."""
    parts: Annotated[list[AnyPart], Field(min_length=1)]
    print_note: str = ""
    """What to do with the paper version, such as 'use an A3 sheet'."""
    print_instead: str = ""
    """What stands on paper in place of the parts, where they have a sheet of their own."""
    version: int = 1

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        ids = [part.id for part in self.parts]
        if len(set(ids)) < len(ids):
            raise ValueError("two parts share an id")
        tables = {part.id: part for part in self.parts if isinstance(part, Table)}
        for part in self.parts:
            if isinstance(part, Map2x2) and part.source and part.source.part not in tables:
                raise ValueError(f"the map {part.id!r} names no table of this exercise: {part.source.part!r}")
        for source in self.sources:
            if source.startswith(f"{self.id}."):
                raise ValueError(f"{source!r} lies in this exercise; write {source.rpartition('.')[2]!r}")
            if "." not in source and not (source in tables and tables[source].coded):
                raise ValueError(f"{source!r} names no table of this exercise whose rows have codes")
        return self

    @model_validator(mode="after")
    def _conditions_fit(self) -> Self:
        choices: dict[str, set[str]] = {}
        for part in self.parts:
            for name, options in part.only_if.items():
                if not set(options) <= choices.get(name, set()):
                    what = f"{part.id!r} waits for {name!r}, which is no earlier choice with these options"
                    raise ValueError(what)
            if isinstance(part, Choice) and not part.multiple:
                choices[part.id] = {option.id for option in part.options}
        return self

    @property
    def chapter(self) -> int:
        """The chapter's number: 3 for ``EX3.4``."""
        return int(self.id[2:].split(".")[0])

    @property
    def sources(self) -> tuple[str, ...]:
        """The tables whose rows the exercise refers to, each once, as the author names them."""
        found: list[str] = []
        for part in self.parts:
            found += [column.source for column in columns_of(part) if column.source]
            found += [check.other for check in part.checks if check.source] if isinstance(part, Table) else []
        return tuple(dict.fromkeys(found))

    def part(self, part_id: str) -> AnyPart:
        """Return the part with this id; ``KeyError`` if there is none."""
        for part in self.parts:
            if part.id == part_id:
                return part
        raise KeyError(part_id)


Answer = Any
"""What a participant gave for one part, as JSON:

==========  ==============================================================================
kind        value
==========  ==============================================================================
choice      ``"B"`` or, where several may be ticked, ``["A", "C"]``
match       ``{"a": "1", "b": "2"}``: left id to right id
order       ``["collect", "agree", …]``: item ids, first to last
number      ``"0,9679"``: the text as typed; marking reads comma and point alike
grid        ``{"PL1.L2": {"current": 2, "target": 4, "importance": 5, "urgency": 4,
            "evidence": "…", "raters": [2, 3, null], "reason": "…"}}``
scale       ``{"item": 4}``
map2x2      ``{"item": {"x": 4, "y": 2}}``; nothing where a table is the source
table       ``[{"code": "G2", "text": "…", "scope": "local"}, …]``: rows in order; a row of a
            table without codes has no ``code``, a fixed row its id
            a ``ref`` is the code of a row (``"G1"``), ``refs`` a list of them (``["G1", "G3"]``)
form        ``{"team_name": "…", "country_code": "RWA"}``
text        ``{"text": "…", "rubric": {"concise": 2}}``
activity    ``{"text": "…", "done": [0, 2]}``: the result and the steps ticked off
==========  ==============================================================================

No answer yet is ``None`` or a missing key, never an empty value with a meaning.
"""
