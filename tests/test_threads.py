"""Waiting in threads: in order, as many at once as said, and never longer than said."""

import itertools
import threading
import time

import pytest

from marsad.threads import in_order, within


@pytest.mark.parametrize("at_once", [1, 3, 50])
def test_results_come_in_the_order_of_the_items(at_once):
    assert list(in_order(range(20), lambda n: n * n, at_once)) == [n * n for n in range(20)]


def test_as_many_at_once_as_said():
    together = threading.Barrier(4, timeout=10)
    assert sorted(in_order(range(8), lambda _: together.wait(), 4)) == [0, 0, 1, 1, 2, 2, 3, 3]


def test_items_are_taken_as_they_are_needed():
    taken = itertools.count()
    results = in_order(taken, lambda n: n, 2)
    assert [next(results) for _ in range(10)] == list(range(10))
    results.close()  # type: ignore[attr-defined]
    assert next(taken) < 20


def test_an_exception_is_raised_in_the_place_of_its_result():
    results = in_order([1, 0], lambda n: 1 // n, 2)
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_nobody_waits_for_what_is_given_up():
    never = threading.Event()
    results = in_order([0, 1], lambda n: n or never.wait(), 2)
    started = time.monotonic()
    with pytest.raises(TimeoutError):
        within(0.05, never.wait)
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 5
    never.set()


def test_within_gives_what_comes_in_time():
    assert within(10, lambda: "كلمة") == "كلمة"
    with pytest.raises(ZeroDivisionError):
        within(10, lambda: 1 // 0)
