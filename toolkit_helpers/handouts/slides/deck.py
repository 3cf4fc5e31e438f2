"""Which slides a chapter has, apart from how they are shown.

A cell with the tag ``slide`` is shown whole.  Of all other prose, each heading gives a slide with a table, a
list or the first sentences, and the whole text stands in the notes.  Exercises show their task and never
a key; the key stands in the notes with what the facilitator does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from ...answers.model import workbook_version
from ...exercises import model
from ...exercises.paper import grouping
from ...exercises.phrases import phrases
from ...figures.description import Chart
from ...i18n import gettext as _
from .. import wording
from ..assembly import Redraw, cells_of, read_notebook
from ..document import Activity, Element, Figure, Note, Prose
from ..facilitator import notes_of
from .shorten import LONGEST_LIST, Piece, pieces, shortened, words

_UNSEEN: Final = frozenset({"setup", "reading"})
_LONGEST_TASK: Final = 40
_MOST_LINES: Final = 7
_LARGE: Final = 30
_MEDIUM: Final = 60
# A table or list of many lines fills a slide sooner than its words tell.
_FEW_LINES: Final = 5
_WORDS_OF_A_LINE: Final = 5


@dataclass(frozen=True)
class Slide:
    """One slide: a title, something to see, and notes for whoever speaks."""

    title: str
    over: str = ""
    """The section that the slide belongs to."""
    markdown: str = ""
    facts: str = ""
    """Time and grouping of an exercise."""
    exercise: str = ""
    """Id of the exercise that it shows."""
    chart: Chart | None = None
    notes: tuple[Note, ...] = ()

    @property
    def size(self) -> str:
        """How large the text can be: ``large``, ``medium`` or ``small``."""
        lines = [line for line in self.markdown.splitlines() if line.lstrip()[:1] in {"|", "-"}]
        count = words(self.markdown) + _WORDS_OF_A_LINE * max(0, len(lines) - _FEW_LINES)
        return "large" if count <= _LARGE else "medium" if count <= _MEDIUM else "small"


@dataclass(frozen=True)
class Deck:
    """The slides of one chapter."""

    chapter: int
    title: str
    lang: str
    direction: str
    facts: str
    version: str
    slides: tuple[Slide, ...]
    notes: tuple[Note, ...] = ()
    """Notes for the title."""

    def charts(self) -> tuple[Chart, ...]:
        """Return the charts in order."""
        return tuple(slide.chart for slide in self.slides if slide.chart)


def limited(deck: Deck, only: Collection[str]) -> Deck:
    """Return the slides without those of exercises (EX…) that have none of these ids."""
    kept = tuple(s for s in deck.slides if not s.exercise.startswith("EX") or s.exercise in only)
    return replace(deck, slides=kept)


def read(path: Path, country: str | None = None) -> Deck:
    """Return the slides of a notebook file; see ``deck_of``."""
    return deck_of(read_notebook(path), path.name, country)


def deck_of(notebook: Mapping[str, Any], name: str, country: str | None = None) -> Deck:
    """Return the slides of an executed notebook, with notes from the chapter's facilitation notes.

    With a country, charts are drawn for it.  ``name`` is for messages.

    Raises
    ------
    ToolkitError
        If the notebook has not been executed, or the chapter has no facilitation notes.
    """
    from ..making import redraw_for

    meta = notebook.get("metadata", {}).get("toolkit", {})
    chapter = int(meta.get("chapter", 0))
    notes = notes_of(chapter)
    redraw = redraw_for(country) if country else None
    minutes = int(meta.get("minutes", 0))
    builder = _Builder(notes.get("exercises", {}))
    slides = tuple(builder.slides(notebook, name, redraw))
    questions = notes.get("debrief") or []
    if questions:
        text = "\n".join(f"- {question}" for question in questions[:_MOST_LINES])
        slides = (*slides, Slide(_("Looking back"), markdown=text))
    return Deck(
        chapter=chapter,
        title=str(meta.get("title", "")),
        lang=str(meta.get("lang", "en")),
        direction="rtl" if meta.get("dir") == "rtl" else "ltr",
        facts=_("Guided time: {time}").format(time=wording.duration(minutes)) if minutes else "",
        version=workbook_version(),
        slides=slides,
        notes=tuple(_opening_notes(notes)),
    )


def _opening_notes(notes: Mapping[str, Any]) -> Iterator[Note]:
    for name, term in (("timing", _("Timing")), ("pitfalls", _("Pitfalls"))):
        if notes.get(name):
            yield Note(term, tuple(notes[name]))
    if notes.get("low_tech"):
        yield Note(_("Without technology"), (notes["low_tech"],))


@dataclass
class _Builder:
    """Walks through the cells and remembers the section."""

    about: Mapping[str, Mapping[str, str]]
    section: str = ""
    heading: str = ""

    def slides(self, notebook: Mapping[str, Any], name: str, redraw: Redraw | None) -> Iterator[Slide]:
        for tags, elements in cells_of(notebook, name=name, redraw=redraw):
            if _UNSEEN & set(tags):
                continue
            for element in elements:
                yield from self._element(element, whole="slide" in tags)

    def _element(self, element: Element, *, whole: bool) -> Iterator[Slide]:
        if isinstance(element, Prose):
            for piece in pieces(element.markdown):
                yield from self._prose(piece, whole=whole)
        elif isinstance(element, Figure):
            # A chart that waits for a team's answers has nothing to show to a room.
            if any(series.points for series in element.chart.series):
                yield self._chart(element.chart)
            self.heading = self.section
        elif isinstance(element, Activity):
            yield self._exercise(element.exercise)
            self.heading = self.section

    def _prose(self, piece: Piece, *, whole: bool) -> Iterator[Slide]:
        if piece.level and piece.level <= 2:
            self.section = piece.title
        if piece.title:
            self.heading = piece.title
        shown = piece.text if whole else shortened(piece.text)
        if not shown:
            return
        title = piece.title or self.heading or _("The question")
        over = self.section if title != self.section else ""
        notes = () if words(shown) == words(piece.text) else (Note(_("In the handout"), (piece.text,)),)
        yield Slide(title, over, markdown=shown, notes=notes)

    def _chart(self, chart: Chart) -> Slide:
        notes = [Note(_("Ask"), (chart.question,))]
        if chart.notice:
            notes.append(Note(_("Look for"), (chart.notice,)))
        if chart.missing:
            notes.append(Note(_("Missing"), (chart.missing,)))
        return Slide(chart.finding, self.section, chart=chart, notes=tuple(notes))

    def _exercise(self, exercise: model.Exercise) -> Slide:
        facts = [wording.duration(exercise.minutes)] if exercise.minutes else []
        facts.append(grouping(exercise))
        if exercise.core:
            facts.append(phrases()["core"])
        return Slide(
            f"{exercise.id} {exercise.title}",
            self.section,
            markdown=_task(exercise),
            facts=" · ".join(facts),
            exercise=exercise.id,
            notes=tuple(_exercise_notes(self.about.get(exercise.id, {}))),
        )


def _task(exercise: model.Exercise) -> str:
    """Return what a room reads of an exercise: the task, and options, steps or items where they are few."""
    part = exercise.parts[0]
    texts = [shortened(text) for text in (exercise.intro, part.prompt) if text]
    if len(texts) > 1 and words(" ".join(texts)) > _LONGEST_TASK:
        texts = texts[-1:]
    lines = list(_lines(part))
    if lines and len(lines) <= _MOST_LINES:
        texts.append("\n".join(lines))
    return "\n\n".join(texts)


def _lines(part: model.AnyPart) -> Iterator[str]:
    if isinstance(part, model.Choice):
        for letter, option in zip("ABCDEFGH", part.options, strict=False):
            yield f"- **{letter}** {option.text}"
    elif isinstance(part, model.Activity):
        for number, step in enumerate(part.steps, start=1):
            yield f"{number}. {shortened(step)}"
    elif isinstance(part, model.Order):
        # The items themselves stand in the right order.
        texts = {item.id: item.text for item in part.items}
        yield from (f"- {texts[name]}" for name in part.start)
    elif isinstance(part, model.Match) and _words_of(part) <= LONGEST_LIST:
        for letter, line in zip("ABCDEFGH", part.left, strict=False):
            yield f"- **{letter}** {line.text}"
        partners = " · ".join(f"**{place}** {one.text}" for place, one in enumerate(part.right, start=1))
        yield f"\n{partners}"


def _words_of(part: model.Match) -> int:
    return words(" ".join([*(line.text for line in part.left), *(one.text for one in part.right)]))


def _exercise_notes(about: Mapping[str, str]) -> Iterator[Note]:
    for name, term in (
        ("run", _("How to run it")),
        ("answer", _("Answer")),
        ("discuss", _("Discuss")),
        ("low_tech", _("Without technology")),
    ):
        if about.get(name):
            yield Note(term, (about[name],))
