"""A room of participants over the network: who gets in, who sees what, and what dies without harm."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import psutil
import pytest
from app_processes import kernels, wait_for
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from visitor import Visitor, run_apart, rush

from toolkit_helpers.app import forked
from toolkit_helpers.app.server import App
from toolkit_helpers.app.shipped import chapters
from toolkit_helpers.errors import ToolkitError

CHAPTER = next(name for name in chapters() if name.startswith("01-"))
FIRST = next(iter(chapters()))


def base(app: App) -> str:
    """Return the server's address without a path."""
    return f"http://127.0.0.1:{app.port}"


def saved(app: App, code: str) -> dict:
    """Return the answers on the disk under a code."""
    for path in (app.folder / "answers").glob("answers-*.json"):
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["participant"]["code"] == code and path.name.count(".") == 1:
            return told["answers"]
    raise AssertionError(f"no answers under {code}")


@pytest.mark.parametrize(
    "path", ["/chapters/" + FIRST, "/state/00000000-0000-0000-0000-000000000000", "/chapters/../README.md"]
)
def test_nobody_gets_past_the_door(room: App, path: str) -> None:
    """Without a code every address leads to the door."""
    answer = run_apart(Visitor(base(room)).ask(path, follow=False))
    assert (answer.code, answer.headers.get("Location", "/enter")[:6]) in {(302, "/enter"), (404, "/enter")}
    assert b"toolkit" not in answer.body


@pytest.mark.parametrize(
    "path",
    ["/voila/files/README.md", "/voila/tree", "/api/kernels", "/api/contents", "/voila/render/" + FIRST,
     "/chapters/99-none.ipynb", "/page/../entry.html"],
)  # fmt: skip
def test_what_is_not_the_workbook_does_not_exist(room: App, path: str) -> None:
    """Files, trees and lists of kernels are not there, even for a participant."""

    async def visit() -> int:
        visitor = Visitor(base(room))
        await visitor.enter(f"looks at {path}"[:40])
        return (await visitor.ask(path)).code

    assert run_apart(visit()) in {403, 404}


def test_two_participants_do_not_see_each_others_answers(room: App) -> None:
    """Each has a kernel and a file of their own; a kernel's id does not help a stranger."""

    async def visit() -> tuple[dict, dict, int, int]:
        blue, red = Visitor(base(room)), Visitor(base(room))
        await blue.enter("blue lake")
        await red.enter("red hill")
        await blue.open(CHAPTER)
        assert await blue.answer("EX1.2", {"measure": "B"}) == "saved"
        await red.open(CHAPTER)
        assert red.exercise("EX1.2")[1]["answer"] == {}
        assert await red.answer("EX1.2", {"measure": "C"}) == "saved"
        blues = (await blue.states())[blue.exercise("EX1.2")[0]]["answer"]
        reds = (await red.states())[red.exercise("EX1.2")[0]]["answer"]
        stranger = Visitor(base(room), cookies=red.cookies, kernel=blue.kernel)
        told = json.loads((await stranger.ask(f"/state/{blue.kernel}")).body)
        assert told["alive"] is False
        seen = (await stranger.ask(f"/api/kernels/{blue.kernel}")).code
        with pytest.raises(HTTPClientError) as refused:
            await stranger.connect()
        await stranger.leave()
        assert json.loads((await blue.ask(f"/state/{blue.kernel}")).body)["alive"] is True
        await blue.leave()
        await red.leave()
        return blues, reds, seen, refused.value.code

    assert run_apart(visit()) == ({"measure": "B"}, {"measure": "C"}, 404, 404)
    assert saved(room, "blue lake")["EX1.2"]["parts"] == {"measure": "B"}
    assert saved(room, "red hill")["EX1.2"]["parts"] == {"measure": "C"}


def test_no_path_of_the_server_is_told(room: App) -> None:
    """Not in the page, not in any widget's state, and not with an answer that is refused."""

    async def visit() -> str:
        visitor = Visitor(base(room))
        await visitor.enter("curious one")
        await visitor.open(CHAPTER)
        await visitor.answer("EX1.2", {"measure": "B"})
        told = visitor.html + json.dumps(await visitor.states())
        refused = await visitor.ask("/answers", body='{"EX1.8": {"statement": "' + "x" * 200_001 + '"}}')
        await visitor.leave()
        return told + refused.body.decode()

    told = run_apart(visit())
    assert "saved at once on the trainer's computer" in told
    assert "NOT saved" not in told
    assert '"refused": {"EX1.8"' in told
    assert str(room.folder) not in told


def test_a_page_cannot_run_code(room: App) -> None:
    """The channel to a kernel takes what widgets send, and nothing that would run."""
    trace = room.folder / "somebody-was-here"

    async def visit() -> str:
        visitor = Visitor(base(room))
        await visitor.enter("hostile page")
        await visitor.open(CHAPTER)
        code = f"import pathlib; pathlib.Path({str(trace)!r}).touch()"
        await visitor.send("execute_request", {"code": code, "silent": False, "user_expressions": {}})
        state = await visitor.answer("EX1.2", {"measure": "B"})
        await visitor.leave()
        return state

    # The answer comes after the code on the same channel: when it is saved, the code would have run.
    assert run_apart(visit()) == "saved"
    assert not trace.exists()


def test_answers_are_there_on_another_device(room: App) -> None:
    """The code brings the answers back; a code that is taken is not given away, an unknown one is told."""

    async def visit() -> dict:
        phone, tablet, stranger = (Visitor(base(room)) for _ in range(3))
        await phone.enter("seven lakes")
        await phone.open(CHAPTER)
        await phone.answer("EX1.2", {"measure": "A"})
        await phone.leave()
        taken = await stranger.enter("Seven Lakes")
        assert (taken.code, stranger.cookies) == (422, {})
        assert "already" in taken.body.decode()
        unknown = await stranger.enter("eight lakes", do="resume")
        assert unknown.code == 422
        assert (await tablet.enter("SEVEN lakes", do="resume")).code == 302
        await tablet.open(CHAPTER)
        found = tablet.exercise("EX1.2")[1]["answer"]
        await tablet.leave()
        return found

    assert run_apart(visit()) == {"measure": "A"}


def test_what_is_typed_at_the_door_is_escaped(room: App) -> None:
    """A code full of markup comes back as text."""
    hostile = '"><script>alert(1)</script>'
    answer = run_apart(Visitor(base(room)).enter(hostile, do="resume"))
    assert b"<script>alert" not in answer.body
    assert b"&lt;script&gt;" in answer.body


def test_an_own_kernel_that_dies_is_told_and_the_last_answer_is_saved(room: App) -> None:
    """The page learns that its kernel is gone, and hands its last answer to the server."""

    async def visit() -> tuple[dict, dict]:
        visitor = Visitor(base(room))
        await visitor.enter("dead kernel")
        before = kernels(room)
        await visitor.open(CHAPTER)
        for process in kernels(room) - before:
            process.kill()
        await asyncio.sleep(0.5)
        told = json.loads((await visitor.ask(f"/state/{visitor.kernel}")).body)
        body = json.dumps({"EX1.2": {"measure": "D"}, "EX99.1": {"a": 1}, "EX1.3": {"own": "0.5"}})
        handed = json.loads((await visitor.ask("/answers", body=body)).body)
        await visitor.open(CHAPTER)
        assert visitor.exercise("EX1.2")[1]["answer"] == {"measure": "D"}
        await visitor.leave()
        return told, handed

    told, handed = run_apart(visit())
    assert told["alive"] is False
    assert handed["saved"] == ["EX1.2", "EX1.3"]
    assert list(handed["refused"]) == ["EX99.1"]
    assert saved(room, "dead kernel")["EX1.2"]["parts"] == {"measure": "D"}


@pytest.mark.parametrize("body", [" ", "[1]", "{", '{"EX1.2": 3}', "null"])
def test_a_senseless_answer_changes_nothing(room: App, body: str) -> None:
    """What is no answers by exercise is refused."""
    code = f"senseless {ord(body[0])} {len(body)}"

    async def visit() -> int:
        visitor = Visitor(base(room))
        await visitor.enter(code)
        return (await visitor.ask("/answers", body=body)).code

    assert run_apart(visit()) == 400
    assert saved(room, code) == {}


def test_another_site_cannot_send_answers(room: App) -> None:
    """A form on another site is refused, even with the participant's cookie."""

    async def visit() -> int:
        visitor = Visitor(base(room))
        await visitor.enter("forged answers")
        cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        request = HTTPRequest(
            base(room) + "/answers",
            method="POST",
            body='{"EX1.2": {"measure": "A"}}',
            headers={"Cookie": cookie, "Origin": "http://elsewhere.example"},
        )
        return (await AsyncHTTPClient().fetch(request, raise_error=False)).code

    assert run_apart(visit()) == 403
    assert saved(room, "forged answers") == {}


def test_six_at_the_same_moment(room: App) -> None:
    """All pages that are opened at once are complete, with all their exercises."""

    async def visit() -> list:
        arrived = await rush(base(room), CHAPTER, 6)
        for _seconds, visitor in arrived:
            if isinstance(visitor, Visitor):
                await visitor.leave()
        return [visitor for _seconds, visitor in arrived if not isinstance(visitor, Visitor)]

    assert run_apart(visit()) == []


def test_a_page_that_is_left_ends_its_kernel(room: App) -> None:
    """Nobody's kernel stays behind, after a moment in which the last answer can still be saved."""
    before = kernels(room)

    async def visit() -> set[psutil.Process]:
        visitor = Visitor(base(room))
        await visitor.enter("short visit")
        await visitor.open(FIRST)
        own = kernels(room) - before
        await visitor.leave()
        return own

    own = run_apart(visit())
    assert len(own) == 1
    assert wait_for(lambda: not own & kernels(room))


def test_abandoned_kernels_end(tmp_path: Path) -> None:
    """A page whose browser vanished without a word costs nothing after a while."""

    async def vanish(app: App) -> None:
        visitor = Visitor(base(app))
        await visitor.enter("train tunnel")
        await visitor.open(FIRST)
        visitor.hang_up()

    with App(tmp_path, room=True, idle_seconds=2) as app:
        run_apart(vanish(app))
        assert kernels(app)
        assert wait_for(lambda: not kernels(app), 30)


def test_alone_the_key_opens_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another user of the same computer does not get in; the answers are the notebook's."""
    monkeypatch.delenv("TOOLKIT_ANSWERS")

    async def visit(app: App) -> None:
        stranger = Visitor(base(app))
        assert (await stranger.ask(f"/chapters/{CHAPTER}")).code == 403
        assert (await stranger.ask("/enter?key=wrong")).code == 403
        assert (await stranger.enter("anybody")).code == 404
        owner = Visitor(base(app))
        await owner.ask(app.address(CHAPTER).removeprefix(base(app)), follow=False)
        await owner.open(CHAPTER)
        assert await owner.answer("EX1.2", {"measure": "B"}) == "saved"
        await owner.leave()

    with App(tmp_path) as app:
        run_apart(visit(app))
    stored = json.loads((tmp_path / "answers" / "my-answers.json").read_text(encoding="utf-8"))
    assert stored["answers"]["EX1.2"]["parts"] == {"measure": "B"}


def test_a_chapter_with_a_foreign_cell_is_not_run(tmp_path: Path) -> None:
    """Code that somebody put into a chapter never runs, and the page says why."""
    trace = tmp_path / "somebody-was-here"
    folder = tmp_path / "notebooks"
    folder.mkdir()
    told = json.loads(chapters()[CHAPTER].read_text(encoding="utf-8"))
    foreign = {"cell_type": "code", "execution_count": None, "id": "foreign", "metadata": {}, "outputs": []}
    told["cells"].insert(2, foreign | {"source": f"import pathlib; pathlib.Path({str(trace)!r}).touch()"})
    (folder / CHAPTER).write_text(json.dumps(told), encoding="utf-8")

    async def visit(app: App) -> tuple[int, str]:
        visitor = Visitor(base(app))
        await visitor.enter("careful one")
        answer = await visitor.ask(f"/chapters/{CHAPTER}")
        return answer.code, answer.body.decode()

    with App(tmp_path / "work", room=True, notebooks=folder) as app:
        code, html = run_apart(visit(app))
        assert kernels(app) == set()
    assert code == 403
    assert "code that did not come with the workbook" in html
    assert not trace.exists()


def test_a_reserve_is_ready_and_grows_again(tmp_path: Path) -> None:
    """Kernels wait for the next participants, are given to one each, and others take their place."""

    async def visit(app: App) -> set[str]:
        arrived = await rush(base(app), CHAPTER, 2)
        visitors = [visitor for _seconds, visitor in arrived if isinstance(visitor, Visitor)]
        for visitor in visitors:
            visitor.hang_up()
        return {visitor.kernel for visitor in visitors}

    with App(tmp_path, room=True, preheat=2) as app:
        assert wait_for(lambda: len(kernels(app)) == 2, 60)
        assert wait_for(lambda: "The reserve is full: 2" in app.log.read_text(encoding="utf-8"), 60)
        assert len(run_apart(visit(app))) == 2
        assert wait_for(lambda: len(kernels(app)) == 4, 60)


def test_nothing_stays_behind(tmp_path: Path) -> None:
    """The server ends with its kernels, its sockets and their folder."""
    with App(tmp_path, room=True, preheat=1) as app:
        assert wait_for(lambda: len(kernels(app)) == 1, 60)
        left = kernels(app)
        runtime = app._runtime
    assert wait_for(lambda: not any(one.is_running() and one.status() != "zombie" for one in left))
    assert not runtime.exists()


@pytest.mark.skipif(not forked.possible(), reason="kernels are forked on Linux only")
def test_a_kernel_ends_with_the_process_it_came_from_even_while_it_starts(tmp_path: Path) -> None:
    """No kernel outlives a server that ends at the very moment at which the kernel begins."""
    nursery = forked.Nursery()
    born = nursery.fork(["-f", str(tmp_path / "kernel.json")], dict(os.environ), str(tmp_path))
    nursery.close()
    assert wait_for(lambda: not psutil.pid_exists(born))


def test_a_port_that_is_taken_is_told(room: App, tmp_path: Path) -> None:
    """The sentence names the port and the remedy."""
    with (
        pytest.raises(ToolkitError, match=f"port {room.port} is in use already.*--port"),
        App(tmp_path, port=room.port),
    ):
        pass
