"""M52 and M53 against the reference values, their edges, and a least-squares line as judge."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reference_cases import cases
from scipy.special import expit
from scipy.stats import linregress

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import (
    Light,
    Progress,
    indicator_progress,
    progress_light,
    required_value,
    section_light,
    traffic_light,
)
from toolkit_helpers.methods.lights import COLOURS
from toolkit_helpers.methods.progress import PATHS, STEEPNESS


def progress(*arguments: Any, **options: Any) -> Progress:
    """Return the progress of an indicator that has one."""
    value = indicator_progress(*arguments, **options).value
    assert value is not None
    return value


def light(ratio: float | None, **options: Any) -> Light:
    """Return the light of a ratio."""
    value = traffic_light(ratio, **options).value
    assert value is not None
    return value


@cases("M52")
def test_worked_progress(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """Increasing, decreasing and on a geometric path, with their lights."""
    b, t, y0, y1, yn, v = (inputs[name] for name in ("b", "t", "y0", "y1", "yn", "v"))
    result = indicator_progress(b, t, y0, y1, yn, v, path=inputs.get("path", "linear"))
    found = result.value
    assert found is not None
    for name in ("achieved", "required", "ratio", "projection"):
        if name in expected:
            assert getattr(found, name) == pytest.approx(expected[name], abs=1e-9), name
    if "needed_per_year" in expected:
        assert found.needed_per_year == pytest.approx(expected["needed_per_year"], abs=1e-9)
    if "geometric_required" in expected:
        geometric = required_value(b, t, y0, y1, yn, "geometric").value
        assert geometric == pytest.approx(expected["geometric_required"], abs=1e-9)
    seen = progress_light(result).value
    assert seen is not None
    assert seen.colour == expected["light"]


def test_the_worked_sentence() -> None:
    """What the team reads says achieved and required in words."""
    result = indicator_progress(35, 70, 2024, 2030, 2027, 48)
    assert result.interpretation == (
        "37.1 per cent of the planned change are made; of the change required by now, 74.3 per cent."
    )
    assert result.notes == (
        "A straight path is a convention: for an adoption that starts slowly it is too strict early.",
    )
    assert result.value is not None
    assert result.value.so_far_per_year == pytest.approx(4.333, abs=0.001)


@cases("M53", "lights")
def test_worked_lights(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """The thresholds belong to the better colour, and no value is grey."""
    assert [light(ratio).colour for ratio in inputs["rho"]] == expected["light"]


@cases("M53", "EX9.6")
def test_worked_roll_up(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """A green total and a red group make a red headline, with both counted."""
    lights = dict(zip(("total", "group"), map(light, inputs["rho"]), strict=True))
    assert [one.colour for one in lights.values()] == expected["light"]
    result = section_light(lights)
    assert result.value is not None
    assert result.value.colour == expected["headline"]
    assert result.value.counts == {"green": 1, "red": 1}
    assert result.value.worst == ("group",)


def test_the_worked_dashboard() -> None:
    """The ratios of the learning meeting's dashboard are those that the curriculum prints."""
    dashboard = {
        "completion": (50, 60, 57, 0.70, "amber"),
        "waiting": (12, 8, 13, -0.25, "red"),
        "errors": (9, 7, 6, 1.50, "green"),
        "leaving": (15, 12, 14, 0.33, "red"),
        "cost": (20.0, 18.0, 18.3, 0.85, "amber"),
    }
    for baseline, required, current, ratio, colour in dashboard.values():
        value = progress(baseline, required, 2024, 2025, 2025, current)
        assert value.ratio == pytest.approx(ratio, abs=0.005)
        assert light(value.ratio).colour == colour


@pytest.mark.parametrize(
    ("ratio", "colour", "word", "symbol"),
    [
        (1.2, "green", "on track", "✔"),
        (0.95 - 1e-12, "green", "on track", "✔"),
        (0.8, "amber", "needs acceleration", "◆"),
        (0.5, "red", "off track", "■"),
        (0.0, "red", "off track", "■"),
        (-0.25, "red", "moving away", "▼"),
        (None, "grey", "no data", "○"),
    ],
)
def test_a_colour_is_never_alone(ratio: float | None, colour: str, word: str, symbol: str) -> None:
    """Word and symbol say the same; the two reds differ in both."""
    found = light(ratio)
    assert (found.colour, found.word, found.symbol) == (colour, word, symbol)
    assert found.text == f"{symbol} {colour}, {word}"


def test_an_old_value_is_no_data() -> None:
    """Grey is never green: a value older than one and a half periods does not count."""
    assert light(1.2, age=1.5, period=1).colour == "green"
    assert light(1.2, age=1.51, period=1).colour == "grey"
    assert light(1.2, met=True, age=3, period=1).colour == "grey"
    assert light(0.8, age=3).colour == "amber"
    result = traffic_light(1.2, age=0.2, period=1 / 12)
    assert result.notes == ("The last value is older than one and a half reporting periods.",)
    assert result.interpretation == "Light: ○ grey, no data."


def test_a_target_that_is_met_is_green() -> None:
    """Whatever the pace was; beyond the target the number is shown as it is."""
    result = indicator_progress(35, 70, 2024, 2030, 2027, 77)
    assert result.value is not None
    assert result.value.met
    assert result.value.achieved == pytest.approx(1.2)
    assert "The target is reached." in result.notes
    seen = progress_light(result).value
    assert seen is not None
    assert (seen.colour, seen.word) == ("green", "target met")
    assert progress(20, 8, 2024, 2030, 2027, 8).met
    assert not progress(20, 8, 2024, 2030, 2027, 8.1).met


@pytest.mark.parametrize(
    ("current", "tolerance", "held", "colour"),
    [
        (90, 0, True, "green"),
        (91, 2, True, "green"),
        (88, 2, True, "green"),
        (87, 2, False, "red"),
        (90.5, 0, False, "red"),
    ],
)
def test_a_value_to_be_maintained(current: float, tolerance: float, held: bool, colour: str) -> None:
    """Where the target equals the baseline there is no pace, only a tolerance."""
    result = indicator_progress(90, 90, 2024, 2030, 2027, current, tolerance=tolerance)
    assert result.value is not None
    assert (result.value.standing, result.value.met, result.value.ratio) == ("maintenance", held, None)
    seen = progress_light(result).value
    assert seen is not None
    assert seen.colour == colour


def test_in_the_baseline_year_nothing_is_due() -> None:
    """No ratio, no light of blame."""
    result = indicator_progress(35, 70, 2024, 2030, 2024, 35)
    assert result.value is not None
    assert (result.value.standing, result.value.ratio, result.value.projection) == ("not yet due", None, None)
    assert result.value.needed_per_year == pytest.approx(35 / 6)
    seen = progress_light(result).value
    assert seen is not None
    assert (seen.colour, seen.word) == ("grey", "not yet due")


def test_a_value_that_moves_away_is_a_regression() -> None:
    """The ratio is negative and the light is red with an arrow down."""
    result = indicator_progress(35, 70, 2024, 2030, 2027, 30)
    assert result.value is not None
    assert result.value.regression
    assert result.value.ratio == pytest.approx(-5 / 17.5)
    assert "moved away from the target; 52.5 are required by now" in result.interpretation
    seen = progress_light(result).value
    assert seen is not None
    assert (seen.colour, seen.symbol) == ("red", "▼")


def test_after_the_target_year_the_target_is_required() -> None:
    """There is no projection any more, and no yearly change that could still help."""
    result = indicator_progress(35, 70, 2024, 2030, 2031, 60)
    value = result.value
    assert value is not None
    assert (value.required, value.projection, value.needed_per_year) == (70, None, None)
    assert value.ratio == pytest.approx(25 / 35)
    assert "The target year has come: there is no projection." in result.notes


@pytest.mark.parametrize("gone", range(6))
def test_a_missing_value_is_not_zero(gone: int) -> None:
    """The result names what is missing, and the light is grey."""
    given: list[float | None] = [35, 70, 2024, 2030, 2027, 48]
    given[gone] = None
    result = indicator_progress(*given)
    assert not result.available
    assert result.interpretation.startswith("Not available, still missing: the ")
    seen = progress_light(result).value
    assert seen is not None
    assert seen.colour == "grey"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((35, 70, 2030, 2024, 2027, 48), "target year 2024 must come after the year of the baseline, 2030"),
        ((35, 70, 2024, 2024, 2024, 48), "must come after"),
        ((35, 70, 2024, 2030, 2020, 48), "current value is of 2020, before the year of the baseline, 2024"),
        ((35, 1e13, 2024, 2030, 2027, 48), "target is too large"),
    ],
)
def test_impossible_years_and_numbers_are_errors(arguments: tuple[float, ...], said: str) -> None:
    """One clear sentence instead of a wrong light."""
    with pytest.raises(ToolkitError, match=said):
        indicator_progress(*arguments)


def test_a_path_that_does_not_exist_is_an_error() -> None:
    """The remedy names those that do."""
    with pytest.raises(ToolkitError, match="no path 'zigzag'") as caught:
        required_value(1, 2, 2024, 2030, 2027, "zigzag")  # type: ignore[arg-type]
    assert "s-shaped" in caught.value.remedy


@pytest.mark.parametrize(("baseline", "target"), [(0, 10), (10, 0), (-5, 5)])
def test_equal_percentages_need_values_above_zero(baseline: float, target: float) -> None:
    """From or to zero there is no geometric path."""
    result = indicator_progress(baseline, target, 2024, 2030, 2027, 5, path="geometric")
    assert not result.available
    assert "above 0" in result.interpretation


def test_the_same_value_has_three_lights() -> None:
    """Straight it is red, S-shaped amber, geometric green: the path is a choice to be stated."""
    lights = {}
    for path in PATHS:
        seen = progress_light(indicator_progress(20, 80, 2024, 2032, 2027, 33, path=path)).value
        assert seen is not None
        lights[path] = seen.colour
    assert lights == {"linear": "red", "geometric": "green", "s-shaped": "amber"}


def test_the_s_shaped_path_is_a_scaled_logistic_curve() -> None:
    """SciPy's logistic function, scaled to run from baseline to target."""
    for year in range(2024, 2033):
        time = (year - 2024) / 8
        low, high, here = (expit(STEEPNESS * (moment - 0.5)) for moment in (0, 1, time))
        expected = 20 + 60 * (here - low) / (high - low)
        assert required_value(20, 80, 2024, 2032, year, "s-shaped").value == pytest.approx(expected)


def test_a_section_takes_its_worst_headline() -> None:
    """Red before amber before grey before green; nothing is averaged."""
    red, amber, green, grey = light(0.1), light(0.8), light(1.0), light(None)
    for lights, worst in (
        ([green, green], "green"),
        ([green, grey], "grey"),
        ([green, grey, amber], "amber"),
        ([amber, red, grey, green], "red"),
    ):
        result = section_light({str(place): one for place, one in enumerate(lights)})
        assert result.value is not None
        assert result.value.colour == worst
        assert sum(result.value.counts.values()) == len(lights)
    assert section_light({"a": green}).interpretation == "Headline: green (green 1)."
    assert not section_light({}).available


values = st.floats(-1000, 1000, allow_nan=False).map(lambda value: round(value, 3))
years = st.integers(2000, 2040)


spans = st.integers(1, 15)


@given(values, values, years, spans, spans, values)
def test_the_projection_is_the_line_through_two_points(
    b: float, t: float, y0: int, passed: int, left: int, v: float
) -> None:
    """SciPy's regression through baseline and current value reaches the same end."""
    assume(abs(t - b) > 0.01)
    yn, y1 = y0 + passed, y0 + passed + left
    value = progress(b, t, y0, y1, yn, v)
    line = linregress([y0, yn], [b, v])
    assert value.projection == pytest.approx(line.intercept + line.slope * y1, rel=1e-6, abs=1e-6)
    assert value.so_far_per_year == pytest.approx(line.slope, abs=1e-9)
    assert value.needed_per_year is not None
    assert v + value.needed_per_year * (y1 - yn) == pytest.approx(t, abs=1e-6)


@given(values, values, years, spans, st.integers(0, 20), values)
def test_signs_cancel(b: float, t: float, y0: int, planned: int, passed: int, v: float) -> None:
    """An indicator that should fall is judged like its mirror image that should rise."""
    y1, yn = y0 + planned, y0 + passed
    one, two = progress(b, t, y0, y1, yn, v), progress(-b, -t, y0, y1, yn, -v)
    assert (one.ratio, one.met, one.standing) == (two.ratio, two.met, two.standing)


@given(st.floats(0.1, 1000), st.floats(0.1, 1000), years, spans, st.sampled_from(PATHS))
def test_every_path_runs_from_baseline_to_target(
    b: float, t: float, y0: int, planned: int, path: Any
) -> None:
    """It starts and ends where it must, and never turns back in between."""
    y1 = y0 + planned
    steps = [required_value(b, t, y0, y1, y0 + (y1 - y0) * n / 8, path).value for n in range(9)]
    assert steps[0] == pytest.approx(b)
    assert steps[-1] == pytest.approx(t)
    ordered = sorted(step for step in steps if step is not None)
    assert steps == pytest.approx(ordered if t >= b else ordered[::-1])


@given(st.one_of(st.none(), st.floats(-5, 5)))
def test_a_higher_ratio_never_has_a_worse_light(ratio: float | None) -> None:
    """Among measured indicators the order of the colours follows the pace."""
    found = light(ratio)
    if ratio is None:
        assert found.colour == "grey"
        return
    better = light(ratio + 0.3)
    assert COLOURS.index(better.colour) <= COLOURS.index(found.colour)
    assert found.colour != "grey"
