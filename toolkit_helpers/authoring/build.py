"""``workbook build``: compiles what authors wrote, runs the notebooks, stores everything in one form.

Building twice changes nothing, to the byte.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import ToolkitError
from ..exercises.bank import Bank
from ..exercises.model import Exercise
from ..glossary import Glossary
from ..handouts.shipped_charts import PAINTED
from ..resources import names_and_contents
from .compiled import artefacts, pictures_text
from .execution import execute
from .house import House, write_whole
from .notebook_file import Notebook, code_sources, normalise, read_notebook, stored_text


@dataclass(frozen=True)
class Built:
    """Which files a build changed, or would change, out of all that it made."""

    changed: tuple[Path, ...]
    files: int


def build(
    chapters: Sequence[int] = (),
    *,
    check: bool = False,
    house: House | None = None,
    progress: Callable[[str], None] = lambda _message: None,
) -> Built:
    """Compile the exercises, the Plan's fields and the list of shipped cells, and execute the notebooks.

    Parameters
    ----------
    chapters
        Which chapters; all if empty.
    check
        Only find out what would change; nothing is written.
    progress
        Called with one sentence before each step.

    Raises ``ToolkitError`` for the first slip in an author's file and for a cell that stops.
    """
    house = house or House()
    selected = _selected(house, chapters)
    progress("Exercises and Plan")
    made = artefacts(house, selected)
    stale = tuple(path for path, text in made.items() if _differs(path, text))
    paths = [path for chapter in selected if (path := house.notebook(chapter))]
    if check and stale:
        # The notebooks run on what is compiled, so they cannot be judged before it is up to date.
        return Built(stale, len(made) + len(paths) + 1)
    for path in stale:
        write_whole(path, made[path])
    executed = {path: finish(house, notebook) for path, notebook in execute(house, paths, progress).items()}
    texts = {path: stored_text(notebook) for path, notebook in executed.items()}
    texts[house.data / PAINTED.file_name] = pictures_text(
        executed.get(path) or read_notebook(path, house.name(path)) for path in house.notebook_paths()
    )
    renewed = tuple(path for path, text in texts.items() if _differs(path, text))
    for path in () if check else renewed:
        write_whole(path, texts[path])
    return Built(stale + renewed, len(made) + len(texts))


def _selected(house: House, chapters: Sequence[int]) -> list[int]:
    known = house.chapters()
    for chapter in chapters:
        if chapter not in known:
            offer = ", ".join(str(entry) for entry in known)
            raise ToolkitError(f"there is no chapter {chapter}", remedy=f"Chapters: {offer}.")
    return sorted(set(chapters)) or known


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_bytes() != text.encode("utf-8")


def finish(house: House, notebook: Notebook) -> Notebook:
    """Bring an executed notebook into its stored form, with its minutes and a mark of its sources."""
    normalise(notebook)
    toolkit = notebook["metadata"]["toolkit"]
    compiled = house.compiled(toolkit["chapter"])
    exercises = Bank.model_validate_json(compiled.read_bytes()).exercises if compiled.exists() else []
    toolkit.update(minutes_of(exercises))
    toolkit["built_from"] = fingerprint(house, notebook)
    return notebook


def minutes_of(exercises: Sequence[Exercise]) -> dict[str, int]:
    """Return the minutes of a chapter's exercises, and of its core path, for the notebook's metadata."""
    return {"exercise_minutes": total(exercises), "core_minutes": total(exercises, core=True)}


def total(exercises: Sequence[Exercise], *, core: bool = False) -> int:
    """Return the minutes of the exercises proper: warm-up, take-home and exit ticket count as frame."""
    return sum(entry.minutes for entry in exercises if entry.id.startswith("EX") and (entry.core or not core))


def fingerprint(house: House, notebook: Notebook) -> str:
    """Return a mark of the content that the outputs were made from: cells, exercises, Plan, tables, glossary.

    A change in the library's code does not show here; ``pytest --nbval`` compares the outputs themselves.
    """
    chapter = notebook["metadata"]["toolkit"]["chapter"]
    digest = hashlib.sha256(json.dumps(code_sources(notebook)).encode("utf-8"))
    if any(".glossary(" in source for source in code_sources(notebook)):
        digest.update(_terms(house, chapter).encode("utf-8"))
    tables = sorted((house.data / "tables").glob("*.csv"))
    digest.update(names_and_contents([house.compiled(chapter), house.data / "plan.json", *tables]))
    return f"sha256:{digest.hexdigest()}"


def _terms(house: House, chapter: int) -> str:
    """Return the chapter's own part of the glossary; what other chapters use makes no difference to it."""
    path = house.data / "glossary.json"
    if not path.exists():
        return ""
    glossary = Glossary.model_validate_json(path.read_bytes())
    terms = glossary.of(chapter)
    return repr([(term.name, term.explanation, glossary.details(term, chapter)) for term in terms])
