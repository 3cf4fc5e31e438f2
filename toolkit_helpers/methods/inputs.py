"""Reading what a method was given: a missing value is ``None``, an impossible one is a ``ToolkitError``."""

from __future__ import annotations

import math
from typing import Final

from ..errors import ToolkitError
from ..i18n import gettext as _

CLOSE: Final = 1e-9
"""What floating point may take from a value that is compared with a threshold."""


def number(value: float | None, name: str) -> float | None:
    """Return a finite number; ``None`` for ``None`` and NaN.

    Raises ``ToolkitError`` for anything else.

    >>> number(float("nan"), "the value") is None
    True
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ToolkitError(_("{name} must be a number and is {value}").format(name=name, value=repr(value)))
    if math.isnan(value):
        return None
    if math.isinf(value):
        raise ToolkitError(_("{name} must be a finite number").format(name=name))
    return value


def not_negative(value: float | None, name: str) -> float | None:
    """Return a number of zero or more; ``None`` if it is missing, ``ToolkitError`` below zero."""
    read = number(value, name)
    if read is not None and read < 0:
        raise ToolkitError(_("{name} cannot be negative and is {value}").format(name=name, value=read))
    return read


def rating(value: float | None, name: str, low: int = 1, high: int = 5) -> int | None:
    """Return a whole number from ``low`` to ``high``; ``None`` if it is missing.

    >>> rating(4, "the target"), rating(None, "the target")
    (4, None)
    >>> rating(7, "the target")
    Traceback (most recent call last):
    toolkit_helpers.errors.ToolkitError: The target must be a whole number from 1 to 5 and is 7.
    """
    read = number(value, name)
    if read is None:
        return None
    if not low <= read <= high or read != int(read):
        template = _("{name} must be a whole number from {low} to {high} and is {value}")
        raise ToolkitError(template.format(name=name, low=low, high=high, value=read))
    return int(read)


def same_length(names: int, values: int) -> None:
    """Raise ``ToolkitError`` unless there is one name for each value."""
    if names != values:
        template = _("there must be one name for each value; there are {names} names and {values} values")
        raise ToolkitError(template.format(names=names, values=values))
