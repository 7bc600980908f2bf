"""Who posts: threads of the worker, so that a machine that takes its time holds up neither invoices nor e-mails.

Machines that answer well and quickly have lanes of their own: those that do not only wait for one another. Without
lanes, as in tests, what is due is posted on the spot.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType

from django.db import connections

from unisson.kernel.clock import Clock
from unisson.kernel.correlation import correlated

from . import posting

MOST = 4
"""Posts at once of each sort."""
END_WITHIN = 16.0
"""Seconds in which a post under way has ended."""
_AT_ONCE = 50

_log = logging.getLogger(__name__)


class Lanes(AbstractContextManager["Lanes"]):
    """While it is entered, `send_pending` leaves the posting to it."""

    def __init__(self, *, most: int = MOST) -> None:
        self._most = most
        self._open = True
        self._threads: dict[bool, list[threading.Thread]] = {True: [], False: []}

    def __enter__(self) -> "Lanes":
        _in_use.append(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """No new post; those under way end, or the process ends with them: their messages then leave again."""
        self._open = False
        _in_use.remove(self)
        deadline = time.monotonic() + END_WITHIN
        for thread in (*self._threads[True], *self._threads[False]):
            thread.join(max(0.0, deadline - time.monotonic()))

    def send(self, *, clock: Clock) -> int:
        """Start as many threads as there is work and room for; returns how many."""
        return sum(self._fill(steady, clock=clock) for steady in (True, False))

    def _fill(self, steady: bool, *, clock: Clock) -> int:
        alive = [thread for thread in self._threads[steady] if thread.is_alive()]
        room = self._most - len(alive)
        wanted = posting.due(at=clock(), steady=steady)[:room].count() if room else 0
        new = [
            threading.Thread(target=self._work, args=(steady, clock), name="webhooks", daemon=True)
            for _ in range(wanted)
        ]
        self._threads[steady] = [*alive, *new]
        for thread in new:
            thread.start()
        return len(new)

    def _work(self, steady: bool, clock: Clock) -> None:
        try:
            with correlated():
                while self._open and posting.serve_next(clock=clock, steady=steady, go_on=lambda: self._open):
                    pass
        except Exception:
            _log.exception("Webhooks could not be posted: the next sweep tries again")
        finally:
            connections.close_all()


_in_use: list[Lanes] = []


def send_pending(*, clock: Clock) -> int:
    """Post what is due, or see to it that somebody does; returns how much was begun. Safe to run twice and at once."""
    if _in_use:
        return _in_use[-1].send(clock=clock)
    return _on_the_spot(lambda: posting.serve_next(clock=clock))


def _on_the_spot(serve: Callable[[], int]) -> int:
    posted = 0
    for _ in range(_AT_ONCE):
        count = serve()
        posted += count
        if not count:
            break
    return posted
