"""What a group thought of its workshop: the closing form, statement by statement (Kirkpatrick's level 1).

How many chose each level is told in steps of all persons, as for exit tickets.  A mean says more than it
seems to: of ten persons, 4.9 tells that one gave a 4.  So a mean is told as it is only where five points or
more were given and five or more withheld, or none; otherwise only on which side of a bound it lies.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from ..exercises.model import Scale
from ..i18n import gettext as _
from ..methods.display import shown
from .harvest import Harvest
from .row_layout import CLOSING
from .suppression import FEWEST, Side, Step, count_text, step, told_count


@dataclass(frozen=True)
class Opinion:
    """How far a group agreed with one statement of the closing form."""

    statement: str
    answers: int | Side
    persons: int
    """Everybody in the group, with an answer or without."""
    mean: float | None
    bound: float | None
    """Where the mean is not told: what it is above or below, as ``side`` says."""
    side: Side | None
    levels: tuple[Step, ...]
    """How many of all persons chose each level, the lowest first; empty in a group of fewer than ten."""

    @property
    def answers_text(self) -> str:
        """How many answered, in words that say no more than may be said."""
        return count_text(self.answers, self.persons)

    @property
    def mean_text(self) -> str:
        """The mean, or on which side of a bound it lies."""
        if self.bound is None:
            return "–" if self.mean is None else shown(self.mean, 1)
        text = _("more than {level}") if self.side == "most" else _("less than {level}")
        return text.format(level=shown(self.bound, 1))


def opinions(harvest: Harvest) -> tuple[Opinion, ...]:
    """Return each statement of the closing form that five persons or more rated."""
    scale, slot = harvest.layout.closing, harvest.layout.slots.get(CLOSING)
    if scale is None or slot is None:
        return ()
    given = harvest.matrix(slot)
    return tuple(
        _opinion(scale, item.text, given[:, place], harvest.persons)
        for place, item in enumerate(scale.items)
        if int((given[:, place] > 0).sum()) >= FEWEST
    )


def _opinion(scale: Scale, statement: str, given: Any, persons: int) -> Opinion:
    levels = range(scale.minimum, scale.maximum + 1)
    counts = [int((given == level).sum()) for level in levels]
    answers = sum(counts)
    steps = tuple(told for count in counts if (told := step(count, persons)))
    points = sum(place * count for place, count in enumerate(counts))
    sum_told = told_count(points, (len(counts) - 1) * answers)
    bounds: dict[Side, float] = {
        "few": ceil(10 * (scale.minimum + FEWEST / answers)) / 10,
        "most": floor(10 * (scale.maximum - FEWEST / answers)) / 10,
    }
    side = sum_told if isinstance(sum_told, str) else None
    return Opinion(
        statement=statement,
        answers=told_count(answers, persons),
        persons=persons,
        mean=None if side else round(scale.minimum + points / answers, 1),
        bound=bounds[side] if side else None,
        side=side,
        levels=steps,
    )
