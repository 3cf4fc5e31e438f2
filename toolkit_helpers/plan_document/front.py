"""What stands around a Plan: its title page, what a reader must know first, and what ends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from .. import plan as plans
from ..answers import AnswersFile
from ..answers.model import workbook_version
from ..exercises.paper_page import disclaimer
from ..i18n import gettext as _
from ..plan.model import Plan
from .dates import day
from .naming import name_of

FIELDS: Final = ("team_name", "jurisdiction", "level", "country_code", "service_in_focus", "date")
"""Fields of section P0 on the title page."""
_LANGUAGE: Final = re.compile(r"^[a-z]{2,3}$")


def full_title(plan: Plan) -> str:
    """Return what the document is, and whose."""
    kind, name = _("Digital Government Transformation Plan"), name_of(plan)
    return _("{kind}: {name}").format(kind=kind, name=name) if name else kind


def facts(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the lines of the title page."""
    for name in FIELDS:
        field = plan.field(f"P0.{name}")
        yield field.spec.label, day(field.value.text) or "–"


def language_of(plan: Plan) -> str:
    """Return the language of the team's texts; English if it is none that a document can name."""
    told = str(plan.field("P0.language").value.raw or "").strip().lower()
    return told if _LANGUAGE.match(told) else "en"


def last_saved(answers: AnswersFile) -> datetime | None:
    """Return when the last answer was saved (UTC); ``None`` if there is none."""
    return max((entry.saved for entry in answers.answers.values()), default=None)


def version_of(answers: AnswersFile) -> str:
    """Return which state of the answers this is: when the last of them was saved."""
    saved = last_saved(answers)
    if saved is None:
        return _("Workbook version {version}").format(version=workbook_version())
    return _("Answers of {day}, {time} UTC, workbook version {version}").format(
        day=day(f"{saved:%Y-%m-%d}"), time=f"{saved:%H:%M}", version=workbook_version()
    )


def mark_of(*, private: bool, example: bool) -> str:
    """Return what stands on each page."""
    if private:
        edition = _("Team edition – holds private entries, do not pass on")
    else:
        edition = _("Public edition – without private entries")
    return _("Example, all data fictitious · {edition}").format(edition=edition) if example else edition


def remarks(plan: Plan, *, empty: bool, example: bool) -> Iterator[str]:
    """Yield what a reader must know before anything else."""
    if example:
        yield _(
            "This is an example. The team, its province and all figures of the province are fictitious; the "
            "country is one to practise with, and the province does not lie in it."
        )
    if empty:
        yield _("Nothing is written yet. Print this document and fill it in, or answer the exercises.")
        return
    yield plans.completeness(plan).interpretation
    if plan.field("P0.sharing_consent").value.raw is True:
        yield _("The team agrees that this Plan is shown to the other teams of its workshop.")
    else:
        yield _("The team has not agreed to show this Plan to others: ask it before you pass it on.")


def closing() -> tuple[str, ...]:
    """Return what ends every document."""
    return (
        _(
            "Written by the team named on the first page with the Digital Government Transformation "
            "Workbook. What it says is the team's own. Figures of countries carry their publisher and year."
        ),
        disclaimer(),
    )
