"""P7: competencies with their gaps, the forecast of specialists, the offer, and where a change is stuck."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..errors import ToolkitError
from ..exercises.marking_numbers import read_number
from ..exercises.marking_result import mapping, rating
from ..exercises.model import Table
from ..i18n import gettext as _
from ..methods import (
    Competency,
    CompetencyGap,
    TalentFlow,
    change_readiness,
    competency_gap,
    needed_inflow,
    talent_forecast,
)
from ..methods.competency import people
from ..methods.display import shown as number
from ..methods.readiness import ELEMENTS, Readiness, element_name
from ..methods.result import Result, unavailable
from .model import Value, columns
from .values import Inputs, Written, of_part, used_rows

MIRROR: Final = "EX7.1"
PROFILE: Final = ("EX7.4", "profile")
FORECAST: Final = ("EX7.5", "own")
OFFER: Final = ("EX7.7", "canvas")
READINESS: Final = ("EX7.8", "own")
TOP: Final = 5
HUNDRED: Final = 100


def mindset_focus(inputs: Inputs) -> Value:
    """Return the mindsets that a person practises, only if he or she has ticked the consent in EX7.1.

    Without it the field stays empty: nothing that was written there may be read from the Plan.  Positions
    and examples of the mirror never enter it.
    """
    written = inputs.part(MIRROR, "focus")
    if written is None or written.state == "empty":
        return Value()
    if mapping(written.beside.get("consent")).get("share") is not True:
        return Value(notes=(_("Kept in the person's own file: no consent was given in EX7.1."),))
    plain = of_part(written)
    opened = tuple(column.model_copy(update={"private": False}) for column in plain.columns)
    return plain.model_copy(update={"columns": opened})


def competency(row: Mapping[str, Any]) -> Competency:
    """Return a row of EX7.4 as method M30 takes it; what cannot be read counts as not given."""
    return Competency(
        required=rating(row.get("required"), 0, 4),
        own=read_number(row.get("own")),
        supervisor=read_number(row.get("supervisor")),
        headcount=read_number(row.get("headcount")),
        below=read_number(row.get("below")),
        weight=rating(row.get("weight"), 1, 3),
    )


def gap_of(row: Mapping[str, Any]) -> Result[CompetencyGap]:
    """Return the gap of a row of EX7.4 (M30); not available, with the reason, where its numbers cannot be."""
    try:
        return competency_gap(competency(row))
    except ToolkitError as error:
        return unavailable("M30", str(error), formula="")


def competency_profile(inputs: Inputs) -> Value:
    """Return the competencies with current level, gap and people to train (M30)."""
    written = inputs.part(*PROFILE)
    if written is None or not isinstance(written.part, Table) or written.state == "empty":
        return Value()
    plain = of_part(written)
    rows = used_rows(written.part, written.answer)
    raw, texts, notes = [], [], []
    for (code, row), text in zip(rows, plain.rows, strict=True):
        result = gap_of(row)
        one = result.value
        raw.append(
            {
                "code": code,
                **row,
                "current": round(one.current, 6) if one else None,
                "gap": round(one.gap, 6) if one else None,
                "demand": one.demand if one else None,
                "perceived": one.perceived if one else None,
            }
        )
        texts.append({**text, **_gap_text(one)})
        if one is None:
            notes.append(_("{code}: {why}").format(code=code, why=result.interpretation))
    labels = {"current": _("Current level"), "gap": _("Gap"), "demand": _("People to train")}
    computed = columns(labels)
    return Value(
        state=written.state,
        raw=raw,
        columns=(*plain.columns, *computed),
        rows=tuple(texts),
        notes=tuple(notes),
    )


def _gap_text(one: CompetencyGap | None) -> dict[str, str]:
    if one is None:
        return {}
    return {
        "current": current_text(one),
        "gap": number(one.gap, 1),
        "demand": "" if one.demand is None else people(one.demand),
    }


def current_text(one: CompetencyGap) -> str:
    """Return the current level, labelled where it rests on one view alone."""
    level = number(one.current, 1)
    return _("{level} (perceived)").format(level=level) if one.perceived else level


def flow(record: Mapping[str, Any]) -> TalentFlow:
    """Return the form of EX7.5 as method M31 takes it: per cent as shares, nothing where nothing stands."""

    def share(name: str) -> float | None:
        read = read_number(record.get(name))
        return None if read is None else read / HUNDRED

    return TalentFlow(
        stock=read_number(record.get("stock")),
        attrition=share("leaving"),
        hires=read_number(record.get("hires")),
        reskilled=read_number(record.get("reskilled")),
        success=share("success"),
    )


def forecast(inputs: Inputs) -> Value:
    """Return the team's own numbers with the stock in year five and in the long run (M31)."""
    written = inputs.part(*FORECAST)
    if written is None or written.state == "empty":
        return Value()
    plain = of_part(written)
    own, target = flow(mapping(written.answer)), read_number(mapping(written.answer).get("target"))
    raw: dict[str, Any] = {
        "who": mapping(plain.raw).get("who"),
        "S0": own.stock,
        "q": own.attrition,
        "h": own.hires,
        "r": own.reskilled,
        "e": own.success,
        "target": target,
        "year5": None,
        "equilibrium": None,
        "needed_inflow": None,
    }
    try:
        result, need = talent_forecast(own), needed_inflow(own, target)
    except ToolkitError as error:
        return plain.model_copy(update={"state": "begun", "raw": raw, "notes": (str(error),)})
    rows, notes = list(plain.rows), [result.interpretation]
    if result.value:
        level = result.value.equilibrium
        raw |= {
            "year5": round(result.value.last, 6),
            "equilibrium": None if level is None else round(level, 6),
        }
        rows.append({"what": _("Stock after five years"), "value": number(result.value.last, 1)})
        words = _("none: nobody leaves") if level is None else number(level, 1)
        rows.append({"what": _("Long-run level"), "value": words})
    if need.value:
        raw["needed_inflow"] = round(need.value.inflow, 6)
        inflow = number(need.value.inflow, 1)
        rows.append({"what": _("Must join each year to reach what is needed"), "value": inflow})
        notes += need.notes
    return plain.model_copy(update={"raw": raw, "rows": tuple(rows), "notes": tuple(notes)})


def offer(inputs: Inputs) -> Value:
    """Return the offer to one scarce role: what they seek, what is offered, what must change."""
    written = inputs.part(*OFFER)
    if written is None or not isinstance(written.part, Table) or written.state == "empty":
        return Value()
    plain = of_part(written)
    raw: dict[str, Any] = {code: row for code, row in used_rows(written.part, written.answer) if code}
    role = mapping(written.beside.get("role"))
    raw |= {name: role[name] for name in ("title", "people") if isinstance(role.get(name), str)}
    return plain.model_copy(update={"raw": raw, "text": _promise(written)})


def _promise(written: Written) -> str:
    """Return the sentences of the offer with the role that they are meant for."""
    title = mapping(written.beside.get("role")).get("title")
    promise = mapping(written.beside.get("promise")).get("text")
    name = title.strip() if isinstance(title, str) else ""
    words = promise.strip() if isinstance(promise, str) else ""
    if name and words:
        return _("{role}: {offer}").format(role=name, offer=words)
    return name or words


def readiness_of(answer: Any) -> Result[Readiness]:
    """Return the barrier point of the scores given in EX7.8 (M32)."""
    scores = mapping(answer)
    return change_readiness({one: rating(scores.get(one), 1, TOP) for one in ELEMENTS})


def adkar(inputs: Inputs) -> Value:
    """Return the five scores of the team's own change, and its barrier point (M32)."""
    written = inputs.part(*READINESS)
    if written is None or written.state == "empty":
        return Value()
    plain, result = of_part(written), readiness_of(written.answer)
    change = {
        name: entry.strip()
        for name in ("what", "whom")
        if isinstance(entry := mapping(written.beside.get("change")).get(name), str) and entry.strip()
    }
    barrier = result.value.barrier if result.value else None
    rows = list(plain.rows)
    if barrier:
        rows.append({"item": _("Barrier point"), "score": element_name(barrier)})
    return plain.model_copy(
        update={
            "raw": {**change, "scores": plain.raw, "barrier": barrier},
            "text": _("{change} ({whom})").format(change=change["what"], whom=change["whom"])
            if len(change) > 1
            else change.get("what", ""),
            "rows": tuple(rows),
            "notes": result.notes if barrier else (result.interpretation, *result.notes),
        }
    )
