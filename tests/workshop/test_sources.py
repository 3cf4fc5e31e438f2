"""Folders, zips and files are read with suspicion: names are data, bombs stay packed, nothing is followed."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from cohort_files import file_text, write

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.workshop import sources
from toolkit_helpers.workshop.sources import Found, PassedOver, SetAside, Unread, load, read_files, shown_name

GOOD = file_text("blue-4", {"EX1.4": {"value": "0.5"}})


def names(place: Path, kind: type) -> list[str]:
    """Return the names of what is found of one kind."""
    return [read.name for read in everything(place) if isinstance(read, kind)]


def everything(place: Path) -> list[Found | PassedOver | SetAside]:
    """Return all that lies at a place, with its bytes."""
    return [load(read) if isinstance(read, Unread) else read for read in read_files([place])]


def reasons(place: Path) -> dict[str, str]:
    """Return why files are passed over."""
    return {read.name: read.reason for read in everything(place) if isinstance(read, PassedOver)}


def archive(path: Path, members: dict[str, bytes | str]) -> Path:
    """Write a zip with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def test_folders_are_read_to_their_depth_in_the_order_of_names(tmp_path: Path) -> None:
    """Files come folder by folder, and hidden files such as locks are not looked at."""
    for name in ("b.json", "a.json", "inner/deep/c.json", ".a.json.lock"):
        write(tmp_path / Path(name).parent, "x", {}, name=Path(name).name)
    assert names(tmp_path, Found) == ["a.json", "b.json", "inner/deep/c.json"]
    assert reasons(tmp_path) == {}


def test_copies_that_the_workbook_set_aside_are_counted_only(tmp_path: Path) -> None:
    """A backup beside its file and set-aside copies are not read; a backup alone is all there is."""
    for name in (
        "my-answers.json",
        "my-answers.backup.json",
        "my-answers.replaced-20261123-100000.json",
        "my-answers.damaged-20261123-100000-2.json",
        "other.backup.json",
    ):
        write(tmp_path, "x", {}, name=name)
    assert names(tmp_path, Found) == ["my-answers.json", "other.backup.json"]
    assert len(names(tmp_path, SetAside)) == 3


def test_zips_are_read_without_unpacking(tmp_path: Path) -> None:
    """Answers in a zip are found; paths in it are names and write nothing."""
    place = tmp_path / "in"
    place.mkdir()
    archive(
        place / "day-1.zip",
        {
            "a.json": GOOD,
            "../../evil.json": GOOD,
            "/etc/passwd.json": GOOD,
            "__MACOSX/._a.json": b"x",
            "d/": b"",
        },
    )
    found = names(place, Found)
    assert found == ["day-1.zip › a.json", "day-1.zip › ../../evil.json", "day-1.zip › /etc/passwd.json"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["day-1.zip", "in"]


def test_a_zip_bomb_stays_packed(tmp_path: Path) -> None:
    """A member that would unpack to a hundred times more than answers may have is refused by its size."""
    archive(tmp_path / "bomb.zip", {"bomb.json": b"0" * 60_000_000, "good.json": GOOD})
    assert reasons(tmp_path) == {"bomb.zip › bomb.json": "It is packed so tightly that it cannot be answers."}
    assert names(tmp_path, Found) == ["bomb.zip › good.json"]


def test_a_zip_of_many_bombs_is_left_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Members that are each small enough are read up to what a collection of answers could be."""
    monkeypatch.setattr(sources, "ALWAYS_ALLOWED", 1_000_000)
    archive(tmp_path / "many.zip", {f"{number:03d}.json": b"0" * 4_000_000 for number in range(60)})
    found = names(tmp_path, Found)
    assert 1 < len(found) < 60
    assert "the rest of it is not read" in reasons(tmp_path)["many.zip"]


def test_no_more_is_read_than_answers_may_have(tmp_path: Path) -> None:
    """Of a file of any size one byte more than allowed is enough to refuse it."""
    (tmp_path / "large.json").write_bytes(b" " * 10_000_000)
    archive(tmp_path / "large.zip", {"large.json": os.urandom(6_000_000)})
    sizes = [len(read.data) for read in everything(tmp_path) if isinstance(read, Found)]
    assert sizes == [5_000_001, 5_000_001]


def test_other_files_are_named_with_the_reason(tmp_path: Path) -> None:
    """What is no answers file by its kind is told apart from what is damaged."""
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04cut")
    write(tmp_path, "x", {}, name="group-results.json")
    archive(tmp_path / "outer.zip", {"inner.zip": b"PK", "a.txt": b"x"})
    assert reasons(tmp_path) == {
        "cut.zip": "The zip file is damaged.",
        "group-results.json": "It holds results of a group and no answers.",
        "notes.pdf": "Its name does not end in .json or .zip.",
        "outer.zip › a.txt": "Its name does not end in .json or .zip.",
        "outer.zip › inner.zip": "It is a zip inside a zip; unpack the outer one first.",
    }


def test_a_locked_and_a_broken_member_are_named(tmp_path: Path) -> None:
    """A password and a wrong checksum cost one member, not the zip."""
    path = archive(tmp_path / "day.zip", {"a.json": GOOD, "b.json": GOOD})
    data = bytearray(path.read_bytes())
    first = data.index(b"PK\x01\x02")
    data[first + 8] |= 1
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 16] ^= 0xFF
    path.write_bytes(bytes(data))
    assert reasons(tmp_path) == {
        "day.zip › a.json": "It is locked with a password.",
        "day.zip › b.json": "It is damaged inside the zip file.",
    }


@pytest.mark.skipif(os.name == "nt", reason="links and pipes need rights there")
def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    """A link cannot lead the trainer's reading elsewhere or in circles, and a pipe cannot stop it."""
    inner = tmp_path / "in"
    write(inner, "x", {}, name="a.json")
    (tmp_path / "secret.json").write_text(GOOD)
    (inner / "link.json").symlink_to(tmp_path / "secret.json")
    (inner / "round").symlink_to(inner)
    os.mkfifo(inner / "pipe.json")
    assert names(inner, Found) == ["a.json"]
    assert set(reasons(inner)) == {"link.json", "round", "pipe.json"}


def test_a_source_that_is_missing_is_told(tmp_path: Path) -> None:
    """A mistyped folder is no empty group."""
    with pytest.raises(ToolkitError, match="no such file or folder"):
        list(read_files([tmp_path / "nowhere"]))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ab\u202egnp.json", "abgnp.json"),
        ("two\nlines\x1b[31m.json", "two lines[31m.json"),
        ("*bold*", "∗bold∗"),
        ("half\udcff", "half?"),
    ],
)
def test_names_are_shown_harmless(name: str, shown: str) -> None:
    """A name can neither turn the line round, nor break it, nor style it."""
    assert shown_name(name) == shown


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_the_right_to_read_is_named(tmp_path: Path) -> None:
    """What may not be read is told, and the rest is read."""
    write(tmp_path, "x", {}, name="a.json")
    write(tmp_path, "x", {}, name="b.json").chmod(0)
    assert names(tmp_path, Found) == ["a.json"]
    assert "It cannot be read" in reasons(tmp_path)["b.json"]


def test_a_file_that_vanishes_meanwhile_is_named(tmp_path: Path) -> None:
    """Between the listing and the reading a file may go; that stops nothing."""
    path = write(tmp_path, "x", {}, name="a.json")
    (found,) = read_files([tmp_path])
    path.unlink()
    assert isinstance(found, Unread)
    assert load(found) == PassedOver("a.json", "It cannot be read: No such file or directory.")
