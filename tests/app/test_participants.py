"""Who a participant is to the app: a code, an answers file, and nothing else."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from toolkit_helpers.app.participants import Participants, secret
from toolkit_helpers.errors import ToolkitError


@pytest.fixture
def room(tmp_path: Path) -> Participants:
    """Return the participants of a shared server."""
    return Participants(tmp_path, room=True)


def test_each_code_has_an_answers_file(room: Participants) -> None:
    """Answers of two codes are in two files, and the code stands in each."""
    blue, red = room.add("team blue"), room.add("team red")
    room.store(blue).save("EX1.2", {"measure": "B"})
    assert room.store(blue).load().parts("EX1.2") == {"measure": "B"}
    assert room.store(red).load().answers == {}
    assert {room.store(one).load().participant.code for one in (blue, red)} == {"team blue", "team red"}


@pytest.mark.parametrize("typed", ["Team Blue", "  team   blue ", "TEAM BLUE"])
def test_a_code_is_found_however_it_is_typed(room: Participants, typed: str) -> None:
    """Spaces and capitals do not keep anybody from their own answers."""
    blue = room.add("team blue")
    assert room.find(typed) == blue


def test_a_code_that_was_changed_in_the_notebook_is_the_one_that_counts(room: Participants) -> None:
    """Whoever takes another code on a page comes back with that one."""
    blue = room.add("team blue")
    room.store(blue).choose_code("seven lakes")
    found = room.find("seven lakes")
    assert found is not None
    assert found.file == blue.file
    assert room.find("team blue") is None


@pytest.mark.parametrize(
    "code",
    ["../../../etc/passwd", "a/b/c/d", "....", "C:\\windows", "équipe été", "فريق أزرق", "<b>bold</b>"],
)
def test_no_code_leaves_the_folder(room: Participants, tmp_path: Path, code: str) -> None:
    """Whatever is typed becomes a plain file name, and leads back to it."""
    added = room.add(code)
    assert (tmp_path / "answers" / added.file).resolve().parent == tmp_path / "answers"
    assert added.file.isascii()
    assert room.find(code) == added


@pytest.mark.parametrize("code", ["", "   ", "abc", "x" * 41, "a\u0007bcd"])
def test_a_code_that_does_not_fit_is_refused_in_words(room: Participants, tmp_path: Path, code: str) -> None:
    """Too short, too long and unprintable codes leave no file behind."""
    with pytest.raises(ToolkitError, match="code"):
        room.add(code)
    assert not list(tmp_path.rglob("*.json"))


def test_codes_that_look_alike_as_file_names_stay_apart(room: Participants) -> None:
    """Two codes that differ only in signs which no file name holds have two files."""
    assert room.add("blue+red").file != room.add("blue-red").file


def test_backups_and_damaged_files_are_nobody(room: Participants, tmp_path: Path) -> None:
    """Only present answers count: not the backup beside them, nor a file that cannot be read."""
    blue = room.add("team blue")
    room.store(blue).save("EX1.2", {"measure": "A"})
    room.store(blue).save("EX1.2", {"measure": "B"})
    backup = blue.file.replace(".json", ".backup.json")
    assert (tmp_path / "answers" / backup).exists()
    (tmp_path / "answers" / "answers-broken-0000.json").write_text("{", encoding="utf-8")
    assert room.find("team blue") == blue
    assert room.known(backup) is None


@pytest.mark.parametrize(
    "file", ["../secret.json", "my-answers.json", "answers-none-0000.json", "", "/etc/passwd"]
)
def test_a_cookie_opens_no_other_file(room: Participants, file: str) -> None:
    """A name that is not a participant's answers file is nobody."""
    assert room.known(file) is None


def test_alone_the_file_is_the_notebooks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_answers: Path
) -> None:
    """One person goes on with the answers that JupyterLab saved, also where a variable says so."""
    alone = Participants(tmp_path, room=False)
    assert alone.place(alone.alone()) == str(own_answers)
    monkeypatch.delenv("TOOLKIT_ANSWERS")
    assert alone.place(alone.alone()) == str(tmp_path / "answers" / "my-answers.json")
    assert alone.known("my-answers.json") == alone.alone()
    assert alone.known("answers-other-0000.json") is None


def test_a_suggested_code_is_nobodys(room: Participants, monkeypatch: pytest.MonkeyPatch) -> None:
    """A code that somebody has is never offered."""
    made = iter(["lumo-ravi-47", "lumo-ravi-47", "bido-maru-11"])
    monkeypatch.setattr("toolkit_helpers.app.participants.new_code", lambda: next(made))
    room.add(room.suggestion())
    assert room.suggestion() == "bido-maru-11"


def test_the_secret_stays_and_is_private(tmp_path: Path) -> None:
    """A restart keeps everybody signed in; other users of the computer cannot read the secret."""
    path = tmp_path / "state" / "app-secret"
    first = secret(path)
    assert secret(path) == first
    assert len(first) == 64
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("short", encoding="ascii")
    assert len(secret(path)) == 64


def test_the_answers_file_is_one_that_the_workbook_reads(room: Participants, tmp_path: Path) -> None:
    """What a room collects is what ``workbook collect`` takes."""
    blue = room.add("team blue")
    told = json.loads((tmp_path / "answers" / blue.file).read_text(encoding="utf-8"))
    assert told["format"] == "digital-government-workbook/answers"
    assert told["participant"]["code"] == "team blue"


def test_nobody_takes_over_a_code_by_choosing_it_later(room: Participants) -> None:
    """Whoever began with a code comes back to the same answers, even if somebody else took it meanwhile."""
    red, blue = room.add("red hill"), room.add("team blue")
    for other in (red, room.add("a first name in the list")):
        room.store(other).choose_code("team blue")
    found = room.find("Team Blue")
    assert found is not None
    assert found.file == blue.file
