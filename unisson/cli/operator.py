"""`unisson operator`: appoint an operator; help who lost the second factor or the secret answer."""

from unisson.accounts import operators, reset
from unisson.kernel.clock import PARIS, now
from unisson.kernel.words import sentence


def add(address: str, *, first_name: str, last_name: str) -> None:
    """Appoint, and print the link: it works without any mail server."""
    link = operators.appoint(address, first_name=first_name, last_name=last_name)
    until = (now() + reset.LASTS).astimezone(PARIS)
    print(sentence("CPP-COMMANDE-28", {"address": address, "link": link, "until": f"{until:%H:%M}"}))


def clear(address: str, *, what: str) -> None:
    """Take "second-factor" or "secret-question" away from who lost it; a letter tells them."""
    if what == "second-factor":
        count = operators.clear_second_factor(address, at=now())
        print(sentence("CPP-COMMANDE-40", {"address": address, "count": count}))
    else:
        operators.clear_secret_question(address, at=now())
        print(sentence("CPP-COMMANDE-41", {"address": address}))
