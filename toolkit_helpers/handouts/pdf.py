"""A document as a tagged PDF (PDF/UA-1), set by Typst without a browser or LaTeX.

Typst refuses a missing title, a missing text alternative, a skipped heading and a character that no
font can show, so a PDF that comes out has passed that gate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ..errors import ToolkitError
from ..exercises import paper
from ..exercises.paper_blocks import DataTable
from ..i18n import gettext as _
from . import wording
from .charts import svg
from .document import (
    Activity,
    Aside,
    Cards,
    Code,
    Contents,
    Document,
    Figure,
    Form,
    Glossary,
    Lookup,
    Note,
    Poster,
    Prose,
    Section,
)
from .markup import convert, prose_of
from .paper_typst import Writer
from .posters_typst import cards, poster
from .typst_tables import data_table
from .typst_texts import array, content, optional, string

_TEMPLATES = Path(__file__).parent / "templates"
_PAPERS = {"a4": "a4", "a3": "a3", "letter": "us-letter"}
# A table of the prose with more rows may be parted between pages.
_LONG_TABLE = 8


def render(document: Document) -> bytes:
    """Return the document as PDF; the same document always gives the same bytes.

    Raises
    ------
    ToolkitError
        If Typst refuses the document.
    """
    return set_project(*typst_source(document), document.title)


def set_project(source: str, files: Mapping[str, bytes], title: str) -> bytes:
    """Return the PDF/UA-1 of a Typst source and its pictures; ``title`` is for a message."""
    import typst

    # The whole project in memory, by file name: typst-py takes it, its type stubs do not know it.
    project = {**files, "main.typ": source.encode("utf-8")}
    try:
        pdf: bytes = typst.compile(  # type: ignore[call-overload]
            project, pdf_standards=["ua-1"], ignore_system_fonts=True
        )
    except typst.TypstError as error:
        raise ToolkitError(
            _("the PDF of {title!r} cannot be set").format(title=title),
            remedy=_("Typst says: {message}").format(message=_reason(error)),
        ) from error
    return pdf


def _reason(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__


def typst_source(document: Document) -> tuple[str, dict[str, bytes]]:
    """Return the document as Typst, and its pictures by file name."""
    setter = _Setter(document)
    body = setter.body()
    words = wording.of(document)
    return "\n".join(
        (
            _settings(document, words),
            *((_TEMPLATES / name).read_text(encoding="utf-8") for name in _templates(document)),
            *([] if document.bare else [_opening(document, words)]),
            body,
            *([] if document.bare else [f"#closing({', '.join(map(content, words.closing))})"]),
            *setter.sheets(),
        )
    ), setter.files


def _opening(document: Document, words: wording.Words) -> str:
    return f"#opening({string(words.chapter)}, {string(document.title)}, {string(words.facts)})"


def _templates(document: Document) -> tuple[str, ...]:
    large = any(isinstance(element, Cards | Poster) for element in document.elements)
    return ("handout.typ", "posters.typ") if large else ("handout.typ",)


def _settings(document: Document, words: wording.Words) -> str:
    values = {
        "facilitator": "true" if document.audience == "facilitator" else "false",
        "dense": "true" if document.dense else "false",
        "paper": string(_PAPERS[document.paper]),
        "lang": string(document.lang),
        "direction": document.direction,
        "pdf-title": string(words.full_title),
        "author": string(words.author),
        "series": string(words.series),
        "variant": string(words.variant),
        "version-text": string(words.version),
        "chapter-text": string(words.place),
        "mark": string(words.mark),
        "words": f"(page: {string(words.page)}, fields: {array(map(string, words.fields))})",
    }
    return f"#let doc = ({', '.join(f'{name}: {value}' for name, value in values.items())})"


class _Setter:
    """Turns elements into Typst and gathers pictures and sheets."""

    def __init__(self, document: Document) -> None:
        self.files: dict[str, bytes] = {}
        self._document = document
        self._writer = Writer(compact=document.audience == "facilitator")
        self._prose = iter(convert(prose_of(document), "typst"))

    def body(self) -> str:
        return "\n\n".join(self._element(element) for element in self._document.elements)

    def sheets(self) -> list[str]:
        call = "#sheet({}, {}, {})[\n{}\n]"
        found = [
            call.format(str(sheet.flipped).lower(), string(sheet.name), string(sheet.title), sheet.code)
            for sheet in self._writer.sheets
        ]
        if found and any(isinstance(element, Contents) for element in self._document.elements):
            title, words = wording.sheets()
            found.insert(0, f"#sheets-begin({string(title)}, {content(words)})")
        return found

    def _element(self, element: object) -> str:
        match element:
            case Prose():
                return with_tables(next(self._prose))
            case Activity():
                self._writer.level = element.level
                return self._writer.write(paper.blocks(element.exercise), titled=element.titled)
            case Figure():
                return self._figure(element)
            case Form():
                return self._writer.write(element.blocks)
            case Lookup():
                table = data_table(element.table, "7.5pt").removeprefix("#")
                return f"#lookup({table}, {content(wording.source(element.source))})"
            case Glossary():
                return _glossary(element)
            case Code():
                return "\n".join(
                    f"#raw({string_lines(text)}, block: true)"
                    for text in (element.source, element.printed)
                    if text
                )
            case Section():
                heading = f"heading(level: {element.level}, {string(element.title)})"
                return f"#own-page({heading})" if element.own_page else f"#{heading}"
            case Aside():
                return self._aside(element)
        return _of_a_whole(element)

    def _figure(self, figure: Figure) -> str:
        chart = figure.chart
        name = f"chart-{len(self.files) + 1}.svg"
        self.files[name] = svg(chart)
        # Nobody reads values off the facilitator's copy, and a smaller chart leaves no gaps.
        width = "70%" if self._document.audience == "facilitator" else "100%"
        image = f"image({string(name)}, alt: {string(chart.alt)}, width: {width})"
        source = wording.source(chart.source)
        table = DataTable(chart.table.caption, tuple(chart.table.header), tuple(map(tuple, chart.table.rows)))
        return (
            f"#chart({content(chart.question)}, {image}, {content(chart.finding)}, {content(source)}, "
            f"{optional(chart.notice)}, {optional(chart.missing)}, {optional(wording.used(chart.used))})"
            f"\n{data_table(table)}"
        )

    def _aside(self, aside: Aside) -> str:
        parts = []
        for entry in aside.entries:
            if isinstance(entry, Note):
                parts.append(f"#entry({string(entry.term)}, {', '.join(map(content, entry.texts))})")
            elif isinstance(entry, DataTable):
                parts.append(data_table(entry, "8.5pt"))
            else:
                parts.append(self._writer.write([entry]))
        return f"#panel({string(aside.title)})[\n{chr(10).join(parts)}\n]"


def _of_a_whole(element: object) -> str:
    """Return an element that only documents over several chapters have."""
    match element:
        case Contents():
            return f"#contents({string(element.title)}, {element.depth})"
        case Cards():
            return cards(element)
        case Poster():
            return poster(element)
    raise TypeError(f"no Typst for {type(element).__name__}")


def _glossary(glossary: Glossary) -> str:
    entries = [
        f"({string(term.name)}, {content(term.explanation)}, {optional(details)})"
        for term, details in glossary.entries
    ]
    return f"#glossary({', '.join([content(glossary.lead), *entries])})"


def string_lines(text: str) -> str:
    """Return a text of several lines as a Typst string literal."""
    return ' + "\\n" + '.join(string(line) for line in text.splitlines())


_TABLE = re.compile(r"#figure\(\s*align\(center\)\[(#table\(.*?\n  \))\]\s*, kind: table\s*\)", re.DOTALL)


def with_tables(markup: str) -> str:
    """Take tables of the prose out of the figure that pandoc puts around them.

    They are text, left aligned; a short one stays on one page.
    """

    def table(found: re.Match[str]) -> str:
        rows = found[1].count("\n    [")
        return f"#block(breakable: {str(rows > _LONG_TABLE).lower()}, width: 100%)[{found[1]}]"

    return _TABLE.sub(table, markup)
