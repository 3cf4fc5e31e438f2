"""Firefox and WebKit, driven by the two protocols that they bring along: no driver is downloaded."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.request import Request, urlopen

import pytest

MINI_BROWSER = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))
DEBIAN = {"firefox": "firefox-esr", "webkit": "webkit2gtk-driver xvfb xauth"}
PATIENCE = 60
"""Seconds to wait for a start or for a page."""
HEIGHT = 900
TAB, ENTER, ESCAPE, RIGHT, DOWN, SPACE = "\ue004", "\ue007", "\ue00c", "\ue014", "\ue015", " "


class Engine(Protocol):
    """What a test asks of a browser."""

    def open(self, address: str) -> None:
        """Load a page."""

    def run(self, function: str, *values: str) -> Any:
        """Return what a JavaScript function makes of these values."""

    def press(self, keys: str) -> None:
        """Press these keys one after the other."""

    def resize(self, width: int) -> None:
        """Make the window this wide, or as narrow as the browser lets it be."""


def too_wide(engine: Engine, address: str) -> list[int]:
    """Return the widths, from a phone's to a desktop's, at which a page scrolls sideways."""
    engine.open(address)
    beyond = "({ scrollWidth, clientWidth } = document.documentElement) => scrollWidth - clientWidth"
    found = []
    for width in (320, 768, 1280):
        engine.resize(width)
        if engine.run(beyond):
            found.append(width)
    return found


def wait_for(engine: Engine, function: str, *values: str) -> None:
    """Wait until a JavaScript function says true of these values."""
    end = time.monotonic() + PATIENCE
    while not engine.run(function, *values):
        assert time.monotonic() < end, f"still not true of {values}: {function}"
        time.sleep(0.1)


def _typing(keys: str) -> list[dict[str, Any]]:
    strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
    return [{"type": "key", "id": "keyboard", "actions": strokes}]


class Firefox:
    """Firefox by WebDriver BiDi."""

    def __init__(self, address: str) -> None:
        """Connect to the address that Firefox told at its start."""
        import websocket

        self._numbers = itertools.count(1)
        self._socket = websocket.create_connection(address, timeout=PATIENCE, suppress_origin=True)
        self._send("session.new", capabilities={})
        # The window that Firefox begins with never gets the focus that keys need.
        self._page = self._send("browsingContext.create", type="window")["context"]

    def _send(self, method: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            pass
        assert answer["type"] == "success", answer
        return answer["result"]

    def open(self, address: str) -> None:
        """Load a page."""
        self._send("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def run(self, function: str, *values: str) -> Any:
        """Return what a JavaScript function makes of these values."""
        call = f"JSON.stringify(({function})(...{json.dumps(values)}) ?? null)"
        given = {"expression": call, "target": {"context": self._page}, "awaitPromise": False}
        answer = self._send("script.evaluate", **given)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def press(self, keys: str) -> None:
        """Press these keys one after the other."""
        self._send("input.performActions", context=self._page, actions=_typing(keys))

    def resize(self, width: int) -> None:
        """Make the window this wide."""
        size = {"width": width, "height": HEIGHT}
        self._send("browsingContext.setViewport", context=self._page, viewport=size)

    def close(self) -> None:
        """Let go of the browser."""
        self._socket.close()


class WebKit:
    """WebKitGTK by WebDriver."""

    def __init__(self, port: int) -> None:
        """Begin a session at the driver that listens at a port of this machine."""
        self._session = f"http://127.0.0.1:{port}/session"
        started = {"binary": str(MINI_BROWSER[-1]), "args": ["--automation"]}
        begun = self._send("", capabilities={"alwaysMatch": {"webkitgtk:browserOptions": started}})
        self._session += f"/{begun['sessionId']}"

    def _send(self, command: str, method: str = "POST", **parameters: Any) -> Any:
        body = json.dumps(parameters).encode() if method == "POST" else None
        request = Request(self._session + command, body, method=method)  # noqa: S310 - this machine's own
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return json.load(answer)["value"]

    def open(self, address: str) -> None:
        """Load a page."""
        self._send("/url", url=address)

    def run(self, function: str, *values: str) -> Any:
        """Return what a JavaScript function makes of these values."""
        return self._send("/execute/sync", script=f"return ({function})(...arguments)", args=list(values))

    def press(self, keys: str) -> None:
        """Press these keys one after the other."""
        self._send("/actions", actions=_typing(keys))

    def resize(self, width: int) -> None:
        """Make the window this wide; its toolbar needs about 450 px."""
        self._send("/window/rect", width=width, height=HEIGHT)

    def close(self) -> None:
        """Close the browser."""
        self._send("", method="DELETE")


@contextmanager
def _running(*command: str | Path) -> Iterator[subprocess.Popen[str]]:
    """Run a program, and end it with all that it started."""
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, start_new_session=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Run a headless Firefox with a profile of its own."""
    profile = folder / "profile"
    profile.mkdir()
    quiet = {"network.connectivity-service.enabled": False, "app.normandy.enabled": False}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in quiet.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    program = shutil.which("firefox-esr") or shutil.which("firefox") or "firefox"
    port = ("--remote-debugging-port", "0")
    with _running(program, "--headless", "--no-remote", "--profile", profile, *port) as process:
        assert process.stderr
        found = (re.search(r"BiDi listening on (ws://\S+)", line) for line in process.stderr)
        browser = Firefox(next(filter(None, found))[1] + "/session")
        yield browser
        browser.close()


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """Run a WebKitGTK browser on a screen that nobody sees."""
    from socket import socket

    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with _running("xvfb-run", "-a", "WebKitWebDriver", f"--port={port}"):
        end = time.monotonic() + PATIENCE
        while True:
            try:
                browser = WebKit(port)
                break
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)
        yield browser
        browser.close()


def missing(name: str) -> None:
    """Skip the test where an engine is not installed; on CI that is a failure."""
    wanted = {
        "firefox": bool(shutil.which("firefox-esr") or shutil.which("firefox")),
        "webkit": bool(MINI_BROWSER and shutil.which("WebKitWebDriver") and shutil.which("xvfb-run")),
    }
    if not wanted[name]:
        message = f"This engine is missing (Debian: apt-get install {DEBIAN[name]})."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
