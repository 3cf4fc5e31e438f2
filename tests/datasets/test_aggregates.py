"""ITU's aggregates: as published, one year at a time, and consistent with one another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from toolkit_helpers import datasets
from toolkit_helpers.errors import ToolkitError

ROWS = datasets.rows("itu_aggregates")
# Facts and Figures 2024, as the public reports named in data/tables/README.md print it.
PUBLISHED = {
    ("World", "all", "internet_users"): 5.5,
    ("World", "all", "internet_users_pct"): 68,
    ("World", "all", "internet_non_users"): 2.6,
    ("World", "rural", "internet_non_users"): 1.8,
    ("World", "men", "internet_users_pct"): 70,
    ("World", "women", "internet_users_pct"): 65,
    ("World", "urban", "internet_users_pct"): 83,
    ("World", "rural", "internet_users_pct"): 48,
    ("Africa", "all", "internet_users_pct"): 38,
    ("Africa", "urban", "internet_users_pct"): 57,
    ("Africa", "rural", "internet_users_pct"): 23,
    ("High income", "all", "internet_users_pct"): 93,
    ("Low income", "all", "internet_users_pct"): 27,
    ("Least developed countries", "all", "internet_users_pct"): 35,
    ("Landlocked developing countries", "all", "internet_users_pct"): 39,
    ("World", "all", "coverage_mobile_broadband_pct"): 96,
    ("High income", "all", "coverage_5g_pct"): 84,
    ("Low income", "all", "coverage_5g_pct"): 4,
}


def test_the_table_holds_what_was_published() -> None:
    """Each figure is read as published in 2024, and there is no other."""
    assert datasets.itu_edition() == 2024
    keys = [(row["area"], row["group"], row["indicator"]) for row in ROWS]
    assert len(keys) == len(PUBLISHED)
    assert {key: datasets.itu_aggregate(*key) for key in keys} == PUBLISHED


def test_every_row_names_unit_and_source() -> None:
    """A share is in per cent of somebody, a number of people in billions, and each row names its report."""
    for row in ROWS:
        share = row["indicator"].endswith("_pct")
        assert row["unit"].startswith("% of ") if share else row["unit"] == "billion people"
        assert row["source"] == f"ITU Facts and Figures {row['year']}"
        if share:
            assert 0 <= float(row["value"]) <= 100


def test_counts_and_shares_of_the_world_agree() -> None:
    """Users among all people give the share of the world, within rounding."""
    online, offline = (
        datasets.itu_aggregate("World", "all", name) for name in ("internet_users", "internet_non_users")
    )
    share = datasets.itu_aggregate("World", "all", "internet_users_pct")
    assert 100 * online / (online + offline) == pytest.approx(share, abs=0.6)
    assert datasets.itu_aggregate("World", "rural", "internet_non_users") < offline


@pytest.mark.parametrize(
    ("area", "low", "high"),
    [("World", "women", "men"), ("World", "rural", "urban"), ("Africa", "rural", "urban")],
)
def test_the_whole_lies_between_its_parts(area: str, low: str, high: str) -> None:
    """The share of all people lies between those of the two groups that make them up."""
    lower, whole, higher = (
        datasets.itu_aggregate(area, group, "internet_users_pct") for group in (low, "all", high)
    )
    assert lower < whole < higher


def test_an_unknown_row_proposes_the_nearest() -> None:
    """A slip is told with the rows that were probably meant."""
    with pytest.raises(ToolkitError, match="no row World, woman, internet_users_pct") as caught:
        datasets.itu_aggregate("World", "woman", "internet_users_pct")
    assert "World, women, internet_users_pct" in caught.value.remedy


def test_a_newer_edition_is_not_mixed_with_an_older_one(change: Callable[..., None]) -> None:
    """Once a newer year is in the table, a row that only the older year has is not shown as the newer."""
    old = "World,women,internet_users_pct,% of women,2024,65,ITU Facts and Figures 2024\n"
    new = "World,women,internet_users_pct,% of women,2025,66,ITU Facts and Figures 2025\n"
    change("itu_aggregates", old, old + new, renew=True)
    assert datasets.itu_edition() == 2025
    assert datasets.itu_aggregate("World", "women", "internet_users_pct") == 66
    with pytest.raises(ToolkitError, match="2025 have no row"):
        datasets.itu_aggregate("World", "men", "internet_users_pct")
