"""Chapters' pages in Firefox and in WebKit: answered by keyboard, loaded again, left and come back to."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from other_engines import DOWN, ENTER, ESCAPE, RIGHT, SPACE, TAB, Engine, wait_for

from toolkit_helpers.app.server import App
from toolkit_helpers.app.shipped import chapters

pytestmark = pytest.mark.browser
CHAPTER, NEXT = (next(name for name in chapters() if name.startswith(number)) for number in ("03-", "04-"))
READY = "(name) => location.pathname.endsWith(name) && document.body?.dataset.ready === 'true'"
LEFT = "document.body.dataset.ready = 'not this one';"
"""A page that is shown again from a browser's memory keeps this and is never taken for a new one."""
FIND = """((name) => [...document.querySelectorAll("section.dgw")]
  .find((one) => one.querySelector("h3 > .dgw-id")?.textContent.trim() === name))"""
FOCUS = f"(name, control) => {FIND}(name).querySelector(control).focus()"
STATUS = f"(name, words) => {FIND}(name).querySelector('.dgw-status').textContent === words"
SHOWN = f"""(name, place) => {{
  const {{ type, checked, value, textContent }} = {FIND}(name).querySelector(place);
  return type === "radio" ? String(checked) : value ?? textContent;
}}"""
FITS = "() => document.documentElement.scrollWidth <= innerWidth"
FINDING = "document.querySelector('.dgx:has([type=range]) .dgx-finding').textContent"


class Answer(NamedTuple):
    """Where an exercise is answered by which keys, and what the page then shows."""

    exercise: str
    control: str
    keys: str
    place: str
    shown: str


ANSWERS = [
    Answer("WU3.1", "select", DOWN, "select", "level"),
    Answer("EX3.1", ".dgw-order button + button", SPACE, ".dgw-order .dgw-grow", "Derive options"),
    Answer("EX3.1", "textarea", f"Our <b>scope</b>{TAB}", "textarea", "Our <b>scope</b>"),
    Answer("EX3.3", "fieldset input", f"Civil registry{TAB}", "fieldset input", "Civil registry"),
    Answer("EX3.4", ".dgw-cell", f"{ENTER}{SPACE}{RIGHT}{ESCAPE}", ".dgw-filled span", "2 → –"),
    Answer("EX3.7", ".dgw-number", f"2.5{TAB}", ".dgw-number", "2.5"),
    Answer("XT3.1", "input", f"{SPACE}{DOWN}", ".dgw-option + .dgw-option input", "true"),
]
"""A match, an order, a text, a row, the capacity grid, a number and a choice."""


def shown(engine: Engine) -> list[str]:
    """Return what the page shows where something was answered."""
    return [engine.run(SHOWN, one.exercise, one.place) for one in ANSWERS]


def test_a_chapter_is_answered_by_keyboard_and_keeps_its_answers(engine: Engine, room: App) -> None:
    """Every kind of part takes keys and holds, a slider moves its chart, "Back" leads to a live page."""
    engine.open(f"http://127.0.0.1:{room.port}/chapters/{CHAPTER}")
    engine.run("() => document.querySelector('input[name=code]').select()")
    engine.press(f"{type(engine).__name__} by keyboard{ENTER}")
    wait_for(engine, READY, CHAPTER)
    for one in ANSWERS:
        engine.run(FOCUS, one.exercise, one.control)
        engine.press(one.keys)
    for one in ANSWERS:
        wait_for(engine, STATUS, one.exercise, "Saved.")
    assert shown(engine) == [one.shown for one in ANSWERS]
    assert engine.run(FITS) is True

    engine.run(f"() => {{ {LEFT} location.reload(); }}")
    wait_for(engine, READY, CHAPTER)
    assert shown(engine) == [one.shown for one in ANSWERS]

    engine.run(f"() => {{ {LEFT} document.querySelector('[rel=next]').click(); }}")
    wait_for(engine, READY, NEXT)
    before = engine.run(f"() => {FINDING}")
    engine.run("() => document.querySelector('.dgx [type=range]').focus()")
    engine.press(RIGHT * 3)
    wait_for(engine, f"(before) => {FINDING} !== before", before)

    engine.run("() => { history.back(); }")
    wait_for(engine, READY, CHAPTER)
    engine.run(FOCUS, "EX3.7", ".dgw-number")
    engine.press(f"5{TAB}")
    wait_for(engine, STATUS, "EX3.7", "Saved.")
    assert engine.run("() => document.getElementById('trouble').textContent") == ""
