"""How far a group is included (M44), and what the Plan has for each group that it names (M45)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from statistics import fmean
from typing import Final, Literal, get_args

from ..errors import ToolkitError
from ..i18n import gettext as _
from .disclosure import LIMIT, too_small, why_small
from .display import listed, per_cent, shown
from .inputs import CLOSE, not_negative, number
from .result import Dropped, Result, unavailable

Tick = Literal["evidence", "action", "indicator", "voice"]
TICKS: Final[tuple[Tick, ...]] = get_args(Tick)
FEWEST_DIMENSIONS: Final = 3


@dataclass(frozen=True)
class Inclusion:
    """Three ways to sum up the dimensions of inclusion of one group, 0 to 1."""

    geometric: float
    """The headline: a dimension of 0 makes it 0, so that nothing can be bought off."""
    arithmetic: float
    minimum: float
    weakest: tuple[str, ...]
    """Names of the dimensions with the lowest value; several if they tie."""


def inclusion_score(
    dimensions: Mapping[str, float | None],
    weights: Mapping[str, float] | None = None,
    *,
    people: float | None = None,
    disclosure_limit: float = LIMIT,
) -> Result[Inclusion]:
    """Sum up how far a group is included, over dimensions such as access, affordability and ability (M44).

    Parameters
    ----------
    dimensions
        Value of each dimension, 0 to 1; ``None`` where it is not known.  Three known ones are needed.
    weights
        Weight of each dimension; equal if left out.  They are scaled to add up to 1 over the known ones.
    people
        People in the group who were asked or counted.  Below the disclosure limit there is no score.

    Raises ``ToolkitError`` for a value outside 0 to 1, a negative weight, or a dimension without a weight.

    Source: the geometric mean as in UNDP, Human Development Report, technical notes (2010); the choice of
    headline is the workbook's own rule.

    >>> values = {"access": 0.62, "affordability": 0.35, "ability": 0.48, "accessibility and trust": 0.55}
    >>> weights = dict(zip(values, (0.30, 0.25, 0.25, 0.20), strict=True))
    >>> score = inclusion_score(values, weights).value
    >>> round(score.arithmetic, 4), round(score.geometric, 4), score.weakest
    (0.5035, 0.4922, ('affordability',))
    """
    formula = _(
        "arithmetic = sum of weight × value; geometric = product of value to the power of its weight; "
        "headline = geometric"
    )
    inputs = {"dimensions": dict(dimensions), "weights": weights and dict(weights), "people": people}
    known = {
        name: read for name, value in dimensions.items() if (read := _dimension(value, name)) is not None
    }
    dropped = tuple(Dropped(name, _("not known")) for name in dimensions if name not in known)
    shares = _weights(known, weights)
    if too_small(people, disclosure_limit):
        why = _("Not shown: the group has {why}.").format(why=why_small(disclosure_limit))
        return unavailable("M44", why, formula=formula, inputs=inputs, dropped=dropped)
    if len(known) < FEWEST_DIMENSIONS:
        why = _("Not available: at least three dimensions need a value.")
        return unavailable("M44", why, formula=formula, inputs=inputs, dropped=dropped)
    if not sum(shares.values()):
        why = _("Not available: no known dimension has a weight above 0.")
        return unavailable("M44", why, formula=formula, inputs=inputs, dropped=dropped)
    lowest = min(known.values())
    value = Inclusion(
        geometric=prod(known[name] ** share for name, share in shares.items()),
        arithmetic=sum(share * known[name] for name, share in shares.items()),
        minimum=lowest,
        weakest=tuple(name for name, one in known.items() if one <= lowest + CLOSE),
    )
    return Result("M44", value, inputs, _score_text(value), formula, dropped, _score_notes(value, people))


def inclusion_levers(
    dimensions: Mapping[str, float], weights: Mapping[str, float] | None = None, *, step: float = 0.1
) -> dict[str, float]:
    """Return the headline that each dimension would give if it alone rose by ``step``, the best first (M44).

    A dimension does not rise above 1.  Raises ``ToolkitError`` as ``inclusion_score`` does.

    >>> values = {"access": 0.62, "affordability": 0.35, "ability": 0.48, "accessibility and trust": 0.55}
    >>> weights = dict(zip(values, (0.30, 0.25, 0.25, 0.20), strict=True))
    >>> {name: round(score, 3) for name, score in inclusion_levers(values, weights).items()}
    {'affordability': 0.524, 'ability': 0.516, 'access': 0.515, 'accessibility and trust': 0.509}
    """
    known = {
        name: read for name, value in dimensions.items() if (read := _dimension(value, name)) is not None
    }
    found = {}
    for name, value in known.items():
        result = inclusion_score({**known, name: min(1.0, value + step)}, weights).value
        if result:
            found[name] = result.geometric
    return dict(sorted(found.items(), key=lambda entry: -entry[1]))


def _dimension(value: float | None, name: str) -> float | None:
    read = number(value, name)
    if read is not None and not 0 <= read <= 1:
        raise ToolkitError(
            _("the dimension {name} is {value}; it runs from 0 to 1").format(name=name, value=read)
        )
    return read


def _weights(known: Mapping[str, float], weights: Mapping[str, float] | None) -> dict[str, float]:
    """Return the weights of the known dimensions, scaled to add up to 1; all 0 if they have none."""
    if weights is None:
        return {name: 1 / len(known) for name in known}
    chosen = {}
    for name in known:
        if name not in weights:
            raise ToolkitError(_("the dimension {name} has no weight").format(name=name))
        chosen[name] = not_negative(weights[name], _("the weight")) or 0.0
    total = sum(chosen.values())
    return {name: weight / total if total else 0.0 for name, weight in chosen.items()}


def _score_text(value: Inclusion) -> str:
    fields = {
        "geometric": shown(value.geometric, 2),
        "arithmetic": shown(value.arithmetic, 2),
        "weakest": listed(value.weakest),
        "minimum": shown(value.minimum, 2),
    }
    if value.minimum == 0:
        template = _(
            "The inclusion score is 0, because nothing makes up for a dimension of 0: {weakest}; the "
            "arithmetic mean would say {arithmetic}."
        )
    else:
        template = _(
            "The inclusion score is {geometric} (arithmetic mean {arithmetic}); the weakest link, at "
            "{minimum}: {weakest}."
        )
    return template.format(**fields)


def _score_notes(value: Inclusion, people: float | None) -> tuple[str, ...]:
    if people is None:
        template = _("How many people stand behind these values? Publish nothing for fewer than {limit}.")
        return (template.format(limit=LIMIT),)
    return ()


@dataclass(frozen=True)
class GroupCoverage:
    """What the Plan has for one group: evidence, action, an indicator of its own, a voice in governance."""

    evidence: bool = False
    action: bool = False
    indicator: bool = False
    voice: bool = False

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """What is there."""
        return tuple(name for name in TICKS if getattr(self, name))

    @property
    def missing(self) -> tuple[Tick, ...]:
        """What is not there yet."""
        return tuple(name for name in TICKS if not getattr(self, name))

    @property
    def coverage(self) -> float:
        """What is there, of four."""
        return len(self.ticks) / len(TICKS)

    @property
    def for_not_with(self) -> bool:
        """Whether something is done for the group without the group: an action and no voice."""
        return self.action and not self.voice


@dataclass(frozen=True)
class LnobCoverage:
    """How far a Plan covers the groups that it names: leaving no one behind."""

    groups: Mapping[str, GroupCoverage]
    coverage: float
    """Mean over the groups."""
    for_not_with: tuple[str, ...]
    """Groups with an action and no voice."""


def lnob_coverage(groups: Mapping[str, GroupCoverage]) -> Result[LnobCoverage]:
    """Say for which groups a Plan has evidence, an action, a disaggregated indicator and a voice (M45).

    ``groups`` maps each group that the Plan names to what there is for it.

    Source: the workbook's own rule, after the pledge to leave no one behind, United Nations (2015).

    >>> coverage = lnob_coverage({
    ...     "older persons": GroupCoverage(evidence=True, action=True, indicator=True, voice=True),
    ...     "persons with disabilities": GroupCoverage(evidence=True, action=True, voice=True),
    ...     "rural women": GroupCoverage(evidence=True, action=True),
    ... }).value
    >>> coverage.coverage, coverage.for_not_with
    (0.75, ('rural women',))
    """
    formula = _("coverage of a group = ticks / 4; coverage of the Plan = mean over its groups")
    inputs = {"groups": dict(groups)}
    if not groups:
        why = _("Not available: the Plan names no group yet.")
        return unavailable("M45", why, formula=formula, inputs=inputs)
    value = LnobCoverage(
        dict(groups),
        fmean(one.coverage for one in groups.values()),
        tuple(name for name, one in groups.items() if one.for_not_with),
    )
    notes = []
    if value.for_not_with:
        template = _("For, not with: there is an action and no voice for {names}.")
        notes.append(template.format(names=listed(value.for_not_with)))
    text = _(
        "The Plan has {share} per cent of evidence, action, indicator and voice for the groups it names."
    )
    return Result(
        "M45", value, inputs, text.format(share=per_cent(value.coverage)), formula, notes=tuple(notes)
    )
