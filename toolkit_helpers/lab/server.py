"""One JupyterLab for one working copy: calm settings, own configuration, ends when it is told to."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..resources import notebooks_folder, package_folder
from .phrases import phrases
from .ports import Transport, free_port, is_taken, transport_for
from .working_copy import STATE_FOLDER

EXTENSION = "digital-government-workbook"
WIDGETS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
"""The only other extensions that a chapter needs: one made for another page may fail in this one."""

START_SECONDS = 90
STOP_SECONDS = 15


class Lab:
    """A running JupyterLab.  Use it in a ``with`` statement, which ends it and its kernels.

    Parameters
    ----------
    folder
        The working copy; what people set in JupyterLab stays in it, in ``.workbook``.
    port
        0 chooses a free one.
    transport
        How server and kernels talk: files (``ipc``) avoid two kernels on one port, and Windows has none.
    extension
        The auto-run extension to use instead of the workbook's own.
    """

    def __init__(
        self, folder: Path, *, port: int = 0, transport: Transport = "auto", extension: Path | None = None
    ) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.log = folder / STATE_FOLDER / "jupyter.log"
        self._token = secrets.token_hex(24)
        self._runtime = Path(tempfile.mkdtemp(prefix="workbook-"))
        self._transport = transport_for(transport, self._runtime)
        self._state = folder / STATE_FOLDER / "jupyter"
        self._extension = extension
        self._process: subprocess.Popen[bytes] | None = None

    def address(self, notebook: Path) -> str:
        """Return the address that shows one notebook and nothing else; it holds the key to this server."""
        name = quote(notebook.relative_to(self.folder).as_posix())
        return f"http://127.0.0.1:{self.port}/doc/tree/{name}?token={self._token}"

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
        """Return when the server has ended by itself, such as by the menu File, Shut Down."""
        if self._process:
            self._process.wait()

    def stop(self) -> None:
        """Ask the server to end with its kernels; insist after some seconds."""
        process, self._process = self._process, None
        if process and process.poll() is None:
            self._ask_to_end()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self._runtime, ignore_errors=True)

    def _start(self) -> None:
        self._state.mkdir(parents=True, exist_ok=True)
        install_extension(self._state, self._extension)
        for name in WIDGETS:
            shutil.copytree(installed(name), self._state / "labextensions" / name, dirs_exist_ok=True)
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
                self._command(),
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
                    _("JupyterLab did not start"),
                    remedy=_("What it said is in {log}.").format(log=self.log),
                )
            time.sleep(0.1)

    def _command(self) -> list[str]:
        # In a container the only user is root; the server listens on this computer only and asks for its key.
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        return [
            sys.executable,
            "-m",
            "jupyterlab",
            f"--ServerApp.root_dir={self.folder}",
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={self.port}",
            "--ServerApp.port_retries=0",
            f"--LabApp.app_settings_dir={settings_folder()}",
            f"--LabApp.labextensions_path={self._state / 'labextensions'}",
            f"--KernelManager.transport={self._transport}",
            *(["--allow-root"] if root else []),
        ]

    def _environment(self) -> dict[str, str]:
        """Return an environment in which a person's other Jupyter settings neither help nor harm."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("JUPYTER_", "JUPYTERLAB_", "JPY_")) and name != "PYTHONDONTWRITEBYTECODE"
        }
        return kept | {
            "JUPYTER_CONFIG_DIR": str(self._state),
            "JUPYTER_CONFIG_PATH": str(settings_folder()),
            "JUPYTER_DATA_DIR": str(self._state / "data"),
            "JUPYTER_PATH": str(self._state),
            "JUPYTER_RUNTIME_DIR": str(self._runtime),
            "JUPYTER_TOKEN": self._token,
            # A file named like one of our modules in the working folder must not be what a chapter runs.
            "PYTHONSAFEPATH": "1",
        }

    def _ask_to_end(self) -> None:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/shutdown",
            method="POST",
            headers={"Authorization": f"token {self._token}"},
        )
        try:
            urllib.request.urlopen(request, timeout=STOP_SECONDS).close()  # noqa: S310 - our own server
        except (urllib.error.URLError, OSError):
            if self._process:
                self._process.terminate()


def install_extension(state: Path, extension: Path | None = None) -> None:
    """Put the extension where a server with this ``JUPYTER_PATH`` looks, with sentences in one's language."""
    target = state / "labextensions" / EXTENSION
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(extension or package_folder() / "lab" / "labextension", target)
    originals = target / "static" / "notebooks"
    if not originals.exists():  # what a changed page can be restored from
        originals.mkdir()
        for path in notebooks_folder().glob("*.ipynb"):
            shutil.copyfile(path, originals / path.name)
    cells = target / "static" / "shipped-cells.json"
    if cells.exists():
        told = json.loads(cells.read_text(encoding="utf-8"))
        cells.write_text(json.dumps({**told, "phrases": phrases()}), encoding="utf-8")


def installed(name: str) -> Path:
    """Return where an extension of JupyterLab is; ``ToolkitError`` if it is not installed."""
    from jupyter_core.paths import jupyter_path

    for folder in jupyter_path("labextensions"):
        found = Path(folder) / name
        if (found / "package.json").is_file():
            return found
    raise ToolkitError(
        _("the JupyterLab extension {name} is not installed").format(name=name),
        remedy=_("Install the workbook again, with all that it needs."),
    )


def settings_folder() -> Path:
    """Return the folder with the calm settings of JupyterLab."""
    return package_folder() / "lab" / "settings"
