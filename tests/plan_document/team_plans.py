"""Answers that a test makes up, and what it reads back from a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from toolkit_helpers.answers import AnswersFile, Entry
from toolkit_helpers.plan_document.outline import (
    Blank,
    Bullets,
    Card,
    Element,
    Facts,
    Grid,
    Heading,
    Layers,
    Node,
    Picture,
    PlanDocument,
    Words,
)

MARK = "zq-withheld"
"""Stands in everything that is private, where a test looks whether it gets out."""
Answers = Mapping[str, Mapping[str, Any]]


def filed(answers: Answers) -> AnswersFile:
    """Return answers as an answers file holds them."""
    return AnswersFile(answers={name: Entry(parts=dict(parts)) for name, parts in answers.items()})


def typed(text: str) -> AnswersFile:
    """Return the answers of a team that has typed one text into every kind of place."""
    return filed(
        {
            "EX0.1": {
                "team": {"team_name": text, "jurisdiction": text, "service_in_focus": text, "date": text},
                "members": [{"role": text, "institution": text}],
            },
            "EX3.3": {"stakeholders": [{"code": "H1", "name": text, "power": 3, "engagement": text}]},
            "EX3.4": {"grid": {"PL1.L1": {"current": 1, "target": 3, "evidence": text}}},
            "EX3.7": {"gaps": [{"code": "G1", "statement": text}]},
            "EX4.4": {"personas": [{"code": "U1", "name": text, "situation": text}]},
            "EX4.8": {"year": "2033", "statement": {"text": text}},
            "EX5.2": {"initiatives": [{"code": "I1", "title": text, "gaps": ["G1"], "lead": text}]},
            "EX5.3": {"ratings": [{"initiative": "I1", **dict.fromkeys(("v1", "v2", "v3"), 4)}]},
            "EX5.6": {"schedule": [{"initiative": "I1", "months": "6"}]},
            "EX9.3": {"nodes": [{"code": "K1", "stage": "output", "text": text, "assumption": text}]},
            "EX9.7": {"indicators": [{"code": "N1", "name": text, "source": text}]},
            "EX10.3": {"page": {"text": text}},
        }
    )


def elements(document: PlanDocument) -> list[Element]:
    """Return all elements of a document, the summary first."""
    return [*document.summary, *document.body]


def headings(document: PlanDocument, level: int = 2) -> list[str]:
    """Return the headings of one level in order."""
    return [one.text for one in document.body if isinstance(one, Heading) and one.level == level]


def texts(document: PlanDocument) -> list[str]:
    """Return every text of a document, element by element."""
    found = [document.kind, document.name, *document.remarks, document.mark, document.version]
    found += [text for row in document.facts for text in row]
    for element in elements(document):
        found += _texts(element)
    return found


def _texts(element: Element) -> list[str]:
    match element:
        case Heading() | Words():
            return [element.text]
        case Facts():
            return _cells(element.rows)
        case Bullets():
            return list(element.items)
        case Blank():
            return list(element.words)
        case Grid():
            return [element.caption, *element.header, *_cells(element.rows)]
        case Card():
            return [element.title, *_cells(element.rows)]
        case Picture():
            return [element.chart.model_dump_json()]
        case Layers():
            return [text for name, nodes in element.layers for text in (name, *_links(nodes))]
    return []


def _cells(rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [cell for row in rows for cell in row]


def _links(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        yield from (node.code, node.text, ", ".join(node.leads_to), *_cells(node.details))


class Reader(HTMLParser):
    """Reads a page: its text, its elements, its ids and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; those without an end are not waited for."""
        self.tags.append(tag)
        self.attributes += attrs
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found.get("href")))
        if tag not in {"meta", "br", "rect", "line", "circle", "polygon", "input"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that ends at once."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        """Check that what ends here is what was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect the text; the style sheet is none."""
        if "style" not in self.open:
            self.text.append(data)

    @property
    def words(self) -> str:
        """The whole text with single spaces."""
        return " ".join(" ".join(self.text).split())
