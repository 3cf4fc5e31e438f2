"""Measure how long each door takes until the first exercise of chapter 1 can be used, in a browser.

    uv run python tests/benchmarks/doors.py [RUNS]

The browser runs on the same processors as the server.  "Stock Voilà" is Voilà's own template over the same
notebook, with the same widgets.  Each opening has a fresh profile; sizes of channels are before compression.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit_helpers.app.server import App
from toolkit_helpers.app.shipped import chapters
from toolkit_helpers.lab.ports import free_port, is_taken
from toolkit_helpers.lab.server import Lab
from toolkit_helpers.lab.working_copy import refresh
from toolkit_helpers.resources import notebooks_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHAPTER = next(name for name in chapters() if name.startswith("01-"))
PATIENCE = 120_000


@contextmanager
def app(folder: Path, preheat: int = 0) -> Iterator[str]:
    """Serve the workbook's own pages."""
    with App(folder, preheat=preheat) as running:
        while f"The reserve is full: {preheat}" not in running.log.read_text(encoding="utf-8"):
            time.sleep(0.2)
        yield running.address(CHAPTER)


@contextmanager
def lab(folder: Path) -> Iterator[str]:
    """Serve the chapter in JupyterLab."""
    copy = refresh(folder)
    with Lab(copy.folder) as running:
        yield running.address(copy.chapter(1))


@contextmanager
def stock(folder: Path) -> Iterator[str]:
    """Serve the chapter with Voilà as it comes."""
    shutil.copy(notebooks_folder() / CHAPTER, folder / CHAPTER)
    port = free_port()
    command = [sys.executable, "-m", "voila", CHAPTER, "--no-browser", f"--port={port}"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        while not is_taken(port):
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
        running.terminate()


@contextmanager
def offline(folder: Path) -> Iterator[str]:
    """Make the page that opens from a stick."""
    options = ("--for", "participant", "--to", "html", "--out", str(folder))
    command = [sys.executable, "-m", "toolkit_helpers", "handouts", "1", *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    yield next(folder.rglob("*.html")).as_uri()


def opened(browser: Browser, address: str) -> tuple[float, float]:
    """Return seconds until the first exercise can be used, and KiB that came over the line before."""
    context = browser.new_context()
    page = context.new_page()
    received = [0]
    page.on("websocket", lambda line: line.on("framereceived", lambda frame: _add(received, len(frame))))
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("section.dgw input, section.dgw select, section.dgw textarea").first.wait_for(
        timeout=PATIENCE
    )
    seconds = time.perf_counter() - started
    entries = "['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind))"
    fetched = page.evaluate(f"{entries}.reduce((sum, one) => sum + one.transferSize, 0)")
    context.close()
    return seconds, (fetched + received[0]) / 1024


def _add(total: list[int], more: int) -> None:
    total[0] += more


def main() -> None:
    """Print one line for each door."""
    from playwright.sync_api import sync_playwright

    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    doors = {
        "workbook app, cold": lambda folder: app(folder),
        "workbook app, preheated": lambda folder: app(folder, 1),
        "stock Voilà, cold": stock,
        "workbook open (JupyterLab)": lab,
        "offline page": offline,
    }
    print(f"Seconds to the first exercise, median of {runs}; KiB received")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, door in doors.items():
            found = []
            for _ in range(runs):
                with tempfile.TemporaryDirectory() as folder, door(Path(folder)) as address:
                    found.append(opened(browser, address))
            seconds, size = (statistics.median(side) for side in zip(*found, strict=True))
            spread = f"{min(one for one, _ in found):.1f} to {max(one for one, _ in found):.1f}"
            print(f"{name:<28} {seconds:>6.1f} s  ({spread})  {size:>7.0f} KiB", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
