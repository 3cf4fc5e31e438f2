"""The reader's tools above a chapter: chapters with progress, headings, larger text, and the way back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from toolkit_helpers.answers import open_store
from toolkit_helpers.lab.server import Lab
from toolkit_helpers.resources import package_folder

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

PATIENCE = 60_000
CODE = "print('the cell has run')"
TITLES = {"00-start.ipynb": "Start here", "01-trends.ipynb": "Trends & rights", "02-pillars.ipynb": "Pillars"}
CORE = [[], ["EX1.1", "EX1.2", "EX1.3"], ["EX2.1"]]


def notebook(title: str, chapter: int) -> dict[str, Any]:
    """Return a small chapter with two sections."""
    texts = [
        f"# {title}\n\n" + "A paragraph.\n\n" * 40,
        "## First section\n\n### A detail",
        "## Second section",
    ]
    cells: list[dict[str, Any]] = [
        {"id": f"text-{number}", "cell_type": "markdown", "metadata": {}, "source": text}
        for number, text in enumerate(texts)
    ]
    code = {"id": "code", "cell_type": "code", "metadata": {}, "source": CODE}
    cells.append({**code, "outputs": [], "execution_count": None})
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "toolkit": {"chapter": chapter, "autorun": True}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Run one JupyterLab on three small chapters that the extension knows."""
    folder = tmp_path_factory.mktemp("reader") / "Workbook"
    extension = folder.parent / "extension"
    shutil.copytree(package_folder() / "lab" / "labextension", extension)
    originals = extension / "static" / "notebooks"
    for place in (folder, originals):
        place.mkdir()
        for number, (file, title) in enumerate(TITLES.items()):
            place.joinpath(file).write_text(json.dumps(notebook(title, number)), encoding="utf-8")
    listed = [
        {"number": number, "title": title, "label": f"Chapter {number}: {title}", "file": file, "core": core}
        for number, ((file, title), core) in enumerate(zip(TITLES.items(), CORE, strict=True))
    ]
    known = {"chapters": {str(number): [CODE] for number in range(3)}, "list": listed}
    (extension / "static" / "shipped-cells.json").write_text(json.dumps(known), encoding="utf-8")
    store = open_store(folder / "answers" / "my-answers.json")
    for name in ("EX1.1", "EX1.3", "WU1.1", "EX2.1"):
        store.save(name, {"text": "An answer"})
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("TOOLKIT_ANSWERS")
        with Lab(folder, extension=extension) as lab:
            yield lab


def show(page: Page, lab: Lab, file: str) -> Locator:
    """Open a chapter and return the bar above it when its tools are there and its cell has run."""
    page.set_default_timeout(PATIENCE)
    page.goto(lab.address(lab.folder / file))
    page.locator(".jp-OutputArea-output", has_text="the cell has run").wait_for()
    page.get_by_role("group", name="Reading").wait_for()
    return page.locator(".dgw-bar")


def changed(lab: Lab, file: str) -> Path:
    """Write a participant's own sentence into a chapter and return the file."""
    path = lab.folder / file
    told = notebook(TITLES[file], int(file[:2]))
    told["cells"][1]["source"] += "\n\nOur own sentence."
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def own_sentence(page: Page) -> Locator:
    """Return the participant's sentence as a reader sees it."""
    return page.locator(".jp-MarkdownOutput").get_by_text("Our own sentence.")


def test_the_list_of_chapters_tells_progress_and_opens_a_chapter_by_keyboard(page: Page, lab: Lab) -> None:
    """Each chapter is a link with how many of its core exercises are answered; the present one is marked."""
    bar = show(page, lab, "01-trends.ipynb")
    opener = bar.get_by_role("button", name="Chapters")
    height = bar.evaluate("(node) => node.offsetHeight")
    opener.focus()
    page.keyboard.press("Enter")
    items = bar.get_by_role("navigation", name="Chapters").get_by_role("listitem")
    items.get_by_text("core exercises answered").nth(1).wait_for()
    assert items.all_inner_texts() == [
        "Chapter 0: Start here",
        "Chapter 1: Trends & rights – 2 of 3 core exercises answered",
        "Chapter 2: Pillars – 1 of 1 core exercises answered",
    ]
    assert items.nth(1).get_by_role("link").get_attribute("aria-current") == "page"
    page.keyboard.press("Escape")
    assert opener.get_attribute("aria-expanded") == "false"
    assert opener.evaluate("(node) => node === document.activeElement")
    page.wait_for_function("([bar, high]) => bar.offsetHeight === high", arg=[bar.element_handle(), height])
    opener.press("Enter")
    items.nth(2).get_by_role("link").press("Enter")
    page.wait_for_url("**/02-pillars.ipynb*")
    page.get_by_role("heading", name="Pillars").wait_for()


def test_next_and_previous_lead_to_the_neighbours_and_end_at_the_ends(page: Page, lab: Lab) -> None:
    """The first chapter has no previous one, the last has no next one."""
    bar = show(page, lab, "00-start.ipynb")
    assert bar.get_by_role("link", name="Previous").count() == 0
    bar.get_by_role("link", name="Next: Trends & rights").click()
    page.wait_for_url("**/01-trends.ipynb*")
    page.get_by_role("link", name="Next: Pillars").click()
    page.wait_for_url("**/02-pillars.ipynb*")
    page.get_by_role("link", name="Previous: Trends & rights").wait_for()
    assert page.get_by_role("link", name="Next").count() == 0


def test_the_headings_of_the_page_lead_to_their_sections(page: Page, lab: Lab) -> None:
    """Choosing a heading scrolls to it and puts the focus there."""
    bar = show(page, lab, "01-trends.ipynb")
    bar.get_by_role("button", name="On this page").click()
    links = bar.get_by_role("navigation", name="On this page").get_by_role("link")
    assert links.all_inner_texts() == ["First section", "A detail", "Second section"]
    links.nth(2).press("Enter")
    assert "Second section" in page.evaluate("document.activeElement.textContent")
    assert page.get_by_role("heading", name="Second section").is_visible()
    assert page.locator(".jp-WindowedPanel-outer").evaluate("(node) => node.scrollTop") > 0


def test_larger_text_is_told_and_remembered(page: Page, lab: Lab) -> None:
    """Each step changes the text and says so; the next chapter opens in the same size."""
    bar = show(page, lab, "00-start.ipynb")
    height = "document.querySelector('.jp-MarkdownOutput p').getBoundingClientRect().height"
    before = page.evaluate(height)
    bar.get_by_role("button", name="Larger text").press("Enter")
    bar.get_by_role("button", name="Larger text").press("Enter")
    assert bar.get_by_role("status").inner_text() == "Text size: 130 %."
    assert page.evaluate(height) > before * 1.25
    show(page, lab, "02-pillars.ipynb")
    assert page.evaluate(height) > before * 1.25
    for _ in range(6):
        page.get_by_role("button", name="Smaller text").press("Enter")
    assert page.locator(".dgw-bar [role=status]").inner_text() == "Text size: 100 %."


def test_a_changed_page_can_be_restored_and_the_changed_one_is_kept(page: Page, lab: Lab) -> None:
    """The page says that it differs; restoring brings the workbook's text back and keeps the changed one."""
    path = changed(lab, "02-pillars.ipynb")
    bar = show(page, lab, path.name)
    bar.get_by_text("This page differs from the workbook's.").wait_for()
    assert own_sentence(page).is_visible()
    bar.get_by_role("button", name="Restore the workbook's page").press("Enter")
    bar.get_by_text("Your version is kept as 02-pillars (my version).ipynb.").wait_for()
    assert own_sentence(page).count() == 0
    assert bar.get_by_text("This page differs").count() == 0
    kept = json.loads((lab.folder / "02-pillars (my version).ipynb").read_text(encoding="utf-8"))
    assert "Our own sentence." in "".join(kept["cells"][1]["source"])
    assert "Our own sentence." not in path.read_text(encoding="utf-8")

    again = changed(lab, "02-pillars.ipynb")
    bar = show(page, lab, again.name)
    bar.get_by_role("button", name="Restore the workbook's page").click()
    bar.get_by_text("kept as 02-pillars (my version 2).ipynb.").wait_for()
    assert (lab.folder / "02-pillars (my version).ipynb").exists()


def test_where_the_own_version_cannot_be_kept_nothing_changes(page: Page, lab: Lab) -> None:
    """A full disk or a folder without rights costs nobody a word."""
    path = changed(lab, "01-trends.ipynb")
    bar = show(page, lab, path.name)
    before = path.read_bytes()
    page.route(
        "**/api/contents/**",
        lambda route: route.abort() if route.request.method == "PUT" else route.continue_(),
    )
    bar.get_by_role("button", name="Restore the workbook's page").click()
    bar.get_by_text("Nothing was changed: your version could not be kept first.").wait_for()
    assert own_sentence(page).is_visible()
    assert path.read_bytes() == before
    path.write_text(json.dumps(notebook(TITLES[path.name], 1)), encoding="utf-8")


def test_an_unchanged_page_says_nothing(page: Page, lab: Lab) -> None:
    """Whoever changed nothing is not asked anything."""
    bar = show(page, lab, "00-start.ipynb")
    page.wait_for_timeout(1000)
    assert bar.get_by_text("This page differs").count() == 0


@pytest.mark.parametrize("button", ["Chapters", "On this page"])
def test_the_tools_are_accessible(page: Page, lab: Lab, button: str) -> None:
    """The judge of accessibility finds nothing in the bar and in what opens from it."""
    bar = show(page, lab, "01-trends.ipynb")
    bar.get_by_role("button", name=button).click()
    bar.get_by_role("navigation").wait_for()
    found = Axe().run(page, context=".dgw-bar").response["violations"]
    assert found == [], [violation["id"] for violation in found]
