"""The Plan's tables as data: one per field, and as CSV files in an archive.

A spreadsheet reads a cell that begins with ``=`` or its like as a formula, which may fetch or send.  What a
team typed is text, so such cells get an apostrophe in front (OWASP, CSV Injection).
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from typing import Final

from ..exercises.paper_text import clean
from ..i18n import gettext as _
from ..plan.model import Field, Plan
from .shown import title

_FORMULA: Final = re.compile(r"^\s*[=+\-@＝＋－＠\t\r|]")
_NUMBER: Final = re.compile(r"[+\-−]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can hold, for all files: the same Plan gives the same bytes."""
LARGEST_CELL: Final = 32_000
"""Letters that a spreadsheet takes in one cell."""


@dataclass(frozen=True)
class Table:
    """A field's rows, ready to read."""

    name: str
    """Id of the field, ``P3.stakeholders``."""
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(plan: Plan, *, private: bool = False) -> tuple[Table, ...]:
    """Return one table for each field with rows, and before them one of all fields with their texts.

    ``private`` keeps the columns that are the team's alone.
    """
    found = [_table(field, private=private) for field in plan]
    header = (_("Field"), _("Part of the Plan"), _("Written in"), _("State"), _("Content"), _("Remarks"))
    rows = tuple(_line(field) for field in plan)
    return (Table("fields", _("All parts of the Plan"), header, rows), *(table for table in found if table))


def _table(field: Field, *, private: bool) -> Table | None:
    header, rows = field.value.table(public=not private)
    if not header or not rows:
        return None
    cells = tuple(tuple(map(_cell, row)) for row in rows)
    return Table(field.spec.id, title(field.spec), tuple(header), cells)


def _line(field: Field) -> tuple[str, ...]:
    states = {"empty": _("open"), "begun": _("begun"), "filled": _("written")}
    value, spec = field.value, field.spec
    texts = (spec.id, spec.label, spec.written_in, states[value.state], value.text, "\n".join(value.notes))
    return tuple(map(_cell, texts))


def _cell(text: str) -> str:
    plain = clean(text)
    return plain if len(plain) <= LARGEST_CELL else f"{plain[:LARGEST_CELL]} …"


def is_number(text: str) -> bool:
    """Whether a cell holds a plain number; a code with zeros in front is none.

    >>> [is_number(text) for text in ("-5", "1,200.5", "−21.4", "007", "2 to 3", "=1")]
    [True, True, True, False, False, False]
    """
    digits = text.lstrip("+-−")
    leading = len(digits) > 1 and digits[0] == "0" and digits[1] != "."
    return bool(_NUMBER.fullmatch(text)) and not leading


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> harmless("=HYPERLINK(1)"), harmless("-5"), harmless("G1")
    ("'=HYPERLINK(1)", '-5', 'G1')
    """
    return f"'{text}" if _FORMULA.match(text) and not is_number(text) else text


def csv_archive(plan: Plan, *, private: bool = False) -> bytes:
    """Return an archive (ZIP) with one CSV file per table, as UTF-8 with a mark that Excel understands."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for table in tables(plan, private=private):
            name = zipfile.ZipInfo(f"{table.name}.csv", _MOMENT)
            name.compress_type = zipfile.ZIP_DEFLATED
            name.external_attr = 0o644 << 16
            file.writestr(name, _csv(table))
    return archive.getvalue()


def _csv(table: Table) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(map(harmless, table.header))
    writer.writerows(map(harmless, row) for row in table.rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")
