"""Kernels that are forked from the nursery, in the shape in which Jupyter starts and watches its kernels."""

from __future__ import annotations

import asyncio
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, Final

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME: Final = "workbook-forked"


def possible() -> bool:
    """Whether this system can fork a kernel and watch it: Linux can."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


class Nursery:
    """The process that kernels are forked from."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        self._lock = threading.Lock()
        with theirs:
            command = [sys.executable, "-m", "toolkit_helpers.app.nursery", str(theirs.fileno())]
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
                command, pass_fds=[theirs.fileno()], start_new_session=True
            )
        self._answers = self._socket.makefile("rb")
        self._ready = False

    def fork(self, arguments: list[str], env: dict[str, str], cwd: str) -> int:
        """Return the process of a new kernel; raises ``RuntimeError`` if the nursery has died."""
        line = json.dumps({"arguments": arguments, "env": env, "cwd": cwd}).encode() + b"\n"
        with self._lock:
            if not self._ready:
                self._ready = self._answers.readline() == b"ready\n"
            self._socket.sendall(line)
            answer = self._answers.readline()
        if not answer:
            raise RuntimeError("the process that kernels come from has ended")
        return int(answer)

    def close(self) -> None:
        """End it; kernels that still run notice that and end, too."""
        self._socket.close()
        self._process.terminate()
        self._process.wait()


class Forked:
    """A forked kernel, with what Jupyter asks of a process."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        try:
            self._watch = os.pidfd_open(pid)
        except ProcessLookupError:
            self._watch, self.returncode = -1, 1

    def poll(self) -> int | None:
        """Return ``None`` while it runs."""
        # The number of an ended process may be somebody else's; what was opened is not.
        if self.returncode is None and select.select([self._watch], [], [], 0)[0]:
            os.close(self._watch)
            self.returncode = 0
        return self.returncode

    def wait(self) -> int:
        """Wait until it has ended."""
        if self.poll() is None:
            select.select([self._watch], [], [])
        return self.poll() or 0

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._watch, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class ForkedProvisioner(LocalProvisioner):
    """Starts a kernel by asking the nursery; if that fails, as Jupyter does."""

    nursery: Nursery | None = None

    async def launch_kernel(self, cmd: list[str], **given: Any) -> Any:
        """Start the kernel."""
        nursery = type(self).nursery
        if nursery is None or cmd[1:3] != ["-m", "ipykernel_launcher"]:
            return await super().launch_kernel(cmd, **given)
        cwd = str(given.get("cwd") or Path.cwd())
        env = dict(given.get("env") or os.environ)
        try:
            self.pid = await asyncio.to_thread(nursery.fork, cmd[3:], env, cwd)
        except (OSError, RuntimeError):
            self.log.warning("No kernel could be forked; one starts by itself", exc_info=True)
            type(self).nursery = None
            return await super().launch_kernel(cmd, **given)
        self.process: Any = Forked(self.pid)
        self.pgid, self.cwd = self.pid, cwd
        return self.connection_info


def use(nursery: Nursery) -> None:
    """Let all kernels of this process come from the nursery."""
    ForkedProvisioner.nursery = nursery
    factory = KernelProvisionerFactory.instance()
    place = f"{ForkedProvisioner.__module__}:{ForkedProvisioner.__name__}"
    factory.provisioners[NAME] = EntryPoint(NAME, place, KernelProvisionerFactory.GROUP_NAME)
    factory.default_provisioner_name = NAME
