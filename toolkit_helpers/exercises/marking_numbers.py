"""Numbers as people write them: comma or point, spaces, a unit behind, digits of several scripts.

How a text is read:

* A comma is a decimal comma and a point is a decimal point: ``0,9679`` and ``0.9679`` are the same.
* Where both occur, the last one is the decimal sign: ``1,266,900.5`` and ``1.266.900,5``.
* Where one of them occurs more than once, it separates thousands: ``1,266,900``.
* Spaces and apostrophes between digits separate thousands: ``1 266 900``, ``1'266'900``.
* ``1,234`` alone is ambiguous.  It is read as 1.234, and the reading 1234 is kept as ``other``: marking
  accepts it where it is the right answer, and says how it read a number that has no key.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

LONGEST = 64
"""Nobody types a number that is longer than this."""

_SPACES = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_DIGITS = {first + n: str(n) for first in (0x0660, 0x06F0, 0xFF10) for n in range(10)}
_MINUS = dict.fromkeys((0x2212, 0x2013, 0xFE63, 0xFF0D), "-")
_SIGNS = {0xFF0B: "+", 0x066B: ".", 0x066C: "'", 0x2019: "'"}
_PLAIN = str.maketrans(_DIGITS | _MINUS | _SIGNS)
_NUMBER = re.compile(rf"[{_SPACES}=≈~]*([+-]?)[{_SPACES}$€£¥₩]*([0-9.,'{_SPACES}]*[0-9])[^0-9]*")
_SPACED = re.compile(r"[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}(\1[0-9]{3})*")
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that was read, and the other way to read it if there are two."""

    value: float
    other: float | None = None


def read(text: Any) -> Reading | None:
    """Read a number as typed; ``None`` if it is none.

    >>> read("0,9679"), read("−31.5 %")
    (Reading(value=0.9679, other=None), Reading(value=-31.5, other=None))
    >>> read("1,234"), read("12 and 1")
    (Reading(value=1.234, other=1234.0), None)
    """
    if isinstance(text, int | float) and not isinstance(text, bool):
        return Reading(float(text)) if abs(text) < 1e300 else None
    if not isinstance(text, str) or len(text) > LONGEST:
        return None
    found = _NUMBER.fullmatch(text.translate(_PLAIN))
    if not found:
        return None
    sign = -1.0 if found[1] == "-" else 1.0
    digits = re.sub(rf"[{_SPACES}']+", " ", found[2])
    if " " in digits and not _SPACED.fullmatch(digits):
        return None
    plain = _decimal(digits.replace(" ", ""))
    if plain is None:
        return None
    other = sign * float(re.sub("[.,]", "", digits)) if _AMBIGUOUS.fullmatch(digits) else None
    return Reading(sign * float(plain), other)


def _decimal(digits: str) -> str | None:
    """Return digits with at most one point, or ``None`` if the signs make no number."""
    signs = re.sub(r"[0-9]", "", digits)
    if len(signs) < 2:
        return digits.replace(",", ".")
    if len(set(signs)) == 1:
        return re.sub(r"[.,]", "", digits) if _GROUPED.fullmatch(digits) else None
    last = signs[-1]
    whole, _, rest = digits.rpartition(last)
    if last in whole or not _GROUPED.fullmatch(whole):
        return None
    return f"{re.sub('[.,]', '', whole)}.{rest}"


def read_number(text: Any) -> float | None:
    """Return the value of a number as typed, or ``None``.

    >>> read_number("39,1 %"), read_number("about forty")
    (39.1, None)
    """
    reading = read(text)
    return None if reading is None else reading.value


def format_number(value: float, decimals: int | None = None) -> str:
    """Write a number with a point, without ``decimals`` as short as it is (six decimals at most).

    A tie is rounded away from zero, as browsers do.

    >>> format_number(0.96790), format_number(157.1, 0), format_number(2.5, 0), format_number(1266900.0)
    ('0.9679', '157', '3', '1266900')
    """
    if abs(value) >= 1e21:
        return repr(float(value))
    places = 6 if decimals is None else decimals
    exact = Decimal(value + 0.0).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if decimals is None else text


def fact_number(value: Any) -> float | None:
    """Return a fact of a country as a number, if it is one.

    >>> fact_number(0.5799), fact_number("High"), fact_number(float("nan"))
    (0.5799, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None
