"""``workbook database upgrade``: brings a database to this version's tables, step by step, with alembic."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from ..errors import ToolkitError
from ..i18n import gettext as _
from . import database

_STEPS: Final = Path(__file__).parent / "migrations"
# The first step makes constraints on what may be large tables by then.
_PATIENCE: Final = {"statement_timeout": "0", "lock_timeout": "30s", "idle_session_timeout": "0"}


def upgrade(told: str, target: str = "head") -> tuple[str, str]:
    """Bring the tables at an address to a version and return the versions before and after.

    The version of an empty database is the empty text.  All steps are one transaction: after an error the
    database is as it was.  Raises ``ToolkitError`` if it cannot be reached, if the account may not make
    tables and roles, and for a database of a later version of the workbook.
    """
    script = ScriptDirectory(str(_STEPS), version_locations=[str(_STEPS)])
    engine = database.engine(database.address(told), **_PATIENCE)
    try:
        with database.transaction(engine) as connection:
            connection.execute(sa.text(f"CREATE SCHEMA IF NOT EXISTS {database.SCHEMA}"))
            before = _version(connection)
            _walk(connection, script, target)
            return before, _version(connection)
    except CommandError as error:
        raise ToolkitError(
            _("this database belongs to another version of the workbook"),
            where=database.shown(engine.url),
            remedy=_("Update the workbook, then run the command again; nothing has changed."),
        ) from error
    finally:
        engine.dispose()


def _version(connection: sa.Connection) -> str:
    context = MigrationContext.configure(connection, opts={"version_table_schema": database.SCHEMA})
    return context.get_current_revision() or ""


def _walk(connection: sa.Connection, script: ScriptDirectory, target: str) -> None:
    def steps(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs(target, revision)

    with EnvironmentContext(Config(), script, fn=steps, destination_rev=target) as environment:
        environment.configure(connection=connection, version_table_schema=database.SCHEMA)
        environment.run_migrations()
