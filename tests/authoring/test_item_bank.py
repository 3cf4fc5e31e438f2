"""The pre-test and post-test: balanced forms, and no key on any participant's side."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from toolkit_helpers.authoring.house import House
from toolkit_helpers.authoring.item_bank import AFTER, BEFORE, inspect_keys, part_id, read_items
from toolkit_helpers.exercises import bank
from toolkit_helpers.exercises.model import Choice
from toolkit_helpers.resources import data_folder, notebooks_folder, package_folder

ITEMS = read_items(House())
KEYS = inspect_keys(House())[0]


def test_sixty_items_cover_ten_chapters_and_three_levels() -> None:
    """Six items for each chapter, two of each level."""
    assert len(ITEMS.items) == 60
    assert set(Counter((item.chapter, item.level) for item in ITEMS.items).values()) == {2}


@pytest.mark.parametrize(("form", "size", "each"), [("A", 20, 5), ("B", 20, 5), ("short", 8, 2)])
def test_right_answers_are_spread_evenly(form: str, size: int, each: int) -> None:
    """Nobody gains by always ticking the same letter."""
    assert KEYS is not None
    members = ITEMS.forms[form]  # type: ignore[index]
    assert len(members) == size
    assert set(Counter(KEYS.keys[name].key for name in members).values()) == {each}


def test_ten_anchors_tie_the_long_forms_together() -> None:
    """One anchor for each chapter stands in both forms, and the short form holds anchors only."""
    chapters = {item.id: item.chapter for item in ITEMS.items}
    assert sorted(chapters[name] for name in ITEMS.anchors) == list(range(1, 11))
    assert set(ITEMS.forms["short"]) <= set(ITEMS.anchors)


@pytest.mark.parametrize("chapter", [0, 10])
def test_the_compiled_exercise_shows_each_form_and_holds_no_key(chapter: int) -> None:
    """A participant's page knows the questions, never what is right."""
    test = bank.load(chapter)[BEFORE if chapter == 0 else AFTER]
    for form, members in ITEMS.forms.items():
        asked = {part.id for part in test.parts if part.applies({"form": form})}
        assert asked == {"form", "confidence", *map(part_id, members)}
    assert all(
        option.correct is None and not option.feedback
        for part in test.parts
        if isinstance(part, Choice)
        for option in part.options
    )


def test_reasons_of_keys_are_in_no_participants_file() -> None:
    """Neither a notebook nor a compiled file nor the library's code repeats why an answer is right."""
    assert KEYS is not None
    reasons = [" ".join(key.why.split()) for key in KEYS.keys.values()]
    files: list[Path] = [
        *notebooks_folder().glob("*.ipynb"),
        *(data_folder() / "exercises").rglob("*.json"),
        *package_folder().rglob("*.py"),
    ]
    for path in files:
        plain = re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))
        assert not [why for why in reasons if len(why) > 30 and why in plain], path.name
    readers = [
        path.relative_to(package_folder()).as_posix()
        for path in package_folder().rglob("*.py")
        if "test-keys" in path.read_text(encoding="utf-8")
    ]
    assert all(name.startswith(("authoring/", "workshop/", "cli/")) for name in readers)


def test_the_self_efficacy_statements_follow_the_outcomes() -> None:
    """Ten statements, one for each overall outcome, all in the first person."""
    assert len(ITEMS.confidence) == 10
    assert all(statement.text.startswith("I can ") for statement in ITEMS.confidence)
