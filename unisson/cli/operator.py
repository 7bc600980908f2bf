"""`unisson operator add`: the first operator of a portal, or one more."""

from unisson.accounts import operators, reset
from unisson.kernel.clock import PARIS, now
from unisson.kernel.words import sentence


def add(address: str, *, first_name: str, last_name: str) -> None:
    """Appoint, and print the link: it works without any mail server."""
    link = operators.appoint(address, first_name=first_name, last_name=last_name)
    until = (now() + reset.LASTS).astimezone(PARIS)
    print(sentence("CPP-COMMANDE-28", {"address": address, "link": link, "until": f"{until:%H:%M}"}))
