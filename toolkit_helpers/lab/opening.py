"""``workbook open``: the working copy, JupyterLab on it, and a browser at the chapter."""

from __future__ import annotations

import signal
import webbrowser
from collections.abc import Callable
from pathlib import Path

from ..i18n import gettext as _
from .ports import Transport
from .server import Lab
from .working_copy import default_folder, refresh


def open_chapter(
    chapter: int = 0,
    *,
    folder: Path | None = None,
    port: int = 0,
    browser: bool = True,
    transport: Transport = "auto",
    say: Callable[[str], None] = print,
) -> None:
    """Open a chapter in the browser and stay until the person ends it with Ctrl-C.

    ``say`` receives each sentence for the person.  Raises ``ToolkitError`` for a chapter that does not
    exist and where JupyterLab does not start.
    """
    copy = refresh((folder or default_folder()).expanduser().resolve())
    notebook = copy.chapter(chapter)
    for message in copy.messages:
        say(message)
    end_like_ctrl_c()
    try:
        with Lab(copy.folder, port=port, transport=transport) as lab:
            address = lab.address(notebook)
            say(_("The workbook is open at {address} (Ctrl-C ends it).").format(address=address))
            if browser:
                webbrowser.open(address)
            lab.wait()
    except KeyboardInterrupt:
        say(_("The workbook is closed. Your answers stay in {folder}.").format(folder=copy.folder))


def end_like_ctrl_c() -> None:
    """Treat a closed terminal like Ctrl-C, so that no server stays behind."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), interrupt)
