"""Documents over several chapters: what they share, and the participant's booklet and worksheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ... import glossary
from ...answers.model import workbook_version
from ...exercises.model import Exercise
from ...exercises.paper_blocks import Paragraph
from ...handouts.document import (
    Activity,
    Audience,
    Contents,
    Document,
    Element,
    Form,
    Glossary,
    Prose,
    Section,
)
from ...handouts.making import read
from ...handouts.wording import duration
from ...i18n import gettext as _
from ..agenda import Planned

_TO_NOTEBOOK = re.compile(r"\]\(([^()\s]+\.ipynb)\)")


def document(
    title: str,
    edition: str,
    elements: Iterable[Element],
    *,
    audience: Audience = "participant",
    depth: int = 1,
) -> Document:
    """Return a document over several chapters, with contents down to chapters (1) or sections (2)."""
    found = tuple(elements)
    return Document(
        chapter=0,
        title=title,
        lang="en",
        direction="ltr",
        minutes=0,
        audience=audience,
        version=workbook_version(),
        elements=(Contents(_("Contents"), depth), *found) if depth else found,
        edition=edition,
    )


def chosen(chapter: Document, planned: Mapping[str, Planned] | None) -> tuple[Exercise, ...]:
    """Return the exercises of a chapter that an agenda does, as it does them; all of them without one."""
    if planned is None:
        return chapter.exercises()
    return tuple(_as_planned(one, planned[one.id]) for one in chapter.exercises() if one.id in planned)


def _as_planned(exercise: Exercise, planned: Planned) -> Exercise:
    title = exercise.title
    if planned.how:
        title = _("{exercise} ({how})").format(exercise=title, how=planned.how)
    minutes = exercise.minutes if planned.minutes is None else planned.minutes
    return exercise.model_copy(update={"title": title, "minutes": minutes})


def opener(chapter: Document, *, timed: bool = True) -> Iterator[Element]:
    """Yield the head of a chapter inside a larger document, with its guided time if it is done whole."""
    name = chapter.title
    if chapter.chapter:
        name = _("Chapter {number}: {title}").format(number=chapter.chapter, title=chapter.title)
    yield Section(name, level=1, own_page=True, place=_place(chapter))
    if chapter.minutes and timed:
        yield Form((Paragraph(_("Guided time: {time}").format(time=duration(chapter.minutes))),))


def _place(chapter: Document) -> str:
    return f"chapter-{chapter.chapter}"


def booklet(notebooks: Sequence[Path], country: str | None = None) -> Document:
    """Return all chapters in one document, with one glossary at the end.

    With a country, charts and figures are that country's.
    """
    elements = _all_chapters(notebooks, country)
    return document(_("Participant booklet"), _("Participant booklet"), elements, depth=2)


def workbook(notebooks: Sequence[Path], country: str | None = None) -> Document:
    """Return all chapters as one page to work in: one Plan, one place for the answers, one glossary."""
    return document(_("All chapters"), _("Whole workbook"), _all_chapters(notebooks, country), depth=0)


def _all_chapters(notebooks: Sequence[Path], country: str | None) -> list[Element]:
    elements: list[Element] = []
    chapters = [read(path, "participant", country) for path in notebooks]
    places = {path.name: _place(chapter) for path, chapter in zip(notebooks, chapters, strict=True)}
    for chapter in chapters:
        elements += opener(chapter)
        elements += (_linked(element, places) for element in _without_glossary(chapter.elements))
    words = _words([chapter.chapter for chapter in chapters])
    if words.entries:
        elements += [Section(_("Glossary"), level=1, own_page=True), words]
    return elements


def _without_glossary(elements: Sequence[Element]) -> Iterator[Element]:
    """Yield the elements without the words of one chapter and their heading."""
    for place, element in enumerate(elements):
        following = elements[place + 1] if place + 1 < len(elements) else None
        if not isinstance(element, Glossary) and not (
            isinstance(element, Section) and isinstance(following, Glossary)
        ):
            yield element


def _linked(element: Element, places: Mapping[str, str]) -> Element:
    """Return an element whose links to notebooks lead to their chapters in the same document."""
    if not isinstance(element, Prose):
        return element

    def link(found: re.Match[str]) -> str:
        return f"](#{places[found[1]]})" if found[1] in places else found[0]

    return replace(element, markdown=_TO_NOTEBOOK.sub(link, element.markdown))


def _words(chapters: Sequence[int]) -> Glossary:
    known = glossary.load()
    terms = {term.id: term for chapter in chapters for term in known.of(chapter)}
    ordered = sorted(terms.values(), key=lambda term: term.term.lower())
    # No chapter is minus one, so each entry names the one that says more.
    return Glossary(glossary.lead(), tuple((term, known.details(term, -1)) for term in ordered))


def worksheets(notebooks: Sequence[Path], planned: Mapping[str, Planned] | None = None) -> Document:
    """Return the exercises of chapters alone, to write on; only those of an agenda, if given."""
    elements: list[Element] = []
    for path in notebooks:
        chapter = read(path)
        exercises = chosen(chapter, planned)
        if exercises:
            elements += opener(chapter, timed=planned is None)
            elements += [Activity(exercise, 2) for exercise in exercises]
    return document(_("Worksheets"), _("Worksheets"), elements)
