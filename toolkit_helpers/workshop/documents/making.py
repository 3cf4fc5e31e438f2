"""``workbook handouts --for …``: every document that a workshop prints, through one door."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ...errors import ToolkitError
from ...handouts import making
from ...handouts.document import Document, Paper
from ...handouts.making import Format, Job, Progress
from ...i18n import gettext as _

WHOLE: Final = "workbook.participant"
"""Name of the page that holds all chapters."""


@dataclass(frozen=True)
class Wish:
    """What is asked for, the same for all documents."""

    notebooks: Sequence[Path]
    formats: Sequence[Format] | None = None
    country: str | None = None
    paper: Paper | None = None
    with_test: bool = False


def _participant(wish: Wish) -> Iterator[Job]:
    for path in wish.notebooks:
        yield from making.chapter_jobs(path, ["participant"], wish.formats, wish.country)


def _facilitator(wish: Wish) -> Iterator[Job]:
    for path in wish.notebooks:
        yield from making.chapter_jobs(path, ["facilitator"], wish.formats, wish.country)


def _guide(wish: Wish) -> Iterator[Job]:
    from .guide import guide

    yield from _printed(wish, "facilitators-guide", guide(wish.notebooks, wish.country))


def _key(wish: Wish) -> Iterator[Job]:
    from .key import answer_key

    found = answer_key(wish.notebooks, wish.country, with_test=wish.with_test)
    yield from _printed(wish, "answer-key", found)


def _test(wish: Wish) -> Iterator[Job]:
    from .forms import forms

    for name, document in forms():
        yield from _printed(wish, name, document)


def _booklet(wish: Wish) -> Iterator[Job]:
    from .whole import booklet

    yield from _printed(wish, "participant-booklet", booklet(wish.notebooks, wish.country))


def _whole(wish: Wish) -> Iterator[Job]:
    from .whole import workbook

    for form in making.known(wish.formats or ("html",), ("html", "pdf")):
        if form != "html":
            raise ToolkitError(
                _("the whole workbook to work in is a page, not a PDF"),
                remedy=_("Leave --to out, or make the booklet: --for booklet."),
            )
        yield Job(f"{WHOLE}.html", workbook(wish.notebooks, wish.country), form)


def _worksheets(wish: Wish) -> Iterator[Job]:
    from .whole import worksheets

    yield from _printed(wish, "worksheets", worksheets(wish.notebooks))


def _cards(wish: Wish) -> Iterator[Job]:
    from .cards import cards

    yield from _printed(wish, "cards", cards(wish.notebooks))


def _posters(wish: Wish) -> Iterator[Job]:
    from .cards import posters

    yield from _printed(wish, "posters", posters(wish.notebooks))


def _slides(wish: Wish) -> Iterator[Job]:
    from ...handouts import slides

    for path in wish.notebooks:
        deck = slides.read(path, wish.country)
        for form in making.known(wish.formats or ("html",), ("html", "pdf")):
            yield Job(f"{path.stem}.slides.{form}", deck, form)


def _printed(wish: Wish, name: str, document: Document) -> Iterator[Job]:
    """Yield the job of a document that there is on paper only."""
    for form in making.known(wish.formats or ("pdf",), ("html", "pdf")):
        if form != "pdf":
            raise ToolkitError(
                _("there is no page of {title!r}, only a PDF").format(title=document.title),
                remedy=_("Leave --to out, or write --to pdf."),
            )
        yield Job(f"{name}.pdf", document, form)


def _on(job: Job, paper: Paper | None) -> Job:
    """Return the job on this paper; slides have the shape of a screen."""
    if paper and isinstance(job.document, Document):
        return replace(job, document=replace(job.document, paper=paper))
    return job


KINDS: Final[dict[str, Callable[[Wish], Iterator[Job]]]] = {
    "participant": _participant,
    "facilitator": _facilitator,
    "guide": _guide,
    "slides": _slides,
    "key": _key,
    "test": _test,
    "booklet": _booklet,
    "whole": _whole,
    "worksheets": _worksheets,
    "cards": _cards,
    "posters": _posters,
}
"""What can be made, by the word that ``--for`` takes."""


def make(
    chapters: Iterable[int] | None = None,
    *,
    audiences: Sequence[str] = ("participant", "facilitator"),
    formats: Sequence[Format] | None = None,
    country: str | None = None,
    paper: Paper | None = None,
    with_test: bool = False,
    out: Path | str = Path("dist"),
    progress: Progress | None = None,
) -> list[Path]:
    """Write documents and return their paths.

    Parameters
    ----------
    chapters
        Numbers of chapters; all that have a notebook if ``None``.
    audiences
        Words of ``KINDS``.
    formats
        ``"html"`` and ``"pdf"``; what each document usually is if ``None``.
    country
        A country to draw charts and compute keys for, by code or name.
    paper
        ``"a4"``, ``"a3"`` or ``"letter"``; A4 if ``None``, and A3 for posters.
    with_test
        Whether the answer key holds that of the pre-test and post-test.
    out
        Folder for the files, made if it is missing.

    Raises
    ------
    ToolkitError
        If a chapter, kind or format is unknown, a document does not exist in a format, a notebook has not
        been executed, or the folder cannot be written to.
    """
    wish = Wish(making.notebooks(chapters), formats, country, paper, with_test)
    jobs = [_on(job, paper) for kind in making.known(audiences, tuple(KINDS)) for job in KINDS[kind](wish)]
    return making.produce(jobs, out, progress)
