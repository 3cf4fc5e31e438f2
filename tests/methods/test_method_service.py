"""M05 and M06 against the reference values and their edge cases."""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import CaseCost, exchange_links, service_burden

AMOUNT = st.integers(0, 1000)
COST = st.builds(CaseCost, hours=AMOUNT, visits=AMOUNT, travel=AMOUNT, fee=AMOUNT, wage=AMOUNT)
PERMIT = CaseCost(hours=5, visits=3, travel=4, fee=12, wage=2.5)


@cases("M05")
def test_worked_burden(inputs: dict[str, Any], expected: dict[str, float]) -> None:
    """Burden before and after, saving for a case and for a year."""
    before, after = CaseCost(**inputs["before"]), CaseCost(**inputs["after"])
    value = service_burden(before, after, cases=inputs["cases"]).value
    assert value is not None
    assert (value.before, value.after) == (expected["before"], expected["after"])
    assert (value.saving, value.annual_saving) == (expected["saving"], expected["annual"])
    assert (value.annual_before, value.annual_after) == (1_460_000, 790_000)


def test_a_burden_without_a_comparison() -> None:
    """Only the present way: its burden, no saving."""
    result = service_burden(PERMIT, currency="FJD")
    assert result.value is not None
    assert result.value.saving is None
    assert result.value.annual_before is None
    assert result.interpretation == "Each case costs a person 36.50 FJD."
    yearly = service_burden(PERMIT, cases=1000).interpretation
    assert yearly == "Each case costs a person 36.50; with 1,000 cases a year that is 36,500.00."


def test_a_negative_saving_is_shown() -> None:
    """Where the new way costs more, the sentence and a note say so."""
    result = service_burden(PERMIT, CaseCost(hours=9, visits=3, travel=4, fee=12, wage=2.5))
    assert result.value is not None
    assert result.value.saving == -10
    assert result.interpretation == "Each case costs a person 10.00 more than before."
    assert "negative" in result.notes[0]


def test_the_minimum_wage_stands_in() -> None:
    """Without a wage an hour is worth the minimum wage; without both there is no burden."""
    unpaid = CaseCost(hours=2, visits=0, travel=0, fee=0)
    value = service_burden(unpaid, minimum_wage=3).value
    assert value is not None
    assert value.before == 6
    missing = service_burden(unpaid)
    assert not missing.available
    assert "value of an hour" in missing.interpretation


def test_a_wage_of_zero_gets_a_note() -> None:
    """Unpaid time still has value."""
    result = service_burden(CaseCost(hours=2, visits=1, travel=4, fee=0, wage=0), minimum_wage=3)
    assert result.value is not None
    assert result.value.before == 4
    assert "unpaid time still has value" in result.notes[0]


@pytest.mark.parametrize("name", ["hours", "visits", "travel", "fee"])
@pytest.mark.parametrize("missing", [None, math.nan])
def test_missing_inputs_are_not_zero(name: str, missing: float | None) -> None:
    """Each of them makes the burden unavailable, on either side."""
    full = {"hours": 1, "visits": 1, "travel": 1, "fee": 1, "wage": 1}
    lacking = CaseCost(**{**full, name: missing})
    assert not service_burden(lacking).available
    assert not service_burden(CaseCost(**full), lacking).available


@pytest.mark.parametrize("name", ["hours", "visits", "travel", "fee", "wage"])
def test_negative_inputs_are_errors(name: str) -> None:
    """Nothing about a case can be below zero."""
    full = {"hours": 1, "visits": 1, "travel": 1, "fee": 1, "wage": 1}
    with pytest.raises(ToolkitError, match="cannot be negative"):
        service_burden(CaseCost(**{**full, name: -1}))


@given(COST, COST, AMOUNT)
def test_savings_add_up(before: CaseCost, after: CaseCost, cases_a_year: int) -> None:
    """Before equals after plus saving, for a case and for the year; swapping turns the sign."""
    value = service_burden(before, after, cases=cases_a_year).value
    swapped = service_burden(after, before, cases=cases_a_year).value
    assert value is not None
    assert swapped is not None
    assert value.after is not None
    assert value.saving is not None
    assert value.before == value.after + value.saving
    assert value.annual_saving == value.saving * cases_a_year
    assert swapped.saving == -value.saving


@cases("M06")
def test_worked_links(inputs: dict[str, int], expected: dict[str, int]) -> None:
    """Twelve systems: 66 links against 12."""
    value = exchange_links(inputs["n"]).value
    assert value is not None
    assert (value.point_to_point, value.shared) == (expected["point_to_point"], expected["shared"])


@pytest.mark.parametrize(("n", "links"), [(0, (0, 0)), (1, (0, 0)), (2, (1, 2)), (3, (3, 3)), (4, (6, 4))])
def test_links_of_few_systems(n: int, links: tuple[int, int]) -> None:
    """Nothing to link below two; the exchange pays off from four."""
    result = exchange_links(n)
    assert result.value is not None
    assert (result.value.point_to_point, result.value.shared) == links
    assert ("from four systems on" in result.interpretation) is (n in (2, 3))


def test_links_of_an_unknown_or_impossible_number() -> None:
    """Nothing given is not available; a part of a system or fewer than none is an error."""
    assert not exchange_links(None).available
    assert not exchange_links(math.nan).available
    for wrong in (-1, 2.5):
        with pytest.raises(ToolkitError, match="whole number"):
            exchange_links(wrong)


@given(st.integers(2, 40))
def test_links_are_pairs(n: int) -> None:
    """Point to point counts each pair of systems once."""
    value = exchange_links(n).value
    assert value is not None
    assert value.point_to_point == len(list(combinations(range(n), 2)))
    assert value.shared == n
