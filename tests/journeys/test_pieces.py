"""« Mes pièces jointes »: a RIB kept from one invoice goes with the next, with scripts and without."""

import pytest
from playwright.sync_api import expect

from unisson.cli.demo.people import CLAIRE, NADIA

from . import papers
from .conftest import Visitor
from .person import Person
from .portal import Portal

pytestmark = pytest.mark.journey

LIBRARY = "/mon-compte/pieces-jointes/"


def documents(claire: Person) -> None:
    """Unfold « Pièces jointes »."""
    fold = claire.page.locator("#pieces-jointes")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()


@pytest.mark.parametrize("script", [True, False])
def test_a_rib_kept_from_one_invoice_goes_with_the_next(script: bool, visitor: Visitor, portal: Portal) -> None:
    mark = "JS" if script else "HT"
    claire, rib = visitor(CLAIRE, script=script, fails=(404,)), f"RIB agence {mark}.pdf"
    claire.deposit(papers.a_file("facture.pdf", papers.pdf(f"PJ-{mark}-1")))
    claire.join(papers.a_file(rib, papers.pdf(f"RIB-{mark}")))
    claire.press(f"Garder dans mes pièces jointes {rib}")
    expect(claire.page.get_by_text("est dans vos pièces jointes").first).to_be_visible()
    claire.sees("dans mes pièces jointes")

    claire.deposit(papers.a_file("facture.pdf", papers.pdf(f"PJ-{mark}-2")))
    documents(claire)
    claire.main.get_by_role("checkbox", name=rib).check()
    claire.main.get_by_role("checkbox", name="Extrait Kbis.pdf").check()
    claire.press("Joindre")
    claire.sees("2 fichiers", rib, "Extrait Kbis.pdf")
    expect(claire.main.get_by_role("checkbox", name=rib)).to_have_count(0)
    claire.send()
    claire.open(f"/factures-emises/{portal.invoice(f'PJ-{mark}-2')}/")
    claire.sees(rib, "Extrait Kbis.pdf")

    claire.open(LIBRARY)
    expect(claire.main.get_by_role("row").filter(has_text=rib)).to_contain_text("2 fois")
    claire.press_row("Supprimer", rib)
    claire.sees("Les 2 factures qui l’ont déjà la gardent.")
    claire.press("Supprimer")
    claire.at("Mes pièces jointes")
    expect(claire.main.get_by_role("row").filter(has_text=rib)).to_have_count(0)
    claire.open(f"/factures-emises/{portal.invoice(f'PJ-{mark}-2')}/")
    claire.sees(rib)


def test_a_piece_is_added_renamed_and_nobody_elses_business(visitor: Visitor, portal: Portal) -> None:
    claire, nadia = visitor(CLAIRE, fails=(409,)), visitor(NADIA, fails=(404,))
    claire.open(LIBRARY)
    claire.upload("Fichiers à garder", papers.a_file("scan.exe", b"MZ"))
    claire.press("Ajouter")
    claire.sees("Rien n’a été ajouté", "scan.exe")
    claire.upload("Fichiers à garder", papers.a_file("scan.txt", b"Tarifs"), papers.a_file("copie.txt", b"Tarifs"))
    claire.choose("Type de pièce", "Contrat ou marché")
    claire.press("Ajouter")
    expect(claire.page.get_by_text("était déjà dans vos pièces jointes").first).to_be_visible()
    claire.press_row("Modifier", "scan.txt")
    claire.fill("Nom", "Tarifs 2026")
    claire.press("Enregistrer")
    claire.search("tarif")
    claire.sees("Tarifs 2026.txt", "Contrat ou marché")

    ((pk,),) = portal.rows("SELECT id FROM files_piece WHERE name = ?", "Tarifs 2026.txt")
    nadia.open(f"{LIBRARY}{pk}/")
    nadia.reads("CPP-ACCES-01")
    nadia.open(LIBRARY)
    nadia.sees("Vous ne gardez encore aucune pièce")


def test_a_long_list_narrows_to_what_one_types_and_keeps_what_is_ticked(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    claire.open(LIBRARY)
    files = [papers.a_file(f"Tarif {rank}.txt", f"{rank}".encode()) for rank in range(10)]
    claire.upload("Fichiers à garder", *files)
    claire.press("Ajouter")
    claire.deposit(papers.a_file("facture.pdf", papers.pdf("PJ-LONG")))
    documents(claire)
    claire.main.get_by_role("checkbox", name="Tarif 7.txt").check()
    claire.main.get_by_role("searchbox", name="Trouver par le nom ou le type").fill("kbis")
    shown = claire.page.locator("#piece-liste .choice:visible")
    expect(shown).to_have_count(2)
    claire.main.get_by_role("searchbox", name="Trouver par le nom ou le type").press("Enter")
    claire.at("Déposer facture en cours")
    expect(claire.main.get_by_role("checkbox", name="Tarif 7.txt")).to_be_checked()
    claire.press("Joindre")
    claire.sees("1 fichier", "Tarif 7.txt")
