"""Extracting in two more processes, where there are so many files that it is worth their start.

Each worker is a plain Python that gets batches of files through a pipe and sends back what is kept of them;
one thread here looks after each.  multiprocessing would import the caller's main module again, and its pool
waits for ever for a worker that died over a large batch.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from typing import Any, Final

from .extracting import Extract, Extractor
from .row_layout import Layout
from .sources import Found, PassedOver, Read, SetAside, Unread

ALONE: Final = 2000
"""Files that are read before workers are asked to help."""
WORKERS: Final = 2
_FILES, _BYTES, _AHEAD = 256, 4_000_000, 3 * WORKERS
# A batch goes through in a few steps instead of dozens; systems that cannot do it keep their own size.
_PIPE: Final = 1 << 20
_COMMAND: Final = (sys.executable, "-c", "from toolkit_helpers.workshop.workers import serve; serve()")

Kept = Extract | PassedOver | SetAside
Batch = list[Read]


def extracted(
    files: Iterable[Read], layout: Layout, *, with_texts: bool = False, alone: int = ALONE
) -> Iterator[tuple[Read, Kept]]:
    """Yield each file with what is kept of it, in the order of the files.

    Only some megabytes are on their way at a time, however many files there are.
    """
    extract = Extractor(layout, with_texts=with_texts)
    waiting = iter(files)
    for found in islice(waiting, alone):
        yield found, extract(found)
    first = next(waiting, None)
    if first is None:
        return
    batches = _batches(first, waiting)
    if (os.cpu_count() or 1) < WORKERS:
        for batch in batches:
            yield from ((found, extract(found)) for found in batch)
        return
    settings = (layout.exercises, layout.items, layout.keys, with_texts)
    with _Workers(settings, extract) as workers:
        on_their_way: deque[tuple[Batch, Future[list[Kept]]]] = deque()
        for batch in batches:
            on_their_way.append((batch, workers.send(batch)))
            if len(on_their_way) >= _AHEAD:
                yield from _back(*on_their_way.popleft())
        while on_their_way:
            yield from _back(*on_their_way.popleft())


def _batches(first: Read, rest: Iterable[Read]) -> Iterator[Batch]:
    batch: Batch = [first]
    size = 0
    for found in rest:
        if len(batch) >= _FILES or size >= _BYTES:
            yield batch
            batch, size = [], 0
        batch.append(found)
        size += len(found.data) if isinstance(found, Found) else 0
    yield batch


def _back(batch: Batch, future: Future[list[Kept]]) -> Iterator[tuple[Read, Kept]]:
    yield from zip(batch, future.result(), strict=True)


class _Workers:
    """Two processes and the threads that talk to them; what a dead process leaves undone is done here."""

    def __init__(self, settings: tuple[Any, ...], extract: Extractor) -> None:
        self._extract = extract
        self._threads = ThreadPoolExecutor(WORKERS)
        self._all = [_started() for _worker in range(WORKERS)]
        self._free: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()
        # Pickled once, and while the workers load their modules.
        packed = pickle.dumps(settings, pickle.HIGHEST_PROTOCOL)
        for process in self._all:
            self._threads.submit(self._begun, process, packed)

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_error: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        for process in self._all:
            for pipe in (process.stdin, process.stdout):
                # The pipe of a dead worker cannot be flushed any more.
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]
            process.wait()

    def _begun(self, process: subprocess.Popen[bytes], packed: bytes) -> None:
        try:
            _put(process, packed)
        except OSError:
            process.kill()
        finally:
            self._free.put(process)

    def send(self, batch: Batch) -> Future[list[Kept]]:
        return self._threads.submit(self._done, batch)

    def _done(self, batch: Batch) -> list[Kept]:
        process = self._free.get()
        try:
            return _asked(process, batch)
        except (OSError, EOFError, pickle.UnpicklingError, ValueError):
            return [self._extract(found) for found in batch]
        finally:
            self._free.put(process)


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - this very Python and a fixed command
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pipesize=_PIPE,
    )


def _put(process: subprocess.Popen[bytes], packed: bytes) -> None:
    assert process.stdin is not None  # noqa: S101 - it was started with a pipe
    process.stdin.write(packed)
    process.stdin.flush()


def _asked(process: subprocess.Popen[bytes], batch: Batch) -> list[Kept]:
    assert process.stdout is not None  # noqa: S101 - it was started with a pipe
    # As plain tuples, which pickle twice as fast as named ones.
    plain = [tuple(found) if isinstance(found, Found | Unread) else found for found in batch]
    _put(process, pickle.dumps(plain, pickle.HIGHEST_PROTOCOL))
    # What comes back is from the process that was started here, not from a participant.
    sent: list[Any] = pickle.load(process.stdout)  # noqa: S301
    return [Extract(*one) if type(one) is tuple else one for one in sent]


def serve() -> None:
    """Be a worker: read settings, then batches, until the pipe is closed."""
    # Whoever presses Ctrl-C is told once, by the first process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    exercises, items, keys, with_texts = pickle.load(source)  # noqa: S301 - from the process that started this
    extract = Extractor(Layout(exercises, items, keys), with_texts=with_texts)
    # A file makes thousands of objects and lets go of them at once; looking for rings so often costs a tenth.
    gc.set_threshold(100_000)
    while True:
        try:
            batch = pickle.load(source)  # noqa: S301 - as above
        except EOFError:
            # All is sent, and taking down what was built would keep the report waiting.
            os._exit(0)
        kept = [extract(_named(*found) if type(found) is tuple else found) for found in batch]
        pickle.dump(
            [tuple(one) if isinstance(one, Extract) else one for one in kept], target, pickle.HIGHEST_PROTOCOL
        )
        target.flush()


def _named(name: str, content: bytes | str) -> Found | Unread:
    return Found(name, content) if isinstance(content, bytes) else Unread(name, content)
