"""Markdown cells to Typst or HTML: one run of pandoc for all texts that are known to be wanted."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from ..errors import ToolkitError
from ..exercises.paper_text import clean
from ..i18n import gettext as _
from .document import Document, Prose

Target = Literal["typst", "html"]
Cells = tuple[str, ...]

_PROGRAM = Path(__file__).parent / "templates" / "prose.lua"
# Raw HTML and formulas would need a browser or a network; the programme makes plain text of what remains.
_READER = "gfm-raw_html-tex_math_dollars-tex_math_gfm-emoji"
_WRITERS: dict[Target, str] = {"typst": "typst", "html": "html5-task_lists"}


def prose_of(document: Document) -> Cells:
    """Return the Markdown of a document's prose, cell by cell."""
    return tuple(element.markdown for element in document.elements if isinstance(element, Prose))


def convert(cells: Cells, target: Target) -> Cells:
    """Return each Markdown cell in the target's markup.

    Footnotes and headings are numbered over all cells together, as in one text.  Raw HTML, pictures and
    links come out as their text, but for links with an ``http(s)`` or ``mailto`` address and, in HTML, those
    to a chapter of the same page.
    """
    if not cells:
        return ()
    begin([cells], target)
    return _runs[target, cells].result()[cells]


def begin(texts: Iterable[Cells], target: Target) -> None:
    """Start the conversion of texts that ``convert`` will ask for; Python may work on meanwhile."""
    new = [cells for cells in dict.fromkeys(texts) if cells and (target, cells) not in _runs]
    if new:
        run = _beside().submit(_converted, new, target)
        _runs.update({(target, cells): run for cells in new})


_runs: dict[tuple[Target, Cells], Future[dict[Cells, Cells]]] = {}


@cache
def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2)


def _converted(texts: list[Cells], target: Target) -> dict[Cells, Cells]:
    wholes, marks = zip(*(_whole(cells) for cells in texts), strict=True)
    outputs = _pandoc(wholes, _WRITERS[target])
    return {
        cells: tuple(re.split(rf"\n*(?:<p>)?{mark}(?:</p>)?\n*", output))
        for cells, mark, output in zip(texts, marks, outputs, strict=True)
    }


def _whole(cells: Cells) -> tuple[str, str]:
    """Return cells as one text, and the mark between them."""
    texts = [clean(cell) for cell in cells]
    mark = f"CELL{hashlib.sha256(chr(0).join(texts).encode()).hexdigest()[:16]}END"
    # A comment line would do in Markdown, but a paragraph of its own survives every writer.
    return f"\n\n{mark}\n\n".join(texts), mark


def _pandoc(texts: Iterable[str], writer: str) -> list[str]:
    done = subprocess.run(  # noqa: S603
        [str(pandoc_program()), "lua", str(_PROGRAM), _READER, writer],
        input=json.dumps(list(texts)),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise ToolkitError(
            _("pandoc could not read the text of the chapter"),
            remedy=_("It says: {message}").format(message=done.stderr.strip()),
        )
    converted: list[str] = json.loads(done.stdout)
    return converted


@cache
def pandoc_program() -> Path:
    """Return pandoc as the package ``pypandoc_binary`` carries it.

    pypandoc's own search starts every pandoc it finds to compare versions, which costs more than the
    conversion.  Raises ``ToolkitError`` where the package is not there.
    """
    spec = find_spec("pypandoc")
    name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
    if spec and spec.origin and (carried := Path(spec.origin).parent / "files" / name).is_file():
        return carried
    raise ToolkitError(
        _("pandoc is missing"), remedy=_("Install the workbook again, with its package pypandoc_binary.")
    )
