"""Commands for whoever gives a group access without an installation."""

from __future__ import annotations

from pathlib import Path

import click

from ..i18n import gettext as _


@click.command("lite", short_help=_("Make a site that runs in the browser alone."))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("dist/lite"),
    show_default=True,
    help=_("The folder for the site; an earlier site there is made anew."),
)
def lite_command(out: Path) -> None:
    """Make a site that runs every chapter in the browser, with no server behind it.

    Put the folder on any web host.  Whoever opens it needs no installation; answers stay in their browser.
    The first run fetches Python for browsers from the package registries.
    """
    from ..lab.lite import build_site

    site = build_site(out, step=lambda told: click.echo(_("{step} …").format(step=told)))
    click.echo(
        _("The site is in {folder}: {chapters} chapters, {size:.0f} MB.").format(
            folder=site.folder, chapters=site.chapters, size=site.size / 1e6
        )
    )
    click.echo(
        _("Look at it here with: {command}").format(command=f"python -m http.server --directory {out}")
    )
