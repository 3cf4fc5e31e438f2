"""What an answers file holds, how it is read with suspicion and written the same way each time."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import metadata
from typing import Annotated, Any, Final, Literal, NoReturn

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    field_serializer,
    field_validator,
)

from ..errors import ToolkitError
from ..i18n import gettext as _
from .codes import new_code

FORMAT: Final = "digital-government-workbook/answers"
SCHEMA_VERSION: Final = 1
LARGEST_BYTES: Final = 5_000_000
DEEPEST: Final = 20

AnswerId = Annotated[str, Field(pattern=r"^[A-Z]{2}\d{1,2}\.\d{1,2}$")]


class NewerFileError(ToolkitError):
    """The file was written by a later version of the workbook: it is left as it is."""


class _Model(BaseModel):
    # A later release may add a key without a new schema version; such keys are carried along, not lost.
    model_config = ConfigDict(extra="allow", frozen=True)


def now() -> datetime:
    """Return the present moment in UTC, to the millisecond."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


class Entry(_Model):
    """The answers to one exercise: by part, when they were saved, and to which version of the exercise."""

    parts: dict[str, JsonValue]
    saved: AwareDatetime = Field(default_factory=now)
    version: int = Field(default=1, ge=1)

    @field_validator("saved")
    @classmethod
    def _in_utc(cls, moment: datetime) -> datetime:
        try:
            return moment.astimezone(UTC)
        except OverflowError as error:
            raise ValueError(_("the time lies outside the calendar")) from error

    @field_serializer("saved", when_used="json")
    def _iso(self, moment: datetime) -> str:
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Participant(_Model):
    """Who answered: a code that the person chose or that was made up; no personal data is needed."""

    code: str = Field(default_factory=new_code, min_length=1, max_length=200)


def workbook_version() -> str:
    """Return the installed workbook's version, or ``"0"`` in a checkout that is not installed."""
    try:
        return metadata.version("digital-government-workbook")
    except metadata.PackageNotFoundError:
        return "0"


class AnswersFile(_Model):
    """All answers of one participant or team."""

    format: Literal["digital-government-workbook/answers"] = FORMAT
    schema_version: Literal[1] = SCHEMA_VERSION
    workbook_version: str = Field(default_factory=workbook_version)
    participant: Participant = Field(default_factory=Participant)
    answers: dict[AnswerId, Entry] = {}

    def parts(self, exercise_id: str) -> dict[str, JsonValue]:
        """Return the answers to one exercise by part; empty if there are none."""
        entry = self.answers.get(exercise_id)
        return dict(entry.parts) if entry else {}

    @property
    def answered(self) -> frozenset[str]:
        """The exercises that have an answer: what all counts of progress begin with."""
        return frozenset(name for name, entry in self.answers.items() if entry.parts)

    def with_entries(self, entries: Mapping[str, Entry]) -> AnswersFile:
        """Return a copy in which these exercises have these answers."""
        update = {"answers": {**self.answers, **entries}, "workbook_version": workbook_version()}
        return self.model_copy(update=update)

    def with_code(self, code: str) -> AnswersFile:
        """Return a copy with another participant code."""
        return self.model_copy(update={"participant": self.participant.model_copy(update={"code": code})})

    def newest_of_both(self, other: AnswersFile) -> AnswersFile:
        """Return this file with the answers of ``other`` where those are newer or missing here."""
        newer = {
            exercise: entry
            for exercise, entry in other.answers.items()
            if exercise not in self.answers or entry.saved > self.answers[exercise].saved
        }
        return self.with_entries(newer) if newer else self


def write_text(file: AnswersFile) -> str:
    """Return the file as JSON: the same answers always give the same text.

    Raises ``ToolkitError`` for what could not be read back: infinity, or lists in lists without end.
    """
    data = file.model_dump(mode="json")
    try:
        if _depth(data) > DEEPEST:
            raise ValueError(_("nested too deeply"))
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True)
    except ValueError as error:
        raise ToolkitError(
            _("an answer cannot be written as JSON ({detail})").format(detail=error),
            remedy=_("Give this answer again."),
        ) from error
    # Half of a surrogate pair can come from a browser; UTF-8 has no place for it.
    return text.encode("utf-8", errors="replace").decode("utf-8") + "\n"


def _refuse(constant: str) -> NoReturn:
    raise ValueError(_("{constant} is not a number in JSON").format(constant=constant))


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _refuse(digits)


def _depth(value: Any) -> int:
    deepest, level = 0, [value]
    while level and deepest <= DEEPEST:
        deepest += 1
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return deepest


def read_text(text: str | bytes, origin: str) -> AnswersFile:
    """Return the answers in ``text``, which came from ``origin``; nothing in it is trusted.

    Raises
    ------
    NewerFileError
        The file follows a later schema than this version of the workbook knows.
    ToolkitError
        It is too large, too deep, not JSON, or not an answers file of the workbook.
    """
    data = _loaded(text, origin)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ToolkitError(
            _("this is not an answers file of the workbook"),
            where=origin,
            remedy=_("Choose a file that was saved from the workbook, such as my-answers.json."),
        )
    version = data.get("schema_version")
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise NewerFileError(
            _("this answers file was written by a newer version of the workbook"),
            where=origin,
            remedy=_("Update the workbook, then open the file again; it was left as it is."),
        )
    try:
        return AnswersFile.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = " › ".join(map(str, first["loc"])) or _("top level")
        raise ToolkitError(
            _("the answers file is damaged at {place}: {detail}").format(place=place, detail=first["msg"]),
            where=origin,
            remedy=_("Choose another copy of your answers."),
        ) from error


def _loaded(text: str | bytes, origin: str) -> Any:
    size = len(text if isinstance(text, bytes) else text.encode("utf-8", errors="replace"))
    if size > LARGEST_BYTES:
        raise ToolkitError(
            _("this file has {size:.1f} MB; an answers file has at most {most:.0f} MB").format(
                size=size / 1e6, most=LARGEST_BYTES / 1e6
            ),
            where=origin,
            remedy=_("Choose a file that was saved from the workbook, such as my-answers.json."),
        )
    try:
        plain = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        data = json.loads(plain, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise ToolkitError(
            _("the file is empty, cut off or not JSON"),
            where=origin,
            remedy=_("Choose another copy of your answers."),
        ) from error
    if _depth(data) > DEEPEST:
        raise ToolkitError(
            _("the file is nested more deeply than any answers file"),
            where=origin,
            remedy=_("Choose a file that was saved from the workbook, such as my-answers.json."),
        )
    return data


def json_schema() -> dict[str, Any]:
    """Return the published JSON Schema of the answers file (JSON Schema, draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answers file of the Digital Government Transformation Workbook",
        **{key: value for key, value in AnswersFile.model_json_schema().items() if key != "title"},
    }
