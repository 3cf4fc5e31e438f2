"""The Plan as a Word file to go on editing: real headings, tables with header rows, pictures with words.

pandoc reads its own document tree, not Markdown, so nothing that the team typed can become markup.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

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
    Picture,
    PlanDocument,
    Words,
)
from ..markup import pandoc_program
from .widths import column_widths
from .word_reference import reference

Node = dict[str, Any]

_API: Final = [1, 23, 1]
_PAGE: Final = 170.0
_LETTER: Final = 1.75
_TIGHT_LETTER: Final = 1.45
"""Width of a bold letter of Calibri in mm, in a cell and in one of a table with many columns."""
_CROWDED: Final = 6
_STYLES: Final = {"note": "Plan Note", "hint": "Plan Hint", "open": "Plan Open"}
_BREAK: Final = {"t": "RawBlock", "c": ["openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>']}
_PICTURE_CM: Final = 16.0


def render(document: PlanDocument) -> bytes:
    """Return the document as .docx; the same document always gives the same bytes.

    Raises ``ToolkitError`` if pandoc cannot write it.
    """
    with tempfile.TemporaryDirectory(prefix="plan-") as name:
        folder = Path(name)
        tree = _Tree(folder).tree(document)
        (folder / "reference.docx").write_bytes(reference(document))
        command = [
            str(pandoc_program()),
            "--from=json",
            "--to=docx",
            f"--reference-doc={folder / 'reference.docx'}",
            f"--output={folder / 'plan.docx'}",
        ]
        moment = str(int(document.moment.timestamp())) if document.moment else "315532800"
        done = subprocess.run(  # noqa: S603
            command,
            input=json.dumps(tree),
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=folder,
            env={**os.environ, "SOURCE_DATE_EPOCH": moment},
        )
        if done.returncode:
            raise ToolkitError(
                _("pandoc could not write the Plan as a Word file"),
                remedy=_("It says: {message}").format(message=done.stderr.strip()),
            )
        return (folder / "plan.docx").read_bytes()


class _Tree:
    """Turns elements into pandoc's document tree and puts pictures into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pictures = 0
        self._tables = 0

    def tree(self, document: PlanDocument) -> Node:
        """Return the whole document."""
        blocks = [
            _styled("Plan Mark", [_para(document.mark)]),
            *_entries(document.facts),
            *(_para(text) for text in document.remarks),
            _styled("Plan Note", [_para(document.version)]),
            _BREAK,
        ]
        if document.summary:
            blocks += self._elements((Heading(2, _("The Plan on one page"), "summary"), *document.summary))
            blocks.append(_BREAK)
        blocks += [_header(1, _("Contents"), "contents"), self._contents(document), _BREAK]
        blocks += self._elements(document.body)
        blocks += [_styled("Plan Note", [_para(text)]) for text in document.closing]
        meta = {
            "title": {"t": "MetaInlines", "c": _inlines(document.title)},
            "lang": {"t": "MetaString", "c": document.language},
        }
        return {"pandoc-api-version": _API, "meta": meta, "blocks": blocks}

    def _contents(self, document: PlanDocument) -> Node:
        headings = (one for one in document.body if isinstance(one, Heading) and one.level == 2)
        return {"t": "BulletList", "c": [[_plain([_link(one.text, one.anchor)])] for one in headings]}

    def _elements(self, elements: Iterable[Element]) -> Iterator[Node]:
        for element in elements:
            yield from self._element(element)

    def _element(self, element: Element) -> Iterator[Node]:
        match element:
            case Heading():
                if element.own_page:
                    yield _BREAK
                yield _header(element.level - 1, element.text, element.anchor)
            case Words():
                yield from _words(element)
            case Facts():
                yield from _entries(element.rows)
            case Bullets():
                yield {"t": "BulletList", "c": [[_plain(_inlines(item))] for item in element.items]}
            case Grid():
                yield self._table(element)
            case Layers():
                yield self._table(_chain(element))
            case Picture():
                yield from self._picture(element.chart)
            case _:
                yield from _small(element)

    def _table(self, grid: Grid) -> Node:
        self._tables += 1
        caption = _("Table {number}: {caption}").format(number=self._tables, caption=grid.caption)
        return _table(grid, caption)

    def _picture(self, chart: Chart) -> Iterator[Node]:
        from ...figures.printing import paint_png

        self._pictures += 1
        name = f"chart-{self._pictures}.png"
        (self._folder / name).write_bytes(paint_png(chart, width_cm=_PICTURE_CM))
        size = ["", [], [["width", f"{_PICTURE_CM}cm"]]]
        image = {"t": "Image", "c": [size, _inlines(chart.alt), [name, ""]]}
        told = _("Figure {number}: {finding}").format(number=self._pictures, finding=chart.finding)
        caption = [None, [_plain(_inlines(told))]]
        yield {"t": "Figure", "c": [["", [], []], caption, [_plain([image])]]}
        for text in (chart.source, chart.notice, chart.missing):
            if text:
                yield _styled("Plan Note", [_para(text)])


def _small(element: Element) -> Iterator[Node]:
    match element:
        case Card():
            yield _header(3, element.title, "")
            yield from _entries(element.rows)
        case Blank():
            yield from (_styled("Plan Entry", [_para(f"☐ {word}")]) for word in element.words)
            yield from (_styled("Plan Line", [_para("\u00a0")]) for _line in range(element.lines))
        case _:
            raise TypeError(f"no Word for {type(element).__name__}")


def _chain(layers: Layers) -> Grid:
    """Return the results chain as a table, from impact down to inputs."""
    header = (_("Level"), _("Link"), _("Leads to"), _("What else is written"))
    rows = [
        (
            name,
            f"{node.code} {node.text}".strip(),
            ", ".join(node.leads_to),
            "\n".join(_("{name}: {text}").format(name=what, text=text) for what, text in node.details),
        )
        for name, nodes in layers.layers
        for node in nodes
    ]
    return Grid(layers.caption, header, tuple(rows))


def _words(words: Words) -> Iterator[Node]:
    if words.leads_to:
        yield _styled("Plan Note", [{"t": "Para", "c": [_link(words.text, words.leads_to)]}])
        return
    for part in clean(words.text).strip().split("\n\n"):
        lines = [line for line in part.split("\n") if line.strip()]
        if not lines:
            continue
        paragraph = {"t": "Para", "c": _joined(list(_marked(line)) for line in lines)}
        style = _STYLES.get(words.role)
        yield _directed(part, _styled(style, [paragraph]) if style else paragraph)


def _marked(line: str) -> Iterator[Node]:
    """Yield a line with the two marks of the workbook's texts."""
    for span in spans(line):
        inner = [_text(span.text)]
        mark = {"strong": "Strong", "emphasis": "Emph"}.get(span.style)
        yield {"t": mark, "c": inner} if mark else inner[0]


def _entries(rows: Iterable[tuple[str, str]]) -> Iterator[Node]:
    """Yield names with their entries, one paragraph each; an empty entry is room to write in."""
    for name, text in rows:
        label = {"t": "Strong", "c": [_text(_("{name}:").format(name=name))]}
        entry = _inlines(text) if text.strip() else [_text("_" * 40)]
        paragraph = {"t": "Para", "c": [label, {"t": "Space"}, *entry]}
        yield _styled("Plan Entry", [paragraph])


def _table(grid: Grid, caption: str) -> Node:
    """Return a table with a header row that is repeated on each page."""
    crowded = len(grid.header) > _CROWDED
    widths = column_widths(grid, _PAGE, _TIGHT_LETTER if crowded else _LETTER)
    style = "Plan Cell Tight" if crowded else "Plan Cell"
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": round(width / _PAGE, 4)}] for width in widths]
    head, body = (
        [[_attributes(), [_cell(text, style, high=bool(grid.room)) for text in row]] for row in rows]
        for rows in ((grid.header,), grid.rows)
    )
    return {
        "t": "Table",
        "c": [
            _attributes(),
            [None, [_plain(_inlines(caption))]],
            columns,
            [_attributes(), head],
            [[_attributes(), 1, [], body]],
            [_attributes(), []],
        ],
    }


def _cell(text: str, style: str, *, high: bool = False) -> list[Any]:
    # A pen needs a row of two lines.
    block = _directed(text, _styled(style, [_para(text if text or not high else "\u00a0\n\u00a0")]))
    return [_attributes(), {"t": "AlignDefault"}, 1, 1, [block]]


def _attributes() -> list[Any]:
    return ["", [], []]


def _header(level: int, text: str, anchor: str) -> Node:
    return {"t": "Header", "c": [level, [anchor, [], []], _inlines(text)]}


def _styled(style: str, blocks: list[Node]) -> Node:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], blocks]}


def _directed(text: str, block: Node) -> Node:
    """Mark a block whose text begins in a script that is written from right to left."""
    first = next((kind for kind in map(unicodedata.bidirectional, text) if kind in {"L", "R", "AL"}), "L")
    return block if first == "L" else {"t": "Div", "c": [["", [], [["dir", "rtl"]]], [block]]}


def _link(text: str, anchor: str) -> Node:
    return {"t": "Link", "c": [_attributes(), [_text(text)], [f"#{anchor}", ""]]}


def _para(text: str) -> Node:
    return {"t": "Para", "c": _inlines(text)}


def _plain(inlines: list[Node]) -> Node:
    return {"t": "Plain", "c": inlines}


def _inlines(text: str) -> list[Node]:
    return _joined([_text(line)] for line in clean(text).strip().split("\n"))


def _joined(lines: Iterable[list[Node]]) -> list[Node]:
    found: list[Node] = []
    for line in lines:
        found += [{"t": "LineBreak"}, *line] if found else line
    return found


def _text(text: str) -> Node:
    return {"t": "Str", "c": clean(text).replace("\n", " ").replace("\t", " ")}
