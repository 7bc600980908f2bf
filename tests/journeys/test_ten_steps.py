"""The guide's own story, step by step and label by label: from « Factures émises » to « Mise en paiement »."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload

from unisson.cli.demo.people import CLAIRE, MARC, NADIA

from . import papers
from .conftest import Visitor
from .person import Person
from .portal import Portal

pytestmark = pytest.mark.journey

PONT = "21300202500012 MAIRIE DE PONT-SAINT-ESPRIT"
PARIS = "21750001608202 MAIRIE 7EME ARR."


@dataclass(frozen=True, kw_only=True)
class Case:
    """One kind of file: how it is made, whom it is for, and the amounts it announces."""

    name: str
    make: Callable[[str], bytes | str]
    recipient: str
    clerk: str
    amounts: tuple[str, str, str]
    mode: str
    typed: bool = False

    def file(self, number: str) -> FilePayload:
        return papers.a_file(self.name, self.make(number))


CASES = {
    "pdf": Case(
        name="Facture.pdf",
        make=papers.pdf,
        recipient=PONT,
        clerk=NADIA,
        amounts=("3 500,00", "0,00", "3 500,00"),
        mode="PDF non signé",
    ),
    "signed": Case(
        name="Facture signée.pdf",
        make=papers.signed,
        recipient=PARIS,
        clerk=MARC,
        amounts=("701,00", "140,20", "841,20"),
        mode="PDF signé",
        typed=True,
    ),
    "facturx": Case(
        name="Facture.pdf",
        make=papers.facturx,
        recipient=PARIS,
        clerk=MARC,
        amounts=("701,00", "140,20", "841,20"),
        mode="XML",
    ),
    "cii": Case(
        name="facture.xml",
        make=papers.xml,
        recipient=PARIS,
        clerk=MARC,
        amounts=("701,00", "140,20", "841,20"),
        mode="XML",
    ),
    "ubl": Case(
        name="facture.xml",
        make=papers.ubl,
        recipient=PONT,
        clerk=NADIA,
        amounts=("1 180,00", "226,00", "1 406,00"),
        mode="XML",
    ),
}
STEPS = (
    "Prendre en compte",
    "Service fait",
    "Mandatée",
    "Mise à disposition du comptable",
    "Comptabilisée",
    "Mise en paiement",
)
"""What the recipient presses."""
SHORT = ("Prendre en compte", "Mise en paiement")
"""The same without the steps that may be skipped."""
SEEN = {"Prendre en compte": "Prise en compte par le destinataire"}
"""What the supplier sees of a step, when the words are others."""


@pytest.mark.parametrize(("kind", "script"), [(kind, script) for script in (True, False) for kind in CASES])
def test_an_invoice_goes_from_its_file_to_its_payment(
    kind: str, script: bool, visitor: Visitor, portal: Portal, tmp_path: Path
) -> None:
    case, number = CASES[kind], f"J10-{kind}-{'js' if script else 'html'}".upper()
    claire = visitor(CLAIRE, script=script)
    file = case.file(number)
    choose_file(claire, file)
    check_form(claire, case, number)
    confirm(claire, case, number)
    read_receipt(claire, case, number)
    claire.follow("Suivre la facture")
    claire.awaits("Mise à disposition du destinataire")
    keep_certificate(claire, portal, tmp_path, file)
    steps = STEPS if kind == "pdf" else SHORT
    treat(visitor(case.clerk, script=script), portal.invoice(number), number, steps)
    seen = [SEEN.get(step, step) for step in steps]
    claire.page.reload()
    claire.sees(*seen, "Payée en")
    find_letters(claire, number, seen)


def choose_file(claire: Person, file: FilePayload) -> None:
    """Steps 1 to 4."""
    claire.open("/")
    claire.follow("Factures émises")
    claire.sees("Factures à traiter", "Date de dépôt", "Destinataires", "Numéro", "État Courant", "Montant TTC")
    claire.follow("Dépôt factures")
    claire.at("Dépôt d’une nouvelle facture")
    claire.upload("Choix du fichier à importer", file)
    for label in ("Format de dépôt", "Cadre de facturation", "Structure", "Sélectionner un service"):
        claire.shows(label)
    claire.press("Continuer")


def check_form(claire: Person, case: Case, number: str) -> None:
    """Steps 5 to 8."""
    net, vat, gross = case.amounts
    claire.at("Déposer facture en cours")
    claire.sees("Fournisseur de la facture", "Cadre de facturation", "Destinataire de la facture", "Références")
    claire.sees("Montants totaux", "Saisir le détail de la TVA (Facultatif)", "Pièces jointes", "Commentaire")
    claire.sees("Le destinataire est-il l’Etat ?", "Format de dépôt", case.mode)
    for label in ("Désignation", "Service", "Références bancaires", "Cadre de facturation", "Libellé service"):
        claire.shows(label)
    claire.holds("SIRET", case.recipient.split()[0])
    claire.holds("Numéro", number)
    claire.holds("Date", f"{papers.day():%d/%m/%Y}")
    claire.holds("Montant HT", net)
    claire.holds("Montant TVA", vat)
    claire.holds("Montant TTC après remise", gross)
    claire.holds("Net à payer", gross)
    if case.typed:
        claire.choose("Type de TVA", "TVA sur les débits")
    claire.confirm_doubts()
    claire.press("Valider et envoyer")


def confirm(claire: Person, case: Case, number: str) -> None:
    """Step 9."""
    net, vat, gross = case.amounts
    claire.at("Confirmation d’envoi")
    claire.sees(f"Veuillez confirmer l’envoi de votre facture n° {number} à destination de {case.recipient}")
    claire.sees(f"Montant HT {net}", f"Montant TVA {vat}", f"Montant TTC après remise {gross}", f"Net à payer {gross}")
    claire.press("Confirmer et envoyer")


def read_receipt(claire: Person, case: Case, number: str) -> None:
    """Step 10."""
    net, vat, gross = case.amounts
    claire.at("Récapitulatif")
    claire.sees(
        f"La facture n° {number} est validée, elle est en cours de transmission au service concerné.",
        "Certificat de dépôt n° :",
        f"Montant HT après remise globale : {net} EUR",
        f"Montant TVA : {vat} EUR",
        f"Montant TTC total : {gross} EUR",
        f"Montant à payer : {gross} EUR",
        "Exporter le certificat de dépôt",
        "Visualiser la facture",
    )


def keep_certificate(claire: Person, portal: Portal, folder: Path, file: FilePayload) -> None:
    """The certificate is authentic on the public page and for the command, and belongs to this file only."""
    claire.awaits("PDF scellé")
    certificate, invoice, other = folder / "certificat.pdf", folder / file["name"], folder / "autre.pdf"
    claire.download("Certificat de dépôt").save_as(certificate)
    invoice.write_bytes(file["buffer"])
    other.write_bytes(b"%PDF-1.7 autre")
    assert portal.unisson("verify", certificate, invoice).returncode == 0
    assert portal.unisson("verify", certificate, other).returncode == 1
    page = claire.page.url
    claire.open("/verifier/")
    claire.upload("Certificat de dépôt (PDF)", certificate)
    claire.upload("Fichier de la facture (facultatif)", invoice)
    claire.press("Vérifier")
    claire.sees("Authentique : certificat délivré par ce portail")
    claire.open(page)


def treat(clerk: Person, pk: int, number: str, steps: Sequence[str]) -> None:
    """The recipient's side: found in its list, taken into account, then up to the payment."""
    clerk.open("/")
    clerk.follow("Factures reçues")
    clerk.sees("Factures à traiter", f"n° {number}")
    for step in steps:
        clerk.open(f"/factures-recues/{pk}/")
        clerk.at(f"Facture n° {number}")
        clerk.take(step)
        if step == "Mandatée":
            clerk.fill("Numéro de mandat", "MD-4807")
            clerk.press(step)
    clerk.open(f"/factures-recues/{pk}/")
    clerk.sees("Payée en", *(["MD-4807"] if "Mandatée" in steps else []))


def find_letters(reader: Person, number: str, seen: Sequence[str]) -> None:
    """The recipient was told once, the supplier of each step."""
    reader.open("/boite-aux-lettres/")
    paid = f"Facture n° {number} : Mise en paiement"
    reader.awaits(paid)
    reader.sees(f"Facture n° {number} de SAFE STYLE à traiter", *(f"Facture n° {number} : {one}" for one in seen))
    reader.follow(paid)
    reader.at(paid)
    reader.awaits("parti")
