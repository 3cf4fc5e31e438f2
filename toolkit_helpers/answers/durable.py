"""Writing a file so that a stop at any moment leaves the old text or the new one, never half of each."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Replace the file's text: temporary file beside it, flushed to the disk, then renamed.

    Call it while holding the lock of the folder's file: the temporary file has a fixed name, so that
    a stop in the middle leaves one at most.  Raises ``OSError`` and then the file is as it was.
    """
    temporary = _beside(path, "new")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        _replace(temporary, path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def keep_copy(path: Path, copy: Path) -> None:
    """Give the file's present text a second name, so that it stays when the file is replaced."""
    temporary = _beside(copy, "copy")
    temporary.unlink(missing_ok=True)
    try:
        os.link(path, temporary)
    except (AttributeError, OSError):  # Python in a browser and file systems such as FAT have no hard links
        shutil.copyfile(path, temporary)
    _replace(temporary, copy)
    # Renaming one name of a file onto another name of the same file leaves both.
    temporary.unlink(missing_ok=True)


def dated(path: Path, word: str) -> Path:
    """Return a name that no file has: ``my-answers.damaged-20261123-224739.json``."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    candidate = path.with_name(f"{path.stem}.{word}-{stamp}{path.suffix}")
    number = 2
    while candidate.exists() or candidate.is_symlink():
        candidate = path.with_name(f"{path.stem}.{word}-{stamp}-{number}{path.suffix}")
        number += 1
    return candidate


def _beside(path: Path, word: str) -> Path:
    return path.with_name(f".{path.name}.{word}")


def _replace(source: Path, target: Path) -> None:
    """Rename, and on Windows wait for a reader such as a virus scanner to let go."""
    for wait in (0.02, 0.05, 0.1, 0.2, 0.4) if os.name == "nt" else ():
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    source.replace(target)


def _flush_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
