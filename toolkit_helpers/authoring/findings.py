"""What a check or a reader of authors' files finds: file, line, id, rule, remedy."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import ToolkitError


@dataclass(frozen=True)
class Finding:
    """One slip in one place.

    ``rule`` says what is wrong in one clause, ``remedy`` what to do, as a sentence.  ``line`` is 0 where a
    line says nothing, ``id`` is empty where the whole file is meant.
    """

    file: str
    id: str
    rule: str
    remedy: str
    line: int = 0

    @property
    def where(self) -> str:
        """The place as one word group: ``data/exercises/01.yaml:34, EX1.2``."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}, {self.id}" if self.id else place

    def __str__(self) -> str:
        """Return the line that ``workbook check`` prints."""
        return str(self.error())

    def error(self) -> ToolkitError:
        """Return the same as the one kind of error that people meet."""
        return ToolkitError(self.rule, where=self.where, remedy=self.remedy)
