"""Slides of the real chapters: complete, offline, readable from afar, and without a key in sight."""

from __future__ import annotations

import io
import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from other_engines import RIGHT, Engine, wait_for

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.exercises import bank, model
from toolkit_helpers.exercises.paper_text import plain
from toolkit_helpers.handouts import making, slides
from toolkit_helpers.handouts.facilitator import notes_of
from toolkit_helpers.handouts.slides import Deck, pages
from toolkit_helpers.handouts.slides.shorten import words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHAPTERS = (1, 3, 8)
SMALLEST_LETTERS = 26
"""Pixels on a stage 720 high, which is 18 points on a projected slide."""


@cache
def deck(chapter: int) -> Deck:
    """Return the slides of a chapter."""
    (path,) = making.notebooks([chapter])
    return slides.read(path)


@cache
def html(chapter: int) -> str:
    """Return the page of a chapter's slides."""
    return slides.render(deck(chapter), "html").decode("utf-8")


def seen(chapter: int) -> str:
    """Return the text of the slides without the notes."""
    return unescape(
        re.sub(r"<aside class=\"notes\">.*?</aside>|<[^>]+>", " ", html(chapter), flags=re.DOTALL)
    )


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_exercise_has_its_slide(chapter: int) -> None:
    """In the order of the chapter, with title and time."""
    titles = [slide.title for slide in deck(chapter).slides]
    wanted = [f"{exercise.id} {exercise.title}" for exercise in bank.load(chapter)]
    assert [title for title in titles if title in wanted] == wanted


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chart_that_shows_something_has_its_slide(chapter: int) -> None:
    """Only charts that wait for a team's answers are left out; each has its alternative, table and source."""
    (path,) = making.notebooks([chapter])
    full = [c.id for c in making.read(path).charts() if any(series.points for series in c.series)]
    assert [chart.id for chart in deck(chapter).charts()] == full
    assert html(chapter).count("<svg ") == len(full) > 0
    for chart in deck(chapter).charts():
        assert chart.table.caption in unescape(html(chapter))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_key_is_projected(chapter: int) -> None:
    """Feedback is nowhere; the facilitator's answers stand in the notes alone."""
    text = " ".join(seen(chapter).split())
    for exercise in bank.load(chapter):
        for part in exercise.parts:
            if isinstance(part, model.Choice):
                for option in part.options:
                    if len(option.feedback) > 30:
                        assert plain(option.feedback)[:60] not in text
    for exercise_id, about in notes_of(chapter)["exercises"].items():
        assert plain(about["answer"])[:60] not in text, exercise_id


@pytest.mark.parametrize(("chapter", "exercise"), [(1, "EX1.1"), (2, "EX2.3"), (4, "EX4.2"), (9, "EX9.1")])
def test_what_is_matched_or_ordered_is_projected(chapter: int, exercise: str) -> None:
    """A room without sheets reads what belongs together, and in an order that gives nothing away."""
    (slide,) = (one for one in deck(chapter).slides if one.exercise == exercise)
    part = bank.exercise(exercise).parts[0]
    if isinstance(part, model.Match):
        texts = [line.text for line in (*part.left, *part.right)]
    else:
        assert isinstance(part, model.Order)
        texts = [item.text for item in part.items]
        places = [slide.markdown.index(text) for text in texts]
        assert places != sorted(places)
    assert all(text in slide.markdown for text in texts)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_notes_hold_what_the_facilitator_does(chapter: int) -> None:
    """How to run each exercise, its answer and what to discuss."""
    told = {note.texts[0] for slide in deck(chapter).slides for note in slide.notes}
    for exercise_id, about in notes_of(chapter)["exercises"].items():
        assert {about["run"], about["answer"]} <= told, exercise_id
    assert deck(chapter).notes[0].texts == tuple(notes_of(chapter)["timing"])


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_is_left_out_of_a_slide_is_in_its_notes(chapter: int) -> None:
    """A shortened text stands behind its slide in full."""
    shortened = [s for s in deck(chapter).slides if any(note.term == "In the handout" for note in s.notes)]
    assert shortened
    for slide in shortened:
        (whole,) = (note.texts[0] for note in slide.notes if note.term == "In the handout")
        assert words(whole) > words(slide.markdown)


def test_a_cell_with_the_tag_is_shown_whole() -> None:
    """The tag ``slide`` leaves nothing out."""
    long = "\n\n".join(["A sentence of the author, which everybody is meant to read."] * 12)
    cells = [
        {"cell_type": "markdown", "id": str(n), "metadata": {"tags": ["concepts", *tags]}, "source": long}
        for n, tags in enumerate(([], ["slide"]))
    ]
    meta = {"toolkit": {"chapter": 3, "title": "T"}}
    short, whole, _back = slides.deck_of({"cells": cells, "metadata": meta}, "03.ipynb").slides
    assert whole.markdown == long
    assert len(short.markdown) < len(long) / 2


def test_a_country_draws_its_charts() -> None:
    """The finding in the title is the country's."""
    (path,) = making.notebooks([1])
    assert any(slide.title.startswith("Rwanda") for slide in slides.read(path, "RWA").slides)


def test_the_page_needs_nothing_else() -> None:
    """No address is loaded, and the policy forbids it."""
    text = html(1)
    assert (
        re.findall(r'(?:src|href)="(?!#)[^"]*"', re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL))
        == []
    )
    assert "default-src 'none'" in text
    assert "@import" not in text
    assert "MIT licensed" in text, "the licence of reveal.js stays with it"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_pdf_has_one_page_for_each_slide(chapter: int) -> None:
    """Tagged, 16:9, with a bookmark for each title; nothing spills over."""
    file = pikepdf.open(io.BytesIO(slides.render(deck(chapter), "pdf")))
    assert len(file.pages) == len(deck(chapter).slides) + 1
    assert file.Root.MarkInfo.Marked
    _left, _bottom, width, height = (float(side) for side in file.pages[0].mediabox)
    assert width / height == pytest.approx(16 / 9, rel=0.001)
    with file.open_outline() as outline:
        titles = [str(item.title) for root in outline.root for item in root.children]
    assert titles == [slide.title for slide in deck(chapter).slides]


def test_the_same_deck_is_the_same_file() -> None:
    """Page and PDF, byte by byte."""
    for form in ("html", "pdf"):
        assert slides.render(deck(3), form) == slides.render(deck(3), form)


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence, not an import error."""
    pages._reveal.cache_clear()
    monkeypatch.setattr(pages, "find_spec", lambda name: None)
    with pytest.raises(ToolkitError, match=r"Reveal\.js is missing"):
        slides.render(deck(3), "html")
    monkeypatch.undo()
    pages._reveal.cache_clear()


def start(page: Page, tmp_path: Path, chapter: int) -> None:
    """Open a chapter's slides and wait until they are ready."""
    path = tmp_path / "slides.html"
    path.write_text(html(chapter), encoding="utf-8")
    page.goto(path.as_uri())
    page.locator("html[data-ready]").wait_for(state="attached")


@pytest.mark.browser
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_slide_fits_and_can_be_read_from_afar(page: Page, tmp_path: Path, chapter: int) -> None:
    """No slide of a chapter spills over its stage, and none has letters that are too small."""
    page.set_viewport_size({"width": 1280, "height": 720})
    start(page, tmp_path, chapter)
    count = page.evaluate("Reveal.getTotalSlides()")
    assert count == len(deck(chapter).slides) + 1
    for number in range(count):
        page.evaluate(f"Reveal.slide({number})")
        high, room, size, title = page.evaluate(
            "(() => { const s = Reveal.getCurrentSlide(); return [s.scrollHeight, s.clientHeight,"
            " parseFloat(getComputedStyle(s).fontSize), s.querySelector('h1, h2').textContent]; })()"
        )
        assert high <= room + 1, title
        assert size >= SMALLEST_LETTERS, title


@pytest.mark.browser
def test_slides_work_with_the_keyboard(page: Page, tmp_path: Path) -> None:
    """Arrow keys go on and back, and the address remembers the slide."""
    start(page, tmp_path, 3)
    for _step in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("Reveal.getIndices().h") == 2
    page.wait_for_url("**#/2")


@pytest.mark.browser
def test_slides_fit_and_go_on_in_other_engines(engine: Engine, tmp_path: Path) -> None:
    """Firefox and WebKit show each slide whole on the same stage, and follow the arrow keys."""
    path = tmp_path / "slides.html"
    path.write_text(html(3), encoding="utf-8")
    engine.resize(1280)
    engine.open(path.as_uri())
    wait_for(engine, "() => 'ready' in document.documentElement.dataset")
    engine.press(RIGHT * 2)
    wait_for(engine, "() => Reveal.getIndices().h === 2")
    spilling = engine.run(
        "() => Reveal.getSlides().filter((one, number) => { Reveal.slide(number);"
        " return one.scrollHeight > one.clientHeight + 1; }).map((one) => one.textContent)"
    )
    assert spilling == []


@pytest.mark.browser
def test_notes_open_in_a_window_of_their_own_and_follow(page: Page, tmp_path: Path) -> None:
    """The second window shows the notes of the slide that the room sees, and its keys move the slides."""
    start(page, tmp_path, 3)
    place = next(n for n, slide in enumerate(deck(3).slides, start=1) if slide.title.startswith("EX3.1"))
    page.evaluate(f"Reveal.slide({place})")
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    notes.get_by_role("heading", name=re.compile(r"Now: EX3\.1")).wait_for()
    assert plain(notes_of(3)["exercises"]["EX3.1"]["run"])[:40] in notes.locator("body").inner_text()
    notes.keyboard.press("ArrowRight")
    notes.get_by_role("heading", name=f"Now: {deck(3).slides[place].title}").wait_for()
    assert page.evaluate("Reveal.getIndices().h") == place + 1


@pytest.mark.browser
def test_nothing_is_fetched(chromium: Browser, tmp_path: Path) -> None:
    """The page asks for no other file and no address."""
    context = chromium.new_context(offline=True)
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    start(tab, tmp_path, 1)
    tab.evaluate("Reveal.slide(20)")
    context.close()
    assert [url for url in asked if not url.endswith("slides.html")] == []


@pytest.mark.browser
def test_axe_finds_nothing_on_the_slides(page: Page, tmp_path: Path) -> None:
    """The title, a list, a table, an exercise and a chart."""
    from axe_playwright_python.sync_playwright import Axe

    start(page, tmp_path, 1)
    kinds = {}
    for number, slide in enumerate(deck(1).slides, start=1):
        kinds["chart" if slide.chart else "table" if slide.markdown.startswith("|") else slide.size] = number
    for number in (0, *kinds.values()):
        page.evaluate(f"Reveal.slide({number})")
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found] == []


@pytest.mark.browser
def test_without_scripts_all_slides_stand_below_each_other(chromium: Browser, tmp_path: Path) -> None:
    """Where a house forbids scripts, the page is still a text to read."""
    path = tmp_path / "slides.html"
    path.write_text(html(3), encoding="utf-8")
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(path.as_uri())
    visible = [tab.locator("section").nth(number).is_visible() for number in (0, 1, 20)]
    context.close()
    assert visible == [True, True, True]
