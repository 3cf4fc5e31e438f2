"""From a team's answers to its Plan as a document: title page, summary, sections, thread, what is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .. import plan as plans
from ..answers import AnswersFile
from ..exercises.marking_result import mapping, sequence
from ..exercises.table_rows import named
from ..i18n import gettext as _
from ..methods.results_chain import STAGES
from ..plan.model import Field, Plan, Section
from ..plan.results import stage_name
from . import front
from .blank import form_of
from .charts import chart_of
from .dates import dated, day
from .naming import name_of
from .outline import (
    Bullets,
    Element,
    Facts,
    Grid,
    Heading,
    Layers,
    Node,
    Picture,
    PlanDocument,
    Words,
)
from .shown import CARDS, heading, shown, title
from .summary import summary

CHAIN: Final = "P9.results_chain"
SUMMARY: Final = "P10.one_page_summary"
_IN_ROWS: Final = ("P10.curriculum_plan", "P10.tot_plan")
"""Fields whose text, their gist elsewhere, stands in their rows, too."""
_SHORT: Final = 120
_RECORD: Final = ["what", "value"]
_NEXT_CODE: Final = re.compile(r"; (?=[A-Z]{1,3}\d{1,3} – )")
"""Between two rows that a cell names: they read better below one another."""


def document(answers: AnswersFile, *, private: bool = False, example: bool = False) -> PlanDocument:
    """Return a team's Plan as a document.

    Parameters
    ----------
    private
        Keep what is marked as private, such as a stakeholder's attitude: for the team alone.
    example
        Say on each page that team and figures are fictitious.

    Raises ``ToolkitError`` if the bank of exercises or the list of the Plan's fields is missing.  A Plan in
    which nothing is written becomes a form to fill in.
    """
    plan = plans.assemble(answers)
    empty = all(field.value.state == "empty" for field in plan)
    return PlanDocument(
        title=front.full_title(plan),
        kind=_("Digital Government Transformation Plan"),
        name=name_of(plan),
        facts=tuple(front.facts(plan)),
        remarks=tuple(front.remarks(plan, empty=empty, example=example)),
        mark=front.mark_of(private=private, example=example),
        date=day(plan.field("P0.date").value.text),
        version=front.version_of(answers),
        moment=front.last_saved(answers),
        language=front.language_of(plan),
        private=private,
        summary=dated(summary(plan)),
        body=dated(_form(plan) if empty else _body(plan, private=private)),
        closing=front.closing(),
    )


def _body(plan: Plan, *, private: bool) -> Iterator[Element]:
    cards: list[tuple[Field, tuple[Element, ...]]] = []
    for section in plan.sections:
        yield Heading(2, _heading(section), section.id.lower())
        yield from _section(plan, section, cards, private=private)
    yield from _thread(plan)
    yield from _open(plan)
    if cards:
        yield Heading(2, _("Details"), "details", own_page=True)
        yield Words(_("What the tables above have no room for."), "note")
        for field, told in cards:
            yield Heading(3, title(field.spec), f"{_anchor(field)}-details")
            yield from told


def _heading(section: Section) -> str:
    return _("{id} {title}").format(id=section.id, title=section.title)


def _anchor(field: Field) -> str:
    return field.spec.id.lower().replace(".", "-").replace("_", "-")


def _section(
    plan: Plan, section: Section, cards: list[tuple[Field, tuple[Element, ...]]], *, private: bool
) -> Iterator[Element]:
    short: list[tuple[str, str]] = []
    written = False
    for field in section.fields:
        told = field.spec.id.removeprefix("P0.") in front.FIELDS and field.filled
        if told or (field.value.state == "empty" and not field.value.rows and not field.spec.required):
            continue
        written = True
        line = _short(field)
        if line:
            short.append((title(field.spec), line))
            continue
        if short:
            yield Facts(tuple(short))
            short = []
        yield Heading(3, title(field.spec), _anchor(field))
        yield from _field(plan, field, cards, private=private)
    if short:
        yield Facts(tuple(short))
    if not written:
        yield Words(_("Nothing is written here yet."), "open")


def _short(field: Field) -> str:
    """Return the text of a field that needs no heading of its own; empty if it does."""
    value = field.value
    plain = value.text and not value.rows and not value.notes and "\n" not in value.text
    if not plain or len(value.text) > _SHORT or not field.filled:
        return ""
    return value.text


def _field(
    plan: Plan, field: Field, cards: list[tuple[Field, tuple[Element, ...]]], *, private: bool
) -> Iterator[Element]:
    value = field.value
    if value.state == "empty" and not value.rows:
        yield Words(_("Not written yet ({exercise}).").format(exercise=field.spec.written_in), "open")
        yield from (Words(note, "note") for note in value.notes)
        return
    if value.state == "begun":
        yield Words(_("Begun, not complete yet ({exercise}).").format(exercise=field.spec.written_in), "open")
    if field.spec.id == SUMMARY and value.text:
        yield Words(_("It stands at the beginning of this document."), "note", "summary")
    elif value.text and not (value.rows and field.spec.id in _IN_ROWS):
        yield Words(value.text, "own" if not value.computed else "plain")
    chart = chart_of(plan, field.spec.id)
    if chart:
        yield Picture(chart)
    yield from _rows(field, cards, private=private)
    for note in value.notes:
        yield Words(note, "note")


def _rows(
    field: Field, cards: list[tuple[Field, tuple[Element, ...]]], *, private: bool
) -> Iterator[Element]:
    value, name = field.value, field.spec.id
    columns = [column for column in value.columns if private or not column.private]
    ids = [column.id for column in columns]
    if not value.rows or not columns:
        return
    if name == CHAIN:
        yield _chain(field)
    elif ids == _RECORD:
        yield Facts(tuple((row.get("what", ""), row.get("value", "")) for row in value.rows))
    elif len(ids) == 1:
        yield Bullets(tuple(row.get(ids[0], "") for row in value.rows))
    else:
        found = shown(field.spec, value, private=private)
        yield from (one for one in (found.above, found.table) if one)
        if name in CARDS:
            yield from found.cards
        elif found.cards:
            cards.append((field, found.cards))
            told = _("More on each of them stands under “Details”.")
            yield Words(told, "note", f"{_anchor(field)}-details")


def _chain(field: Field) -> Layers:
    """Return the results chain in layers, from impact down to inputs, then what has no level yet."""
    raw = [mapping(row) for row in sequence(mapping(field.value.raw).get("nodes"))]
    known: dict[str, list[Node]] = {str(stage): [] for stage in reversed(STAGES)}
    loose: list[Node] = []
    for row, text in zip(raw, field.value.rows, strict=True):
        node = Node(
            code=text.get("code", ""),
            text=text.get("text", ""),
            leads_to=tuple(named(row.get("leads_to"))),
            details=tuple(
                (heading(CHAIN, column), text[column.id])
                for column in field.value.columns
                if column.id not in {"code", "text", "stage", "leads_to"} and text.get(column.id)
            ),
        )
        known.get(str(row.get("stage")), loose).append(node)
    layers = [(stage_name(stage), tuple(known[str(stage)])) for stage in reversed(STAGES)]
    if loose:
        layers.append((_("Without a level yet"), tuple(loose)))
    return Layers(title(field.spec), tuple(layers))


def _thread(plan: Plan) -> Iterator[Element]:
    yield Heading(2, _("The golden thread: from gap to indicator"), "thread", own_page=True)
    header, rows = plans.thread_table(plans.values_of(plan))
    result = plans.thread(plan)
    if result.interpretation:
        yield Words(result.interpretation)
    if rows:
        caption = _("Gap, objective, initiative and indicator, strand by strand")
        cells = (tuple(_NEXT_CODE.sub("\n", cell) for cell in row) for row in rows)
        yield Grid(caption, tuple(header), tuple(cells))


def _open(plan: Plan) -> Iterator[Element]:
    """Yield what is still open, by chapter, and where the Plan does not hold together."""
    yield Heading(2, _("What is still open"), "open")
    result = plans.completeness(plan)
    yield Words(result.interpretation)
    if result.notes:
        yield Words(_("Where the Plan does not hold together yet:"))
        yield Bullets(tuple(result.notes), own=False)
    nothing = True
    for section in plan.sections:
        if section.id not in plan.existing:
            continue
        fields = [field for field in section.fields if not field.filled]
        if fields:
            nothing = False
            yield Words(
                _("Chapter {number}, {section}:").format(number=section.built_in, section=section.title)
            )
            yield Bullets(tuple(map(_what_is_open, fields)), own=False)
    if nothing:
        yield Words(_("Every part of the Plan is written."))


def _what_is_open(field: Field) -> str:
    template = {
        ("empty", True): _("{label}: not written yet, required ({exercise})"),
        ("empty", False): _("{label}: not written ({exercise})"),
        ("begun", True): _("{label}: begun, required ({exercise})"),
        ("begun", False): _("{label}: begun ({exercise})"),
    }[field.value.state, field.spec.required]
    return template.format(label=title(field.spec), exercise=field.spec.written_in)


def _form(plan: Plan) -> Iterator[Element]:
    """Yield the whole Plan as a form to fill in."""
    exercises = plans.all_exercises()
    for section in plan.sections:
        yield Heading(2, _heading(section), section.id.lower())
        for field in section.fields:
            yield Heading(3, title(field.spec), _anchor(field))
            yield from form_of(field.spec, exercises)
