"""The explorations of chapter 4 against the tables, and their prolongations against SciPy."""

from __future__ import annotations

import csv
import math
from functools import cache
from itertools import pairwise
from statistics import fmean
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import curve_fit

from toolkit_helpers import datasets
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.figures import explorations
from toolkit_helpers.figures.description import Chart
from toolkit_helpers.figures.explorations import basics, everybody_online, growth, population
from toolkit_helpers.resources import data_folder

MEMBERS = [country.iso3 for country in datasets.countries()]


@cache
def raw(indicator: str) -> dict[str, dict[int, float]]:
    """Return a series of the table, read without the library under test."""
    found: dict[str, dict[int, float]] = {}
    with (data_folder() / "tables" / "digital_divide.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["indicator"] == indicator:
                found.setdefault(row["iso3"], {})[int(row["year"])] = float(row["value"])
    return found


def described(name: str, country: str | None = None, **more: Any) -> Chart:
    """Return a chart."""
    return explorations.describe(name, country, more.get("team"), more.get("values"))


def drawn(chart: Chart, place: int) -> dict[float, float]:
    """Return the points of a series that have a value."""
    return {float(p.x): float(p.y) for p in chart.series[place].points if p.y is not None}


@pytest.mark.parametrize("country", ["KEN", "FJI", "KOR"])
def test_basics_draw_what_the_table_holds(country: str) -> None:
    """D4.1 draws every value of five series, a missing year as a gap, and nothing else."""
    chart = described("D4.1", country)
    series = [name for name in basics.TARGET_OF if raw(name).get(country)]
    assert len(chart.series) == len(series)
    for place, name in enumerate(series):
        values = raw(name)[country]
        assert drawn(chart, place) == {year: round(value, 1) for year, value in values.items()}
        years = [int(point.x) for point in chart.series[place].points]
        assert years == list(range(min(values), max(values) + 1))


@pytest.mark.parametrize("country", MEMBERS)
def test_basics_name_the_one_that_is_furthest_from_everybody(country: str) -> None:
    """D4.1's finding is the lowest of the latest values, in the role of the reader's country."""
    chart = described("D4.1", country)
    latest = {
        name: raw(name)[country][max(raw(name)[country])]
        for name in basics.TARGET_OF
        if raw(name).get(country)
    }
    least = min(latest, key=lambda name: round(latest[name], 1))
    if latest[least] < 100:
        assert f"{basics.label(least)} is furthest" in chart.finding
        assert f"{latest[least]:.1f} per cent" in chart.finding
    (own,) = (one for one in chart.series if one.role == "own")
    assert basics.label(least) in own.name


def test_basics_of_the_world_are_means_of_enough_member_states() -> None:
    """A year with fewer than 150 values has no mean, and literacy therefore has no line."""
    chart = described("D4.1")
    for place, name in enumerate(name for name in basics.TARGET_OF if name != "adult_literacy_pct"):
        expected = {}
        for year in range(2005, 2026):
            values = [raw(name)[code][year] for code in MEMBERS if year in raw(name).get(code, {})]
            if len(values) >= growth.ENOUGH:
                expected[year] = round(fmean(values), 1)
        assert drawn(chart, place) == expected
    assert "No mean is shown for adult literacy" in chart.missing
    assert not any(one.role == "own" for one in chart.series)


def test_basics_show_which_targets_the_team_has_linked() -> None:
    """Objectives stand beside the indicators of their targets; targets without one are named."""
    rows = [
        {"objective": "O1", "target": "SDG 9.C"},
        {"objective": "O2", "target": "9.c"},
        {"objective": "O2", "target": "16.9"},
        {"objective": "O3", "target": "many"},
        {"target": None},
        "no row",
    ]
    chart = described("D4.1", "KEN", team={"EX4.7": {"links": rows}})
    assert any(one.name == "reach of a 4G signal (9.c, O1, O2)" for one in chart.series)
    assert "without an indicator in these tables: 16.9." in chart.missing
    assert "many" not in chart.missing


@pytest.mark.parametrize("country", MEMBERS)
def test_population_is_prolonged_in_two_ways(country: str) -> None:
    """D4.2 adds the yearly number, or the yearly rate, of the last ten years; both start from today."""
    values = raw("population")[country]
    then, now = values[2014], values[2024]
    assert population.same_number(values, 2034) == pytest.approx(max(0.0, 2 * now - then))
    assert population.same_rate(values, 2034) == pytest.approx(now * now / then)
    assert population.same_rate(values, 2035) == pytest.approx(now * (now / then) ** 1.1)
    chart = described("D4.2", country, values={"horizon": 2040})
    first, number, rate = (drawn(chart, place) for place in range(3))
    assert first[2024] == number[2024] == rate[2024]
    assert max(number) == max(rate) == 2040
    assert chart.finding.startswith(datasets.country(country).name)
    assert "no ages and no share of town dwellers" in chart.missing


def test_population_of_the_world_is_that_of_all_member_states() -> None:
    """The sum of the table, in billions."""
    total = sum(raw("population")[code][2024] for code in MEMBERS)
    assert f"{total / 1e9:.2f} billion people in 2024" in described("D4.2").finding


@pytest.mark.parametrize(
    ("country", "unit"), [("CHN", "billion"), ("KEN", "million"), ("TUV", "thousand"), (None, "billion")]
)
def test_population_comes_in_a_readable_unit(country: str | None, unit: str) -> None:
    """Billions, millions or thousands, on the axis and in the finding."""
    chart = described("D4.2", country)
    assert unit in chart.y.label
    assert unit in chart.finding


def test_the_straight_line_is_least_squares() -> None:
    """The line of the last ten values is NumPy's."""
    for code in ("KEN", "FJI", "KOR", "IND"):
        values = growth.latest(everybody_online.of_country(code))
        assert len(values) == growth.WINDOW
        slope, intercept = np.polyfit(list(values), list(values.values()), 1)
        line = growth.fit_line(values)
        assert (line.slope, line.intercept) == pytest.approx((slope, intercept))
        assert line.at(line.reaches(100)) == pytest.approx(100)


def logistic(year: Any, rate: float, middle: float) -> Any:
    """Return a logistic curve with the ceiling 100, for SciPy."""
    return 100 / (1 + np.exp(-rate * (year - middle)))


@pytest.mark.parametrize("country", MEMBERS)
def test_the_s_curve_is_least_squares(country: str) -> None:
    """Where there is a curve, its squared error is not larger than that of SciPy's fit."""
    values = everybody_online.of_country(country)
    curve = growth.fit_s_curve(values, 100)
    if curve is None:
        return
    years, shares = np.array(list(values), float), np.array(list(values.values()))
    (rate, middle), _covariance = curve_fit(
        logistic, years, shares, p0=(0.15, 2015.0), bounds=([1e-4, 1950], [3, 2150])
    )
    judge = float(((shares - logistic(years, rate, middle)) ** 2).sum())
    own = sum((value - curve.at(year)) ** 2 for year, value in values.items())
    assert own <= judge * (1 + 1e-5) + 1e-6


def test_nearly_every_member_state_gets_a_curve() -> None:
    """The fit fails only where the figures themselves give none."""
    without = {code for code in MEMBERS if growth.fit_s_curve(everybody_online.of_country(code), 100) is None}
    for code in without:
        values = everybody_online.of_country(code)
        assert len(values) < growth.FEWEST or values[max(values)] >= 100 or not any(values.values()), code
    assert len(without) < 10


@given(st.floats(0.05, 0.6), st.floats(2000, 2030), st.sampled_from([80.0, 90.0, 100.0]), st.integers(8, 20))
@settings(max_examples=60)
def test_a_true_s_curve_is_found_again(rate: float, middle: float, ceiling: float, count: int) -> None:
    """Values that lie on a curve give that curve back wherever they bend enough to tell it."""
    true = growth.SCurve(ceiling, rate, middle)
    values = {year: true.at(year) for year in range(2005, 2005 + count)}
    if values[2004 + count] >= ceiling - 0.01 or values[2004 + count] - values[2005] < 1:
        return
    found = growth.fit_s_curve(values, ceiling)
    assert found is not None
    assert found.at(2035) == pytest.approx(true.at(2035), abs=0.05)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {2020: 10.0},
        dict.fromkeys(range(2010, 2020), 50.0),
        {year: 90.0 - year + 2010 for year in range(2010, 2020)},
        dict.fromkeys(range(2010, 2020), 0.0),
        {year: 100.0 if year > 2015 else 90.0 for year in range(2010, 2020)},
    ],
)
def test_what_does_not_rise_is_not_prolonged(values: dict[int, float]) -> None:
    """Too few values, level, falling or complete ones have no S-curve."""
    assert growth.fit_s_curve(values, 100) is None


def test_the_straight_line_overshoots_and_the_curve_does_not() -> None:
    """D4.3 in the mean of Member States: the line passes 100 per cent, the curve stays below."""
    chart = described("D4.3")
    _past, line, curve = (drawn(chart, place) for place in range(3))
    assert line[2035] > 100 > curve[2035]
    assert "would pass 100 per cent in" in chart.finding
    assert f"an S-curve would stand at {curve[2035]:.1f} in 2035" in chart.finding
    assert all(before < after for before, after in pairwise(curve.values()))


@pytest.mark.parametrize("country", [None, *MEMBERS])
def test_a_prolongation_is_always_called_an_illustration(country: str | None) -> None:
    """Nobody may take D4.2 or D4.3 for a forecast."""
    for name in ("D4.2", "D4.3"):
        chart = described(name, country)
        assert chart.notice.startswith("An illustration, not a forecast")
        assert "an illustration, not a forecast" in chart.table.caption
        assert math.isclose(max(float(p.x) for one in chart.series for p in one.points), 2035) or (
            "No S-curve" in chart.missing
        )


def test_the_reader_may_move_horizon_and_ceiling() -> None:
    """Horizon and level of the S-curve come from the controls; a level below the data draws no curve."""
    chart = described("D4.3", "KEN", values={"horizon": 2045, "ceiling": 90})
    assert "in 2045" in chart.finding
    assert max(drawn(chart, 2)) == 2045
    assert max(drawn(chart, 2).values()) < 90
    assert "2045" in chart.used
    low = described("D4.3", "KOR", values={"ceiling": 90})
    assert "No S-curve is drawn" in low.missing
    with pytest.raises(ToolkitError, match="from 2030 to 2050"):
        described("D4.3", values={"horizon": 2060})


@pytest.mark.parametrize(
    ("name", "country", "words"),
    [
        ("D4.1", "PLW", "Palau: the tables have no figure for use of the Internet"),
        ("D4.1", "PRK", "ITU marks the latest value of Internet use, of 2012, as an estimate"),
        ("D4.2", "VAT", "Holy See: the World Bank's table has no figure"),
        ("D4.3", "PLW", "Palau: ITU's table of Internet use has no figure"),
        ("D4.3", "NRU", "No S-curve is drawn"),
        ("D4.3", "ETH", "there is no value after 2021"),
    ],
)
def test_missing_figures_are_told(name: str, country: str, words: str) -> None:
    """What is not there, since when, and what stands in its place."""
    assert words in described(name, country).missing
