"""« Factures à traiter » with the keyboard alone; two who act at once; two hundred lines in one act."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from unisson.cli.demo.people import MARC

from .conftest import Visitor
from .person import Person
from .portal import Portal

pytestmark = pytest.mark.journey

LIST = "/factures-recues/?q="


def stock(portal: Portal, *asked: str) -> None:
    """See `stock`."""
    command = [sys.executable, "-m", "tests.journeys.stock", *asked]
    environment = {**portal.environment, "DJANGO_SETTINGS_MODULE": "unisson.config.settings"}
    here = Path(__file__).parents[2]
    done = subprocess.run(command, env=environment, cwd=here, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def types(person: Person, *keys: str) -> None:
    """Keys, once the page that is shown listens to them."""
    person.page.wait_for_load_state()
    for key in keys:
        person.page.keyboard.press(key)


def tabs_to(person: Person, selector: str) -> None:
    """Tab, in reading order, until that control is in use."""
    target = person.page.locator(selector).first
    for _ in range(120):
        if target.evaluate("part => part === document.activeElement"):
            return
        person.page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {selector}")


def status(portal: Portal, number: str) -> str:
    return str(portal.rows("SELECT status FROM invoices_invoice WHERE number = ?", number)[0][0])


def test_a_morning_s_work_without_touching_the_mouse(visitor: Visitor, portal: Portal) -> None:
    stock(portal, "deposit", "CK", "6")
    marc = visitor(MARC)
    marc.open(f"{LIST}CK")
    marc.sees("n° CK-001", "n° CK-006")

    types(marc, "j", "Enter")
    expect(marc.page.locator("#traiter")).to_contain_text("CK-001")
    types(marc, "p")
    expect(marc.page.locator("#traiter")).to_contain_text("CK-002")
    marc.sees("Prise en compte par le destinataire")
    assert status(portal, "CK-001") == "PRISE_EN_COMPTE_DESTINATAIRE"

    types(marc, "f")
    expect(marc.page.locator("#traiter")).to_contain_text("CK-003")
    assert status(portal, "CK-002") == "SERVICE_FAIT"

    types(marc, "s")
    marc.sees("Suspendre cette facture")
    tabs_to(marc, "#motif")
    types(marc, "b")
    tabs_to(marc, "#commentaire")
    marc.page.keyboard.type("Merci de joindre le bon signé.")
    tabs_to(marc, "#traiter button[value=SUSPENDUE]")
    types(marc, "Enter")
    expect(marc.page.locator("#traiter")).to_contain_text("CK-004")
    marc.sees("arrête le délai de paiement jusque-là", "Délai arrêté : 1 facture")
    assert status(portal, "CK-003") == "SUSPENDUE"

    types(marc, "Escape")
    expect(marc.page.locator("#traiter")).to_have_count(0)
    types(marc, "j", "x", "j", "x")
    expect(marc.page.locator(".bulk")).to_be_visible()
    types(marc, "m")
    tabs_to(marc, "#mandat")
    marc.page.keyboard.type("M-2026-117")
    types(marc, "Enter")
    marc.sees("2 factures : Mandatée")
    assert [status(portal, f"CK-00{rank}") for rank in (4, 5)] == ["MANDATEE"] * 2


def test_a_letter_acts_on_the_line_in_use_and_not_on_the_one_that_is_open(visitor: Visitor, portal: Portal) -> None:
    stock(portal, "deposit", "CL", "3")
    marc = visitor(MARC)
    marc.open(f"{LIST}CL")
    types(marc, "j", "Enter")
    expect(marc.page.locator("#traiter")).to_contain_text("CL-001")
    types(marc, "j", "f")
    marc.sees("Facture n° CL-002 : Service fait")

    assert [status(portal, f"CL-00{rank}") for rank in (1, 2)] == ["MISE_A_DISPOSITION", "SERVICE_FAIT"]


def test_the_letters_can_be_switched_off_for_good(visitor: Visitor, portal: Portal) -> None:
    stock(portal, "deposit", "CM", "2")
    marc = visitor(MARC)
    marc.open(f"{LIST}CM")
    types(marc, "?")
    tabs_to(marc, "#raccourcis")
    types(marc, "Space", "Escape")
    marc.open(f"{LIST}CM")
    types(marc, "j", "p")
    assert marc.page.evaluate("document.activeElement.tagName") == "BODY"
    assert status(portal, "CM-001") == "MISE_A_DISPOSITION"
    tabs_to(marc, "[popovertarget=clavier]")
    types(marc, "Enter")
    tabs_to(marc, "#raccourcis")
    types(marc, "Space", "Escape")
    tabs_to(marc, "[data-row]")
    types(marc, "Enter")
    expect(marc.page.locator("#traiter")).to_contain_text("CM-001")
    types(marc, "p")
    expect(marc.page.locator("#traiter")).to_contain_text("CM-002")


def test_a_letter_typed_in_a_field_is_a_letter(visitor: Visitor, portal: Portal) -> None:
    stock(portal, "deposit", "CN", "1")
    marc = visitor(MARC)
    marc.open(f"{LIST}CN")
    tabs_to(marc, "#q")
    marc.page.keyboard.type("-001 p f")

    expect(marc.page.locator("#q")).to_have_value("-001 p f")
    assert status(portal, "CN-001") == "MISE_A_DISPOSITION"


@pytest.mark.parametrize("script", [True, False])
def test_a_fault_that_a_correction_mends_is_not_rejected(script: bool, visitor: Visitor, portal: Portal) -> None:
    prefix = "CR" if script else "CS"
    stock(portal, "deposit", prefix, "1")
    marc = visitor(MARC, script=script)
    marc.open(f"{LIST}{prefix}")
    marc.page.get_by_role("link", name=re.compile(f"{prefix}-001")).click()
    marc.follow("En dernier recours : rejeter")
    marc.sees("Rejeter cette facture", "Une correction suffirait-elle")
    marc.choose("Qu’est-ce qui ne va pas ?", "Numéro d’engagement absent ou erroné")
    marc.fill("Expliquez au fournisseur", "L’engagement EJ-2026-00417 est celui de l’an dernier.")
    marc.press("Rejeter la facture")
    marc.sees("Une correction suffit", "Demander à recycler")
    marc.holds("Commentaire", "L’engagement EJ-2026-00417 est celui de l’an dernier.")
    marc.press("À recycler")
    marc.sees("Le fournisseur est prévenu tout de suite")
    assert status(portal, f"{prefix}-001") == "A_RECYCLER"


def test_the_slower_of_two_keeps_what_he_typed_and_learns_who_was_faster(visitor: Visitor, portal: Portal) -> None:
    stock(portal, "deposit", "CT", "1")
    marc = visitor(MARC, fails=(409,))
    marc.open(f"{LIST}CT")
    types(marc, "j", "Enter")
    marc.page.locator("summary").filter(has_text="Commentaire").click()
    marc.fill("Commentaire", "Livré ce matin.")
    stock(portal, "treat", "SERVICE_FAIT", "CT-001")
    marc.take("Prendre en compte")
    marc.sees("Inès Garnier a fait passer cette facture à « Service fait »")
    marc.holds("Commentaire", "Livré ce matin.")
    marc.take("Mandatée")
    marc.holds("Commentaire", "Livré ce matin.")
    marc.fill("Numéro de mandat", "M-2026-119")
    marc.press("Mandatée")
    marc.sees("Facture n° CT-001 : Mandatée")


@pytest.mark.parametrize("size", [(1280, 900), (360, 760)])
def test_what_was_done_is_told_where_one_looks_and_a_mandate_is_asked_for_its_number(
    size: tuple[int, int], visitor: Visitor, portal: Portal
) -> None:
    prefix = f"CY{size[0]}"
    stock(portal, "deposit", prefix, "2")
    marc = visitor(MARC, size=size)
    marc.open(f"{LIST}{prefix}")
    marc.page.get_by_role("link", name=re.compile(f"{prefix}-001")).click()
    marc.take("Service fait")
    expect(marc.page.get_by_text(f"{prefix}-001 : Service fait")).to_be_in_viewport()

    types(marc, "m")
    expect(marc.page.locator("#mandat")).to_be_focused()
    types(marc, "Enter")
    marc.sees(f"{prefix}-002 : Mandatée")
    assert status(portal, f"{prefix}-002") == "MANDATEE"


@pytest.mark.parametrize("script", [True, False])
def test_one_goes_back_from_a_refused_form_as_from_any_page(script: bool, visitor: Visitor, portal: Portal) -> None:
    prefix = "CZ" if script else "DZ"
    stock(portal, "deposit", prefix, "1")
    marc = visitor(MARC, script=script, fails=(409,))
    marc.open(f"{LIST}{prefix}")
    marc.page.get_by_role("link", name=re.compile(f"{prefix}-001")).click()
    marc.main.locator("#traiter button[value=SUSPENDUE]").click()
    marc.sees("Suspendre cette facture")
    marc.choose("Motif", "Autre (commentaire obligatoire)")
    marc.press("Suspendre")
    marc.reads("CPP-ETAT-05", motive="Autre")
    marc.page.reload()
    marc.reads("CPP-ETAT-05", motive="Autre")
    marc.page.go_back()
    marc.sees("Suspendre cette facture")
    marc.page.go_back()
    marc.sees("En dernier recours : rejeter")


@pytest.mark.parametrize("script", [True, False])
def test_the_list_is_sorted_from_its_heads_and_the_work_goes_on_in_that_order(
    script: bool, visitor: Visitor, portal: Portal
) -> None:
    prefix = "CU" if script else "CV"
    stock(portal, "deposit", prefix, "3")
    marc = visitor(MARC, script=script)
    marc.open(f"{LIST}{prefix}-")
    lines, head = marc.page.locator("[data-row]"), marc.page.get_by_role("columnheader", name="Déposée le")
    expect(lines.first).to_contain_text(f"{prefix}-001")
    for sort, first in (("ascending", 1), ("descending", 3)):
        head.get_by_role("link").click()
        expect(head).to_have_attribute("aria-sort", sort)
        expect(marc.page.locator("[aria-sort]")).to_have_count(1)
        expect(lines.first).to_contain_text(f"{prefix}-00{first}")
    expect(marc.page.locator("#q")).to_have_value(f"{prefix}-")
    marc.holds("Trier", "-date")

    lines.first.click()
    marc.take("Prendre en compte")
    expect(marc.page.locator("#traiter")).to_contain_text(f"{prefix}-002")
    expect(head).to_have_attribute("aria-sort", "descending")
    marc.choose("Trier", "Montant croissant")
    marc.press("Filtrer")
    expect(marc.page.get_by_role("columnheader", name="Montant TTC")).to_have_attribute("aria-sort", "ascending")
    expect(lines).to_have_count(2)


@pytest.mark.parametrize("script", [True, False])
def test_one_mandate_for_several_and_their_number_in_good_french(
    script: bool, visitor: Visitor, portal: Portal
) -> None:
    prefix = "CW" if script else "CX"
    stock(portal, "deposit", prefix, "2")
    marc = visitor(MARC, script=script)
    marc.open(f"{LIST}{prefix}-")
    boxes, noun = marc.page.locator("tbody input[type=checkbox]"), marc.page.locator(".bulk__n")
    boxes.nth(0).check()
    alone = noun.bounding_box()
    boxes.nth(1).check()
    together = noun.bounding_box()
    assert alone and together and together["width"] - alone["width"] > 3  # the sheet writes the s

    marc.press("Autre action…")
    marc.at("2 factures")
    marc.fill("Numéro de mandat", "M-2026-118")
    marc.press("Mandatée")
    marc.sees("2 factures : Mandatée")
    found = portal.rows("SELECT mandate_number FROM invoices_invoice WHERE number LIKE ?", f"{prefix}-%")
    assert [row[0] for row in found] == ["M-2026-118"] * 2


@pytest.mark.parametrize("script", [True, False])
def test_two_hundred_lines_in_one_act_each_with_its_verdict(script: bool, visitor: Visitor, portal: Portal) -> None:
    prefix = "DA" if script else "DB"
    stock(portal, "deposit", prefix, "200")
    marc = visitor(MARC, script=script)
    marc.open(f"{LIST}{prefix}-")
    marc.sees("Lignes 1 à 25")
    marc.follow("Agir sur toute la liste")
    marc.at("200 factures")
    stock(portal, "treat", "MANDATEE", *(f"{prefix}-{rank:03}" for rank in range(1, 61)))
    stock(portal, "treat", "SERVICE_FAIT", *(f"{prefix}-{rank:03}" for rank in range(61, 101)))
    marc.press("Service fait")
    marc.at("Service fait")
    marc.sees("100 faites", "40 l’étaient déjà", "60 n’ont pas avancé", "Inès Garnier a fait passer cette facture")
    expect(marc.main.get_by_role("row")).to_have_count(201)
    marc.follow("Revenir à la liste")
    marc.sees("Aucune facture")
