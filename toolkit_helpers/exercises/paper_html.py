"""The print twin as HTML: escaped, semantic, without script and without style.

The same fragment stands in a notebook's ``text/html`` output, where a code host or JupyterLab shows it
as it is, and in the handout page, whose style sheet turns its ``tk-`` classes into boxes and lines.
What only the eye needs, such as an empty box, is hidden from a screen reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from html import escape as _escape

from ..i18n import gettext as _
from . import paper_blocks as b
from .paper_text import clean, paragraphs, plain

BOX = '<span class="tk-box" aria-hidden="true">☐</span>'
BLANK = f'<span class="tk-blank" aria-hidden="true">{"_" * 24}</span>'
LINE = f'<span class="tk-line" aria-hidden="true">{"_" * 60}</span>'
_TAGS = {"strong": "strong", "emphasis": "em"}


def write(blocks: Iterable[b.Block], level: int = 3) -> str:
    """Return the blocks as one HTML fragment; ``level`` is the level of the exercise's heading."""
    body = "\n".join(
        _title(block, level) if isinstance(block, b.Title) else _write(block) for block in blocks
    )
    return f'<div class="tk-paper">\n{body}\n</div>'


def escape(text: str) -> str:
    """Return a text that HTML shows as it is, also inside an attribute.

    >>> escape('<b a="1">')
    '&lt;b a=&quot;1&quot;&gt;'
    """
    return _escape(clean(text), quote=True)


def inline(text: str) -> str:
    """Return a text with its marks; paragraphs are parted by line breaks."""
    return "<br><br>".join(
        "".join(_span(span.text, span.style) for span in paragraph) for paragraph in paragraphs(text)
    )


def _span(text: str, style: str) -> str:
    tag = _TAGS.get(style)
    return f"<{tag}>{escape(text)}</{tag}>" if tag else escape(text)


def paragraphs_html(text: str, lead: str = "", kind: str = "") -> str:
    """Return the paragraphs of a text as ``<p>``; ``lead`` is HTML that opens the first one."""
    class_ = f' class="{kind}"' if kind else ""
    texts = ["".join(_span(span.text, span.style) for span in paragraph) for paragraph in paragraphs(text)]
    texts = [lead + (texts[0] if texts else ""), *texts[1:]]
    return "\n".join(f"<p{class_}>{content}</p>" for content in texts)


def _list(items: Iterable[str], kind: str, tag: str = "ul") -> str:
    content = "".join(f"<li>{item}</li>" for item in items)
    return f'<{tag} class="{kind}">{content}</{tag}>'


def _label(item: b.Item) -> str:
    return f"<strong>{escape(item.label)}</strong> {inline(item.text)}"


def table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str = "",
    kind: str = "",
    named: bool = True,
) -> str:
    """Return a table of HTML cells with header cells for columns and, if ``named``, for rows."""
    title = f"<caption>{caption}</caption>" if caption else ""
    head = "".join(f'<th scope="col">{cell}</th>' if cell else "<td></td>" for cell in header)
    lines = []
    for row in rows:
        first, rest = (row[:1], row[1:]) if named else ((), row)
        cells = [f'<th scope="row">{cell}</th>' if cell else "<td></td>" for cell in first]
        cells += [f"<td>{cell}</td>" for cell in rest]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    class_ = f' class="{kind}"' if kind else ""
    return scrolling(
        f"<table{class_}>{title}<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>",
        caption or escape(_("Table")),
    )


def scrolling(content: str, name: str) -> str:
    """Return a wide table in a box of its own that scrolls, also by keyboard; ``name`` is escaped text."""
    return f'<div class="tk-scroll" tabindex="0" role="group" aria-label="{name}">{content}</div>'


@singledispatch
def _write(block: b.Block) -> str:
    """Return one block as HTML."""
    raise TypeError(f"no HTML for {type(block).__name__}")


def _title(block: b.Title, level: int) -> str:
    facts = f'\n<p class="tk-facts">{" · ".join(map(escape, block.facts))}</p>' if block.facts else ""
    return f'<h{level}><span class="tk-id">{escape(block.id)}</span> {escape(block.title)}</h{level}>{facts}'


@_write.register
def _prompt(block: b.Prompt) -> str:
    lead = f"<strong>{escape(block.number)}.</strong> " if block.number else ""
    return paragraphs_html(block.text, lead, "tk-prompt")


@_write.register
def _paragraph(block: b.Paragraph) -> str:
    return paragraphs_html(block.text, kind="tk-note" if block.note else "")


@_write.register
def _ticks(block: b.TickOptions) -> str:
    because = _("because")
    reason = f"<br>{escape(because)} {LINE}" if block.reasons else ""
    return _list((f"{BOX} {_label(item)}{reason}" for item in block.options), "tk-ticks")


@_write.register
def _match(block: b.MatchColumns) -> str:
    left = _list((f"{_label(item)}" for item in block.left), "tk-left")
    right = _list((f"{_label(item)}" for item in block.right), "tk-right")
    return f'<div class="tk-match">{left}{right}</div>'


@_write.register
def _order(block: b.NumberItems) -> str:
    return _list((f"{BOX} {inline(item)}" for item in block.items), "tk-ticks tk-order")


@_write.register
def _lines(block: b.WriteLines) -> str:
    label = f"<p>{inline(block.label)}</p>" if block.label else ""
    return f'{label}<p class="tk-lines">{"<br>".join([LINE] * block.count)}</p>'


@_write.register
def _number(block: b.AnswerBox) -> str:
    lead = f"<strong>{escape(block.number)}.</strong> " if block.number else ""
    note = paragraphs_html(block.help, kind="tk-note") if block.help else ""
    unit = f" {escape(block.unit)}" if block.unit else ""
    question = paragraphs_html(block.text, lead, "tk-prompt")
    label = _("Answer:")
    answer = f'<p class="tk-number">{escape(label)} {BLANK}{unit}</p>'
    below = _lines(b.WriteLines(block.lines, _("Your calculation"))) if block.lines else ""
    return question + note + answer + below


@_write.register
def _grid(block: b.GridForm) -> str:
    legend = _list(map(_label, (*block.boxes, *block.lines)), "tk-legend")
    scale = " · ".join(map(_label, block.scale))
    cell = " ".join(f"{escape(box.label)} {BOX}" for box in block.boxes)
    cell += "".join(f"<br>{escape(line.label)} {BLANK}" for line in block.lines)
    header = (escape(_("Pillar")), *map(_label, block.columns))
    rows = ([_label(row), *[cell] * len(block.columns)] for row in block.rows)
    return f"{legend}<p>{scale}</p>{table(header, rows, kind='tk-grid')}"


def _ways(field: b.FormField) -> str:
    return " ".join(f'<span class="tk-way">{BOX} {escape(way)}</span>' for way in field.choices)


def _head(field: b.FormField) -> str:
    hint = f" <small>({escape(field.hint)})</small>" if field.hint else ""
    return escape(field.label) + hint


@_write.register
def _table(block: b.TableForm) -> str:
    header = (escape(block.row_name), *map(_head, block.columns))
    empty = [_ways(column) for column in block.columns]
    rows = ([escape(row), *empty] for row in block.rows)
    legend = [f"<strong>{escape(item.lead)}</strong> {inline(item.text)}" for item in block.legend]
    return (_list(legend, "tk-legend") if legend else "") + table(header, rows, kind="tk-form")


@_write.register
def _fields(block: b.FormFields) -> str:
    lines = []
    for field in block.fields:
        help_ = f"<br><small>{inline(field.help)}</small>" if field.help else ""
        place = f"<br>{_ways(field)}" if field.choices else f"<br>{'<br>'.join([LINE] * field.lines)}"
        lines.append(f"<strong>{_head(field)}</strong>{help_}{place}")
    return _list(lines, "tk-fields")


@_write.register
def _short_fields(block: b.ShortFields) -> str:
    return _list((f"<strong>{escape(label)}</strong> {BLANK}" for label in block.labels), "tk-short")


@_write.register
def _scale(block: b.ScaleForm) -> str:
    first, *middle, last = block.steps
    ends = (f"{first} {escape(block.low)}", *map(str, middle), f"{last} {escape(block.high)}")
    header = (escape(_("Statement")), *ends)
    return table(header, ([inline(item), *[BOX] * len(block.steps)] for item in block.items), kind="tk-scale")


@_write.register
def _map(block: b.MapForm) -> str:
    across, upward = block.x, block.y
    text = _("{up} (upward) and {across} (to the right)")
    caption = escape(text.format(up=upward.label, across=across.label))
    names = [f"<em>{escape(name)}</em>" for name in block.quadrants]
    rows = [(escape(upward.high), *names[:2]), (escape(upward.low), *names[2:])]
    items = _list(map(_label, block.items), "tk-legend") if block.items else ""
    square = table(("", escape(across.low), escape(across.high)), rows, caption=caption, kind="tk-map")
    return items + square


@_write.register
def _steps(block: b.Steps) -> str:
    return _list((f"{BOX} {inline(step)}" for step in block.steps), "tk-steps", "ol")


@_write.register
def _roles(block: b.Roles) -> str:
    title = _("Role cards")
    cards = _list(
        (f"<strong>{escape(card.label)}</strong><br>{inline(card.text)}" for card in block.cards), "tk-cards"
    )
    return f"<p>{escape(title)}</p>{cards}"


@_write.register
def _listing(block: b.Listing) -> str:
    return f"<p>{escape(block.title)}</p>{_list(map(inline, block.items), 'tk-listing')}"


@_write.register
def _rubric(block: b.Rubric) -> str:
    header = (_("Criterion"), _("0 missing"), _("1 beginning"), _("2 sound"), _("3 convincing"))
    rows = ([inline(criterion), *[BOX] * 4] for criterion in block.criteria)
    return table(tuple(map(escape, header)), rows, kind="tk-scale")


@_write.register
def _data(block: b.DataTable) -> str:
    header = tuple(escape(cell) for cell in block.header)
    rows = (list(map(inline, row)) for row in block.rows)
    return table(header, rows, caption=escape(plain(block.caption)), kind="tk-data")
