"""Time and memory of country sheets: ``uv run python tests/benchmarks/sheets.py``."""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path

from toolkit_helpers import datasets
from toolkit_helpers.workshop.sheets import make_sheets


def largest() -> float:
    """Return the largest memory of this process and of its children so far, in MiB."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024


def main() -> None:
    """Make some sheets, then all, and print what they took; growing memory would show."""
    print(f"{'sheets':>8}{'seconds':>10}{'each':>10}{'MiB, largest process':>24}{'kB a sheet':>12}")
    codes = [country.iso3 for country in datasets.countries()]
    for countries in (codes[:24], codes[:96], codes):
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            made = make_sheets(countries, out=Path(folder))
            took = time.perf_counter() - begun
            size = sum(path.stat().st_size for path in made) / len(made) / 1000
        print(f"{len(made):>8}{took:>10.1f}{took / len(made):>10.3f}{largest():>24.0f}{size:>12.0f}")


if __name__ == "__main__":
    main()
