"""The charts of chapter 7 say what the tables and the model hold, recomputed without the library."""

from __future__ import annotations

import csv
from functools import cache
from itertools import product
from statistics import fmean

import pytest

from toolkit_helpers import datasets
from toolkit_helpers.figures import explorations
from toolkit_helpers.figures.description import Chart, Series
from toolkit_helpers.figures.explorations import stock
from toolkit_helpers.resources import data_folder

NAMES = {country.iso3: country.name for country in datasets.countries()}
EDITIONS = (2014, 2016, 2018, 2020, 2022, 2024)


@cache
def rows(name: str) -> list[dict[str, str]]:
    """Return a table's rows as text."""
    with (data_folder() / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def schooling(name: str) -> dict[str, float]:
    """Return one measure of 2022 by country."""
    return {
        row["iso3"]: float(row["value"])
        for row in rows("digital_divide")
        if (row["indicator"], row["year"]) == (name, "2022")
    }


@cache
def hci(year: int) -> dict[str, float]:
    """Return the HCI of the ranked countries of an edition."""
    return {
        row["iso3"]: float(row["hci"])
        for row in rows("egdi")
        if row["year"] == str(year) and row["assessed"] == "1"
    }


def described(name: str, country: str | None = None, **values: float) -> Chart:
    """Return a chart."""
    return explorations.describe(name, country, values=values or None)


def own(chart: Chart) -> Series:
    """Return the series of the reader's own country."""
    (found,) = (one for one in chart.series if one.role == "own")
    return found


MEASURES = ("mean_years_schooling_female", "mean_years_schooling_male", "expected_years_schooling")


@pytest.mark.parametrize("country", sorted(NAMES))
def test_schooling_is_that_of_the_table(country: str) -> None:
    """D7.1 shows what the table has of a country, and tells what it has not."""
    chart = described("D7.1", country)
    there = [name for name in MEASURES if country in schooling(name)]
    if "expected_years_schooling" not in there:
        assert f"{NAMES[country]} has no years of schooling" in chart.missing
        assert not any(one.role == "own" for one in chart.series)
        return
    shown = [point.x for point in own(chart).points]
    assert shown == pytest.approx([schooling(name)[country] for name in there], abs=0.051)
    assert len(there) == 3 or f"{NAMES[country]} has no mean years of schooling" in chart.missing


def test_peers_of_the_schooling_are_means_of_income_groups() -> None:
    """The marks beside the reader's country are unweighted means of its income group and of all States."""
    group = {row["iso3"] for row in rows("countries") if row["wb_income_group"] == "Low income"} & set(NAMES)
    chart = described("D7.1", "RWA")
    for place, name in enumerate(MEASURES):
        values = schooling(name)
        peers = fmean(values[code] for code in group if code in values)
        world = fmean(values[code] for code in NAMES if code in values)
        assert [one.points[place].x for one in chart.series[1:]] == pytest.approx([peers, world], abs=0.051)


def test_literacy_stands_in_the_table_with_its_year() -> None:
    """Per cent and years of schooling share no axis; the table holds the literacy rate, with its year."""
    cells = {row[0]: row[1:] for row in described("D7.1", "RWA").table.rows}
    latest = max(
        (
            row
            for row in rows("digital_divide")
            if (row["iso3"], row["indicator"]) == ("RWA", "adult_literacy_pct")
        ),
        key=lambda row: int(row["year"]),
    )
    assert cells["Adults who can read and write, per cent"][0] == (
        f"{float(latest['value']):.1f} ({latest['year']})"
    )
    assert cells["Digital skills: not in these tables"] == ["–", "–", "–"]
    assert "the latest adult literacy rate is of 2008" in described("D7.1", "KOR").missing
    without = described("D7.1", "CAN")
    assert "the tables hold no adult literacy rate" in without.missing


def test_what_is_not_measured_is_said() -> None:
    """Digital skills are named as missing in the world view and in the notice of every chart."""
    assert "digital skills are not measured here" in described("D7.1").finding
    for country in (None, "RWA", "PRK"):
        assert "rarely measured" in described("D7.1", country).notice
        assert "143 of 193 Member States" in described("D7.1", country).notice


@pytest.mark.parametrize("country", [None, *sorted(NAMES)])
def test_no_line_crosses_the_break_of_2024(country: str | None) -> None:
    """D7.2 cuts every line before the changed yardstick: the value of 2024 stands alone."""
    for one in described("D7.2", country).series:
        after_gap = [point.x for point in one.points[1 + [p.y for p in one.points].index(None) :]]
        assert after_gap == [2024]
        assert all(point.y is not None for point in one.points if point.x != 2024)


@pytest.mark.parametrize("country", sorted(NAMES))
def test_human_capital_is_that_of_the_table(country: str) -> None:
    """D7.2 shows each edition of a country as published, and words and table agree."""
    chart = described("D7.2", country)
    values = {int(point.x): point.y for point in own(chart).points if point.y is not None}
    there = {year: hci(year)[country] for year in EDITIONS if country in hci(year)}
    assert values == pytest.approx(there, abs=5e-5)
    before = [year for year in there if year < 2024]
    change = round(there[before[-1]], 4) - round(there[before[0]], 4)
    sign = "−" if round(change, 4) < 0 else "+" if round(change, 4) > 0 else ""
    assert f", {sign}{abs(change):.4f};" in chart.finding


def test_world_means_of_human_capital_are_told_on_both_sides() -> None:
    """The notice quotes 0.700 and 0.650, and says that no line joins them."""
    then, now = fmean(hci(2022).values()), fmean(hci(2024).values())
    notice = described("D7.2", "KEN").notice
    assert f"the world mean was {then:.3f} in 2022 and {now:.3f} in 2024" in notice
    assert "Draw no line across this break" in notice


def path(s0: float, q: float, h: float, r: float, e: float, years: int) -> list[float]:
    """Return a stock over the years, step by step."""
    found = [s0]
    for _year in range(years):
        found.append(found[-1] * (1 - q / 100) + h + r * e / 100)
    return found


def test_the_simulator_begins_with_the_ministry_of_the_exercise() -> None:
    """D7.3 shows the worked numbers first: 157.1 after five years, 186.7 and 280.0 in the long run."""
    chart = described("D7.3")
    cells = {row[0]: row[1:] for row in chart.table.rows}
    assert cells["Year 5"][:2] == ["157.1", "185.5"]
    assert cells["In the long run"] == ["186.7", "280.0", "231.1", "204.4"]
    assert chart.finding == (
        "From 120 to 174 in 10 years and 187 in the long run; a third fewer leaving lifts that level most, "
        "to 280"
    )
    assert [control.id for control in stock.CONTROLS] == ["s0", "q", "h", "r", "e"]
    assert "Leave each year: 15.0 per cent" in chart.used


@pytest.mark.parametrize(
    ("s0", "q", "h", "r", "e"),
    [*product((0, 120, 1000), (0, 0.5, 15, 50), (0, 20), (0, 10), (0, 80, 100))],
)
def test_every_setting_gives_an_honest_chart(s0: float, q: float, h: float, r: float, e: float) -> None:
    """For all ends of the controls the line is the recursion, and what is drawn is listed."""
    chart = described("D7.3", s0=s0, q=q, h=h, r=r, e=e)
    drawn = [point.y for point in own(chart).points]
    assert drawn == pytest.approx(path(s0, q, h, r, e, 10), abs=0.051)
    listed = {cell for row in chart.table.rows for cell in row}
    assert {f"{point.y:.1f}" for one in chart.series for point in one.points} <= listed
    assert chart.y.maximum is not None
    assert all(point.y < chart.y.maximum for one in chart.series for point in one.points)
    inflow = h + r * e / 100
    words = chart.finding
    assert ("without limit" in words) == (q == 0 and inflow > 0)
    assert ("nobody joins" in words) == (q == 0 and inflow == 0)
    assert ("melts away" in words) == (q > 0 and inflow == 0)
    assert ("in the long run" in words) == (q > 0 and inflow > 0)


@pytest.mark.parametrize(("q", "h", "r"), [*product((0.5, 5, 15, 40), (0, 1, 20, 200), (1, 10, 100))])
def test_retention_lifts_the_level_most(q: float, h: float, r: float) -> None:
    """What the title says holds for every setting: no other lever, improved by a third, lifts it as much."""
    chart = described("D7.3", q=q, h=h, r=r)
    last = [float(cell) for cell in chart.table.rows[-1][1:]]
    assert chart.table.rows[-1][0] == "In the long run"
    assert max(last) == last[1]
    assert last[1] > max(last[2:])


def test_a_level_far_above_the_lines_is_told_and_not_drawn() -> None:
    """The upright room belongs to the lines; the table holds the level."""
    far = described("D7.3", s0=10, q=1, h=50, r=0)
    assert far.marks == []
    assert far.table.rows[-1][1] == "5000.0"
    near = described("D7.3")
    assert [(mark.x, mark.horizontal) for mark in near.marks] == [(186.7, True)]
