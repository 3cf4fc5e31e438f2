"""Where the workbook's own files are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    shipped = _PACKAGE / "shipped"
    return shipped if shipped.is_dir() else _PACKAGE.parent


def data_folder() -> Path:
    """Return the folder with tables, exercises, facilitation notes and the Plan's fields."""
    return _root() / "data"


def notebooks_folder() -> Path:
    """Return the folder with the shipped notebooks, one per chapter."""
    return _root() / "notebooks"


def package_folder() -> Path:
    """Return the folder of the library itself: style sheets, templates, the front end."""
    return _PACKAGE


def names_and_contents(paths: Iterable[Path]) -> bytes:
    """Return what a mark of files is made from; one that is missing is there by its name alone."""
    pieces = []
    for path in paths:
        pieces.append(path.name.encode("utf-8"))
        if path.exists():
            # Line ends may differ between checkouts on different systems.
            pieces.append(path.read_bytes().replace(b"\r\n", b"\n"))
    return b"".join(pieces)
