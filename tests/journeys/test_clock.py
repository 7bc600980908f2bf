"""The simulated clock: a month passes in the portal of this file, and each side sees what the delay did."""

import re

import pytest

from unisson.cli.demo.people import CLAIRE, MARC

from .conftest import Visitor
from .person import Person
from .portal import Portal
from .test_cockpit import stock
from .test_returns import MAILBOX

pytestmark = pytest.mark.journey
_OWED = re.compile(r"Retard de 1\s+jour : .*? sont dus d’office")


def advance(portal: Portal, span: str) -> None:
    done = portal.unisson("sandbox", "advance", span)
    assert done.returncode == 0, done.stderr


def reads_recap(reader: Person, kind: str, day: str, *said: str) -> None:
    """The last letter of that kind to Marc once it is the one of `day`, in the mailbox of the demonstration."""
    asked = 'SELECT id FROM notices_email WHERE kind = ? AND "to" = ? AND json_extract("values", \'$.day\') = ?'
    for _ in range(120):
        if found := reader.portal.rows(asked, kind, MARC, day):
            break
        reader.page.wait_for_timeout(250)
    else:
        raise AssertionError(f"{kind} of {day} was not written")
    reader.open(f"{MAILBOX}{found[0][0]}/")
    reader.awaits(said[0])  # the worker writes it
    reader.sees(*said)


def day_of(portal: Portal) -> str:
    """What the sandbox says the day is, as the letters keep it."""
    day, month, year = portal.unisson("sandbox", "clock").stdout.split()[0].split("/")
    return f"{year}-{month}-{day}"


def owed(person: Person) -> str:
    found = _OWED.search(" ".join(person.main.inner_text().replace("\u00a0", " ").replace("\u202f", " ").split()))
    assert found, person.main.inner_text()
    return found[0]


def test_a_month_later_reminders_interest_and_recaps_are_there(
    visitor: Visitor, portal: Portal, keys: dict[str, str]
) -> None:
    stock(portal, "deposit", "SH", "1")
    pk = portal.invoice("SH-001")
    marc = visitor(MARC)
    marc.open("/factures-recues/?q=SH")
    marc.sees("30 jours")

    advance(portal, "24d")
    reads_recap(marc, "recap-daily", day_of(portal), "À payer bientôt", "SH-001", "6 jours restants")
    reads_recap(marc, "recap-weekly", day_of(portal), "Factures reçues", "Mise à disposition du destinataire")

    advance(portal, "7d")
    keys.clear()  # a month without a click: both sign in again
    marc, claire = visitor(MARC), visitor()
    claire.open("/connexion/")
    claire.identify(CLAIRE)
    claire.sees("L’une d’elles attend depuis plus de 7 jours")
    claire.open("/factures-emises/")
    claire.press("Tout acquitter et fermer")
    claire.at("Synthèse")

    marc.open("/factures-recues/?q=SH")
    marc.sees("1 j de retard")
    marc.open(f"/factures-recues/{pk}/")
    claire.open(f"/factures-emises/{pk}/")
    assert owed(marc) == owed(claire)
    assert "40,00 €" in owed(claire)
    reads_recap(marc, "recap-daily", day_of(portal), "En retard de paiement", "SH-001", "1 jour de retard")

    assert portal.unisson("sandbox", "reset").returncode == 0
