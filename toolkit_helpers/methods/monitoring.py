"""How much of the Plan is there, and whether its parts hold together (M54).

The golden thread, which shows the same links as a table, is in ``thread``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..i18n import gettext as _
from ..i18n import ngettext
from .display import listed, per_cent
from .result import Dropped, Result, unavailable

Rule = Literal["gap without initiative", "initiative incomplete", "indicator without objective", "not heard"]


@dataclass(frozen=True)
class Initiative:
    """An initiative of the Plan, as far as it is written; empty or ``None`` is not written yet."""

    gaps: Collection[str] = ()
    """Names of the priority gaps that it closes."""
    objectives: Collection[str] = ()
    """Names of the objectives that it serves."""
    lead: str = ""
    cost: float | None = None
    """In currency; 0 is a cost."""
    dates: str = ""
    indicators: Collection[str] = ()
    """Names of the indicators that show its effect."""

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not written yet, in words."""
        needed = {
            _("lead"): bool(self.lead.strip()),
            _("cost"): self.cost is not None,
            _("dates"): bool(self.dates.strip()),
            _("indicator"): bool(self.indicators),
        }
        return tuple(name for name, there in needed.items() if not there)


@dataclass(frozen=True)
class PlanLinks:
    """What has to hold together; ``None`` is a part of the Plan that has not been begun and is not judged."""

    priority_gaps: Collection[str] | None = None
    initiatives: Mapping[str, Initiative] | None = None
    must_be_heard: Collection[str] | None = None
    """Groups that must be heard (M14)."""
    engaged: Collection[str] | None = None
    """Groups that appear in section 8."""
    objectives: Collection[str] | None = None
    indicators: Mapping[str, str] | None = None
    """Indicator to the objective that it traces to; an empty text where it traces to none."""


@dataclass(frozen=True)
class Finding:
    """One place where the Plan does not hold together."""

    rule: Rule
    item: str
    text: str


@dataclass(frozen=True)
class Completeness:
    """How much of the Plan is there, and what is missing."""

    share: float
    """Filled required fields / required fields."""
    filled: int
    required: int
    missing: tuple[str, ...]
    """Required fields that are not filled, in the order of the chapters."""
    findings: tuple[Finding, ...]

    def broken(self, rule: Rule) -> tuple[str, ...]:
        """Return what breaks a rule."""
        return tuple(one.item for one in self.findings if one.rule == rule)


def plan_findings(links: PlanLinks) -> tuple[Finding, ...]:
    """Return where the Plan does not hold together (M54), in the order of the chapters.

    Every priority gap has an initiative; every initiative has lead, cost, dates and indicator; every group
    that must be heard appears in section 8; every indicator traces to an objective.  A check whose parts have
    not been begun is left out.

    >>> begun = Initiative(lead="CIO", cost=0, dates="2027")
    >>> links = PlanLinks(priority_gaps=["G1"], initiatives={"I1": begun})
    >>> [one.text for one in plan_findings(links)]
    ['The priority gap G1 has no initiative.', 'The initiative I1 still lacks: indicator.']
    """
    return (*_gaps(links), *_initiatives(links), *_heard(links), *_indicators(links))


def _gaps(links: PlanLinks) -> Iterator[Finding]:
    if links.priority_gaps is None or links.initiatives is None:
        return
    closed = {name for initiative in links.initiatives.values() for name in initiative.gaps}
    for name in links.priority_gaps:
        if name not in closed:
            text = _("The priority gap {name} has no initiative.").format(name=name)
            yield Finding("gap without initiative", name, text)


def _initiatives(links: PlanLinks) -> Iterator[Finding]:
    for name, initiative in (links.initiatives or {}).items():
        if initiative.missing:
            template = _("The initiative {name} still lacks: {missing}.")
            text = template.format(name=name, missing=listed(initiative.missing))
            yield Finding("initiative incomplete", name, text)


def _heard(links: PlanLinks) -> Iterator[Finding]:
    if links.must_be_heard is None or links.engaged is None:
        return
    engaged = {name.strip().casefold() for name in links.engaged}
    for name in links.must_be_heard:
        if name.strip().casefold() not in engaged:
            text = _("{name} must be heard and does not appear in section 8.").format(name=name)
            yield Finding("not heard", name, text)


def _indicators(links: PlanLinks) -> Iterator[Finding]:
    if links.indicators is None or links.objectives is None:
        return
    for name, objective in links.indicators.items():
        if objective not in links.objectives:
            text = _("The indicator {name} traces to no objective.").format(name=name)
            yield Finding("indicator without objective", name, text)


def plan_completeness(
    filled: Collection[str], required: Sequence[str], links: PlanLinks | None = None
) -> Result[Completeness]:
    """Say how much of the Plan is there, what is missing, and where it does not hold together (M54).

    Parameters
    ----------
    filled
        Ids of the fields that are filled; those that are not required do not count.
    required
        Ids of the required fields, in the order of the chapters.
    links
        What the checks of ``plan_findings`` need, as far as the Plan has it.

    Source: the workbook's own rule.

    >>> result = plan_completeness({"P0.team_name"}, ["P0.team_name", "P0.date"])
    >>> result.value.share, result.value.missing
    (0.5, ('P0.date',))
    """
    formula = _("completeness = filled required fields / required fields")
    needed = tuple(dict.fromkeys(required))
    findings = plan_findings(links or PlanLinks())
    inputs = {"filled": tuple(filled), "required": needed, "links": links}
    dropped = tuple(Dropped(one, _("not a required field")) for one in filled if one not in set(needed))
    notes = tuple(one.text for one in findings)
    if not needed:
        why = _("Not available: the Plan has no required field.")
        return unavailable("M54", why, formula=formula, inputs=inputs, dropped=dropped, notes=notes)
    missing = tuple(one for one in needed if one not in set(filled))
    done = len(needed) - len(missing)
    value = Completeness(done / len(needed), done, len(needed), missing, findings)
    return Result("M54", value, inputs, _text(value), formula, dropped, notes)


def _text(value: Completeness) -> str:
    count = len(value.findings)
    if not count:
        template = _("{filled} of {required} required fields are filled ({share} per cent).")
    else:
        template = ngettext(
            "{filled} of {required} required fields are filled ({share} per cent); {count} check fails.",
            "{filled} of {required} required fields are filled ({share} per cent); {count} checks fail.",
            count,
        )
    return template.format(
        filled=value.filled, required=value.required, share=per_cent(value.share), count=count
    )
