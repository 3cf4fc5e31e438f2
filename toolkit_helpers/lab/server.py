"""One JupyterLab for one working copy: calm settings and a configuration of its own."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..resources import notebooks_folder, package_folder
from .phrases import phrases
from .ports import HERE, Transport, transport_for
from .server_process import STOP_SECONDS, ServerProcess
from .working_copy import STATE_FOLDER

EXTENSION = "digital-government-workbook"
WIDGETS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
"""The only other extensions that a chapter needs: one made for another page may fail in this one."""


class Lab(ServerProcess):
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

    log_name = "jupyter.log"

    def __init__(
        self, folder: Path, *, port: int = 0, transport: Transport = "auto", extension: Path | None = None
    ) -> None:
        super().__init__(folder, port=port)
        self._token = secrets.token_hex(24)
        self._transport = transport_for(transport, self._runtime)
        self._state = folder / STATE_FOLDER / "jupyter"
        self._extension = extension

    def address(self, notebook: Path) -> str:
        """Return the address that shows one notebook and nothing else; it holds the key to this server."""
        name = quote(notebook.relative_to(self.folder).as_posix())
        return f"http://{HERE}:{self.port}/doc/tree/{name}?token={self._token}"

    def _start(self) -> None:
        install_extension(self._state, self._extension)
        for name in WIDGETS:
            shutil.copytree(installed(name), self._state / "labextensions" / name, dirs_exist_ok=True)
        super()._start()

    def _did_not_start(self) -> str:
        return _("JupyterLab did not start")

    def _command(self) -> list[str]:
        # In a container the only user is root; the server listens on this computer only and asks for its key.
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        return [
            sys.executable,
            "-m",
            "jupyterlab",
            f"--ServerApp.root_dir={self.folder}",
            f"--ServerApp.ip={HERE}",
            f"--ServerApp.port={self.port}",
            "--ServerApp.port_retries=0",
            f"--LabApp.app_settings_dir={settings_folder()}",
            f"--LabApp.labextensions_path={self._state / 'labextensions'}",
            f"--KernelManager.transport={self._transport}",
            *(["--allow-root"] if root else []),
        ]

    def _environment(self) -> dict[str, str]:
        return super()._environment() | {
            "JUPYTER_CONFIG_DIR": str(self._state),
            "JUPYTER_CONFIG_PATH": str(settings_folder()),
            "JUPYTER_DATA_DIR": str(self._state / "data"),
            "JUPYTER_PATH": str(self._state),
            "JUPYTER_TOKEN": self._token,
        }

    def _ask_to_end(self, process: subprocess.Popen[bytes]) -> None:
        request = urllib.request.Request(
            f"http://{HERE}:{self.port}/api/shutdown",
            method="POST",
            headers={"Authorization": f"token {self._token}"},
        )
        try:
            urllib.request.urlopen(request, timeout=STOP_SECONDS).close()  # noqa: S310 - our own server
        except (urllib.error.URLError, OSError):
            super()._ask_to_end(process)


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
