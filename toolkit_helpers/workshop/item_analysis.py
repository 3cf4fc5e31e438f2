"""What the answers say about the questions: difficulty, discrimination, distractors, reliability (M61)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

import numpy as np

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..methods.display import shown
from ..methods.result import Result, unavailable
from .suppression import FEWEST

ENOUGH: Final = 20
EXTREME: Final = 0.27
"""Share of persons in the upper and in the lower group of the upper–lower index."""
EASY: Final = 0.90
HARD: Final = 0.30
WEAK: Final = 0.20
IDLE: Final = 0.05


@dataclass(frozen=True)
class ItemFigures:
    """What is known about one item.

    Attributes
    ----------
    difficulty
        Share of right answers (p), 0 to 1; the higher, the easier.
    discrimination
        Correlation of the item with the total without it; ``None`` if either does not vary.
    upper_lower
        Share right in the upper minus the lower 27 per cent; ``None`` for fewer than 20 persons.
    options
        Share that chose each option, where the answers were given as options.
    """

    name: str
    difficulty: float
    discrimination: float | None
    upper_lower: float | None = None
    options: Mapping[str, float] | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemAnalysis:
    """The items, and how reliable their sum is (KR-20, which is Cronbach's alpha for right and wrong)."""

    items: tuple[ItemFigures, ...]
    reliability: float | None
    persons: int


def item_analysis(
    answers: Sequence[Sequence[int]],
    names: Sequence[str] | None = None,
    *,
    choices: Sequence[Mapping[str, str]] = (),
    keys: Mapping[str, str] | None = None,
    before: bool = False,
) -> Result[ItemAnalysis]:
    """Analyse a test with right (1) and wrong (0) answers (M61).

    Parameters
    ----------
    answers
        One row per person, one 0 or 1 per item.
    names
        Names of the items; ``"1"``, ``"2"`` … without.
    choices, keys
        Per person the option chosen by item name, and the right options, for the table of distractors.
    before
        Whether this is the pre-test, where an item that nearly everybody knows teaches nothing new.

    Raises ``ToolkitError`` for rows of different length and for values other than 0 and 1.
    Sources: Kuder and Richardson, The theory of the estimation of test reliability, Psychometrika (1937),
    with the population variance of the total; Kelley, The selection of upper and lower groups for the
    validation of test items, Journal of Educational Psychology (1939).

    >>> rows = [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0], [1, 1, 1]]
    >>> value = item_analysis(rows).value
    >>> [round(one.difficulty, 2) for one in value.items], round(value.reliability, 3)
    ([0.8, 0.6, 0.4], 0.794)
    """
    formula = _("KR-20 = k/(k − 1) × (1 − Σ p(1 − p) / variance of the totals)")
    scores = _matrix(answers)
    persons, count = scores.shape
    if persons < FEWEST or not count:
        why = _("Not available: results are told for groups of five or more; there are {count}.")
        return unavailable("M61", why.format(count=persons), formula=formula)
    labels = list(names) if names else [str(number) for number in range(1, count + 1)]
    if len(labels) != count:
        raise ToolkitError(
            _("there are {names} names for {items} items").format(names=len(labels), items=count)
        )
    shares, totals = _shares(labels, choices), scores.sum(axis=1)
    turn = np.argsort(totals, kind="stable")
    items = tuple(
        _item(label, scores[:, place], totals, turn, shares.get(label), (keys or {}).get(label), before)
        for place, label in enumerate(labels)
    )
    value = ItemAnalysis(items, _kr20(scores), persons)
    notes = [] if persons >= ENOUGH else [_("Fewer than 20 persons: indicative only.")]
    if value.reliability is None:
        notes.append(_("Reliability is not available: one item only, or all totals are the same."))
    inputs = {"persons": persons, "items": tuple(labels)}
    return Result("M61", value, inputs, _sentence(value), formula, notes=tuple(notes))


def _matrix(answers: Sequence[Sequence[int]]) -> Any:
    if len({len(row) for row in answers}) > 1:
        raise ToolkitError(_("each person needs an entry for each item: the rows have different lengths"))
    if not all(map({0, 1}.issuperset, answers)):
        raise ToolkitError(_("an answer counts 1 if it is right and 0 if it is not"))
    return np.array(answers, dtype=float).reshape(len(answers), len(answers[0]) if answers else 0)


def _shares(labels: Sequence[str], choices: Sequence[Mapping[str, str]]) -> dict[str, dict[str, float]]:
    found = {}
    for label in labels:
        chosen = [person[label] for person in choices if label in person]
        if chosen:
            counts = Counter(chosen)
            found[label] = {option: counts[option] / len(chosen) for option in sorted(counts)}
    return found


def _item(
    name: str,
    item: Any,
    totals: Any,
    turn: Any,
    options: Mapping[str, float] | None,
    key: str | None,
    before: bool,
) -> ItemFigures:
    rest = totals - item
    vary = item.std() > 0 and rest.std() > 0
    discrimination = float(np.corrcoef(item, rest)[0, 1]) if vary else None
    difficulty = float(item.mean())
    remarks = [*_remarks(difficulty, discrimination, before), *_idle(options, key)]
    return ItemFigures(name, difficulty, discrimination, _upper_lower(item[turn]), options, tuple(remarks))


def _remarks(difficulty: float, discrimination: float | None, before: bool) -> list[str]:
    found = []
    if difficulty > EASY:
        found.append(_("known before: teaches nothing new") if before else _("very easy"))
    elif difficulty < HARD and not before:
        found.append(_("hard: teach it again, or read the wording"))
    if discrimination is None:
        found.append(_("no discrimination: everybody answered alike"))
    elif discrimination < 0:
        found.append(_("those who know more fail more often: check the key"))
    elif discrimination < WEAK:
        found.append(_("separates little"))
    return found


def _idle(options: Mapping[str, float] | None, key: str | None) -> list[str]:
    if not options or not key:
        return []
    idle = [option for option in "ABCD" if option != key and options.get(option, 0) < IDLE]
    return [_("hardly chosen: {options}").format(options=", ".join(idle))] if idle else []


def _upper_lower(item: Any) -> float | None:
    """Compare the upper and the lower group; the persons stand in the order of their totals."""
    persons = len(item)
    if persons < ENOUGH:
        return None
    size = max(1, ceil(persons * EXTREME))
    return float(item[-size:].mean() - item[:size].mean())


def _kr20(scores: Any) -> float | None:
    count = scores.shape[1]
    variance = float(scores.sum(axis=1).var())
    if count < 2 or not variance:
        return None
    p = scores.mean(axis=0)
    return float(count / (count - 1) * (1 - (p * (1 - p)).sum() / variance))


def _sentence(value: ItemAnalysis) -> str:
    if value.reliability is None:
        template = _("{items} items, answered by {persons} persons.")
        return template.format(items=len(value.items), persons=value.persons)
    template = _("{items} items, answered by {persons} persons; reliability (KR-20) {reliability}.")
    return template.format(
        items=len(value.items), persons=value.persons, reliability=shown(value.reliability, 2)
    )
