"""P9: indicators with their checks, and their progress with lights (M51, M52, M53)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ..errors import ToolkitError
from ..exercises.marking_numbers import read_number
from ..exercises.marking_result import mapping, rating
from ..exercises.marking_rows import is_date
from ..exercises.model import Table
from ..exercises.table_rows import named
from ..i18n import gettext as _
from ..methods import (
    IndicatorCard,
    IndicatorCheck,
    Light,
    Progress,
    indicator_check,
    indicator_progress,
    progress_light,
    section_light,
)
from ..methods.display import per_cent
from ..methods.display import shown as number
from ..methods.indicators import CRITERIA, TOP, Criterion
from ..methods.lights import RollUp
from ..methods.result import Result, unavailable
from .model import Column, Value, columns
from .values import Inputs, of_part, used_rows

EXERCISE: Final = "EX9.7"
PART: Final = "indicators"
RATINGS: Final = ("EX9.4", "own")
RESPONSE: Final = ("EX9.5", "response")
PERIODS: Final = {"monthly": 1 / 12, "quarterly": 1 / 4, "half_yearly": 1 / 2, "yearly": 1.0}
"""Years between two reports, by the option of EX9.7; ``rarely`` has no period."""
RATED: Final[dict[str, Criterion]] = dict(
    zip(
        (
            *("specific", "measurable", "achievable", "relevant", "time_bound"),
            *("serves", "accepted", "credible", "easy", "robust"),
        ),
        CRITERIA,
        strict=True,
    )
)
"""Columns of the ratings in EX9.4 and what they rate."""

Row = Mapping[str, Any]
Rows = list[tuple[str, dict[str, Any]]]


def card_of(row: Row) -> IndicatorCard:
    """Return a row of EX9.7 as method M51 takes it; what cannot be read counts as not written."""

    def text(name: str) -> str:
        return str(row.get(name, "")).strip()

    return IndicatorCard(
        name=text("name"),
        unit=text("unit"),
        baseline=read_number(row.get("baseline")),
        baseline_year=read_number(row.get("baseline_year")),
        target=read_number(row.get("target")),
        target_year=read_number(row.get("target_year")),
        tolerance=read_number(row.get("tolerance")),
        source=text("source"),
        frequency=text("frequency"),
        responsible=text("responsible"),
        disaggregation=text("disaggregation") or " ".join(named(row.get("groups"))),
        disaggregation_reason=text("disaggregation_reason"),
    )


def ratings_of(rows: Rows) -> dict[str, dict[Criterion, int | None]]:
    """Return the ratings of EX9.4 by the code of the indicator."""
    return {
        code: {criterion: rating(row.get(name), 0, TOP) for name, criterion in RATED.items()}
        for _code, row in rows
        for code in named(row.get("indicator"))[:1]
    }


def rated(inputs: Inputs) -> dict[str, dict[Criterion, int | None]]:
    """Return the team's ratings by the code of the indicator."""
    written = inputs.part(*RATINGS)
    if written is None or not isinstance(written.part, Table):
        return {}
    return ratings_of(used_rows(written.part, written.answer))


def checked(row: Row, ratings: Mapping[Criterion, int | None] | None = None) -> Result[IndicatorCheck]:
    """Check one row of EX9.7 (M51)."""
    return indicator_check(card_of(row), ratings)


def progress_of(row: Row) -> Result[Progress]:
    """Return the progress of one row of EX9.7 (M52); not available, with the reason, where it has none."""
    values = [
        read_number(row.get(name))
        for name in ("baseline", "target", "baseline_year", "target_year", "current_year", "current")
    ]
    try:
        return indicator_progress(*values, tolerance=read_number(row.get("tolerance")) or 0.0)
    except ToolkitError as error:
        return unavailable("M52", str(error), formula="")


def light_of(row: Row, progress: Result[Progress], today: float | None) -> Light:
    """Return the light of one row (M53).

    ``today`` is the date of the Plan as a year with fraction.  A value counts from the end of its year, and
    one that is older than one and a half reporting periods by then is no data.
    """
    measured = read_number(row.get("current_year"))
    age = None if today is None or measured is None else max(0.0, today - (measured + 1))
    found = progress_light(progress, age=age, period=PERIODS.get(str(row.get("frequency"))))
    assert found.value is not None  # noqa: S101  -- no data has a light too
    return found.value


@dataclass(frozen=True)
class Standing:
    """An indicator with its progress and its light."""

    code: str
    row: Row
    progress: Result[Progress]
    light: Light

    @property
    def headline(self) -> bool:
        """Whether the team has marked it as a headline."""
        return self.row.get("headline") is True


def standings(rows: Rows, today: float | None) -> list[Standing]:
    """Return all rows of EX9.7 with progress and light, in their order."""
    found = [(code, row, progress_of(row)) for code, row in rows]
    return [Standing(code, row, one, light_of(row, one, today)) for code, row, one in found]


def headline(found: list[Standing]) -> Result[RollUp]:
    """Return the light of the section: that of its worst headline indicator (M53)."""
    return section_light({one.code: one.light for one in found if one.headline})


def date_of_plan(inputs: Inputs) -> float | None:
    """Return the date of the Plan in EX0.1 as a year with fraction; ``None`` if there is none."""
    value = mapping(inputs.answers.parts("EX0.1").get("team")).get("date")
    if not is_date(value):
        return None
    day = date.fromisoformat(str(value))
    return day.year + (day.timetuple().tm_yday - 1) / 366


def indicators(inputs: Inputs) -> Value:
    """Return the indicators with the score of SMART and RACER and what their cards lack (M51)."""
    written = inputs.part(EXERCISE, PART)
    if written is None or not isinstance(written.part, Table) or written.state == "empty":
        return Value()
    plain, ratings = of_part(written), rated(inputs)
    raw, texts, notes = [], [], []
    for (code, row), text in zip(used_rows(written.part, written.answer), plain.rows, strict=True):
        result = checked(row, ratings.get(code))
        found = result.value
        score = found.score if found else None
        raw.append({"code": code, **row, "score": score, "status": found.status if found else None})
        texts.append({**text, "score": "" if score is None else number(score, 2)})
        if found and found.missing:
            notes.append(_("{code}: {what}").format(code=code, what=result.interpretation))
    score_column = Column(id="score", label=_("SMART and RACER, of 1"))
    return Value(
        state=written.state,
        raw=raw,
        columns=(*plain.columns, score_column),
        rows=tuple(texts),
        notes=tuple(notes),
    )


def progress(inputs: Inputs) -> Value:
    """Return the progress of the indicators that have a current value, and the light of the section.

    The team's agreement on what it does when a light changes stands as text beside it (EX9.5).
    """
    response = inputs.part(*RESPONSE)
    agreed = of_part(response).text if response else ""
    written = inputs.part(EXERCISE, PART)
    rows = used_rows(written.part, written.answer) if written and isinstance(written.part, Table) else []
    found = standings(rows, date_of_plan(inputs))
    measured = [one for one in found if one.progress.value]
    if not measured and not agreed:
        return Value()
    summary = headline(found)
    return Value(
        state="filled" if measured else "begun",
        raw=[_raw(one) for one in found] if measured else None,
        text=agreed,
        columns=progress_columns() if measured else (),
        rows=tuple(progress_text(one) for one in found) if measured else (),
        notes=(summary.interpretation,) if summary.value else (),
        computed=bool(measured),
    )


def _raw(one: Standing) -> dict[str, Any]:
    value = one.progress.value
    names = ("required", "achieved", "ratio", "projection", "needed_per_year")
    computed = {name: getattr(value, name) if value else None for name in names}
    return {
        "code": one.code,
        "name": str(one.row.get("name", "")),
        **{name: None if number is None else round(number, 6) for name, number in computed.items()},
        "light": one.light.colour,
        "word": one.light.word,
        "headline": one.headline,
    }


def progress_text(one: Standing) -> dict[str, str]:
    """Return one indicator's progress as it is read."""
    value = one.progress.value

    def shown(amount: float | None, decimals: int = 1) -> str:
        return "–" if amount is None else number(amount, decimals)

    return {
        "code": one.code,
        "name": str(one.row.get("name", "")),
        "now": str(one.row.get("current", "")).strip() or "–",
        "required": shown(value.required if value else None),
        "achieved": "–" if value is None or value.achieved is None else per_cent(value.achieved),
        "ratio": shown(value.ratio if value else None, 2),
        "projection": shown(value.projection if value else None),
        "needed": shown(value.needed_per_year if value else None, 2),
        "light": _("{light} (headline)").format(light=one.light.text) if one.headline else one.light.text,
    }


def progress_columns() -> tuple[Column, ...]:
    """Return the columns of the progress table."""
    labels = {
        "code": _("No."),
        "name": _("Indicator"),
        "now": _("Value now"),
        "required": _("Required by now"),
        "achieved": _("Achieved, %"),
        "ratio": _("Progress ratio"),
        "projection": _("Projection"),
        "needed": _("Needed a year"),
        "light": _("Light"),
    }
    return columns(labels)
