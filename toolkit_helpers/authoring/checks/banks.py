"""Rules about exercises, the Plan, notes for facilitators, tables, and what is compiled from them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from ...errors import ToolkitError
from ...exercises import references
from ...exercises.model import Choice, Exercise, Number, Order
from ..compiled import bank_text, glossary_text, plan_text, shipped_text
from ..demonstration import answers_text, incomplete
from ..findings import Finding
from ..kit import FILE as KIT
from ..kit import misfits
from .content import Content

REBUILD = "Run 'workbook build'."


def entries(content: Content) -> Iterator[tuple[str, Exercise]]:
    """Go through all exercises with the name of their file."""
    for chapter, exercises in content.banks.items():
        name = content.house.name(content.house.exercises(chapter))
        for exercise in exercises:
            yield name, exercise


def chapters_have_notebooks(content: Content) -> Iterator[Finding]:
    """Require a notebook for each chapter with exercises."""
    shown = {page.chapter for page in content.pages}
    for chapter in content.banks:
        if chapter not in shown:
            name = content.house.name(content.house.exercises(chapter))
            yield Finding(name, "", f"chapter {chapter} has no notebook", "Write it or remove the exercises.")


def feedback_complete(content: Content) -> Iterator[Finding]:
    """Require orders and suggestions to explain themselves; the model asks for the other feedback."""
    for file, exercise in entries(content):
        for part in exercise.parts:
            if isinstance(part, Order) and not part.feedback:
                rule, remedy = f"the order {part.id!r} has no feedback", "Say why this is the order."
                yield Finding(file, exercise.id, rule, remedy)
            if isinstance(part, Choice) and part.suggestion and not part.suggestion_differs:
                rule = f"{part.id!r} does not say what to do when the figures suggest another option"
                yield Finding(file, exercise.id, rule, "Write 'suggestion_differs'.")


def facts_exist(content: Content) -> Iterator[Finding]:
    """Require each key or suggestion that is looked up to be a fact that countries have."""
    from ... import facts

    for file, exercise in entries(content):
        names: list[str | None] = []
        for part in exercise.parts:
            if isinstance(part, Number):
                names += [part.fact, *(diagnosis.fact for diagnosis in part.diagnoses)]
            elif isinstance(part, Choice):
                names.append(part.suggestion)
        for name in names:
            if name and name not in facts.NAMES:
                rule = f"no country has a fact {name!r}"
                yield Finding(file, exercise.id, rule, f"Facts: {', '.join(facts.NAMES)}.")


def writes_exist(content: Content) -> Iterator[Finding]:
    """Require what an exercise writes to be a field of the Plan."""
    for file, exercise in entries(content):
        for part in exercise.parts:
            if part.writes and part.writes not in content.fields:
                rule = f"{part.id!r} writes {part.writes}, which is no field of the Plan"
                yield Finding(file, exercise.id, rule, "Correct it or add the field to data/plan.yaml.")
    sections = {section.section for section in content.sections}
    for page in content.pages:
        for name in page.toolkit.get("writes") or []:
            if name not in sections:
                yield page.find(f"the metadata name a section {name} that the Plan lacks", "Correct it.")


def sources_exist(content: Content) -> Iterator[Finding]:
    """Require references to name tables whose rows have codes, in this chapter or an earlier one."""
    known = {exercise.id: exercise for _file, exercise in entries(content)}
    for file, exercise in entries(content):
        for source in references.foreign(exercise):
            source_exercise, part = references.split(source)
            if source_exercise not in known:
                rule = f"it refers to {source}, and there is no {source_exercise}"
                remedy = "Correct the source."
            elif references.find_table(source, known.__getitem__) is None:
                rule = f"it refers to {source}, and {part!r} is no table whose rows have codes"
                remedy = "Name a table with 'code' or 'rows', or give that table a 'code'."
            elif known[source_exercise].chapter > exercise.chapter:
                rule = f"it refers to {source}, which a team writes in a later chapter"
                remedy = "Refer to what has been written before."
            else:
                continue
            yield Finding(file, exercise.id, rule, remedy)


def fields_are_written(content: Content) -> Iterator[Finding]:
    """Require each field of a chapter that exists to name an exercise that exists."""
    known = {exercise.id for _file, exercise in entries(content)}
    file = content.house.name(content.house.data / "plan.yaml")
    for section in content.sections:
        for field in section.fields:
            for name in re.findall(r"(?:EX|TH|WU|XT)\d+\.\d+", field.written_in):
                chapter = int(name[2:].split(".")[0])
                if chapter in content.banks and name not in known:
                    rule = f"it is written in {name}, which does not exist"
                    yield Finding(file, field.id, rule, "Correct 'written_in'.")


def notes_cover(content: Content) -> Iterator[Finding]:
    """Require notes for each exercise, and an exercise for each note."""
    for chapter, exercises in content.banks.items():
        path = content.house.facilitation(chapter)
        name = content.house.name(path)
        ids = [exercise.id for exercise in exercises]
        if not path.exists():
            yield Finding(name, "", f"chapter {chapter} has no facilitation notes", "Write them.")
        notes = content.notes.get(chapter)
        if notes is None:
            continue
        if notes.chapter != chapter:
            yield Finding(name, "", "the chapter's number is not the file's", "Correct 'chapter'.")
        for exercise in ids:
            if exercise not in notes.exercises:
                rule = "the exercise has no notes for the facilitator"
                yield Finding(name, exercise, rule, "Write 'run' and 'answer'.")
        for noted in notes.exercises:
            if noted not in ids:
                yield Finding(name, noted, "there are notes but no such exercise", "Correct the id.")


def kit_fits(content: Content) -> Iterator[Finding]:
    """Require the facilitator kit to speak of exercises, and to rate Plans, as the chapters do."""
    if content.kit:
        known = {exercise.id: exercise for _file, exercise in entries(content)}
        yield from misfits(content.kit, known, content.house.name(content.house.data / KIT))


def nothing_open(content: Content) -> Iterator[Finding]:
    """Find marks of facts that still have to be verified."""
    for path in sorted(content.house.data.rglob("*.yaml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if "[verify" in line:
                name = content.house.name(path)
                yield Finding(
                    name, "", "a '[verify]' mark is left", "Verify the fact or leave it out.", number
                )


def compiled_current(content: Content) -> Iterator[Finding]:
    """Require what was compiled to be what the authors wrote."""
    house = content.house
    made: dict[Path, Callable[[], str]] = {
        house.compiled(chapter): partial(bank_text, house, chapter) for chapter in content.banks
    }
    made[house.data / "glossary.json"] = partial(glossary_text, house)
    made[house.data / "plan.json"] = partial(plan_text, house)
    made[house.extension / "shipped-cells.json"] = partial(shipped_text, house)
    made[house.demonstration / "answers.json"] = partial(answers_text, house)
    for path, compile_text in made.items():
        try:
            expected = compile_text()
        except ToolkitError:
            continue  # told where the source was read
        if not path.exists() or path.read_text(encoding="utf-8") != expected:
            yield Finding(house.name(path), "", "it is not what its source says now", REBUILD)


def demonstration_complete(content: Content) -> Iterator[Finding]:
    """Require the demonstration team to have answered every exercise that writes the Plan, in full."""
    yield from incomplete(content.house, {exercise.id: exercise for _file, exercise in entries(content)})


def tables_registered(content: Content) -> Iterator[Finding]:
    """Require each table to be the one that was checked, with its provenance."""
    folder = content.house.data / "tables"
    registry = folder / "registry.json"
    name = content.house.name(registry)
    try:
        told = json.loads(registry.read_text(encoding="utf-8"))["tables"]
    except (OSError, ValueError, KeyError, TypeError):
        yield Finding(name, "", "the registry cannot be read", "Restore it from the last good version.")
        return
    present = {path.stem: path for path in folder.glob("*.csv")}
    for table in sorted(set(present) - set(told)):
        rule = "the table has no entry in the registry"
        yield Finding(content.house.name(present[table]), table, rule, "Add its provenance.")
    for table, record in told.items():
        if table not in present:
            yield Finding(name, table, "the table is missing", "Restore it or remove its entry.")
            continue
        digest = hashlib.sha256(present[table].read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        if record.get("sha256") != digest:
            rule = "the table is not the one that was checked"
            remedy = "Restore it; if you changed it on purpose, run 'workbook build --renew-tables'."
            yield Finding(content.house.name(present[table]), table, rule, remedy)
