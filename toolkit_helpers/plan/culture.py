"""Culture in figures that give nobody away: median and range from five sheets on (EX6.5, M10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from ..exercises.marking_result import rating
from ..exercises.model import Exercise, Scale
from ..i18n import gettext as _
from ..i18n import ngettext
from ..methods.display import shown

FEWEST: Final = 5
"""Sheets below which nothing is shown, of everybody and of each side that is compared."""
APART: Final = 1
"""Points by which the managers' median must lie above that of the staff to be pointed at."""
STATEMENTS: Final = (
    "follow",
    "errors",
    "tests",
    "requests",
    "dashboards",
    "mixed",
    "suppliers",
    "meetings",
    "accessible",
    "manual",
)


@dataclass(frozen=True)
class Statement:
    """What the sheets say to one statement, 1 never to 5 always."""

    median: float
    low: int
    high: int
    sheets: int
    managers: float | None = None
    """Median of the managers; ``None`` unless five of them and five of the staff have rated."""
    staff: float | None = None

    @property
    def seen_from_above(self) -> bool:
        """Whether managers see it a point or more better than staff do."""
        return self.managers is not None and self.staff is not None and self.managers - self.staff >= APART


def profile(sheets: Sequence[Mapping[str, Any]]) -> dict[str, Statement]:
    """Return median and range of each statement that at least five sheets rate; the others are left out.

    Source: the median of the raters as in UNDP, Capacity Assessment Methodology: User's Guide (2008); the
    fewest sheets are the workbook's own rule.

    >>> profile([{"errors": 2}] * 4)
    {}
    >>> one = profile([{"errors": score} for score in (1, 2, 2, 4, 5)])["errors"]
    >>> one.median, one.low, one.high
    (2, 1, 5)
    """
    found = {}
    for name in STATEMENTS:
        scores = _scores(sheets, name)
        if len(scores) >= FEWEST:
            managers, staff = (
                _scores([sheet for sheet in sheets if sheet.get("role") == role], name)
                for role in ("manager", "staff")
            )
            both = min(len(managers), len(staff)) >= FEWEST
            found[name] = Statement(
                median(scores),
                min(scores),
                max(scores),
                len(scores),
                median(managers) if both else None,
                median(staff) if both else None,
            )
    return found


def _scores(sheets: Iterable[Mapping[str, Any]], name: str) -> list[int]:
    return [score for sheet in sheets if (score := rating(sheet.get(name), 1, 5)) is not None]


def statements(exercise: Exercise) -> dict[str, str]:
    """Return the words of each statement, as the questionnaire of EX6.5 has them."""
    return {item.id: item.text for part in exercise.parts if isinstance(part, Scale) for item in part.items}


def waiting(count: int) -> str:
    """Return why there are no figures yet."""
    template = ngettext(
        "{count} sheet so far; median and range appear from {fewest} on, so that none can be read alone.",
        "{count} sheets so far; median and range appear from {fewest} on, so that none can be read alone.",
        count,
    )
    return template.format(count=count, fewest=FEWEST)


def range_text(one: Statement) -> str:
    """Return lowest and highest rating."""
    return str(one.low) if one.low == one.high else _("{low} to {high}").format(low=one.low, high=one.high)


def sentences(found: Mapping[str, Statement], names: Mapping[str, str]) -> list[str]:
    """Return the statements on which managers see more than staff: a reason to go and see."""
    template = _('Managers {managers}, staff {staff}: "{statement}" Go and see.')
    return [
        template.format(
            managers=shown(one.managers or 0, 1),
            staff=shown(one.staff or 0, 1),
            statement=names.get(name, name),
        )
        for name, one in found.items()
        if one.seen_from_above
    ]
