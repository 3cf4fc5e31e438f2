"""``workbook …``: the commands for participants, trainers and authors.

Each command imports what it needs when it runs, so that ``workbook --help`` answers at once.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import click

from .errors import ToolkitError
from .i18n import gettext as _

ERROR = 2
INTERRUPTED = 130

chapters_argument = click.argument("chapters", metavar="[CHAPTER]…", type=click.IntRange(0, 99), nargs=-1)


@click.group(
    name="workbook",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_("Each command has its own help: workbook open --help"),
)
@click.version_option(package_name="digital-government-workbook", message="%(version)s")
def workbook() -> None:
    """Open, print, build and check the Digital Government Transformation Workbook."""


@workbook.command("open", short_help=_("Open a chapter in the browser."))
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
    from .lab.opening import open_chapter

    open_chapter(
        chapter,
        folder=folder,
        browser=browser,
        port=port,
        transport=transport,  # type: ignore[arg-type]
        say=click.echo,
    )


@workbook.command("handouts", short_help=_("Make handouts and the facilitator's guide."))
@chapters_argument
@click.option(
    "--for",
    "audiences",
    type=click.Choice(["participant", "facilitator"]),
    multiple=True,
    help=_("For whom.  Can be given twice.  Default: both."),
)
@click.option(
    "--to",
    "formats",
    type=click.Choice(["html", "pdf"]),
    multiple=True,
    help=_("Which files.  Can be given twice.  Default: both for participants, PDF for facilitators."),
)
@click.option("--country", help=_("Draw the charts for this country: a name or a code."))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("dist"),
    show_default=True,
    help=_("The folder for the files."),
)
def handouts_command(
    chapters: tuple[int, ...],
    audiences: tuple[str, ...],
    formats: tuple[str, ...],
    country: str | None,
    out: Path,
) -> None:
    """Make the handouts and the facilitator's guide; without a number, for all chapters."""
    from .handouts import make

    def progress(number: int, count: int, name: str) -> None:
        click.echo(_("{number} of {count}: {name}").format(number=number, count=count, name=name))

    make(
        chapters or None,
        audiences=audiences or ("participant", "facilitator"),  # type: ignore[arg-type]
        formats=formats or None,  # type: ignore[arg-type]
        country=country,
        out=out,
        progress=progress,
    )
    click.echo(_("The files are in {folder}.").format(folder=out))


@workbook.command("build", short_help=_("For authors: compile exercises, run notebooks."))
@chapters_argument
@click.option("--check", is_flag=True, help=_("Change nothing; only say whether anything would change."))
@click.option(
    "--renew-tables",
    is_flag=True,
    help=_("First accept the tables as they are now, after you changed one on purpose."),
)
@click.pass_context
def build_command(context: click.Context, chapters: tuple[int, ...], check: bool, renew_tables: bool) -> None:
    """For authors: compile the exercises and run the notebooks; without a number, all chapters."""
    from .authoring.build import build
    from .authoring.house import House

    if renew_tables and not check:
        from .datasets.registry import renew_registry

        for name in renew_registry():
            click.echo(_("Accepted the table {name}.").format(name=name))
    house = House()
    built = build(chapters, check=check, house=house, progress=click.echo)
    for path in built.changed:
        template = _("Would change: {file}") if check else _("Changed: {file}")
        click.echo(template.format(file=house.name(path)))
    if not built.changed:
        click.echo(_("Everything is up to date: {count} files.").format(count=built.files))
    elif check:
        context.exit(1)


@workbook.command("check", short_help=_("For authors: find every slip."))
@click.pass_context
def check_command(context: click.Context) -> None:
    """For authors: find every slip in notebooks, exercises, notes and tables.

    Each line tells the file, the id, the rule and what to do.
    """
    from .authoring.checks import check

    checked = check()
    for finding in checked.findings:
        click.echo(finding)
    if checked.findings:
        click.echo(_("To put right: {count}.").format(count=len(checked.findings)), err=True)
        context.exit(1)
    click.echo(
        _("All is well: {notebooks} notebooks, {exercises} exercises, {rules} rules.").format(
            notebooks=checked.notebooks, exercises=checked.exercises, rules=checked.rules
        )
    )


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: whatever a person can put right is one sentence."""
    return _told(lambda: workbook.main(arguments, prog_name="workbook", standalone_mode=False))


def _told(run: Callable[[], object]) -> int:
    try:
        code = run()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except ToolkitError as error:
        click.echo(str(error), err=True)
        return ERROR
    except OSError as error:
        click.echo(str(trouble(error)), err=True)
        return ERROR
    return code if isinstance(code, int) else 0


def trouble(error: OSError) -> ToolkitError:
    """Return what the operating system complains about as one sentence."""
    where = str(error.filename or "")
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return ToolkitError(_("the disk is full"), where=where, remedy=_("Make room and try again."))
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        remedy = _("Choose another folder, or ask for the right to use this one.")
        return ToolkitError(_("this place may not be used"), where=where, remedy=remedy)
    if error.errno == errno.ENOENT:
        return ToolkitError(_("there is no such file or folder"), where=where, remedy=_("Look at its name."))
    what = _("the computer says: {reason}").format(reason=error.strerror or error)
    return ToolkitError(what, where=where, remedy=_("Try again."))
