"""Readers of what authors write, for the tests of content."""

from __future__ import annotations

import csv
import json
from functools import cache
from statistics import fmean
from typing import Any

from ruamel.yaml import YAML

from toolkit_helpers.authoring.house import House
from toolkit_helpers.authoring.item_bank import tests_of
from toolkit_helpers.exercises.model import Exercise
from toolkit_helpers.resources import data_folder, notebooks_folder

CHAPTERS = {
    0: "00-start-here",
    1: "01-global-and-regional-trends",
    2: "02-holistic-approach-and-key-pillars",
    3: "03-situation-analysis",
    4: "04-envisioning-with-the-sdgs",
    5: "05-strategy-and-road-map",
    6: "06-institutional-and-organisational-capacities",
    7: "07-individual-capacities",
    8: "08-societal-capacities-and-digital-inclusion",
    9: "09-monitoring-evaluation-and-improvement",
    10: "10-country-practices-and-using-the-toolkit",
}


def yaml(path: str) -> Any:
    """Read one of the authors' files below ``data/``."""
    return YAML(typ="safe", pure=True).load(data_folder() / path)


@cache
def bank(chapter: int) -> dict[str, Exercise]:
    """Return the exercises of a chapter by id, in order; the test before or after comes last."""
    entries = yaml(f"exercises/{chapter:02}.yaml")["exercises"]
    written = [Exercise.model_validate(entry) for entry in entries]
    return {exercise.id: exercise for exercise in [*written, *tests_of(House(), chapter)]}


@cache
def cells(chapter: int) -> list[dict[str, Any]]:
    """Return the cells of a chapter's notebook, each source as one text."""
    path = notebooks_folder() / f"{CHAPTERS[chapter]}.ipynb"
    stored = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in stored]


def prose(chapter: int) -> str:
    """Return all Markdown of a notebook, line breaks as spaces."""
    texts = [cell["source"] for cell in cells(chapter) if cell["cell_type"] == "markdown"]
    return " ".join("\n".join(texts).split())


@cache
def rows(name: str) -> list[dict[str, str]]:
    """Return a table as text rows."""
    with (data_folder() / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def countries() -> dict[str, dict[str, str]]:
    """Return the countries by code."""
    return {row["iso3"]: row for row in rows("countries")}


@cache
def egdi(year: int) -> dict[str, dict[str, str]]:
    """Return the ranked countries of an edition."""
    return {row["iso3"]: row for row in rows("egdi") if row["year"] == str(year) and row["egdi"]}


def values(year: int, column: str = "egdi", **where: str) -> dict[str, float]:
    """Return one column of an edition for the countries whose properties are ``where``."""
    return {
        code: float(row[column])
        for code, row in egdi(year).items()
        if all(countries()[code][key] == value for key, value in where.items())
    }


def mean(year: int, column: str = "egdi", **where: str) -> float:
    """Return the unweighted mean of one column of an edition."""
    return fmean(values(year, column, **where).values())


def authored_files() -> dict[str, str]:
    """Return each file that authors write, as text, by its name below the root."""
    places = {data_folder(): ("plan.yaml", "*/*.yaml"), notebooks_folder(): ("*.ipynb",)}
    paths = [
        path for folder, patterns in places.items() for pattern in patterns for path in folder.glob(pattern)
    ]
    return {f"{path.parent.name}/{path.name}": path.read_text(encoding="utf-8") for path in paths}
