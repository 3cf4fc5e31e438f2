"""The print twin as Typst: calls of the functions in ``templates/handout.typ``.

Texts reach Typst as string literals only, so no character of an author or a participant is ever read
as markup or code.  Forms that need a page of their own are returned apart, as sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import singledispatchmethod
from math import ceil

from ..exercises import paper_blocks as b
from ..exercises.paper_text import Span, clean, paragraphs, split_paragraphs
from ..i18n import gettext as _

_LINES_TO_COUNT_ON = 8
_LONG_TABLE, _LONG_CELL, _MANY_LETTERS = 12, 300, 1200
_MM_FOR_ROWS_OF_A_SHEET, _MM_FOR_A_PEN = 146, 9
_LONG_TEXT = 900
"""Letters of an introduction from which on only its last paragraph stays with the question below it."""
_SHORT_NAME, _LONG_NAME, _SENTENCE = 4, 24, 80
_MM_OF_A_PAGE, _MM_OF_A_WIDTH = 158, 15
_WIDEST = 24
_CALLS = {"strong": "strong", "emphasis": "emph"}


def string(text: str) -> str:
    r"""Return a text as a Typst string literal.

    >>> print(string('#import "x" $ \\ end'))
    "#import \"x\" $ \\ end"
    """
    safe = clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{safe}"'


def content(text: str) -> str:
    """Return a text with its marks as a Typst content block.

    >>> content("a **b**")
    '[#"a "#strong("b")]'
    """
    parts = ("".join(map(_span, paragraph)) for paragraph in paragraphs(text))
    return f"[{'#parbreak()'.join(parts)}]"


def _span(span: Span) -> str:
    literal = string(span.text)
    return f"#{_CALLS[span.style]}({literal})" if span.style else f"#{literal}"


def array(items: Iterable[str]) -> str:
    """Return Typst expressions as an array, also with one item or none."""
    return f"({''.join(f'{item}, ' for item in items)})"


def optional(text: str) -> str:
    """Return a text as content, or ``none`` where there is none."""
    return content(text) if text.strip() else "none"


@dataclass(frozen=True)
class Sheet:
    """A form with a page of its own."""

    name: str
    title: str
    flipped: bool
    code: str


@dataclass
class Writer:
    """Writes blocks, and gathers the sheets that they ask for.

    ``compact`` leaves out the room for handwriting, for an edition that nobody writes on.
    """

    level: int = 3
    compact: bool = False
    sheets: list[Sheet] = field(default_factory=list)
    _exercise: str = ""

    def write(self, blocks: Iterable[b.Block], *, titled: bool = True) -> str:
        """Return the blocks as Typst markup; ``titled`` is false if a heading stands above already."""
        lines = []
        for block in blocks:
            if isinstance(block, b.Title):
                self._exercise = f"{block.id} {block.title}"
                lines.append(self._title(block, titled))
            else:
                lines.append(self._write(block))
        return "\n".join(line for line in lines if line)

    def _title(self, block: b.Title, titled: bool) -> str:
        facts = string(" · ".join(block.facts))
        if not titled:
            return f"#exercise-continued({facts})"
        return f"#exercise({self.level}, {string(block.id)}, {string(block.title)}, {facts})"

    def _sheet(self, code: str, *, flipped: bool) -> str:
        number = len(self.sheets) + 1
        name = f"sheet-{number}"
        title = _("Sheet {number}: {exercise}").format(number=number, exercise=self._exercise)
        self.sheets.append(Sheet(name, title, flipped, code))
        words = _("Use sheet {number} on page {page}.").replace("{number}", str(number))
        return f"#pointer({string(words)}, <{name}>)"

    @singledispatchmethod
    def _write(self, block: b.Block) -> str:
        """Return one block as Typst markup."""
        raise TypeError(f"no Typst for {type(block).__name__}")

    @_write.register
    def _prompt(self, block: b.Prompt) -> str:
        return f"#prompt({string(block.number)}, {content(block.text)})"

    @_write.register
    def _paragraph(self, block: b.Paragraph) -> str:
        if block.note:
            return f"#note({content(block.text)})"
        *before, last = [block.text] if len(block.text) <= _LONG_TEXT else split_paragraphs(block.text)
        return "".join(f"#block({content(text)})\n" for text in before) + f"#lead({content(last)})"

    @_write.register
    def _ticks(self, block: b.TickOptions) -> str:
        because = string(_("because"))
        reason = f" + because({because})" if block.reasons and not self.compact else ""
        return f"#ticks({', '.join(labelled(option) + reason for option in block.options)})"

    @_write.register
    def _match(self, block: b.MatchColumns) -> str:
        return f"#match({array(map(labelled, block.left))}, {array(map(labelled, block.right))})"

    @_write.register
    def _order(self, block: b.NumberItems) -> str:
        return f"#{'list' if self.compact else 'places'}({', '.join(map(content, block.items))})"

    @_write.register
    def _lines(self, block: b.WriteLines) -> str:
        if self.compact:
            return ""
        per_line = ceil(block.words / block.count) if block.count >= _LINES_TO_COUNT_ON else 0
        return f"#writing({block.count}, label: {optional(block.label)}, per-line: {per_line})"

    @_write.register
    def _number(self, block: b.AnswerBox) -> str:
        if self.compact:
            note = f"\n#note({content(block.help)})" if block.help else ""
            return f"#prompt({string(block.number)}, {content(block.text)}){note}"
        unit, help_ = string(block.unit), optional(block.help)
        lines = self._lines(b.WriteLines(block.lines, _("Your calculation"))).removeprefix("#")
        number, text, below = string(block.number), content(block.text), lines if block.lines else "none"
        return f"#answerbox({number}, {text}, {unit}, {help_}, {below})"

    @_write.register
    def _grid(self, block: b.GridForm) -> str:
        legend = _legend((*block.boxes, *block.lines))
        if self.compact:
            return f"#block({legend})"
        scale = _legend(block.scale)
        heads = array(map(labelled, block.columns))
        rows = array(map(labelled, block.rows))
        boxes, lines = (array(string(item.label) for item in items) for items in (block.boxes, block.lines))
        corner = string(_("Pillar"))
        code = f"#capacity-grid({corner}, {heads}, {rows}, {boxes}, {lines}, {legend}, {scale})"
        return self._sheet(code, flipped=True)

    @_write.register
    def _table(self, block: b.TableForm) -> str:
        entries = (f"{content(f'**{_plain(item.lead)}** {item.text}')}" for item in block.legend)
        legend = "".join(f"#legend-line({entry})\n" for entry in entries)
        if self.compact:
            names = _("Columns: {names}").format(names=" · ".join(column.label for column in block.columns))
            return f"{legend}#note({content(names)})"
        form = "\n".join(_form(block, columns) for columns in _bands(block.columns))
        return f"{legend}{self._sheet(form, flipped=True)}" if block.wide else legend + form

    @_write.register
    def _short_fields(self, block: b.ShortFields) -> str:
        return f"#short-fields({', '.join(map(string, block.labels))})"

    @_write.register
    def _fields(self, block: b.FormFields) -> str:
        entries = (
            f"(name: {string(entry.label)}, hint: {string(entry.hint)}, help: {optional(entry.help)}, "
            f"words: {array(map(string, entry.choices))}, lines: {0 if self.compact else entry.lines})"
            for entry in block.fields
        )
        return f"#fields({', '.join(entries)})"

    @_write.register
    def _scale(self, block: b.ScaleForm) -> str:
        first, *middle, last = block.steps
        ends = (f"{first} {block.low}", *map(str, middle), f"{last} {block.high}")
        heads = array(map(string, (_("Statement"), *ends)))
        return f"#scale-table({heads}, {array(map(content, block.items))}, 16mm)"

    @_write.register
    def _map(self, block: b.MapForm) -> str:
        across, upward = (
            f"(name: {string(axis.label)}, low: {string(axis.low)}, high: {string(axis.high)})"
            for axis in (block.x, block.y)
        )
        if self.compact:
            return f"#block({string(', '.join(block.quadrants))})"
        legend = f"list({', '.join(map(labelled, block.items))})" if block.items else "none"
        quadrants = array(map(string, block.quadrants))
        code = f"#square(160mm, {across}, {upward}, {quadrants}, {legend}, {block.names})"
        return self._sheet(code, flipped=False)

    @_write.register
    def _steps(self, block: b.Steps) -> str:
        return f"#steps({', '.join(map(content, block.steps))})"

    @_write.register
    def _roles(self, block: b.Roles) -> str:
        if self.compact:
            title = string(_("Role cards"))
            cards = ", ".join(content(f"**{_plain(card.label)}:** {card.text}") for card in block.cards)
            return f"#listing({title}, {cards})"
        cards = ", ".join(
            f"(name: {string(card.label)}, words: {content(card.text)})" for card in block.cards
        )
        return self._sheet(f"#role-cards({cards})", flipped=False)

    @_write.register
    def _listing(self, block: b.Listing) -> str:
        return f"#listing({string(block.title)}, {', '.join(map(content, block.items))})"

    @_write.register
    def _rubric(self, block: b.Rubric) -> str:
        words = (_("Criterion"), _("0 missing"), _("1 beginning"), _("2 sound"), _("3 convincing"))
        return f"#scale-table({array(map(string, words))}, {array(map(content, block.criteria))}, 23mm)"

    @_write.register
    def _data(self, block: b.DataTable) -> str:
        return data_table(block)


def data_table(block: b.DataTable, size: str = "") -> str:
    """Return a table to read, its columns as wide as their longest texts ask for.

    ``size`` is the size of its letters; left out, a long table is set smaller.  A short one stays on one
    page.
    """
    columns = [list(map(len, column)) for column in zip(block.header, *block.rows, strict=True)]
    widths = ["auto" if max(lengths) <= 14 else f"{min(60, max(lengths))}fr" for lengths in columns]
    crowded = max(map(max, columns)) > _LONG_CELL
    size = size or ("7.5pt" if crowded else "8pt" if len(block.rows) > _LONG_TABLE else "9pt")
    rows = array(array(map(content, row)) for row in block.rows)
    heads = array(map(content, block.header))
    high = len(block.rows) > _LONG_TABLE or sum(map(sum, columns)) > _MANY_LETTERS
    breakable = "true" if crowded or high else "false"
    return (
        f"#data-table({optional(block.caption)}, {array(widths)}, {heads}, {rows}, "
        f"size: {size}, breakable: {breakable})"
    )


def labelled(item: b.Item) -> str:
    """Return an item with its letter, number or name in front."""
    return f"[#strong({string(item.label)}) #h(0.6mm)#{content(item.text)}]"


def _legend(items: Iterable[b.Item]) -> str:
    return f"[{'#h(4mm, weak: true)'.join(f'#box({labelled(item)})' for item in items)}]"


def _head(column: b.FormField) -> str:
    hint = f'#linebreak()#text(7.5pt, weight: "regular", {string(column.hint)})' if column.hint else ""
    return f"[#{string(column.label)}{hint}]"


def _choices(column: b.FormField) -> str:
    return f"tick-words({array(map(string, column.choices))}, direction: ttb)" if column.choices else "[]"


def _bands(columns: Sequence[b.FormField]) -> list[list[b.FormField]]:
    """Divide columns that are too many for one sheet into tables of about the same width, in their order."""
    total = sum(column.width for column in columns)
    share = total / ceil(total / _WIDEST)
    bands: list[list[b.FormField]] = []
    done = 0
    for column in columns:
        if not bands or done + column.width / 2 > len(bands) * share:
            bands.append([])
        bands[-1].append(column)
        done += column.width
    return bands


def _form(block: b.TableForm, columns: Sequence[b.FormField]) -> str:
    """Write the empty rows under some of a table's columns, each row with its name."""
    first = _name_width(max(map(len, block.rows)), sum(column.width for column in columns))
    heads = [f"[#{string(block.row_name)}]", *map(_head, columns)]
    widths = array([first, *(f"{column.width}fr" for column in columns)])
    empty = [_choices(column) for column in columns]
    sentences = max(map(len, block.rows), default=0) > _SENTENCE
    rows = array(array([_name(row, bold=not sentences), *empty]) for row in block.rows)
    return f"#form-table({widths}, {array(heads)}, {rows}, {_height(block)}mm)"


def _name_width(longest: int, beside: int) -> str:
    """Return the width of the names of rows; whole sentences take what narrow columns beside them leave."""
    if not longest:
        return "42mm"
    if longest <= _LONG_NAME:
        return "auto" if longest <= _SHORT_NAME else "30mm"
    least = 46 if longest <= _SENTENCE else 60
    return f"{max(least, min(100, _MM_OF_A_PAGE - _MM_OF_A_WIDTH * beside))}mm"


def _name(row: str, *, bold: bool) -> str:
    """Return the name of a row, bold unless the rows are sentences; then only what stands before a colon."""
    if not row:
        return "[]"
    name, colon, rest = _plain(row).partition(": ")
    if colon and (len(row) > _LONG_NAME or not bold):
        return content(f"**{name}:** {rest}")
    return content(f"**{_plain(row)}**" if bold else row)


def _height(block: b.TableForm) -> int:
    """Return the least height of a row in mm: room for a pen and for the boxes."""
    written = max((column.width for column in block.columns), default=1)
    boxes = max((len(column.choices) for column in block.columns), default=0)
    least = max({5: 20, 4: 15}.get(written, 11), 3 + ceil(5.6 * boxes))
    fitting = max(_MM_FOR_A_PEN, _MM_FOR_ROWS_OF_A_SHEET // len(block.rows))
    return min(least, fitting) if block.wide else least


def _plain(text: str) -> str:
    return text.replace("*", "")
