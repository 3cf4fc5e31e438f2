"""Services: the burden that a case puts on a person (M05) and the links between systems (M06)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import amount, listed
from .inputs import not_negative, number
from .result import Result, unavailable


@dataclass(frozen=True)
class CaseCost:
    """What one case asks of a person; ``None`` where nothing is known."""

    hours: float | None = None
    visits: float | None = None
    travel: float | None = None
    """Cost of one return journey, in currency."""
    fee: float | None = None
    """Out-of-pocket cost, in currency."""
    wage: float | None = None
    """Value of an hour, in currency; the minimum wage if left out."""


@dataclass(frozen=True)
class Burden:
    """Burden in currency, for one case and for a year; ``None`` where its inputs are missing."""

    before: float
    after: float | None = None
    saving: float | None = None
    """Before minus after; negative where the new way costs more."""
    annual_before: float | None = None
    annual_after: float | None = None
    annual_saving: float | None = None


def service_burden(
    before: CaseCost,
    after: CaseCost | None = None,
    *,
    cases: float | None = None,
    minimum_wage: float | None = None,
    currency: str = "",
) -> Result[Burden]:
    """Add up time, cost and visits of a service for one case, and for all cases of a year (M05).

    Parameters
    ----------
    before, after
        What a case asks of a person today, and after the redesign.
    cases
        Cases in a year.
    minimum_wage
        Local minimum wage for an hour; values the time where a case names no wage.
    currency
        Name of the currency, for the sentence.

    Raises ``ToolkitError`` for negative numbers.
    Source: Standard Cost Model Network, International Standard Cost Model Manual (2005), applied to people.

    >>> before = CaseCost(hours=5, visits=3, travel=4, fee=12, wage=2.5)
    >>> after = CaseCost(hours=1.5, visits=1, travel=4, fee=12, wage=2.5)
    >>> service_burden(before, after, cases=40_000).interpretation
    'Each case costs a person 16.75 less; with 40,000 cases a year that is 670,000.00.'
    """
    formula = _(
        "burden = hours × value of an hour + out-of-pocket cost + visits × return travel cost; "
        "saving = before − after; annual = burden × cases a year"
    )
    wage = not_negative(minimum_wage, _("the minimum wage"))
    count = not_negative(cases, _("the number of cases"))
    sides = {"before": before} | ({"after": after} if after else {})
    read = {side: _read(case, wage) for side, case in sides.items()}
    inputs: dict[str, Any] = {side: asdict(case) for side, case in sides.items()}
    inputs |= {"cases": cases, "minimum_wage": minimum_wage, "currency": currency}
    missing = dict.fromkeys(name for case in read.values() for name, value in case.items() if value is None)
    if missing:
        template = _("The burden is not available, because no value is given for these inputs: {missing}.")
        labels = _labels()
        why = template.format(missing=listed(labels[name] for name in missing))
        return unavailable("M05", why, formula=formula, inputs=inputs)
    known = [{name: value for name, value in case.items() if value is not None} for case in read.values()]
    value = _with_year([_burden(case) for case in known], count)
    notes = []
    if any(case["wage"] == 0 for case in known):
        notes.append(
            _("An hour is valued at zero here; unpaid time still has value, so use the minimum wage.")
        )
    if value.saving is not None and value.saving < 0:
        notes.append(_("The saving is negative: the new way asks more of people."))
    return Result("M05", value, inputs, _text(value, count, currency), formula, notes=tuple(notes))


def _labels() -> dict[str, str]:
    return {
        "hours": _("hours"),
        "visits": _("visits"),
        "travel": _("cost of a return journey"),
        "fee": _("out-of-pocket cost"),
        "wage": _("value of an hour"),
    }


def _read(case: CaseCost, minimum_wage: float | None) -> dict[str, float | None]:
    labels = _labels()
    read = {name: not_negative(value, labels[name]) for name, value in asdict(case).items()}
    if read["wage"] is None:
        read["wage"] = minimum_wage
    return read


def _burden(case: Mapping[str, float]) -> float:
    return case["hours"] * case["wage"] + case["fee"] + case["visits"] * case["travel"]


def _with_year(costs: list[float], cases: float | None) -> Burden:
    annual = [None if cases is None else cost * cases for cost in costs]
    if len(costs) == 1:
        return Burden(before=costs[0], annual_before=annual[0])
    saving = costs[0] - costs[1]
    return Burden(
        before=costs[0],
        after=costs[1],
        saving=saving,
        annual_before=annual[0],
        annual_after=annual[1],
        annual_saving=None if cases is None else saving * cases,
    )


def _text(value: Burden, cases: float | None, currency: str) -> str:
    if value.saving is None:
        one, year = value.before, value.annual_before
        alone = _("Each case costs a person {one}.")
        yearly = _("Each case costs a person {one}; with {cases} cases a year that is {year}.")
    elif value.saving < 0:
        one, year = -value.saving, value.annual_saving
        alone = _("Each case costs a person {one} more than before.")
        yearly = _(
            "Each case costs a person {one} more than before; with {cases} cases a year that is {year}."
        )
    else:
        one, year = value.saving, value.annual_saving
        alone = _("Each case costs a person {one} less.")
        yearly = _("Each case costs a person {one} less; with {cases} cases a year that is {year}.")
    if year is None or cases is None:
        return alone.format(one=amount(one, currency))
    return yearly.format(one=amount(one, currency), cases=f"{cases:,.0f}", year=amount(abs(year), currency))


@dataclass(frozen=True)
class Links:
    """How many links connect a number of systems."""

    point_to_point: int
    """Each system with each other."""
    shared: int
    """Each system with one shared exchange layer."""


def exchange_links(n: float | None) -> Result[Links]:
    """Count the links among ``n`` systems, point to point and over one shared exchange layer (M06).

    Fewer than two systems need no link.  Raises ``ToolkitError`` unless ``n`` is a whole number from 0.
    Source: the number of pairs among n, as in any textbook of combinatorics.

    >>> exchange_links(12).value
    Links(point_to_point=66, shared=12)
    """
    formula = _("point to point = n(n − 1) / 2; with one shared exchange layer = n")
    count = number(n, _("the number of systems"))
    if count is None:
        why = _("Not available: the number of systems is not given.")
        return unavailable("M06", why, formula=formula, inputs={"n": n})
    if count < 0 or count != int(count):
        raise ToolkitError(
            _("the number of systems must be a whole number from 0 and is {value}").format(value=count)
        )
    systems = int(count)
    links = Links(systems * (systems - 1) // 2, systems) if systems >= 2 else Links(0, 0)
    if systems < 2:
        text = _("Fewer than two systems need no link.")
    elif links.shared < links.point_to_point:
        text = _("{n} systems need {pairs} links from point to point and {shared} over a shared exchange.")
    else:
        text = _(
            "{n} systems need {pairs} links from point to point and {shared} over a shared exchange, which "
            "needs fewer links from four systems on."
        )
    text = text.format(n=systems, pairs=links.point_to_point, shared=links.shared)
    return Result("M06", links, {"n": n}, text, formula)
