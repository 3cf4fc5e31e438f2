"""A team's road map and its money, read from the answers to chapter 5, and a fictitious one to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, fsum
from typing import Any, Final

from ...i18n import gettext as _
from ...methods import Budget, CostItem, Schedule, Task, critical_path, plan_budget
from ...methods.result import Result
from .team import codes, number, record, rows, text

YEAR: Final = 12
YEARS: Final = ("y1", "y2", "y3", "y4", "y5")

EXAMPLE: Final[dict[str, dict[str, Any]]] = {
    "EX5.2": {
        "initiatives": [
            {"code": "I1", "title": "Agree one rule for sharing birth data between health and registry"},
            {"code": "I2", "title": "Name one owner of birth registration from end to end"},
            {"code": "I3", "title": "Train registrars to register on site and to guide parents"},
            {"code": "I4", "title": "Let health posts and the registry exchange notices of birth"},
            {"code": "I5", "title": "Place trusted helpers in 40 health posts"},
            {"code": "I6", "title": "Start the child benefit without a second application"},
        ]
    },
    "EX5.6": {
        "schedule": [
            {"initiative": "I1", "months": 6.0, "predecessors": []},
            {"initiative": "I2", "months": 2.0, "predecessors": []},
            {"initiative": "I3", "months": 5.0, "predecessors": ["I2"]},
            {"initiative": "I4", "months": 9.0, "predecessors": ["I1", "I2"]},
            {"initiative": "I5", "months": 6.0, "predecessors": ["I3"]},
            {"initiative": "I6", "months": 4.0, "predecessors": ["I4"]},
        ]
    },
    "EX5.7": {
        "frame": {"currency": "ND", "inflation": 5.0},
        "costs": [
            {"initiative": "I1", "y1": 20000.0},
            {"initiative": "I2", "y1": 15000.0},
            {"initiative": "I3", "y1": 90000.0},
            {"initiative": "I4", "y1": 180000.0, "y2": 120000.0},
            {"initiative": "I5", "y1": 60000.0, "y2": 40000.0},
            {"initiative": "I6", "y2": 110000.0},
        ],
        "recurrent": [
            {"initiative": "I1", "yearly": 0.0},
            {"initiative": "I2", "yearly": 24000.0},
            {"initiative": "I3", "yearly": 30000.0},
            {"initiative": "I4", "yearly": 50000.0},
            {"initiative": "I5", "yearly": 80000.0},
            {"initiative": "I6", "yearly": 20000.0},
        ],
    },
}
"""The road map of the Province of Nandara, which is fictitious; shown until the team has its own."""


@dataclass(frozen=True)
class RoadMap:
    """What the team has written, as far as it can be computed."""

    names: Mapping[str, str]
    schedule: Result[Schedule]
    budget: Result[Budget]
    costs: Mapping[str, float]
    """Cost of building each initiative, over all years."""
    currency: str

    @property
    def order(self) -> list[str]:
        """Initiatives by start; those without dates come last."""
        value = self.schedule.value
        placed = sorted(value.tasks, key=lambda code: (value.tasks[code].start, code)) if value else []
        return [*placed, *(code for code in self.names if code not in placed)]


def _positive(value: Any) -> float | None:
    found = number(value)
    return found if found is not None and found >= 0 else None


def lines(team: Mapping[str, Any], exercise: str, part: str) -> dict[str, Mapping[str, Any]]:
    """Return the rows of a table by the initiative that they are about, the first of each."""
    found: dict[str, Mapping[str, Any]] = {}
    for row in rows(team, exercise, part):
        for code in codes(row.get("initiative"))[:1]:
            found.setdefault(code, row)
    return found


def read(team: Mapping[str, Any]) -> RoadMap:
    """Compute dates (M24) and yearly costs (M25) from the answers to EX5.2, EX5.6 and EX5.7.

    >>> example = read(EXAMPLE)
    >>> example.schedule.value.end, example.schedule.value.chains, example.budget.value.peak
    (19.0, (('I1', 'I4', 'I6'),), 1)
    """
    titles = {text(row.get("code")): text(row.get("title")) for row in rows(team, "EX5.2", "initiatives")}
    plan = lines(team, "EX5.6", "schedule")
    schedule = critical_path(
        {
            code: Task(
                duration=_positive(row.get("months")),
                predecessors=codes(row.get("predecessors")),
                earliest=_positive(row.get("earliest")),
            )
            for code, row in plan.items()
        }
    )
    template = _("{code} {title}")
    names = {code: template.format(code=code, title=titles.get(code, "")).strip() for code in plan}
    frame = record(team, "EX5.7", "frame")
    inflation = number(frame.get("inflation")) or 0.0
    budget = plan_budget(
        _items(team, schedule.value),
        inflation=inflation / 100 if inflation > -100 else 0.0,
        years=_lastyear_of(team, schedule.value),
    )
    return RoadMap(names, schedule, budget, _costs(team), text(frame.get("currency")))


def _costs(team: Mapping[str, Any]) -> dict[str, float]:
    found = {}
    for code, row in lines(team, "EX5.7", "costs").items():
        known = [cost for year in YEARS if (cost := _positive(row.get(year))) is not None]
        if known:
            found[code] = fsum(known)
    return found


def _items(team: Mapping[str, Any], schedule: Schedule | None) -> dict[str, CostItem]:
    yearly: dict[str, float] = {}
    for row in rows(team, "EX5.7", "recurrent"):
        cost = _positive(row.get("yearly"))
        for code in codes(row.get("initiative"))[:1] if cost is not None else ():
            yearly[code] = yearly.get(code, 0.0) + (cost or 0.0)
    dates = schedule.tasks if schedule else {}
    last = _lastyear_of(team, schedule)
    return {
        code: CostItem(
            years=[_positive(row.get(year)) for year in YEARS][:last],
            yearly=yearly.get(code),
            delivered=year_of(dates[code].finish) if code in dates else None,
        )
        for code, row in lines(team, "EX5.7", "costs").items()
    }


def year_of(month: float) -> int:
    """Return the year, from 1, in which a month of the road map lies."""
    return max(1, ceil(month / YEAR))


def _lastyear_of(team: Mapping[str, Any], schedule: Schedule | None) -> int:
    """Return the last year to show: of costs, or the one after the last delivery where it costs something."""
    paid = [
        place
        for row in rows(team, "EX5.7", "costs")
        for place, year in enumerate(YEARS, 1)
        if _positive(row.get(year))
    ]
    after = any(_positive(row.get("yearly")) for row in rows(team, "EX5.7", "recurrent"))
    end = year_of(schedule.end) + after if schedule else 1
    return max([*paid, end])


def busiest(value: Schedule) -> tuple[int, int, int]:
    """Return the first and last month of the longest time with most initiatives at once, and how many.

    >>> busiest(read(EXAMPLE).schedule.value)
    (1, 13, 2)
    """
    running = [len(value.running(month)) for month in range(ceil(value.end))] or [0]
    most = max(running)
    best, start = (0, 0), None
    for month, count in enumerate([*running, -1]):
        if count == most and start is None:
            start = month
        if count != most and start is not None:
            if month - start > best[1] - best[0]:
                best = (start, month)
            start = None
    return best[0] + 1, best[1], most
