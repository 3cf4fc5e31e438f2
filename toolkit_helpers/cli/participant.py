"""Commands for whoever takes part."""

from __future__ import annotations

from pathlib import Path

import click

from ..i18n import gettext as _


@click.command("open", short_help=_("Open a chapter in the browser."))
@click.argument("chapter", type=click.IntRange(0, 99), default=0)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Where your copy of the chapters and your answers live.  Default: your Documents folder."),
)
@click.option("--browser/--no-browser", default=True, help=_("Whether to open the browser, too."))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help=_("The port on this computer to use.  Default: a free one."),
)
@click.option(
    "--transport",
    type=click.Choice(["auto", "tcp", "ipc"]),
    default="auto",
    help=_("How pages and their programs talk on this computer; change it only if a page does not start."),
)
def open_command(chapter: int, folder: Path | None, browser: bool, port: int, transport: str) -> None:
    """Open a chapter in the browser; without a number, the first page.

    The chapters are copied into a folder of yours, and your answers are saved beside them.  Nothing that
    you changed there is ever overwritten.  End with Ctrl-C.
    """
    from ..lab.opening import open_chapter

    open_chapter(
        chapter,
        folder=folder,
        browser=browser,
        port=port,
        transport=transport,  # type: ignore[arg-type]
        say=click.echo,
    )
