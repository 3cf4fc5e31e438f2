"""What the tests of the app's processes share."""

from __future__ import annotations

import time
from collections.abc import Callable

import psutil

from toolkit_helpers.app.server import App


def kernels(app: App) -> set[psutil.Process]:
    """Return the kernels of a server: started by it, or forked from its nursery."""
    server = psutil.Process(app.pid)
    return {one for one in server.children(recursive=True) if _is_kernel(one)}


def _is_kernel(process: psutil.Process) -> bool:
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        own, above = process.cmdline(), process.parent().cmdline()
    except (psutil.Error, AttributeError):  # it has just ended
        return False
    return "ipykernel_launcher" in own or ("toolkit_helpers.app.nursery" in own and own == above)


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> bool:
    """Wait until a condition holds; says whether it does."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.1)
    return condition()
