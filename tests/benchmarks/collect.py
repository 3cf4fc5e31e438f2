"""``workbook collect`` beside merely reading and parsing the same answers files, and how it grows.

    uv run python tests/benchmarks/collect.py                 1,000 and 10,000 files
    uv run python tests/benchmarks/collect.py --full          10,000 and 100,000 files
    uv run python tests/benchmarks/collect.py --persons 500 5000

Files are generated from a seed: persons with both tests and exit tickets, and every twentieth a team with a
whole Plan.  Each measurement is a process of its own; ours and the bare one take turns.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "workshop")]

from cohort_files import file_text, order, person  # noqa: E402

PATTERNS = 400
IN_FOLDER = 1000
TEAM = 20
ROUNDS = 3

BARE = """
import os, sys, orjson
def walk(folder):
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                walk(entry.path)
            else:
                with open(entry.path, "rb") as file:
                    orjson.loads(file.read())
walk(sys.argv[1])
"""
OURS = """
import sys
from pathlib import Path
from toolkit_helpers.workshop.collecting import collect
collect([sys.argv[1]], out=Path(sys.argv[2]))
"""


def generate(folder: Path, persons: int) -> int:
    """Write the files of so many persons and return the bytes in them."""
    random = Random(20210)  # noqa: S311 - invented answers
    plan = json.loads((ROOT / "data" / "demonstration" / "answers.json").read_text(encoding="utf-8"))
    whole = {name: entry["parts"] for name, entry in plan["answers"].items()}
    tickets = {
        name: {part.id: random.choice([option.id for option in part.options]) for part in parts}
        for name, parts in order().tickets.items()
    }
    texts = []
    for number in range(PATTERNS):
        answers = {**tickets, **person(random, order(), form=random.choice(["A", "B", "short"]))}
        texts.append(file_text("@CODE@", {**whole, **answers} if number % TEAM == 0 else answers))
    size = 0
    for number in range(persons):
        place = folder / f"{number // IN_FOLDER:03d}"
        place.mkdir(parents=True, exist_ok=True)
        text = texts[number % PATTERNS].replace("@CODE@", f"code-{number}")
        size += (place / f"{number}.json").write_bytes(text.encode("utf-8"))
    return size


def run(*command: str) -> tuple[float, float, float]:
    """Run Python to its end and return seconds by the clock, of processor time, and MiB at its peak."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", *command], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {command[0]}")
    return time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(persons: int) -> tuple[float, float]:
    """Print what so many files cost beside merely reading them; return our seconds by clock and processor."""
    with tempfile.TemporaryDirectory(prefix="workbook-collect-") as scratch:
        folder = Path(scratch) / "in"
        size = generate(folder, persons)
        ours, bare = [], []
        for _round in range(ROUNDS):
            bare.append(run(BARE, str(folder)))
            ours.append(run(OURS, str(folder), str(Path(scratch) / "out")))
    (wall, cpu, _peak), (bare_wall, bare_cpu, _) = (
        [median(side) for side in zip(*runs, strict=True)] for runs in (ours, bare)
    )
    print(f"{persons:,} files, {size / 1e6:,.0f} MB; collect, then only reading and parsing:")
    print(f"  by the clock   {wall:>7.2f} s {bare_wall:>7.2f} s {wall / bare_wall:>6.2f} ×   at most 3 ×")
    print(f"  processor time {cpu:>7.2f} s {bare_cpu:>7.2f} s {cpu / bare_cpu:>6.2f} ×")
    print(f"  peak memory    {max(peak for _wall, _cpu, peak in ours):>7.0f} MiB          at most 1,024 MiB")
    return wall, cpu


def main() -> None:
    """Measure two sizes and how the time grows from one to the other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--full", action="store_true", help="10,000 and 100,000 files")
    parser.add_argument("--persons", nargs=2, type=int, default=[1_000, 10_000], help="the two sizes")
    given = parser.parse_args()
    small, large = (10_000, 100_000) if given.full else given.persons
    growth = [
        second / first / (large / small) for first, second in zip(measure(small), measure(large), strict=True)
    ]
    print(f"growth, as a share of proportional; at most 1.15: {growth[0]:.2f} by the clock, {growth[1]:.2f}")


if __name__ == "__main__":
    main()
