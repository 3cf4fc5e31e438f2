"""P6: who answers for what, who may use which data, and what people do when nobody orders it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..exercises.marking_result import mapping
from ..exercises.model import Choice, Form, Table
from ..exercises.table_rows import given, table_rows
from ..i18n import gettext as _
from ..methods import RaciCheck, raci_check
from ..methods.display import shown
from ..methods.result import Result
from . import culture
from .model import Column, State, Value
from .values import Inputs, Written, of_part, used_rows

ROLES: Final = ("EX6.4", "roles")
RACI: Final = ("EX6.4", "raci")
REGISTER: Final = ("EX6.2", "register")
AI_USE: Final = ("EX6.7", "use")
SAFEGUARDS: Final = ("EX6.7", "safeguards")
SHEETS: Final = ("EX6.5", "sheets")
HABIT: Final = ("EX6.5", "habit")
LOCAL: Final = "local"
"""Role of EX6.4 that stands for local government."""
_BOTH: Final = "AR"
"""Id of the option A/R, which has no room for a slash."""


@dataclass(frozen=True)
class RaciRole:
    """One column of a team's RACI table."""

    name: str
    institution: str
    own: bool
    """Whether the team has said anything about it."""


def raci_roles(part: Table, answer: Any) -> dict[str, RaciRole]:
    """Return the roles of EX6.4 by id, under the team's names; one that occurs twice gets its number."""
    found: dict[str, RaciRole] = {}
    texts = {row.id: row.text.partition(" ") for row in part.rows}
    for row in table_rows(part, answer):
        number, _space, usual = texts[row["code"]]
        name, institution = (_words(row.get(column)) for column in ("name", "institution"))
        label = name or usual
        if label in {role.name for role in found.values()} or (label == usual and not _alone(texts, usual)):
            label = _("{name} ({number})").format(name=label, number=number)
        found[row["code"]] = RaciRole(label, institution, bool(name or institution))
    return found


def _alone(texts: Mapping[str, tuple[str, str, str]], usual: str) -> bool:
    return [name for _number, _space, name in texts.values()].count(usual) == 1


def _words(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def letters(part: Table, row: Mapping[str, Any]) -> dict[str, str]:
    """Return the letters of one activity by role id, A and R in one as ``A/R``."""
    return {
        column.id: "A/R" if row[column.id] == _BOTH else row[column.id]
        for column in part.columns
        if column.type == "choice" and given(column, row.get(column.id))
    }


def checked(table: Table, answer: Any, roles: Mapping[str, RaciRole]) -> Result[RaciCheck]:
    """Return what the team's RACI table shows, activities by code and roles by name (M27)."""
    rows = {code: letters(table, row) for code, row in used_rows(table, answer)}
    taking = dict.fromkeys(role for row in rows.values() for role in row)
    named = {
        code: {roles[role].name: letter for role, letter in row.items() if role in roles}
        for code, row in rows.items()
    }
    homes = {roles[role].name: roles[role].institution for role in taking if role in roles}
    return raci_check(named, homes)


def raci(inputs: Inputs) -> Value:
    """Return the activities with the letters of the roles, by the team's names, and what to mend (M27)."""
    written, about = inputs.part(*RACI), inputs.part(*ROLES)
    if written is None or about is None or written.state == "empty":
        return Value()
    if not isinstance(written.part, Table) or not isinstance(about.part, Table):
        return Value()
    roles, rows = raci_roles(about.part, about.answer), used_rows(written.part, written.answer)
    result = checked(written.part, written.answer, roles)
    taking = {role for _code, row in rows for role in letters(written.part, row)}
    columns = {role: one.name for role, one in roles.items() if one.own or role in taking}
    return Value(
        state=_least(written.state, about.state),
        raw=[{"code": code, **row} for code, row in rows],
        text=_initiative(written),
        columns=(
            Column(id="code", label=_("No.")),
            Column(id="activity", label=_("Activity")),
            *(Column(id=role, label=name) for role, name in columns.items()),
        ),
        rows=tuple(
            {"code": code, "activity": _words(row.get("activity")), **letters(written.part, row)}
            for code, row in rows
        ),
        notes=(result.interpretation, *result.notes, *_institutions(roles)),
    )


def _initiative(written: Written) -> str:
    """Return which initiative the table is about, with its title."""
    frame = next((part for part in written.exercise.parts if part.id == "frame"), None)
    for column in frame.fields if isinstance(frame, Form) else ():
        words = written.shown(column, mapping(written.beside.get("frame")).get(column.id))
        if column.source and words:
            return _("Initiative: {initiative}").format(initiative=words)
    return ""


def _institutions(roles: Mapping[str, RaciRole]) -> list[str]:
    """Return where the roles are, in one sentence; a role that is an institution says so itself."""
    homes = [
        _("{role}: {institution}").format(role=one.name, institution=one.institution)
        for one in roles.values()
        if one.institution and one.institution.casefold() != one.name.casefold()
    ]
    return [_("Institutions. {list}.").format(list="; ".join(homes))] if homes else []


def _least(*states: State) -> State:
    """Return how far a field is that several parts write: full if all are, empty if none has begun."""
    if all(state == "filled" for state in states):
        return "filled"
    return "empty" if all(state == "empty" for state in states) else "begun"


def data_governance(inputs: Inputs) -> Value:
    """Return owner, standard, sharing and protection of the register, and the safeguards for AI."""
    register, use, guards = (inputs.part(*place) for place in (REGISTER, AI_USE, SAFEGUARDS))
    parts = [one for one in (register, use, guards) if one and one.part.applies(one.beside)]
    state = _least(*(one.state for one in parts)) if parts else "empty"
    if state == "empty":
        return Value()
    raw: dict[str, Any] = {}
    rows: list[dict[str, str]] = []
    if register and register.state != "empty":
        plain = of_part(register)
        raw |= mapping(plain.raw)
        rows += plain.rows
    if use and use.state != "empty" and isinstance(use.part, Choice):
        plain = of_part(use)
        raw["ai"] = plain.raw
        rows.append({"what": _("Use of artificial intelligence (AI)"), "value": plain.text})
    if guards in parts and guards and isinstance(guards.part, Table):
        answered = used_rows(guards.part, guards.answer)
        raw["safeguards"] = dict(answered)
        rows += [_safeguard(guards, code, row) for code, row in answered]
    columns = (Column(id="what", label=_("Field")), Column(id="value", label=_("Entry")))
    return Value(state=state, raw=raw, columns=columns, rows=tuple(rows))


def _safeguard(written: Written, code: str, row: Mapping[str, Any]) -> dict[str, str]:
    assert isinstance(written.part, Table)  # noqa: S101  -- the caller has looked
    name = next(fixed.text for fixed in written.part.rows if fixed.id == code)
    values = [written.shown(column, row.get(column.id)) for column in written.part.columns]
    return {"what": name, "value": "; ".join(value for value in values if value)}


def culture_profile(inputs: Inputs) -> Value:
    """Return median and range of each statement once five sheets are there, and the habit to change.

    Single sheets never enter the Plan: with fewer than five there are no figures at all.
    """
    sheets, habit = inputs.part(*SHEETS), inputs.part(*HABIT)
    if sheets is None or not isinstance(sheets.part, Table):
        return Value()
    rows = [row for _code, row in used_rows(sheets.part, sheets.answer)]
    found = culture.profile(rows)
    practice = of_part(habit) if habit else Value()
    if not rows and practice.state == "empty":
        return Value()
    names = culture.statements(sheets.exercise)
    notes = (culture.waiting(len(rows)),) if not found else tuple(culture.sentences(found, names))
    return Value(
        state="filled" if found else "begun",
        raw={
            "statements": {
                name: {"median": one.median, "lowest": one.low, "highest": one.high, "sheets": one.sheets}
                for name, one in found.items()
            },
            "habit": practice.raw,
        },
        text=practice.text,
        columns=(
            Column(id="statement", label=_("Statement, 1 never to 5 always")),
            Column(id="median", label=_("Median")),
            Column(id="range", label=_("Lowest to highest")),
            Column(id="sheets", label=_("Sheets")),
        )
        if found
        else (),
        rows=tuple(
            {
                "statement": names.get(name, name),
                "median": shown(one.median, 1),
                "range": culture.range_text(one),
                "sheets": str(one.sheets),
            }
            for name, one in found.items()
        ),
        notes=notes,
    )
