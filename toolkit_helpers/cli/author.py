"""Commands for whoever writes."""

from __future__ import annotations

import click

from ..i18n import gettext as _
from .arguments import chapters_argument


@click.command("build", short_help=_("For authors: compile exercises, run notebooks."))
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
    from ..authoring.build import build
    from ..authoring.house import House

    if renew_tables and not check:
        from ..datasets.registry import renew_registry

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


@click.command("check", short_help=_("For authors: find every slip."))
@click.pass_context
def check_command(context: click.Context) -> None:
    """For authors: find every slip in notebooks, exercises, notes and tables.

    Each line tells the file, the id, the rule and what to do.
    """
    from ..authoring.checks import check

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
