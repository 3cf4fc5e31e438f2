"""Numbers that a reader may change, in a real browser: by keyboard, with names, without a flood of words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import sample_charts
from axe_playwright_python.sync_playwright import Axe
from jupyter_keys import acting

from toolkit_helpers.figures.controls import Control
from toolkit_helpers.figures.phrases import phrases
from toolkit_helpers.widgets.assets import bundle, style
from toolkit_helpers.widgets.exploration import chart_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page

    Opener = Callable[..., Page]

pytestmark = pytest.mark.browser

CONTROLS = (
    Control("leaving", "Leaving each year", 0, 50, 0.5, 8, "%"),
    Control("joining", "Joining each year", 0, 900, 10, 120, "persons"),
    Control("series", "Which series", options=("Electricity", "Literacy")),
)
FIRST = {"number": 0, "values": {"leaving": 8, "joining": 120, "series": 0}, "faults": {}}

# A kernel in the page: answers each question after a moment, as slowly or as fast as the test says.
HTML = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Controls</title>
<style>:root {{ color-scheme: light dark }} body {{ margin: 8px }} {style}</style></head>
<body><main><h1>Controls</h1><div id="place"></div></main>
<script type="module">
{bundle}
const values = {{ chart: {chart}, country: "", countries: [], controls: {controls}, reply: {reply},
  asked: {{}}, strings: {strings} }};
const listeners = {{}};
window.questions = [];
window.model = {{
  get: (name) => values[name],
  set: (name, value) => {{
    values[name] = value;
    for (const call of listeners[`change:${{name}}`] ?? []) call();
  }},
  save_changes: () => window.questions.push(values.asked),
  on: (name, call) => (listeners[name] ??= []).push(call),
  off: (name, call) => {{ listeners[name] = listeners[name].filter((one) => one !== call); }},
}};
window.leave = render({{ model: window.model, el: document.getElementById("place") }});
window.spoken = [];
new MutationObserver((changes) => {{
  for (const {{ target }} of changes) {{
    const region = (target.nodeType === 3 ? target.parentElement : target).closest("[role=status]");
    if (region && region.textContent) window.spoken.push(region.textContent);
  }}
}}).observe(document.body, {{ subtree: true, childList: true, characterData: true }});
</script></body></html>"""


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opener]:
    """Return a function that opens a page with one exploration; an error in its scripts fails the test."""
    contexts = []
    errors: list[str] = []

    def open_page(width: int = 768, **options: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        chart = sample_charts.cost().model_copy(update={"used": "Leaving each year: 8.0 %"})
        page.set_content(
            HTML.format(
                style=style("explore"),
                bundle=bundle("explore"),
                chart=json.dumps(chart_json(chart)),
                controls=json.dumps([control.as_json() for control in CONTROLS]),
                reply=json.dumps(FIRST),
                strings=json.dumps(phrases()),
            )
        )
        page.locator("svg").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not errors, errors


def questions(page: Page) -> list[dict[str, Any]]:
    """Return what the page has asked the kernel so far."""
    asked: list[dict[str, Any]] = page.evaluate("window.questions")
    return asked


def wait_for_question(page: Page, count: int) -> dict[str, Any]:
    """Return the question with this number once it is asked."""
    page.wait_for_function("(count) => window.questions.length >= count", arg=count)
    return questions(page)[count - 1]


def answer(page: Page, finding: str = "", faults: dict[str, str] | None = None, **values: float) -> None:
    """Answer the latest question as the kernel does: the chart, unless nothing changed, then the reply."""
    number = questions(page)[-1]["number"]
    reply = {"number": number, "values": {**FIRST["values"], **values}, "faults": faults or {}}  # type: ignore[dict-item]
    if finding:
        chart = chart_json(sample_charts.cost().model_copy(update={"finding": finding}))
        page.evaluate("(chart) => window.model.set('chart', chart)", chart)
    page.evaluate("(reply) => window.model.set('reply', reply)", reply)


def field(page: Page, name: str) -> Locator:
    """Return the field, list or slider with exactly this name."""
    return page.get_by_label(name, exact=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing(opened: Opener, width: int, scheme: str) -> None:
    """Fields, sliders, list, button and a fault have no accessibility finding in light and dark."""
    page = opened(width, color_scheme=scheme)
    field(page, "Leaving each year").fill("many")
    wait_for_question(page, 1)
    answer(page, faults={"leaving": "Leaving each year: give a number from 0 to 50 %.", "": "Nobody moves."})
    found = Axe().run(page, options={"rules": {"color-contrast": {"enabled": True}}})
    assert [
        (one["id"], [node["target"] for node in one["nodes"]]) for one in found.response["violations"]
    ] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_control_is_reached_by_keyboard_in_reading_order(opened: Opener) -> None:
    """Tab goes from field to slider to the next field, the list and the button, each with its name."""
    page = opened()
    names = []
    for _step in range(6):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate(
                "(() => { const at = document.activeElement;"
                "return at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent; })()"
            )
        )
    assert names == [
        "Leaving each year",
        "Leaving each year, slider",
        "Joining each year",
        "Joining each year, slider",
        "Which series",
        "Back to the first values",
    ]
    group = page.get_by_role("group", name="Try other values")
    assert group.get_by_role("textbox").count() == group.get_by_role("slider").count() == 2


def test_jupyter_shortcuts_stay_out(opened: Opener) -> None:
    """No shortcut of a notebook acts while a control or the table of numbers has the focus."""
    page = opened()
    page.evaluate("document.querySelector('details').open = true")
    assert acting(page, "#place") == []


def test_a_field_is_described_by_its_unit(opened: Opener) -> None:
    """Unit and fault are tied to the field; the slider says its number with the unit."""
    page = opened()
    described = (field(page, "Leaving each year").get_attribute("aria-describedby") or "").split()
    assert page.locator(f"#{described[0]}").inner_text() == "%"
    assert field(page, "Leaving each year").input_value() == "8.0"
    assert field(page, "Leaving each year, slider").get_attribute("aria-valuetext") == "8.0 %"
    assert field(page, "Which series").input_value() == "0"


def test_a_slider_moves_by_arrow_keys_and_takes_its_field_along(opened: Opener) -> None:
    """Each arrow key is one step; the field follows at once, the kernel is asked once after a pause."""
    page = opened()
    slider = field(page, "Leaving each year, slider")
    slider.focus()
    for _step in range(5):
        page.keyboard.press("ArrowRight")
    assert field(page, "Leaving each year").input_value() == "10.5"
    assert slider.get_attribute("aria-valuetext") == "10.5 %"
    assert wait_for_question(page, 1)["typed"] == {"leaving": "10.5", "joining": "120", "series": "0"}
    page.keyboard.press("End")
    assert wait_for_question(page, 2)["typed"]["leaving"] == "50.0"
    assert slider.evaluate("(node) => node === document.activeElement")


def test_the_finding_is_said_once_per_pause_in_typing(opened: Opener) -> None:
    """While somebody types nothing is asked; after the pause one question, one new finding, once said."""
    page = opened()
    entry = field(page, "Joining each year")
    entry.fill("")
    entry.press_sequentially("240", delay=60)
    assert questions(page) == []
    assert wait_for_question(page, 1)["typed"]["joining"] == "240"
    page.evaluate("window.spoken.length = 0")
    answer(page, "With 240 joining the stock grows (invented)", joining=240)
    assert page.evaluate("window.spoken") == ["With 240 joining the stock grows (invented)"]
    page.wait_for_timeout(900)
    assert len(questions(page)) == 1
    assert entry.evaluate("(node) => node === document.activeElement")
    assert field(page, "Joining each year, slider").input_value() == "240"


def test_leaving_a_field_asks_at_once(opened: Opener) -> None:
    """Enter or Tab ends the typing: the kernel is asked without waiting for the pause, and only once."""
    page = opened()
    entry = field(page, "Joining each year")
    entry.fill("300")
    entry.press("Enter")
    assert [one["typed"]["joining"] for one in questions(page)] == ["300"]
    entry.press("Tab")
    page.wait_for_timeout(800)
    assert len(questions(page)) == 1


def test_a_bad_value_is_told_and_the_chart_stays(opened: Opener) -> None:
    """The field is marked and one sentence said; text and chart stay; a good value clears the sentence."""
    page = opened()
    entry, finding = field(page, "Leaving each year"), page.locator(".dgx-finding")
    before = finding.inner_text()
    entry.fill("many")
    wait_for_question(page, 1)
    assert page.locator("figure").get_attribute("aria-busy") == "true"
    sentence = "Leaving each year: give a number from 0 to 50 %."
    page.evaluate("window.spoken.length = 0")
    answer(page, faults={"leaving": sentence})
    assert page.evaluate("window.spoken") == [sentence]
    assert entry.get_attribute("aria-invalid") == "true"
    described = (entry.get_attribute("aria-describedby") or "").split()
    assert sentence in [page.locator(f"#{one}").inner_text() for one in described]
    assert (entry.input_value(), finding.inner_text()) == ("many", before)
    assert page.locator("figure").get_attribute("aria-busy") is None
    entry.fill("9")
    wait_for_question(page, 2)
    answer(page, "Nine leave (invented)", leaving=9)
    assert entry.get_attribute("aria-invalid") == "false"
    assert page.get_by_text(sentence).count() == 0
    assert finding.inner_text() == "Nine leave (invented)"


def test_an_answer_that_comes_late_changes_no_field(opened: Opener) -> None:
    """The reply to an earlier question leaves what has been typed since as it is."""
    page = opened()
    entry = field(page, "Joining each year")
    entry.fill("300")
    entry.press("Enter")
    late = {**FIRST, "number": 1, "values": {**FIRST["values"], "joining": 300}}  # type: ignore[dict-item]
    entry.fill("400")
    entry.press("Enter")
    field(page, "Which series").focus()
    page.evaluate("(reply) => window.model.set('reply', reply)", late)
    assert entry.input_value() == "400"
    answer(page, joining=400)
    assert entry.input_value() == "400"
    assert field(page, "Joining each year, slider").input_value() == "400"


def test_a_list_asks_at_once_and_the_button_goes_back(opened: Opener) -> None:
    """Choosing from a list asks at once; the button puts every control where it stood at first."""
    page = opened()
    field(page, "Which series").select_option("Literacy")
    assert questions(page)[-1]["typed"]["series"] == "1"
    answer(page, series=1)
    field(page, "Joining each year").fill("7")
    page.get_by_role("button", name="Back to the first values").press("Enter")
    assert questions(page)[-1]["typed"] == {"leaving": "8.0", "joining": "120", "series": "0"}


def test_on_paper_the_values_stand_in_words(opened: Opener) -> None:
    """Printed, the controls are gone and a line names the values; on the screen it is the other way round."""
    page = opened()
    used = page.get_by_text("Values used: Leaving each year: 8.0 %")
    assert not used.is_visible()
    page.emulate_media(media="print")
    assert used.is_visible()
    assert not field(page, "Joining each year").is_visible()


def test_labels_cannot_become_markup(opened: Opener) -> None:
    """Words of controls and faults are shown as they are, never read as HTML."""
    page = opened()
    field(page, "Leaving each year").fill("<img src=x onerror=alert(1)>")
    wait_for_question(page, 1)
    answer(page, faults={"leaving": "<b>bold</b>"})
    assert page.locator(".dgx-controls b, .dgx-controls img").count() == 0
    assert page.get_by_text("<b>bold</b>").is_visible()


def test_leaving_cleans_up(opened: Opener) -> None:
    """When the output is cleared nothing is left, and a pause in typing that ends later asks nothing."""
    page = opened()
    field(page, "Joining each year").fill("7")
    page.evaluate("window.leave()")
    page.wait_for_timeout(800)
    assert page.locator("#place *").count() == 0
    assert questions(page) == []
