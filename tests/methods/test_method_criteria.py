"""M23 against the reference values, numpy and scipy."""

from __future__ import annotations

from typing import Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_cases import cases
from scipy import stats

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import Criterion, WeightedCriteria, weighted_criteria

WEIGHTS = (0.4, 0.3, 0.2, 0.1)
OPTIONS = {"A": (4, 3, 5, 2), "B": (5, 2, 2, 4), "C": (3, 5, 4, 4)}


def criteria(weights: Any = WEIGHTS, **features: bool) -> list[Criterion]:
    """Return criteria named 1, 2, 3 … with these weights."""
    return [Criterion(str(place), weight, **features) for place, weight in enumerate(weights, 1)]


def weighed(options: Any = None, given_criteria: Any = None, **settings: Any) -> WeightedCriteria:
    """Return the result of options that can be ranked."""
    settings.setdefault("draws", 0)
    value = weighted_criteria(options or OPTIONS, given_criteria or criteria(), **settings).value
    assert value is not None
    return value


@cases("M23")
def test_worked_example(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """Scores, all eight variants, robustness, and the shares of the random weights are the specified ones."""
    options = dict(zip("ABC", inputs["scores"], strict=True))
    value = weighed(options, criteria(inputs["weights"]), draws=2000)
    assert list(value.scores.values()) == pytest.approx(expected["scores"])
    assert value.robustness == expected["robustness"]
    for found, known in zip(value.variants, expected["variants"], strict=True):
        assert (int(found.criterion), found.factor) == (known["criterion"], known["factor"])
        assert list(found.scores.values()) == pytest.approx(known["scores"])
        assert list(found.winners) == known["winners"]
    shares = expected["monte_carlo_first_place_approx"]
    assert value.draws is not None
    for name in "ABC":
        assert value.draws.first[name] == pytest.approx(shares[name], abs=shares["tolerance"])


def test_random_weights_follow_the_dirichlet_of_numpy() -> None:
    """Many draws agree with numpy's Dirichlet of the same mean and concentration within sampling error."""
    count = 20_000
    drawn = numpy.random.default_rng(7).dirichlet(20 * numpy.array(WEIGHTS), 200_000)
    table = (numpy.array([*OPTIONS.values()]) - 1) / 4
    shares = numpy.bincount((drawn @ table.T).argmax(axis=1), minlength=3) / len(drawn)
    ranks = stats.rankdata(-(drawn @ table.T), axis=1)
    value = weighed(draws=count).draws
    assert value is not None
    for place, name in enumerate("ABC"):
        error = 4 * (shares[place] * (1 - shares[place]) / count) ** 0.5
        assert value.first[name] == pytest.approx(shares[place], abs=error)
        assert value.ranks[name] == tuple(
            numpy.quantile(ranks[:, place], [0.05, 0.95], method="inverted_cdf")
        )


def test_the_same_seed_gives_the_same_draws() -> None:
    """A report can be repeated; another seed moves the shares a little."""
    assert weighed(draws=300).draws == weighed(draws=300).draws
    assert weighed(draws=300).draws != weighed(draws=300, seed=1).draws
    assert weighed(draws=0).draws is None


@pytest.mark.parametrize(
    ("robustness", "reading"),
    [
        (1.0, "robust"),
        (0.9, "robust"),
        (0.75, "depends on weights"),
        (0.6, "depends on weights"),
        (0.59, "shortlist"),
        (0, "shortlist"),
    ],
)
def test_readings_have_fixed_bounds(robustness: float, reading: str) -> None:
    """0.90 and 0.60 belong to the upper reading."""
    value = WeightedCriteria({}, {"A": 1.0}, ("A",), (), robustness, None, ())
    assert value.reading == reading


def test_turning_variants_are_told() -> None:
    """The reader learns which weight decides, and gets a shortlist."""
    result = weighted_criteria(OPTIONS, criteria(), draws=0)
    assert result.interpretation == (
        "C leads with 0.7250, and alone in 6 of 8 variations: it depends on the weights. Shortlist: A, C."
    )
    assert result.notes == (
        "The first place changes with one and a half times the weight of 1: A, C; "
        "with half the weight of 2: A.",
    )


def test_a_tie_at_the_top_is_not_robust() -> None:
    """Two equal options share the first place, and nothing is robust about it."""
    result = weighted_criteria({"A": (5, 3), "B": (5, 3), "C": (1, 1)}, criteria((0.5, 0.5)), draws=50)
    assert result.value is not None
    assert (result.value.winners, result.value.robustness) == (("A", "B"), 0)
    assert result.value.reading == "shortlist"
    assert result.value.draws is not None
    assert result.value.draws.first == pytest.approx({"A": 0.5, "B": 0.5, "C": 0})
    assert result.interpretation.startswith("A, B share the first place with 0.7500")


def test_costs_and_natural_units() -> None:
    """A cost counts the other way round; a natural unit is spread from lowest to highest option."""
    cost = weighed({"A": (1,), "B": (5,), "C": (2,)}, criteria((1,), cost=True))
    assert cost.scores == {"A": 1, "B": 0, "C": 0.75}
    natural = weighed({"A": (100,), "B": (300,), "C": (150,)}, criteria((1,), cost=True, natural=True))
    assert natural.scores == {"A": 1, "B": 0, "C": 0.75}
    same = weighed(
        {"A": (100, 3), "B": (100, 5)},
        [Criterion("money", 1, cost=True, natural=True), Criterion("reach", 1)],
    )
    assert same.alike == ("money",)
    assert same.scores == {"A": 0.25, "B": 0.5}


def test_criteria_without_difference_or_weight_are_told() -> None:
    """What does not discriminate is named; a weight of 0 is not varied and brings no false robustness."""
    result = weighted_criteria({"A": (3, 5, 1), "B": (3, 2, 5)}, criteria((0.5, 0.5, 0)), draws=20)
    assert result.value is not None
    assert result.value.alike == ("1",)
    assert len(result.value.variants) == 4
    assert "All options score the same on 1: it does not discriminate." in result.notes
    alone = weighted_criteria({"A": (3, 5), "B": (4, 2)}, criteria((1, 0)), draws=0)
    assert "Only one criterion has a weight, so changing it changes nothing." in alone.notes


def test_weights_need_not_add_up_to_one() -> None:
    """They are scaled, and the reader is told."""
    result = weighted_criteria(OPTIONS, criteria((4, 3, 2, 1)), draws=0)
    assert result.value is not None
    assert result.value.scores == pytest.approx(weighed().scores)
    assert "The weights add up to 10.00 and were scaled to 1." in result.notes


def test_missing_scores_are_left_out_and_one_option_has_no_ranking() -> None:
    """A missing score is never zero."""
    result = weighted_criteria({**OPTIONS, "D": (5, None, 5, 5)}, criteria(), draws=0)
    assert [one.what for one in result.dropped] == ["D"]
    assert not weighted_criteria({"A": (4, 3, 5, 2)}, criteria()).available


@pytest.mark.parametrize(
    ("options", "given_criteria", "words"),
    [
        (OPTIONS, criteria((0, 0, 0, 0)), "All weights are zero"),
        (OPTIONS, criteria((1, -1, 1, 1)), "cannot be negative"),
        (OPTIONS, criteria((1, 1)), "one score for each of 2 criteria"),
        ({"A": (0, 3), "B": (2, 3)}, criteria((1, 1)), "must lie from 1 to 5"),
        ({"A": (1, 3), "B": (2, 3)}, [Criterion("same", 1), Criterion("same", 1)], "same name"),
    ],
)
def test_impossible_input_is_an_error(options: Any, given_criteria: Any, words: str) -> None:
    """Each has one sentence."""
    with pytest.raises(ToolkitError, match=words):
        weighted_criteria(options, given_criteria)


tables = st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=2, max_size=6).map(
    lambda rows: {f"O{place}": tuple(row) for place, row in enumerate(rows)}
)
weights = st.lists(st.floats(0.05, 1), min_size=3, max_size=3)


@given(tables, weights)
@settings(max_examples=60)
def test_scores_and_variants_agree_with_numpy(options: dict[str, Any], given_weights: list[float]) -> None:
    """Scores are a matrix product, each variant too, and robustness counts the same sole winners."""
    value = weighed(options, criteria(given_weights))
    table = (numpy.array([*options.values()]) - 1) / 4
    base = numpy.array(given_weights) / sum(given_weights)
    assert list(value.scores.values()) == pytest.approx(table @ base)
    changed = [
        base * numpy.where(numpy.arange(3) == place, factor, 1) for place in range(3) for factor in (0.5, 1.5)
    ]
    for found, one in zip(value.variants, changed, strict=True):
        assert list(found.scores.values()) == pytest.approx(table @ (one / one.sum()))
    assert 0 <= value.robustness <= 1
    assert set(value.winners) <= set(value.shortlist) <= set(options)
