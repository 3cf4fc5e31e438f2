"""Ports and sockets of one computer: what is free or taken, and how a server and its kernels can talk."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Final, Literal

Transport = Literal["auto", "tcp", "ipc"]

HERE: Final = "127.0.0.1"
LONGEST_SOCKET: Final = 100
"""Operating systems limit the path of a socket to 104 or 108 characters."""


def free_port() -> int:
    """Return a port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


def is_taken(port: int) -> bool:
    """Whether something on this computer answers at a port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HERE, port)) == 0


def transport_for(wanted: Transport, runtime: Path) -> str:
    """Return how kernels talk: through files where the system has them and room for their names.

    Two kernels that start at the same moment may choose one port; files have names of their own.
    """
    if wanted != "auto":
        return wanted
    longest = len(str(runtime / "kernel-00000000-0000-0000-0000-000000000000-ipc-5"))
    return "tcp" if os.name == "nt" or longest > LONGEST_SOCKET else "ipc"


def own_addresses() -> list[str]:
    """Return the addresses by which other computers in the room may reach this one."""
    found: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: connecting only asks the system which of its addresses it would use.
            probe.connect(("192.0.2.1", 9))
            found.append(str(probe.getsockname()[0]))
        except OSError:
            pass
    return [address for address in found if not address.startswith(("127.", "0."))]
