"""The facilitator's guide: the kit, and for each chapter timing, steps, answers and what to discuss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ...authoring.kit import Kit, read_kit
from ...exercises import bank, model
from ...exercises.paper_blocks import Block, DataTable, Listing, Paragraph, Steps
from ...handouts.document import Activity, Aside, Document, Element, Form, Note, Section
from ...handouts.facilitator import facilitated
from ...handouts.making import read
from ...i18n import gettext as _
from ..agenda import Planned
from ..row_layout import CLOSING
from .whole import chosen, document, opener


def guide(
    notebooks: Sequence[Path], country: str | None = None, planned: Mapping[str, Planned] | None = None
) -> Document:
    """Return the guide to chapters in one document, the kit in front.

    With a country, the keys that are looked up in the tables are its figures.  With the plan of an agenda,
    it holds the exercises of this agenda only, with their minutes.
    """
    elements: list[Element] = list(_kit(read_kit()))
    for path in notebooks:
        chapter = read(path)
        exercises = chosen(chapter, planned)
        if not exercises:
            continue
        elements += opener(chapter, timed=planned is None)
        bare: list[Element] = [Section(_("Exercise by exercise"))]
        bare += [Activity(exercise, 3) for exercise in exercises]
        elements += facilitated(replace(chapter, elements=tuple(bare)), country).elements
    return document(
        _("Facilitator's guide"), _("Facilitator's guide"), elements, audience="facilitator", depth=2
    )


def _kit(kit: Kit) -> Iterator[Element]:
    """Yield the facilitator kit in the order in which a workshop needs it."""
    yield Section(_("Facilitator kit"), level=1, own_page=True)
    for title, blocks in _kit_parts(kit):
        yield Section(title)
        notes = [block for block in blocks if isinstance(block, Note)]
        if notes:
            yield Aside(title, tuple(notes))
        yield Form(tuple(block for block in blocks if not isinstance(block, Note)))


def _kit_parts(kit: Kit) -> Iterator[tuple[str, tuple[Block | Note, ...]]]:
    yield _("Two weeks before"), (Steps(tuple(f"**{one.task}** {one.detail}" for one in kit.before)),)
    yield (
        _("Room and online"),
        (
            Listing(_("On site"), tuple(kit.room.on_site)),
            Listing(_("Online"), tuple(kit.room.online)),
        ),
    )
    yield _("Materials"), tuple(_materials(kit))
    yield _("Opening"), tuple(_opening(kit))
    yield (
        _("Rhythm of each chapter"),
        (
            DataTable(
                "",
                (_("Step"), _("Minutes, at most"), _("How")),
                tuple((beat.step, str(beat.minutes or "–"), beat.how) for beat in kit.rhythm),
            ),
        ),
    )
    yield (
        _("When things go wrong"),
        (
            DataTable(
                "",
                (_("Situation"), _("What helps")),
                tuple((one.situation, one.response) for one in kit.troubles),
            ),
        ),
    )
    yield _("Exit ticket"), (Listing(_("On paper or as a form"), tuple(kit.exit_ticket)),)
    yield (
        _("Closing form"),
        tuple(_closing_form()),
    )
    yield (
        _("Rubric for the Plan"),
        (
            DataTable(
                _("Peers give 0 to 3 for each criterion"),
                (_("Criterion"), "0", "1", "2", "3"),
                tuple((line.criterion, *line.levels) for line in kit.rubric),
            ),
        ),
    )
    yield _("Certificate"), (Listing(_("A suggestion"), tuple(kit.certificate)),)
    yield _("Follow-up"), tuple(_follow_up(kit))


def _closing_form() -> Iterator[Block]:
    form = bank.exercise(CLOSING)
    yield Paragraph(
        _(
            "At the end of every workshop, on the screen or on paper: {form}, the last exercise of chapter "
            "{chapter}. It takes {minutes} minutes and has no names."
        ).format(form=f"{form.id} {form.title}", chapter=form.chapter, minutes=form.minutes)
    )
    for part in form.parts:
        if isinstance(part, model.Scale):
            ends = _("{lowest} {low} to {highest} {high}")
            title = ends.format(lowest=part.minimum, low=part.low, highest=part.maximum, high=part.high)
            yield Listing(title, tuple(item.text for item in part.items))
        elif isinstance(part, model.Form):
            yield Listing(part.prompt, tuple(field.label for field in part.fields))


def _materials(kit: Kit) -> Iterator[Block]:
    yield DataTable(
        _("For {participants} participants in {teams} teams").format(
            participants=kit.materials.participants, teams=kit.materials.teams
        ),
        (_("What"), _("Number")),
        tuple((item.what, str(item.number or "–")) for item in kit.materials.items),
    )


def _opening(kit: Kit) -> Iterator[Block]:
    rows = tuple(
        (str(step.minutes), f"{step.what} “{step.say}”" if step.say else step.what)
        for step in kit.opening.steps
    )
    caption = _("Script of {minutes} minutes").format(minutes=kit.opening.minutes)
    yield DataTable(caption, (_("Minutes"), _("What")), rows)
    yield Listing(_("Ground rules"), tuple(kit.opening.ground_rules))


def _follow_up(kit: Kit) -> Iterator[Block]:
    rows = tuple((str(one.day), one.form, " ".join(one.ask) or "–") for one in kit.follow_up)
    yield DataTable("", (_("Day"), _("Form"), _("What to ask")), rows)
    yield Paragraph(kit.permission)
