"""Reads a file of authors that is one list of entries of the same kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from .findings import Finding
from .slips import slips
from .yaml_file import YamlFile

Entry = TypeVar("Entry", bound=BaseModel)


@dataclass(frozen=True)
class Listed(Generic[Entry]):
    """The good entries by their position in the file, from 0, and what is wrong in it."""

    file: YamlFile
    entries: dict[int, Entry]
    findings: list[Finding]

    def stands_twice(self, what: str, id: str, *place: str | int) -> None:  # noqa: A002
        """Note that an id is used again at a place of the file."""
        rule = f"the {what} stands twice"
        self.findings.append(Finding(self.file.name, id, rule, "Keep one of them.", self.file.line(place)))


def read_list(
    path: Path,
    name: str,
    model: type[Entry],
    *,
    rule: str,
    remedy: str,
    key: str = "id",
    prepared: Callable[[Any], Any] = lambda entry: entry,
) -> Listed[Entry]:
    """Read a file and check each entry against its model.

    ``rule`` and ``remedy`` tell what is wrong with a file that holds no list.  ``key`` names an entry in
    messages, or else its position does.  ``prepared`` adds to an entry what its model needs.  Raises
    ``ToolkitError`` where the file is missing or not YAML at all.
    """
    listed: Listed[Entry] = Listed(YamlFile(path, name), {}, [])
    file = listed.file
    if not isinstance(file.data, list):
        listed.findings.append(Finding(file.name, "", rule, remedy, 1))
        return listed
    for position, entry in enumerate(file.data):
        checked, found = slips(model, prepared(entry))
        named = str(entry.get(key, position + 1)) if isinstance(entry, dict) else str(position + 1)
        for place, broken, mended in found:
            line = file.line((position, *place))
            listed.findings.append(Finding(file.name, named, broken, mended, line))
        if isinstance(checked, model):
            listed.entries[position] = checked
    return listed
