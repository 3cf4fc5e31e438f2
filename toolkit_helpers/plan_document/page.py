"""The Plan as one HTML file that needs nothing else, with the standard library alone.

It reads on a phone and on paper, light and dark; nothing in it runs, and whatever the team typed is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from string import Template
from typing import Final

from ..exercises.paper_html import BOX, escape, table
from ..exercises.paper_page import whole_page
from ..exercises.paper_text import clean, spans
from ..figures.palette import HEAT
from ..i18n import gettext as _
from ..resources import package_folder
from .drawn import drawn
from .outline import (
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

_OWN: Final = package_folder() / "plan_document"
_INTERFACE: Final = "en"
_TAGS: Final = {"strong": "strong", "emphasis": "em"}
_LINE: Final = '<span class="tk-line" aria-hidden="true"></span>'


def page(document: PlanDocument) -> str:
    """Return the document as an HTML page; the same document always gives the same text."""
    body = _Body(document.language)
    template = Template((_OWN / "plan.html").read_text(encoding="utf-8"))
    edition, mark = escape(_("Edition")), escape(document.mark)
    private = f'<aside class="private" aria-label="{edition}">{mark}</aside>'
    content = template.substitute(
        private=private if document.private else "",
        series=escape(_("Digital Government Transformation Workbook")),
        kind=escape(document.kind),
        name=body.own(document.name),
        mark=mark,
        facts=body.element(Facts(document.facts)),
        remarks="\n".join(f"<p>{body.own(text)}</p>" for text in document.remarks),
        version=escape(document.version),
        contents_name=escape(_("Contents")),
        contents=_contents(document),
        body="\n".join((*body.elements(_summary(document)), *body.elements(document.body))),
        closing="\n".join(f"<p>{escape(text)}</p>" for text in document.closing),
    )
    return whole_page(
        content,
        title=document.title,
        author=document.name,
        audience="plan",
        lang=_INTERFACE,
        styles=_styles(document),
    )


def _summary(document: PlanDocument) -> tuple[Element, ...]:
    return (Heading(2, _("The Plan on one page"), "summary"), *document.summary) if document.summary else ()


def _contents(document: PlanDocument) -> str:
    headings = [element for element in document.body if isinstance(element, Heading) and element.level == 2]
    if document.summary:
        headings.insert(0, Heading(2, _("The Plan on one page"), "summary"))
    return "".join(f'<li><a href="#{escape(one.anchor)}">{escape(one.text)}</a></li>' for one in headings)


def _styles(document: PlanDocument) -> Iterator[str]:
    yield (_OWN / "plan.css").read_text(encoding="utf-8")
    for step, (fill, ink) in enumerate(HEAT):
        yield f".heat-{step} {{ background: {fill}; color: {ink}; }}"
    yield f"@page {{ @bottom-left {{ content: {_css(document.mark)}; }} }}"


def _css(text: str) -> str:
    """Return a text as a string of CSS in which nothing can end it."""
    return '"' + "".join(letter if letter.isalnum() else f"\\{ord(letter):x} " for letter in text) + '"'


class _Body:
    """Turns elements into HTML; what the team typed is set apart in direction and in its own language."""

    def __init__(self, language: str) -> None:
        self._language = "" if language == _INTERFACE else f' lang="{escape(language)}"'
        self._heading = ""

    def own(self, text: str) -> str:
        """Return a text of the team for a place in a line; its line breaks stay."""
        lines = "<br>".join(escape(line) for line in clean(text).strip().split("\n"))
        return f"<bdi{self._language}>{lines}</bdi>" if lines else ""

    def elements(self, elements: Iterable[Element]) -> Iterator[str]:
        """Yield all elements; cards that follow one another stand side by side where there is room."""
        for together, group in groupby(elements, key=lambda element: isinstance(element, Card)):
            found = map(self.element, group)
            yield f'<div class="cards">{"".join(found)}</div>' if together else "\n".join(found)

    def element(self, element: Element) -> str:
        """Return one element."""
        match element:
            case Heading():
                kind = ' class="own-page"' if element.own_page else ""
                anchor, level = escape(element.anchor), element.level
                self._heading = element.text
                return f'<h{level} id="{anchor}"{kind}>{self.own(element.text)}</h{level}>'
            case Words():
                return self._words(element)
            case Facts():
                return _definitions("facts", ((escape(name), self.own(text)) for name, text in element.rows))
            case Bullets():
                texts = (self.own(item) if element.own else escape(item) for item in element.items)
                return f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"
            case Grid():
                rows = [[self.own(cell) for cell in row] for row in element.rows]
                header = list(map(escape, element.header))
                # A caption that only repeats the heading is for those who go from table to table.
                kind = "plan told" if element.caption == self._heading else "plan"
                return table(header, rows, caption=escape(element.caption), kind=kind)
            case Card():
                entries = _definitions("", ((escape(name), self.own(text)) for name, text in element.rows))
                return f'<section class="card"><h4>{self.own(element.title)}</h4>{entries}</section>'
            case Picture():
                return _picture(element)
            case Layers():
                return self._layers(element)
            case Blank():
                return _room(element)

    def _words(self, words: Words) -> str:
        """Return a text with its paragraphs and lines; the two marks of the workbook's texts are read."""
        kind = f' class="{words.role}"' if words.role != "plain" else ""
        mine = f' dir="auto"{self._language}' if words.role == "own" else ""
        if words.leads_to:
            return f'<p{kind}><a href="#{escape(words.leads_to)}">{escape(words.text)}</a></p>'
        paragraphs = [block for block in clean(words.text).strip().split("\n\n") if block.strip()]
        return "\n".join(f"<p{kind}{mine}>{'<br>'.join(map(_marked, _lines(one)))}</p>" for one in paragraphs)

    def _layers(self, layers: Layers) -> str:
        levels = "".join(
            f"<li><h4>{escape(name)}</h4>{self._nodes(nodes)}</li>" for name, nodes in layers.layers
        )
        return f'<ol class="layers" aria-label="{escape(layers.caption)}">{levels}</ol>'

    def _nodes(self, nodes: Iterable[Node]) -> str:
        items = "".join(f"<li>{self._node(node)}</li>" for node in nodes)
        empty = _("Nothing is written at this level.")
        return f"<ul>{items}</ul>" if items else f"<p>{escape(empty)}</p>"

    def _node(self, node: Node) -> str:
        leads = ""
        if node.leads_to:
            words = _("leads to {codes}").format(codes=", ".join(node.leads_to))
            leads = f'<p class="leads"><span aria-hidden="true">↑ </span>{escape(words)}</p>'
        code = f"<strong>{escape(node.code)}</strong> " if node.code else ""
        details = ((escape(name), self.own(text)) for name, text in node.details)
        return f"<p>{code}{self.own(node.text)}</p>{leads}{_definitions('', details)}"


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.strip().split("\n") if line.strip()]


def _marked(line: str) -> str:
    found = []
    for span in spans(line):
        tag = _TAGS.get(span.style)
        found.append(f"<{tag}>{escape(span.text)}</{tag}>" if tag else escape(span.text))
    return "".join(found)


def _definitions(kind: str, rows: Iterable[tuple[str, str]]) -> str:
    """Return names with their entries; an empty entry is room to write in."""
    entries = "".join(f"<div><dt>{name}</dt><dd>{text or _LINE}</dd></div>" for name, text in rows)
    class_ = f' class="{kind}"' if kind else ""
    return f"<dl{class_}>{entries}</dl>" if entries else ""


def _room(blank: Blank) -> str:
    if blank.words:
        boxes = "".join(f"<li>{BOX} {escape(word)}</li>" for word in blank.words)
        return f'<ul class="tk-ticks">{boxes}</ul>'
    return f'<p class="tk-lines">{"<br>".join([_LINE] * blank.lines)}</p>'


def _picture(picture: Picture) -> str:
    """Return a chart; its numbers stand in it, or in the table of its field that follows."""
    chart = picture.chart
    around = "".join(f"<p>{escape(text)}</p>" for text in (chart.notice, chart.missing) if text)
    return (
        f'<figure id="chart-{escape(chart.id)}"><figcaption><p class="finding">{escape(chart.finding)}</p>'
        f"</figcaption>{drawn(chart)}"
        f'<p class="source">{escape(chart.source)}</p>{around}</figure>'
    )
