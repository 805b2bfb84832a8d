"""Waiting for others: work that is mostly waiting (for a server) runs in threads of this process.

The threads are daemons: where the main thread is interrupted, nobody waits for an answer that is still to come.
"""

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

AT_ONCE = 4
"""How many things are waited for at once, unless the user says."""


def in_order(items: Iterable[A], work: Callable[[A], B], at_once: int = AT_ONCE) -> Iterator[B]:
    """What ``work`` makes of each item, ``at_once`` under way, in the order of the items.

    Items are taken in the caller's thread, as they are needed. An exception of ``work`` is raised in the place
    of its result.
    """
    todo: queue.SimpleQueue[tuple[A, Future[B]] | None] = queue.SimpleQueue()
    pending: deque[Future[B]] = deque()
    threads = 0

    def run() -> None:
        while (task := todo.get()) is not None:
            item, future = task
            if future.set_running_or_notify_cancel():
                _settle(future, partial(work, item))

    try:
        for item in items:
            if threads < at_once:
                threading.Thread(target=run, daemon=True).start()
                threads += 1
            future: Future[B] = Future()
            pending.append(future)
            todo.put((item, future))
            while pending and (pending[0].done() or len(pending) >= 2 * at_once):
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        for future in pending:
            future.cancel()
        for _ in range(threads):
            todo.put(None)


def within(seconds: float, work: Callable[[], B]) -> B:
    """What ``work`` gives, if it does so in time; raises TimeoutError else, and leaves it to itself."""
    future: Future[B] = Future()
    threading.Thread(target=_settle, args=(future, work), daemon=True).start()
    return future.result(timeout=seconds)


def _settle(future: "Future[B]", work: Callable[[], B]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # it is raised again where the result is asked for
        future.set_exception(error)
