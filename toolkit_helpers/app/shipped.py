"""Which notebooks the app may run: the shipped ones, unchanged, because an opened page runs its cells."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ..resources import notebooks_folder, package_folder

CELLS = ("lab", "labextension", "static", "shipped-cells.json")


def is_shipped(notebook: Mapping[str, Any], cells: Mapping[str, Any] | None = None) -> bool:
    """Whether every code cell of a notebook came with the workbook, for the chapter that it claims to be.

    >>> is_shipped({"metadata": {"toolkit": {"chapter": 1}}, "cells": [
    ...     {"cell_type": "code", "source": "print('not ours')"}]})
    False
    """
    flags = notebook.get("metadata", {}).get("toolkit", {})
    known = (shipped_cells() if cells is None else cells).get(str(flags.get("chapter")), [])
    return flags.get("autorun") is True and all(
        source in known for cell in notebook.get("cells", ()) if (source := _code(cell)).strip()
    )


def chapters(folder: Path | None = None) -> dict[str, Path]:
    """Return the notebooks that have an address, by file name."""
    return {path.name: path for path in sorted((folder or notebooks_folder()).glob("[0-9][0-9]-*.ipynb"))}


@cache
def shipped_cells() -> dict[str, list[str]]:
    """Return the sources of the code cells that came with the workbook, by chapter."""
    told = json.loads(package_folder().joinpath(*CELLS).read_text(encoding="utf-8"))
    found: dict[str, list[str]] = told["chapters"]
    return found


def _code(cell: Mapping[str, Any]) -> str:
    return "".join(cell.get("source", "")) if cell.get("cell_type") == "code" else ""
