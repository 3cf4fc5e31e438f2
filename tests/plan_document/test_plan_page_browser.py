"""The Plan's page in a browser: accessible on a phone and on a desk, light and dark, with no network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from other_engines import Engine, too_wide
from team_plans import typed

from toolkit_helpers.plan_document import PlanDocument, document
from toolkit_helpers.plan_document import page as written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def findings(chromium: Browser, html: str, path: Path, width: int, scheme: str) -> list[tuple[str, str]]:
    """Return what axe finds on a page, and whether the page is wider than the screen."""
    from axe_playwright_python.sync_playwright import Axe

    path.write_text(html, encoding="utf-8")
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    opened = context.new_page()
    opened.goto(path.as_uri())
    found = Axe().run(opened, options=RULES).response["violations"]
    needed = opened.evaluate("document.documentElement.scrollWidth")
    context.close()
    wide = [("too wide", str(needed))] if needed > width else []
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found] + wide


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_runs_sideways(
    chromium: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    """No finding on a small Plan with every kind of element; only tables scroll, each in its own box."""
    told = document(typed("A text " + "W" * 90), private=True)
    assert findings(chromium, written(told), tmp_path / "plan.html", width, scheme) == []


@pytest.mark.parametrize(
    ("which", "width", "scheme"), [("team_edition", 320, "dark"), ("empty", 1280, "light")]
)
def test_axe_finds_nothing_in_a_full_plan_and_in_a_form(
    chromium: Browser, request: pytest.FixtureRequest, tmp_path: Path, which: str, width: int, scheme: str
) -> None:
    """A Plan of eleven sections with its details, and the form of a team that has written nothing."""
    html = written(request.getfixturevalue(which))
    assert findings(chromium, html, tmp_path / "plan.html", width, scheme) == []


def test_nothing_runs_sideways_in_other_engines(engine: Engine, public: PlanDocument, tmp_path: Path) -> None:
    """The whole Plan stays within the window in Firefox and in WebKit, too."""
    path = tmp_path / "plan.html"
    path.write_text(written(public), encoding="utf-8")
    assert too_wide(engine, path.as_uri()) == []


def test_nothing_is_requested(page: Page, public: PlanDocument, tmp_path: Path) -> None:
    """The file asks nobody for anything, from a stick as from a mail."""
    path = tmp_path / "plan.html"
    path.write_text(written(public), encoding="utf-8")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.get_by_text("Contents", exact=True).click()
    page.get_by_role("link", name="P5 Strategy and road map").click()
    assert asked == [path.as_uri()]
    assert page.evaluate("location.hash") == "#p5"


def test_on_paper_every_page_says_which_edition_it_is(
    page: Page, team_edition: PlanDocument, tmp_path: Path
) -> None:
    """The browser's own print has the mark at the foot, and the sticky line does not cover the text."""
    path = tmp_path / "plan.html"
    path.write_text(written(team_edition), encoding="utf-8")
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    assert page.locator(".private").evaluate("node => getComputedStyle(node).position") == "static"
    assert page.locator("nav").is_hidden()
    margins = page.evaluate(
        "[...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText).join()"
    )
    assert "@page" in margins
    assert "@bottom-left" in margins
