"""Competency gaps: what a role asks for, what people can do, and how many are to be trained (M30)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Any, Final, Literal

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import listed, per_cent, shown
from .inputs import not_negative, number
from .result import Dropped, Result, unavailable

TOP: Final = 4
"""Highest level: 0 none, 1 knows of it, 2 does it with help, 3 does it alone, 4 teaches others."""

View = Literal["both", "own", "supervisor"]


@dataclass(frozen=True)
class Competency:
    """One competency of one role family: what is needed, and how it is seen."""

    required: float | None
    """Level that the work asks for, 0 to 4."""
    own: float | None
    """Mean of what the staff say of themselves, 0 to 4."""
    supervisor: float | None
    """Mean of what their supervisors say, 0 to 4."""
    headcount: float | None = None
    """People in the role family."""
    below: float | None = None
    """How many of them are below the required level."""
    weight: float | None = None
    """How much the competency counts in the profile; 1 if nothing is said."""


@dataclass(frozen=True)
class CompetencyGap:
    """How far a role family is from what its work asks for."""

    current: float
    """Mean of the views that are there, 0 to 4."""
    gap: float
    """Required minus current level, never below 0."""
    view: View
    demand: float | None
    """People to train; ``None`` without headcount and count of those below."""
    share_below: float | None
    """Share of the role family below the required level, 0 to 1."""

    @property
    def perceived(self) -> bool:
        """Whether the level rests on one view alone."""
        return self.view != "both"


@dataclass(frozen=True)
class Profile:
    """The competency gaps of one role family, weighed."""

    weighted_gap: float
    """Weighted mean of the gaps, 0 to 4."""
    gaps: tuple[tuple[str, CompetencyGap], ...]
    """Each competency with its gap, the largest gap first."""
    places: float
    """Training places: people to train, added over the competencies; one person may need several."""


def people(count: float) -> str:
    """Return a number of people or hours as it is shown: whole where it is whole.

    >>> people(26.0), people(2.5)
    ('26', '2.5')
    """
    return shown(count, 0 if float(count).is_integer() else 1)


def _formula() -> str:
    return _(
        "gap = max(0, required − current), current = mean of staff's own and supervisors' view; people to "
        "train = headcount × share below the required level"
    )


def _level(value: float | None, name: str) -> float | None:
    read = not_negative(value, name)
    if read is not None and read > TOP:
        raise ToolkitError(
            _("{name} must lie between 0 and {top} and is {value}").format(name=name, top=TOP, value=read)
        )
    return read


def competency_gap(one: Competency) -> Result[CompetencyGap]:
    """Compare the level that a role asks for with the level that is there (M30).

    The current level is the mean of the staff's own and the supervisors' view; with one view alone the gap
    is labelled as perceived.  People to train are the headcount times the share below the required level,
    and not available without a count of those below: a mean does not say how many they are.  Raises
    ``ToolkitError`` for a level outside 0 to 4, a negative number and more people below than there are.

    Source: required, present and missing competencies per role family follow UNESCO and Broadband
    Commission, Artificial Intelligence and Digital Transformation: Competencies for Civil Servants (2022);
    the arithmetic is the workbook's own.

    >>> result = competency_gap(Competency(required=3, own=2.4, supervisor=1.8, headcount=40, below=26))
    >>> round(result.value.gap, 1), result.value.demand, result.value.share_below
    (0.9, 26, 0.65)
    """
    required = _level(one.required, _("the required level"))
    own = _level(one.own, _("the staff's own view"))
    supervisor = _level(one.supervisor, _("the supervisors' view"))
    headcount = not_negative(one.headcount, _("the headcount"))
    below = not_negative(one.below, _("the number of people below the level"))
    if headcount is not None and below is not None and below > headcount:
        template = _("{below} people are below the level, but the role family has {headcount}")
        raise ToolkitError(template.format(below=people(below), headcount=people(headcount)))
    views = [view for view in (own, supervisor) if view is not None]
    inputs: dict[str, Any] = {
        "required": required,
        "own": own,
        "supervisor": supervisor,
        "headcount": headcount,
        "below": below,
    }
    if required is None or not views:
        why = _("There is no gap without a required level and at least one view of the current level.")
        return unavailable("M30", why, formula=_formula(), inputs=inputs)
    current = fsum(views) / len(views)
    view: View = "both" if len(views) > 1 else "own" if own is not None else "supervisor"
    demand, share = (None, None)
    if headcount is not None and below is not None:
        demand, share = below, below / headcount if headcount else None
    value = CompetencyGap(current, max(0.0, required - current), view, demand, share)
    return Result("M30", value, inputs, _text(value), _formula(), notes=tuple(_notes(value)))


def _text(value: CompetencyGap) -> str:
    if value.demand is None:
        template = _("The gap is {gap} levels; how many people it concerns is not known.")
        return template.format(gap=shown(value.gap, 1))
    if value.share_below is None:
        return _("The gap is {gap} levels; nobody works in this role yet.").format(gap=shown(value.gap, 1))
    template = _("The gap is {gap} levels; {demand} people to train, {share} per cent of the role family.")
    return template.format(
        gap=shown(value.gap, 1), demand=people(value.demand), share=per_cent(value.share_below)
    )


def _notes(value: CompetencyGap) -> Iterable[str]:
    if value.view == "own":
        yield _("Perceived: staff rated themselves, and nobody else has looked.")
    if value.view == "supervisor":
        yield _("Perceived: supervisors rated, and the staff themselves were not asked.")
    if value.demand is None:
        yield _("Count the people below the required level; a mean does not say how many they are.")
    elif not value.gap and value.demand:
        template = _("The mean reaches the required level, and {demand} people are still below it.")
        yield template.format(demand=people(value.demand))
    elif value.gap and value.share_below is not None and not value.demand:
        yield _("The mean lies below the required level, but nobody is counted as below: check the count.")


def competency_profile(competencies: Mapping[str, Competency]) -> Result[Profile]:
    """Weigh the competency gaps of one role family (M30): Σ weight × gap, weights scaled to sum 1.

    Competencies without a gap value are left out with the reason and never count as a gap of 0; a weight
    that is missing is 1.  Raises ``ToolkitError`` as ``competency_gap`` does.

    Source: as ``competency_gap``.

    >>> needs = {"Data": Competency(3, 1, 1, 10, 8, weight=3), "Law": Competency(2, 2, 3, 10, 0, weight=1)}
    >>> competency_profile(needs).value.weighted_gap
    1.5
    """
    formula = _("weighted gap = Σ weight × gap, the weights scaled to sum 1")
    found: list[tuple[str, CompetencyGap, float]] = []
    dropped: list[Dropped] = []
    for name, one in competencies.items():
        weight = not_negative(one.weight, _("a weight"))
        result = competency_gap(one)
        if result.value is None:
            dropped.append(Dropped(name, result.interpretation))
        else:
            found.append((name, result.value, 1.0 if weight is None else weight))
    inputs = {"competencies": dict(competencies)}
    total = fsum(weight for _name, _gap, weight in found)
    if not total:
        why = _("There is no profile yet: no competency has a gap and a weight above zero.")
        return unavailable("M30", why, formula=formula, inputs=inputs, dropped=tuple(dropped))
    value = Profile(
        weighted_gap=fsum(weight * gap.gap for _name, gap, weight in found) / total,
        gaps=tuple(sorted(((name, gap) for name, gap, _w in found), key=lambda pair: -pair[1].gap)),
        places=fsum(gap.demand or 0.0 for _name, gap, _w in found),
    )
    text = _("Weighted gap {gap} of {top} levels over {count} competencies.").format(
        gap=shown(value.weighted_gap, 1), top=TOP, count=len(found)
    )
    return Result("M30", value, inputs, text, formula, tuple(dropped), tuple(_profile_notes(value)))


def _profile_notes(value: Profile) -> Iterable[str]:
    perceived = [name for name, gap in value.gaps if gap.perceived]
    if perceived:
        yield _("Perceived, from one view alone: {names}.").format(names=listed(perceived))
    uncounted = [name for name, gap in value.gaps if gap.demand is None]
    if uncounted:
        yield _("People to train are not counted yet: {names}.").format(names=listed(uncounted))


def hours_per_place(hours: float | None, places: float | None) -> Result[float]:
    """Return the learning hours that fall on one training place (M30).

    ``hours`` are working hours set aside for learning by all who learn, ``places`` the people to train,
    added over the competencies.  Raises ``ToolkitError`` for negative numbers.

    Source: the workbook's own rule of arithmetic.

    >>> hours_per_place(96, 40).value
    2.4
    """
    formula = _("hours per place = hours set aside / training places")
    read_hours = not_negative(hours, _("the hours"))
    read_places = number(places, _("the number of places"))
    inputs = {"hours": read_hours, "places": read_places}
    if read_hours is None or read_places is None or read_places <= 0:
        why = _("Hours per place need the hours set aside and at least one person to train.")
        return unavailable("M30", why, formula=formula, inputs=inputs)
    value = read_hours / read_places
    text = _("{hours} hours for {places} training places: {each} hours each.").format(
        hours=people(read_hours), places=people(read_places), each=shown(value, 1)
    )
    return Result("M30", value, inputs, text, formula)
