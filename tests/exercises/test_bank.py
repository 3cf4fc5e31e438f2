"""The bank as a kernel reads it: compiled JSON, kept after the first read, errors that tell what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.exercises import bank


@pytest.fixture
def own_bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the compiled file of chapter 1 in a data folder of its own."""
    monkeypatch.setattr(bank, "data_folder", lambda: tmp_path)
    path = tmp_path / "exercises" / "compiled" / "01.json"
    path.parent.mkdir(parents=True)
    return path


def entry(name: str) -> dict[str, object]:
    """Return a small exercise as JSON."""
    part = {"id": "say", "kind": "text", "prompt": "Say it."}
    return {"id": name, "title": f"Exercise {name}", "minutes": 5, "grouping": ["I"], "parts": [part]}


def store(path: Path, *names: str) -> None:
    """Write a compiled bank."""
    path.write_text(
        json.dumps({"chapter": 1, "exercises": [entry(name) for name in names]}), encoding="utf-8"
    )


def test_exercises_keep_the_order_of_their_author(own_bank: Path) -> None:
    """A bank behaves like a dictionary in the author's order."""
    store(own_bank, "WU1.1", "EX1.2", "EX1.1")
    loaded = bank.load(1)
    assert [exercise.id for exercise in loaded] == ["WU1.1", "EX1.2", "EX1.1"]
    assert loaded["EX1.1"].title == "Exercise EX1.1"
    assert len(loaded) == 3
    assert "EX1.2" in loaded
    assert "EX1.3" not in loaded


def test_a_bank_is_read_once(own_bank: Path) -> None:
    """A second question does not read the file again."""
    store(own_bank, "EX1.1")
    first = bank.load(1)
    own_bank.unlink()
    assert bank.load(1) is first


def test_an_exercise_is_found_by_its_id_alone(own_bank: Path) -> None:
    """The id tells the chapter."""
    store(own_bank, "EX1.1")
    assert bank.exercise("EX1.1").id == "EX1.1"


@pytest.mark.parametrize("name", ["", "EX1", "1.1", "EX1.1 ", "ZZ1.1", "EX1.1.1"])
def test_what_is_no_id_is_refused_with_an_example(name: str) -> None:
    """A text that cannot be an id is told so, with the form that ids have."""
    with pytest.raises(ToolkitError, match=r"not the id of an exercise.*like EX1\.2"):
        bank.exercise(name)


def test_a_mistyped_id_gets_the_nearest_one(own_bank: Path) -> None:
    """Whoever mistypes an id reads the one that was probably meant."""
    store(own_bank, "EX1.1", "EX1.7")
    with pytest.raises(ToolkitError, match=r"no exercise 'EX1\.77' in chapter 1\. Did you mean EX1\.7\?"):
        bank.exercise("EX1.77")


def test_a_missing_bank_says_to_build(own_bank: Path) -> None:
    """Without the compiled file the remedy is the command that makes it."""
    with pytest.raises(ToolkitError, match="Run 'workbook build'"):
        bank.load(1)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"chapter": 1}', '{"chapter": 1, "exercises": [{"id": 5}]}']
)
def test_a_damaged_bank_says_to_build(own_bank: Path, text: str) -> None:
    """A compiled file that does not fit the model is one sentence, not a traceback of the model."""
    own_bank.write_text(text, encoding="utf-8")
    with pytest.raises(ToolkitError, match=r"do not fit.*Run 'workbook build'"):
        bank.load(1)
