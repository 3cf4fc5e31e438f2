"""The charts of chapter 6 say what the table and the team's answers hold, recomputed without the library."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from typing import Any

import numpy as np
import pytest

from toolkit_helpers import datasets
from toolkit_helpers.exercises import bank
from toolkit_helpers.exercises.model import Table
from toolkit_helpers.figures import explorations
from toolkit_helpers.figures.description import Chart
from toolkit_helpers.figures.explorations import own_raci
from toolkit_helpers.resources import data_folder

NAMES = {country.iso3: country.name for country in datasets.countries(members_only=False)}
REGIONS = {country.iso3: country.region for country in datasets.countries(members_only=False)}
YEARS = ("2020", "2022", "2025")


@cache
def edition(year: str) -> dict[str, dict[str, str]]:
    """Return the rows of one edition of the GovTech Maturity Index by code."""
    with (data_folder() / "tables" / "gtmi.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso3"]: row for row in csv.DictReader(file) if row["year"] == year}


@cache
def described(name: str, country: str | None = None) -> Chart:
    """Return a chart without a team."""
    return explorations.describe(name, country)


def pairs(year: str) -> np.ndarray[Any, Any]:
    """Return enablers and services of one edition, one row each."""
    return np.array([[float(row["gtei"]), float(row["psdi"])] for row in edition(year).values()])


def test_correlations_and_means_of_the_curriculum() -> None:
    """D6.1 gives the means, and 0.90 for 193 economies of 2025 and 0.86 for 194 of 2022, as numpy does."""
    chart = described("D6.1")
    cells = {row[0]: row[1:] for row in chart.table.rows}
    for year, correlation, means, count in (
        ("2025", "0.90", "Means: 0.6063: 0.6537", 193),
        ("2022", "0.86", "Means: 0.5356: 0.6465", 194),
    ):
        assert f"{np.corrcoef(pairs(year).T)[0, 1]:.2f}" == correlation
        assert cells[f"Correlation of enablers and services, {year}"] == [correlation, means]
        one, two = pairs(year).mean(axis=0)
        assert means == f"Means: {one:.4f}: {two:.4f}"
        assert len(edition(year)) == count
    assert "is 0.90 in 2025, 0.86 in 2022" in chart.finding


def test_leads_are_counted() -> None:
    """Services ahead, far ahead and not ahead add up to all economies, and the notice says how many."""
    lead = pairs("2025")[:, 1] - pairs("2025")[:, 0]
    counts = [int(row[1]) for row in described("D6.1").table.rows[:3]]
    far, ahead = int((lead >= 0.2 - 1e-9).sum()), int((lead > 1e-9).sum())
    assert counts == [far, ahead - far, len(lead) - ahead]
    notice = described("D6.1").notice
    assert f"ahead of enablers in {ahead} of 193 economies, by 0.2 or more in {far} of them" in notice
    assert "correlation is not cause" in notice


@pytest.mark.parametrize("country", sorted(NAMES))
def test_own_pair_is_that_of_the_table(country: str) -> None:
    """D6.1 draws the country where its enablers and services are, and says which is ahead and by how much."""
    chart = described("D6.1", country)
    year = next((year for year in ("2025", "2022") if country in edition(year)), None)
    dots = [one for one in chart.series if one.role == "own"]
    if year is None:
        assert not dots
        assert f"{NAMES[country]} is not in the World Bank's data" in chart.missing
        return
    row = edition(year)[country]
    enablers, services = float(row["gtei"]), float(row["psdi"])
    ((point,),) = (one.points for one in dots)
    assert (point.x, point.y, point.label) == (enablers, services, NAMES[country])
    assert chart.finding.startswith(f"{NAMES[country]} {year}: services ")
    assert ("services are ahead" in chart.finding) == (services > enablers)
    assert ("enablers are ahead" in chart.finding) == (services < enablers)
    if services != enablers:
        assert chart.finding.endswith(f"by {abs(services - enablers):.4f}")
    others = next(one for one in chart.series if one.role == "group")
    assert len(others.points) == len(edition(year)) - 1
    assert (chart.missing == "") == (year == "2025")


def test_groups_of_the_curriculum() -> None:
    """D6.2 counts group A 42, 69 and 78 and group D 33, 30 and 28 in the three editions."""
    cells = {row[0]: row[1:] for row in described("D6.2").table.rows}
    assert [cells[f"World, {year}"][0] for year in YEARS] == ["42", "69", "78"]
    assert [cells[f"World, {year}"][3] for year in YEARS] == ["33", "30", "28"]
    assert "Group D holds 33, 30 and 28 economies" in described("D6.2").notice


def test_every_count_by_region_is_that_of_the_table() -> None:
    """Groups by region and edition, and the share in group A that is drawn."""
    chart = described("D6.2")
    cells = {row[0]: row[1:] for row in chart.table.rows}
    for place, year in enumerate(YEARS):
        for region in (*sorted(set(REGIONS.values())), "World"):
            counted = Counter(
                row["group"] for code, row in edition(year).items() if region in {"World", REGIONS[code]}
            )
            numbers = cells[f"{region}, {year}"]
            assert numbers[:4] == [str(counted[group]) for group in "ABCD"]
            share = 100 * counted["A"] / sum(counted.values())
            assert float(numbers[4]) == pytest.approx(share, abs=0.051)
            drawn = next(point.x for point in chart.series[place].points if point.y == region)
            assert drawn == float(numbers[4])


def test_no_line_joins_the_editions_and_the_first_is_told_apart() -> None:
    """The edition of 2020 has its own shape and says why; nothing leads from it to the others."""
    chart = described("D6.2")
    assert not chart.joined
    assert [one.name for one in chart.series] == ["2020, another questionnaire", "2022", "2025"]
    assert len({one.role for one in chart.series}) == 3
    assert "with another questionnaire" in chart.finding


def test_moves_between_groups_are_counted() -> None:
    """From 2022 to 2025, economies in both editions only."""
    steps = [
        ord(edition("2022")[code]["group"]) - ord(row["group"])
        for code, row in edition("2025").items()
        if code in edition("2022")
    ]
    up, down = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    words = f"{up} of {len(steps)} economies moved up a group or more, {down} moved down"
    assert words in described("D6.2").notice


@pytest.mark.parametrize("country", sorted(NAMES))
def test_own_groups_are_told(country: str) -> None:
    """D6.2 gives the country's group in each edition that holds it, and names the editions that do not."""
    chart = described("D6.2", country)
    there = {year: edition(year)[country]["group"] for year in YEARS if country in edition(year)}
    if not there:
        assert f"{NAMES[country]} is not in the World Bank's data of 2020, 2022, 2025." in chart.missing
        assert chart.y.own == ""
        return
    said = ", ".join(f"group {group} in {year}" for year, group in there.items())
    assert chart.finding == f"{NAMES[country]}: {said}"
    assert chart.y.own in chart.y.categories
    assert chart.y.own.endswith(f", with {NAMES[country]}")
    assert all((year in chart.missing) == (year not in there) for year in YEARS)
    assert "data protection authority, are not in these tables" in chart.missing


def table(**rows: dict[str, str]) -> dict[str, Any]:
    """Return a team's answers to EX6.4, activities by code."""
    roles = [
        {"code": "owner", "name": "Owner of permits", "institution": "City"},
        {"code": "agency", "name": "Planning office", "institution": "City"},
        {"code": "local", "institution": "Districts"},
    ]
    return {"EX6.4": {"roles": roles, "raci": [{"code": code, **row} for code, row in rows.items()]}}


def raci(team: Any) -> Chart:
    """Return D6.3 for a team."""
    return explorations.describe("D6.3", None, team)


def cells(chart: Chart) -> dict[str, list[str]]:
    """Return what stands in the cells of the heat map, row by row."""
    found: dict[str, list[str]] = {name: [] for name in chart.y.categories}
    for point in chart.series[0].points:
        found[str(point.y)].append(point.label)
        assert point.label == ("" if point.value is None else f"{point.value:g}")
    return found


def test_a_bottleneck_is_named() -> None:
    """More than half of the activities with an A at one office: its name stands in the title."""
    team = table(
        AC1={"owner": "AR", "local": "C"},
        AC2={"owner": "A", "agency": "R"},
        AC3={"agency": "AR", "local": "I"},
    )
    chart = raci(team)
    assert chart.finding == "Owner of permits is accountable for 2 of 3 activities: a bottleneck"
    assert cells(chart) == {
        "Owner of permits": ["2", "1", "0", "0"],
        "Planning office": ["1", "2", "0", "0"],
        "Local government": ["0", "0", "1", "1"],
    }
    assert chart.missing == ""


def test_a_balanced_table_and_one_without_an_a() -> None:
    """Without a bottleneck the busiest role is told; without any A the title says so."""
    balanced = table(AC1={"owner": "AR"}, AC2={"agency": "AR"})
    words = (
        "No bottleneck in 2 activities: most often accountable, for 1, is Owner of permits, Planning office"
    )
    assert raci(balanced).finding == words
    assert raci(table(AC1={"owner": "AR"})).finding.startswith("No bottleneck in the one activity so far")
    without = raci(table(AC1={"owner": "R"}, AC2={"agency": "C"}))
    assert without.finding.startswith("Nobody is accountable")
    assert without.missing == "Not in order yet, see EX6.4: AC1, AC2."


def test_an_empty_table_is_a_grid_to_fill_in() -> None:
    """Before EX6.4 the six usual roles stand there with empty cells, and paper users are told what to do."""
    chart = raci({})
    assert len(chart.y.categories) == 6
    assert set().union(*map(set, cells(chart).values())) == {""}
    assert "give the roles their letters in EX6.4 first" in chart.finding
    assert "write the numbers into the grid" in chart.missing


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        "A",
        {"raci": 7},
        {"raci": [None, {"owner": 3}, {"owner": "X"}]},
        {"raci": [{}], "roles": [{}]},
    ],
)
def test_whatever_stands_in_a_file_gives_a_chart(answer: Any) -> None:
    """Letters that are none are left out; nothing breaks."""
    assert raci({"EX6.4": answer}).finding.startswith("The table is still empty")


def test_two_roles_of_the_same_name_stay_two() -> None:
    """A name that occurs twice gets its number, so that letters are not added up."""
    team = table(AC1={"owner": "A", "agency": "R"})
    for role in team["EX6.4"]["roles"]:
        role["name"] = "Office"
    assert list(cells(raci(team))) == ["Office", "Office (2)"]


def test_roles_and_letters_are_those_of_the_exercise() -> None:
    """The chart knows each role and each letter that EX6.4 offers, by the same names."""
    roles, letters = (bank.exercise("EX6.4").part(name) for name in ("roles", "raci"))
    assert isinstance(roles, Table)
    assert isinstance(letters, Table)
    usual = {row.id: row.text.partition(" ")[2] for row in roles.rows}
    named = own_raci.role_names()
    assert list(named) == list(usual)
    assert {role: usual[role] for role in own_raci.ALWAYS} == {role: named[role] for role in own_raci.ALWAYS}
    offered = {option.id: option.text for column in letters.columns for option in column.options}
    assert offered == own_raci.LETTERS
