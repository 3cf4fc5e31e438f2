"""Answers in a school's PostgreSQL database: one row per account and exercise.

The account of the connection decides whose rows these are, so a kernel reads and writes its own and no other;
``migrations/v0001_answers.py`` has the rules and ``database_roles`` makes the accounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from ..errors import ToolkitError
from ..i18n import gettext as _
from . import database
from .codes import checked_code, code_for, new_code
from .database import answers, participants, replaced
from .database_group import released
from .database_reading import every_file, forget
from .entries import checked_entry, too_large
from .model import LARGEST_BYTES, AnswersFile, Entry, Participant, now, read_text, write_text
from .store import Saved

__all__ = ["DatabaseStore", "every_file", "forget"]

_TICK: Final = timedelta(milliseconds=1)
_OLDEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TRIES: Final = 5


class DatabaseStore:
    """The answers of the account that the address names; a change is committed before it is acknowledged.

    What cannot be saved stays in memory and goes to the database with the next change, unless a newer answer
    to the same exercise is there by then.
    """

    def __init__(self, told: str) -> None:
        url = database.address(told)
        self.notice = ""
        self.kept = ""
        self.place = database.shown(url)
        """The address without account and password."""
        self._engine = database.engine(url)
        self._owner = ""
        self._known: AnswersFile | None = None
        self._waiting: dict[str, Entry] = {}
        self._waiting_code = ""

    def close(self) -> None:
        """Give up the connection; the next use makes another."""
        self._engine.dispose()

    def load(self) -> AnswersFile:
        """Return all answers, those that could not be saved yet included.

        Raises ``ToolkitError`` if the database cannot be used.
        """
        with self._transaction() as connection:
            self._known = self._read(connection)
        return self._with_waiting(self._known)

    def save(self, exercise_id: str, parts: Mapping[str, Any], version: int = 1) -> Saved:
        """Commit the answers to one exercise.

        Raises ``ToolkitError`` with the reason if they are not in the database; they stay in memory then and
        are saved with the next change.
        """
        entry = _storable(checked_entry(exercise_id, parts, version))
        known = self._known.answers.get(exercise_id) if self._known else None
        if known and entry.saved <= known.saved:
            # The clock was put back: what is given now is newer than what was seen.
            entry = entry.model_copy(update={"saved": known.saved + _TICK})
        self._waiting[exercise_id] = entry
        self._flush()
        return Saved(exercise_id, entry.saved, self.place)

    def choose_code(self, code: str) -> AnswersFile:
        """Save a participant code; ``ToolkitError`` if it is another's, does not fit or cannot be saved."""
        self._waiting_code = _plain(checked_code(code))
        if not self._flush():
            self.notice = ""
            raise ToolkitError(
                _("this participant code is in use by somebody else here"),
                remedy=_("Choose another code, or keep yours."),
            )
        return self.load()

    def export_text(self) -> str:
        """Return all answers as the text of an answers file: the same answers give the same text."""
        try:
            return write_text(self.load())
        except ToolkitError:
            if self._known is None and not self._waiting:
                raise
            return write_text(self._with_waiting(self._known or AnswersFile()))

    def restore(self, text: str | bytes, origin: str) -> AnswersFile:
        """Replace all answers by those in ``text``, which came from ``origin``.

        The former answers stay in the table ``replaced``.  A code that is somebody else's here is not taken.
        Raises ``ToolkitError`` if the text is not a good answers file; nothing has changed then.
        """
        file = read_text(text, origin)
        entries = {name: _not_ahead(_storable(entry)) for name, entry in file.answers.items()}
        kept = ""
        with self._transaction() as connection:
            former = self._with_waiting(self._read(connection))
            self._take_part(connection, former)
            if former.answers:
                kept = self._set_aside(connection, former)
            gone = {name: None for name in former.answers if name not in entries}
            self._put(connection, {**entries, **gone}, always=True)
            taken = self._use_code(connection, _plain(file.participant.code))
            self._known = self._read(connection)
        self._waiting, self._waiting_code = {}, ""
        self.kept = kept
        self.notice = "" if taken else _code_is_taken()
        return self._known

    def group_results(self) -> dict[str, Any]:
        """Return what a trainer has released about the whole group; empty if there is nothing.

        Raises ``ToolkitError`` if the database cannot be used.
        """
        with self._transaction() as connection:
            return released(connection)

    def _flush(self) -> bool:
        """Commit what waits; ``False`` if the code that waited is somebody else's."""
        with self._transaction() as connection:
            merged = self._with_waiting(self._read(connection))
            if len(write_text(merged).encode()) > LARGEST_BYTES:
                raise too_large(self.place, LARGEST_BYTES)
            self._take_part(connection, merged)
            self._put(connection, self._waiting)
            taken = not self._waiting_code or self._use_code(connection, self._waiting_code)
            known = self._read(connection)
        self._known, self._waiting, self._waiting_code = known, {}, ""
        self.notice = "" if taken else _code_is_taken()
        return taken

    def _transaction(self) -> AbstractContextManager[sa.Connection]:
        remedy = _(
            "Your answers stay in this page and are saved with the next change; tell your facilitator."
        )
        return database.transaction(self._engine, remedy)

    def _with_waiting(self, file: AnswersFile) -> AnswersFile:
        newer = {
            name: entry
            for name, entry in self._waiting.items()
            if name not in file.answers or entry.saved > file.answers[name].saved
        }
        merged = file.with_entries(newer) if newer else file
        return merged.with_code(self._waiting_code) if self._waiting_code else merged

    def _read(self, connection: sa.Connection) -> AnswersFile:
        if not self._owner:
            self._owner = str(connection.scalar(sa.text("SELECT session_user")))
        person = connection.execute(
            sa.select(participants.c.code, participants.c.more).where(participants.c.owner == self._owner)
        ).one_or_none()
        rows = connection.execute(
            sa.select(answers).where(answers.c.owner == self._owner, answers.c.parts.is_not(None))
        )
        code, more = person or (code_for(self._owner), {})
        return AnswersFile(
            participant=Participant.model_validate({**more, "code": code}),
            answers={
                row.exercise: Entry.model_validate(
                    {**row.more, "parts": row.parts, "saved": row.saved, "version": row.version}
                )
                for row in rows
            },
        )

    def _take_part(self, connection: sa.Connection, file: AnswersFile) -> None:
        """Make the participant's row if there is none; a code that somebody else has is made anew."""
        known = sa.select(participants.c.owner).where(participants.c.owner == self._owner)
        if connection.scalar(known):
            return
        code = file.participant.code if file.participant.code != self._waiting_code else code_for(self._owner)
        for _try in range(_TRIES):
            row = insert(participants).values(owner=self._owner, code=code)
            try:
                with connection.begin_nested():
                    connection.execute(row.on_conflict_do_nothing(index_elements=[participants.c.owner]))
            except IntegrityError:
                code = new_code()
            else:
                return
        connection.execute(row)

    def _use_code(self, connection: sa.Connection, code: str) -> bool:
        change = participants.update().where(participants.c.owner == self._owner).values(code=code)
        try:
            with connection.begin_nested():
                connection.execute(change)
        except IntegrityError:
            return False
        return True

    def _put(
        self, connection: sa.Connection, entries: Mapping[str, Entry | None], *, always: bool = False
    ) -> None:
        """Write entries, ``None`` for a removed one; an older one gives way, except ``always``."""
        if not entries:
            return
        rows = insert(answers).values([self._row(name, entry) for name, entry in sorted(entries.items())])
        changed = {name: rows.excluded[name] for name in ("version", "saved", "parts", "more")}
        older = None if always else answers.c.saved < rows.excluded.saved
        connection.execute(
            rows.on_conflict_do_update(
                index_elements=[answers.c.owner, answers.c.exercise], set_=changed, where=older
            )
        )

    def _row(self, exercise: str, entry: Entry | None) -> dict[str, Any]:
        return {
            "owner": self._owner,
            "exercise": exercise,
            "version": entry.version if entry else 1,
            "saved": entry.saved if entry else now(),
            "parts": entry.parts if entry else None,
            "more": dict(entry.model_extra or {}) if entry else {},
        }

    def _set_aside(self, connection: sa.Connection, former: AnswersFile) -> str:
        row = insert(replaced).values(owner=self._owner, file=former.model_dump(mode="json"))
        connection.execute(row)
        moment = connection.scalar(sa.text("SELECT now()"))
        return _("the database, under {moment} UTC").format(
            moment=moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if moment else ""
        )


def _storable(entry: Entry) -> Entry:
    """Return an entry whose texts PostgreSQL can hold: it has no place for NUL and half surrogates."""
    return Entry.model_validate(_plain(entry.model_dump()))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "\ufffd")
    if isinstance(value, dict):
        return {_plain(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def _not_ahead(entry: Entry) -> Entry:
    """Return an entry that was not saved in the future, which would hold off the answers of today."""
    return entry.model_copy(update={"saved": max(_OLDEST, min(entry.saved, now()))})


def _code_is_taken() -> str:
    return _("The participant code that you chose is in use by somebody else here; you keep the one you had.")
