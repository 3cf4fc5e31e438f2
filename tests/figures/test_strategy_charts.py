"""The charts of chapter 5 say what the tables and the team's answers hold, recomputed here apart."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from statistics import fmean
from typing import Any

import pytest
from answering_team import TEAM
from authored import yaml

from toolkit_helpers.figures import explorations
from toolkit_helpers.figures.description import Chart
from toolkit_helpers.figures.explorations import road_map
from toolkit_helpers.resources import data_folder

PARTS = ("cgsi", "psdi", "dcei", "gtei")
COMPONENTS = ("osi", "tii", "hci")


@cache
def table(name: str) -> list[dict[str, str]]:
    """Return a table's rows, read without the library under test."""
    with (data_folder() / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def income_group(name: str) -> set[str]:
    """Return the Member States of an income group."""
    return {row["iso3"] for row in table("countries") if row["wb_income_group"] == name and row["region"]}


@cache
def gtmi(year: int) -> dict[str, dict[str, str]]:
    """Return one edition of the GovTech Maturity Index by country."""
    return {row["iso3"]: row for row in table("gtmi") if row["year"] == str(year)}


@cache
def component(name: str, year: int) -> dict[str, float]:
    """Return a component of the EGDI, or the EGDI, by country ranked in an edition."""
    return {
        row["iso3"]: float(row[name])
        for row in table("egdi")
        if row["year"] == str(year) and row["assessed"] == "1"
    }


def chart(name: str, country: str | None = None, team: dict[str, Any] | None = None) -> Chart:
    """Return a chart."""
    return explorations.describe(name, country, team)


def row(described: Chart, name: str) -> list[str]:
    """Return the row of the table twin that begins with a name."""
    return next(one for one in described.table.rows if one[0].startswith(name))


def test_groups_of_the_world_are_counted() -> None:
    """Bars and table count the four groups of 2025 and 2022."""
    described = chart("D5.1")
    for year, column in ((2025, 1), (2022, 2)):
        counts = Counter(one["group"] for one in gtmi(year).values())
        assert [int(one[column]) for one in described.table.rows] == [counts[group] for group in "ABCD"]
    assert described.finding.startswith("78 of 193 Member States and observers are in group A")


@pytest.mark.parametrize(("country", "group"), [("RWA", "Low income"), ("FJI", "Upper middle income")])
def test_foundations_of_the_peers_are_counted(country: str, group: str) -> None:
    """The table tells how many peers reach 0.75 in each part, and the reader's values of three editions."""
    described = chart("D5.1", country)
    others = [one for code, one in gtmi(2025).items() if code in income_group(group) - {country}]
    for part, line in zip(PARTS, described.table.rows, strict=False):
        high = sum(float(one[part]) >= 0.75 for one in others)
        assert line[5] == f"{high} of {len(others)}"
        assert line[1:4] == [f"{float(gtmi(year)[country][part]):.4f}" for year in (2025, 2022, 2020)]
        assert float(line[4]) == pytest.approx(fmean(float(one[part]) for one in others), abs=0.00006)
    assert row(described, "Whole index")[1].endswith(f"group {gtmi(2025)[country]['group']}")
    assert sum(len(one.points) for one in described.series if one.role == "group") == 4 * len(others)


def test_parts_that_tie_are_named_together() -> None:
    """Of the low-income peers of Rwanda as many reach 0.75 in service delivery as in enablers."""
    assert "2 of these reach 0.75 in Service delivery (PSDI), Enablers (GTEI), 0 in" in (
        chart("D5.1", "RWA").finding
    )


def test_a_country_without_the_latest_edition_is_marked() -> None:
    """Nicaragua has no values of 2025: those of 2022 stand in, for its peers too, and the reader is told."""
    described = chart("D5.1", "NIC")
    assert "is not in the World Bank's data of 2025" in described.missing
    assert any(one.name == "Nicaragua, 2022" for one in described.series)
    assert row(described, "Whole index")[1] == "–"


@pytest.mark.parametrize(
    ("country", "group"),
    [("RWA", "Low income"), ("BGD", "Lower middle income"), ("THA", "Upper middle income")],
)
def test_paths_are_those_of_the_five_that_rose_most(country: str, group: str) -> None:
    """Five peers by the gain of the EGDI from 2014 to 2022, each with its components by edition."""
    described = chart("D5.2", country)
    names = {one["iso3"]: one["country"] for one in table("countries")}
    first, last = component("egdi", 2014), component("egdi", 2022)
    peers = [code for code in income_group(group) - {country} if code in first and code in last]
    top = sorted(peers, key=lambda code: first[code] - last[code])[:5]
    lines = {one.name: one for one in described.series if one.style == "line"}
    assert set(lines) == {names[code] for code in [*top, country]}
    for code in (*top, country):
        points = [(point.x, point.y) for point in lines[names[code]].points]
        assert points == [
            (round(component("osi", year)[code], 4), round(component("tii", year)[code], 4))
            for year in (2014, 2016, 2018, 2020, 2022)
        ]
        hci = row(described, f"{names[code]}, HCI")
        assert hci[1:] == [f"{component('hci', year)[code]:.4f}" for year in (2014, 2016, 2018, 2020, 2022)]


def test_orders_are_counted_in_both_halves() -> None:
    """The finding counts in which component each of the five gained most, first and later."""
    first, last = component("egdi", 2014), component("egdi", 2022)
    peers = [code for code in income_group("Lower middle income") - {"BGD"} if code in first and code in last]
    top = sorted(peers, key=lambda code: first[code] - last[code])[:5]

    def movers(start: int, end: int) -> str:
        found = Counter(
            max(COMPONENTS, key=lambda name: component(name, end)[code] - component(name, start)[code])
            for code in top
        )
        words = {"osi": "services", "tii": "networks", "hci": "skills"}
        return ", ".join(f"{words[name]} for {found[name]}" for name in COMPONENTS if found[name])

    finding = chart("D5.2", "BGD").finding
    assert f"from 2014 to 2018: {movers(2014, 2018)};" in finding
    assert finding.endswith(f"from 2018 to 2022: {movers(2018, 2022)}")
    assert "networks" in movers(2014, 2018), "an example in which networks came first"


def test_the_world_view_of_paths_names_regions_only() -> None:
    """Without a country five regions stand for the world; a country without an index gets this view."""
    described = chart("D5.2")
    assert {one.name for one in described.series if one.style == "line"} == {
        "Africa",
        "Americas",
        "Asia",
        "Europe",
        "Oceania",
    }
    assert "State of Palestine has no EGDI" in chart("D5.2", "PSE").missing


def test_the_example_is_the_demonstration_team() -> None:
    """The fictitious road map shown before EX5.6 is that of the demonstration team, figure by figure."""
    answers = yaml("demonstration/05.yaml")
    example = road_map.EXAMPLE
    assert [(one["code"], one["title"]) for one in example["EX5.2"]["initiatives"]] == [
        (one["code"], one["title"]) for one in answers["EX5.2"]["initiatives"]
    ]
    for own, known in zip(example["EX5.6"]["schedule"], answers["EX5.6"]["schedule"], strict=True):
        assert own["months"] == float(known["months"])
        assert (own["initiative"], own["predecessors"]) == (known["initiative"], known["predecessors"])
    for name in ("costs", "recurrent"):
        for own, known in zip(example["EX5.7"][name], answers["EX5.7"][name], strict=True):
            figures = {key: float(known[key]) for key in known if key in {"y1", "y2", "y3", "yearly"}}
            assert own == {"initiative": known["initiative"], **figures}
    frame = answers["EX5.7"]["frame"]
    assert example["EX5.7"]["frame"] == {
        "currency": frame["currency"],
        "inflation": float(frame["inflation"]),
    }


def test_the_example_says_that_it_is_fictitious() -> None:
    """Before the team has a road map, title, note and source say whose plan is shown."""
    described = chart("D5.3")
    assert described.finding == (
        "Example (fictitious province): 19 months on the longest chain, I1 → I4 → I6; most work runs in "
        "months 1 to 13, most money is paid in year 1"
    )
    assert "fictitious" in described.missing
    assert "fictitious" in described.source


def test_the_own_road_map_shows_chain_float_and_cost() -> None:
    """Bars run from start to end in months; what has no dates stands in the table and is told."""
    described = chart("D5.3", team=TEAM)
    bars = {point.y: (point.start, point.x) for one in described.series for point in one.points}
    assert {str(name)[:2]: span for name, span in bars.items()} == {
        "I1": (0, 6),
        "I2": (0, 2),
        "I3": (4, 9.5),
        "I4": (6, 15),
        "I5": (9.5, 9.5),
    }
    own = next(one for one in described.series if one.role == "own")
    assert [str(point.y)[:2] for point in own.points] == ["I1", "I4"]
    assert row(described, "I3")[1:5] == ["4", "9.5", "5.5", "no"]
    assert row(described, "I6")[1:] == ["–", "–", "–", "–", "–"]
    assert row(described, "I4")[5] == "300,000"
    # 200,000 in year 1, 120,000 × 1.05 in year 2, 50,000 × 1.05² in year 3, after delivery in month 15.
    assert [one[5] for one in described.table.rows[-3:]] == ["200,000", "126,000", "55,125"]
    assert "I6: no duration yet." in described.missing
    assert [mark.x for mark in described.marks] == [12]


def test_a_circle_is_told_in_place_of_dates() -> None:
    """No bar is drawn, and the title names the circle."""
    lines = [
        {"initiative": "I1", "months": 2.0, "predecessors": ["I2"]},
        {"initiative": "I2", "months": 3.0, "predecessors": ["I1"]},
    ]
    described = chart("D5.3", team={"EX5.6": {"schedule": lines}})
    assert "I1 → I2 → I1" in described.finding
    assert described.series == []
    assert [one[0] for one in described.table.rows] == ["I1", "I2"]


def test_a_road_map_without_costs_says_so() -> None:
    """No cost is not a cost of zero."""
    described = chart("D5.3", team={"EX5.6": TEAM["EX5.6"]})
    assert described.finding.endswith("and no cost is written yet")
    assert "No cost is written yet (EX5.7)." in described.missing


@pytest.mark.parametrize(
    "answer", [None, 7, [None], [{"initiative": 3}], [{"initiative": "I1", "months": -4.0}]]
)
def test_whatever_stands_there_nothing_breaks(answer: Any) -> None:
    """Answers of any shape give a chart."""
    team = {"EX5.2": {"initiatives": answer}, "EX5.6": {"schedule": answer}, "EX5.7": {"costs": answer}}
    assert chart("D5.3", team=team).finding
