"""Stakeholders: power, interest, and who must be heard because they are affected (M14)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Final, Literal

from ..i18n import gettext as _
from .display import listed
from .inputs import rating
from .result import Dropped, Result, unavailable

Quadrant = Literal[
    "collaborate closely", "win over and keep satisfied", "keep informed and involve", "monitor"
]
CUT: Final = 3
"""Scores from here on count as high."""
STRONGLY_AFFECTED: Final = 4
LITTLE_POWER: Final = 2
ENOUGH: Final = 8
PEOPLE: Final = frozenset({"civil_society", "user_group", "vulnerable_users"})
"""Categories that bring in people from outside government."""
LOCAL: Final = frozenset({"local_government"})


@dataclass(frozen=True)
class Stakeholder:
    """A group, body or role, as a team rates it."""

    name: str
    power: float | None
    interest: float | None
    affected: float | None
    stance: float | None = None
    """−2 against to +2 in favour; never part of a shared Plan."""
    category: str = ""


@dataclass(frozen=True)
class Position:
    """How to work with a stakeholder."""

    quadrant: Quadrant
    must_be_heard: bool | None
    """Strongly affected with little power; ``None`` if nobody rated how affected."""


@dataclass(frozen=True)
class StakeholderMap:
    """All stakeholders with their positions, in the order given."""

    positions: tuple[tuple[str, Position], ...]

    @property
    def must_be_heard(self) -> tuple[str, ...]:
        """Names of the groups for which the Plan needs an engagement action, whatever their quadrant."""
        return tuple(name for name, position in self.positions if position.must_be_heard)


def _formula() -> str:
    return _(
        "power and interest from 3 count as high; must be heard: affected of 4 or more, power of 2 or less"
    )


def stakeholder_position(
    power: float | None, interest: float | None, affected: float | None, stance: float | None = None
) -> Result[Position]:
    """Place a stakeholder on the power–interest grid and see whether it must be heard (M14).

    Power, interest and affected run from 1 to 5, and 3 counts as high; stance runs from −2 to +2 and does not
    change the place.  Whoever is affected with 4 or more and has power of 2 or less must be heard, whatever
    the quadrant.  Raises ``ToolkitError`` outside these ranges.

    Source: Bryson, What to do when stakeholders matter, Public Management Review (2004); the rule for
    affected groups is the workbook's own.

    >>> stakeholder_position(power=2, interest=5, affected=5).value
    Position(quadrant='keep informed and involve', must_be_heard=True)
    """
    formula = _formula()
    inputs = {"power": power, "interest": interest, "affected": affected, "stance": stance}
    strong, keen = rating(power, _("power")), rating(interest, _("interest"))
    touched = rating(affected, _("affected"))
    rating(stance, _("stance"), -2, 2)
    if strong is None or keen is None:
        why = _("There is no place on the grid without both power and interest.")
        return unavailable("M14", why, formula=formula, inputs=inputs)
    heard = None if touched is None else touched >= STRONGLY_AFFECTED and strong <= LITTLE_POWER
    position = Position(_quadrant(strong, keen), heard)
    notes = []
    if CUT in (strong, keen):
        notes.append(_("Exactly 3 counts as high."))
    if heard is None:
        notes.append(_("Whether the group must be heard is open: rate how strongly it is affected."))
    return Result("M14", position, inputs, _text(position), formula, notes=tuple(notes))


def _quadrant(power: int, interest: int) -> Quadrant:
    if power >= CUT:
        return "collaborate closely" if interest >= CUT else "win over and keep satisfied"
    return "keep informed and involve" if interest >= CUT else "monitor"


def _text(position: Position) -> str:
    label = {
        "collaborate closely": _("collaborate closely"),
        "win over and keep satisfied": _("win over and keep satisfied"),
        "keep informed and involve": _("keep informed and involve"),
        "monitor": _("monitor"),
    }[position.quadrant]
    if position.must_be_heard:
        template = _(
            "How to work with this group: {quadrant}. It must be heard: strongly affected, with little power."
        )
    else:
        template = _("How to work with this group: {quadrant}.")
    return template.format(quadrant=label)


def stakeholder_map(
    stakeholders: Sequence[Stakeholder],
    *,
    people: Collection[str] = PEOPLE,
    local: Collection[str] = LOCAL,
) -> Result[StakeholderMap]:
    """Place all stakeholders of a team, and warn of who is missing (M14).

    ``people`` and ``local`` are the categories that stand for civil society or users, and for local
    government.  The notes warn of fewer than eight stakeholders and of a list without either of them.  Raises
    ``ToolkitError`` as ``stakeholder_position`` does.

    Source: as ``stakeholder_position``.

    >>> result = stakeholder_map([Stakeholder("Association of persons with disabilities", 2, 5, 5)])
    >>> result.interpretation
    'Must be heard, strongly affected and with little power: Association of persons with disabilities.'
    """
    formula = _formula()
    inputs = {"stakeholders": tuple(asdict(one) for one in stakeholders)}
    placed = []
    dropped = []
    for one in stakeholders:
        result = stakeholder_position(one.power, one.interest, one.affected, one.stance)
        if result.value is None:
            dropped.append(Dropped(one.name, result.interpretation))
        else:
            placed.append((one.name, result.value))
    notes = tuple(_warnings({one.category for one in stakeholders}, len(stakeholders), people, local))
    if not placed:
        why = _("Nobody is on the grid yet: rate power and interest of the stakeholders.")
        return unavailable("M14", why, formula=formula, inputs=inputs, dropped=tuple(dropped), notes=notes)
    value = StakeholderMap(tuple(placed))
    if value.must_be_heard:
        text = _("Must be heard, strongly affected and with little power: {names}.")
    else:
        text = _("According to these scores no group is strongly affected and has little power.")
    text = text.format(names=listed(value.must_be_heard))
    return Result("M14", value, inputs, text, formula, tuple(dropped), notes)


def _warnings(
    categories: Collection[str], count: int, people: Collection[str], local: Collection[str]
) -> list[str]:
    notes = []
    if count < ENOUGH:
        notes.append(_("Fewer than eight stakeholders: who is missing?"))
    if not set(categories) & set(people):
        notes.append(_("No civil society and no group of users is on the list."))
    if not set(categories) & set(local):
        notes.append(_("No local government is on the list."))
    return notes
