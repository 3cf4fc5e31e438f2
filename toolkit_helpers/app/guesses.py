"""How often codes may be tried: freely by a room that mistypes, too slowly for a machine that guesses.

A code that the workbook makes is one of 55 million (``answers.codes``): in a room of forty, one guess in 1.4
million opens somebody's answers.  A room behind one address mistypes freely; beyond that each guess has to
wait twice as long as the one before, until as many are forgotten as are made.  In eight hours without a pause
one address so has about 1,900 guesses at the door's two forms (one chance in 740), and all addresses of a
network together have about 4,200 (one in 330).  Nobody is locked out: the longest wait is a minute, and
whoever is in stays in.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, exp2
from typing import Final

LONGEST_SECONDS: Final = 60.0
FORGET_SECONDS: Final = 40.0
"""After how long one guess of an address is forgotten."""
FORGET_ANYBODYS_SECONDS: Final = 20.0
NETWORKS: Final = 3
"""How many addresses may use up what is free before the door is slow for all."""


@dataclass
class Tally:
    """Guesses that are remembered, and when the last one was made."""

    free: int
    forget_seconds: float
    count: float = 0.0
    last: float = 0.0

    def remembered(self, moment: float) -> float:
        """Return how many are not forgotten yet."""
        return max(0.0, self.count - (moment - self.last) / self.forget_seconds)

    def add(self, moment: float) -> None:
        """Remember one more."""
        self.count = self.remembered(moment) + 1
        self.last = moment

    def wait(self, moment: float) -> float:
        """Return the seconds until the next one may be made."""
        over = self.count - self.free
        if over <= 0:
            return 0.0
        return max(0.0, self.last + min(exp2(min(over, 10.0)), LONGEST_SECONDS) - moment)


class Guesses:
    """The guesses of all addresses.

    Parameters
    ----------
    free
        How many an address may make at once without any wait: a whole room may be behind it.
    clock
        Seconds that never go back.
    """

    def __init__(self, free: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.free = free
        self._clock = clock
        self._everybody = Tally(NETWORKS * free, FORGET_ANYBODYS_SECONDS)
        self._by_address: dict[str, Tally] = {}

    def wait(self, address: str) -> int:
        """Return how many whole seconds an address has to wait; 0 if it may try a code now."""
        moment = self._clock()
        own = self._by_address.get(address)
        return ceil(max(self._everybody.wait(moment), own.wait(moment) if own else 0.0))

    def add(self, address: str) -> None:
        """Remember a guess."""
        moment = self._clock()
        known = {name: tally for name, tally in self._by_address.items() if tally.remembered(moment)}
        known.setdefault(address, Tally(self.free, FORGET_SECONDS)).add(moment)
        self._by_address = known
        self._everybody.add(moment)
