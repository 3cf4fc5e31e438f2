"""The charts that travel with the workbook: up to date, and those that would be made now."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from toolkit_helpers.figures import explorations
from toolkit_helpers.figures.description import Chart
from toolkit_helpers.figures.printing import paint
from toolkit_helpers.handouts import charts, offline_charts, shipped_charts
from toolkit_helpers.handouts.assembly import charts_of
from toolkit_helpers.handouts.shipped_charts import PACKED, PAINTED, ShippedCharts
from toolkit_helpers.resources import data_folder, notebooks_folder

IDS = [chart_id for chart_id in explorations.IDS if offline_charts.has_countries(chart_id)]


SHOWN = [
    chart
    for path in sorted(notebooks_folder().glob("*.ipynb"))
    for chart in charts_of(json.loads(path.read_text(encoding="utf-8")))
]


@pytest.fixture
def forgetful() -> Iterator[None]:
    """Let nothing that was read before or during a test be remembered."""

    def forget() -> None:
        offline_charts.packed.cache_clear()
        vars(PACKED).pop("_charts", None)
        vars(PAINTED).pop("_charts", None)

    forget()
    yield
    forget()


def unpacked(text: str, code: str) -> dict[tuple[Any, ...], Any]:
    """Return the places of one country's chart and what stands there."""
    folded = json.loads(zlib.decompress(base64.b64decode(text)))
    column = folded["codes"].index(code)
    found = {}
    for path, values, which in folded["places"]:
        number = which if isinstance(which, int) else which[column]
        if number != offline_charts.ABSENT:
            found |= dict(leaves(values[number], tuple(path)))
    return found


def leaves(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield each leaf of a JSON tree with its path."""
    branches = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    if not tree or not isinstance(tree, dict | list):
        yield path, tree
    for name, branch in branches:
        yield from leaves(branch, (*path, name))


@pytest.mark.parametrize(
    ("kind", "names"),
    [(PACKED, IDS), (PAINTED, [charts.mark(chart) for chart in SHOWN])],
    ids=["packed", "painted"],
)
def test_what_is_shipped_is_up_to_date(kind: ShippedCharts, names: list[str]) -> None:
    """A change of tables, of notebooks or of the code that draws asks for ``workbook build``."""
    told = json.loads((data_folder() / kind.file_name).read_text(encoding="utf-8"))
    assert told["made_from"] == kind.made_from
    assert list(told["charts"]) == names


@pytest.mark.parametrize("chart_id", IDS)
@pytest.mark.parametrize("code", ["", "RWA", "TUV", "NAM"])
def test_a_shipped_chart_is_the_one_that_would_be_drawn_now(chart_id: str, code: str) -> None:
    """Words are the same; numbers may differ in the last bit, as Python's own sums do between releases."""
    shipped = unpacked(PACKED.get(chart_id), code)
    drawn = dict(leaves(offline_charts.as_json(explorations.describe(chart_id, code or None))))
    assert shipped.keys() == drawn.keys()
    assert [path for path, value in drawn.items() if not same(shipped[path], value)] == []


def same(one: Any, other: Any) -> bool:
    """Whether two leaves are the same but for the last bits of a number."""
    return one == (pytest.approx(other, rel=1e-12, abs=1e-12) if type(other) is float else other)


@pytest.mark.parametrize("chart", SHOWN, ids=lambda chart: chart.id)
def test_a_shipped_picture_is_the_one_that_would_be_painted_now(chart: Chart) -> None:
    """The same marks in the same places; another release of matplotlib may write a number otherwise."""
    assert outline(charts.svg(chart)) == outline(paint(chart, width_cm=17.0))


def outline(svg: bytes) -> tuple[list[str], list[str]]:
    """Return a picture's size and the elements in it."""
    text = svg.decode("utf-8")
    return re.findall(r'viewBox="[^"]*"', text), re.findall(r"<(\w+)", text)


def test_another_language_draws_its_own_charts(forgetful: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shipped is English; a picture is known by its words, so a translated one is another."""
    monkeypatch.setenv("TOOLKIT_LANGUAGE", "fr")
    monkeypatch.setattr(offline_charts, "pack", lambda chart_id: f"{chart_id} in French")
    assert offline_charts.packed("D1.1") == "D1.1 in French"


@pytest.mark.parametrize(
    "content", [None, "", "{", '{"made_from": "sha256:0", "charts": {"D4.1": "old"}}'], ids=repr
)
def test_charts_that_are_missing_or_out_of_date_are_made_anew(
    forgetful: None, content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document never shows old charts, and never fails for want of new ones."""
    for kind in (PACKED, PAINTED):
        if content is not None:
            (tmp_path / kind.file_name).write_text(content, encoding="utf-8")
    chart = SHOWN[0]
    packed, picture = offline_charts.packed(IDS[0]), charts.svg(chart)
    offline_charts.packed.cache_clear()
    vars(PACKED).pop("_charts"), vars(PAINTED).pop("_charts")
    monkeypatch.setattr(shipped_charts, "data_folder", lambda: tmp_path)
    assert PACKED.get(IDS[0]) == PAINTED.get(charts.mark(chart)) == ""
    assert unpacked(offline_charts.packed(IDS[0]), "RWA").keys() == unpacked(packed, "RWA").keys()
    assert outline(charts.svg(chart)) == outline(picture)
