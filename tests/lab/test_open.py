"""Opening a chapter in JupyterLab: what runs by itself, what does not, and what a person sees."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from toolkit_helpers.lab.server import Lab
from toolkit_helpers.resources import package_folder

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

PATIENCE = 60_000
COUNT = "import os; n = globals().get('n', 0) + 1\nprint('run', n, 'pid', os.getpid())"
LAST = "print('the last cell')"
FOREIGN = "print('foreign code')"


def notebook(*sources: str, **flags: Any) -> dict[str, Any]:
    """Return a notebook of chapter 1 with a long text and code cells."""
    text = "# A chapter\n\n" + "A paragraph.\n\n" * 60
    cells: list[dict[str, Any]] = [{"id": "text", "cell_type": "markdown", "metadata": {}, "source": text}]
    for number, source in enumerate(sources):
        hidden = {"jupyter": {"source_hidden": True}}
        cell = {"id": f"code-{number}", "cell_type": "code", "metadata": hidden, "source": source}
        cells.append({**cell, "outputs": [], "execution_count": None})
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    toolkit = {"chapter": 1, "autorun": True} | flags
    return {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "toolkit": toolkit},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


NOTEBOOKS = {
    "ours": notebook(COUNT, LAST),
    "killed": notebook(COUNT, LAST),
    "restarted": notebook(COUNT, LAST),
    "reopened": notebook(COUNT, LAST),
    "keys": notebook(COUNT, LAST),
    "spaces in its name – é": notebook(COUNT),
    "foreign": notebook(COUNT, FOREIGN),
    "stripped": notebook(f"{COUNT} "),
    "other chapter": notebook(COUNT, chapter=2),
    "prototype": notebook(COUNT, chapter="__proto__"),
    "unflagged": notebook(COUNT, autorun=False),
    "truthy": notebook(COUNT, autorun="yes"),
    "failing": notebook(COUNT, "1 / 0"),
}
SHIPPED = {"chapters": {"1": [COUNT, LAST, "1 / 0"], "3": [FOREIGN]}}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Run one JupyterLab on a folder of small notebooks, with a list of shipped cells that fits them."""
    folder = tmp_path_factory.mktemp("lab") / "Digital Government Workbook"
    folder.mkdir()
    for name, content in NOTEBOOKS.items():
        (folder / f"{name}.ipynb").write_text(json.dumps(content), encoding="utf-8")
    extension = folder.parent / "extension"
    shutil.copytree(package_folder() / "lab" / "labextension", extension)
    (extension / "static" / "shipped-cells.json").write_text(json.dumps(SHIPPED), encoding="utf-8")
    with Lab(folder, extension=extension) as lab:
        yield lab


def show(page: Page, lab: Lab, name: str) -> None:
    """Open a notebook."""
    page.set_default_timeout(PATIENCE)
    page.goto(lab.address(lab.folder / f"{name}.ipynb"))


def outputs(page: Page) -> Locator:
    """Return what the code cells show."""
    return page.locator(".jp-OutputArea-output")


def pid(page: Page) -> int:
    """Return the process of the kernel that ran the cells."""
    found = re.search(r"pid (\d+)", outputs(page).first.inner_text())
    assert found
    return int(found[1])


def told(page: Page) -> Locator:
    """Return the sentence in the bar above the chapter."""
    return page.locator(".dgw-bar [role=status]")


def test_a_chapter_runs_by_itself_and_shows_no_code(page: Page, lab: Lab) -> None:
    """The cells run, the page stays at its top, code and tools are away, and nothing comes from a network."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    show(page, lab, "ours")
    outputs(page).filter(has_text="the last cell").wait_for()
    assert "run 1 " in outputs(page).first.inner_text()
    assert told(page).inner_text() == ""
    assert page.locator(".jp-CodeCell .cm-content:visible").count() == 0
    assert page.locator(".jp-NotebookPanel-toolbar:visible").count() == 0
    assert page.get_by_role("heading", name="A chapter").is_visible()
    assert page.locator(".jp-WindowedPanel-outer").evaluate("node => node.scrollTop") == 0
    outside = [
        url for url in addresses if not url.startswith((f"http://127.0.0.1:{lab.port}/", "data:", "blob:"))
    ]
    assert outside == []


def test_running_leaves_the_file_as_it_was_and_asks_for_nothing(page: Page, lab: Lab) -> None:
    """Fresh outputs are no edit: closing the page asks nothing, and the file keeps its bytes."""
    path = lab.folder / "spaces in its name – é.ipynb"
    before = path.read_bytes()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    show(page, lab, path.stem)
    outputs(page).filter(has_text="run 1").wait_for()
    page.locator("h1", has_text="A chapter").click()
    page.wait_for_function("() => document.querySelector('.dgw-bar [role=status]').textContent === ''")
    page.goto("about:blank")
    assert asked == []
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["foreign", "stripped", "other chapter", "prototype"])
def test_foreign_code_does_not_run_until_somebody_asks(page: Page, lab: Lab, name: str) -> None:
    """One cell that is not shipped with this chapter stops all; the page says why and shows the code."""
    show(page, lab, name)
    told(page).filter(has_text="holds code that did not come with the workbook").wait_for()
    assert page.locator(".jp-CodeCell .cm-content").first.is_visible()
    assert page.get_by_role("button", name="Show code", pressed=True).count() == 1
    page.wait_for_timeout(1500)
    assert outputs(page).count() == 0
    page.get_by_role("button", name="Run this page").click()
    outputs(page).filter(has_text="run 1").wait_for()


@pytest.mark.parametrize("name", ["unflagged", "truthy"])
def test_a_notebook_without_our_flag_is_left_alone(page: Page, lab: Lab, name: str) -> None:
    """Somebody's own notebook in the same folder behaves as in any JupyterLab."""
    show(page, lab, name)
    page.locator(".jp-CodeCell").first.wait_for()
    page.wait_for_timeout(2500)
    assert outputs(page).count() == 0
    assert page.locator(".dgw-bar").count() == 0


def test_a_killed_kernel_brings_the_outputs_back(page: Page, lab: Lab) -> None:
    """After the kernel was killed the cells run again in a new one, once."""
    show(page, lab, "killed")
    outputs(page).filter(has_text="the last cell").wait_for()
    before = pid(page)
    os.kill(before, signal.SIGKILL)
    page.wait_for_function(
        "before => { const found = [...document.querySelectorAll('.jp-OutputArea-output')]"
        ".map(node => /pid (\\d+)/.exec(node.textContent)).find(Boolean);"
        " return found && Number(found[1]) !== before; }",
        arg=before,
    )
    outputs(page).filter(has_text="the last cell").wait_for()
    page.wait_for_timeout(1500)
    assert "run 1 " in outputs(page).first.inner_text()


@pytest.mark.parametrize("item", ["Restart Kernel…", "Restart Kernel and Run All Cells…"])
def test_a_restart_by_hand_runs_the_cells_once(page: Page, lab: Lab, item: str) -> None:
    """Whether the menu only restarts or also runs, the cells run once in the new kernel."""
    show(page, lab, "restarted")
    outputs(page).filter(has_text="the last cell").wait_for()
    before = pid(page)
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    page.wait_for_function(
        "before => { const found = [...document.querySelectorAll('.jp-OutputArea-output')]"
        ".map(node => /pid (\\d+)/.exec(node.textContent)).find(Boolean);"
        " return found && Number(found[1]) !== before; }",
        arg=before,
    )
    page.wait_for_timeout(2000)
    assert "run 1 " in outputs(page).first.inner_text()


def test_opening_again_runs_the_cells_once_more_not_twice(page: Page, lab: Lab) -> None:
    """A reload keeps the kernel and runs each cell exactly once."""
    show(page, lab, "reopened")
    outputs(page).filter(has_text="the last cell").wait_for()
    page.reload()
    outputs(page).filter(has_text="run 2").wait_for()
    page.wait_for_timeout(2000)
    assert "run 2 " in outputs(page).first.inner_text()


def test_code_can_be_shown_and_hidden_by_keyboard(page: Page, lab: Lab) -> None:
    """The button is reached by keyboard, says whether it is pressed, and brings the tools back, too."""
    show(page, lab, "keys")
    outputs(page).filter(has_text="the last cell").wait_for()
    button = page.get_by_role("button", name="Show code")
    assert button.get_attribute("aria-pressed") == "false"
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".jp-CodeCell .cm-content:visible").first.wait_for()
    assert page.locator(".jp-NotebookPanel-toolbar").is_visible()
    assert page.get_by_role("button", name="Show code", pressed=True).count() == 1
    page.keyboard.press("Space")
    page.locator(".jp-CodeCell .cm-content:visible").first.wait_for(state="hidden")


def test_single_letters_and_double_clicks_change_nothing(page: Page, lab: Lab) -> None:
    """Without visible code, no key cuts or deletes a cell, and a double click opens no source."""
    show(page, lab, "keys")
    outputs(page).filter(has_text="the last cell").wait_for()
    cells = page.locator(".jp-Cell").count()
    outputs(page).first.click()
    for key in ("x", "d", "d", "a", "b", "m", "Shift+M", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("heading", name="A chapter").dblclick()
    page.wait_for_timeout(500)
    assert page.locator(".jp-Cell").count() == cells
    assert page.locator(".jp-MarkdownCell.jp-mod-rendered").count() == 1
    page.keyboard.press("Control+s")
    told(page).filter(has_text="Each answer is saved at the moment you give it").wait_for()


def test_a_cell_that_stops_is_told_and_can_be_started_again(page: Page, lab: Lab) -> None:
    """The bar says that a part stopped, and the page can be run again."""
    show(page, lab, "failing")
    told(page).filter(has_text="A part of this page stopped").wait_for()
    page.get_by_role("button", name="Run this page").click()
    outputs(page).filter(has_text="run 2").wait_for()


def test_jupyterlab_is_calm(page: Page, lab: Lab) -> None:
    """No news, no launcher, no terminal, no debugger, no status bar, and no error from a plugin."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    show(page, lab, "ours")
    outputs(page).filter(has_text="the last cell").wait_for()
    assert page.locator(".Toastify__toast, .jp-toast-button").count() == 0
    assert page.locator("[aria-label*='ebugger']:visible, [title*='ebugger']:visible").count() == 0
    assert page.locator("#jp-main-statusbar:visible").count() == 0
    assert page.locator("[title*='xtension Manager']:visible").count() == 0
    assert errors == []


@pytest.mark.parametrize("body", ["", "[]", "null", '{"chapters": 1}'])
def test_without_the_list_of_shipped_cells_nothing_runs(page: Page, lab: Lab, body: str) -> None:
    """If the list cannot be read, the page says so and offers to start."""
    page.route(
        "**/shipped-cells.json", lambda route: route.fulfill(body=body, content_type="application/json")
    )
    show(page, lab, "ours")
    told(page).filter(has_text="the list of the workbook's own code could not be read").wait_for()
    page.wait_for_timeout(1000)
    assert outputs(page).count() == 0
    assert page.get_by_role("button", name="Run this page").is_visible()
