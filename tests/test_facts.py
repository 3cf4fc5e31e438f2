"""Facts of a country, against the reference values, the table of M04 and the exercises of chapter 1."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from toolkit_helpers import datasets, facts
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.vocabulary import COMPONENTS

REFERENCES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "reference-values.json").read_text(encoding="utf-8")
)["methods"]["M04"]
OWN_NAMES = {"group": "egdi_group"}
ROUNDED = {"_1dp": 1, "_4dp": 4}


@pytest.mark.parametrize("case", REFERENCES, ids=lambda case: case["case"])
def test_reference_values(case: dict[str, Any]) -> None:
    """Value, group, ranks, percentile and means as computed independently for the curriculum."""
    found = facts.for_country(case["inputs"]["iso3"], case["inputs"]["year"])
    for name, expected in case["expected"].items():
        decimals = ROUNDED.get(name[-4:])
        value = found[OWN_NAMES.get(name, name if decimals is None else name[:-4])]
        if isinstance(expected, str):
            assert value == expected
        elif decimals is None:
            assert value == pytest.approx(expected, abs=1e-9)
        else:
            assert round(float(value), decimals) == expected


WORKED = [
    ("KOR", 0.9679, 4, 98.2, 2, 47, 0.6990, 4, 64, 0.8373),
    ("CHN", 0.8718, 35, 82.1, 10, 47, 0.6990, 4, 53, 0.6826),
    ("AZE", 0.7607, 74, 61.9, 24, 47, 0.6990, 21, 53, 0.6826),
    ("PAK", 0.5095, 136, 29.8, 38, 47, 0.6990, 27, 49, 0.5241),
    ("KEN", 0.6314, 109, 43.8, 8, 54, 0.4247, 15, 49, 0.5241),
    ("RWA", 0.5799, 118, 39.1, 14, 54, 0.4247, 1, 25, 0.2750),
]


@pytest.mark.parametrize("row", WORKED, ids=lambda row: row[0])
def test_worked_table_of_m04(row: tuple[Any, ...]) -> None:
    """The table of worked examples for 2024, as it is printed."""
    found = facts.for_country(row[0], 2024)
    for name, expected in zip(
        (
            "egdi",
            "world_rank",
            "world_percentile",
            "region_rank",
            "region_n",
            "region_mean",
            "income_rank",
            "income_n",
            "income_mean",
        ),
        row[1:],
        strict=True,
    ):
        decimals = 1 if name == "world_percentile" else 4
        assert float(found[name]) == pytest.approx(expected, abs=0.51 * 10**-decimals), name


def test_korea_rebuilds_the_index() -> None:
    """EX1.3: components, the two known slips, and HCI as the component that pulls down."""
    korea = facts.for_country("KOR", 2024)
    assert {name: round(float(korea[name]), 4) for name in ("osi", "tii", "hci", "egdi")} == {
        "osi": 1.0,
        "tii": 0.9917,
        "hci": 0.9120,
        "egdi": 0.9679,
    }
    assert round(float(korea["egdi_wrong_two"]), 4) in {0.9958, 0.9959}
    assert float(korea["egdi_wrong_sum"]) == pytest.approx(2.9037, abs=1e-4)
    assert korea["lowest_component"] == "HCI"


def test_rwanda_chooses_its_mirror() -> None:
    """EX1.4: differences from both peer means."""
    rwanda = facts.for_country("RWA")
    assert rwanda["egdi_group"] == "High"
    assert rwanda["region"] == "Africa"
    assert rwanda["income_group"] == "Low income"
    assert round(float(rwanda["region_difference"]), 4) == 0.1552
    assert round(float(rwanda["income_difference"]), 4) == 0.3049


def test_rwandas_services_ahead_of_pipes() -> None:
    """EX1.5: the gap is the largest of all Member States, and has its opposite as a known slip."""
    every = facts.table(2024)
    rwanda = every["RWA"]
    assert round(float(rwanda["osi_minus_tii"]), 4) == 0.4483
    assert rwanda["tii_minus_osi"] == -float(rwanda["osi_minus_tii"])
    assert max(every, key=lambda code: float(every[code]["osi_minus_tii"])) == "RWA"
    other = [one for one in every.values() if round(float(one["osi"]), 4) == 0.4503]
    assert [round(float(one["osi_minus_tii"]), 4) for one in other] == [-0.3106]


@pytest.mark.parametrize(("year", "mean"), [(2018, 0.1536), (2024, -0.1142)])
def test_world_mean_of_the_gap(year: int, mean: float) -> None:
    """The world mean of OSI − TII as chapter 1 gives it."""
    assert fmean(float(one["osi_minus_tii"]) for one in facts.table(year).values()) == pytest.approx(
        mean, abs=5e-5
    )


def test_group_counts() -> None:
    """76 very high, 62 high, 44 middle, 11 low in 2024; 40, 71, 66, 16 in 2018."""
    for year, counts in ((2024, (76, 62, 44, 11)), (2018, (40, 71, 66, 16))):
        groups = [one["egdi_group"] for one in facts.table(year).values()]
        assert tuple(groups.count(name) for name in ("Very high", "High", "Middle", "Low")) == counts


def furthest_below(code: str, peers: list[str], year: int) -> str:
    """Return the weakest component, computed apart from the library's own way."""
    rows = datasets.egdi(year)
    ahead = {}
    for name in COMPONENTS:
        column = [getattr(rows[peer], name.lower()) for peer in peers if rows[peer].assessed]
        ahead[name] = getattr(rows[code], name.lower()) - sum(column) / len(column)
    return min(ahead, key=lambda name: ahead[name])


@pytest.mark.parametrize("country", datasets.countries(), ids=lambda one: one.iso3)
def test_weakest_component_among_the_peers(country: datasets.Country) -> None:
    """Peers are the income group, for the two unclassified countries and older editions the region."""
    for year in (2024, 2018):
        if year == 2024 and country.income_group:
            peers = [one.iso3 for one in datasets.countries() if one.income_group == country.income_group]
        else:
            peers = [one.iso3 for one in datasets.countries() if one.region == country.region]
        found = facts.for_country(country.iso3, year)["weakest_component"]
        assert found == furthest_below(country.iso3, peers, year)


def test_weakest_is_not_lowest() -> None:
    """The two differ for many countries: why EX1.5 asks to compare with peers."""
    every = facts.table(2024).values()
    differ = sum(one["weakest_component"] != one["lowest_component"] for one in every)
    assert 40 < differ < 150


@pytest.mark.parametrize("year", datasets.EDITIONS)
def test_a_missing_datum_is_a_missing_key_with_a_reason(year: int) -> None:
    """In every edition each fact is either there and no blank, or explained in one sentence."""
    for code, found in facts.table(year).items():
        assert set(found) <= set(facts.NAMES)
        assert all(value not in ("", None) for value in found.values())
        for name in facts.NAMES:
            why = facts.missing(code, name, year)
            assert bool(why) == (name not in found), (code, name, year)
            assert not why or (why.endswith(".") and "{" not in why)


@pytest.mark.parametrize("year", datasets.EDITIONS)
def test_ranks_count_only_ranked_countries(year: int) -> None:
    """The world is as large as the number of ranked countries, and the last is not beyond it."""
    ranked = [one for one in facts.table(year).values() if "egdi" in one]
    assert {one["world_n"] for one in ranked} == {len(ranked)}
    assert max(float(one["world_rank"]) for one in ranked) <= len(ranked)
    assert sum(float(one["world_percentile"]) for one in ranked) / len(ranked) == pytest.approx(50)


def test_an_unranked_country_keeps_its_published_components() -> None:
    """Libya 2012: components and region, but no value, rank, group or weakest component."""
    libya = facts.for_country("LBY", 2012)
    assert set(libya) == {"tii", "hci", "region"}
    assert "not ranked in the edition of 2012" in facts.missing("LBY", "world_rank", 2012)


@pytest.mark.parametrize("iso3", ["ETH", "VEN"])
def test_an_unclassified_country_has_no_income_facts(iso3: str) -> None:
    """World and region are there; the reason names the list and its year."""
    found = facts.for_country(iso3, 2024)
    assert not any(name.startswith("income") for name in found)
    assert {"world_rank", "region_rank", "weakest_component"} <= set(found)
    assert "FY26 (July 2025)" in facts.missing(iso3, "income_rank", 2024)


def test_old_editions_have_no_income_groups() -> None:
    """Today's groups are not laid over 2018, and the reason says so."""
    assert not any(name.startswith("income") for name in facts.for_country("KOR", 2018))
    assert "not laid over the edition of 2018" in facts.missing("KOR", "income_mean", 2018)


@pytest.mark.parametrize("iso3", ["PSE", "VAT"])
def test_a_country_outside_the_index(iso3: str) -> None:
    """No Member State: the region is known, the reason names the table."""
    assert set(facts.for_country(iso3)) == {"region"}
    assert "Member States" in facts.missing(iso3, "egdi")


def test_a_tie_gives_no_component() -> None:
    """Two components of 0 in 2003: no lowest one is made up."""
    assert "lowest_component" not in facts.for_country("PLW", 2003)
    assert "share this place" in facts.missing("PLW", "lowest_component", 2003)


def test_namibia_is_a_country() -> None:
    """The ISO-2 code ``NA`` is not taken for a missing value."""
    assert facts.for_country("NA") == facts.for_country("NAM")
    assert facts.for_country("NAM")["region"] == "Africa"


def test_without_an_edition_the_latest_is_meant() -> None:
    """The same facts with and without the year."""
    assert facts.for_country("KEN") == facts.for_country("KEN", datasets.LATEST)
    assert facts.table() == facts.table(datasets.LATEST)


def test_a_caller_cannot_change_the_facts() -> None:
    """What one caller removes the next one still finds."""
    facts.for_country("KEN").clear()
    facts.table()["KEN"].clear()
    assert facts.for_country("KEN")["world_rank"] == 109


def test_slips_are_told() -> None:
    """An unknown country, edition or fact is one sentence with a remedy."""
    with pytest.raises(ToolkitError, match="Did you mean Rwanda"):
        facts.for_country("Rwnda")
    with pytest.raises(ToolkitError, match="no edition 2023"):
        facts.for_country("RWA", 2023)
    with pytest.raises(ToolkitError, match="no edition 2023"):
        facts.table(2023)
    with pytest.raises(ToolkitError, match="no fact 'rank'"):
        facts.missing("RWA", "rank")


def test_the_table_of_all_countries_is_quick_and_light() -> None:
    """A fresh interpreter has the facts of all countries within a second, without a large library."""
    code = """
import sys, time
from toolkit_helpers import facts
start = time.perf_counter()
count = len(facts.table())
print(count, time.perf_counter() - start < 1, [name for name in ("numpy", "pandas") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split(maxsplit=2) == ["193", "True", "[]\n"]
