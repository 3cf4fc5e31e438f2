"""The page in a browser: accessible, usable from a file, answers kept, saved and restored."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from toolkit_helpers.answers.model import FORMAT
from toolkit_helpers.handouts import page as pages
from toolkit_helpers.handouts.document import Activity, Document

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
ALIVE = "body[data-alive=all]"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def address(document: Document, tmp_path: Path) -> str:
    """Return the address of the participant's page, as a file on a stick."""
    path = tmp_path / "09-small.participant.html"
    path.write_text(pages.render(document), encoding="utf-8")
    return path.as_uri()


def answers(page: Page) -> dict:
    """Return what the browser keeps."""
    return json.loads(page.evaluate("localStorage.getItem('digital-government-workbook/answers/1')") or "{}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scripts", [True, False], ids=["live", "paper"])
def test_axe_finds_nothing(chromium: Browser, address: str, width: int, scheme: str, scripts: bool) -> None:
    """No accessibility finding on a phone and on a desktop, light and dark, alive and as paper."""
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=True
    )
    page = context.new_page()
    if not scripts:
        # axe itself is a script, so the page's own is taken out instead of switching all off.
        page.route(
            "**/*", lambda route: route.fulfill(body=_without_program(address), content_type="text/html")
        )
    page.goto(address)
    if scripts:
        page.wait_for_selector(ALIVE)
    assert page.locator("section.dgw").count() == (12 if scripts else 0)
    found = Axe().run(page, options=RULES).response["violations"]
    width_needed = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert width_needed <= width


def _without_program(address: str) -> str:
    from urllib.parse import urlparse
    from urllib.request import url2pathname

    html = Path(url2pathname(urlparse(address).path)).read_text(encoding="utf-8")
    return html[: html.index('<script type="application/json"')] + "</body></html>"


def test_without_javascript_the_paper_is_read(chromium: Browser, address: str) -> None:
    """With scripts switched off, every exercise is there as paper, and no dead button is shown."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".static:visible").count() == 12
    assert page.locator("button:visible").count() == 0
    context.close()


def test_nothing_is_requested(page: Page, address: str) -> None:
    """Opening and using the page asks nobody for anything."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.get_by_role("checkbox").first.check()
    assert asked == [address]


def test_answers_are_kept_and_come_back(page: Page, address: str) -> None:
    """An answer is in the browser's storage at once and is there after the page is opened again."""
    page.goto(address)
    form = page.locator("[data-exercise='EX9.1'] form").nth(1)
    form.get_by_label("Yes").check()
    kept = answers(page)
    assert kept["format"] == FORMAT
    assert kept["answers"]["EX9.1"]["parts"] == {"b": "x"}
    page.reload()
    assert page.locator("[data-exercise='EX9.1'] form").nth(1).get_by_label("Yes").is_checked()


def test_feedback_comes_without_a_kernel(page: Page, address: str) -> None:
    """Marking works in the page."""
    page.goto(address)
    form = page.locator("[data-exercise='EX9.1'] form").nth(1)
    form.get_by_label("Yes").check()
    form.get_by_role("button", name="Check my answer").click()
    assert "SECRET feedback" in form.inner_text()


def test_the_saved_file_is_an_answers_file(page: Page, address: str, tmp_path: Path) -> None:
    """What "Save to my computer" gives is read by the workbook's own reader."""
    from toolkit_helpers.answers import open_store

    page.goto(address)
    page.locator("[data-exercise='EX9.1'] form").nth(1).get_by_label("Yes").check()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save to my computer").click()
    assert caught.value.suggested_filename == "my-answers.json"
    text = Path(caught.value.path()).read_text(encoding="utf-8")
    restored = open_store().restore(text, "my-answers.json")
    assert restored.answers["EX9.1"].parts == {"b": "x"}


def test_an_answers_file_is_restored(page: Page, address: str, tmp_path: Path) -> None:
    """A file that the workbook saved fills the page, and the answers from before are set aside."""
    from toolkit_helpers.answers import open_store

    store = open_store()
    store.save("EX9.1", {"b": "y"})
    path = tmp_path / "mine.json"
    path.write_text(store.export_text(), encoding="utf-8")
    page.goto(address)
    form = page.locator("[data-exercise='EX9.1'] form").nth(1)
    form.get_by_label("Yes").check()
    page.locator("#tools-file").set_input_files(path)
    page.get_by_text("The answers of the file are back.").first.wait_for()
    assert form.get_by_label("No", exact=True).is_checked()
    aside = page.evaluate("localStorage.getItem('digital-government-workbook/answers/1/before-restore')")
    assert json.loads(aside)["answers"]["EX9.1"]["parts"] == {"b": "x"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "cannot be read"),
        ('{"format": "other"}', "no answers file"),
        (json.dumps({"format": FORMAT, "schema_version": 99, "answers": {}}), "later version"),
        (
            json.dumps({"format": FORMAT, "schema_version": 1, "answers": {"x": 1}, "participant": {}}),
            "no answers",
        ),
    ],
)
def test_a_wrong_file_changes_nothing(page: Page, address: str, tmp_path: Path, text: str, said: str) -> None:
    """A file that is no answers file is refused in a sentence, and the answers stay."""
    path = tmp_path / "wrong.json"
    path.write_text(text, encoding="utf-8")
    page.goto(address)
    page.locator("[data-exercise='EX9.1'] form").nth(1).get_by_label("Yes").check()
    page.locator("#tools-file").set_input_files(path)
    page.locator("#tools-status", has_text=said).wait_for()
    assert answers(page)["answers"]["EX9.1"]["parts"] == {"b": "x"}


def test_the_country_marks_numbers(page: Page, address: str) -> None:
    """The country chosen in the header is kept as the team's and gives the key of a number."""
    page.goto(address)
    page.get_by_label("Your country").select_option("RWA")
    assert answers(page)["answers"]["EX0.1"]["parts"]["team"] == {"country_code": "RWA"}
    form = page.locator("[data-exercise='EX9.4'] form").nth(1)
    form.get_by_role("textbox").fill("0.4483")
    form.get_by_role("button", name="Check my answer").click()
    assert form.locator(".dgw-result[data-state]").is_visible()
    assert form.locator(".dgw-result").get_attribute("data-state") in {"right", "wrong"}
    page.reload()
    assert page.get_by_label("Your country").input_value() == "RWA"


def test_references_read_the_answers_of_this_browser(page: Page, address: str) -> None:
    """Rows of another chapter come from the answers file; what its page would call them is known here."""
    page.goto(address)
    first = page.get_by_role("textbox", name="Main gap").first
    assert (
        "the short names that EX3.7 gives them"
        in page.locator(".dgw", has_text="Rows and references").inner_text()
    )
    first.fill("g2")
    first.press("Tab")
    assert answers(page)["answers"]["EX9.12"]["parts"]["ini"] == [{"code": "I1", "gap": "G2"}]
    hostile = "<img src=x onerror=alert(1)>"
    gaps = [{"statement": "No owner"}, {}, {"code": "G7", "statement": hostile}]
    entry = {"parts": {"gaps": gaps}, "saved": "2026-01-01T00:00:00Z", "version": 1}
    kept = answers(page)
    kept["answers"]["EX3.7"] = entry
    data = json.dumps(kept).encode()
    page.locator("#tools-file").set_input_files(
        {"name": "a.json", "mimeType": "application/json", "buffer": data}
    )
    chosen = page.get_by_label("Main gap").first
    assert chosen.locator("option").all_inner_texts() == [
        "Choose …",
        "G8 – No owner",
        f"G7 – {hostile}",
        "G2 (no longer there)",
    ]
    assert chosen.input_value() == "G2"
    chosen.select_option("G7")
    assert answers(page)["answers"]["EX9.12"]["parts"]["ini"] == [{"code": "I1", "gap": "G7"}]
    assert page.locator(".dgw img").count() == 0


def test_a_damaged_store_is_set_aside(page: Page, address: str) -> None:
    """What the browser keeps but nobody can read is not overwritten."""
    page.goto(address)
    page.evaluate("localStorage.setItem('digital-government-workbook/answers/1', '{damaged')")
    page.reload()
    names = page.evaluate("Object.keys(localStorage)")
    (name,) = [name for name in names if "/damaged-" in name]
    assert page.evaluate(f"localStorage.getItem({name!r})") == "{damaged"


def test_a_browser_that_keeps_nothing_is_told_of_at_once(page: Page, document: Document) -> None:
    """Where storage is refused, the page says how long answers last, works, and gives them as a file."""
    place, html = "http://workbook.test/", pages.render(document)
    # In a sandbox a page has no storage, as in a browser that is told to keep nothing.
    refused = {"Content-Security-Policy": "sandbox allow-scripts allow-downloads"}
    page.route(place, lambda route: route.fulfill(body=html, content_type="text/html", headers=refused))
    page.goto(place)
    page.wait_for_selector(ALIVE)
    alarm = "they last only until you close this page"
    told = page.locator("#tools-alert")
    assert alarm in told.inner_text()
    assert page.get_by_text("Every answer is kept").is_hidden()
    page.get_by_role("radio").first.check()
    page.locator("section.dgw .dgw-alert", has_text=alarm).wait_for()
    assert alarm in told.inner_text()
    assert page.get_by_text("Kept in this browser.").count() == 0
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save to my computer").click()
    assert json.loads(Path(caught.value.path()).read_text(encoding="utf-8"))["answers"]


def test_a_private_window_is_told_of_in_words(page: Page, address: str) -> None:
    """A private window keeps answers until it is closed and cannot be told apart, so every page says it."""
    page.goto(address)
    page.wait_for_selector(ALIVE)
    assert page.get_by_text("in a private window only until you close it").is_visible()
    assert page.locator("#tools-alert").inner_text() == ""
    assert page.evaluate("Object.keys(localStorage)") == []


def test_printing_opens_the_tables(page: Page, address: str) -> None:
    """The numbers of a chart are on the printed page, although they are folded on the screen."""
    page.goto(address)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("figure details[open]").count() == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("figure details[open]").count() == 0


@pytest.mark.parametrize("kind", ["choice", "match", "number", "scale", "text"])
def test_a_page_carries_only_what_its_exercises_need(
    page: Page, document: Document, tmp_path: Path, kind: str
) -> None:
    """A page with few kinds of exercises is smaller and works: answers are kept, and no script stumbles."""
    elements = tuple(
        element
        for element in document.elements
        if not isinstance(element, Activity) or {part.kind for part in element.exercise.parts} == {kind}
    )
    html = pages.render(replace(document, elements=elements))
    assert len(html) < len(pages.render(document)) - 20_000
    path = tmp_path / "small.html"
    path.write_text(html, encoding="utf-8")
    page.goto(path.as_uri())
    page.locator("section.dgw").wait_for()
    assert page.locator("section.dgw").count() == 1
    field = page.locator("section.dgw :is(input, textarea, select)").first
    if kind == "match":
        field.select_option(index=1)
    elif kind in {"number", "text"}:
        field.fill("7")
        field.press("Tab")
    else:
        field.check(force=True)
    assert len(answers(page)["answers"]) == 1
