"""The address of a chapter: its page goes out piece by piece, with what stands around the text."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from tornado import web
from tornado.iostream import StreamClosedError

from ..lab.catalogue import catalogue
from . import phrases
from .pages import Page
from .progress import Step, steps
from .rendering import ChapterRenderer
from .shipped import chapters, is_shipped


class Chapter(Page):
    """One chapter: its cells run in a kernel of the participant's own."""

    @web.authenticated
    async def get(self, name: str) -> None:
        """Send the page piece by piece."""
        path = chapters(self.settings["notebooks"]).get(name)
        if path is None:
            self.trouble("missing", 404)
            return
        if not is_shipped(json.loads(path.read_text(encoding="utf-8"))):
            self.trouble("foreign", 403)
            return
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        # A proxy that collects the page first would undo sending it piece by piece.
        self.set_header("X-Accel-Buffering", "no")
        renderer = self._renderer(name)
        await renderer.initialize()
        try:
            async for piece in renderer.pieces():
                self.write(piece)
            await self.flush()
        except StreamClosedError:
            # Whoever asked has gone.
            await self._give_up(renderer)
        except Exception:
            # The head is out already: the page's script sees that the end is missing, and tries again.
            self.log.exception("The page %s could not be made", name)
            await self._give_up(renderer)
        finally:
            await renderer.close()

    async def _give_up(self, renderer: ChapterRenderer) -> None:
        await renderer.close()
        if renderer.kernel_id:
            await self.kernels.end(renderer.kernel_id)

    def _renderer(self, name: str) -> ChapterRenderer:
        app = self.settings["workbook_app"]
        participants = self.settings["participants"]
        known = steps(participants.store(self.participant).load())
        return ChapterRenderer(
            kernels=self.kernels,
            owner=self.participant.file,
            place=participants.place(self.participant),
            room=self.room,
            flush=self.flush,
            request_handler=self,
            voila_configuration=app.voila_configuration,
            traitlet_config=app.config,
            notebook_path=name,
            template_paths=app.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config={"workbook": self._context(name, known)},
            mathjax_config="",
            mathjax_url="",
        )

    def _context(self, name: str, known: tuple[Step, ...]) -> dict[str, Any]:
        """Return what the template shows around the chapter."""
        places = [step.file for step in known]
        here = places.index(name)
        return {
            "lang": "en",
            "dir": "ltr",
            "say": phrases.page(),
            "script": phrases.script(),
            "steps": [{**asdict(step), "words": step.words} for step in known],
            "here": here,
            "code": self.participant.code,
            "room": self.room,
            "titles": [listed.title for listed in catalogue()],
        }
