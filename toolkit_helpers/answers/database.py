"""The tables of a school's database, how it is reached, and what its troubles are called.

Only this module, its neighbours ``database_*`` and ``migrations`` load SQLAlchemy.  Who may see which row is
decided by the database itself (``migrations/v0001_answers.py``), because a participant's kernel can send any
statement it likes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

import psycopg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import ArgumentError, DBAPIError

from ..errors import ToolkitError
from ..i18n import gettext as _

SCHEMA: Final = "workbook"
PARTICIPANT: Final = "workbook_participant"
CONNECT_SECONDS: Final = 5
# A kernel that waits looks frozen; an idle connection costs the server memory, and most people read.
_SETTINGS: Final = {
    "statement_timeout": "10s",
    "lock_timeout": "5s",
    "idle_session_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
}
_NO_TABLES: Final = frozenset({"42P01", "3F000", "42703"})
_NOT_ALLOWED: Final = "42501"
# A page's numbers are of double precision: beyond this they are no longer exact.
_LARGEST_WHOLE_NUMBER: Final = 2**53
_MOST_DIGITS: Final = 17

metadata = sa.MetaData(schema=SCHEMA)
participants = sa.Table(
    "participants",
    metadata,
    sa.Column("owner", sa.Text, primary_key=True, comment="Account in the database, without a name"),
    sa.Column("code", sa.Text, nullable=False, comment="Participant code, made up or chosen"),
    sa.Column("more", JSONB, nullable=False, server_default="{}", comment="Keys of later editions"),
)
answers = sa.Table(
    "answers",
    metadata,
    sa.Column("owner", sa.Text, sa.ForeignKey(participants.c.owner, ondelete="CASCADE"), primary_key=True),
    sa.Column("exercise", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False, comment="Version of the exercise"),
    sa.Column("saved", sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column("parts", JSONB(none_as_null=True), comment="Answers by part; null where they were removed"),
    sa.Column("more", JSONB, nullable=False, server_default="{}", comment="Keys of later editions"),
)
replaced = sa.Table(
    "replaced",
    metadata,
    sa.Column("owner", sa.Text, sa.ForeignKey(participants.c.owner, ondelete="CASCADE"), primary_key=True),
    sa.Column("moment", sa.TIMESTAMP(timezone=True), primary_key=True, server_default=sa.text("now()")),
    sa.Column("file", JSONB, nullable=False, comment="Answers file as it was before another was restored"),
)
group_results = sa.Table(
    "group_results",
    metadata,
    sa.Column("one", sa.Boolean, primary_key=True, server_default="true", comment="There is one row at most"),
    sa.Column(
        "released",
        sa.TIMESTAMP(timezone=True),
        nullable=False,
        server_default=sa.text("now()"),
        comment="When a trainer released it",
    ),
    sa.Column("results", JSONB, nullable=False, comment="Means of five or more, without codes"),
)


def address(told: str) -> sa.URL:
    """Return the address of a database with the one driver that the workbook uses.

    >>> address("postgres://trainer@db.example.org/workbook").drivername
    'postgresql+psycopg'

    Raises ``ToolkitError`` for another kind of database and for what is not an address.
    """
    try:
        url = sa.make_url(told)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in {"postgresql+psycopg", "postgresql", "postgres"}:
        raise ToolkitError(
            _("this is not the address of a PostgreSQL database"),
            # The address may hold a password.
            where=told.partition("://")[0],
            remedy=_("Write it as postgresql+psycopg://account:password@computer/database."),
        )
    return url.set(drivername="postgresql+psycopg")


def shown(url: sa.URL) -> str:
    """Return the address for people: computer and database, neither account nor password.

    >>> shown(address("postgresql://anna:secret@db.example.org:5433/workbook"))
    'postgresql://db.example.org:5433/workbook'
    """
    return sa.URL.create("postgresql", host=url.host, port=url.port, database=url.database).render_as_string()


def engine(url: sa.URL, **settings: str) -> sa.Engine:
    """Return an engine with one connection, which the server closes when it is idle for a minute."""
    return sa.create_engine(
        url,
        pool_size=1,
        max_overflow=1,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "options": _options(settings),
            "application_name": "workbook",
            # Without these a cut cable is noticed after a quarter of an hour.
            "keepalives_idle": 15,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 15_000,
        },
        json_serializer=partial(json.dumps, ensure_ascii=False, allow_nan=False),
        json_deserializer=partial(json.loads, parse_int=_number),
    )


def _options(settings: dict[str, str]) -> str:
    return " ".join(f"-c {name}={value}" for name, value in {**_SETTINGS, **settings}.items())


@contextmanager
def connected(url: sa.URL, **settings: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Give a connection of psycopg itself, in a transaction; what goes wrong is told in one sentence."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        with psycopg.connect(
            plain, connect_timeout=CONNECT_SECONDS, options=_options(settings), application_name="workbook"
        ) as connection:
            yield connection
    except psycopg.Error as error:
        raise trouble(DBAPIError("", None, error), shown(url)) from error


@contextmanager
def transaction(to: sa.Engine, remedy: str = "") -> Iterator[sa.Connection]:
    """Give a connection in a transaction; what goes wrong is told in one sentence and nothing is kept.

    ``remedy`` is what the person can do where the database cannot be used.
    """
    try:
        with to.begin() as connection:
            yield connection
    except DBAPIError as error:
        raise trouble(error, shown(to.url), remedy) from error


def trouble(error: DBAPIError, where: str, remedy: str = "") -> ToolkitError:
    """Return what the database complains about as one sentence."""
    state = getattr(error.orig, "sqlstate", None)
    if state in _NO_TABLES:
        return ToolkitError(
            _("this database lacks tables of this version of the workbook"),
            where=where,
            remedy=_("Ask the administrator to run: workbook database upgrade DATABASE"),
        )
    if state == _NOT_ALLOWED:
        return ToolkitError(
            _("this account of the database may not do this"),
            where=where,
            remedy=_("Ask the administrator for an account with the role that is needed."),
        )
    return ToolkitError(
        _("the database cannot be used now ({detail})").format(detail=_short(error)),
        where=where,
        remedy=remedy or _("Look at the address and whether the database runs, then try again."),
    )


def _short(error: DBAPIError) -> str:
    """Return the heart of what the database said, on one line."""
    lines = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
    said = lines[0]
    for mark in ("FATAL:", "ERROR:", "failed:"):
        said = said.rpartition(mark)[2]
    return " ".join(said.split())[:200]


def _number(digits: str) -> Any:
    """Read a number without a fraction: JSONB writes 1e300 as a one with 300 zeros."""
    # More digits than a number of double precision has are not worth Python's time to read.
    number = int(digits) if len(digits) <= _MOST_DIGITS else _LARGEST_WHOLE_NUMBER + 1
    return number if abs(number) <= _LARGEST_WHOLE_NUMBER else float(digits)
