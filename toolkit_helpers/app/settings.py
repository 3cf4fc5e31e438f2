"""What the command tells the server process, as JSON in one environment variable."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final, Self

VARIABLE: Final = "WORKBOOK_APP"


@dataclass(frozen=True)
class Settings:
    """How one server runs.

    Attributes
    ----------
    folder
        The working folder.
    ip, port
        Where it listens.
    room
        Whether each participant has a code and own answers.
    key
        What the address must hold to enter a server that is not shared.
    transport
        How server and kernels talk: ``ipc`` or ``tcp``.
    preheat
        How many kernels wait ready.
    idle_seconds
        After how long without a page a kernel is ended.
    runtime
        A folder for sockets and connection files.
    notebooks
        The folder with the chapters; empty means the shipped one.
    """

    folder: str
    ip: str
    port: int
    room: bool
    key: str
    transport: str
    preheat: int
    idle_seconds: int
    runtime: str
    notebooks: str = ""

    def as_json(self) -> str:
        """Return the settings as text for the environment."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read them back."""
        return cls(**json.loads(text))
