"""What all parts of an exercise share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

PartId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
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
    only_if: dict[PartId, list[str]] = {}
    """Shown only where an earlier choice of the exercise has one of these options: ``{form: [A, B]}``."""
    print_lines: int = Field(default=0, ge=0, le=40)
    """Lines to write on that the paper version offers beside the kind's own form."""

    def applies(self, answers: Mapping[str, Any]) -> bool:
        """Whether the part is asked, given the answers to the exercise's parts."""
        return all(answers.get(name) in options for name, options in self.only_if.items())


class Named(Model):
    """A text with an id: a right column entry, an item to order, an item to rate."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.+-]+$")]
    text: Text
