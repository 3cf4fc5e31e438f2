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


@click.command("links", short_help=_("Print a link for each chapter."))
@click.option(
    "--repository",
    help=_("Where the workbook's files are kept, such as https://github.com/ORG/REPO; gives Binder links."),
)
@click.option("--branch", default="main", show_default=True, help=_("The branch or tag to open."))
@click.option(
    "--hub", help=_("Your school's JupyterHub; it needs --repository and the extension nbgitpuller.")
)
@click.option("--site", help=_("Where you put the site that workbook lite made."))
def links_command(repository: str | None, branch: str, hub: str | None, site: str | None) -> None:
    """Print links that open each chapter: on Binder in JupyterLab or as a page, on a hub, on your site."""
    from ..lab import links
    from ..lab.catalogue import catalogue

    if not (repository or site) or (hub and not repository):
        raise click.UsageError(_("Give --repository, --site or both; --hub needs --repository."))
    kept = links.repository(repository, branch) if repository else None
    for listed in catalogue():
        click.echo(listed.label)
        if kept:
            click.echo("  " + _("JupyterLab on Binder: {link}").format(link=links.in_lab(listed, kept)))
            click.echo("  " + _("page on Binder: {link}").format(link=links.as_page(listed, kept)))
        if kept and hub:
            click.echo("  " + _("JupyterLab on the hub: {link}").format(link=links.on_hub(listed, kept, hub)))
        if site:
            click.echo("  " + _("in the browser alone: {link}").format(link=links.on_site(listed, site)))
