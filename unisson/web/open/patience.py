"""Readings for visitors that nobody knows: a few at once, and not too many for one of them. Kept in memory only.

Each costs up to 8 s and 500 Mo: those who are signed in must not wait for it.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest

from unisson.accounts import pacing
from unisson.accounts.pacing import counted
from unisson.kernel.refusal import Refusal
from unisson.kernel.words import declare

PER_MINUTE = 10
"""Files of one visitor."""
SECONDS_PER_MINUTE = 20.0
"""Of reading, for one visitor: two slow scans more would leave the turn to nobody else."""
AT_ONCE = 1
WAITS = 1.5
"""Seconds that a visitor's turn may take to come."""
_MOST_MS = round(1000 * SECONDS_PER_MINUTE)
_turns = threading.BoundedSemaphore(AT_ONCE)

TOO_MANY, BUSY = "CPP-LISIBLE-20", "CPP-LISIBLE-21"
declare(
    TOO_MANY,
    fr="Vous avez fait examiner beaucoup de pages en une minute. Attendez une minute, puis recommencez.",
    en="You had many pages examined within a minute. Wait a minute, then try again.",
)
declare(
    BUSY,
    fr="D’autres factures sont en cours d’examen. Attendez quelques secondes, puis recommencez.",
    en="Other invoices are being examined. Wait a few seconds, then try again.",
)


@contextmanager
def turn(request: HttpRequest) -> Iterator[None]:
    """One reading. Refusal CPP-LISIBLE-20 when this visitor asked for much, -21 when others keep the place."""
    visitor = pacing.visitor(request)
    if counted(f"legible-files-{visitor}", 1) > PER_MINUTE or counted(f"legible-ms-{visitor}", 0) > _MOST_MS:
        raise Refusal(TOO_MANY)
    if not _turns.acquire(timeout=WAITS):
        raise Refusal(BUSY)
    began = time.monotonic()
    try:
        yield
    finally:
        _turns.release()
        counted(f"legible-ms-{visitor}", round(1000 * (time.monotonic() - began)))
