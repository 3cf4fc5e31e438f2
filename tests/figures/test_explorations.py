"""Every exploration says true things for the world and for each country, and lists each number it shows."""

from __future__ import annotations

import csv
import re
import time
from functools import cache
from typing import Any

import answering_team
import numpy as np
import pytest

from toolkit_helpers import datasets
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.figures import explorations
from toolkit_helpers.figures.description import Chart
from toolkit_helpers.figures.explorations import income
from toolkit_helpers.resources import data_folder

COUNTRIES = [country.iso3 for country in datasets.countries(members_only=False)]
MEMBERS = [country.iso3 for country in datasets.countries()]
NAMES = {country.iso3: country.name for country in datasets.countries(members_only=False)}
TEAM: dict[str, dict[str, Any]] = {
    **answering_team.TEAM,
    "EX2.4": {
        "scan": [
            {"code": "PL1", "score": 2},
            {"code": "PL3", "score": 4},
            {"code": "PL4", "score": 1},
            {"code": "PL6", "score": 5},
            {"code": "PL9", "score": 3},
        ]
    },
    "EX3.4": {
        "grid": {
            "PL1.L1": {"current": 1, "target": 4},
            "PL1.L3": {"current": 2, "target": 5},
            "PL5.L2": {"current": 2, "target": 3},
            "PL9.L4": {"current": 3, "target": 3},
            "PL8.L3": {"current": 2},
        }
    },
}


@cache
def table(name: str) -> list[dict[str, str]]:
    """Return a table's rows, read without the library under test."""
    with (data_folder() / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def egdi(year: int) -> dict[str, dict[str, str]]:
    """Return the EGDI rows of one edition by code."""
    return {row["iso3"]: row for row in table("egdi") if row["year"] == str(year) and row["assessed"] == "1"}


@cache
def described(name: str, country: str | None = None, team: bool = False) -> Chart:
    """Return a chart, computed once for all tests."""
    return explorations.describe(name, country, TEAM if team else None)


def texts(chart: Chart) -> list[str]:
    """Return everything of a chart that a reader reads."""
    labels = [point.label for one in chart.series for point in one.points]
    return [
        *(chart.question, chart.finding, chart.notice, chart.missing, chart.source, chart.alt),
        *(chart.table.caption, *chart.table.header, *(cell for row in chart.table.rows for cell in row)),
        *labels,
        *(one.name for one in chart.series),
        *(mark.label for mark in chart.marks),
        *chart.x.categories,
        *chart.y.categories,
    ]


def listed(chart: Chart) -> set[float]:
    """Return every number in the cells of the table twin."""
    cells = " ".join(cell for row in chart.table.rows for cell in row).replace("−", "-")
    return {float(found.replace(",", "")) for found in re.findall(r"-?\d[\d,]*(?:\.\d+)?", cells)}


def plotted(chart: Chart) -> set[float]:
    """Return every number that a painter draws."""
    numbers = [n for one in chart.series for p in one.points for n in (p.x, p.y, p.value, p.start)]
    numbers += [mark.x for mark in chart.marks if mark.role]
    return {float(number) for number in numbers if isinstance(number, int | float)}


@pytest.mark.parametrize("name", explorations.IDS)
@pytest.mark.parametrize("team", [False, True], ids=["no team", "team"])
def test_every_country_gets_a_chart_whose_table_holds_every_number(name: str, team: bool) -> None:
    """For 195 countries and the world, what is drawn is listed, and the country is named or its gap told."""
    for country in (None, *COUNTRIES):
        chart = described(name, country, team)
        assert plotted(chart) <= listed(chart), (country, plotted(chart) - listed(chart))
        assert all(len(row) == len(chart.table.header) for row in chart.table.rows), country
        assert len(
            {point.y for one in chart.series for point in one.points if isinstance(point.y, str)}
        ) <= len(set(chart.y.categories))
        assert "{" not in " ".join(texts(chart)), country
        if country and explorations.exploration(name).asks_country and (name != "D3.1" or team):
            shown = any(one.role == "own" for one in chart.series) or chart.y.own
            assert NAMES[country] in (chart.finding if shown else chart.missing), (country, chart.finding)


@pytest.mark.parametrize(
    "name", [name for name in explorations.IDS if not explorations.exploration(name).names_others]
)
def test_no_other_country_is_named(name: str) -> None:
    """A chart names its reader's country and nobody else's: no outlier is put on show."""
    others = re.compile(
        r"\b(?:" + "|".join(map(re.escape, sorted(NAMES.values(), key=len, reverse=True))) + r")\b"
    )
    for country in (None, *COUNTRIES):
        found = {name for text in texts(described(name, country)) for name in others.findall(text)}
        assert found <= {NAMES.get(country or "", "")}, country


@pytest.mark.parametrize(
    "name", [name for name in explorations.IDS if explorations.exploration(name).asks_country]
)
def test_the_own_country_has_its_shape_and_its_name(name: str) -> None:
    """Where a country's data are drawn, a series or a row of its own carries the country's name."""
    chart = described(name, "KOR", team=True)
    own = [one for one in chart.series if one.role == "own"]
    assert any(NAMES["KOR"] in one.name for one in own) or NAMES["KOR"] in chart.y.own


@pytest.mark.parametrize(
    ("country", "words"),
    [
        (
            "KOR",
            "EGDI 0.9679 in 2024: rank 4 of 193 in the world, 2 of 47 in Asia, 4 of 64 among high-income",
        ),
        (
            "CHN",
            "EGDI 0.8718 in 2024: rank 35 of 193 in the world, 10 of 47 in Asia, 4 of 53 among upper-middle",
        ),
        (
            "AZE",
            "EGDI 0.7607 in 2024: rank 74 of 193 in the world, 24 of 47 in Asia, 21 of 53 among upper-middle",
        ),
        (
            "PAK",
            "EGDI 0.5095 in 2024: rank 136 of 193 in the world, 38 of 47 in Asia, 27 of 49 among "
            "lower-middle",
        ),
        (
            "KEN",
            "EGDI 0.6314 in 2024: rank 109 of 193 in the world, 8 of 54 in Africa, 15 of 49 among "
            "lower-middle",
        ),
        (
            "RWA",
            "EGDI 0.5799 in 2024: rank 118 of 193 in the world, 14 of 54 in Africa, 1 of 25 among low-income",
        ),
    ],
)
def test_positions_of_the_curriculum(country: str, words: str) -> None:
    """D1.1 gives the positions that the curriculum prints (method M04, worked examples 2024)."""
    assert words in described("D1.1", country).finding


def test_means_of_the_curriculum() -> None:
    """D1.1, D1.2 and D1.3 show the unweighted means that the curriculum prints."""
    rows = {row[0]: row for row in described("D1.1").table.rows}
    means = {name: rows[name][3] for name in ("Africa", "Americas", "Asia", "Europe", "Oceania", "World")}
    expected = ["0.4247", "0.6701", "0.6990", "0.8493", "0.5289", "0.6382"]
    assert list(means.values()) == expected
    editions = {row[0]: row[1:] for row in described("D1.2").table.rows}
    assert editions["2024"] == expected
    assert editions["2018"] == ["0.3423", "0.5898", "0.5779", "0.7727", "0.4611", "0.5491"]
    assert [editions[year][-1] for year in ("2020", "2022")] == ["0.5988", "0.6102"]
    components = {row[0][:3]: row[1:] for row in described("D1.3").table.rows}
    assert components == {
        "OSI": ["0.5754", "0.5691"],
        "TII": ["0.6896", "0.4155"],
        "HCI": ["0.6496", "0.6627"],
        "Gap": ["−0.1142", "+0.1536"],
    }
    africa = "Africa, 2018: OSI 0.3633, TII 0.2034; 2024: OSI 0.3862, TII 0.4534."
    assert africa in described("D1.3").notice


def test_the_order_of_services_and_networks_reversed() -> None:
    """D1.3 says for the world what the two gaps show, and for Rwanda the largest lead of services."""
    assert described("D1.3").finding.endswith("+0.1536 in 2018, −0.1142 in 2024, so the order reversed")
    assert "Services minus networks is +0.4483, more than the world mean" in described("D1.3", "RWA").notice


def test_govtech_means_of_the_curriculum() -> None:
    """D1.5 shows the world means of 2025 and 2022, and nothing of 2020."""
    chart = described("D1.5")
    now, before = zip(*(row[1:] for row in chart.table.rows), strict=True)
    assert [round(float(value), 3) for value in now] == [0.619, 0.654, 0.47, 0.606]
    # The World Bank's report of 2022 gives these means for 198 economies; the table holds 194 of them.
    assert [float(value) for value in before] == pytest.approx([0.575, 0.649, 0.449, 0.536], abs=0.004)
    assert "Citizen engagement (DCEI) comes last" in chart.finding
    names = [one.name for one in described("D1.5", "RWA").series]
    assert names == ["Rwanda, 2025", "Rwanda, 2022", "World mean, 2025", "World mean, 2022"]


def test_internet_use_of_the_world() -> None:
    """D1.6 shows ITU's figures of 2024: 65 and 70 by sex, 48 and 83 by place, 23 and 57 in Africa."""
    rows = {row[0]: row[1:] for row in described("D1.6").table.rows}
    assert rows["Women and men, world, 2024"][:2] == ["65", "70"]
    assert rows["Rural and urban, world, 2024"][2:] == ["48", "83"]
    assert rows["Rural and urban, Africa (ITU region), 2024"][2:] == ["23", "57"]
    assert "115 of 192" in described("D1.6").notice


@pytest.mark.parametrize("country", MEMBERS)
def test_the_trend_in_words_is_the_trend_in_the_table(country: str) -> None:
    """D1.2 says up or down, improved or fell, exactly as the published values and ranks moved."""
    first, last = egdi(2014)[country], egdi(2024)[country]
    change = round(float(last["egdi"]), 4) - round(float(first["egdi"]), 4)
    moved = int(first["rank"]) - int(last["rank"])
    finding = described("D1.2", country).finding
    assert ("EGDI up" in finding, "EGDI down" in finding) == (change > 0, change < 0)
    assert ("improved" in finding, "fell" in finding) == (moved > 0, moved < 0)
    assert f"{float(last['egdi']):.4f}" in finding


@pytest.mark.parametrize("country", MEMBERS)
def test_the_limiting_component_is_the_one_furthest_below_its_peers(country: str) -> None:
    """D1.3 names the component that lies furthest below the peers' mean, or says that none lies below."""
    rows = {row["iso3"]: row for row in table("countries")}
    peers = rows[country]["wb_income_group"] or rows[country]["region"]
    column = "wb_income_group" if rows[country]["wb_income_group"] else "region"
    codes = [code for code, row in rows.items() if row[column] == peers and row["un_member"] == "1"]
    below = {
        name.upper(): float(egdi(2024)[country][name]) - np.mean([float(egdi(2024)[c][name]) for c in codes])
        for name in ("osi", "tii", "hci")
    }
    weakest = min(below, key=lambda name: below[name])
    finding = described("D1.3", country).finding
    assert f"{weakest} ({float(egdi(2024)[country][weakest.lower()]):.4f}) is the" in finding
    assert ("no component is below" in finding) == (below[weakest] >= 0)


def test_the_fitted_line_is_least_squares() -> None:
    """D1.4 fits the line that NumPy fits."""
    pairs = income.pairs_of(2024)
    line = income.fit(pairs)
    incomes, values = np.array(list(pairs.values())).T
    slope, intercept = np.polyfit(np.log10(incomes), values, 1)
    assert (line.slope, line.intercept) == pytest.approx((slope, intercept))
    assert line.explained == pytest.approx(np.corrcoef(np.log10(incomes), values)[0, 1] ** 2)


@pytest.mark.parametrize("country", sorted(income.pairs_of(2024)))
def test_income_and_index_in_words(country: str) -> None:
    """D1.4 says above, below or close to, as the country lies to the line."""
    pairs = income.pairs_of(2024)
    value, index = pairs[country]
    away = index - income.fit(pairs).at(value)
    expected = "close to" if abs(away) < income.CLOSE else "above" if away > 0 else "below"
    assert f"EGDI {index:.4f}, {expected} the" in described("D1.4", country).finding


@pytest.mark.parametrize("name", ["D1.5", "D3.2"])
def test_parts_above_the_mean_are_counted_right(name: str) -> None:
    """D1.5 and D3.2 count the parts above the comparison's mean that their own table shows."""
    for country in sorted(set(MEMBERS) - {"NIC"}):
        chart = described(name, country)
        own, mean = chart.table.header.index(f"{NAMES[country]}, 2025"), 3
        above = sum(float(row[own]) > float(row[mean]) for row in chart.table.rows)
        words = {0: "in none of four parts", 4: "in all four parts"}.get(above, f"in {above} of 4 parts")
        assert words in chart.finding, country


def test_internet_use_by_sex_compares_the_sexes_only() -> None:
    """D1.6 takes both sexes from one year, the latest with both, and says who is behind."""
    rows: dict[str, dict[str, dict[str, float]]] = {}
    for row in table("digital_divide"):
        if row["indicator"] in {"internet_users_female_pct", "internet_users_male_pct"}:
            sexes = rows.setdefault(row["iso3"], {}).setdefault(row["year"], {})
            sexes[row["indicator"]] = float(row["value"])
    assert len(rows) == 122
    for country, years in rows.items():
        year = max(year for year, sexes in years.items() if len(sexes) == 2)
        women, men = (round(years[year][f"internet_users_{sex}_pct"], 1) for sex in ("female", "male"))
        chart = described("D1.6", country)
        behind = "men" if women > men else "women" if men > women else ""
        assert f", {year}: {women:.1f} per cent of women" in chart.finding
        assert chart.finding.endswith("points behind") == bool(behind)
        assert not behind or f", {behind} {abs(women - men):.1f} points behind" in chart.finding
        assert chart.table.rows[0][1:3] == [f"{women:.1f}", f"{men:.1f}"]


@pytest.mark.parametrize(
    ("name", "country", "words"),
    [
        ("D1.1", "ETH", "Ethiopia is in no income group of the World Bank's list FY26"),
        ("D1.3", "VEN", "its region, the Americas, stands in"),
        ("D3.2", "ETH", "its region, Africa, stands in"),
        ("D1.4", "PRK", "has no GNI per capita in UNDP's table of 2022"),
        ("D1.4", "MCO", "has no GNI per capita in UNDP's table of 2022"),
        ("D1.5", "NIC", "Nicaragua is not in the World Bank's data of 2025; its values of 2022 stand in"),
        ("D3.2", "NIC", "Nicaragua is not in the World Bank's data of 2025; its values of 2022 stand in"),
        ("D1.6", "RWA", "has no figures. The total of 2023 from ITU stands in their place"),
        ("D1.6", "PLW", "neither the World Bank's table by sex (2005 to 2020) nor ITU's table"),
        ("D1.1", "PSE", "State of Palestine has no EGDI in the edition 2024"),
        ("D1.5", "VAT", "Holy See is not in the World Bank's data of 2022 or 2025"),
    ],
)
def test_missing_data_are_told(name: str, country: str, words: str) -> None:
    """What is not there is said, with its table and what stands in its place."""
    assert words in described(name, country).missing


def test_what_stands_in_is_marked() -> None:
    """An estimate, an older edition and the world view say so where they are drawn."""
    assert "All people, Rwanda, 2023 (estimate)" in described("D1.6", "RWA").y.categories
    assert described("D1.5", "NIC").series[0].style == "hollow"
    assert not any(one.role == "own" for one in described("D1.4", "PRK").series)


@pytest.mark.parametrize("name", ["D1.1", "D1.2", "D1.3"])
def test_the_method_is_told_where_it_matters(name: str) -> None:
    """D1.1 says that a position is no grade; D1.2 and D1.3 name the change of method of 2024."""
    expected = ["A position, not a grade"] if name == "D1.1" else ["affordability", "e-government literacy"]
    for country in (None, "KEN"):
        assert all(words in described(name, country).notice for words in expected)


def test_the_inside_view_stands_beside_the_indices() -> None:
    """D3.1 sets the team's scores beside the three components, and says where they differ most."""
    chart = described("D3.1", "RWA", team=True)
    assert chart.finding == (
        "Rwanda: outside and inside differ most in PL4; the team's 1.0 of 5 is lower than OSI 0.8206 would "
        "suggest"
    )
    rows = {row[0][:3]: row[1:] for row in chart.table.rows}
    assert rows["PL6"] == ["0.3724", "5.0", "1.0000"]
    assert rows["PL1"] == ["–", "2.0", "0.2500"]
    assert "has not scored: PL2, PL5, PL7, PL8" in chart.missing


def test_the_capacity_grid_stands_in_for_the_pillar_scan() -> None:
    """Without a pillar scan D3.1 takes each pillar's mean of the current levels."""
    chart = explorations.describe("D3.1", "RWA", {"EX3.4": TEAM["EX3.4"]})
    scores = {row[0][:3]: row[2] for row in chart.table.rows if row[2]}
    assert scores == {"PL1": "1.5", "PL5": "2.0", "PL8": "2.0", "PL9": "3.0"}


def test_the_gap_grid_shows_where_gaps_cluster() -> None:
    """D3.3 takes target minus current of cells that have both, and names the level and the pillar."""
    chart = described("D3.3", None, team=True)
    values = {(str(p.y)[:3], p.x): p.value for p in chart.series[0].points if p.value is not None}
    assert values == {
        ("PL1", "Institutional"): 3,
        ("PL1", "Individual"): 3,
        ("PL5", "Organisational"): 1,
        ("PL9", "Societal"): 0,
    }
    assert (
        "level Institutional, Individual (3.0) and in the pillar PL1 (3.0), over 4 rated cells"
        in chart.finding
    )
    assert chart.missing.startswith("32 of 36 cells have")


@pytest.mark.parametrize("name", ["D3.1", "D3.3"])
def test_without_a_team_the_chart_says_what_to_fill_in(name: str) -> None:
    """An empty inside view is honest: finding, missing and table twin name the exercise to do first."""
    chart = described(name)
    assert "EX3.4" in chart.missing or "EX3.4" in chart.finding
    assert "EX3.4" in chart.table.caption
    assert not any(point.value for one in chart.series for point in one.points)


@pytest.mark.parametrize(
    "grid",
    [
        {},
        {"PL1.L1": {"current": None, "target": 3}},
        {"PL1.L1": {"current": "2", "target": 9}},
        {"PL99.L1": {"current": 1, "target": 2}},
        {"PL1": {"current": 1, "target": 2}},
        {"PL1.L1": {}},
    ],
)
def test_half_filled_cells_make_no_gap(grid: dict[str, Any]) -> None:
    """A cell without both levels, outside the scale or outside the grid counts as empty, never as zero."""
    assert "still empty" in explorations.describe("D3.3", None, {"EX3.4": {"grid": grid}}).finding


def test_a_lower_target_needs_a_reason() -> None:
    """A target below the present level is no gap with a reason, and left blank and told without one."""
    grid = {
        "PL1.L1": {"current": 3, "target": 2, "reason": "phased out"},
        "PL1.L2": {"current": 3, "target": 2},
    }
    chart = explorations.describe("D3.3", None, {"EX3.4": {"grid": grid}})
    assert [point.label for point in chart.series[0].points[:2]] == ["0", ""]
    assert "no target lies above" in chart.finding
    assert chart.missing.startswith(
        "34 of 36 cells have no current or no target level and are left blank. 1 cell"
    )


@pytest.mark.parametrize(
    "name", [name for name in explorations.IDS if explorations.exploration(name).controls]
)
def test_every_value_of_a_control_gives_a_chart_whose_table_holds_every_number(name: str) -> None:
    """At both ends and in the middle of each control, and for each option, a chart comes with its table.

    Values that do not go together may be refused, with one sentence.
    """
    controls = explorations.exploration(name).controls
    first = {control.id: control.value for control in controls}
    refused: list[tuple[str, float]] = []
    for control in controls:
        ends = (control.minimum, control.maximum, (control.minimum + control.maximum) // 2)
        tried = range(len(control.options)) if control.options else ends
        for value in tried:
            for country, team in ((None, {}), (None, TEAM), ("KEN", TEAM), ("PRK", {}), ("PSE", TEAM)):
                try:
                    chart = explorations.describe(name, country, team, {**first, control.id: value})
                except ToolkitError:
                    refused.append((control.id, value))
                    continue
                assert plotted(chart) <= listed(chart), (control.id, value, plotted(chart) - listed(chart))
                assert all(len(row) == len(chart.table.header) for row in chart.table.rows)
                assert control.shown(value) in chart.used
                assert "{" not in " ".join(texts(chart))
    assert not [one for one in refused if one in first.items()]


def test_an_unknown_exploration_says_which_there_are() -> None:
    """A wrong number is answered with the right ones."""
    with pytest.raises(ToolkitError, match=r"D1\.1, D1\.2"):
        explorations.describe("D9.9")


@pytest.mark.parametrize("name", explorations.IDS)
def test_a_chart_is_quick(name: str) -> None:
    """With its tables read, a chart takes less than 50 ms."""
    explorations.describe(name, "KEN", TEAM)
    best = min(_seconds(name) for _attempt in range(5))
    assert best < 0.05


def _seconds(name: str) -> float:
    start = time.perf_counter()
    explorations.describe(name, "KEN", TEAM)
    return time.perf_counter() - start
