"""Reads the exercises as authors write them; every slip has file, line, exercise, rule and remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..exercises.model import Exercise
from .findings import Finding
from .slips import slips
from .yaml_file import YamlFile

TOP_KEYS = ("chapter", "exercises")


def read_yaml(path: Path, name: str = "") -> list[Exercise]:
    """Return the exercises of one file, in order.

    Raises ``ToolkitError`` for the first slip: syntax, a key twice, an unknown key, a wrong type, two right
    answers in a single choice, an id twice, and whatever else the model of an exercise forbids.
    """
    exercises, findings = inspect_yaml(path, name)
    if findings:
        raise findings[0].error()
    return exercises


def inspect_yaml(path: Path, name: str = "") -> tuple[list[Exercise], list[Finding]]:
    """Return the good exercises of one file and everything that is wrong in it.

    Raises ``ToolkitError`` where the file is not YAML at all.
    """
    file = YamlFile(path, name)
    data = file.data
    if not isinstance(data, dict) or not isinstance(data.get("exercises"), list):
        rule = "the file has no list of exercises"
        return [], [Finding(file.name, "", rule, "Begin with 'chapter: 1', then 'exercises:'.", 1)]
    known = f"Known keys: {', '.join(TOP_KEYS)}."
    findings = [
        Finding(file.name, "", f"the key {key!r} is not known", known, file.line([key]))
        for key in data
        if key not in TOP_KEYS
    ]
    chapter = data.get("chapter")
    if not isinstance(chapter, int) or isinstance(chapter, bool):
        rule = "'chapter' is missing or not a whole number"
        findings.append(Finding(file.name, "", rule, "Write it like 'chapter: 1'.", file.line(["chapter"])))
        chapter = None
    exercises: list[Exercise] = []
    lines: dict[str, int] = {}
    for position, entry in enumerate(data["exercises"]):
        exercise, found = _entry(file, position, entry, chapter, lines)
        findings += found
        if exercise:
            exercises.append(exercise)
    return exercises, findings


def _entry(
    file: YamlFile, position: int, entry: Any, chapter: int | None, lines: dict[str, int]
) -> tuple[Exercise | None, list[Finding]]:
    """Check one exercise; ``lines`` collects where each id was seen."""
    at = ("exercises", position)
    line = file.line(at)
    told = entry.get("id") if isinstance(entry, dict) else None
    name = str(told) if told else f"exercise {position + 1}"
    checked, found = slips(Exercise, entry)
    findings = [
        Finding(file.name, name, rule, remedy, file.line((*at, *place))) for place, rule, remedy in found
    ]
    if isinstance(told, str):
        if told in lines:
            rule = f"the id stands twice; first in line {lines[told]}"
            findings.append(Finding(file.name, name, rule, "Give each exercise its own number.", line))
        lines.setdefault(told, line)
    if not isinstance(checked, Exercise):
        return None, findings
    if chapter is not None and checked.chapter != chapter:
        rule = f"the exercise belongs to chapter {checked.chapter}, the file to chapter {chapter}"
        findings.append(Finding(file.name, name, rule, "Correct its id or move it.", line))
    return checked, findings
