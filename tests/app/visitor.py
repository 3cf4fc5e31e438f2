"""A participant without a browser: opens a chapter, receives its exercises and answers them.

Also the load of ``tests/benchmarks/room.py``.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
import uuid
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any, Self, TypeVar
from urllib.parse import urlencode

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

Answer = TypeVar("Answer")

PATIENCE = 120.0
KERNEL = re.compile(r'id="workbook-kernel">(\{.*?\})</script>')
MODELS = re.compile(r'data-model="([0-9a-f]+)"')


def run_apart(visit: Coroutine[Any, Any, Answer]) -> Answer:
    """Run a visit in a thread of its own: the browser of other tests may keep an event loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, visit).result()


@dataclass
class Visitor:
    """One person's browser as the server sees it."""

    base: str
    cookies: dict[str, str] = field(default_factory=dict)
    kernel: str = ""
    html: str = ""
    widgets: dict[str, dict[str, Any]] = field(default_factory=dict)
    socket: WebSocketClientConnection | None = None
    session: str = field(default_factory=lambda: uuid.uuid4().hex)

    async def ask(
        self, path: str, *, form: dict[str, str] | None = None, body: str | None = None, follow: bool = True
    ) -> HTTPResponse:
        """Send a request with this visitor's cookies; an answer that is an error is returned, too."""
        sent = urlencode(form) if form is not None else body
        request = HTTPRequest(
            self.base + path,
            method="GET" if sent is None else "POST",
            body=sent,
            headers={"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())},
            follow_redirects=False,
            connect_timeout=PATIENCE,
            request_timeout=PATIENCE,
        )
        try:
            answer = await _client().fetch(request, raise_error=False)
        except HTTPClientError as error:
            if error.response is None:
                raise
            answer = error.response
        for line in answer.headers.get_list("Set-Cookie"):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        if follow and answer.code in {301, 302}:
            return await self.ask(answer.headers["Location"])
        return answer

    async def enter(self, code: str, do: str = "new") -> HTTPResponse:
        """Give a participant code at the door."""
        return await self.ask("/enter", form={"code": code, "do": do}, follow=False)

    async def open(self, notebook: str) -> Self:
        """Open a chapter and wait for the states of all its widgets."""
        answer = await self.ask(f"/chapters/{notebook}")
        self.html = answer.body.decode()
        assert answer.code == 200, answer.code
        assert answer.effective_url.endswith(notebook), f"sent on to {answer.effective_url}"
        assert 'id="complete"' in self.html, "the page has no end"
        found = KERNEL.search(self.html)
        assert found
        self.kernel = json.loads(found[1])["kernel"]
        await self.connect()
        await self.states()
        assert set(MODELS.findall(self.html)) <= set(self.widgets)
        return self

    async def connect(self) -> None:
        """Open the channel to the kernel."""
        self.hang_up()
        address = f"ws{self.base[4:]}/api/kernels/{self.kernel}/channels?session_id={self.session}"
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        request = HTTPRequest(address, headers={"Cookie": cookie}, connect_timeout=PATIENCE)
        self.socket = await websocket_connect(request, max_message_size=50_000_000)

    async def states(self) -> dict[str, dict[str, Any]]:
        """Ask for the states of all widgets, by model id."""
        comm = uuid.uuid4().hex
        opening = {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}}
        await self.send("comm_open", opening, {"version": "1.0.0"})
        await self.send("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}})
        while True:
            message = await self.receive()
            content = message["content"]
            if message["header"]["msg_type"] == "comm_msg" and content["comm_id"] == comm:
                told = content["data"]["states"]
                self.widgets = {model: widget["state"] for model, widget in told.items()}
                return self.widgets

    def exercise(self, name: str) -> tuple[str, dict[str, Any]]:
        """Return model id and state of an exercise."""
        for model, state in self.widgets.items():
            if state.get("exercise", {}).get("id") == name:
                return model, state
        raise AssertionError(f"there is no exercise {name}")

    async def answer(self, name: str, parts: dict[str, Any]) -> str:
        """Answer an exercise; returns what its status says when the kernel has dealt with it."""
        model, state = self.exercise(name)
        data = {"method": "update", "state": {"answer": parts}, "buffer_paths": []}
        sent = await self.send("comm_msg", {"comm_id": model, "data": data})
        while True:
            message = await self.receive()
            content, kind = message["content"], message["header"]["msg_type"]
            if kind == "comm_msg" and content["comm_id"] == model and content["data"]["method"] == "update":
                state |= content["data"]["state"]
            elif (kind, content.get("execution_state")) == ("status", "idle") and (
                message["parent_header"].get("msg_id") == sent
            ):
                return str(state["status"].get("state"))

    async def send(self, kind: str, content: dict[str, Any], metadata: dict[str, Any] | None = None) -> str:
        """Send a message to the kernel; returns its id."""
        assert self.socket
        name = uuid.uuid4().hex
        header = {"msg_id": name, "session": self.session, "username": "", "version": "5.3", "msg_type": kind}
        message = {"channel": "shell", "header": header, "parent_header": {}, "metadata": metadata or {}}
        await self.socket.write_message(json.dumps({**message, "content": content, "buffers": []}))
        return name

    async def receive(self) -> dict[str, Any]:
        """Return the next message of the kernel."""
        assert self.socket
        text = await asyncio.wait_for(self.socket.read_message(), PATIENCE)
        assert text is not None, "the kernel's channel was closed"
        message: dict[str, Any] = json.loads(text)
        return message

    def hang_up(self) -> None:
        """Vanish without a word, as a phone in a tunnel does."""
        if self.socket:
            self.socket.close()
            self.socket = None

    async def leave(self) -> None:
        """Close the page as a browser does."""
        self.hang_up()
        await self.ask(f"/voila/api/shutdown/{self.kernel}", body="")


def _client() -> AsyncHTTPClient:
    return AsyncHTTPClient(force_instance=False, max_clients=200, max_body_size=50_000_000)


async def rush(base: str, notebook: str, count: int) -> list[tuple[float, Visitor | BaseException]]:
    """Let many enter and open a chapter at the same moment; returns seconds and visitor, or what failed."""

    async def one(number: int) -> tuple[float, Visitor | BaseException]:
        visitor = Visitor(base)
        started = time.perf_counter()
        try:
            await visitor.enter(f"seat {number} {uuid.uuid4().hex[:8]}")
            started = time.perf_counter()
            await asyncio.wait_for(visitor.open(notebook), PATIENCE)
        except Exception as error:
            return time.perf_counter() - started, error
        return time.perf_counter() - started, visitor

    return list(await asyncio.gather(*(one(number) for number in range(count))))
