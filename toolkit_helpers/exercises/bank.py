"""The exercise bank as a kernel reads it: compiled JSON, checked by the model, kept after the first read.

Authors write YAML; ``workbook build`` checks it and compiles it to ``data/exercises/compiled``.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..resources import data_folder
from .model import Exercise, Model


class Bank(Model):
    """The exercises of one chapter, in the order in which the chapter offers them."""

    chapter: int
    exercises: list[Exercise]

    def __getitem__(self, exercise_id: str) -> Exercise:
        """Return the exercise with this id; ``ToolkitError`` with the nearest ids if there is none."""
        for entry in self.exercises:
            if entry.id == exercise_id:
                return entry
        ids = [entry.id for entry in self.exercises]
        near = difflib.get_close_matches(exercise_id, ids, n=1)
        offer = _("Did you mean {id}?").format(id=near[0]) if near else ""
        offer = offer or _("The chapter has {ids}.").format(ids=", ".join(ids))
        what = _("there is no exercise {id!r} in chapter {chapter}").format(
            id=exercise_id, chapter=self.chapter
        )
        raise ToolkitError(what, remedy=offer)

    def __contains__(self, exercise_id: object) -> bool:
        """Whether the chapter has an exercise with this id."""
        return any(entry.id == exercise_id for entry in self.exercises)

    def __iter__(self) -> Iterator[Exercise]:  # type: ignore[override]
        """Go through the exercises in order."""
        return iter(self.exercises)

    def __len__(self) -> int:
        """Return the number of exercises."""
        return len(self.exercises)


def compiled_path(chapter: int) -> Path:
    """Return where the compiled bank of a chapter is, whether or not it exists."""
    return data_folder() / "exercises" / "compiled" / f"{chapter:02d}.json"


def load(chapter: int) -> Bank:
    """Return the exercises of a chapter.

    Raises ``ToolkitError`` if the chapter's bank is missing or does not fit this version of the library.

    >>> load(1)["EX1.2"].title
    'What kind of measure?'
    """
    return _read(compiled_path(chapter))


def exercise(exercise_id: str) -> Exercise:
    """Return the exercise with this id, whatever its chapter.

    Raises ``ToolkitError`` for an id that is none and for an exercise that the bank does not hold.
    """
    parsed = re.fullmatch(r"(?:EX|WU|TH|XT|PT|CF)(\d{1,2})\.\d{1,2}", exercise_id)
    if parsed is None:
        raise ToolkitError(
            _("{id!r} is not the id of an exercise").format(id=exercise_id),
            remedy=_("Write it like EX1.2: kind, chapter, point, number."),
        )
    return load(int(parsed[1]))[exercise_id]


@cache
def _read(path: Path) -> Bank:
    remedy = _("Run 'workbook build', which makes it from the exercises in YAML.")
    try:
        return Bank.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        what = _("the compiled exercises of this chapter are missing")
        raise ToolkitError(what, where=str(path), remedy=remedy) from error
    except (ValueError, ValidationError) as error:
        what = _("the compiled exercises of this chapter do not fit this version of the workbook")
        raise ToolkitError(what, where=str(path), remedy=remedy) from error
