"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from ..i18n import gettext as _

chapters_argument = click.argument("chapters", metavar="[CHAPTER]…", type=click.IntRange(0, 99), nargs=-1)

out_option = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("dist"),
    show_default=True,
    help=_("The folder for the files."),
)
