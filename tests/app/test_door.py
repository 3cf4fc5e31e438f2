"""The door of a room: who guesses codes has to wait, who mistypes is told calmly, and newcomers come in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from still_door import StillDoor
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from visitor import Visitor, run_apart

from toolkit_helpers.app.door import FREE_BEGINNINGS, FREE_MISTAKES

if TYPE_CHECKING:
    from playwright.sync_api import Page

WAIT = re.compile(r"Please wait (\d+) seconds?, then press the button again\. Your answers are safe\.")


@pytest.fixture
def door(tmp_path: Path) -> Iterator[StillDoor]:
    """Open the door of a room in which one person has the code "seven lakes"."""
    with StillDoor(tmp_path) as door:
        door.participants.add("seven lakes")
        yield door


def give(door: StillDoor, code: str, do: str = "resume") -> HTTPResponse:
    """Give a code at the door, from a browser that has not been here before."""
    return run_apart(Visitor(door.address).enter(code, do))


def use_up(door: StillDoor, more: int = 1, do: str = "resume") -> None:
    """Let somebody at this address guess as often as is free, and some times more."""
    free = FREE_MISTAKES if do == "resume" else FREE_BEGINNINGS
    for _guess in range(free + more):
        door.guesses[do].add("127.0.0.1")


def as_told(answer: HTTPResponse, code: str) -> str:
    """Return a page without the code that was typed and the one that was made for it."""
    return re.sub(r"[a-z]{4}-[a-z]{4}-\d\d", "", answer.body.decode()).replace(code, "")


def test_forty_who_mistype_three_times_come_in_at_the_fourth(door: StillDoor) -> None:
    """Wrong codes are told as such, 120 times from one address, and the right one then opens."""

    async def mistype() -> set[int]:
        return {(await Visitor(door.address).enter(f"sven lakes {n}", "resume")).code for n in range(120)}

    assert run_apart(mistype()) == {422}
    assert give(door, "seven lakes").code == 302


def test_a_guesser_has_to_wait_even_with_the_right_code(door: StillDoor) -> None:
    """While it waits the door compares nothing: a hit looks like a miss."""
    use_up(door, 3)
    hit, miss = give(door, "seven lakes"), give(door, "eight lakes")
    for answer in (hit, miss):
        assert (answer.code, answer.headers["Retry-After"]) == (429, "8")
        assert WAIT.search(answer.body.decode())
        assert "Set-Cookie" not in answer.headers
    assert as_told(hit, "seven lakes") == as_told(miss, "eight lakes")
    door.clock.now += 8
    assert give(door, "seven lakes").code == 302


def test_a_refused_guess_makes_nobody_wait_longer(door: StillDoor) -> None:
    """Whoever presses the button too early may press it again when the time is over."""
    use_up(door, 3)
    for _press in range(20):
        give(door, "seven lakes")
    door.clock.now += 8
    assert give(door, "seven lakes").code == 302


def test_a_header_makes_no_other_address(door: StillDoor) -> None:
    """Who says to be somebody else waits all the same."""
    use_up(door)
    request = HTTPRequest(
        f"{door.address}/enter",
        method="POST",
        body="code=seven+lakes&do=resume",
        headers={"X-Forwarded-For": "192.0.2.77", "X-Real-Ip": "192.0.2.77"},
        follow_redirects=False,
    )

    async def send() -> int:
        return (await AsyncHTTPClient().fetch(request, raise_error=False)).code

    assert run_apart(send()) == 429


def test_newcomers_come_in_while_somebody_guesses(door: StillDoor) -> None:
    """The form for old codes is held, the one for new codes is not."""
    use_up(door, 9)
    assert give(door, "eight lakes", "new").code == 302


def test_a_new_code_is_a_guess_as_well(door: StillDoor) -> None:
    """Whether a code is taken cannot be asked without end, and whoever has one still comes in."""
    assert give(door, "seven lakes", "new").code == 422
    use_up(door, 0, "new")
    assert give(door, "seven lakes", "new").code == 429
    assert give(door, "eight lakes", "new").code == 429
    assert give(door, "seven lakes").code == 302


def test_a_code_that_does_not_fit_is_no_guess(door: StillDoor) -> None:
    """What cannot be anybody's code is refused without being counted."""
    for do in ("new", "resume"):
        assert give(door, "x" * 50, do).code == 422
        assert door.guesses[do]._by_address == {}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("button", "do"), [("Start with this code", "new"), ("Go on with my answers", "resume")]
)
def test_the_wait_is_told_where_the_cursor_is(page: Page, door: StillDoor, button: str, do: str) -> None:
    """The field keeps code and cursor, its description says how long, and Enter tries again."""
    use_up(door, 1, do)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{door.address}/enter")
    form = page.locator("form").filter(has=page.get_by_role("button", name=button))
    form.get_by_label("Participant code").fill("seven lakes")
    page.keyboard.press("Enter")
    form.get_by_role("alert").wait_for()
    field = page.locator(":focus")
    assert field.input_value() == "seven lakes"
    assert field.get_attribute("aria-invalid") is None
    described = [
        page.locator(f"#{name}").inner_text() for name in field.get_attribute("aria-describedby").split()
    ]
    assert WAIT.search(described[0])
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    door.clock.now += 60
    page.keyboard.press("End")
    page.keyboard.type(" again" if do == "new" else "")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chapters/*")


@pytest.mark.browser
def test_a_mistyped_code_is_told_in_its_form(page: Page, door: StillDoor) -> None:
    """The other form stays as it was, with a code that was made."""
    page.goto(f"{door.address}/enter")
    page.get_by_label("Participant code").last.fill("sevn lakes")
    page.keyboard.press("Enter")
    page.get_by_text("There are no answers under the code sevn lakes.").wait_for()
    new, old = page.get_by_label("Participant code").all()
    assert old.evaluate("(node) => node === document.activeElement")
    assert (old.get_attribute("aria-invalid"), new.get_attribute("aria-invalid")) == ("true", None)
    assert re.fullmatch(r"[a-z]{4}-[a-z]{4}-\d\d", new.input_value())
