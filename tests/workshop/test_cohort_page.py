"""The report in a browser: accessible on a phone and on a desktop, light and dark, without asking anybody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cohort_files import group
from other_engines import Engine, too_wide

from toolkit_helpers.resources import data_folder
from toolkit_helpers.workshop.collecting import collect

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a full report: a group with teams, words, and a file that could not be used."""
    place = tmp_path_factory.mktemp("report")
    group(place / "in", 25, teams=8)
    (place / "in" / "nandara.json").write_bytes(
        (data_folder() / "demonstration" / "answers.json").read_bytes()
    )
    (place / "in" / "damaged.json").write_text("{")
    (path,) = collect([place / "in"], out=place, formats=("html",), with_texts=True).files
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(chromium: Browser, address: str, width: int, scheme: str) -> None:
    """No accessibility finding with everything unfolded, and nothing wider than the window."""
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page, options=RULES).response["violations"]
    needed = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert needed <= width


def test_nothing_runs_sideways_in_other_engines(engine: Engine, address: str) -> None:
    """Charts and tables stay within the window in Firefox and in WebKit, too."""
    assert too_wide(engine, address) == []


def test_nothing_is_requested_and_no_script_runs(chromium: Browser, address: str) -> None:
    """The report is one file: opening it asks nobody for anything, and it holds no script."""
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert page.locator("script").count() == 0
    assert page.locator("h1").inner_text() == "Report on a group"
    assert page.locator("table").count() > 12
    context.close()
    assert asked == [address]


def test_the_file_has_no_address_in_it(address: str) -> None:
    """Neither fonts nor pictures come from elsewhere."""
    html = Path(address.removeprefix("file://")).read_text(encoding="utf-8")
    assert not [word for word in html.split() if word.startswith(('src="http', 'href="http', "url(http"))]
