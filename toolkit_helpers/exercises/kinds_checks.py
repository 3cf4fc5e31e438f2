"""Rules over the rows of a table, as authors write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import model_validator

from .kinds_base import Model, Text

_NO_COLUMN = frozenset({"row_count"})
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "high_low": ("other", "high", "low"),
    "orphans": ("other",),
    "covers": ("other",),
    "differ": ("other",),
    "less": ("other",),
    "at_most": ("other",),
    "row_count": ("columns", "values"),
    "pattern": ("pattern",),
}
_OTHER_IS_COLUMN = frozenset({"high_low", "same_text", "differ", "less", "at_most", "cycle"})
_OTHER_IS_TABLE = frozenset({"cites", "orphans", "covers"})
_REFERS = frozenset({"covers", "cycle"})
# What Python and JavaScript read alike: no look-behind, no names, no flags, no Unicode classes.
_FOREIGN = re.compile(r"\(\?(?![:=!])|\\(?![bBdDsSwW])[A-Za-z0-9]|[*+?}]\+")


class Check(Model):
    """A rule over the rows of a table, and what to say when it is broken.

    ===============  =====================================================================
    rule             broken when
    ===============  =====================================================================
    filled           a row has ``column`` empty
    each             one of ``values`` does not occur in ``column`` at least ``count`` times
    some             fewer than ``count`` rows have one of ``values`` in ``column``
    count_where      the same as ``some``
    not_all          all rows (two or more) have one of ``values`` in ``column``
    high_low         no row has ``column`` ≥ ``high`` and ``other`` ≤ ``low``
    same_text        the same text stands in two rows whose ``column`` is one of ``values``
    cites            the text of ``column`` names fewer than ``count`` codes such as ``W2``
    orphans          a code of the table ``other`` is cited in no row of ``column``
    covers           a row of the table ``other`` is named by the reference ``column`` of no row
    differ           ``column`` and ``other`` of a row hold the same
    less             ``column`` of a row is not smaller than ``other``: numbers, scores, years or dates
    at_most          ``column`` of a row is larger than ``other``
    sum              the numbers of ``column`` do not add up to ``total`` (or ``count``), within 0.001
    row_count        in a row, fewer than ``low`` or more than ``high`` of ``columns`` are in ``values``
    cycle            the reference ``column`` to rows of the same table leads round in a circle; with
                     ``other``, a reference that says which row of another table a row is about, of that one
    pattern          the text of ``column`` matches the regular expression ``pattern``
    ===============  =====================================================================

    ``say`` may hold ``{rows}``, ``{missing}``, ``{sum}`` or ``{cycle}``; otherwise they follow it.  A check
    with ``when`` looks only at rows whose columns have one of the values given there.
    """

    rule: Literal[
        "filled",
        "each",
        "some",
        "count_where",
        "not_all",
        "high_low",
        "same_text",
        "cites",
        "orphans",
        "covers",
        "differ",
        "less",
        "at_most",
        "sum",
        "row_count",
        "cycle",
        "pattern",
    ]
    column: str = ""
    columns: list[str] = []
    other: str = ""
    values: list[str] = []
    count: int = 1
    total: float | None = None
    high: float | None = None
    low: float | None = None
    pattern: str = ""
    when: dict[str, list[str]] = {}
    say: Text

    @property
    def source(self) -> str:
        """The table whose codes the check compares with; empty if it looks at its own rows only."""
        return self.other if self.rule in _OTHER_IS_TABLE else ""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        needed = (*(() if self.rule in _NO_COLUMN else ("column",)), *_NEEDED.get(self.rule, ()))
        missing = [name for name in needed if getattr(self, name) in ("", [], None)]
        if missing:
            raise ValueError(f"the check {self.rule!r} needs {', '.join(map(repr, missing))}")
        if self.rule == "row_count" and self.low is None and self.high is None:
            raise ValueError("the check 'row_count' needs 'low' or 'high'")
        try:
            re.compile(self.pattern)
        except re.error as error:
            raise ValueError(f"the pattern {self.pattern!r} cannot be read: {error}") from None
        if _FOREIGN.search(self.pattern):
            raise ValueError(
                f"the pattern {self.pattern!r} means another thing in a browser; write it simpler"
            )
        return self

    def fit(self, columns: Mapping[str, Any], table: str) -> None:
        """Raise ``ValueError`` unless every column that the check names is one of ``columns`` (by id)."""
        named = [self.column] if self.column else []
        named += [*self.columns, *self.when]
        if self.rule in _OTHER_IS_COLUMN and self.other:
            named.append(self.other)
        for name in named:
            if name not in columns:
                raise ValueError(f"the check {self.rule!r} names no column of this table: {name!r}")
        if self.rule in _REFERS and not columns[self.column].refers:
            raise ValueError(f"the check {self.rule!r} is for a column of type ref or refs: {self.column!r}")
        if self.rule == "cycle":
            about = columns[self.other].source if self.other else table
            if columns[self.column].source != about:
                remedy = "the same source as 'other'" if self.other else "this table as its source"
                raise ValueError(f"the check 'cycle' needs a column with {remedy}: {self.column!r}")
        offered = {name: {option.id for option in columns[name].options} for name in self.when}
        for name, ids in offered.items():
            unknown = sorted(set(self.when[name]) - ids)
            if ids and unknown:
                raise ValueError(f"'when' names no option of {name!r}: {unknown[0]!r}")
