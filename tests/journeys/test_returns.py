"""The three ways back, from both sides, with the e-mails read: what the supplier may change, and what stays."""

import re

import pytest
from playwright.sync_api import expect

from tests.builders import PONT_SAINT_ESPRIT
from unisson.cli.demo.people import CLAIRE, MARC, NADIA

from . import papers
from .conftest import Visitor
from .person import Person
from .portal import Portal
from .test_cockpit import stock

pytestmark = pytest.mark.journey

MAILBOX = "/boite-aux-lettres/"


def sends_back(clerk: Person, portal: Portal, number: str, way: str, *, label: str, motive: str, comment: str) -> None:
    """The recipient's panel: motif and comment, then the button of that way."""
    clerk.open(f"/factures-recues/?q={number}&ouvrir={portal.invoice(number)}&renvoyer={way}")
    asked = "Qu’est-ce qui ne va pas ?" if way == "REJETEE" else "Motif"
    clerk.choose(asked, motive)
    clerk.fill("Expliquez au fournisseur" if way == "REJETEE" else "Commentaire", comment)
    clerk.press(label)


def follows(claire: Person, portal: Portal, number: str) -> None:
    claire.open(f"/factures-emises/{portal.invoice(number)}/")


def finds_letter(reader: Person, subject: str, *said: str) -> None:
    reader.open(MAILBOX)
    reader.awaits(subject)
    reader.follow(subject)
    reader.page.wait_for_load_state()
    letter = reader.page.locator("iframe").first
    content = letter.content_frame.locator("body") if letter.count() else reader.main
    for text in said:
        assert text in " ".join(content.inner_text().split())


def finds_contested(clerk: Person, number: str, said: str) -> None:
    """By its letter, and from the list that does not show rejected ones."""
    finds_letter(clerk, f"Facture n° {number} : SAFE STYLE conteste le rejet", said)
    clerk.open("/factures-recues/")
    clerk.page.get_by_role("link", name=re.compile("message du fournisseur sans réponse")).click()
    clerk.sees(number, "rejet contesté")


@pytest.mark.parametrize("script", [True, False])
def test_a_suspended_invoice_is_completed_and_a_new_period_opens(
    script: bool, visitor: Visitor, portal: Portal
) -> None:
    number = f"RS-{'JS' if script else 'HT'}"
    stock(portal, "deposit", number, "1")
    number += "-001"
    marc, claire = visitor(MARC, script=script), visitor(CLAIRE, script=script, fails=(409,))
    sends_back(
        marc,
        portal,
        number,
        "SUSPENDUE",
        label="Suspendre",
        motive="Pièce justificative manquante ou illisible",
        comment="Merci de joindre le bon signé.",
    )
    finds_letter(
        claire,
        f"Facture n° {number} suspendue : pièce justificative manquante ou illisible",
        "Merci de joindre le bon signé.",
    )

    follows(claire, portal, number)
    claire.sees("À vous d’agir", "Délai arrêté", "Pièce justificative manquante ou illisible")
    claire.follow("Compléter la facture")
    claire.press("Envoyer les compléments")
    claire.reads("CPP-ETAT-03", target="Complétée")
    claire.upload("Documents à joindre", papers.a_file("bon.pdf", papers.pdf(f"BON-{number}")))
    claire.fill("Commentaire", "Voici le bon signé.")
    claire.press("Envoyer les compléments")
    claire.sees("est complétée", "nouveau délai de 30 jours", "bon.pdf", "Vous n’avez rien à faire.")

    marc.open(f"/factures-recues/{portal.invoice(number)}/")
    marc.sees("Complétée", "Voici le bon signé.", "bon.pdf", "Jour 0 sur 30")


def test_a_recycled_invoice_reaches_the_other_recipient_with_the_same_number(visitor: Visitor, portal: Portal) -> None:
    stock(portal, "deposit", "RR", "1")
    marc, claire, number = visitor(MARC), visitor(CLAIRE, fails=(409,)), "RR-001"
    sends_back(
        marc,
        portal,
        number,
        "A_RECYCLER",
        label="À recycler",
        motive="Destinataire non concerné",
        comment="Ce n’est pas nous.",
    )
    finds_letter(claire, f"Facture n° {number} à recycler : destinataire non concerné", "Ce n’est pas nous.")

    follows(claire, portal, number)
    claire.follow("Recycler la facture")
    claire.sees("Ce n’est pas nous.")
    claire.fill("SIRET du destinataire", "123")
    claire.press("Renvoyer la facture")
    claire.reads("CPP-ADM-01", siret="123")
    claire.fill("SIRET du destinataire", PONT_SAINT_ESPRIT)
    claire.fill("Code service", "TECH")
    claire.press("Renvoyer la facture")
    claire.sees("repart, sous le même numéro")
    claire.awaits("Mise à disposition du destinataire")

    nadia = visitor(NADIA)
    nadia.open(f"/factures-recues/{portal.invoice(number)}/")
    nadia.sees(number, "MAIRIE DE PONT-SAINT-ESPRIT", "TECH")
    gone = visitor(MARC, fails=(404,))
    gone.open(f"/factures-recues/{portal.invoice(number)}/")
    gone.reads("CPP-ACCES-01")
    gone.open("/fil/")
    line = gone.main.get_by_role("listitem").filter(has_text=number)
    expect(line.first).to_contain_text("Elle n’est plus chez vous.")
    expect(line.get_by_role("link")).to_have_count(0)


def test_a_rejected_invoice_is_contested_treated_and_made_again(visitor: Visitor, portal: Portal) -> None:
    stock(portal, "deposit", "RJ", "1")
    marc, claire, number = visitor(MARC), visitor(CLAIRE), "RJ-001"
    sends_back(
        marc,
        portal,
        number,
        "REJETEE",
        label="Rejeter la facture",
        motive="Montant erroné",
        comment="Le bon de commande prévoit une autre quantité.",
    )
    subject = f"Facture n° {number} rejetée : montant erroné"
    finds_letter(claire, subject, "Le bon de commande prévoit une autre quantité.")

    follows(claire, portal, number)
    claire.sees("Le rejet a arrêté le délai.")
    claire.fill("Votre message", "La commande a été modifiée le 3.")
    claire.press("Contester ce rejet")
    claire.sees("Contestation du rejet", "La commande a été modifiée le 3.")
    finds_contested(marc, number, "La commande a été modifiée le 3.")
    marc.main.get_by_role("link", name=f"Facture {number}").get_by_text(number).click()
    marc.fill("Votre message", "Elle ne l’a pas été.")
    marc.press("Envoyer le message")
    marc.sees("Elle ne l’a pas été.")

    follows(claire, portal, number)
    claire.sees("Elle ne l’a pas été.")
    claire.press("Traiter le rejet")
    claire.sees("1 rejet traité.")
    expect(claire.main.get_by_role("table", name="Factures à traiter").filter(has_text=number)).to_have_count(0)

    follows(claire, portal, number)
    claire.follow("Refaire la facture")
    claire.sees(f"Pour refaire la facture n° {number}")
    claire.upload("Choix du fichier à importer", papers.a_file("facture.xml", papers.xml("RJ-001-BIS")))
    claire.press("Continuer")
    claire.send()
    claire.sees("RJ-001-BIS")


def test_what_came_back_is_the_first_page_of_the_next_log_in(visitor: Visitor, portal: Portal) -> None:
    stock(portal, "deposit", "RP", "1")
    marc = visitor(MARC)
    sends_back(
        marc,
        portal,
        "RP-001",
        "SUSPENDUE",
        label="Suspendre",
        motive="RIB manquant ou différent",
        comment="Quel compte ?",
    )
    claire = visitor()
    claire.sign_in(CLAIRE)
    claire.at("Factures rejetées ou suspendues depuis votre dernière visite")
    claire.sees("RP-001", "RIB manquant ou différent", "Quel compte ?")
    claire.press("Fermer, y revenir plus tard")
    claire.open("/factures-emises/retours/")
    claire.main.get_by_label("Sélectionner la facture RP-001").check()
    claire.press("Acquitter les factures sélectionnées")
    claire.sees_no("RP-001")
