"""What may be told of a group without telling of fewer than five persons, also not by subtraction.

A **base**, the persons behind a mean or a share, is five or more, and any two bases of the same answers
differ by none or by five or more (``knowledge`` sees to that).  Otherwise the mean of all and the mean of
nearly all would betray the few.

A **count of answers** is told in steps of five persons (``step``).  Hiding single small cells would not do:
the total betrays one hidden cell, and the choice of a second one, made by its size, betrays it again.  Steps
that depend on the number of persons alone leave every small count open, whatever else is known; the tests
try it with an attacker who knows the rule and all totals.  Method: Hundepool and others, Statistical
Disclosure Control (2012), chapter 4, on rounding and on protection against differencing.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from ..i18n import gettext as _

FEWEST: Final = 5
"""Fewest persons, or teams, behind anything that is told."""
FEWEST_FOR_STEPS: Final = 10
"""Fewest persons of whom counts of answers can be told in steps."""

Side = Literal["few", "most"]


class Step(NamedTuple):
    """A count known up to a step: ``low`` to ``high`` of ``of`` persons."""

    low: int
    high: int
    of: int

    @property
    def text(self) -> str:
        """The step in words.

        >>> step(3, of=20).text, step(12, of=20).text, step(19, of=20).text
        ('at most 5', '11 to 14', '15 or more')
        """
        if self.low == 0:
            return _("at most {most}").format(most=self.high)
        if self.high == self.of:
            return _("{least} or more").format(least=self.low)
        if self.low == self.high:
            return str(self.low)
        return _("{low} to {high}").format(low=self.low, high=self.high)


def small(count: int) -> bool:
    """Whether a count is one to four.

    >>> [count for count in range(8) if small(count)]
    [1, 2, 3, 4]
    """
    return 0 < count < FEWEST


def step(count: int, of: int) -> Step | None:
    """Return the step that a count among ``of`` persons lies in; ``None`` for fewer than ten persons.

    The first step is 0 to 5, the last all but 0 to 5; between them are steps of five, the last of
    which has two to six.  Where a step ends does not depend on the count.

    >>> [step(count, of=25)[:2] for count in (2, 6, 12, 18, 21)]
    [(0, 5), (6, 10), (11, 15), (16, 19), (20, 25)]
    >>> step(7, of=11), step(7, of=9)
    (Step(low=6, high=11, of=11), None)
    """
    if of < FEWEST_FOR_STEPS:
        return None
    if count <= FEWEST:
        return Step(0, FEWEST, of)
    if count >= of - FEWEST or of <= 2 * FEWEST + 1:
        return Step(max(FEWEST + 1, of - FEWEST), of, of)
    middle = of - 2 * FEWEST - 1
    # A last step of one value would be no step, and betray a neighbour through a known sum.
    steps = max(middle // FEWEST + (middle % FEWEST > 1), 1)
    number = min((count - FEWEST - 1) // FEWEST, steps - 1)
    low = FEWEST + 1 + number * FEWEST
    return Step(low, of - FEWEST - 1 if number == steps - 1 else low + FEWEST - 1, of)


def told_count(count: int, of: int) -> int | Side:
    """Return how many of ``of`` persons handed something in, or which side is too small to be told.

    None and all are told: they single out nobody.

    >>> told_count(12, 20), told_count(0, 20), told_count(3, 20), told_count(18, 20), told_count(20, 20)
    (12, 0, 'few', 'most', 20)
    """
    if small(count):
        return "few"
    return "most" if small(of - count) else count


def count_text(count: int | Side, of: int) -> str:
    """Return a count among ``of`` persons in words that say no more than may be said.

    >>> count_text("few", 20), count_text("most", 20), count_text(12, 20)
    ('fewer than 5', 'more than 15', '12')
    """
    if count == "few":
        return _("fewer than {fewest}").format(fewest=FEWEST)
    if count == "most":
        return _("more than {least}").format(least=max(of - FEWEST, 0))
    return str(count)
