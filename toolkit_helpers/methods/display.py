"""Numbers as they are shown: rounding happens here and nowhere before."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal


def shown(value: float, decimals: int = 4) -> str:
    """Return a number with a fixed number of decimals and a true minus sign.

    Index values have four decimals, scores one.  A tie is rounded away from zero, as browsers do.

    >>> shown(0.96789), shown(-0.31056, 2), shown(2.25, 1), shown(-0.00001)
    ('0.9679', '−0.31', '2.3', '0.0000')
    """
    exact = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{exact or abs(exact):f}".replace("-", "−")


def signed(value: float, decimals: int = 4) -> str:
    """Return a difference with its sign.

    >>> signed(0.1552), signed(-0.31056), signed(0)
    ('+0.1552', '−0.3106', '0.0000')
    """
    text = shown(value, decimals)
    return f"+{text}" if value > 0 and any(digit in text for digit in "123456789") else text


def amount(value: float, currency: str = "") -> str:
    """Return an amount of money with two decimals, and its currency if there is one.

    >>> amount(36.5, "FJD"), amount(-670000)
    ('36.50 FJD', '−670,000.00')
    """
    exact = Decimal(value).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{exact or abs(exact):,f} {currency}".replace("-", "−").strip()


def money(value: float, currency: str = "") -> str:
    """Return an amount, without decimals where it is whole.

    >>> money(1266900, "ND"), money(36.5)
    ('1,266,900 ND', '36.50')
    """
    return f"{amount(value).removesuffix('.00')} {currency}".strip()


def per_cent(share: float) -> str:
    """Return a share of 0 to 1 in per cent, or a difference of two in points, with at most one decimal.

    >>> per_cent(0.8125), per_cent(1), per_cent(41 / 47), per_cent(-0.004)
    ('81.3', '100', '87.2', '−0.4')
    """
    return shown(100 * share, 1).removesuffix(".0")


def ordinal_rank(rank: int, tied: int) -> str:
    """Return a rank, with the sign of equality if others share it.

    >>> ordinal_rank(4, tied=1), ordinal_rank(1, tied=2)
    ('4', '1=')
    """
    return f"{rank}=" if tied > 1 else f"{rank}"


def quotient(value: float | None) -> str:
    """Return a ratio with two decimals; ``∞`` for infinity and a dash for none.

    >>> quotient(0.5), quotient(math.inf), quotient(None)
    ('0.50', '∞', '–')
    """
    if value is None:
        return "–"
    return "∞" if math.isinf(value) else shown(value, 2)


def listed(names: Iterable[str]) -> str:
    """Return names in one line."""
    return ", ".join(names)
