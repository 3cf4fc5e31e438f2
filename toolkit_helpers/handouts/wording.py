"""The words around a document: its variant, its version, the licence and the disclaimer."""

from __future__ import annotations

from dataclasses import dataclass

from ..exercises.paper_page import disclaimer
from ..i18n import gettext as _
from ..i18n import ngettext
from .document import Document


@dataclass(frozen=True)
class Words:
    """Texts of one document, ready to print."""

    series: str
    chapter: str
    variant: str
    mark: str
    """What stands of the variant below the title: nothing that the title says."""
    version: str
    place: str
    """What the foot of a page names beside the variant; empty where both are the same."""
    facts: str
    full_title: str
    author: str
    page: str
    fields: tuple[str, ...]
    """What is written at the head of a poster."""
    closing: tuple[str, ...]


def of(document: Document) -> Words:
    """Return the words around a document."""
    facilitator = document.audience == "facilitator"
    edition = document.edition or (_("Facilitator edition") if facilitator else _("Participant handout"))
    variant = _("{edition} – contains answers").format(edition=edition) if facilitator else edition
    named = edition == document.title
    bare = _("Contains answers") if facilitator else ""
    chapter = _("Chapter {number}").format(number=document.chapter) if document.chapter else ""
    full = _("{chapter}: {title} ({variant})") if chapter else _("{title} ({variant})")
    return Words(
        series=_("Digital Government Transformation Workbook"),
        chapter=chapter,
        variant=variant,
        mark=bare if named else variant,
        version=_("version {version}").format(version=document.version),
        place="" if named else chapter or document.title,
        facts=_("Guided time: {time}").format(time=duration(document.minutes)) if document.minutes else "",
        full_title=document.title
        if named
        else full.format(chapter=chapter, title=document.title, variant=edition),
        author=author(),
        page=_("Page {n} of {all}"),
        fields=(_("Team"), _("Date")),
        closing=closing(),
    )


def author() -> str:
    """Return who wrote what the workbook prints."""
    return _("The Digital Government Transformation Workbook contributors")


def closing() -> tuple[str, ...]:
    """Return the disclaimer and the licence lines that end every document."""
    return (
        disclaimer(),
        _(
            "Texts and exercises: Creative Commons Attribution 4.0 International (CC BY 4.0). Software: BSD "
            "3-Clause Licence. Data: as named under each chart, under the terms of their publishers."
        ),
    )


def sheets() -> tuple[str, str]:
    """Return the title of the sheets at the end of a document of many chapters, and what they are for."""
    return _("Sheets to write on"), _(
        "The exercises name the sheet that belongs to them. One for each team is enough, and larger paper "
        "helps."
    )


def duration(minutes: int) -> str:
    """Return a time in hours and minutes.

    >>> duration(165)
    '2 hours 45 minutes'
    """
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("{n} hour", "{n} hours", hours).format(n=hours))
    if rest or not hours:
        parts.append(ngettext("{n} minute", "{n} minutes", rest).format(n=rest))
    return " ".join(parts)


def used(text: str) -> str:
    """Return the line that names the values a chart was computed with; empty if it has none to choose."""
    return _("Values used: {values}.").format(values=text) if text else ""


def source(text: str) -> str:
    """Return a chart's source line; a text that says "Source" itself stays as it is."""
    return text if text.lower().startswith("source") else _("Source: {text}").format(text=text)
