"""The kernels of the app: a few wait ready for the next participant, and abandoned ones are ended."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Bool, Int, Unicode

WARM = "from toolkit_helpers.app.seat import warm; warm()"
READY_SECONDS = 60.0


class Kernels(AsyncMappingKernelManager):
    """Starts kernels in the working folder, keeps some in reserve, and knows to whom each belongs."""

    reserve = Int(0, config=True, help="How many kernels wait ready for the next participant.")
    folder = Unicode("", config=True, help="The working folder of all kernels.")
    at_once = Int(2 * (os.cpu_count() or 1), config=True, help="How many pages are made at the same time.")
    warm_up = Bool(True, config=True, help="Whether a kernel in reserve loads what chapters need.")

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)  # type: ignore[no-untyped-call]
        self.owners: dict[str, str] = {}
        self.gate = asyncio.Semaphore(self.at_once)
        self._waiting: deque[str] = deque()
        self._filling: asyncio.Task[None] | None = None

    async def seat(self, owner: str) -> str:
        """Return the id of a kernel for a participant: one from the reserve, or else a new one."""
        while self._waiting:
            kernel_id = self._waiting.popleft()
            if await self.alive(kernel_id):
                break
        else:
            kernel_id = await self._start()
        self.owners[kernel_id] = owner
        return kernel_id

    def belongs(self, kernel_id: str, owner: str) -> bool:
        """Whether a kernel runs and is this participant's."""
        return kernel_id in self and self.owners.get(kernel_id) == owner

    async def alive(self, kernel_id: str) -> bool:
        """Whether a kernel's process still runs."""
        if kernel_id not in self:
            return False
        kernel: Any = self.get_kernel(kernel_id)
        return bool(await kernel.is_alive())

    def fill(self) -> None:
        """Bring the reserve to its size, in the background."""
        if self._filling is None or self._filling.done():
            self._filling = asyncio.ensure_future(self._fill())

    async def end(self, kernel_id: str) -> None:
        """End a kernel at once; one that is gone already is no error."""
        self.owners.pop(kernel_id, None)
        if kernel_id in self:
            try:
                await self.shutdown_kernel(kernel_id, now=True)  # type: ignore[no-untyped-call]
            except Exception:
                self.log.warning("Kernel %s did not end politely", kernel_id, exc_info=True)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel that nobody has looked at for long; those in reserve stay."""
        if kernel_id not in self._waiting:
            await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]
            if kernel_id not in self:
                self.owners.pop(kernel_id, None)

    async def _fill(self) -> None:
        while len(self._waiting) < self.reserve:
            # People come first: the reserve grows when no page is being made.
            async with self.gate:
                try:
                    kernel_id = await self._start()
                    if self.warm_up:
                        await self._run(kernel_id, WARM)
                except Exception:
                    self.log.warning("A kernel for the reserve did not start", exc_info=True)
                    await asyncio.sleep(1)
                else:
                    self._waiting.append(kernel_id)
        self.log.info("The reserve is full: %s", len(self._waiting))

    async def _start(self) -> str:
        return await self.start_kernel(
            kernel_name="python3",
            cwd=str(Path(self.folder)),
            env=dict(os.environ),
            # One history file for all would make them wait for each other.
            extra_arguments=["--HistoryManager.enabled=False"],
        )

    async def _run(self, kernel_id: str, code: str) -> None:
        client: Any = self.get_kernel(kernel_id).client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=READY_SECONDS)
            await client.execute_interactive(
                code,
                silent=True,
                store_history=False,
                allow_stdin=False,
                timeout=READY_SECONDS,
                output_hook=lambda _message: None,
            )
        finally:
            client.stop_channels()
