"""M43 against the reference values, the target's bound and its own properties."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import Affordability, fifth_burden, price_burden

PRICES = st.floats(0.01, 1e4)
INCOMES = st.floats(1, 1e6)


def burden(*arguments: Any, **options: Any) -> Affordability:
    """Return a burden that is available."""
    value = price_burden(*arguments, **options).value
    assert value is not None
    return value


@cases("M43")
def test_worked_burden(inputs: dict[str, float], expected: dict[str, float]) -> None:
    """Burden, price and income at the target, and the poorest fifth are those of the specification."""
    result = price_burden(inputs["price"], inputs["gni"], fifth_share=inputs["q1_share"])
    value = result.value
    assert value is not None
    assert value.fifth is not None
    assert 100 * value.burden == pytest.approx(expected["share_pct"])
    assert value.price_at_target == pytest.approx(expected["price_at_2pct"])
    assert value.income_at_target == pytest.approx(expected["gni_needed"])
    assert 100 * value.fifth == pytest.approx(expected["poorest_quintile_pct"])
    assert (value.met, value.fifth_met) == (False, False)
    assert result.interpretation == (
        "The price takes 3.5 per cent of average income, not below 2 per cent, and 9.9 per cent of the "
        "income of this fifth of the people; at 2.42 it would meet the target on average."
    )


@given(PRICES, INCOMES, st.floats(0.001, 1))
def test_price_and_income_at_the_target_meet_it(price: float, income: float, share: float) -> None:
    """Each of them alone brings the burden to 2 per cent; the fifth scales by its share."""
    value = burden(price, income, fifth_share=share)
    assert burden(value.price_at_target, income).burden == pytest.approx(0.02)
    assert burden(price, value.income_at_target).burden == pytest.approx(0.02)
    assert value.fifth == pytest.approx(value.burden / (5 * share))


@given(PRICES, INCOMES)
def test_five_fifths_carry_the_average(price: float, income: float) -> None:
    """A fifth with a fifth of the income has the average burden."""
    value = burden(price, income, fifth_share=0.2)
    assert value.fifth == pytest.approx(value.burden)
    assert value.fifth_met == value.met


@pytest.mark.parametrize(
    ("price", "met"), [(1.99, True), (2.0, False), (2.01, False), (2.0 - 1e-12, False), (0, True)]
)
def test_below_means_below(price: float, met: bool) -> None:
    """Two per cent exactly does not meet a target of less than two per cent."""
    assert burden(price, 1200).met is met


def test_an_average_that_hides_the_poorest_is_named() -> None:
    """Met on average, missed for the poorest fifth: the lesson of the method."""
    result = price_burden(1.5, 1200, fifth_share=0.06)
    assert result.value is not None
    assert (result.value.met, result.value.fifth_met) == (True, False)
    assert result.notes == ("The target is met on average and missed for this fifth: the average hides it.",)
    assert result.interpretation == (
        "The price takes 1.5 per cent of average income, below 2 per cent, and 5 per cent of the income of "
        "this fifth of the people."
    )


@pytest.mark.parametrize(
    ("price", "said"),
    [
        (1.5, "The price takes 1.5 per cent of average income, below 2 per cent."),
        (
            4.5,
            "The price takes 4.5 per cent of average income, not below 2 per cent; at 2.00 USD it would meet "
            "the target.",
        ),
    ],
)
def test_the_sentence_without_a_fifth(price: float, said: str) -> None:
    """The price that meets the target is given where it is missed, with the currency."""
    assert price_burden(price, 1200, currencies=("USD", "usd ")).interpretation == said


@pytest.mark.parametrize(
    ("arguments", "options", "why"),
    [
        ((None, 1450), {}, "the price is not given"),
        ((4.2, None), {}, "the income is not given"),
        ((4.2, 0), {}, "not above 0"),
        ((4.2, 1e-60), {}, "not above 0"),
        ((4.2, -5), {}, "not above 0"),
        ((4.2, 1450), {"currencies": ("USD", "EUR")}, "same currency"),
        ((4.2, 1450), {"years": (2023, 2025)}, "same year"),
    ],
)
def test_not_available_with_the_reason(arguments: tuple[Any, ...], options: dict[str, Any], why: str) -> None:
    """Missing, not above 0, another currency or another year: nothing is computed."""
    result = price_burden(*arguments, **options)
    assert not result.available
    assert why in result.interpretation


@pytest.mark.parametrize("share", [0, 1e-60, -0.1, 1.01, 7])
def test_a_share_of_income_lies_between_0_and_1(share: float) -> None:
    """Seven per cent is 0.07, not 7."""
    with pytest.raises(ToolkitError, match="share of income of a fifth"):
        price_burden(4.2, 1450, fifth_share=share)
    with pytest.raises(ToolkitError, match="share of income of a fifth"):
        fifth_burden(0.02, share)


def test_other_impossible_input() -> None:
    """A negative price, an amount beyond any currency, and a fifth without a share."""
    for amounts in ((1e60, 1450), (4.2, 1e60)):
        with pytest.raises(ToolkitError, match="larger than any"):
            price_burden(*amounts)
    with pytest.raises(ToolkitError, match="cannot be negative"):
        price_burden(-1, 1450)
    with pytest.raises(ToolkitError, match="is not given"):
        fifth_burden(0.02, float("nan"))
