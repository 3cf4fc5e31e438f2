"""One cost spread over years: inflation, contingency and present value (M25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, Final

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import money, per_cent
from .inputs import CLOSE, not_negative, number
from .result import Result, unavailable

TOLERANCE: Final = 0.001
"""By how much yearly shares may miss 1."""


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
    inputs: dict[str, Any] = {
        "total": total,
        "shares": tuple(shares),
        "inflation": inflation,
        "contingency": contingency,
        "discount": discount,
    }
    cost = not_negative(total, _("the cost"))
    parts = [not_negative(share, _("a share")) or 0.0 for share in shares]
    growth = rate_of(inflation, _("inflation"))
    reserve = not_negative(contingency, _("the contingency")) or 0.0
    if cost is None or not parts:
        why = _("There is no budget without a cost and the years in which it is paid.")
        return unavailable("M25", why, formula=formula(), inputs=inputs)
    if abs(fsum(parts) - 1) > TOLERANCE + CLOSE:
        raise ToolkitError(
            _("the yearly shares add up to {sum} per cent").format(sum=per_cent(fsum(parts))),
            remedy=_("They must add up to 100 per cent."),
        )
    base = tuple(cost * share for share in parts)
    value = Phasing(
        base=base,
        nominal=inflated(base, growth),
        contingency=reserve * cost,
        present_value=None if discount is None else _present(base, rate_of(discount, _("the discount rate"))),
    )
    return Result("M25", value, inputs, _text(value), formula())


def formula() -> str:
    """Return the formula of M25, for one cost and for many."""
    return _(
        "nominal of year t = base cost of year t × (1 + inflation)^(t − 1); contingency on the base cost"
    )


def rate_of(rate: float, name: str) -> float:
    """Return a yearly rate; ``ToolkitError`` at −100 per cent and below."""
    read = number(rate, name) or 0.0
    if read <= -1:
        raise ToolkitError(_("{name} must lie above −100 per cent").format(name=name))
    return read


def inflated(base: Sequence[float], growth: float) -> tuple[float, ...]:
    """Return costs of year 1, 2, … at base prices as they will be paid."""
    return tuple(cost * (1 + growth) ** year for year, cost in enumerate(base))


def _present(base: Sequence[float], rate: float) -> float:
    return fsum(cost / (1 + rate) ** year for year, cost in enumerate(base))


def _text(value: Phasing) -> str:
    template = _("{total} at base prices becomes {nominal} over {years} years; with contingency {reserve}.")
    return template.format(
        total=money(value.total),
        nominal=money(value.nominal_total),
        years=len(value.base),
        reserve=money(value.nominal_with_contingency),
    )
