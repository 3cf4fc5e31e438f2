"""The file store keeps every acknowledged answer, whatever happens to the process, the disk or the file."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from toolkit_helpers.answers import AnswersFile, Entry, open_store, read_text, write_text
from toolkit_helpers.answers.file_store import FileStore
from toolkit_helpers.errors import ToolkitError

WRITER = Path(__file__).with_name("writer.py")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a place for answers in a folder that does not exist yet."""
    return tmp_path / "workshop" / "answers" / "my-answers.json"


@pytest.fixture
def store(path: Path) -> FileStore:
    """Return a store at that place."""
    return FileStore(path)


def on_disk(path: Path) -> AnswersFile:
    """Return what the file holds."""
    return read_text(path.read_bytes(), str(path))


def writer(path: Path, exercise: str, start: int, count: int) -> subprocess.Popen[str]:
    """Start a process that saves answers to one exercise."""
    command = [sys.executable, str(WRITER), str(path), exercise, str(start), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_saved_answer_is_there_for_the_next_kernel(store: FileStore, path: Path) -> None:
    """Folders are made, the answer is on the disk when save returns, and a new store finds it."""
    saved = store.save("EX1.2", {"measure": "B"}, version=3)
    assert saved.place == str(path)
    again = FileStore(path).load()
    assert again.answers["EX1.2"].parts == {"measure": "B"}
    assert again.answers["EX1.2"].version == 3
    assert again.answers["EX1.2"].saved == saved.moment


def test_looking_leaves_no_trace(store: FileStore, path: Path) -> None:
    """Opening a chapter writes nothing: a file appears with the first answer."""
    store.load()
    assert not path.parent.exists()


def test_the_code_that_was_shown_is_the_code_that_is_saved(store: FileStore, path: Path) -> None:
    """A participant who noted the generated code finds it in the file."""
    code = store.load().participant.code
    store.save("EX1.2", {"measure": "B"})
    assert on_disk(path).participant.code == code


def test_two_open_chapters_do_not_undo_each_other(path: Path) -> None:
    """Each store changes only its own exercise, even if it last read the file long ago."""
    one, two = FileStore(path), FileStore(path)
    one.load(), two.load()
    one.save("EX1.1", {"a": 1})
    two.save("EX3.1", {"a": 2})
    one.save("EX1.2", {"a": 3})
    assert set(on_disk(path).answers) == {"EX1.1", "EX3.1", "EX1.2"}
    assert two.load() == one.load()


def test_a_chosen_code_reaches_the_file(store: FileStore, path: Path) -> None:
    """The code is saved with the answers and stays through later saves."""
    store.save("EX1.1", {"a": 1})
    store.choose_code("Team Blue")
    FileStore(path).save("EX1.2", {"a": 2})
    assert on_disk(path).participant.code == "Team Blue"
    assert set(on_disk(path).answers) == {"EX1.1", "EX1.2"}


def test_kill_nine_loses_no_acknowledged_answer(path: Path) -> None:
    """A process killed at any moment leaves a readable file with every answer it acknowledged."""
    chance, start = random.Random(20210), 0  # noqa: S311
    for _ in range(30):
        process = writer(path, "EX1.1", start, 1000)
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.03))
        process.kill()
        acknowledged = [int(line) for line in (first + process.stdout.read()).splitlines() if line]
        process.wait()
        process.stdout.close()
        held = on_disk(path).parts("EX1.1")["number"]
        assert isinstance(held, int)
        assert held >= acknowledged[-1]
        start = held + 1
    left = {name.name for name in path.parent.iterdir()}
    assert left <= {
        "my-answers.json",
        "my-answers.backup.json",
        ".my-answers.json.lock",
        ".my-answers.json.new",
        ".my-answers.backup.json.copy",
    }


def test_two_processes_writing_at_once_lose_nothing(path: Path) -> None:
    """Two kernels that save at the same time both find all their answers."""
    processes = [writer(path, f"EX1.{number}", 0, 40) for number in (1, 2)]
    for process in processes:
        process.communicate(timeout=60)
        assert process.returncode == 0
    held = on_disk(path)
    assert [held.parts(f"EX1.{number}")["number"] for number in (1, 2)] == [39, 39]


@pytest.mark.parametrize(
    "content", [b"", b'{"format": "digital-go', b"\x00" * 300, b"[]", b'{"format": "a recipe"}']
)
def test_a_damaged_file_is_set_aside_and_the_backup_used(path: Path, content: bytes) -> None:
    """Nothing is overwritten, at most the last change is missing, and the message says where."""
    before = FileStore(path)
    before.save("EX1.1", {"a": 1})
    before.save("EX1.2", {"a": 2})
    path.write_bytes(content)
    after = FileStore(path)
    assert after.load().parts("EX1.1") == {"a": 1}
    aside = next(path.parent.glob("my-answers.damaged-*.json"))
    assert aside.read_bytes() == content
    assert str(aside) in after.notice
    assert "backup was used" in after.notice
    after.save("EX3.1", {"a": 3})
    assert set(on_disk(path).answers) == {"EX1.1", "EX3.1"}


def test_damage_during_a_session_costs_nothing(store: FileStore, path: Path) -> None:
    """What this kernel knows is newer than the backup and completes it."""
    store.save("EX1.1", {"a": 1})
    store.save("EX1.2", {"a": 2})
    path.write_text("half a fi")
    store.save("EX1.3", {"a": 3})
    assert set(on_disk(path).answers) == {"EX1.1", "EX1.2", "EX1.3"}
    assert "set aside" in store.notice


def test_files_set_aside_never_replace_each_other(path: Path) -> None:
    """Two damaged files within one second keep two names, and a damaged backup keeps a third."""
    FileStore(path).save("EX1.1", {"a": 1})
    for content in ("first", "second"):
        path.write_text(content)
        FileStore(path).load()
    path.write_text("third")
    path.with_name("my-answers.backup.json").write_text("fourth")
    empty = FileStore(path)
    assert empty.load().answers == {}
    assert "there is no backup" in empty.notice
    aside = path.parent.glob("my-answers.damaged-*.json")
    assert sorted(name.read_text() for name in aside) == ["first", "fourth", "second", "third"]


def test_a_missing_file_is_taken_from_its_backup(path: Path) -> None:
    """A stop between setting aside and writing loses nothing."""
    before = FileStore(path)
    before.save("EX1.1", {"a": 1})
    before.save("EX1.2", {"a": 2})
    path.unlink()
    after = FileStore(path)
    assert after.load().parts("EX1.1") == {"a": 1}
    assert "its backup was used" in after.notice


def test_a_file_of_a_newer_workbook_is_not_touched(path: Path) -> None:
    """An older workbook neither changes nor moves it; the answer waits in memory."""
    path.parent.mkdir(parents=True)
    content = json.dumps({**json.loads(write_text(AnswersFile())), "schema_version": 2, "new": [1]})
    path.write_text(content)
    store = FileStore(path)
    restore = write_text(AnswersFile())
    attempts = (
        store.load,
        lambda: store.save("EX1.1", {"a": 1}),
        lambda: store.restore(restore, "usb/my-answers.json"),
    )
    for attempt in attempts:
        with pytest.raises(ToolkitError, match="newer version of the workbook"):
            attempt()
    assert path.read_text() == content
    assert read_text(store.export_text(), "export").parts("EX1.1") == {"a": 1}


def fail_with(monkeypatch: pytest.MonkeyPatch, name: str, code: int) -> None:
    """Let one system call fail as a full or read-only disk would."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, name, refuse)


@pytest.mark.parametrize(
    ("call", "code", "told"),
    [
        ("fsync", errno.ENOSPC, "disk is full"),
        ("replace", errno.EACCES, "may not be written here"),
        ("replace", errno.EROFS, "may not be written here"),
        ("fsync", errno.EIO, "cannot be used"),
        ("mkdir", errno.EACCES, "may not be written here"),
    ],
)
def test_a_disk_that_refuses_is_told_and_the_answer_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, told: str
) -> None:
    """The message has what, where and remedy; the old file stays; the next change saves both answers."""
    if call != "mkdir":
        FileStore(path).save("EX1.1", {"a": 1})
    store = FileStore(path)
    with monkeypatch.context() as broken:
        fail_with(broken, call, code)
        with pytest.raises(ToolkitError, match=told) as caught:
            store.save("EX1.2", {"a": 2})
        assert caught.value.where == str(path)
        assert caught.value.remedy
        assert store.load().parts("EX1.2") == {"a": 2}
        assert read_text(store.export_text(), "export").parts("EX1.2") == {"a": 2}
        if call != "mkdir":
            assert set(on_disk(path).answers) == {"EX1.1"}
    store.save("EX1.3", {"a": 3})
    assert {"EX1.2", "EX1.3"} <= set(on_disk(path).answers)
    assert not list(path.parent.glob(".*.new"))


def test_python_in_a_browser_saves_every_answer_though_it_has_no_hard_links(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each change is on the drive and the one before it in the backup, where ``os`` lacks ``link``."""
    monkeypatch.delattr(os, "link")
    store = FileStore(path)
    for number in range(3):
        store.save("EX1.1", {"a": number})
    assert on_disk(path).parts("EX1.1") == {"a": 2}
    assert on_disk(store.backup).parts("EX1.1") == {"a": 1}


def test_a_folder_that_may_only_be_read_still_shows_its_answers(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading needs neither a lock nor the right to write."""
    FileStore(path).save("EX1.1", {"a": 1})
    opened = os.open

    def read_only(name: str, flags: int, *rest: int, **options: object) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)
        return opened(name, flags, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", read_only)
    store = FileStore(path)
    assert store.load().parts("EX1.1") == {"a": 1}
    with pytest.raises(ToolkitError, match="may not be written here"):
        store.save("EX1.2", {"a": 2})
    assert set(store.load().answers) == {"EX1.1", "EX1.2"}


def test_a_vanished_folder_is_not_made_anew(store: FileStore, path: Path) -> None:
    """A stick was pulled out: answers wait in memory and go back to the stick, not elsewhere."""
    store.save("EX1.1", {"a": 1})
    away = path.parent.with_name("pulled-out")
    path.parent.rename(away)
    with pytest.raises(ToolkitError, match="folder of the answers file is gone"):
        store.save("EX1.2", {"a": 2})
    assert not path.parent.exists()
    away.rename(path.parent)
    store.save("EX1.3", {"a": 3})
    assert set(on_disk(path).answers) == {"EX1.1", "EX1.2", "EX1.3"}


def test_an_emptied_folder_is_filled_from_memory(store: FileStore, path: Path) -> None:
    """If somebody deletes the files during a session, the next change writes all answers again."""
    store.save("EX1.1", {"a": 1})
    shutil.rmtree(path.parent)
    path.parent.mkdir()
    store.save("EX1.2", {"a": 2})
    assert set(on_disk(path).answers) == {"EX1.1", "EX1.2"}


def test_a_chapter_that_holds_the_file_for_long_is_named(
    store: FileStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Waiting ends with a message instead of a frozen page."""
    monkeypatch.setattr("toolkit_helpers.answers.file_store.WAIT_SECONDS", 0.1)
    other = FileStore(path)
    with (
        other._held(create=True),
        pytest.raises(ToolkitError, match="another open chapter has held the answers file"),
    ):
        store.save("EX1.1", {"a": 1})
    store.save("EX1.2", {"a": 2})
    assert set(on_disk(path).answers) == {"EX1.1", "EX1.2"}


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"a": "x" * 200_001}, "too long to keep"),
        ({"a": float("inf")}, "cannot be written as JSON"),
        ({"a": {1, 2}}, "cannot be kept"),
    ],
)
def test_an_answer_that_does_not_fit_does_not_block_the_others(
    store: FileStore, path: Path, parts: dict[str, object], told: str
) -> None:
    """It is refused by itself; other exercises are saved as before."""
    with pytest.raises(ToolkitError, match=told):
        store.save("EX1.1", parts)
    store.save("EX1.2", {"a": 2})
    assert set(on_disk(path).answers) == {"EX1.2"}


def test_a_file_that_could_not_be_read_again_is_not_written(
    store: FileStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All answers together have a limit; shortening one saves all of them."""
    monkeypatch.setattr("toolkit_helpers.answers.file_store.LARGEST_BYTES", 2000)
    store.save("EX1.1", {"a": "x" * 1000})
    with pytest.raises(ToolkitError, match="all answers together are longer"):
        store.save("EX1.2", {"a": "x" * 1000})
    assert set(on_disk(path).answers) == {"EX1.1"}
    store.save("EX1.1", {"a": "short"})
    assert set(on_disk(path).answers) == {"EX1.1", "EX1.2"}


def test_restoring_keeps_the_former_answers_in_a_file_of_their_own(store: FileStore, path: Path) -> None:
    """Restoring replaces all answers, and later saves do not wear the former ones away."""
    store.save("EX1.1", {"a": "former"})
    text = write_text(AnswersFile(answers={"EX3.1": Entry(parts={"a": "restored"})}))
    restored = store.restore(text, "usb/my-answers.json")
    assert set(restored.answers) == {"EX3.1"}
    for number in (2, 3, 4):
        store.save(f"EX3.{number}", {"a": number})
    assert set(on_disk(path).answers) == {"EX3.1", "EX3.2", "EX3.3", "EX3.4"}
    kept = next(path.parent.glob("my-answers.replaced-*.json"))
    assert on_disk(kept).parts("EX1.1") == {"a": "former"}
    assert store.kept == str(kept)
    assert store.notice == ""


def test_a_bad_file_restores_nothing(store: FileStore, path: Path) -> None:
    """The answers stay as they are."""
    store.save("EX1.1", {"a": 1})
    before = path.read_bytes()
    with pytest.raises(ToolkitError, match="not an answers file"):
        store.restore("{}", "holiday.json")
    assert path.read_bytes() == before


def test_export_and_restore_carry_answers_to_another_computer(store: FileStore, tmp_path: Path) -> None:
    """The exported text holds everything, and exporting twice gives the same bytes."""
    store.save("EX1.1", {"a": "ß 你好 مرحبا"})
    store.choose_code("lumo-ravi-47")
    text = store.export_text()
    assert text == store.export_text()
    other = FileStore(tmp_path / "elsewhere" / "my-answers.json")
    other.restore(text, "my-answers.json")
    assert other.load() == store.load()


def test_where_answers_live_can_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path, a folder, a file address or nothing: each leads to a file."""
    folder = tmp_path / "with space"
    folder.mkdir()
    assert open_store(folder).place == str(folder / "my-answers.json")
    assert open_store((folder / "team.json").as_uri()).place == str(folder / "team.json")
    monkeypatch.setenv("TOOLKIT_ANSWERS", str(tmp_path / "told.json"))
    assert open_store().place == str(tmp_path / "told.json")
    monkeypatch.delenv("TOOLKIT_ANSWERS")
    monkeypatch.chdir(tmp_path)
    assert open_store().place == str(tmp_path / "answers" / "my-answers.json")


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    """The file behind the link is replaced, not the link."""
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    link.symlink_to(real)
    open_store(link).save("EX1.1", {"a": 1})
    assert link.is_symlink()
    assert on_disk(real).parts("EX1.1") == {"a": 1}


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("mysql://hub/answers", "cannot be kept at an address that begins with mysql://"),
        ("file://server/share/answers.json", "names another computer"),
    ],
)
def test_an_address_that_is_no_file_is_explained(address: str, told: str) -> None:
    """The message says what to give instead."""
    with pytest.raises(ToolkitError, match=told) as caught:
        open_store(address)
    assert caught.value.remedy


def test_a_place_below_a_file_is_told(tmp_path: Path) -> None:
    """A path that cannot be a place for a file gives a sentence, not a traceback."""
    (tmp_path / "file").write_text("")
    store = open_store(tmp_path / "file" / "answers.json")
    with pytest.raises(ToolkitError, match="cannot be used"):
        store.save("EX1.1", {"a": 1})
