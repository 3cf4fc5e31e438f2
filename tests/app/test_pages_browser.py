"""The pages in a browser: readable by everybody, calm while they start, and honest when something is gone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from app_processes import kernels, wait_for

from toolkit_helpers.app.server import App
from toolkit_helpers.app.shipped import chapters

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

Scheme = Literal["light", "dark"]

pytestmark = pytest.mark.browser
PATIENCE = 90_000
MOMENT = 500
ASK_EVERY = 4_000
"""How often a page asks how its kernel is, as in page.js."""
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
CHAPTER = next(name for name in chapters() if name.startswith("01-"))
NEXT = next(name for name in chapters() if name.startswith("02-"))


def door(app: App) -> str:
    """Return the server's address without a path."""
    return f"http://127.0.0.1:{app.port}/"


def enter(page: Page, app: App, code: str, chapter: str = CHAPTER) -> None:
    """Come in as a new participant and wait for a chapter's exercises."""
    page.goto(f"{door(app)}chapters/{chapter}")
    page.get_by_label("Participant code").first.fill(code)
    page.get_by_role("button", name="Start with this code").click()
    ready(page)


def ready(page: Page) -> None:
    """Wait until the page says that its exercises are there."""
    page.locator("#state", has_text="The exercises are ready.").wait_for()


def exercise(page: Page, name: str) -> Locator:
    """Return the one exercise with this id."""
    return page.locator("section.dgw").filter(has=page.get_by_text(name, exact=True))


def option(page: Page) -> Locator:
    """Return the right option of EX1.2."""
    return exercise(page, "EX1.2").get_by_role("radio", name=re.compile("how a country stands relative"))


def violations(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=RULES).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]


def later(page: Page, awaited: Locator) -> None:
    """Let the page's own clock, which the test has installed, run ahead until something is there."""
    from playwright.sync_api import TimeoutError as NotYet

    for _look in range(PATIENCE // MOMENT):
        try:
            awaited.wait_for(timeout=MOMENT)
        except NotYet:
            page.clock.fast_forward(ASK_EVERY)
        else:
            return
    raise AssertionError(f"{awaited} did not come")


@pytest.fixture
def page(page: Page) -> Page:
    """Return a fresh page that waits as long as a busy machine needs."""
    page.set_default_timeout(PATIENCE)
    return page


@pytest.fixture(scope="module")
def opened(chromium: Browser, room: App) -> Iterator[Page]:
    """Open a chapter once for all tests that only look at it."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    enter(page, room, "only looking")
    page.get_by_text("Chapters", exact=True).click()
    yield page
    context.close()


LOOKS = pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]
)


@LOOKS
def test_axe_finds_nothing_at_the_door(page: Page, room: App, width: int, scheme: Scheme) -> None:
    """No accessibility finding, and nothing scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(door(room))
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@LOOKS
def test_axe_finds_nothing_in_a_chapter(opened: Page, width: int, scheme: Scheme) -> None:
    """No accessibility finding with the list of chapters open, and nothing scrolls sideways."""
    opened.set_viewport_size({"width": width, "height": 800})
    opened.emulate_media(color_scheme=scheme)
    assert violations(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_prints(opened: Page) -> None:
    """Paper has text and exercises, but no title bar's menu and no buttons that lead elsewhere."""
    opened.emulate_media(media="print")
    hidden = [opened.locator(place).is_hidden() for place in (".bar nav", ".between")]
    shown = exercise(opened, "EX1.2").is_visible()
    opened.emulate_media(media="screen")
    assert hidden == [True, True]
    assert shown


def test_everything_is_reached_by_keyboard(page: Page, room: App) -> None:
    """Code, skip link, chapters, an option and its feedback: without a mouse."""
    page.goto(f"{door(room)}chapters/{CHAPTER}")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("keyboard only")
    page.keyboard.press("Enter")
    ready(page)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    chosen = exercise(page, "EX1.2").get_by_role("radio").first
    for _ in range(150):
        page.keyboard.press("Tab")
        if chosen.evaluate("(node) => node === document.activeElement"):
            break
    page.keyboard.press("Space")
    assert chosen.is_checked()
    page.keyboard.press("Enter")
    exercise(page, "EX1.2").locator(".dgw-result[data-state]:visible").first.wait_for()


def test_two_browsers_do_not_see_each_others_answers(chromium: Browser, room: App) -> None:
    """The same chapter, two codes: each sees their own answer, also after loading the page again."""
    contexts = [chromium.new_context() for _ in range(2)]
    first, second = (context.new_page() for context in contexts)
    for page in (first, second):
        page.set_default_timeout(PATIENCE)
    enter(first, room, "browser one")
    enter(second, room, "browser two")
    option(first).check()
    exercise(first, "EX1.2").locator(".dgw-status", has_text="Saved").wait_for()
    second.reload()
    ready(second)
    assert not option(second).is_checked()
    first.reload()
    ready(first)
    assert option(first).is_checked()
    assert "browser one" in first.locator(".who").inner_text()
    for context in contexts:
        context.close()


def test_the_progress_follows_the_answers(page: Page, room: App) -> None:
    """The title bar counts answered exercises in words, without loading the page again."""
    page.clock.install()
    enter(page, room, "one step")
    page.locator(".progress", has_text=re.compile("^ ?0 of ")).wait_for()
    option(page).check()
    later(page, page.locator(".progress", has_text=re.compile("^ ?1 of ")))
    page.get_by_role("link", name=re.compile("^Next: Chapter 2")).click()
    ready(page)
    assert page.url.endswith(NEXT)


def test_a_lost_kernel_is_told_and_nothing_is_lost(page: Page, room: App) -> None:
    """What is answered after the kernel died is saved all the same, and is there when the page is loaded."""
    page.clock.install()
    before = kernels(room)
    enter(page, room, "lost kernel")
    (own,) = kernels(room) - before
    own.kill()
    option(page).check()
    later(
        page, page.get_by_text("This page has lost its connection to the exercises. Your answers are saved.")
    )
    page.get_by_role("button", name="Load the page again").click()
    page.wait_for_load_state()
    ready(page)
    assert option(page).is_checked()


def test_the_last_answer_before_leaving_is_saved(page: Page, room: App) -> None:
    """Whoever writes and at once goes to another chapter loses no word."""
    enter(page, room, "quick leaver")
    place = exercise(page, "EX1.7").locator("form[data-part=trends]")
    place.get_by_label(re.compile("^What we see")).first.fill("A trend that is written in haste")
    page.evaluate("document.querySelector('[rel=next]').click()")
    ready(page)
    page.go_back()
    ready(page)
    field = exercise(page, "EX1.7").locator("form[data-part=trends]").get_by_label(re.compile("^What we see"))
    assert field.first.input_value() == "A trend that is written in haste"


def test_a_server_that_comes_back_takes_the_answers(page: Page, tmp_path: Path) -> None:
    """While the server is away the page says so and keeps the answer; a new server on the place saves it."""
    page.clock.install()
    with App(tmp_path, room=True) as app:
        enter(page, app, "power cut")
        port = app.port
    option(page).check()
    later(page, page.get_by_text("The workbook does not answer at the moment."))
    with App(tmp_path, room=True, port=port):
        later(page, page.get_by_text("Your answers are saved. Load the page again"))
        page.get_by_role("button", name="Load the page again").click()
        page.wait_for_load_state()
        ready(page)
        assert option(page).is_checked()


def test_a_page_that_could_not_be_made_tries_again(page: Page, room: App) -> None:
    """A page that ends in the middle says so and loads itself again, until it is whole."""
    left = [2]

    def halve(route: object) -> None:
        if not left[0]:
            route.continue_()  # type: ignore[attr-defined]
            return
        left[0] -= 1
        answer = route.fetch()  # type: ignore[attr-defined]
        text = answer.text()
        route.fulfill(response=answer, body=text[: text.index('<div id="cells">')])  # type: ignore[attr-defined]

    page.clock.install()
    page.request.post(f"{door(room)}enter", form={"code": "half a page", "do": "new"}, max_redirects=0)
    page.route(f"**/chapters/{CHAPTER}", halve)
    page.goto(f"{door(room)}chapters/{CHAPTER}")
    page.get_by_text("It tries again by itself").wait_for()
    later(page, page.locator("#state", has_text="The exercises are ready."))
    assert left == [0]


def test_the_line_may_be_cut_for_a_moment(page: Page, room: App) -> None:
    """A channel that closes is opened again, and an answer given meanwhile arrives."""
    page.add_init_script(
        "const Plain = WebSocket; window.lines = [];"
        "window.WebSocket = class extends Plain { constructor(...all) { super(...all); lines.push(this); } };"
    )
    enter(page, room, "cut line")
    page.evaluate("window.lines.at(-1).close()")
    option(page).check()
    exercise(page, "EX1.2").locator(".dgw-status", has_text="Saved").wait_for()
    assert page.evaluate("window.lines.length") == 2


def test_nothing_comes_from_elsewhere(page: Page, room: App) -> None:
    """A chapter asks this server only, and little of it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    enter(page, room, "no network")
    assert [url for url in asked if not url.startswith((door(room), "blob:", "data:"))] == []
    sent = page.evaluate(
        "performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, 0)"
    )
    assert sent < 60_000


def test_without_javascript_the_text_is_read(chromium: Browser, room: App) -> None:
    """The prose is there, and a sentence tells where the exercises are."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{door(room)}chapters/{CHAPTER}")
    page.get_by_label("Participant code").first.fill("no script")
    page.get_by_role("button", name="Start with this code").click()
    page.locator(".between").wait_for()
    assert page.get_by_role("heading", level=1).count() == 1
    assert "The exercises need JavaScript" in page.content()
    assert page.locator(".prose").count() > 5
    context.close()


def test_alone_the_answers_are_the_notebooks(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One person needs no code, and goes on with the file that JupyterLab uses."""
    monkeypatch.delenv("TOOLKIT_ANSWERS")
    with App(tmp_path) as app:
        page.goto(app.address(CHAPTER))
        ready(page)
        assert "key=" not in page.url
        assert page.locator(".who").count() == 0
        option(page).check()
        exercise(page, "EX1.2").locator(".dgw-status", has_text="Saved").wait_for()
        path = tmp_path / "answers" / "my-answers.json"
        assert wait_for(path.exists)
        told = json.loads(path.read_text(encoding="utf-8"))
    assert told["answers"]["EX1.2"]["parts"] == {"measure": "B"}
