"""The charts of chapter 9: a target that moves, three paths to one target, a group behind an average."""

from __future__ import annotations

import csv
from functools import cache
from typing import Any

import pytest

from toolkit_helpers.figures import explorations
from toolkit_helpers.figures.description import Chart
from toolkit_helpers.resources import data_folder


@cache
def editions() -> dict[int, dict[str, float]]:
    """Return the EGDI by edition and code, read without the library under test."""
    found: dict[int, dict[str, float]] = {}
    with (data_folder() / "tables" / "egdi.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["assessed"] == "1" and int(row["year"]) >= 2014:
                found.setdefault(int(row["year"]), {})[row["iso3"]] = float(row["egdi"])
    return found


def column(chart: Chart, place: int) -> dict[str, str]:
    """Return one column of the table twin by the first."""
    return {row[0]: row[place] for row in chart.table.rows}


def changed(**values: float) -> Chart:
    """Return the chart of paths with other numbers."""
    return explorations.describe("D9.2", values=values)


def test_the_bar_of_a_rank_target_rises_with_the_others() -> None:
    """Place 50 is the fiftieth value of each edition; the value target is the same in all."""
    chart = explorations.describe("D9.1")
    fiftieth = {str(year): f"{sorted(row.values())[-50]:.4f}" for year, row in editions().items()}
    assert column(chart, 2) == fiftieth
    assert set(column(chart, 3).values()) == {"0.70"}
    assert fiftieth["2014"] < fiftieth["2024"]
    assert f"took an EGDI of {fiftieth['2014']} in 2014 and of {fiftieth['2024']} in 2024" in chart.finding
    reached = sum(value >= 0.7 for value in editions()[2024].values())
    assert f"{reached} Member States were at 0.70 or above" in chart.notice


@pytest.mark.parametrize("country", sorted(editions()[2024]))
def test_value_and_rank_target_are_judged_apart(country: str) -> None:
    """The sentence says of each country above or below, and among the first fifty or not."""
    now = editions()[2024]
    finding = explorations.describe("D9.1", country).finding
    assert ("above 0.70" in finding) is (now[country] >= 0.7)
    assert ("not among the first 50" in finding) is (sum(v > now[country] for v in now.values()) >= 50)


def test_a_country_without_index_sees_the_world() -> None:
    """What stands in is said."""
    chart = explorations.describe("D9.1", "PSE")
    assert "the world view stands in its place" in chart.missing
    assert chart.series[0].role == "world"


def test_the_target_value_is_a_level_line() -> None:
    """The value lies across the chart; the change of method stands upright."""
    marks = explorations.describe("D9.1", "KEN").marks
    assert [(mark.x, mark.horizontal) for mark in marks] == [(0.7, True), (2023, False)]


def test_three_paths_give_three_lights() -> None:
    """The same value is red, green and amber; ratio and light of each path stand in the table."""
    chart = changed()
    assert chart.finding == (
        "33 per cent in 2027, and the light depends on the path: "
        "straight red, geometric green, S-shaped amber"
    )
    rows = {row[0]: row[1:] for row in chart.table.rows}
    assert rows["2027"] == ["42.5", "33.6", "35.6"]
    assert rows["Progress ratio, 2027"] == ["0.58", "0.95", "0.83"]
    assert rows["Light, 2027"] == ["■ red, off track", "✔ green, on track", "◆ amber, needs acceleration"]
    assert chart.used.startswith("Baseline: 20 %; Year of the baseline: 2024; Target: 80 %")


def test_the_practice_numbers_of_the_exercise_can_be_entered() -> None:
    """EX9.5 on the straight and the geometric path: amber both times, 52.5 and 49.5 required."""
    chart = changed(baseline=35, target=70, start=2024, end=2030, now=2027, current=48)
    rows = {row[0]: row[1:] for row in chart.table.rows}
    assert rows["2027"] == ["52.5", "49.5", "52.5"]
    assert rows["Progress ratio, 2027"] == ["0.74", "0.90", "0.74"]
    assert chart.finding.endswith("whichever path is assumed, the light is amber")


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"end": 2024}, "The target year must come after"),
        ({"start": 2030}, "must lie between"),
        ({"now": 2040}, "must lie between"),
        ({"target": 20}, "to be maintained, and there is no path"),
    ],
)
def test_numbers_without_a_path_are_explained(values: dict[str, float], why: str) -> None:
    """An honest empty chart, never an error."""
    chart = changed(**values)
    assert why in chart.missing
    assert chart.series == []
    assert chart.finding == "There is no path to draw with these numbers"


def test_from_zero_there_is_no_geometric_path() -> None:
    """It is left out and the reason given; the two others remain."""
    chart = changed(baseline=0)
    assert [one.name for one in chart.series] == ["Measured", "Straight", "S-shaped"]
    assert "above 0" in chart.missing
    assert all(len(row) == 3 for row in chart.table.rows)


def test_the_baseline_year_asks_for_nothing_yet() -> None:
    """All paths say that nothing is due."""
    chart = changed(now=2024, current=20)
    assert {row[1] for row in chart.table.rows if row[0].startswith("Light")} == {"○ grey, not yet due"}
    assert {row[1] for row in chart.table.rows if row[0].startswith("Progress")} == {"–"}


def test_a_green_total_hides_a_red_group() -> None:
    """The total is the mean of the groups weighted by births; the villages are far behind their path."""
    chart = explorations.describe("D9.3")
    rows = {row[0]: row[1:] for row in chart.table.rows}
    assert rows["All births"] == ["64.7", "73.3", "73.5", "1.02", "✔ green, on track"]
    assert rows["In villages"] == ["49.0", "62.1", "53.0", "0.30", "■ red, off track"]
    assert float(rows["All births"][2]) == pytest.approx(0.54 * 91 + 0.46 * 53, abs=0.05)
    assert "All births are green, births in villages are red" in chart.finding
    assert "(invented data)" in chart.finding


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"rural": 63}, "no group is worse"),
        ({"urban": 80}, "no group is worse"),
        ({"urban": 80, "rural": 70}, "births in towns are red"),
        ({"rural": 60}, "births in villages are amber"),
    ],
)
def test_the_sentence_follows_the_numbers(values: dict[str, Any], words: str) -> None:
    """Whoever moves the numbers reads another finding."""
    assert words in explorations.describe("D9.3", values=values).finding
