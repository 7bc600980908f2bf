"""Visitors that nobody knows: how much each asks within a minute. Kept in memory only, in each web process."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from unisson.kernel.refusal import Refusal

SEARCHES_PER_MINUTE = 60


def counted(key: str, more: int) -> int:
    """What a visitor used since its minute began, `more` added."""
    cache.add(key, 0, timeout=60)
    try:
        return cache.incr(key, more)
    except ValueError:  # It ran out in between.
        return 0


def visitor(request: HttpRequest) -> str:
    """A mark of the address that asks. Behind HTTPS stands a proxy of ours, which adds it last: what comes before is
    hearsay."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    address = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    return hashlib.sha256(address.encode()).hexdigest()


def pace(request: HttpRequest) -> None:
    """One more look at the directory. Refusal CPP-ANNUAIRE-33 for who did not sign in and looks too often."""
    if not request.user.is_authenticated and counted(f"looks-{visitor(request)}", 1) > SEARCHES_PER_MINUTE:
        raise Refusal("CPP-ANNUAIRE-33")
