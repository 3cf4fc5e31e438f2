"""Tables as rows of text, as typed rows, and as pandas tables for colleagues who do code."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

from ..errors import ToolkitError
from ..i18n import gettext as _
from .registry import checked_text, provenance, shown_path

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, str]
Typed = TypeVar("Typed")

# Read from the file each time it is asked for: its rows as Python objects would take some 40 MB.
LARGE: Final = frozenset({"digital_divide"})

# A code is text; pandas takes the rest for what it looks like.
_CODES: Final = ("iso3", "iso2", "m49")
# Whole numbers with gaps, which would become fractions.
_RANKS: Final = ("rank",)
_FLAGS: Final = (
    "assessed", "estimate", "un_member", "ldc", "lldc", "sids", "in_map_110m", "higher_is_better",
)  # fmt: skip


def rows(name: str) -> tuple[Row, ...]:
    """Return all rows of a table as text, column name to cell; an empty text is a missing datum.

    Raises
    ------
    ToolkitError
        If there is no such table, or its file is missing, changed or malformed.

    >>> rows("egdi")[0]["iso3"]
    'AFG'
    """
    return _parsed(name) if name in LARGE else _kept(name)


def typed_rows(name: str, convert: Callable[[Row], Typed]) -> Iterator[Typed]:
    """Convert each row of a table; a cell that does not fit is told with file and line."""
    yield from _typed(checked_text(name), name, convert)


def typed_selection(name: str, cell: str, convert: Callable[[Row], Typed]) -> Iterator[Typed]:
    """Convert only those rows that contain ``cell`` between two commas; the others are not parsed.

    For a long table whose cells hold no quotation marks.
    """
    text = checked_text(name)
    places = list(_lines_with(text, f",{cell},"))
    header = text[: text.find("\n") + 1]
    chosen = header + "".join(text[start:end] for start, end in places)

    def line_in_file(line: int) -> int:
        return text.count("\n", 0, places[line - 2][0]) + 1

    yield from _typed(chosen, name, convert, line_in_file)


def _lines_with(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    place = text.find(wanted)
    while place >= 0:
        end = text.find("\n", place) + 1 or len(text)
        yield text.rfind("\n", 0, place) + 1, end
        place = text.find(wanted, end)


def number(cell: str) -> float | None:
    """Return a cell as a number; an empty cell is ``None``, never 0."""
    return float(cell) if cell else None


def load(name: str) -> pd.DataFrame:
    """Return a table as a pandas ``DataFrame`` with numbers, whole numbers, true/false and text.

    Codes stay text, so that Namibia (``NA``) is a country and M49 codes keep their zeros; only an empty
    cell is missing.  ``.attrs`` holds ``citation``, ``licence`` and ``url``.

    Raises
    ------
    ToolkitError
        If there is no such table, or its file is missing, changed or malformed.

    >>> egdi = load("egdi")
    >>> int(egdi["year"].max()), egdi.attrs["citation"][:7]
    (2024, 'UN DESA')
    """
    import pandas as pd

    text, record = checked_text(name), provenance(name)
    kinds = dict.fromkeys(_CODES, "str") | dict.fromkeys((*_RANKS, *_FLAGS), "Int64")
    header = next(csv.reader(io.StringIO(text)), [])
    table = pd.read_csv(
        io.StringIO(text),
        dtype={column: kinds[column] for column in header if column in kinds},
        keep_default_na=False,
        na_values=[""],
    )
    for column in set(_FLAGS) & set(header):
        table[column] = table[column].astype("boolean" if table[column].isna().any() else "bool")
    table.attrs.update(citation=record.citation, licence=record.licence, url=record.url)
    return table


def _parse(text: str, name: str) -> Iterator[tuple[int, Row]]:
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        header = next(reader, [])
        for cells in reader:
            if len(cells) != len(header):
                raise ToolkitError(
                    _("the row has {cells} cells and the header {columns}").format(
                        cells=len(cells), columns=len(header)
                    ),
                    where=f"{shown_path(f'{name}.csv')}, line {reader.line_num}",
                    remedy=_("Put the row right, then run “workbook build --renew-tables”."),
                )
            yield reader.line_num, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise ToolkitError(
            _("the row is not valid CSV"),
            where=f"{shown_path(f'{name}.csv')}, line {reader.line_num}",
            remedy=_("Check its quotation marks, then run “workbook build --renew-tables”."),
        ) from error


def _typed(
    text: str, name: str, convert: Callable[[Row], Typed], line_in_file: Callable[[int], int] = int
) -> Iterator[Typed]:
    for line, row in _parse(text, name):
        try:
            result = convert(row)
        except KeyError as error:
            raise ToolkitError(
                _("the column {column} is missing").format(column=error),
                where=shown_path(f"{name}.csv"),
                remedy=_("Restore the file from the workbook."),
            ) from error
        except ValueError as error:
            raise ToolkitError(
                _("a cell of this row does not hold the number that belongs there"),
                where=f"{shown_path(f'{name}.csv')}, line {line_in_file(line)}",
                remedy=_(
                    "Write numbers with a point, leave a missing one empty, then run "
                    "“workbook build --renew-tables”."
                ),
            ) from error
        yield result


def _parsed(name: str) -> tuple[Row, ...]:
    return tuple(row for _line, row in _parse(checked_text(name), name))


@cache
def _kept(name: str) -> tuple[Row, ...]:
    return _parsed(name)
