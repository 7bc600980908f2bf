"""« Déposer plusieurs factures » in a browser: many files at once, the doubtful ones mended, the ready ones sent."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from unisson.cli.demo.people import CLAIRE, LEA

from . import papers
from .conftest import Visitor
from .person import DELIVERED_WITHIN, Person
from .test_every_page import NARROW, WIDE, faults

pytestmark = pytest.mark.journey

START = "/factures-emises/depot/plusieurs/"
WRONG = {"<ram:GrandTotalAmount>": "<ram:GrandTotalAmount>9"}
IN_DROP = re.compile(r"/depot/plusieurs/\d+/$")


def mixed(head: str) -> list[FilePayload]:
    """Two ready ones, one with a fault, one to look at, and what is no invoice."""
    return [
        papers.a_file(f"{head}-1.xml", papers.xml(f"{head}-1")),
        papers.a_file(f"{head}-2.xml", papers.xml(f"{head}-2", "facture-ubl.xml")),
        papers.a_file(f"{head}-faux.xml", papers.xml(f"{head}-3", swap=WRONG)),
        papers.a_file(f"{head}-4.pdf", papers.pdf(f"{head}-4")),
        papers.a_file(f"{head}-notes.txt", "bonjour"),
    ]


def settled(page: Page) -> None:
    """Nothing is under way any more."""
    expect(page.locator("#fichiers[hx-get]")).to_have_count(0, timeout=DELIVERED_WITHIN)


def dropped(person: Person, files: list[FilePayload]) -> Page:
    person.open(START)
    person.upload("Choix des fichiers à importer", *files)
    person.press("Continuer")
    person.page.wait_for_url(IN_DROP)
    return person.page


def test_many_files_are_read_mended_and_sent_and_their_certificates_come_together(
    visitor: Visitor, tmp_path: Path
) -> None:
    claire = visitor(CLAIRE)
    page = dropped(claire, mixed("LOT-A"))
    settled(page)
    claire.sees("2 factures prêtes", "Non conforme", "Refusé", "à vérifier")
    page.get_by_role("link", name="Vérifier LOT-A-4.pdf").click()
    claire.at("Déposer facture en cours")
    claire.choose("Type de TVA", "TVA sur les débits")
    claire.confirm_doubts()
    claire.press("Enregistrer et revenir au dépôt")
    claire.sees("3 factures prêtes")

    claire.follow("Envoyer les 3 prêtes")
    claire.sees("Veuillez confirmer l’envoi des 3 factures prêtes")
    page.keyboard.press("Enter")
    claire.sees("3 factures partent.")
    settled(page)
    claire.sees("3 envoyées", "Aucune facture prête")
    kept = claire.download("Télécharger les 3 certificats (ZIP)")
    kept.save_as(tmp_path / "certificats.zip")
    names = sorted(zipfile.ZipFile(tmp_path / "certificats.zip").namelist())
    assert names == [f"certificat-LOT-A-{rank}.pdf" for rank in (1, 2, 4)] + ["recapitulatif.csv"]


def test_a_closed_browser_loses_nothing_and_what_comes_again_is_known(visitor: Visitor) -> None:
    files = mixed("LOT-B")
    first = visitor(CLAIRE)
    address = dropped(first, files[:2]).url
    first.page.close()

    claire = visitor(CLAIRE)
    page = claire.page
    page.goto(address)
    claire.upload("Ajouter des fichiers", *files)
    claire.press("Ajouter")
    page.wait_for_load_state()
    claire.sees("5 fichiers")
    settled(page)
    claire.sees("2 factures prêtes")


def test_the_same_without_script_on_a_narrow_screen(visitor: Visitor) -> None:
    claire = visitor(CLAIRE, script=False, size=NARROW)
    page = dropped(claire, mixed("LOT-C"))
    claire.sees("5 fichiers gardés.")
    sending = page.get_by_role("link", name="Envoyer les 2 prêtes")
    claire.press_until(page.get_by_role("link", name="Actualiser"), sending)
    claire.follow("Envoyer les 2 prêtes")
    claire.press("Confirmer et envoyer")
    claire.sees("2 factures partent.")
    claire.press("Retirer LOT-C-notes.txt")
    claire.sees("1 fichier retiré.")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def test_with_the_keyboard_alone(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    page = dropped(claire, [papers.a_file("LOT-D-1.xml", papers.xml("LOT-D-1"))])
    settled(page)
    page.locator("#contenu").focus()
    for _press in range(60):
        if page.evaluate("document.activeElement.id") == "envoyer":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/envoi/")
    page.keyboard.press("Enter")
    claire.sees("1 facture part.")


def test_an_archive_and_its_faults_are_told(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    page = dropped(claire, [papers.a_file("tout.zip", b"PK\x03\x04 abime")])
    settled(page)
    claire.reads("CPP-PAQUET-02", name="tout.zip")


def test_colleagues_share_a_drop_and_nobody_else_sees_it(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    address = dropped(claire, [papers.a_file("LOT-E-1.xml", papers.xml("LOT-E-1"))]).url
    lea = visitor(LEA, fails=(404,))
    lea.page.goto(address)
    lea.sees("Cette page n’existe pas")


def test_every_state_is_accessible_in_every_window(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    claire.open(START)
    told = [fault for size, scheme in WINDOWS for fault in faults(claire.page, size, scheme, "drops")]
    page = dropped(claire, mixed("LOT-F"))
    settled(page)
    told += [fault for size, scheme in WINDOWS for fault in faults(page, size, scheme, "drop")]
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    claire.follow("Envoyer les 2 prêtes")
    claire.sees("Veuillez confirmer l’envoi des 2 factures prêtes")
    told += [fault for size, scheme in WINDOWS for fault in faults(page, size, scheme, "drop-send")]
    assert told == []


WINDOWS = ((WIDE, "light"), (NARROW, "dark"))
