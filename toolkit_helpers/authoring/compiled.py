"""What is compiled from authors' files without a kernel: banks, Plan, glossary, shipped cells, example."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..errors import ToolkitError
from ..exercises.bank import Bank
from ..figures import explorations
from ..handouts import charts, offline_charts
from ..handouts.assembly import charts_of
from ..handouts.shipped_charts import PACKED, PAINTED
from ..plan.model import SectionSpec
from .demonstration import answers_text
from .findings import Finding
from .glossary import compile_glossary, inspect_glossary
from .house import House
from .item_bank import tests_of
from .notebook_file import Notebook, code_sources, read_notebook
from .yaml_bank import read_yaml
from .yaml_list import read_list


def as_text(data: Any) -> str:
    """Return JSON as the workbook stores it: readable, one line per value, nothing escaped."""
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def bank_text(house: House, chapter: int) -> str:
    """Return the compiled bank of a chapter; only what its author wrote, defaults stay in the model."""
    path = house.exercises(chapter)
    exercises = [*read_yaml(path, house.name(path)), *tests_of(house, chapter)]
    bank = Bank(chapter=chapter, exercises=exercises)
    return as_text(bank.model_dump(mode="json", exclude_unset=True, exclude_none=True))


def plan_sections(house: House) -> tuple[list[SectionSpec], list[Finding]]:
    """Return the Plan's sections from ``data/plan.yaml``, and what is wrong in the file."""
    path = house.data / "plan.yaml"
    rule, remedy = "the file has no list of sections", "Begin each section with '- section: P0'."
    listed = read_list(
        path, house.name(path), SectionSpec, rule=rule, remedy=remedy, key="section", prepared=_with_ids
    )
    seen: set[str] = set()
    for position, section in listed.entries.items():
        for row, field in enumerate(section.fields):
            if field.id in seen:
                listed.stands_twice("field", field.id, position, "fields", row)
            seen.add(field.id)
    return list(listed.entries.values()), listed.findings


def _with_ids(entry: Any) -> Any:
    if not isinstance(entry, dict) or not isinstance(entry.get("fields"), list):
        return entry
    fields = [
        {"id": f"{entry.get('section')}.{field.get('name')}", **field} if isinstance(field, dict) else field
        for field in entry["fields"]
    ]
    return {**entry, "fields": fields}


def plan_text(house: House) -> str:
    """Return the Plan's fields as the library reads them; ``ToolkitError`` for the first slip."""
    sections, findings = plan_sections(house)
    if findings:
        raise findings[0].error()
    return as_text([section.model_dump(mode="json") for section in sections])


def glossary_text(house: House, banks: Mapping[int, str] | None = None) -> str:
    """Return the glossary as the library reads it, with the terms that each chapter uses.

    ``banks`` holds compiled exercises that are newer than those on the disk.  Raises ``ToolkitError`` for the
    first slip.
    """
    terms, findings = inspect_glossary(house)
    if findings:
        raise findings[0].error()
    glossary = compile_glossary(house, terms, banks)
    return as_text(glossary.model_dump(mode="json", exclude_unset=True))


def shipped_text(house: House) -> str:
    """Return the code cells of all notebooks by chapter: the only ones that may run by themselves.

    Raises ``ToolkitError`` for a notebook that does not name its chapter.
    """
    from ..lab.catalogue import catalogue
    from ..lab.phrases import phrases

    cells: dict[str, list[str]] = {}
    for path in house.notebook_paths():
        notebook = read_notebook(path, house.name(path))
        chapter = notebook["metadata"].get("toolkit", {}).get("chapter")
        if not isinstance(chapter, int):
            remedy = 'Add "toolkit": {"chapter": 1, …} to its metadata.'
            raise ToolkitError(
                "the notebook does not name its chapter", where=house.name(path), remedy=remedy
            )
        known = cells.setdefault(str(chapter), [])
        known += [source for source in code_sources(notebook) if source.strip() and source not in known]
    listed = [
        {
            "number": each.number,
            "title": each.title,
            "label": each.label,
            "file": each.file,
            "core": _core(house, each.number),
        }
        for each in catalogue(house.notebooks)
    ]
    return as_text({"phrases": phrases(), "chapters": cells, "list": listed})


def _core(house: House, chapter: int) -> list[str]:
    """Return the ids of a chapter's core exercises, for the reader's progress."""
    if not house.exercises(chapter).exists():
        return []
    exercises = json.loads(bank_text(house, chapter))["exercises"]
    return [exercise["id"] for exercise in exercises if exercise.get("core")]


def charts_text() -> str:
    """Return the packed charts of offline pages: those that are shipped, or anew if they are out of date."""
    ids = [chart_id for chart_id in explorations.IDS if offline_charts.has_countries(chart_id)]
    return PACKED.as_text({chart_id: offline_charts.packed(chart_id) for chart_id in ids})


def pictures_text(notebooks: Iterable[Notebook]) -> str:
    """Return the pictures of all charts that executed notebooks show: as shipped, or painted anew."""
    shown = [chart for notebook in notebooks for chart in charts_of(notebook)]
    return PAINTED.as_text({charts.mark(chart): charts.svg(chart).decode("utf-8") for chart in shown})


def artefacts(house: House, chapters: list[int]) -> dict[Path, str]:
    """Return path and text of everything that is compiled; ``chapters`` selects the banks."""
    banks = {chapter: bank_text(house, chapter) for chapter in chapters if house.exercises(chapter).exists()}
    texts = {house.compiled(chapter): text for chapter, text in banks.items()}
    texts[house.data / "glossary.json"] = glossary_text(house, banks)
    texts[house.data / "plan.json"] = plan_text(house)
    texts[house.extension / "shipped-cells.json"] = shipped_text(house)
    texts[house.demonstration / "answers.json"] = answers_text(house)
    texts[house.data / PACKED.file_name] = charts_text()
    return texts
