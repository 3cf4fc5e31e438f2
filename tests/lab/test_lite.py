"""The site for the browser, end to end: every chapter opened, answered, reloaded, taken along."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from other_engines import SPACE, Engine, wait_for
from static_host import StaticHost

from toolkit_helpers.answers import read_text
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.lab.catalogue import Listed, catalogue
from toolkit_helpers.lab.lite import build_site
from toolkit_helpers.lab.lite.front_page import address
from toolkit_helpers.resources import notebooks_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

PATIENCE = 90_000
CHAPTERS = list(catalogue())
ANSWERED = {2, 5, 8, 10}
LARGEST_LATER_VISIT = 500_000
"""Bytes for another chapter: nothing that the browser has already is sent again."""
README = Path(__file__).parents[2] / "README.md"
OUTPUT = ".jp-OutputArea-output"
FAILED = '[data-mime-type$="jupyter.error"], [data-mime-type$="jupyter.stderr"], p[role=note]'
SIDEWAYS = """() => [document.documentElement, document.querySelector(".jp-WindowedPanel-outer")]
  .map((node) => node.scrollWidth - node.clientWidth)"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    """Build the site once and serve its files; where no registry answers, CI fails and others skip."""
    folder = tmp_path_factory.mktemp("lite") / "site"
    try:
        build_site(folder)
    except ToolkitError as error:
        if os.environ.get("CI") or "could not be fetched" not in str(error):
            raise
        pytest.skip(str(error))
    with StaticHost(folder) as host:
        yield host


@dataclass
class Visit:
    """One participant's browser, which goes from chapter to chapter and keeps what it has loaded."""

    page: Page
    host: StaticHost
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)
    first_bytes: int = 0
    first_seconds: float = 0
    shown: Listed | None = None

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.context.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message: Any) -> None:
        about = message.location.get("url", "")
        # JupyterLite asks whether the site, too, has something in each folder of the browser's storage.
        if message.type == "error" and "/api/contents/" not in about:
            self.complaints.append(f"{message.text} {about}")

    def open(self, listed: Listed) -> Page:
        """Go to a chapter from the front page, unless it is open, and wait until its cells have run."""
        if self.shown != listed:
            begun = time.monotonic()
            self.page.goto(self.host.address)
            self.page.get_by_role("link", name=listed.label, exact=True).click()
            self.page.locator(f"{OUTPUT} section.dgw").first.wait_for()
            self.first_seconds = self.first_seconds or time.monotonic() - begun
            settled(self.page)
            self.first_bytes = self.first_bytes or self.host.sent.total()
            self.shown = listed
        return self.page

    @property
    def strangers(self) -> list[str]:
        """Addresses on other hosts that were asked."""
        return [url for url in self.asked if not url.startswith((self.host.address, "data:", "blob:"))]


@pytest.fixture(scope="module")
def visit(chromium: Browser, host: StaticHost) -> Iterator[Visit]:
    """Begin a visit with an empty browser."""
    context = chromium.new_context()
    yield Visit(context.new_page(), host)
    context.close()


def settled(page: Page) -> None:
    """Wait until all cells of a chapter have run; none may have failed."""
    page.wait_for_function(
        "document.querySelector('.tk-panel-place')"
        " && document.querySelector('.dgw-bar [role=status]')?.textContent === ''"
    )
    assert page.locator(OUTPUT).locator(FAILED).all_inner_texts() == []


def cells(listed: Listed, method: str) -> list[str]:
    """Return what a chapter's code cells name, such as all exercises, in order."""
    book = json.loads((notebooks_folder() / listed.file).read_text(encoding="utf-8"))
    sources = ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]
    return re.findall(rf'\.{method}\("([^"]+)"\)', "\n".join(sources))


def questions(page: Page) -> Locator:
    """Return the exercises with a question that has one right option."""
    return page.locator(f"{OUTPUT} section.dgw:has(input[type=radio])")


def option(question: Locator, text: str | None = None) -> Locator:
    """Return an option of an exercise by its text, or the first one that is not chosen."""
    radios = question.locator("input[type=radio]:not(:checked)" if text is None else "input[type=radio]")
    if text is None:
        return radios.first
    texts = radios.evaluate_all("(nodes) => nodes.map((node) => node.labels[0].textContent)")
    return radios.nth(texts.index(text))


def answer(page: Page, question: Locator) -> tuple[str, str]:
    """Choose an option of an exercise, wait until it is saved, and return exercise and option."""
    chosen = option(question)
    text = str(chosen.evaluate("(node) => node.labels[0].textContent"))
    chosen.check()
    question.locator(".dgw-status", has_text="Saved.").wait_for()
    return question.locator("h3 > .dgw-id").inner_text(), text


def answer_reload_and_take(visit: Visit) -> None:
    """Answer exercises, find them again after a reload, answer once more, and read the file that leaves."""
    page = visit.page
    new = dict(answer(page, question) for question in questions(page).all()[:2])
    assert len(new) == 2
    visit.given |= new
    page.reload()
    settled(page)
    for question, text in zip(questions(page).all(), new.values(), strict=False):
        assert option(question, text).is_checked()
    changed, visit.given[changed] = answer(page, questions(page).first)
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save to my computer").click()
    text = Path(caught.value.path()).read_text(encoding="utf-8")
    assert caught.value.suggested_filename == "my-answers.json"
    assert set(read_text(text, "download").answers) == set(visit.given)
    assert json.loads(text)["format"] == "digital-government-workbook/answers"
    page.get_by_text(f"Answers to {len(visit.given)} exercises.").wait_for()


def test_the_first_visit_is_as_large_as_the_readme_says(visit: Visit) -> None:
    """A first chapter with Python and all it needs costs the megabytes that a web host's readers are told."""
    visit.open(CHAPTERS[0])
    told = re.search(r"the first visit loads (\d+) MB", README.read_text(encoding="utf-8"))
    assert told
    assert round(visit.first_bytes / 1e6) == int(told[1])


@pytest.mark.parametrize("listed", CHAPTERS, ids=lambda listed: f"chapter-{listed.number}")
def test_a_chapter_runs_whole_in_the_browser_and_asks_nobody(visit: Visit, listed: Listed) -> None:
    """Every exercise is there, every chart drawn, also on a phone; neighbours are linked, answers kept."""
    if not visit.shown:
        visit.open(CHAPTERS[0])
    before = visit.host.sent.total()
    page = visit.open(listed)
    assert visit.host.sent.total() - before < LARGEST_LATER_VISIT
    shown = page.locator(f"{OUTPUT} section.dgw h3 > .dgw-id")
    assert [name.strip() for name in shown.all_inner_texts()] == cells(listed, "exercise")
    charts = page.locator(f"{OUTPUT} .dgx-plot svg[role=img]")
    assert charts.count() == len(cells(listed, "explore"))
    assert all(parts > 5 for parts in charts.evaluate_all("(all) => all.map((one) => one.childElementCount)"))
    assert page.locator(".jp-CodeCell .cm-content:visible").count() == 0
    assert page.locator("a:visible[href*='/tree']").count() == 0, "the site has no list of files to lead to"
    for word, other in (("Previous", listed.number - 1), ("Next", listed.number + 1)):
        links = page.locator(".dgw-tools").get_by_role("link", name=word)
        found = links.evaluate_all("(all) => all.map((one) => one.href)")
        assert found == [visit.host.address + address(one) for one in CHAPTERS if one.number == other]
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(SIDEWAYS) == [0, 0]
    page.set_viewport_size({"width": 1280, "height": 720})
    if listed.number in ANSWERED:
        answer_reload_and_take(visit)
    assert visit.complaints == []
    assert visit.strangers == []


def test_where_the_browser_keeps_nothing_no_answer_is_called_saved(page: Page, host: StaticHost) -> None:
    """Without https a page has no storage: the chapter runs, says so, and gives the answers as a file."""
    page.set_default_timeout(PATIENCE)
    page.goto(host.address.replace("127.0.0.1", "0.0.0.0") + address(CHAPTERS[1]))  # noqa: S104
    settled(page)
    assert not page.evaluate("isSecureContext")
    assert "in this page only" in page.locator(".tk-panel-place").inner_text()
    option(questions(page).first).check()
    page.get_by_text("In this page only: save to your computer before you leave.").wait_for()
    assert page.get_by_text("Saved.", exact=True).count() == 0
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save to my computer").click()
    text = Path(caught.value.path()).read_text(encoding="utf-8")
    assert set(read_text(text, "download").answers) == {"WU1.1"}


def test_a_chapter_runs_in_firefox(started: Callable[[str], Engine], host: StaticHost) -> None:
    """Firefox, which stores and isolates pages by rules of its own, runs a chapter and saves an answer.

    WebKit does, too, but its Linux build takes a minute for it.
    """
    firefox = started("firefox")
    firefox.resize(1280)
    firefox.open(host.address + address(CHAPTERS[1]))
    wait_for(
        firefox,
        "() => document.querySelector('.tk-panel-place')"
        " && document.querySelector('.dgw-bar [role=status]')?.textContent === ''",
    )
    assert firefox.run("(failed) => document.querySelectorAll(failed).length", f"{OUTPUT} :is({FAILED})") == 0
    firefox.run("() => document.querySelector('section.dgw input[type=radio]').focus()")
    firefox.press(SPACE)
    said = "document.querySelector('section.dgw:has(:checked) .dgw-status').textContent"
    wait_for(firefox, f"() => {said} === 'Saved.'")
    firefox.open("about:blank")
