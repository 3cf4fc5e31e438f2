"""M26 against the reference values, its bands, and the register."""

from __future__ import annotations

from typing import Any

import pytest
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import RatedRisk, Risk, residual_risk, risk_register, risk_score


def scored(likelihood: int, impact: int) -> Risk:
    """Return the score of a risk that has one."""
    value = risk_score(likelihood, impact).value
    assert value is not None
    return value


@cases("M26")
def test_worked_examples(inputs: dict[str, int], expected: dict[str, Any]) -> None:
    """Score and band are those of the specification."""
    found = scored(**inputs)
    assert (found.score, found.band) == (expected["score"], expected["band"])


def test_all_25_combinations() -> None:
    """15 and more is high, 8 to 14 medium; impact 5 is never below medium; only then is a band raised."""
    for likelihood in range(1, 6):
        for impact in range(1, 6):
            found, score = scored(likelihood, impact), likelihood * impact
            assert found.score == score
            assert (found.band == "high") is (score >= 15)
            assert (found.band == "low") is (score < 8 and impact < 5)
            assert found.raised is (score < 8 and impact == 5)


def test_the_raised_band_is_explained() -> None:
    """The sentence says why five of 25 is medium."""
    assert risk_score(1, 5).interpretation == "1 × 5 = 5: raised to medium, because the impact is 5."
    assert risk_score(2, 5).interpretation == "2 × 5 = 10: medium."


@pytest.mark.parametrize("missing", [(None, 3), (3, None), (float("nan"), 3)])
def test_missing_is_not_zero(missing: Any) -> None:
    """Without both there is no score."""
    assert not risk_score(*missing).available
    assert not residual_risk(RatedRisk(*missing)).available


@pytest.mark.parametrize("impossible", [(0, 3), (3, 6), (2.5, 3)])
def test_impossible_ratings_are_errors(impossible: Any) -> None:
    """Only whole numbers from 1 to 5."""
    with pytest.raises(ToolkitError, match="from 1 to 5"):
        risk_score(*impossible)


def test_a_residual_cannot_be_larger() -> None:
    """One risk alone is an error; in the register it is left out and named."""
    with pytest.raises(ToolkitError, match=r"after mitigation \(12\) is larger than before \(8\)"):
        residual_risk(RatedRisk(2, 4, 3, 4))
    result = risk_register({"R1": RatedRisk(2, 4, 3, 4), "R2": RatedRisk(2, 4, 1, 4)})
    assert [(one.what, one.why) for one in result.dropped] == [
        ("R1", "after mitigation it is larger (12) than before (8)")
    ]


def test_mitigation_that_changes_nothing_is_asked_about() -> None:
    """The same score before and after."""
    result = risk_register({"R1": RatedRisk(4, 3, 3, 4), "R2": RatedRisk(4, 3, 2, 3), "R3": RatedRisk(1, 1)})
    assert result.value is not None
    assert [one.name for one in result.value if one.unchanged] == ["R1"]
    assert result.notes == ("R1: the risk is as large as before. Does the mitigation work?",)


def test_the_register_begins_with_the_heaviest() -> None:
    """By band, then by score; a grave but unlikely risk stands before a common small one."""
    risks = {"small": RatedRisk(3, 2), "grave": RatedRisk(1, 5), "high": RatedRisk(5, 4, 4, 4)}
    result = risk_register(risks)
    assert result.value is not None
    assert [one.name for one in result.value] == ["high", "grave", "small"]
    assert result.interpretation == "High before mitigation: high; still high after it: high."
    assert risk_register({"a": RatedRisk(5, 4, 1, 4)}).interpretation == "High before mitigation: a."
    assert risk_register({"a": RatedRisk(1, 4)}).interpretation == "No risk is high."
    assert not risk_register({}).available


def test_one_risk_before_and_after() -> None:
    """The sentence tells both; without a residual only the first."""
    assert residual_risk(RatedRisk(5, 5, 2, 3)).interpretation == (
        "From 25 (high) to 6 (low) after mitigation."
    )
    assert residual_risk(RatedRisk(5, 5)).interpretation == "5 × 5 = 25: high."
