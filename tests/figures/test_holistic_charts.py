"""D2.1 to D2.3: components in step, parts of the system as bars, and the team's own scan."""

from __future__ import annotations

import csv
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.stats import percentileofscore

from toolkit_helpers import datasets
from toolkit_helpers.figures import explorations
from toolkit_helpers.resources import data_folder

MEMBERS = [country.iso3 for country in datasets.countries()]
NANDARA = dict(zip((f"PL{n}" for n in range(1, 10)), (3, 2, 2, 1, 2, 2, 2, 1, 2), strict=True))
"""The scan of the demonstration team, invented."""


@cache
def components(year: int) -> dict[str, tuple[float, float, float]]:
    """Return OSI, TII and HCI of the ranked countries, read without the library under test."""
    with (data_folder() / "tables" / "egdi.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["year"], row["assessed"]) == (str(year), "1")]
    return {row["iso3"]: (float(row["osi"]), float(row["tii"]), float(row["hci"])) for row in rows}


def team(scan: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return answers with a scan that gives each pillar a score."""
    rows = [{"code": code, "score": score} for code, score in scan.items()]
    return {"EX2.4": {"scan": rows, **more}}


@pytest.mark.parametrize(
    ("year", "column", "curriculum"), [(2024, 1, [0.792, 0.730, 0.823]), (2018, 2, [0.675, 0.765, 0.812])]
)
def test_correlations_are_those_of_the_curriculum(year: int, column: int, curriculum: list[float]) -> None:
    """NumPy computes the same three coefficients, and the table prints them with three decimals."""
    osi, tii, hci = np.array(list(components(year).values())).T
    judged = [np.corrcoef(*pair)[0, 1] for pair in ((osi, hci), (osi, tii), (hci, tii))]
    assert judged == pytest.approx(curriculum, abs=5e-4)
    rows = explorations.describe("D2.1").table.rows[:3]
    assert [float(row[column].removeprefix("2018: ")) for row in rows] == curriculum


def test_uneven_paths_are_counted() -> None:
    """The countries above the median in one component and not in another are as many as the notice says."""
    values = np.array(list(components(2024).values()))
    above = values > np.median(values, axis=0)
    uneven = int(np.sum(above.any(axis=1) & ~above.all(axis=1)))
    chart = explorations.describe("D2.1")
    assert f"{uneven} of {len(values)} Member States" in chart.notice
    counts = [int(row[1]) for row in chart.table.rows[3:7]]
    pairs = [(True, True), (True, False), (False, True), (False, False)]
    assert counts == [int(np.sum((above[:, 0] == osi) & (above[:, 1] == tii))) for osi, tii in pairs]
    assert "no correlation says what causes what" in chart.notice.lower()


@pytest.mark.parametrize("country", MEMBERS)
def test_a_country_reads_its_three_percentiles(country: str) -> None:
    """D2.1 gives the mid-rank percentile in each component, and says in step only within ten points."""
    places = [
        percentileofscore([row[number] for row in components(2024).values()], value, kind="mean")
        for number, value in enumerate(components(2024)[country])
    ]
    finding = explorations.describe("D2.1", country).finding
    osi, tii, hci = places
    for name, place in (("OSI", osi), ("TII", tii), ("HCI", hci)):
        assert any(f"{place + nudge:.1f} in {name}" in finding for nudge in (-1e-6, 1e-6)), (
            country,
            name,
            place,
            finding,
        )
    assert finding.endswith("in step") == (max(places) - min(places) <= 10)


def test_the_part_that_lags_is_citizen_engagement() -> None:
    """D2.2 shows the world means of the curriculum, and says why it is no radar."""
    chart = explorations.describe("D2.2")
    now = [round(float(row[1]), 3) for row in chart.table.rows]
    assert now == [0.619, 0.654, 0.470, 0.606]
    assert "Citizen engagement (DCEI) lags" in chart.finding
    assert chart.kind == "bar"
    assert "a quarter of the area" in chart.notice
    assert not any("2020" in one.name for one in chart.series)


def test_a_radar_of_half_the_values_encloses_a_quarter() -> None:
    """What the notice of D2.2 says about areas is true of the four means, whatever the order of the axes."""

    def area(values: list[float]) -> float:
        return sum(one * two for one, two in zip(values, [*values[1:], values[0]], strict=True)) / 2

    means = [float(row[1]) for row in explorations.describe("D2.2").table.rows]
    assert area([value / 2 for value in means]) == pytest.approx(area(means) / 4)
    orders = {round(area([means[place] for place in order]), 6) for order in ((0, 1, 2, 3), (0, 2, 1, 3))}
    assert len(orders) == 2


@pytest.mark.parametrize("country", sorted(set(MEMBERS) - {"NIC"}))
def test_the_lowest_part_of_a_country_is_named_with_the_world_mean(country: str) -> None:
    """D2.2 finds the lowest of the four bars that it draws."""
    chart = explorations.describe("D2.2", country)
    least = min(chart.table.rows, key=lambda row: float(row[1]))
    assert f"{least[0]} is its lowest part, {least[1]} against a world mean of {least[2]}" in chart.finding


def test_an_older_edition_stands_in_and_is_named() -> None:
    """Where 2025 is missing, bars and strokes are both of 2022."""
    chart = explorations.describe("D2.2", "NIC")
    assert [one.name for one in chart.series] == ["Nicaragua, 2022", "World mean, 2022"]
    assert "values of 2022 stand in" in chart.missing


def test_the_scan_of_a_team_is_told_in_words() -> None:
    """D2.3 names the highest and the lowest pillars and the mean."""
    chart = explorations.describe("D2.3", None, team(NANDARA))
    assert chart.finding == "Our scan: highest PL1 (3.0), lowest PL4, PL8 (1.0), mean 1.9 of 5"
    assert "shared optimism" in chart.notice
    assert "at least 5 teams" in chart.missing
    assert [row[1] for row in chart.table.rows] == [f"{score}.0" for score in NANDARA.values()]
    even = explorations.describe("D2.3", None, team({"PL1": 3, "PL2": 3}))
    assert even.finding == "Our scan: 3.0 of 5 in each of 2 scored pillars"
    assert even.missing.startswith("Not scored yet: PL3, PL4")


def test_members_stand_in_until_the_team_has_agreed() -> None:
    """The median of the members is drawn, and their range is in the table twin."""
    alone = [
        {"code": "PL4", "a": 1, "b": 4, "c": 2},
        {"code": "PL1", "a": 5},
        {"code": "PL2", "a": 3, "b": 3},
    ]
    chart = explorations.describe("D2.3", None, team({"PL1": 3}, raters=alone))
    rows = {row[0][:3]: row[1:] for row in chart.table.rows}
    assert rows["PL4"] == ["2.0", "1 to 4"]
    assert rows["PL1"] == ["3.0", "5"]
    assert rows["PL2"] == ["3.0", "3"]
    assert rows["PL9"] == ["", ""]


def test_the_mean_of_the_teams_needs_five_of_them() -> None:
    """With five teams their mean stands beside the team's score; with four it is shown nowhere."""
    means = {**dict.fromkeys(NANDARA, 2.0), "PL4": 3.4}
    for teams in (4, 5):
        given = {**team(NANDARA), "cohort": {"pillar_scan": {"teams": teams, "means": means}}}
        chart = explorations.describe("D2.3", None, given)
        shown = "3.4" in chart.model_dump_json()
        assert shown == (teams == 5)
        assert chart.joined == (teams == 5)
        assert ("at least 5 teams" in chart.missing) == (teams == 4)
    assert chart.finding == "Our team differs most from the mean of 5 teams in PL4: 1.0 against 3.4"
    assert chart.table.header[-1] == "Mean of 5 teams"


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"EX2.4": None},
        {"EX2.4": {"scan": "much", "raters": {"a": 1}}},
        team({"PL1": 9, "PL2": "3", "PL3": True, "PL10": 2}),
        {"EX2.4": {"raters": [{"code": "PL1", "a": 0, "b": 6, "c": None}, None]}},
        {"cohort": {"pillar_scan": {"teams": "many", "means": {"PL1": 2}}}},
        {"cohort": {"pillar_scan": {"teams": 9, "means": None}}},
        {"cohort": []},
    ],
)
def test_whatever_stands_in_the_answers_the_empty_profile_is_honest(given: dict[str, Any]) -> None:
    """A score outside the scale or of another type is none; finding and table name what to do first."""
    chart = explorations.describe("D2.3", None, given)
    assert "EX2.4" in chart.finding
    assert "EX2.4" in chart.table.caption
    assert not chart.series
