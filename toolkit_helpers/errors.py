"""The one kind of error a reader of the workbook may meet: what, where, and what to do."""

from __future__ import annotations

from functools import partial
from typing import Any


class ToolkitError(Exception):
    """Something a person can put right, told in one sentence.

    Parameters
    ----------
    what
        What is wrong, as a plain clause: ``"the country 'Rwnda' is not known"``.
    where
        The file, line, exercise or cell it was found in; empty if that says nothing.
    remedy
        What to do next, as a plain clause: ``"did you mean Rwanda (RWA)?"``.

    >>> print(ToolkitError("the country 'Rwnda' is not known", remedy="Did you mean Rwanda (RWA)?"))
    The country 'Rwnda' is not known. Did you mean Rwanda (RWA)?
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes with all three parts."""
        return partial(type(self), where=self.where, remedy=self.remedy), (self.what,)

    def __str__(self) -> str:
        """Join the three parts into one line that reads as a sentence."""
        head = f"{self.where}: {self.what}" if self.where else self.what[:1].upper() + self.what[1:]
        return f"{head.rstrip('.')}. {self.remedy}".strip()
