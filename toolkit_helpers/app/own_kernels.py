"""The addresses of kernels, for their owners only."""

from __future__ import annotations

import asyncio
from typing import Any

from jupyter_server.services.kernels.handlers import KernelHandler
from tornado import web
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from .pages import SameOrigin

LAST_WORDS_SECONDS = 2.0
"""How long a kernel may still save after its page was left."""


class Owned(SameOrigin):
    """Lets a participant reach no kernels but his or her own."""

    async def prepare(self) -> None:
        """Refuse a kernel of somebody else as if it did not exist."""
        await super().prepare()  # type: ignore[misc]
        handler: Any = self
        user = handler.current_user
        kernel_id = handler.path_args[0] if handler.path_args else handler.path_kwargs.get("kernel_id", "")
        if user is None or not handler.kernel_manager.belongs(kernel_id, user.username):
            raise web.HTTPError(404)


class OwnKernel(Owned, KernelHandler):  # type: ignore[misc]
    """Tells about a kernel; it cannot be ended or changed here."""

    SUPPORTED_METHODS = ("GET",)


class OwnChannels(Owned, VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """The channel between a page's exercises and its kernel."""


class OwnEnd(Owned, VoilaShutdownKernelHandler):  # type: ignore[misc]
    """A page that is left ends its kernel, a moment later: the last answer may still be on its way."""

    @web.authenticated
    async def post(self, kernel_id: str) -> None:
        """Promise to end the kernel."""
        asyncio.get_running_loop().call_later(
            LAST_WORDS_SECONDS, lambda: asyncio.ensure_future(self.kernel_manager.end(kernel_id))
        )
        self.set_status(204)
        self.finish()
