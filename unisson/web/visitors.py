"""Visitors that nobody knows: how much each asks within a minute. Kept in memory only, in each web process."""

import hashlib
import ipaddress

from django.conf import settings
from django.http import HttpRequest

from unisson.accounts.pacing import counted
from unisson.kernel.refusal import TooOften

SEARCHES_PER_MINUTE = 60
NUMBERS_PER_MINUTE = 30


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


def pace(request: HttpRequest) -> None:
    """One more look at the directory. TooOften CPP-ANNUAIRE-33 for who did not sign in and looks too often."""
    _pace(request, "looks", SEARCHES_PER_MINUTE)


def pace_numbers(request: HttpRequest) -> None:
    """One more number of a company that is looked up: a register of the State's answers all of us so often, and no
    more. Refusal as `pace`."""
    _pace(request, "numbers", NUMBERS_PER_MINUTE)


def _pace(request: HttpRequest, what: str, most: int) -> None:
    if not request.user.is_authenticated and counted(f"{what}-{visitor(request)}", 1) > most:
        raise TooOften("CPP-ANNUAIRE-33")
