"""Fixtures that every test shares: answers apart from anybody's own, and one Chromium for browser tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from other_engines import Engine
    from playwright.sync_api import Browser, Page

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-gpu",
]


def chromium_path() -> str | None:
    """Return the Chromium to test with, if the machine has one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless Chromium; missing, it is a failure on CI and a skipped test elsewhere."""
    path = chromium_path()
    if path is None:
        message = (
            "Chromium is missing: install it (Debian: apt-get install chromium) and run the tests again."
        )
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Return a fresh page in a context of its own; an error in the page's scripts fails the test."""
    context = chromium.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors, errors


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Engine]]:
    """Return what starts one Firefox and one WebKit for all tests, each when it is first asked for."""
    import other_engines

    with ExitStack() as running:

        @cache
        def start(name: str) -> Engine:
            other_engines.missing(name)
            browser: Engine = running.enter_context(
                getattr(other_engines, name)(tmp_path_factory.mktemp(name))
            )
            return browser

        yield start


@pytest.fixture(params=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest, started: Callable[[str], Engine]) -> Iterator[Engine]:
    """Return Firefox and WebKit one after the other, each with an empty page."""
    browser = started(request.param)
    yield browser
    browser.open("about:blank")


@pytest.fixture(autouse=True)
def own_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep each test's answers in a file of its own."""
    place = tmp_path / "answers" / "my-answers.json"
    monkeypatch.setenv("TOOLKIT_ANSWERS", str(place))
    return place
