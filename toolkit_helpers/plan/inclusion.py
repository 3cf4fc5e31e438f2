"""P8, who and with whom: groups with barriers and voice, actions with a helper, safeguards."""

from __future__ import annotations

from typing import Any, Final

from ..exercises.marking_result import mapping
from ..exercises.model import Table
from ..exercises.table_rows import named
from ..i18n import gettext as _
from ..methods.disclosure import LIMIT, too_small
from .model import Column, State, Value
from .rates import Row, number, text
from .situation import mapped
from .values import Inputs, Written, of_part, used_rows

GROUPS: Final = ("EX8.5", "groups")
BARRIER_PART: Final = ("EX8.5", "barriers")
ACTIONS: Final = ("EX8.8", "actions")
CHANNEL: Final = ("EX8.8", "channel")
SAFEGUARDS: Final = ("EX8.8", "safeguards")
PROMISES: Final = ("EX8.9", "promises")
CONDITIONS: Final = ("EX8.10", "conditions")
STAKEHOLDERS: Final = ("EX3.3", "stakeholders")
BARRIERS: Final = ("access", "affordability", "ability", "accessibility", "attitude", "agency")
UNKNOWN: Final = "u"

Coded = list[tuple[str, Row]]


def barrier_name(barrier: str) -> str:
    """Return the name of one of the six barriers."""
    return {
        "access": _("Access"),
        "affordability": _("Affordability"),
        "ability": _("Ability"),
        "accessibility": _("Accessibility"),
        "attitude": _("Attitude and trust"),
        "agency": _("Agency and safety"),
    }[barrier]


def ratings(row: Row) -> dict[str, int | None]:
    """Return the barriers of a row that are rated, 0 to 3; ``None`` is an honest "unknown"."""
    found: dict[str, int | None] = {}
    for barrier in BARRIERS:
        value = row.get(barrier)
        if value == UNKNOWN:
            found[barrier] = None
        elif value in {"0", "1", "2", "3"}:
            found[barrier] = int(value)
    return found


def strongest(row: Row) -> tuple[str, ...]:
    """Return the barriers with the highest rating, if it is above 0."""
    known = {barrier: rating for barrier, rating in ratings(row).items() if rating}
    top = max(known.values(), default=0)
    return tuple(barrier for barrier, rating in known.items() if rating == top)


def coded(inputs: Inputs, place: tuple[str, str]) -> Coded:
    """Return the rows of a table with their codes; none if there is no such table or nothing in it."""
    written = inputs.part(*place)
    if written is None or not isinstance(written.part, Table):
        return []
    return [(code, row) for code, row in used_rows(written.part, written.answer)]


def must_be_heard(inputs: Inputs) -> dict[str, str]:
    """Return the stakeholders of EX3.3 that must be heard (M14): code and name."""
    rows = [(code, dict(row)) for code, row in coded(inputs, STAKEHOLDERS)]
    value = mapped(rows).value if rows else None
    heard = value.must_be_heard if value else ()
    return {rows[int(place)][0]: text(rows[int(place)][1], "name") for place in heard}


def engaged(inputs: Inputs) -> list[str]:
    """Return the names by which stakeholders of EX3.3 appear in section 8, for the Plan's checks (M54).

    A stakeholder appears if a group of EX8.5 names it, or bears its name.
    """
    names, groups = _stakeholders(inputs), coded(inputs, GROUPS)
    cited = [names[code] for _code, row in groups for code in named(row.get("heard")) if code in names]
    return [*cited, *(text(row, "name") for _code, row in groups if text(row, "name"))]


def _stakeholders(inputs: Inputs) -> dict[str, str]:
    return {code: text(row, "name") for code, row in coded(inputs, STAKEHOLDERS)}


def not_engaged(inputs: Inputs) -> dict[str, str]:
    """Return the stakeholders that must be heard and appear in no group of EX8.5: code and name."""
    there = {name.casefold() for name in engaged(inputs)}
    return {code: name for code, name in must_be_heard(inputs).items() if name.casefold() not in there}


def groups(inputs: Inputs) -> Value:
    """Return the groups with their six barriers, and the changes that the hearing of EX8.9 brought.

    ``heard`` of each raw row holds the codes of the stakeholders of EX3.3 that the group is or speaks for: a
    stakeholder that must be heard appears in section 8 by it (M54).
    """
    written, rated = inputs.part(*GROUPS), inputs.part(*BARRIER_PART)
    if written is None or not isinstance(written.part, Table) or written.state == "empty":
        return Value()
    plain = of_part(written)
    matrix = by_group(inputs, BARRIER_PART)
    promises = by_group(inputs, PROMISES)
    raw, texts = [], []
    for (code, row), line in zip(coded(inputs, GROUPS), plain.rows, strict=True):
        barriers = matrix.get(code, [{}])[0]
        made = promises.get(code, [])
        raw.append({**_group_raw(code, row, barriers), "changes": [dict(one) for one in made]})
        texts.append({**line, **_size_text(row), **_barrier_texts(barriers), **_promise_text(made)})
    columns = tuple(column for column in plain.columns if column.id != "experience")
    return Value(
        state=_joined(written, rated), raw=raw, columns=(*columns, *_group_columns()), rows=tuple(texts)
    )


def by_group(inputs: Inputs, place: tuple[str, str]) -> dict[str, list[Row]]:
    """Return rows by the group that they name."""
    found: dict[str, list[Row]] = {}
    for _code, row in coded(inputs, place):
        for code in [*named(row.get("group")), *named(row.get("groups"))]:
            found.setdefault(code, []).append(row)
    return found


def _joined(*parts: Written | None) -> State:
    """Return the state of a field that several parts fill together."""
    states = [part.state if part else "empty" for part in parts]
    if all(state == "filled" for state in states):
        return "filled"
    return "empty" if all(state == "empty" for state in states) else "begun"


def _group_raw(code: str, row: Row, barriers: Row) -> dict[str, Any]:
    size = number(row, "size")
    return {
        "code": code,
        "name": text(row, "name"),
        "heard": named(row.get("heard")),
        "size": None if too_small(size) else size,
        "own_experience": row.get("experience") is True,
        "organisation": text(row, "organisation"),
        "last_talk": text(row, "last_talk"),
        "barriers": {name: "unknown" if one is None else one for name, one in ratings(barriers).items()},
        "evidence": text(barriers, "evidence"),
        "overlap": text(barriers, "overlap"),
    }


def _size_text(row: Row) -> dict[str, str]:
    size = number(row, "size")
    if size is None:
        return {"size": ""}
    if too_small(size):
        return {"size": _("fewer than {limit}").format(limit=LIMIT)}
    return {"size": f"{size:,.0f}"}


def _barrier_texts(row: Row) -> dict[str, str]:
    rated = {name: _("unknown") if rating is None else str(rating) for name, rating in ratings(row).items()}
    return {**rated, "evidence": text(row, "evidence"), "overlap": text(row, "overlap")}


def _promise_text(rows: list[Row]) -> dict[str, str]:
    told = [
        _("{change} ({owner}, {date})").format(
            change=text(row, "change"), owner=text(row, "owner"), date=text(row, "date")
        )
        for row in rows
    ]
    return {"changes": " · ".join(told)}


def _group_columns() -> tuple[Column, ...]:
    labels = {
        **{barrier: barrier_name(barrier) for barrier in BARRIERS},
        "evidence": _("Evidence"),
        "overlap": _("Overlap"),
        "changes": _("What the hearing changed"),
    }
    return tuple(Column(id=name, label=label) for name, label in labels.items())


def actions(inputs: Inputs) -> Value:
    """Return the actions at the societal level, with the assisted-digital channel in words."""
    written, channel = inputs.part(*ACTIONS), inputs.part(*CHANNEL)
    if written is None:
        return Value()
    plain, helping = of_part(written), of_part(channel) if channel else Value()
    if plain.state == "empty" and helping.state == "empty":
        return Value()
    told = [_("{field} {entry}").format(field=row["what"], entry=row["value"]) for row in helping.rows]
    words = "\n".join([_("**Assisted channel**"), *told]) if told else ""
    return plain.model_copy(update={"state": _joined(written, channel), "text": words})


def channel(inputs: Inputs) -> dict[str, str]:
    """Return the assisted-digital channel of EX8.8 by field, as far as it is described."""
    record = mapping(inputs.answers.parts(CHANNEL[0]).get(CHANNEL[1]))
    return {str(name): text(record, str(name)) for name in record if text(record, str(name))}


def safeguards(inputs: Inputs) -> Value:
    """Return the safeguards of EX8.8, followed by the conditions of EX8.10 that the team insists on."""
    written, conditions = inputs.part(*SAFEGUARDS), inputs.part(*CONDITIONS)
    ruled, insisted = (of_part(one) if one else Value() for one in (written, conditions))
    if ruled.state == "empty" and insisted.state == "empty":
        return Value()
    raw = [{**row, "from": SAFEGUARDS[0]} for row in _dicts(ruled)]
    raw += [{**row, "from": CONDITIONS[0]} for row in _dicts(insisted)]
    rows = [{"what": row["code"], "rule": row["rule"], "check": row["answers"]} for row in ruled.rows]
    rows += [{"what": row["kind"], "rule": row["condition"], "check": row["test"]} for row in insisted.rows]
    labels = {
        "what": _("Safeguard"),
        "rule": _("Our rule"),
        "check": _("Who answers for it, or how it is tested"),
    }
    return Value(
        state=ruled.state if ruled.state != "empty" else "begun",
        raw=raw,
        columns=tuple(Column(id=name, label=label) for name, label in labels.items()),
        rows=tuple(rows),
    )


def _dicts(value: Value) -> list[dict[str, Any]]:
    return [row for row in value.raw if isinstance(row, dict)] if isinstance(value.raw, list) else []
