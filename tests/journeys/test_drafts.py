"""A draft: kept incomplete, found again, mended with a press, never mistaken for a sent invoice."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from samples import make
from unisson.cli.demo.people import CLAIRE, HOSPITAL, LEA, STATE
from unisson.files.limits import ATTACHMENT, MEGA
from unisson.kernel.sizes import Octets

from . import papers
from .conftest import Visitor

pytestmark = pytest.mark.journey

IMAGE = Path(__file__).parents[2] / "docs" / "images" / "depot.png"


@pytest.mark.parametrize("script", [True, False])
def test_a_draft_is_kept_incomplete_found_again_and_deleted(script: bool, visitor: Visitor) -> None:
    lea, number = visitor(LEA, script=script), f"JD-KEPT-{script}"
    lea.deposit(papers.a_file("scan.pdf", papers.scan()))
    lea.sees("Ce PDF est un scan")
    lea.fill("Numéro", number)
    lea.fill("Montant HT", "12,5")
    lea.press("Enregistrer en mode Brouillon")
    lea.sees("Brouillon enregistré. Il n’est pas encore envoyé.", "PAS ENCORE ENVOYÉE", number)
    lea.press_row("Reprendre et envoyer", number)
    lea.holds("Numéro", number)
    lea.holds("Montant HT", "12,50" if script else "12,5")
    lea.follow("Supprimer ce brouillon")
    lea.press("Supprimer le brouillon")
    lea.sees("Brouillon supprimé.")
    lea.sees_no(number)


def test_an_incomplete_draft_says_what_is_missing_and_takes_one_there(visitor: Visitor) -> None:
    lea = visitor(LEA)
    lea.deposit(papers.a_file("scan.pdf", papers.scan()))
    lea.press("Valider et envoyer")
    lea.at("Déposer facture en cours")
    expect(lea.page.locator(":focus")).to_have_count(1)
    lea.sees("points à corriger", "Tant qu’un point reste à corriger, « Valider et envoyer » vous y mène.")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("pont saint esprit", "MAIRIE DE PONT-SAINT-ESPRIT"),
        ("PÔNT-ST-ESPRIT", "MAIRIE DE PONT-SAINT-ESPRIT"),
        ("val d'orques", "RÉGIE DES EAUX DU VAL D’ORQUES"),
        ("regie orques", "RÉGIE DES EAUX DU VAL D’ORQUES"),
        ("beaucaire", "SYNDICAT MIXTE DES DIGUES DU RHÔNE"),
        ("34230", "COMMUNE DE SAINT-AMBRE"),
        ("217 500 016 08202", "MAIRIE 7EME ARR."),
    ],
)
def test_a_recipient_is_found_however_it_is_written(asked: str, found: str, visitor: Visitor) -> None:
    anybody = visitor()
    anybody.open("/annuaire/")
    anybody.search(asked)
    anybody.sees(found)


def test_the_recipient_and_its_service_are_picked_from_lists(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    claire.deposit(papers.a_file("Facture.pdf", papers.pdf("JD-PICK-1")))
    claire.press("Rechercher une structure")
    claire.search("hospitalier orques")
    claire.press("Choisir cette structure")
    claire.holds("SIRET", HOSPITAL)
    claire.sees("CENTRE HOSPITALIER DU VAL D’ORQUES")
    claire.press("Rechercher un service")
    claire.search("usage interieur")
    claire.sees("N° d’engagement exigé")
    claire.press("Choisir ce service")
    claire.holds("Code service", "PHARMA")
    claire.holds("Libellé service", "Pharmacie à usage intérieur")
    claire.reads("CPP-ADM-06", name="CENTRE HOSPITALIER DU VAL D’ORQUES")


@pytest.mark.parametrize("script", [True, False])
def test_the_state_is_one_answer_away(script: bool, visitor: Visitor) -> None:
    claire = visitor(CLAIRE, script=script)
    claire.deposit(papers.a_file("Facture.pdf", papers.pdf(f"JD-STATE-{script}")))
    claire.main.get_by_role("radiogroup", name="Le destinataire est-il l’Etat ?").get_by_label("Oui").check(force=True)
    if not script:
        claire.press("Valider et envoyer")
    claire.holds("SIRET", STATE)
    claire.reads("CPP-ADM-05", name="ÉTAT")
    claire.reads("CPP-ADM-06", name="ÉTAT")


def test_what_is_mended_while_typing_is_struck_off_at_once(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    claire.deposit(papers.a_file("Facture.pdf", papers.pdf("JD-LIVE")))
    claire.fill("Net à payer", "3 600")
    claire.fill("Numéro", "")
    claire.sees("2 points à corriger", "valeur à vérifier")
    claire.fill("Numéro", "JD-LIVE-2")
    claire.fill("Net à payer", "3500")
    claire.confirm_doubts()
    claire.sees("Prêt à envoyer")
    claire.holds("Net à payer", "3 500,00")
    claire.page.reload()
    claire.holds("Numéro", "JD-LIVE-2")


@pytest.mark.parametrize("script", [True, False])
def test_another_value_of_the_page_and_a_repair_are_one_press_each(script: bool, visitor: Visitor) -> None:
    lea = visitor(LEA, script=script)
    lea.deposit(papers.a_file("Facture.pdf", papers.pdf(f"JD-MEND-{script}", make.DENSE)))
    lea.holds("Montant TTC après remise", "2 696,96")
    lea.press("Plutôt « 2 816,96 »")
    lea.holds("Montant TTC après remise", "2 816,96")
    lea.press("Corriger pour moi")
    lea.holds("Montant TTC après remise", "2 696,96")


def test_the_values_of_a_structured_file_cannot_be_typed_over(visitor: Visitor) -> None:
    claire = visitor(CLAIRE)
    claire.deposit(papers.a_file("facture.xml", papers.xml("JD-LOCKED")))
    claire.sees("Les valeurs viennent du fichier XML, qui fait foi")
    for label in ("Numéro", "Date", "SIRET", "Montant HT", "Net à payer"):
        expect(claire.field(label)).not_to_be_editable()
    expect(claire.field("Numéro de marché")).to_be_editable()


def test_documents_are_joined_and_taken_away(visitor: Visitor, tmp_path: Path) -> None:
    claire, pdf = visitor(CLAIRE), papers.pdf("JD-JOIN-1")
    claire.deposit(papers.a_file("Facture.pdf", pdf))
    claire.join(papers.a_file("bon de commande.pdf", pdf), papers.a_file("photo.png", b"\x89PNG"))
    claire.sees("bon de commande.pdf", "photo.png", "2 fichiers")
    claire.press("Retirer bon de commande.pdf")
    claire.sees_no("bon de commande.pdf")
    claire.sees("1 fichier")
    claire.join(papers.a_file("photo.png", b"\x89PNG"))
    claire.reads("CPP-PJ-01", name="photo.png")
    claire.join(papers.a_file("plan:A.zip", b"PK"))
    claire.reads("CPP-FICHIER-03", name="plan:A.zip", proposal="plan-A.zip")
    claire.join(papers.a_file("outil.exe", b"MZ"))
    claire.sees("Le nom « outil.exe » n’a pas d’extension acceptée.")
    claire.join(papers.zeros(tmp_path / "gros.zip", ATTACHMENT + MEGA))
    claire.reads("CPP-FICHIER-02", name="gros.zip", size=Octets(11 * MEGA), limit=Octets(ATTACHMENT))
    claire.join(papers.a_file("secret.pdf", papers.locked()))
    claire.reads("CPP-PJ-02", name="secret.pdf")
    claire.holds("Numéro", "JD-JOIN-1")
    claire.sees("1 fichier")


def test_a_dossier_over_120_mo_is_refused_as_a_whole(visitor: Visitor, tmp_path: Path) -> None:
    claire = visitor(CLAIRE)
    claire.deposit(papers.a_file("Facture.pdf", papers.pdf("JD-DOSSIER-1")))
    claire.join(*(papers.zeros(tmp_path / f"plan-{rank}.zip", ATTACHMENT) for rank in range(12)))
    claire.sees("la limite est de 120 Mo. Retirez-en.")
    claire.holds("Numéro", "JD-DOSSIER-1")
    claire.sees_no("plan-0.zip")


def test_language_is_one_press_away_and_stays(visitor: Visitor) -> None:
    tom = visitor("tom.delmas@papeterie.example")
    tom.open("/factures-emises/")
    tom.press("English")
    expect(tom.page.locator("html")).to_have_attribute("lang", "en")
    tom.open("/factures-emises/depot/")
    expect(tom.page.get_by_role("heading", level=1)).not_to_have_text(re.compile("Dépôt"))
    tom.press("Français")
    tom.at("Dépôt d’une nouvelle facture")


def test_the_form_is_shown_filled_from_the_sample(visitor: Visitor) -> None:
    """With UNISSON_SCREENSHOTS it also renews the image of the README."""
    claire = visitor(CLAIRE)
    claire.deposit(papers.PDF / "facture-050.pdf")
    claire.holds("Numéro", "050")
    claire.sees("Calculs justes", "MAIRIE DE PONT-SAINT-ESPRIT")
    claire.page.wait_for_load_state("networkidle")
    if os.environ.get("UNISSON_SCREENSHOTS"):
        claire.page.screenshot(path=IMAGE, caret="initial")
