"""Passkeys in a real browser, with an authenticator that Chromium plays: added, used alone and after the password,
lost, taken away; a mailbox of two with one each."""

import re

import pytest
from playwright.sync_api import expect

from unisson.cli.demo.people import CLAIRE, MARC, NADIA, PASSWORD

from .conftest import Visitor
from .person import Person
from .test_sign_in import gives, signs_out, types_password

pytestmark = pytest.mark.journey


class Chip:
    """What holds the keys of one window and recognises whoever asks for them."""

    def __init__(self, person: Person) -> None:
        self._line = person.page.context.new_cdp_session(person.page)
        self._line.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = self._line.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self._name = {"authenticatorId": made["authenticatorId"]}

    def break_(self) -> None:
        """The keys it held are lost."""
        self._line.send("WebAuthn.clearCredentials", self._name)

    @property
    def keys(self) -> int:
        return len(self._line.send("WebAuthn.getCredentials", self._name)["credentials"])


def enters(person: Person, address: str) -> None:
    types_password(person, address)
    person.page.wait_for_url(lambda url: "/connexion/" not in url)


def adds_key(person: Person, name: str) -> list[str]:
    """« Ajouter une clé d’accès »: the recovery codes it came with."""
    person.open("/mon-compte/securite/cle/")
    person.fill("Nom de cette clé", name)
    person.fill("Votre mot de passe", PASSWORD)
    person.press("Créer la clé")
    codes = person.page.get_by_role("heading", name="Vos codes de secours", exact=True, level=1)
    expect(codes.or_(person.page.get_by_role("rowheader", name=name, exact=True))).to_be_visible()
    return re.findall(r"\d-[A-Z2-9]{5}-[A-Z2-9]{5}", person.main.inner_text())


def uses_key(person: Person) -> None:
    person.press("Utiliser ma clé d’accès")
    person.page.wait_for_url(lambda url: "/connexion/" not in url)


def test_a_key_is_added_opens_by_itself_and_is_taken_away(visitor: Visitor) -> None:
    claire = visitor(named=True)
    chip = Chip(claire)
    enters(claire, CLAIRE)
    assert len(adds_key(claire, "Ordinateur")) == 10
    assert chip.keys == 1
    signs_out(claire)

    claire.open("/connexion/cle/")
    uses_key(claire)
    claire.open("/mon-compte/securite/")
    claire.sees("Ordinateur", "Clé d’accès", "Demandé à chaque connexion")
    signs_out(claire)

    types_password(claire, CLAIRE)  # and after the password, in the place of a code
    claire.at("Second facteur")
    uses_key(claire)
    claire.open("/mon-compte/securite/")
    claire.follow("Retirer Ordinateur")
    claire.fill("Votre mot de passe", PASSWORD)
    claire.press("Retirer ce moyen")
    claire.sees("Le mot de passe seul ouvre ce compte")
    signs_out(claire)

    claire.open("/connexion/cle/")  # the browser has it still, the portal does not
    claire.press("Utiliser ma clé d’accès")
    claire.reads("CPP-COMPTE-13")
    enters(claire, CLAIRE)


def test_a_mailbox_of_two_has_a_key_for_each(visitor: Visitor) -> None:
    nadia, paul = visitor(named=True), visitor(named=True)
    chips = Chip(nadia), Chip(paul)
    enters(nadia, NADIA)
    codes = adds_key(nadia, "Clé de Nadia")
    types_password(paul, NADIA)
    gives(paul, codes[0])
    paul.page.wait_for_url(lambda url: "/connexion/" not in url)
    assert adds_key(paul, "Clé de Paul") == []
    assert [chip.keys for chip in chips] == [1, 1]

    for person in (nadia, paul):
        signs_out(person)
        types_password(person, NADIA)
        person.at("Second facteur")
        uses_key(person)
    nadia.open("/mon-compte/securite/")
    nadia.sees("Clé de Nadia", "Clé de Paul", "9 codes servent encore")


def test_with_a_key_that_is_lost_a_recovery_code_opens_and_leads_to_where_it_goes(visitor: Visitor) -> None:
    marc = visitor(named=True)
    chip = Chip(marc)
    enters(marc, MARC)
    codes = adds_key(marc, "Téléphone")
    signs_out(marc)
    chip.break_()

    types_password(marc, MARC)
    marc.at("Second facteur")
    marc.press("Utiliser ma clé d’accès")
    marc.reads("CPP-COMPTE-13")
    gives(marc, codes[7])
    marc.at("Sécurité")
    marc.sees("Vous êtes entré avec un code de secours, il en reste 9")
    marc.follow("Retirer Téléphone")
    marc.fill("Votre mot de passe", PASSWORD)
    marc.press("Retirer ce moyen")
    marc.sees("Le mot de passe seul ouvre ce compte")
