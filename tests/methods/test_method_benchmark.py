"""M01, M03 and M04 against the reference values, the tables, and scipy."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_cases import cases, egdi, table
from scipy import stats

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import Dropped, egdi_composite, egdi_group, peer_position

INDEX = st.floats(0, 1)
PUBLISHED = st.integers(0, 100_000).map(lambda value: value / 100_000)
CODES = st.text("ABCDEFGH", min_size=3, max_size=3)
WORLD = st.dictionaries(CODES, PUBLISHED, min_size=1, max_size=60)


@cases("M01")
def test_egdi_is_the_mean_of_its_components(inputs: dict[str, float], expected: dict[str, Any]) -> None:
    """The worked examples recompute; 2010 does not match, and its own weights are named."""
    value = egdi_composite(**{"published": expected["published"], **inputs}).value
    assert value is not None
    assert value.egdi == pytest.approx(expected["egdi"], abs=1e-9)
    assert value.matches is expected.get("match", True)
    assert sum(value.contributions.values()) == pytest.approx(value.egdi)
    if "weighted_034_033_033" in expected:
        assert value.old_weights == pytest.approx(expected["weighted_034_033_033"], abs=1e-9)


def test_contributions_of_the_components() -> None:
    """Each component contributes a third of itself."""
    value = egdi_composite(0.9792, 0.8496, 0.8743).value
    assert value is not None
    assert {name: round(one, 4) for name, one in value.contributions.items()} == {
        "OSI": 0.3264,
        "TII": 0.2832,
        "HCI": 0.2914,
    }
    assert value.matches is None


@pytest.mark.parametrize("year", [2003, 2004, 2005, 2012, 2014, 2016, 2018, 2020, 2022, 2024])
def test_published_editions_recompute(year: int) -> None:
    """Every ranked country of these editions matches its published EGDI."""
    rows = [row for row in table("egdi") if row["year"] == str(year) and row["assessed"] == "1"]
    assert len(rows) > 170
    for row in rows:
        osi, tii, hci, published = (float(row[name]) for name in ("osi", "tii", "hci", "egdi"))
        if (row["iso3"], year) == ("FSM", 2003):  # An HCI of 1.422 in the UN's own file.
            with pytest.raises(ToolkitError, match=r"HCI is 1\.422"):
                egdi_composite(osi, tii, hci, published)
            continue
        value = egdi_composite(osi, tii, hci, published).value
        assert value is not None
        assert value.matches, row


@pytest.mark.parametrize(("year", "off", "unexplained"), [(2008, 141, {"CMR", "KHM"}), (2010, 161, set())])
def test_two_editions_used_other_weights(year: int, off: int, unexplained: set[str]) -> None:
    """2008 and 2010 do not match; a note explains it but for two countries with errors in the UN's file."""
    rows = [row for row in table("egdi") if row["year"] == str(year) and row["assessed"] == "1"]
    wrong = {}
    for row in rows:
        result = egdi_composite(*(float(row[name]) for name in ("osi", "tii", "hci", "egdi")))
        assert result.value is not None
        if not result.value.matches:
            wrong[row["iso3"]] = " ".join(result.notes)
    assert len(wrong) == off
    assert {code for code, notes in wrong.items() if "0.34, 0.33 and 0.33" not in notes} == unexplained


def test_a_mismatch_shows_both_values() -> None:
    """Where recomputed and published value differ, the sentence shows both; a plain error has no note."""
    result = egdi_composite(0.5, 0.5, 0.5, published=0.6)
    assert "0.5000" in result.interpretation
    assert "0.6000" in result.interpretation
    assert result.notes == ()


@pytest.mark.parametrize(("published", "matches"), [(0.5005, True), (0.4995, True), (0.50051, False)])
def test_the_tolerance_of_a_match(published: float, matches: bool) -> None:
    """A difference of exactly 0.0005 still matches."""
    value = egdi_composite(0.5, 0.5, 0.5, published).value
    assert value is not None
    assert value.matches is matches


@pytest.mark.parametrize("missing", [None, math.nan])
def test_a_missing_component_means_no_egdi(missing: float | None) -> None:
    """Nothing is re-weighted: the result names the component that is missing."""
    result = egdi_composite(0.5, missing, 0.5)
    assert not result.available
    assert result.interpretation == "The EGDI is not available: no value is given for TII."


@pytest.mark.parametrize("value", [-0.1, 1.0001, 56.0])
def test_indices_outside_their_range_are_errors(value: float) -> None:
    """The message says where component indices run."""
    with pytest.raises(ToolkitError, match="Component indices run from 0 to 1"):
        egdi_composite(0.5, 0.5, value)
    with pytest.raises(ToolkitError, match="Component indices run from 0 to 1"):
        egdi_composite(0.5, 0.5, 0.5, published=value)
    with pytest.raises(ToolkitError, match="Component indices run from 0 to 1"):
        egdi_group(value)


@pytest.mark.parametrize("value", ["0.5", True, math.inf])
def test_what_is_no_number_is_an_error(value: Any) -> None:
    """A text, a truth value and infinity are refused in one sentence."""
    with pytest.raises(ToolkitError, match="must be a"):
        egdi_composite(value, 0.5, 0.5)


@given(INDEX, INDEX, INDEX)
def test_egdi_lies_between_its_components(osi: float, tii: float, hci: float) -> None:
    """The mean is never outside its parts."""
    value = egdi_composite(osi, tii, hci).value
    assert value is not None
    assert min(osi, tii, hci) - 1e-12 <= value.egdi <= max(osi, tii, hci) + 1e-12


@cases("M03", "EGDI 2018 counts", "EGDI 2024 counts")
def test_groups_of_an_edition(inputs: dict[str, Any], expected: dict[str, int]) -> None:
    """The number of countries in each group is the known one."""
    assert Counter(egdi_group(value).value for value in egdi(inputs["year"]).values()) == expected


@cases("M03", "boundaries")
def test_group_boundaries(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """A bound belongs to the upper group; no value is 'not assessed'."""
    for value, group in zip(inputs["values"], expected["groups"], strict=True):
        result = egdi_group(value)
        if group == "not assessed":
            assert not result.available
            assert result.interpretation.startswith("Not assessed")
        else:
            assert result.value == group


@pytest.mark.parametrize(
    ("value", "near"),
    [
        (0.75, False),
        (0.75 - 1e-12, False),
        (0.7499, True),
        (0.745, True),
        (0.7449, False),
        (0.4951, True),
        (0.2499, True),
        (0.0, False),
    ],
)
def test_just_below_a_threshold(value: float, near: bool) -> None:
    """A value up to 0.005 below a bound gets the note; floating point does not decide a group."""
    assert bool(egdi_group(value).notes) is near


def test_group_of_nan_and_of_another_index() -> None:
    """NaN is not assessed, and the sentence can speak of another index."""
    assert not egdi_group(math.nan).available
    text = egdi_group(0.61, index="OSI").interpretation
    assert text == "An OSI of 0.6100 belongs to the group High."


@given(INDEX, INDEX)
def test_groups_never_fall_when_values_rise(one: float, two: float) -> None:
    """A larger value is in the same group or a higher one."""
    order = ["Low", "Middle", "High", "Very high"]
    low, high = sorted((one, two))
    assert order.index(str(egdi_group(low).value)) <= order.index(str(egdi_group(high).value))


@cases("M04")
def test_worked_positions(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """Rank, percentile and peers of the worked countries come out of the tables."""
    code, year = inputs["iso3"], inputs["year"]
    values = egdi(year)
    countries = {row["iso3"]: row for row in table("countries")}
    world = peer_position(values, code).value
    assert world is not None
    assert (world.value, world.rank, world.n) == (expected["egdi"], expected["world_rank"], 193)
    assert world.percentile == pytest.approx(expected["world_percentile"], abs=1e-9)
    assert egdi_group(values[code]).value == expected["group"]
    assert countries[code]["region"] == expected["region"]
    region = [one for one in values if countries[one]["region"] == expected["region"]]
    place = peer_position(values, code, region, peer_name=expected["region"]).value
    assert place is not None
    assert (place.rank, place.n) == (expected["region_rank"], expected["region_n"])
    assert place.mean == pytest.approx(expected["region_mean"], abs=1e-9)
    assert place.difference == pytest.approx(expected["region_difference"], abs=1e-9)
    if "income_group" in expected:
        group = [one for one in values if countries[one]["wb_income_group"] == expected["income_group"]]
        place = peer_position(values, code, group, edition=year, label_year=2025).value
        assert place is not None
        assert (place.rank, place.n) == (expected["income_rank"], expected["income_n"])
        assert place.mean == pytest.approx(expected["income_mean"], abs=1e-9)


def test_the_whole_world_of_2024_ranks_as_published() -> None:
    """The competition rank of each country is the one that UN DESA printed."""
    values = egdi(2024)
    printed = {
        row["iso3"]: int(row["rank"]) for row in table("egdi") if row["year"] == "2024" and row["rank"]
    }
    for code in values:
        place = peer_position(values, code).value
        assert place is not None
        assert place.rank == printed[code], code


def test_ties_are_shown_as_ties() -> None:
    """Equal values share a rank and the next one is skipped."""
    values = {"A": 0.9, "B": 0.9, "C": 0.5, "D": 0.4, "E": 0.3}
    first, third = peer_position(values, "B").value, peer_position(values, "C").value
    assert first is not None
    assert third is not None
    assert (first.rank_text, third.rank_text) == ("1=", "3")
    assert first.percentile == 80.0


def test_small_groups_have_no_percentile() -> None:
    """Fewer than five countries: values yes, percentile no."""
    result = peer_position({"A": 0.9, "B": 0.7, "C": 0.5, "D": 0.4}, "B")
    assert result.value is not None
    assert result.value.percentile is None
    assert result.inputs["values"] == {"B": 0.7, "A": 0.9, "C": 0.5, "D": 0.4}
    assert any("Fewer than five" in note for note in result.notes)


def test_peers_without_a_value_are_named() -> None:
    """A peer that is missing takes no part and stands among the dropped."""
    result = peer_position({"A": 0.9, "B": None, "C": math.nan, "D": 0.4}, "A", ["B", "C", "D", "X"])
    assert result.value is not None
    assert result.value.n == 2
    assert result.dropped == (Dropped("B", "no value"), Dropped("C", "no value"), Dropped("X", "no value"))
    assert result.notes[0] == "A is counted among its peers."


def test_a_country_without_a_value_has_no_rank() -> None:
    """Not ranked is not last."""
    result = peer_position({"A": 0.9, "B": None}, "B")
    assert not result.available
    assert result.interpretation == "Not available: there is no value for B, so it has no rank."


@pytest.mark.parametrize(("edition", "available"), [(2024, True), (2023, True), (2022, False), (2018, False)])
def test_income_labels_hold_for_two_years(edition: int, available: bool) -> None:
    """Labels of 2025 are not laid over editions before 2023; the label's year is shown."""
    result = peer_position({"A": 0.9, "B": 0.5}, "A", edition=edition, label_year=2025)
    assert result.available is available
    assert "2025" in (result.notes[1] if available else result.interpretation)


@given(WORLD, st.data())
@settings(max_examples=40)
def test_position_agrees_with_scipy(values: dict[str, float], data: st.DataObject) -> None:
    """Rank and percentile are scipy's, whatever the order; the percentile lies in 0 to 100."""
    code = data.draw(st.sampled_from(sorted(values)))
    shuffled = dict(data.draw(st.permutations(list(values.items()))))
    place = peer_position(shuffled, code).value
    assert place is not None
    ranks = stats.rankdata([-value for value in values.values()], method="min")
    assert place.rank == ranks[list(values).index(code)]
    if len(values) < 5:
        assert place.percentile is None
    else:
        assert place.percentile == pytest.approx(
            stats.percentileofscore(list(values.values()), values[code], kind="mean")
        )
        assert 0 < place.percentile < 100


@given(WORLD, st.integers(-3, 3))
@settings(max_examples=40)
def test_adding_a_constant_moves_no_rank(values: dict[str, float], constant: int) -> None:
    """Positions and differences are relative: a constant for all changes neither."""
    code = min(values)
    before = peer_position(values, code).value
    after = peer_position({one: value + constant for one, value in values.items()}, code).value
    assert before is not None
    assert after is not None
    assert (after.rank, after.tied, after.percentile) == (before.rank, before.tied, before.percentile)
    assert after.difference == pytest.approx(before.difference, abs=1e-9)
