"""The door of a room in this process, without kernels, by a clock that moves when a test moves it."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Self

import jinja2
from jupyter_server.auth.authorizer import AllowAllAuthorizer
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, StaticFileHandler

from toolkit_helpers.app.door import FREE_BEGINNINGS, FREE_MISTAKES, Entry, Identity
from toolkit_helpers.app.guesses import Guesses
from toolkit_helpers.app.pages import Missing
from toolkit_helpers.app.participants import Participants
from toolkit_helpers.app.serving import template_folder
from toolkit_helpers.resources import notebooks_folder


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the moment."""
        return self.now


class StillDoor:
    """Serves the door at ``address`` while the ``with`` statement lasts."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.participants = Participants(folder, room=True)
        self.guesses = {
            "resume": Guesses(FREE_MISTAKES, self.clock),
            "new": Guesses(FREE_BEGINNINGS, self.clock),
        }
        self.address = ""
        self._began: Future[str] = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def __enter__(self) -> Self:
        """Open the door."""
        self._thread.start()
        self.address = self._began.result(30)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        loader = jinja2.FileSystemLoader(template_folder())
        identity = Identity()
        application = Application(
            [
                (r"/enter", Entry),
                (r"/page/(.*)", StaticFileHandler, {"path": template_folder() / "static"}),
                (r".*", Missing),
            ],
            base_url="/",
            cookie_secret="only a test",  # noqa: S106
            guesses=self.guesses,
            participants=self.participants,
            notebooks=notebooks_folder(),
            voila_jinja2_env=jinja2.Environment(loader=loader, autoescape=True),
            identity_provider=identity,
            authorizer=AllowAllAuthorizer(identity_provider=identity),
            allow_remote_access=True,
        )
        sockets = bind_sockets(0, "127.0.0.1")
        server = HTTPServer(application)
        server.add_sockets(sockets)
        self._began.set_result(f"http://127.0.0.1:{sockets[0].getsockname()[1]}")
        await self._ended.wait()
        server.stop()
        await server.close_all_connections()
