"""Where each table comes from, and the proof that the file is the one that was checked."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..resources import data_folder

REGISTRY: Final = "registry.json"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who published a table and how it came here.

    Attributes
    ----------
    name
        Name of the table: ``"egdi"``.
    title, publisher, licence, url
        What it is, whose it is, under which terms, and the address of the publisher's data set.
    years
        The years or editions that the table holds, as text.
    citation
        One line to print under a chart or a table.
    transcribed_from
        The public copies that the values were taken from.
    retrieved
        When the publisher's files behind those copies were downloaded, as far as it is known.
    sha256
        Checksum of the file with the line ends of Unix.
    notes
        Traps and limits, one sentence each.
    """

    name: str
    title: str
    publisher: str
    citation: str
    licence: str
    url: str
    years: str
    transcribed_from: str
    retrieved: str
    sha256: str
    notes: tuple[str, ...]


def table_names() -> tuple[str, ...]:
    """Return the names of all tables of the registry.

    >>> "egdi" in table_names()
    True
    """
    return tuple(_records())


def provenance(name: str) -> Provenance:
    """Return publisher, licence, years and checksum of a table.

    Raises
    ------
    ToolkitError
        If there is no table of this name.

    >>> provenance("egdi").citation
    'UN DESA, United Nations E-Government Survey, editions 2003 to 2024.'
    """
    try:
        return _records()[name]
    except KeyError:
        remedy = _("The tables are {names}.").format(names=", ".join(table_names()))
        raise ToolkitError(_("there is no table {name!r}").format(name=name), remedy=remedy) from None


def shown_path(file: str) -> str:
    """Return the path of a file of the tables folder as people see it."""
    return f"data/tables/{file}"


def checked_text(name: str) -> str:
    """Return the text of a table after comparing its checksum with the registry.

    Line ends are read as those of Unix, so that a checkout on Windows gives the same checksum.

    Raises
    ------
    ToolkitError
        If the file is missing or is not the one that the registry knows.
    """
    record = provenance(name)
    data = _bytes(name)
    if hashlib.sha256(data).hexdigest() != record.sha256:
        raise ToolkitError(
            _("this table is not the one that was checked, so its numbers are not shown"),
            where=shown_path(f"{name}.csv"),
            remedy=_(
                "Restore the file from the workbook; if you changed it on purpose, run "
                "“workbook build --renew-tables” to renew the registry."
            ),
        )
    return data.decode("utf-8-sig")


def renew_registry() -> tuple[str, ...]:
    """Write the checksums of the tables as they are now; return the names of those that changed.

    For authors who changed a table on purpose.  Everything else in the registry stays as it is.

    Raises
    ------
    ToolkitError
        If a table is missing, is not text in UTF-8, or has no entry in the registry.
    """
    _records.cache_clear()
    told = _read_registry()
    known = set(told["tables"])
    for path in sorted(_folder().glob("*.csv")):
        if path.stem not in known:
            raise ToolkitError(
                _("this table has no entry in the registry"),
                where=shown_path(path.name),
                remedy=_("Add title, publisher, licence, url and the other keys to {file}.").format(
                    file=shown_path(REGISTRY)
                ),
            )
    changed = []
    for name, record in told["tables"].items():
        checksum = hashlib.sha256(_utf8(name)).hexdigest()
        if record.get("sha256") != checksum:
            record["sha256"] = checksum
            changed.append(name)
    if changed:
        text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        (_folder() / REGISTRY).write_bytes(text.encode("utf-8"))
        _records.cache_clear()
    return tuple(changed)


def _folder() -> Path:
    return data_folder() / "tables"


def _bytes(name: str) -> bytes:
    try:
        return (_folder() / f"{name}.csv").read_bytes().replace(b"\r\n", b"\n")
    except OSError as error:
        raise ToolkitError(
            _("this table is missing or cannot be read"),
            where=shown_path(f"{name}.csv"),
            remedy=_("Restore the file from the workbook."),
        ) from error


def _utf8(name: str) -> bytes:
    data = _bytes(name)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ToolkitError(
            _("this table is not saved in UTF-8"),
            where=shown_path(f"{name}.csv"),
            remedy=_("Save it again as “CSV UTF-8” without other changes."),
        ) from error
    return data


def _read_registry() -> dict[str, Any]:
    try:
        told = json.loads((_folder() / REGISTRY).read_bytes())
        for record in told["tables"].values():
            record["notes"] = tuple(record["notes"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ToolkitError(
            _("the registry of tables is missing or damaged"),
            where=shown_path(REGISTRY),
            remedy=_("Restore the file from the workbook."),
        ) from error
    return dict(told)


@cache
def _records() -> dict[str, Provenance]:
    tables = _read_registry()["tables"]
    try:
        return {name: Provenance(name=name, **record) for name, record in tables.items()}
    except TypeError as error:
        raise ToolkitError(
            _("an entry of the registry has a key too many or too few"),
            where=shown_path(REGISTRY),
            remedy=_("Give each table the keys {keys}.").format(
                keys=", ".join(field for field in Provenance.__slots__ if field != "name")
            ),
        ) from error
