"""D6.3: the team's own RACI table as a heat map of letters by role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...datasets import Country
from ...i18n import gettext as _
from ...i18n import ngettext
from ...methods import RaciCheck, RaciLoad, raci_check
from ...methods.display import listed
from ...methods.result import Result
from ..description import Axis, Chart, Point, Series, Table
from .team import rows, text

READS: Final = frozenset({"EX6.4"})
WITHOUT_COUNTRY: Final = True
LETTERS: Final = {"R": "R", "A": "A", "AR": "A/R", "C": "C", "I": "I"}
"""Options of EX6.4 and the letters that they stand for."""
ALWAYS: Final = ("owner", "agency", "office", "local", "authority", "users")
"""Roles that stand in the empty grid."""


def role_names() -> dict[str, str]:
    """Return the roles of EX6.4 by id, as they are called before a team renames them."""
    return {
        "owner": _("Service owner"),
        "agency": _("Agency that keeps the register"),
        "office": _("Digital office"),
        "local": _("Local government"),
        "authority": _("Data protection authority"),
        "users": _("Representative of users"),
        "seventh": _("Another role (7)"),
        "eighth": _("Another role (8)"),
    }


def columns() -> dict[str, str]:
    """Return what the heat map counts, by the field of ``RaciLoad``."""
    return {
        "accountable": _("A accountable"),
        "responsible": _("R responsible"),
        "consulted": _("C consulted"),
        "informed": _("I informed"),
    }


def _named(team: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return name and institution of each role; a name that occurs twice gets its number."""
    given = {text(row.get("code")): row for row in rows(team, "EX6.4", "roles")}
    found: dict[str, tuple[str, str]] = {}
    for number, (role, usual) in enumerate(role_names().items(), start=1):
        row = given.get(role, {})
        name = " ".join(text(row.get("name")).split()) or usual
        if name in {taken for taken, _home in found.values()}:
            name = _("{name} ({number})").format(name=name, number=number)
        found[role] = (name, " ".join(text(row.get("institution")).split()))
    return found


def _letters(row: Mapping[str, Any]) -> dict[str, str]:
    return {role: LETTERS[row[role]] for role in role_names() if text(row.get(role)) in LETTERS}


def check(team: Mapping[str, Any]) -> Result[RaciCheck]:
    """Return what the team's table shows, by activity and by role (M27)."""
    names = _named(team)
    table = {
        text(row.get("code")) or str(number): _letters(row)
        for number, row in enumerate(rows(team, "EX6.4", "raci"), start=1)
    }
    taking = {role for row in table.values() for role in row}
    return raci_check(
        {
            code: {names[role][0]: row.get(role) for role in names if role in taking}
            for code, row in table.items()
        },
        {name: home for role, (name, home) in names.items() if role in taking},
    )


def _finding(value: RaciCheck | None) -> str:
    if value is None:
        return _("The table is still empty: give the roles their letters in EX6.4 first")
    if value.bottlenecks:
        (role, *_more) = value.bottlenecks
        template = _("{role} is accountable for {count} of {all} activities: a bottleneck")
        return template.format(role=role, count=value.loads[role].accountable, all=value.activities)
    top = max(load.accountable for load in value.loads.values())
    if not top:
        return _("Nobody is accountable for anything yet: no role has an A")
    most = [role for role, load in value.loads.items() if load.accountable == top]
    return ngettext(
        "No bottleneck in the one activity so far: {roles} is accountable",
        "No bottleneck in {all} activities: most often accountable, for {count}, is {roles}",
        value.activities,
    ).format(all=value.activities, count=top, roles=listed(most))


def _missing(value: RaciCheck | None) -> str:
    if value is None:
        return _(
            "No activity has a letter yet. On paper, count your letters and write the numbers into the grid."
        )
    if value.faulty:
        template = _("Not in order yet, see EX6.4: {activities}.")
        return template.format(activities=listed(value.faulty))
    return ""


def _table(loads: Mapping[str, RaciLoad | None]) -> Table:
    return Table(
        caption=_("Letters by role") if any(loads.values()) else _("Letters by role: to fill in after EX6.4"),
        header=[_("Role"), *columns().values()],
        rows=[
            [role, *(str(getattr(load, name)) if load else "" for name in columns())]
            for role, load in loads.items()
        ],
    )


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return how often each role has each letter, an empty grid as long as there is no table."""
    result = check(team)
    loads: dict[str, RaciLoad | None] = dict(result.value.loads) if result.value else {}
    if not loads:
        loads = dict.fromkeys(name for role, (name, _home) in _named(team).items() if role in ALWAYS)
    cells = []
    for role, load in loads.items():
        for name, title in columns().items():
            count = getattr(load, name) if load else None
            cells.append(Point(x=title, y=role, label="" if count is None else str(count), value=count))
    return Chart(
        id="D6.3",
        kind="heatmap",
        question=_("Who is overloaded?"),
        finding=_finding(result.value),
        notice=_(
            "A role with an A in more than half of the activities is a bottleneck: what could it hand over, "
            "and who stands in when it is absent? A role with nothing but I may not be needed, or may have "
            "been forgotten."
        ),
        x=Axis(categories=list(columns().values())),
        y=Axis(categories=list(loads)),
        series=[Series(name=_("Number of activities, darkest from 4 on"), role="one", points=cells)],
        missing=_missing(result.value),
        source=_(
            "Source: the team's own RACI table (EX6.4), A/R counted for both; letters after Project "
            "Management Institute, A Guide to the Project Management Body of Knowledge (2017)."
        ),
        alt=_(
            "Grid of {count} roles by four letters. Each cell holds the number of activities in which the "
            "role has that letter; the more, the darker."
        ).format(count=len(loads)),
        table=_table(loads),
    )
