"""A PostgreSQL of the tests' own: in a temporary folder, on this computer only, ended with the tests."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

MASTER = "master"


def binaries() -> Path | None:
    """Return the folder with ``initdb`` and ``postgres``; Debian keeps it out of the search path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def unprivileged() -> str | None:
    """Return the system user to run the server as; PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Postgres:
    """A running server; ``address`` gives places in it."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._user = unprivileged()
        self.folder = Path(tempfile.mkdtemp(prefix="workbook-postgres-"))
        self.port = free_port()
        self._password = secrets.token_hex(16)
        self._process: subprocess.Popen[bytes] | None = None
        self._create()
        self.start()

    def address(self, database: str = "postgres", account: str = MASTER, password: str = "") -> str:
        """Return the address of a database for an account, by default the one that may do everything."""
        secret = password or self._password
        return f"postgresql+psycopg://{account}:{secret}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run statements as the one who may do everything, and return the rows of the last."""
        rows: list[tuple[object, ...]] = []
        with psycopg.connect(plain(self.address(database)), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
                rows = cursor.fetchall() if cursor.description else []
        return rows

    def start(self) -> None:
        """Start the server on its port and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    self._programs / "postgres",
                    *("-D", self.folder / "data", "-p", str(self.port)),
                    *("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="),
                    *("-c", "max_connections=60", "-c", "jit=off"),
                ],
                user=self._user,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
                cwd=self.folder,
            )
        end = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(plain(self.address()), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > end or self._process.poll() is not None:
                    raise AssertionError((self.folder / "log").read_text()[-2000:]) from None
                time.sleep(0.1)

    def kill(self) -> None:
        """End the server at once, as a power cut of the program would."""
        if self._process:
            # SIGQUIT: all processes of the server end at once and nothing is written.
            self._process.send_signal(3)
            self._process.wait(20)
            self._process = None

    def remove(self) -> None:
        """End the server and remove all it had."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _create(self) -> None:
        if self._user:
            entry = pwd.getpwnam(self._user)
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        secret = self.folder / "password"
        secret.write_text(self._password)
        secret.chmod(0o644)
        subprocess.run(
            [
                self._programs / "initdb",
                *("-D", self.folder / "data", "-U", MASTER, "-E", "UTF8", "--locale=C.UTF-8"),
                *("--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync"),
            ],
            user=self._user,
            check=True,
            capture_output=True,
            cwd=self.folder,
        )
        secret.unlink()


def plain(address: str) -> str:
    """Return an address as psycopg itself takes it."""
    return address.replace("+psycopg", "")
