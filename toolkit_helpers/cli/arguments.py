"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import click

from ..i18n import gettext as _

Command = Callable[..., Any]


class Day(click.DateTime):
    """A date as calendars of computers write it; what is none is told with an example."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what the help calls the value."""
        return "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the beginning of the day."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(_("{text!r} is no date.  Write it like 2027-03-01.").format(text=value), param, ctx)


chapters_argument = click.argument("chapters", metavar="[CHAPTER]…", type=click.IntRange(0, 99), nargs=-1)

out_option = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("dist"),
    show_default=True,
    help=_("The folder for the files."),
)


def together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Return a decorator that adds several options, the first one on top of the help."""
    return lambda command: reduce(lambda inner, option: option(inner), reversed(options), command)


server_options = together(
    click.option("--browser/--no-browser", default=True, help=_("Whether to open the browser, too.")),
    click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=0,
        help=_("The port on this computer to use.  Default: a free one."),
    ),
    click.option(
        "--transport",
        type=click.Choice(["auto", "tcp", "ipc"]),
        default="auto",
        help=_(
            "How pages and their programs talk on this computer; change it only if a page does not start."
        ),
    ),
)
"""What ``open`` and ``app`` share."""

programme_options = together(
    click.option(
        "--start", help=_("When the first morning or meeting begins, such as 08:30.  All times move.")
    ),
    click.option(
        "--date",
        "dates",
        type=Day(),
        multiple=True,
        help=_("The first day, such as 2027-03-01.  Can be given for each day."),
    ),
    click.option("--exercises", default="", help=_("What to put in and take out, such as +EX3.6,-EX3.9.")),
    click.option("--zone", default="", help=_("The time zone of the calendar file, such as Africa/Kigali.")),
)
"""What ``agenda`` and ``pack`` share."""
