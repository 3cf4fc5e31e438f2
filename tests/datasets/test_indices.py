"""The EGDI and GTMI tables and the traps in them."""

from __future__ import annotations

import math
from collections import Counter
from statistics import fmean

import pytest

from toolkit_helpers import datasets
from toolkit_helpers.errors import ToolkitError

EDITIONS = (2003, 2004, 2005, 2008, 2010, 2012, 2014, 2016, 2018, 2020, 2022, 2024)
COMPONENTS = ("osi", "hci", "tii")


def values(year: int, column: str = "egdi", codes: object = None) -> list[float]:
    """Return a column of the ranked countries of an edition."""
    return [
        getattr(row, column)
        for code, row in datasets.egdi(year).items()
        if row.assessed and (codes is None or code in codes)  # type: ignore[operator]
    ]


def in_region(region: str) -> set[str]:
    """Return the codes of the Member States of a region."""
    return {one.iso3 for one in datasets.countries() if one.region == region}


def test_editions() -> None:
    """Twelve editions, the latest of 2024; without a year the latest is meant."""
    assert datasets.EDITIONS == EDITIONS
    assert datasets.LATEST == 2024
    assert datasets.egdi() == datasets.egdi(2024)
    assert datasets.gtmi() == datasets.gtmi(2025)
    assert datasets.gtmi_editions() == (2020, 2022, 2025)


@pytest.mark.parametrize("year", EDITIONS)
def test_each_edition_holds_every_member_state(year: int) -> None:
    """193 rows, one for each Member State."""
    assert set(datasets.egdi(year)) == {one.iso3 for one in datasets.countries()}


@pytest.mark.parametrize(
    ("year", "ranked"),
    [(2003, 173), (2004, 178), (2005, 179), (2008, 182), (2010, 183), (2012, 190), (2014, 193), (2024, 193)],
)
def test_unranked_states_are_blank_and_never_zero(year: int, ranked: int) -> None:
    """A country that was not ranked has no rank, EGDI or EPI, and no component of 0."""
    rows = datasets.egdi(year).values()
    assert sum(row.assessed for row in rows) == ranked
    for row in rows:
        if row.assessed:
            assert None not in (row.rank, row.egdi, row.osi, row.hci, row.tii, row.epi)
        else:
            assert (row.rank, row.egdi, row.epi) == (None, None, None)
            assert all(getattr(row, part) != 0 for part in COMPONENTS)


def test_the_three_placeholders_of_2012() -> None:
    """Libya, the Central African Republic and Guinea count neither as 0 nor in the mean."""
    unranked = {code for code, row in datasets.egdi(2012).items() if not row.assessed}
    assert unranked == {"LBY", "CAF", "GIN"}
    assert fmean(values(2012)) == pytest.approx(0.4959, abs=5e-5)


def test_a_real_zero_is_kept() -> None:
    """Monaco was ranked in 2003 with an HCI of 0, so that 0 is a value."""
    assert datasets.egdi(2003)["MCO"].hci == 0


@pytest.mark.parametrize("year", EDITIONS)
def test_only_2008_and_2010_do_not_recompute(year: int) -> None:
    """The plain mean of the components is the published value in all other editions."""
    off = max(
        abs(fmean(getattr(row, part) for part in COMPONENTS) - row.egdi)
        for row in datasets.egdi(year).values()
        if row.egdi is not None
    )
    assert (year in datasets.RECOMPUTES) == (off <= 0.0005) == (year not in {2008, 2010})


def test_2010_recomputes_with_the_weights_of_that_time() -> None:
    """Weights 0.34, 0.33 and 0.33 reproduce the edition of 2010 to rounding."""
    for row in datasets.egdi(2010).values():
        if row.egdi is not None and row.osi is not None and row.tii is not None and row.hci is not None:
            assert math.isclose(0.34 * row.osi + 0.33 * row.tii + 0.33 * row.hci, row.egdi, abs_tol=1e-5)


def test_values_above_one_stay_as_published() -> None:
    """Two values of the HCI of 2003 are above 1; there is no other in the table."""
    above = {
        (code, year): getattr(row, part)
        for year in EDITIONS
        for code, row in datasets.egdi(year).items()
        for part in ("egdi", *COMPONENTS, "epi")
        if (getattr(row, part) or 0) > 1
    }
    assert above == {("FSM", 2003): 1.422, ("TUV", 2003): 1.03}


BROKEN_TIES_2020 = {"AND", "HUN", "MKD", "TLS"}


@pytest.mark.parametrize("year", EDITIONS)
def test_ranks_follow_from_values(year: int) -> None:
    """A rank is one plus the number of larger values, save four ties of 2020 broken by the publisher."""
    every = values(year)
    wrong = {
        code
        for code, row in datasets.egdi(year).items()
        if row.egdi is not None and row.rank != 1 + sum(other > row.egdi for other in every)
    }
    assert wrong == (BROKEN_TIES_2020 if year == 2020 else set())


@pytest.mark.parametrize(
    ("year", "region", "mean"),
    [
        (2018, "Africa", 0.3423),
        (2018, "Americas", 0.5898),
        (2018, "Asia", 0.5779),
        (2018, "Europe", 0.7727),
        (2018, "Oceania", 0.4611),
        (2018, None, 0.5491),
        (2020, None, 0.5988),
        (2022, None, 0.6102),
        (2024, "Africa", 0.4247),
        (2024, "Americas", 0.6701),
        (2024, "Asia", 0.6990),
        (2024, "Europe", 0.8493),
        (2024, "Oceania", 0.5289),
        (2024, None, 0.6382),
    ],
)
def test_unweighted_means_of_the_curriculum(year: int, region: str | None, mean: float) -> None:
    """World and regional means agree with the table of chapter 1."""
    codes = in_region(region) if region else None
    assert fmean(values(year, codes=codes)) == pytest.approx(mean, abs=5e-5)


@pytest.mark.parametrize(
    ("year", "part", "mean"),
    [
        (2024, "osi", 0.5754),
        (2024, "hci", 0.6496),
        (2024, "tii", 0.6896),
        (2024, "epi", 0.4893),
        (2022, "osi", 0.5554),
        (2022, "hci", 0.7001),
        (2022, "tii", 0.5751),
        (2018, "osi", 0.5691),
        (2018, "hci", 0.6627),
        (2018, "tii", 0.4155),
    ],
)
def test_component_means_of_the_curriculum(year: int, part: str, mean: float) -> None:
    """World means of the components agree with those of chapter 1."""
    assert fmean(values(year, part)) == pytest.approx(mean, abs=5e-5)


@pytest.mark.parametrize(("group", "mean"), [("ldc", 0.3463), ("sids", 0.5412)])
def test_means_of_country_groups(group: str, mean: float) -> None:
    """Least developed countries and small island developing States, 2024."""
    codes = {one.iso3 for one in datasets.countries() if getattr(one, group)}
    assert fmean(values(2024, codes=codes)) == pytest.approx(mean, abs=5e-5)


@pytest.mark.parametrize(
    ("year", "leader"),
    [(2003, "USA"), (2008, "SWE"), (2014, "KOR"), (2016, "GBR"), (2018, "DNK"), (2024, "DNK")],
)
def test_leaders(year: int, leader: str) -> None:
    """Rank 1 of an edition."""
    assert [code for code, row in datasets.egdi(year).items() if row.rank == 1] == [leader]


def test_nicaragua_is_not_in_the_gtmi_of_2025() -> None:
    """The one gap of the table."""
    assert set(datasets.gtmi(2022)) - set(datasets.gtmi(2025)) == {"NIC"}
    assert set(datasets.gtmi(2020)) == set(datasets.gtmi(2022))


@pytest.mark.parametrize("year", [2020, 2022, 2025])
def test_gtmi_is_the_mean_of_its_parts_and_gives_its_group(year: int) -> None:
    """Index and group follow from the four parts."""
    for row in datasets.gtmi(year).values():
        assert row.gtmi == pytest.approx(fmean((row.cgsi, row.psdi, row.dcei, row.gtei)), abs=1.01e-4)
        bounds = {"A": (0.75, 1.01), "B": (0.5, 0.75), "C": (0.25, 0.5), "D": (0.0, 0.25)}
        low, high = bounds[row.group]
        assert low - 1e-4 <= row.gtmi <= high


@pytest.mark.parametrize(("part", "mean"), [("gtmi", 0.587), ("psdi", 0.654), ("dcei", 0.470)])
def test_gtmi_means_of_the_curriculum(part: str, mean: float) -> None:
    """World means of 2025 as chapter 1 gives them."""
    assert fmean(getattr(row, part) for row in datasets.gtmi(2025).values()) == pytest.approx(mean, abs=5e-4)


@pytest.mark.parametrize(
    ("reader", "year"), [(datasets.egdi, 2021), (datasets.gtmi, 2024), (datasets.egdi, 0)]
)
def test_a_year_without_edition_lists_the_editions(reader: object, year: int) -> None:
    """An unknown year is told with those there are."""
    with pytest.raises(ToolkitError, match=f"no edition {year}") as caught:
        reader(year)  # type: ignore[operator]
    assert "2022" in caught.value.remedy


def test_a_caller_cannot_change_what_others_read() -> None:
    """An edition that a caller empties is whole for the next one."""
    datasets.egdi(2024).clear()
    datasets.gtmi(2025).clear()
    assert Counter(row.assessed for row in datasets.egdi(2024).values()) == {True: 193}
    assert "KOR" in datasets.gtmi(2025)


def test_an_unknown_name_of_the_package_is_an_attribute_error() -> None:
    """The lazy names of the package do not hide a misspelt one."""
    with pytest.raises(AttributeError, match="LATEST_EDITION"):
        datasets.LATEST_EDITION  # noqa: B018


@pytest.mark.parametrize(
    ("year", "sizes"), [(2020, {"A": 42, "D": 33}), (2022, {"A": 69, "D": 30}), (2025, {"A": 78, "D": 28})]
)
def test_gtmi_groups_hold_every_economy_once(year: int, sizes: dict[str, int]) -> None:
    """The four groups share out all economies of an edition; their sizes are those of the curriculum."""
    groups = datasets.gtmi_groups(year)
    codes = [code for group in groups.values() for code in group]
    assert sorted(codes) == sorted(datasets.gtmi(year))
    assert list(groups) == ["A", "B", "C", "D"]
    assert {group: len(groups[group]) for group in sizes} == sizes
    assert datasets.gtmi_groups() == datasets.gtmi_groups(2025)


def test_the_digital_government_index_is_the_mean_of_its_dimensions() -> None:
    """38 economies, 33 of them ranked from 1 to 33 by their value; partners have a value and no rank."""
    rows = datasets.oecd_dgi()
    assert rows == datasets.oecd_dgi(2023)
    assert len(rows) == 38
    for row in rows.values():
        dimensions = (row.digital_by_design, row.data_driven, row.government_as_platform)
        dimensions += (row.open_by_default, row.user_driven, row.proactiveness)
        assert row.dgi == pytest.approx(fmean(dimensions), abs=6e-4)
    ranked = sorted((row.rank, -row.dgi) for row in rows.values() if row.rank is not None)
    assert [rank for rank, _value in ranked] == list(range(1, 34))
    assert [value for _rank, value in ranked] == sorted(value for _rank, value in ranked)
    assert rows["BRA"].rank is None
    with pytest.raises(ToolkitError, match="no edition 2022 of the Digital Government Index"):
        datasets.oecd_dgi(2022)
