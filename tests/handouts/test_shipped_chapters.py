"""The real chapters: every output of a notebook is in each handout, no answer in a participant's."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from toolkit_helpers.exercises import bank, model
from toolkit_helpers.exercises.paper_text import plain
from toolkit_helpers.handouts import making, page, pdf
from toolkit_helpers.handouts.assembly import CHART, EXERCISE
from toolkit_helpers.handouts.document import Document
from toolkit_helpers.handouts.facilitator import notes_of
from toolkit_helpers.resources import notebooks_folder

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

CHAPTERS = range(11)


@cache
def notebook(chapter: int) -> dict[str, Any]:
    """Return the committed notebook."""
    (path,) = notebooks_folder().glob(f"{chapter:02}-*.ipynb")
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def document(chapter: int, audience: str = "participant") -> Document:
    """Return the document of a chapter."""
    (path,) = notebooks_folder().glob(f"{chapter:02}-*.ipynb")
    return making.read(path, audience)


@cache
def source(chapter: int, audience: str = "participant") -> str:
    """Return the Typst source, in which every text stands as it is."""
    return pdf.typst_source(document(chapter, audience))[0]


def outputs(chapter: int, media: str) -> list[Any]:
    """Return what the notebook's outputs hold of one media type."""
    cells = notebook(chapter)["cells"]
    return [
        output["data"][media]
        for cell in cells
        for output in cell.get("outputs", [])
        if media in output.get("data", {})
    ]


def letters(text: str) -> str:
    """Return a text as a Typst string literal shows it."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_exercise_and_chart_of_the_notebook_is_in_the_page(chapter: int) -> None:
    """Counted in the notebook and counted in the page: the same, in the same order."""
    html = page.render(document(chapter))
    exercises = [data["id"] for data in outputs(chapter, EXERCISE)]
    charts = [data["id"] for data in outputs(chapter, CHART)]
    assert re.findall(r'data-exercise="([^"]+)"', html) == exercises
    assert re.findall(r'data-chart="([^"]+)"', html) == charts
    assert html.count("<svg ") == len(charts)
    assert sorted(exercises) == sorted(entry.id for entry in bank.load(chapter))
    in_order = [name for name in exercises if not name.startswith("PT")]
    assert in_order == [entry.id for entry in bank.load(chapter) if not entry.id.startswith("PT")]


@pytest.mark.parametrize("audience", ["participant", "facilitator"])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_exercise_and_chart_of_the_notebook_is_in_the_pdf(chapter: int, audience: str) -> None:
    """As many tagged figures with an alternative as charts, and a bookmark for each exercise."""
    file = pikepdf.open(io.BytesIO(pdf.render(document(chapter, audience))))
    alternatives = Counter(
        str(entry.Alt)
        for entry in file.objects
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == "/Figure"
    )
    assert alternatives == Counter(data["alt"] for data in outputs(chapter, CHART))
    with file.open_outline() as outline:
        titles = " ".join(str(item.title) for root in outline.root for item in _all(root))
    for data in outputs(chapter, EXERCISE):
        assert f"{data['id']} {bank.exercise(data['id']).title}" in titles


def _all(item: Any) -> list[Any]:
    return [item, *(below for child in item.children for below in _all(child))]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_heading_of_the_prose_is_in_both_formats(chapter: int) -> None:
    """No cell of prose is lost."""
    html, typst = page.render(document(chapter)), source(chapter)
    for cell in notebook(chapter)["cells"]:
        if cell["cell_type"] == "markdown":
            for line in "".join(cell["source"]).splitlines():
                if line.startswith("##"):
                    text = line.lstrip("#").strip()
                    assert text in unescape(re.sub(r"<[^>]+>", "", html))
                    assert f"= {text}" in typst.replace("\\", "")


def secrets(chapter: int) -> list[str]:
    """Return what only the facilitator's edition may say: feedback, model answers, notes."""
    found = [text for about in notes_of(chapter)["exercises"].values() for text in about.values()]
    for exercise in bank.load(chapter):
        for part in exercise.parts:
            if isinstance(part, model.Choice):
                found += [option.feedback for option in part.options]
            elif isinstance(part, model.Match):
                found += [line.feedback for line in part.left]
            elif isinstance(part, model.Number):
                found += [part.right, part.wrong, *(diagnosis.say for diagnosis in part.diagnoses)]
            elif isinstance(part, model.FreeText):
                found.append(part.model_answer)
    return [plain(text) for text in found if len(text) > 25]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_answer_is_in_a_participants_handout(chapter: int) -> None:
    """Feedback, model answers and facilitation notes are in neither the PDF nor the paper on the page."""
    typst = source(chapter)
    html = page.render(document(chapter))
    read = unescape(re.sub(r"<[^>]+>", "", html[: html.index('<script type="application/json"')]))
    assert secrets(chapter)
    for secret in secrets(chapter):
        assert letters(secret) not in typst
        assert secret not in read


@pytest.mark.parametrize("chapter", [chapter for chapter in CHAPTERS if chapter])
def test_the_facilitators_edition_says_it_all(chapter: int) -> None:
    """Every note and every feedback of the chapter is in the facilitator's edition."""
    typst = source(chapter, "facilitator")
    bare = re.sub(r'"\)?#(?:strong|emph)?\(?"|"#parbreak\(\)#"', "", typst)
    missing = [secret for secret in secrets(chapter) if letters(secret)[:60] not in bare.replace("  ", " ")]
    assert missing == []


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_axe_finds_nothing_in_a_chapter(
    chromium: Browser, tmp_path: Path, chapter: int, width: int, scheme: str
) -> None:
    """The real pages have no accessibility finding and do not scroll sideways, also on a phone."""
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "page.html"
    path.write_text(page.render(document(chapter)), encoding="utf-8")
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    tab = context.new_page()
    tab.goto(path.as_uri())
    alive = "wanted => document.querySelectorAll('section.dgw').length === wanted"
    tab.wait_for_function(alive, arg=len(document(chapter).exercises()))
    found = Axe().run(tab).response["violations"]
    needed = tab.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found] == []
    assert needed <= width
