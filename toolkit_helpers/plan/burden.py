"""P4.journey_burden: hours, cost and visits of a case today (EX4.4) and as a target (EX4.5), after M05."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..exercises.marking_numbers import read, read_number
from ..exercises.marking_result import mapping
from ..exercises.model import Table
from ..i18n import gettext as _
from ..methods import CaseCost, service_burden
from ..methods.display import amount, shown
from ..methods.result import Result
from ..methods.service import Burden
from .model import Column, Value
from .values import Inputs, used_rows

JOURNEY: Final = ("EX4.4", "journey")
CASE: Final = ("EX4.4", "case")
TARGET: Final = ("EX4.5", "target")
ASKED: Final = ("hours", "cost", "visits")
"""What a case asks of a person: hours, money besides the journeys, journeys to an office."""

Rows = list[tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class Asked:
    """What one case asks of a person; ``None`` where a number is missing."""

    hours: float | None = None
    cost: float | None = None
    visits: float | None = None

    @property
    def given(self) -> bool:
        """Whether any number is known."""
        return any(value is not None for value in (self.hours, self.cost, self.visits))


@dataclass(frozen=True)
class Case:
    """What an hour and a journey are worth, and how many cases there are in a year."""

    hour: float | None = None
    travel: float | None = None
    cases: float | None = None
    currency: str = ""

    def cost(self, asked: Asked) -> CaseCost:
        """Return a case as method M05 takes it."""
        return CaseCost(asked.hours, asked.visits, self.travel, asked.cost, self.hour)


def read_case(answer: Any) -> Case:
    """Return the form of EX4.4 about the case."""
    given = mapping(answer)
    currency = given.get("currency")
    cases = read(given.get("cases"))
    return Case(
        hour=_positive(given.get("hour")),
        travel=_positive(given.get("travel")),
        # Nobody counts thousandths of a case: "40,000" is forty thousand.
        cases=None if cases is None or cases.value < 0 else cases.other or cases.value,
        currency=currency.strip() if isinstance(currency, str) else "",
    )


def read_target(answer: Any) -> Asked:
    """Return the form of EX4.5 about the target."""
    given = mapping(answer)
    return Asked(*(_positive(given.get(name)) for name in ASKED))


def _positive(value: Any) -> float | None:
    found = read_number(value)
    return found if found is not None and found >= 0 else None


def total(steps: Rows) -> Asked:
    """Add up the steps of a journey; a number that one step lacks is missing in the sum, never zero."""
    sums: list[float | None] = []
    for name in ASKED:
        numbers = [_positive(row.get(name)) for _code, row in steps]
        known = [number for number in numbers if number is not None]
        sums.append(sum(known) if known and len(known) == len(numbers) else None)
    return Asked(*sums)


def lacking(steps: Rows, name: str) -> list[str]:
    """Return the codes of the steps without a number."""
    return [code for code, row in steps if _positive(row.get(name)) is None]


def compared(today: Asked, target: Asked | None, case: Case) -> Result[Burden]:
    """Return the burden of a case today and, where there is one, of the target (M05)."""
    after = case.cost(target) if target and target.given else None
    return service_burden(case.cost(today), after, cases=case.cases, currency=case.currency)


def steps_of(inputs: Inputs) -> Rows:
    """Return the steps of the team's journey."""
    written = inputs.part(*JOURNEY)
    if written is None or not isinstance(written.part, Table):
        return []
    return used_rows(written.part, written.answer)


def journey_burden(inputs: Inputs) -> Value:
    """P4.journey_burden (M05): hours, cost, visits and burden, today and as a target."""
    written = inputs.part(*JOURNEY)
    case = read_case(inputs.answers.parts(CASE[0]).get(CASE[1]))
    target = read_target(inputs.answers.parts(TARGET[0]).get(TARGET[1]))
    today = total(steps_of(inputs))
    state = written.state if written else "empty"
    if state == "empty" and not target.given:
        return Value()
    result = compared(today, target, case)
    ends = {"today": _burdens(result.value, "before"), "target": _burdens(result.value, "after")}
    whole = state == "filled" and None not in (target.hours, target.cost, target.visits)
    return Value(
        state="filled" if whole else "begun",
        raw={
            side: {"hours": asked.hours, "cost": asked.cost, "visits": asked.visits, **ends[side]}
            for side, asked in (("today", today), ("target", target))
        },
        columns=(
            Column(id="what", label=_("For one case")),
            Column(id="today", label=_("Today")),
            Column(id="target", label=_("Target")),
        ),
        rows=tuple(table(today, target, result, case.currency)),
        notes=(result.interpretation, *result.notes),
    )


def _burdens(value: Burden | None, side: str) -> dict[str, float | None]:
    return {
        "burden": getattr(value, side, None),
        "annual_burden": getattr(value, f"annual_{side}", None),
    }


def table(today: Asked, target: Asked, result: Result[Burden], currency: str) -> list[dict[str, str]]:
    """Return the rows that people read; what is missing says so."""
    money = {"cost"}

    def cell(name: str, value: float | None) -> str:
        if value is None:
            return _("not available")
        if name in money:
            return amount(value, currency)
        return plain(value)

    rows = [
        {
            "what": label,
            "today": cell(name, getattr(today, name)),
            "target": cell(name, getattr(target, name)),
        }
        for name, label in labels().items()
    ]
    value = result.value
    if value is not None:
        sides = [(_("Burden"), value.before, value.after)]
        if value.annual_before is not None:
            sides.append((_("Burden of a year's cases"), value.annual_before, value.annual_after))
        for label, before, after in sides:
            after_text = _("not available") if after is None else amount(after, currency)
            rows.append({"what": label, "today": amount(before, currency), "target": after_text})
    return rows


def plain(value: float) -> str:
    """Return a number with two decimals at most.

    >>> plain(23.5), plain(5), plain(0.254)
    ('23.5', '5', '0.25')
    """
    return shown(value, 2).rstrip("0").rstrip(".")


def labels() -> Mapping[str, str]:
    """Return the names of what a case asks of a person."""
    return {"hours": _("Hours"), "cost": _("Cost besides journeys"), "visits": _("Visits")}
