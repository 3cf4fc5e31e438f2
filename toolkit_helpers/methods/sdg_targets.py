"""The 169 targets of the Sustainable Development Goals, by code; short titles in our own words.

Codes: United Nations, Transforming our World: the 2030 Agenda for Sustainable Development (2015).  A goal's
numbered targets come first, then those on means of implementation, which have letters.
"""

from __future__ import annotations

import re
from typing import Final

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import listed

_OF_GOALS: Final = (
    (5, "ab"),
    (5, "abc"),
    (9, "abcd"),
    (7, "abc"),
    (6, "abc"),
    (6, "ab"),
    (3, "ab"),
    (10, "ab"),
    (5, "abc"),
    (7, "abc"),
    (7, "abc"),
    (8, "abc"),
    (3, "ab"),
    (7, "abc"),
    (9, "abc"),
    (10, "ab"),
    (19, ""),
)
"""For each of the 17 goals: how many numbered targets it has, and the letters of the others."""

TARGETS: Final[tuple[str, ...]] = tuple(
    f"{goal}.{end}"
    for goal, (numbered, letters) in enumerate(_OF_GOALS, start=1)
    for end in (*map(str, range(1, numbered + 1)), *letters)
)
"""All codes in the order of the Agenda: ``"1.1"`` … ``"1.b"``, ``"2.1"`` … ``"17.19"``."""

LEAVING_NO_ONE_BEHIND: Final = ("1.4", "4.4", "5.b", "9.c", "10.2", "16.6", "16.7", "16.9", "16.10", "17.8")
"""Targets that the Toolkit suggests where an objective is to leave no one behind."""

_SHAPE = re.compile(r"(?:SDG|target)?\s*(\d{1,2})\s*[.,]\s*(\d{1,2}|[a-z])", re.IGNORECASE)


def target_title(code: str) -> str:
    """Return a target's short title in our own words; empty for targets that the workbook does not name.

    >>> target_title("16.9"), target_title("14.3")
    ('legal identity for all, including birth registration', '')
    """
    titles = {
        "1.3": _("social protection for all"),
        "1.4": _("access to basic services"),
        "3.2": _("no preventable deaths of newborns and young children"),
        "4.4": _("relevant skills for work"),
        "4.6": _("literacy and numeracy"),
        "5.b": _("technology for women's empowerment"),
        "7.1": _("access to energy services"),
        "9.c": _("access to information and communications technology"),
        "10.2": _("inclusion of all"),
        "16.6": _("effective, accountable and transparent institutions"),
        "16.7": _("inclusive decision-making"),
        "16.9": _("legal identity for all, including birth registration"),
        "16.10": _("access to information"),
        "17.8": _("use of enabling technology"),
    }
    return titles.get(code, "")


def target_name(code: str) -> str:
    """Return a code with its short title, where it has one.

    >>> target_name("10.2"), target_name("14.3")
    ('10.2 inclusion of all', '14.3')
    """
    return f"{code} {target_title(code)}".strip()


def target_code(text: str) -> str:
    """Return the code of the target that somebody wrote.

    Spaces, a comma for the point, capital letters, other digits and the word SDG before it are forgiven.

    Raises
    ------
    ToolkitError
        If it is none of the 169 targets; the remedy names the targets of that goal.

    >>> target_code(" SDG 16,9"), target_code("5.B")
    ('16.9', '5.b')
    """
    found = _SHAPE.fullmatch(text.strip().rstrip("."))
    if found is None:
        raise ToolkitError(
            _("{text} is no code of an SDG target").format(text=repr(text.strip()[:40])),
            remedy=_("Write goal, point, target, such as 16.9 or 5.b."),
        )
    goal, end = int(found[1]), found[2].lower()
    # A number is read as one, so that digits of every script are understood.
    code = f"{goal}.{int(end) if end.isdecimal() else end}"
    if code not in TARGETS:
        known = [one for one in TARGETS if one.startswith(f"{goal}.")]
        remedy = (
            _("Goal {goal} has the targets {targets}.").format(goal=goal, targets=listed(known))
            if known
            else _("The goals run from 1 to 17.")
        )
        raise ToolkitError(_("{code} is none of the 169 SDG targets").format(code=code), remedy=remedy)
    return code


def goal_of(code: str) -> int:
    """Return the goal of a target.

    >>> goal_of("16.10")
    16
    """
    return int(code.partition(".")[0])
