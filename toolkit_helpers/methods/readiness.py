"""Readiness for change: five elements in a fixed order, and the first that is weak (M32)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import listed
from .inputs import rating
from .result import Result, unavailable

Element = Literal["awareness", "desire", "knowledge", "ability", "reinforcement"]
ELEMENTS: Final[tuple[Element, ...]] = get_args(Element)
"""The order in which a person goes through a change."""
WEAK: Final = 3
"""A score of 3 or less, of 5, is weak."""


@dataclass(frozen=True)
class Readiness:
    """A profile of readiness and where it stops."""

    scores: tuple[tuple[Element, int], ...]
    barrier: Element | None
    """First weak element in the fixed order; ``None`` if none is weak."""
    later: tuple[Element, ...]
    """Weak elements after the barrier point: they wait their turn."""


def element_name(element: Element) -> str:
    """Return the name of an element in the workbook's language."""
    return {
        "awareness": _("Awareness"),
        "desire": _("Desire"),
        "knowledge": _("Knowledge"),
        "ability": _("Ability"),
        "reinforcement": _("Reinforcement"),
    }[element]


def advice(element: Element) -> str:
    """Return what usually helps where a change is stuck at an element."""
    return {
        "awareness": _(
            "Say why the change is needed, in the words of those concerned and from somebody they trust."
        ),
        "desire": _(
            "Ask what people lose and gain, involve respected colleagues, and settle what is unfair."
        ),
        "knowledge": _("Show how it is done: short input, examples from people's own work, somebody to ask."),
        "ability": _("Give time and tools to practise on real cases, with coaching and without penalty."),
        "reinforcement": _(
            "Make success visible, adapt rules and incentives, and correct what pulls people back."
        ),
    }[element]


def change_readiness(scores: Mapping[str, float | None]) -> Result[Readiness]:
    """Find the barrier point of a change (M32).

    ``scores`` holds a whole number from 1 to 5 for each element.  The barrier point is the first element
    with 3 or less in the order awareness, desire, knowledge, ability, reinforcement, not the lowest score.
    Without all scores up to the first weak one there is no barrier point to tell.  Raises ``ToolkitError``
    for an element that is none of the five and for a score outside 1 to 5.

    Source: Hiatt, ADKAR: A Model for Change in Business, Government and our Community (2006); that 3 of 5 is
    still weak is the workbook's rule.

    >>> scores = {"awareness": 4, "desire": 2, "knowledge": 3, "ability": 3, "reinforcement": 1}
    >>> change_readiness(scores).value.barrier
    'desire'
    """
    formula = _("barrier point = first element with a score of 3 or less, in the fixed order")
    unknown = [name for name in scores if name not in ELEMENTS]
    if unknown:
        raise ToolkitError(
            _("{name} is no element of readiness").format(name=repr(unknown[0])),
            remedy=_("The elements are {names}.").format(names=listed(ELEMENTS)),
        )
    read = {one: rating(scores.get(one), element_name(one)) for one in ELEMENTS}
    weak = [one for one, score in read.items() if score is not None and score <= WEAK]
    open_ones = [one for one, score in read.items() if score is None]
    before = ELEMENTS[: ELEMENTS.index(weak[0])] if weak else ELEMENTS
    unseen = [one for one in open_ones if one in before]
    inputs = {"scores": read}
    if unseen:
        names = listed(element_name(one) for one in unseen)
        why = _("There is no barrier point yet: {names} not rated.").format(names=names)
        return unavailable("M32", why, formula=formula, inputs=inputs)
    value = Readiness(
        scores=tuple((one, score) for one, score in read.items() if score is not None),
        barrier=weak[0] if weak else None,
        later=tuple(weak[1:]),
    )
    if value.barrier is None:
        text = _("No barrier point: sustain reinforcement.")
    else:
        text = _("Barrier point: {element}.").format(element=element_name(value.barrier))
    notes = []
    if value.later:
        names = listed(element_name(one) for one in value.later)
        notes.append(_("Also weak, but later in the order: {names}.").format(names=names))
    if open_ones:
        names = listed(element_name(one) for one in open_ones)
        notes.append(_("Not rated: {names}.").format(names=names))
    return Result("M32", value, inputs, text, formula, notes=tuple(notes))
