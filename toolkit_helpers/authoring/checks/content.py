"""Everything that the rules look at, read once; what cannot be read is a finding itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ...errors import ToolkitError
from ...exercises.model import Exercise
from ...glossary import Glossary
from ...plan.model import SectionSpec
from ..compiled import plan_sections
from ..facilitation import Facilitation, inspect_facilitation
from ..findings import Finding
from ..glossary import compile_glossary, inspect_glossary
from ..house import House
from ..item_bank import tests_of
from ..kit import FILE as KIT
from ..kit import Kit, inspect_kit
from ..notebook_file import Notebook, code_cells, read_notebook, tags, text
from ..yaml_bank import inspect_yaml
from ..yaml_file import YamlFile

Cell = Notebook
Output = dict[str, Any]


@dataclass
class Page:
    """One notebook with the exercises of its chapter."""

    house: House
    path: Path
    notebook: Notebook
    exercises: list[Exercise]

    @property
    def name(self) -> str:
        """How messages call the file."""
        return self.house.name(self.path)

    @property
    def cells(self) -> list[Cell]:
        """All cells in order."""
        return list(self.notebook["cells"])

    @property
    def toolkit(self) -> dict[str, Any]:
        """The notebook's own metadata."""
        found = self.notebook["metadata"].get("toolkit", {})
        return found if isinstance(found, dict) else {}

    @property
    def chapter(self) -> int:
        """The chapter that the notebook names; -1 if none."""
        found = self.toolkit.get("chapter")
        return found if isinstance(found, int) else -1

    @cached_property
    def exercise_by_id(self) -> dict[str, Exercise]:
        """The chapter's exercises by id."""
        return {exercise.id: exercise for exercise in self.exercises}

    def code_cells(self) -> Iterable[Cell]:
        """Go through the cells that run."""
        return code_cells(self.notebook)

    def prose(self) -> Iterator[tuple[Cell, str]]:
        """Go through the Markdown cells with their text."""
        return ((cell, text(cell["source"])) for cell in self.cells if cell["cell_type"] == "markdown")

    def outputs(self) -> Iterator[tuple[Cell, Output]]:
        """Go through all outputs with their cells."""
        return ((cell, output) for cell in self.code_cells() for output in cell.get("outputs", []))

    def tagged(self, tag: str) -> list[Cell]:
        """Return the cells with this tag."""
        return [cell for cell in self.cells if tag in tags(cell)]

    def find(self, rule: str, remedy: str, cell: Cell | None = None) -> Finding:
        """Return a finding in this notebook, or in one of its cells."""
        return Finding(self.name, str(cell["id"]) if cell else "", rule, remedy)


@dataclass
class Content:
    """All that authors write, read once."""

    house: House
    pages: list[Page] = field(default_factory=list)
    banks: dict[int, list[Exercise]] = field(default_factory=dict)
    notes: dict[int, Facilitation] = field(default_factory=dict)
    kit: Kit | None = None
    sections: list[SectionSpec] = field(default_factory=list)
    glossary: Glossary = field(default_factory=lambda: Glossary(terms=(), chapters={}))
    unreadable: list[Finding] = field(default_factory=list)

    @classmethod
    def read(cls, house: House) -> Content:
        """Read everything; what is wrong goes into ``unreadable``."""
        content = cls(house)
        for path in sorted((house.data / "exercises").glob("*.yaml")):
            content._try(path, content._read_bank)
        for path in sorted((house.data / "facilitation").glob("[0-9][0-9].yaml")):
            content._try(path, content._read_notes)
        content._try(house.data / KIT, content._read_kit)
        content._try(house.data / "plan.yaml", content._read_plan)
        content._try(house.data / "glossary.yaml", content._read_glossary)
        for path in house.notebook_paths():
            content._try(path, content._read_page)
        return content

    @property
    def fields(self) -> set[str]:
        """The ids of all fields of the Plan."""
        return {field.id for section in self.sections for field in section.fields}

    def _try(self, path: Path, read: Any) -> None:
        try:
            read(path)
        except ToolkitError as error:
            file, _, name = (error.where or self.house.name(path)).partition(", ")
            self.unreadable.append(Finding(file, name, error.what, error.remedy))

    def _read_bank(self, path: Path) -> None:
        exercises, found = inspect_yaml(path, self.house.name(path))
        self.banks[int(path.stem)] = [*exercises, *tests_of(self.house, int(path.stem))]
        self.unreadable += found

    def _read_notes(self, path: Path) -> None:
        notes, found = inspect_facilitation(YamlFile(path, self.house.name(path)))
        self.unreadable += found
        if notes:
            self.notes[int(path.stem)] = notes

    def _read_kit(self, _path: Path) -> None:
        self.kit, found = inspect_kit(self.house)
        self.unreadable += found

    def _read_plan(self, _path: Path) -> None:
        self.sections, found = plan_sections(self.house)
        self.unreadable += found

    def _read_glossary(self, _path: Path) -> None:
        terms, found = inspect_glossary(self.house)
        self.unreadable += found
        if not found:
            self.glossary = compile_glossary(self.house, terms)

    def _read_page(self, path: Path) -> None:
        notebook = read_notebook(path, self.house.name(path))
        page = Page(self.house, path, notebook, [])
        page.exercises = self.banks.get(page.chapter, [])
        self.pages.append(page)
