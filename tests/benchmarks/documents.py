"""Time of each document, as a ratio to one handout: ``uv run python tests/benchmarks/documents.py``."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from toolkit_helpers.workshop.documents import KINDS, make


def took(kind: str, chapters: list[int] | None, folder: Path) -> tuple[float, int, int]:
    """Return seconds, number of files and their size in kB."""
    begun = time.perf_counter()
    made = make(chapters, audiences=[kind], out=folder)
    return time.perf_counter() - begun, len(made), sum(path.stat().st_size for path in made) // 1000


def main() -> None:
    """Make each kind once for all chapters; the first line is the measure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        took("participant", [3], folder)  # loads the libraries
        one, _files, _size = took("participant", [1], folder)
        print(f"{'kind':<14}{'files':>6}{'kB':>8}{'seconds':>9}{'of one chapter':>16}")
        for kind in KINDS:
            seconds, files, size = took(kind, None, folder)
            print(f"{kind:<14}{files:>6}{size:>8}{seconds:>9.1f}{seconds / one:>16.1f}")


if __name__ == "__main__":
    main()
