"""The server process of ``workbook app``: Voilà, with the workbook's addresses, pages and kernels.

Started by ``server.App`` as ``python -m toolkit_helpers.app.serving``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.handlers import _kernel_id_regex
from tornado import web
from traitlets.config import Config
from voila.app import Voila

from ..resources import notebooks_folder, package_folder
from . import forked
from .background import LastAnswers, State
from .chapter_page import Chapter
from .door import Entry, Identity, fresh_guesses
from .kernels import Kernels
from .own_kernels import OwnChannels, OwnEnd, OwnKernel
from .pages import Missing
from .participants import Participants, secret
from .settings import VARIABLE, Settings

TEMPLATE = "workbook"
CULL_EVERY_SECONDS = 30


class WorkbookApp(Voila):  # type: ignore[misc]
    """Voilà without its tree, files, uploads and themes: chapters, their kernels, and nothing else."""

    def __init__(self, told: Settings) -> None:
        self.notebooks = Path(told.notebooks) if told.notebooks else notebooks_folder()
        super().__init__(config=configuration(told, self.notebooks))
        self.told = told

    def init_settings(self) -> dict[str, Any]:
        """Add what the workbook's handlers ask for."""
        folder = Path(self.told.folder)
        settings: dict[str, Any] = super().init_settings()
        return settings | {
            "workbook_app": self,
            "workbook_key": self.told.key,
            "guesses": fresh_guesses(),
            "participants": Participants(folder, room=self.told.room),
            "notebooks": self.notebooks,
            "cookie_secret": secret(folder / ".workbook" / "app-secret"),
            "login_url": f"{self.base_url}enter",
            # What is sent over a line that a room shares is small.
            "websocket_compression_options": {"compression_level": 3},
        }

    def init_handlers(self) -> list[Any]:
        """Return the addresses of this server; whatever is not listed does not exist."""
        base = self.base_url
        kernel = _kernel_id_regex
        self.kernel_manager.fill()
        return [
            (rf"{base}", web.RedirectHandler, {"url": f"{base}enter", "permanent": False}),
            (rf"{base}enter", Entry),
            (rf"{base}chapters/([^/]+)", Chapter),
            (rf"{base}state/{kernel}", State),
            (rf"{base}answers", LastAnswers),
            (rf"{base}api/kernels/{kernel}", OwnKernel),
            (rf"{base}api/kernels/{kernel}/channels", OwnChannels),
            (rf"{base}voila/api/shutdown/{kernel}", OwnEnd),
            (rf"{base}page/(.*)", web.StaticFileHandler, {"path": template_folder() / "static"}),
            (r".*", Missing),
        ]


def template_folder() -> Path:
    """Return the folder of the pages' template."""
    return package_folder() / "app" / "jupyter" / "voila" / "templates" / TEMPLATE


def configuration(told: Settings, notebooks: Path) -> Config:
    """Return Voilà's and Jupyter's settings for one server."""
    config = Config()
    config.Voila.ip = told.ip
    config.Voila.port = told.port
    config.Voila.port_retries = 0
    config.Voila.open_browser = False
    config.Voila.root_dir = str(notebooks)
    config.Voila.connection_dir_root = told.runtime
    config.Voila.identity_provider_class = Identity
    config.Voila.config_file_paths = []
    config.VoilaConfiguration.template = TEMPLATE
    config.VoilaConfiguration.multi_kernel_manager_class = Kernels
    config.VoilaConfiguration.attempt_fix_notebook = False
    config.VoilaConfiguration.show_tracebacks = False
    config.Kernels.reserve = told.preheat
    config.Kernels.folder = told.folder
    config.Kernels.cull_idle_timeout = told.idle_seconds
    config.Kernels.cull_interval = min(CULL_EVERY_SECONDS, told.idle_seconds)
    config.Kernels.cull_connected = False
    config.KernelManager.transport = told.transport
    # A kernel that starts again has none of the page's exercises: the page is told, and loads anew.
    config.KernelManager.autorestart = False
    return config


def main() -> None:
    """Serve until the process is told to end."""
    told = Settings.from_json(os.environ.pop(VARIABLE))
    app = WorkbookApp(told)
    app.initialize([])
    nursery = forked.Nursery() if forked.possible() else None
    if nursery:
        forked.use(nursery)
    try:
        app.start()
    finally:
        if nursery:
            nursery.close()


if __name__ == "__main__":
    main()
