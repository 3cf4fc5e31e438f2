"""Where an author's files are: the checkout, or a copy of it."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from ..errors import ToolkitError
from ..resources import data_folder, notebooks_folder, package_folder


class House:
    """The folders that authors work in.

    ``root`` holds ``notebooks`` and ``data``; without it these are the workbook's own.  ``extension`` holds
    the static files of the auto-run extension.
    """

    def __init__(self, root: Path | None = None, extension: Path | None = None) -> None:
        self.notebooks = root / "notebooks" if root else notebooks_folder()
        self.data = root / "data" if root else data_folder()
        self.root = self.notebooks.parent
        self.extension = extension or package_folder() / "lab" / "labextension" / "static"

    def name(self, path: Path) -> str:
        """Return how messages call a file: its path from the root, with slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def exercises(self, chapter: int) -> Path:
        """Return the authors' file of a chapter's exercises."""
        return self.data / "exercises" / f"{chapter:02d}.yaml"

    def compiled(self, chapter: int) -> Path:
        """Return the compiled bank of a chapter."""
        return self.data / "exercises" / "compiled" / f"{chapter:02d}.json"

    @property
    def demonstration(self) -> Path:
        """The folder with the answers of the demonstration team."""
        return self.data / "demonstration"

    def facilitation(self, chapter: int) -> Path:
        """Return the facilitation notes of a chapter."""
        return self.data / "facilitation" / f"{chapter:02d}.yaml"

    def chapters(self) -> list[int]:
        """Return the numbers of all chapters that have exercises or a notebook."""
        banks = (self.data / "exercises").glob("*.yaml")
        return sorted({number(path) for path in [*banks, *self.notebook_paths()]})

    def notebook_paths(self) -> list[Path]:
        """Return all notebooks in the order of their chapters."""
        return sorted(self.notebooks.glob("*.ipynb"))

    def notebook(self, chapter: int) -> Path | None:
        """Return the notebook of a chapter, if there is one."""
        return next((path for path in self.notebook_paths() if number(path) == chapter), None)


def number(path: Path) -> int:
    """Return the chapter that a file's name begins with.

    Raises ``ToolkitError`` for a name that does not begin with two digits.

    >>> number(Path("03-situation-analysis.ipynb"))
    3
    """
    found = re.match(r"\d\d", path.name)
    if found is None:
        remedy = "Begin it with two digits, such as 03-situation-analysis.ipynb."
        raise ToolkitError("the file's name does not tell its chapter", where=path.name, remedy=remedy)
    return int(found[0])


def write_whole(path: Path, text: str) -> None:
    """Replace a file in one step, so that a stop in between leaves the former one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        temporary.chmod(path.stat().st_mode if path.exists() else 0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
