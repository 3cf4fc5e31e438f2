"""The charts of chapter 8 say what the tables hold, recomputed here without the library under test."""

from __future__ import annotations

import csv
from functools import cache
from typing import Any

import numpy as np
import pytest

from toolkit_helpers import datasets
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.figures import explorations
from toolkit_helpers.figures.description import Chart
from toolkit_helpers.figures.explorations import basket, districts, parity, power
from toolkit_helpers.resources import data_folder

MEMBERS = {country.iso3 for country in datasets.countries()}
Series = dict[str, dict[int, float]]


@cache
def series(name: str) -> Series:
    """Return a series of the long table, country by year."""
    found: Series = {}
    with (data_folder() / "tables" / "digital_divide.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["indicator"] == name:
                found.setdefault(row["iso3"], {})[int(row["year"])] = float(row["value"])
    return found


@cache
def latest_pairs() -> dict[str, tuple[int, float, float]]:
    """Return year, women and men of the latest year with both, per country."""
    women, men = series("internet_users_female_pct"), series("internet_users_male_pct")
    found = {}
    for code in set(women) & set(men):
        if years := set(women[code]) & set(men[code]):
            year = max(years)
            found[code] = (year, women[code][year], men[code][year])
    return found


def team(*rows: dict[str, Any]) -> dict[str, Any]:
    """Return a team's answers with these districts in EX8.4."""
    return {"EX8.4": {"districts": list(rows)}}


def row(region: str, district: str, people: float | None, users: float | None) -> dict[str, Any]:
    """Return a row of the table of districts as the team's answers hold it."""
    return {"region": region, "district": district, "people": people, "users": users}


def described(name: str, *arguments: Any, **options: Any) -> Chart:
    """Return a chart."""
    return explorations.describe(name, *arguments, **options)


def test_parity_is_counted_as_the_curriculum_prints_it() -> None:
    """Below 0.98 in 69 of 122 countries with data, none after 2020, and no pair for 72 Member States."""
    pairs = latest_pairs()
    below = sum(women / men < 0.98 for _year, women, men in pairs.values())
    assert (below, len(pairs), max(year for year, *_rest in pairs.values())) == (69, 122, 2020)
    assert len(MEMBERS - set(pairs)) == 72
    assert described("D8.1").finding == (
        "Parity of women and men in Internet use is below 0.98 in 69 of 122 countries with data; for 72 "
        "Member States there is no pair of figures at all"
    )
    assert sum(int(cells[2]) for cells in described("D8.1").table.rows) == below


@pytest.mark.parametrize("country", sorted(latest_pairs()))
def test_the_own_pair_is_of_one_year_and_says_who_is_behind(country: str) -> None:
    """Rates, year and parity are those of the table; inside the band nobody is called behind."""
    year, women, men = latest_pairs()[country]
    finding = described("D8.1", country).finding
    assert f", {year}: {women:.1f} per cent of women and {men:.1f} per cent of men" in finding
    ratio = women / men
    word = "women behind" if ratio < 0.98 else "men behind" if ratio > 1.02 else "counts as parity"
    assert finding.endswith(word)
    assert parity.pairs()[country].parity == pytest.approx(ratio)


def test_a_missing_pair_is_told_with_what_is_known() -> None:
    """Without figures by sex the total of ITU is named; without any figure that is said."""
    assert (
        "The latest figure for all people together is 34.2 per cent in 2023"
        in described("D8.1", "RWA").missing
    )
    assert "nor on Internet use at all" in described("D8.1", "PLW").missing


def test_affordable_countries_are_counted_as_the_curriculum_prints_them() -> None:
    """Below 2 per cent: 97 of 190, 108 of 188 and 116 of 190; medians 1.88, 1.61 and 1.42."""
    prices = series("mobile_broadband_price_gni_pct")
    expected = {}
    for year in (2023, 2024, 2025):
        values = [line[year] for line in prices.values() if year in line]
        expected[year] = (sum(value < 2 for value in values), len(values))
    assert basket.counts() == expected == {2023: (97, 190), 2024: (108, 188), 2025: (116, 190)}
    chart = described("D8.2")
    medians = [line[5] for line in chart.table.rows]
    assert chart.table.header[5] == "World median"
    assert [float(value) for value in medians] == pytest.approx([1.88, 1.615, 1.42], abs=0.006)
    assert "in 97 of 190 countries in 2023 and in 116 of 190 in 2025" in chart.finding
    assert [(mark.x, mark.horizontal) for mark in chart.marks] == [(2, True)]


@pytest.mark.parametrize("share", [1, 4.5, 7, 20])
def test_the_poorest_fifth_follows_the_control(share: float) -> None:
    """Its line is the country's line divided by five times the share that the reader sets."""
    chart = described("D8.2", "RWA", values={"fifth": share})
    own, fifth = chart.series[0], chart.series[1]
    exact = series("mobile_broadband_price_gni_pct")["RWA"]
    assert own.role == "own"
    for point in fifth.points:
        assert point.y == pytest.approx(exact[int(point.x)] / (5 * share / 100), abs=0.006)
    assert f"with {share:g} per cent of all income" in chart.finding
    assert chart.used == f"Income share of the poorest fifth: {share:.1f} %"


def test_an_impossible_share_is_told() -> None:
    """More than a fifth of the income is not the poorest fifth's."""
    with pytest.raises(ToolkitError, match="number from 1 to 20"):
        described("D8.2", "RWA", values={"fifth": 21})


def test_a_year_without_a_price_stays_open() -> None:
    """The line has a gap, the gap is named, and the finding takes the latest year there is."""
    chart = described("D8.2", "PAK")
    assert [point.y is None for point in chart.series[0].points] == [False, True, False]
    assert chart.missing.startswith("Pakistan has no price for 2024")
    assert described("D8.2", "ZWE").finding.startswith("Zimbabwe 2023: 5 GB take 12.92 per cent")
    assert "has no price of mobile broadband" in described("D8.2", "PRK").missing


def test_the_invented_province_adds_up() -> None:
    """Fourteen districts, 2.4 million people, marked as invented, most inequality within regions."""
    chart = described("D8.3")
    assert len(districts.EXAMPLE) == 14
    assert sum(people for _region, _name, people, _rate in districts.EXAMPLE) == 2_400_000
    assert "(invented)" in chart.finding
    assert "invented" in chart.source
    people = np.array([one[2] for one in districts.EXAMPLE], dtype=float)
    rates = np.array([one[3] for one in districts.EXAMPLE])
    mean = np.average(rates, weights=people)
    total = np.average(rates / mean * np.log(rates / mean), weights=people)
    between = 0.0
    for name in {one[0] for one in districts.EXAMPLE}:
        inside = np.array([one[0] == name for one in districts.EXAMPLE])
        ratio = np.average(rates[inside], weights=people[inside]) / mean
        between += people[inside].sum() / people.sum() * ratio * np.log(ratio)
    assert f"{100 * between / total:.1f} per cent lies between its 3 regions" in chart.finding
    assert between / total < 0.5


def test_the_teams_own_districts_take_its_place() -> None:
    """Two districts are enough; half a row is told, a small one hidden with its reason."""
    own = team(
        row("North", "Hill", 40_000, 30),
        row("North", "Lake", 60_000, 60),
        row("South", "Port", 30_000, 50),
        row("South", "City", 70_000, 90),
        row("South", "Farm", 29, 10),
        row("South", "Isle", 500, None),
        row("", "", None, None),
    )
    chart = described("D8.3", None, own)
    assert chart.finding == (
        "Our 4 districts: 43.2 per cent of their inequality lies between the 2 regions and 56.8 per cent "
        "within them"
    )
    assert chart.source == "Source: the team's own table of districts (EX8.4)."
    assert "Farm: fewer than 30 people" in chart.missing
    assert "Isle: no number of people or no rate." in chart.missing
    texts = [cell for line in chart.table.rows for cell in line]
    assert "Farm" not in texts
    assert [point.label for point in chart.series[0].points] == ["Hill", "Lake", "Port", "City"]
    assert "The lowest mean is that of North" not in chart.notice


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [row("North", "Hill", 40_000, 30)],
        [row("North", "Hill", 40_000, 0), row("North", "Lake", 40_000, 0)],
        [row("North", "Hill", 40_000, 130), row("North", "Lake", -4, 30)],
    ],
)
def test_too_few_districts_leave_the_invented_province(rows: list[dict[str, Any]]) -> None:
    """It stands in and the chart says from when on the team's own appear; nothing breaks."""
    chart = described("D8.3", None, team(*rows))
    assert "(invented)" in chart.finding
    assert "EX8.4" in chart.missing


def test_districts_of_one_region_or_of_one_rate() -> None:
    """There is nothing between one region, and nothing to target where all are equal."""
    one = described("D8.3", None, team(row("N", "a", 100, 20), row("N", "b", 100, 60)))
    assert one.finding == "Our 2 districts are all of one region, so all inequality lies within it"
    same = described("D8.3", None, team(row("N", "a", 100, 20), row("S", "b", 100, 20)))
    assert same.finding == "All 2 districts have the same rate: there is nothing to target"


def test_two_districts_of_one_name_are_kept_apart() -> None:
    """A hidden district does not take a namesake with it."""
    own = team(row("N", "Hill", 10, 20), row("S", "Hill", 100, 60), row("S", "Lake", 100, 20))
    labels = [point.label for point in described("D8.3", None, own).series[0].points]
    assert labels == ["Hill", "Lake"]


def test_power_and_internet_are_of_one_year() -> None:
    """Both figures are of 2022, and the count of the finding is that of the tables."""
    electricity, online = series("electricity_access_pct"), series("internet_users_pct")
    both = {
        code: (round(electricity[code][2022], 1), round(online[code][2022], 1))
        for code in electricity
        if 2022 in electricity[code] and 2022 in online.get(code, {})
    }
    assert power.year() == 2022
    assert len(power.both()) == len(both)
    first = sum(power < 100 and 100 - power >= (100 - online) / 2 for power, online in both.values())
    assert f"in {first} of {len(both)} countries" in described("D8.4").finding


def test_power_without_internet_in_words() -> None:
    """The fewest people with power and offline are the difference of the two shares, whoever is online."""
    assert described("D8.4", "PAK").finding.endswith(
        "so at least 70.8 per cent of people had power and were offline"
    )
    above = next(code for code, one in power.both().items() if one.online >= one.power)
    assert described("D8.4", above).finding.endswith("at least as many online as with power")
    assert "Electricity by place in 2022" in described("D8.4", "PAK").notice


def test_a_country_without_the_year_is_told() -> None:
    """The latest year that there is, or that there is none, stands in the text."""
    assert "has no figure on Internet use in ITU's table" in described("D8.4", "PLW").missing
    late = next(
        code for code, years in series("internet_users_pct").items() if 2022 not in years and code in MEMBERS
    )
    latest = max(series("internet_users_pct")[late])
    assert f"(its latest is of {latest})" in described("D8.4", late).missing
