"""Accounts of a school's database: one for each user of the hub, named by a keyed hash and not by the user.

A participant's kernel runs whatever its user writes and therefore knows the account it was given.  So each
user's server has an account of its own, which sees its own rows (``migrations/v0001_answers.py``); its
password is made anew at each start of the server and is void when the server has stopped.

The hub's own account makes these: ``CREATE ROLE hub LOGIN CREATEROLE`` with the roles
``workbook_participant`` (``WITH ADMIN OPTION``) and ``pg_signal_backend``.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

import psycopg
from psycopg import sql

from ..errors import ToolkitError
from ..i18n import gettext as _
from . import database

PREFIX: Final = "dgw_"
SHORTEST_SECRET: Final = 32
# Each open chapter is a kernel with a connection, which the server closes after a minute's rest.
MOST_CONNECTIONS: Final = 20
END_MILLISECONDS: Final = 3000
_DIGITS: Final = 32


def account(secret: str, user: str) -> str:
    """Return the account of a user: always the same one, and without the secret nobody can tell whose.

    ``secret`` is the school's own, at least 32 characters; with another one everybody begins anew.
    Raises ``ToolkitError`` for a shorter one.
    """
    if len(secret) < SHORTEST_SECRET:
        raise ToolkitError(
            _("the hub's secret is shorter than {least} characters").format(least=SHORTEST_SECRET),
            remedy=_("Make one with: openssl rand -hex 32"),
        )
    digest = hmac.new(secret.encode(), user.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return f"{PREFIX}{digest.hexdigest()[:_DIGITS]}"


def admit(hub: str, secret: str, user: str, *, server: str = "") -> str:
    """Let a user's server in, and return the address that it gets as ``TOOLKIT_ANSWERS``.

    Parameters
    ----------
    hub
        Address of the database with the hub's account.
    secret, user
        As in ``account``.
    server
        The database's computer as the users' servers see it, if that is another name than in ``hub``.

    Raises ``ToolkitError`` if the database cannot be reached or the hub's account may not make accounts.
    """
    url = database.address(hub)
    name, password = account(secret, user), secrets.token_urlsafe(32)
    options = sql.SQL("LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS").format()
    with database.connected(url) as connection:
        # What the server is told, and may write into its log, is a verifier and not the password.
        verifier = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
        limits = sql.SQL("CONNECTION LIMIT {} PASSWORD {}").format(MOST_CONNECTIONS, verifier.decode())
        if _exists(connection, name):
            connection.execute(_statement("ALTER ROLE {} LOGIN {}", name, limits))
            connection.execute(_statement("ALTER ROLE {} RESET ALL", name))
        else:
            connection.execute(_statement("CREATE ROLE {} {} {}", name, options, limits))
        connection.execute(_statement("GRANT {} TO {}", database.PARTICIPANT, name))
        _end_sessions(connection, name)
    own = url.set(username=name, password=password, host=server or url.host)
    return own.render_as_string(hide_password=False)


def dismiss(hub: str, secret: str, user: str) -> None:
    """Make the account of a stopped server useless until the next start: no login, no open connection."""
    name = account(secret, user)
    with database.connected(database.address(hub)) as connection:
        if _exists(connection, name):
            connection.execute(_statement("ALTER ROLE {} NOLOGIN PASSWORD NULL", name))
            _end_sessions(connection, name)


def _exists(connection: psycopg.Connection[tuple[object, ...]], name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone() is not None


def _statement(template: str, *parts: str | sql.Composable) -> sql.Composed:
    named = [part if isinstance(part, sql.Composable) else sql.Identifier(part) for part in parts]
    return sql.SQL(template).format(*named)


def _end_sessions(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    # First the new password has to hold, or the old one opens another session in between.
    connection.commit()
    connection.execute(
        "SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity WHERE usename = %s",
        [END_MILLISECONDS, name],
    ).fetchall()
