"""Groups so small that a figure could reveal a person: they are counted nowhere and shown nowhere."""

from __future__ import annotations

from typing import Final

from ..i18n import gettext as _
from .inputs import not_negative

LIMIT: Final = 30
"""Fewest people behind a published figure of a group (the workbook's own rule)."""


def too_small(people: float | None, limit: float = LIMIT) -> bool:
    """Whether a group is known to be smaller than the disclosure limit; an unknown size is not.

    >>> too_small(29), too_small(30), too_small(None)
    (True, False, False)
    """
    known = not_negative(people, _("the number of people"))
    return known is not None and known < limit


def why_small(limit: float = LIMIT) -> str:
    """Return the reason why a figure of a small group is not shown."""
    return _("fewer than {limit} people, so a figure could reveal a person").format(limit=f"{limit:g}")
