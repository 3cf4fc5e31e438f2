"""Rules about the whole: every sentence of the Toolkit is taught, every chapter is tested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..findings import Finding
from ..item_bank import KEYS, TestItems, inspect_items, inspect_keys
from ..traceability import FILE, inspect_traces
from .content import Content

ITEMS_PER_CHAPTER = 6
LONG_FORM = 20
SHORT_FORM = 8


def sentences_are_taught(content: Content) -> Iterator[Finding]:
    """Require each sentence of the Toolkit to name exercises that exist, in chapters that it names."""
    traces, found = inspect_traces(content.house)
    yield from found
    name = content.house.name(content.house.data / FILE)
    known = {exercise.id: chapter for chapter, bank in content.banks.items() for exercise in bank}
    for trace, line in traces:
        for wanted in trace.exercises:
            chapter = int(wanted[2:].split(".")[0])
            if chapter in content.banks and wanted not in known:
                rule = f"it is taught in {wanted}, which does not exist"
                yield Finding(name, trace.id, rule, "Correct the list of exercises.", line)
            if chapter not in trace.chapters:
                rule = f"it names {wanted} but not chapter {chapter}"
                yield Finding(name, trace.id, rule, "Add the chapter.", line)


def exercises_serve_the_toolkit(content: Content) -> Iterator[Finding]:
    """Require each exercise of a chapter to serve at least one sentence of the Toolkit."""
    traces, _found = inspect_traces(content.house)
    served = {exercise for trace, _line in traces for exercise in trace.exercises}
    for chapter, bank in content.banks.items():
        for exercise in bank:
            if chapter and exercise.id.startswith("EX") and exercise.id not in served:
                file = content.house.name(content.house.exercises(chapter))
                rule = "no sentence of the Toolkit names the exercise"
                yield Finding(file, exercise.id, rule, f"Add it to data/{FILE}, or leave it out.")


def whole_test(content: Content) -> Iterator[Finding]:
    """Require the test to have six items for each chapter, whole forms, and a key for each item."""
    items, found = inspect_items(content.house)
    keys, found_keys = inspect_keys(content.house)
    yield from found
    yield from found_keys
    if items is None or keys is None:
        return
    name = content.house.name(content.house.data / KEYS)
    for item in sorted({item.id for item in items.items} ^ set(keys.keys)):
        rule = "the item has no key, or the key no item"
        yield Finding(name, item, rule, "Give each item of test-items.yaml one key.")
    yield from _forms(content, items)


def _forms(content: Content, items: TestItems) -> Iterator[Finding]:
    name = content.house.name(content.house.data / "test-items.yaml")
    counts = Counter(item.chapter for item in items.items)
    for chapter in range(1, 11):
        if counts[chapter] != ITEMS_PER_CHAPTER:
            rule = f"chapter {chapter} has {counts[chapter]} items"
            yield Finding(name, "", rule, f"Give it {ITEMS_PER_CHAPTER}.")
    for form, members in items.forms.items():
        wanted = SHORT_FORM if form == "short" else LONG_FORM
        if len(members) != wanted:
            rule = f"form {form} has {len(members)} items"
            yield Finding(name, "", rule, f"Give it {wanted}.")
