"""From an executed notebook to the elements of a handout.

Exercises and charts are recognised by the ids and descriptions that their outputs carry, never by
their looks.  A participant's document is what the notebook shows; nothing has to be taken out of it,
because what only the facilitator may see is not in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import glossary
from ..errors import ToolkitError
from ..exercises import bank
from ..exercises.model import Exercise
from ..exercises.paper_blocks import Paragraph, ShortFields, Steps
from ..figures.description import Chart
from ..i18n import gettext as _
from .document import Activity, Audience, Code, Document, Element, Figure, Form, Glossary, Prose, Section

EXERCISE = "application/vnd.toolkit.exercise+json"
CHART = "application/vnd.toolkit.chart+json"
PANEL = "application/vnd.toolkit.panel+json"
GLOSSARY = "application/vnd.toolkit.glossary+json"

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$")
_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})")
_TITLE = re.compile(r"\A\s*#[ \t]+(.+)\n?")

# Exercises stand beside the short blocks of concepts, never below them, so all are found on one level.
_EXERCISE_LEVEL = 3

Redraw = Callable[[Chart], Chart]
Lookup = Callable[[str], Exercise]


def read_notebook(path: Path) -> dict[str, Any]:
    """Return a notebook as the plain JSON it is.

    ``nbformat`` would check it against its schema and cost ten times the rest of a PDF; the build of
    the workbook has checked it before.  Raises ``ToolkitError`` for a file that is not a notebook.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ToolkitError(
            _("the notebook cannot be read"),
            where=path.name,
            remedy=_("Run 'workbook build' to make it again."),
        ) from error
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ToolkitError(
            _("the file is no notebook"), where=path.name, remedy=_("Run 'workbook build' to make it again.")
        )
    return notebook


def assemble(
    notebook: Mapping[str, Any],
    *,
    name: str = "",
    audience: Audience = "participant",
    version: str = "",
    redraw: Redraw | None = None,
    lookup: Lookup | None = None,
) -> Document:
    """Return the document that a notebook holds.

    Parameters
    ----------
    name
        File name, for messages.
    redraw
        Gives each chart anew, for another country.
    lookup
        Finds an exercise by its id; the bank if ``None``.

    Raises
    ------
    ToolkitError
        If the notebook has not been executed, stopped with an error, or names an unknown exercise.
    """
    meta = notebook.get("metadata", {}).get("toolkit", {})
    if "chapter" not in meta:
        raise ToolkitError(
            _("the notebook is no chapter of the workbook"),
            where=name,
            remedy=_("Give it the metadata 'toolkit' with 'chapter' and 'title'."),
        )
    reader = _Reader(name, lookup or bank.exercise, redraw)
    elements = tuple(element for cell in notebook["cells"] for element in reader.cell(cell))
    return Document(
        chapter=int(meta["chapter"]),
        title=str(meta.get("title") or reader.title),
        lang=str(meta.get("lang", "en")),
        direction="rtl" if meta.get("dir") == "rtl" else "ltr",
        minutes=int(meta.get("minutes", 0)),
        audience=audience,
        version=version,
        elements=elements,
    )


def cells_of(
    notebook: Mapping[str, Any], *, name: str = "", redraw: Redraw | None = None
) -> Iterator[tuple[tuple[str, ...], tuple[Element, ...]]]:
    """Yield the tags and the elements of each cell; see ``assemble``."""
    reader = _Reader(name, bank.exercise, redraw)
    for cell in notebook["cells"]:
        yield tuple(cell.get("metadata", {}).get("tags", ())), tuple(reader.cell(cell))


def charts_of(notebook: Mapping[str, Any]) -> Iterator[Chart]:
    """Yield the charts that an executed notebook shows."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if CHART in output.get("data", {}):
                yield Chart.model_validate(output["data"][CHART])


@dataclass
class _Reader:
    """Walks through the cells and remembers the last heading."""

    name: str
    lookup: Lookup
    redraw: Redraw | None
    title: str = ""
    level: int = 1
    heading: str = ""
    seen: tuple[Exercise, ...] = ()

    def cell(self, cell: Mapping[str, Any]) -> Iterator[Element]:
        if cell.get("cell_type") == "markdown":
            yield from self._prose(_text(cell.get("source", "")))
        elif cell.get("cell_type") == "code":
            yield from self._code(cell)

    def _prose(self, source: str) -> Iterator[Element]:
        if not self.title and (match := _TITLE.match(source)):
            self.title, source = match[1].strip(), source[match.end() :]
        for level, text in headings(source):
            self.level, self.heading = level, text
        if source.strip():
            yield Prose(source)

    def _code(self, cell: Mapping[str, Any]) -> Iterator[Element]:
        source, outputs = _text(cell.get("source", "")).strip(), cell.get("outputs", [])
        tags = cell.get("metadata", {}).get("tags", [])
        if source and not outputs and cell.get("execution_count") is None and "nbval-skip" not in tags:
            raise ToolkitError(
                _("the notebook has not been executed"),
                where=self._where(cell),
                remedy=_("Run 'workbook build' first."),
            )
        hidden = cell.get("metadata", {}).get("jupyter", {}).get("source_hidden", False)
        elements = [element for output in outputs for element in self._output(output, cell)]
        if source and not hidden:
            printed = "\n".join(element.printed for element in elements if isinstance(element, Code))
            yield Code(source, printed)
            elements = [element for element in elements if not isinstance(element, Code)]
        yield from elements

    def _output(self, output: Mapping[str, Any], cell: Mapping[str, Any]) -> Iterator[Element]:
        if output.get("output_type") == "error":
            raise ToolkitError(
                _("the cell stopped with {error}").format(error=output.get("ename", "?")),
                where=self._where(cell),
                remedy=_("Correct the cell and run 'workbook build' again."),
            )
        if output.get("output_type") == "stream":
            if output.get("name") == "stdout":
                yield Code("", _text(output.get("text", "")).rstrip())
            return
        data = output.get("data", {})
        if EXERCISE in data:
            yield self._activity(data[EXERCISE])
        elif CHART in data:
            chart = Chart.model_validate(data[CHART])
            yield Figure(self.redraw(chart) if self.redraw else chart)
        elif PANEL in data:
            plan = data[PANEL].get("panel") == "plan"
            sections = tuple(map(str, data[PANEL].get("sections", ())))
            yield Form(_plan(self.seen) if plan else _panel(), live=not plan, sections=sections)
        elif GLOSSARY in data:
            yield from _glossary(int(data[GLOSSARY]["chapter"]))
        elif "text/markdown" in data:
            yield Prose(_text(data["text/markdown"]))
        elif "text/plain" in data:
            yield Code("", _text(data["text/plain"]))

    def _activity(self, data: Mapping[str, Any]) -> Activity:
        exercise = self.lookup(str(data.get("id", "")))
        self.seen = (*self.seen, exercise)
        titled = exercise.id not in self.heading
        return Activity(exercise, min(self.level + 1, _EXERCISE_LEVEL), titled)

    def _where(self, cell: Mapping[str, Any]) -> str:
        return _("{file}, cell {cell}").format(file=self.name, cell=cell.get("id", "?"))


def headings(source: str) -> Iterator[tuple[int, str]]:
    r"""Yield level and text of each heading of a Markdown text, code blocks left out.

    >>> list(headings("## Concepts\n\n```\n# no heading\n```\n"))
    [(2, 'Concepts')]
    """
    fence = ""
    for line in source.splitlines():
        if match := _FENCE.match(line):
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence):
                fence = ""
        elif not fence and (match := _HEADING.match(line)):
            yield len(match[1]), match[2]


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def _glossary(chapter: int) -> tuple[Section, Glossary]:
    known = glossary.load()
    entries = tuple((term, known.details(term, chapter)) for term in known.of(chapter))
    return Section(glossary.title(), own_page=True), Glossary(glossary.lead(), entries)


def _panel() -> tuple[Paragraph | ShortFields, ...]:
    text = _(
        "You may write straight onto this paper. What stands here can be typed into the workbook later; no "
        "personal data are needed, a code that you choose is enough."
    )
    names = (_("Team"), _("My code"), _("Date"))
    return Paragraph(text), ShortFields(names)


def _plan(exercises: tuple[Exercise, ...]) -> tuple[Paragraph | Steps, ...]:
    writing = [exercise for exercise in exercises if any(part.writes for part in exercise.parts)]
    if not writing:
        return (Paragraph(_("This chapter adds nothing to your Plan.")),)
    text = _("On paper, your Plan grows from the sheets of these exercises. Tick what your team has written:")
    return Paragraph(text), Steps(tuple(f"{exercise.id} {exercise.title}" for exercise in writing))
