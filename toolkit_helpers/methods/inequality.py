"""Inequality over income (M41) and between and within areas (M42)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Final, Literal

from ..errors import ToolkitError
from ..i18n import gettext as _
from .disclosure import LIMIT, too_small, why_small
from .display import listed, per_cent, shown
from .inputs import CLOSE, not_negative, number, same_length
from .result import Dropped, Result, unavailable

Favours = Literal["richer", "poorer", "neither"]

WHOLE: Final = 1e-6
"""What typed shares may miss of 1 together."""
_NOTHING: Final = 1e-12


@dataclass(frozen=True)
class Concentration:
    """How an outcome is spread from poor to rich; 0 is no gradient, above 0 favours the richer."""

    mean: float
    index: float
    """Concentration index C."""
    erreygers: float
    """4 × mean × C: comparable between outcomes of different level."""
    wagstaff: float
    """C / (1 − mean): of an outcome that ends at 1."""

    @property
    def favours(self) -> Favours:
        """Whom the outcome favours."""
        if abs(self.index) <= CLOSE:
            return "neither"
        return "richer" if self.index > 0 else "poorer"


def concentration_index(
    outcomes: Sequence[float | None],
    shares: Sequence[float] | None = None,
    *,
    incomes: Sequence[float] | None = None,
) -> Result[Concentration]:
    """Sum up how an outcome of 0 to 1 is spread over people ordered by income (M41).

    Parameters
    ----------
    outcomes
        The outcome of each group, or 0 or 1 of each person, from the poorest to the richest.
    shares
        Share of the population in each group, adding up to 1; equal if left out, as fifths are.
    incomes
        Mean income of each group, only to check the order.

    There is no index if nobody or everybody has the outcome, or if a group has no value: leaving it out would
    move the ranks of all others.  Raises ``ToolkitError`` for outcomes outside 0 to 1, for shares that do not
    add up to 1, and if the incomes are not in order.

    Source: O'Donnell and others, Analyzing Health Equity Using Household Survey Data, World Bank (2008);
    Erreygers, Journal of Health Economics (2009); Wagstaff, Health Economics (2005).

    >>> value = concentration_index([0.20, 0.35, 0.50, 0.70, 0.90]).value
    >>> round(value.index, 4), round(value.erreygers, 4), round(value.wagstaff, 4), value.favours
    (0.2642, 0.56, 0.562, 'richer')
    """
    formula = _(
        "C = (2 / mean) × sum of share × outcome × R − 1; R = share of people who are poorer + half of the "
        "group's share itself"
    )
    weights = [1 / len(outcomes) for _one in outcomes] if shares is None else list(shares)
    inputs = {"outcomes": tuple(outcomes), "shares": tuple(weights), "incomes": incomes and tuple(incomes)}
    _check_groups(len(outcomes), weights, incomes)
    known = [read for given in outcomes if (read := _outcome(given)) is not None]
    if len(known) < len(outcomes) or len(known) < 2:
        why = _("Not available: every group from poorest to richest needs a value.")
        return unavailable("M41", why, formula=formula, inputs=inputs)
    mean = sum(share * outcome for share, outcome in zip(weights, known, strict=True))
    if mean <= CLOSE or mean >= 1 - CLOSE:
        why = _("Not available: where nobody or everybody has it, there is no gradient to measure.")
        return unavailable("M41", why, formula=formula, inputs=inputs)
    below, total = 0.0, 0.0
    for share, outcome in zip(weights, known, strict=True):
        total += share * outcome * (below + share / 2)
        below += share
    index = 2 * total / mean - 1
    value = Concentration(mean, index, 4 * mean * index, index / (1 - mean))
    return Result("M41", value, inputs, _gradient(value), formula)


def _check_groups(count: int, shares: Sequence[float], incomes: Sequence[float] | None) -> None:
    same_length(count, len(shares))
    for share in shares:
        not_negative(share, _("the share of the population"))
    if shares and abs(sum(shares) - 1) > WHOLE:
        template = _("the shares of the population must add up to 1 and add up to {sum}")
        raise ToolkitError(template.format(sum=shown(sum(shares), 3)))
    if incomes is not None:
        same_length(count, len(incomes))
        if any(after < before for before, after in pairwise(incomes)):
            raise ToolkitError(
                _("the groups are not in the order of their income"),
                remedy=_("Order them from poorest to richest."),
            )


def _outcome(value: float | None) -> float | None:
    outcome = number(value, _("the outcome"))
    if outcome is not None and not 0 <= outcome <= 1:
        raise ToolkitError(_("an outcome runs from 0 to 1 and is {value}").format(value=outcome))
    return outcome


def _gradient(value: Concentration) -> str:
    fields = {"index": shown(value.index, 3), "mean": per_cent(value.mean)}
    templates: dict[Favours, str] = {
        "neither": _("There is no gradient from poor to rich (concentration index 0; mean {mean} per cent)."),
        "richer": _("The richer are favoured: concentration index {index}, mean {mean} per cent."),
        "poorer": _("The poorer are favoured: concentration index {index}, mean {mean} per cent."),
    }
    return templates[value.favours].format(**fields)


@dataclass(frozen=True)
class Area:
    """A district, and the region that it belongs to."""

    name: str
    region: str
    people: float | None
    rate: float | None
    """Share of people, 0 to 1, or any value from 0."""


@dataclass(frozen=True)
class Region:
    """A region of several areas."""

    name: str
    people: float
    share: float
    """Of all people."""
    mean: float
    theil: float
    """Inequality between its areas."""
    lowest: Area
    """Its area with the lowest rate."""


@dataclass(frozen=True)
class Theil:
    """Inequality between areas, split exactly into a part between regions and a part within them."""

    mean: float
    total: float
    between: float
    within: float
    regions: tuple[Region, ...]
    counted: tuple[Area, ...]
    """Areas with people and rate, large enough to be shown."""

    @property
    def areas(self) -> int:
        """Number of areas counted."""
        return len(self.counted)

    @property
    def between_share(self) -> float | None:
        """Part of the inequality that lies between regions; ``None`` where there is no inequality."""
        return self.between / self.total if self.total > _NOTHING else None


def theil_decomposition(areas: Sequence[Area], *, disclosure_limit: float = LIMIT) -> Result[Theil]:
    """Split the inequality of areas into a part between regions and a part within regions (M42).

    Parameters
    ----------
    areas
        Areas with people and rate.  One without either is left out, and so is one with fewer people than the
        disclosure limit: its rate could reveal a person.
    disclosure_limit
        Fewest people of an area that is counted; 0 to count all.

    T = sum of s × (y / mean) × ln(y / mean) over areas, s their shares of all people; a rate of 0 adds 0.  It
    measures inequality between areas, not between persons.  Raises ``ToolkitError`` for negative numbers.

    Source: Theil, Economics and Information Theory (1967).

    >>> north = [Area("Hill", "North", 40_000, 0.30), Area("Lake", "North", 60_000, 0.60)]
    >>> south = [Area("Port", "South", 30_000, 0.50), Area("City", "South", 70_000, 0.90)]
    >>> value = theil_decomposition(north + south).value
    >>> round(value.total, 4), round(value.between, 4), round(value.within, 4), round(value.between_share, 3)
    (0.0662, 0.0286, 0.0376, 0.432)
    """
    formula = _("T = sum of s × (y / mean) × ln(y / mean) = between regions + within regions")
    inputs = {"areas": tuple(areas), "disclosure_limit": disclosure_limit}
    counted, dropped = _counted(areas, disclosure_limit)
    people = sum(one.people or 0 for one in counted)
    mean = sum((one.people or 0) * (one.rate or 0) for one in counted) / people if people else 0.0
    if len(counted) < 2:
        why = _("Not available: at least two areas need people and a rate.")
        return unavailable("M42", why, formula=formula, inputs=inputs, dropped=dropped)
    if mean <= 0:
        why = _("Not available: the rate is 0 everywhere.")
        return unavailable("M42", why, formula=formula, inputs=inputs, dropped=dropped)
    groups: dict[str, list[Area]] = {}
    for one in counted:
        groups.setdefault(one.region.strip() or _("no region"), []).append(one)
    regions = tuple(_region(name, inside, people) for name, inside in groups.items())
    between = sum(region.share * _term(region.mean / mean) for region in regions)
    within = sum(region.share * region.mean / mean * region.theil for region in regions)
    total = sum((one.people or 0) / people * _term((one.rate or 0) / mean) for one in counted)
    value = Theil(mean, total, between, within, regions, tuple(counted))
    return Result("M42", value, inputs, _split(value), formula, dropped, _theil_notes(value, groups))


def _counted(areas: Sequence[Area], limit: float) -> tuple[list[Area], tuple[Dropped, ...]]:
    counted, dropped = [], []
    for one in areas:
        people = not_negative(one.people, _("the number of people"))
        rate = not_negative(one.rate, _("the rate"))
        if people is None or rate is None:
            dropped.append(Dropped(one.name, _("no number of people or no rate")))
        elif too_small(people, limit):
            dropped.append(Dropped(one.name, why_small(limit)))
        elif people == 0:
            dropped.append(Dropped(one.name, _("nobody lives there")))
        else:
            counted.append(one)
    return counted, tuple(dropped)


def _region(name: str, areas: list[Area], everybody: float) -> Region:
    people = sum(one.people or 0 for one in areas)
    mean = sum((one.people or 0) * (one.rate or 0) for one in areas) / people
    theil = 0.0
    if mean > 0:
        theil = sum((one.people or 0) / people * _term((one.rate or 0) / mean) for one in areas)
    lowest = min(areas, key=lambda one: one.rate or 0)
    return Region(name, people, people / everybody, mean, theil, lowest)


def _term(ratio: float) -> float:
    """Return y ln y, with its limit 0 at 0."""
    return ratio * log(ratio) if ratio > 0 else 0.0


def _split(value: Theil) -> str:
    share = value.between_share
    if share is None:
        return _("All {count} areas have the same rate: there is no inequality between them.").format(
            count=value.areas
        )
    return _(
        "Of the inequality between {count} areas, {between} per cent lies between regions and {within} per "
        "cent within them."
    ).format(count=value.areas, between=per_cent(share), within=per_cent(1 - share))


def _theil_notes(value: Theil, groups: Mapping[str, list[Area]]) -> tuple[str, ...]:
    notes = []
    if len(groups) < 2:
        notes.append(_("There is one region only, so nothing lies between regions."))
    alone = [name for name, inside in groups.items() if len(inside) == 1]
    if alone:
        template = _("Regions with one area have no inequality within: {names}.")
        notes.append(template.format(names=listed(alone)))
    share = value.between_share
    if share is not None and len(groups) > 1 and share < 0.5 - CLOSE:
        notes.append(
            _("More lies within regions than between them: choosing regions only would miss the larger part.")
        )
    return tuple(notes)
