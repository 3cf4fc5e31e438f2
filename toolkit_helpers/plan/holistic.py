"""P2: the scan of nine pillars and the links between them, each with what its method adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from ..exercises.marking_result import mapping, rating, sequence
from ..exercises.model import Table
from ..i18n import gettext as _
from ..methods import agreement, cross_impact
from ..methods import pillar_scan as pillar_scores
from ..methods.capacity import Cell, Confidence, Maturity, pillar_name
from ..methods.influence import STRONGEST, CrossImpact
from ..methods.raters import Agreement
from ..methods.result import Result
from ..vocabulary import MATURITY, PILLARS
from .model import Column, Value
from .values import Inputs, of_part

SCAN: Final = ("EX2.4", "scan")
RATERS: Final = ("EX2.4", "raters")
CHOSEN: Final = ("EX2.6", "chosen")
LINKS: Final = ("EX2.6", "links")
TOP: Final = max(MATURITY)
MEMBERS: Final = ("a", "b", "c", "d", "e", "f")
"""Columns of the first table of EX2.4, one for each member of the team."""


@dataclass(frozen=True)
class Scanned:
    """One pillar of the scan; a score that cannot be read is ``None``."""

    code: str
    agreed: int | None
    raters: tuple[int | None, ...]
    """What each member gave alone, ``None`` where one gave nothing."""
    evidence: str
    stated: Confidence | None

    @property
    def scores(self) -> tuple[int, ...]:
        """The scores that members gave alone."""
        return tuple(score for score in self.raters if score is not None)

    @property
    def score(self) -> float | None:
        """The score that the team agreed on, else the median of its members."""
        return self.agreed if self.agreed is not None else median(self.scores) if self.scores else None

    @property
    def spread(self) -> int | None:
        """Highest minus lowest score of the members; ``None`` with fewer than two."""
        return max(self.scores) - min(self.scores) if len(self.scores) > 1 else None

    @property
    def cell(self) -> Cell:
        """The pillar as method M10 takes it: what was agreed after the discussion, else all members."""
        scores = self.raters if self.agreed is None else (self.agreed,)
        return Cell(scores=scores, evidence=self.evidence, confidence=self.stated or "medium")


@dataclass(frozen=True)
class Link:
    """One judged influence of a pillar on another."""

    start: str
    end: str
    strength: int
    """0 none to 3 strong."""
    why: str = ""


def read_scan(parts: Mapping[str, Any]) -> dict[str, Scanned]:
    """Return the pillars of EX2.4 that anybody scored, by code in the order of the pillars.

    >>> scan = read_scan({"raters": [{"code": "PL4", "a": 1, "b": 3}], "scan": [{"code": "PL1", "score": 3}]})
    >>> [(pillar.code, pillar.score, pillar.spread) for pillar in scan.values()]
    [('PL1', 3, None), ('PL4', 2.0, 2)]
    """
    agreed, alone = _by_code(parts.get(SCAN[1])), _by_code(parts.get(RATERS[1]))
    pillars = (_scanned(code, mapping(agreed.get(code)), mapping(alone.get(code))) for code in PILLARS)
    return {pillar.code: pillar for pillar in pillars if pillar.score is not None}


def _by_code(answer: Any) -> dict[str, Any]:
    return {str(mapping(row).get("code")): row for row in sequence(answer)}


def _scanned(code: str, agreed: Mapping[str, Any], alone: Mapping[str, Any]) -> Scanned:
    evidence, confidence = agreed.get("evidence"), agreed.get("confidence")
    return Scanned(
        code=code,
        agreed=rating(agreed.get("score"), 1, TOP),
        raters=tuple(rating(alone.get(member), 1, TOP) for member in MEMBERS),
        evidence=evidence.strip() if isinstance(evidence, str) else "",
        stated=confidence if confidence in ("low", "medium", "high") else None,
    )


def scored(scan: Mapping[str, Scanned]) -> Result[Maturity]:
    """Score the pillars of the scan (M10)."""
    return pillar_scores({code: pillar.cell for code, pillar in scan.items()})


def members_agreement(scan: Mapping[str, Scanned], *, interval: bool = True) -> Result[Agreement]:
    """Return how far the members agree over the pillars that they scored alone (M13).

    ``interval=False`` leaves out the bootstrap, where the interval is not shown.
    """
    rated = [pillar for pillar in scan.values() if pillar.scores]
    rows = [[pillar.raters[place] for pillar in rated] for place in range(len(MEMBERS))]
    given = [row for row in rows if any(score is not None for score in row)]
    return agreement(given, names=[pillar.code for pillar in rated], resamples=2000 if interval else 0)


def confidence_name(confidence: str | None) -> str:
    """Return a confidence in words."""
    names = {"low": _("Low"), "medium": _("Medium"), "high": _("High")}
    return names.get(confidence or "", "")


def pillar_scan(inputs: Inputs) -> Value:
    """Return nine pillars with score, evidence and confidence (M10); what single members gave is private.

    A score without evidence has low confidence, whatever was stated.
    """
    written = inputs.part(*SCAN)
    scan = read_scan(inputs.answers.parts(SCAN[0])) if written else {}
    if written is None or not scan:
        return Value()
    result = scored(scan)
    confidences = {code: one.confidence for code, one in result.value.pillars.items()} if result.value else {}
    return Value(
        state=written.state if written.state != "empty" else "begun",
        raw=[_scan_raw(pillar, confidences.get(pillar.code)) for pillar in scan.values()],
        columns=_scan_columns(),
        rows=tuple(_scan_text(pillar, confidences.get(pillar.code)) for pillar in scan.values()),
        notes=(result.interpretation, *result.notes),
    )


def _scan_raw(pillar: Scanned, confidence: Confidence | None) -> dict[str, Any]:
    return {
        "pillar": pillar.code,
        "score": pillar.score,
        "evidence": pillar.evidence,
        "confidence": confidence,
        "raters": list(pillar.raters),
    }


def _scan_text(pillar: Scanned, confidence: Confidence | None) -> dict[str, str]:
    return {
        "pillar": pillar_name(pillar.code),
        "score": f"{pillar.score:g}",
        "evidence": pillar.evidence,
        "confidence": confidence_name(confidence),
        "raters": " ".join(map(str, pillar.scores)),
    }


def _scan_columns() -> tuple[Column, ...]:
    labels = {
        "pillar": _("Pillar"),
        "score": _("Score, 1 to 5"),
        "evidence": _("Evidence"),
        "confidence": _("Confidence"),
        "raters": _("Scores of the members"),
    }
    return tuple(Column(id=name, label=label, private=name == "raters") for name, label in labels.items())


def read_links(parts: Mapping[str, Any]) -> list[Link]:
    """Return the links of EX2.6 that are complete: two different pillars and a strength, in order.

    >>> read_links({"links": [{"from": "PL2", "to": "PL5", "strength": 3}, {"from": "PL2", "to": "PL2"}]})
    [Link(start='PL2', end='PL5', strength=3, why='')]
    """
    links = []
    for row in map(mapping, sequence(parts.get(LINKS[1]))):
        start, end, why = row.get("from"), row.get("to"), row.get("why")
        strength = rating(row.get("strength"), 0, STRONGEST)
        if start in PILLARS and end in PILLARS and start != end and strength is not None:
            text = why.strip() if isinstance(why, str) else ""
            links.append(Link(str(start), str(end), strength, text))
    return links


def chosen_pillars(parts: Mapping[str, Any]) -> list[str]:
    """Return the pillars that the team looks at: those it ticked and those that its links name."""
    named = {str(code) for code in sequence(parts.get(CHOSEN[1]))}
    named |= {code for link in read_links(parts) for code in (link.start, link.end)}
    return [code for code in PILLARS if code in named]


def influences(parts: Mapping[str, Any]) -> Result[CrossImpact]:
    """Sum up which pillar moves which (M16); a pair that stands twice counts as it stands first."""
    codes = chosen_pillars(parts)
    first: dict[tuple[str, str], int] = {}
    for link in read_links(parts):
        first.setdefault((link.start, link.end), link.strength)
    return cross_impact([[first.get((row, column)) for column in codes] for row in codes], codes)


def pillar_links(inputs: Inputs) -> Value:
    """Return the links of strength 1 to 3; a pair judged to have none is no link."""
    written = inputs.part(*LINKS)
    if written is None or not isinstance(written.part, Table) or written.state == "empty":
        return Value()
    links = [link for link in read_links(inputs.answers.parts(LINKS[0])) if link.strength]
    plain = of_part(written)
    return Value(
        state=written.state,
        raw=[
            {"from": link.start, "to": link.end, "strength": link.strength, "why": link.why} for link in links
        ],
        columns=plain.columns,
        rows=tuple(
            {
                "from": pillar_name(link.start),
                "to": pillar_name(link.end),
                "strength": str(link.strength),
                "why": link.why,
            }
            for link in links
        ),
    )
