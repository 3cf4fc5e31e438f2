"""Budgets by year: inflation, contingency, yearly costs after delivery, the share of capacity (M25)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, Final

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import amount, listed, per_cent
from .inputs import CLOSE, not_negative, number
from .result import Dropped, Result, unavailable

TOLERANCE: Final = 0.001
"""By how much yearly shares may miss 1."""
LEAST_CAPACITY: Final = 0.1
"""A smaller share for capacity development is pointed at."""


@dataclass(frozen=True)
class Phasing:
    """One cost spread over years; year 1 is the base year, whose prices are those of the total."""

    base: tuple[float, ...]
    nominal: tuple[float, ...]
    """With inflation from year 2 on."""
    contingency: float
    """Share of the base cost, added at the end."""
    present_value: float | None = None
    """Of the flow at base prices; ``None`` without a discount rate."""

    @property
    def total(self) -> float:
        """Total at base prices."""
        return fsum(self.base)

    @property
    def nominal_total(self) -> float:
        """Total as it will be paid, without contingency."""
        return fsum(self.nominal)

    @property
    def with_contingency(self) -> float:
        """Total at base prices, with contingency."""
        return self.total + self.contingency

    @property
    def nominal_with_contingency(self) -> float:
        """Total as it will be paid, with the contingency of the base cost."""
        return self.nominal_total + self.contingency


def phase_budget(
    total: float | None,
    shares: Sequence[float],
    *,
    inflation: float = 0.0,
    contingency: float = 0.0,
    discount: float | None = None,
) -> Result[Phasing]:
    """Spread a cost at base-year prices over years (M25).

    Parameters
    ----------
    total
        Cost at the prices of the base year, in currency.
    shares
        Share of each year, the base year first; they add up to 1.
    inflation
        Yearly, from the second year on: 0.05 for 5 per cent.
    contingency
        As a share of the base cost.
    discount
        Yearly rate for the present value of the flow at base prices.

    Raises ``ToolkitError`` for negative numbers and for shares that do not add up to 1 within 0.001.
    Source: HM Treasury, The Green Book (2022), on prices, discounting and contingency.

    >>> value = phase_budget(1_200_000, (0.2, 0.5, 0.3), inflation=0.05, contingency=0.15).value
    >>> [round(one) for one in value.nominal], round(value.nominal_total), round(value.with_contingency)
    ([240000, 630000, 396900], 1266900, 1380000)
    """
    formula = _formula()
    inputs: dict[str, Any] = {
        "total": total,
        "shares": tuple(shares),
        "inflation": inflation,
        "contingency": contingency,
        "discount": discount,
    }
    cost = not_negative(total, _("the cost"))
    parts = [not_negative(share, _("a share")) or 0.0 for share in shares]
    growth, reserve = _rate(inflation, _("inflation")), not_negative(contingency, _("the contingency")) or 0.0
    if cost is None or not parts:
        why = _("There is no budget without a cost and the years in which it is paid.")
        return unavailable("M25", why, formula=formula, inputs=inputs)
    if abs(fsum(parts) - 1) > TOLERANCE + CLOSE:
        raise ToolkitError(
            _("the yearly shares add up to {sum} per cent").format(sum=per_cent(fsum(parts))),
            remedy=_("They must add up to 100 per cent."),
        )
    base = tuple(cost * share for share in parts)
    value = Phasing(
        base=base,
        nominal=_inflated(base, growth),
        contingency=reserve * cost,
        present_value=None if discount is None else _present(base, _rate(discount, _("the discount rate"))),
    )
    return Result("M25", value, inputs, _phased_text(value), formula)


def money(value: float, currency: str = "") -> str:
    """Return an amount, without decimals where it is whole.

    >>> money(1266900, "ND"), money(36.5)
    ('1,266,900 ND', '36.50')
    """
    return f"{amount(value).removesuffix('.00')} {currency}".strip()


def _formula() -> str:
    return _(
        "nominal of year t = base cost of year t × (1 + inflation)^(t − 1); contingency on the base cost"
    )


def _rate(rate: float, name: str) -> float:
    read = number(rate, name) or 0.0
    if read <= -1:
        raise ToolkitError(_("{name} must lie above −100 per cent").format(name=name))
    return read


def _inflated(base: Sequence[float], growth: float) -> tuple[float, ...]:
    return tuple(cost * (1 + growth) ** year for year, cost in enumerate(base))


def _present(base: Sequence[float], rate: float) -> float:
    return fsum(cost / (1 + rate) ** year for year, cost in enumerate(base))


def _phased_text(value: Phasing) -> str:
    template = _("{total} at base prices becomes {nominal} over {years} years; with contingency {reserve}.")
    return template.format(
        total=money(value.total),
        nominal=money(value.nominal_total),
        years=len(value.base),
        reserve=money(value.nominal_with_contingency),
    )


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
    growth, reserve = _rate(inflation, _("inflation")), not_negative(contingency, _("the contingency")) or 0.0
    most = not_negative(ceiling, _("the ceiling"))
    if not known:
        why = _("There is no budget yet: no initiative has a cost.")
        return unavailable("M25", why, formula=_formula(), inputs=inputs, dropped=dropped)
    count = max(years, *(len(row) for row in known.values()))
    value = _budget({name: items[name] for name in known}, known, count, growth, reserve, most)
    text = _budget_text(value, currency)
    return Result("M25", value, inputs, text, _formula(), dropped, tuple(_notes(value)))


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
    nominal = _inflated([one + two for one, two in zip(base, recurrent, strict=True)], growth)
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


def _budget_text(value: Budget, currency: str) -> str:
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
