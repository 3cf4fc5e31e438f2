"""The folder a participant works in: copies of the chapters that are never overwritten once edited.

Answers do not live in the notebooks, so a copy usually stays as it was, and a newer edition of the workbook
takes its place.  Where somebody has changed a text or a cell, that copy stays and the new one goes beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..resources import notebooks_folder

FOLDER_NAME = "Digital Government Workbook"
STATE_FOLDER = ".workbook"


@dataclass(frozen=True)
class WorkingCopy:
    """A folder with all chapters, and what a person should know about it."""

    folder: Path
    chapters: tuple[Path, ...]
    messages: tuple[str, ...] = ()

    def chapter(self, number: int) -> Path:
        """Return the copy of a chapter's notebook; ``ToolkitError`` if there is no such chapter."""
        return chapter_among(self.chapters, number)


def chapter_among(notebooks: Collection[Path], number: int) -> Path:
    """Return the notebook of a chapter; ``ToolkitError`` if it is not among them."""
    for path in notebooks:
        if path.name.startswith(f"{number:02d}-"):
            return path
    offer = ", ".join(str(int(path.name[:2])) for path in notebooks)
    raise ToolkitError(
        _("there is no chapter {number} in this edition").format(number=number),
        remedy=_("Chapters: {chapters}.").format(chapters=offer),
    )


def default_folder() -> Path:
    """Return the working folder in the person's Documents, by the name that their system gives it."""
    import platformdirs

    return platformdirs.user_documents_path() / FOLDER_NAME


def refresh(folder: Path, shipped: Path | None = None) -> WorkingCopy:
    """Bring the working copy up to date and return it.

    A chapter that is missing is copied.  One that nobody edited is replaced when the shipped one is newer.
    An edited one is kept; the newer edition goes beside it once, as ``… (new version).ipynb``.
    """
    sources = sorted((shipped or notebooks_folder()).glob("*.ipynb"))
    state = folder / STATE_FOLDER
    state.mkdir(parents=True, exist_ok=True)
    manifest = _Manifest(state / "copied.json")
    messages = [message for source in sources if (message := _refresh_one(source, folder, manifest))]
    manifest.save()
    return WorkingCopy(folder, tuple(folder / source.name for source in sources), tuple(messages))


def _refresh_one(source: Path, folder: Path, manifest: _Manifest) -> str:
    """Bring one chapter up to date; return what a person should know."""
    target = folder / source.name
    new = _content(source)
    known = manifest.entries.get(source.name, {})
    # Executed outputs alone are no edit, but a newer edition may bring new ones: the whole file tells.
    whole = _digest(source.read_bytes())
    if not target.exists():
        _copy(source, target)
    else:
        own = _content(target)
        edited = own not in (known.get("content"), new)
        if edited:
            if new in (known.get("content"), known.get("offered")) or not new:
                return ""
            beside = _free_name(target)
            _copy(source, beside)
            manifest.entries[source.name] = {**known, "offered": new}
            return _(
                "You have changed {file}, so it stays as it is. The new version stands beside it: {new}"
            ).format(file=target.name, new=beside.name)
        if known.get("whole") != whole:
            _copy(source, target)
    manifest.entries[source.name] = {"content": new, "whole": whole}
    return ""


def _content(path: Path) -> str:
    """Return a digest of what a person can edit: type and source of the cells, not what they show."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        edited = [[cell["cell_type"], "".join(cell["source"])] for cell in cells]
    except (ValueError, KeyError, TypeError):
        # Not a notebook any more: whatever it is, it is the person's.
        return _digest(path.read_bytes())
    return _digest(json.dumps(edited).encode("utf-8"))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _free_name(target: Path) -> Path:
    beside = target.with_name(_("{name} (new version)").format(name=target.stem) + target.suffix)
    count = 2
    while beside.exists():
        name = _("{name} (new version {count})").format(name=target.stem, count=count)
        beside = target.with_name(name + target.suffix)
        count += 1
    return beside


def _copy(source: Path, target: Path) -> None:
    """Copy in one step: a stop in between leaves the former file or none."""
    temporary = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, temporary)
    temporary.replace(target)


class _Manifest:
    """What was copied: by file name, the digests of what the workbook shipped."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            # Without it every changed copy counts as edited, which keeps it: the safe side.
            entries = {}
        self.entries: dict[str, dict[str, str]] = entries if isinstance(entries, dict) else {}

    def save(self) -> None:
        temporary = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        temporary.write_text(json.dumps(self.entries, indent=1, sort_keys=True), encoding="utf-8")
        temporary.replace(self.path)
