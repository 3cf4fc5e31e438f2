"""M25 against the reference values and its checks."""

from __future__ import annotations

from typing import Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import Budget, CostItem, phase_budget, plan_budget


def budget(items: dict[str, CostItem], **options: Any) -> Budget:
    """Return a budget that is there."""
    value = plan_budget(items, **options).value
    assert value is not None
    return value


@cases("M25")
def test_worked_phasing(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """Nominal phasing, both totals with contingency, and the present value are the specified ones."""
    value = phase_budget(
        inputs["total"],
        inputs["shares"],
        inflation=inputs["inflation"],
        contingency=inputs["contingency"],
        discount=inputs["discount"],
    ).value
    assert value is not None
    assert value.nominal == pytest.approx(expected["nominal"])
    assert value.nominal_total == pytest.approx(expected["nominal_total"])
    assert value.with_contingency == pytest.approx(expected["base_with_contingency"])
    assert value.nominal_with_contingency == pytest.approx(expected["nominal_with_contingency"])
    assert value.present_value == pytest.approx(expected["present_value"])


@pytest.mark.parametrize(
    ("shares", "fits"),
    [((0.5, 0.501), True), ((0.5, 0.4985), False), ((1,), True), ((0.2, 0.2), False)],
)
def test_shares_add_up_to_one_within_a_thousandth(shares: tuple[float, ...], fits: bool) -> None:
    """A small rounding is allowed; more is an error with the sum in per cent."""
    if fits:
        assert phase_budget(100, shares).available
    else:
        with pytest.raises(ToolkitError, match="add up to"):
            phase_budget(100, shares)


def test_no_cost_is_not_a_cost_of_zero() -> None:
    """Without a cost there is no budget; a cost of zero is one."""
    assert not phase_budget(None, (1,)).available
    assert not phase_budget(100, ()).available
    free = phase_budget(0, (1,)).value
    assert free is not None
    assert free.nominal_total == 0


@pytest.mark.parametrize(
    "arguments",
    [
        {"total": -1, "shares": (1,)},
        {"total": 1, "shares": (1.5, -0.5)},
        {"total": 1, "shares": (1,), "contingency": -0.1},
        {"total": 1, "shares": (1,), "inflation": -1},
        {"total": 1, "shares": (1,), "discount": -1},
    ],
)
def test_impossible_input_is_an_error(arguments: dict[str, Any]) -> None:
    """Negative money and rates of −100 per cent or less cannot be."""
    with pytest.raises(ToolkitError):
        phase_budget(**arguments)


def test_the_plan_adds_up_by_year() -> None:
    """Yearly costs begin after delivery, inflation touches both, contingency only the building."""
    items = {
        "I1": CostItem((100, None, 0)),
        "I4": CostItem((None, 200, 300), yearly=60),
        "I3": CostItem((50,), yearly=10, capacity=True),
        "I2": CostItem((0,), yearly=0),
    }
    value = budget(items, inflation=0.1, contingency=0.2, years=4)
    assert value.base == (150, 200, 300, 0)
    assert value.recurrent == (0, 10, 10, 70)
    assert value.nominal == pytest.approx((150, 231, 375.1, 93.17))
    assert value.contingency == pytest.approx(130)
    assert value.total == pytest.approx(849.27 + 130)
    assert value.capacity_share == pytest.approx(50 / 650)
    assert value.without_yearly == ("I1",)
    assert (value.peak, value.yearly_total) == (3, 70)


def test_delivery_may_be_later_than_the_last_payment() -> None:
    """The road map knows when an initiative is delivered."""
    items = {"I4": CostItem((100,), yearly=20, delivered=3)}
    assert budget(items, years=5).recurrent == (0, 0, 0, 20, 20)


def test_notes_tell_what_a_finance_ministry_would_ask() -> None:
    """Missing operation, years above the ceiling, and a small share for capacity."""
    result = plan_budget(
        {"I4": CostItem((100, 300)), "I3": CostItem((20,), yearly=0, capacity=True)}, ceiling=250
    )
    assert [note.split(":")[0] for note in result.notes] == [
        "No yearly cost after delivery is written for",
        "Above the ceiling in year",
        "Capacity development takes 4.8 per cent of the cost of building, less than 10 per cent",
    ]
    exact = plan_budget({"A": CostItem((90,), 1), "B": CostItem((10,), 1, capacity=True)}, ceiling=100)
    assert exact.notes == ()


def test_initiatives_without_cost_are_left_out() -> None:
    """They are named; without any cost there is no budget; all at zero has no share of capacity."""
    result = plan_budget({"I1": CostItem((None, None)), "I2": CostItem((5,), 1, capacity=True)})
    assert [(one.what, one.why) for one in result.dropped] == [("I1", "no cost yet")]
    assert not plan_budget({"I1": CostItem(())}).available
    assert budget({"I1": CostItem((0,), 0)}).capacity_share is None
    with pytest.raises(ToolkitError, match="cannot be negative"):
        plan_budget({"I1": CostItem((-5,))})


def test_the_sentence_names_total_peak_and_yearly_cost() -> None:
    """With the currency."""
    text = plan_budget({"I": CostItem((10, 30), yearly=4)}, years=3, currency="ND").interpretation
    assert text == (
        "Over 3 years 44 ND as paid, with contingency; year 2 costs most, 30 ND. Once everything is "
        "delivered, each year costs 4 ND at base prices."
    )


@given(
    st.lists(st.integers(0, 10**7), min_size=1, max_size=6).filter(any),
    st.floats(-0.5, 0.5),
    st.floats(0, 0.5),
)
@settings(max_examples=60)
def test_phasing_agrees_with_numpy(costs: list[int], inflation: float, contingency: float) -> None:
    """Shares of any costs give these costs back, inflated year by year."""
    total = sum(costs)
    value = phase_budget(
        total, [one / total for one in costs], inflation=inflation, contingency=contingency
    ).value
    assert value is not None
    assert value.base == pytest.approx(costs)
    assert value.nominal == pytest.approx(numpy.array(costs) * (1 + inflation) ** numpy.arange(len(costs)))
    together = budget({"all": CostItem(costs, 0)}, inflation=inflation, contingency=contingency)
    assert together.total == pytest.approx(value.nominal_with_contingency)
