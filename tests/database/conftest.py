"""Fixtures for answers in a database: one private PostgreSQL, and an empty database for each test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from private_postgres import Postgres, binaries
from school import School

from toolkit_helpers.answers import database_upgrade
from toolkit_helpers.answers.database_store import DatabaseStore

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL for all tests; missing, it is a failure on CI and a skipped test elsewhere."""
    programs = binaries()
    if programs is None:
        message = "PostgreSQL is missing: install it (Debian: apt-get install postgresql) and test again."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    server = Postgres(programs)
    yield server
    server.remove()


@pytest.fixture
def empty(postgres: Postgres) -> Iterator[School]:
    """Return a database without tables."""
    school = School(postgres, f"school{next(_numbers)}")
    postgres.run(f"CREATE DATABASE {school.name}")
    yield school
    postgres.run(f"DROP DATABASE {school.name} WITH (FORCE)")
    for account in school.accounts:
        postgres.run(f"DROP ROLE {account}")


@pytest.fixture
def school(empty: School) -> School:
    """Return a database with the tables of this version."""
    database_upgrade.upgrade(empty.postgres.address(empty.name))
    return empty


@pytest.fixture
def anna(school: School) -> str:
    """Return the address of a participant."""
    return school.participant("anna")


@pytest.fixture
def opened() -> Iterator[Callable[[str], DatabaseStore]]:
    """Open stores as kernels do, and close them after the test."""
    stores: list[DatabaseStore] = []

    def open_one(address: str) -> DatabaseStore:
        stores.append(DatabaseStore(address))
        return stores[-1]

    yield open_one
    for store in stores:
        store.close()


@pytest.fixture
def store(anna: str, opened: Callable[[str], DatabaseStore]) -> DatabaseStore:
    """Return that participant's answers."""
    return opened(anna)
