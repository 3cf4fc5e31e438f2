"""The Toolkit's computations, one function each: pure, no file, no network, nothing beyond Python.

Every method returns a ``Result``: the value with its inputs, formula, what was left out, and one sentence.
A missing value is never zero and never an error: the result is then not available and says why.  A value
that cannot be (a level of 7, an index of 1.2) is a ``ToolkitError``.

>>> from toolkit_helpers import methods
>>> methods.gap_priority(1, 4, importance=5, urgency=4).interpretation
'The priority of the gap is 69.0 of 100: critical.'
"""

from __future__ import annotations

from .affordability import Affordability, fifth_burden, price_burden
from .backcasting import Backcast, Conflict, Milestone, backcast
from .benchmark import Composite, PeerPosition, egdi_composite, egdi_group, peer_position
from .budget import Budget, CostItem, plan_budget
from .capacity import Cell, Maturity, Score, maturity, pillar_scan
from .cascade import Cascade, CascadePlan, Generation, training_cascade
from .competency import (
    Competency,
    CompetencyGap,
    Profile,
    competency_gap,
    competency_profile,
    hours_per_place,
)
from .criteria import Criterion, WeightedCriteria, weighted_criteria
from .divide import GapChange, GroupGap, Interval, gap_change, group_gap
from .gaps import Gap, GapGrid, gap, grid_gaps
from .inclusion import (
    GroupCoverage,
    Inclusion,
    LnobCoverage,
    inclusion_levers,
    inclusion_score,
    lnob_coverage,
)
from .indicators import IndicatorCard, IndicatorCheck, indicator_check
from .inequality import Area, Concentration, Region, Theil, concentration_index, theil_decomposition
from .influence import CrossImpact, Influence, cross_impact
from .learning import (
    Judged,
    all_or_none,
    choice_score,
    match_score,
    number_matches,
    order_score,
    single_score,
)
from .lights import Light, RollUp, progress_light, section_light, traffic_light
from .monitoring import Completeness, Finding, Initiative, PlanLinks, plan_completeness, plan_findings
from .options import Option, Tows, cited_codes, swot_tows
from .other_weights import Draws, Variant
from .phasing import Phasing, phase_budget
from .priorities import Priority, RankedGap, Weighing, gap_priority, rank_gaps
from .progress import Progress, indicator_progress, required_value
from .raci import RaciCheck, RaciFault, RaciLoad, raci_check
from .raters import Agreement, Spread, agreement, widest_items
from .readiness import Readiness, change_readiness
from .result import Dropped, Result
from .results_chain import ChainFault, ChainLink, ResultsChain, chain_check
from .risk import RatedRisk, RegisteredRisk, Risk, residual_risk, risk_register, risk_score
from .rubric import PeerReview, RubricScore, peer_review, rubric_score
from .schedule import Schedule, Scheduled, Task, critical_path, find_cycle
from .sdg import SdgMap, TargetLink, sdg_map
from .service import Burden, CaseCost, Links, exchange_links, service_burden
from .stakeholders import Position, Stakeholder, StakeholderMap, stakeholder_map, stakeholder_position
from .standardisation import Standardised, StandardisedTable, standardise, standardise_table
from .talent import NeededInflow, TalentFlow, TalentForecast, improved, needed_inflow, talent_forecast
from .thread import GoldenThread, Strand, golden_thread
from .value_feasibility import Placed, Placing, Rated, place_initiative, place_initiatives

__all__ = [
    "Affordability",
    "Agreement",
    "Area",
    "Backcast",
    "Budget",
    "Burden",
    "Cascade",
    "CascadePlan",
    "CaseCost",
    "Cell",
    "ChainFault",
    "ChainLink",
    "Competency",
    "CompetencyGap",
    "Completeness",
    "Composite",
    "Concentration",
    "Conflict",
    "CostItem",
    "Criterion",
    "CrossImpact",
    "Draws",
    "Dropped",
    "Finding",
    "Gap",
    "GapChange",
    "GapGrid",
    "Generation",
    "GoldenThread",
    "GroupCoverage",
    "GroupGap",
    "Inclusion",
    "IndicatorCard",
    "IndicatorCheck",
    "Influence",
    "Initiative",
    "Interval",
    "Judged",
    "Light",
    "Links",
    "LnobCoverage",
    "Maturity",
    "Milestone",
    "NeededInflow",
    "Option",
    "PeerPosition",
    "PeerReview",
    "Phasing",
    "Placed",
    "Placing",
    "PlanLinks",
    "Position",
    "Priority",
    "Profile",
    "Progress",
    "RaciCheck",
    "RaciFault",
    "RaciLoad",
    "RankedGap",
    "Rated",
    "RatedRisk",
    "Readiness",
    "Region",
    "RegisteredRisk",
    "Result",
    "ResultsChain",
    "Risk",
    "RollUp",
    "RubricScore",
    "Schedule",
    "Scheduled",
    "Score",
    "SdgMap",
    "Spread",
    "Stakeholder",
    "StakeholderMap",
    "Standardised",
    "StandardisedTable",
    "Strand",
    "TalentFlow",
    "TalentForecast",
    "TargetLink",
    "Task",
    "Theil",
    "Tows",
    "Variant",
    "Weighing",
    "WeightedCriteria",
    "agreement",
    "all_or_none",
    "backcast",
    "chain_check",
    "change_readiness",
    "choice_score",
    "cited_codes",
    "competency_gap",
    "competency_profile",
    "concentration_index",
    "critical_path",
    "cross_impact",
    "egdi_composite",
    "egdi_group",
    "exchange_links",
    "fifth_burden",
    "find_cycle",
    "gap",
    "gap_change",
    "gap_priority",
    "golden_thread",
    "grid_gaps",
    "group_gap",
    "hours_per_place",
    "improved",
    "inclusion_levers",
    "inclusion_score",
    "indicator_check",
    "indicator_progress",
    "lnob_coverage",
    "match_score",
    "maturity",
    "needed_inflow",
    "number_matches",
    "order_score",
    "peer_position",
    "peer_review",
    "phase_budget",
    "pillar_scan",
    "place_initiative",
    "place_initiatives",
    "plan_budget",
    "plan_completeness",
    "plan_findings",
    "price_burden",
    "progress_light",
    "raci_check",
    "rank_gaps",
    "required_value",
    "residual_risk",
    "risk_register",
    "risk_score",
    "rubric_score",
    "sdg_map",
    "section_light",
    "service_burden",
    "single_score",
    "stakeholder_map",
    "stakeholder_position",
    "standardise",
    "standardise_table",
    "swot_tows",
    "talent_forecast",
    "theil_decomposition",
    "traffic_light",
    "training_cascade",
    "weighted_criteria",
    "widest_items",
]
