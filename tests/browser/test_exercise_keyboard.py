"""Each kind of exercise is done with the keyboard alone, from the first tab stop to its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exercise_page import answers, exercise, show, tab_to
from exercise_parts import (
    ACTIVITY,
    FORM,
    GRID,
    MAP,
    MATCH,
    NUMBER,
    ORDER,
    SCALE,
    SEVERAL,
    SINGLE,
    SOURCE_MAP,
    TABLE,
    TEXT,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def result(page: Page) -> str:
    """Return what stands in the result of the first part."""
    return page.locator(".dgw-result").first.inner_text()


def said(page: Page) -> str:
    """Return what the live region says."""
    return page.get_by_role("status").inner_text()


def focused(page: Page) -> str:
    """Return the accessible words of the control that has the focus."""
    return str(
        page.evaluate(
            "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
        )
    )


def test_single_choice(page: Page) -> None:
    """Arrows choose, the button checks, the option's feedback appears beside it and is announced."""
    show(page, exercise(SINGLE))
    assert page.get_by_role("group", name="The index tells you … Select a single answer.").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, "button", "Check my answer")
    page.keyboard.press("Enter")
    assert "Right" in result(page)
    assert "Right, it depends on the others." in page.locator(".dgw-option").nth(1).inner_text()
    assert said(page) == "Right. Right, it depends on the others."
    assert answers(page) == {"single": "B"}


def test_several_answers_name_what_was_missed(page: Page) -> None:
    """A missed right option shows its feedback, and the result says how many were judged correctly."""
    show(page, exercise(SEVERAL))
    assert "Select all that apply." in page.locator("legend").inner_text()
    page.get_by_label("The value rose.").focus()
    page.keyboard.press("Space")
    tab_to(page, "button", "Check my answer")
    page.keyboard.press("Enter")
    assert "2 of 3 judged correctly." in result(page)
    missed = page.locator(".dgw-option", has_text="Others gained more.").inner_text()
    assert "Missed. Eleven moved past." in missed


def test_try_again_and_show_the_answer(page: Page) -> None:
    """Try again takes the feedback away and goes to the first control; the answer is shown without asking."""
    show(page, exercise(SINGLE), answer={"single": "A"})
    page.get_by_role("button", name="Check my answer").press("Enter")
    assert "Not right yet" in result(page)
    tab_to(page, "button", "Try again")
    page.keyboard.press("Enter")
    assert not page.locator(".dgw-result").is_visible()
    assert page.get_by_label("an absolute level").evaluate("(node) => node === document.activeElement")
    assert page.get_by_label("an absolute level").is_checked()
    page.get_by_role("button", name="Check my answer").press("Enter")
    tab_to(page, "button", "Show the answer")
    page.keyboard.press("Enter")
    assert "The answer: a relative position" in result(page)
    assert "Right answer. Right, it depends" in page.locator(".dgw-option").nth(1).inner_text()
    assert page.evaluate("window.sent.length") == 0


def test_a_changed_answer_takes_old_feedback_away(page: Page) -> None:
    """Feedback never stands beside an answer that it does not belong to."""
    show(page, exercise(SINGLE), answer={"single": "A"})
    page.get_by_role("button", name="Check my answer").press("Enter")
    page.get_by_label("a relative position").check()
    assert not page.locator(".dgw-result").is_visible()
    assert "absolute measure" not in page.locator(".dgw-part").inner_text()


def test_match(page: Page) -> None:
    """Pairs are chosen in native lists; the known confusion is named."""
    show(page, exercise(MATCH))
    page.get_by_label("Deeds are scanned.").focus()
    page.keyboard.type("Digitalisation")
    page.get_by_label("A form is put online.").focus()
    page.keyboard.type("Digitisation")
    tab_to(page, "button", "Check my answer")
    page.keyboard.press("Enter")
    assert "0 of 2 pairs are right." in result(page)
    assert "The two terms are exchanged." in result(page)
    tab_to(page, "button", "Show the answer")
    page.keyboard.press("Enter")
    line = page.locator(".dgw-pair", has_text="Deeds are scanned.")
    assert "Right answer. Digitisation" in line.locator(".dgw-slot").inner_text()


def test_order_keeps_focus_and_announces(page: Page) -> None:
    """A moved item keeps the focus on its button, and its new place is announced."""
    show(page, exercise(ORDER))
    tab_to(page, "button", "Move up: Analyse")
    page.keyboard.press("Enter")
    assert said(page) == "Analyse: position 1 of 3"
    assert focused(page) == "Move up: Analyse"
    assert answers(page) == {"cycle": ["analyse", "envision", "plan"]}
    page.keyboard.press("Enter")
    assert focused(page) == "Move up: Analyse"
    tab_to(page, "button", "Check my answer")
    page.keyboard.press("Enter")
    assert "Of 3 pairs of items, 3 stand in the right order." in result(page)


def test_order_by_hand(page: Page) -> None:
    """An item dragged by its handle lands where it is dropped, and is announced."""
    show(page, exercise(ORDER))
    handle = page.locator(".dgw-grip").first.bounding_box()
    target = page.locator(".dgw-order > li").nth(2).bounding_box()
    assert handle
    assert target
    page.mouse.move(handle["x"] + 8, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(handle["x"] + 8, target["y"] + target["height"] - 4, steps=6)
    page.mouse.up()
    assert answers(page) == {"cycle": ["analyse", "plan", "envision"]}
    assert said(page) == "Envision: position 3 of 3"


def test_number_with_enter(page: Page) -> None:
    """Enter in the field checks; a known slip is diagnosed; a comma is read as a point."""
    show(page, exercise(NUMBER))
    tab_to(page, "textbox", "Compute the index.")
    page.keyboard.type("0,9959")
    page.keyboard.press("Enter")
    assert "You averaged two only." in result(page)
    page.keyboard.press("Control+a")
    page.keyboard.type("0,9679")
    page.keyboard.press("Enter")
    assert "The plain mean." in result(page)
    assert answers(page) == {"index": "0,9679"}
    tab_to(page, "button", "Show the answer")
    page.keyboard.press("Enter")
    assert "The answer: 0.9679 points" in result(page)


def test_grid(page: Page) -> None:
    """Arrow keys move between cells, Enter opens the editor under the row, Escape returns to the cell."""
    show(page, exercise(GRID))
    page.keyboard.press("Tab")
    assert focused(page).endswith("Vision, leadership and mindsets, Institutional: empty")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert "Institutional and regulatory framework, Organisational: empty" in focused(page)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    editor = page.get_by_role("group", name="Is there a shared vision?")
    assert editor.get_by_label("1 Initial").first.evaluate("(node) => node === document.activeElement")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert "Emerging: pilots, partial rules" in editor.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.get_by_label("Reason for a target below the current level").is_visible()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert not page.get_by_label("Reason for a target below the current level").is_visible()
    tab_to(page, "textbox", "Evidence")
    page.keyboard.type("adopted strategy")
    page.keyboard.press("Tab")
    page.keyboard.type("2 3 –")
    assert "Median 2.5, from 2 to 3" in editor.inner_text()
    page.keyboard.press("Escape")
    assert "current 2, target 4" in focused(page)
    cell = {"current": 2, "target": 4, "evidence": "adopted strategy", "raters": [2, 3, None]}
    assert answers(page) == {"grid": {"PL1.L1": cell}}
    tab_to(page, "button", "Check what is missing")
    page.keyboard.press("Enter")
    assert "Cells filled in: 1 of at least 2." in result(page)
    assert "Cells without importance or urgency: 1." in result(page)


def test_grid_cell_is_cleared(page: Page) -> None:
    """A cleared cell is empty again and leaves nothing in the answer."""
    show(page, exercise(GRID), answer={"grid": {"PL1.L1": {"current": 2, "target": 3}}})
    page.locator(".dgw-cell").first.press("Enter")
    tab_to(page, "button", "Clear this cell")
    page.keyboard.press("Enter")
    assert focused(page).endswith("empty")
    assert answers(page) == {}


def test_scale(page: Page) -> None:
    """Each statement is a labelled group of numbers; the words of both ends stand above."""
    show(page, exercise(SCALE))
    assert "1 = never, 5 = always" in page.locator(".dgw-part").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    tab_to(page, "button", "Check what is missing")
    page.keyboard.press("Enter")
    assert "Still open: 1." in result(page)
    assert answers(page) == {"mirror": {"ask": 2}}


def test_map(page: Page) -> None:
    """Two lists place an item; arrow keys on its mark move it and the place is announced."""
    show(page, exercise(MAP))
    group = page.get_by_role("group", name="1. Exchange layer")
    group.get_by_label("Feasibility").focus()
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.keyboard.type("5")
    assert "Prepare" in group.inner_text()
    page.get_by_role("button", name="1. Exchange layer").focus()
    page.keyboard.press("ArrowRight")
    assert said(page) == "Exchange layer: Feasibility 3, Value 5. Start now"
    assert focused(page).startswith("1. Exchange layer: Feasibility 3")
    assert answers(page) == {"map": {"layer": {"x": 3, "y": 5}}}
    tab_to(page, "button", "Check what is missing")
    page.keyboard.press("Enter")
    assert "Exchange layer: Start now." in result(page)
    assert "Still open: 1." in result(page)


def test_map_by_hand(page: Page) -> None:
    """A mark dragged over the plot takes the numbers of the place where it is dropped."""
    show(page, exercise(MAP))
    page.get_by_role("button", name="2. New app").scroll_into_view_if_needed()
    mark = page.get_by_role("button", name="2. New app").bounding_box()
    plot = page.locator(".dgw-plot").bounding_box()
    assert mark
    assert plot
    page.mouse.move(mark["x"] + 5, mark["y"] + 5)
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] * 0.9, plot["y"] + plot["height"] * 0.7, steps=5)
    page.mouse.up()
    assert answers(page) == {"map": {"app": {"x": 5, "y": 2}}}


def test_map_of_a_table_changes_the_table(page: Page) -> None:
    """A move on the map of a table changes the scores of the row, and a new row appears on the map."""
    show(page, exercise(TABLE, SOURCE_MAP))
    page.get_by_label("Statement (required)").first.fill("Finance")
    page.get_by_label("Cost").first.fill("2")
    page.get_by_label("Power").first.select_option("5")
    page.get_by_role("button", name="1. Finance").focus()
    page.keyboard.press("ArrowDown")
    assert focused(page).startswith("1. Finance: Stance 2, Power 4")
    assert answers(page)["gaps"][0]["power"] == 4
    assert page.get_by_label("Power").first.input_value() == "4"


def test_table(page: Page) -> None:
    """Rows are filled, moved, removed and brought back; the focus is never lost."""
    show(page, exercise(TABLE))
    page.get_by_label("Statement (required)").first.focus()
    page.keyboard.type("one two three four five six")
    assert "Words: 6 of at most 5" in page.locator(".dgw-card").first.inner_text()
    assert page.locator(".dgw-card legend").first.inner_text() == "G1"
    page.get_by_label("Statement (required)").nth(1).focus()
    page.keyboard.type("second")
    tab_to(page, "button", "Move up: G2")
    page.keyboard.press("Enter")
    assert said(page) == "G2: position 1 of 2"
    assert focused(page) == "Move up: G2"
    assert answers(page)["gaps"] == [
        {"code": "G2", "statement": "second"},
        {"code": "G1", "statement": "one two three four five six"},
    ]
    tab_to(page, "button", "Remove: G2")
    page.keyboard.press("Enter")
    assert focused(page) == "Undo"
    assert said(page) == "Removed: G2"
    page.keyboard.press("Enter")
    assert said(page) == "Back again: G2"
    assert page.get_by_label("Statement (required)").first.input_value() == "second"
    tab_to(page, "button", "Add a row")
    page.keyboard.press("Enter")
    assert said(page) == "Added: G3"
    tab_to(page, "button", "Check what is missing")
    page.keyboard.press("Enter")
    assert "Name the level. Look at: G2, G1." in result(page)
    second = page.locator(".dgw-card").nth(1).inner_text()
    assert "G1, Statement: 6 words, at most 5; 1 over the limit." in second


def test_table_is_full(page: Page) -> None:
    """With the largest number of rows the button says why it does nothing and keeps the focus."""
    show(page, exercise(TABLE), answer={"gaps": [{"statement": text} for text in "abcd"]})
    add = page.get_by_role("button", name="Add a row")
    add.press("Enter")
    assert said(page) == "No more rows: at most 4."
    assert page.locator(".dgw-card").count() == 4
    assert add.evaluate("(node) => node === document.activeElement")


def test_starter_cards(page: Page) -> None:
    """A starter card goes into the first free row, once, and its button keeps the focus."""
    show(page, exercise(TABLE))
    page.get_by_text("Starter cards").press("Enter")
    card = page.get_by_role("button", name="Registers are fragmented.")
    card.press("Enter")
    card.press("Enter")
    assert page.get_by_label("Statement (required)").first.input_value() == "Registers are fragmented."
    assert "taken over" in focused(page)
    assert answers(page) == {"gaps": [{"code": "G1", "statement": "Registers are fragmented."}]}


def test_form(page: Page) -> None:
    """Fields with native controls; what is missing is said beside the field."""
    show(page, exercise(FORM), countries=[["KEN", "Kenya"], ["RWA", "Rwanda"]])
    tab_to(page, "textbox", "Name of the team (required)")
    page.keyboard.type("A long team name")
    tab_to(page, "checkbox", "We share our Plan.")
    page.keyboard.press("Space")
    tab_to(page, "button", "Check what is missing")
    page.keyboard.press("Enter")
    fields = page.locator(".dgw-field")
    assert "16 characters, at most 10; 6 over the limit." in fields.nth(0).inner_text()
    assert "Country: still empty." in fields.nth(1).inner_text()
    page.get_by_label("Country (required)").focus()
    page.keyboard.type("Rwa")
    assert answers(page) == {"team": {"name": "A long team name", "share": True, "country": "RWA"}}


def test_text(page: Page) -> None:
    """Words are counted, the rubric is rated by the team, the model answer opens on demand."""
    show(page, exercise(TEXT))
    tab_to(page, "textbox", "Write your context.")
    page.keyboard.type("one two three four five six")
    page.get_by_text("Rate your text together").press("Enter")
    page.get_by_label("Data are used accurately.").focus()
    page.keyboard.type("2")
    tab_to(page, "button", "Check what is missing")
    page.keyboard.press("Enter")
    assert "6 words, at most 5: 1 over the limit." in result(page)
    assert answers(page) == {"statement": {"text": "one two three four five six", "rubric": {"data": 2}}}
    assert not page.get_by_text("example").is_visible()
    page.get_by_text("Model answer").press("Enter")
    assert page.get_by_text("example").is_visible()


def test_activity(page: Page) -> None:
    """Steps are ticked off, roles open, the result is written."""
    show(page, exercise(ACTIVITY))
    tab_to(page, "checkbox", "Ask three questions.")
    page.keyboard.press("Space")
    page.get_by_text("Auditor").press("Enter")
    assert page.get_by_text("You ask how they know.").is_visible()
    tab_to(page, "textbox", "Our verdict")
    page.keyboard.type("Keep the gap")
    tab_to(page, "button", "Check what is missing")
    page.keyboard.press("Enter")
    assert "Complete" in result(page)
    assert answers(page) == {"hearing": {"text": "Keep the gap", "done": [1]}}


def test_clock(page: Page) -> None:
    """The clock runs, pauses, announces its last minute and its end once, and is reset."""
    page.clock.install()
    show(page, exercise(ACTIVITY))
    timer = page.get_by_role("timer", name="Clock: Presentation")
    start = page.get_by_role("button", name="Start: Presentation")
    assert timer.inner_text() == "02:00"
    start.press("Enter")
    page.clock.run_for(30_000)
    assert timer.inner_text() == "01:30"
    assert said(page) == ""
    page.clock.run_for(30_500)
    assert said(page) == "Presentation: one minute left."
    page.get_by_role("button", name="Pause: Presentation").press("Enter")
    page.clock.run_for(10_000)
    assert timer.inner_text() == "01:00"
    page.get_by_role("button", name="Start: Presentation").press("Enter")
    page.clock.run_for(60_000)
    assert said(page) == "Presentation: time is up."
    page.get_by_role("button", name="Reset: Presentation").press("Enter")
    assert timer.inner_text() == "02:00"
