"""Measure the memory of one participant's kernel, all charts of a chapter used, and how many fit where.

    uv run python tests/benchmarks/memory.py

Proportional memory (PSS): what processes share is divided among them.  Linux only.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1] / "app"))

from app_processes import kernels
from visitor import Visitor

from toolkit_helpers.app.server import App
from toolkit_helpers.app.shipped import chapters

SEATED = 6
STOCK = """
import sys, time
import ipykernel.kernelapp, ipywidgets, pandas, matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
pandas.Series(range(10)).plot(ax=axes)
figure.canvas.draw()
print("ready", flush=True)
time.sleep(600)
"""
MACHINES = {"2 cores, 4 GiB": (4.0, 0.6), "24 GiB": (24.0, 1.5)}
"""Memory of a machine, and what its system keeps, in GiB."""


def pss(process: psutil.Process) -> float:
    """Return the proportional memory of a process in MiB."""
    return float(process.memory_full_info().pss) / 2**20


async def use(visitor: Visitor) -> None:
    """Draw every chart of the chapter once more, for two countries."""
    for country in ("RWA", "FJI"):
        for model, state in list(visitor.widgets.items()):
            if "chart" in state or "country" in state:
                data = {"method": "update", "state": {"country": country}, "buffer_paths": []}
                await visitor.send("comm_msg", {"comm_id": model, "data": data})
        await visitor.states()


async def measure(app: App, notebook: str) -> tuple[float, float]:
    """Return the memory of one kernel and of all else that the server needs, in MiB."""
    visitors = [Visitor(f"http://127.0.0.1:{app.port}") for _ in range(SEATED)]
    for number, visitor in enumerate(visitors):
        await visitor.enter(f"memory {number} {notebook[:2]}")
        await visitor.open(notebook)
        await use(visitor)
    seats = kernels(app)
    each = sum(pss(kernel) for kernel in seats) / len(seats)
    server = psutil.Process(app.pid)
    rest = pss(server) + sum(pss(one) for one in server.children(recursive=True) if one not in seats)
    for visitor in visitors:
        visitor.hang_up()
    return each, rest


def stock() -> float:
    """Return the memory of a kernel's libraries with pandas and matplotlib and one figure, in MiB."""
    with subprocess.Popen([sys.executable, "-c", STOCK], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(0.5)
        used = pss(psutil.Process(process.pid))
        process.kill()
    return used


def main() -> None:
    """Print a line for some chapters, the comparison and the machines."""
    theirs = stock()
    print(f"a kernel with pandas and matplotlib, one figure: {theirs:.0f} MiB")
    largest = rest = 0.0
    for start in ("01-", "03-", "08-"):
        notebook = next(name for name in chapters() if name.startswith(start))
        with tempfile.TemporaryDirectory() as folder, App(Path(folder), room=True) as app:
            each, rest = asyncio.run(measure(app, notebook))
        largest = max(largest, each)
        told = f"{each:.0f} MiB, {each / theirs:.2f} ×; the server {rest:.0f} MiB"
        print(f"chapter {int(start[:2])}, all charts used: {told}", flush=True)
    for name, (memory, system) in MACHINES.items():
        fit = (1024 * (memory - system) - rest) / largest
        print(f"{name}: {fit:.0f} participants by memory; half of it, {fit / 2:.0f}, leaves a margin")


if __name__ == "__main__":
    main()
