"""How much a group learned: the normalised gain from pre-test to post-test (M60).

Single persons are never named here, and nothing is told of a group smaller than five.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.special import stdtrit

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..i18n import ngettext
from ..methods.display import per_cent, shown
from ..methods.inputs import number
from ..methods.result import Dropped, Result, unavailable
from .suppression import FEWEST

FEWEST_FOR_INTERVAL: Final = 10
RESAMPLES: Final = 10_000
SEED: Final = 20210
HIGH: Final = 0.7
MEDIUM: Final = 0.3
FULL: Final = 100.0

_CELLS: Final = 2_000_000
"""Numbers drawn at once: 16 MB."""

Interval = tuple[float, float]


@dataclass(frozen=True)
class LearningGain:
    """Gains as shares of what could still be learned: 1 is all of it, 0 nothing.

    Attributes
    ----------
    gain
        Gain of the group: (mean post − mean pre) / (100 − mean pre).
    band
        ``"high"``, ``"medium"`` or ``"low"``: a convention from physics courses, no norm for this training.
    interval
        95 % percentile bootstrap over persons; ``None`` for fewer than ten pairs or unpaired scores.
    individual
        Gain of each person with a pre-test below 100, in no order that tells who it was.
    mean_individual, individual_interval
        Their mean, and its 95 % t-interval under the same condition as ``interval``.
    effect
        Mean difference divided by the standard deviation of the differences (d_z); ``None`` without spread.
    negative, full
        How many persons lost points, and how many had all points before and so have no gain.
    """

    gain: float
    band: str
    persons: int
    pre: float
    post: float
    interval: Interval | None = None
    individual: tuple[float, ...] = ()
    mean_individual: float | None = None
    individual_interval: Interval | None = None
    effect: float | None = None
    negative: int = 0
    full: int = 0


def gain_band(gain: float) -> str:
    """Return the band of a gain: high from 0.7, medium from 0.3, low below (Hake 1998).

    >>> gain_band(0.7), gain_band(0.3), gain_band(-0.1)
    ('high', 'medium', 'low')
    """
    if gain >= HIGH - 1e-9:
        return "high"
    return "medium" if gain >= MEDIUM - 1e-9 else "low"


def learning_gain(
    pre: Sequence[float | None], post: Sequence[float | None], *, paired: bool = True
) -> Result[LearningGain]:
    """Return the learning gain of a group (M60).

    Parameters
    ----------
    pre, post
        Scores in per cent of the maximum, 0 to 100; ``None`` where a person has none.  Paired scores stand
        at the same place of both lists.
    paired
        Whether each place is one person.  Without pairs only the gain of the group can be told.

    Raises ``ToolkitError`` for scores outside 0 to 100 and for paired lists of different length.
    Source: Hake, Interactive-engagement versus traditional methods, American Journal of Physics (1998);
    bootstrap: Efron and Tibshirani, An Introduction to the Bootstrap (1993).

    >>> learning_gain([40, 55, 30, 65, 50], [70, 80, 60, 85, 75]).interpretation
    'The group of 5 learned 50 per cent of what it could still learn: a medium gain.'
    """
    formula = _("gain = (mean post − mean pre) / (100 − mean pre)")
    inputs = {"pre": tuple(pre), "post": tuple(post), "paired": paired}
    before, after, dropped = _scores(pre, post, paired=paired)
    persons = min(len(before), len(after))
    if persons < FEWEST:
        why = _("Not available: results are told for groups of five or more; there are {count}.")
        return unavailable("M60", why.format(count=persons), formula=formula, dropped=tuple(dropped))
    mean_pre, mean_post = float(before.mean()), float(after.mean())
    if mean_pre >= FULL:
        why = _("Not available: everybody had all points before.")
        return unavailable("M60", why, formula=formula, inputs=inputs, dropped=tuple(dropped))
    gain = (mean_post - mean_pre) / (FULL - mean_pre)
    if paired:
        value, notes = _paired(before, after, gain)
    else:
        value = LearningGain(gain, gain_band(gain), persons, mean_pre, mean_post)
        notes = [_("The scores are not paired: only the gain of the group can be told, without an interval.")]
    return Result("M60", value, inputs, _sentence(value), formula, tuple(dropped), tuple(notes))


def _scores(
    pre: Sequence[float | None], post: Sequence[float | None], *, paired: bool
) -> tuple[Any, Any, list[Dropped]]:
    # Looked up once: finding the words in the reader's language takes longer than reading a number.
    name = _("a score")
    before = [_score(value, name) for value in pre]
    after = [_score(value, name) for value in post]
    if not paired:
        return (
            np.array([v for v in before if v is not None]),
            np.array([v for v in after if v is not None]),
            [],
        )
    if len(before) != len(after):
        raise ToolkitError(
            _("paired scores need two lists of the same length; there are {pre} and {post}").format(
                pre=len(before), post=len(after)
            )
        )
    pairs = [(b, a) for b, a in zip(before, after, strict=True) if b is not None and a is not None]
    single = len(before) - len(pairs)
    template = ngettext("{count} person", "{count} persons", single)
    dropped = [Dropped(template.format(count=single), _("only one of the two tests"))] if single else []
    return np.array([b for b, _a in pairs]), np.array([a for _b, a in pairs]), dropped


def _score(value: float | None, name: str) -> float | None:
    read = number(value, name)
    if read is not None and not 0 <= read <= FULL:
        raise ToolkitError(_("a score lies between 0 and 100 and is {value}").format(value=read))
    return read


def _paired(before: Any, after: Any, gain: float) -> tuple[LearningGain, list[str]]:
    persons = len(before)
    below = before < FULL
    individual = (after[below] - before[below]) / (FULL - before[below])
    difference = after - before
    spread = float(difference.std(ddof=1))
    enough = persons >= FEWEST_FOR_INTERVAL
    value = LearningGain(
        gain=gain,
        band=gain_band(gain),
        persons=persons,
        pre=float(before.mean()),
        post=float(after.mean()),
        interval=_bootstrap(before, after) if enough else None,
        individual=tuple(sorted(map(float, individual))),
        mean_individual=float(individual.mean()) if len(individual) else None,
        individual_interval=_t_interval(individual) if enough and len(individual) > 1 else None,
        effect=float(difference.mean()) / spread if spread else None,
        negative=int((difference < 0).sum()),
        full=int((~below).sum()),
    )
    notes = []
    if not enough:
        notes.append(_("Fewer than ten pairs: look at the single gains; an interval would pretend too much."))
    if value.negative:
        template = ngettext("{count} person lost points.", "{count} persons lost points.", value.negative)
        notes.append(template.format(count=value.negative))
    if value.full:
        template = ngettext(
            "{count} person had all points before and has no gain of their own.",
            "{count} persons had all points before and have no gain of their own.",
            value.full,
        )
        notes.append(template.format(count=value.full))
    return value, notes


def _bootstrap(before: Any, after: Any) -> Interval | None:
    """Return the 95 % percentile interval of the group's gain, persons drawn with their pair.

    Persons with the same pair are drawn together, by the multinomial distribution: the same bootstrap, which
    for a hundred thousand persons draws a few hundred numbers a round instead of a hundred thousand.
    """
    pairs, counts = np.unique(np.column_stack((before, after)), axis=0, return_counts=True)
    if len(pairs) == 1:
        return None
    draw = np.random.default_rng(SEED)
    persons = len(before)
    means = np.empty((RESAMPLES, 2))
    at_once = max(1, _CELLS // len(pairs))
    for start in range(0, RESAMPLES, at_once):
        rounds = min(at_once, RESAMPLES - start)
        drawn = draw.multinomial(persons, counts / persons, size=rounds)
        means[start : start + rounds] = drawn @ pairs / persons
    pre, post = means.T
    if (pre > FULL - 1e-9).any():
        return None
    low, high = np.quantile((post - pre) / (FULL - pre), (0.025, 0.975))
    return float(low), float(high)


def _t_interval(values: Any) -> Interval | None:
    error = values.std(ddof=1) / np.sqrt(len(values))
    if not error:
        return None
    reach = stdtrit(len(values) - 1, 0.975) * error
    return float(values.mean() - reach), float(values.mean() + reach)


def band_name(band: str) -> str:
    """Return a band in words."""
    return {"high": _("high"), "medium": _("medium"), "low": _("low")}[band]


def _sentence(value: LearningGain) -> str:
    if value.gain < 0:
        template = _("The group of {persons} scored lower after than before: {pre} and {post} per cent.")
        return template.format(persons=value.persons, pre=shown(value.pre, 1), post=shown(value.post, 1))
    template = _(
        "The group of {persons} learned {share} per cent of what it could still learn: a {band} gain."
    )
    return template.format(persons=value.persons, share=per_cent(value.gain), band=band_name(value.band))
