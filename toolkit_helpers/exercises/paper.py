"""The print twin of an exercise: the same questions as boxes, lines, grids and cards for a pen.

``blocks`` turns an exercise into neutral blocks; ``paper_markdown`` and ``paper_html`` write them, and
``handouts`` writes them as Typst.  The order is the one of the author's file, so every copy in the
room looks the same, and neither a key nor a feedback text is ever read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import singledispatch
from math import ceil
from string import ascii_uppercase

from ..i18n import gettext as _
from ..i18n import ngettext
from ..vocabulary import LEVELS, MATURITY, PILLARS
from . import model
from .paper_aids import aid
from .paper_blocks import (
    AnswerBox,
    AxisWords,
    Block,
    DataTable,
    GridForm,
    Item,
    Listing,
    MapForm,
    MatchColumns,
    NumberItems,
    Paragraph,
    Prompt,
    Roles,
    Rubric,
    ScaleForm,
    Steps,
    TickOptions,
    Title,
    WriteLines,
)
from .paper_fields import beside_matrix, form, matrix, table
from .paper_inputs import figures_needed
from .phrases import phrases

# Written by hand, a line of 17 cm holds about nine words.
_WORDS_PER_LINE = 9
_LINES_BESIDE_A_MATRIX = 8
_MOST_NAMES_ON_A_MAP = 12


def blocks(exercise: model.Exercise, *, facts: Mapping[str, float | str] | None = None) -> list[Block]:
    """Return the print twin of an exercise.

    Parameters
    ----------
    facts
        Facts of the team's country (``facts.for_country``).  With them, the figures that a
        calculation starts from are printed; what the exercise asks for never is.
    """
    found: list[Block] = [Title(exercise.id, exercise.title, tuple(_headline(exercise)))]
    if exercise.intro:
        found.append(Paragraph(exercise.intro))
    if exercise.print_note:
        found.append(Paragraph(exercise.print_note, note=True))
    if exercise.print_instead:
        return [*found, Paragraph(exercise.print_instead, note=True)]
    needed = figures_needed(exercise, facts or {})
    if needed:
        found.append(needed)
    several = len(exercise.parts) > 1
    for number, part in enumerate(exercise.parts, start=1):
        twin = list(_part(part, str(number) if several else "", exercise))
        if exercise.print_note and not several:
            # The author's own words replace the general ones.
            twin = [
                block for block in twin if not (isinstance(block, Paragraph) and block.text in _manners())
            ]
        found.extend(twin)
    return found + aid(exercise)


def _manners() -> tuple[str, ...]:
    """Return how each kind is filled in, in general words."""
    return (
        _("Tick one box."),
        _("Tick all that apply."),
        _("Draw a line from each text on the left to its partner on the right."),
        _("Write 1 into the box of what comes first, then 2, and so on."),
        _("Tick one box in each row."),
    )


def _headline(exercise: model.Exercise) -> Iterator[str]:
    if exercise.minutes:
        yield ngettext("{n} minute", "{n} minutes", exercise.minutes).format(n=exercise.minutes)
    yield grouping(exercise)
    if exercise.grouping_note:
        yield exercise.grouping_note.rstrip(".")
    if exercise.core:
        yield _("core exercise")


def grouping(exercise: model.Exercise) -> str:
    """Return in words who works together: ``alone, then in the team``."""
    words = phrases()
    text = words[f"grouping_{exercise.grouping[0]}"]
    for letter in exercise.grouping[1:]:
        text = words["grouping_then"].format(first=text, second=words[f"grouping_{letter}"])
    return text


def _part(part: model.AnyPart, number: str, exercise: model.Exercise) -> Iterator[Block]:
    if isinstance(part, model.Number):
        yield AnswerBox(number, part.prompt or _("Your number"), part.unit, part.help, part.print_lines)
        return
    if part.prompt or number:
        yield Prompt(number, part.prompt)
    if part.help:
        yield Paragraph(part.help, note=True)
    yield from _form(part, exercise)
    if part.print_lines and not isinstance(part, model.FreeText | model.Activity) and not _reasons(part):
        yield WriteLines(part.print_lines)


def _reasons(part: model.Part) -> bool:
    """Whether the lines of a choice stand under its options, one for each."""
    return isinstance(part, model.Choice) and part.print_lines == len(part.options)


@singledispatch
def _form(part: model.Part, exercise: model.Exercise) -> Iterator[Block]:
    """Yield the blocks of one kind of part."""
    raise TypeError(f"no print twin for {type(part).__name__}")


@_form.register
def _choice(part: model.Choice, exercise: model.Exercise) -> Iterator[Block]:
    yield Paragraph(_("Tick all that apply.") if part.multiple else _("Tick one box."), note=True)
    options = (
        Item(letter, option.text) for letter, option in zip(ascii_uppercase, part.options, strict=False)
    )
    yield TickOptions(tuple(options), part.multiple, _reasons(part))


@_form.register
def _match(part: model.Match, exercise: model.Exercise) -> Iterator[Block]:
    yield Paragraph(_("Draw a line from each text on the left to its partner on the right."), note=True)
    left = tuple(Item(letter, line.text) for letter, line in zip(ascii_uppercase, part.left, strict=False))
    right = tuple(Item(str(place), entry.text) for place, entry in enumerate(part.right, start=1))
    yield MatchColumns(left, right)


@_form.register
def _order(part: model.Order, exercise: model.Exercise) -> Iterator[Block]:
    yield Paragraph(_("Write 1 into the box of what comes first, then 2, and so on."), note=True)
    texts = {item.id: item.text for item in part.items}
    # ``items`` stand in the right order, so only ``start`` may reach the paper.
    yield NumberItems(tuple(texts[name] for name in part.start))


@_form.register
def _grid(part: model.Grid, exercise: model.Exercise) -> Iterator[Block]:
    boxes = {
        "current": Item(_("C"), _("current level, 1 to 5")),
        "target": Item(_("T"), _("target level, 1 to 5")),
        "importance": Item(_("I"), _("importance, 1 to 5")),
        "urgency": Item(_("U"), _("urgency, 1 to 5")),
    }
    lines = {
        "evidence": Item(_("E"), _("evidence")),
        "raters": Item(_("R"), _("current level that each rater saw, such as 2, 3, 3")),
    }
    yield GridForm(
        rows=tuple(Item(code, PILLARS[code]) for code in part.rows),
        columns=tuple(Item(code, LEVELS[code]) for code in part.columns),
        boxes=tuple(boxes[name] for name in part.fields if name in boxes),
        lines=tuple(lines[name] for name in part.fields if name in lines),
        scale=tuple(Item(str(step), name) for step, (name, _text) in MATURITY.items()),
    )
    if part.questions:
        header = (_("Pillar"), *(LEVELS[column] for column in part.columns))
        asked = tuple(
            (
                f"{row} {PILLARS[row]}",
                *(part.questions.get(f"{row}.{column}", "–") for column in part.columns),
            )
            for row in part.rows
            if any(f"{row}.{column}" in part.questions for column in part.columns)
        )
        yield DataTable(_("Guiding questions"), header, asked)


@_form.register
def _scale(part: model.Scale, exercise: model.Exercise) -> Iterator[Block]:
    yield Paragraph(_("Tick one box in each row."), note=True)
    steps = tuple(range(part.minimum, part.maximum + 1))
    yield ScaleForm(tuple(item.text for item in part.items), part.low, part.high, steps)


@_form.register
def _map(part: model.Map2x2, exercise: model.Exercise) -> Iterator[Block]:
    names = 0
    if part.source:
        source = exercise.part(part.source.part)
        if isinstance(source, model.Table):
            names = min(len(source.rows) or source.maximum_rows, _MOST_NAMES_ON_A_MAP)
        labels = {column.id: column.label for column in getattr(source, "columns", ())}
        yield Paragraph(_("Write the name of each row of your table where it belongs."), note=True)
        if part.source.size:
            text = _("Draw a small, middle or large circle around it for “{column}”.")
            yield Paragraph(text.format(column=labels.get(part.source.size, part.source.size)), note=True)
    else:
        yield Paragraph(_("Write each letter where it belongs."), note=True)
    items = tuple(Item(letter, item.text) for letter, item in zip(ascii_uppercase, part.items, strict=False))
    across = AxisWords(part.x.label, part.x.low, part.x.high)
    upward = AxisWords(part.y.label, part.y.low, part.y.high)
    yield MapForm(across, upward, tuple(part.quadrants), items, names)


@_form.register
def _table(part: model.Table, exercise: model.Exercise) -> Iterator[Block]:
    if part.matrix:
        yield matrix(part)
        for label in beside_matrix(part):
            yield WriteLines(_LINES_BESIDE_A_MATRIX, label)
    else:
        yield table(part, exercise)
    if part.starters:
        yield Listing(_("Ideas to start from, if you like"), tuple(part.starters))


@_form.register
def _fields(part: model.Form, exercise: model.Exercise) -> Iterator[Block]:
    yield form(part, exercise)


@_form.register
def _text(part: model.FreeText, exercise: model.Exercise) -> Iterator[Block]:
    if part.max_words:
        yield Paragraph(_("At most {n} words.").format(n=part.max_words), note=True)
    lines = part.print_lines or (ceil(part.max_words / _WORDS_PER_LINE) + 1 if part.max_words else 6)
    yield WriteLines(lines, words=part.max_words or 0)
    if part.rubric:
        yield Rubric(tuple(criterion.text for criterion in part.rubric))


@_form.register
def _activity(part: model.Activity, exercise: model.Exercise) -> Iterator[Block]:
    yield Steps(tuple(part.steps))
    if part.timers:
        clock = (
            _("{label}: {minutes:g} min").format(label=timer.label, minutes=timer.minutes)
            for timer in part.timers
        )
        yield Listing(_("Clock"), tuple(clock))
    if part.roles:
        yield Roles(tuple(Item(role.name, role.card) for role in part.roles))
    if part.result or part.print_lines:
        yield WriteLines(part.print_lines or 6, part.result)
