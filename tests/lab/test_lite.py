"""The site for the browser, end to end: built, served, opened, answered, reloaded, taken along."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from static_host import StaticHost

from toolkit_helpers.answers import read_text
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.lab.lite import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PATIENCE = 180_000
LARGEST_VISIT = 20e6
"""Bytes of a first visit, compressed: ten minutes on a line of 256 kbit/s."""


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


def settled(page: Page) -> None:
    """Wait until all cells of a chapter have run; none may have failed."""
    page.wait_for_function(
        "document.querySelector('.tk-panel-place')"
        " && document.querySelector('.dgw-bar [role=status]')?.textContent === ''"
    )
    assert page.locator('[data-mime-type$="jupyter.error"], [data-mime-type$="jupyter.stderr"]').count() == 0


def first_choice(page: Page) -> Any:
    """Return the second option of the chapter's first question."""
    return page.locator(".jp-OutputArea-output input[type=radio]").nth(1)


def test_answers_survive_a_reload_and_leave_as_a_file_and_nobody_else_is_asked(
    page: Page, host: StaticHost
) -> None:
    """From the front page a chapter opens, runs and keeps its answers, with no request to another host."""
    page.set_default_timeout(PATIENCE)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(host.address)
    page.get_by_role("link", name="Chapter 1:").click()
    settled(page)
    assert "in this browser" in page.locator(".tk-panel-place").inner_text()
    assert page.locator(".jp-CodeCell .cm-content:visible").count() == 0
    assert sum(host.sent.values()) < LARGEST_VISIT
    assert page.locator("a:visible[href*='/tree']").count() == 0, "the site has no list of files to lead to"
    first_choice(page).check()
    page.get_by_text("Saved.", exact=True).first.wait_for()

    page.reload()
    settled(page)
    assert first_choice(page).is_checked()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save to my computer").click()
    text = Path(caught.value.path()).read_text(encoding="utf-8")
    assert caught.value.suggested_filename == "my-answers.json"
    assert set(read_text(text, "download").answers) == {"WU1.1"}
    assert json.loads(text)["format"] == "digital-government-workbook/answers"

    page.goto(host.address)
    page.get_by_role("link", name="Chapter 3:").click()
    settled(page)
    page.get_by_text("Answers to 1 exercise.").wait_for()
    assert [url for url in asked if not url.startswith((host.address, "data:", "blob:"))] == []
