"""Options weighed by several criteria, and whether the winner survives other weights (M23)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, Final, Literal

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import listed, shown
from .inputs import CLOSE, not_negative, number
from .other_weights import (
    DRAWS,
    SEED,
    Draws,
    Variant,
    changed_weights,
    random_weights,
    scaled,
    scores_of,
    variant_name,
    winners_of,
)
from .result import Dropped, Result, unavailable

Reading = Literal["robust", "depends on weights", "shortlist"]
READINGS: Final[tuple[tuple[float, Reading], ...]] = (
    (0.9, "robust"),
    (0.6, "depends on weights"),
    (0.0, "shortlist"),
)
"""Lower bounds of robustness; a bound belongs to the upper reading."""
LOW, HIGH = 1, 5


@dataclass(frozen=True)
class Criterion:
    """One criterion with its weight, in any unit; weights are scaled to sum 1."""

    name: str
    weight: float
    cost: bool = False
    """Whether a lower score is better."""
    natural: bool = False
    """Whether scores are in a unit of their own, spread from the lowest to the highest option, instead of
    1 to 5."""


@dataclass(frozen=True)
class WeightedCriteria:
    """Scores, first place, and how far it depends on the weights."""

    weights: Mapping[str, float]
    scores: Mapping[str, float]
    """0 to 1 by option."""
    winners: tuple[str, ...]
    variants: tuple[Variant, ...]
    robustness: float
    """Share of variants with the same sole winner; 0 where the first place is shared."""
    draws: Draws | None
    alike: tuple[str, ...]
    """Criteria on which all options score the same."""

    @property
    def reading(self) -> Reading:
        """How to present the ranking."""
        return next(name for bound, name in READINGS if self.robustness >= bound - CLOSE)

    @property
    def turning(self) -> tuple[Variant, ...]:
        """Variants in which the winner is not alone in first place."""
        return tuple(one for one in self.variants if one.winners != self.winners or len(self.winners) > 1)

    @property
    def shortlist(self) -> tuple[str, ...]:
        """Every option that is first, or shares the first place, with some weights."""
        first = {name for one in self.variants for name in one.winners} | set(self.winners)
        return tuple(name for name in self.scores if name in first)


def reading_name(reading: Reading) -> str:
    """Return the name of a reading in the workbook's language."""
    return {
        "robust": _("robust"),
        "depends on weights": _("depends on weights"),
        "shortlist": _("a shortlist, no ranking"),
    }[reading]


def _formula() -> str:
    return _(
        "score = Σ weight × normalised score; benefit (x − 1)/4, cost (5 − x)/4; robustness = variants with "
        "the same sole winner / variants"
    )


def weighted_criteria(
    options: Mapping[str, Sequence[float | None]],
    criteria: Sequence[Criterion],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Result[WeightedCriteria]:
    """Score options by weighted criteria and test the winner (M23).

    Parameters
    ----------
    options
        One score for each criterion, in the order of ``criteria``: 1 to 5, or in a natural unit.
    criteria
        The criteria with their weights.
    draws
        Number of random weight vectors; 0 leaves them out.
    seed
        Makes the random weights the same each time.

    Each weight above zero is halved and multiplied by 1.5, all are scaled again, and the winner is compared.
    An option with a missing score is left out; one option alone has no ranking.  Raises ``ToolkitError`` for
    weights that are all zero or negative, scores outside 1 to 5, a wrong number of scores, and equal names of
    criteria.

    Source: Belton and Stewart, Multiple Criteria Decision Analysis (2002).

    >>> weights = zip(("Reach", "Inclusion", "Speed", "Cost"), (0.4, 0.3, 0.2, 0.1))
    >>> options = {"A": (4, 3, 5, 2), "B": (5, 2, 2, 4), "C": (3, 5, 4, 4)}
    >>> value = weighted_criteria(options, [Criterion(*one) for one in weights], draws=0).value
    >>> {name: round(score, 3) for name, score in value.scores.items()}, value.robustness
    ({'A': 0.675, 'B': 0.6, 'C': 0.725}, 0.75)
    >>> value.shortlist, value.reading
    (('A', 'C'), 'depends on weights')
    """
    inputs: dict[str, Any] = {"options": options, "criteria": tuple(criteria)}
    weights = _weights(criteria)
    read = {name: _read(name, scores, criteria) for name, scores in options.items()}
    whole = {name: [x for x in scores if x is not None] for name, scores in read.items()}
    whole = {name: scores for name, scores in whole.items() if len(scores) == len(criteria)}
    dropped = tuple(Dropped(name, _("a score is missing")) for name in read if name not in whole)
    if len(whole) < 2:
        why = _("There is no ranking yet: at least two options need a score on every criterion.")
        return unavailable("M23", why, formula=_formula(), inputs=inputs, dropped=dropped)
    table = _normalised(whole, criteria)
    value = _tested(table, criteria, weights, draws, seed)
    return Result("M23", value, inputs, _text(value), _formula(), dropped, tuple(_notes(value, criteria)))


def _weights(criteria: Sequence[Criterion]) -> list[float]:
    if len({one.name for one in criteria}) < len(criteria):
        raise ToolkitError(_("two criteria have the same name"), remedy=_("Give each a name of its own."))
    given = [not_negative(one.weight, one.name) or 0.0 for one in criteria]
    if not fsum(given) > 0:
        raise ToolkitError(_("all weights are zero"), remedy=_("Give at least one criterion a weight."))
    return scaled(given)


def _read(option: str, scores: Sequence[float | None], criteria: Sequence[Criterion]) -> list[float | None]:
    if len(scores) != len(criteria):
        template = _("{option} needs one score for each of {count} criteria and has {given}")
        raise ToolkitError(template.format(option=option, count=len(criteria), given=len(scores)))
    read = [number(score, one.name) for score, one in zip(scores, criteria, strict=True)]
    for score, one in zip(read, criteria, strict=True):
        if score is not None and not one.natural and not LOW <= score <= HIGH:
            template = _("the score of {option} on {criterion} must lie from 1 to 5 and is {score}")
            raise ToolkitError(template.format(option=option, criterion=one.name, score=score))
    return read


def _normalised(
    options: Mapping[str, Sequence[float]], criteria: Sequence[Criterion]
) -> dict[str, list[float]]:
    """Bring all scores to 0 to 1, 1 being best; where a natural unit does not differ, all get 0."""
    columns = []
    for place, one in enumerate(criteria):
        column = [scores[place] for scores in options.values()]
        low, high = (min(column), max(column)) if one.natural else (LOW, HIGH)
        span = high - low
        shares = [(score - low) / span if span else 0.0 for score in column]
        columns.append([1 - share for share in shares] if one.cost and span else shares)
    return {name: list(row) for name, row in zip(options, zip(*columns, strict=True), strict=True)}


def _tested(
    table: Mapping[str, Sequence[float]],
    criteria: Sequence[Criterion],
    weights: Sequence[float],
    draws: int,
    seed: int,
) -> WeightedCriteria:
    scores = scores_of(table, weights)
    winners = winners_of(scores)
    variants = changed_weights(table, [one.name for one in criteria], weights)
    same = sum(one.winners == winners for one in variants) if len(winners) == 1 else 0
    columns = zip(criteria, zip(*table.values(), strict=True), strict=True)
    return WeightedCriteria(
        weights={one.name: weight for one, weight in zip(criteria, weights, strict=True)},
        scores=scores,
        winners=winners,
        variants=variants,
        robustness=same / len(variants),
        draws=random_weights(table, weights, draws, seed) if draws else None,
        alike=tuple(one.name for one, column in columns if max(column) - min(column) <= CLOSE),
    )


def _text(value: WeightedCriteria) -> str:
    fields = {
        "winners": listed(value.winners),
        "score": shown(value.scores[value.winners[0]]),
        "same": len(value.variants) - len(value.turning),
        "all": len(value.variants),
        "shortlist": listed(value.shortlist),
    }
    if len(value.winners) > 1:
        template = _("{winners} share the first place with {score}: not robust; present a shortlist.")
    elif value.reading == "robust":
        template = _("{winners} leads with {score}, and alone in {same} of {all} variations: robust.")
    elif value.reading == "depends on weights":
        template = _(
            "{winners} leads with {score}, and alone in {same} of {all} variations: it depends on the "
            "weights. Shortlist: {shortlist}."
        )
    else:
        template = _(
            "{winners} leads with {score}, yet alone in only {same} of {all} variations: present the "
            "shortlist {shortlist}, no ranking."
        )
    return template.format(**fields)


def _notes(value: WeightedCriteria, criteria: Sequence[Criterion]) -> list[str]:
    notes = []
    if value.turning and len(value.winners) == 1:
        cases = "; ".join(variant_name(one) for one in value.turning)
        notes.append(_("The first place changes {cases}.").format(cases=cases))
    if value.alike:
        template = _("All options score the same on {criteria}: it does not discriminate.")
        notes.append(template.format(criteria=listed(value.alike)))
    if sum(weight > 0 for weight in value.weights.values()) == 1:
        notes.append(_("Only one criterion has a weight, so changing it changes nothing."))
    given = fsum(one.weight for one in criteria)
    if abs(given - 1) > 0.001:
        notes.append(_("The weights add up to {sum} and were scaled to 1.").format(sum=shown(given, 2)))
    return notes
