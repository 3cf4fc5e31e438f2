"""The page: one file, nothing from outside, a paper without JavaScript, the exercises with it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from toolkit_helpers.answers.model import FORMAT
from toolkit_helpers.exercises import paper
from toolkit_helpers.exercises import paper_blocks as b
from toolkit_helpers.handouts import offline, page
from toolkit_helpers.handouts.document import Document, Prose

TABLES = (b.TableForm, b.GridForm, b.ScaleForm, b.Rubric, b.DataTable, b.MapForm)
LOADS = {"src", "href", "srcset", "data", "poster", "action", "formaction", "background", "xlink:href"}


class Page(HTMLParser):
    """Reads a page and remembers elements, attributes and the text of scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.text: list[str] = []
        self._script = self._style = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._script, self._style = tag == "script", tag == "style"

    def handle_endtag(self, tag: str) -> None:
        """End a script or a style."""
        self._script = self._style = False

    def handle_data(self, data: str) -> None:
        """Keep scripts apart from what is read."""
        if self._script:
            self.scripts.append(data)
        elif not self._style:
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def html(document: Document) -> str:
    """Return the participant's page of the small chapter."""
    return page.render(document)


def test_nothing_is_dropped(document: Document, html: str) -> None:
    """Exercises, charts and tables of the document are all in the page."""
    read = Page(html)
    shown = [
        attributes["data-exercise"] for attributes in read.all("section") if "data-exercise" in attributes
    ]
    assert shown == [exercise.id for exercise in document.exercises()]
    assert [figure["data-chart"] for figure in read.all("figure")] == ["D9.99"]
    blocks = [block for exercise in document.exercises() for block in paper.blocks(exercise)]
    written = sum(isinstance(block, TABLES) for block in blocks)
    prose = sum("|---" in element.markdown for element in document.elements if isinstance(element, Prose))
    assert len(read.all("table")) == written + prose + len(document.charts())
    assert all("scope" in cell for cell in read.all("th"))


def test_the_page_speaks_for_itself(document: Document, html: str) -> None:
    """Language, direction, title, landmarks, a way past the header, and named pictures."""
    read = Page(html)
    (root,) = read.all("html")
    assert (root["lang"], root["dir"]) == ("en", "ltr")
    assert "<title>Chapter 9: A small chapter (Participant handout)</title>" in html
    for landmark in ("header", "nav", "main", "footer"):
        assert len(read.all(landmark)) == 1
    assert next(link for link in read.all("a") if link.get("class") == "skip")["href"] == "#main"
    (picture,) = read.all("svg")
    assert picture["role"] == "img"
    assert picture["aria-label"] == document.charts()[0].alt


def test_the_page_loads_nothing(html: str) -> None:
    """No attribute that makes a browser fetch something, and a policy that would refuse it."""
    read = Page(html)
    fetched = [
        (tag, name, value)
        for tag, attributes in read.elements
        for name, value in attributes.items()
        if name in LOADS and tag != "a" and not value.startswith("#")
    ]
    assert fetched == []
    assert not re.search(r"@import|url\((?!#)", html[: html.index("<body>")])
    (policy,) = (meta["content"] for meta in read.all("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "http:" not in policy
    assert "https:" not in policy


def test_links_of_the_prose_are_harmless(html: str) -> None:
    """A web address stays a link; a script address is only its words."""
    links = [link["href"] for link in Page(html).all("a")]
    assert "https://example.org" in links
    assert not [link for link in links if link.startswith("javascript:")]


def test_the_policy_names_exactly_the_program_of_the_page(html: str) -> None:
    """The digest in the policy is that of the one program, so no other script can run."""
    data, program = Page(html).scripts
    digest = base64.b64encode(hashlib.sha256(program.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in html
    assert json.loads(data)["format"] == FORMAT


def test_hostile_texts_stay_texts(html: str) -> None:
    """Markup of an author ends neither the script nor the page."""
    read = Page(html)
    assert len(read.all("script")) == 2
    assert not read.all("b")
    assert "</script> _u_" in "".join(read.text)
    assert "</script>" in json.loads(read.scripts[0])["exercises"]["EX9.1"]["title"]


def test_the_static_twin_holds_no_answer(html: str) -> None:
    """What is read on the page without JavaScript has neither key nor feedback."""
    text = " ".join(Page(html).text)
    for secret in ("SECRET feedback", "123.4567", "98.7654"):
        assert secret not in text


def test_the_same_document_gives_the_same_page(document: Document, html: str) -> None:
    """No date, no chance."""
    assert page.render(document) == html


def test_only_needed_facts_travel(document: Document) -> None:
    """The page holds the facts that its exercises mark with, for all Member States, and no others."""
    data = offline._data(document)
    assert len(data["facts"]) == 193
    assert set(data["facts"]["RWA"]) == {"osi_minus_tii", "tii_minus_osi"}


def test_the_facilitators_page_is_for_reading(facilitated: Document) -> None:
    """It holds notes and answers, has no program, and its policy allows none."""
    html = page.render(facilitated)
    read = Page(html)
    assert "FACILITATOR runs it" in html
    assert "SECRET feedback" in html
    assert not read.all("script")
    assert "script-src 'none'" in html
    assert len(read.all("aside")) == 13
    assert "Facilitator edition – contains answers" in html
