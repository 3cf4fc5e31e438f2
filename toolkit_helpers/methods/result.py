"""What every method of the Toolkit returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True)
class Dropped:
    """An input that was left out, and why."""

    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.what}: {self.why}"


@dataclass(frozen=True)
class Result(Generic[Value]):
    """A value with everything a reader needs to trust it.

    Attributes
    ----------
    method
        Number in the Toolkit's list of methods: ``"M12"``.
    value
        The result, or ``None`` when it is not available.
    inputs
        What the result was computed from.
    interpretation
        One sentence for the notebook; when ``value`` is ``None`` it says why.
    formula
        The rule in words or symbols.
    dropped
        Inputs left out, each with the reason.
    notes
        Warnings that belong beside the value.
    """

    method: str
    value: Value | None
    inputs: Mapping[str, Any]
    interpretation: str
    formula: str
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def available(self) -> bool:
        """Whether there is a value."""
        return self.value is not None


def unavailable(
    method: str,
    why: str,
    *,
    formula: str,
    inputs: Mapping[str, Any] | None = None,
    dropped: tuple[Dropped, ...] = (),
    notes: tuple[str, ...] = (),
) -> Result[Any]:
    """Return the result of a method that has no value, with the sentence that says why."""
    return Result(method, None, inputs or {}, why, formula, dropped, notes)
