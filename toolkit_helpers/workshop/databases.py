"""The way to a school's database, where the libraries for it are installed."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from ..answers import database_libraries
from .sources import Found


def reading() -> ModuleType:
    """Return ``answers.database_reading``; ``ToolkitError`` if its libraries are missing."""
    with database_libraries.needed():
        from ..answers import database_reading
    return database_reading


def read_database(address: str) -> Iterator[Found]:
    """Yield the answers of each participant in a database."""
    for code, data in reading().every_file(address):
        yield Found(code, data)


def without_secret(source: str) -> str:
    """Return a source as messages may show it: of an address only its kind, because it holds a password.

    >>> without_secret("postgresql+psycopg://trainer:secret@db/workbook"), without_secret("answers/")
    ('postgresql+psycopg://…', 'answers/')
    """
    kind, mark, _rest = source.partition("://")
    return f"{kind}://…" if mark else source
