"""The results chain: from inputs to impact, with the assumptions on which it stands (M50)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import listed, per_cent
from .result import Result, unavailable

Stage = Literal["input", "activity", "output", "outcome", "impact"]
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
"""From what is put in to the contribution to people's lives."""
Fault = Literal[
    "output without activity",
    "output leads nowhere",
    "outcome leads nowhere",
    "link without assumption",
]


@dataclass(frozen=True)
class ChainLink:
    """An arrow from one node of the chain to another."""

    start: str
    end: str
    assumption: str = ""
    """Why the one should lead to the other; empty if it is not written."""


@dataclass(frozen=True)
class ChainFault:
    """One check that is not satisfied; ``where`` is the node, or both ends of the link."""

    fault: Fault
    where: tuple[str, ...]


@dataclass(frozen=True)
class ResultsChain:
    """How complete a results chain is."""

    completeness: float
    """Satisfied checks / applicable checks."""
    satisfied: int
    applicable: int
    faults: tuple[ChainFault, ...]
    skips: tuple[tuple[str, str], ...]
    """Links that jump over a level, such as one from an activity straight to an impact."""
    backward: tuple[tuple[str, str], ...]
    """Links that lead down."""
    cycle: tuple[str, ...]
    """Nodes of a circle, the first repeated at the end; empty if there is none."""
    orphans: tuple[str, ...]
    """Nodes without any link."""
    pathways: int
    """Different ways from an output to an impact; 0 if there is none, or a circle."""

    @property
    def sound(self) -> bool:
        """Whether nothing is missing and nothing is in the wrong place."""
        return not (self.faults or self.skips or self.backward or self.cycle or self.orphans)

    def where(self, fault: Fault) -> tuple[tuple[str, ...], ...]:
        """Return the places of one kind of fault."""
        return tuple(one.where for one in self.faults if one.fault == fault)


def chain_check(nodes: Mapping[str, Stage], links: Sequence[ChainLink]) -> Result[ResultsChain]:
    """Check that a results chain is complete (M50).

    An output needs an activity before it and an outcome after it; an outcome leads to an impact or to a
    higher outcome; each link from output to outcome and from outcome to impact needs an assumption.  These
    checks are counted.  Skipped levels, links that lead down, circles and nodes without a link are listed.

    Parameters
    ----------
    nodes
        Name of each node to its stage, one of ``STAGES``.
    links
        The arrows; one that is given twice counts once, with whichever assumption it has.

    Raises ``ToolkitError`` for an unknown stage and for a link to a node that does not exist.
    Source: United Nations Development Group, Results-Based Management Handbook (2011); the measure of
    completeness is the workbook's own.

    >>> nodes = {"C1": "activity", "C2": "output", "C3": "outcome", "C4": "impact"}
    >>> links = [ChainLink("C1", "C2"), ChainLink("C2", "C3", "They trust it"), ChainLink("C3", "C4")]
    >>> result = chain_check(nodes, links)
    >>> result.value.satisfied, result.value.applicable, result.value.where("link without assumption")
    (4, 5, (('C3', 'C4'),))
    """
    formula = _("completeness = satisfied checks / applicable checks")
    inputs = {"nodes": dict(nodes), "links": tuple(links)}
    _check(nodes, links)
    arrows = _merged(links)
    checks = list(_checks(nodes, arrows))
    if not checks:
        why = _("Not available: the chain has no output and no outcome yet.")
        return unavailable("M50", why, formula=formula, inputs=inputs)
    faults = tuple(fault for fault, holds in checks if not holds)
    linked = {name for arrow in arrows for name in arrow}
    steps = {arrow: _rank(nodes, arrow[1]) - _rank(nodes, arrow[0]) for arrow in arrows}
    circle = _circle(nodes, arrows)
    value = ResultsChain(
        completeness=(len(checks) - len(faults)) / len(checks),
        satisfied=len(checks) - len(faults),
        applicable=len(checks),
        faults=faults,
        skips=tuple(arrow for arrow, step in steps.items() if step > 1),
        backward=tuple(arrow for arrow, step in steps.items() if step < 0),
        cycle=circle,
        orphans=tuple(name for name in nodes if name not in linked),
        pathways=0 if circle else _pathways(nodes, arrows),
    )
    return Result("M50", value, inputs, _text(value), formula, notes=tuple(_notes(value)))


def _check(nodes: Mapping[str, Stage], links: Iterable[ChainLink]) -> None:
    for name, stage in nodes.items():
        if stage not in STAGES:
            raise ToolkitError(
                _("{name} has no stage of the results chain: {stage}").format(name=name, stage=repr(stage)),
                remedy=_("Choose one of {stages}.").format(stages=listed(STAGES)),
            )
    for link in links:
        for name in (link.start, link.end):
            if name not in nodes:
                raise ToolkitError(_("a link names {name}, which the chain does not have").format(name=name))


def _merged(links: Iterable[ChainLink]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for link in links:
        arrow = (link.start, link.end)
        found[arrow] = found.get(arrow) or link.assumption.strip()
    return found


def _rank(nodes: Mapping[str, Stage], name: str) -> int:
    return STAGES.index(nodes[name])


def _checks(
    nodes: Mapping[str, Stage], arrows: Mapping[tuple[str, str], str]
) -> Iterator[tuple[ChainFault, bool]]:
    """Go through the checks that count, each with whether it is satisfied."""

    def before(name: str) -> set[Stage]:
        return {nodes[start] for start, end in arrows if end == name}

    def after(name: str) -> set[Stage]:
        return {nodes[end] for start, end in arrows if start == name and end != name}

    outputs = [name for name, stage in nodes.items() if stage == "output"]
    for name in outputs:
        yield ChainFault("output without activity", (name,)), "activity" in before(name)
    for name in outputs:
        yield ChainFault("output leads nowhere", (name,)), "outcome" in after(name)
    for name, stage in nodes.items():
        if stage == "outcome":
            yield ChainFault("outcome leads nowhere", (name,)), bool(after(name) & {"outcome", "impact"})
    for (start, end), assumption in arrows.items():
        if (nodes[start], nodes[end]) in {("output", "outcome"), ("outcome", "impact")}:
            yield ChainFault("link without assumption", (start, end)), bool(assumption)


def _circle(nodes: Iterable[str], arrows: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the first circle that following the arrows runs into."""
    following: dict[str, list[str]] = {name: [] for name in nodes}
    for start, end in arrows:
        following[start].append(end)
    done: set[str] = set()
    for first in following:
        path: list[str] = []
        branches = [iter([first])]
        while branches:
            name = next(branches[-1], None)
            if name is None:
                branches.pop()
                if path:
                    done.add(path.pop())
            elif name in path:
                return (*path[path.index(name) :], name)
            elif name not in done:
                path.append(name)
                branches.append(iter(following[name]))
    return ()


def _pathways(nodes: Mapping[str, Stage], arrows: Mapping[tuple[str, str], str]) -> int:
    @cache
    def ways(name: str) -> int:
        if nodes[name] == "impact":
            return 1
        return sum(ways(end) for start, end in arrows if start == name)

    return sum(ways(name) for name, stage in nodes.items() if stage == "output")


def _text(value: ResultsChain) -> str:
    template = _("{satisfied} of {applicable} checks of the chain are satisfied ({share} per cent).")
    return template.format(
        satisfied=value.satisfied, applicable=value.applicable, share=per_cent(value.completeness)
    )


def arrow_text(link: Iterable[str]) -> str:
    """Return a way through the chain as it is read.

    >>> arrow_text(("C2", "C3"))
    'C2 → C3'
    """
    return " → ".join(link)


def _notes(value: ResultsChain) -> Iterator[str]:
    templates: dict[Fault, str] = {
        "output without activity": _("No activity leads to: {where}. Who does what, so that it exists?"),
        "output leads nowhere": _("Leads to no outcome: {where}. Who does or gains something because of it?"),
        "outcome leads nowhere": _("Leads to no impact and no higher outcome: {where}. What is it good for?"),
        "link without assumption": _("No assumption is written on: {where}. Why should that happen?"),
    }
    for fault, template in templates.items():
        places = value.where(fault)
        if places:
            yield template.format(where=listed(arrow_text(place) for place in places))
    if value.skips:
        template = _("A level is skipped: {where}. What changes for whom in between?")
        yield template.format(where=listed(map(arrow_text, value.skips)))
    if value.backward:
        template = _("These links lead down: {where}. Is the arrow the wrong way round?")
        yield template.format(where=listed(map(arrow_text, value.backward)))
    if value.cycle:
        template = _("The chain goes round in a circle: {cycle}. Where does it begin?")
        yield template.format(cycle=arrow_text(value.cycle))
    if value.orphans:
        yield _("Linked with nothing: {names}.").format(names=listed(value.orphans))
    if value.pathways == 1:
        yield _("There is only one pathway. What else must happen (law, price, trust)?")
