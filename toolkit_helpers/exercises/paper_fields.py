"""Tables and forms on paper: how much room a column needs, what may be ticked, how rows are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from ..i18n import gettext as _
from . import model, references
from .paper_blocks import FormField, FormFields, Item, TableForm
from .table_rows import short_name

_WIDTHS = {"long": 5, "text": 4, "choice": 2, "date": 2, "country": 2, "language": 2, "ref": 2, "refs": 2}
# More or longer words than these do not fit into a cell and are named under the column's label.
_CHOICES_IN_A_CELL, _LETTERS_IN_A_CELL = 4, 44
_CHOICES_IN_A_FIELD, _LETTERS_IN_A_FIELD = 16, 500
_LETTERS_OF_A_NARROW_HEAD, _LETTERS_OF_A_NARROW_TICK = 9, 10
_HIGH_ROWS, _FEWEST_ROWS, _MANY_ROWS, _ROWS_OF_A_PAGE, _MOST_ROWS = 3, 4, 8, 10, 14


def table(part: model.Table, exercise: model.Exercise) -> TableForm:
    """Return the empty table.

    Fixed rows stand in it by their texts.  Where a check wants each value of a choice column a number of
    times, the paper names the rows after these values, so that nobody has to write them.
    """
    named, rows = _rows(part)
    columns = tuple(_field(column, exercise) for column in part.columns if column.id != named)
    name = next((column.label for column in part.columns if column.id == named), part.row_name)
    if part.rows:
        name = part.row_label or part.row_name
    elif not named and (not part.code or name.lower() in {column.label.lower() for column in part.columns}):
        name = _("No.")
    return TableForm(columns, rows, name[:1].upper() + name[1:], tuple(_legend(part, named)))


def matrix(part: model.Table) -> TableForm:
    """Return the empty square of a table that joins pairs, with a row and a column for the sums."""
    first, second, score = ({column.id: column for column in part.columns}[name] for name in part.matrix)
    names = tuple(option.text for option in first.options)
    heads = [option.id for option in second.options]
    columns = tuple(FormField(label=head, width=1) for head in [*heads, _("Sum")])
    legend = _("{first} (row) {second} (column): {score}").format(
        first=first.label, second=second.label, score=score.label
    )
    return TableForm(columns, (*names, _("Sum")), legend)


def beside_matrix(part: model.Table) -> tuple[str, ...]:
    """Return the labels of the columns that the square has no room for."""
    return tuple(column.label for column in part.columns if column.id not in part.matrix)


def _legend(part: model.Table, named: str) -> Iterator[Item]:
    labels: dict[str, list[str]] = {}
    for column in part.columns:
        labels.setdefault(_words(column), []).append(column.label)
    for column in part.columns:
        words = [option.text for option in column.options]
        named_below = bool(words) and (part.code == named if column.id == named else not _fits(words))
        # Columns with the same words share one line.
        shared = labels.pop(_words(column), []) if named_below else []
        if shared == [column.label]:
            yield Item(column.label, " ".join(filter(None, (column.help, _words(column)))))
            continue
        if column.help:
            yield Item(column.label, column.help)
        if shared:
            yield Item(" / ".join(shared), _words(column))


def _words(column: model.Column) -> str:
    return "; ".join(option.text for option in column.options)


def _rows(part: model.Table) -> tuple[str, tuple[str, ...]]:
    """Return the column that names the rows, or an empty text, and the rows' names."""
    if part.rows:
        return "", tuple(row.text for row in part.rows)
    options = {column.id: {option.id: option.text for option in column.options} for column in part.columns}
    for check in part.checks:
        words = options.get(check.column, {})
        if check.rule == "each" and check.values and set(check.values) <= set(words):
            times = max(check.count, ceil(part.minimum_rows / len(check.values)))
            if part.code == check.column:
                names = (f"{value}{place}" for value in check.values for place in range(1, times + 1))
                return check.column, tuple(names)
            return check.column, tuple(words[value] for value in check.values for _place in range(times))
    fewest = _FEWEST_ROWS if part.minimum_rows <= _FEWEST_ROWS else _MANY_ROWS
    if any(column.type == "long" for column in part.columns):
        # Rows for sentences are high, and three of them fill a third of a page.
        fewest = min(fewest, _HIGH_ROWS)
    if TableForm(tuple(_field(column) for column in part.columns), ()).wide:
        fewest = _ROWS_OF_A_PAGE
    count = min(part.maximum_rows, max(part.minimum_rows, fewest), _MOST_ROWS)
    letter = part.code if part.code not in options else ""
    return "", tuple(f"{letter}{place}" for place in range(1, count + 1))


def form(part: model.Form, exercise: model.Exercise) -> FormFields:
    """Return the fields of a form, one under another."""
    limits = (_CHOICES_IN_A_FIELD, _LETTERS_IN_A_FIELD)
    return FormFields(tuple(_field(column, exercise, *limits) for column in part.fields))


def _fits(words: Sequence[str], most: int = _CHOICES_IN_A_CELL, letters: int = _LETTERS_IN_A_CELL) -> bool:
    return len(words) <= most and sum(map(len, words)) <= letters


def _field(column: model.Column, exercise: model.Exercise | None = None, *limits: int) -> FormField:
    words = tuple(option.text for option in column.options)
    in_cell = _fits(words, *limits)
    if column.type == "tick":
        words = ("",)
    lines = ceil((column.max_words or 30) / 10) if column.type == "long" else 1
    return FormField(
        label=column.label,
        help=column.help,
        hint=_hint(column, exercise),
        choices=words if in_cell or column.type == "tick" else (),
        width=_width(column, words if in_cell else ()),
        lines=min(lines, 10),
    )


def _width(column: model.Column, ticked: Sequence[str]) -> int:
    if max(map(len, ticked), default=0) > _LETTERS_OF_A_NARROW_TICK:
        return 3
    narrow = _longest_word(column.label) <= _LETTERS_OF_A_NARROW_HEAD
    return _WIDTHS.get(column.type, 1 if narrow else 2)


def _hint(column: model.Column, exercise: model.Exercise | None) -> str:
    hints = []
    if column.source and exercise:
        hints.append(_names_to_write(column, column.source, exercise))
    if column.type == "score" and f"{column.maximum:g}" not in column.label:
        text = _("{low:g} to {high:g}")
        hints.append(text.format(low=column.minimum or 0, high=column.maximum or 0).replace("-", "−"))
    if column.type == "date":
        hints.append(_("day, month, year"))
    if column.max_words:
        hints.append(_("at most {n} words").format(n=column.max_words))
    if column.private and not column.help:
        hints.append(_("stays in your team"))
    return "; ".join(filter(None, hints))


def _names_to_write(column: model.Column, source: str, exercise: model.Exercise) -> str:
    """Return which short names a reference takes on paper, with one of them, and where they stand."""
    other, part_id = references.split(source)
    table = references.find_table(source) if other else exercise.part(part_id)
    if not isinstance(table, model.Table):
        return ""  # ``workbook check`` tells the author
    code = _first_code(table)
    if column.type == "ref":
        here, there = _("short name, such as {code}"), _("short name from {exercise}, such as {code}")
    else:
        here, there = _("short names, such as {code}"), _("short names from {exercise}, such as {code}")
    return (there if other else here).format(exercise=other, code=code)


def _first_code(table: model.Table) -> str:
    """Return the code of a table's first row: ``PL1``, ``G1``, ``S1``."""
    if table.rows:
        return short_name(table.rows[0].id, table.rows[0].text)
    letters = next((column.options for column in table.columns if column.id == table.code), [])
    return f"{letters[0].id if letters else table.code}1"


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)
