"""How much each asks within a minute. Kept in memory only, which the processes that answer share."""

import hashlib
import ipaddress

from django.conf import settings
from django.http import HttpRequest

from .counters import Counters

SPAN = 60
"""Seconds."""
_counters = Counters()


def counted(key: str, more: int) -> int:
    """What somebody used since its minute began, `more` added."""
    return _counters.add(key, more, span=SPAN)


def forget() -> None:
    """Nobody asked for anything yet."""
    _counters.forget()


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
