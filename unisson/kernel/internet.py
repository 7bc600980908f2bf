"""Addresses of the internet that a stranger may have the portal call: public ones only, whatever form hides another."""

import ipaddress
from ipaddress import IPv4Address, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")
_REFUSED = [IPv6Network(net) for net in ("64:ff9b:1::/48", "::/96", "2001::/32", "2002::/16", "fec0::/10")]
"""Translation of a local network, then ways round that nobody needs any more: IPv4-compatible, Teredo, 6to4,
site-local."""


def parse(text: str) -> Address | None:
    """The address that `text` is, without the zone of a link; None for a name."""
    try:
        return ipaddress.ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return None


def is_public(address: Address) -> bool:
    """Whether it is somebody's on the internet: not of this machine, of a private network, of a link, of a group, nor
    kept for special use; nor such an IPv4 address written inside an IPv6 one."""
    inside = _inside(address) if isinstance(address, IPv6Address) else None
    if inside is not None:
        return is_public(inside)
    special = address.is_multicast or address.is_reserved or address.is_loopback or address.is_unspecified
    if isinstance(address, IPv6Address):
        special = special or any(address in net for net in _REFUSED)
    return address.is_global and not special


def is_loopback(address: Address) -> bool:
    """Whether it is this very machine."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def names_itself(host: str) -> bool:
    """Whether that name or address says plainly « this very machine »."""
    address = parse(host)
    return is_loopback(address) if address else host == "localhost" or host.endswith(".localhost")


def _inside(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that packets to this one end at: mapped, or translated (NAT64, RFC 6052)."""
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else address.ipv4_mapped
