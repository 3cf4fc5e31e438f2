"""How often codes may be tried: a room that mistypes is never held up, a machine that guesses is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from still_door import Clock

from toolkit_helpers.app.door import FREE_BEGINNINGS, FREE_MISTAKES
from toolkit_helpers.app.guesses import LONGEST_SECONDS, NETWORKS, Guesses

HOTSPOT = "192.0.2.1"
EIGHT_HOURS = 8 * 3600


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands still."""
    return Clock()


@pytest.fixture
def guesses(clock: Clock) -> Guesses:
    """Return the limit for codes that were given before."""
    return Guesses(FREE_MISTAKES, clock)


def make(guesses: Guesses, count: int, address: str = HOTSPOT) -> list[int]:
    """Guess, without waiting; returns how long each would have had to wait."""
    waits = []
    for _guess in range(count):
        waits.append(guesses.wait(address))
        guesses.add(address)
    return waits


def guess_without_pause(guesses: Guesses, clock: Clock, address: Callable[[int], str]) -> tuple[int, int]:
    """Guess for eight hours as soon as it is allowed; returns how often that was, and the longest wait."""
    end, made, longest = clock.now + EIGHT_HOURS, 0, 0
    while clock.now < end:
        wait = guesses.wait(address(made))
        longest = max(longest, wait)
        clock.now += wait
        if not guesses.wait(address(made)):
            guesses.add(address(made))
            made += 1
    return made, longest


def test_forty_people_behind_one_hotspot_mistype_three_times_each(guesses: Guesses) -> None:
    """All at the same moment, and nobody waits."""
    assert set(make(guesses, 40 * 3)) == {0}


def test_a_full_room_begins_at_once(clock: Clock) -> None:
    """As many newcomers as the largest room holds wait for nobody."""
    assert set(make(Guesses(FREE_BEGINNINGS, clock), 240)) == {0}


def test_each_further_guess_waits_twice_as_long_up_to_a_minute(guesses: Guesses) -> None:
    """The wait doubles, and it ends."""
    make(guesses, FREE_MISTAKES)
    assert make(guesses, 9) == [0, 2, 4, 8, 16, 32, 60, 60, 60]


def test_the_wait_ends_when_its_seconds_are_over(guesses: Guesses, clock: Clock) -> None:
    """Whoever waits as long as was said may try, and not a moment before."""
    make(guesses, FREE_MISTAKES + 3)
    assert guesses.wait(HOTSPOT) == 8
    clock.now += 7.5
    assert guesses.wait(HOTSPOT) == 1
    clock.now += 0.5
    assert guesses.wait(HOTSPOT) == 0


def test_another_address_does_not_wait_for_one_that_guesses(guesses: Guesses) -> None:
    """One machine that guesses holds up nobody at another address."""
    make(guesses, FREE_MISTAKES + 10)
    assert guesses.wait("192.0.2.2") == 0


def test_mistakes_are_forgotten(guesses: Guesses, clock: Clock) -> None:
    """The next group, hours later, may mistype as freely as the first."""
    make(guesses, FREE_MISTAKES)
    clock.now += 2 * 3600
    assert set(make(guesses, FREE_MISTAKES)) == {0}


def test_a_room_that_mistypes_all_day_waits_little(guesses: Guesses, clock: Clock) -> None:
    """Forty people who mistype three times after each of four breaks are never held up."""
    for _break in range(4):
        assert set(make(guesses, 40 * 3)) == {0}
        clock.now += 80 * 60


@pytest.mark.parametrize(("free", "most"), [(FREE_MISTAKES, 850), (FREE_BEGINNINGS, 1030)])
def test_a_machine_that_never_stops_has_few_guesses(clock: Clock, free: int, most: int) -> None:
    """Eight hours from one address: what is free at first, then one guess for each that is forgotten."""
    made, longest = guess_without_pause(Guesses(free, clock), clock, lambda _made: HOTSPOT)
    assert free + 600 < made < most
    assert longest <= LONGEST_SECONDS


@pytest.mark.parametrize(("free", "most"), [(FREE_MISTAKES, 1820), (FREE_BEGINNINGS, 2360)])
def test_many_addresses_do_not_help(clock: Clock, free: int, most: int) -> None:
    """A new address for each guess is held up by the guesses of all."""
    made, longest = guess_without_pause(
        Guesses(free, clock), clock, lambda made: f"10.0.{made // 250}.{made % 250}"
    )
    assert NETWORKS * free < made < most
    assert longest <= LONGEST_SECONDS


def test_old_addresses_leave_no_trace(guesses: Guesses, clock: Clock) -> None:
    """What is forgotten takes no room."""
    for number in range(200):
        guesses.add(f"10.0.0.{number}")
    clock.now += 3600
    guesses.add(HOTSPOT)
    assert list(guesses._by_address) == [HOTSPOT]
