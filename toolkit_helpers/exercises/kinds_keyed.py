"""Kinds of parts that have a right answer: choice, match, order, number."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .kinds_base import Model, Named, Part, PartId, Text


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
