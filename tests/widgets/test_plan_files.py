"""The notebook's button: the kernel makes the page itself, a process of its own makes PDF and Word."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from toolkit_helpers.answers import read_text
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.resources import data_folder
from toolkit_helpers.widgets import plan_files
from toolkit_helpers.widgets.panel import AnswersPanel
from toolkit_helpers.widgets.plan_view import PlanView
from toolkit_helpers.widgets.session import Session

EXAMPLE = data_folder() / "demonstration" / "answers.json"
Sent = list[tuple[dict[str, Any], list[bytes]]]


@pytest.fixture
def session(shared: Session) -> Session:
    """Return the kernel's session with the answers of the demonstration team."""
    shared.restore(EXAMPLE.read_text(encoding="utf-8"), "answers.json")
    return shared


def ask(widget: Any, content: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Sent:
    """Press a button of the page and return what the kernel sends."""
    sent: Sent = []
    monkeypatch.setattr(
        type(widget), "send", lambda _self, content, buffers=None: sent.append((content, buffers or []))
    )
    widget._handle_custom_msg(content, [])
    return sent


@pytest.mark.parametrize("kind", ["answers", "plan"])
@pytest.mark.parametrize("private", [False, True])
def test_the_page_is_sent_with_its_name(
    session: Session, monkeypatch: pytest.MonkeyPatch, kind: str, private: bool
) -> None:
    """Both the panel and the Plan's view answer; only the team's edition holds what is private."""
    widget = AnswersPanel(session) if kind == "answers" else PlanView(3, session)
    sent = ask(widget, {"do": "plan", "format": "html", "private": private}, monkeypatch)
    ((content, buffers),) = sent
    edition = "-team" if private else ""
    assert content == {"plan": f"plan-province-of-nandara-fictitious{edition}.html", "type": "text/html"}
    (page,) = buffers
    assert page.startswith(b"<!doctype html>")
    assert ("Attitude, −2 against" in page.decode()) == private


def test_what_another_chapter_has_saved_is_in_the_document(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The document is of the answers file as it is now, not as this kernel saw it last."""
    panel = AnswersPanel(session)
    other = Session()
    parts = other.parts("EX4.8")
    other.save("EX4.8", {**parts, "statement": {"text": "A vision from another chapter"}})
    ((_content, (page,)),) = ask(panel, {"do": "plan", "format": "html", "private": False}, monkeypatch)
    assert "A vision from another chapter" in page.decode()


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_pdf_and_word_come_from_a_process_of_their_own(session: Session, form: str) -> None:
    """The file is whole, and the kernel has loaded none of the libraries that made it."""
    made = plan_files.make(session.answers, form, private=True)  # type: ignore[arg-type]
    assert made.name == f"plan-province-of-nandara-fictitious-team.{form}"
    assert made.content.startswith(b"%PDF-1.7" if form == "pdf" else b"PK\x03\x04")


def test_the_kernel_stays_light_when_it_makes_the_page() -> None:
    """Not one large library is loaded, and what is offered is found out without loading it."""
    code = f"""
import json, sys
from toolkit_helpers.answers import read_text
from toolkit_helpers.widgets import plan_files
answers = read_text(open({str(EXAMPLE)!r}, "rb").read(), "answers.json")
made = plan_files.make(answers, "html")
heavy = ("numpy", "pandas", "matplotlib", "nbconvert", "typst", "pypandoc", "xlsxwriter", "click", "ruamel")
print(json.dumps([len(made.content), plan_files.offered(), [name for name in heavy if name in sys.modules]]))
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    size, offered, loaded = json.loads(done.stdout)
    assert size > 100_000
    assert offered == ["html", "pdf", "docx"]
    assert loaded == []


def test_in_the_browsers_kernel_only_the_page_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other process can be started there, and a request for one is answered with a sentence."""
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert [form["id"] for form in plan_files.words()["formats"]] == ["html"]
    with pytest.raises(ToolkitError, match="cannot be made here"):
        plan_files.make(read_text(EXAMPLE.read_bytes(), "answers.json"), "pdf")


def test_a_process_that_fails_is_told_in_one_sentence(
    session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whatever went wrong, the page says why and what to do instead."""
    script = tmp_path / "broken"
    script.write_text("#!/bin/sh\necho 'a warning' >&2\necho 'no room left' >&2\nexit 2\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))
    sent = ask(AnswersPanel(session), {"do": "plan", "format": "pdf", "private": False}, monkeypatch)
    told = "The document could not be made: no room left. Choose the web page, which prints well, too."
    assert sent == [({"plan": "", "reason": told}, [])]
    monkeypatch.setattr(sys, "executable", str(tmp_path / "not there"))
    with pytest.raises(ToolkitError, match="could not be made: FileNotFoundError"):
        plan_files.make(session.answers, "docx")


@pytest.mark.parametrize(
    "content",
    [
        {"do": "plan"},
        {"do": "plan", "format": "exe", "private": False},
        {"do": "plan", "format": ["html"], "private": False},
        {"do": "plan", "format": "html", "private": "yes"},
        "plan",
    ],
)
def test_what_is_no_request_is_ignored(
    session: Session, monkeypatch: pytest.MonkeyPatch, content: Any
) -> None:
    """A page may send anything; nothing is made and nothing is raised."""
    assert ask(PlanView(0, session), content, monkeypatch) == []
