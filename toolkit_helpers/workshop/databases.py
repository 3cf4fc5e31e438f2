"""The way to a school's database, where the libraries for it are installed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from ..errors import ToolkitError
from ..i18n import gettext as _
from .sources import Found


def of_answers(name: str) -> ModuleType:
    """Return a module of ``answers`` for databases; ``ToolkitError`` if its libraries are missing."""
    try:
        return import_module(f"toolkit_helpers.answers.{name}")
    except ImportError as error:
        raise ToolkitError(
            _("answers in a database need libraries that are not installed"),
            remedy=_('Install them: pip install "digital-government-workbook[hub]".'),
        ) from error


def reading() -> ModuleType:
    """Return ``answers.database_reading``; ``ToolkitError`` if its libraries are missing."""
    return of_answers("database_reading")


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
