"""``workbook forget``: a person's answers are removed from folders, zips and databases.

First everything that belongs to the code is found and can be shown; then it is removed.  Links are not
followed.  What lies elsewhere, a stick, a mail, the backup of a computer, is out of reach and is said to be.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ..answers.codes import checked_code
from ..answers.model import LARGEST_BYTES
from ..i18n import gettext as _
from .sources import is_address, is_copy_of, no_such_source, packed_too_tightly

_BLOCK: Final = 1 << 20


@dataclass
class Traces:
    """Where a code's answers are: files, members of zips by archive, databases.

    ``others`` lie beside one of the files but carry another code: perhaps the same person's former one.
    """

    code: str
    files: list[Path] = field(default_factory=list)
    members: dict[Path, list[str]] = field(default_factory=dict)
    databases: list[str] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)

    @property
    def found(self) -> bool:
        """Whether there is anything in files; a database is asked only when it removes."""
        return bool(self.files or self.members)


@dataclass
class Removed:
    """What has gone, and what could not be removed with the reason."""

    files: list[Path] = field(default_factory=list)
    members: dict[Path, list[str]] = field(default_factory=dict)
    rows: int = 0
    """Participants removed from databases."""
    failed: list[tuple[Path, str]] = field(default_factory=list)


def find(code: str, sources: Sequence[str]) -> Traces:
    """Return where the answers of a code are.

    Raises ``ToolkitError`` for what cannot be a code, and for a source that is missing.
    """
    traces = Traces(checked_code(code))
    for source in sources:
        path = Path(source).expanduser()
        if is_address(source):
            traces.databases.append(source)
        elif path.is_dir() and not path.is_symlink():
            for folder, _folders, names in os.walk(path, followlinks=False):
                _in_folder(Path(folder), sorted(names), traces)
        elif path.is_file():
            _in_folder(path.parent, [path.name, *_copies_of(path)], traces)
        else:
            raise no_such_source(path)
    traces.files = sorted(set(traces.files))
    traces.others = sorted(set(traces.others) - set(traces.files))
    return traces


def _in_folder(folder: Path, names: list[str], traces: Traces) -> None:
    wanted = _key(traces.code)
    codes: dict[str, str] = {}
    for name in names:
        path = folder / name
        if path.is_symlink() or not path.is_file():
            continue
        if name.lower().endswith(".zip"):
            if members := _members(path, wanted):
                traces.members[path] = members
        elif ".json" in name.lower():
            codes[name] = _code_in(_start(path), wanted)
    mine = {name for name, code in codes.items() if code == wanted}
    traces.files += [folder / name for name in sorted(mine)]
    for name, code in codes.items():
        beside = next((one for one in sorted(mine) if is_copy_of(name, one)), None)
        if beside is None or name in mine:
            continue
        # A copy without a readable code lay beside this person's file; one with another code is only named.
        (traces.others if code else traces.files).append(folder / name)


def _copies_of(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir() if is_copy_of(one.name, path.name))


def _start(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(LARGEST_BYTES + 1)


def _key(code: str) -> str:
    return " ".join(code.split()).casefold()


def _code_in(data: bytes, wanted: str) -> str:
    """Return the code that a file carries, in the form of ``_key``; empty if there is none to be read.

    A damaged file still tells whose it is, if the code stands in it as the workbook writes it.
    """
    try:
        file: Any = json.loads(data.decode("utf-8-sig"))
        code = file["participant"]["code"]
        return _key(code) if isinstance(code, str) else ""
    except (ValueError, RecursionError, TypeError, LookupError):
        text = " ".join(data.decode("utf-8", "replace").casefold().split())
        written = json.dumps(wanted, ensure_ascii=False)
        return wanted if f'"code": {written}' in text or f'"code":{written}' in text else ""


def _members(path: Path, wanted: str) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return [
                member.filename
                for member in archive.infolist()
                if member.filename.lower().endswith(".json")
                and not packed_too_tightly(member)
                and _code_in(_unpacked(archive, member), wanted) == wanted
            ]
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return []


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(member) as stream:
            return stream.read(LARGEST_BYTES + 1)
    except (RuntimeError, zipfile.BadZipFile, OSError, EOFError):
        return b""


def remove(traces: Traces) -> Removed:
    """Remove what was found; what cannot be removed is told, and the rest goes."""
    done = Removed()
    for path in traces.files:
        try:
            path.unlink()
            done.files.append(path)
        except OSError as error:
            done.failed.append((path, error.strerror or type(error).__name__))
    for path, members in traces.members.items():
        try:
            _rewrite(path, set(members))
            done.members[path] = members
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError) as error:
            done.failed.append((path, str(error)))
    for address in traces.databases:
        done.rows += _database(address, traces.code)
    return done


def _rewrite(path: Path, without: set[str]) -> None:
    """Write a zip anew without some of its members; the old one stays until the new one is whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".forget-", suffix=".zip")
    try:
        with (
            os.fdopen(handle, "wb") as file,
            zipfile.ZipFile(path) as old,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for member in old.infolist():
                if member.filename not in without:
                    _copy(old, new, member)
        shutil.copymode(path, name)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _copy(old: zipfile.ZipFile, new: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    if packed_too_tightly(member):
        raise ValueError(_("it holds {name}, which is packed too tightly").format(name=member.filename))
    if member.is_dir():
        new.writestr(member, b"")
        return
    with old.open(member) as source, new.open(member, "w", force_zip64=True) as target:
        shutil.copyfileobj(source, target, _BLOCK)


def _database(address: str, code: str) -> int:
    from .databases import reading

    removed: int = reading().forget(address, code)
    return removed


def names(paths: Sequence[Path]) -> Iterator[str]:
    """Yield paths as they are shown."""
    for path in paths:
        yield " ".join(str(path).encode("utf-8", "replace").decode("utf-8").split())
