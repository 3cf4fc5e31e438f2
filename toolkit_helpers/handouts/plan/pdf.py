"""The Plan as a tagged PDF (PDF/UA-1), set by Typst in the look of the handouts.

Whatever the team typed reaches Typst as string literals, so nothing of it is read as markup or code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from ...errors import ToolkitError
from ...exercises.paper_text import clean, spans
from ...figures.description import Chart
from ...i18n import gettext as _
from ...plan_document.outline import (
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
from ..charts import svg
from ..typst_texts import array, string
from .widths import column_widths, most_lines

_TEMPLATES: Final = Path(__file__).parent.parent / "templates"
_CALLS: Final = {"strong": "strong", "emphasis": "emph"}
_LONG_WORD: Final = re.compile(r"(\S{16})(?=\S)")
_PICTOGRAPH: Final = re.compile(
    "[\U0001f000-\U0001faff\ue000-\uf8ff\U000e0000-\U0010ffff]"
    "[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e007f]*"
)
"""Pictographs with what changes their look, and places that no standard gives a letter to."""
_CROWDED: Final = 6
_USUAL: Final = 8.5
_TIGHT: Final = 7.5
"""Size of the letters in points, of a table and of one with many columns."""
_LETTER: Final = 0.19
"""Width of a letter in mm for each point of its size, as measured on Libertinus Serif, bold."""
_PAGE: Final = 170.0
_TOGETHER: Final = 700
"""Letters up to which a table stays on one page."""
_SHORT_NAME: Final = 60
_ONE_ROW: Final = 30
"""Lines up to which a row stays on one page."""
_ONE_CARD: Final = 1500
"""Letters up to which a card stays on one page."""


def render(document: PlanDocument, *, summary_only: bool = False) -> bytes:
    """Return the document as PDF, or its first page alone; the same document always gives the same bytes.

    Letters that the fonts of the workbook lack are taken from the computer's own fonts.

    Raises ``ToolkitError`` if it has none for a letter, too.
    """
    import typst

    source, files = typst_source(document, summary_only=summary_only)
    project = {**files, "main.typ": source.encode("utf-8")}
    for own_fonts in (True, False):
        try:
            pdf: bytes = typst.compile(  # type: ignore[call-overload]
                project, pdf_standards=["ua-1"], ignore_system_fonts=own_fonts
            )
        except typst.TypstError as error:
            reason = str(error)
            if "could not be displayed" not in reason:
                break
        else:
            return pdf
    raise _trouble(reason)


def typst_source(document: PlanDocument, *, summary_only: bool = False) -> tuple[str, dict[str, bytes]]:
    """Return the document as Typst, and its pictures by file name."""
    setter = _Setter(document, summary_only=summary_only)
    return setter.source(), setter.files


def _trouble(reason: str) -> ToolkitError:
    if "could not be displayed" in reason:
        return ToolkitError(
            _("the PDF cannot show some letters of the Plan: this computer has no font for them"),
            remedy=_(
                "Install a font for this script, such as one of the Noto fonts, or choose --to docx or html."
            ),
        )
    return ToolkitError(
        _("the PDF of the Plan cannot be set"),
        remedy=_("Typst says: {message}").format(message=reason.splitlines()[0] if reason else "?"),
    )


class _Setter:
    """Turns the elements into Typst and gathers the pictures."""

    def __init__(self, document: PlanDocument, *, summary_only: bool) -> None:
        self.files: dict[str, bytes] = {}
        self._document = document
        self._summary_only = summary_only
        self._heading = ""

    def source(self) -> str:
        """Return the whole document as Typst."""
        document = self._document
        templates = ((_TEMPLATES / name).read_text(encoding="utf-8") for name in ("handout.typ", "plan.typ"))
        facts = array(f"({_literal(name)}, {own(text)})" for name, text in document.facts)
        remarks = array(map(own, document.remarks))
        parts = [self._settings(), *templates]
        if self._summary_only:
            parts.append(f"#summary-head({_literal(document.kind)}, {own(document.name)})")
            parts += self._summary()
        else:
            parts.append(f"#cover({_literal(document.kind)}, {own(document.name)}, {facts}, {remarks})")
            if document.summary:
                parts.append("#pagebreak()")
                parts.append(self._element(Heading(2, _("The Plan on one page"), "summary")))
                parts += self._summary()
            parts.append("#contents(" + string(_("Contents")) + ")")
            parts += self._elements(document.body)
            parts.append(f"#closing({', '.join(map(own, document.closing))})")
        return "\n\n".join(parts)

    def _summary(self) -> Iterator[str]:
        elements = self._document.summary or (Words(_("Nothing is written yet."), "open"),)
        body = "\n\n".join(map(self._element, elements))
        yield f"#one-page[\n{body}\n]"

    def _settings(self) -> str:
        document = self._document
        title = document.title
        if self._summary_only:
            title = _("{plan}, on one page").format(plan=title)
        values = {
            "facilitator": "false",
            "dense": "false",
            "paper": string("a4"),
            "lang": string(document.language),
            "direction": "ltr",
            "pdf-title": _literal(title),
            "author": _literal(document.name or _("The team")),
            "series": string(_("Digital Government Transformation Workbook")),
            "variant": _literal(document.mark),
            "version-text": _literal(document.date),
            "version-full": _literal(document.version),
            "chapter-text": _literal(_unbroken(document.name or document.kind)),
            "private": str(document.private).lower(),
            "words": "(page: " + string(_("Page {n} of {all}")) + ")",
        }
        return f"#let doc = ({', '.join(f'{name}: {value}' for name, value in values.items())})"

    def _elements(self, elements: Iterable[Element]) -> Iterator[str]:
        """Yield all elements; cards that follow one another stand in two columns."""
        for together, group in groupby(elements, key=lambda element: isinstance(element, Card)):
            found = list(map(self._element, group))
            if together and len(found) > 1:
                yield f"#side-by-side({', '.join(call.removeprefix('#') for call in found)})"
            else:
                yield from found

    def _element(self, element: Element) -> str:
        match element:
            case Heading():
                self._heading = element.text
                start = "#pagebreak(weak: true)\n" if element.own_page else ""
                heading = f"#heading(level: {element.level}, {_literal(element.text)})"
                return f"{start}#[{heading}#label({string(element.anchor)})]"
            case Words():
                return self._words(element)
            case Facts():
                return f"#facts({array(map(_entry, element.rows))})"
            case Bullets():
                return f"#list({', '.join(map(own, element.items))})"
            case Grid():
                return _table(element, told=element.caption == self._heading)
            case Card():
                whole = sum(len(name) + len(text) for name, text in element.rows) <= _ONE_CARD
                entries = array(map(_entry, element.rows))
                return f"#card({own(element.title)}, {entries}, breakable: {str(not whole).lower()})"
            case Picture():
                return self._picture(element.chart)
            case Layers():
                empty = string(_("Nothing is written at this level."))
                levels = (f"({_literal(name)}, {array(map(_node, nodes))})" for name, nodes in element.layers)
                return f"#layers({empty}, {array(levels)})"
            case Blank():
                return _room(element)

    def _words(self, words: Words) -> str:
        paragraphs = [part for part in clean(words.text).strip().split("\n\n") if part.strip()]
        texts = array(_paragraph(part) for part in paragraphs)
        # Without the details there is nothing to lead to.
        target = "none" if not words.leads_to or self._summary_only else string(words.leads_to)
        return f"#words({string(words.role)}, {target}, {texts})"

    def _picture(self, chart: Chart) -> str:
        name = f"chart-{len(self.files) + 1}.svg"
        self.files[name] = svg(chart)
        image = f"image({_literal(name)}, alt: {string(chart.alt)}, width: 100%)"
        around = (f"{own(text)}" if text else "none" for text in (chart.notice, chart.missing))
        return f"#chart(none, {image}, {own(chart.finding)}, {own(chart.source)}, {', '.join(around)}, none)"


def _room(blank: Blank) -> str:
    boxes = ", ".join(f"[#{_literal(word)}]" for word in blank.words)
    return f"#ticks({boxes})" if boxes else f"#writing({blank.lines})"


def own(text: str) -> str:
    r"""Return a text as Typst content: its line breaks stay, and very long words may be parted.

    >>> own("two\nlines")
    '[#"two"#linebreak()#"lines"]'
    """
    lines = (_parted(line) for line in clean(text).strip().split("\n"))
    return f"[{'#linebreak()'.join(f'#{line}' for line in lines)}]"


def _unbroken(name: str) -> str:
    """Return a name for the foot of the page, where a short one stands in one line."""
    return name.replace(" ", "\u00a0") if len(name) <= _SHORT_NAME else name


def _literal(text: str) -> str:
    return string(_PICTOGRAPH.sub(_named, clean(text)))


def _parted(line: str) -> str:
    return _literal(_LONG_WORD.sub("\\1\u200b", line))


def _named(found: re.Match[str]) -> str:
    """Return a pictograph by its name: no font of a document has it, and a name is read aloud."""
    name = unicodedata.name(found[0][0], "")
    return f"({name.lower()})" if name else "\ufffd"


def _paragraph(text: str) -> str:
    """Return one paragraph with its lines and the two marks of the workbook's texts."""
    lines = (line for line in text.strip().split("\n") if line.strip())
    return f"[{'#linebreak()'.join(''.join(_marked(line)) for line in lines)}]"


def _marked(line: str) -> Iterator[str]:
    for span in spans(line):
        literal = _parted(span.text)
        yield f"#{_CALLS[span.style]}({literal})" if span.style else f"#{literal}"


def _entry(row: tuple[str, str]) -> str:
    name, text = row
    return f"({_literal(name)}, {own(text) if text.strip() else 'none'})"


def _node(node: Node) -> str:
    leads = ""
    if node.leads_to:
        leads = _("leads to {codes}").format(codes=", ".join(node.leads_to))
    return (
        f"(code: {_literal(node.code)}, words: {own(node.text)}, leads: {_literal(leads)}, "
        f"details: {array(map(_entry, node.details))})"
    )


def _table(grid: Grid, *, told: bool = False) -> str:
    """Return a table whose columns are as wide as their texts ask for; ``told`` leaves its caption out."""
    size = _TIGHT if len(grid.header) > _CROWDED else _USUAL
    letter = size * _LETTER
    columns = column_widths(grid, _PAGE, letter)
    widths = array(f"{width:.1f}mm" for width in columns)
    if grid.room:
        return f"#form-table({widths}, {_cells(grid.header)}, {array(map(_cells, grid.rows))}, 9mm)"
    breakable = str(sum(len(cell) for row in grid.rows for cell in row) > _TOGETHER).lower()
    parted = "false" if most_lines(grid, columns, letter) <= _ONE_ROW else "auto"
    return (
        f"#[#set table.cell(breakable: {parted})\n"
        f"#data-table({'none' if told else own(grid.caption)}, {widths}, {_cells(grid.header)}, "
        f"{array(map(_cells, grid.rows))}, size: {size}pt, breakable: {breakable})]"
    )


def _cells(row: Iterable[str]) -> str:
    return array(map(own, row))
