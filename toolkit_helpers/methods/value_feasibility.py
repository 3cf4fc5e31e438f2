"""Initiatives by value and feasibility, and the foundations that others stand on (M22)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Any, Final, Literal

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import listed, shown
from .inputs import CLOSE, not_negative, rating
from .result import Dropped, Result, unavailable

Quadrant = Literal["start now", "prepare", "only if nearly free", "not now"]
CUT: Final = 3.0
"""Means from here on count as high."""
WORTH: Final = frozenset({"start now", "prepare"})
"""Quadrants of initiatives that are worth doing, whether at once or later."""
CARRIES: Final = 2
"""An initiative that so many worthwhile ones wait for is a foundation."""
ENOUGH: Final = 3
"""From so many initiatives on, all of them in "start now" is a reason to ask."""
LOW, HIGH = 1, 5


@dataclass(frozen=True)
class Rated:
    """An initiative as a team rates it, 1 to 5 on each criterion, and what it waits for."""

    value: Sequence[float | None]
    """Suggested: public value and the SDGs, inclusion, closes a critical gap."""
    feasibility: Sequence[float | None]
    """Suggested: political and legal readiness, organisational capacity, affordability, simplicity."""
    predecessors: Collection[str] = ()
    """Names of the initiatives that must end first."""


@dataclass(frozen=True)
class Placing:
    """Where an initiative stands."""

    value: float
    feasibility: float
    quadrant: Quadrant
    near: bool
    """Whether one step in one score would move it to another quadrant."""


@dataclass(frozen=True)
class Placed:
    """An initiative in the list, with what the foundations rule makes of it."""

    name: str
    placing: Placing
    quadrant: Quadrant
    """As shown: a foundation is never "not now"."""
    carries: tuple[str, ...] = ()
    """Worthwhile initiatives that wait for it directly."""

    @property
    def foundation(self) -> bool:
        """Whether two or more worthwhile initiatives stand on it."""
        return len(self.carries) >= CARRIES


def quadrant_name(quadrant: Quadrant) -> str:
    """Return the name of a quadrant in the workbook's language."""
    return {
        "start now": _("start now"),
        "prepare": _("prepare"),
        "only if nearly free": _("only if nearly free"),
        "not now": _("not now"),
    }[quadrant]


def _formula() -> str:
    return _("value and feasibility = weighted means of their scores; a mean of 3.0 or more is high")


def place_initiative(
    value: Sequence[float | None],
    feasibility: Sequence[float | None],
    value_weights: Sequence[float] | None = None,
    feasibility_weights: Sequence[float] | None = None,
) -> Result[Placing]:
    """Place one initiative on the map of value and feasibility (M22); all scores 1 to 5.

    Parameters
    ----------
    value, feasibility
        Scores on the criteria of each axis; one that is missing makes the place not available.
    value_weights, feasibility_weights
        One weight for each score, equal if left out; they are scaled to sum 1.

    Raises ``ToolkitError`` outside 1 to 5 and for impossible weights.
    Source: the common impact and effort matrix; cut, criteria and foundations rule are the workbook's own.

    >>> placed = place_initiative([5, 3, 5], [3, 2, 2, 2]).value
    >>> round(placed.value, 2), placed.feasibility, placed.quadrant
    (4.33, 2.25, 'prepare')
    """
    sides = {_("value"): (value, value_weights), _("feasibility"): (feasibility, feasibility_weights)}
    inputs: dict[str, Any] = {"value": tuple(value), "feasibility": tuple(feasibility)}
    means, steps = [], []
    for name, (scores, weights) in sides.items():
        read = [rating(score, name, LOW, HIGH) for score in scores]
        known = [score for score in read if score is not None]
        if not known or len(known) < len(read):
            why = _("There is no place on the map until every score of {name} is given.").format(name=name)
            return unavailable("M22", why, formula=_formula(), inputs=inputs)
        shares = _shares(weights, len(known))
        means.append(fsum(share * score for share, score in zip(shares, known, strict=True)))
        steps.append(_reach(known, shares, means[-1]))
    quadrant = _quadrant(*means)
    placing = Placing(means[0], means[1], quadrant, near=any(steps))
    return Result("M22", placing, inputs, _text(placing), _formula())


def _shares(weights: Sequence[float] | None, count: int) -> list[float]:
    given = [1.0] * count if weights is None else [not_negative(one, _("a weight")) or 0.0 for one in weights]
    total = fsum(given)
    if len(given) != count or total <= 0:
        raise ToolkitError(_("each criterion needs one weight, and at least one of them is above zero"))
    return [one / total for one in given]


def _high(mean: float) -> bool:
    return mean >= CUT - CLOSE


def _reach(scores: Sequence[int], shares: Sequence[float], mean: float) -> bool:
    """Say whether one step in one score would carry a mean over the cut."""
    step = -1 if _high(mean) else 1
    moved = (
        mean + step * share
        for share, score in zip(shares, scores, strict=True)
        if LOW <= score + step <= HIGH
    )
    return any(_high(one) != _high(mean) for one in moved)


def _quadrant(value: float, feasibility: float) -> Quadrant:
    if _high(value):
        return "start now" if _high(feasibility) else "prepare"
    return "only if nearly free" if _high(feasibility) else "not now"


def _text(placing: Placing) -> str:
    template = {
        "start now": _("Value {value}, feasibility {feasibility}: start now."),
        "prepare": _("Value {value}, feasibility {feasibility}: prepare, build the missing capacity first."),
        "only if nearly free": _("Value {value}, feasibility {feasibility}: only if nearly free."),
        "not now": _("Value {value}, feasibility {feasibility}: not now."),
    }[placing.quadrant]
    return template.format(value=shown(placing.value, 2), feasibility=shown(placing.feasibility, 2))


def place_initiatives(
    initiatives: Mapping[str, Rated],
    value_weights: Sequence[float] | None = None,
    feasibility_weights: Sequence[float] | None = None,
) -> Result[tuple[Placed, ...]]:
    """Place all initiatives and find the foundations (M22), in the order given.

    An initiative that two or more worthwhile ones ("start now" or "prepare") wait for is a foundation and is
    never "not now"; it is then shown as "prepare", and counts as worthwhile for those it waits for itself.
    Initiatives with a missing score are left out.  Raises ``ToolkitError`` as ``place_initiative`` does.

    Source: as ``place_initiative``.

    >>> exchange = Rated((2, 2, 2), (2, 2, 2, 2))
    >>> services = {name: Rated((5, 4, 4), (3, 3, 4, 3), ("Exchange",)) for name in ("Births", "Benefit")}
    >>> first = place_initiatives({"Exchange": exchange, **services}).value[0]
    >>> first.placing.quadrant, first.quadrant, first.carries
    ('not now', 'prepare', ('Births', 'Benefit'))
    """
    found: dict[str, Placing] = {}
    dropped = []
    for name, one in initiatives.items():
        result = place_initiative(one.value, one.feasibility, value_weights, feasibility_weights)
        if result.value is None:
            dropped.append(Dropped(name, result.interpretation))
        else:
            found[name] = result.value
    if not found:
        why = _("Nothing can be placed yet: no initiative has all its scores.")
        return unavailable("M22", why, formula=_formula(), inputs=initiatives, dropped=tuple(dropped))
    placed = _with_foundations(found, initiatives)
    return Result(
        "M22", placed, initiatives, _summary(placed), _formula(), tuple(dropped), tuple(_notes(placed))
    )


def _with_foundations(found: Mapping[str, Placing], initiatives: Mapping[str, Rated]) -> tuple[Placed, ...]:
    """Apply the foundations rule until nothing changes; a lifted foundation may lift another."""
    places = {name: Placed(name, placing, placing.quadrant) for name, placing in found.items()}
    changed = True
    while changed:
        changed = False
        for name, one in places.items():
            carries = tuple(
                other
                for other, place in places.items()
                if other != name and place.quadrant in WORTH and name in initiatives[other].predecessors
            )
            lifted = len(carries) >= CARRIES and one.placing.quadrant == "not now"
            new = replace(one, carries=carries, quadrant="prepare" if lifted else one.placing.quadrant)
            if new != one:
                places[name] = new
                changed = True
    return tuple(places.values())


def _summary(placed: Sequence[Placed]) -> str:
    now = [one.name for one in placed if one.quadrant == "start now"]
    later = [one.name for one in placed if one.quadrant == "prepare"]
    fields = {"now": listed(now), "later": listed(later)}
    if now and later:
        return _("Start now: {now}. Prepare: {later}.").format(**fields)
    if now:
        return _("Start now: {now}. None is to be prepared.").format(**fields)
    if later:
        return _("Prepare: {later}. None can start now.").format(**fields)
    return _("No initiative reaches a value of 3.0.")


def _notes(placed: Sequence[Placed]) -> list[str]:
    notes = []
    for one in placed:
        if one.foundation and one.quadrant != one.placing.quadrant:
            template = _(
                "{name} is a foundation for {carries}: by its scores it is “not now”, yet without it they "
                "cannot start, so prepare it."
            )
            notes.append(template.format(name=one.name, carries=listed(one.carries)))
        elif one.foundation:
            template = _("{name} is a foundation for {carries}.")
            notes.append(template.format(name=one.name, carries=listed(one.carries)))
    near = [one.name for one in placed if one.placing.near]
    if near:
        template = _("Near a line, where one step in one score would change the quadrant: {names}.")
        notes.append(template.format(names=listed(near)))
    if len(placed) >= ENOUGH and all(one.quadrant == "start now" for one in placed):
        notes.append(_("Everything is to start now. Your feasibility ratings come from whom?"))
    return notes
