"""A newcomer's hour in the real thing: JupyterLab in Chromium, the shipped chapters, a kernel that dies."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from toolkit_helpers.lab.server import Lab
from toolkit_helpers.lab.working_copy import WorkingCopy, refresh
from toolkit_helpers.resources import data_folder

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

PATIENCE = 90_000


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkingCopy:
    """Return a participant's working copy, with the answers where they are by default."""
    monkeypatch.delenv("TOOLKIT_ANSWERS")
    return refresh(tmp_path / "Digital Government Workbook")


@pytest.fixture
def lab(copy: WorkingCopy) -> Iterator[Lab]:
    """Run JupyterLab as ``workbook open`` does."""
    with Lab(copy.folder) as lab:
        yield lab


def exercise(page: Page, name: str) -> Locator:
    """Return the one exercise with this id."""
    return page.locator("section.dgw").filter(has=page.get_by_text(name, exact=True))


def kill_kernels(folder: Path) -> None:
    """Kill the kernels that work in this folder the hard way, as a full memory would."""
    for process in psutil.process_iter(["cmdline", "cwd"]):
        if process.info["cwd"] == str(folder) and "ipykernel_launcher" in (process.info["cmdline"] or []):
            process.kill()


def test_answers_outlive_the_kernel(page: Page, lab: Lab, copy: WorkingCopy) -> None:
    """Chapter 1 runs by itself, answers get feedback at once, and a killed kernel loses none of them."""
    page.set_default_timeout(PATIENCE)
    page.goto(lab.address(copy.chapter(1)))

    measure = exercise(page, "EX1.2")
    measure.get_by_role("radio", name=re.compile("how many residents use online services")).check()
    measure.get_by_role("button", name="Check my answer").click()
    measure.get_by_text("How many people use it is not measured.").first.wait_for()
    measure.get_by_role("radio", name=re.compile("how a country stands relative to others")).check()
    measure.get_by_role("button", name="Check my answer").click()
    measure.get_by_text("the value depends on the set of countries and on the edition").first.wait_for()

    rows = exercise(page, "EX1.7").locator("form[data-part=trends] fieldset.dgw-card")
    for number in range(3):
        row = rows.nth(number)
        row.get_by_label(re.compile("^What we see")).fill(
            f"Trend {number + 1}: more people use a telephone first"
        )
        row.get_by_label(re.compile("^Evidence")).fill("70 per cent, ITU, 2024")
        row.get_by_label(re.compile("^Scope")).select_option("national")
    exercise(page, "EX1.7").locator(".dgw-status").get_by_text("Saved", exact=False).wait_for()

    kill_kernels(copy.folder)
    fresh = page.locator("section.dgw .dgw-status").get_by_text("Your saved answer is back.")
    fresh.first.wait_for()

    answered = exercise(page, "EX1.2").get_by_role("radio", name=re.compile("how a country stands relative"))
    answered.wait_for()
    assert answered.is_checked()
    assert (
        rows.first.get_by_label(re.compile("^What we see")).input_value()
        == "Trend 1: more people use a telephone first"
    )

    stored = json.loads((copy.folder / "answers" / "my-answers.json").read_text(encoding="utf-8"))
    assert stored["answers"]["EX1.2"]["parts"] == {"measure": "B"}
    assert len(stored["answers"]["EX1.7"]["parts"]["trends"]) == 3


def test_answers_and_country_are_there_the_next_day(chromium: object, copy: WorkingCopy) -> None:
    """The country chosen in chapter 0 marks the charts of chapter 1, also after everything was closed."""
    with Lab(copy.folder) as first_day:
        page = chromium.new_page()  # type: ignore[attr-defined]
        page.set_default_timeout(PATIENCE)
        page.goto(first_day.address(copy.chapter(0)))
        team = exercise(page, "EX0.1")
        team.get_by_label(re.compile("^Country")).select_option("RWA")
        team.get_by_label(re.compile("^Name of the team")).fill("Thousand Hills")
        team.get_by_label(re.compile("^Jurisdiction")).click()
        team.locator(".dgw-status").get_by_text("Saved", exact=False).wait_for()
        page.close()
    with Lab(copy.folder) as second_day:
        page = chromium.new_page()  # type: ignore[attr-defined]
        page.set_default_timeout(PATIENCE)
        page.goto(second_day.address(copy.chapter(1)))
        exercise(page, "EX1.4").wait_for()
        page.locator("figure", has_text="Rwanda").first.wait_for()
        own = exercise(page, "EX1.3").locator("form[data-part=own]")
        own.get_by_role("textbox").fill("0,5799")
        own.get_by_role("button", name="Check my answer").click()
        own.get_by_text("You have reproduced the value that UN DESA published").first.wait_for()
        page.close()


def test_a_notebook_with_a_foreign_cell_is_not_run(page: Page, lab: Lab, copy: WorkingCopy) -> None:
    """Code that somebody else put into a chapter never runs unasked, and the page says why."""
    trace = copy.folder / "somebody-was-here"
    notebook = json.loads(copy.chapter(1).read_text(encoding="utf-8"))
    foreign = {
        "cell_type": "code",
        "execution_count": None,
        "id": "foreign",
        "metadata": {},
        "outputs": [],
        "source": f"import pathlib; pathlib.Path({str(trace)!r}).touch()",
    }
    notebook["cells"].insert(2, foreign)
    target = copy.folder / "01-sent-by-somebody.ipynb"
    target.write_text(json.dumps(notebook), encoding="utf-8")

    page.set_default_timeout(PATIENCE)
    page.goto(lab.address(target))
    page.get_by_role("status").filter(has_text=re.compile("code", re.IGNORECASE)).first.wait_for()
    deadline = time.monotonic() + 8
    while time.monotonic() < deadline:
        assert not trace.exists()
        page.wait_for_timeout(500)
    assert page.locator("section.dgw form").count() == 0


def test_a_number_that_is_changed_moves_the_chart(page: Page, lab: Lab, copy: WorkingCopy) -> None:
    """In chapter 7 the kernel computes D7.3 anew for a typed number, and tells one that cannot be used."""
    page.set_default_timeout(PATIENCE)
    page.goto(lab.address(copy.chapter(7)))
    live = page.locator(".dgx", has=page.get_by_role("group", name="Try other values"))
    live.first.scroll_into_view_if_needed()
    finding = live.locator(".dgx-finding")
    before = finding.inner_text()

    entry = live.get_by_label("Leave each year", exact=True)
    entry.fill("7,5")
    entry.press("Enter")
    page.wait_for_function(
        "([node, before]) => node.textContent !== before", arg=[finding.element_handle(), before]
    )
    live.locator("figure:not([aria-busy])").wait_for()
    good = finding.inner_text()
    entry.fill("a few")
    entry.press("Enter")
    live.get_by_text("Leave each year: give a number from").wait_for()
    assert finding.inner_text() == good
    live.get_by_role("button", name="Back to the first values").click()
    page.wait_for_function(
        "([node, before]) => node.textContent === before", arg=[finding.element_handle(), before]
    )


def test_the_plan_leaves_the_notebook_as_a_page_and_as_a_pdf(page: Page, lab: Lab, copy: WorkingCopy) -> None:
    """The buttons beneath chapter 3 give what the command line gives, of the answers that are saved."""
    answers = copy.folder / "answers" / "my-answers.json"
    answers.parent.mkdir(exist_ok=True)
    answers.write_bytes((data_folder() / "demonstration" / "answers.json").read_bytes())
    page.set_default_timeout(PATIENCE)
    page.goto(lab.address(copy.chapter(3)))
    offer = page.get_by_role("group", name="Our Plan as a document").last
    with page.expect_download() as html:
        offer.get_by_role("button", name="Web page (HTML)").click()
    assert html.value.suggested_filename == "plan-province-of-nandara-fictitious.html"
    told = Path(html.value.path()).read_text(encoding="utf-8")
    assert "By 2033 every child born in Nandara is registered" in told
    offer.get_by_role("checkbox").check()
    with page.expect_download() as pdf:
        offer.get_by_role("button", name="PDF").click()
    assert pdf.value.suggested_filename == "plan-province-of-nandara-fictitious-team.pdf"
    assert Path(pdf.value.path()).read_bytes().startswith(b"%PDF")
