"""The offline page in a browser with the network cut: own country, the Plan, one chapter at a time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from toolkit_helpers.answers import AnswersFile
from toolkit_helpers.exercises import bank
from toolkit_helpers.figures import explorations
from toolkit_helpers.handouts import making
from toolkit_helpers.handouts import page as pages
from toolkit_helpers.plan import assemble
from toolkit_helpers.plan.assemble import is_derived
from toolkit_helpers.resources import data_folder
from toolkit_helpers.workshop.documents import whole
from toolkit_helpers.workshop.sources import read_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
ALIVE = "body[data-alive=all]"
DEMONSTRATION = data_folder() / "demonstration" / "answers.json"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def written(folder: Path, chapter: int) -> str:
    """Return the address of a chapter's page."""
    (notebook,) = making.notebooks([chapter])
    path = folder / f"{chapter}.html"
    path.write_text(pages.render(making.read(notebook)), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder as a stick would hold it: chapters 0 and 1, and three chapters in one page."""
    folder = tmp_path_factory.mktemp("stick")
    text = pages.render(whole.workbook(making.notebooks([0, 1, 3])))
    (folder / "whole.html").write_text(text, encoding="utf-8")
    for chapter in (0, 1):
        written(folder, chapter)
    return folder


@pytest.fixture
def cut(page: Page) -> Page:
    """Return a page without any network; an error in its scripts fails the test."""
    page.context.set_offline(True)
    return page


def restore(page: Page, path: Path = DEMONSTRATION) -> None:
    """Bring back the answers of a file."""
    page.locator("#tools-file").set_input_files(path)
    page.locator("#tools-status", has_text="are back").wait_for()


def shown_fields(plan: Locator) -> dict[str, list[str]]:
    """Return what the Plan says, by the label of its field: texts and the cells of tables in order."""
    fields = plan.locator(".plan-field").evaluate_all(
        """fields => fields.map(field => [field.querySelector("h4").textContent,
             [...field.querySelectorAll("p:not(.source), tbody :is(th, td)")].map(one => one.textContent)])"""
    )
    return dict(fields)


def test_the_readers_country_is_drawn(cut: Page, folder: Path) -> None:
    """Every chart speaks of the chosen country in the words of the workbook, and of the world again."""
    cut.goto((folder / "1.html").as_uri())
    cut.wait_for_selector(ALIVE)
    cut.get_by_label("Your country").first.select_option("KEN")
    cut.locator("[data-live='D1.6'] svg").wait_for()
    for name in (name for name in explorations.IDS if name.startswith("D1.")):
        chart = explorations.describe(name, "KEN")
        live = cut.locator(f"[data-live='{name}']")
        live.locator(".dgx-finding", has_text=chart.finding).wait_for()
        assert live.locator("svg[role=img]").get_attribute("aria-label") == chart.alt
        rows = live.locator("tbody tr").evaluate_all(
            "rows => rows.map(r => [...r.cells].map(c => c.textContent))"
        )
        assert rows == chart.table.rows
    cut.locator("[data-live='D1.2']").get_by_label("Your country").select_option("")
    cut.locator("[data-live='D1.1'] .dgx-finding", has_text=explorations.describe("D1.1").finding).wait_for()
    assert cut.locator("#tools-country").input_value() == ""


def test_the_plan_reads_as_in_the_workbook(cut: Page, folder: Path) -> None:
    """Each field that no method has a part in reads word for word as the workbook's Plan, of all chapters."""
    cut.goto((folder / "0.html").as_uri())
    cut.wait_for_selector(ALIVE)
    restore(cut)
    cut.locator("#our-plan .plan-field").nth(40).wait_for()
    shown = shown_fields(cut.locator("#our-plan"))
    answers = AnswersFile.model_validate_json(DEMONSTRATION.read_text(encoding="utf-8"))
    compared = 0
    for field in assemble(answers):
        value = field.value
        if is_derived(field.spec.id) or value.state == "empty":
            continue
        _head, rows = value.table(public=False)
        wanted = [cell for row in rows for cell in row] or [line for line in value.text.split("\n") if line]
        assert shown[field.spec.label] == wanted, field.spec.id
        compared += 1
    assert compared > 30


def test_an_answer_enters_the_plan(cut: Page, folder: Path) -> None:
    """What is typed stands in the Plan a moment later, escaped; what is missing is named."""
    cut.goto((folder / "1.html").as_uri())
    cut.wait_for_selector(ALIVE)
    plan = cut.locator("[data-plan='P1'] + .plan")
    assert "0 of" in plan.inner_text()
    assert "EX1.8" in plan.locator(".open").inner_text()
    field = cut.locator("#EX1\\.8 textarea").first
    field.fill("<b>Our</b> context")
    field.press("Tab")
    plan.locator(".plan-field p", has_text="<b>Our</b> context").wait_for()
    assert plan.locator("b").count() == 0
    assert "1 of" in plan.inner_text()


def test_private_columns_are_not_printed(cut: Page, folder: Path) -> None:
    """Private columns are marked on the screen, and left out of the printed Plan, which is printed alone."""
    cut.goto((folder / "0.html").as_uri())
    cut.wait_for_selector(ALIVE)
    restore(cut)
    private = cut.locator("#our-plan .private")
    private.first.wait_for()
    assert private.first.is_visible()
    assert "(private)" in private.first.inner_text()
    cut.emulate_media(media="print")
    assert cut.locator("#our-plan .private:visible").count() == 0
    assert cut.locator("#our-plan td:visible").count() > 100
    cut.evaluate("document.body.classList.add('plan-only')")
    assert cut.locator("main > :visible").count() == 1
    assert cut.locator("header:visible").count() == 0


def test_a_method_that_needs_the_workbook_is_said(cut: Page, folder: Path) -> None:
    """An exercise whose summary a method computes says that this page cannot, and what to do instead."""
    cut.goto((folder / "1.html").as_uri())
    cut.wait_for_selector(ALIVE)
    with_insight = [exercise.id for exercise in bank.load(1).exercises if exercise.insight]
    for name in with_insight:
        assert "This page cannot" in cut.locator(f"[id='{name}'] .dgw-insight").inner_text()
    assert cut.locator(".dgw-insight:visible").count() == len(with_insight)


def test_the_saved_file_reaches_the_trainer(cut: Page, folder: Path, tmp_path: Path) -> None:
    """A file from the offline page is read by ``workbook collect``."""
    cut.goto((folder / "0.html").as_uri())
    cut.wait_for_selector(ALIVE)
    restore(cut)
    with cut.expect_download() as caught:
        cut.get_by_role("button", name="Save to my computer").click()
    path = tmp_path / "one.json"
    caught.value.save_as(path)
    found = list(read_files([path]))
    assert len(found) == 1
    sent, kept = (json.loads(file.read_text(encoding="utf-8")) for file in (path, DEMONSTRATION))
    assert {name: entry["parts"] for name, entry in sent["answers"].items()} == {
        name: entry["parts"] for name, entry in kept["answers"].items()
    }


def test_one_chapter_is_shown_at_a_time(cut: Page, folder: Path) -> None:
    """Links turn to another chapter and back, and answers of all chapters are in one Plan."""
    cut.goto((folder / "whole.html").as_uri())
    cut.wait_for_selector(ALIVE)
    shown = cut.locator(".chapter:not([hidden])")
    assert shown.count() == 1
    assert shown.locator("#EX0\\.1").count() == 1
    cut.locator(".onward:visible a").last.click()
    cut.wait_for_selector(ALIVE)
    assert shown.count() == 1
    assert shown.locator("section.dgw").count() == len(bank.load(1).exercises)
    restore(cut)
    cut.locator("#our-plan a", has_text="EX3.7").first.click()
    cut.wait_for_selector(ALIVE)
    cut.locator("#EX3\\.7 section.dgw").wait_for()
    box = cut.locator("#EX3\\.7").bounding_box()
    assert box
    assert -50 < box["y"] < 400
    cut.go_back()
    cut.locator("#EX1\\.1").wait_for()
    assert shown.count() == 1


def test_a_link_opens_a_chapter_that_is_folded_still(cut: Page, folder: Path) -> None:
    """Whoever was sent to an exercise of a later chapter meets it at once, alive."""
    cut.goto(f"{(folder / 'whole.html').as_uri()}#EX3.1")
    cut.locator("#EX3\\.1 section.dgw form").first.wait_for()
    assert cut.locator(".chapter:not([hidden]) #EX3\\.1").count() == 1


def test_all_chapters_unfold_when_the_page_is_idle(cut: Page, folder: Path) -> None:
    """Searching in the page finds every chapter soon, and no exercise is there twice."""
    cut.goto((folder / "whole.html").as_uri())
    cut.locator(".chapter > noscript").last.wait_for(state="detached")
    wanted = {exercise.id for chapter in (0, 1, 3) for exercise in bank.load(chapter).exercises}
    shown = cut.locator("[data-exercise]").evaluate_all("all => all.map(one => one.dataset.exercise)")
    assert sorted(shown) == sorted(wanted)


def test_chapters_that_are_closed_take_no_room(cut: Page, folder: Path) -> None:
    """Neither lines on the screen nor empty sheets on paper stand for the other chapters."""
    cut.goto((folder / "whole.html").as_uri())
    cut.locator(".chapter > noscript").last.wait_for(state="detached")
    heights = "all => all.map(one => one.offsetHeight)"
    assert set(cut.locator(".chapter[hidden]").evaluate_all(heights)) == {0}
    cut.emulate_media(media="print")
    assert set(cut.locator(".chapter[hidden]").evaluate_all(heights)) == {0}


def test_without_a_program_every_chapter_is_read(chromium: Browser, folder: Path) -> None:
    """A reader who allows no scripts has the whole text, as on paper."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "whole.html").as_uri())
    for place in ("#EX0\\.1", "#EX1\\.1", "#EX3\\.1"):
        assert page.locator(place).is_visible()
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing_in_plan_and_charts(
    chromium: Browser, folder: Path, tmp_path: Path, width: int, scheme: str
) -> None:
    """All chapters with a begun Plan and live charts: no accessibility finding, nothing scrolls sideways."""
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto((folder / "whole.html").as_uri())
    # Texts, a form, and a table with private columns; axe takes minutes for a Plan written to the end.
    kept = json.loads(DEMONSTRATION.read_text(encoding="utf-8"))
    kept["answers"] = {name: kept["answers"][name] for name in ("EX0.1", "EX1.8", "EX3.3")}
    begun = tmp_path / "begun.json"
    begun.write_text(json.dumps(kept), encoding="utf-8")
    restore(page, begun)
    page.locator("#our-plan .private").first.wait_for()
    page.locator("#contents summary").click()
    page.locator("#contents a", has_text="Chapter 1").first.click()
    page.wait_for_selector(ALIVE)
    page.locator("[data-live='D1.6'] svg").wait_for()
    found = Axe().run(page, options=RULES).response["violations"]
    width_needed = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert width_needed <= width
