"""Agendas: minutes that add up, times, a trainer's changes, and what is told when a day overflows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.authoring import agendas
from toolkit_helpers.authoring.agendas import Block, Entry, Programme, Sitting
from toolkit_helpers.authoring.house import House
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.exercises import bank
from toolkit_helpers.workshop import agenda
from toolkit_helpers.workshop.agenda_changes import changed

PROGRAMMES, FINDINGS = agendas.inspect_agendas(House())
BY_ID = {programme.id: programme for programme in PROGRAMMES}

# Work without breaks of each sitting, in minutes, as the curriculum's overview (section 6) gives it.
WORK = {
    "half-day": [195],
    "one-day": [195, 210],
    "three-days": [165] * 6,
    "five-days": [165, 165, 165, 165, 180, 145, 200, 180, 165, 205],
    "trainers": [165],
    "webinar": [120] * 5,
    "launch": [90],
}
# Where the overview prints clock times: the beginning of each block, breaks included.
TIMES = {
    "half-day": ["09:00", "09:25", "10:05", "10:50", "11:05", "11:45", "12:10"],
    "one-day": [
        *("09:00", "09:30", "10:15", "11:00", "11:15"),
        *("13:30", "14:20", "15:15", "15:30", "16:15", "16:45"),
    ],
}
ENDS = {"half-day": "12:30", "one-day": "17:15"}


def small(**changes: object) -> Programme:
    """Return a programme of one sitting with two exercises of chapter 1 and a break."""
    entries = [
        Entry(exercise="EX1.3", minutes=8),
        Entry(pause="Break", minutes=10),
        Entry(exercise="EX1.5", minutes=10),
    ]
    sitting = Sitting(
        day=1,
        name="Morning",
        starts="09:00",
        minutes=30,
        blocks=[Block(title="Position", entries=entries, minutes=30)],
    )
    return Programme(
        id="small", title="Small", about="A morning.", minutes=30, sittings=[sitting]
    ).model_copy(update=changes)


def test_the_file_has_every_programme_of_the_overview() -> None:
    """Six programmes and the sixth half day of section 6.4, without a slip."""
    assert FINDINGS == []
    assert list(BY_ID) == list(WORK)


@pytest.mark.parametrize("name", WORK)
def test_the_work_of_each_sitting_is_the_overviews(name: str) -> None:
    """The times are laid out again, and each sitting has the minutes that the curriculum gives it."""
    timed = agenda.timed(BY_ID[name])
    assert [session.work for session in timed.sessions] == WORK[name]
    assert timed.warnings == ()


@pytest.mark.parametrize("name", TIMES)
def test_clock_times_are_the_overviews(name: str) -> None:
    """Each part begins when the overview says, and the day ends in time."""
    timed = agenda.timed(BY_ID[name])
    found: dict[tuple[int, str], int] = {}
    for number, session in enumerate(timed.sessions):
        for slot in session.slots:
            found.setdefault((number, slot.part), slot.starts)
    assert [agenda.clock(start) for start in found.values()] == TIMES[name]
    assert agenda.clock(timed.sessions[-1].ends) == ENDS[name]


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.id)
def test_slots_follow_each_other_without_gap(programme: Programme) -> None:
    """Within a sitting each line begins when the one before it ends, and no exercise is lost."""
    timed = agenda.timed(programme)
    for session in timed.sessions:
        for one, other in zip(session.slots, session.slots[1:], strict=False):
            assert one.ends == other.starts
    assert list(agenda.exercises(timed)) == programme.exercises


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.id)
def test_nobody_works_for_two_hours_without_a_break(programme: Programme) -> None:
    """A sitting longer than two hours has a break, and no stretch of work is longer than that."""
    for session in agenda.timed(programme).sessions:
        stretch = 0
        for slot in session.slots:
            stretch = 0 if slot.pause else stretch + slot.minutes
            assert stretch <= 120, f"{programme.id}, {session.name}"


def test_a_talk_is_short() -> None:
    """No talk takes longer than a quarter of an hour, and a longer one is refused."""
    assert max(entry.minutes for p in PROGRAMMES for entry in p.entries if entry.input) <= 15
    with pytest.raises(ValueError, match="a talk takes 16 minutes"):
        Entry(input="The nine pillars", minutes=16)


def test_minutes_that_do_not_add_up_are_refused() -> None:
    """A block, a sitting and a programme each have to be the sum of what is in them."""
    two = [Entry(work="a", minutes=20), Entry(work="b", minutes=20)]
    with pytest.raises(ValueError, match="take 40 minutes, the block has 30"):
        Block(title="x", entries=two, minutes=30)
    block = Block(title="x", entries=two)
    with pytest.raises(ValueError, match="take 40 minutes, the sitting has 60"):
        Sitting(day=1, name="m", starts="09:00", minutes=60, blocks=[block])
    sitting = Sitting(day=1, name="m", starts="09:00", minutes=40, blocks=[block])
    with pytest.raises(ValueError, match="take 40 minutes, the programme has 90"):
        Programme(id="x", title="x", about="x", minutes=90, sittings=[sitting])
    with pytest.raises(ValueError, match="do not follow each other"):
        Programme(id="x", title="x", about="x", minutes=80, sittings=[sitting, sitting])


def test_an_exercise_stands_once() -> None:
    """Two lines with the same exercise are a slip."""
    entries = [Entry(exercise="EX1.3", minutes=20), Entry(exercise="EX1.3", minutes=20)]
    sitting = Sitting(day=1, name="m", starts="09:00", minutes=40, blocks=[Block(title="x", entries=entries)])
    with pytest.raises(ValueError, match=r"EX1\.3 stands twice"):
        Programme(id="x", title="x", about="x", minutes=40, sittings=[sitting])


def test_a_line_is_one_thing() -> None:
    """An exercise with a talk, or nothing at all, is refused."""
    for fields in ({}, {"exercise": "EX1.1", "work": "x"}):
        with pytest.raises(ValueError, match="not one thing"):
            Entry(minutes=5, **fields)  # type: ignore[arg-type]


def test_another_start_moves_every_sitting() -> None:
    """Half an hour earlier in the morning is half an hour earlier in the afternoon."""
    usual = agenda.timed(BY_ID["three-days"])
    early = agenda.timed(BY_ID["three-days"], start="8:30")
    shifts = {a.starts - b.starts for a, b in zip(usual.sessions, early.sessions, strict=True)}
    assert shifts == {30}


@given(st.integers(0, 23), st.integers(0, 59))
def test_times_of_day_read_back(hour: int, minute: int) -> None:
    """Every time of day survives being written and read."""
    assert agenda.minutes_of(agenda.clock(hour * 60 + minute)) == hour * 60 + minute


@pytest.mark.parametrize("text", ["", "nine", "24:00", "9", "09:60", "-1:00"])
def test_what_is_no_time_is_told(text: str) -> None:
    """One sentence with an example."""
    with pytest.raises(ToolkitError, match=r"Write it like 09:00\."):
        agenda.minutes_of(text)


def test_days_get_dates() -> None:
    """The days of a workshop follow each other, meetings online are a week apart, and each may be told."""
    monday = date(2027, 3, 1)
    assert [s.date for s in agenda.timed(BY_ID["three-days"], dates=[monday]).sessions] == [
        *(monday, monday),
        *(date(2027, 3, 2), date(2027, 3, 2)),
        *(date(2027, 3, 3), date(2027, 3, 3)),
    ]
    weeks = agenda.timed(BY_ID["webinar"], dates=[monday, date(2027, 3, 10)]).sessions
    assert [s.date.day for s in weeks if s.date] == [1, 10, 17, 24, 31]


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ([date(2027, 3, 1), date(2027, 3, 2)], "2 dates for 1 days"),
        ([date(2027, 3, 2), date(2027, 3, 1), date(2027, 3, 4)], "do not follow each other"),
    ],
)
def test_dates_that_do_not_fit_are_told(dates: list[date], message: str) -> None:
    """Too many dates, or dates in disorder."""
    name = "one-day" if len(dates) == 2 else "three-days"
    with pytest.raises(ToolkitError, match=message):
        agenda.timed(BY_ID[name], dates=dates)


def test_an_exercise_that_is_put_in_stands_in_its_order_and_takes_its_time() -> None:
    """EX1.4 comes between EX1.3 and EX1.5; the sitting is longer by its minutes, and the day says so."""
    more = changed(small(), "+ex1.4")
    assert more.exercises == ["EX1.3", "EX1.4", "EX1.5"]
    timed = agenda.timed(more)
    minutes = bank.exercise("EX1.4").minutes
    assert timed.sessions[0].work == 30 + minutes
    assert timed.warnings == (
        f"Morning: {minutes} minutes more than there are. Take something out or shorten it, "
        f"or end at {agenda.clock(540 + 40 + minutes)}.",
    )


def test_an_exercise_of_another_chapter_gets_a_part_of_its_own() -> None:
    """What comes from elsewhere does not hide in a block on something else."""
    parts = [slot.part for slot in agenda.timed(changed(small(), "+EX3.1")).sessions[0].slots]
    assert parts[-1] == "Chapter 3"


def test_an_exercise_before_all_others_goes_first() -> None:
    """EX1.1 stands before EX1.3, in the same block."""
    assert changed(small(), "+EX1.1").exercises[0] == "EX1.1"


def test_an_exercise_that_begins_a_chapter_stands_in_that_chapters_part() -> None:
    """The morning of the one day ends with chapter 3; EX4.3 opens the afternoon, where chapter 4 is."""
    _morning, afternoon = agenda.timed(changed(BY_ID["one-day"], "+EX4.3")).sessions
    assert [(slot.exercise, slot.part) for slot in afternoon.slots[:2]] == [
        ("EX4.3", "Envisioning"),
        ("EX4.6", "Envisioning"),
    ]


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.id)
def test_what_work_is_done_with_is_known(programme: Programme) -> None:
    """A test before, after, a team card and commitments have an exercise, and it is not planned twice."""
    planned = agenda.planned(agenda.timed(programme))
    for entry in programme.entries:
        if entry.exercise:
            assert planned[entry.exercise] == agenda.Planned(entry.minutes, entry.how)
        assert set(entry.uses) <= set(planned)
        for words, name in (("identity", "EX0.1"), ("re-test", "PT0.1"), ("ost-test", "PT10.1")):
            assert words not in entry.work or name in entry.uses
        assert not entry.work.startswith("Commitments") or "EX10.9" in entry.uses


def test_only_work_is_done_with_other_exercises() -> None:
    """A talk with a sheet is a slip."""
    with pytest.raises(ValueError, match="only work has 'uses'"):
        Entry(input="The nine pillars", minutes=10, uses=("EX2.2",))


@pytest.mark.parametrize("name", ["half-day", "one-day", "five-days"])
def test_nothing_is_put_behind_the_farewell(name: str) -> None:
    """The closing form stays last, also when an exercise of the last chapter is put in."""
    exercises = changed(BY_ID[name], "+EX10.8").exercises
    assert exercises[-1] == "CF10.1"
    assert "EX10.8" in exercises


def test_taking_out_leaves_free_minutes() -> None:
    """The freed time is told, and the rest of the block stays as it was."""
    timed = agenda.timed(changed(small(), "-EX1.5"))
    assert timed.warnings == ("Morning: 10 minutes are free.",)
    assert timed.sessions[0].work == 20


def test_a_change_and_its_reverse_is_no_change() -> None:
    """Out and in again gives the minutes of before."""
    there = changed(BY_ID["three-days"], "-EX3.6, +EX3.6")
    assert agenda.timed(there) == agenda.timed(there)
    assert there.exercises == BY_ID["three-days"].exercises
    assert agenda.timed(there).warnings == ()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ("EX1.4", "no change of an agenda"),
        ("+EX1.3", r"EX1\.3 is in the agenda already"),
        ("-EX1.4", r"EX1\.4 is not in the agenda. It has EX1\.3, EX1\.5"),
        ("+EX1.99", r"no exercise 'EX1\.99'"),
        ("+coffee", "is not the id of an exercise"),
    ],
)
def test_a_change_that_cannot_be_made_is_told(changes: str, message: str) -> None:
    """One sentence with the remedy."""
    with pytest.raises(ToolkitError, match=message):
        changed(small(), changes)


def test_a_half_day_cannot_be_emptied() -> None:
    """The last line of a sitting stays."""
    with pytest.raises(ToolkitError, match="nothing is left of a half day"):
        changed(small(), "-EX1.3,-EX1.5")


def test_a_long_morning_eats_the_lunch_and_says_so() -> None:
    """The afternoon never begins before the morning has ended."""
    full = "+EX1.1,+EX1.2,+EX1.5,+EX1.6,+EX1.8,+EX1.9"
    timed = agenda.timed(changed(BY_ID["one-day"], full))
    morning, afternoon = timed.sessions
    assert afternoon.starts == max(morning.ends, 13 * 60 + 30)
    assert "Day 1, Afternoon: only 0 minutes are left for lunch." in timed.warnings


def test_a_day_ends_before_midnight() -> None:
    """A start in the evening is refused in one sentence."""
    with pytest.raises(ToolkitError, match="Day 1 would not end before midnight"):
        agenda.timed(BY_ID["one-day"], start="18:00")


def test_an_unknown_agenda_is_told_with_the_nearest() -> None:
    """A slip of the pen gets the name that was meant, anything else the list."""
    with pytest.raises(ToolkitError, match="Did you mean three-days"):
        agendas.programme("three-day")
    with pytest.raises(ToolkitError, match="Choose from half-day, one-day"):
        agendas.programme("xyz")


def test_the_text_names_time_exercise_and_homework() -> None:
    """What the terminal shows is complete."""
    text = "\n".join(agenda.lines(agenda.timed(BY_ID["webinar"], dates=[date(2027, 3, 1)])))
    assert "\nMeeting 1 (2027-03-01)" in text
    assert "13:20–13:32  EX1.4 Choose your mirror" in text
    assert "Homework: EX7.4, EX8.7 and EX8.8." in text
