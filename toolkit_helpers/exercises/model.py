"""What an exercise is: one YAML entry, checked here, the same for page, print and marking.

An exercise has one or more parts, because half of the Toolkit's exercises mix kinds: a number to
compute, then a choice that interprets it.  Each part has a ``kind`` and that kind's body.  Texts are
plain with two marks, ``**strong**`` and ``*emphasis*``; a blank line starts a paragraph.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ..vocabulary import LEVELS, PILLARS

PartId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
ExerciseId = Annotated[str, Field(pattern=r"^(EX|WU|TH|XT)\d{1,2}\.\d{1,2}$")]
PlanField = Annotated[str, Field(pattern=r"^P\d{1,2}\.[A-Za-z0-9_]+$")]
Text = Annotated[str, Field(min_length=1)]


class Model(BaseModel):
    """Base of every entry: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(Model):
    """What all kinds of parts share."""

    id: PartId
    prompt: str = ""
    help: str = ""
    writes: PlanField | None = None
    print_lines: int = Field(default=0, ge=0, le=40)
    """Lines to write on that the paper version offers beside the kind's own form."""


class Option(Model):
    """One option of a choice; ``correct`` is left out where the team decides."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_+-]+$")]
    text: Text
    correct: bool | None = None
    feedback: str = ""


class Choice(Part):
    """One answer (radio buttons) or several (tick boxes): declared, never guessed.  Method M63."""

    kind: Literal["choice"] = "choice"
    multiple: bool = False
    options: Annotated[list[Option], Field(min_length=2)]
    shuffle: bool = True
    suggestion: str | None = None
    """Name of a fact of the team's country that proposes an option where no key exists."""
    suggestion_differs: str = ""

    @model_validator(mode="after")
    def _key_is_complete(self) -> Self:
        keys = [option.correct for option in self.options]
        if len({option.id for option in self.options}) < len(self.options):
            raise ValueError("two options share an id; give each option its own letter")
        if all(key is None for key in keys):
            return self
        if None in keys:
            raise ValueError("some options have 'correct' and some do not; give it to all or to none")
        right = keys.count(True)
        if not self.multiple and right != 1:
            remedy = "set 'multiple: true' or correct the key"
            raise ValueError(f"a single choice needs exactly one right answer and has {right}; {remedy}")
        if self.multiple and right == 0:
            raise ValueError("a multiple choice needs at least one right answer")
        if any(not option.feedback for option in self.options):
            raise ValueError("every option of a marked choice needs feedback")
        return self

    @property
    def marked(self) -> bool:
        """Whether the part has a key."""
        return self.options[0].correct is not None


class Left(Model):
    """One line of the left column, with the id of its partner."""

    id: PartId
    text: Text
    key: Text
    feedback: Text


class Named(Model):
    """A text with an id: a right column entry, an item to order, an item to rate."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.+-]+$")]
    text: Text


class MatchDiagnosis(Model):
    """What to say when these pairs were chosen."""

    when: dict[str, str]
    say: Text


class Match(Part):
    """Pair each line on the left with one on the right.  Score: correct pairs / pairs (M63)."""

    kind: Literal["match"] = "match"
    left: Annotated[list[Left], Field(min_length=2)]
    right: Annotated[list[Named], Field(min_length=2)]
    diagnoses: list[MatchDiagnosis] = []

    @model_validator(mode="after")
    def _keys_exist(self) -> Self:
        right = {item.id for item in self.right}
        missing = [item.id for item in self.left if item.key not in right]
        if missing:
            raise ValueError(f"the key of line {missing[0]!r} names no entry of the right column")
        return self


class OrderDiagnosis(Model):
    """What to say when ``first`` was placed before ``then`` although it comes later."""

    first: str
    then: str
    say: Text


class Order(Part):
    """Put items in order.  ``items`` stand in the right order, ``start`` is how they are offered.

    Score: 1 − inversions / largest number of inversions (M63).
    """

    kind: Literal["order"] = "order"
    items: Annotated[list[Named], Field(min_length=3)]
    start: list[str]
    feedback: str = ""
    diagnoses: list[OrderDiagnosis] = []

    @model_validator(mode="after")
    def _start_is_a_shuffle(self) -> Self:
        ids = [item.id for item in self.items]
        if sorted(ids) != sorted(self.start):
            raise ValueError("'start' must hold the ids of all items, each once")
        if ids == self.start:
            raise ValueError("'start' shows the items in the right order already; shuffle it")
        return self


class NumberDiagnosis(Model):
    """What to say to one wrong value that a known slip produces: a number, or a fact of the country."""

    value: float | None = None
    fact: str | None = None
    tolerance: float | None = None
    say: Text

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.value is None) == (self.fact is None):
            raise ValueError("a diagnosis names either 'value' or 'fact'")
        return self


class Number(Part):
    """A number with unit and tolerance.

    The key is a ``key`` printed here, or a ``fact`` that the tables hold for the team's country, or
    neither, when the number is the team's own.
    """

    kind: Literal["number"] = "number"
    key: float | None = None
    fact: str | None = None
    unit: str = ""
    decimals: int = Field(default=4, ge=0, le=6)
    tolerance: float = Field(default=0.0, ge=0)
    minimum: float | None = None
    maximum: float | None = None
    right: str = ""
    wrong: str = ""
    diagnoses: list[NumberDiagnosis] = []

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if self.key is not None and self.fact is not None:
            raise ValueError("a number has either 'key' or 'fact', not both")
        if self.marked and not (self.right and self.wrong):
            raise ValueError("a marked number needs feedback in 'right' and in 'wrong'")
        return self

    @property
    def marked(self) -> bool:
        """Whether the part has a key, printed or looked up."""
        return self.key is not None or self.fact is not None


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
    version: int = 1

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        ids = [part.id for part in self.parts]
        if len(set(ids)) < len(ids):
            raise ValueError("two parts share an id")
        tables = {part.id for part in self.parts if isinstance(part, Table)}
        for part in self.parts:
            if isinstance(part, Map2x2) and part.source and part.source.part not in tables:
                raise ValueError(f"the map {part.id!r} names no table of this exercise: {part.source.part!r}")
        return self

    @property
    def chapter(self) -> int:
        """The chapter's number: 3 for ``EX3.4``."""
        return int(self.id[2:].split(".")[0])

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
table       ``[{"text": "…", "scope": "local"}, …]``: rows in order
form        ``{"team_name": "…", "country_code": "RWA"}``
text        ``{"text": "…", "rubric": {"concise": 2}}``
activity    ``{"text": "…", "done": [0, 2]}``: the result and the steps ticked off
==========  ==============================================================================

No answer yet is ``None`` or a missing key, never an empty value with a meaning.
"""
