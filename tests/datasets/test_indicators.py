"""The 26 series: what they hold, what they cannot say, and how lightly they are read."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from toolkit_helpers import datasets
from toolkit_helpers.datasets import tables
from toolkit_helpers.errors import ToolkitError

NAMES = [one.name for one in datasets.indicators()]


def test_26_series() -> None:
    """All series are listed once and have label, unit and publisher."""
    assert len(NAMES) == len(set(NAMES)) == 26
    for one in datasets.indicators():
        assert one.label
        assert one.unit
        assert one.publisher
        assert one.series
        assert "as above" not in one.note


def test_every_row_of_the_table_belongs_to_a_series() -> None:
    """Read one by one, the series give each row of the table once, and as many as the list says."""
    told = {
        row["indicator"]: (int(row["n_obs"]), int(row["n_countries"])) for row in datasets.rows("indicators")
    }
    counted = Counter(row["indicator"] for row in datasets.rows("digital_divide"))
    for name in NAMES:
        series = datasets.series(name)
        assert (sum(map(len, series.values())), len(series)) == told[name]
        assert counted[name] == told[name][0]
    assert sum(counted.values()) == 64_388


@pytest.mark.parametrize("name", NAMES)
def test_coverage_of_a_series(name: str) -> None:
    """First and last year are those of the list, and every country is one of the tables."""
    years = {year for observations in datasets.series(name).values() for year in observations}
    one = datasets.indicator(name)
    assert (min(years), max(years)) == (one.first_year, one.last_year)
    assert set(datasets.series(name)) <= {country.iso3 for country in datasets.countries(members_only=False)}


@pytest.mark.parametrize("name", [name for name in NAMES if "_pct" in name and "price" not in name])
def test_percentages_are_percentages(name: str) -> None:
    """Shares lie between 0 and 100; prices in per cent of income may be higher."""
    for years in datasets.series(name).values():
        assert all(0 <= one.value <= 100 for one in years.values())


def test_a_price_of_exactly_zero_is_no_price() -> None:
    """The placeholders of 2022 are left out."""
    zeros = [
        code
        for code, years in datasets.series("fixed_broadband_price_gni_pct").items()
        if 2022 in years and years[2022].value == 0
    ]
    assert zeros == []


def test_half_of_internet_use_is_estimated_and_says_so() -> None:
    """An estimate carries its mark."""
    marks = [
        one.estimate for years in datasets.series("internet_users_pct").values() for one in years.values()
    ]
    assert sum(marks) / len(marks) == pytest.approx(0.49, abs=0.01)


def test_the_sexes_are_compared_only_with_each_other() -> None:
    """The series by sex name each other; every other series is free, and the note tells a reader."""
    only = {one.name: one.only_with for one in datasets.indicators() if one.only_with}
    women, men = "internet_users_female_pct", "internet_users_male_pct"
    assert only == {women: men, men: women}
    for name in only:
        assert "compare only with the" in datasets.indicator(name).note
        assert datasets.indicator(name).last_year == 2020


def test_the_sexes_do_not_fit_the_total() -> None:
    """The total lies outside the two sexes in some rows: why they must not be mixed."""
    women, men, total = (datasets.series(f"internet_users_{kind}pct") for kind in ("female_", "male_", ""))
    outside = [
        (code, year)
        for code in women
        for year in women[code].keys() & men.get(code, {}).keys() & total.get(code, {}).keys()
        if not min(women[code][year].value, men[code][year].value) - 0.5
        <= total[code][year].value
        <= max(women[code][year].value, men[code][year].value) + 0.5
    ]
    assert outside


def test_internet_use_of_2024_is_thin() -> None:
    """A chart of 2024 alone would show 49 countries."""
    assert sum(2024 in years for years in datasets.series("internet_users_pct").values()) == 49


def test_countries_without_data_have_no_key() -> None:
    """A missing series is missing, not empty and not zero."""
    assert "PLW" not in datasets.series("internet_users_pct")
    assert "VEN" not in datasets.series("gdp_per_capita_ppp")
    assert all(datasets.series("gdp_per_capita_ppp").values())


def test_direction_of_indicators() -> None:
    """Lower prices are better, more people are neither."""
    assert datasets.indicator("mobile_broadband_price_gni_pct").higher_is_better is False
    assert datasets.indicator("internet_users_pct").higher_is_better is True
    assert datasets.indicator("population").higher_is_better is None


@pytest.mark.parametrize("reader", [datasets.indicator, datasets.series])
def test_a_slip_in_a_series_name(reader: object) -> None:
    """The remedy proposes the name that was meant."""
    with pytest.raises(ToolkitError, match="no indicator 'internet_user_pct'") as caught:
        reader("internet_user_pct")  # type: ignore[operator]
    assert "internet_users_pct" in caught.value.remedy


def test_a_caller_cannot_change_a_series() -> None:
    """A series is read only, its countries and its years alike."""
    first = datasets.series("population")
    with pytest.raises(TypeError):
        first["RWA"] = {}  # type: ignore[index]
    with pytest.raises(TypeError):
        del first["RWA"][max(first["RWA"])]  # type: ignore[attr-defined]
    assert datasets.series("population")["RWA"]


def test_the_long_table_is_not_kept() -> None:
    """Neither a series nor all rows leave the long table in memory."""
    datasets.series("population")
    tables._kept.cache_clear()
    datasets.rows("digital_divide")
    assert tables._kept.cache_info().currsize == 0


def test_one_series_takes_little_memory() -> None:
    """A fresh interpreter keeps less than 1.5 MiB for a series of 3,575 values."""
    code = """
import tracemalloc
from toolkit_helpers import datasets
datasets.indicators()
tracemalloc.start()
datasets.series("internet_users_pct")
print(tracemalloc.get_traced_memory()[0])
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert int(done.stdout) < 1.5 * 2**20


def test_the_latest_value_is_that_of_the_last_year() -> None:
    """In all series every country with data has its last year and value; older ones can be left out."""
    last: dict[str, dict[str, tuple[int, float]]] = {}
    for row in sorted(datasets.rows("digital_divide"), key=lambda row: int(row["year"])):
        last.setdefault(row["indicator"], {})[row["iso3"]] = (int(row["year"]), float(row["value"]))
    for name in NAMES:
        found = datasets.latest(name)
        assert {code: (year, one.value) for code, (year, one) in found.items()} == last[name]
        recent = {code for code, (year, _value) in last[name].items() if year >= 2020}
        assert set(datasets.latest(name, 2020)) == recent


def test_the_sexes_are_compared_in_the_last_year_that_has_both() -> None:
    """122 countries have a pair, none after 2020; in 69 of them the parity lies below 0.98."""
    pairs = datasets.latest_together("internet_users_female_pct", "internet_users_male_pct")
    assert len(pairs) == 122
    assert max(year for year, *_both in pairs.values()) == 2020
    assert sum(women.value / men.value < 0.98 for _year, women, men in pairs.values()) == 69
    for code, (year, women, men) in pairs.items():
        assert datasets.series("internet_users_female_pct")[code][year] == women
        assert datasets.series("internet_users_male_pct")[code][year] == men


def test_series_of_different_vintages_are_not_laid_side_by_side() -> None:
    """Women's use and everybody's are of different vintages: the error names what may be compared."""
    with pytest.raises(ToolkitError, match="another vintage") as caught:
        datasets.latest_together("internet_users_pct", "internet_users_female_pct")
    assert "internet_users_male_pct" in caught.value.remedy
    with pytest.raises(ToolkitError, match="no indicator"):
        datasets.latest_together("internet_users_pct", "internet")
