"""Terms in a handout: a link at the first use in running text, and a list at the end."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from toolkit_helpers import glossary
from toolkit_helpers.exercises.model import Exercise
from toolkit_helpers.glossary import Term
from toolkit_helpers.handouts import page, pdf
from toolkit_helpers.handouts.assembly import GLOSSARY, assemble
from toolkit_helpers.handouts.document import Document, Glossary, Prose, Section
from toolkit_helpers.handouts.terms import Links

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

HOSTILE = '<img src=x onerror="alert(1)">'
GAP = Term(id="capacity-gap", term="Capacity gap", chapter=3, definition=f"Distance. {HOSTILE}")
LEVEL = Term(id="level", term="Level", chapter=3, definition="Where it sits.", unlike="pillar")
TERMS = Glossary("Words.", ((GAP, "Source: A body (2024)."), (LEVEL, "")))
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def explained(document: Document) -> Document:
    """Return the small chapter with two more texts and a glossary."""
    texts = (
        Prose("## Levels\n\nA *capacity gap* has a level, and each level its capacity gaps."),
        Prose("| Level | Capacity gap |\n|---|---|\n| one | `level` |"),
    )
    added = (*texts, Section("Words of this chapter", own_page=True), TERMS)
    return replace(document, elements=(*document.elements, *added))


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("<p>A level and a level.</p>", ["level"]),
        ("<ul><li>Levels</li></ul>", ["Levels"]),
        ("<p><strong>Capacity gaps</strong> of a level</p>", ["Capacity gaps", "level"]),
        ("<h2>Level</h2>", []),
        ('<p><a href="#x">level</a> <code>level</code></p>', []),
        ("<table><tr><td><p>level</p></td></tr></table>", []),
        ('<p title="level">x</p>', []),
        ("<p>sea-level, levelled</p>", []),
        ("level", []),
        ("<p>a<br>level<br/>b</p>", ["level"]),
    ],
)
def test_only_running_text_is_linked(html: str, linked: list[str]) -> None:
    """Headings, links, code, tables and attributes stay as they are, and so does all markup."""
    done = Links(TERMS).into(html)
    assert re.findall(r'aria-describedby="tip-[a-z-]+">([^<]*)</a>', done) == linked
    plain = re.sub(
        r'<span class="term"><a [^>]*>([^<]*)</a><span class="tip"[^>]*>.*?</span></span>', r"\1", done
    )
    assert plain == html


def test_each_term_is_linked_once_in_a_whole_page(explained: Document) -> None:
    """The first use leads to the entry; its explanation is beside it, escaped."""
    html = page.render(explained)
    assert html.count('href="#term-level"') == html.count('href="#term-capacity-gap"') == 1
    assert html.count('<dt id="term-level">Level</dt>') == 1
    assert "<dd>Where it sits. Not to be confused with pillar.</dd>" in html
    assert "Distance. &lt;img src=x" in html
    assert HOSTILE not in html
    assert "Source: A body (2024)." in html
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(set(ids)) == len(ids)
    for target in re.findall(r'href="#((?:term|tip)-[^"]+)"', html) + re.findall(
        r'describedby="([^"]+)"', html
    ):
        assert target in ids


def test_a_chapter_without_a_glossary_has_no_links(document: Document) -> None:
    """A link needs its target."""
    more = replace(document, elements=(*document.elements, Prose("A capacity gap.")))
    assert 'class="term"' not in page.render(more)


def test_the_facilitators_page_has_the_list_without_links(explained: Document) -> None:
    """A facilitator reads on paper; nothing appears on hover there."""
    html = page.render(replace(explained, audience="facilitator"))
    assert '<dt id="term-level">' in html
    assert 'class="term"' not in html


def test_paper_has_the_list_on_a_page_of_its_own(explained: Document) -> None:
    """The PDF passes the gate of PDF/UA-1 and says every entry, its own page before it."""
    source, _files = pdf.typst_source(explained)
    assert '#own-page(heading(level: 2, "Words of this chapter"))' in source
    assert source.count("#glossary(") == 1
    before = (*explained.elements[:-2], Prose("A paragraph before it. " * 60))
    without, made = (
        pikepdf.open(BytesIO(pdf.render(replace(explained, elements=elements))))
        for elements in (before, (*before, *explained.elements[-2:]))
    )
    assert len(made.pages) == len(without.pages) + 1


def test_the_cell_of_a_notebook_becomes_section_and_list(
    notebook: dict[str, Any], lookup: Callable[[str], Exercise]
) -> None:
    """The output of ``ch.glossary()`` is recognised by what it carries; the glossary gives its terms."""
    data = {GLOSSARY: {"chapter": 2}, "text/html": "<p>old</p>", "text/plain": "old"}
    cell = {
        "cell_type": "code",
        "id": "glossary",
        "metadata": {"jupyter": {"source_hidden": True}, "tags": ["glossary"]},
        "source": "ch.glossary()",
        "execution_count": 1,
        "outputs": [{"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}],
    }
    made = assemble({**notebook, "cells": [*notebook["cells"], cell]}, name="09-small.ipynb", lookup=lookup)
    section, listed = made.elements[-2:]
    assert isinstance(section, Section)
    assert section.own_page
    assert listed == made.glossary()
    assert isinstance(listed, Glossary)
    assert [term for term, _details in listed.entries] == list(glossary.load().of(2))


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_an_explanation_appears_and_goes_as_it_should(
    chromium: Browser, explained: Document, tmp_path: Path, width: int
) -> None:
    """It appears on focus and on hover, bears the pointer on it, and Escape puts it away."""
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "page.html"
    path.write_text(page.render(explained), encoding="utf-8")
    context = chromium.new_context(viewport={"width": width, "height": 700})
    view = context.new_page()
    view.goto(path.as_uri())
    term, tip = view.locator("a[href='#term-level']"), view.locator("#tip-level")
    assert not tip.is_visible()
    term.focus()
    assert tip.is_visible()
    assert Axe().run(view, options=RULES).response["violations"] == []
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    view.keyboard.press("Escape")
    assert not tip.is_visible()
    assert term.evaluate("link => link === document.activeElement")
    view.evaluate("document.activeElement.blur()")
    term.hover()
    assert tip.is_visible()
    tip.hover()
    assert tip.is_visible()
    view.keyboard.press("Escape")
    assert not tip.is_visible()
    view.mouse.move(1, 1)
    term.hover()
    assert tip.is_visible()
    term.click()
    assert view.evaluate("location.hash") == "#term-level"
    view.emulate_media(media="print")
    assert not tip.is_visible()
    context.close()
