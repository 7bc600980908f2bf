"""Signing in: locked out and back in; a second factor and a lost phone; a mailbox of two with a telephone each."""

import re
import time

import pyotp
import pytest

from unisson.cli.demo.people import CLAIRE, MARC, NADIA, PASSWORD

from .conftest import Visitor
from .person import DELIVERED_WITHIN, Person
from .portal import Portal

pytestmark = pytest.mark.journey

NEW = "Un-autre-secret-2026"
ANSWER = "Médor"


def types_password(person: Person, address: str, password: str = PASSWORD) -> None:
    """The page of sign-in, filled; where it leads is another matter."""
    person.open("/connexion/")
    card = person.main.locator("form").filter(has_text="Vous avez déjà un compte ?")
    card.get_by_label("Adresse électronique de connexion").fill(address)
    card.get_by_label("Mot de passe").fill(password)
    card.get_by_role("button", name="Se connecter", exact=True).click()


def signs_out(person: Person) -> None:
    person.open("/mon-compte/")
    person.press("Déconnexion")


def link(person: Person, portal: Portal, address: str) -> str:
    """The link of the letter, once the worker has written it."""
    asked = "SELECT text FROM notices_email WHERE \"to\" = ? AND kind = 'password-reset' AND text <> ''"
    for _ in range(DELIVERED_WITHIN // 250):
        found = [re.search(r"/mot-de-passe/\S+?/\S+?/", text) for (text,) in portal.rows(asked, address)]
        if found and found[-1]:
            return found[-1][0]
        person.page.wait_for_timeout(250)
    raise AssertionError("No letter came.")


def sets_up(person: Person, name: str) -> tuple[str, list[str]]:
    """« Ajouter une application »: the secret it was given, and the recovery codes it came with."""
    person.open("/mon-compte/securite/application/")
    secret = person.page.locator("[data-copy]").get_attribute("data-copy") or ""
    person.fill("Nom de cette application", name)
    person.fill("Code à 6 chiffres", pyotp.TOTP(secret).now())
    person.fill("Votre mot de passe", PASSWORD)
    person.press("Ajouter l’application")
    person.page.wait_for_load_state()
    codes = re.findall(r"\d-[A-Z2-9]{5}-[A-Z2-9]{5}", person.main.inner_text())
    return secret, codes


def gives(person: Person, code: str) -> None:
    person.at("Second facteur")
    person.fill("Code", code)
    person.press("Continuer")


def next_code(secret: str) -> str:
    """The code of the next half minute: the present one was taken when the application was set up."""
    return pyotp.TOTP(secret).at(int(time.time()), counter_offset=1)


def test_locked_out_and_back_in_by_the_link_and_the_secret_question(visitor: Visitor, portal: Portal) -> None:
    marc = visitor(MARC, script=False)
    marc.open("/mon-compte/securite/question/")
    marc.choose("Question secrète", "Quel était le nom de votre premier animal ?")
    marc.fill("Réponse", ANSWER)
    marc.fill("Votre mot de passe", PASSWORD)
    marc.press("Enregistrer la question")
    marc.sees("La question secrète est choisie.")
    signs_out(marc)

    for left in (4, 3, 2, 1):
        types_password(marc, MARC, "faux")
        marc.reads("CPP-COMPTE-01", left=left)
    types_password(marc, MARC, "faux")
    marc.sees("Compte verrouillé jusqu’à")
    types_password(marc, MARC)
    marc.sees("Compte verrouillé jusqu’à")

    marc.follow("Mot de passe oublié ?")
    marc.fill("Adresse électronique de connexion", MARC)
    marc.press("Recevoir le lien")
    marc.sees("le lien est en route")
    marc.open(link(marc, portal, MARC))
    marc.fill("Nouveau mot de passe", NEW)
    marc.fill("Confirmation du nouveau mot de passe", NEW)
    marc.fill("Quel était le nom de votre premier animal ?", "Rex")
    marc.press("Enregistrer ce mot de passe")
    marc.reads("CPP-COMPTE-16", left=4)
    marc.fill("Nouveau mot de passe", NEW)
    marc.fill("Confirmation du nouveau mot de passe", NEW)
    marc.fill("Quel était le nom de votre premier animal ?", "  medor ")
    marc.press("Enregistrer ce mot de passe")
    marc.at("Mot de passe changé")
    types_password(marc, MARC, NEW)
    marc.open("/mon-compte/")
    marc.at("Mon compte")


def test_a_second_factor_then_a_lost_phone(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    secret, codes = sets_up(claire, "Téléphone")
    claire.at("Vos codes de secours")
    assert len(codes) == 10
    kept = claire.download("Télécharger")
    assert codes[0] in kept.path().read_text()
    claire.follow("C’est noté")
    claire.sees("Demandé à chaque connexion", "Téléphone", "10 codes servent encore")
    signs_out(claire)

    types_password(claire, CLAIRE)
    gives(claire, "000000")
    claire.reads("CPP-COMPTE-12", left=4)
    gives(claire, next_code(secret))
    claire.page.wait_for_url(lambda url: "/connexion/" not in url)
    signs_out(claire)

    types_password(claire, CLAIRE)  # the phone is gone
    gives(claire, codes[4].lower())
    claire.page.wait_for_url(lambda url: "/connexion/" not in url)
    claire.open("/mon-compte/securite/")
    claire.sees("9 codes servent encore", "Code de secours utilisé")
    claire.follow("Retirer Téléphone")
    claire.sees("C’est le dernier")
    claire.fill("Votre mot de passe", PASSWORD)
    claire.press("Retirer ce moyen")
    claire.sees("Le mot de passe seul ouvre ce compte")
    signs_out(claire)
    claire.sign_in(CLAIRE)


def test_a_shared_mailbox_has_a_telephone_for_each(visitor: Visitor) -> None:
    nadia, colleague = visitor(NADIA), visitor(script=False)
    of_nadia, _codes = sets_up(nadia, "Nadia")
    of_paul, none = sets_up(nadia, "Paul")
    assert none == []
    nadia.sees("Nadia", "Paul")

    types_password(colleague, NADIA)
    gives(colleague, next_code(of_paul))
    colleague.open("/mon-compte/securite/")
    colleague.sees("Chrome sur Linux celui-ci")
    signs_out(nadia)
    types_password(nadia, NADIA)
    gives(nadia, next_code(of_nadia))
    nadia.open("/mon-compte/securite/")
    nadia.at("Sécurité")

    nadia.follow("Terminer Chrome sur Linux")
    nadia.fill("Votre mot de passe", PASSWORD)
    nadia.press("Terminer")
    nadia.sees("1 session est terminée.")
    colleague.open("/mon-compte/securite/")
    colleague.sees("Vous avez déjà un compte ?")
