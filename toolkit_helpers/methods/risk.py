"""Risks: likelihood times impact, before and after mitigation (M26)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import listed
from .inputs import rating
from .result import Dropped, Result, unavailable

Band = Literal["high", "medium", "low"]
BANDS: Final[tuple[tuple[int, Band], ...]] = ((15, "high"), (8, "medium"), (0, "low"))
"""Lower bounds of likelihood × impact; a bound belongs to the upper band."""
GRAVEST: Final = 5
"""A risk of this impact is never below medium, however unlikely."""


@dataclass(frozen=True)
class Risk:
    """How heavy a risk is."""

    score: int
    """1 to 25."""
    band: Band
    raised: bool = False
    """Whether its impact lifted it to medium."""


@dataclass(frozen=True)
class RatedRisk:
    """A risk as a team rates it, 1 to 5 each, before and after mitigation."""

    likelihood: float | None
    impact: float | None
    residual_likelihood: float | None = None
    residual_impact: float | None = None


@dataclass(frozen=True)
class RegisteredRisk:
    """A risk in the register; ``residual`` is ``None`` until it is rated after mitigation."""

    name: str
    inherent: Risk
    residual: Risk | None = None

    @property
    def unchanged(self) -> bool:
        """Whether mitigation changes nothing."""
        return self.residual is not None and self.residual.score == self.inherent.score


def band_name(band: Band) -> str:
    """Return the name of a band in the workbook's language."""
    return {"high": _("high"), "medium": _("medium"), "low": _("low")}[band]


def _formula() -> str:
    return _(
        "risk = likelihood × impact; 15 or more high, 8 to 14 medium, below 8 low; impact 5 at least medium"
    )


def risk_score(likelihood: float | None, impact: float | None) -> Result[Risk]:
    """Multiply likelihood and impact of a risk (M26), both 1 to 5.

    Raises ``ToolkitError`` outside 1 to 5.
    Source: IEC 31010, Risk assessment techniques (2019), consequence/likelihood matrix; bands are the
    workbook's own.

    >>> risk_score(3, 5).value.band, risk_score(1, 5).value
    ('high', Risk(score=5, band='medium', raised=True))
    """
    inputs: dict[str, Any] = {"likelihood": likelihood, "impact": impact}
    likely, heavy = rating(likelihood, _("the likelihood")), rating(impact, _("the impact"))
    if likely is None or heavy is None:
        why = _("There is no risk score without both likelihood and impact.")
        return unavailable("M26", why, formula=_formula(), inputs=inputs)
    score = likely * heavy
    band = next(name for bound, name in BANDS if score >= bound)
    raised = heavy == GRAVEST and band == "low"
    value = Risk(score, "medium" if raised else band, raised)
    if raised:
        text = _("{likelihood} × {impact} = {score}: raised to medium, because the impact is 5.")
    else:
        text = _("{likelihood} × {impact} = {score}: {band}.")
    text = text.format(likelihood=likely, impact=heavy, score=score, band=band_name(value.band))
    return Result("M26", value, inputs, text, _formula())


def residual_risk(risk: RatedRisk, name: str = "") -> Result[RegisteredRisk]:
    """Score one risk before and after mitigation (M26).

    The residual is left open until both of its ratings are there.  Raises ``ToolkitError`` outside 1 to 5,
    and if the residual is larger than the risk was before.

    Source: as ``risk_score``.

    >>> residual_risk(RatedRisk(4, 4, 2, 4)).interpretation
    'From 16 (high) to 8 (medium) after mitigation.'
    """
    before = risk_score(risk.likelihood, risk.impact)
    if before.value is None:
        return unavailable("M26", before.interpretation, formula=_formula(), inputs={"risk": risk})
    after = risk_score(risk.residual_likelihood, risk.residual_impact).value
    if after is not None and after.score > before.value.score:
        raise ToolkitError(
            _("the risk after mitigation ({after}) is larger than before ({before})").format(
                after=after.score, before=before.value.score
            ),
            remedy=_("Lower a residual score, or choose another mitigation."),
        )
    value = RegisteredRisk(name, before.value, after)
    if after is None:
        text = before.interpretation
    else:
        text = _("From {before} ({before_band}) to {after} ({after_band}) after mitigation.").format(
            before=before.value.score,
            before_band=band_name(before.value.band),
            after=after.score,
            after_band=band_name(after.band),
        )
    return Result("M26", value, {"risk": risk}, text, _formula())


def risk_register(risks: Mapping[str, RatedRisk]) -> Result[tuple[RegisteredRisk, ...]]:
    """Score all risks (M26), the heaviest first; equal scores keep the order given.

    A risk without likelihood or impact is left out, and so is one whose residual is larger than before.
    Raises ``ToolkitError`` outside 1 to 5.

    Source: as ``risk_score``.

    >>> found = risk_register({"R1": RatedRisk(2, 2), "R2": RatedRisk(3, 5, 3, 5)})
    >>> [one.name for one in found.value], found.notes
    (['R2', 'R1'], ('R2: the risk is as large as before. Does the mitigation work?',))
    """
    found: list[RegisteredRisk] = []
    dropped = []
    for name, one in risks.items():
        before = risk_score(one.likelihood, one.impact).value
        after = risk_score(one.residual_likelihood, one.residual_impact).value
        if before is None:
            dropped.append(Dropped(name, _("likelihood or impact is missing")))
        elif after is not None and after.score > before.score:
            template = _("after mitigation it is larger ({after}) than before ({before})")
            dropped.append(Dropped(name, template.format(after=after.score, before=before.score)))
        else:
            found.append(RegisteredRisk(name, before, after))
    if not found:
        why = _("There is no risk to show yet: none has both likelihood and impact.")
        return unavailable("M26", why, formula=_formula(), inputs=risks, dropped=tuple(dropped))
    found.sort(key=lambda one: (-_weight(one.inherent.band), -one.inherent.score))
    notes = [
        _("{name}: the risk is as large as before. Does the mitigation work?").format(name=one.name)
        for one in found
        if one.unchanged
    ]
    return Result("M26", tuple(found), risks, _text(found), _formula(), tuple(dropped), tuple(notes))


def _weight(band: Band) -> int:
    return {"high": 2, "medium": 1, "low": 0}[band]


def _text(found: list[RegisteredRisk]) -> str:
    high = [one.name for one in found if one.inherent.band == "high"]
    still = [one.name for one in found if one.residual and one.residual.band == "high"]
    if still:
        return _("High before mitigation: {high}; still high after it: {still}.").format(
            high=listed(high), still=listed(still)
        )
    if high:
        return _("High before mitigation: {high}.").format(high=listed(high))
    return _("No risk is high.")
