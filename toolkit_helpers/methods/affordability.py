"""Is it affordable, and for whom: a price beside income, on average and for the poorest (M43)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import amount, per_cent
from .inputs import CLOSE, not_negative, number
from .result import Result, unavailable

TARGET: Final = 0.02
"""Of monthly income a person, for entry-level broadband (Broadband Commission, target for 2025)."""
MONTHS: Final = 12
FIFTHS: Final = 5
LARGEST: Final = 1e12
"""Largest amount that is read; beyond it the digits shown would mean nothing."""
SMALLEST: Final = 1e-6
"""Smallest income and share of income that is read."""


@dataclass(frozen=True)
class Affordability:
    """What a price takes of a month's income, as shares of 0 to 1 and above."""

    burden: float
    """Price a month / average income a month."""
    met: bool
    """Whether the burden lies below the target; a burden equal to it does not."""
    price_at_target: float
    """Price at which the burden would equal the target."""
    income_at_target: float
    """Yearly income at which the present price would equal the target."""
    fifth: float | None = None
    """Burden for a fifth of the people with their own share of income; ``None`` without that share."""
    fifth_met: bool | None = None


def price_burden(
    price: float | None,
    income: float | None,
    *,
    fifth_share: float | None = None,
    target: float = TARGET,
    currencies: tuple[str, str] | None = None,
    years: tuple[int, int] | None = None,
) -> Result[Affordability]:
    """Set the monthly price of access beside monthly income, on average and for one fifth of people (M43).

    Parameters
    ----------
    price
        Of the basket for a month.
    income
        Gross national income (GNI) per capita, or another average income of a person, for a *year*.
    fifth_share
        Share of all income that a fifth of the people receives, 0 to 1; 0.07 for 7 per cent.  It stands for
        what they can spend, as the nearest figure that is usually known.
    target
        Share of monthly income that the price should stay below.
    currencies, years
        Of price and income; if they differ, nothing is computed.

    Raises ``ToolkitError`` for a negative price, a share of income outside 0 to 1, and amounts that no
    currency knows.

    Source: Broadband Commission for Sustainable Development, Advocacy Target 2 (2018).

    >>> value = price_burden(4.20, 1450, fifth_share=0.07).value
    >>> round(100 * value.burden, 2), value.met, round(value.price_at_target, 2), round(100 * value.fifth, 1)
    (3.48, False, 2.42, 9.9)
    """
    formula = _(
        "burden = price a month / (income a year / 12); for a fifth of the people = "
        "price / (their share × 5 × income / 12)"
    )
    inputs = {
        "price": price,
        "income": income,
        "fifth_share": fifth_share,
        "target": target,
        "currencies": currencies,
        "years": years,
    }
    cost, money = not_negative(price, _("the price")), number(income, _("the income"))
    for name, given in ((_("the price"), cost), (_("the income"), money)):
        if given is not None and given > LARGEST:
            raise ToolkitError(_("{name} is larger than any that is read here").format(name=name))
    share = _fifth(fifth_share)
    why = _why_not(cost, money, currencies, years)
    if why or cost is None or money is None:
        return unavailable("M43", why, formula=formula, inputs=inputs)
    burden = cost / (money / MONTHS)
    fifth = None if share is None else fifth_burden(burden, share)
    value = Affordability(
        burden=burden,
        met=burden < target - CLOSE,
        price_at_target=target * money / MONTHS,
        income_at_target=cost * MONTHS / target,
        fifth=fifth,
        fifth_met=None if fifth is None else fifth < target - CLOSE,
    )
    currency = currencies[0] if currencies else ""
    return Result("M43", value, inputs, _text(value, target, currency), formula, notes=_notes(value))


def fifth_burden(burden: float, share: float) -> float:
    """Return what a price that takes ``burden`` of the average income takes of the income of one fifth.

    A fifth with a share of 0.2 has the average income.  Raises ``ToolkitError`` for a share of 0 or less, or
    above 1.

    >>> round(fifth_burden(0.02, 0.05), 6)
    0.08
    """
    read = _fifth(share)
    if read is None:
        raise ToolkitError(_("the share of income of the fifth is not given"))
    return burden / (read * FIFTHS)


def _fifth(share: float | None) -> float | None:
    read = number(share, _("the share of income"))
    if read is not None and not SMALLEST <= read <= 1:
        raise ToolkitError(
            _("the share of income of a fifth lies above 0, at most 1, and is {value}").format(value=read)
        )
    return read


def _why_not(
    price: float | None,
    income: float | None,
    currencies: tuple[str, str] | None,
    years: tuple[int, int] | None,
) -> str:
    """Return why nothing can be computed; empty if something can."""
    if price is None:
        return _("Not available: the price is not given.")
    if income is None or income < SMALLEST:
        return _("Not available: the income is not given, or not above 0.")
    if currencies and currencies[0].strip().casefold() != currencies[1].strip().casefold():
        return _("Not available: price and income must be in the same currency.")
    if years and years[0] != years[1]:
        return _("Not available: price and income must be of the same year.")
    return ""


def _text(value: Affordability, target: float, currency: str) -> str:
    fields = {
        "burden": per_cent(value.burden),
        "target": per_cent(target),
        "price": amount(value.price_at_target, currency),
        "fifth": "" if value.fifth is None else per_cent(value.fifth),
    }
    if value.fifth is not None and value.met:
        template = _(
            "The price takes {burden} per cent of average income, below {target} per cent, and {fifth} per "
            "cent of the income of this fifth of the people."
        )
    elif value.fifth is not None:
        template = _(
            "The price takes {burden} per cent of average income, not below {target} per cent, and {fifth} "
            "per cent of the income of this fifth of the people; at {price} it would meet the target on "
            "average."
        )
    elif value.met:
        template = _("The price takes {burden} per cent of average income, below {target} per cent.")
    else:
        template = _(
            "The price takes {burden} per cent of average income, not below {target} per cent; at {price} it "
            "would meet the target."
        )
    return template.format(**fields)


def _notes(value: Affordability) -> tuple[str, ...]:
    if value.met and value.fifth_met is False:
        return (_("The target is met on average and missed for this fifth: the average hides it."),)
    return ()
