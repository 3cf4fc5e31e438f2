"""Taking turns: of two open chapters only one at a time reads, changes and replaces the answers file."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Protocol


class Turns(Protocol):
    """A lock of one file."""

    def acquire(self, timeout: float) -> AbstractContextManager[object]:
        """Return a context that holds the lock; ``TimeoutError`` after ``timeout`` seconds."""
        ...


class NoTurns:
    """No lock, for Python in a browser.

    Its drive knows no locks, and a lock made of a file would outlive a tab that is closed at the wrong
    moment.  Within a tab a change is made in one go; two tabs of one person would have to save within the
    same few milliseconds to miss each other, and each reads the file again before it writes.
    """

    def acquire(self, timeout: float) -> AbstractContextManager[object]:
        """Return a context that holds nothing."""
        return nullcontext()


def turns(path: Path) -> Turns:
    """Return the lock that belongs to the file at ``path``, held by no one yet."""
    if sys.platform == "emscripten":
        return NoTurns()
    from filelock import FileLock

    return FileLock(path.with_name(f".{path.name}.lock"), poll_interval=0.02)
