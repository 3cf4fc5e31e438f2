"""Commands for whoever takes part."""

from __future__ import annotations

from pathlib import Path

import click

from ..i18n import gettext as _
from .arguments import out_option, server_options


@click.command("open", short_help=_("Open a chapter in the browser."))
@click.argument("chapter", type=click.IntRange(0, 99), default=0)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Where your copy of the chapters and your answers live.  Default: your Documents folder."),
)
@server_options
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


@click.command("app", short_help=_("Serve the chapters as pages without code."))
@click.argument("chapter", type=click.IntRange(0, 99), default=0)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Where answers are kept.  Default: the workbook's folder among your documents."),
)
@click.option(
    "--room",
    is_flag=True,
    help=_("Let other computers in; each participant chooses a code and has answers of their own."),
)
@click.option(
    "--preheat",
    type=click.IntRange(0, 500),
    default=0,
    metavar="N",
    help=_("Keep N pages' programs ready, as many as people who start at the same moment."),
)
@server_options
def app_command(
    chapter: int,
    folder: Path | None,
    room: bool,
    preheat: int,
    browser: bool,
    port: int,
    transport: str,
) -> None:
    """Serve the chapters as pages without code; without a number, the first page opens.

    Alone, you go on with the answers that you gave in JupyterLab.  With --room, everybody in the same
    network can come in with a code, and nobody sees the answers of others.  End with Ctrl-C.
    """
    from ..app.opening import open_app

    open_app(
        chapter,
        folder=folder,
        room=room,
        preheat=preheat,
        browser=browser,
        port=port,
        transport=transport,  # type: ignore[arg-type]
        say=click.echo,
    )


@click.command("plan", short_help=_("Write your Plan as a document."))
@click.argument("answers", type=click.Path(path_type=Path), required=False)
@click.option(
    "--to",
    "formats",
    type=click.Choice(["html", "pdf", "docx", "xlsx", "csv", "summary"]),
    multiple=True,
    help=_("Which files.  Can be given several times.  'summary' is one page as PDF.  Default: html."),
)
@click.option(
    "--public/--team",
    default=True,
    help=_("Whether to leave out what is private.  Default: --public.  --team says so on each page."),
)
@click.option("--example", is_flag=True, help=_("Write the Plan of an invented team instead."))
@out_option
def plan_command(
    answers: Path | None, formats: tuple[str, ...], public: bool, example: bool, out: Path
) -> None:
    """Write your Digital Government Transformation Plan, from an answers file.

    Without a file, from your own answers.  What is marked as private, such as the attitude of a stakeholder,
    is left out unless you add --team.
    """
    from ..handouts import plan

    if answers and example:
        raise click.UsageError(_("Name an answers file or add --example, not both."))
    plan.make(
        plan.example() if example else plan.read(answers),
        formats or ("html",),  # type: ignore[arg-type]
        private=not public,
        example=example,
        out=out,
        progress=lambda path: click.echo(_("Written: {file}").format(file=path)),
    )
