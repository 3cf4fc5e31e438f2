"""One answer on its way into a store: checked by itself, so that it never keeps others from being saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from ..errors import ToolkitError
from ..i18n import gettext as _
from .model import AnswersFile, Entry, write_text

LONGEST_ANSWER: Final = 200_000
"""Characters that the answers to one exercise may have as JSON."""


def checked_entry(exercise_id: str, parts: Mapping[str, Any], version: int) -> Entry:
    """Return the answers to one exercise as they are stored; ``ToolkitError`` if they cannot be kept."""
    try:
        entry = Entry(parts=dict(parts), version=version)
        alone = write_text(AnswersFile(answers={exercise_id: entry}))
    except ValidationError as error:
        raise ToolkitError(
            _("this answer cannot be kept: {detail}").format(detail=error.errors()[0]["msg"]),
            where=exercise_id,
            remedy=_("Change the answer and it is saved again."),
        ) from error
    if len(alone) > LONGEST_ANSWER:
        raise ToolkitError(
            _("this answer is too long to keep: {size:.0f} of at most {most:.0f} kB").format(
                size=len(alone) / 1e3, most=LONGEST_ANSWER / 1e3
            ),
            where=exercise_id,
            remedy=_("Shorten the answer and it is saved again."),
        )
    return entry


def too_large(where: str, most: int) -> ToolkitError:
    """Return the error for answers that together are longer than ``most`` bytes."""
    return ToolkitError(
        _("all answers together are longer than the {most:.0f} MB that a file may have").format(
            most=most / 1e6
        ),
        where=where,
        remedy=_("Shorten a long answer and all are saved again."),
    )
