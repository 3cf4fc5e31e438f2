"""What a notebook calls: one-line cells that show something and never end in a traceback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

import toolkit_helpers
from toolkit_helpers import chapter
from toolkit_helpers.chapters import Notice
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.widgets import session as sessions


@pytest.fixture(autouse=True)
def fresh_session() -> Iterator[None]:
    """Open the answers anew for each test."""
    sessions.use(None)
    yield
    sessions.use(None)


def test_a_chapter_shows_panel_exercise_chart_and_plan() -> None:
    """Each cell of a notebook gets an output with plain twins beside the live view."""
    ch = chapter(1)
    for shown in (ch.panel(), ch.exercise("EX1.2"), ch.explore("D1.1"), ch.plan()):
        found = shown._repr_mimebundle_()[0]
        assert {
            "text/plain",
            "text/markdown",
            "text/html",
            "application/vnd.jupyter.widget-view+json",
        } <= set(found)
        assert "\n" not in found["text/plain"]


def test_a_hurried_spelling_is_understood() -> None:
    """Small letters and spaces make no difference."""
    ch = chapter(1)
    assert ch.exercise(" ex1.2 ")._repr_mimebundle_()[0]["text/plain"].startswith("Exercise EX1.2")
    assert ch.explore("d1.1").chart["id"] == "D1.1"


def test_an_exercise_of_another_chapter_may_be_shown() -> None:
    """A chapter may come back to the team card."""
    assert not isinstance(chapter(3).exercise("EX0.1"), Notice)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: chapter(1).exercise("EX1.22"), "no exercise 'EX1.22' in chapter 1. Did you mean EX1.2?"),
        (lambda: chapter(1).exercise("Say what you mean"), "is not the id of an exercise"),
        (lambda: chapter(11).exercise("EX11.1"), "are missing"),
        (lambda: chapter(1).explore("D1.9"), "no exploration 'D1.9'"),
        (lambda: chapter(77).plan(), "chapter 77 writes no section of the Plan"),
    ],
)
def test_a_slip_is_a_sentence_and_no_traceback(call: object, told: str) -> None:
    """The notice says what is wrong and what to do, as text, Markdown and HTML."""
    assert callable(call)
    notice = call()
    assert isinstance(notice, Notice)
    assert told.lower() in repr(notice).lower()
    assert repr(notice) in notice._repr_markdown_()
    assert notice._repr_html_().startswith('<p role="note"')


def test_a_notice_shows_texts_as_they_are() -> None:
    """A mistyped name cannot bring markup into the page."""
    html = chapter(1).exercise("<img src=x>")._repr_html_()
    assert "<img" not in html.lower()


def test_programs_get_the_error() -> None:
    """Only the notebook's functions turn an error into a notice."""
    from toolkit_helpers.exercises import bank

    with pytest.raises(ToolkitError):
        bank.exercise("EX1.99")


def test_the_names_of_the_package_are_there() -> None:
    """Every promised name can be had, and an unknown one is an ordinary error."""
    for name in toolkit_helpers.__all__:
        assert getattr(toolkit_helpers, name) is not None
    assert dir(toolkit_helpers) == sorted(toolkit_helpers.__all__)
    assert toolkit_helpers.country("Rwanda").iso3 == "RWA"
    with pytest.raises(AttributeError, match="no attribute 'horoscope'"):
        toolkit_helpers.horoscope  # noqa: B018


def test_importing_the_package_loads_none_of_its_parts() -> None:
    """A terminal or a notebook that only imports the package waits for nothing."""
    report = "import sys; before = set(sys.modules); import toolkit_helpers; print(*{*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    loaded = {name for name in done.stdout.split() if name.partition(".")[0] not in sys.stdlib_module_names}
    assert loaded == {"toolkit_helpers", "toolkit_helpers.errors"}


@pytest.mark.parametrize("where", ["missing", "database"])
def test_a_chapter_opens_even_if_answers_cannot_be_kept(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The panel and the exercise are there and say that nothing is saved."""
    address = {"missing": "/proc/no/such/place/a.json", "database": "postgresql://hub/answers"}[where]
    monkeypatch.setenv("TOOLKIT_ANSWERS", address)
    ch = chapter(1)
    panel, exercise = ch.panel(), ch.exercise("EX1.2")
    exercise.answer = {"measure": "B"}
    assert exercise.status["state"] == "not_saved"
    assert panel.notice.startswith("NOT saved:")
    assert exercise.result["measure"]["state"] == "right"
