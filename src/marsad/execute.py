"""How reading is executed, apart from what is done: one process or many, in the order of the input.

The results are the same whatever the number of processes. A report whose reading fails comes back as a
``Failure`` in its place and stops no other, even where it kills the process that reads it.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from types import FrameType
from typing import Any, Generic, TypeVar

from marsad import threads
from marsad.record import Report

T = TypeVar("T")

# A batch is large enough that sending it costs nothing beside reading it, and small enough to be lost.
_BATCH_REPORTS = 16
_BATCH_CHARACTERS = 100_000
_AHEAD = 4
_REASON_LENGTH = 300
# As many processes as cores: numpy in each of them is to use one.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read, and the reason in one line."""

    report: Report
    reason: str


def available_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put off Ctrl-C to the end of the block: what is kept in it is told too.

    Outside the main thread, which alone hears Ctrl-C, it does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[tuple[int, FrameType | None]] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: heard.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard and callable(before):
        before(*heard[0])


def read_many(
    reports: Iterable[Report], read: Callable[[Report], T], *, workers: int | None = None
) -> Iterator[T | Failure]:
    """Read reports as they come, and yield what ``read`` makes of each, in their order.

    ``workers`` is the number of processes, by default the cores; 1 reads in this process, and so are fewer
    reports than one batch. ``read`` and its results must be picklable, and a script must keep its main part
    under ``if __name__ == "__main__":`` (processes are spawned, on every system). Only a window of reports is
    held at a time. Raises RuntimeError where the processes cannot start.

    A ``read`` with a true attribute ``in_threads`` waits for others more than it computes: it runs in as many
    threads of this process instead, ``threads.AT_ONCE`` by default.
    """
    if getattr(read, "in_threads", False):
        yield from threads.in_order(reports, partial(_attempt, read), workers or threads.AT_ONCE)
        return
    workers = workers or available_cores()
    if workers == 1:
        yield from (_attempt(read, report) for report in reports)
        return
    stream = iter(reports)
    first = list(islice(stream, _BATCH_REPORTS))
    stream = chain(first, stream)
    if len(first) < _BATCH_REPORTS:
        yield from (_attempt(read, report) for report in stream)
        return
    pool = _Pool(read, workers)
    try:
        yield from pool.run(_batches(stream))
    finally:
        pool.close()


def _batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    batch: list[Report] = []
    size = 0
    for report in reports:
        batch.append(report)
        size += len(report.text)
        if len(batch) == _BATCH_REPORTS or size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Pool(Generic[T]):
    """Processes that read batches; when one dies, all are started anew and the lost batches read again."""

    def __init__(self, read: Callable[[Report], T], workers: int) -> None:
        self._read, self._workers = read, workers
        self._executor = self._start(workers)

    def _start(self, workers: int) -> ProcessPoolExecutor:
        for name in _ONE_THREAD:
            os.environ.setdefault(name, "1")
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, context, _set_up_worker, (self._read,))

    def close(self) -> None:
        """Let the batches that are being read end, and drop the others."""
        self._executor.shutdown(cancel_futures=True)

    def run(self, batches: Iterator[list[Report]]) -> Iterator[T | Failure]:
        """The results of all batches, in order."""
        pending: deque[tuple[list[Report], Future[list[T | Failure]]]] = deque()
        while True:
            for batch in islice(batches, _AHEAD * self._workers - len(pending)):
                pending.append((batch, self._submit(batch)))
            if not pending:
                return
            batch, future = pending.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                # The batch that kills its process may be another one: it comes to the front in its turn.
                results = self._read_one_by_one(batch)
                self._executor.shutdown(cancel_futures=True)
                self._executor = self._start(self._workers)
                pending = deque((batch, self._again(batch, future)) for batch, future in pending)
            yield from results

    def _submit(self, batch: list[Report]) -> "Future[list[T | Failure]]":
        try:
            return self._executor.submit(_read_batch, batch)
        except BrokenProcessPool as error:
            lost: Future[list[T | Failure]] = Future()
            lost.set_exception(error)
            return lost

    def _again(self, batch: list[Report], future: "Future[list[T | Failure]]") -> "Future[list[T | Failure]]":
        """The future itself where it has its results, else a new one."""
        if future.done() and not future.cancelled() and future.exception() is None:
            return future
        return self._submit(batch)

    def _read_one_by_one(self, batch: list[Report]) -> list[T | Failure]:
        """Read each report alone in a process of its own kind, to find the one that kills it."""
        results: list[T | Failure] = []
        executor = self._start(1)
        try:
            for report in batch:
                try:
                    executor.submit(os.getpid).result()
                except BrokenProcessPool as error:
                    raise RuntimeError(
                        "the processes that read cannot start; use one worker, or see that the script keeps "
                        'its main part under if __name__ == "__main__":.'
                    ) from error
                try:
                    results += executor.submit(_read_batch, [report]).result()
                except BrokenProcessPool:
                    reason = "the process that read it was killed or ran out of memory."
                    results.append(Failure(report, reason))
                    executor.shutdown()
                    executor = self._start(1)
        finally:
            executor.shutdown()
        return results


_worker_read: Callable[[Report], Any] | None = None


def _set_up_worker(read: Callable[[Report], Any]) -> None:
    """What a process does first: keep the reader, leave Ctrl-C to its parent, and end when that ends."""
    global _worker_read
    _worker_read = read
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _read_batch(reports: list[Report]) -> list[Any]:
    assert _worker_read is not None
    return [_attempt(_worker_read, report) for report in reports]


def _attempt(read: Callable[[Report], T], report: Report) -> T | Failure:
    try:
        return read(report)
    except Exception as error:  # whatever goes wrong with one report, the others go on
        said = " ".join(str(error).split())
        reason = f"{type(error).__name__}: {said}" if said else type(error).__name__
        return Failure(report, reason if len(reason) <= _REASON_LENGTH else reason[:_REASON_LENGTH] + "…")
