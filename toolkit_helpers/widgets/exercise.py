"""The live face of an exercise: shown and marked in the page, marked again and saved here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import traitlets.traitlets as t

from ..answers import AnswersFile
from ..errors import ToolkitError
from ..exercises import marking, references
from ..exercises.model import Exercise, columns_of
from ..exercises.phrases import phrases
from ..i18n import gettext as _
from ..plan import insights
from .assets import bundle, style
from .base import HTML, MARKDOWN, PLAIN, Bundle, TwinWidget
from .session import Change, Session, Status, not_saved, session

EXERCISE_MIME: Final = "application/vnd.toolkit.exercise+json"


class ExerciseWidget(TwinWidget):
    """One exercise in a notebook: restores its answer when it is built and saves at each change.

    Attributes
    ----------
    answer
        Answers by part id, set by the page; each change is saved before ``status`` says so.
    result
        What Python's marking says by part id; the page has said the same already.
    references
        Rows of tables in other exercises that this one may name, by source: code and how it reads.
    insight
        Summaries that the Plan computes from the answer (``plan.insights``).
    """

    _css = style("exercise")

    exercise = t.Dict().tag(sync=True)
    answer = t.Dict().tag(sync=True)
    facts = t.Dict().tag(sync=True)
    references = t.Dict().tag(sync=True)
    strings = t.Dict().tag(sync=True)
    seed = t.Unicode().tag(sync=True)
    status = t.Dict().tag(sync=True)
    insight: t.List[dict[str, Any]] = t.List().tag(sync=True)
    countries: t.List[list[str]] = t.List().tag(sync=True)
    result = t.Dict()

    def __init__(self, exercise: Exercise, shared: Session | None = None) -> None:
        self._model = exercise
        # Each widget sends its script over the line, so it carries only what its kinds of parts need.
        self._esm = bundle("exercise", {part.kind for part in exercise.parts})
        self._session = shared or session()
        self._reads = insights.READS.get(exercise.insight or "", frozenset())
        self._refers = references.exercises_read(exercise)
        super().__init__(
            exercise=exercise.model_dump(mode="json", exclude_none=True),
            answer=self._session.parts(exercise.id),
            facts=self._session.facts(),
            references=self._rows_elsewhere(),
            strings=phrases(),
            seed=f"{self._session.code}/{exercise.id}",
            status=self._first_status(),
            countries=_countries(exercise),
        )
        self._compute()
        self.observe(self._page_changed, "answer")
        self._session.observe(self._session_changed)

    def twins(self) -> Bundle:
        """Return the exercise as one line, as Markdown and as HTML, without answers."""
        from ..exercises import paper, paper_html, paper_markdown

        blocks = paper.blocks(self._model)
        return {
            PLAIN: _("Exercise {id}: {title}").format(id=self._model.id, title=self._model.title),
            MARKDOWN: paper_markdown.write(blocks),
            HTML: paper_html.write(blocks),
            EXERCISE_MIME: {"id": self._model.id},
        }

    def _first_status(self) -> Status:
        if self._session.trouble:
            return not_saved(self._session.trouble)
        if self._session.parts(self._model.id):
            return {"state": "restored", "text": _("Your saved answer is back.")}
        return {"state": "", "text": ""}

    def _page_changed(self, change: Mapping[str, Any]) -> None:
        """Save what the page sent; an answer that was set from here is saved already."""
        given = {name: answer for name, answer in change["new"].items() if answer is not None}
        if given == self._session.parts(self._model.id):
            return
        self.status = self._session.save(self._model.id, given, self._model.version, source=self)
        self._compute()

    def _session_changed(self, change: Change) -> None:
        """Follow the same exercise elsewhere, the country, and answers that the insight reads."""
        own = self._model.id in change.exercises
        if change.source is not self and own:
            self.answer = self._session.parts(self._model.id)
            self.status = {"state": "restored", "text": _("Changed in another place.")}
        elif self.status.get("state") == "not_saved" and self._session.is_saved(self._model.id):
            # An exercise without an answer was told of the trouble, too, and has nothing that is saved now.
            answered = self._session.parts(self._model.id)
            self.status = self._session.saved() if answered else self._first_status()
        if change.country:
            self.facts = self._session.facts()
        if change.exercises & self._refers:
            self.references = self._rows_elsewhere()
        read = change.exercises & (self._reads | self._refers)
        if change.source is not self and (own or change.country or read):
            self._compute()

    def _rows_elsewhere(self) -> dict[str, list[list[str]]]:
        found = references.collect(self._model, self._session.parts)
        return {source: [list(row) for row in rows] for source, rows in found.items()}

    def _compute(self) -> None:
        """Mark again and bring the insight up to date."""
        parts = self._session.parts(self._model.id)
        marked = marking.mark_exercise(self._model, parts, self.facts, self.references)
        self.result = {name: result.as_json() for name, result in marked.items()}
        self.insight = _insight(self._model, parts, self._session.answers)


def _insight(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[dict[str, Any]]:
    if exercise.insight is None:
        return []
    try:
        return insights.compute(exercise.insight, exercise, parts, answers)
    except ToolkitError as error:
        return [{"kind": "text", "text": str(error), "tone": "hint"}]


def _countries(exercise: Exercise) -> list[list[str]]:
    """Return code and name of all countries where a part asks for one, else nothing."""
    columns = [column for part in exercise.parts for column in columns_of(part)]
    if all(column.type != "country" for column in columns):
        return []
    from .. import datasets

    return [[country.iso3, country.name] for country in datasets.countries(members_only=False)]
