"""Marking of what has no key: grids, scales, maps, texts and activities are checked for completeness.

The capacity grid follows methods M10 (maturity) and M11 (gap), the map methods M14 and M22.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..vocabulary import MATURITY
from .marking_numbers import read_number
from .marking_result import Context, Message, Result, mapping, rating, say, sequence, tokens, words
from .model import Activity, FreeText, Grid, Map2x2, Scale
from .phrases import phrases

TOP = max(MATURITY)


def cell_counts(part: Grid, cell: Mapping[str, Any]) -> bool:
    """Whether a cell is filled in: current and target level are set, as far as the grid asks for them."""
    needed = [name for name in ("current", "target") if name in part.fields]
    return bool(needed) and all(rating(cell.get(name), 1, TOP) for name in needed)


def mark_grid(part: Grid, answer: Any, _context: Context) -> Result:
    """Check how many cells are filled, in each level too, and give the advice of methods M10 and M11."""
    given = mapping(answer)
    names = [f"{row}.{column}" for row in part.rows for column in part.columns]
    cells = {name: mapping(given.get(name)) for name in names}
    if not any(cells.values()):
        return Result("unanswered", messages=(_cells(0, part),))
    filled = {name: cell for name, cell in cells.items() if cell_counts(part, cell)}
    done = {column: sum(name.endswith(f".{column}") for name in filled) for column in part.columns}
    complete = len(filled) >= part.minimum_cells
    complete = complete and all(count >= part.minimum_per_column for count in done.values())
    messages = [] if len(filled) >= part.minimum_cells else [_cells(len(filled), part)]
    messages += _columns(part, done)
    messages += _advice(part, filled)
    return Result("complete" if complete else "incomplete", messages=tuple(messages))


def _cells(done: int, part: Grid) -> Message:
    return say("grid_cells", done=done, minimum=part.minimum_cells)


def _columns(part: Grid, done: Mapping[str, int]) -> Iterator[Message]:
    """Name the levels with too few cells, and the ones without any."""
    for column, count in done.items():
        if count < part.minimum_per_column:
            name, least = phrases()[f"name_{column}"], part.minimum_per_column
            yield say("grid_column", column, column=name, done=count, minimum=least)
    empty = [column for column, count in done.items() if not count]
    if empty and part.empty_column:
        yield Message(empty[0], "hint", part.empty_column)


def _advice(part: Grid, filled: Mapping[str, Mapping[str, Any]]) -> Iterator[Message]:
    """Ask for reasons and weights, and warn of excellence everywhere."""
    weights = [name for name in ("importance", "urgency") if name in part.fields]
    top = unweighted = unproven = 0
    lower: list[Message] = []
    for name, cell in filled.items():
        current, target = (rating(cell.get(key), 1, TOP) for key in ("current", "target"))
        top += "target" in part.fields and target == TOP
        unweighted += any(rating(cell.get(weight), 1, TOP) is None for weight in weights)
        unproven += "evidence" in part.fields and not words(cell.get("evidence"))
        if current and target and target < current and not words(cell.get("reason")):
            lower.append(say("grid_lower", name, cell=_place(name)))
    if lower and part.lower_target:
        yield Message("", "hint", part.lower_target)
    yield from lower
    if top * 3 > len(filled):
        many = say("grid_top", top=top, all=len(filled))
        yield Message("", "hint", part.many_top_targets) if part.many_top_targets else many
    if unweighted:
        yield say("grid_unweighted", count=unweighted)
    if unproven:
        yield say("grid_unproven", tone="note", count=unproven)


def _place(name: str) -> str:
    row, _, column = name.partition(".")
    names = phrases()
    return names["grid_cell"].format(row=names[f"name_{row}"], column=names[f"name_{column}"])


def mark_scale(part: Scale, answer: Any, _context: Context) -> Result:
    """Check that each statement is rated."""
    given = mapping(answer)
    rated = sum(rating(given.get(item.id), part.minimum, part.maximum) is not None for item in part.items)
    if not rated:
        return Result("unanswered", messages=(say("hint_rate"),))
    if rated < len(part.items):
        return Result("incomplete", messages=(say("open_lines", count=len(part.items) - rated),))
    return Result("complete")


def quadrant(part: Map2x2, x: float, y: float) -> str:
    """Return the name of the quadrant; a value exactly on the cut counts as high."""
    return part.quadrants[(0 if y >= part.cut else 2) + (1 if x >= part.cut else 0)]


def mark_map(part: Map2x2, answer: Any, context: Context) -> Result:
    """Say in which quadrant each item lies, be it of the map itself or a row of its table."""
    placed: list[tuple[str, str, Any, Any]]
    if part.source is None:
        places = {item.id: mapping(mapping(answer).get(item.id)) for item in part.items}
        placed = [
            (item.id, item.text, places[item.id].get("x"), places[item.id].get("y")) for item in part.items
        ]
    else:
        source = part.source
        rows = [mapping(row) for row in sequence(context.siblings.get(source.part))]
        placed = [
            (str(number), " ".join(tokens(row[source.label])), row.get(source.x), row.get(source.y))
            for number, row in enumerate(rows)
            if words(row.get(source.label))
        ]
    messages = []
    for about, name, x_value, y_value in placed:
        x, y = _position(x_value), _position(y_value)
        if x is not None and y is not None:
            messages.append(say("quadrant_of", about, "note", item=name, quadrant=quadrant(part, x, y)))
    if not messages:
        return Result("unanswered", messages=(say("hint_source" if part.source else "hint_place"),))
    if len(messages) < len(placed):
        missing = say("open_lines", count=len(placed) - len(messages))
        return Result("incomplete", messages=(missing, *messages))
    return Result("complete", messages=tuple(messages))


def _position(value: Any) -> float | None:
    number = read_number(value)
    return number if number is not None and 1 <= number <= TOP else None


def mark_text(part: FreeText, answer: Any, _context: Context) -> Result:
    """Count words; a text is never judged by a machine (M62)."""
    count = words(mapping(answer).get("text"))
    if not count:
        return Result("unanswered", messages=(say("hint_text"),))
    if part.max_words is not None and count > part.max_words:
        over = say("text_over", words=count, limit=part.max_words, over=count - part.max_words)
        return Result("incomplete", messages=(over,))
    return Result("complete")


def mark_activity(part: Activity, answer: Any, _context: Context) -> Result:
    """Look for the written result or, where there is none, for the steps that are done."""
    given = mapping(answer)
    done = {step for step in sequence(given.get("done")) if rating(step, 0, len(part.steps) - 1) is not None}
    written = bool(part.result) and words(given.get("text")) > 0
    if written or (not part.result and len(done) == len(part.steps)):
        return Result("complete")
    if not done:
        return Result("unanswered", messages=(say("hint_activity"),))
    if part.result:
        return Result("incomplete", messages=(say("result_open"),))
    return Result("incomplete", messages=(say("open_lines", count=len(part.steps) - len(done)),))
