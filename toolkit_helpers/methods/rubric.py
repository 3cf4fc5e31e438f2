"""Rubrics for texts and group work: a score from levels 0 to 3, and what several readers say (M62).

People rate, never a machine: the workbook counts words, shows the rubric and adds up what was ticked.

Source: analytic rubrics after Brookhart, How to Create and Use Rubrics for Formative Assessment and Grading
(2013); the four levels are the workbook's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from statistics import median
from typing import Any, Final

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import listed, shown
from .inputs import CLOSE, not_negative, rating, same_length
from .raters import TENTATIVE, Agreement, Spread, agreement, widest_items
from .result import Dropped, Result, unavailable

LOW: Final = 0
TOP: Final = 3


@dataclass(frozen=True)
class RubricScore:
    """A score with the levels it was made of."""

    score: float
    """0 to 1: the weighted mean of the levels, of 3."""
    levels: Mapping[str, float]
    """Level of each criterion that was rated, 0 to 3; a median of readers may lie half-way."""
    weights: Mapping[str, float]
    """Weight of each of these criteria; together they are 1."""

    @property
    def lowest(self) -> tuple[str, ...]:
        """The criteria with the lowest level: where another half hour is best spent."""
        least = min(self.levels.values())
        return tuple(name for name, level in self.levels.items() if level <= least + CLOSE)


@dataclass(frozen=True)
class PeerReview:
    """What several readers say about one text."""

    readers: int
    medians: RubricScore
    """The score of the readers' median levels."""
    widest: tuple[Spread, ...]
    """Criteria that two or more readers rated, the widest range first."""
    agreement: Result[Agreement]
    """Krippendorff's alpha for ordered levels (M13); not available with few readers or criteria."""

    @property
    def to_discuss(self) -> Spread | None:
        """The criterion on which the readers differ most; ``None`` where they do not differ."""
        return self.widest[0] if self.widest and self.widest[0].range else None


def level_name(level: int) -> str:
    """Return a level in words: missing, beginning, sound or convincing.

    >>> level_name(2)
    'sound'
    """
    return (_("missing"), _("beginning"), _("sound"), _("convincing"))[level]


def rubric_score(
    levels: Mapping[str, float | None], weights: Mapping[str, float] | None = None
) -> Result[RubricScore]:
    """Score a text from the levels of its criteria (M62).

    Parameters
    ----------
    levels
        Level of each criterion: 0 missing, 1 beginning, 2 sound, 3 convincing; ``None`` where not rated.
    weights
        Weight of each criterion, in any unit; all alike by default.

    score = Σ weight × level / 3, the weights scaled to add up to 1.  A criterion that is not rated is left
    out and named, and the weights of the others are scaled again.  Raises ``ToolkitError`` for a level that
    is none, for weights that are negative or all zero, and for criteria without a weight.

    Source: Brookhart, How to Create and Use Rubrics (2013).

    >>> value = rubric_score(dict(zip("abcd", (3, 2, 2, 1))), dict(zip("abcd", (0.3, 0.3, 0.2, 0.2)))).value
    >>> round(value.score, 4), value.lowest
    (0.7, ('d',))
    """
    read = {name: rating(level, name, LOW, TOP) for name, level in levels.items()}
    return _scored(read, weights, {"levels": levels, "weights": weights})


def peer_review(
    readers: Sequence[Mapping[str, float | None]], weights: Mapping[str, float] | None = None
) -> Result[PeerReview]:
    """Put together what several readers say about one text (M62).

    Parameters
    ----------
    readers
        For each reader the level of each criterion, 0 to 3; ``None`` or nothing where one did not rate.
    weights
        As for ``rubric_score``.

    Gives the median of each criterion, the score of these medians, where the readers differ most, and how far
    they agree (M13).  Raises ``ToolkitError`` as ``rubric_score`` does.

    Source: Brookhart, How to Create and Use Rubrics (2013); Krippendorff, Content Analysis (2019).

    >>> value = peer_review([{"vision": 3, "law": 2}, {"vision": 2, "law": 0}, {"vision": 3, "law": 1}]).value
    >>> dict(value.medians.levels), round(value.medians.score, 4), value.to_discuss.name
    ({'vision': 3, 'law': 1}, 0.6667, 'law')
    """
    names = list(dict.fromkeys(name for reader in readers for name in reader))
    ratings = [[rating(reader.get(name), name, LOW, TOP) for name in names] for reader in readers]
    given = [[level for level in column if level is not None] for column in zip(*ratings, strict=True)]
    medians = {name: median(column) if column else None for name, column in zip(names, given, strict=True)}
    inputs: dict[str, Any] = {"readers": tuple(readers), "weights": weights}
    scored = _scored(medians, weights, inputs)
    if scored.value is None:
        return unavailable(
            "M62", scored.interpretation, formula=scored.formula, inputs=inputs, dropped=scored.dropped
        )
    value = PeerReview(
        readers=sum(any(level is not None for level in row) for row in ratings),
        medians=scored.value,
        widest=widest_items(ratings, names),
        agreement=agreement(ratings, names=names, resamples=0),
    )
    notes = (*scored.notes, *_advice(value, [level for column in given for level in column]))
    return Result("M62", value, inputs, scored.interpretation, scored.formula, scored.dropped, notes)


def _scored(
    levels: Mapping[str, float | None], weights: Mapping[str, float] | None, inputs: Mapping[str, Any]
) -> Result[RubricScore]:
    formula = _("score = Σ weight × level / 3")
    given = _weights(levels, weights)
    rated = {name: level for name, level in levels.items() if level is not None}
    dropped = tuple(Dropped(name, _("not rated")) for name in levels if name not in rated)
    total = fsum(given[name] for name in rated)
    if not total > 0:
        why = _("Not available: rate a criterion first.")
        if rated:
            why = _("Not available: the criteria that are rated have no weight.")
        return unavailable("M62", why, formula=formula, inputs=inputs, dropped=dropped)
    scaled = {name: given[name] / total for name in rated}
    score = fsum(scaled[name] * level / TOP for name, level in rated.items())
    value = RubricScore(score, rated, scaled)
    partial = _("Scored on {rated} of {all} criteria.").format(rated=len(rated), all=len(levels))
    notes = (partial,) if dropped else ()
    return Result("M62", value, inputs, _text(value), formula, dropped, notes)


def _weights(levels: Mapping[str, Any], weights: Mapping[str, float] | None) -> dict[str, float]:
    if weights is None:
        return dict.fromkeys(levels, 1.0)
    same_length(len(levels), len(weights))
    missing = [name for name in levels if name not in weights]
    if missing:
        raise ToolkitError(_("these criteria have no weight: {names}").format(names=listed(missing)))
    read = {name: not_negative(weight, name) or 0.0 for name, weight in weights.items()}
    if levels and not fsum(read.values()) > 0:
        raise ToolkitError(_("all weights are zero"), remedy=_("Give at least one criterion a weight."))
    return read


def _text(value: RubricScore) -> str:
    fields = {"score": shown(value.score, 2), "names": listed(value.lowest)}
    if max(value.levels.values()) - min(value.levels.values()) <= CLOSE:
        return _("The score is {score} of 1; all criteria stand at the same level.").format(**fields)
    return _("The score is {score} of 1; revise first: {names}.").format(**fields)


def _advice(value: PeerReview, levels: Sequence[int]) -> list[str]:
    """Return what readers should talk about next."""
    notes = []
    if min(levels) == TOP:
        notes.append(_("Every reader gave every criterion the highest level. What would a critic ask?"))
    measured = value.agreement.value
    if measured and measured.alpha < TENTATIVE - CLOSE and value.to_discuss:
        template = _("The readers do not agree (alpha {alpha}). Discuss first: {name}, from {low} to {high}.")
        fields = {"alpha": shown(measured.alpha, 2), "name": value.to_discuss.name}
        notes.append(
            template.format(**fields, low=f"{value.to_discuss.low:g}", high=f"{value.to_discuss.high:g}")
        )
    return notes
