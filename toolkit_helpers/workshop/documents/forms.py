"""Sheets of the pre-test and post-test for paper: forms A, B and short, without any key."""

from __future__ import annotations

from collections.abc import Iterator

from ...authoring.house import House
from ...authoring.item_bank import Form as FormName
from ...authoring.item_bank import TestItems, read_items
from ...exercises.paper_blocks import Block, Item, Paragraph, Prompt, ScaleForm, ShortFields, TickOptions
from ...handouts.document import Document, Element, Form, Section
from ...i18n import gettext as _
from .key import form_name
from .whole import document

_MINUTES = {"A": "20", "B": "20", "short": "8 to 10"}


def forms() -> Iterator[tuple[str, Document]]:
    """Yield the name and the document of each form of the test."""
    items = read_items(House())
    for form in items.forms:
        yield f"test-form-{form}", _sheet(items, form)


def _sheet(items: TestItems, form: FormName) -> Document:
    title = _("What do you know? {form}").format(form=form_name(form))
    return document(title, _("Test sheet"), _elements(items, form), depth=0)


def _elements(items: TestItems, form: FormName) -> Iterator[Element]:
    yield Form(
        (
            ShortFields((_("My code"), _("Date"), _("Before or after?"))),
            Paragraph(
                _(
                    "{minutes} minutes, alone, without help. Tick one answer to each question; if you do not "
                    "know, leave it open. Your code pairs this sheet with the other one; write no name. "
                    "Nobody is told single results."
                ).format(minutes=_MINUTES[form])
            ),
        )
    )
    yield Section(_("Questions"))
    by_id = {item.id: item for item in items.items}
    for number, name in enumerate(items.forms[form], start=1):
        item = by_id[name]
        options = tuple(Item(letter, text) for letter, text in item.options.items())
        yield Form((Prompt(f"{number} · {name}", item.stem), TickOptions(options, several=False)))
    yield Section(_("And you?"))
    yield Form(tuple(_confidence(items)))


def _confidence(items: TestItems) -> Iterator[Block]:
    yield Prompt("", _("How far do you agree with these statements about yourself?"))
    texts = tuple(entry.text for entry in items.confidence)
    yield ScaleForm(texts, _("not at all"), _("fully"), (1, 2, 3, 4, 5))
