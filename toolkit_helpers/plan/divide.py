"""P8.divide_measures: gaps between groups, and what districts and income fifths show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from ..i18n import gettext as _
from ..methods import (
    Area,
    Concentration,
    GapChange,
    GroupGap,
    Theil,
    concentration_index,
    gap_change,
    group_gap,
    theil_decomposition,
)
from ..methods.display import per_cent, shown
from ..methods.result import Result
from .model import Column, Value, columns
from .rates import Row, computed, number, record_of, rows_of, share, text, year
from .values import Inputs

PAIRS: Final = ("EX8.2", "measures")
DISTRICTS: Final = ("EX8.4", "districts")
ABOUT: Final = ("EX8.4", "about")
FIFTHS: Final = ("q1", "q2", "q3", "q4", "q5")


@dataclass(frozen=True)
class Pair:
    """One pair of groups of EX8.2 with its gap (M40)."""

    row: Row
    gap: Result[GroupGap]

    @property
    def name(self) -> str:
        """What is measured, of whom, and when."""
        fields = {
            "indicator": text(self.row, "indicator") or "–",
            "group": text(self.row, "group") or "–",
            "reference": text(self.row, "reference") or "–",
            "year": year(self.row) or "–",
        }
        return _("{indicator}, {year}: {group} and {reference}").format(**fields)

    @property
    def same(self) -> tuple[str, str, str]:
        """What two rows share that measure the same pair in two years."""
        reference, group = text(self.row, "reference"), text(self.row, "group")
        return (text(self.row, "indicator").casefold(), reference.casefold(), group.casefold())


def pair(row: Row) -> Pair:
    """Return a row of EX8.2 with its gap."""
    names = (text(row, "reference") or _("the reference group"), text(row, "group") or _("the other group"))
    gap = computed(
        "M40",
        lambda: group_gap(
            share(row, "reference_rate"),
            share(row, "group_rate"),
            names=names,
            n_reference=number(row, "n_reference"),
            n_group=number(row, "n_group"),
        ),
    )
    return Pair(row, gap)


def changes(pairs: list[Pair]) -> list[tuple[str, Result[GapChange]]]:
    """Return what became of a pair that was measured in two years, first and last, with its name."""
    groups: dict[tuple[str, str, str], list[Pair]] = {}
    for one in pairs:
        if one.gap.value and year(one.row) and all(one.same):
            groups.setdefault(one.same, []).append(one)
    found = []
    for several in groups.values():
        first, last = min(several, key=lambda one: year(one.row)), max(several, key=lambda one: year(one.row))
        if year(first.row) == year(last.row):
            continue
        name = _("{indicator}, {first} to {last}").format(
            indicator=text(last.row, "indicator"), first=year(first.row), last=year(last.row)
        )
        rates = [(share(one.row, "reference_rate"), share(one.row, "group_rate")) for one in (first, last)]
        found.append((name, gap_change(*rates)))
    return found


def areas(rows: list[Row]) -> list[Area]:
    """Return the districts of EX8.4 as method M42 takes them."""
    return [
        Area(
            text(row, "district") or _("Row {number}").format(number=place),
            text(row, "region"),
            number(row, "people"),
            share(row, "users"),
        )
        for place, row in enumerate(rows, 1)
    ]


def split(rows: list[Row]) -> Result[Theil]:
    """Return the inequality of the districts of EX8.4, between and within regions (M42)."""
    return computed("M42", lambda: theil_decomposition(areas(rows)))


def fifths(record: Row) -> Result[Concentration] | None:
    """Return the concentration index of the five rates of EX8.4 (M41); ``None`` if none is given."""
    rates = [share(record, name) for name in FIFTHS]
    if all(rate is None for rate in rates):
        return None
    return computed("M41", lambda: concentration_index(rates))


def divide_measures(inputs: Inputs) -> Value:
    """Return the gaps between groups (M40), with what districts (M42) and income fifths (M41) show."""
    written = inputs.part(*PAIRS)
    rows = rows_of(written)
    raw: list[dict[str, Any]] = []
    texts: list[dict[str, str]] = []
    for row in rows:
        one = pair(row)
        raw.append(_pair_raw(one))
        texts.append(_pair_text(one))
    for reading, line in _of_districts(inputs):
        raw.append({**line, "reading": reading})
        texts.append({**{name: str(value) for name, value in line.items()}, "reading": reading})
    if not raw:
        return Value()
    state = written.state if written and rows else "begun"
    return Value(state=state, raw=raw, columns=_measure_columns(), rows=tuple(texts))


def _pair_raw(one: Pair) -> dict[str, Any]:
    gap = one.gap.value
    names = ("indicator", "reference", "group", "source")
    return {
        **{name: text(one.row, name) for name in names},
        "year": year(one.row),
        # A hidden group has no rates either: its gap could be computed from them.
        "reference_rate": number(one.row, "reference_rate", 100) if gap else None,
        "group_rate": number(one.row, "group_rate", 100) if gap else None,
        "absolute": round(100 * gap.absolute, 6) if gap else None,
        "relative": round(100 * gap.relative, 6) if gap and gap.relative is not None else None,
        "parity": round(gap.parity, 6) if gap and gap.parity is not None else None,
        "reading": one.gap.interpretation,
    }


def _pair_text(one: Pair) -> dict[str, str]:
    gap = one.gap.value
    rates = [number(one.row, name, 100) for name in ("reference_rate", "group_rate")]
    named = [text(one.row, name) for name in ("reference", "group")]
    who = [
        name if gap is None or rate is None else _("{group} ({rate} %)").format(group=name, rate=f"{rate:g}")
        for name, rate in zip(named, rates, strict=True)
    ]
    return {
        "indicator": text(one.row, "indicator"),
        "reference": who[0],
        "group": who[1],
        "absolute": per_cent(gap.absolute) if gap else "",
        "relative": per_cent(gap.relative) if gap and gap.relative is not None else "",
        "parity": shown(gap.parity, 2) if gap and gap.parity is not None else "",
        "year": year(one.row),
        "source": text(one.row, "source"),
        "reading": " ".join(one.gap.notes) if gap else one.gap.interpretation,
    }


def _of_districts(inputs: Inputs) -> list[tuple[str, dict[str, Any]]]:
    """Return a line for the districts and one for the income fifths, each with its reading."""
    about = record_of(inputs.part(*ABOUT))
    line = {name: text(about, name) for name in ("indicator", "source")} | {"year": year(about)}
    found = []
    rows = rows_of(inputs.part(*DISTRICTS))
    result = split(rows) if rows else None
    if result and result.value:
        found.append((_split_text(result.value, result.interpretation), {**line, "group": _("Districts")}))
    gradient = fifths(about)
    if gradient and gradient.value:
        found.append((gradient.interpretation, {**line, "group": _("Income fifths")}))
    return found


def _split_text(value: Theil, sentence: str) -> str:
    return _("Theil index {total}. {sentence}").format(total=shown(value.total), sentence=sentence)


def _measure_columns() -> tuple[Column, ...]:
    labels = {
        "indicator": _("What is measured"),
        "reference": _("Reference group"),
        "group": _("Other group"),
        "absolute": _("Gap, points"),
        "relative": _("Gap, per cent of the reference"),
        "parity": _("Parity"),
        "year": _("Year"),
        "source": _("Source"),
        "reading": _("How to read it"),
    }
    return columns(labels)
