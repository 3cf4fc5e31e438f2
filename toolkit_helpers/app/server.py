"""One server of the app, for one person or for a room."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

from ..i18n import gettext as _
from ..lab.ports import HERE, Transport, transport_for
from ..lab.server_process import ServerProcess
from ..lab.working_copy import STATE_FOLDER
from ..resources import package_folder
from .settings import VARIABLE, Settings

IDLE_SECONDS = 600
EVERYWHERE = "0.0.0.0"  # noqa: S104 - a room's server is for the room


class App(ServerProcess):
    """A running server of pages.  Use it in a ``with`` statement, which ends it and its kernels.

    Parameters
    ----------
    folder
        The working folder: kernels run in it, answers are in ``answers`` below it.
    port
        0 chooses a free one.
    room
        Whether other computers may come in; each participant then has a code and an answers file.
    preheat
        How many kernels wait ready for the next participant.
    transport
        How server and kernels talk: files (``ipc``) avoid two kernels on one port, and Windows has none.
    idle_seconds
        After how long without a page a kernel is ended.
    notebooks
        Another folder of chapters than the shipped one; only chapters that are unchanged open.
    """

    log_name = "app.log"
    working_folder = True

    def __init__(
        self,
        folder: Path,
        *,
        port: int = 0,
        room: bool = False,
        preheat: int = 0,
        transport: Transport = "auto",
        idle_seconds: int = IDLE_SECONDS,
        notebooks: Path | None = None,
    ) -> None:
        super().__init__(folder, port=port)
        self.room = room
        self._key = "" if room else secrets.token_hex(24)
        self._settings = Settings(
            folder=str(folder),
            ip=EVERYWHERE if room else HERE,
            port=self.port,
            room=room,
            key=self._key,
            transport=transport_for(transport, self._runtime / "voila_12345678"),
            preheat=preheat,
            idle_seconds=idle_seconds,
            runtime=str(self._runtime),
            notebooks=str(notebooks or ""),
        )

    def address(self, notebook: str = "", host: str = HERE) -> str:
        """Return the address of a chapter; alone, it holds the key to this server."""
        if self.room:
            return f"http://{host}:{self.port}/" + (f"chapters/{notebook}" if notebook else "")
        return f"http://{host}:{self.port}/enter?key={self._key}" + (f"&next={notebook}" if notebook else "")

    def _did_not_start(self) -> str:
        return _("the workbook did not start")

    def _command(self) -> list[str]:
        return [sys.executable, "-m", "toolkit_helpers.app.serving"]

    def _environment(self) -> dict[str, str]:
        kept = super()._environment()
        if self.room:
            kept.pop("TOOLKIT_ANSWERS", None)
        state = str(self.folder / STATE_FOLDER / "app")
        return kept | {
            VARIABLE: self._settings.as_json(),
            "JUPYTER_CONFIG_DIR": state,
            "JUPYTER_DATA_DIR": state,
            "JUPYTER_NO_CONFIG": "1",
            "JUPYTER_PATH": str(package_folder() / "app" / "jupyter"),
            "IPYTHONDIR": str(self._runtime / "ipython"),
        }
