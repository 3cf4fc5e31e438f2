"""The free words of exit tickets, gathered only on demand, and without saying whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

from ..exercises.model import Exercise, Form, FreeText
from .suppression import FEWEST

Question = tuple[str, str, str]
"""Exercise, part and field (empty where the part has none)."""
LONGEST: Final = 500
MOST: Final = 500
"""Texts kept for each question; of a larger group a sample is told."""


@dataclass
class FreeTexts:
    """Words by question, one for each person, the newest."""

    questions: dict[Question, str]
    """The questions with their own words."""
    _kept: dict[Question, dict[bytes, tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, exercises: Iterable[Exercise]) -> FreeTexts:
        """Collect the questions of exit tickets that ask for words; private ones are left out."""
        found = {}
        for exercise in exercises:
            if not exercise.id.startswith("XT"):
                continue
            for part in exercise.parts:
                if isinstance(part, FreeText):
                    found[exercise.id, part.id, ""] = part.prompt
                elif isinstance(part, Form):
                    for column in part.fields:
                        if column.type in ("text", "long") and not column.private:
                            found[exercise.id, part.id, column.id] = column.label
        return cls(found)

    def add(self, person: bytes, exercise: str, parts: Mapping[str, Any], saved: str) -> None:
        """Keep what a person wrote in an exercise, unless a newer text is there."""
        for question in self.questions:
            if question[0] != exercise:
                continue
            answer = parts.get(question[1])
            text = answer.get(question[2] or "text") if isinstance(answer, Mapping) else None
            words = " ".join(text.split())[:LONGEST] if isinstance(text, str) else ""
            kept = self._kept.setdefault(question, {})
            if person in kept and kept[person][0] > saved:
                continue
            kept[person] = (saved, words)
            if len(kept) > 2 * MOST:
                chosen = sorted(kept, key=lambda one: _shuffled(question, one))[:MOST]
                self._kept[question] = {one: kept[one] for one in chosen}

    def told(self) -> dict[Question, list[str]]:
        """Return the texts of each question that five or more answered, in an order that tells nothing."""
        found = {}
        for question in self.questions:
            kept = self._kept.get(question, {})
            persons = sorted(kept, key=lambda person: _shuffled(question, person))
            words = [kept[person][1] for person in persons if kept[person][1]]
            if len(words) >= FEWEST:
                found[question] = words[:MOST]
        return found


def _shuffled(question: Question, person: bytes) -> bytes:
    """Return by what texts are sorted: neither by their words nor by person in the same order twice."""
    return blake2b(repr(question).encode() + person, digest_size=8).digest()
