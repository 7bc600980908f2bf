"""A new supplier, from the log-in page to the first invoice sent: counted, and held against the original."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from samples import make

from . import papers
from .conftest import Visitor
from .counted import Counted
from .portal import Portal
from .test_returns import MAILBOX

pytestmark = pytest.mark.journey
THREE_MINUTES = 180
ORIGINAL = {
    "Page de connexion : adresse, SIRET": (2, 1),
    "Informations : adresse confirmée, nom, prénom": (3, 1),
    "Espaces": (0, 1),
    "Récapitulatif : retour à l’accueil": (0, 1),
    "Courriel ouvert, lien suivi": (0, 2),
    "Activation : mot de passe, confirmation, question, réponse": (4, 2),
    "Connexion : adresse, mot de passe": (2, 1),
    "Factures émises, Dépôt factures": (0, 2),
    "Fichier : bouton, fichier, Ouvrir": (0, 3),
    "Cadre de facturation, Continuer": (1, 2),
    "Facture : SIRET du destinataire, numéro, date": (3, 0),
    "Valider et envoyer, Confirmer et envoyer": (0, 2),
}
"""Fields and clicks of the same way by the guide of the original, counted likewise: only what it says or shows that one
types and presses; what it lets one check is not in it."""
OWN = replace(
    make.CLASSIC,
    seller=make.Structure(
        name="MENUISERIE DU GARD", siret="81234567600017", street="4 chemin des Oliviers", place="30000 Nîmes"
    ),
)
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
    lou.upload("Choix du fichier à importer", papers.a_file("Facture.pdf", papers.pdf("LOU-2026-001", OWN)))
    lou.press("Continuer")
    lou.at("Déposer facture en cours")
    lou.send()
    lou.sees("Certificat de dépôt n° :")


def test_a_newcomer_sends_a_first_invoice_within_three_minutes_of_human_time(visitor: Visitor, portal: Portal) -> None:
    lou = Counted(visitor().page, portal)
    asks(lou)
    activates(lou, portal)
    sends(lou)
    assert lou.fields < sum(fields for fields, _clicks in ORIGINAL.values())
    assert lou.clicks < sum(clicks for _fields, clicks in ORIGINAL.values())
    assert lou.seconds < THREE_MINUTES
    told = f"| Unisson | {lou.fields} | {lou.clicks} | {lou.keys} | {lou.seconds:.0f} s |"
    assert told in Path("docs/first-invoice.md").read_text(), told


def test_the_page_of_the_figures_tells_what_the_original_asks() -> None:
    fields, clicks = (sum(column) for column in zip(*ORIGINAL.values(), strict=True))
    assert f"| L’original | {fields} | {clicks} |" in Path("docs/first-invoice.md").read_text()
