"""A programme with times: what begins when, and in words where the day is too short.

The programmes stand in ``data/agendas.yaml``; a trainer may leave exercises out and put others in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ..authoring.agendas import Block, Entry, Programme, Sitting
from ..errors import ToolkitError
from ..exercises import bank
from ..exercises.model import Exercise
from ..exercises.paper import grouping
from ..i18n import gettext as _

MIDNIGHT = 24 * 60
SHORT_LUNCH = 45


@dataclass(frozen=True)
class Slot:
    """One line of the agenda.  Times are minutes after midnight."""

    starts: int
    minutes: int
    part: str
    """The block that it belongs to."""
    what: str
    who: str = ""
    exercise: str = ""
    pause: bool = False
    how: str = ""
    uses: tuple[str, ...] = ()
    """Exercises that other work is done with."""

    @property
    def ends(self) -> int:
        """When it ends, in minutes after midnight."""
        return self.starts + self.minutes


@dataclass(frozen=True)
class Session:
    """A half day or a meeting, with times."""

    day: int
    date: date | None
    name: str
    theme: str
    slots: tuple[Slot, ...]
    notes: tuple[str, ...]
    homework: str = ""
    alone: bool = False
    """Whether it is the only one of its day, so that its name says enough."""

    @property
    def starts(self) -> int:
        """When it begins, in minutes after midnight."""
        return self.slots[0].starts

    @property
    def ends(self) -> int:
        """When it ends, in minutes after midnight."""
        return self.slots[-1].ends

    @property
    def work(self) -> int:
        """Minutes without pauses."""
        return sum(slot.minutes for slot in self.slots if not slot.pause)


@dataclass(frozen=True)
class Planned:
    """How an agenda does an exercise; ``minutes`` is ``None`` where it is part of other work."""

    minutes: int | None = None
    how: str = ""


@dataclass(frozen=True)
class Agenda:
    """A timed programme, and what a trainer should know about it."""

    programme: Programme
    sessions: tuple[Session, ...]
    warnings: tuple[str, ...]


def clock(minutes: int) -> str:
    """Return a time of day.

    >>> clock(545)
    '09:05'
    """
    return f"{minutes // 60:02}:{minutes % 60:02}"


def minutes_of(text: str) -> int:
    """Return a time of day as minutes after midnight; ``ToolkitError`` if it is none.

    >>> minutes_of("9:05")
    545
    """
    found = re.fullmatch(r"(\d{1,2})[:.](\d\d)", text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise ToolkitError(
            _("{text!r} is no time of day").format(text=text), remedy=_("Write it like 09:00.")
        )
    return int(found[1]) * 60 + int(found[2])


def timed(programme: Programme, *, start: str | None = None, dates: Sequence[date] = ()) -> Agenda:
    """Return the programme with times.

    Parameters
    ----------
    start
        When the first sitting begins, as ``"09:00"``; all others move with it.  The usual time if ``None``.
    dates
        The date of each day; days without one follow at the distance of the programme.

    Raises
    ------
    ToolkitError
        If ``start`` is no time, there are more dates than days, or a day would end after midnight.
    """
    shift = minutes_of(start) - minutes_of(programme.sittings[0].starts) if start else 0
    calendar = _calendar(programme, dates)
    sessions: list[Session] = []
    warnings: list[str] = []
    days = [sitting.day for sitting in programme.sittings]
    for sitting in programme.sittings:
        before = sessions[-1] if sessions and sessions[-1].day == sitting.day else None
        begins = minutes_of(sitting.starts) + shift
        if before:
            begins = max(begins, before.ends)
        slots = tuple(_slots(sitting, begins))
        session = Session(
            sitting.day,
            calendar.get(sitting.day),
            sitting.name,
            sitting.theme,
            slots,
            tuple(block.note for block in sitting.blocks if block.note),
            sitting.homework,
            days.count(sitting.day) == 1,
        )
        if begins < 0 or session.ends > MIDNIGHT:
            raise ToolkitError(
                _("day {day} would not end before midnight").format(day=sitting.day),
                remedy=_("Begin earlier, or take exercises out."),
            )
        warnings += _warnings(sitting, session, before)
        sessions.append(session)
    return Agenda(programme, tuple(sessions), tuple(warnings))


def _calendar(programme: Programme, dates: Sequence[date]) -> dict[int, date]:
    days = sorted({sitting.day for sitting in programme.sittings})
    if len(dates) > len(days):
        raise ToolkitError(
            _("there are {dates} dates for {days} days").format(dates=len(dates), days=len(days)),
            remedy=_("Give one date for each day, or only the first."),
        )
    if any(later <= earlier for earlier, later in pairwise(dates)):
        raise ToolkitError(_("the dates do not follow each other"), remedy=_("Give them in their order."))
    if not dates:
        return {}
    step = timedelta(days=programme.every_days)
    return {
        day: dates[place] if place < len(dates) else dates[-1] + (place - len(dates) + 1) * step
        for place, day in enumerate(days)
    }


def _slots(sitting: Sitting, begins: int) -> Iterator[Slot]:
    now = begins
    for block in sitting.blocks:
        for entry in block.entries:
            slot = _slot(entry, block, now)
            yield slot
            now = slot.ends
        if block.rest:
            yield Slot(now, block.rest, block.title, _("Question, input, a look at data and debrief"))
            now += block.rest


def _slot(entry: Entry, block: Block, now: int) -> Slot:
    if not entry.exercise:
        return Slot(
            now,
            entry.minutes,
            block.title,
            _("Talk: {topic}").format(topic=entry.input) if entry.input else entry.work or entry.pause,
            pause=bool(entry.pause),
            uses=entry.uses,
        )
    exercise = _known(entry.exercise)
    what = f"{entry.exercise} {exercise.title}" if exercise else entry.exercise
    if entry.how:
        what = _("{exercise} ({how})").format(exercise=what, how=entry.how)
    who = grouping(exercise) if exercise else ""
    return Slot(now, entry.minutes, block.title, what, who, entry.exercise, how=entry.how)


def _known(exercise_id: str) -> Exercise | None:
    try:
        return bank.exercise(exercise_id)
    except ToolkitError:
        return None


def _warnings(sitting: Sitting, session: Session, before: Session | None) -> Iterator[str]:
    place = session_name(session)
    more = session.work - sitting.minutes
    if more > 0:
        yield _(
            "{place}: {minutes} minutes more than there are. Take something out or shorten it, or end at "
            "{end}."
        ).format(place=place, minutes=more, end=clock(session.ends))
    elif more < 0:
        yield _("{place}: {minutes} minutes are free.").format(place=place, minutes=-more)
    if before and session.starts - before.ends < SHORT_LUNCH:
        yield _("{place}: only {minutes} minutes are left for lunch.").format(
            place=place, minutes=session.starts - before.ends
        )


def session_name(session: Session) -> str:
    """Return how a session is called: ``Day 2, Morning``, or ``Meeting 2`` if it has a day of its own."""
    if session.alone:
        return session.name
    return _("Day {day}, {name}").format(day=session.day, name=session.name)


def lines(agenda: Agenda) -> Iterator[str]:
    """Yield the agenda as plain text, one line for each slot."""
    yield agenda.programme.title
    for session in agenda.sessions:
        yield ""
        yield heading(session)
        for slot in session.slots:
            yield f"{clock(slot.starts)}–{clock(slot.ends)}  {slot.what}"
        if session.homework:
            yield _("Homework: {text}").format(text=session.homework)
    if agenda.warnings:
        yield ""
        yield from agenda.warnings


def heading(session: Session) -> str:
    """Return the heading of a session: day, name, theme, and the date where it is known."""
    name = session_name(session)
    if session.theme:
        name = _("{name}: {theme}").format(name=name, theme=session.theme)
    if session.date:
        name = _("{name} ({date})").format(name=name, date=session.date.isoformat())
    return name


def exercises(agenda: Agenda) -> tuple[str, ...]:
    """Return the ids of the agenda's exercises in order."""
    return tuple(slot.exercise for session in agenda.sessions for slot in session.slots if slot.exercise)


def planned(agenda: Agenda) -> dict[str, Planned]:
    """Return what the agenda's exercises are done like, and those that its other work is done with."""
    slots = [slot for session in agenda.sessions for slot in session.slots]
    used = {name: Planned() for slot in slots for name in slot.uses}
    return used | {slot.exercise: Planned(slot.minutes, slot.how) for slot in slots if slot.exercise}


def chapters(agenda: Agenda) -> tuple[int, ...]:
    """Return the chapters that the agenda's exercises belong to, in order."""
    return tuple(sorted({int(name[2:].split(".")[0]) for name in exercises(agenda)}))
