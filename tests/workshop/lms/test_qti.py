"""A QTI package delivered by an engine of its own scores and speaks as the workbook does."""

from __future__ import annotations

import re
import zipfile
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import qti_convert
from bank_questions import EXERCISES, QUESTIONS, TEST, hostile, question
from hypothesis import given
from hypothesis import strategies as st
from qti_reader import CP, Item, package

from toolkit_helpers.exercises import model
from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.exercises.paper_text import plain
from toolkit_helpers.workshop.lms import qti
from toolkit_helpers.workshop.lms.qti_item import identifier

WRITTEN = qti.write(QUESTIONS)
ITEMS, MANIFEST, NAMES = package(WRITTEN.content)
# What QTI 2.1 allows as an identifier (a name without colons).
IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*")


def test_the_manifest_names_each_file_and_each_file_is_there() -> None:
    """Nothing is missing from the package and nothing lies in it unnamed."""
    named = {node.get("href") for node in MANIFEST.iter(f"{CP}file")}
    assert named == set(NAMES) - {"imsmanifest.xml"}
    assert set(ITEMS) == {one.id for one in QUESTIONS}
    dependencies = {node.get("identifierref") for node in MANIFEST.iter(f"{CP}dependency")}
    resources = {node.get("identifier") for node in MANIFEST.iter(f"{CP}resource")}
    assert dependencies < resources


@pytest.mark.parametrize("name", ITEMS)
def test_identifiers_are_such_as_qti_allows(name: str) -> None:
    """Each begins with a letter and is the only one of its kind in the item."""
    found = [
        node.get("identifier", "")
        for node in ITEMS[name].root.iter()
        if node.get("identifier") and not node.tag.endswith(("variable", "setOutcomeValue", "mapResponse"))
    ]
    assert all(IDENTIFIER.fullmatch(one) for one in found)
    shown = [
        node.get("identifier")
        for node in ITEMS[name].root.iter()
        if node.tag.endswith(("simpleChoice", "simpleAssociableChoice"))
    ]
    assert len(set(shown)) == len(shown)


def answers(part: model.AnyPart) -> list[tuple[Any, Any]]:
    """Return answers worth trying: as the workbook stores them, and as a response."""
    if isinstance(part, model.Choice):
        ids = [option.id for option in part.options]
        if not part.multiple:
            return [(one, identifier(one)) for one in ids]
        sets = [list(one) for size in (1, 2, len(ids)) for one in combinations(ids, size)]
        return [(one, list(map(identifier, one))) for one in sets]
    if isinstance(part, model.Match):
        right = {line.id: line.key for line in part.left}
        turned = dict(zip(right, [*list(right.values())[1:], next(iter(right.values()))], strict=True))
        return [(one, [f"L-{a} R-{b}" for a, b in one.items()]) for one in (right, turned)]
    if isinstance(part, model.Order):
        right_order = [item.id for item in part.items]
        return [(one, list(map(identifier, one))) for one in (right_order, part.start)]
    assert isinstance(part, model.Number)
    assert part.key is not None
    values = [part.key, part.key + part.tolerance, part.key * 3 + 1, *(d.value for d in part.diagnoses)]
    return [(f"{one:.10f}", one) for one in values if one is not None]


def expected(part: model.AnyPart, answer: Any) -> tuple[float, set[str]]:
    """Return the score and the feedback that the workbook gives."""
    result = mark(part, answer)
    score = result.score or 0.0
    if isinstance(part, model.Order):
        score = float(score == 1)
    return score, {plain(message.text) for message in result.messages}


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_scores_and_speaks_as_the_workbook(name: str) -> None:
    """For right, wrong and half right answers alike; without an answer there is neither."""
    exercise, _, part_id = name.rpartition(".")
    part, item = EXERCISES[exercise].part(part_id), ITEMS[name]
    said = item.texts("modalFeedback")
    for answer, response in answers(part):
        delivered = item.answer(response)
        score, texts = expected(part, answer)
        assert delivered.score == pytest.approx(score, abs=1e-6), answer
        own = {said[one] for one in delivered.feedback if one in said and one != "general"}
        if isinstance(part, model.Choice):
            chosen = [o for o in part.options if o.id in (answer if isinstance(answer, list) else [answer])]
            assert own == {plain(option.feedback) for option in chosen}
        elif isinstance(part, model.Number):
            # The workbook also says when a number lies outside its limits.
            assert own
            assert own <= {plain(text) for text in texts}
    assert item.answer(None).score == 0
    assert not item.answer(None).feedback


def test_an_independent_converter_reads_every_item(tmp_path: Path) -> None:
    """The package can be turned into QTI 3.0 by a library of others, item for item."""
    source, target = tmp_path / "ours.zip", tmp_path / "qti3.zip"
    source.write_bytes(WRITTEN.content)
    qti_convert.upgrade_package(str(source), str(target))
    with zipfile.ZipFile(target) as archive:
        found = [archive.read(name) for name in archive.namelist() if name.startswith("items/")]
    assert sum(b"<qti-assessment-item" in text for text in found) == len(QUESTIONS)


def test_the_whole_test_is_in_one_package() -> None:
    """Sixty items, each with one right answer that says why."""
    items, _manifest, _names = package(qti.write(TEST).content)
    assert len(items) == 60
    for item in items.values():
        assert item.answer(item.correct[0]).score == 1


def test_what_is_scored_otherwise_is_named() -> None:
    """An order counts in full or not at all, and the list says so."""
    orders = [one.id for one in QUESTIONS if ITEMS[one.id].kind == "ordered"]
    assert orders
    assert [note.id for note in WRITTEN.notes] == orders


def test_two_exports_are_the_same_bytes() -> None:
    """The times inside the zip file are fixed."""
    assert qti.write(QUESTIONS).content == WRITTEN.content


@given(st.lists(hostile, min_size=7, max_size=7))
def test_hostile_texts_stay_texts(texts: list[str]) -> None:
    """Whatever is written, the item is XML without a foreign element, and its score is as it was."""
    written = question(texts)
    items, _manifest, names = package(qti.write([written]).content)
    item: Item = items[written.id]
    assert names == ["imsmanifest.xml", f"items/{written.id}.xml", "test.xml"]
    assert not [node for node in item.root.iter() if node.tag.endswith("}script")]
    assert item.answer("O-A").score == 1
    assert item.answer("O-B").score == 0
