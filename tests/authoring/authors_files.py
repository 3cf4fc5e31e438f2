"""Small notebooks, and slips put into authors' files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Notebook = dict[str, Any]


def edit(path: Path, change: Callable[[Any], object]) -> None:
    """Change a JSON file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def replace(path: Path, old: str, new: str) -> None:
    """Change a text file at one place that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def notebook(*cells: tuple[str, str], chapter: int = 1, tag: str = "exercise") -> Notebook:
    """Return a small notebook: code cells by id and source, and a title."""
    title = {"id": "title", "cell_type": "markdown", "metadata": {"tags": ["opening"]}, "source": "# Title"}
    code = [
        {
            "id": name,
            "cell_type": "code",
            "metadata": {"tags": [tag], "jupyter": {"source_hidden": True}},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for name, source in cells
    ]
    toolkit = {"schema_version": 1, "chapter": chapter, "title": "Title", "autorun": True}
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "x", "language": "python"},
            "toolkit": toolkit,
        },
        "cells": [title, *code],
    }
