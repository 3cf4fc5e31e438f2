"""Markdown cells to Typst or HTML: one run of pandoc for all cells of a chapter."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from ..errors import ToolkitError
from ..exercises.paper_text import clean
from ..i18n import gettext as _
from .document import Document, Prose

Target = Literal["typst", "html"]

_FILTER = Path(__file__).parent / "templates" / "pandoc.lua"
# Raw HTML and formulas would need a browser or a network; the filter makes plain text of what remains.
_READER = "gfm-raw_html-tex_math_dollars-tex_math_gfm-emoji"
_WRITERS = {"typst": "typst", "html": "html5-task_lists"}


def prose_of(document: Document) -> tuple[str, ...]:
    """Return the Markdown of a document's prose, cell by cell."""
    return tuple(element.markdown for element in document.elements if isinstance(element, Prose))


def convert(cells: tuple[str, ...], target: Target) -> tuple[str, ...]:
    """Return each Markdown cell in the target's markup.

    Footnotes and headings are numbered over all cells together, as in one text.  Raw HTML, pictures
    and links without an ``http(s)`` or ``mailto`` address come out as their text.
    """
    return _conversion(cells, target).result()


def begin(cells: tuple[str, ...], target: Target) -> None:
    """Start a conversion that ``convert`` will ask for; Python may work on meanwhile."""
    _conversion(cells, target)


@lru_cache(maxsize=64)
def _conversion(cells: tuple[str, ...], target: Target) -> Future[tuple[str, ...]]:
    return _beside().submit(_converted, cells, target)


@cache
def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2)


def _converted(cells: tuple[str, ...], target: Target) -> tuple[str, ...]:
    if not cells:
        return ()
    texts = [clean(cell) for cell in cells]
    mark = f"CELL{hashlib.sha256(chr(0).join(texts).encode()).hexdigest()[:16]}END"
    # A comment line would do in Markdown, but a paragraph of its own survives every writer.
    whole = f"\n\n{mark}\n\n".join(texts)
    split = re.compile(rf"\n*(?:<p>)?{mark}(?:</p>)?\n*")
    return tuple(split.split(_pandoc(whole, target)))


def _pandoc(text: str, target: Target) -> str:
    command = [
        str(pandoc_program()),
        f"--from={_READER}",
        f"--to={_WRITERS[target]}",
        "--wrap=none",
        "--syntax-highlighting=none",
        "--id-prefix=text-",
        f"--lua-filter={_FILTER}",
    ]
    done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    if done.returncode:
        raise ToolkitError(
            _("pandoc could not read the text of the chapter"),
            remedy=_("It says: {message}").format(message=done.stderr.strip()),
        )
    return done.stdout


@cache
def pandoc_program() -> Path:
    """Return pandoc as the package ``pypandoc_binary`` carries it.

    pypandoc's own search starts every pandoc it finds to compare versions, which costs more than the
    conversion.
    """
    spec = find_spec("pypandoc")
    name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
    if spec and spec.origin and (carried := Path(spec.origin).parent / "files" / name).is_file():
        return carried
    raise ToolkitError(
        _("pandoc is missing"), remedy=_("Install the workbook again, with its package pypandoc_binary.")
    )
