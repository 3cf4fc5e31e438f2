"""What the offline page carries for the reader's own country and for the Plan: all of it, and small."""

from __future__ import annotations

import base64
import gzip
import json
import re
import zlib
from functools import cache
from typing import Any

import pytest

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.exercises import bank
from toolkit_helpers.figures import explorations
from toolkit_helpers.handouts import making, offline_charts, offline_plan, page
from toolkit_helpers.plan import fields
from toolkit_helpers.workshop.documents import make, whole

CHAPTERS = tuple(int(path.name[:2]) for path in making.notebooks(None))
ID = re.compile(r'\sid="([^"]+)"')
LINK = re.compile(r'href="#([^"]+)"')


@cache
def html(chapter: int) -> str:
    """Return the participant's page of a chapter."""
    (path,) = making.notebooks([chapter])
    return page.render(making.read(path))


@cache
def whole_html() -> str:
    """Return the page of all chapters."""
    return page.render(whole.workbook(making.notebooks(None)))


def unfolded(folded: dict[str, Any], code: str) -> Any:
    """Return one tree, as the page puts it together."""
    number = folded["codes"].index(code)
    tree: dict[Any, Any] = {}
    for path, values, which in folded["places"]:
        value = which if isinstance(which, int) else which[number]
        if value < 0:
            continue
        branch = tree
        for name in path[:-1]:
            branch = branch.setdefault(name, {})
        branch[path[-1]] = values[value]
    return _lists(tree)


def _lists(tree: Any) -> Any:
    if not isinstance(tree, dict):
        return tree
    branches = {name: _lists(branch) for name, branch in tree.items()}
    if branches and all(isinstance(name, int) for name in branches):
        assert sorted(branches) == list(range(len(branches)))
        return [branches[number] for number in range(len(branches))]
    return branches


@pytest.mark.parametrize("chart_id", list(filter(offline_charts.has_countries, explorations.IDS)))
def test_every_countrys_chart_is_in_the_page(chart_id: str) -> None:
    """What was packed gives the same chart as the workbook computes, for countries with and without data."""
    folded = json.loads(zlib.decompress(base64.b64decode(offline_charts.packed(chart_id))))
    assert len(folded["codes"]) == len(set(folded["codes"])) > 193
    for code in ("", "KEN", "NRU", "PSE", "USA", folded["codes"][-1]):
        chart = offline_charts.as_json(explorations.describe(chart_id, code or None))
        assert unfolded(folded, code) == json.loads(json.dumps(chart))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapters_page_is_small(chapter: int) -> None:
    """With all countries in it, a chapter's page travels in at most 400 kB."""
    assert len(gzip.compress(html(chapter).encode(), 9)) <= 400_000


def test_the_whole_workbook_is_one_file() -> None:
    """The page of all chapters holds every exercise once, in at most 2 MB, and each link leads somewhere."""
    text = whole_html()
    assert len(gzip.compress(text.encode(), 9)) <= 2_000_000
    shown = re.findall(r'data-exercise="([^"]+)"', text)
    wanted = [exercise.id for chapter in CHAPTERS for exercise in bank.load(chapter).exercises]
    assert sorted(shown) == sorted(wanted)
    body = text[: text.index("<script")]
    ids = ID.findall(body)
    assert len(ids) == len(set(ids))
    assert {link for link in LINK.findall(body) if "DejaVu" not in link} <= set(ids)
    assert body.count('<section class="chapter">') == len(CHAPTERS) + 1, (
        "one for each chapter, one for the glossary"
    )


def test_the_whole_workbook_is_no_pdf() -> None:
    """Who asks for a PDF of the page to work in is told of the booklet."""
    with pytest.raises(ToolkitError, match="booklet"):
        make([1], audiences=["whole"], formats=["pdf"])


def test_every_field_of_the_plan_has_its_parts() -> None:
    """The page knows for each field which parts write it, or that the workbook computes it."""
    known = {field["id"]: field for section in offline_plan.data()["sections"] for field in section["fields"]}
    assert list(known) == [field.id for field in fields()]
    assert [name for name, field in known.items() if not field["parts"] and not field["computed"]] == []


def test_no_key_travels_with_the_plan() -> None:
    """Of the parts that write the Plan, nothing that marks or advises is in the page's list of fields."""
    names: set[str] = set()

    def collect(data: Any) -> None:
        if isinstance(data, dict):
            names.update(data)
            data = data.values()
        if not isinstance(data, str) and hasattr(data, "__iter__"):
            for one in data:
                collect(one)

    collect(offline_plan.data())
    assert names.isdisjoint({"correct", "feedback", "key", "model_answer", "checks", "diagnoses", "prompt"})


def test_a_page_made_for_a_country_says_so() -> None:
    """Charts that were drawn for a country are known by it; the world's are nobody's."""
    assert offline_charts.country_of(explorations.describe("D1.1", "KEN")) == "KEN"
    assert offline_charts.country_of(explorations.describe("D1.1")) == ""


def test_what_a_chart_cannot_do_is_said() -> None:
    """Charts of the team's answers and charts with controls say what the page leaves out."""
    assert "EX3.4" in offline_charts.remark(explorations.describe("D3.3"))
    assert "stay as they are" in offline_charts.remark(explorations.describe("D8.2"))
    assert offline_charts.remark(explorations.describe("D1.1")) == ""
