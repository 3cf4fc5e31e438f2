"""A notebook as a file: read without any Jupyter library, and brought into the one form that is stored."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..errors import ToolkitError

Notebook = dict[str, Any]
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}
NOTEBOOK_KEYS = {"kernelspec", "language_info", "toolkit"}
CELL_KEYS = {"tags", "jupyter", "slideshow"}


def read_notebook(path: Path, name: str = "") -> Notebook:
    """Return a notebook as plain data; ``ToolkitError`` if it is none of format 4.5 or later."""
    where = name or path.name
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = notebook["cells"]
        metadata = notebook["metadata"]
        version = (notebook["nbformat"], notebook["nbformat_minor"])
    except (ValueError, KeyError, TypeError) as error:
        raise ToolkitError(
            "this is not a notebook", where=where, remedy="Restore it from the last good version."
        ) from error
    if version < (4, 5) or not isinstance(cells, list) or not isinstance(metadata, dict):
        remedy = "Open it in JupyterLab and save it."
        raise ToolkitError("the notebook has an older format without cell ids", where=where, remedy=remedy)
    for position, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict) or not {"id", "cell_type", "metadata", "source"} <= set(cell):
            what = f"cell {position} has no id, type, metadata or source"
            raise ToolkitError(what, where=where, remedy="Open the notebook in JupyterLab and save it.")
    return dict(notebook)


def text(value: str | list[str]) -> str:
    """Return a multi-line text, however the file holds it."""
    return value if isinstance(value, str) else "".join(value)


def code_cells(notebook: Notebook) -> Iterable[Notebook]:
    """Go through the cells that run."""
    return (cell for cell in notebook["cells"] if cell["cell_type"] == "code")


def code_sources(notebook: Notebook) -> list[str]:
    """Return the sources of the cells that run."""
    return [text(cell["source"]) for cell in code_cells(notebook)]


def tags(cell: Notebook) -> list[str]:
    """Return the tags of a cell."""
    found = cell["metadata"].get("tags", [])
    return list(found) if isinstance(found, list) else []


def normalise(notebook: Notebook) -> Notebook:
    """Bring a notebook into its stored form, in place, and return it.

    The same content gives the same bytes: no time of execution, no widget state, no view of a widget that
    lives in a kernel of yesterday, executions counted from 1.  Cell ids stay.  Twice is the same as once.
    """
    metadata = notebook["metadata"]
    for key in set(metadata) - NOTEBOOK_KEYS:
        del metadata[key]
    metadata.update(kernelspec=dict(KERNEL), language_info=dict(LANGUAGE))
    for cell in notebook["cells"]:
        for key in set(cell["metadata"]) - CELL_KEYS:
            del cell["metadata"][key]
    run = [cell for cell in code_cells(notebook) if text(cell["source"]).strip()]
    for cell in code_cells(notebook):
        cell["execution_count"] = None
    for count, cell in enumerate(run, start=1):
        cell["execution_count"] = count
        for output in cell["outputs"]:
            output.pop("transient", None)
            output.get("data", {}).pop(WIDGET_VIEW, None)
            if output["output_type"] == "execute_result":
                output["execution_count"] = count
    return notebook


def stored_text(notebook: Notebook) -> str:
    """Return the text of the file: keys sorted, texts as lists of lines, one line feed at the end."""
    stored = {**notebook, "cells": [_stored_cell(cell) for cell in notebook["cells"]]}
    return json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _stored_cell(cell: Notebook) -> Notebook:
    cell = {**cell, "source": _lines(cell["source"])}
    if "outputs" in cell:
        cell["outputs"] = [_stored_output(output) for output in cell["outputs"]]
    return cell


def _stored_output(output: Notebook) -> Notebook:
    output = dict(output)
    if "text" in output:
        output["text"] = _lines(output["text"])
    if "data" in output:
        output["data"] = {
            mime: value if mime.endswith("json") else _lines(value) for mime, value in output["data"].items()
        }
    return output


def _lines(value: Any) -> Any:
    return value.splitlines(keepends=True) if isinstance(value, str) else value
