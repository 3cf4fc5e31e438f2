"""P5, in which order: the road map with its dates, the longest chain, and who is prepared for what (M24)."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor
from typing import Any, Final

from ..exercises.marking_result import mapping
from ..exercises.marking_rows import is_date
from ..exercises.table_rows import named
from ..i18n import gettext as _
from ..methods import Schedule, Scheduled, Task, critical_path
from ..methods.result import Result
from ..methods.schedule import ARROW, Horizon
from .initiatives import about_initiatives, cards, labels
from .model import Column, Value, columns
from .values import Inputs, not_negative

SCHEDULE: Final = ("EX5.6", "schedule")
CALENDAR: Final = ("EX5.6", "calendar")
SHORTER: Final = ("EX5.6", "shorter")
HORIZONS: Final[Mapping[str, Horizon]] = {"1": 1, "2": 2, "3": 3}
YEAR: Final = 12


def tasks(inputs: Inputs) -> dict[str, Task]:
    """Return the lines of the road map in EX5.6 as method M24 takes them, with leads from EX5.2."""
    leads = {code: str(row.get("lead", "")) for code, row in cards(inputs).items()}
    return {
        code: Task(
            duration=not_negative(row.get("months")),
            predecessors=named(row.get("predecessors")),
            earliest=not_negative(row.get("earliest")),
            lead=leads.get(code, ""),
            horizon=HORIZONS.get(str(row.get("horizon", ""))),
        )
        for code, row in about_initiatives(inputs, *SCHEDULE).items()
    }


def scheduled(inputs: Inputs) -> Result[Schedule]:
    """Compute the dates of the team's road map (M24)."""
    return critical_path(tasks(inputs))


def first_day(inputs: Inputs) -> str:
    """Return the first day of month 1 as the team has written it (year-month-day); empty if none."""
    day = mapping(inputs.answers.parts(CALENDAR[0]).get(CALENDAR[1])).get("start")
    return day if isinstance(day, str) and is_date(day) else ""


def month_name(month: int, first: str = "") -> str:
    """Return a month of the road map: its place from 1, or year and month of the calendar.

    >>> month_name(7), month_name(7, "2027-09-01")
    ('7', '2028-03')
    """
    if not first:
        return str(month)
    count = 12 * int(first[:4]) + int(first[5:7]) - 1 + month - 1
    return f"{count // 12}-{count % 12 + 1:02}"


def span(when: Scheduled, first: str = "") -> str:
    """Return from which to which month an initiative runs.

    >>> one = Scheduled(6, 15, 6, 15, 2)
    >>> span(one), span(one, "2027-01-01"), span(Scheduled(6, 6, 6, 6, 1))
    ('7–15', '2027-07–2028-03', '6')
    """
    start, end = floor(when.start) + 1, ceil(when.finish)
    if end <= start:
        return month_name(max(end, 1), first)
    return f"{month_name(start, first)}–{month_name(end, first)}"


def text_of(answer: Any) -> str:
    """Return the team's own words from the answer to a text."""
    words = mapping(answer).get("text")
    return words.strip() if isinstance(words, str) else ""


def schedule(inputs: Inputs) -> Value:
    """Return the road map: duration, what each waits for, from when to when, float and horizon (M24)."""
    written = inputs.part(*SCHEDULE)
    if written is None or written.state == "empty":
        return Value()
    result = scheduled(inputs)
    found = result.value.tasks if result.value else {}
    names, first = labels(inputs), first_day(inputs)
    raw, texts = [], []
    for code, row in about_initiatives(inputs, *SCHEDULE).items():
        when, length, waits = found.get(code), not_negative(row.get("months")), named(row.get("predecessors"))
        raw.append(
            {
                "initiative": code,
                "months": length,
                "predecessors": waits,
                "start": when.start if when else None,
                "finish": when.finish if when else None,
                "float": when.slack if when else None,
                "critical": when.critical if when else None,
                "horizon": when.horizon if when else None,
            }
        )
        texts.append(
            {
                "initiative": names.get(code, code),
                "months": "" if length is None else f"{length:g}",
                "predecessors": ", ".join(waits),
                "dates": span(when, first) if when else "",
                "float": _float(when),
                "horizon": str(when.horizon) if when else "",
                "fixed": str(row.get("fixed", "")),
            }
        )
    headings = {
        "initiative": _("Initiative"),
        "months": _("Months"),
        "predecessors": _("Waits for"),
        "dates": _("From–to"),
        "float": _("Float in months"),
        "horizon": _("Horizon"),
        "fixed": _("Fixed date"),
    }
    return Value(
        state=written.state if result.value else "begun",
        raw=raw,
        columns=columns(headings),
        rows=tuple(texts),
        notes=(result.interpretation, *result.notes, *map(str, result.dropped)),
    )


def _float(when: Scheduled | None) -> str:
    if when is None:
        return ""
    return _("none: longest chain") if when.critical else f"{when.slack:g}"


def critical(inputs: Inputs) -> Value:
    """Return the longest chain, or several, with its months (M24), and what would shorten it."""
    written = inputs.part(*SCHEDULE)
    if written is None or written.state == "empty":
        return Value()
    result = scheduled(inputs)
    if result.value is None:
        return Value(state="begun", notes=(result.interpretation,))
    idea = text_of(inputs.answers.parts(SHORTER[0]).get(SHORTER[1]))
    names, first, found = labels(inputs), first_day(inputs), result.value.tasks
    chains = "; ".join(ARROW.join(chain) for chain in result.value.chains)
    return Value(
        state="filled",
        raw=[list(chain) for chain in result.value.chains],
        text=_("{chains}, {months} months").format(chains=chains, months=f"{result.value.end:g}"),
        columns=(Column(id="initiative", label=_("Initiative")), Column(id="dates", label=_("From–to"))),
        rows=tuple(
            {"initiative": names.get(code, code), "dates": span(found[code], first)}
            for code in result.value.critical
        ),
        notes=(idea,) if idea else (),
        computed=True,
    )


def unprepared(inputs: Inputs, found: Schedule) -> tuple[list[str], dict[str, list[str]]]:
    """Say for which services nobody is prepared, and which capacity comes too late for whom.

    Returns
    -------
    tuple
        Services (EX5.2) before which no capacity initiative starts, neither among what they wait for nor
        among what they need at the start; and initiatives with the capacity that they need and that does not
        start before them.
    """
    kinds = {code: row.get("kind") for code, row in cards(inputs).items()}
    lines = about_initiatives(inputs, *SCHEDULE)
    needs = {
        code: [one for one in named(row.get("needs")) if one in found.tasks] for code, row in lines.items()
    }
    waits = {code: named(row.get("predecessors")) for code, row in lines.items()}
    late = {
        code: [one for one in needs[code] if found.tasks[one].start >= found.tasks[code].start]
        for code in found.tasks
    }
    alone = []
    for code, when in found.tasks.items():
        before = {*_all_before(code, waits), *needs.get(code, ())}
        ready = [
            one
            for one in before
            if kinds.get(one) == "capacity" and one in found.tasks and found.tasks[one].start < when.start
        ]
        if kinds.get(code) == "service" and not ready:
            alone.append(code)
    return alone, {code: ones for code, ones in late.items() if ones}


def _all_before(code: str, waits: Mapping[str, list[str]]) -> set[str]:
    """Return everything that an initiative waits for, however far back."""
    found: set[str] = set()
    todo = list(waits.get(code, ()))
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo += waits.get(one, ())
    return found


def delivery_year(when: Scheduled) -> int:
    """Return the year of the road map, from 1, in which an initiative ends."""
    return max(1, ceil(when.finish / YEAR))
