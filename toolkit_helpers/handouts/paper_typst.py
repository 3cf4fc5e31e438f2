"""The print twin as Typst: calls of the functions in ``templates/handout.typ``.

Forms that need a page of their own are returned apart, as sheets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import singledispatchmethod
from math import ceil

from ..exercises import paper_blocks as b
from ..exercises.paper_text import plain, split_paragraphs
from ..i18n import gettext as _
from .typst_tables import bands, data_table, empty_table
from .typst_texts import array, content, labelled, optional, string

_LINES_TO_COUNT_ON = 8
_LONG_TEXT = 900
"""Of an introduction with more letters, only the last paragraph is kept with the question below it."""


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
        entries = (f"{content(f'**{plain(item.lead)}** {item.text}')}" for item in block.legend)
        legend = "".join(f"#legend-line({entry})\n" for entry in entries)
        if self.compact:
            names = _("Columns: {names}").format(names=" · ".join(column.label for column in block.columns))
            return f"{legend}#note({content(names)})"
        form = "\n".join(empty_table(block, columns) for columns in bands(block.columns))
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
            cards = ", ".join(content(f"**{plain(card.label)}:** {card.text}") for card in block.cards)
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


def _legend(items: Iterable[b.Item]) -> str:
    return f"[{'#h(4mm, weak: true)'.join(f'#box({labelled(item)})' for item in items)}]"
