"""The free words of exit tickets and closing form, gathered only on demand and never with whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from ..exercises.model import Exercise, Form, FreeText
from .suppression import FEWEST

LONGEST: Final = 500
MOST: Final = 500
"""Texts kept for each question; of a larger group a sample is told."""

ASKING: Final = ("XT", "CF")
"""How the ids of exit tickets and of the closing form begin."""

Question = tuple[str, str, str]
"""Exercise, part and field (empty where the part has none)."""


class Written(NamedTuple):
    """What one person wrote to one question; ``saved`` sorts as times do."""

    question: Question
    saved: str
    words: str


def questions(exercises: Iterable[Exercise]) -> dict[Question, str]:
    """Return the questions of tickets and closing form that ask for words; private ones are left out."""
    found = {}
    for exercise in exercises:
        if not exercise.id.startswith(ASKING):
            continue
        for part in exercise.parts:
            if isinstance(part, FreeText):
                found[exercise.id, part.id, ""] = part.prompt
            elif isinstance(part, Form):
                for column in part.fields:
                    if column.type in ("text", "long") and not column.private:
                        found[exercise.id, part.id, column.id] = column.label
    return found


def written(question: Question, parts: Mapping[str, Any], saved: str) -> Written:
    """Return what stands in the answers to one exercise; empty words if there is nothing."""
    answer = parts.get(question[1])
    text = answer.get(question[2] or "text") if isinstance(answer, Mapping) else None
    words = " ".join(text[: 4 * LONGEST].split())[:LONGEST] if isinstance(text, str) else ""
    return Written(question, saved, words)


class FreeTexts:
    """Words by question, one for each person, the newest."""

    def __init__(self) -> None:
        self._kept: dict[Question, dict[bytes, tuple[str, str]]] = {}

    def add(self, person: bytes, text: Written) -> None:
        """Keep what a person wrote, unless something newer is there."""
        kept = self._kept.setdefault(text.question, {})
        if person in kept and kept[person][0] > text.saved:
            return
        kept[person] = (text.saved, text.words)
        if len(kept) > 2 * MOST:
            chosen = sorted(kept, key=lambda one: _shuffled(text.question, one))[:MOST]
            self._kept[text.question] = {one: kept[one] for one in chosen}

    def told(self) -> dict[Question, list[str]]:
        """Return the texts of each question that five or more answered, in an order that tells nothing."""
        found = {}
        for question, kept in sorted(self._kept.items()):
            persons = sorted(kept, key=lambda person: _shuffled(question, person))
            words = [kept[person][1] for person in persons if kept[person][1]]
            if len(words) >= FEWEST:
                found[question] = words[:MOST]
        return found


def _shuffled(question: Question, person: bytes) -> bytes:
    """Return by what texts are sorted: neither by their words nor by person in the same order twice."""
    return blake2b(repr(question).encode() + person, digest_size=8).digest()
