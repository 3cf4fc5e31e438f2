"""The packed charts that travel with the workbook: up to date, and those that would be drawn now."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from toolkit_helpers.figures import explorations
from toolkit_helpers.handouts import offline_charts, shipped_charts
from toolkit_helpers.resources import data_folder

IDS = [chart_id for chart_id in explorations.IDS if offline_charts.has_countries(chart_id)]


@pytest.fixture
def forgetful() -> Iterator[None]:
    """Let nothing that was read before or during a test be remembered."""
    shipped_charts._charts.cache_clear()
    offline_charts.packed.cache_clear()
    yield
    shipped_charts._charts.cache_clear()
    offline_charts.packed.cache_clear()


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


def test_what_is_shipped_is_up_to_date() -> None:
    """A change of tables or of the code that draws asks for ``workbook build``."""
    told = json.loads((data_folder() / shipped_charts.FILE_NAME).read_text(encoding="utf-8"))
    assert told["made_from"] == shipped_charts.made_from()
    assert list(told["charts"]) == IDS


@pytest.mark.parametrize("chart_id", IDS)
@pytest.mark.parametrize("code", ["", "RWA", "TUV", "NAM"])
def test_a_shipped_chart_is_the_one_that_would_be_drawn_now(chart_id: str, code: str) -> None:
    """Words are the same; numbers may differ in the last bit, as Python's own sums do between releases."""
    shipped = unpacked(shipped_charts.shipped(chart_id), code)
    drawn = dict(leaves(offline_charts.as_json(explorations.describe(chart_id, code or None))))
    assert shipped.keys() == drawn.keys()
    assert [path for path, value in drawn.items() if not same(shipped[path], value)] == []


def same(one: Any, other: Any) -> bool:
    """Whether two leaves are the same but for the last bits of a number."""
    return one == (pytest.approx(other, rel=1e-12, abs=1e-12) if type(other) is float else other)


def test_another_language_draws_its_own_charts(forgetful: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shipped is English."""
    monkeypatch.setenv("TOOLKIT_LANGUAGE", "fr")
    assert shipped_charts.shipped("D1.1") == ""


@pytest.mark.parametrize(
    "content", [None, "", "{", '{"made_from": "sha256:0", "charts": {"D4.1": "old"}}'], ids=repr
)
def test_charts_that_are_missing_or_out_of_date_are_drawn_anew(
    forgetful: None, content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page never shows old charts, and never fails for want of new ones."""
    (tmp_path / "tables").symlink_to(data_folder() / "tables")
    if content is not None:
        (tmp_path / shipped_charts.FILE_NAME).write_text(content, encoding="utf-8")
    chart_id = IDS[0]
    expected = offline_charts.packed(chart_id)
    offline_charts.packed.cache_clear()
    shipped_charts._charts.cache_clear()
    monkeypatch.setattr(shipped_charts, "data_folder", lambda: tmp_path)
    assert shipped_charts.shipped(chart_id) == ""
    assert unpacked(offline_charts.packed(chart_id), "RWA").keys() == unpacked(expected, "RWA").keys()
