"""M31 against the reference values, SciPy's filter and root finder, and its edge cases."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reference_cases import cases
from scipy.optimize import brentq
from scipy.signal import lfilter, lfiltic

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import (
    NeededInflow,
    TalentFlow,
    TalentForecast,
    improved,
    needed_inflow,
    talent_forecast,
)

MINISTRY = TalentFlow(stock=120, attrition=0.15, hires=20, reskilled=10, success=0.8)
FLOWS = st.builds(
    TalentFlow,
    stock=st.floats(0, 5000),
    attrition=st.floats(0.001, 1),
    hires=st.floats(0, 500),
    reskilled=st.floats(0, 500),
    success=st.floats(0, 1),
)


def forecast(flow: TalentFlow, years: int = 5) -> TalentForecast:
    """Return a forecast that is there."""
    value = talent_forecast(flow, years).value
    assert value is not None
    return value


def needed(flow: TalentFlow, target: float, years: int = 5) -> NeededInflow:
    """Return a need that is there."""
    value = needed_inflow(flow, target, years).value
    assert value is not None
    return value


@cases("M31", "talent")
def test_worked_forecast(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """Path, long-run level and needed inflow are those of the specification."""
    flow = TalentFlow(inputs["S0"], inputs["q"], inputs["h"], inputs["r"], inputs["e"])
    value = forecast(flow, inputs["n"])
    assert value.path == pytest.approx(expected["path"])
    assert value.equilibrium == pytest.approx(expected["equilibrium"])
    need = needed(flow, inputs["T"], inputs["n"])
    assert need.inflow == pytest.approx(expected["needed_inflow"])
    assert need.hires == pytest.approx(expected["needed_hires"])
    assert need.never
    retained = forecast(replace(flow, attrition=0.10), inputs["n"])
    assert retained.last == pytest.approx(expected["year5_at_q10"])
    assert retained.equilibrium == pytest.approx(expected["equilibrium_q10"])


@cases("M31", "item I7.3")
def test_inflow_over_attrition_is_the_long_run_level(
    inputs: dict[str, float], expected: dict[str, float]
) -> None:
    """Whatever the stock at the beginning."""
    for stock in (0, 36, 10_000):
        value = forecast(TalentFlow(stock, inputs["q"], inputs["inflow"], 0, 1))
        assert value.equilibrium == pytest.approx(expected["equilibrium"])


def test_the_sentences_tell_what_was_found() -> None:
    """Forecast, need and the target that is never reached."""
    assert talent_forecast(MINISTRY).interpretation == (
        "From 120 to 157 in 5 years; in the long run 187, since 15 per cent leave each year."
    )
    need = needed_inflow(MINISTRY, 200)
    assert need.interpretation == "39.6 people must join each year to have 200 in 5 years."
    assert need.notes == (
        "With the present inflow the target is never reached: it lies above the long-run level.",
    )


def test_without_attrition_there_is_no_long_run_level() -> None:
    """The stock grows by the inflow each year, and the need is the plain difference."""
    flow = replace(MINISTRY, attrition=0)
    result = talent_forecast(flow)
    assert result.value is not None
    assert result.value.path == (148, 176, 204, 232, 260)
    assert result.value.equilibrium is None
    assert "no long-run level" in result.interpretation
    assert needed(flow, 200).inflow == 16
    assert not needed(flow, 200).never
    assert needed(TalentFlow(120, 0, 0), 200).never


def test_if_everybody_leaves_the_inflow_is_the_stock() -> None:
    """With an attrition of 100 per cent nothing of the old stock is left after a year."""
    flow = replace(MINISTRY, attrition=1)
    assert forecast(flow).path == (28,) * 5
    assert needed(flow, 28).inflow == 28
    assert not needed(flow, 28).never
    assert needed(replace(flow, stock=0), 29).never
    assert needed_inflow(flow, 28).notes == ()
    assert needed_inflow(flow, 29).notes == (
        "The target is reached now; with the present inflow the stock sinks below it.",
    )


@pytest.mark.parametrize(("target", "inflow"), [(20, 0.0), (120 * 0.85**5, 0.0), (120, 18.0)])
def test_a_target_can_be_reached_without_new_inflow(target: float, inflow: float) -> None:
    """A negative need becomes 0 and says so; to hold the stock, inflow replaces those who leave."""
    result = needed_inflow(MINISTRY, target)
    assert result.value is not None
    assert result.value.inflow == pytest.approx(inflow, abs=1e-9)
    assert (result.interpretation == "The target is reached without new inflow.") is (inflow == 0)
    assert not result.value.never


@pytest.mark.parametrize("name", ["stock", "attrition", "hires", "reskilled", "success"])
def test_a_missing_number_is_not_zero(name: str) -> None:
    """Without one of the five numbers there is no forecast and no need; the reason names it."""
    flow = replace(MINISTRY, **{name: None})
    for result in (talent_forecast(flow), needed_inflow(flow, 200)):
        assert not result.available
        assert result.interpretation.endswith("missing.")
    assert not needed_inflow(MINISTRY, None).available


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"attrition": 15}, "the share who leave is a share from 0 to 1 and is 15"),
        ({"success": 1.2}, "a share from 0 to 1"),
        ({"stock": -1}, "cannot be negative"),
        ({"hires": -2}, "cannot be negative"),
        ({"reskilled": float("inf")}, "finite"),
    ],
)
def test_impossible_input_is_an_error(change: dict[str, float], words: str) -> None:
    """Per cent where a share is meant, negative heads, infinite ones."""
    with pytest.raises(ToolkitError, match=f"(?i){words}"):
        talent_forecast(replace(MINISTRY, **change))


@pytest.mark.parametrize("years", [0, -1, 2.5, True])
def test_a_forecast_needs_whole_years(years: Any) -> None:
    """Zero, negative and broken numbers of years are refused."""
    with pytest.raises(ToolkitError, match="whole year"):
        talent_forecast(MINISTRY, years)


@given(FLOWS, st.integers(1, 40))
def test_the_path_is_that_of_a_linear_filter(flow: TalentFlow, years: int) -> None:
    """SciPy's recursive filter is the judge of the recursion."""
    value = forecast(flow, years)
    weights = [1.0], [1.0, -(1 - flow.attrition)]
    start = lfiltic(*weights, [flow.stock])
    judged, _end = lfilter(*weights, [value.inflow] * years, zi=start)
    assert value.path == pytest.approx(list(judged))


@given(FLOWS, st.floats(1, 5000), st.integers(1, 15))
@settings(max_examples=60)
def test_the_needed_inflow_reaches_the_target(flow: TalentFlow, target: float, years: int) -> None:
    """SciPy's root finder, over the simulated path, finds the same inflow."""
    need = needed(flow, target, years)

    def miss(inflow: float) -> float:
        return forecast(TalentFlow(flow.stock, flow.attrition, inflow), years).last - target

    if need.inflow == 0:
        assert miss(0.0) >= -1e-6
    else:
        assert need.inflow == pytest.approx(brentq(miss, 0, target + 1), abs=1e-5)
    assert need.hires <= need.inflow


@given(FLOWS)
def test_the_stock_moves_towards_its_long_run_level(flow: TalentFlow) -> None:
    """It never crosses the level, and the distance never grows."""
    value = forecast(flow, 12)
    assert value.equilibrium is not None
    distances = [stock - value.equilibrium for stock in (flow.stock, *value.path)]
    slack = 1e-9 * (1 + abs(distances[0]) + value.equilibrium)
    assert all(abs(after) <= abs(before) + slack for before, after in pairwise(distances))
    assert all(distance * distances[0] >= -slack for distance in distances)


@given(FLOWS, st.floats(0.01, 0.9))
def test_a_cut_of_attrition_lifts_the_level_more_than_the_same_rise_of_inflow(
    flow: TalentFlow, share: float
) -> None:
    """Retention has growing returns: a cut by a share beats a rise of hires by that share."""
    assume(flow.hires > 0.1)
    retained = forecast(replace(flow, attrition=flow.attrition * (1 - share))).equilibrium
    hired = forecast(replace(flow, hires=flow.hires * (1 + share))).equilibrium
    assert retained is not None
    assert hired is not None
    assert retained > hired


@pytest.mark.parametrize("attrition", [1e-12, 1e-9, 1e-7, 1e-5])
def test_a_tiny_attrition_keeps_its_digits(attrition: float) -> None:
    """The need tends to the plain difference and does not jump through rounding."""
    assert needed(replace(MINISTRY, attrition=attrition), 200).inflow == pytest.approx(16, rel=1e-3)


@given(FLOWS, st.floats(0.01, 0.9))
def test_improved_levers_change_one_number_each(flow: TalentFlow, share: float) -> None:
    """Attrition falls by the share, the others rise by it, success to 1 at most; nothing else moves."""
    for lever, better in improved(flow, share).items():
        before, now = getattr(flow, lever), getattr(better, lever)
        wanted = before * (1 - share) if lever == "attrition" else before * (1 + share)
        assert now == pytest.approx(min(1.0, wanted) if lever == "success" else wanted)
        assert replace(better, **{lever: before}) == flow


def test_a_lever_with_nothing_to_improve_is_left_out() -> None:
    """No hires, nobody reskilled, or a missing number: there is nothing of which to take a third."""
    assert list(improved(TalentFlow(120, 0.15, 0, 0, 0.8), 1 / 3)) == ["attrition"]
    assert list(improved(TalentFlow(120, 0, 20, None, 0.8), 1 / 3)) == ["hires"]
    assert list(improved(TalentFlow(120, 0, 20, 10, 0), 1 / 3)) == ["hires"]
    with pytest.raises(ToolkitError, match="share from 0 to 1"):
        improved(MINISTRY, 1.5)
