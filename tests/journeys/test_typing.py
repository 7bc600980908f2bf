"""« Saisir facture » in a browser: from nothing to the certificate with the keyboard alone, and all that follows."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from unisson.cli.demo.people import CLAIRE, NADIA

from .conftest import Visitor
from .person import Person
from .portal import Portal
from .test_every_page import NARROW, WIDE, faults

pytestmark = pytest.mark.journey

START = "/factures-emises/saisir/"
PONT = "21300202500012"
FIRST = "20260000000000000001"


def begun(person: Person) -> Page:
    """Stand before an empty form, the mandate signed and the terms accepted if nobody did."""
    person.open(START)
    if person.page.get_by_role("link", name="Lire et signer le mandat").count():
        person.follow("Lire et signer le mandat")
        person.page.get_by_label("Je signe le mandat").check()
        person.press("Signer")
        person.page.wait_for_url(lambda url: url.endswith(START))
    if (terms := person.page.get_by_label("J’accepte les conditions d’utilisation")).count():
        terms.check()
    person.press("Nouvelle facture")
    person.at("Saisir facture en cours")
    return person.page


def by_keyboard(page: Page, name: str, text: str) -> None:
    """Go to a field by Tab alone, and type."""
    for _press in range(120):
        if page.evaluate("document.activeElement.name") == name:
            page.keyboard.press("Control+a")
            page.keyboard.type(text)
            return
        page.keyboard.press("Tab")
    raise AssertionError(name)


def filled(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.locator(f"#{name}").fill(text)


def a_line(page: Page, rank: int = 1, **others: str) -> None:
    parts = {"name": "Pose de cloisons", "quantity": "3", "price": "500", "rate": "20", **others}
    filled(page, **{f"line_{part}_{rank}": text for part, text in parts.items()})


def test_from_nothing_to_the_certificate_with_the_keyboard_alone(visitor: Visitor, tmp_path: Path) -> None:
    claire = visitor(CLAIRE)
    page = begun(claire)
    page.locator("#contenu").focus()
    by_keyboard(page, "recipient_siret", PONT)
    by_keyboard(page, "line_name_1", "Pose de cloisons")
    by_keyboard(page, "line_quantity_1", "3")
    by_keyboard(page, "line_price_1", "13,3333")
    by_keyboard(page, "line_rate_1", "20")
    with page.expect_response(lambda answer: answer.url.endswith("/controle/")):
        page.keyboard.press("Tab")
    claire.sees("MAIRIE DE PONT-SAINT-ESPRIT", "Prêt à envoyer", "48,00 EUR")
    page.locator("#line_rate_1").press("Enter")
    page.wait_for_url("**/confirmation/")
    claire.sees(FIRST)
    page.keyboard.press("Enter")
    page.wait_for_url("**/recapitulatif/")
    claire.sees(f"Facture n° {FIRST} envoyée", "Certificat de dépôt n° :")

    claire.follow("Suivre la facture")
    kept = claire.download("Télécharger")
    file = tmp_path / "ma-facture.pdf"
    kept.save_as(file)
    assert kept.suggested_filename == f"{FIRST}.pdf" and b"factur-x.xml" in file.read_bytes()
    claire.open("/factures-emises/depot/")
    claire.deposit(file)
    claire.reads("CPP-ADM-10", number=FIRST, year=2026)


def test_a_credit_note_refers_to_its_invoice_and_shows_its_minus(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    page = begun(claire)
    filled(page, recipient_siret=PONT)
    a_line(page)
    page.locator("#kind").select_option("AVOIR")
    claire.press("Recalculer")
    filled(page, original_number="A-2026-1", number="AV-1")
    claire.press("Valider et envoyer")
    claire.press("Confirmer et envoyer")
    claire.sees("AV-1", "Certificat de dépôt n° :")


def test_a_field_that_becomes_needed_appears_and_goes_again(visitor: Visitor) -> None:
    page = begun(visitor(CLAIRE))
    a_line(page)
    for name, chosen, other, needed in (
        ("kind", "AVOIR", "FACTURE", "original_number"),
        ("vat_regime", "EXONERATION", "TVA_SUR_DEBIT", "exemption"),
    ):
        page.locator(f"#{name}").select_option(chosen)
        page.locator(f"#{needed}").wait_for()
        page.locator(f"#{name}").select_option(other)
        page.locator(f"#{needed}").wait_for(state="detached")
    filled(page, discount="10")
    page.keyboard.press("Tab")
    filled(page, discount_reason="Geste commercial")
    assert page.locator("#discount_reason").input_value() == "Geste commercial"


def test_totals_follow_what_is_typed_and_a_reload_loses_nothing(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    page = begun(claire)
    a_line(page)
    a_line(page, 2, name="Fournitures", quantity="2,5", price="10", rate="5,5", discount="5")
    filled(page, discount="100")
    with page.expect_response(lambda answer: answer.url.endswith("/controle/")):
        page.keyboard.press("Tab")
    claire.sees("Montant TTC avant remise", "1 821,10 EUR", "1 721,10 EUR")
    page.reload()
    assert page.locator("#line_price_2").input_value() == "10"
    claire.sees("1 721,10 EUR")


def test_without_a_script_it_is_recalculated_duplicated_and_kept_as_a_model(visitor: Visitor, portal: Portal) -> None:
    claire = visitor(CLAIRE, script=False, size=(360, 780))
    page = begun(claire)
    filled(page, recipient_siret=PONT, number="SANS-SCRIPT-1")
    a_line(page)
    claire.press("Recalculer")
    claire.sees("1 800,00 EUR")
    page.get_by_text("Garder comme modèle").click()
    filled(page, pattern="Cloisons du mois")
    claire.press("Garder le modèle")
    claire.sees("Modèle « Cloisons du mois » gardé.")
    claire.press("Ajouter une ligne")
    page.locator("#line_name_4").wait_for()
    claire.press("Valider et envoyer")
    claire.press("Confirmer et envoyer")
    claire.sees("SANS-SCRIPT-1 envoyée")

    claire.open(f"/factures-emises/{portal.invoice('SANS-SCRIPT-1')}/")
    claire.follow("Dupliquer")
    claire.press("Dupliquer cette facture")
    assert page.locator("#line_name_1").input_value() == "Pose de cloisons"
    claire.open(START)
    page.get_by_role("button", name="Utiliser Cloisons du mois").click()
    assert page.locator("#line_price_1").input_value() == "500"
    claire.open(START)
    page.get_by_role("link", name="Supprimer Cloisons du mois").click()
    claire.press("Supprimer le modèle")
    claire.sees("Modèle « Cloisons du mois » supprimé.")


def test_hostile_values_and_two_tabs_break_nothing(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    page = begun(claire)
    filled(page, recipient_siret=PONT)
    a_line(page, name="<b>x</b>", quantity="-999999999999", price="9999999999999")
    claire.press("Valider et envoyer")
    claire.sees("à corriger")
    other = claire.another_tab()
    filled(other.page, line_quantity_1="2")
    other.press("Recalculer")
    filled(page, line_quantity_1="4")
    claire.press("Recalculer")
    claire.sees("Rien n’a été envoyé")
    assert page.locator("#line_quantity_1").input_value() == "4"


@pytest.mark.parametrize("state", ["empty", "wrong", "ready"])
def test_the_form_is_accessible_in_every_state(state: str, visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    page = begun(claire)
    if state != "empty":
        filled(page, recipient_siret=PONT)
        a_line(page, quantity="douze" if state == "wrong" else "1")
        with page.expect_navigation():
            claire.press("Recalculer" if state == "ready" else "Valider et envoyer")
    windows = ((WIDE, "light"), (NARROW, "dark"), (WIDE, "dark"), (NARROW, "light"))
    assert [fault for size, scheme in windows for fault in faults(page, size, scheme, f"saisir-{state}")] == []


def test_the_start_is_accessible_with_models_and_former_invoices(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    page = begun(claire)
    page.get_by_text("Garder comme modèle").click()
    filled(page, pattern="Modèle")
    with page.expect_navigation():
        claire.press("Garder le modèle")
    claire.open(START)
    assert [fault for size in (WIDE, NARROW) for fault in faults(page, size, "light", "saisir")] == []
    with page.expect_navigation():
        page.get_by_role("link", name="Supprimer Modèle").click()
    assert [fault for size in (WIDE, NARROW) for fault in faults(page, size, "dark", "supprimer-modele")] == []


def test_who_only_receives_types_nothing(visitor: Visitor) -> None:
    nadia = visitor(NADIA, fails=(404,))
    nadia.open(START)
    nadia.sees("Cette page n’existe pas")
