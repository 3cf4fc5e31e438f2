"""Budgets of several initiatives: costs by year and after delivery, the share of capacity (M25)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, Final

from ..i18n import gettext as _
from .display import listed, money, per_cent
from .inputs import CLOSE, not_negative
from .phasing import formula, inflated, rate_of
from .result import Dropped, Result, unavailable

LEAST_CAPACITY: Final = 0.1
"""A smaller share for capacity development is pointed at."""


@dataclass(frozen=True)
class CostItem:
    """What one initiative costs, at base-year prices, in currency."""

    years: Sequence[float | None]
    """Cost of building it in each year, the base year first; ``None`` is nothing in that year."""
    yearly: float | None = None
    """Cost of each year after delivery: operation, people, help desks; ``None`` is not known."""
    delivered: int | None = None
    """Year in which it is delivered, from 1; the last year with a cost if left out."""
    capacity: bool = False
    """Whether it is capacity development."""


@dataclass(frozen=True)
class Budget:
    """A budget of several initiatives by year; year 1 is the base year."""

    base: tuple[float, ...]
    """Building, at base prices."""
    recurrent: tuple[float, ...]
    """Yearly costs after delivery, at base prices."""
    nominal: tuple[float, ...]
    """Both together, with inflation."""
    contingency: float
    """On the cost of building at base prices."""
    capacity_share: float | None
    """Share of capacity development in the cost of building; ``None`` if nothing costs anything."""
    without_yearly: tuple[str, ...]
    """Initiatives whose yearly cost after delivery is not known."""
    over_ceiling: tuple[int, ...]
    """Years, from 1, whose nominal total lies above the ceiling."""
    yearly_total: float
    """Yearly cost once everything is delivered, at base prices."""

    @property
    def total(self) -> float:
        """All years as they will be paid, with contingency."""
        return fsum(self.nominal) + self.contingency

    @property
    def peak(self) -> int:
        """The year, from 1, with the highest nominal total; the first one if several share it."""
        return 1 + max(range(len(self.nominal)), key=lambda year: self.nominal[year])


def plan_budget(
    items: Mapping[str, CostItem],
    *,
    inflation: float = 0.0,
    contingency: float = 0.0,
    ceiling: float | None = None,
    years: int = 0,
    currency: str = "",
) -> Result[Budget]:
    """Add up the costs of all initiatives by year (M25).

    Parameters
    ----------
    items
        What each initiative costs.
    inflation, contingency
        As in ``phase_budget``.
    ceiling
        Most that may be spent in a year, as paid.
    years
        How many years to show; at least as many as have a cost.
    currency
        Name of the currency, for the sentence.

    Yearly costs begin in the year after delivery.  An initiative without any cost is left out: 0 is a cost,
    nothing is none.  Raises ``ToolkitError`` for negative numbers.

    Source: as ``phase_budget``; the floor of 10 per cent for capacity is the workbook's own.

    >>> items = {"Exchange": CostItem((200, 100), yearly=40), "Training": CostItem((50,), 10, capacity=True)}
    >>> value = plan_budget(items, inflation=0.1, years=3).value
    >>> [round(one, 2) for one in value.nominal], round(value.capacity_share, 3), value.peak
    ([250.0, 121.0, 60.5], 0.143, 1)
    """
    inputs: dict[str, Any] = {"items": items, "inflation": inflation, "contingency": contingency}
    inputs |= {"ceiling": ceiling, "years": years, "currency": currency}
    costs = {name: [not_negative(one, name) for one in item.years] for name, item in items.items()}
    known = {name: row for name, row in costs.items() if any(one is not None for one in row)}
    dropped = tuple(Dropped(name, _("no cost yet")) for name in items if name not in known)
    growth = rate_of(inflation, _("inflation"))
    reserve = not_negative(contingency, _("the contingency")) or 0.0
    most = not_negative(ceiling, _("the ceiling"))
    if not known:
        why = _("There is no budget yet: no initiative has a cost.")
        return unavailable("M25", why, formula=formula(), inputs=inputs, dropped=dropped)
    count = max(years, *(len(row) for row in known.values()))
    value = _budget({name: items[name] for name in known}, known, count, growth, reserve, most)
    text = _text(value, currency)
    return Result("M25", value, inputs, text, formula(), dropped, tuple(_notes(value)))


def _budget(
    items: Mapping[str, CostItem],
    costs: Mapping[str, Sequence[float | None]],
    count: int,
    growth: float,
    reserve: float,
    ceiling: float | None,
) -> Budget:
    base = tuple(fsum(row[year] or 0.0 for row in costs.values() if year < len(row)) for year in range(count))
    yearly = {name: not_negative(item.yearly, name) for name, item in items.items()}
    recurrent = tuple(
        fsum(yearly[name] or 0.0 for name, item in items.items() if _delivered(item, costs[name]) <= year)
        for year in range(count)
    )
    nominal = inflated([one + two for one, two in zip(base, recurrent, strict=True)], growth)
    built = fsum(base)
    capacity = fsum(one or 0.0 for name, item in items.items() if item.capacity for one in costs[name])
    return Budget(
        base=base,
        recurrent=recurrent,
        nominal=nominal,
        contingency=reserve * built,
        capacity_share=capacity / built if built else None,
        without_yearly=tuple(name for name, one in yearly.items() if one is None),
        over_ceiling=tuple(
            year for year, one in enumerate(nominal, 1) if ceiling is not None and one > ceiling * (1 + CLOSE)
        ),
        yearly_total=fsum(one or 0.0 for one in yearly.values()),
    )


def _delivered(item: CostItem, costs: Sequence[float | None]) -> int:
    """Return the number of years until delivery, which is the place of the first year after it."""
    if item.delivered is not None:
        return item.delivered
    return max((year for year, cost in enumerate(costs, 1) if cost), default=1)


def _text(value: Budget, currency: str) -> str:
    template = _(
        "Over {years} years {total} as paid, with contingency; year {peak} costs most, {most}. Once "
        "everything is delivered, each year costs {yearly} at base prices."
    )
    return template.format(
        years=len(value.nominal),
        total=money(value.total, currency),
        peak=value.peak,
        most=money(value.nominal[value.peak - 1], currency),
        yearly=money(value.yearly_total, currency),
    )


def _notes(value: Budget) -> list[str]:
    notes = []
    if value.without_yearly:
        template = _("No yearly cost after delivery is written for: {names}. Who pays for operation?")
        notes.append(template.format(names=listed(value.without_yearly)))
    if value.over_ceiling:
        template = _("Above the ceiling in year: {years}.")
        notes.append(template.format(years=listed(str(year) for year in value.over_ceiling)))
    if value.capacity_share is not None and value.capacity_share < LEAST_CAPACITY - CLOSE:
        template = _(
            "Capacity development takes {share} per cent of the cost of building, less than 10 per cent: a "
            "road map without capacity actions is a shopping list."
        )
        notes.append(template.format(share=per_cent(value.capacity_share)))
    return notes
