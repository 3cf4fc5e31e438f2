"""The facilitator's edition: what is added to a participant's document, and nothing taken away.

Notes come from ``data/facilitation/NN.yaml``, answers and feedback from the bank of exercises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, singledispatch
from string import ascii_uppercase
from typing import Any, Final

from ..errors import ToolkitError
from ..exercises import model
from ..exercises.paper import grouping
from ..exercises.paper_blocks import Block, DataTable
from ..i18n import gettext as _
from ..resources import data_folder
from .document import Activity, Aside, Document, Element, Form, Note, Section

Entry = Note | Block
_PLACES: Final = re.compile(r"\{(?:rows|missing|sum|cycle)\}")
"""Where feedback names rows of the team, which paper does not know."""
Figures = Mapping[str, float | str]


def facilitated(document: Document, country: str | None = None) -> Document:
    """Return the document with timing, notes and answers added.

    With a country, the keys that are looked up in the tables are its figures.

    Raises
    ------
    ToolkitError
        If the chapter has no facilitation notes.
    """
    notes = notes_of(document.chapter)
    known = figures_of(country) if country else {}
    elements: list[Element] = [*_opening(document, notes)]
    for element in document.elements:
        elements.append(element)
        if isinstance(element, Activity):
            exercise = element.exercise
            about = notes.get("exercises", {}).get(exercise.id, {})
            title = _("Facilitator notes: {exercise}").format(exercise=exercise.id)
            elements.append(Aside(title, tuple(_entries(exercise, about, known))))
    return replace(document, audience="facilitator", elements=tuple(elements))


@cache
def notes_of(chapter: int) -> dict[str, Any]:
    """Return the facilitation notes of a chapter; ``ToolkitError`` if it has none that can be read."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    path = data_folder() / "facilitation" / f"{chapter:02}.yaml"
    if not path.is_file():
        raise ToolkitError(
            _("chapter {chapter} has no facilitation notes").format(chapter=chapter),
            remedy=_("Write data/facilitation/{name} or leave the facilitator's edition out.").format(
                name=path.name
            ),
        )
    try:
        return dict(YAML(typ="safe", pure=True).load(path))
    except (YAMLError, TypeError, ValueError) as error:
        line = " ".join(str(error).split())[:300]
        raise ToolkitError(
            _("the facilitation notes cannot be read"),
            where=path.name,
            remedy=_("It says: {message}").format(message=line),
        ) from error


def _opening(document: Document, notes: dict[str, Any]) -> Iterator[Element]:
    """Yield what the facilitator reads before the chapter begins."""
    yield Section(_("Facilitator notes for this chapter"))
    exercises = document.exercises()
    header = (_("Exercise"), _("Title"), _("Minutes"), _("Who works"), _("Core"))
    rows = tuple(
        (e.id, e.title, str(e.minutes or "–"), grouping(e), _("core") if e.core else _("extension"))
        for e in exercises
    )
    core = sum(exercise.minutes for exercise in exercises if exercise.core)
    total = (
        _("Sum"),
        _("of which core {n} minutes").format(n=core),
        str(sum(e.minutes for e in exercises)),
        "",
        "",
    )
    yield Form((DataTable(_("Timing of the exercises"), header, (*rows, total)),))
    entries = []
    for name, term in _chapter_terms().items():
        found = notes.get(name)
        texts = (found,) if isinstance(found, str) else tuple(found or ())
        if texts:
            entries.append(Note(term, texts))
    tracks = {
        "local": _("Local track"),
        "school": _("School track"),
        "trainers": _("Trainers' track"),
        "users": _("Civil society"),
    }
    entries += [Note(tracks.get(name, name), (text,)) for name, text in (notes.get("tracks") or {}).items()]
    if entries:
        yield Aside(_("Before you start"), tuple(entries))


def _chapter_terms() -> dict[str, str]:
    return {
        "timing": _("Timing"),
        "pitfalls": _("Pitfalls"),
        "debrief": _("Debrief questions"),
        "confidentiality": _("Confidentiality"),
        "low_tech": _("Without technology"),
        "after": _("After the workshop"),
    }


def figures_of(country: str) -> Figures:
    """Return the facts of a country, which are keys of exercises."""
    from .. import datasets, facts

    return facts.for_country(datasets.country(country).iso3)


def _entries(exercise: model.Exercise, about: dict[str, str], known: Figures) -> Iterator[Entry]:
    """Yield the notes beside one exercise: how to run it, its answers, what to discuss."""
    for name, term in (("run", _("How to run it")), ("answer", _("Answer"))):
        if about.get(name):
            yield Note(term, (about[name],))
    yield from keys(exercise, known)
    for name, term in (("discuss", _("Discuss")), ("low_tech", _("Without technology"))):
        if about.get(name):
            yield Note(term, (about[name],))


def keys(exercise: model.Exercise, known: Figures) -> Iterator[Entry]:
    """Yield key and feedback of each question, with the number that the participants' sheet gives it."""
    several = len(exercise.parts) > 1
    for number, part in enumerate(exercise.parts, start=1):
        question = _("Question {number}").format(number=number) if several else ""
        if isinstance(part, model.FreeText):
            yield from _model_answer(part, question)
        else:
            yield from key(part, question or _("Key and feedback"), known)


def _model_answer(part: model.FreeText, question: str) -> Iterator[Entry]:
    if part.model_answer:
        term = _("{question}: model answer").format(question=question) if question else _("Model answer")
        yield Note(term, (part.model_answer,))


@singledispatch
def key(part: model.Part, label: str, known: Figures) -> Iterator[Entry]:
    """Yield the key and the feedback of one part; nothing where people, not a key, decide."""
    yield from ()


@key.register
def _choice(part: model.Choice, label: str, known: Figures) -> Iterator[Entry]:
    if not part.marked:
        if part.suggestion_differs:
            text = _("The team decides. If the data propose another option: {text}")
            yield Note(label, (text.format(text=part.suggestion_differs),))
        return
    rows = tuple(
        (f"{letter} {option.text}", _("right") if option.correct else _("not right"), option.feedback)
        for letter, option in zip(ascii_uppercase, part.options, strict=False)
    )
    yield DataTable(label, (_("Option"), _("Key"), _("Feedback")), rows)


@key.register
def _match(part: model.Match, label: str, known: Figures) -> Iterator[Entry]:
    partners = {entry.id: entry.text for entry in part.right}
    rows = tuple((line.text, partners[line.key], line.feedback) for line in part.left)
    yield DataTable(label, (_("Text"), _("Belongs to"), _("Feedback")), rows)
    for diagnosis in part.diagnoses:
        yield Note(_("If exchanged"), (diagnosis.say,))


@key.register
def _order(part: model.Order, label: str, known: Figures) -> Iterator[Entry]:
    rows = tuple((str(place), item.text) for place, item in enumerate(part.items, start=1))
    yield DataTable(label, (_("Place"), _("Step")), rows)
    if part.feedback:
        yield Note(_("Feedback"), (part.feedback,))
    texts = {item.id: item.text for item in part.items}
    for diagnosis in part.diagnoses:
        term = _("“{first}” before “{then}”").format(first=texts[diagnosis.first], then=texts[diagnosis.then])
        yield Note(term, (diagnosis.say,))


@key.register
def _number(part: model.Number, label: str, known: Figures) -> Iterator[Entry]:
    if not part.marked:
        return
    answer = known.get(part.fact or "") if part.key is None else part.key
    rows = [(f"{_value(answer, part.decimals)} {part.unit}".strip(), _("right"), part.right)]
    for diagnosis in part.diagnoses:
        if diagnosis.value is None:
            slip = _value(known.get(diagnosis.fact or ""), part.decimals)
        else:
            # A slip often has other decimals than the answer: 0.74 where 74 per cent was asked.
            slip = _signed(f"{diagnosis.value:.12g}")
        rows.append((slip, _("known slip"), diagnosis.say))
    rows.append((_("another value"), _("not right"), part.wrong))
    yield DataTable(label, (_("Value"), _("Key"), _("Feedback")), tuple(rows))


def _value(value: float | str | None, decimals: int) -> str:
    if value is None:
        return _("computed for the country of the team")
    return value if isinstance(value, str) else _signed(f"{value:.{decimals}f}")


def _signed(number: str) -> str:
    return number.replace("-", "−")


@key.register
def _grid(part: model.Grid, label: str, known: Figures) -> Iterator[Entry]:
    for term, text in (
        (_("Many targets at level 5"), part.many_top_targets),
        (_("A level without a cell"), part.empty_column),
        (_("Target below the current level"), part.lower_target),
    ):
        if text:
            yield Note(term, (text,))


@key.register
def _table(part: model.Table, label: str, known: Figures) -> Iterator[Entry]:
    if part.checks:
        rows = tuple(
            (str(number), _PLACES.sub("…", check.say)) for number, check in enumerate(part.checks, start=1)
        )
        yield DataTable(
            _("{question}: what the workbook says where something is missing").format(question=label),
            (_("No."), _("Feedback")),
            rows,
        )
