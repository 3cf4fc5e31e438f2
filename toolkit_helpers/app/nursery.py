"""A process that has loaded everything once, and from which kernels are forked: Linux only.

A kernel that starts by itself loads Python and its libraries for most of a second and keeps its own copy.
A forked one is there at once and shares the copy.  Run as ``python -m toolkit_helpers.app.nursery FD``.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import signal
import socket
import sys
from importlib import import_module
from typing import Any

from .seat import warm

PR_SET_PDEATHSIG = 1
"""What Linux calls its promise of a signal when a parent ends (linux/prctl.h)."""


def main(descriptor: int) -> None:
    """Fork a kernel for each line that comes in; end when the server has gone."""
    with socket.socket(fileno=descriptor) as server, server.makefile("rb") as lines:
        _load()
        server.sendall(b"ready\n")
        # Nobody waits for the kernels here; the system clears them away.
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        parent = os.getpid()
        for line in lines:
            pid = os.fork()
            if not pid:
                server.close()
                _become(json.loads(line), parent)
            server.sendall(f"{pid}\n".encode())


def _load() -> None:
    for name in ("ipykernel.kernelapp", "ipywidgets"):
        import_module(name)
    warm()
    gc.collect()
    # The collector writes into every object it looks at, which would copy what is shared.
    gc.freeze()


def _become(told: dict[str, Any], parent: int) -> None:
    """Turn this process into a kernel, which ends with its parent; never returns."""
    from ipykernel.kernelapp import IPKernelApp

    code = 1
    try:
        os.setsid()
        # Jupyter's own watch begins only when the kernel is up, and does not see a parent that ended before.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            return
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(told["env"])
        os.environ["JPY_PARENT_PID"] = str(parent)
        os.chdir(told["cwd"])
        sys.argv = ["ipykernel_launcher", *told["arguments"]]
        IPKernelApp.launch_instance(told["arguments"])
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(int(sys.argv[1]))
