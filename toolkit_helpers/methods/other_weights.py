"""Whether a first place survives other weights: each one changed alone, and many random ones (M23)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, fsum
from random import Random
from typing import Final

from ..i18n import gettext as _
from .display import listed
from .inputs import CLOSE

FACTORS: Final = (0.5, 1.5)
CONCENTRATION: Final = 20.0
"""How closely random weights stay around the team's own: the parameters of the Dirichlet add up to it."""
DRAWS, SEED = 2000, 20210
BAND: Final = (0.05, 0.95)


@dataclass(frozen=True)
class Variant:
    """The result with one weight changed and all scaled again."""

    criterion: str
    factor: float
    scores: Mapping[str, float]
    winners: tuple[str, ...]


@dataclass(frozen=True)
class Draws:
    """What many random weight vectors around the team's own say."""

    first: Mapping[str, float]
    """Share of vectors in which an option is first; a shared first place is divided."""
    ranks: Mapping[str, tuple[int, int]]
    """The 5 per cent and 95 per cent point of an option's rank."""
    count: int
    seed: int


def scaled(weights: Sequence[float]) -> list[float]:
    """Return weights that add up to 1."""
    total = fsum(weights)
    return [one / total for one in weights]


def scores_of(table: Mapping[str, Sequence[float]], weights: Sequence[float]) -> dict[str, float]:
    """Return the weighted score of each option."""
    return {name: fsum(w * x for w, x in zip(weights, row, strict=True)) for name, row in table.items()}


def winners_of(scores: Mapping[str, float]) -> tuple[str, ...]:
    """Return the options with the highest score."""
    best = max(scores.values())
    return tuple(name for name, score in scores.items() if score >= best - CLOSE)


def changed_weights(
    table: Mapping[str, Sequence[float]], criteria: Sequence[str], weights: Sequence[float]
) -> tuple[Variant, ...]:
    """Halve each weight above zero, then raise it by half, and score the options anew."""
    variants = []
    for place, name in enumerate(criteria):
        for factor in FACTORS if weights[place] else ():
            changed = scaled([w * factor if at == place else w for at, w in enumerate(weights)])
            found = scores_of(table, changed)
            variants.append(Variant(name, factor, found, winners_of(found)))
    return tuple(variants)


def random_weights(
    table: Mapping[str, Sequence[float]], weights: Sequence[float], count: int, seed: int
) -> Draws:
    """Draw weights from a Dirichlet around the team's own, and count first places and ranks."""
    random = Random(seed)  # noqa: S311  -- a simulation, no secret
    first = dict.fromkeys(table, 0.0)
    ranks: dict[str, list[int]] = {name: [] for name in table}
    for _number in range(count):
        drawn = [random.gammavariate(CONCENTRATION * w, 1.0) if w else 0.0 for w in weights]
        scores = scores_of(table, scaled(drawn))
        winners = winners_of(scores)
        for name in winners:
            first[name] += 1 / len(winners)
        for name, score in scores.items():
            ranks[name].append(1 + sum(other > score + CLOSE for other in scores.values()))
    return Draws(
        first={name: places / count for name, places in first.items()},
        ranks={name: _band(sorted(places)) for name, places in ranks.items()},
        count=count,
        seed=seed,
    )


def _band(ranks: Sequence[int]) -> tuple[int, int]:
    """Return the smallest ranks that at least 5 and 95 per cent of the draws do not exceed."""
    low, high = (ranks[max(ceil(share * len(ranks)), 1) - 1] for share in BAND)
    return low, high


def variant_name(variant: Variant) -> str:
    """Return a variant in words: which weight was changed, and who is first then."""
    if variant.factor < 1:
        template = _("with half the weight of {criterion}: {winners}")
    else:
        template = _("with one and a half times the weight of {criterion}: {winners}")
    return template.format(criterion=variant.criterion, winners=listed(variant.winners))
