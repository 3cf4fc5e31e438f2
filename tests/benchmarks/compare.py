"""Speed, told as ratios of two things measured side by side in one run.

    uv run python tests/benchmarks/compare.py            all of them
    uv run python tests/benchmarks/compare.py imports    one of them

Nothing here is asserted: a time-out on a busy machine is no defect of the workbook.
"""

from __future__ import annotations

import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PRINTED = [path for path in NOTEBOOKS if path.name[:2] in {"01", "03"}]


class Cost(NamedTuple):
    """Seconds by the clock and seconds of processor time, descendants included."""

    wall: float
    cpu: float


def run(*command: str | Path) -> Cost:
    """Run a command to its end and return what it cost."""
    scratch = Path(tempfile.mkdtemp(prefix="workbook-benchmark-"))
    environment = {**os.environ, "TOOLKIT_ANSWERS": str(scratch / "answers.json")}
    # Where this is set, a checkout compiles its modules at every start, and installed libraries do not.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *map(str, command)],
        cwd=scratch,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    error = process.stderr.read() if process.stderr else ""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{error}")
    return Cost(time.perf_counter() - started, used.ru_utime + used.ru_stime)


def row(what: str, ours: float, theirs: float, unit: str, promise: str) -> None:
    """Print one comparison: ours, theirs, the ratio and what the workbook promises."""
    print(f"{what:<52} {ours:>9.3f} {theirs:>9.3f} {unit:<5} {ours / theirs:>6.2f} ×   {promise}")


def imports() -> None:
    """Compare ``import toolkit_helpers`` with ``import pandas``."""
    clock = "import time; t = time.perf_counter(); import {0}; print(time.perf_counter() - t)"

    def seconds(name: str) -> float:
        command = [sys.executable, "-c", clock.format(name)]
        return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    pairs = [(seconds("toolkit_helpers"), seconds("pandas")) for _ in range(7)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    row("import toolkit_helpers / import pandas", ours, theirs, "s", "at most 0.1 ×")


# nbconvert's webpdf has no option for the place of the browser: the comparison gives it Debian's by hand.
WEBPDF = """
import shutil, sys
from playwright.async_api import BrowserType
launch = BrowserType.launch
async def with_chromium(self, **options):
    options["executable_path"] = shutil.which("chromium")
    options["args"] = [*options.get("args", []), "--no-sandbox", "--disable-background-networking"]
    return await launch(self, **options)
BrowserType.launch = with_chromium
from nbconvert.nbconvertapp import main
main(["--to", "webpdf", "--output-dir", ".", *sys.argv[1:]])
"""


def handouts() -> None:
    """Compare participant PDFs of chapters 1 and 3 with nbconvert's webpdf over the same notebooks."""
    out = tempfile.mkdtemp(prefix="workbook-handouts-")
    chapters = [path.name[:2] for path in PRINTED]
    options = ("--for", "participant", "--to", "pdf", "--out", out)
    command = ("-m", "toolkit_helpers", "handouts", *chapters, *options)
    pairs = []
    for _ in range(3):
        ours = run(*command)
        pairs.append((run("-c", WEBPDF, *PRINTED).wall, ours.wall))
    theirs, mine = (statistics.median(side) for side in zip(*pairs, strict=True))
    row("nbconvert webpdf / workbook handouts (wall)", theirs, mine, "s", "at least 3 ×")


def all_handouts() -> None:
    """Compare all documents of all chapters, three each, with nbconvert's webpdf over the same notebooks.

    For the same PDFs nbconvert runs twice, once for each audience; the page to work in it cannot make.
    """
    out = tempfile.mkdtemp(prefix="workbook-handouts-")
    ours = run("-m", "toolkit_helpers", "handouts", "--out", out).wall
    participant, facilitator = (run("-c", WEBPDF, *NOTEBOOKS).wall for _audience in range(2))
    row("webpdf, both audiences / all handouts (wall)", participant + facilitator, ours, "s", "at least 8 ×")
    row("webpdf, one audience / all handouts (wall)", participant, ours, "s", "")
    row("all handouts of all chapters", ours, 40, "s", "under 40 s")


BARE = """
import sys, nbformat
from nbclient import NotebookClient
for path in sys.argv[1:]:
    NotebookClient(nbformat.read(path, as_version=4)).execute()
"""


def execution() -> None:
    """Compare nbval and the author's quick loop with bare execution, a kernel for each notebook."""
    strict = ("-m", "pytest", "-q", "-c", ROOT / "pyproject.toml", "--rootdir", ROOT, ROOT / "notebooks")
    quick = ("-m", "toolkit_helpers", "build", "--check")
    costs = [(run("-c", BARE, *NOTEBOOKS).cpu, run(*strict).cpu, run(*quick).cpu) for _ in range(3)]
    bare, nbval, build = (statistics.median(side) for side in zip(*costs, strict=True))
    row("nbval / bare nbclient (processor time)", nbval, bare, "s", "at most 1.2 ×")
    row("workbook build / bare nbclient (processor time)", build, bare, "s", "at most 0.6 ×")


def front_end() -> None:
    """Print the size of the exercise front end and the time from a click to its feedback."""
    from playwright.sync_api import sync_playwright

    from toolkit_helpers.exercises import bank
    from toolkit_helpers.exercises.phrases import phrases
    from toolkit_helpers.plan import all_exercises
    from toolkit_helpers.widgets.assets import bundle, style

    mixes = {frozenset(part.kind for part in exercise.parts) for exercise in all_exercises()}
    largest = max(((bundle("exercise", kinds) + style("exercise")).encode() for kinds in mixes), key=len)
    whole = (bundle("exercise") + style("exercise")).encode()
    row("front end of the largest exercise, unminified", len(largest) / 1024, 60, "KiB", "at most 60 KiB")
    row(
        "front end of the largest exercise, gzip",
        len(gzip.compress(largest)) / 1024,
        20,
        "KiB",
        "at most 20 KiB",
    )
    row("front end of all kinds at once, unminified", len(whole) / 1024, 76, "KiB", "at most 76 KiB")
    row("front end of all kinds at once, gzip", len(gzip.compress(whole)) / 1024, 22, "KiB", "at most 22 KiB")
    measure = """
    ([source, exercise, strings]) => new Promise(async done => {
      const { mount } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
      const el = document.body.appendChild(document.createElement("div"));
      mount(el, { exercise, strings, seed: "x", onAnswer() {} });
      const times = [];
      for (const option of el.querySelectorAll("input[type=radio]")) {
        option.click();
        const check = [...el.querySelectorAll("button")].find(b => b.textContent === strings.check);
        const started = performance.now();
        check.click();
        await new Promise(painted => requestAnimationFrame(() => setTimeout(painted)));
        times.push(performance.now() - started);
        [...el.querySelectorAll("button")].find(b => b.textContent === strings.again)?.click();
      }
      done(Math.max(...times));
    })"""
    exercise = bank.exercise("EX1.2").model_dump(mode="json", exclude_none=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        slowest = page.evaluate(measure, [bundle("exercise"), exercise, phrases()])
        browser.close()
    row("click to painted feedback, slowest of four", slowest, 50, "ms", "under 50 ms")


# The moment in the page itself: asking from outside takes part of a slowed second, too.
FIRST_EXERCISE = """
new MutationObserver((_changes, observer) => {
  if (!document.querySelector("section.dgw form")) return;
  observer.disconnect();
  const { dataset } = document.documentElement;
  requestAnimationFrame(() => setTimeout(() => { dataset.firstExercise = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
"""


def offline() -> None:
    """Print the size of the offline pages and how soon one can be worked in, four times slowed down."""
    from playwright.sync_api import sync_playwright

    out = Path(tempfile.mkdtemp(prefix="workbook-offline-"))
    run("-m", "toolkit_helpers", "handouts", "01", "--for", "participant", "--to", "html", "--out", out)
    run("-m", "toolkit_helpers", "handouts", "--whole", "--out", out)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for path, most, name in zip(
            sorted(out.glob("*.html")), (400, 2000), ("chapter 1", "all"), strict=True
        ):
            size = len(gzip.compress(path.read_bytes(), 9)) / 1000
            row(f"offline page of {name}, gzip", size, most, "kB", f"at most {most} kB")
            waits = []
            for _ in range(3):
                page = browser.new_page(viewport={"width": 360, "height": 740})
                slowed = page.context.new_cdp_session(page)
                slowed.send("Emulation.setCPUThrottlingRate", {"rate": 4})
                page.add_init_script(FIRST_EXERCISE)
                page.goto(path.as_uri(), wait_until="commit")
                page.locator("html[data-first-exercise]").wait_for(state="attached")
                waits.append(float(page.locator("html").get_attribute("data-first-exercise") or "nan") / 1000)
                page.close()
            row(f"first exercise of {name}, 4 × slower", statistics.median(waits), 1, "s", "under 1 s")
        browser.close()


COMPARISONS: dict[str, Callable[[], None]] = {
    "imports": imports,
    "handouts": handouts,
    "all_handouts": all_handouts,
    "execution": execution,
    "front_end": front_end,
    "offline": offline,
}

if __name__ == "__main__":
    print(f"{'':<52} {'ours':>9} {'beside':>9} {'':<5} {'ratio':>6}     promise")
    for name in sys.argv[1:] or COMPARISONS:
        COMPARISONS[name]()
