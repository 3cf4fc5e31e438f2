"""The print twin as Markdown, for a notebook's ``text/markdown`` output."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import singledispatch

from ..i18n import gettext as _
from . import paper_blocks as b
from .paper_text import clean, paragraphs, plain

BOX = "☐"
_SPECIAL = re.compile(r"([\\`*_\[\]<>&#$|~^!])")
_OPENING = re.compile(r"^(\s*)(?:([-+=:])|(\d+)([.)]))", re.MULTILINE)
_MARKS = {"": "", "strong": "**", "emphasis": "*"}


def write(blocks: Iterable[b.Block], level: int = 3) -> str:
    """Return the blocks as Markdown; ``level`` is the level of the exercise's heading."""
    parts = [_title(block, level) if isinstance(block, b.Title) else _write(block) for block in blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    r"""Return a text in which no character is read as Markdown or HTML.

    >>> escape("<b>1_000</b> [x](y)")
    '\\<b\\>1\\_000\\</b\\> \\[x\\](y)'
    """
    safe = _SPECIAL.sub(r"\\\1", " ".join(clean(text).split()))
    return _OPENING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", safe)


def _inline(text: str) -> str:
    return "\n\n".join(
        "".join(
            f"{_MARKS[span.style]}{escape(span.text) if span.style else _part(span.text)}{_MARKS[span.style]}"
            for span in paragraph
        )
        for paragraph in paragraphs(text)
    )


def _part(text: str) -> str:
    """Escape a stretch between marks and keep the spaces at its ends."""
    head = " " if text[:1] == " " else ""
    tail = " " if text[-1:] == " " and text.strip() else ""
    return f"{head}{escape(text)}{tail}"


def _line(text: str) -> str:
    return _inline(text).replace("\n\n", "<br>")


def _labelled(item: b.Item) -> str:
    return f"**{escape(item.label)}** {_line(item.text)}"


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell or ' ' for cell in line)} |" for line in lines)


def _hint(*texts: str) -> str:
    return " ".join(f"({escape(text)})" for text in texts if text)


@singledispatch
def _write(block: b.Block) -> str:
    """Return one block as Markdown."""
    raise TypeError(f"no Markdown for {type(block).__name__}")


def _title(block: b.Title, level: int) -> str:
    facts = " · ".join(map(escape, block.facts))
    return f"{'#' * level} {escape(block.id)} · {escape(block.title)}" + (f"\n\n*{facts}*" if facts else "")


@_write.register
def _prompt(block: b.Prompt) -> str:
    number = f"**{block.number}.** " if block.number else ""
    return number + _inline(block.text)


@_write.register
def _paragraph(block: b.Paragraph) -> str:
    return f"*{escape(plain(block.text))}*" if block.note else _inline(block.text)


@_write.register
def _ticks(block: b.TickOptions) -> str:
    because = _("because")
    line = f"<br>{because} …" if block.reasons else ""
    return _bullets(f"{BOX} **{escape(item.label)}** {_line(item.text)}{line}" for item in block.options)


@_write.register
def _match(block: b.MatchColumns) -> str:
    size = max(len(block.left), len(block.right))
    pairs = [
        [f"**{escape(item.label)}** {_line(item.text)}" for item in column] + [""] * (size - len(column))
        for column in (block.left, block.right)
    ]
    return _rows((_("Left"), _("Right")), zip(*pairs, strict=True))


@_write.register
def _order(block: b.NumberItems) -> str:
    return _bullets(f"{BOX} {_line(item)}" for item in block.items)


@_write.register
def _lines(block: b.WriteLines) -> str:
    label = f"{_inline(block.label)}:" if block.label else _("Your text:")
    return "  \n".join([label, *["…"] * min(block.count, 3)])


@_write.register
def _number(block: b.AnswerBox) -> str:
    number = f"**{block.number}.** " if block.number else ""
    note = f"\n\n*{escape(plain(block.help))}*" if block.help else ""
    label = _("Answer:")
    answer = f"{number}{_inline(block.text)}{note}\n\n{label} … {escape(block.unit)}".rstrip()
    if block.lines:
        answer += "\n\n" + _lines(b.WriteLines(block.lines, _("Your calculation")))
    return answer


@_write.register
def _grid(block: b.GridForm) -> str:
    legend = _bullets(_labelled(item) for item in (*block.boxes, *block.lines))
    scale = " · ".join(f"{escape(item.label)} {escape(item.text)}" for item in block.scale)
    cell = " ".join(f"{escape(box.label)} {BOX}" for box in block.boxes)
    cell += "".join(f"<br>{escape(line.label)} …" for line in block.lines)
    header = (_("Pillar"), *(f"{escape(column.label)} {escape(column.text)}" for column in block.columns))
    rows = (
        [f"**{escape(row.label)}** {escape(row.text)}", *[cell] * len(block.columns)] for row in block.rows
    )
    return f"{legend}\n\n{scale}\n\n{_rows(header, rows)}"


def _head(field: b.FormField) -> str:
    return " ".join(filter(None, (escape(field.label), _hint(field.hint))))


def _ways(field: b.FormField) -> str:
    return " ".join(f"{BOX} {escape(choice)}".rstrip() for choice in field.choices)


@_write.register
def _table(block: b.TableForm) -> str:
    header = (escape(block.row_name) or "–", *map(_head, block.columns))
    empty = [_ways(column) for column in block.columns]
    form = _rows(header, ([f"**{escape(row)}**" if row else "", *empty] for row in block.rows))
    legend = _bullets(f"**{escape(item.lead)}** {_line(item.text)}" for item in block.legend)
    return "\n\n".join(filter(None, (legend, form)))


@_write.register
def _fields(block: b.FormFields) -> str:
    return _bullets(
        f"**{escape(field.label)}** {_hint(field.help, field.hint)} {_ways(field) or '…'}".replace("  ", " ")
        for field in block.fields
    )


@_write.register
def _short_fields(block: b.ShortFields) -> str:
    return " · ".join(f"**{escape(label)}** …" for label in block.labels)


@_write.register
def _scale(block: b.ScaleForm) -> str:
    first, *middle, last = block.steps
    header = ("", f"{first} ({escape(block.low)})", *map(str, middle), f"{last} ({escape(block.high)})")
    return _rows(header, ([_line(item), *[BOX] * len(block.steps)] for item in block.items))


@_write.register
def _map(block: b.MapForm) -> str:
    across, upward = block.x, block.y
    header = (
        _("{up} (upward), {across} (to the right)").format(
            up=escape(upward.label), across=escape(across.label)
        ),
        escape(across.low),
        escape(across.high),
    )
    cells = [f"*{escape(name)}*" for name in block.quadrants]
    rows = [(f"**{escape(upward.high)}**", *cells[:2]), (f"**{escape(upward.low)}**", *cells[2:])]
    items = _bullets(map(_labelled, block.items))
    return "\n\n".join(filter(None, (items, _rows(header, rows))))


@_write.register
def _steps(block: b.Steps) -> str:
    return "\n".join(f"{place}. {BOX} {_line(step)}" for place, step in enumerate(block.steps, start=1))


@_write.register
def _roles(block: b.Roles) -> str:
    title = _("Role cards")
    cards = _bullets(f"**{escape(card.label)}**: {_line(card.text)}" for card in block.cards)
    return f"{title}:\n\n{cards}"


@_write.register
def _listing(block: b.Listing) -> str:
    return f"{escape(block.title)}:\n\n{_bullets(map(_line, block.items))}"


@_write.register
def _rubric(block: b.Rubric) -> str:
    header = (_("Criterion"), _("0 missing"), _("1 beginning"), _("2 sound"), _("3 convincing"))
    return _rows(header, ([_line(criterion), *[BOX] * 4] for criterion in block.criteria))


@_write.register
def _data(block: b.DataTable) -> str:
    rows = ([_line(cell) for cell in row] for row in block.rows)
    return f"{_inline(block.caption)}:\n\n{_rows(tuple(map(escape, block.header)), rows)}"
