"""``workbook …``: the commands for participants, trainers and authors.

Each command imports what it needs when it runs, so that ``workbook --help`` answers at once.
"""

from __future__ import annotations

import errno
from collections.abc import Callable

import click

from ..errors import ToolkitError
from ..i18n import gettext as _
from . import author, cohort, database, doors, participant, trainer

ERROR = 2
INTERRUPTED = 130


@click.group(
    name="workbook",
    commands=[
        participant.open_command,
        participant.plan_command,
        participant.app_command,
        trainer.handouts_command,
        trainer.lms_command,
        trainer.agenda_command,
        trainer.sheets_command,
        trainer.pack_command,
        cohort.collect_command,
        cohort.forget_command,
        database.database_commands,
        doors.links_command,
        doors.lite_command,
        author.build_command,
        author.check_command,
    ],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_("Each command has its own help: workbook open --help"),
)
@click.version_option(package_name="digital-government-workbook", message="%(version)s")
def workbook() -> None:
    """Open, print, build and check the Digital Government Transformation Workbook."""


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
