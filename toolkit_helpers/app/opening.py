"""``workbook app``: the server of pages, and a browser at the chapter."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from pathlib import Path

from ..i18n import gettext as _
from ..lab.opening import end_like_ctrl_c
from ..lab.ports import Transport, own_addresses
from ..lab.working_copy import chapter_among, default_folder
from .server import App
from .shipped import chapters


def open_app(
    chapter: int = 0,
    *,
    folder: Path | None = None,
    port: int = 0,
    room: bool = False,
    preheat: int = 0,
    browser: bool = True,
    transport: Transport = "auto",
    say: Callable[[str], None] = print,
) -> None:
    """Serve the chapters as pages and stay until the person ends it with Ctrl-C.

    ``say`` receives each sentence for the person.  Raises ``ToolkitError`` for a chapter that does not
    exist, a port that is taken, and where the server does not start.
    """
    notebook = chapter_among(chapters().values(), chapter).name
    place = (folder or default_folder()).expanduser().resolve()
    place.mkdir(parents=True, exist_ok=True)
    end_like_ctrl_c()
    try:
        with App(place, port=port, room=room, preheat=preheat, transport=transport) as app:
            address = app.address(notebook)
            say(_("The workbook is open at {address} (Ctrl-C ends it).").format(address=address))
            if room:
                for host in own_addresses():
                    there = app.address(host=host)
                    say(_("Participants in the same network open {address}").format(address=there))
            if browser:
                webbrowser.open(address)
            app.wait()
    except KeyboardInterrupt:
        say(_("The workbook is closed. All answers stay in {folder}.").format(folder=place / "answers"))
