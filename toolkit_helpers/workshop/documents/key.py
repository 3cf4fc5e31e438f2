"""The answer key: right answers and feedback, without the rest; those of the test only when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from ...authoring.house import House
from ...authoring.item_bank import TestItems, TestKeys, read_items, read_keys
from ...exercises import model
from ...exercises.paper_blocks import DataTable, Paragraph
from ...handouts.document import Aside, Document, Element, Form, Note, Section
from ...handouts.facilitator import Entry, Figures, figures_of, keys, notes_of
from ...handouts.making import read
from ...i18n import gettext as _
from ..agenda import Planned
from .whole import chosen, document, opener

_NONE: Final = "No key."
"""How the notes for facilitators write that an exercise has none."""


def answer_key(
    notebooks: Sequence[Path],
    country: str | None = None,
    planned: Mapping[str, Planned] | None = None,
    *,
    with_test: bool = False,
) -> Document:
    """Return the key to chapters in one document.

    Parameters
    ----------
    country
        Country whose figures are the keys that are looked up in the tables.
    planned
        How an agenda does its exercises; with it, the key holds no others.
    with_test
        Whether the key of the pre-test and post-test is added.
    """
    known: Figures = figures_of(country) if country else {}
    elements: list[Element] = []
    for path in notebooks:
        chapter = read(path)
        exercises = chosen(chapter, planned)
        if not exercises:
            continue
        elements += opener(chapter, timed=planned is None)
        notes = notes_of(chapter.chapter).get("exercises", {})
        for exercise in exercises:
            entries = tuple(_entries(exercise, notes.get(exercise.id, {}), known))
            if entries:
                elements.append(Section(f"{exercise.id} {exercise.title}"))
                elements.append(Aside(_("Answers"), entries))
    if with_test:
        house = House()
        elements += _test(read_items(house), read_keys(house))
    return document(_("Answer key"), _("Answer key"), elements, audience="facilitator")


def _entries(exercise: model.Exercise, about: dict[str, str], known: Figures) -> Iterator[Entry]:
    if about.get("answer", _NONE) != _NONE:
        yield Note(_("Answer"), (about["answer"],))
    yield from keys(exercise, known)


def _test(items: TestItems, keys: TestKeys) -> Iterator[Element]:
    yield Section(_("Pre-test and post-test"), level=1, own_page=True)
    warning = _(
        "Keep these pages to yourself: the same questions come again after the workshop. A participant who "
        "disputes a key may be right; note the argument and look at it in the analysis of items."
    )
    yield Form((Paragraph(warning),))
    by_id = {item.id: item for item in items.items}
    for form, members in items.forms.items():
        rows = tuple(
            (
                str(number),
                name,
                f"{keys.keys[name].key}  {by_id[name].options[keys.keys[name].key]}",
                keys.keys[name].why,
            )
            for number, name in enumerate(members, start=1)
        )
        yield Section(form_name(form))
        header = (_("No."), _("Item"), _("Right answer"), _("Why"))
        yield Form((DataTable("", header, rows),))


def form_name(form: str) -> str:
    """Return what a form of the test is called."""
    return _("Short form") if form == "short" else _("Form {letter}").format(letter=form)
