"""A new supplier, from the log-in page to the first invoice sent: counted, and held against the original."""

import re

import pytest

from . import papers
from .conftest import Visitor
from .counted import Counted
from .portal import Portal
from .test_returns import MAILBOX

pytestmark = pytest.mark.journey
ADDRESS, SECRET = "lou@menuiserie.example", "Rabot-ciseau-26"


def asks(lou: Counted) -> None:
    lou.start("/connexion/")
    block = lou.main.locator("form").filter(has_text="Vous êtes nouveau")
    lou.fill("Adresse électronique de connexion", ADDRESS, within=block)
    lou.fill("Numéro de SIRET", "81234567600017", within=block)
    lou.press("Valider", within=block)
    lou.at("Vos informations")
    lou.fill("Confirmez l’adresse électronique de connexion", ADDRESS)
    lou.fill("Nom", "Petit")
    lou.fill("Prénom", "Lou")
    lou.tick("J’accepte les conditions d’utilisation")
    lou.press("Valider")
    lou.at("Choix des espaces")
    lou.press("Valider")
    lou.at("Récapitulatif de la création de votre compte")


def activates(lou: Counted, portal: Portal) -> None:
    """The letter is opened and its button pressed: two clicks in a mailbox of one's own, which is not this portal."""
    lou.clicks += 2
    asked = "SELECT id FROM notices_email WHERE kind = 'account-activation' AND \"to\" = ?"
    lou.start(f"{MAILBOX}{portal.rows(asked, ADDRESS)[0][0]}/")
    lou.awaits("Activez votre compte")
    link = re.search(r"/activation/[\w-]+/", lou.page.content())
    assert link
    lou.start(link[0])
    lou.fill("Mot de passe", SECRET)
    lou.fill("Confirmation", SECRET)
    lou.choose("Question secrète", "Quel était le nom de votre premier animal ?")
    lou.fill("Réponse", "Médor")
    lou.press("Activer mon compte")
    lou.sees("Votre compte est activé")


def sends(lou: Counted) -> None:
    lou.follow("Déposer une facture", within=lou.main)
    lou.upload("Choix du fichier à importer", papers.a_file("Facture.pdf", papers.pdf("LOU-2026-001")))
    lou.press("Continuer")
    lou.at("Déposer facture en cours")
    lou.send()
    lou.sees("Certificat de dépôt n° :")


def test_a_newcomer_sends_a_first_invoice_within_three_minutes_of_human_time(visitor: Visitor, portal: Portal) -> None:
    lou = Counted(visitor().page, portal)
    asks(lou)
    activates(lou, portal)
    sends(lou)
    print(lou.fields, lou.clicks, lou.keys, lou.seconds)
    assert (lou.fields, lou.clicks) == (9, 16)
    assert lou.seconds < 180
