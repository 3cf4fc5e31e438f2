"""Explorations on a page without a kernel: every country's chart, computed beforehand and packed.

A chart is the same tree for every country but for a few leaves.  So each place in the tree is stored once,
with the values that it takes and which country has which, and all of it is compressed: 195 charts of one
exploration then take 10 to 60 kB, and adding an exploration needs no second program in JavaScript.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from .. import datasets
from ..figures import explorations
from ..figures.description import Chart
from ..i18n import gettext as _
from ..i18n import language
from .shipped_charts import PACKED

Path = tuple[str | int, ...]
ABSENT: Final = -1
_SHIPPED_LANGUAGE: Final = "en"


def has_countries(chart_id: str) -> bool:
    """Whether the chart is an exploration that shows the reader's country."""
    return chart_id in explorations.IDS and explorations.exploration(chart_id).asks_country


@cache
def packed(chart_id: str) -> str:
    """Return an exploration's packed charts: those that are shipped, or else computed now; see ``pack``."""
    return (language() == _SHIPPED_LANGUAGE and PACKED.get(chart_id)) or pack(chart_id)


def pack(chart_id: str) -> str:
    """Return an exploration's charts for the world (code ``""``) and every country, as Base64 of deflate.

    Inside is the JSON of ``folded``.  The team's answers are not in it, and controls have their own values.
    """
    codes = ["", *(country.iso3 for country in datasets.countries(members_only=False))]
    charts = {code: as_json(explorations.describe(chart_id, code or None)) for code in codes}
    text = json.dumps(folded(charts), ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")


def country_of(chart: Chart) -> str:
    """Return the country that a chart was drawn for; empty for the world's."""
    told = json.loads(zlib.decompress(base64.b64decode(packed(chart.id))))
    findings, which = next(column for path, *column in told["places"] if path == ["finding"])
    if chart.finding not in findings or isinstance(which, int):
        return ""
    code: str = told["codes"][which.index(findings.index(chart.finding))]
    return code


def as_json(chart: Chart) -> dict[str, Any]:
    """Return a chart's description as the screen painter reads it."""
    return chart.model_dump(mode="json", exclude_defaults=True)


def folded(trees: Mapping[str, Any]) -> dict[str, Any]:
    """Return JSON trees of one kind, folded place by place.

    ``codes`` are the names of the trees.  ``places`` holds for each place in the trees: its path, the
    different values there, and for each tree which of them it has (``ABSENT`` for none), or one number if all
    have the same.

    A part that is the same in all trees is one place, however much is in it.

    >>> folded({"A": {"x": {"z": 1}, "y": [2, 3]}, "B": {"x": {"z": 1}, "y": [4]}})["places"]
    [[['x'], [{'z': 1}], 0], [['y', 0], [2, 4], [0, 1]], [['y', 1], [3], [0, -1]]]
    """
    return {
        "codes": list(trees),
        "places": [[list(path), *column] for path, column in _places(trees, (), trees)],
    }


Column = tuple[list[Any], int | list[int]]


def _places(
    trees: Mapping[str, Any], path: Path, everyone: Mapping[str, Any]
) -> Iterator[tuple[Path, Column]]:
    """Yield each place with the values there; ``trees`` are the parts of those that have this path."""
    # One place holds values of one type, so that True and 1 never meet here.
    first = next(iter(trees.values()))
    if path and len(trees) == len(everyone) and all(tree == first for tree in trees.values()):
        yield path, ([first], 0)
        return
    records = {code: tree for code, tree in trees.items() if tree and isinstance(tree, dict)}
    lists = {code: dict(enumerate(tree)) for code, tree in trees.items() if tree and isinstance(tree, list)}
    for branches in (records, lists):
        for name in dict.fromkeys(name for branch in branches.values() for name in branch):
            inner = {code: branch[name] for code, branch in branches.items() if name in branch}
            yield from _places(inner, (*path, name), everyone)
    # An empty list or record is an end, too.
    ends = {code: tree for code, tree in trees.items() if code not in records and code not in lists}
    if ends:
        yield path, _column(ends, everyone)


def _column(values: Mapping[str, Any], codes: Iterable[str]) -> Column:
    # By their JSON, because True equals 1 and 1.0 equals 1 in Python.
    texts = {code: json.dumps(value) for code, value in values.items()}
    different = list(dict.fromkeys(texts.values()))
    places = {text: place for place, text in enumerate(different)}
    which = [places[texts[code]] if code in texts else ABSENT for code in codes]
    same = len(different) == 1 and ABSENT not in which
    return [json.loads(text) for text in different], 0 if same else which


def remark(chart: Chart) -> str:
    """Return what the chart cannot do on a page without a kernel; empty if it can do everything."""
    if chart.id not in explorations.IDS:
        return ""
    found = explorations.exploration(chart.id)
    if found.reads:
        return _(
            "Where the workbook runs, this chart draws your own answers to {exercises}. This page cannot: "
            "save your answers to your computer and restore them there, or draw the chart on paper."
        ).format(exercises=", ".join(sorted(found.reads, key=_in_order)))
    if found.controls:
        return _(
            "Where the workbook runs, you can change the values of this chart. Here they stay as they are."
        )
    return ""


def _in_order(exercise_id: str) -> tuple[int, int]:
    chapter, number = exercise_id[2:].split(".")
    return int(chapter), int(number)
