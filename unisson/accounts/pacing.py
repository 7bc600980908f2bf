"""How much each asks within a minute. Kept in memory only, in each process that answers."""

from django.core.cache import cache

SPAN = 60
"""Seconds."""


def counted(key: str, more: int) -> int:
    """What somebody used since its minute began, `more` added."""
    cache.add(key, 0, timeout=SPAN)
    try:
        return cache.incr(key, more)
    except ValueError:  # It ran out in between.
        return 0
