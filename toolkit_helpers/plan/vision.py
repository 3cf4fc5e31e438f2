"""P4: futures and what holds in all of them, the concept and its test, the SDG map, the ladder."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..answers import AnswersFile
from ..errors import ToolkitError
from ..exercises.marking_numbers import read_number
from ..exercises.marking_result import mapping
from ..exercises.marking_rows import is_date
from ..exercises.model import Form, Table
from ..exercises.table_rows import named
from ..i18n import gettext as _
from ..methods import Backcast, Milestone, SdgMap, TargetLink
from ..methods import backcast as check_ladder
from ..methods import sdg_map as map_links
from ..methods.display import listed
from ..methods.result import Result
from ..methods.sdg import STRENGTHS
from ..methods.sdg_targets import target_code, target_title
from ..vocabulary import LEVELS
from .model import Column, Value
from .values import Inputs, Written, of_part, used_rows

FUTURES: Final = ("EX4.3", "futures")
DECISIONS: Final = ("EX4.3", "decisions")
CONCEPT: Final = ("EX4.6", "concept")
OUTCOME: Final = ("EX4.10", "outcome")
OBJECTIVES: Final = ("EX4.7", "objectives")
LINKS: Final = ("EX4.7", "links")
YEAR: Final = ("EX4.8", "year")
LADDER: Final = ("EX4.9", "ladder")

Rows = list[tuple[str, dict[str, Any]]]


def rows(written: Written | None) -> Rows:
    """Return the rows of a table in which anything stands, each with its code."""
    if written is None or not isinstance(written.part, Table):
        return []
    return used_rows(written.part, written.answer)


@dataclass(frozen=True)
class Decision:
    """A decision, and the codes of the futures in which it is sensible."""

    text: str
    futures: tuple[str, ...]


def decisions(found: Rows) -> list[Decision]:
    """Return the decisions of EX4.3 that have words."""
    return [
        Decision(str(row["decision"]).strip(), tuple(named(row.get("futures"))))
        for _code, row in found
        if str(row.get("decision", "")).strip()
    ]


def robust(found: list[Decision], codes: list[str]) -> list[str]:
    """Return the decisions that are sensible in all of three futures or more."""
    return [one.text for one in found if len(codes) >= 3 and set(codes) <= set(one.futures)]


def futures(inputs: Inputs) -> Value:
    """P4.futures: the three futures; the decisions that are sensible in all of them stand below."""
    written = inputs.part(*FUTURES)
    plain = of_part(written) if written else Value()
    if plain.state == "empty":
        return plain
    codes = [code for code, _row in rows(written)]
    firm = robust(decisions(rows(inputs.part(*DECISIONS))), codes)
    notes = [_("Sensible in all futures: {decision}").format(decision=text) for text in firm]
    return plain.model_copy(update={"notes": tuple(notes)})


def concept(inputs: Inputs) -> Value:
    """P4.concept: name, promise, stages and first test (EX4.6), with what the test taught (EX4.10)."""
    found = [inputs.part(*place) for place in (CONCEPT, OUTCOME)]
    values = [of_part(written) for written in found if written and isinstance(written.part, Form)]
    begun = [value for value in values if value.state != "empty"]
    if not begun:
        return Value()
    raw: dict[str, Any] = {}
    for value in begun:
        raw |= mapping(value.raw)
    return Value(
        state=values[0].state if values[0].state != "empty" else "begun",
        raw=raw,
        columns=begun[0].columns,
        rows=tuple(row for value in begun for row in value.rows),
    )


def links(found: Rows) -> list[TargetLink]:
    """Return the links of EX4.7 as method M20 takes them."""

    def words(row: Mapping[str, Any], name: str) -> str:
        return str(row.get(name, "")).strip()

    return [
        TargetLink(
            objective=words(row, "objective"),
            target=words(row, "target"),
            strength=_strength(row.get("strength")),
            mechanism=words(row, "mechanism"),
            indicator=words(row, "indicator"),
            negative_effect=words(row, "negative_effect"),
            mitigation=words(row, "mitigation"),
        )
        for _code, row in found
    ]


def _strength(value: Any) -> int | None:
    known = {str(strength): strength for strength in STRENGTHS}
    return known.get(value) if isinstance(value, str) else None


def mapped(objectives: Rows, found: Rows) -> Result[SdgMap]:
    """Map the objectives and links of EX4.7 (M20)."""
    return map_links([code for code, _row in objectives], links(found))


def sdg_map(inputs: Inputs) -> Value:
    """P4.sdg_map (M20): the links with the short title of each target, and what is still to be put right."""
    written = inputs.part(*LINKS)
    plain = of_part(written) if written else Value()
    if plain.state == "empty":
        return plain
    found = rows(written)
    result = mapped(rows(inputs.part(*OBJECTIVES)), found)
    texts, raw = [], []
    for (_code, row), text in zip(found, plain.rows, strict=True):
        code = known_target(row.get("target"))
        texts.append({**text, "target": code or text["target"], "title": target_title(code)})
        raw.append({**row, "target": code or row.get("target"), "strength": _strength(row.get("strength"))})
    columns = list(plain.columns)
    place = next((number for number, one in enumerate(columns) if one.id == "target"), len(columns))
    columns.insert(place + 1, Column(id="title", label=_("Target in short")))
    left = list(map(str, result.dropped))
    return plain.model_copy(
        update={
            "raw": raw,
            "columns": tuple(columns),
            "rows": tuple(texts),
            "notes": (result.interpretation, *result.notes, *left),
        }
    )


def known_target(value: Any) -> str:
    """Return the code of a target that somebody wrote; empty if it is none of the 169."""
    try:
        return target_code(value) if isinstance(value, str) else ""
    except ToolkitError:
        return ""


def horizon(answers: AnswersFile) -> int | None:
    """Return the year of the vision (EX4.8); ``None`` if it is not given or no year."""
    return whole_year(answers.parts(YEAR[0]).get(YEAR[1]))


def start_year(answers: AnswersFile) -> int:
    """Return the year in which the team works: that of its card (EX0.1), else the present one."""
    date = mapping(answers.parts("EX0.1").get("team")).get("date")
    return int(date[:4]) if isinstance(date, str) and is_date(date) else datetime.date.today().year


def milestones(found: Rows) -> list[Milestone]:
    """Return the ladder of EX4.9 as method M21 takes it; a year that is no whole number counts as missing."""
    return [
        Milestone(
            name=code,
            year=whole_year(row.get("year")),
            needs=tuple(named(row.get("needs"))),
            level=str(row["level"]) if row.get("level") in LEVELS else "",
        )
        for code, row in found
    ]


def whole_year(value: Any) -> int | None:
    """Return a year as it was typed; ``None`` if it is none.

    >>> whole_year("2035"), whole_year(2035.5), whole_year("soon")
    (2035, None, None)
    """
    year = read_number(value)
    return int(year) if year is not None and year == int(year) else None


def checked(found: Rows, answers: AnswersFile) -> Result[Backcast]:
    """Check the ladder of EX4.9 (M21)."""
    return check_ladder(milestones(found), start=start_year(answers))


def walked(found: Rows, result: Result[Backcast]) -> Rows:
    """Return the milestones from the first step to the vision; as they stand if they go round in a circle."""
    order = result.value.order if result.value else ()
    by_code = dict(found)
    return [(code, by_code[code]) for code in order] or found


def after_horizon(found: Rows, answers: AnswersFile) -> str:
    """Return a sentence on milestones that lie after the year of the vision; empty if there are none."""
    end = horizon(answers)
    late = [code for code, row in found if end is not None and (whole_year(row.get("year")) or 0) > end]
    if not late:
        return ""
    template = _("After the year of your vision, {year}: {codes}. Does the vision wait for them?")
    return template.format(year=end, codes=listed(late))


def backcast(inputs: Inputs) -> Value:
    """P4.backcast (M21): the milestones in the order in which they can be reached, and whether they hold."""
    written = inputs.part(*LADDER)
    plain = of_part(written) if written else Value()
    if plain.state == "empty":
        return plain
    found = rows(written)
    result = checked(found, inputs.answers)
    texts = {row["code"]: row for row in plain.rows}
    order = [code for code, _row in walked(found, result)]
    by_code = dict(found)
    late = after_horizon(found, inputs.answers)
    return plain.model_copy(
        update={
            "raw": [{"code": code, **by_code[code]} for code in order],
            "rows": tuple(texts[code] for code in order),
            "notes": tuple(filter(None, (result.interpretation, *result.notes, late))),
        }
    )
