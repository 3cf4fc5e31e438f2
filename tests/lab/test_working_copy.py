"""A participant's folder: filled, kept up to date, and never overwritten where somebody edited."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.lab.working_copy import default_folder, refresh


def write(path: Path, *sources: str, output: str = "") -> None:
    """Write a notebook of Markdown cells, with an output at its end."""
    cells: list[dict[str, Any]] = [
        {"id": f"c{number}", "cell_type": "markdown", "metadata": {}, "source": source}
        for number, source in enumerate(sources)
    ]
    shown = [{"output_type": "stream", "name": "stdout", "text": output}] if output else []
    cells.append({"id": "code", "cell_type": "code", "metadata": {}, "source": "1", "outputs": shown})
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """Return a folder with two shipped chapters."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    write(folder / "00-start.ipynb", "Welcome")
    write(folder / "01-trends.ipynb", "Trends")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a participant, not there yet."""
    return tmp_path / "Documents" / "Digital Government Workbook"


def names(folder: Path) -> list[str]:
    """Return the visible files of a folder."""
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_an_empty_folder_is_filled(shipped: Path, folder: Path) -> None:
    """The first opening makes the folder and copies all chapters."""
    copy = refresh(folder, shipped)
    assert names(folder) == ["00-start.ipynb", "01-trends.ipynb"]
    assert copy.chapter(1) == folder / "01-trends.ipynb"
    assert copy.messages == ()


def test_an_unchanged_chapter_follows_the_workbook(shipped: Path, folder: Path) -> None:
    """A copy that nobody edited becomes the newer version, also if only its outputs are new."""
    refresh(folder, shipped)
    write(shipped / "00-start.ipynb", "Welcome back")
    write(shipped / "01-trends.ipynb", "Trends", output="new")
    assert refresh(folder, shipped).messages == ()
    for name in names(folder):
        assert (folder / name).read_bytes() == (shipped / name).read_bytes()


def test_outputs_of_a_run_are_no_edit(shipped: Path, folder: Path) -> None:
    """JupyterLab storing what the cells showed does not cut a chapter off from newer versions."""
    refresh(folder, shipped)
    write(folder / "01-trends.ipynb", "Trends", output="from this kernel")
    write(shipped / "01-trends.ipynb", "Trends of 2026")
    assert refresh(folder, shipped).messages == ()
    assert (folder / "01-trends.ipynb").read_bytes() == (shipped / "01-trends.ipynb").read_bytes()


def test_an_edited_chapter_is_kept(shipped: Path, folder: Path) -> None:
    """As long as the workbook has nothing newer, an edit stays without a word."""
    refresh(folder, shipped)
    write(folder / "01-trends.ipynb", "Trends", "A note of ours")
    before = (folder / "01-trends.ipynb").read_bytes()
    assert refresh(folder, shipped).messages == ()
    assert (folder / "01-trends.ipynb").read_bytes() == before
    assert names(folder) == ["00-start.ipynb", "01-trends.ipynb"]


def test_a_newer_version_of_an_edited_chapter_goes_beside_it_once(shipped: Path, folder: Path) -> None:
    """The edit stays, the newer version is named, and it is not offered again after it was removed."""
    refresh(folder, shipped)
    write(folder / "01-trends.ipynb", "A note of ours")
    mine = (folder / "01-trends.ipynb").read_bytes()
    write(shipped / "01-trends.ipynb", "Trends of 2026")

    (message,) = refresh(folder, shipped).messages
    beside = folder / "01-trends (new version).ipynb"
    assert beside.name in message
    assert beside.read_bytes() == (shipped / "01-trends.ipynb").read_bytes()
    assert (folder / "01-trends.ipynb").read_bytes() == mine

    beside.unlink()
    assert refresh(folder, shipped).messages == ()
    assert not beside.exists()


def test_each_newer_version_gets_a_free_name(shipped: Path, folder: Path) -> None:
    """Somebody may have edited the new version, too: it is not overwritten by the next one."""
    refresh(folder, shipped)
    write(folder / "01-trends.ipynb", "A note of ours")
    for year in (2026, 2027):
        write(shipped / "01-trends.ipynb", f"Trends of {year}")
        assert len(refresh(folder, shipped).messages) == 1
    assert "2026" in (folder / "01-trends (new version).ipynb").read_text(encoding="utf-8")
    assert "2027" in (folder / "01-trends (new version 2).ipynb").read_text(encoding="utf-8")


def test_taking_an_edit_back_follows_the_workbook_again(shipped: Path, folder: Path) -> None:
    """A chapter that is what was copied, or what is shipped now, counts as not edited."""
    refresh(folder, shipped)
    write(folder / "01-trends.ipynb", "Trends of 2026")
    write(shipped / "01-trends.ipynb", "Trends of 2026")
    assert refresh(folder, shipped).messages == ()
    write(shipped / "01-trends.ipynb", "Trends of 2027")
    assert refresh(folder, shipped).messages == ()
    assert (folder / "01-trends.ipynb").read_bytes() == (shipped / "01-trends.ipynb").read_bytes()


def test_a_removed_chapter_comes_back(shipped: Path, folder: Path) -> None:
    """Whoever throws a chapter away gets a fresh one."""
    refresh(folder, shipped)
    (folder / "01-trends.ipynb").unlink()
    refresh(folder, shipped)
    assert "01-trends.ipynb" in names(folder)


@pytest.mark.parametrize("damage", ["", "[]", "{"])
def test_a_lost_list_of_copies_keeps_every_file(shipped: Path, folder: Path, damage: str) -> None:
    """Without knowing what was copied, a chapter that differs is taken for edited, never for old."""
    refresh(folder, shipped)
    write(folder / "01-trends.ipynb", "A note of ours")
    mine = (folder / "01-trends.ipynb").read_bytes()
    (folder / ".workbook" / "copied.json").write_text(damage, encoding="utf-8")
    refresh(folder, shipped)
    assert (folder / "01-trends.ipynb").read_bytes() == mine


def test_a_file_that_is_no_notebook_any_more_is_kept(shipped: Path, folder: Path) -> None:
    """Whatever somebody put in the place of a chapter is theirs."""
    refresh(folder, shipped)
    (folder / "01-trends.ipynb").write_text("half a file", encoding="utf-8")
    write(shipped / "01-trends.ipynb", "Trends of 2026")
    assert len(refresh(folder, shipped).messages) == 1
    assert (folder / "01-trends.ipynb").read_text(encoding="utf-8") == "half a file"


def test_answers_and_other_files_are_not_touched(shipped: Path, folder: Path) -> None:
    """Nothing but the chapters is ever written."""
    (folder / "answers").mkdir(parents=True)
    own = {folder / "answers" / "my-answers.json": "{}", folder / "notes.txt": "ours"}
    for path, text in own.items():
        path.write_text(text, encoding="utf-8")
    refresh(folder, shipped)
    assert {path: path.read_text(encoding="utf-8") for path in own} == own


def test_an_unknown_chapter_is_told_with_those_that_exist(shipped: Path, folder: Path) -> None:
    """A number without a chapter is one sentence."""
    with pytest.raises(ToolkitError, match=r"There is no chapter 7 in this edition\. Chapters: 0, 1\."):
        refresh(folder, shipped).chapter(7)


def test_the_default_is_the_documents_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The folder lies where the system keeps documents, under the workbook's name."""
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path)
    assert default_folder() == tmp_path / "Digital Government Workbook"
