"""RACI: who is responsible, accountable, consulted, informed; checked row by row and role by role (M27)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..i18n import ngettext
from .display import listed
from .inputs import CLOSE
from .result import Result, unavailable

Code = Literal["R", "A", "C", "I", "A/R"]
CODES: Final[tuple[Code, ...]] = get_args(Code)
"""Responsible, accountable, consulted, informed, and accountable and responsible in one."""
ACCOUNTABLE: Final[frozenset[str]] = frozenset({"A", "A/R"})
RESPONSIBLE: Final[frozenset[str]] = frozenset({"R", "A/R"})
HALF: Final = 0.5
"""Share of the activities above which a letter marks a whole role."""

Rule = Literal["blank", "no_accountable", "two_accountable", "no_responsible", "no_other_institution"]

Rows = Mapping[str, Mapping[str, str | None]]
"""Activities by name: the letter of each role, ``None`` or nothing where a role has no part in it."""


@dataclass(frozen=True)
class RaciFault:
    """One rule that one activity breaks."""

    activity: str
    rule: Rule
    roles: tuple[str, ...] = ()
    """The roles that share the A, for ``two_accountable``."""


@dataclass(frozen=True)
class RaciLoad:
    """How often a role has each letter, A/R counted for both."""

    accountable: int
    responsible: int
    consulted: int
    informed: int


@dataclass(frozen=True)
class RaciCheck:
    """What a RACI table shows, by activity and by role."""

    activities: int
    """Activities in which at least one role has a letter."""
    faults: tuple[RaciFault, ...]
    loads: Mapping[str, RaciLoad]
    bottlenecks: tuple[str, ...]
    """Roles accountable for more than half of the activities."""
    onlookers: tuple[str, ...]
    """Roles that do and answer for nothing and are informed of more than half: are they needed?"""
    unchecked: tuple[str, ...]
    """Activities that could not be checked for another institution, because one is not named."""

    @property
    def valid(self) -> bool:
        """Whether no activity breaks a rule."""
        return not self.faults

    @property
    def faulty(self) -> tuple[str, ...]:
        """Activities that break a rule, each once."""
        return tuple(dict.fromkeys(fault.activity for fault in self.faults))


def rule_text(rule: Rule) -> str:
    """Return what is wrong with an activity that breaks a rule."""
    return {
        "blank": _("no role has a letter"),
        "no_accountable": _("nobody is accountable"),
        "two_accountable": _("more than one role is accountable, so nobody is"),
        "no_responsible": _("nobody is responsible for doing it"),
        "no_other_institution": _("it crosses institutions, and no other institution is consulted"),
    }[rule]


def raci_check(
    rows: Rows, institutions: Mapping[str, str] | None = None, joint: Collection[str] = ()
) -> Result[RaciCheck]:
    """Check a RACI table: exactly one A for each activity, somebody who does it, no overloaded role (M27).

    Parameters
    ----------
    rows
        Activities by name, each with the letters of its roles: R, A, C, I or A/R.
    institutions
        The institution of each role, as far as it is known.  An activity whose accountable and responsible
        roles belong to more than one must consult an institution other than the accountable one.
    joint
        Activities that cross institutions whoever carries them out.

    A pattern by role needs at least two activities.  Raises ``ToolkitError`` for another letter.

    Source: Project Management Institute, A Guide to the Project Management Body of Knowledge (2017), for the
    letters; the shares by role and the rule between institutions are the workbook's own.

    >>> table = {"Publish open data": {"CIO office": "A", "Statistics office": "A"}}
    >>> [fault.rule for fault in raci_check(table).value.faults]
    ['two_accountable', 'no_responsible']
    """
    formula = _(
        "each activity: exactly one A, at least one R, A/R counts as both; between institutions at least one "
        "C from another one; each role: A in more than half of the activities is a bottleneck"
    )
    inputs = {"rows": rows, "institutions": institutions or {}, "joint": tuple(joint)}
    read = {name: _letters(name, row) for name, row in rows.items()}
    used = {name: letters for name, letters in read.items() if letters}
    if not used:
        why = _("Not available: no role has a letter in any activity yet.")
        return unavailable("M27", why, formula=formula, inputs=inputs)
    homes = _Homes({role: name.strip() for role, name in (institutions or {}).items() if name.strip()})
    roles = dict.fromkeys(role for row in rows.values() for role in row)
    loads = {role: _load(role, used) for role in roles}
    value = RaciCheck(
        activities=len(used),
        faults=tuple(fault for name in read for fault in _faults(name, read[name], homes, name in joint)),
        loads=loads,
        bottlenecks=tuple(role for role, load in loads.items() if _most(load.accountable, used)),
        onlookers=tuple(
            role
            for role, load in loads.items()
            if not load.accountable and not load.responsible and _most(load.informed, used)
        ),
        unchecked=tuple(name for name, row in used.items() if homes.consulted(row, name in joint) is None),
    )
    return Result("M27", value, inputs, _text(value, len(read)), formula, notes=_notes(value))


def _letters(activity: str, row: Mapping[str, str | None]) -> dict[str, str]:
    """Return the letters that stand in a row."""
    found = {role: letter.strip() for role, letter in row.items() if letter and letter.strip()}
    for role, letter in found.items():
        if letter not in CODES:
            raise ToolkitError(
                _("{letter} is no letter of RACI").format(letter=repr(letter)),
                where=f"{activity}, {role}",
                remedy=_("The letters are {letters}.").format(letters=listed(CODES)),
            )
    return found


def _having(row: Mapping[str, str], letters: Collection[str]) -> tuple[str, ...]:
    return tuple(role for role, letter in row.items() if letter in letters)


def _load(role: str, rows: Mapping[str, Mapping[str, str]]) -> RaciLoad:
    letters = [row[role] for row in rows.values() if role in row]
    return RaciLoad(
        accountable=sum(letter in ACCOUNTABLE for letter in letters),
        responsible=sum(letter in RESPONSIBLE for letter in letters),
        consulted=letters.count("C"),
        informed=letters.count("I"),
    )


def _most(count: int, rows: Collection[str]) -> bool:
    return len(rows) > 1 and count / len(rows) > HALF + CLOSE


@dataclass(frozen=True)
class _Homes:
    """The institution of each role, as far as it is known."""

    names: Mapping[str, str]

    def of(self, role: str) -> str:
        return self.names.get(role, "").casefold()

    def consulted(self, row: Mapping[str, str], joint: bool) -> bool | None:
        """Whether a row consults another institution, if it has to; ``None`` where this cannot be told."""
        if not (self.names or joint):
            return True
        working = [self.of(role) for role in _having(row, ACCOUNTABLE | RESPONSIBLE)]
        crosses = joint or len({home for home in working if home}) > 1
        if not crosses:
            # One role sits in one institution, whichever that is; two roles may sit in two.
            return True if all(working) or len(working) < 2 else None
        answering = {self.of(role) for role in _having(row, ACCOUNTABLE)}
        asked = [self.of(role) for role in _having(row, {"C"})]
        if not asked or (all(asked) and "" not in answering):
            return any(home not in answering for home in asked)
        return True if "" not in answering and set(asked) - answering - {""} else None


def _faults(activity: str, row: Mapping[str, str], homes: _Homes, joint: bool) -> Iterator[RaciFault]:
    if not row:
        yield RaciFault(activity, "blank")
        return
    accountable = _having(row, ACCOUNTABLE)
    if not accountable:
        yield RaciFault(activity, "no_accountable")
    if len(accountable) > 1:
        yield RaciFault(activity, "two_accountable", accountable)
    if not _having(row, RESPONSIBLE):
        yield RaciFault(activity, "no_responsible")
    if homes.consulted(row, joint) is False:
        yield RaciFault(activity, "no_other_institution")


def _text(value: RaciCheck, rows: int) -> str:
    fields = {"count": rows, "good": rows - len(value.faulty), "faulty": listed(value.faulty)}
    if value.valid:
        template = ngettext(
            "The activity is valid: exactly one role is accountable, and somebody does the work.",
            "All {count} activities are valid: exactly one role is accountable, and somebody does the work.",
            rows,
        )
    else:
        template = ngettext(
            "The activity is not valid yet: {faulty}.",
            "{good} of {count} activities are valid; to mend: {faulty}.",
            rows,
        )
    return template.format(**fields)


def _notes(value: RaciCheck) -> tuple[str, ...]:
    notes = []
    for fault in value.faults:
        named = _("{activity}: {why} ({roles}).") if fault.roles else _("{activity}: {why}.")
        notes.append(
            named.format(activity=fault.activity, why=rule_text(fault.rule), roles=listed(fault.roles))
        )
    for role in value.bottlenecks:
        template = _("{role} is accountable for {count} of {all} activities: a bottleneck.")
        count = value.loads[role].accountable
        notes.append(template.format(role=role, count=count, all=value.activities))
    for role in value.onlookers:
        template = _("{role} is informed of {count} of {all} activities and acts in none: is it needed?")
        count = value.loads[role].informed
        notes.append(template.format(role=role, count=count, all=value.activities))
    if value.unchecked:
        template = _("Not checked between institutions, because one is not named: {activities}.")
        notes.append(template.format(activities=listed(value.unchecked)))
    return tuple(notes)
