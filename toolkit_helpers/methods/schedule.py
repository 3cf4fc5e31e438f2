"""Road maps: when initiatives can start and end, the longest chain, float and horizons (M24)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from typing import Any, Final, Literal

from ..i18n import gettext as _
from .display import listed
from .inputs import CLOSE, not_negative
from .result import Dropped, Result, unavailable

Horizon = Literal[1, 2, 3]
HORIZON_ENDS: Final[tuple[tuple[float, Horizon], ...]] = ((12, 1), (36, 2))
"""Last month of horizons 1 and 2; what ends later belongs to horizon 3."""
EARLY: Final = 6
"""Starts before this month count as early."""
MOST_EARLY: Final = 0.6
MOST_PARALLEL: Final = 3
FEWEST: Final = 3
"""Fewer initiatives than this are too few to speak of front-loading."""
MOST_CHAINS: Final = 4
ARROW: Final = " → "


@dataclass(frozen=True)
class Task:
    """One initiative: how long it takes and what must end before it starts; months."""

    duration: float | None
    """0 is a milestone; ``None`` is not known yet."""
    predecessors: Collection[str] = ()
    earliest: float | None = None
    """Month before which it cannot start: a budget, an election, a school year."""
    lag: float | None = None
    """Months between the end of the last predecessor and the start."""
    lead: str = ""
    horizon: Horizon | None = None
    """The team's own horizon; the month of the end decides if left out."""


@dataclass(frozen=True)
class Scheduled:
    """When an initiative runs, in months from the start of the road map."""

    start: float
    finish: float
    latest_start: float
    latest_finish: float
    horizon: Horizon

    @property
    def slack(self) -> float:
        """Float: months by which it may slip without moving the end."""
        return self.latest_start - self.start

    @property
    def critical(self) -> bool:
        """Whether it has no float."""
        return self.slack <= CLOSE


@dataclass(frozen=True)
class Schedule:
    """The road map in time."""

    tasks: Mapping[str, Scheduled]
    """In the order given."""
    end: float
    """Earliest end of everything, in months."""
    chains: tuple[tuple[str, ...], ...]
    """The longest chains of initiatives without float; at most four are listed."""
    overloaded: Mapping[str, tuple[str, ...]]
    """Leads with more than three initiatives at once, and these initiatives."""
    front_loaded: bool
    """Whether more than 60 per cent start in the first six months."""

    @property
    def critical(self) -> tuple[str, ...]:
        """Initiatives without float, by start."""
        names = [name for name, one in self.tasks.items() if one.critical]
        return tuple(sorted(names, key=lambda name: (self.tasks[name].start, self.tasks[name].finish)))

    def in_horizon(self, horizon: Horizon) -> tuple[str, ...]:
        """Return the initiatives of a horizon."""
        return tuple(name for name, one in self.tasks.items() if one.horizon == horizon)

    def running(self, month: float) -> tuple[str, ...]:
        """Return what runs in the month that begins ``month`` months after the start."""
        return tuple(name for name, one in self.tasks.items() if one.start < month + 1 and one.finish > month)


def find_cycle(predecessors: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return a circle of names, each waiting for the one before it, the first one repeated at the end.

    Empty if there is none.  Names that are not keys are left aside.

    >>> find_cycle({"B": ["D"], "D": ["B"], "E": ["B"]}), find_cycle({"A": [], "B": ["A"]})
    (('B', 'D', 'B'), ())
    """
    known = {name: [one for one in before if one in predecessors] for name, before in predecessors.items()}
    try:
        TopologicalSorter(known).prepare()
    except CycleError as error:
        found = list(error.args[1][:-1])
        first = found.index(min(found))
        return (*found[first:], *found[:first], found[first])
    return ()


def _formula() -> str:
    return _(
        "start = latest end of the predecessors (plus lag), or the earliest start; end = start + duration; "
        "float = latest start − start; critical: float 0"
    )


def critical_path(tasks: Mapping[str, Task]) -> Result[Schedule]:
    """Compute the earliest and latest dates of a road map and its critical path (M24).

    Parameters
    ----------
    tasks
        Initiatives by name; each starts when all its predecessors have ended.

    A circle of dependencies is named, and there is no schedule until it is broken.  An initiative without
    duration is left out; a predecessor that is not on the list is left aside and named.  Raises
    ``ToolkitError`` for negative numbers.

    Source: Kelley and Walker, Critical-path planning and scheduling (1959).

    >>> plan = {"Law": Task(6), "Owner": Task(2), "Exchange": Task(9, ("Law", "Owner"))}
    >>> value = critical_path(plan).value
    >>> value.end, value.chains, value.tasks["Owner"].slack
    (15.0, (('Law', 'Exchange'),), 4.0)
    """
    inputs: dict[str, Any] = {"tasks": tasks}
    cycle = find_cycle({name: task.predecessors for name, task in tasks.items()})
    if cycle:
        template = _(
            "These wait for one another in a circle, so none can start: {cycle}. Break it at one place."
        )
        why = template.format(cycle=ARROW.join(cycle))
        return unavailable("M24", why, formula=_formula(), inputs=inputs)
    durations = {name: not_negative(task.duration, name) for name, task in tasks.items()}
    timed = {name: float(months) for name, months in durations.items() if months is not None}
    dropped = (*_unknown(tasks), *(Dropped(one, _("no duration yet")) for one in tasks if one not in timed))
    if not timed:
        why = _("There is no schedule yet: no initiative has a duration.")
        return unavailable("M24", why, formula=_formula(), inputs=inputs, dropped=dropped)
    value = _scheduled(tasks, timed)
    notes = (*_waiting(tasks, timed), *_notes(value))
    return Result("M24", value, inputs, _text(value), _formula(), dropped, notes)


def _unknown(tasks: Mapping[str, Task]) -> Iterator[Dropped]:
    for name, task in tasks.items():
        unknown = [one for one in task.predecessors if one not in tasks]
        if unknown:
            template = _("its predecessor is not on the list: {unknown}")
            yield Dropped(name, template.format(unknown=listed(unknown)))


def _scheduled(tasks: Mapping[str, Task], timed: Mapping[str, float]) -> Schedule:
    before = {name: [one for one in tasks[name].predecessors if one in timed] for name in timed}
    after: dict[str, list[str]] = {name: [] for name in timed}
    for name, names in before.items():
        for one in names:
            after[one].append(name)
    lags = {name: not_negative(tasks[name].lag, name) or 0.0 for name in timed}
    order = tuple(TopologicalSorter(before).static_order())
    start: dict[str, float] = {}
    for name in order:
        earliest = not_negative(tasks[name].earliest, name) or 0.0
        start[name] = max([earliest, *(start[one] + timed[one] + lags[name] for one in before[name])])
    finish = {name: start[name] + timed[name] for name in timed}
    end = max(finish.values())
    latest: dict[str, float] = {}
    for name in reversed(order):
        latest[name] = min([end, *(latest[one] - timed[one] - lags[one] for one in after[name])])
    found = {
        name: Scheduled(
            start=start[name],
            finish=finish[name],
            latest_start=latest[name] - timed[name],
            latest_finish=latest[name],
            horizon=tasks[name].horizon or _horizon(finish[name]),
        )
        for name in timed
    }
    early = sum(one.start < EARLY for one in found.values())
    return Schedule(
        tasks=found,
        end=end,
        chains=tuple(islice(_chains(found, after, lags), MOST_CHAINS)),
        overloaded=dict(_overloaded(found, tasks)),
        front_loaded=len(found) >= FEWEST and early > MOST_EARLY * len(found) + CLOSE,
    )


def _horizon(finish: float) -> Horizon:
    return next((horizon for last, horizon in HORIZON_ENDS if finish <= last + CLOSE), 3)


def _chains(
    found: Mapping[str, Scheduled], after: Mapping[str, Sequence[str]], lags: Mapping[str, float]
) -> Iterator[tuple[str, ...]]:
    """Go through the chains without float: each next one starts the moment it may after the one before."""
    tight = {
        name: [
            one
            for one in after[name]
            if found[one].critical and abs(found[one].start - found[name].finish - lags[one]) <= CLOSE
        ]
        for name in found
        if found[name].critical
    }
    follows = {one for names in tight.values() for one in names}

    def walk(chain: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if not tight[chain[-1]]:
            yield chain
        for one in tight[chain[-1]]:
            yield from walk((*chain, one))

    for name in sorted(tight, key=lambda one: found[one].start):
        if name not in follows:
            yield from walk((name,))


def _overloaded(
    found: Mapping[str, Scheduled], tasks: Mapping[str, Task]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Find the leads with more than three initiatives at once, at the moment when they have most."""
    leads: dict[str, list[str]] = {}
    for name in found:
        lead = " ".join(tasks[name].lead.split()).casefold()
        if lead:
            leads.setdefault(lead, []).append(name)
    for names in leads.values():
        busiest = max(
            (
                [one for one in names if found[one].start <= found[at].start < found[one].finish]
                for at in names
            ),
            key=len,
        )
        if len(busiest) > MOST_PARALLEL:
            yield " ".join(tasks[names[0]].lead.split()), tuple(busiest)


def _text(value: Schedule) -> str:
    chains = "; ".join(ARROW.join(chain) for chain in value.chains)
    if len(value.chains) > 1:
        template = _("Everything can be done after {end} months. Several chains are longest: {chains}.")
    else:
        template = _("Everything can be done after {end} months. The longest chain is {chains}.")
    return template.format(end=f"{value.end:g}", chains=chains)


def _waiting(tasks: Mapping[str, Task], timed: Mapping[str, float]) -> Iterator[str]:
    for name in timed:
        open_ones = [one for one in tasks[name].predecessors if one in tasks and one not in timed]
        if open_ones:
            template = _("{name} waits for {open}, which has no duration yet; its dates may come later.")
            yield template.format(name=name, open=listed(open_ones))


def _notes(value: Schedule) -> Iterator[str]:
    if value.front_loaded:
        early = [name for name, one in value.tasks.items() if one.start < EARLY]
        template = _("{early} of {all} initiatives start in the first six months. Who carries them all?")
        yield template.format(early=len(early), all=len(value.tasks))
    for lead, names in value.overloaded.items():
        template = _("{lead} leads {count} initiatives at the same time: {names}.")
        yield template.format(lead=lead, count=len(names), names=listed(names))
