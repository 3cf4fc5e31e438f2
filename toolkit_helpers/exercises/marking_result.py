"""What marking says: one state, a score where there is a key, and messages that name what they are about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from .model import Exercise, Table
from .phrases import phrases

State = Literal["unanswered", "incomplete", "complete", "right", "partly", "wrong", "no_data"]
Tone = Literal["right", "wrong", "hint", "note"]

# The same set of spaces in Python and in the browser, whose own ``\s`` differ by a few characters.
_WORD = re.compile(r"[^\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence of feedback and what it is about.

    ``about`` is empty for the part as a whole, else the id of an option, a line, an item, a grid cell
    (``PL5.L1``), a level (``L4``), a form field (``date``) or a table field (``0.evidence``).
    """

    about: str
    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """The judgement of one part.

    ``score`` runs from 0 to 1 and is ``None`` where nothing is scored; ``judged`` is how many single
    decisions were right, of how many.
    """

    state: State
    score: float | None = None
    judged: tuple[int, int] | None = None
    messages: tuple[Message, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the result as the browser computes it: plain lists and dicts."""
        return {
            "state": self.state,
            "score": self.score,
            "judged": None if self.judged is None else list(self.judged),
            "messages": [{"about": m.about, "tone": m.tone, "text": m.text} for m in self.messages],
        }


@dataclass(frozen=True, slots=True)
class Context:
    """What a part may look at beside its own answer.

    ``facts`` of the team's country, the answers of the ``siblings`` in the exercise, the exercise's
    ``tables`` by id, and of tables in other exercises the rows that ``references`` may name.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    siblings: Mapping[str, Any] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    references: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Any, siblings: Any, exercise: Exercise | None, references: Any = None) -> Context:
        """Build a context; what is not a mapping counts as nothing."""
        parts = exercise.parts if exercise else []
        tables = {part.id: part for part in parts if isinstance(part, Table)}
        return cls(mapping(facts), mapping(siblings), tables, mapping(references))


def mapping(value: Any) -> Mapping[str, Any]:
    """Return ``value`` if it maps something, else an empty mapping."""
    return value if isinstance(value, Mapping) else {}


def sequence(value: Any) -> Sequence[Any]:
    """Return ``value`` if it is a list, else an empty one."""
    return value if isinstance(value, list | tuple) else ()


def say(phrase: str, about: str = "", tone: Tone = "hint", **fields: object) -> Message:
    """Make a message from an interface string."""
    return Message(about, tone, phrases()[phrase].format(**fields))


def fill(text: str, **fields: object) -> str:
    """Put values into an author's text, which may contain braces of its own."""
    for name, value in fields.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def tokens(value: Any) -> list[str]:
    """Split a text at its spaces; anything else has no tokens."""
    return _WORD.findall(value) if isinstance(value, str) else []


def words(value: Any) -> int:
    """Count the words of a text; anything else has none.

    >>> words(" two  words ")
    2
    """
    return len(tokens(value))


def rating(value: Any, low: float, high: float) -> int | None:
    """Return a whole number between two bounds, or ``None``.

    >>> rating(3.0, 1, 5), rating(True, 1, 5), rating("3", 1, 5), rating(6, 1, 5)
    (3, None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        return None
    return int(value) if value == int(value) else None
