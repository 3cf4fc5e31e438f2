"""Is an indicator fit for use?  What a card must hold, and how SMART and RACER rate it (M51)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Final, Literal, get_args

from ..i18n import gettext as _
from .display import listed, shown
from .inputs import CLOSE, number, rating
from .result import Result, unavailable

Criterion = Literal[
    "specific",
    "measurable",
    "achievable",
    "relevant",
    "time-bound",
    "relevant to the objective",
    "accepted",
    "credible",
    "easy to monitor",
    "robust",
]
CRITERIA: Final[tuple[Criterion, ...]] = get_args(Criterion)
"""Five of SMART, then five of RACER."""
Missing = Literal[
    "name",
    "short name",
    "unit",
    "baseline",
    "baseline year",
    "target",
    "target year",
    "order of years",
    "source",
    "frequency",
    "responsible",
    "disaggregation",
]
Caution = Literal["counts work", "rank as target", "target equals baseline"]
Status = Literal["sound", "revise", "incomplete", "not rated"]
LONGEST_NAME: Final = 25
"""Words."""
ENOUGH: Final = 0.7
"""Score below which an indicator is to be revised."""
TOP: Final = 2
_WORK = re.compile(
    r"\b(?:number|amount) of (?:\w+ ){0,2}?"
    r"(?:training|course|session|workshop|seminar|meeting|campaign|leaflet|brochure|event|visit|report)s?\b"
    r"|\b(?:training|course|session|workshop|seminar|meeting|campaign|event)s? "
    r"(?:held|conducted|delivered|organised|carried out|completed)\b",
    re.IGNORECASE,
)
_RANK = re.compile(r"\b(?:top[ -]?\d+|rank(?:s|ing|ed)?|best in the (?:world|region))\b", re.IGNORECASE)


@dataclass(frozen=True)
class IndicatorCard:
    """What is written about an indicator; empty or ``None`` is not written yet."""

    name: str = ""
    unit: str = ""
    baseline: float | None = None
    baseline_year: float | None = None
    target: float | None = None
    target_year: float | None = None
    tolerance: float | None = None
    """How far the value may move where it is to be maintained, in the indicator's unit."""
    source: str = ""
    frequency: str = ""
    responsible: str = ""
    disaggregation: str = ""
    disaggregation_reason: str = ""
    """Why it is not broken down, where it is not."""


@dataclass(frozen=True)
class IndicatorCheck:
    """Whether an indicator can be used."""

    status: Status
    """``incomplete`` whatever the score, if anything is missing."""
    score: float | None
    """Sum of the ratings / largest possible sum; ``None`` without ratings."""
    missing: tuple[Missing, ...]
    cautions: tuple[Caution, ...]
    weakest: tuple[Criterion, ...]
    """Criteria rated 0."""


def indicator_check(
    card: IndicatorCard, ratings: Mapping[Criterion, int | None] | None = None
) -> Result[IndicatorCheck]:
    """Check an indicator's card, and rate it by SMART and RACER (M51).

    Parameters
    ----------
    card
        What is written about the indicator.
    ratings
        The team's judgement of each criterion: 0 no, 1 in part, 2 yes; ``None`` or absent is not rated.
        SMART alone, RACER alone or both.

    A card is incomplete if its name has more than 25 words; if unit, baseline or target with their years,
    source, frequency or responsible person are missing; if the target year does not come after the
    baseline's; or if it is neither broken down by groups nor says why not.  What counts work instead of a
    change, a rank as target, and a value to be maintained without a tolerance are pointed out.

    Raises ``ToolkitError`` for a rating that is not 0, 1 or 2.
    Source: Doran, There's a S.M.A.R.T. way to write management's goals and objectives, Management Review
    (1981); European Commission, Better Regulation Toolbox (RACER; 2023); thresholds are the workbook's own.

    >>> card = IndicatorCard("Births registered in 30 days", "%", 65, None, 95, 2033, source="Registry",
    ...                      frequency="monthly", responsible="Registrar", disaggregation="district, sex")
    >>> smart = dict(zip(CRITERIA, [2, 2, 1, 2, 2]))
    >>> check = indicator_check(card, smart)
    >>> check.value.score, check.interpretation
    (0.9, 'Incomplete: add the year of the baseline.')
    """
    formula = _(
        "score = sum of the ratings / largest possible sum; below 0.7 revise; anything missing: incomplete"
    )
    read = {name: rating(value, name, 0, TOP) for name, value in (ratings or {}).items()}
    known = {name: value for name, value in read.items() if value is not None}
    inputs = {"card": card, "ratings": dict(ratings or {})}
    if card == IndicatorCard() and not known:
        why = _("Not available: nothing is written about this indicator yet.")
        return unavailable("M51", why, formula=formula, inputs=inputs)
    missing = tuple(_missing(card))
    score = fsum(known.values()) / (TOP * len(known)) if known else None
    if missing:
        status: Status = "incomplete"
    elif score is None:
        status = "not rated"
    else:
        status = "sound" if score >= ENOUGH - CLOSE else "revise"
    weakest = tuple(name for name in CRITERIA if known.get(name) == 0)
    value = IndicatorCheck(status, score, missing, tuple(_cautions(card)), weakest)
    return Result("M51", value, inputs, _text(value), formula, notes=tuple(_notes(value)))


def _missing(card: IndicatorCard) -> Iterator[Missing]:
    words = len(card.name.split())
    start = number(card.baseline_year, _("the year of the baseline"))
    end = number(card.target_year, _("the target year"))
    if not words:
        yield "name"
    elif words > LONGEST_NAME:
        yield "short name"
    checks: dict[Missing, bool] = {
        "unit": bool(card.unit.strip()),
        "baseline": number(card.baseline, _("the baseline")) is not None,
        "baseline year": start is not None,
        "target": number(card.target, _("the target")) is not None,
        "target year": end is not None,
        "order of years": start is None or end is None or end > start,
        "source": bool(card.source.strip()),
        "frequency": bool(card.frequency.strip()),
        "responsible": bool(card.responsible.strip()),
        "disaggregation": bool(card.disaggregation.strip() or card.disaggregation_reason.strip()),
    }
    yield from (name for name, there in checks.items() if not there)


def _cautions(card: IndicatorCard) -> Iterator[Caution]:
    if _WORK.search(card.name):
        yield "counts work"
    if _RANK.search(card.name):
        yield "rank as target"
    maintained = (
        card.baseline is not None and card.target is not None and abs(card.baseline - card.target) <= CLOSE
    )
    if maintained and card.tolerance is None:
        yield "target equals baseline"


def missing_text(missing: Missing) -> str:
    """Return what to add to a card, as it stands after "add"."""
    return {
        "name": _("a name"),
        "short name": _("a name of at most {words} words").format(words=LONGEST_NAME),
        "unit": _("the unit"),
        "baseline": _("the baseline"),
        "baseline year": _("the year of the baseline"),
        "target": _("the target"),
        "target year": _("the target year"),
        "order of years": _("a target year after the year of the baseline"),
        "source": _("the source of the data"),
        "frequency": _("how often it is collected"),
        "responsible": _("who is responsible"),
        "disaggregation": _("by which groups it is broken down, or why it is not"),
    }[missing]


def caution_text(caution: Caution) -> str:
    """Return what to ask about an indicator that has a known weakness."""
    return {
        "counts work": _("It counts work that was done. What changes for whom because of it?"),
        "rank as target": _("A rank depends on others. Which value is in your own hands?"),
        "target equals baseline": _(
            "The target equals the baseline: the value is to be maintained. Say how far it may move."
        ),
    }[caution]


def criterion_name(criterion: Criterion) -> str:
    """Return the name of a criterion in the workbook's language."""
    return {
        "specific": _("specific"),
        "measurable": _("measurable"),
        "achievable": _("achievable"),
        "relevant": _("relevant"),
        "time-bound": _("time-bound"),
        "relevant to the objective": _("relevant to the objective"),
        "accepted": _("accepted"),
        "credible": _("credible"),
        "easy to monitor": _("easy to monitor"),
        "robust": _("robust"),
    }[criterion]


def _text(value: IndicatorCheck) -> str:
    if value.status == "incomplete":
        return _("Incomplete: add {missing}.").format(missing=listed(map(missing_text, value.missing)))
    if value.score is None:
        return _("The card is complete. Rate it by SMART and RACER.")
    score = shown(value.score, 2)
    if value.status == "sound":
        return _("Sound: {score} of 1.").format(score=score)
    return _("Revise: {score} of 1, below {enough}.").format(score=score, enough=shown(ENOUGH, 2))


def _notes(value: IndicatorCheck) -> Iterator[str]:
    yield from map(caution_text, value.cautions)
    if value.weakest:
        yield _("Rated 0: {criteria}.").format(criteria=listed(map(criterion_name, value.weakest)))
