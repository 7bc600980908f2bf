"""The public directory on a phone, without an account, up to the form; and a service that closes under a draft."""

import pytest
from playwright.sync_api import expect

from unisson.cli.demo.people import CLAIRE, LEA, NADIA, PONT_SAINT_ESPRIT

from . import papers
from .conftest import Visitor
from .person import Person
from .portal import Portal

pytestmark = pytest.mark.journey

PHONE = (360, 780)
TOWN_HALL = "MAIRIE DE PONT-SAINT-ESPRIT"


def fits(person: Person) -> None:
    """Nothing sticks out of the window."""
    assert person.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


@pytest.mark.parametrize("script", [True, False])
def test_a_recipient_is_found_on_a_phone_and_stands_in_the_form(script: bool, visitor: Visitor) -> None:
    anybody = visitor(script=script, size=PHONE)
    anybody.open("/annuaire/")
    anybody.search("mairie pont st espirt")
    anybody.sees("esprit")
    fits(anybody)
    anybody.follow("Chercher plutôt « mairie pont saint esprit »")
    anybody.follow(TOWN_HALL)
    anybody.at(TOWN_HALL)
    anybody.sees("213 002 025 00012", "TECH", "Services techniques", "facultatif", "signalée sur le portail")
    fits(anybody)
    anybody.follow("Déposer une facture à ce destinataire")
    anybody.identify(LEA)
    anybody.at("Dépôt d’une nouvelle facture")
    anybody.sees(TOWN_HALL)
    anybody.upload("Choix du fichier à importer", papers.a_file("scan.pdf", papers.scan()))
    anybody.press("Continuer")
    anybody.holds("SIRET", PONT_SAINT_ESPRIT)
    fits(anybody)


@pytest.mark.parametrize("script", [True, False])
def test_a_service_closes_while_a_draft_names_it(script: bool, visitor: Visitor, portal: Portal) -> None:
    claire, nadia = visitor(CLAIRE, script=script), visitor(NADIA, script=script)
    number = "JA-2026-101" if script else "JA-2026-102"
    claire.deposit(papers.a_file("Facture.pdf", papers.pdf(number)))
    claire.fill("Code service", "TECH")
    claire.press("Enregistrer en mode Brouillon")
    claire.sees("Brouillon enregistré")

    nadia.open("/gestionnaire/structures/")
    nadia.follow("Voir les services")
    nadia.follow("TECH")
    nadia.press("Désactiver aussitôt")
    nadia.sees("ne reçoit plus de nouvelles factures")

    claire.press_row("Reprendre et envoyer", number)
    claire.reads("CPP-ADM-09", name=TOWN_HALL, service="TECH")
    claire.press("Valider et envoyer")
    claire.at("Déposer facture en cours")
    claire.reads("CPP-ADM-09", name=TOWN_HALL, service="TECH")
    claire.press("Rechercher un service")
    claire.sees("ECOLES")
    claire.sees_no("Services techniques")
    claire.press("Choisir ce service")
    claire.holds("Code service", "ECOLES")
    claire.sees_no("ne reçoit plus de factures")
    claire.send()
    service = "SELECT s.code FROM invoices_invoice i JOIN directory_service s ON s.id = i.recipient_service_id"
    assert portal.rows(f"{service} WHERE i.number = ?", number) == [("ECOLES",)]

    nadia.press("Rouvrir")
    nadia.sees("reçoit de nouveau")
    expect(nadia.page.get_by_role("button", name="Désactiver aussitôt")).to_be_visible()
