"""Runs all notebooks in one kernel, which is emptied in between: a kernel each would cost twice the time."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ..errors import ToolkitError
from .calls import calls, output_of
from .house import House
from .notebook_file import Notebook, read_notebook, stored_text, text

CELL_SECONDS = 120
START_SECONDS = 60

# Names, widgets and the session of a chapter go; imported modules stay, and that is what saves the time.
RESET = """\
%reset -f
def _fresh():
    from ipywidgets import Widget
    from toolkit_helpers.widgets import session
    Widget.close_all()
    session.use(None)
_fresh()
del _fresh
"""


def execute(
    house: House, paths: Sequence[Path], progress: Callable[[str], None] = lambda _message: None
) -> dict[Path, Notebook]:
    """Run notebooks and return them with fresh outputs; no file changes.

    The kernel works in an empty folder with answers of its own.  A cell that stops raises ``ToolkitError``
    with notebook, cell id and the error in one sentence.
    """
    # Not asyncio.run: an author may build from a notebook, where an event loop runs already.
    from jupyter_core.utils import run_sync

    from .. import quick_imports  # noqa: F401 - before the first import of nbformat

    with tempfile.TemporaryDirectory(prefix="workbook-build-") as folder:
        return run_sync(_execute)(house, paths, Path(folder), progress)


async def _execute(
    house: House, paths: Sequence[Path], folder: Path, progress: Callable[[str], None]
) -> dict[Path, Notebook]:
    from jupyter_client.manager import AsyncKernelManager

    manager = AsyncKernelManager(kernel_name="python3")
    if os.name != "nt":
        manager.transport, manager.ip = "ipc", str(folder / "kernel")
    environment = {**os.environ, "TOOLKIT_ANSWERS": str(folder / "answers" / "my-answers.json")}
    environment.pop("TOOLKIT_LANGUAGE", None)
    work = folder / "work"
    work.mkdir()
    arguments = ["--HistoryManager.hist_file=:memory:"]
    await manager.start_kernel(cwd=str(work), env=environment, extra_arguments=arguments)
    client = manager.client()
    client.start_channels()
    client.allow_stdin = False
    try:
        await client.wait_for_ready(timeout=START_SECONDS)
        done: dict[Path, Notebook] = {}
        for path in paths:
            if done:
                await _reset(client)
            progress(house.name(path))
            done[path] = await _run(house, path, manager, client)
        return done
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


async def _reset(client: Any) -> None:
    reply = await client.execute(RESET, silent=True, store_history=False, reply=True, timeout=START_SECONDS)
    if reply["content"]["status"] != "ok":
        said = f"{reply['content'].get('ename')}: {reply['content'].get('evalue')}"
        raise ToolkitError(
            f"the kernel could not be emptied between two chapters ({said})", remedy="Run the command again."
        )


async def _run(house: House, path: Path, manager: Any, client: Any) -> Notebook:
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    read_notebook(path, house.name(path))
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    runner = NotebookClient(
        notebook,
        km=manager,
        timeout=CELL_SECONDS,
        store_widget_state=False,
        record_timing=False,
        coalesce_streams=True,
    )
    runner.kc = client
    for index, cell in enumerate(notebook.cells):
        where = f"{house.name(path)}, cell {cell.id}"
        try:
            await runner.async_execute_cell(cell, index)
            _require_shown(cell, where)
        except CellExecutionError as error:
            what = f"the cell stopped with {error.ename}: {_first_line(error.evalue)}"
            raise ToolkitError(what, where=where, remedy="Correct it, then build again.") from error
        except CellTimeoutError as error:
            what = f"the cell ran for more than {CELL_SECONDS} seconds"
            raise ToolkitError(what, where=where, remedy="Find out what it waits for.") from error
        except DeadKernelError as error:
            what = "the kernel ended while the cell ran"
            raise ToolkitError(what, where=where, remedy="Run the command again.") from error
    return dict(json.loads(stored_text(notebook)))


def _require_shown(cell: Notebook, where: str) -> None:
    """Stop where a cell shows a notice in the place of an exercise or a chart: a chapter never raises."""
    for method, name in calls(cell):
        if output_of(cell, method, name) is None:
            said = [text(output.get("data", {}).get("text/plain", "")) for output in cell["outputs"]]
            what = f"the cell does not show {name} but says: {_first_line(' '.join(said))}"
            raise ToolkitError(what, where=where, remedy="Put that right, then build again.")


def _first_line(said: str) -> str:
    return said.strip().splitlines()[0] if said.strip() else "nothing"
