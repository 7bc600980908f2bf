"""Readings for visitors that nobody knows: a few at once, and not too many for one of them. Kept in memory only.

Each costs up to 8 s and 500 Mo: those who are signed in must not wait for it.
"""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from unisson.kernel.refusal import Refusal
from unisson.kernel.words import declare

PER_MINUTE = 10
"""Files of one visitor, in each web process."""
AT_ONCE = 1
WAITS = 1.5
"""Seconds that a visitor's turn may take to come."""
_turns = threading.BoundedSemaphore(AT_ONCE)

TOO_MANY, BUSY = "CPP-LISIBLE-20", "CPP-LISIBLE-21"
declare(
    TOO_MANY,
    fr="Vous avez fait examiner {limit} fichiers en une minute. Attendez une minute, puis recommencez.",
    en="You had {limit} files examined within a minute. Wait a minute, then try again.",
)
declare(
    BUSY,
    fr="D’autres factures sont en cours d’examen. Attendez quelques secondes, puis recommencez.",
    en="Other invoices are being examined. Wait a few seconds, then try again.",
)


@contextmanager
def turn(request: HttpRequest) -> Iterator[None]:
    """One reading. Refusal CPP-LISIBLE-20 when this visitor asked for many, -21 when others keep the place."""
    _count(_visitor(request))
    if not _turns.acquire(timeout=WAITS):
        raise Refusal(BUSY)
    try:
        yield
    finally:
        _turns.release()


def _count(visitor: str) -> None:
    key = f"legible-{hashlib.sha256(visitor.encode()).hexdigest()}"
    cache.add(key, 0, timeout=60)
    try:
        asked = cache.incr(key)
    except ValueError:  # It ran out in between.
        return
    if asked > PER_MINUTE:
        raise Refusal(TOO_MANY, limit=PER_MINUTE)


def _visitor(request: HttpRequest) -> str:
    """The address that asks. Behind HTTPS stands a proxy of ours, which adds it last: what comes before is hearsay."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
