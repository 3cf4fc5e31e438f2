"""A Jupyter server as a process of its own: starts, answers, and ends with its kernels."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from ..errors import ToolkitError
from ..i18n import gettext as _
from .ports import free_port, is_taken
from .working_copy import STATE_FOLDER

START_SECONDS = 90
STOP_SECONDS = 20
LOOK_SECONDS = 0.05
_FOREIGN = ("JUPYTER_", "JUPYTERLAB_", "JPY_", "VOILA_")


class ServerProcess(ABC):
    """A running server.  Use it in a ``with`` statement, which ends it and its kernels.

    Parameters
    ----------
    folder
        The working folder; what the server says is in a log below it.
    port
        0 chooses a free one.
    """

    log_name: ClassVar[str]
    working_folder: ClassVar[bool] = False
    """Whether the server's process works in the folder, too, and not only its kernels."""

    def __init__(self, folder: Path, *, port: int = 0) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.log = folder / STATE_FOLDER / self.log_name
        self._runtime = Path(tempfile.mkdtemp(prefix="workbook-"))
        self._process: subprocess.Popen[bytes] | None = None

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
            self._ask_to_end(process)
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
            process = self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
                self._command(),
                cwd=self.folder if self.working_folder else None,
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
            if process.poll() is not None or time.monotonic() > end:
                raise ToolkitError(
                    self._did_not_start(), remedy=_("What it said is in {log}.").format(log=self.log)
                )
            time.sleep(LOOK_SECONDS)

    @abstractmethod
    def _did_not_start(self) -> str:
        """Say in one sentence what did not start."""

    @abstractmethod
    def _command(self) -> list[str]:
        """Return the server's program and its arguments."""

    def _environment(self) -> dict[str, str]:
        """Return an environment in which a person's other Jupyter settings neither help nor harm."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(_FOREIGN) and name != "PYTHONDONTWRITEBYTECODE"
        }
        # A file named like one of our modules in the working folder must not be what a chapter runs.
        return kept | {"JUPYTER_RUNTIME_DIR": str(self._runtime), "PYTHONSAFEPATH": "1"}

    def _ask_to_end(self, process: subprocess.Popen[bytes]) -> None:
        """Ask the server to end by itself."""
        process.terminate()
