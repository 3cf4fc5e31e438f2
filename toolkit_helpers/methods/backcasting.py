"""Walking back from a vision: whether a ladder of milestones can be climbed (M21)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Final

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..vocabulary import LEVELS
from .display import listed
from .inputs import number
from .result import Dropped, Result, unavailable

FIRST_STEPS: Final = 1
"""Years after the start that count as the first twelve months; years have no finer grain here."""


@dataclass(frozen=True)
class Milestone:
    """What has to be true in a year on the way to the vision."""

    name: str
    """Short name: ``"M1"``."""
    year: int | None = None
    needs: Collection[str] = ()
    """Names of the milestones that come first."""
    level: str = ""
    """Level of capacity that it changes, ``"L1"`` to ``"L4"``; empty if none is given."""


@dataclass(frozen=True)
class Conflict:
    """An effect that is dated before its cause."""

    cause: str
    effect: str
    cause_year: int
    effect_year: int


@dataclass(frozen=True)
class Backcast:
    """How a ladder of milestones holds together."""

    order: tuple[str, ...]
    """Milestones from the first step to the vision, each after what it needs; empty if there is a cycle."""
    cycle: tuple[str, ...]
    """Milestones that wait for one another, the first one again at the end; empty if there is none."""
    conflicts: tuple[Conflict, ...]
    first_steps: tuple[str, ...]
    """Milestones within the first twelve months."""
    without_predecessor: tuple[str, ...]
    """Later milestones that need nothing first."""
    missing_levels: tuple[str, ...]
    """Levels of capacity that no milestone changes."""
    unknown: tuple[str, ...]
    """Names that a milestone needs and that stand for none."""

    @property
    def order_valid(self) -> bool:
        """Whether every cause comes before its effect and nothing goes round in a circle."""
        return not (self.conflicts or self.cycle)

    @property
    def sound(self) -> bool:
        """Whether every check is satisfied."""
        gaps = (self.without_predecessor, self.missing_levels, self.unknown)
        return self.order_valid and bool(self.first_steps) and not any(gaps)


def backcast(milestones: Sequence[Milestone], *, start: int) -> Result[Backcast]:
    """Check milestones that lead from today to a vision (M21).

    Parameters
    ----------
    milestones
        In any order.  One without a year is left out of the dates, with the reason, and stays in the order.
    start
        Year in which the work begins.  Milestones of this year and the next count as the first twelve months,
        because a year is all that is known.

    Raises ``ToolkitError`` for two milestones of one name, an unknown level, or a year that is no whole
    number.
    Source: Robinson, Futures under glass: a recipe for people who hate to predict, Futures (1990).

    >>> law = Milestone("M1", 2028, level="L1")
    >>> exchange = Milestone("M2", 2026, needs=["M1"], level="L2")
    >>> backcast([law, exchange], start=2026).notes[0]
    'M2 needs M1: an effect is dated before its cause (2026 < 2028).'
    """
    formula = _(
        "order valid = year of what is needed ≤ year of the milestone, and no circle; besides: a predecessor "
        "for every milestone after the first twelve months, a first step, every level L1 to L4"
    )
    inputs = {"milestones": tuple(milestones), "start": start}
    if not milestones:
        why = _("Not available: there is no milestone yet.")
        return unavailable("M21", why, formula=formula, inputs=inputs)
    years = _years(milestones)
    needs, unknown = _needs(milestones)
    order, cycle = _sorted(needs, years)
    value = Backcast(
        order=order,
        cycle=cycle,
        conflicts=tuple(_conflicts(needs, years)),
        first_steps=tuple(name for name, year in years.items() if year is not None and _early(year, start)),
        without_predecessor=tuple(
            name
            for name, year in years.items()
            if not needs[name] and year is not None and not _early(year, start)
        ),
        missing_levels=tuple(level for level in LEVELS if all(one.level != level for one in milestones)),
        unknown=unknown,
    )
    dropped = tuple(Dropped(name, _("it has no year yet")) for name, year in years.items() if year is None)
    return Result("M21", value, inputs, _text(value), formula, dropped, tuple(_notes(value)))


def _early(year: int, start: int) -> bool:
    return year <= start + FIRST_STEPS


def _years(milestones: Sequence[Milestone]) -> dict[str, int | None]:
    years: dict[str, int | None] = {}
    for one in milestones:
        if one.name in years:
            raise ToolkitError(_("two milestones have the name {name}").format(name=repr(one.name)))
        if one.level and one.level not in LEVELS:
            raise ToolkitError(
                _("{level} is no level of capacity").format(level=repr(one.level)),
                where=one.name,
                remedy=_("The levels are {levels}.").format(levels=listed(LEVELS)),
            )
        year = number(one.year, _("the year of a milestone"))
        if year is not None and year != int(year):
            template = _("the year of a milestone must be a whole number and is {value}")
            raise ToolkitError(template.format(value=year), where=one.name)
        years[one.name] = None if year is None else int(year)
    return years


def _needs(milestones: Sequence[Milestone]) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Return what each milestone needs, each once and known, and the names that are not known."""
    names = {one.name for one in milestones}
    needs = {
        one.name: tuple(need for need in dict.fromkeys(one.needs) if need in names) for one in milestones
    }
    unknown = dict.fromkeys(need for one in milestones for need in one.needs if need not in names)
    return needs, tuple(unknown)


def _sorted(
    needs: Mapping[str, tuple[str, ...]], years: Mapping[str, int | None]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the milestones in an order that can be walked, the earlier year first, or the circle."""
    sorter = TopologicalSorter(needs)
    try:
        sorter.prepare()
    except CycleError as error:
        return (), tuple(error.args[1])
    order: list[str] = []
    places = {name: place for place, name in enumerate(needs)}
    ready = list(sorter.get_ready())
    while ready:
        ready.sort(key=lambda name: (years[name] is None, years[name] or 0, places[name]))
        name = ready.pop(0)
        order.append(name)
        sorter.done(name)
        ready += sorter.get_ready()
    return tuple(order), ()


def _conflicts(needs: Mapping[str, tuple[str, ...]], years: Mapping[str, int | None]) -> Iterable[Conflict]:
    for effect, causes in needs.items():
        for cause in causes:
            before, after = years[cause], years[effect]
            if before is not None and after is not None and after < before:
                yield Conflict(cause, effect, before, after)


def _text(value: Backcast) -> str:
    if value.cycle:
        return _("The ladder goes round in a circle: {circle}.").format(circle=" → ".join(value.cycle))
    if value.conflicts:
        return _("The order cannot hold: an effect is dated before its cause.")
    if value.sound:
        return _("The ladder holds: every step has what it needs, from the first months to the vision.")
    return _("The order holds; the ladder is not complete yet.")


def _notes(value: Backcast) -> Iterable[str]:
    for one in value.conflicts:
        template = _("{effect} needs {cause}: an effect is dated before its cause ({early} < {late}).")
        yield template.format(effect=one.effect, cause=one.cause, early=one.effect_year, late=one.cause_year)
    if value.without_predecessor:
        template = _("Nothing comes before: {names}. What had to be true just before?")
        yield template.format(names=listed(value.without_predecessor))
    if not value.first_steps:
        yield _("No milestone lies within the first twelve months. What happens next Monday?")
    questions = {
        "L1": _("No institutional milestone (L1): what must be permitted?"),
        "L2": _("No organisational milestone (L2): who has to be set up to do it?"),
        "L3": _("No individual milestone (L3): what do people have to learn?"),
        "L4": _("No societal milestone (L4): what lets people use it, trust it, shape it?"),
    }
    yield from (questions[level] for level in value.missing_levels)
    if value.unknown:
        yield _("Needed, but not on the ladder: {names}.").format(names=listed(value.unknown))
