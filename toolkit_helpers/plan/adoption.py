"""P10: what peers say and what the team answers, the course it plans, and how far its trainers reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..errors import ToolkitError
from ..exercises.marking_numbers import read_number
from ..exercises.marking_result import mapping, rating
from ..exercises.model import Form, Table
from ..i18n import gettext as _
from ..methods import Cascade, CascadePlan, PeerReview, peer_review, training_cascade
from ..methods.cascade import people
from ..methods.result import Result, unavailable
from .model import Column, State, Value
from .values import Inputs, Written, of_part, used_rows

SCORES: Final = ("EX10.4", "scores")
COMMENTS: Final = ("EX10.4", "comments")
COURSE: Final = "EX10.5"
COURSE_PARTS: Final = ("frame", "outcomes", "lecturers", "approval")
REACH: Final = ("EX10.6", "own")
QUALITY: Final = ("EX10.8", "quality")
READERS: Final = ("first", "second", "guest")
TOP: Final = 3
HUNDRED: Final = 100

Line = tuple[str, str]


def criterion(part: Table, code: str) -> str:
    """Return the name of a criterion of EX10.4, without the words for its levels."""
    text = next((row.text for row in part.rows if row.id == code), code)
    return text.partition(":")[0]


def review_of(part: Table, answer: Any) -> Result[PeerReview]:
    """Return what the teams of readers say about the Plan: medians, score and agreement (M62, M13)."""
    rows = used_rows(part, answer)
    readers: list[Mapping[str, float | None]] = []
    for reader in READERS:
        levels = {criterion(part, code): rating(row.get(reader), 0, TOP) for code, row in rows}
        if any(level is not None for level in levels.values()):
            readers.append(levels)
    return peer_review(readers)


def peer_reviews(inputs: Inputs) -> Value:
    """Return the readers' scores with their median, and each suggestion with the answer of the authors."""
    scores, comments = inputs.part(*SCORES), inputs.part(*COMMENTS)
    if scores is None or not isinstance(scores.part, Table) or comments is None:
        return Value()
    state = _together(scores, comments)
    if state == "empty":
        return Value()
    result = review_of(scores.part, scores.answer)
    medians = result.value.medians.levels if result.value else {}
    plain, said = of_part(scores), of_part(comments)
    shown = [
        {**row, "code": name, "median": f"{medians[name]:g}" if name in medians else "–"}
        for row in plain.rows
        if (name := row["code"].partition(":")[0])
    ]
    reading = (result.interpretation, *_agreement(result), *result.notes) if result.value else ()
    return Value(
        state=state,
        raw={
            "scores": plain.raw,
            "comments": said.raw,
            "score": round(result.value.medians.score, 6) if result.value else None,
            "alpha": _alpha(result),
        },
        columns=(*plain.columns, Column(id="median", label=_("Median"))) if shown else (),
        rows=tuple(shown),
        notes=(*reading, *_answers(said)),
    )


def _agreement(result: Result[PeerReview]) -> tuple[str, ...]:
    return (result.value.agreement.interpretation,) if result.value else ()


def _alpha(result: Result[PeerReview]) -> float | None:
    measured = result.value.agreement.value if result.value else None
    return round(measured.alpha, 6) if measured else None


def _answers(said: Value) -> Iterator[str]:
    """Yield each suggestion with the decision of the authors and its reason."""
    for row in said.rows:
        if row.get("suggestion"):
            template = _("{reader}: “{suggestion}” – {decision}: {why}")
            yield template.format(
                reader=row["code"],
                suggestion=row["suggestion"],
                decision=row.get("decision") or _("Not answered yet"),
                why=row.get("why") or "–",
            )


def _together(*parts: Written | None) -> State:
    """Return the state of a field that several parts write: filled once all of them are."""
    states = [part.state if part else "empty" for part in parts]
    if set(states) == {"empty"}:
        return "empty"
    return "filled" if set(states) == {"filled"} else "begun"


def _record(*groups: list[Line]) -> dict[str, Any]:
    """Return the columns and rows of a record from its lines: what, and the entry."""
    return {
        "columns": (Column(id="what", label=_("Field")), Column(id="value", label=_("Entry"))),
        "rows": tuple({"what": what, "value": entry} for group in groups for what, entry in group),
    }


def _form_lines(value: Value) -> list[Line]:
    return [(row["what"], row["value"]) for row in value.rows]


def _joined(*entries: str | None) -> str:
    return "; ".join(entry for entry in entries if entry)


def curriculum_plan(inputs: Inputs) -> Value:
    """Return the course of EX10.5 as one record: frame, outcomes, lecturers, steps of approval."""
    parts = [inputs.part(COURSE, name) for name in COURSE_PARTS]
    state = _together(*parts)
    values = [of_part(part) if part else Value() for part in parts]
    if state == "empty":
        return Value()
    frame, outcomes, lecturers, approval = values
    promised = [
        (
            _("Outcome: {outcome}").format(outcome=row["code"]),
            _joined(row["level"], row["activity"], row["assessment"], row["product"]),
        )
        for row in outcomes.rows
    ]
    teaching = [
        (
            _("Lecturer: {role}").format(role=row["who"] or "–"),
            _joined(row["teaches"], row["preparation"] or _("no preparation yet")),
        )
        for row in lecturers.rows
    ]
    steps = [
        (_("Approval: {step}").format(step=row["step"] or "–"), _joined(row["decides"], row["date"]))
        for row in approval.rows
    ]
    return Value(
        state=state,
        raw=dict(zip(COURSE_PARTS, (value.raw for value in values), strict=True)),
        text=str(mapping(frame.raw).get("programme", "")).strip(),
        **_record(_form_lines(frame), promised, teaching, steps),
    )


def _share(value: Any) -> float | None:
    read = read_number(value)
    return None if read is None else read / HUNDRED


def cascade_plan(record: Mapping[str, Any]) -> CascadePlan:
    """Return the numbers of EX10.6 as method M33 takes them; what cannot be read counts as not given."""
    generations = record.get("generations")
    return CascadePlan(
        trainers=read_number(record.get("trainers")),
        sessions=read_number(record.get("sessions")),
        active=_share(record.get("active")),
        participants=read_number(record.get("participants")),
        sessions_per_person=read_number(record.get("often")),
        generations=int(generations) if generations in ("1", "2", "3") else 1,
        onward=_share(record.get("onward")),
    )


def reach_of(record: Mapping[str, Any]) -> Result[Cascade]:
    """Return the reach of a training of trainers (M33); not available, with the reason, if it cannot be."""
    try:
        return training_cascade(cascade_plan(record))
    except ToolkitError as error:
        return unavailable("M33", str(error), formula="")


def tot_plan(inputs: Inputs) -> Value:
    """Return trainers, sessions and reach of EX10.6 (M33) with the check of quality of EX10.8."""
    own, quality = inputs.part(*REACH), inputs.part(*QUALITY)
    state = _together(own, quality)
    if own is None or not isinstance(own.part, Form) or state == "empty":
        return Value()
    numbers, kept = of_part(own), of_part(quality) if quality else Value()
    result = reach_of(mapping(own.answer)) if numbers.raw else None
    found = result.value if result else None
    reach = _reach(found) if found else []
    waiting = () if kept.rows else (_("The check of quality is written in EX10.8."),)
    return Value(
        state=state,
        raw={
            "numbers": numbers.raw,
            "sessions": round(found.sessions, 6) if found else None,
            "participations": round(found.participations, 6) if found else None,
            "persons": round(found.persons, 6) if found and found.persons is not None else None,
            "quality": kept.raw,
        },
        text=result.interpretation if result and found else "",
        notes=(*(result.notes if result else ()), *waiting),
        **_record(_form_lines(numbers), reach, _form_lines(kept)),
    )


def _reach(value: Cascade) -> list[Line]:
    known = _("not known") if value.persons is None else people(value.persons)
    return [
        (_("Sessions in all"), people(value.sessions)),
        (_("Participations in all"), people(value.participations)),
        (_("Persons in all"), known),
    ]
