"""``workbook forget`` removes all that belongs to a code, nothing else, and says what it did."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from cohort_files import file_text, write

from toolkit_helpers import cli
from toolkit_helpers.answers import open_store, read_text
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.workshop import databases
from toolkit_helpers.workshop.forgetting import find, remove

Capture = pytest.CaptureFixture[str]


def left(folder: Path) -> set[str]:
    """Return the names of all files that are there, locks left out."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(".lock")
    }


def test_a_participants_folder_holds_nothing_of_theirs_afterwards(tmp_path: Path) -> None:
    """Answers, backup, what a restore set aside and a damaged copy go; another person's file stays."""
    store = open_store(tmp_path / "kim" / "my-answers.json")
    store.save("EX1.4", {"value": "0.5"})
    store.choose_code("kim-4")
    store.save("EX1.4", {"value": "0.6"})
    store.restore(file_text("kim-4", {"EX1.5": {"gap": "0.1"}}), "stick")
    (tmp_path / "kim" / "my-answers.json").write_text('{"cut')
    store = open_store(tmp_path / "kim" / "my-answers.json")
    store.save("EX1.4", {"value": "0.7"})
    store.choose_code("kim-4")
    write(tmp_path / "lee", "lee-9", {})
    assert len(left(tmp_path / "kim")) >= 4
    done = remove(find("kim-4", [str(tmp_path)]))
    assert left(tmp_path) == {"lee/lee-9.json"}
    assert len(done.files) >= 4
    assert not done.failed


def test_capitals_and_spaces_do_not_hide_a_file(tmp_path: Path) -> None:
    """A code is found as it is known to the report: typed anew, it is the same."""
    write(tmp_path, "Kim  4", {}, name="a.json")
    write(tmp_path, "kim 44", {}, name="b.json")
    assert [path.name for path in find(" KIM 4 ", [str(tmp_path)]).files] == ["a.json"]


def test_a_damaged_file_is_known_by_the_code_in_it(tmp_path: Path) -> None:
    """A file cut off in the middle still tells whose it was; words that mention the code do not."""
    text = file_text("kim-4", {"EX1.4": {"value": "0.5"}})
    (tmp_path / "cut.json").write_text(text[: text.index("schema_version")])
    write(tmp_path, "lee-9", {"XT1.3": {"notes": {"director": "Ask kim-4"}}})
    assert [path.name for path in find("kim-4", [str(tmp_path)]).files] == ["cut.json"]


def test_a_copy_with_another_code_is_named_and_kept(tmp_path: Path, capsys: Capture) -> None:
    """What a restore replaced may be somebody else's: a person decides."""
    write(tmp_path, "kim-4", {}, name="my-answers.json")
    write(tmp_path, "lee-9", {}, name="my-answers.replaced-20261123-100000.json")
    assert cli.main(["forget", "kim-4", str(tmp_path), "--yes"]) == 0
    assert left(tmp_path) == {"my-answers.replaced-20261123-100000.json"}
    assert "Kept, because it carries another code" in capsys.readouterr().out


def test_naming_the_file_alone_takes_its_copies_too(tmp_path: Path) -> None:
    """The backup beside a file that is named belongs to it."""
    for name in ("my-answers.json", "my-answers.backup.json", ".my-answers.json.new"):
        write(tmp_path, "kim-4", {}, name=name)
    remove(find("kim-4", [str(tmp_path / "my-answers.json")]))
    assert left(tmp_path) == set()


def test_zips_are_written_anew_without_the_person(tmp_path: Path) -> None:
    """The others' files in the zip are the same bytes as before."""
    place = tmp_path / "day.zip"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("in/kim.json", file_text("kim-4", {}))
        archive.writestr("in/lee.json", file_text("lee-9", {}))
        archive.writestr("readme.txt", "x" * 100)
    done = remove(find("kim-4", [str(tmp_path)]))
    with zipfile.ZipFile(place) as archive:
        assert archive.namelist() == ["in/lee.json", "readme.txt"]
        assert read_text(archive.read("in/lee.json"), "").participant.code == "lee-9"
    assert done.members == {place: ["in/kim.json"]}
    assert left(tmp_path) == {"day.zip"}


def test_a_zip_that_cannot_be_written_anew_stays_whole(tmp_path: Path, capsys: Capture) -> None:
    """With a bomb among the others the zip is left as it was, and that is said."""
    place = tmp_path / "day.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kim.json", file_text("kim-4", {}))
        archive.writestr("bomb.json", b"0" * 30_000_000)
    before = place.read_bytes()
    assert cli.main(["forget", "kim-4", str(tmp_path), "--yes"]) == 2
    assert place.read_bytes() == before
    assert left(tmp_path) == {"day.zip"}
    assert "Not removed" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_lead_nowhere(tmp_path: Path) -> None:
    """A link in the folder does not let the command remove what lies elsewhere."""
    write(tmp_path / "elsewhere", "kim-4", {})
    inner = tmp_path / "in"
    inner.mkdir()
    (inner / "link.json").symlink_to(tmp_path / "elsewhere" / "kim-4.json")
    (inner / "folder").symlink_to(tmp_path / "elsewhere")
    assert find("kim-4", [str(inner)]).files == []


def test_a_code_is_no_pattern_and_no_path(tmp_path: Path) -> None:
    """Stars and slashes in a code match nothing but themselves, and a blank code is refused."""
    write(tmp_path, "kim-4", {})
    for code in ("*", "kim.4", "../kim-4", ".*"):
        assert not find(code, [str(tmp_path)]).found
    with pytest.raises(ToolkitError, match="participant code"):
        find("  ", [str(tmp_path)])


@pytest.mark.parametrize(("answer", "stays"), [("n\n", True), ("\n", True), ("y\n", False)])
def test_it_asks_first(answer: str, stays: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a clear yes removes."""
    import io

    write(tmp_path, "kim-4", {})
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    code = cli.main(["forget", "kim-4", str(tmp_path)])
    assert (code != 0) == stays
    assert (tmp_path / "kim-4.json").exists() == stays


def test_nothing_found_is_said(tmp_path: Path, capsys: Capture) -> None:
    """A mistyped code ends with a sentence and code 1, and does not ask."""
    write(tmp_path, "kim-4", {})
    assert cli.main(["forget", "kim-5", str(tmp_path)]) == 1
    assert "Nothing was found" in capsys.readouterr().err


def test_rows_of_a_database_go_too(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database is asked with the code as it was given, and its password is in no message."""
    asked: list[tuple[str, str]] = []
    store = ModuleType("database_reading")
    store.forget = lambda address, code: asked.append((address, code)) or 1  # type: ignore[attr-defined]
    monkeypatch.setattr(databases, "reading", lambda: store)
    write(tmp_path, "kim-4", {})
    address = "postgresql+psycopg://trainer:secret@db/workbook"
    assert cli.main(["forget", "kim-4", str(tmp_path), address, "--yes"]) == 0
    captured = capsys.readouterr()
    assert asked == [(address, "kim-4")]
    assert "1 files, 0 files inside zips, 1 participants in databases" in captured.out
    assert "secret" not in captured.out + captured.err


def test_what_resists_is_told_and_the_rest_goes(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is open elsewhere does not stop the removal of the others."""
    for name in ("a.json", "b.json"):
        write(tmp_path, "kim-4", {}, name=name)
    unlink: Callable[..., None] = Path.unlink

    def stubborn(path: Path, **named: bool) -> None:
        if path.name == "a.json":
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, **named)

    monkeypatch.setattr(Path, "unlink", stubborn)
    assert cli.main(["forget", "kim-4", str(tmp_path), "--yes"]) == 2
    assert left(tmp_path) == {"a.json"}
    assert "a.json: Permission denied" in capsys.readouterr().err
