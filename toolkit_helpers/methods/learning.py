"""Scores of single questions (M63): choice, matching, ordering, number.  Cheap: marking calls them often.

There are no negative marks.  In a multiple choice each option is judged separately, so ticking all or none
also earns a part of the score; ``all_or_none`` tells when to say so.

Source: partial credit for multiple true–false items after Frisbie, Educational Measurement: Issues and
Practice (1992); normalised distance of orders after Kendall, Biometrika (1938).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from ..errors import ToolkitError
from ..i18n import gettext as _
from .inputs import CLOSE, not_negative, number


class Judged(NamedTuple):
    """How many of the things to judge were judged correctly: ``k`` of ``n``."""

    right: int
    of: int

    @property
    def score(self) -> float:
        """Share judged correctly, 0 to 1."""
        return self.right / self.of

    @property
    def sentence(self) -> str:
        """The score in words.

        >>> Judged(6, 7).sentence
        '6 of 7 judged correctly'
        """
        return _("{right} of {all} judged correctly").format(right=self.right, all=self.of)


def single_score(key: Hashable, ticked: Hashable | None) -> Judged:
    """Score a single choice (M63): 1 or 0; nothing chosen is 0.

    >>> single_score("B", "B").score, single_score("B", None).score
    (1.0, 0.0)
    """
    return Judged(int(ticked is not None and ticked == key), 1)


def choice_score(key: Collection[Hashable], ticked: Collection[Hashable], options: int) -> Judged:
    """Score a multiple choice (M63): options judged correctly / options.

    An option is judged correctly if it is ticked and right, or not ticked and wrong.  Raises
    ``ToolkitError`` if key and ticks name more options than there are.

    >>> choice_score(set("ABDEG"), set("ABDE"), options=7)
    Judged(right=6, of=7)
    """
    right, given = set(key), set(ticked)
    if options < 1 or len(right | given) > options:
        raise ToolkitError(
            _("key and ticks name more options than the {count} there are").format(count=options)
        )
    return Judged(options - len(right ^ given), options)


def all_or_none(ticked: Collection[Hashable], options: int) -> bool:
    """Whether all or no options are ticked: then say that each option is judged separately (M63).

    >>> all_or_none("ABC", 3), all_or_none("", 3), all_or_none("A", 3)
    (True, True, False)
    """
    return len(set(ticked)) in (0, options)


def match_score(key: Mapping[Any, Any], answer: Mapping[Any, Any]) -> Judged:
    """Score a matching (M63): correct pairs / pairs; a line without a partner is not correct.

    Raises ``ToolkitError`` for a key without pairs.

    >>> match_score({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 3})
    Judged(right=1, of=3)
    """
    if not key:
        raise ToolkitError(_("a matching needs at least one pair"))
    right = sum(line in answer and answer[line] == partner for line, partner in key.items())
    return Judged(right, len(key))


def order_score(key: Sequence[Hashable], answer: Sequence[Hashable]) -> Judged:
    """Score an order (M63): 1 − inversions / largest number of inversions.

    Counted as pairs of items that stand in the right order, of all pairs.  Raises ``ToolkitError`` unless the
    answer holds the items of the key, each once, and there are at least two.

    >>> order_score("ABCD", "ACBD"), round(order_score("ABCD", "ACBD").score, 3)
    (Judged(right=5, of=6), 0.833)
    """
    place = {item: position for position, item in enumerate(answer)}
    if len(key) < 2 or len(set(key)) < len(key) or len(answer) != len(key) or set(place) != set(key):
        raise ToolkitError(_("an order must hold the items of the key, each once, and at least two"))
    pairs = [place[first] < place[then] for first, then in combinations(key, 2)]
    return Judged(sum(pairs), len(pairs))


def number_matches(key: float, given: float | None, tolerance: float = 0.0) -> bool:
    """Whether a number is the key, up to the tolerance that the exercise states (M63).

    Nothing given is not a match.  Raises ``ToolkitError`` for a negative tolerance and for
    what is not a number.

    >>> number_matches(0.85, 0.86, tolerance=0.01), number_matches(0.85, None)
    (True, False)
    """
    goal, read = number(key, _("the key")), number(given, _("the answer"))
    allowed = not_negative(tolerance, _("the tolerance"))
    if goal is None or read is None or allowed is None:
        return False
    return abs(read - goal) <= allowed + CLOSE
