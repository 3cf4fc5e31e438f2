"""The front end as text: small ES modules joined into one, and the style sheet beside them.

Nothing is built: a bundle is the modules of ``js/`` in the order in which they need each other, without
comments and margins.  anywidget loads it, handouts inline it, and tests run it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Final

from ..resources import package_folder

_IMPORT = re.compile(r'^import\s(?:[^;]*?\sfrom\s)?"\./([a-z0-9-]+)\.js";\n', re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/)\n", re.MULTILINE | re.DOTALL)
_MARGIN = re.compile(r"^[ \t]+|^\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)

_ONLY_FOR: Final = {
    "control-activity": {"activity"},
    "control-grid": {"grid"},
    "control-map": {"map2x2"},
    "control-order": {"order"},
    "control-rows": {"table", "form"},
    "marking-checks": {"table"},
    "marking-grid": {"grid"},
    "marking-rows": {"table", "form"},
    "table-rows": {"table", "form"},
}
"""Modules that only these kinds of parts need."""


def bundle(entry: str, kinds: Collection[str] | None = None) -> str:
    """Return one ES module from ``js/<entry>.js`` and what it imports.

    The entry keeps its exports; the other modules lose theirs, so a top-level name may occur once only.
    ``kinds`` leaves out what other kinds of parts need: a choice travels without the capacity grid.

    >>> "import " in bundle("marking"), "export function mark(" in bundle("marking")
    (False, True)
    >>> len(bundle("exercise", ["choice"])) < len(bundle("exercise")) * 0.6
    True
    """
    left_out = () if kinds is None else (name for name, need in _ONLY_FOR.items() if need.isdisjoint(kinds))
    return _bundle(entry, frozenset(left_out))


@cache
def _bundle(entry: str, left_out: frozenset[str]) -> str:
    return _sent("".join(_modules(entry, entry, set(left_out))))


def enclosed(entry: str, name: str) -> str:
    """Return a bundle as an expression whose value is one of its names, for a program that holds several.

    >>> enclosed("explore", "mountExploration").startswith("(() => {")
    True
    """
    source = re.sub(r"^export (?:default [^\n]*;\n?)?", "", bundle(entry), flags=re.MULTILINE)
    return f"(() => {{\n{source}\nreturn {name};\n}})()"


@cache
def style(name: str) -> str:
    """Return a style sheet: ``exercise``, ``explore`` or ``panel``."""
    return _sent((package_folder() / "widgets" / f"{name}.css").read_text(encoding="utf-8"))


def _sent(source: str) -> str:
    """Leave out what only helps whoever reads the files: comments, margins, empty lines."""
    return _MARGIN.sub("", _COMMENT.sub("", source))


def _modules(name: str, entry: str, seen: set[str]) -> list[str]:
    """Return the sources of a module's imports, each once, then its own."""
    seen.add(name)
    source = (package_folder() / "widgets" / "js" / f"{name}.js").read_text(encoding="utf-8")
    before = [
        text
        for needed in _IMPORT.findall(source)
        if needed not in seen
        for text in _modules(needed, entry, seen)
    ]
    plain = _IMPORT.sub("", source)
    return [*before, plain if name == entry else _EXPORT.sub("", plain)]
