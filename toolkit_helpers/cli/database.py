"""Commands for those who keep a school's database."""

from __future__ import annotations

import click

from ..i18n import gettext as _


@click.group("database", short_help=_("Keep the database of a school's hub."))
def database_commands() -> None:
    """Keep the PostgreSQL database of a school's hub, in which answers are stored (see deploy/README.md)."""


@database_commands.command("upgrade", short_help=_("Make or renew the workbook's tables."))
@click.argument("database", envvar="WORKBOOK_DATABASE")
def upgrade_command(database: str) -> None:
    """Bring the tables at DATABASE to this version of the workbook.

    DATABASE is an address such as postgresql+psycopg://admin@localhost/workbook, or else the environment
    variable WORKBOOK_DATABASE.  The account must own the database and may make roles.  Running it again
    changes nothing.
    """
    from ..answers import database_libraries

    with database_libraries.needed():
        from ..answers import database_upgrade
    before, after = database_upgrade.upgrade(database)
    if before == after:
        click.echo(_("Nothing to do: the tables are those of this version."))
    else:
        click.echo(_("The tables are ready: step {after}.").format(after=after))
