"""``workbook database upgrade`` makes the tables once, and never half."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from school import School

from toolkit_helpers.answers import database, database_upgrade
from toolkit_helpers.cli import main
from toolkit_helpers.errors import ToolkitError


def address(school: School) -> str:
    """Return the address of the one who may do everything."""
    return school.postgres.address(school.name)


def tables(school: School) -> set[object]:
    """Return the names of the workbook's tables."""
    return {row[0] for row in school.run("SELECT tablename FROM pg_tables WHERE schemaname = 'workbook'")}


def test_the_command_makes_the_tables_and_says_so(empty: School, capsys: pytest.CaptureFixture[str]) -> None:
    """The first run makes them, the second has nothing to do, and neither repeats the password."""
    assert main(["database", "upgrade", address(empty)]) == 0
    assert tables(empty) == {"participants", "answers", "replaced", "group_results", "alembic_version"}
    first = capsys.readouterr().out
    assert "ready" in first
    assert main(["database", "upgrade", address(empty)]) == 0
    second = capsys.readouterr().out
    assert "Nothing to do" in second
    assert empty.postgres.address().split(":")[2].split("@")[0] not in first + second


def test_the_tables_are_those_that_the_library_uses(school: School) -> None:
    """Alembic finds no difference between the migrated database and the tables of the code."""
    engine = database.engine(database.address(address(school)))
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_schemas": True,
                "include_name": lambda name, kind, _parents: kind != "schema" or name == database.SCHEMA,
                "include_object": lambda _object, name, kind, *_rest: (
                    name not in {"alembic_version", "participants_code"}
                ),
                "version_table_schema": database.SCHEMA,
            },
        )
        assert compare_metadata(context, database.metadata) == []
    engine.dispose()


def test_an_upgrade_that_fails_leaves_nothing(empty: School) -> None:
    """A table that is in the way stops the upgrade with a sentence; no part of it stays."""
    empty.run("CREATE SCHEMA workbook", "CREATE TABLE workbook.replaced (a int)")
    with pytest.raises(ToolkitError, match="already exists"):
        database_upgrade.upgrade(address(empty))
    assert tables(empty) == {"replaced"}


def test_a_database_of_a_later_workbook_is_left_alone(school: School) -> None:
    """An older workbook says so and changes nothing."""
    school.run("UPDATE workbook.alembic_version SET version_num = '9999'")
    with pytest.raises(ToolkitError, match="another version of the workbook"):
        database_upgrade.upgrade(address(school))
    assert school.run("SELECT version_num FROM workbook.alembic_version") == [("9999",)]


def test_an_account_that_may_make_nothing_is_told(school: School, anna: str) -> None:
    """A participant cannot upgrade, and reads why in one sentence."""
    with pytest.raises(ToolkitError, match="may not do this"):
        database_upgrade.upgrade(anna)
