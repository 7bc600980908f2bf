"""How much each asks within a minute. Kept in memory only, in each process that answers."""

import hashlib
import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

SPAN = 60
"""Seconds."""


def counted(key: str, more: int) -> int:
    """What somebody used since its minute began, `more` added."""
    cache.add(key, 0, timeout=SPAN)
    try:
        return cache.incr(key, more)
    except ValueError:  # It ran out in between.
        return 0


def visitor(request: HttpRequest) -> str:
    """A mark of the address that asks. Behind HTTPS stands a proxy of ours, which adds it last: what comes before is
    hearsay."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    address = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    return hashlib.sha256(_subscriber(address).encode()).hexdigest()


def _subscriber(address: str) -> str:
    """Whose address it is: in IPv6 each subscriber has 2⁶⁴ of them."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return address
    return str(known.ipv4_mapped or ipaddress.ip_network((int(known), 64), strict=False))
