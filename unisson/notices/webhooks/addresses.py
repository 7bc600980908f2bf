"""The address of a webhook as somebody typed it. Where its name leads is looked at when something is posted there."""

from urllib.parse import SplitResult, urlsplit

from unisson.kernel.internet import is_public, names_itself, parse
from unisson.kernel.refusal import Refusal

LONGEST = 500
HTTPS = 443
LOWEST = 1024
"""Below stand the services of machines: mail, files, databases of old. Above, anybody's."""


def read(text: str, *, sandbox: bool) -> str:
    """The address, if something may be posted there; in a sandbox also to this very machine, without TLS, on any port.

    Refusal CPP-WEBHOOK-01 for what is no address by https, -02 for a port, -03 for a machine that is not on the
    internet.
    """
    url = text.strip()
    try:
        place = urlsplit(url)
        host, port = (place.hostname or "").rstrip("."), place.port
    except ValueError as error:
        raise Refusal("CPP-WEBHOOK-01", field="url") from error
    if not _is_plain(url, place, host):
        raise Refusal("CPP-WEBHOOK-01", field="url")
    if names_itself(host):
        if not sandbox:
            raise Refusal("CPP-WEBHOOK-03", field="url", host=host)
        return url
    if place.scheme != "https":
        raise Refusal("CPP-WEBHOOK-01", field="url")
    if port is not None and port != HTTPS and port < LOWEST:
        raise Refusal("CPP-WEBHOOK-02", field="url", port=port)
    address = parse(host)
    if address is not None and not is_public(address):
        raise Refusal("CPP-WEBHOOK-03", field="url", host=host)
    return url


def _is_plain(url: str, place: SplitResult, host: str) -> bool:
    """Nothing hidden in it: no name and password, no fragment, only signs that an address has."""
    whole = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    bare = place.username is None and place.password is None and not place.fragment
    return whole and bare and bool(host) and place.scheme in ("http", "https") and len(url) <= LONGEST
