"""What goes in and out of an exercise: answers, status, insight, facts, and anywidget's model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from exercise_page import answers, exercise, show
from exercise_parts import EVERY, NUMBER, ORDER, SINGLE, TABLE, TEXT

from toolkit_helpers.exercises.phrases import phrases
from toolkit_helpers.widgets.assets import bundle

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

OWN = {
    "id": "gap",
    "kind": "number",
    "prompt": "OSI minus TII?",
    "fact": "osi_minus_tii",
    "tolerance": 0.0005,
    "right": "Correct.",
    "wrong": "Subtract.",
    "diagnoses": [{"fact": "tii_minus_osi", "say": "Right size, wrong sign."}],
}

GIVEN = {
    "single": "B",
    "several": ["C"],
    "terms": {"a": "1"},
    "cycle": ["plan", "envision", "analyse"],
    "index": "0,5",
    "grid": {"PL1.L1": {"current": 2, "target": 3}},
    "mirror": {"ask": 4},
    "map": {"layer": {"x": 1, "y": 5}},
    "gaps": [{"statement": "No owner", "power": 3, "first": True, "by": "2027-03-31", "stance": -2}],
    "team": {"name": "Kigali", "country": "RWA", "share": True},
    "statement": {"text": "Five words", "rubric": {"data": 0}},
    "hearing": {"text": "Keep", "done": [1]},
}


def test_restored_answers_are_shown_without_feedback(page: Page) -> None:
    """Every kind shows the answer it is given, unchecked, and sends nothing by itself."""
    show(page, exercise(*EVERY.values()), answer=GIVEN, countries=[["RWA", "Rwanda"]])
    assert page.get_by_label("a relative position").is_checked()
    assert page.get_by_label("Others gained more.").is_checked()
    assert page.get_by_label("Deeds are scanned.").input_value() == "1"
    assert "Plan" in page.locator(".dgw-order > li").first.inner_text()
    assert page.get_by_label("Compute the index.").input_value() == "0,5"
    assert page.locator(".dgw-cell").first.inner_text().startswith("2 → 3")
    assert page.get_by_role("group", name="I asked for evidence.").get_by_label("4").is_checked()
    assert page.get_by_role("group", name="1. Exchange layer").get_by_label("Value").input_value() == "5"
    assert page.get_by_label("Statement (required)").first.input_value() == "No owner"
    assert page.get_by_label("Stance").first.input_value() == "-2"
    assert page.get_by_label("By when").first.input_value() == "2027-03-31"
    assert page.get_by_label("Country (required)").input_value() == "RWA"
    assert page.get_by_label("Write your context.").input_value() == "Five words"
    assert page.get_by_label("Data are used accurately.").input_value() == "0"
    assert page.get_by_label("Ask three questions.").is_checked()
    assert page.locator(".dgw-result:visible").count() == 0
    page.wait_for_timeout(300)
    assert page.evaluate("window.sent.length") == 0


def test_typing_is_sent_soon_and_at_once_on_leaving(page: Page) -> None:
    """While typing the answer waits a quarter of a second; leaving the field sends it at once."""
    show(page, exercise(TEXT))
    page.clock.install()
    field = page.get_by_label("Write your context.")
    field.press_sequentially("abc")
    assert page.evaluate("window.sent.length") == 0
    page.clock.run_for(300)
    assert page.evaluate("window.sent") == [{"statement": {"text": "abc"}}]
    field.press_sequentially("d")
    field.blur()
    assert page.evaluate("window.sent.at(-1)") == {"statement": {"text": "abcd"}}


def test_what_is_typed_is_sent_before_the_view_goes(page: Page) -> None:
    """A view that is taken away sends what was typed last."""
    show(page, exercise(NUMBER))
    page.clock.install()
    page.get_by_label("Compute the index.").press_sequentially("0.5")
    page.evaluate("window.view.destroy()")
    assert page.evaluate("window.sent") == [{"index": "0.5"}]
    assert page.locator(".dgw").count() == 0


def test_an_emptied_answer_is_no_answer(page: Page) -> None:
    """Clearing a field takes the part out of the answers."""
    show(page, exercise(NUMBER, TABLE), answer={"index": "3", "gaps": [{"statement": "x"}]})
    page.get_by_label("Compute the index.").fill("")
    page.get_by_label("Statement (required)").first.fill("")
    assert answers(page) == {}


def test_an_answer_from_elsewhere_replaces_the_part_it_changes(page: Page) -> None:
    """An update shows the new answer and leaves a part alone that did not change."""
    show(page, exercise(SINGLE, TEXT), answer={"single": "A"})
    area = page.get_by_label("Write your context.")
    area.fill("mine")
    area.focus()
    page.evaluate("window.view.update({ answer: { single: 'B', statement: { text: 'mine' } } })")
    assert page.get_by_label("a relative position").is_checked()
    assert area.evaluate("(node) => node === document.activeElement")
    page.evaluate("window.view.update({ answer: {} })")
    assert page.locator("input:checked").count() == 0
    assert page.get_by_label("Write your context.").input_value() == ""


def test_status_and_insight_follow(page: Page) -> None:
    """A saved status is plain, a failure is an alert; the insight appears when there is one."""
    show(page, exercise(ORDER), status={"state": "saved", "text": "Saved 10:32"})
    assert page.locator(".dgw-status").inner_text() == "Saved 10:32"
    assert page.get_by_role("alert").inner_text() == ""
    assert not page.locator(".dgw-insight").is_visible()
    page.evaluate(
        """window.view.update({
          status: { state: "not_saved", text: "NOT saved: the disk is full." },
          insight: [{ kind: "text", text: "Two gaps are a tie.", tone: "note" }] })"""
    )
    assert page.get_by_role("alert").inner_text() == "NOT saved: the disk is full."
    assert page.locator(".dgw-status").inner_text() == ""
    assert "Two gaps are a tie." in page.locator(".dgw-insight").inner_text()


def test_figures_of_the_country_arrive_later(page: Page) -> None:
    """A number of the country is compared once the facts are there, its sign error is named."""
    show(page, exercise(OWN))
    page.get_by_label("OSI minus TII?").fill("−0,4482")
    check = page.get_by_role("button", name="Check my answer")
    check.click()
    assert "Choose your country first" in page.locator(".dgw-result").inner_text()
    page.evaluate("window.view.update({ facts: { osi_minus_tii: 0.4482, tii_minus_osi: -0.4482 } })")
    check.click()
    assert "Right size, wrong sign." in page.locator(".dgw-result").inner_text()
    page.get_by_role("button", name="Show the answer").click()
    assert "The answer: 0.4482" in page.locator(".dgw-result").inner_text()


def test_anywidget_model(page: Page) -> None:
    """The default export reads the traits, writes the answer, follows changes and lets go of the model."""
    traits = {
        "exercise": exercise(SINGLE),
        "answer": {},
        "facts": {},
        "strings": phrases(),
        "seed": "",
        "status": {},
        "insight": [],
        "countries": [],
    }
    page.set_content("<main><h1>Chapter</h1><h2>Part</h2><div id='place'></div></main>")
    page.add_script_tag(
        type="module",
        content=bundle("exercise").replace("export default", "const entry =")
        + f"""
        const traits = {json.dumps(traits)};
        const listeners = new Map();
        window.saves = 0;
        window.model = {{
          get: (name) => traits[name],
          set(name, value) {{
            traits[name] = value;
            for (const f of listeners.get(`change:${{name}}`) || []) f();
          }},
          save_changes() {{ window.saves += 1; }},
          on(event, f) {{ listeners.set(event, [...(listeners.get(event) || []), f]); }},
          off(event, f) {{ listeners.set(event, listeners.get(event).filter((one) => one !== f)); }},
          count: () => [...listeners.values()].flat().length,
        }};
        window.close_view = entry.render({{ model: window.model, el: document.getElementById("place") }});""",
    )
    page.wait_for_function("Boolean(window.close_view)")
    option = page.get_by_label("a relative position")
    option.check()
    assert page.evaluate("[window.model.get('answer'), window.saves]") == [{"single": "B"}, 1]
    assert option.evaluate("(node) => node === document.activeElement")
    page.evaluate("window.model.set('status', { state: 'saved', text: 'Saved 10:33' })")
    assert page.locator(".dgw-status").inner_text() == "Saved 10:33"
    page.evaluate("window.model.set('answer', { single: 'C' })")
    assert page.get_by_label("how many people use it").is_checked()
    page.evaluate("window.close_view()")
    assert page.evaluate("window.model.count()") == 0
