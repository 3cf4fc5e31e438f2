"""Answers in a browser that keeps nothing: usable while the page is there, and never called saved."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit_helpers.answers import open_store, page_store
from toolkit_helpers.answers.file_store import FileStore
from toolkit_helpers.answers.page_store import PageStore
from toolkit_helpers.widgets.panel import AnswersPanel
from toolkit_helpers.widgets.session import Session


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Pretend to be a kernel in a browser whose drive is the folder ``drive``."""
    drive = tmp_path / "drive"
    drive.mkdir()
    with monkeypatch.context() as pretended:
        pretended.delenv("TOOLKIT_ANSWERS")
        pretended.setattr(page_store, "DRIVE", drive)
        pretended.setattr(sys, "platform", "emscripten")
        pretended.chdir(tmp_path)
        yield drive


def test_where_the_browser_gives_no_storage_nothing_is_called_saved(browser: Path) -> None:
    """The page names no place, says so at each answer, and still gives and takes an answers file."""
    assert isinstance(open_store(), PageStore)
    session = Session()
    assert session.save("EX1.2", {"measure": "B"})["text"].startswith("In this page only:")
    assert (AnswersPanel(session).place, session.trouble) == ("", "")
    text = session.export_text()
    session.save("EX1.2", {"measure": "A"})
    assert session.restore(text, "my-answers.json")["text"] == (
        "Restored: answers to 1 exercise from my-answers.json."
    )
    assert session.parts("EX1.2") == {"measure": "B"}


def test_on_the_browsers_drive_answers_are_saved(browser: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chapter that works in the browser's storage saves as everywhere."""
    monkeypatch.chdir(browser)
    session = Session()
    assert session.save("EX1.2", {"measure": "B"})["text"] == "Saved."
    assert session.place == str(browser / "answers" / "my-answers.json")


def test_only_browsers_forget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everywhere else, and wherever a place is told, answers are in a file."""
    assert type(open_store(tmp_path)) is FileStore
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert type(open_store(tmp_path)) is FileStore
