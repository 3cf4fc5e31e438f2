"""Chapter 10: peers by need, the curves of practice countries, and what a group has learned."""

from __future__ import annotations

import csv
import math
from functools import cache
from pathlib import Path
from statistics import fmean, pstdev
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from toolkit_helpers import datasets
from toolkit_helpers.answers import open_store
from toolkit_helpers.figures import explorations
from toolkit_helpers.figures.description import Chart
from toolkit_helpers.figures.explorations import learned, nearest, practices
from toolkit_helpers.resources import data_folder

MEMBERS = {country.iso3: country for country in datasets.countries()}
ALL = (*nearest.COMPONENTS, *nearest.CONDITIONS)


@cache
def table(name: str) -> list[dict[str, str]]:
    """Return a table's rows, read without the library under test."""
    with (data_folder() / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def measures() -> tuple[list[str], Any]:
    """Return the countries that have all five measures, and the measures standardised, by numpy."""
    columns: dict[str, dict[str, float]] = {name: {} for name in ALL}
    for row in table("egdi"):
        if row["year"] == "2024" and row["assessed"] == "1":
            for name in ("OSI", "TII", "HCI"):
                columns[name][row["iso3"]] = float(row[name.lower()])
    years: dict[str, dict[str, int]] = {"income": {}, "population": {}}
    for row in table("digital_divide"):
        name = {"gni_per_capita_ppp2017": "income", "population": "population"}.get(row["indicator"])
        if name and row["iso3"] in MEMBERS and int(row["year"]) >= years[name].get(row["iso3"], 0):
            years[name][row["iso3"]] = int(row["year"])
            columns[name][row["iso3"]] = math.log10(float(row["value"]))
    codes = sorted(set.intersection(*(set(column) for column in columns.values())))
    scaled = [
        [(column[code] - fmean(column.values())) / pstdev(column.values()) for code in codes]
        for column in columns.values()
    ]
    return codes, np.array(scaled).T


def peers_of(code: str, **values: float) -> Chart:
    """Return D10.1 for a country."""
    return explorations.describe("D10.1", code, values=values)


@pytest.mark.parametrize("code", ["RWA", "KOR", "FJI", "TUV", "BRA", "USA", "BGD"])
def test_the_eight_nearest_are_those_that_scipy_finds(code: str) -> None:
    """Peers and distances are those of a distance matrix over all countries with all five measures."""
    codes, scaled = measures()
    row = cdist(scaled, scaled)[codes.index(code)] / math.sqrt(len(ALL))
    order = [one for one in np.argsort(row, kind="stable") if codes[one] != code][:8]
    rows = peers_of(code).table.rows
    assert [one[0] for one in rows] == [MEMBERS[code].name, *(MEMBERS[codes[one]].name for one in order)]
    assert [float(one[2]) for one in rows[1:]] == pytest.approx([row[one] for one in order], abs=0.00501)


def test_peers_by_need_are_not_only_neighbours() -> None:
    """Fiji's eight nearest are all outside its region; the search can be held inside it, or outside."""
    everywhere, inside, outside = (peers_of("FJI", where=where) for where in range(3))
    assert everywhere.finding == (
        "Fiji: 0 of the 8 countries most alike are in Oceania, 8 elsewhere; the nearest is Jamaica"
    )
    assert {row[1] for row in inside.table.rows} == {"Oceania"}
    assert "Oceania" not in {row[1] for row in outside.table.rows[1:]}
    assert inside.finding.startswith("Fiji: within Oceania, ")
    assert outside.finding == "Fiji: outside Oceania, Jamaica is most alike (close)"
    assert "Search in: our own region" in inside.used


def test_the_measures_can_be_chosen() -> None:
    """By components alone, or by income and population alone, other countries are near."""
    found = [{row[0] for row in peers_of("RWA", by=by).table.rows} for by in range(3)]
    assert found[0] != found[1] != found[2] != found[0]


def test_the_order_and_the_picture_agree_with_the_table() -> None:
    """Bars stand in the order of distance, from the reader's country at 0; words follow the distance."""
    chart = peers_of("KEN")
    assert chart.y.own == chart.y.categories[0] == "Kenya"
    lengths = [float(point.x) for point in chart.series[1].points]
    assert lengths == sorted(lengths)
    assert [row[2] for row in chart.table.rows[1:]] == [f"{length:.2f}" for length in lengths]
    assert all(row[3] == nearest.in_words(float(row[2]) + 1e-4) for row in chart.table.rows[1:])


@pytest.mark.parametrize("code", ["PRK", "MCO"])
def test_a_country_without_income_is_compared_in_what_it_has(code: str) -> None:
    """Missing income is told, not guessed; the peers come from the other four measures."""
    chart = peers_of(code)
    assert "has no figure for income in the tables, so the search goes without." in chart.missing
    assert len(chart.table.rows) == 9
    assert chart.table.rows[0][7] == "–"
    assert "2 countries lack one of the measures" in peers_of("KEN").missing


def test_distance_is_the_same_both_ways_and_zero_only_to_itself() -> None:
    """The distance from one country to another is that of the way back."""
    every = tuple(MEMBERS)
    for one, two in (("KEN", "RWA"), ("FJI", "JAM"), ("USA", "TUV")):
        there = nearest.nearest(one, ALL, (two,))[0].distance
        back = nearest.nearest(two, ALL, (one,))[0].distance
        assert there == pytest.approx(back)
        assert there > 0
    assert all(peer.code != "KEN" for peer in nearest.nearest("KEN", ALL, every))


def test_the_world_view_names_no_country() -> None:
    """Without a country the chart says how many of the eight share a region, recomputed from a matrix."""
    chart = explorations.describe("D10.1")
    codes, scaled = measures()
    distances = cdist(scaled, scaled)
    shared = []
    for number, code in enumerate(codes):
        order = [one for one in np.argsort(distances[number], kind="stable") if one != number][:8]
        shared.append(sum(MEMBERS[codes[one]].region == MEMBERS[code].region for one in order))
    assert f"{fmean(shared):.1f} on average share its region" in chart.finding
    assert sum(int(row[2]) for row in chart.table.rows) == len(codes) == 191
    assert not any(country.name in " ".join(map(str, chart.table.rows)) for country in MEMBERS.values())


PRACTICES = {"AZE": 0, "BGD": 1, "CHN": 2, "KEN": 3, "PAK": 4, "KOR": 5, "RWA": 6, "SGP": 7}
# World ranks by edition from 2010, as chapter 10 of the curriculum gives them.
RANKS = {
    "KOR": "1 1 1 3 3 2 3 4",
    "SGP": "11 10 3 4 7 11 12 3",
    "CHN": "72 78 70 63 65 45 43 35",
    "AZE": "83 96 68 56 70 70 83 74",
    "BGD": "134 150 148 124 115 119 111 100",
    "KEN": "124 119 119 119 122 116 113 109",
    "RWA": "148 140 125 138 120 130 119 118",
    "PAK": "146 156 158 159 148 153 150 136",
}


@pytest.mark.parametrize("code", RANKS)
def test_the_curve_of_a_practice_holds_the_ranks_of_the_curriculum(code: str) -> None:
    """Ranks from 2010, values from 2012 only: those of 2010 weight the components otherwise."""
    chart = explorations.describe("D10.2", values={"practice": PRACTICES[code]})
    assert [row[0] for row in chart.table.rows] == [
        "2010",
        "2012",
        "2014",
        "2016",
        "2018",
        "2020",
        "2022",
        "2024",
    ]
    assert " ".join(row[2] for row in chart.table.rows) == RANKS[code]
    assert chart.table.rows[0][1] == "–"
    assert chart.table.rows[-1][1] == f"{datasets.egdi(2024)[code].egdi:.4f}"
    assert chart.series[0].points[0].x == 2012
    assert "Values begin in 2012: those of 2010 weight the components otherwise" in chart.missing
    assert MEMBERS[code].name in chart.finding


def test_editions_with_other_weights_are_left_out() -> None:
    """No value is drawn from an edition that the plain mean of the components does not reproduce."""
    assert set(practices.editions()) <= set(datasets.RECOMPUTES)
    assert not {2008, 2010} & set(practices.editions())


def test_the_own_country_stands_beside_the_practice() -> None:
    """Own change, that of the practice's country and of the world mean stand in one sentence."""
    chart = explorations.describe("D10.2", "GHA", values={"practice": PRACTICES["RWA"]})
    rows = {row["iso3"]: row for row in table("egdi") if row["year"] == "2012"}
    now = {row["iso3"]: row for row in table("egdi") if row["year"] == "2024"}

    def change(codes: list[str]) -> str:
        then, later = ([float(year[code]["egdi"]) for code in codes] for year in (rows, now))
        return f"{fmean(later) - fmean(then):+.4f}".replace("-", "−")

    assert f"Ghana {change(['GHA'])}, Rwanda (Digital Ambassadors) {change(['RWA'])}" in chart.finding
    assert [one.role for one in chart.series] == ["own", "one", "world"]
    assert [(mark.x, mark.label) for mark in chart.marks] == [
        (2017, "begun 2017"),
        (2023, "new method in 2024"),
    ]
    assert "rarely explains an index" in chart.notice


def test_a_practice_country_is_its_own_line() -> None:
    """For the practice's own country there is one line, in the look of the reader's country."""
    chart = explorations.describe("D10.2", "KEN", values={"practice": PRACTICES["KEN"]})
    assert [(one.name, one.role) for one in chart.series] == [("Kenya", "own"), ("World mean", "world")]


def test_a_beginning_outside_the_values_is_told_in_words() -> None:
    """Bangladesh's centres began in 2010, before the first value; Korea's long line has no year at all."""
    early = explorations.describe("D10.2", values={"practice": PRACTICES["BGD"]})
    assert "The practice began in 2010, before the first value" in early.notice
    assert [mark.x for mark in early.marks] == [2023]
    assert [
        mark.x for mark in explorations.describe("D10.2", values={"practice": PRACTICES["KOR"]}).marks
    ] == [2023]


def test_a_country_that_was_not_ranked_has_gaps_not_zeros() -> None:
    """A State that was not ranked in 2012 has a line from 2014, and the sentence says so."""
    chart = explorations.describe("D10.2", "GIN")
    own = chart.series[0]
    assert [point.y for point in own.points][:1] == [None]
    assert "since 2014" in chart.finding
    assert "was not ranked in every edition" in chart.missing
    assert "has no line" in explorations.describe("D10.2", "PSE").missing


TEST = {
    "persons": 6,
    "items": [
        {"label": "Chapter 1", "pre": 0.5, "post": 0.8},
        {"label": "Chapter 6", "pre": 0.4, "post": 0.5},
        {"label": "Chapter 2", "pre": 1.0, "post": 1.0},
        {"label": "Chapter 9", "pre": 0.6, "post": 0.5},
    ],
}


def learned_by(test: Any) -> Chart:
    """Return D10.3 for results of a test."""
    return explorations.describe("D10.3", None, {"cohort": {"test": test}})


def test_parts_with_a_low_gain_come_first() -> None:
    """Each part has its share before and after, its gain, and the lowest gain on top."""
    chart = learned_by(TEST)
    assert chart.table.rows == [
        ["Chapter 9", "60.0", "50.0", "−10.0", "−0.25"],
        ["Chapter 6", "40.0", "50.0", "+10.0", "0.17"],
        ["Chapter 1", "50.0", "80.0", "+30.0", "0.60"],
        ["Chapter 2", "100.0", "100.0", "0.0", "–"],
    ]
    assert chart.finding == (
        "The group of 6 went from 62.5 to 70 per cent of the points; 2 parts have a low gain, the lowest: "
        "Chapter 9"
    )
    assert chart.y.categories == [row[0] for row in chart.table.rows]


def test_a_gain_is_that_of_the_whole_group() -> None:
    """The gain of a part agrees with method M60 on shares in per cent."""
    from toolkit_helpers.workshop.learning_gain import learning_gain

    pre, post = [20.0, 40, 60, 80, 50], [60.0, 80, 70, 100, 65]
    value = learning_gain(pre, post).value
    assert value is not None
    assert learned.Item("x", fmean(pre) / 100, fmean(post) / 100).gain == pytest.approx(value.gain)


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (None, "after the post-test"),
        ({}, "after the post-test"),
        ({"persons": 9, "items": []}, "after the post-test"),
        ({"persons": 4, "items": TEST["items"]}, "too small"),
        ({"persons": "9", "items": TEST["items"]}, "after the post-test"),
        (
            {"persons": 9, "items": [{"label": "a", "pre": 1.2, "post": 2}, {"label": ""}, 7]},
            "after the post",
        ),
    ],
)
def test_without_results_or_below_five_nothing_is_told(test: Any, words: str) -> None:
    """Nothing is shown of fewer than five persons, and the reason stands in its place."""
    chart = learned_by(test)
    assert words in chart.finding
    assert chart.missing
    assert chart.series == []
    assert all(cell == "" for row in chart.table.rows for cell in row)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
ITEMS = st.lists(
    ANYTHING | st.fixed_dictionaries({"label": st.text(), "pre": st.floats(0, 1), "post": st.floats(0, 1)})
)


@given(st.integers(0, 40) | ANYTHING, ITEMS | ANYTHING)
def test_whatever_was_passed_on_a_chart_comes(persons: Any, items: Any) -> None:
    """Damaged results of a group give an explained chart, never an error, and every number is listed."""
    chart = learned_by({"persons": persons, "items": items})
    assert len({row[0] for row in chart.table.rows}) == len(chart.table.rows) or not chart.series
    assert chart.finding


def test_results_of_the_group_lie_beside_the_answers(tmp_path: Path) -> None:
    """A facilitator's file beside the answers is read; none, a damaged or a huge one counts as none."""
    store = open_store(tmp_path / "my-answers.json")
    assert store.group_results() == {}
    file = tmp_path / "group-results.json"
    file.write_text('{"test": {"persons": 9, "items": []}}', encoding="utf-8")
    assert store.group_results() == {"test": {"persons": 9, "items": []}}
    for damaged in ("{", "[1]", "\udcff".encode("utf-8", "surrogateescape").decode("latin-1"), "[" * 100_000):
        file.write_text(damaged, encoding="utf-8")
        assert store.group_results() == {}
    file.write_text('{"a": "' + "x" * 300_000 + '"}', encoding="utf-8")
    assert store.group_results() == {}
