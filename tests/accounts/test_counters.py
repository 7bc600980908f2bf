"""What is counted within a span is counted once for all processes, and a place that nobody needs is given away."""

import os
import signal
from collections.abc import Callable

import pytest

from unisson.accounts.counters import Counters


def in_another_process(do: Callable[[], object]) -> None:
    child = os.fork()
    if child == 0:
        do()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def test_processes_count_together() -> None:
    shared = Counters(64)
    shared.add("a", 2, span=60)

    in_another_process(lambda: shared.add("a", 3, span=60))

    assert shared.add("a", 1, span=60) == 6
    assert shared.add("b", 1, span=60) == 1


def test_many_at_once_lose_nothing() -> None:
    shared = Counters(64)
    children = []
    for _ in range(4):
        children.append(os.fork())
        if children[-1] == 0:
            for _ in range(500):
                shared.add("a", 1, span=60)
            os._exit(0)
    for child in children:
        os.waitpid(child, 0)

    assert shared.add("a", 0, span=60) == 2000


def test_a_process_that_is_killed_holds_nobody_up() -> None:
    shared = Counters(64)

    def die() -> None:
        with shared._alone():
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(AssertionError):
        in_another_process(die)

    assert shared.add("a", 1, span=60) == 1


def test_a_span_that_is_over_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    shared, clock = Counters(64), [100.0]
    monkeypatch.setattr("unisson.accounts.counters.time.monotonic", lambda: clock[0])
    assert [shared.add("a", 1, span=60) for _ in range(2)] == [1, 2]

    clock[0] += 61

    assert shared.add("a", 1, span=60) == 1


def test_more_keys_than_places_are_still_counted() -> None:
    shared = Counters(8)

    assert all(shared.add(f"key {rank}", 1, span=60) >= 1 for rank in range(50))
    shared.forget()
    assert shared.add("key 1", 1, span=60) == 1
