"""P3.priority_gaps: the team's own gaps with the priority that method M12 computes."""

from __future__ import annotations

import re
from typing import Any, Final

from ..exercises.marking_result import rating
from ..exercises.model import Table
from ..i18n import gettext as _
from ..methods import rank_gaps
from ..methods.display import shown as number
from ..methods.priorities import RankedGap, Weighing, band_name
from ..methods.result import Result
from .grid import TOP
from .model import Column, Value, columns
from .values import Inputs, Written, columns_of, shown, used_rows

EXERCISE: Final = "EX3.7"
PART: Final = "gaps"
HEARING: Final = ("EX3.9", "verdict")


def ranked(rows: list[tuple[str, dict[str, Any]]]) -> Result[tuple[RankedGap, ...]]:
    """Rank rows of the table in EX3.7 by priority (M12); each is named by its code."""

    def score(row: dict[str, Any], name: str) -> int | None:
        return rating(row.get(name), 1, TOP)

    return rank_gaps(
        {
            code: Weighing(
                current=score(row, "current"),
                target=score(row, "target"),
                importance=score(row, "importance"),
                urgency=score(row, "urgency"),
            )
            for code, row in rows
        }
    )


def priority_gaps(inputs: Inputs) -> Value:
    """Return the gaps, the highest priority first, with gap, priority, band and what the hearing said."""
    written = inputs.part(EXERCISE, PART)
    if written is None or not isinstance(written.part, Table) or written.state == "empty":
        return Value()
    rows = dict(used_rows(written.part, written.answer))
    result = ranked(list(rows.items()))
    places = {one.name: one for one in result.value or ()}
    order = [*places, *(code for code in rows if code not in places)]
    verdicts = _verdicts(inputs.part(*HEARING))
    raw, texts = [], []
    for code in order:
        row, place = rows[code], places.get(code)
        found = place.priority if place else None
        raw.append(
            {
                "id": code,
                **row,
                "gap": found.gap if found else None,
                "priority": round(found.priority, 6) if found else None,
                "band": found.band if found else None,
                "verdict": verdicts.get(code, ("", ""))[0] or None,
            }
        )
        texts.append(
            {
                "code": code,
                **{column.id: written.shown(column, row.get(column.id)) for column in written.part.columns},
                "gap": str(found.gap) if found else "",
                "priority": number(found.priority, 1) if found else "",
                "scaled": number(found.scaled, 1) if found else "",
                "band": band_name(found.band) if found else "",
                "rank": place.rank_text if place else "",
                "verdict": verdicts.get(code, ("", ""))[1],
            }
        )
    return Value(
        state=written.state,
        raw=raw,
        columns=(*columns_of(written.part), *_computed(heard=bool(verdicts))),
        rows=tuple(texts),
        notes=(*result.notes, *map(str, result.dropped)),
    )


def _computed(*, heard: bool) -> tuple[Column, ...]:
    labels = {
        "gap": _("Gap"),
        "priority": _("Priority, of 20"),
        "scaled": _("Priority, of 100"),
        "band": _("Band"),
        "rank": _("Rank"),
    }
    if heard:
        labels["verdict"] = _("After the hearing")
    return columns(labels)


def _verdicts(written: Written | None) -> dict[str, tuple[str, str]]:
    """Return what the hearing of EX3.9 decided: the option's id and words, by the gap's code."""
    if written is None or not isinstance(written.part, Table):
        return {}
    verdict = next((column for column in written.part.columns if column.id == "verdict"), None)
    found: dict[str, tuple[str, str]] = {}
    for _code, row in used_rows(written.part, written.answer):
        named = re.match(r"\s*(G\d{1,2})\b", str(row.get("gap", "")), re.IGNORECASE)
        if named and verdict and "verdict" in row:
            found[named[1].upper()] = (row["verdict"], shown(verdict, row["verdict"]))
    return found
