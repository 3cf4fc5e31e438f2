"""A chapter as a page: the head goes out at once, then each cell as soon as its kernel has run it."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from nbclient.exceptions import CellExecutionError
from voila.execute import VoilaExecutor
from voila.notebook_renderer import NotebookRenderer

from ..exercises.paper_html import escape, scrolling
from ..i18n import gettext as _
from .kernels import Kernels

_ANCHOR = re.compile(r'<a class="anchor-link"[^>]*>.*?</a>', re.DOTALL)
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
START_SECONDS = 60
CELL_SECONDS = 60
FLUSH_SECONDS = 0.15
VIEW = "application/vnd.jupyter.widget-view+json"
TAKE = "from toolkit_helpers.app.seat import take; take({place!r}, room={room})"


class ChapterRenderer(NotebookRenderer):  # type: ignore[misc]
    """Voilà's renderer, with a kernel that is given to one participant.

    Voilà's own handler runs the template in a task whose failure nobody hears: the page then waits for
    ever.  Here every failure reaches the handler, which can tell the page.
    """

    def __init__(
        self,
        *,
        kernels: Kernels,
        owner: str,
        place: str,
        room: bool,
        flush: Callable[[], Awaitable[None]],
        **given: Any,
    ) -> None:
        super().__init__(**given)
        self.kernel_id = ""
        self._kernels, self._owner, self._place, self._room = kernels, owner, place, room
        self._send = flush
        self._holds = False
        self._sent = time.monotonic()

    async def initialize(self, **given: Any) -> None:
        """Prepare the template."""
        await super().initialize(**given)
        self.exporter.register_filter("readable", readable)

    async def pieces(self) -> AsyncIterator[str]:
        """Give the page piece by piece."""
        async for html, _resources in self.generate_content_generator():
            yield html

    async def close(self) -> None:
        """Let the next page be made; the page talks to its kernel by itself from now on."""
        if self._holds:
            self._holds = False
            self._kernels.gate.release()
            self._kernels.fill()
        executor = getattr(self, "executor", None)
        if executor is not None and executor.kc is not None:
            executor.kc.stop_channels()
            executor.kc = None

    async def _jinja_kernel_start(self, nb: Any, kernel_id: object, kernel_future: object) -> str:
        await self._flush()
        # Some pages at a time: all at once would make the first wait for the last.
        await self._kernels.gate.acquire()
        self._holds = True
        self.kernel_id = await self._kernels.seat(self._owner)
        self.executor = VoilaExecutor(
            nb,
            km=self._kernels.get_kernel(self.kernel_id),
            config=self.traitlet_config,
            startup_timeout=START_SECONDS,
            timeout=CELL_SECONDS,
        )
        await self.executor.async_start_new_kernel_client()
        self.executor.kc.execute(
            TAKE.format(place=self._place, room=self._room), silent=True, store_history=False
        )
        return self.kernel_id

    async def _jinja_cell_generator(self, nb: Any, kernel_id: str) -> AsyncIterator[Any]:
        for number, cell in enumerate(nb.cells):
            if cell.cell_type == "code":
                cell.outputs = []
            if cell.cell_type == "code" and cell.source.strip():
                if time.monotonic() - self._sent > FLUSH_SECONDS:
                    await self._flush()
                try:
                    cell = await self.executor.async_execute_cell(cell, number, store_history=False)
                except CellExecutionError:
                    self.log.exception("A cell of the chapter failed")
                _slim(cell)
            yield cell
        await self.close()

    async def _flush(self) -> None:
        await self._send()
        self._sent = time.monotonic()


def readable(html: str) -> str:
    """Make a text fit for every reader: no signs behind headings, and tables that scroll by themselves.

    >>> readable('<h2>A<a class="anchor-link" href="#A">¶</a></h2>')
    '<h2>A</h2>'
    """
    plain = _ANCHOR.sub("", html)
    return _TABLE.sub(lambda found: scrolling(found[0], escape(_("Table"))), plain)


def _slim(cell: Any) -> None:
    """Leave out what stands beside a live widget for pages where nothing runs."""
    for output in cell.outputs:
        data = output.get("data", {})
        if VIEW in data:
            output["data"] = {VIEW: data[VIEW]}
