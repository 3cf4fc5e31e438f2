"""What all methods share: a full result each, nothing beyond Python, and a source in each docstring."""

from __future__ import annotations

import math
import re
import string
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import toolkit_helpers
from toolkit_helpers import methods
from toolkit_helpers.methods import display
from toolkit_helpers.methods.result import Result

AREA = methods.Area("Hill", "North", 40_000, 0.3)
ADKAR = ("awareness", "desire", "knowledge", "ability", "reinforcement")
GRID = [[None, 3, 2], [1, None, 2], [0, 1, None]]
WITH_VALUE: dict[str, Callable[[], Result[Any]]] = {
    "egdi_composite": lambda: methods.egdi_composite(0.5, 0.5, 0.5),
    "standardise": lambda: methods.standardise([1, 2]),
    "standardise_table": lambda: methods.standardise_table([[1, 2], [3, 4]]),
    "egdi_group": lambda: methods.egdi_group(0.6),
    "peer_position": lambda: methods.peer_position({"A": 1, "B": 2}, "A"),
    "service_burden": lambda: methods.service_burden(methods.CaseCost(1, 1, 1, 1, 1)),
    "exchange_links": lambda: methods.exchange_links(12),
    "maturity": lambda: methods.maturity({"PL1.L1": 3}),
    "gap": lambda: methods.gap(1, 4),
    "grid_gaps": lambda: methods.grid_gaps({"PL1.L1": (1, 4)}),
    "gap_priority": lambda: methods.gap_priority(1, 4, 5, 4),
    "rank_gaps": lambda: methods.rank_gaps({"G1": methods.Weighing(1, 4, 5, 4)}),
    "agreement": lambda: methods.agreement([[1, 2, 3], [1, 2, 4]]),
    "stakeholder_position": lambda: methods.stakeholder_position(5, 2, 2),
    "stakeholder_map": lambda: methods.stakeholder_map([methods.Stakeholder("Audit", 4, 2, 1)]),
    "swot_tows": lambda: methods.swot_tows(["a"], ["b"], ["c"], ["d"], []),
    "cross_impact": lambda: methods.cross_impact(GRID),
    "rubric_score": lambda: methods.rubric_score({"clarity": 2}),
    "peer_review": lambda: methods.peer_review([{"clarity": 2}, {"clarity": 3}]),
    "group_gap": lambda: methods.group_gap(0.82, 0.61),
    "gap_change": lambda: methods.gap_change((0.2, 0.1), (0.6, 0.42)),
    "concentration_index": lambda: methods.concentration_index([0.2, 0.9]),
    "theil_decomposition": lambda: methods.theil_decomposition([AREA, AREA]),
    "price_burden": lambda: methods.price_burden(4.2, 1450),
    "inclusion_score": lambda: methods.inclusion_score({"a": 0.1, "b": 0.2, "c": 0.3}),
    "lnob_coverage": lambda: methods.lnob_coverage({"rural women": methods.GroupCoverage()}),
    "sdg_map": lambda: methods.sdg_map(["O1"], [methods.TargetLink("O1", "16.9", 3)]),
    "backcast": lambda: methods.backcast([methods.Milestone("M1", 2027)], start=2026),
    "chain_check": lambda: methods.chain_check({"K1": "output"}, []),
    "indicator_check": lambda: methods.indicator_check(methods.IndicatorCard("Births registered")),
    "required_value": lambda: methods.required_value(35, 70, 2024, 2030, 2027),
    "indicator_progress": lambda: methods.indicator_progress(35, 70, 2024, 2030, 2027, 48),
    "section_light": lambda: methods.section_light({"N1": methods.Light("green", "on track", "✔")}),
    "plan_completeness": lambda: methods.plan_completeness(["a"], ["a", "b"]),
    "golden_thread": lambda: methods.golden_thread(methods.PlanLinks(priority_gaps=["G1"])),
    "training_cascade": lambda: methods.training_cascade(methods.CascadePlan(20, 12, 0.7, 25)),
    "pillar_scan": lambda: methods.pillar_scan({"PL1": [3, 4, 2]}),
    "place_initiative": lambda: methods.place_initiative([5, 3, 5], [3, 2, 2, 2]),
    "place_initiatives": lambda: methods.place_initiatives({"I1": methods.Rated((5, 4), (3, 3))}),
    "weighted_criteria": lambda: methods.weighted_criteria(
        {"A": (4,), "B": (5,)}, [methods.Criterion("Reach", 1)], draws=0
    ),
    "critical_path": lambda: methods.critical_path({"Law": methods.Task(6)}),
    "phase_budget": lambda: methods.phase_budget(100, (0.5, 0.5)),
    "plan_budget": lambda: methods.plan_budget({"I1": methods.CostItem((200, 100), yearly=40)}),
    "risk_score": lambda: methods.risk_score(3, 5),
    "residual_risk": lambda: methods.residual_risk(methods.RatedRisk(4, 4, 2, 4)),
    "risk_register": lambda: methods.risk_register({"R1": methods.RatedRisk(2, 2)}),
    "raci_check": lambda: methods.raci_check({"Publish": {"Office": "A/R"}}),
    "competency_gap": lambda: methods.competency_gap(methods.Competency(3, 2.4, 1.8, 40, 26)),
    "competency_profile": lambda: methods.competency_profile({"Data": methods.Competency(3, 1, 1, 10, 8)}),
    "hours_per_place": lambda: methods.hours_per_place(96, 40),
    "talent_forecast": lambda: methods.talent_forecast(methods.TalentFlow(120, 0.15, 20, 10, 0.8)),
    "needed_inflow": lambda: methods.needed_inflow(methods.TalentFlow(120, 0.15, 20, 10, 0.8), 200),
    "change_readiness": lambda: methods.change_readiness(dict.fromkeys(ADKAR, 4)),
}
WITHOUT: dict[str, Callable[[], Result[Any]]] = {
    "egdi_composite": lambda: methods.egdi_composite(None, None, None),
    "standardise": lambda: methods.standardise([]),
    "standardise_table": lambda: methods.standardise_table([]),
    "egdi_group": lambda: methods.egdi_group(None),
    "peer_position": lambda: methods.peer_position({}, "A"),
    "service_burden": lambda: methods.service_burden(methods.CaseCost()),
    "exchange_links": lambda: methods.exchange_links(None),
    "maturity": lambda: methods.maturity({}),
    "gap": lambda: methods.gap(None, None),
    "grid_gaps": lambda: methods.grid_gaps({}),
    "gap_priority": lambda: methods.gap_priority(None, None, None, None),
    "rank_gaps": lambda: methods.rank_gaps({}),
    "agreement": lambda: methods.agreement([]),
    "stakeholder_position": lambda: methods.stakeholder_position(None, None, None),
    "stakeholder_map": lambda: methods.stakeholder_map([]),
    "swot_tows": lambda: methods.swot_tows([], [], [], [], []),
    "cross_impact": lambda: methods.cross_impact([]),
    "rubric_score": lambda: methods.rubric_score({"clarity": None}),
    "peer_review": lambda: methods.peer_review([]),
    "group_gap": lambda: methods.group_gap(None, None),
    "gap_change": lambda: methods.gap_change((None, None), (None, None)),
    "concentration_index": lambda: methods.concentration_index([]),
    "theil_decomposition": lambda: methods.theil_decomposition([]),
    "price_burden": lambda: methods.price_burden(None, None),
    "inclusion_score": lambda: methods.inclusion_score({}),
    "lnob_coverage": lambda: methods.lnob_coverage({}),
    "sdg_map": lambda: methods.sdg_map([], []),
    "backcast": lambda: methods.backcast([], start=2026),
    "chain_check": lambda: methods.chain_check({}, []),
    "indicator_check": lambda: methods.indicator_check(methods.IndicatorCard()),
    "required_value": lambda: methods.required_value(math.nan, 70, 2024, 2030, 2027),
    "indicator_progress": lambda: methods.indicator_progress(None, 70, 2024, 2030, 2027, 48),
    "section_light": lambda: methods.section_light({}),
    "plan_completeness": lambda: methods.plan_completeness([], []),
    "golden_thread": lambda: methods.golden_thread(methods.PlanLinks()),
    "training_cascade": lambda: methods.training_cascade(methods.CascadePlan(20, 12, None, 25)),
    "pillar_scan": lambda: methods.pillar_scan({}),
    "place_initiative": lambda: methods.place_initiative([], []),
    "place_initiatives": lambda: methods.place_initiatives({}),
    "weighted_criteria": lambda: methods.weighted_criteria({}, [methods.Criterion("Reach", 1)], draws=0),
    "critical_path": lambda: methods.critical_path({}),
    "phase_budget": lambda: methods.phase_budget(None, (0.5, 0.5)),
    "plan_budget": lambda: methods.plan_budget({}),
    "risk_score": lambda: methods.risk_score(None, None),
    "residual_risk": lambda: methods.residual_risk(methods.RatedRisk(None, None)),
    "risk_register": lambda: methods.risk_register({}),
    "raci_check": lambda: methods.raci_check({}),
    "competency_gap": lambda: methods.competency_gap(methods.Competency(None, None, None, None, None)),
    "competency_profile": lambda: methods.competency_profile({}),
    "hours_per_place": lambda: methods.hours_per_place(None, None),
    "talent_forecast": lambda: methods.talent_forecast(methods.TalentFlow(None, None, None, None, None)),
    "needed_inflow": lambda: methods.needed_inflow(methods.TalentFlow(120, 0.15, 20, 10, 0.8), None),
    "change_readiness": lambda: methods.change_readiness({}),
}
SCORES = {"single_score", "choice_score", "match_score", "order_score", "number_matches", "all_or_none"}
PARTS = {
    "widest_items",
    "cited_codes",
    "plan_findings",
    "fifth_burden",
    "inclusion_levers",
    "traffic_light",
    "progress_light",
    "find_cycle",
    "improved",
}


def test_every_public_function_is_in_these_tables() -> None:
    """A new method cannot stay outside the checks below."""
    functions = {name for name in methods.__all__ if name[0].islower()}
    assert functions == set(WITH_VALUE) | SCORES | PARTS
    assert set(WITHOUT) == set(WITH_VALUE)


@pytest.mark.parametrize("name", WITH_VALUE)
def test_a_result_carries_all_that_a_reader_needs(name: str) -> None:
    """Value, inputs, formula and one finished sentence."""
    result = WITH_VALUE[name]()
    assert result.available
    assert result.inputs
    assert "=" in result.formula or "from" in result.formula
    assert_sentence(result.interpretation)


@pytest.mark.parametrize("name", WITHOUT)
def test_without_any_value_a_method_says_why(name: str) -> None:
    """No exception, no zero: not available, with a sentence."""
    result = WITHOUT[name]()
    assert result.value is None
    assert result.formula == WITH_VALUE[name]().formula
    assert_sentence(result.interpretation)


def assert_sentence(text: str) -> None:
    """Fail unless the text is one sentence with all its fields filled."""
    assert text[0].isupper() or text[0].isdigit() or text.startswith("A ")
    assert text.endswith(".")
    assert "{" not in text
    assert "  " not in text


@pytest.mark.parametrize("name", sorted(WITH_VALUE))
def test_every_method_names_its_number_and_its_source(name: str) -> None:
    """The docstring has the method's number and where it was published, with a year or a reference."""
    text = getattr(methods, name).__doc__
    assert re.search(r"\bM\d\d\b", text)
    source = text.partition("Source:")[2]
    assert re.search(r"\(\d{4}\)", source) or re.search("as ``|workbook's own|textbook|as customary", source)
    assert f"({WITH_VALUE[name]().method})" in text


def test_methods_need_nothing_beyond_python() -> None:
    """All of them together load no module outside the standard library."""
    code = """
import sys
from toolkit_helpers import methods
print(*{name.partition(".")[0] for name in sys.modules} - {*sys.stdlib_module_names, "__main__"})
"""
    home = Path(toolkit_helpers.__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], check=True, capture_output=True, text=True, cwd=home
    )
    assert done.stdout.split() == ["toolkit_helpers"]


def test_names_and_modules_do_not_collide() -> None:
    """Every exported name is the function or class that bears it, not a module of the same name."""
    for name in methods.__all__:
        assert getattr(methods, name).__name__ == name


@given(st.floats(-1e6, 1e6), st.integers(0, 6))
def test_shown_numbers_are_rounded_to_nearest(value: float, decimals: int) -> None:
    """Never more than half a unit of the last decimal away, a true minus, no negative zero."""
    text = display.shown(value, decimals)
    assert "-" not in text
    assert abs(float(text.replace("−", "-")) - value) <= 0.5 * 10**-decimals + 1e-9
    assert not re.fullmatch(r"−[0.]+", text)
    assert len(text.partition(".")[2]) == decimals


@given(st.floats(0, 1))
def test_shares_are_shown_with_one_decimal_at_most(share: float) -> None:
    """Per cent without a needless .0."""
    text = display.per_cent(share)
    assert re.fullmatch(r"\d{1,3}(\.[1-9])?", text)


@pytest.mark.parametrize(
    ("value", "text"), [(0.00001, "0.0000"), (-0.00001, "0.0000"), (0.0001, "+0.0001"), (-1, "−1.0000")]
)
def test_differences_have_a_sign_unless_they_round_to_zero(value: float, text: str) -> None:
    """Zero has none."""
    assert display.signed(value) == text


def test_quotients() -> None:
    """Infinity and nothing have their own signs."""
    assert [display.quotient(value) for value in (math.inf, None, 2 / 3)] == ["∞", "–", "0.67"]


def test_templates_are_whole_sentences() -> None:
    """No translated text in the methods begins or ends with a blank: nothing is glued together."""
    folder = Path(str(methods.__file__)).parent
    found = 0
    for path in folder.glob("*.py"):
        for text in re.findall(r"_\(\s*((?:\"[^\"]*\"\s*)+)\)", path.read_text(encoding="utf-8")):
            whole = "".join(re.findall(r"\"([^\"]*)\"", text))
            found += 1
            assert whole == whole.strip(), (path.name, whole)
            assert all(field for _text, field, *_rest in string.Formatter().parse(whole) if field is not None)
    assert found > 100
