"""The one interface to answers, wherever they live."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from ..errors import ToolkitError
from ..i18n import gettext as _
from . import database_libraries
from .model import AnswersFile

FILE_NAME = "my-answers.json"
DATABASE = "postgresql://"
"""What the place of a store begins with whose answers are in a database."""


@dataclass(frozen=True)
class Saved:
    """An answer that is safe: which exercise, when (UTC), and where in words."""

    exercise_id: str
    moment: datetime
    place: str


class AnswerStore(Protocol):
    """Where a participant's answers live."""

    @property
    def place(self) -> str:
        """Where the answers are, in words."""
        ...

    @property
    def notice(self) -> str:
        """What happened to the file that a person should know; empty if nothing did."""
        ...

    @property
    def kept(self) -> str:
        """Where the answers are that the last restored file replaced; empty if there were none."""
        ...

    def load(self) -> AnswersFile:
        """Return all answers, those that could not be saved yet included."""
        ...

    def save(self, exercise_id: str, parts: Mapping[str, Any], version: int = 1) -> Saved:
        """Save the answers to one exercise; ``ToolkitError`` if they are kept in memory only."""
        ...

    def choose_code(self, code: str) -> AnswersFile:
        """Save a participant code; ``ToolkitError`` if it does not fit or cannot be saved."""
        ...

    def export_text(self) -> str:
        """Return all answers as the text of an answers file."""
        ...

    def restore(self, text: str | bytes, origin: str) -> AnswersFile:
        """Replace all answers by those in ``text``; the former ones are set aside."""
        ...

    def group_results(self) -> dict[str, Any]:
        """Return what a trainer has released about the whole group; empty if there is nothing."""
        ...


def open_store(location: str | os.PathLike[str] | None = None) -> AnswerStore:
    """Open the answers at a place and return the store.

    ``location`` is a path to a file or folder, a ``file:`` address, or the address of a PostgreSQL database.
    Without it the environment variable ``TOOLKIT_ANSWERS`` decides, else ``answers/my-answers.json`` in the
    working folder, which a browser may forget (``page_store``).  Raises ``ToolkitError`` for another kind of
    database, for one where the libraries for it are not installed, and for a place where no file can be.
    """
    told = os.fspath(location) if location is not None else os.environ.get("TOOLKIT_ANSWERS", "")
    if re.match(r"postgres(ql)?(\+\w+)?://", told):
        return _database(told)
    from .file_store import FileStore
    from .page_store import PageStore, lost_with_the_page

    store = PageStore if not told and lost_with_the_page() else FileStore
    return store(_path(told or str(Path("answers") / FILE_NAME)))


def _database(told: str) -> AnswerStore:
    with database_libraries.needed("TOOLKIT_ANSWERS"):
        from .database_store import DatabaseStore
    return DatabaseStore(told)


def _path(told: str) -> Path:
    if re.match(r"^[A-Za-z][A-Za-z0-9+.-]+://", told) or told.lower().startswith("file:"):
        address = urlsplit(told)
        if address.scheme.lower() != "file":
            raise ToolkitError(
                _("answers cannot be kept at an address that begins with {scheme}").format(
                    scheme=f"{address.scheme}://"
                ),
                where="TOOLKIT_ANSWERS",
                remedy=_("Give the path of a file, or a postgresql+psycopg:// address."),
            )
        if address.netloc not in {"", "localhost"}:
            raise ToolkitError(
                _("the address {address!r} names another computer").format(address=told),
                where="TOOLKIT_ANSWERS",
                remedy=_("Give the path of a file on this computer."),
            )
        told = unquote(address.path)
        if os.name == "nt":
            told = told.lstrip("/")
    path = Path(told).expanduser()
    if path.is_dir() or told.endswith(("/", os.sep)):
        path = path / FILE_NAME
    # Through links: the file a link points to is replaced, not the link.
    return path.resolve()
