"""From objectives to targets of the Sustainable Development Goals (SDGs): links, strengths, gaps (M20)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..i18n import ngettext
from .display import listed, per_cent
from .inputs import number
from .result import Dropped, Result, unavailable
from .sdg_targets import LEAVING_NO_ONE_BEHIND, TARGETS, goal_of, target_code

DIRECT: Final = 3
ENABLING: Final = 2
CONTEXTUAL: Final = 1
AGAINST: Final = -1
STRENGTHS: Final = (DIRECT, ENABLING, CONTEXTUAL, AGAINST)
MOST_DIRECT: Final = 3
"""More direct links of one objective than this, and the map shows nothing."""

Pair = tuple[str, str]
"""An objective and the code of a target."""


@dataclass(frozen=True)
class TargetLink:
    """One link from an objective to a target, as far as a team has written it."""

    objective: str
    target: str
    """Code of the target as somebody wrote it: ``"16.9"``, ``"SDG 16.9"``."""
    strength: int | None = None
    """3 direct, 2 enabling, 1 contextual, −1 possible negative effect; ``None`` is not judged yet."""
    mechanism: str = ""
    """Why the objective moves the target: "because …"."""
    indicator: str = ""
    negative_effect: str = ""
    """Who or what may lose; empty where nobody has thought of anything."""
    mitigation: str = ""


@dataclass(frozen=True)
class SdgMap:
    """A matrix of objectives and targets, and what is still to be put right."""

    objectives: tuple[str, ...]
    targets: tuple[str, ...]
    """Codes of the linked targets, in the order of the Agenda."""
    matrix: Mapping[str, Mapping[str, int]]
    """Objective to target to strength; no key where there is no link."""
    coverage: float
    """Objectives with a direct link / objectives, 0 to 1."""
    tally: Mapping[str, int]
    """Target to the sum of the strengths of its links; possible negative effects are not in it."""
    goals: Mapping[int, int]
    """Goal, 1 to 17, to the sum of the strengths of its targets' links."""
    without_direct: tuple[str, ...]
    unlinked: tuple[str, ...]
    """Objectives without a link of strength 2 or 3."""
    crowded: tuple[str, ...]
    """Objectives with more than three direct links."""
    without_mechanism: tuple[Pair, ...]
    without_mitigation: tuple[Pair, ...]
    """Links with a possible negative effect and nothing against it."""
    negative: tuple[Pair, ...]
    """Links with a possible negative effect."""
    inclusive: tuple[str, ...]
    """Linked targets of the list for leaving no one behind, possible negative effects aside."""

    @property
    def sound(self) -> bool:
        """Whether every check is satisfied."""
        faults = (self.without_direct, self.unlinked, self.crowded, self.without_mechanism)
        return not any((*faults, self.without_mitigation)) and bool(self.inclusive and self.negative)


def sdg_map(objectives: Sequence[str], links: Iterable[TargetLink]) -> Result[SdgMap]:
    """Say how far objectives are linked to SDG targets, and what a critic would ask (M20).

    Parameters
    ----------
    objectives
        Names of the objectives: ``["O1", "O2"]``.
    links
        Their links.  A link is left out, with the reason, if its objective is not in the list, its target is
        none of the 169, its strength is not judged, or the same pair was linked before.

    Raises ``ToolkitError`` for a strength that is not 3, 2, 1 or −1.
    Source: codes of the targets from United Nations, Transforming our World: the 2030 Agenda (2015); the
    strengths and checks are the Toolkit's own.

    >>> link = TargetLink("O1", "16.9", 3, mechanism="because every birth is entered")
    >>> sdg_map(["O1", "O2"], [link]).interpretation
    'One of 2 objectives has a direct link to a target (50 per cent); without: O2.'
    """
    formula = _("coverage = objectives with a direct link / objectives")
    given = tuple(links)
    inputs = {"objectives": tuple(objectives), "links": given}
    if not objectives:
        why = _("Not available: there is no objective yet.")
        return unavailable("M20", why, formula=formula, inputs=inputs)
    kept, dropped = _read(objectives, given)
    if not kept:
        why = _("Not available: no objective is linked to a target yet.")
        return unavailable("M20", why, formula=formula, inputs=inputs, dropped=dropped)
    value = _mapped(tuple(objectives), kept)
    return Result("M20", value, inputs, _text(value), formula, dropped, tuple(_notes(value)))


def _read(
    objectives: Sequence[str], links: Sequence[TargetLink]
) -> tuple[dict[Pair, TargetLink], tuple[Dropped, ...]]:
    """Return the links that count, by objective and target, and the others with the reason."""
    kept: dict[Pair, TargetLink] = {}
    dropped = []
    for link in links:
        name = _("{objective} → {target}").format(
            objective=link.objective or "?", target=link.target.strip() or "?"
        )
        strength = number(link.strength, _("the strength of a link"))
        if strength is not None and strength not in STRENGTHS:
            raise ToolkitError(
                _("the strength of a link cannot be {value}").format(value=strength),
                where=name,
                remedy=_("Choose 3 direct, 2 enabling, 1 contextual or −1 possible negative effect."),
            )
        try:
            pair = (link.objective, target_code(link.target))
        except ToolkitError as error:
            dropped.append(Dropped(name, str(error)))
            continue
        if link.objective not in objectives:
            dropped.append(Dropped(name, _("there is no such objective")))
        elif strength is None:
            dropped.append(Dropped(name, _("the strength is not judged yet")))
        elif pair in kept:
            dropped.append(Dropped(name, _("the pair is linked twice; the first link counts")))
        else:
            kept[pair] = link
    return kept, tuple(dropped)


def _mapped(objectives: tuple[str, ...], links: Mapping[Pair, TargetLink]) -> SdgMap:
    linked = {target for _objective, target in links}
    targets = tuple(code for code in TARGETS if code in linked)
    strength = {pair: int(link.strength or 0) for pair, link in links.items()}
    helping = {pair: value for pair, value in strength.items() if value > 0}
    matrix = {
        one: {target: strength[one, target] for target in targets if (one, target) in strength}
        for one in objectives
    }
    tally = {
        code: sum(value for (_one, target), value in helping.items() if target == code) for code in targets
    }
    goals: dict[int, int] = {}
    for code, value in tally.items():
        goals[goal_of(code)] = goals.get(goal_of(code), 0) + value
    direct = {one: sum(value == DIRECT for value in matrix[one].values()) for one in objectives}
    negative = tuple(
        pair for pair, link in links.items() if strength[pair] == AGAINST or link.negative_effect.strip()
    )
    return SdgMap(
        objectives=objectives,
        targets=targets,
        matrix=matrix,
        coverage=sum(count > 0 for count in direct.values()) / len(objectives),
        tally={code: value for code, value in tally.items() if value},
        goals={goal: value for goal, value in goals.items() if value},
        without_direct=tuple(one for one in objectives if not direct[one]),
        unlinked=tuple(one for one in objectives if max(matrix[one].values(), default=0) < ENABLING),
        crowded=tuple(one for one in objectives if direct[one] > MOST_DIRECT),
        without_mechanism=tuple(pair for pair, link in links.items() if not link.mechanism.strip()),
        without_mitigation=tuple(pair for pair in negative if not links[pair].mitigation.strip()),
        negative=negative,
        inclusive=tuple(code for code in LEAVING_NO_ONE_BEHIND if tally.get(code)),
    )


def _text(value: SdgMap) -> str:
    count = len(value.objectives)
    direct = count - len(value.without_direct)
    share = per_cent(value.coverage)
    if not value.without_direct:
        return ngettext(
            "The objective has a direct link to a target.",
            "All {count} objectives have a direct link to a target.",
            count,
        ).format(count=count)
    if direct == 0:
        return _("No objective has a direct link to a target; without: {names}.").format(
            names=listed(value.without_direct)
        )
    template = ngettext(
        "One of {count} objectives has a direct link to a target ({share} per cent); without: {names}.",
        "{direct} of {count} objectives have a direct link to a target ({share} per cent); without: {names}.",
        direct,
    )
    return template.format(direct=direct, count=count, share=share, names=listed(value.without_direct))


def _notes(value: SdgMap) -> Iterable[str]:
    for name in value.without_direct:
        yield _("{name} has no direct link: is it an end or a means?").format(name=name)
    for name in value.unlinked:
        yield _("{name} has no link of strength 2 or 3: which target would miss it?").format(name=name)
    for name in value.crowded:
        template = _(
            "{name} has more than three direct links: keep the strongest. A map that shows everything shows "
            "nothing."
        )
        yield template.format(name=name)
    if value.without_mechanism:
        template = _("Without a mechanism (“because …”): {pairs}.")
        yield template.format(pairs=_pairs(value.without_mechanism))
    if not value.negative:
        yield _(
            "No possible negative effect anywhere. Who could lose? Think of digital-only services, misuse of "
            "data, jobs, energy."
        )
    if value.without_mitigation:
        template = _("A possible negative effect, and nothing against it: {pairs}.")
        yield template.format(pairs=_pairs(value.without_mitigation))
    if not value.inclusive:
        template = _("No link serves those who are left behind; have you looked at {targets}?")
        yield template.format(targets=listed(LEAVING_NO_ONE_BEHIND))


def _pairs(pairs: Iterable[Pair]) -> str:
    return listed(f"{objective} → {target}" for objective, target in pairs)
