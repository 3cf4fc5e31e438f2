"""Answers on the trainer's computer: kept as in any file, and told without a path."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from toolkit_helpers.answers import AnswersFile, Entry, durable, write_text
from toolkit_helpers.answers.model import NewerFileError
from toolkit_helpers.answers.room_store import RoomStore, trainers_computer
from toolkit_helpers.errors import ToolkitError


@pytest.fixture
def store(tmp_path: Path) -> RoomStore:
    """Return a participant's answers, of which one is saved."""
    store = RoomStore(tmp_path / "answers" / "answers-blue-1234.json")
    store.save("EX1.2", {"measure": "B"})
    return store


def test_the_place_is_told_in_words(store: RoomStore) -> None:
    """Each saved answer names it so, too."""
    assert store.place == trainers_computer() == "the trainer's computer"
    assert store.save("EX1.2", {"measure": "C"}).place == store.place


def test_a_damaged_file_is_told_by_its_name(store: RoomStore, tmp_path: Path) -> None:
    """The trainer finds it, the participant learns nothing about the disk."""
    store.path.write_text("half a fi", encoding="utf-8")
    assert store.load().parts("EX1.2") == {"measure": "B"}
    assert "It was set aside as answers-blue-1234.damaged-" in store.notice
    assert str(tmp_path) not in store.notice


def test_replaced_answers_are_told_by_their_files_name(store: RoomStore, tmp_path: Path) -> None:
    """The file is there under that name."""
    store.restore(write_text(AnswersFile(answers={"EX1.1": Entry(parts={"a": "b"})})), "my-answers.json")
    assert (tmp_path / "answers" / store.kept).is_file()
    assert "/" not in store.kept


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_trouble_with_the_disk_is_for_the_trainer_to_mend(
    store: RoomStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A participant is asked for nothing that only the trainer can do."""

    def fail(path: Path, _text: str) -> None:
        raise OSError(number, "no", str(path))

    monkeypatch.setattr(durable, "write", fail)
    with pytest.raises(ToolkitError, match="Tell your facilitator; your answer stays in this page") as told:
        store.save("EX1.2", {"measure": "D"})
    assert str(told.value).startswith("the trainer's computer: ")
    assert str(tmp_path) not in str(told.value)
    assert store.load().parts("EX1.2") == {"measure": "D"}


@pytest.mark.parametrize("backup", [False, True])
def test_a_file_of_a_newer_version_is_told_without_its_place(
    store: RoomStore, tmp_path: Path, backup: bool
) -> None:
    """It stays as it is, the present one as well as its backup."""
    newer = {**json.loads(store.path.read_text(encoding="utf-8")), "schema_version": 99}
    (store.backup if backup else store.path).write_text(json.dumps(newer), encoding="utf-8")
    if backup:
        store.path.write_text("half a fi", encoding="utf-8")
    with pytest.raises(NewerFileError, match="newer version of the workbook") as told:
        store.load()
    assert str(tmp_path) not in str(told.value)
