"""One server of the app: starts as a process of its own, answers, and ends with its kernels."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..lab.ports import HERE, Transport, free_port, is_taken, transport_for
from ..lab.working_copy import STATE_FOLDER
from ..resources import package_folder
from .settings import VARIABLE, Settings

START_SECONDS = 60
STOP_SECONDS = 20
IDLE_SECONDS = 600
EVERYWHERE = "0.0.0.0"  # noqa: S104 - a room's server is for the room


class App:
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
        self.folder = folder
        self.port = port or free_port()
        self.room = room
        self.log = folder / STATE_FOLDER / "app.log"
        self._key = "" if room else secrets.token_hex(24)
        self._runtime = Path(tempfile.mkdtemp(prefix="workbook-"))
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
        self._process: subprocess.Popen[bytes] | None = None

    def address(self, notebook: str = "", host: str = HERE) -> str:
        """Return the address of a chapter; alone, it holds the key to this server."""
        if self.room:
            return f"http://{host}:{self.port}/" + (f"chapters/{notebook}" if notebook else "")
        return f"http://{host}:{self.port}/enter?key={self._key}" + (f"&next={notebook}" if notebook else "")

    @property
    def pid(self) -> int:
        """The server's process; 0 if it does not run."""
        return self._process.pid if self._process else 0

    def __enter__(self) -> Self:
        """Start the server and wait until it answers."""
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the server and its kernels."""
        self.stop()

    def wait(self) -> None:
        """Return when the server has ended by itself; ``ToolkitError`` if it did not mean to."""
        if self._process and self._process.wait():
            raise ToolkitError(
                _("the workbook has stopped"),
                remedy=_("Start it again; all answers are safe. What it said is in {log}.").format(
                    log=self.log
                ),
            )

    def stop(self) -> None:
        """Ask the server to end with its kernels; insist after some seconds."""
        process, self._process = self._process, None
        if process and process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self._runtime, ignore_errors=True)

    def _start(self) -> None:
        if is_taken(self.port):
            raise ToolkitError(
                _("the port {port} is in use already").format(port=self.port),
                remedy=_("Choose another one with --port, or leave it out to get a free one."),
            )
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "toolkit_helpers.app.serving"],
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C reaches this process only, which then ends the server politely.
                start_new_session=os.name != "nt",
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        end = time.monotonic() + START_SECONDS
        while not is_taken(self.port):
            if self._process.poll() is not None or time.monotonic() > end:
                raise ToolkitError(
                    _("the workbook did not start"),
                    remedy=_("What it said is in {log}.").format(log=self.log),
                )
            time.sleep(0.05)

    def _environment(self) -> dict[str, str]:
        """Return an environment in which a person's other Jupyter settings neither help nor harm."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("JUPYTER_", "JUPYTERLAB_", "JPY_", "VOILA_"))
            and name != "PYTHONDONTWRITEBYTECODE"
        }
        if self.room:
            kept.pop("TOOLKIT_ANSWERS", None)
        state = str(self.folder / STATE_FOLDER / "app")
        return kept | {
            VARIABLE: self._settings.as_json(),
            "JUPYTER_CONFIG_DIR": state,
            "JUPYTER_DATA_DIR": state,
            "JUPYTER_NO_CONFIG": "1",
            "JUPYTER_PATH": str(package_folder() / "app" / "jupyter"),
            "JUPYTER_RUNTIME_DIR": str(self._runtime),
            "IPYTHONDIR": str(self._runtime / "ipython"),
            # A file named like one of our modules in the working folder must not be what a chapter runs.
            "PYTHONSAFEPATH": "1",
        }
