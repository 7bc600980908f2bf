"""A newcomer from the log-in page to a place where invoices are deposited; then a colleague, let in by the newcomer."""

import re

import pytest

from unisson.cli.demo.people import PASSWORD

from . import papers
from .conftest import Visitor
from .person import Person
from .portal import Portal
from .test_returns import MAILBOX

pytestmark = pytest.mark.journey
SIRET = "81234567600017"
"""In the register of companies of the demonstration, and no structure of it yet."""


def asks_for_an_account(newcomer: Person, address: str, first: str, last: str) -> None:
    """The seeds' steps 1 to 4."""
    newcomer.open("/connexion/")
    block = newcomer.main.locator("form").filter(has_text="Vous êtes nouveau")
    block.get_by_label("Adresse électronique de connexion").fill(address)
    block.get_by_label("Numéro de SIRET").fill("812 345 676 00017")
    newcomer.press("Valider", within=block)
    newcomer.at("Vos informations")
    newcomer.sees("MENUISERIE DU GARD")
    newcomer.fill("Confirmez l’adresse électronique de connexion", address)
    newcomer.fill("Nom", last)
    newcomer.fill("Prénom", first)
    newcomer.main.get_by_label("J’accepte les conditions d’utilisation").check()
    newcomer.press("Valider")
    newcomer.at("Choix des espaces")
    newcomer.press("Valider")
    newcomer.at("Récapitulatif de la création de votre compte")


def activates(newcomer: Person, portal: Portal, address: str) -> None:
    """Step 5, from the letter of the demonstration's mailbox; then signs in."""
    asked = "SELECT id FROM notices_email WHERE kind = 'account-activation' AND \"to\" = ?"
    newcomer.open(f"{MAILBOX}{portal.rows(asked, address)[0][0]}/")
    newcomer.awaits("Activez votre compte")  # the worker writes it
    link = re.search(r"/activation/[\w-]+/", newcomer.page.content())
    assert link
    newcomer.open(link[0])
    newcomer.at("Activation du compte utilisateur")
    newcomer.fill("Mot de passe", PASSWORD)
    newcomer.fill("Confirmation", PASSWORD)
    newcomer.choose("Question secrète", "Quel était le nom de votre premier animal ?")
    newcomer.fill("Réponse", "Médor")
    newcomer.press("Activer mon compte")
    newcomer.sees("Votre compte est activé")


def prepares_meanwhile(newcomer: Person) -> None:
    """The first invoice, read and kept while nobody has answered: it does not leave."""
    newcomer.sees("Votre rattachement n’est pas encore accepté")
    newcomer.deposit(papers.a_file("Facture.pdf", papers.pdf("MENU-2026-001")))
    newcomer.reads("CPP-DEPOT-16", name="MENUISERIE DU GARD")
    newcomer.confirm_doubts()
    newcomer.press("Valider et envoyer")
    newcomer.at("Déposer facture en cours")
    newcomer.press("Enregistrer en mode Brouillon")
    newcomer.at("Bonjour, Max Roux")
    newcomer.sees("Facture n° MENU-2026-001 préparée")


def test_a_newcomer_manages_his_company_and_lets_a_colleague_in(visitor: Visitor, portal: Portal) -> None:
    lou, max_ = visitor(), visitor(script=False)
    asks_for_an_account(lou, "lou@menuiserie.example", "Lou", "Petit")
    lou.sees("Vous êtes désormais gestionnaire principal de la structure suivante", SIRET, "Lou Petit")
    activates(lou, portal, "lou@menuiserie.example")
    lou.open("/factures-emises/depot/")
    lou.sees(f"{SIRET} - MENUISERIE DU GARD")

    asks_for_an_account(max_, "max@menuiserie.example", "Max", "Roux")
    max_.sees("Cette structure a déjà un gestionnaire")
    activates(max_, portal, "max@menuiserie.example")
    max_.open("/")
    max_.sees_no("Synthèse")
    prepares_meanwhile(max_)
    lou.open("/factures-emises/")
    lou.sees_no("MENU-2026-001")

    lou.open("/gestionnaire/")
    lou.main.get_by_label("Sélectionner la demande de Max Roux").check()
    lou.press("Accepter")
    lou.sees("1 demande acceptée.", "Rattachement accepté")

    max_.open("/")
    max_.sees("Votre rattachement à « MENUISERIE DU GARD » est accepté")
    max_.main.get_by_role("link", name="Reprendre").click()
    max_.send()
    max_.sees("Certificat de dépôt n° :")
    lou.open("/factures-emises/")
    lou.sees("MENU-2026-001")
