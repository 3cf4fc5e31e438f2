"""Where answers files lie: folders, archives and single files, read one after the other and never trusted.

A name is data: it is shown, cut and cleaned, and no file is ever opened or written by a name that stands
inside an archive.
"""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from ..answers.group_results import FILE_NAME as GROUP_RESULTS
from ..answers.model import LARGEST_BYTES
from ..errors import ToolkitError
from ..exercises.paper_text import clean
from ..i18n import gettext as _

LONGEST_NAME: Final = 120
# An answers file is text: it packs to a tenth, a page full of one letter to a thousandth.
TIGHTEST: Final = 200
ALWAYS_ALLOWED: Final = 50_000_000
MOST_IN_ARCHIVE: Final = 1_000_000
_SET_ASIDE: Final = re.compile(r"\.(damaged|replaced)-\d{8}-\d{6}(-\d+)?\.json$", re.IGNORECASE)
_BACKUP: Final = ".backup.json"


class Found(NamedTuple):
    """A file that may hold answers: its name for people, and its bytes (at most one more than allowed)."""

    name: str
    data: bytes


class Unread(NamedTuple):
    """A file in a folder that may hold answers, to be read by whoever looks into it."""

    name: str
    path: str


class PassedOver(NamedTuple):
    """A file that is not used, and why."""

    name: str
    reason: str


class SetAside(NamedTuple):
    """A copy that the workbook itself put aside: older than what is read, so it is only counted."""

    name: str


Read = Found | Unread | PassedOver | SetAside


def is_address(source: str) -> bool:
    """Whether a source is the address of a database.

    >>> is_address("postgresql+psycopg://trainer@db/workbook"), is_address("answers/"), is_address("C:/all")
    (True, False, False)
    """
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", source)) and not source.lower().startswith("file:")


def shown_name(name: str) -> str:
    r"""Return a name ready to be shown: in one line, without control characters, not too long.

    >>> shown_name("answers\u202egnp.json\n"), len(shown_name("a" * 500))
    ('answersgnp.json', 120)
    """
    # Half of a surrogate pair stands for a byte that is no text in the file system's encoding.
    line = " ".join(clean(name.encode("utf-8", "replace").decode("utf-8")).split())
    if len(line) > LONGEST_NAME:
        half = LONGEST_NAME // 2
        line = f"{line[:half]}…{line[1 - half :]}"
    # A star would be read as a mark of emphasis.
    return line.replace("*", "∗")


def read_files(sources: Sequence[str | Path]) -> Iterator[Read]:
    """Yield everything that lies at the sources, folder by folder in the order of names.

    Raises ``ToolkitError`` for a source that is not there.
    """
    for source in sources:
        path = Path(source).expanduser()
        if path.is_dir():
            yield from _folder(path, "")
        elif path.is_file():
            yield from _file(str(path), path.name)
        else:
            raise no_such_source(path)


def no_such_source(path: Path) -> ToolkitError:
    """Return the error for a source that is not there."""
    return ToolkitError(
        _("there is no such file or folder"),
        where=str(path),
        remedy=_("Give a folder with answers files, such a file, a zip of them, or a database."),
    )


def load(file: Found | Unread) -> Found | PassedOver:
    """Return a file with its bytes; they are read here if they have not been."""
    if isinstance(file, Found):
        return file
    try:
        with open(file.path, "rb", buffering=0) as stream:  # noqa: PTH123 - called a hundred thousand times
            size = min(os.fstat(stream.fileno()).st_size, LARGEST_BYTES)
            return Found(file.name, stream.read(size + 1))
    except OSError as error:
        return PassedOver(shown_name(file.name), _trouble(error))


def _folder(folder: Path, prefix: str) -> Iterator[Read]:
    """Read a folder: its files first, then the folders in it.  Links are not followed."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield PassedOver(shown_name(prefix or folder.name), _trouble(error))
        return
    names = {entry.name for entry in entries}
    inner = []
    for entry in entries:
        if entry.name.startswith("."):
            continue
        name = f"{prefix}{entry.name}"
        if entry.is_symlink():
            yield PassedOver(shown_name(name), _("It is a link to another place; give that place itself."))
        elif entry.is_dir(follow_symlinks=False):
            inner.append((Path(entry.path), f"{name}/"))
        elif not entry.is_file(follow_symlinks=False):
            yield PassedOver(shown_name(name), _("It is no file."))
        elif _is_copy(entry.name, names):
            yield SetAside(shown_name(name))
        else:
            yield from _file(entry.path, name)
    for path, name in inner:
        yield from _folder(path, name)


def is_copy_of(name: str, main: str) -> bool:
    """Whether a name is that of a backup, a set-aside copy or a passing file of an answers file.

    >>> [is_copy_of(name, "a.json") for name in ("a.backup.json", ".a.json.new", "b.json")]
    [True, True, False]
    """
    stem = main.removesuffix(".json")
    if name in {f"{stem}{_BACKUP}", f".{main}.new", f".{main}.copy", f".{stem}{_BACKUP}.copy"}:
        return True
    return name.startswith(f"{stem}.") and bool(_SET_ASIDE.fullmatch(name, len(stem)))


def _is_copy(name: str, beside: set[str]) -> bool:
    """Whether a file is an older copy of one that is read."""
    if _SET_ASIDE.search(name):
        return True
    return name.endswith(_BACKUP) and f"{name.removesuffix(_BACKUP)}.json" in beside


def _file(path: str, name: str) -> Iterator[Read]:
    lower = name.lower()
    try:
        if lower.endswith(".zip"):
            yield from _archive(Path(path), name)
        elif lower.endswith(".json"):
            yield _results(name) or Unread(name, path)
        else:
            yield PassedOver(shown_name(name), _("Its name does not end in .json or .zip."))
    except OSError as error:
        yield PassedOver(shown_name(name), _trouble(error))


def _results(name: str) -> PassedOver | None:
    if name.rpartition("/")[2] == GROUP_RESULTS:
        return PassedOver(shown_name(name), _("It holds results of a group and no answers."))
    return None


def _archive(path: Path, name: str) -> Iterator[Read]:
    """Read the files in a zip, each up to the size that answers may have; nothing is unpacked to the disk."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _members(archive, name, allowed=ALWAYS_ALLOWED + TIGHTEST * path.stat().st_size)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        yield PassedOver(shown_name(name), _("The zip file is damaged."))


def _members(archive: zipfile.ZipFile, name: str, allowed: int) -> Iterator[Read]:
    members = archive.infolist()
    if len(members) > MOST_IN_ARCHIVE:
        yield PassedOver(shown_name(name), _("The zip file holds more than a million entries."))
        return
    names = {member.filename for member in members}
    for member in members:
        last = member.filename.rpartition("/")[2]
        if not last or last.startswith(".") or "__MACOSX/" in member.filename:
            continue
        inside = f"{name} › {member.filename}"
        if _is_copy(member.filename, names):
            yield SetAside(shown_name(inside))
            continue
        if reason := _unwanted(member, last):
            yield PassedOver(shown_name(inside), reason)
            continue
        read = _member(archive, member, inside)
        yield read
        allowed -= len(read.data) if isinstance(read, Found) else 0
        if allowed < 0:
            remedy = _("It unpacks to more than any collection of answers would; the rest of it is not read.")
            yield PassedOver(shown_name(name), remedy)
            return


def _unwanted(member: zipfile.ZipInfo, last: str) -> str:
    """Return why a member of a zip is not read; empty if it is."""
    if last.lower().endswith(".zip"):
        return _("It is a zip inside a zip; unpack the outer one first.")
    if not last.lower().endswith(".json"):
        return _("Its name does not end in .json or .zip.")
    if member.flag_bits & 0x1:
        return _("It is locked with a password.")
    if packed_too_tightly(member):
        return _("It is packed so tightly that it cannot be answers.")
    return ""


def packed_too_tightly(member: zipfile.ZipInfo) -> bool:
    """Whether a member of a zip says itself that it would unpack to what answers cannot be."""
    return member.file_size > LARGEST_BYTES and member.file_size > TIGHTEST * max(member.compress_size, 1)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Read:
    try:
        with archive.open(member) as stream:
            return _results(member.filename) or Found(name, stream.read(LARGEST_BYTES + 1))
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, RuntimeError):
        return PassedOver(shown_name(name), _("It is damaged inside the zip file."))


def _trouble(error: OSError) -> str:
    return _("It cannot be read: {reason}.").format(reason=error.strerror or type(error).__name__)
