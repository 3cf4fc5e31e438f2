"""From the command to the browser: what is opened, and what the person is told."""

from __future__ import annotations

from pathlib import Path
from typing import Self

import pytest

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.lab import opening


class SilentLab:
    """A JupyterLab that does not start; a wait ends as the person would end it."""

    ends_with: type[BaseException] | None = None

    def __init__(self, folder: Path, *, port: int, transport: str) -> None:
        self.folder, self.port, self.transport = folder, port, transport

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def address(self, notebook: Path) -> str:
        """Return an address that tells the notebook."""
        return f"http://127.0.0.1:{self.port}/{notebook.name}"

    def wait(self) -> None:
        """End at once, or as Ctrl-C would."""
        if self.ends_with:
            raise self.ends_with


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the addresses that the browser was sent to; no server starts and no signal changes."""
    addresses: list[str] = []
    monkeypatch.setattr(opening, "Lab", SilentLab)
    monkeypatch.setattr(opening, "end_like_ctrl_c", lambda: None)
    monkeypatch.setattr(opening.webbrowser, "open", addresses.append)
    return addresses


def test_the_browser_opens_the_chapter_and_one_line_tells_where(opened: list[str], tmp_path: Path) -> None:
    """The first page opens when no chapter is named."""
    said: list[str] = []
    opening.open_chapter(folder=tmp_path, port=8899, say=said.append)
    assert opened == ["http://127.0.0.1:8899/00-start-here.ipynb"]
    assert said == ["The workbook is open at http://127.0.0.1:8899/00-start-here.ipynb (Ctrl-C ends it)."]


def test_no_browser_means_no_browser(opened: list[str], tmp_path: Path) -> None:
    """On a computer without a screen the address is enough."""
    opening.open_chapter(3, folder=tmp_path, port=8899, browser=False, say=lambda _line: None)
    assert opened == []


def test_ctrl_c_says_where_the_answers_stay(
    opened: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ending is not an error; the last line tells where the answers are."""
    monkeypatch.setattr(SilentLab, "ends_with", KeyboardInterrupt)
    said: list[str] = []
    opening.open_chapter(1, folder=tmp_path, port=8899, say=said.append)
    assert len(opened) == 1
    assert said[-1] == f"The workbook is closed. Your answers stay in {tmp_path}."


def test_a_kept_edit_is_told_before_the_address(opened: list[str], tmp_path: Path) -> None:
    """Whoever edited a chapter reads where the new version is."""
    (tmp_path / "01-global-and-regional-trends.ipynb").write_text('{"cells": []}', encoding="utf-8")
    said: list[str] = []
    opening.open_chapter(1, folder=tmp_path, port=8899, say=said.append)
    assert said[0].startswith("You have changed 01-global-and-regional-trends.ipynb, so it stays")
    assert opened == ["http://127.0.0.1:8899/01-global-and-regional-trends.ipynb"]


def test_an_unknown_chapter_starts_nothing(opened: list[str], tmp_path: Path) -> None:
    """A number without a chapter is told before anything starts."""
    with pytest.raises(ToolkitError, match="There is no chapter 77"):
        opening.open_chapter(77, folder=tmp_path, say=lambda _line: None)
    assert opened == []
