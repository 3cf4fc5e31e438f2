"""The agenda as page, PDF and calendar: each read back."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path

import pikepdf
import pytest
from icalendar import Calendar

from toolkit_helpers import cli
from toolkit_helpers.authoring import agendas
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.handouts import pdf
from toolkit_helpers.workshop import agenda, agenda_files
from toolkit_helpers.workshop.agenda_changes import changed

DAY = date(2027, 3, 1)
EXTRA = {
    "one-day": [
        *(f"EX1.{number}" for number in (1, 2, 5, 6, 8, 9)),
        *(f"EX2.{n}" for n in (1, 2, 3, 5, 6, 7)),
    ],
    "five-days": [f"WU{chapter}.1" for chapter in range(1, 11)] + [f"XT5.{number}" for number in (1, 2, 3)],
}
TIMED = agenda.timed(agendas.programme("three-days"), dates=[DAY])


def test_the_page_holds_every_line() -> None:
    """Each slot is a row with its time, and nothing of the page is a program."""
    html = agenda_files.file(TIMED, "html").decode("utf-8")
    text = unescape(re.sub(r"<[^>]+>", " ", html))
    for session in TIMED.sessions:
        assert agenda.heading(session) in text
        for slot in session.slots:
            assert slot.what in text
            assert f"{agenda.clock(slot.starts)}–{agenda.clock(slot.ends)}" in text
    assert "<script" not in html


def test_the_pdf_is_tagged_and_has_a_bookmark_for_each_half_day() -> None:
    """PDF/UA-1 with the sessions in its outline."""
    file = pikepdf.open(io.BytesIO(agenda_files.file(TIMED, "pdf")))
    assert file.Root.MarkInfo.Marked
    with file.open_outline() as outline:
        titles = [str(child.title) for item in outline.root for child in item.children]
    assert titles == [agenda.heading(session) for session in TIMED.sessions]
    assert str(file.docinfo["/Title"]) == "Three days (Agenda)"


@pytest.mark.parametrize("name", ["one-day", "five-days"])
def test_a_session_stands_on_one_page(name: str) -> None:
    """Nobody turns a leaf in the middle of a morning, as long as it has room on a page."""
    document = agenda_files.document(agenda.timed(agendas.programme(name)))
    typst = pdf.typst_source(document)[0]
    sessions = len(agendas.programme(name).sittings)
    assert len(re.findall(r"#data-table\([^\n]*breakable: false", typst)) == sessions
    full = agenda.timed(changed(agendas.programme(name), ",".join(f"+{one}" for one in EXTRA[name])))
    assert "breakable: true" in pdf.typst_source(agenda_files.document(full))[0]
    assert len(pikepdf.open(io.BytesIO(agenda_files.file(full, "pdf"))).pages) > 1


def test_warnings_stand_on_top_of_the_page() -> None:
    """Whoever prints an agenda that is too long reads it first."""
    long = agenda.timed(changed(agendas.programme("one-day"), "+EX1.9"))
    html = agenda_files.file(long, "html").decode("utf-8")
    assert html.index("To decide before you print") < html.index("09:00")
    assert "20 minutes more than there are" in html


def test_the_calendar_reads_back() -> None:
    """One event for each session, with beginning, end and the lines of the agenda."""
    events = Calendar.from_ical(agenda_files.calendar(TIMED)).walk("VEVENT")
    assert len(events) == len(TIMED.sessions)
    assert len({str(event["uid"]) for event in events}) == len(events)
    for event, session in zip(
        sorted(events, key=lambda event: event.decoded("dtstart")), TIMED.sessions, strict=True
    ):
        begins = datetime.combine(session.date or DAY, datetime.min.time()) + timedelta(
            minutes=session.starts
        )
        assert event.decoded("dtstart") == begins
        assert event.decoded("dtend") - begins == timedelta(minutes=session.ends - session.starts)
        for slot in session.slots:
            assert slot.what in str(event["description"])


def test_a_calendar_tells_which_day_it_is() -> None:
    """Ten entries named "Five days: Morning" would tell nothing; a weekly meeting has its own number."""
    five = agenda.timed(agendas.programme("five-days"), dates=[DAY])
    titles = [
        str(event["summary"]) for event in Calendar.from_ical(agenda_files.calendar(five)).walk("VEVENT")
    ]
    assert "Five days: Day 2, Morning" in titles
    assert len(set(titles)) == 10
    series = agenda.timed(agendas.programme("webinar"), dates=[DAY])
    assert b"SUMMARY:Online webinar series: Meeting 5" in agenda_files.calendar(series)


def test_a_calendar_with_a_time_zone_carries_its_rules() -> None:
    """Participants of a webinar in other places see their own hour."""
    timed = agenda.timed(agendas.programme("webinar"), dates=[DAY])
    calendar = Calendar.from_ical(agenda_files.calendar(timed, "Asia/Bangkok"))
    begins = [event.decoded("dtstart") for event in calendar.walk("VEVENT")]
    assert {moment.utcoffset() for moment in begins} == {timedelta(hours=7)}
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Bangkok"]


@pytest.mark.parametrize("zone", ["Atlantis", "../etc/passwd", "Africa/../Kigali"])
def test_an_unknown_zone_is_told(zone: str) -> None:
    """Also one that looks like a path."""
    with pytest.raises(ToolkitError, match=r"is not known\. Write it like Africa/Kigali"):
        agenda_files.calendar(TIMED, zone)


def test_a_calendar_needs_dates() -> None:
    """Without them there is one sentence that tells the option."""
    with pytest.raises(ToolkitError, match="--date 2027-03-01"):
        agenda_files.calendar(agenda.timed(agendas.programme("one-day")))


@pytest.mark.parametrize("form", ["html", "pdf", "ics"])
def test_the_same_agenda_is_the_same_file(form: agenda_files.Format) -> None:
    """No clock and no chance is in it."""
    assert agenda_files.file(TIMED, form) == agenda_files.file(TIMED, form)


def test_the_command_shows_or_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --to the agenda is on the screen, with it in files; what does not fit goes to the errors."""
    assert cli.main(["agenda", "half-day"]) == 0
    assert "09:25–09:37  EX1.4 Choose your mirror" in capsys.readouterr().out
    arguments = ["agenda", "one-day", "--exercises", "-EX9.6", "--to", "html", "--to", "ics"]
    assert cli.main([*arguments, "--date", "2027-03-01", "--out", str(tmp_path)]) == 0
    captured = capsys.readouterr()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["agenda-one-day.html", "agenda-one-day.ics"]
    assert captured.err == "Day 1, Afternoon: 6 minutes are free.\n"
    assert cli.main(["agenda", "one-day", "--date", "1.3.2027"]) == 2
    assert "'1.3.2027' is no date.  Write it like 2027-03-01." in capsys.readouterr().err
    assert cli.main(["agenda", "two-weeks"]) == 2
    assert "there is no agenda" in capsys.readouterr().err.lower()
