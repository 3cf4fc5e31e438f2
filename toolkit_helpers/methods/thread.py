"""The golden thread of the Plan: gap, objective, initiative, indicator, every hole named (part of M54)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from ..i18n import gettext as _
from .monitoring import Initiative, PlanLinks
from .result import Result, unavailable

Bead = Literal["gap", "objective", "initiative", "indicator"]
BEADS: Final[tuple[Bead, ...]] = get_args(Bead)
"""What is strung on the thread, in order."""


@dataclass(frozen=True)
class Strand:
    """One way from a gap to what shows that it is closed; empty where there is a hole."""

    gap: str = ""
    objectives: tuple[str, ...] = ()
    initiative: str = ""
    indicators: tuple[str, ...] = ()

    @property
    def holes(self) -> tuple[Bead, ...]:
        """What is missing, in order."""
        there = (self.gap, self.objectives, self.initiative, self.indicators)
        return tuple(bead for bead, held in zip(BEADS, there, strict=True) if not held)


@dataclass(frozen=True)
class GoldenThread:
    """All strands of a Plan, those of the priority gaps first."""

    strands: tuple[Strand, ...]
    whole: int
    """Strands without a hole."""


def golden_thread(links: PlanLinks) -> Result[GoldenThread]:
    """Link each gap with its objectives, initiatives and indicators, hole by hole (M54).

    A gap has one strand for each initiative that closes it.  What hangs on no gap follows: initiatives that
    name none, objectives that no initiative serves, and indicators that show neither an initiative's effect
    nor such an objective.  A name that is given but does not exist counts as missing.

    Source: the workbook's own rule.

    >>> links = PlanLinks(
    ...     priority_gaps=["G1", "G2"],
    ...     initiatives={"I1": Initiative(gaps=["G1"], objectives=["O1"], indicators=["N1"])},
    ...     objectives=["O1"],
    ...     indicators={"N1": "O1"},
    ... )
    >>> thread = golden_thread(links)
    >>> [(one.gap, one.initiative, one.holes) for one in thread.value.strands]
    [('G1', 'I1', ()), ('G2', '', ('objective', 'initiative', 'indicator'))]
    >>> thread.interpretation
    'The golden thread runs from gap to indicator in 1 of 2 strands.'
    """
    formula = _("strand = gap, objective, initiative, indicator")
    strands = tuple(_strands(links))
    if not strands:
        why = _("Not available: there is no gap, objective, initiative or indicator yet.")
        return unavailable("M54", why, formula=formula, inputs={"links": links})
    value = GoldenThread(strands, sum(not strand.holes for strand in strands))
    template = _("The golden thread runs from gap to indicator in {whole} of {all} strands.")
    text = template.format(whole=value.whole, all=len(strands))
    return Result("M54", value, {"links": links}, text, formula)


def _strands(links: PlanLinks) -> Iterator[Strand]:
    initiatives: Mapping[str, Initiative] = links.initiatives or {}
    gaps, objectives = links.priority_gaps or (), links.objectives or ()
    indicators: Mapping[str, str] = links.indicators or {}

    def strand(gap: str, name: str) -> Strand:
        one = initiatives[name]
        return Strand(gap, _known(one.objectives, objectives), name, _known(one.indicators, indicators))

    for gap in gaps:
        closing = [name for name, one in initiatives.items() if gap in one.gaps]
        yield from [strand(gap, name) for name in closing] or [Strand(gap)]
    yield from (strand("", name) for name, one in initiatives.items() if not _known(one.gaps, gaps))
    served = {name for one in initiatives.values() for name in one.objectives}
    unserved = [name for name in objectives if name not in served]
    for objective in unserved:
        tracing = tuple(name for name, traced in indicators.items() if traced == objective)
        yield Strand("", (objective,), "", tracing)
    used = {name for one in initiatives.values() for name in one.indicators}
    for name, objective in indicators.items():
        if name not in used and objective not in unserved:
            yield Strand("", _known([objective], objectives), "", (name,))


def _known(names: Collection[str], there: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name in there))


def hole_text(bead: Bead) -> str:
    """Return what stands in the table where something is missing."""
    return {
        "gap": _("– no gap named"),
        "objective": _("– no objective yet"),
        "initiative": _("– no initiative yet"),
        "indicator": _("– no indicator yet"),
    }[bead]
