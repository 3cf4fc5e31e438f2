"""The agenda as files: a page and a PDF for the wall, and a file for calendars."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..answers.model import workbook_version
from ..errors import ToolkitError
from ..exercises.paper_blocks import DataTable, Paragraph
from ..handouts.document import Document, Element, Form, Section
from ..handouts.making import render
from ..handouts.wording import duration
from ..i18n import gettext as _
from .agenda import Agenda, Session, clock, heading, session_name

Format = Literal["html", "pdf", "ics"]
_ONE_PAGE: Final = 24
"""Lines of a session that have room on one page."""


def file(agenda: Agenda, form: Format, zone: str = "") -> bytes:
    """Return the agenda as a file; the same agenda always gives the same bytes.

    ``zone`` is the time zone of a calendar file, such as ``"Africa/Kigali"``; without it, the times are
    those of the place where the calendar is read.

    Raises ``ToolkitError`` for a calendar without dates and for an unknown time zone.
    """
    return calendar(agenda, zone) if form == "ics" else render(document(agenda), form)


def document(agenda: Agenda) -> Document:
    """Return the agenda as a document for page and PDF."""
    return Document(
        chapter=0,
        title=agenda.programme.title,
        lang="en",
        direction="ltr",
        minutes=0,
        audience="participant",
        version=workbook_version(),
        elements=tuple(_elements(agenda)),
        edition=_("Agenda"),
    )


def _elements(agenda: Agenda) -> Iterator[Element]:
    programme = agenda.programme
    work = sum(session.work for session in agenda.sessions)
    texts = [programme.about, _("Work without breaks: {time}.").format(time=duration(work)), programme.note]
    yield Form(tuple(Paragraph(text) for text in texts if text))
    if agenda.warnings:
        yield Section(_("To decide before you print"))
        yield Form(tuple(map(Paragraph, agenda.warnings)))
    for session in agenda.sessions:
        yield Section(heading(session))
        yield Form(tuple(_session(session)))


def _session(session: Session) -> Iterator[DataTable | Paragraph]:
    header = (_("Time"), _("What"), _("Minutes"), _("Who works"), _("Part"))
    rows = tuple(
        (f"{clock(slot.starts)}–{clock(slot.ends)}", slot.what, str(slot.minutes), slot.who or "–", slot.part)
        for slot in session.slots
    )
    caption = _("{start} to {end}, {time} of work").format(
        start=clock(session.starts), end=clock(session.ends), time=duration(session.work)
    )
    yield DataTable(caption, header, rows, together=len(rows) <= _ONE_PAGE)
    for note in session.notes:
        yield Paragraph(note, note=True)
    if session.homework:
        yield Paragraph(_("**Homework:** {text}").format(text=session.homework))


def calendar(agenda: Agenda, zone: str = "") -> bytes:
    """Return one event for each session as an iCalendar file (RFC 5545)."""
    from icalendar import Calendar, Event, vText

    place = _zone(zone)
    found = Calendar()
    found.add("prodid", "-//Digital Government Transformation Workbook//agenda//EN")
    found.add("version", "2.0")
    for session in agenda.sessions:
        if session.date is None:
            raise ToolkitError(
                _("a calendar needs dates"), remedy=_("Give the first day, such as --date 2027-03-01.")
            )
        midnight = datetime.combine(session.date, time(), tzinfo=place)
        title = _("{programme}: {session}").format(
            programme=agenda.programme.title, session=session_name(session)
        )
        event = Event()
        event.add("summary", title)
        event.add("dtstart", midnight + timedelta(minutes=session.starts))
        event.add("dtend", midnight + timedelta(minutes=session.ends))
        # Not the clock: the same agenda is the same file.
        event.add("dtstamp", datetime.combine(session.date, time(), tzinfo=ZoneInfo("UTC")))
        name = f"{agenda.programme.id} {session.date} {session.starts}"
        event["uid"] = vText(f"{hashlib.sha256(name.encode()).hexdigest()[:24]}@digital-government-workbook")
        event.add("description", "\n".join(_described(session)))
        found.add_component(event)
    if place:
        found.add_missing_timezones()
    content: bytes = found.to_ical(sorted=True)
    return content


def _described(session: Session) -> Iterator[str]:
    for slot in session.slots:
        yield f"{clock(slot.starts)}–{clock(slot.ends)} {slot.what}"
    if session.homework:
        yield _("Homework: {text}").format(text=session.homework)


def _zone(name: str) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ToolkitError(
            _("the time zone {name!r} is not known").format(name=name),
            remedy=_("Write it like Africa/Kigali or Asia/Bangkok."),
        ) from error
