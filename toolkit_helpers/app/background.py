"""What an open page asks in the background: its progress, and a place for answers its kernel cannot take."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from tornado import web

from ..answers.model import LARGEST_BYTES
from ..errors import ToolkitError
from ..exercises import bank
from .pages import Page
from .progress import steps


class Asked(Page):
    """What pages ask in the background: answers are data, errors a bare status."""

    def write_error(self, status_code: int, **given: Any) -> None:
        """Say no more than the status."""
        self.set_header("Content-Type", "application/json")
        self.finish({"status": status_code})


class State(Asked):
    """What an open page asks every few seconds: whether its kernel lives, and the progress."""

    @web.authenticated
    async def get(self, kernel_id: str) -> None:
        """Answer with ``alive`` and the progress by chapter."""
        kernels = self.kernels
        mine = kernels.belongs(kernel_id, self.participant.file)
        alive = mine and await kernels.alive(kernel_id)
        store = self.settings["participants"].store(self.participant)
        known = await asyncio.to_thread(lambda: steps(store.load()))
        self.set_header("Cache-Control", "no-store")
        self.finish(
            {
                "alive": alive,
                "steps": [{"answered": step.answered, "words": step.words} for step in known],
            }
        )


class LastAnswers(Asked):
    """Takes answers that a page could not give to its kernel."""

    @web.authenticated
    async def post(self) -> None:
        """Save each exercise's answers; says which are safe."""
        if len(self.request.body) > LARGEST_BYTES:
            raise web.HTTPError(413)
        try:
            told = json.loads(self.request.body)
            given = {str(name): dict(parts) for name, parts in dict(told).items()}
        except (ValueError, TypeError) as error:
            raise web.HTTPError(400) from error
        store = self.settings["participants"].store(self.participant)
        saved, refused = [], {}
        for name, parts in given.items():
            try:
                exercise = bank.exercise(name)
                await asyncio.to_thread(store.save, name, parts, exercise.version)
            except ToolkitError as error:
                refused[name] = str(error)
            else:
                saved.append(name)
        self.finish({"saved": saved, "refused": refused})
