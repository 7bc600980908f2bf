"""An invoice leaves once, whatever is pressed twice, opened twice, left open for too long or gone back to."""

import pytest

from unisson.cli.demo.people import CLAIRE, LEA

from . import papers
from .conftest import Visitor
from .person import Person
from .portal import Portal

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("script", [True, False])
def test_a_double_click_sends_one_invoice_with_one_certificate(script: bool, visitor: Visitor, portal: Portal) -> None:
    claire, number = visitor(CLAIRE, script=script), f"JO-TWICE-{script}"
    claire.deposit(papers.a_file("facture.xml", papers.xml(number)))
    claire.press("Valider et envoyer")
    claire.page.get_by_role("button", name="Confirmer et envoyer").dblclick()
    claire.at("Récapitulatif")
    certificates = portal.rows(
        "SELECT COUNT(*) FROM invoices_depositcertificate WHERE invoice_id = ?", portal.invoice(number)
    )
    assert certificates == [(1,)]


def test_two_tabs_send_one_invoice(visitor: Visitor, portal: Portal) -> None:
    claire, number = visitor(CLAIRE), "JO-TABS"
    claire.deposit(papers.a_file("facture.xml", papers.xml(number)))
    claire.press("Valider et envoyer")
    other = claire.another_tab()
    other.press("Confirmer et envoyer")
    other.at("Récapitulatif")
    claire.press("Confirmer et envoyer")
    claire.at("Récapitulatif")
    assert portal.invoice(number)


@pytest.mark.parametrize("script", [True, False])
def test_a_stale_tab_is_told_so_and_keeps_what_it_typed(script: bool, visitor: Visitor) -> None:
    claire = visitor(CLAIRE, script=script)
    claire.deposit(papers.a_file("Facture.pdf", papers.pdf(f"JO-STALE-{script}")))
    stale = claire.another_tab()
    claire.fill("Numéro de marché", "M-1")
    claire.press("Enregistrer en mode Brouillon")
    claire.at("Synthèse")
    stale.fill("Numéro de marché", "M-2")
    stale.press("Enregistrer en mode Brouillon")
    stale.sees("Rien n’a été envoyé", "Ce brouillon a été modifié dans un autre onglet à")
    stale.holds("Numéro de marché", "M-2")
    stale.press("Enregistrer en mode Brouillon")
    stale.at("Synthèse")


@pytest.mark.parametrize("script", [True, False])
def test_a_session_that_ends_while_typing_loses_nothing(script: bool, visitor: Visitor, portal: Portal) -> None:
    lea = visitor(script=script)
    lea.sign_in(LEA)
    lea.deposit(papers.a_file("scan.pdf", papers.scan()))
    portal.end_session(lea.session_key)
    lea.fill("Numéro", "JO-EXPIRED")
    lea.press("Enregistrer en mode Brouillon")
    lea.sees("Vous avez déjà un compte ?")
    lea.identify(LEA)
    lea.sees("Votre session avait pris fin : ce que vous aviez tapé a été gardé.")
    lea.holds("Numéro", "JO-EXPIRED")
    lea.press("Enregistrer en mode Brouillon")
    lea.sees("Brouillon enregistré.", "JO-EXPIRED")


def test_going_back_after_sending_leads_to_what_was_sent(visitor: Visitor, portal: Portal) -> None:
    claire, number = visitor(CLAIRE), "JO-BACK"
    claire.deposit(papers.a_file("facture.xml", papers.xml(number)))
    claire.send()
    claire.page.go_back()
    claire.at("Récapitulatif")
    claire.page.go_back()
    claire.at(f"Facture n° {number}")
    assert portal.invoice(number)


def test_a_draft_sent_from_another_tab_is_said_so(visitor: Visitor) -> None:
    claire, number = visitor(CLAIRE), "JO-GONE"
    claire.deposit(papers.a_file("facture.xml", papers.xml(number)))
    late = claire.another_tab()
    claire.send()
    late.press("Valider et envoyer")
    late.at("Récapitulatif")
    late.sees("Cette facture est déjà partie le")


def test_somebody_elses_invoice_is_not_there(visitor: Visitor, portal: Portal) -> None:
    claire, number = visitor(CLAIRE), "JO-OTHERS"
    claire.deposit(papers.a_file("facture.xml", papers.xml(number)))
    claire.send()
    pk = portal.invoice(number)
    lea = visitor(LEA, fails=(404,))
    for path in (f"/factures-emises/{pk}/", f"/factures-emises/depot/{pk}/", f"/documents/{pk}/", "/nulle-part/"):
        is_refused(lea, path)


def is_refused(person: Person, path: str) -> None:
    person.open(path)
    person.reads("CPP-ACCES-01")
