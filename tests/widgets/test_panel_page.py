"""The answers panel and the Plan's view in a browser: keyboard, names, narrow pages, hostile texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from jupyter_keys import acting

from toolkit_helpers.answers.room_store import RoomStore
from toolkit_helpers.widgets.assets import bundle, style
from toolkit_helpers.widgets.panel import AnswersPanel
from toolkit_helpers.widgets.session import Session

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

EVIL = "<img src=x onerror=window.hacked=1>"

MOUNT = """
async ([source, state]) => {
  const file = new Blob([source], { type: "text/javascript" });
  const { default: widget } = await import(URL.createObjectURL(file));
  const listeners = {};
  window.sent = [];
  window.model = {
    get: name => state[name],
    set(name, value) { state[name] = value; for (const call of listeners[`change:${name}`] || []) call(); },
    send: message => window.sent.push(message),
    on(event, call) { (listeners[event] ||= []).push(call); },
    off(event, call) { listeners[event] = (listeners[event] || []).filter(other => other !== call); },
    receive: (message, buffers) => listeners["msg:custom"].forEach(call => call(message, buffers)),
  };
  window.leave = widget.render({ model: window.model, el: document.getElementById("here") });
  window.listening = () => Object.values(listeners).flat().length;
}
"""


def mount(page: Page, **changes: Any) -> None:
    """Show the panel in an empty page, without a kernel."""
    above = "<h2>Your Plan</h2>" if changes.get("view") == "plan" else ""
    state = {**{name: getattr(AnswersPanel(Session()), name) for name in STATE}, **changes}
    page.set_content(
        "<!doctype html><html lang=en><title>Panel</title><style>body{margin:0}"
        f"{style('panel')}</style><main><h1>Chapter</h1>{above}<div id=here></div></main></html>"
    )
    page.evaluate(MOUNT, [bundle("panel"), state])


STATE = ("view", "strings", "place", "summary", "code", "notice", "status", "limits", "documents")
PLAN = {
    "title": "Your Plan so far",
    "text": f"2 of 4 {EVIL}",
    "sections": [
        {
            "heading": "P1 Context",
            "text": "1 of 2 required parts are written.",
            "header": ["Part of the Plan", "Written in", "State", "Content"],
            "rows": [
                ["Weakest component (required)", "EX1.5", "written", EVIL],
                ["Trends", "EX1.7", "open", ""],
            ],
        }
    ],
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["answers", "plan"])
def test_no_finding_of_axe_and_no_sideways_scrolling(
    page: Page, view: str, scheme: Literal["light", "dark"]
) -> None:
    """Everything has a name and contrast, and a page of 320 pixels holds it, in light and in dark."""
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme=scheme)
    mount(page, view=view, plan=PLAN, place="/a/very" * 30 + "/my-answers.json", notice="NOT saved: no room.")
    for details in page.locator("details").all():
        details.locator("summary").click()
    page.locator(".tk-panel-status").evaluate(
        "(node) => { node.textContent = 'Saved.'; node.dataset.state = 'saved'; }"
    )
    brightness = (
        "Number(getComputedStyle(document.querySelector('.tk-panel')).backgroundColor.match(/\\d+/)[0])"
    )
    assert (page.evaluate(brightness) > 128) == (scheme == "light")
    results = Axe().run(page)
    assert results.response["violations"] == [], results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_in_a_room_the_place_is_told_in_words_only(page: Page, tmp_path: Path) -> None:
    """Elsewhere the sentence ends in the file; in a room it says how to take a copy home."""
    mount(page, place="/a/very/long/my-answers.json")
    assert page.locator(".tk-panel-place").inner_text() == (
        "Every answer is saved at once in this file: /a/very/long/my-answers.json"
    )
    panel = AnswersPanel(Session(RoomStore(tmp_path / "answers-blue-1234.json")))
    mount(page, place=panel.place, strings=panel.strings)
    told = page.locator(".tk-panel-place")
    assert told.inner_text().startswith("Every answer is saved at once on the trainer's computer. To take a")
    assert told.locator("code").count() == 0


def test_hostile_texts_stay_texts(page: Page) -> None:
    """Whatever an answer, a path or a file name says, it is shown and never run."""
    mount(page, place=EVIL, notice=EVIL, code=EVIL, status={"state": "saved", "text": EVIL})
    assert page.locator("img").count() == 0
    mount(page, view="plan", plan=PLAN)
    assert page.locator("img").count() == 0
    assert page.evaluate("window.hacked") is None
    assert page.get_by_text(EVIL).count() == 2


def test_save_to_my_computer_downloads_what_the_kernel_sends(page: Page) -> None:
    """The button asks the kernel, the file arrives with its name and text, and the page says so."""
    mount(page)
    page.get_by_role("button", name="Save to my computer").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("window.sent") == [{"do": "export"}]
    with page.expect_download() as download:
        page.evaluate("window.model.receive({ file: 'my-answers.json', text: '{\"a\": 1}' })")
    assert download.value.suggested_filename == "my-answers.json"
    assert json.loads(Path(download.value.path()).read_text()) == {"a": 1}
    assert page.get_by_role("status").inner_text() == "The file my-answers.json is among your downloads."


FORMATS = [{"id": "html", "label": "Web page (HTML)"}, {"id": "pdf", "label": "PDF"}]


@pytest.mark.parametrize("view", ["answers", "plan"])
def test_the_plan_is_asked_for_and_arrives_as_a_file(page: Page, view: str) -> None:
    """By keyboard; the public edition unless the box is ticked; the file arrives with name and bytes."""
    words = {**AnswersPanel(Session()).documents, "formats": FORMATS}
    mount(page, view=view, plan=PLAN, documents=words)
    group = page.get_by_role("group", name="Our Plan as a document")
    group.get_by_role("button", name="PDF").focus()
    page.keyboard.press("Enter")
    group.get_by_role("checkbox", name="With our private entries, for our team only").check()
    group.get_by_role("button", name="Web page (HTML)").click()
    assert page.evaluate("window.sent") == [
        {"do": "plan", "format": "pdf", "private": False},
        {"do": "plan", "format": "html", "private": True},
    ]
    assert page.get_by_role("status").inner_text() == "The document is being made …"
    with page.expect_download() as download:
        page.evaluate(
            "window.model.receive({ plan: 'plan-team.html', type: 'text/html' },"
            " [new DataView(new TextEncoder().encode('<p>ü</p>').buffer)])"
        )
    assert download.value.suggested_filename == "plan-team.html"
    assert Path(download.value.path()).read_text(encoding="utf-8") == "<p>ü</p>"
    assert page.get_by_role("status").inner_text() == "The file plan-team.html is among your downloads."


@pytest.mark.parametrize("view", ["answers", "plan"])
def test_a_document_that_cannot_be_made_is_told(page: Page, view: str) -> None:
    """The reason is text, whatever it says."""
    mount(page, view=view, plan=PLAN)
    page.evaluate("reason => window.model.receive({ plan: '', reason }, [])", EVIL)
    assert page.get_by_role("status").inner_text() == EVIL
    assert page.evaluate("window.hacked") is None


def test_restore_sends_the_chosen_file_and_says_what_the_kernel_says(page: Page, tmp_path: Path) -> None:
    """Without a file the page says so; with one its text goes to the kernel for checking."""
    mount(page)
    page.locator("summary").click()
    button = page.get_by_role("button", name="Restore from a file")
    button.click()
    assert page.get_by_role("status").inner_text() == "Choose a file first."
    saved = tmp_path / "my-answers.json"
    saved.write_text("no json")
    page.get_by_label("File with answers").set_input_files(saved)
    button.click()
    page.wait_for_function("window.sent.length === 1")
    assert page.evaluate("window.sent") == [{"do": "restore", "name": "my-answers.json", "text": "no json"}]
    page.evaluate("window.model.set('status', { state: 'not_saved', text: 'NOT saved: not JSON.' })")
    assert page.get_by_role("status").inner_text() == "NOT saved: not JSON."


def test_a_file_that_is_too_large_stays_in_the_page(page: Page, tmp_path: Path) -> None:
    """It is refused before it travels."""
    mount(page, limits={"bytes": 10, "code": 40})
    page.locator("summary").click()
    large = tmp_path / "large.json"
    large.write_text("x" * 11)
    page.get_by_label("File with answers").set_input_files(large)
    page.get_by_role("button", name="Restore from a file").click()
    assert "too large" in page.get_by_role("status").inner_text()
    assert page.evaluate("window.sent") == []


def test_the_code_is_chosen_by_keyboard(page: Page) -> None:
    """Enter in the field is enough, and the notebook around it does not see the key."""
    mount(page, code="lumo-ravi-47")
    page.evaluate("document.addEventListener('keydown', () => { window.heard = true; })")
    page.locator("summary").click()
    field = page.get_by_label("Participant code")
    assert field.input_value() == "lumo-ravi-47"
    field.fill("Team Blue")
    field.press("Enter")
    assert page.evaluate("window.sent") == [{"do": "code", "code": "Team Blue"}]
    assert page.evaluate("window.heard") is None


def test_jupyter_shortcuts_stay_out(page: Page) -> None:
    """No shortcut of a notebook acts while a control of the panel has the focus."""
    mount(page)
    assert acting(page, "#here") == []


def test_a_closed_view_listens_no_more(page: Page) -> None:
    """Closing a cell's output leaves no listener behind."""
    for view in ("answers", "plan"):
        mount(page, view=view, plan=PLAN)
        assert page.evaluate("window.listening()") > 0
        page.evaluate("window.leave()")
        assert page.evaluate("window.listening()") == 0
