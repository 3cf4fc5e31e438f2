"""``workbook handouts``: from the notebooks of chapters to the files that a workshop prints and copies."""

from __future__ import annotations

import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..resources import notebooks_folder
from .document import Audience, Document

if TYPE_CHECKING:
    from ..figures.description import Chart
    from .slides import Deck

Format = Literal["html", "pdf"]
Name = TypeVar("Name", bound=str)
Progress = Callable[[int, int, str], None]
"""Called after each file with the number done, the number of all, and the file's name."""

# What a workshop needs: the page is for participants, who may work in it; a facilitator prints.
_DEFAULT: dict[Audience, tuple[Format, ...]] = {"participant": ("html", "pdf"), "facilitator": ("pdf",)}
# Two that wait for Typst leave the processor to a third that Python writes.
_AT_ONCE = 3


def make(
    chapters: Iterable[int] | None = None,
    *,
    audiences: Sequence[Audience] = ("participant", "facilitator"),
    formats: Sequence[Format] | None = None,
    country: str | None = None,
    out: Path | str = Path("dist"),
    progress: Progress | None = None,
) -> list[Path]:
    """Write handouts and return their paths, in the order of chapters, audiences and formats.

    Parameters
    ----------
    chapters
        Numbers of chapters; all that have a notebook if ``None``.
    formats
        ``"html"`` and ``"pdf"``; by default both for participants and PDF for facilitators.
    country
        A country to draw the charts for, by code or name; as stored in the notebooks if ``None``.
    out
        Folder for the files, made if it is missing.

    Raises
    ------
    ToolkitError
        If a chapter, audience or format is unknown, a notebook has not been executed, or the folder
        cannot be written to.
    """
    jobs = [job for path in notebooks(chapters) for job in chapter_jobs(path, audiences, formats, country)]
    return produce(jobs, out, progress)


@dataclass(frozen=True)
class Job:
    """One file to make: its name, and the document or the slides that it shows."""

    name: str
    document: Document | Deck
    form: Format


def chapter_jobs(
    path: Path, audiences: Sequence[Audience], formats: Sequence[Format] | None, country: str | None
) -> Iterator[Job]:
    """Yield the files of one notebook; see ``make``."""
    for audience in known(audiences, tuple(_DEFAULT)):
        forms = known(formats or _DEFAULT[audience], ("html", "pdf"))
        document = read(path, audience, country)
        for form in forms:
            yield Job(f"{path.stem}.{audience}.{form}", document, form)


def produce(jobs: Sequence[Job], out: Path | str, progress: Progress | None = None) -> list[Path]:
    """Write the files of jobs and return their paths, in order; see ``make`` for the rest."""
    made = []
    for number, (job, content) in enumerate(zip(jobs, contents(jobs), strict=True), start=1):
        target = Path(out) / job.name
        write(target, content)
        made.append(target)
        if progress:
            progress(number, len(jobs), target.name)
    return made


def contents(jobs: Sequence[Job]) -> Iterator[bytes]:
    """Yield the contents of jobs' files, in order.

    pandoc and Typst work beside Python: the prose of all chapters is converted while the first pages are
    written, and while one document is set, others are prepared.
    """
    from .markup import begin, prose_of

    documents = [(job.document, job.form) for job in jobs if isinstance(job.document, Document)]
    begin((prose_of(document) for document, form in documents if form == "pdf"), "typst")
    begin((prose_of(document) for document, form in documents if form == "html"), "html")
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as beside:
        ahead: deque[Future[bytes]] = deque()
        for job in jobs:
            # Loaded here: threads that load one package at the same moment may see half of it.
            ahead.append(beside.submit(_writer(job.document, job.form)))
            if len(ahead) > _AT_ONCE:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def read(path: Path, audience: Audience = "participant", country: str | None = None) -> Document:
    """Return the document of a notebook file for one audience; see ``document_of``."""
    from .assembly import read_notebook

    return document_of(read_notebook(path), path.name, audience, country)


def document_of(
    notebook: Mapping[str, Any], name: str, audience: Audience, country: str | None = None
) -> Document:
    """Return the document of an executed notebook for one audience.

    With a country, its charts are drawn anew and its country sheet is added.  ``name`` is for messages.
    """
    from ..answers.model import workbook_version
    from .assembly import assemble
    from .country_sheet import with_figures

    redraw = redraw_for(country) if country else None
    document = assemble(notebook, name=name, version=workbook_version(), redraw=redraw)
    document = with_figures(document, country)
    if audience == "facilitator":
        from .facilitator import facilitated

        document = facilitated(document, country)
    return document


def redraw_for(country: str) -> Callable[[Chart], Chart]:
    """Return what draws a chart of the workbook anew for a country, and leaves any other as it is."""
    from ..figures import explorations

    return lambda chart: explorations.describe(chart.id, country) if chart.id in explorations.IDS else chart


def render(document: Document | Deck, form: Format) -> bytes:
    """Return the document or the slides in one format."""
    return _writer(document, form)()


def _writer(document: Document | Deck, form: Format) -> Callable[[], bytes]:
    """Return what writes the document, with all that it needs loaded."""
    if not isinstance(document, Document):
        from . import slides

        return partial(slides.render, document, form)
    if form == "pdf":
        from . import pdf

        return partial(pdf.render, document)
    from . import page

    return lambda: page.render(document).encode("utf-8")


def notebooks(chapters: Iterable[int] | None) -> list[Path]:
    """Return the notebooks of chapters, all if ``None``; ``ToolkitError`` for a chapter that there is not."""
    folder = notebooks_folder()
    found = {int(path.name[:2]): path for path in sorted(folder.glob("[0-9][0-9]-*.ipynb"))}
    wanted = sorted(found) if chapters is None else list(dict.fromkeys(chapters))
    for chapter in wanted:
        if chapter not in found:
            raise ToolkitError(
                _("there is no chapter {chapter}").format(chapter=chapter),
                remedy=_("The chapters are {numbers}.").format(numbers=", ".join(map(str, sorted(found)))),
            )
    return [found[chapter] for chapter in wanted]


def known(given: Sequence[Name], names: Sequence[Name]) -> list[Name]:
    """Return names, each once; ``ToolkitError`` for one that is not among those that there are."""
    for name in given:
        if name not in names:
            raise ToolkitError(
                _("{name!r} is not known").format(name=name),
                remedy=_("Choose from {names}.").format(names=", ".join(names)),
            )
    return list(dict.fromkeys(given))


def write(target: Path, content: bytes) -> None:
    """Write a file whole or not at all, so that nobody opens half of it.

    Raises ``ToolkitError`` where it cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".handout-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ToolkitError(
            _("the file {name} cannot be written").format(name=target),
            remedy=_("Choose another folder with --out, or close the file if it is open."),
        ) from error
