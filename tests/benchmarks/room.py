"""Measure a room that starts at one moment: how long until all have the exercises, and whether anybody fails.

    uv run python tests/benchmarks/room.py                     40 participants, ten runs, no reserve
    uv run python tests/benchmarks/room.py 40 10 --preheat 40  with a reserve
    uv run python tests/benchmarks/room.py 40 10 --transport tcp

Each run has a fresh server and a fresh folder; all participants enter over loopback, open chapter 1 at the
same moment, receive all widgets and save one answer.  The load shares the processors with the server.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1] / "app"))

from visitor import Visitor, rush

from toolkit_helpers.app.server import App
from toolkit_helpers.app.shipped import chapters

CHAPTER = next(name for name in chapters() if name.startswith("01-"))
READY_SECONDS = 300


async def visit(base: str, count: int) -> tuple[list[float], list[float], list[str]]:
    """Let everybody in at once; returns seconds to the exercises, seconds of one answer, and what failed."""
    arrived = await rush(base, CHAPTER, count)
    failed = [repr(visitor) for _seconds, visitor in arrived if not isinstance(visitor, Visitor)]
    visitors = [visitor for _seconds, visitor in arrived if isinstance(visitor, Visitor)]

    async def one(visitor: Visitor) -> float:
        started = time.perf_counter()
        try:
            state = await visitor.answer("EX1.2", {"measure": "B"})
        except Exception as error:
            failed.append(f"answer: {error!r}")
        else:
            if state != "saved":
                failed.append(f"answer: {state}")
        return time.perf_counter() - started

    answers = list(await asyncio.gather(*(one(visitor) for visitor in visitors)))
    for visitor in visitors:
        visitor.hang_up()
    return [seconds for seconds, _visitor in arrived], answers, failed


def memory(pid: int) -> float:
    """Return the proportional memory of a server and all below it, in MiB."""
    server = psutil.Process(pid)
    total = 0
    for process in (server, *server.children(recursive=True)):
        try:
            total += process.memory_full_info().pss
        except psutil.Error:
            continue
    return total / 2**20


def run(count: int, preheat: int, transport: str) -> tuple[list[float], list[float], list[str], float]:
    """One room: a fresh server, everybody at once."""
    with (
        tempfile.TemporaryDirectory() as folder,
        App(Path(folder), room=True, preheat=preheat, transport=transport) as app,  # type: ignore[arg-type]
    ):
        end = time.monotonic() + READY_SECONDS
        while preheat and f"The reserve is full: {preheat}" not in app.log.read_text(encoding="utf-8"):
            if time.monotonic() > end:
                raise SystemExit("The reserve was not filled.")
            time.sleep(0.2)
        times, answers, failed = asyncio.run(visit(f"http://127.0.0.1:{app.port}", count))
        used = memory(app.pid)
        if failed:
            print(app.log.read_text(encoding="utf-8")[-3000:], file=sys.stderr)
    return times, answers, failed, used


def main() -> None:
    """Print one line for each run, and a summary."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("participants", type=int, nargs="?", default=40)
    parser.add_argument("runs", type=int, nargs="?", default=10)
    parser.add_argument("--preheat", type=int, default=0)
    parser.add_argument("--transport", choices=["auto", "tcp", "ipc"], default="auto")
    told = parser.parse_args()
    everybody: list[float] = []
    failures = 0
    print(" run  failed  first s  median s  last s  answer s  PSS MiB")
    for number in range(1, told.runs + 1):
        times, answers, failed, used = run(told.participants, told.preheat, told.transport)
        everybody += times
        failures += len(failed)
        middle = statistics.median(times)
        slowest = max(answers, default=float("nan"))
        line = f"{min(times):>8.1f} {middle:>9.1f} {max(times):>7.1f} {slowest:>9.2f} {used:>8.0f}"
        print(f"{number:>4} {len(failed):>7} {line}", flush=True)
        for reason in sorted(set(failed)):
            print(f"     {reason}", flush=True)
    print(f"{failures} failures among {len(everybody)} openings; median {statistics.median(everybody):.1f} s")


if __name__ == "__main__":
    main()
