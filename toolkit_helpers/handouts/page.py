"""A document as one HTML file that needs nothing else: no network, no server, no other file.

Without JavaScript it is a paper on the screen; with it, the same exercises can be answered in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

from ..exercises import paper, paper_html
from ..exercises.paper_blocks import DataTable
from ..exercises.paper_html import escape, inline, scrolling
from ..exercises.paper_page import whole_page
from ..i18n import gettext as _
from ..widgets.assets import style
from . import offline, wording
from .charts import inline_svg
from .document import Activity, Aside, Code, Document, Figure, Form, Glossary, Lookup, Note, Prose, Section
from .markup import convert, prose_of
from .terms import Links, listing

_TEMPLATES = Path(__file__).parent / "templates"
_HEADING = re.compile(r'<h([12])[^>]*\bid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)


def render(document: Document) -> str:
    """Return the document as an HTML page; the same document always gives the same text.

    A participant's page carries the interactive front end.  A facilitator's page is for reading.
    """
    live = document.audience == "participant" and bool(document.exercises())
    words = wording.of(document)
    scripts, program = offline.scripts(document) if live else ("", "")
    body = _Body(document, live=live).html()
    template = Template((_TEMPLATES / "page.html").read_text(encoding="utf-8"))
    content = template.substitute(
        series=escape(words.series),
        chapter=f"<p>{escape(words.chapter)}</p>" if words.chapter else "",
        title=escape(document.title),
        mark=f"<span>{escape(words.mark)}</span>" if words.mark else "",
        version=escape(words.version),
        facts=f"<p>{escape(words.facts)}</p>" if words.facts else "",
        tools=offline.tools(document) if live else "",
        contents_name=escape(_("Contents")),
        contents=_contents(body),
        body=body,
        plan='<section id="our-plan" hidden></section>' if live else "",
        closing="\n".join(f"<p>{inline(text)}</p>" for text in words.closing),
        scripts=scripts,
    )
    return whole_page(
        content,
        title=words.full_title,
        author=words.author,
        audience=document.audience,
        lang=document.lang,
        direction=document.direction,
        program=program,
        styles=_front_end_styles() if live else (),
    )


def _contents(body: str) -> str:
    """Return the headings of a page as list items, the sections of a chapter below it."""
    items = ""
    for level, place, text in _HEADING.findall(body):
        link = f'<a href="#{place}">{_TAG.sub("", text)}</a>'
        if level == "1":
            items += f"{'</ul></li>' if items else ''}<li>{link}<ul>"
        else:
            items += f"<li>{link}</li>"
    return f"{items}</ul></li>" if "<ul>" in items else items


def _front_end_styles() -> tuple[str, str]:
    return style("exercise"), style("explore")


class _Body:
    """Turns elements into HTML."""

    def __init__(self, document: Document, *, live: bool) -> None:
        self._document = document
        self._live = live
        self._prose = iter(convert(prose_of(document), "html"))
        self._links = Links(document.glossary() if document.audience == "participant" else None)
        self._sections = 0

    def html(self) -> str:
        pieces: list[list[str]] = [[]]
        for element in self._document.elements:
            if isinstance(element, Section) and element.level == 1:
                pieces.append([])
            pieces[-1].append(self._element(element))
        before, *chapters = ("\n".join(piece) for piece in pieces)
        return "\n".join((before, *_linked(chapters, live=self._live)))

    def _element(self, element: object) -> str:
        match element:
            case Prose():
                prose = self._links.into(next(self._prose))
                return _TABLE.sub(lambda found: scrolling(found[0], escape(_("Table"))), prose)
            case Activity():
                return self._activity(element)
            case Figure():
                return self._figure(element)
            case Form():
                return self._form(element)
            case Lookup():
                table = paper_html.write([element.table])
                source = f'<p class="source">{escape(wording.source(element.source))}</p>'
                return _details(element.table.caption, table) + source
            case Glossary():
                return listing(element)
            case Code():
                texts = (text for text in (element.source, element.printed) if text)
                return "\n".join(f"<pre>{escape(text)}</pre>" for text in texts)
            case Section():
                self._sections += 1
                level = element.level
                # pandoc begins every place that its links name with "text-".
                place = f"text-{element.place}" if element.place else f"section-{self._sections}"
                return f'<h{level} id="{escape(place)}">{escape(element.title)}</h{level}>'
            case Aside():
                return self._aside(element)
        raise TypeError(f"no HTML for {type(element).__name__}")

    def _form(self, form: Form) -> str:
        live = ' data-live="panel"' if form.live else ""
        if form.sections:
            live = f' data-plan="{escape(" ".join(form.sections))}"'
        return f'<div class="form"{live}>{paper_html.write(form.blocks)}</div>'

    def _activity(self, activity: Activity) -> str:
        exercise = activity.exercise
        twin = paper_html.write(paper.blocks(exercise), activity.level)
        return (
            f'<section class="exercise" id="{escape(exercise.id.replace(" ", "-"))}" '
            f'data-exercise="{escape(exercise.id)}">'
            f'<div class="static">{twin}</div></section>'
        )

    def _figure(self, figure: Figure) -> str:
        chart = figure.chart
        table = DataTable(chart.table.caption, tuple(chart.table.header), tuple(map(tuple, chart.table.rows)))
        around = (wording.used(chart.used), chart.missing, chart.notice)
        texts = "".join(f"<p>{inline(text)}</p>" for text in around if text)
        return "\n".join(
            (
                f'<figure data-chart="{escape(chart.id)}"><figcaption>',
                f'<p class="question">{inline(chart.question)}</p>',
                f'<p class="finding">{inline(chart.finding)}</p></figcaption>',
                inline_svg(chart, escape(chart.alt)),
                f'<p class="source">{inline(wording.source(chart.source))}</p>{texts}',
                _details(_("Numbers of this chart as a table"), paper_html.write([table])),
                "</figure>",
            )
        )

    def _aside(self, aside: Aside) -> str:
        title = escape(aside.title)
        entries = "".join(
            _note(entry) if isinstance(entry, Note) else paper_html.write([entry]) for entry in aside.entries
        )
        return f'<aside class="notes" aria-label="{title}"><p><strong>{title}</strong></p>{entries}</aside>'


def _linked(chapters: list[str], *, live: bool) -> Iterator[str]:
    """Yield the chapters of a page that holds several, each with links to its neighbours at its end.

    On a live page the program takes the later ones out of ``<noscript>``; see ``page-chapters.js``.
    """
    heads = [_HEADING.search(chapter) for chapter in chapters]
    names = [(head[2], _TAG.sub("", head[3])) if head else ("", "") for head in heads]
    contents = _("Contents")
    for number, chapter in enumerate(chapters):
        links = [f'<a href="#contents">{escape(contents)}</a>']
        if number:
            place, name = names[number - 1]
            links.insert(0, f'<a href="#{place}">← {name}</a>')
        if number + 1 < len(names):
            place, name = names[number + 1]
            links.append(f'<a href="#{place}">{name} →</a>')
        text = f'{chapter}\n<p class="onward">{" ".join(links)}</p>'
        if number and live:
            text = f"<noscript>{text}</noscript>"
        yield f'<section class="chapter">\n{text}</section>'


def _note(note: Note) -> str:
    term = f"<strong>{escape(note.term)}</strong>"
    if len(note.texts) == 1:
        return f"<p>{term} {inline(note.texts[0])}</p>"
    items = "".join(f"<li>{inline(text)}</li>" for text in note.texts)
    return f"<p>{term}</p><ul>{items}</ul>"


def _details(summary: str, content: str) -> str:
    return f"<details><summary>{escape(summary)}</summary>{content}</details>"
