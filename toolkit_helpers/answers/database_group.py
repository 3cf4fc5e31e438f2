"""The results of the whole group in a school's database: the trainer's account writes them, everybody reads.

``migrations/v0002_group_results.py`` has the rules and says why a trainer releases them.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from . import database
from .database import group_results


def released(connection: sa.Connection) -> dict[str, Any]:
    """Return the results that a trainer released; empty if there are none."""
    found = connection.scalar(sa.select(group_results.c.results))
    return found if isinstance(found, dict) else {}


def now_released(told: str) -> dict[str, Any]:
    """Return what stands in the database at an address; ``ToolkitError`` if it cannot be used."""
    engine = database.engine(database.address(told))
    try:
        with database.transaction(engine) as connection:
            return released(connection)
    finally:
        engine.dispose()


def release(told: str, results: dict[str, Any]) -> str:
    """Put results in the place of those released before, and return the database's address for people.

    ``told`` is the address with a trainer's account.  Raises ``ToolkitError`` if the account may not do this
    or the database cannot be used; the former results stay then.
    """
    engine = database.engine(database.address(told))
    row = insert(group_results).values(results=results)
    renewed = row.on_conflict_do_update(
        index_elements=[group_results.c.one],
        set_={"results": row.excluded.results, "released": sa.func.now()},
    )
    try:
        with database.transaction(engine) as connection:
            connection.execute(renewed)
        return database.shown(engine.url)
    finally:
        engine.dispose()
