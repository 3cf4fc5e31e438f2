"""Which columns of a field stand in its table, under which heading, and what goes into its cards.

A page has room for about nine short columns.  Where a team writes more, the table holds what a reader
compares and the cards, at the end of the document, hold the rest; nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ..i18n import gettext as _
from ..plan.model import Column, FieldSpec, Value
from .outline import Card, Facts, Grid

_MAIN: Final[Mapping[str, tuple[str, ...]]] = {
    "P1.baseline": ("peer_group", "peer_rank", "peer_mean", "difference"),
    "P3.priority_gaps": ("code", "statement", "pillar", "level", "current", "target", "priority", "band"),
    "P5.initiatives": ("code", "title", "gaps", "objectives", "lead", "dates", "cost"),
    "P5.risks": ("code", "risk", "weight", "mitigation", "owner", "residual"),
    "P7.competency_profile": ("code", "role", "competency", "required", "current", "gap", "demand"),
    "P8.groups": (
        "code",
        "name",
        "access",
        "affordability",
        "ability",
        "accessibility",
        "attitude",
        "agency",
    ),
    "P4.sdg_map": (
        "objective",
        "target",
        "title",
        "strength",
        "mechanism",
        "indicator",
        "negative_effect",
        "mitigation",
    ),
    "P8.divide_measures": ("indicator", "reference", "group", "absolute", "relative", "parity", "year"),
    "P9.indicators": (
        "code",
        "name",
        "unit",
        "baseline",
        "baseline_year",
        "target",
        "target_year",
        "responsible",
    ),
}
"""Columns that a reader compares, in fields whose rows hold more than a page has room for."""
_COMMON: Final[Mapping[str, tuple[str, ...]]] = {
    "P1.baseline": ("index", "edition", "value", "group", "world_rank", "percentile", "source")
}
"""Columns that say the same in every row: they stand once, above the table."""
CARDS: Final = ("P4.personas", "P4.futures")
"""Fields that are read person by person, story by story, and never compared cell by cell."""
_CODES: Final = ("P4.sdg_map", "P9.indicators", "P5.initiatives")
"""Fields in which a first column, too, is read by its code alone."""
_CODE: Final = r"[A-Z]{1,3}\d{1,3}"
_REFERENCE: Final = re.compile(rf"{_CODE} – ")
_NAMED: Final = re.compile(rf"(?:^|; )({_CODE}) – ")
_ROOM: Final = 118
"""Letters that stand side by side on a page, as measured on A4 upright."""
_NARROW, _WIDE = 5, 22
_FEW: Final = 2
"""So few columns more make no cards: the table is a little tighter instead."""
_NAMES: Final = ("title", "name", "statement", "competency", "risk", "action", "text", "indicator")


@cache
def _headings() -> dict[tuple[str, str], str]:
    """Return headings for readers where a column's own label speaks to whoever writes."""
    return {
        ("P3.priority_gaps", "statement"): _("Gap"),
        ("P3.priority_gaps", "current"): _("Now"),
        ("P3.priority_gaps", "target"): _("Target"),
        ("P3.stakeholders", "power"): _("Power"),
        ("P3.stakeholders", "interest"): _("Interest"),
        ("P3.stakeholders", "affected"): _("Affected"),
        ("P3.stakeholders", "quadrant"): _("On the grid"),
        ("P3.capacity_grid", "current"): _("Now"),
        ("P3.capacity_grid", "target"): _("Target"),
        ("P4.futures", "day"): _("A day in the life of one resident"),
        ("P4.personas", "name"): _("Name (invented), age"),
        ("P4.sdg_map", "target"): _("Target"),
        ("P4.sdg_map", "mechanism"): _("Because"),
        ("P5.initiatives", "title"): _("Initiative"),
        ("P5.initiatives", "gaps"): _("Closes"),
        ("P5.initiatives", "objectives"): _("Serves"),
        ("P5.initiatives", "lead"): _("Lead"),
        ("P5.initiatives", "heard"): _("For a group that must be heard"),
        ("P5.risks", "risk"): _("Risk"),
        ("P5.risks", "weight"): _("Size"),
        ("P5.risks", "owner"): _("Owner"),
        ("P5.risks", "residual"): _("Afterwards"),
        ("P7.competency_profile", "required"): _("Required, 0 to 4"),
        ("P7.competency_profile", "current"): _("Now"),
        ("P8.groups", "heard"): _("Stakeholders"),
        ("P8.inclusion_score", "access"): _("Access"),
        ("P8.inclusion_score", "affordability"): _("Affordability"),
        ("P8.inclusion_score", "ability"): _("Ability"),
        ("P8.inclusion_score", "trust"): _("Accessibility and trust"),
        ("P8.inclusion_score", "people"): _("People"),
        ("P8.inclusion_score", "geometric"): _("Score, 0 to 1"),
        ("P9.indicators", "score"): _("SMART and RACER, 0 to 1"),
        ("P9.results_chain", "assumption"): _("Holds only if"),
        ("P9.results_chain", "risk"): _("Risk of the assumption"),
        ("P9.results_chain", "initiative"): _("Carried by"),
    }


@cache
def _titles() -> dict[str, str]:
    """Return titles for readers where a field's label tells its writer what to write."""
    return {
        "P1.baseline": _("Where we stand"),
        "P1.context_statement": _("Our context"),
        "P5.recurrent_costs": _("Yearly costs after delivery"),
        "P7.adkar": _("Where the change is stuck"),
        "P7.competency_profile": _("Competencies"),
        "P7.evp": _("What we offer to digital talent"),
        "P8.actions_L4": _("Actions at the societal level"),
        "P8.lnob_coverage": _("Leaving no one behind"),
        "P9.reporting": _("How we report"),
    }


def title(spec: FieldSpec) -> str:
    """Return a field's title for readers."""
    return _titles().get(spec.id, spec.label)


@dataclass(frozen=True)
class Shown:
    """A field's rows as elements of a document."""

    above: Facts | None
    table: Grid | None
    cards: tuple[Card, ...]
    """Cards beside the table, or, for a field that is read card by card, instead of it."""


def shown(spec: FieldSpec, value: Value, *, private: bool) -> Shown:
    """Return how a field's rows are shown; ``private`` keeps the columns that are the team's alone."""
    columns, field_id = [column for column in value.columns if private or not column.private], spec.id
    if not columns or not value.rows:
        return Shown(None, None, ())
    if field_id in CARDS:
        return Shown(None, None, tuple(_card(field_id, columns, row, columns) for row in value.rows))
    common = [column for column in columns if column.id in _COMMON.get(field_id, ())]
    main = main_columns(field_id, [column for column in columns if column not in common], value.rows)
    rest = [column for column in columns if column not in main and column not in common]
    above = Facts(tuple((heading(field_id, one), value.rows[0].get(one.id, "")) for one in common))
    cards = [_card(field_id, columns, row, rest) for row in value.rows] if rest else []
    return Shown(
        above if common else None,
        table(field_id, title(spec), main, value.rows),
        tuple(card for card in cards if card.rows),
    )


def table(field_id: str, label: str, columns: Sequence[Column], rows: Sequence[Mapping[str, str]]) -> Grid:
    """Return some columns of a field as a table; references in it are read by their codes.

    A column in which nothing stands is left out.
    """
    kept = [column for column in columns if any(row.get(column.id, "").strip() for row in rows)]
    kept = kept or list(columns)[:1]
    cells = [[row.get(column.id, "") for row in rows] for column in kept]
    short = [
        codes_only(column) if place or field_id in _CODES else column for place, column in enumerate(cells)
    ]
    return Grid(
        caption=label,
        header=tuple(heading(field_id, column) for column in kept),
        rows=tuple(zip(*short, strict=True)),
    )


def heading(field_id: str, column: Column) -> str:
    """Return a column's heading for readers."""
    return _headings().get((field_id, column.id), column.heading)


def codes_only(cells: Sequence[str]) -> list[str]:
    """Return a column of references with their codes alone, any other column as it is.

    >>> codes_only(["G1 – No rule; G2 – No owner", ""]), codes_only(["G1 – No rule", "Nobody"])
    (['G1, G2', ''], ['G1 – No rule', 'Nobody'])
    """
    if not all(_REFERENCE.match(cell) for cell in cells if cell):
        return list(cells)
    return [", ".join(dict.fromkeys(_NAMED.findall(cell))) for cell in cells]


def main_columns(
    field_id: str, columns: Sequence[Column], rows: Sequence[Mapping[str, str]] = ()
) -> list[Column]:
    """Return the columns of the table: those that are named, else as many as a page has room for."""
    named = _MAIN.get(field_id)
    if named and {*named} & {column.id for column in columns}:
        private = [column for column in columns if column.private]
        return [column for name in named for column in columns if column.id == name] + private
    found: list[Column] = []
    used = 0
    for column in columns:
        used += _width(column, rows)
        if found and used > _ROOM:
            break
        found.append(column)
    return found if len(columns) - len(found) > _FEW else list(columns)


def _width(column: Column, rows: Sequence[Mapping[str, str]]) -> int:
    """Return about how many letters wide a column must be: its longest word, at most a share of the page."""
    longest = max((len(row.get(column.id, "")) for row in rows), default=_WIDE)
    words = max(map(len, re.split(r"\s+", column.label)), default=0)
    return max(_NARROW, min(words, _WIDE // 2), min(longest, _WIDE))


def _card(
    field_id: str, columns: Sequence[Column], row: Mapping[str, str], shown_columns: Sequence[Column]
) -> Card:
    ids = [column.id for column in columns]
    name = next((name for name in _NAMES if name in ids and row.get(name)), ids[0])
    code = row.get("code", "") if "code" in ids else ""
    words = row.get(name, "")
    title = _("{code} – {text}").format(code=code, text=words) if code and name != "code" else words or code
    return Card(
        title=title,
        rows=tuple(
            (heading(field_id, column), row[column.id])
            for column in shown_columns
            if row.get(column.id, "").strip() and column.id not in {"code", name}
        ),
    )
