"""Extracting with helpers gives the same, in the same order, whatever becomes of the helpers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cohort_files import BEFORE, file_text, order, taken, write

from toolkit_helpers.workshop import workers
from toolkit_helpers.workshop.extracting import Extractor
from toolkit_helpers.workshop.sources import Found, PassedOver, Read, SetAside, read_files
from toolkit_helpers.workshop.workers import Kept, extracted


def files(count: int) -> list[Read]:
    """Return files of every sort."""
    found: list[Read] = []
    for number in range(count):
        answers = {BEFORE: taken("A", number % 20), "XT1.3": {"notes": {"muddiest": f"word {number}"}}}
        data = file_text(f"c{number}", answers).encode() if number % 7 else b"{"
        found.append(Found(f"{number}.json", data))
    return [*found, PassedOver("a.pdf", "It is no answers file."), SetAside("b.backup.json")]


def plain(count: int) -> list[tuple[Read, Kept]]:
    """Return what one process makes of them."""
    extract = Extractor(order(), with_texts=True)
    return [(found, extract(found)) for found in files(count)]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few dozen files be many batches."""
    monkeypatch.setattr(workers, "_FILES", 5)
    monkeypatch.setattr(workers, "WORKERS", 2)
    monkeypatch.setattr(workers.os, "cpu_count", lambda: 2)


def test_helpers_give_what_one_process_gives() -> None:
    """Answers, refusals and words come back equal and in the order of the files."""
    assert list(extracted(files(60), order(), with_texts=True, alone=10)) == plain(60)


@pytest.mark.parametrize(
    "command",
    [
        (sys.executable, "-c", "raise SystemExit(1)"),
        (sys.executable, "-c", "import sys; sys.stdin.buffer.read(4000); print('no pickle', flush=True)"),
    ],
    ids=["never starts", "dies over its first batch"],
)
def test_what_a_dead_helper_leaves_is_done_here(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A helper that dies, or babbles, costs time and no file."""
    monkeypatch.setattr(workers, "_COMMAND", command)
    assert list(extracted(files(40), order(), with_texts=True, alone=3)) == plain(40)


def test_helpers_read_files_in_folders_themselves(tmp_path: Path) -> None:
    """A file that is not read yet is read by whoever extracts; one that has gone is passed over."""
    for number in range(20):
        write(tmp_path, f"c{number}", {BEFORE: taken("A", number)})
    found = list(read_files([tmp_path]))
    (tmp_path / "c7.json").unlink()
    extract = Extractor(order())
    expected = [(one, extract(one)) for one in found]
    assert list(extracted(found, order(), alone=0)) == expected
    assert sum(isinstance(kept, PassedOver) for _file, kept in expected) == 1


def test_few_files_start_no_helper(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workshop's files are read at once by the process that is there."""
    monkeypatch.setattr(workers, "_started", lambda: pytest.fail("started"))
    assert len(list(extracted(files(30), order()))) == 32


def test_only_a_few_batches_are_read_ahead() -> None:
    """However many files there are, memory holds some batches of them."""
    taken_out = 0

    def endless() -> Iterator[Read]:
        nonlocal taken_out
        for found in files(400):
            taken_out += 1
            yield found

    reading = extracted(endless(), order(), alone=0)
    for number, _pair in zip(range(50), reading, strict=False):
        assert taken_out - number <= 5 * (workers._AHEAD + 2)
    reading.close()  # type: ignore[attr-defined]
