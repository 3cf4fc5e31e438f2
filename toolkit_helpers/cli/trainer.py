"""Commands for whoever trains."""

from __future__ import annotations

from pathlib import Path

import click

from ..i18n import gettext as _
from .arguments import chapters_argument, out_option


@click.command("handouts", short_help=_("Make handouts and the facilitator's guide."))
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
@out_option
def handouts_command(
    chapters: tuple[int, ...],
    audiences: tuple[str, ...],
    formats: tuple[str, ...],
    country: str | None,
    out: Path,
) -> None:
    """Make the handouts and the facilitator's guide; without a number, for all chapters."""
    from ..handouts import make

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
