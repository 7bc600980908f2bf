"""« soumettre »: typed under the mandate, or with a PDF sent before (chorus-pro-api.md §4.1)."""

import base64
import json
from typing import Any

import pytest

from tests.builders import ARSOUILLE, PONT_SAINT_ESPRIT
from tests.invoices.builders import a_pdf, a_structure
from tests.invoices.manual.builders import a_mandated_supplier
from unisson.api import submission_wire as wire
from unisson.api.submission_fields import FIELDS
from unisson.directory.models import BankAccount
from unisson.directory.spaces import Space
from unisson.invoices.models import Flow, Invoice, StatusChange
from unisson.invoices.status import Channel, DepositMode, Status
from unisson.kernel.clock import today

from .caller import Machine, a_machine

pytestmark = pytest.mark.django_db
SUBMIT = "factures/v1/soumettre"
LINE = {
    "lignePosteNumero": 1,
    "lignePosteReference": "R-1",
    "lignePosteDenomination": "Pose de cloisons",
    "lignePosteQuantite": 3,
    "lignePosteUnite": "jour",
    "lignePosteMontantUnitaireHT": 500.0,
    "lignePosteMontantRemiseHT": 0,
    "lignePosteTauxTva": "TVA20",
    "lignePosteTauxTvaManuel": 0,
}
VAT = {"ligneTvaTaux": "TVA20", "ligneTvaMontantBaseHtParTaux": 1500, "ligneTvaMontantTvaParTaux": 300}
TOTAL = {"montantHtTotal": 1500, "montantTVA": 300, "montantTtcTotal": 1800, "montantAPayer": 1800}


@pytest.fixture
def machine() -> Machine:
    _, supplier = a_mandated_supplier()
    a_structure(PONT_SAINT_ESPRIT)
    return a_machine(supplier)


def asked(machine: Machine, **others: Any) -> dict[str, Any]:
    """An invoice of 1 500,00 € HT, typed."""
    return {
        "modeDepot": "SAISIE_API",
        "idUtilisateurCourant": 0,
        "destinataire": {"codeDestinataire": PONT_SAINT_ESPRIT, "codeServiceExecutant": ""},
        "fournisseur": {"idFournisseur": machine.structure.pk, "idServiceFournisseur": 0},
        "cadreDeFacturation": {"codeCadreFacturation": "A1_FACTURE_FOURNISSEUR", "codeStructureValideur": ""},
        "references": {
            "deviseFacture": "EUR",
            "typeFacture": "FACTURE",
            "typeTva": "TVA_SUR_DEBIT",
            "modePaiement": "VIREMENT",
            "numeroBonCommande": "EJ-7",
            "numeroMarche": "",
        },
        "lignePoste": [LINE],
        "ligneTva": [VAT],
        "montantTotal": TOTAL,
        "commentaire": "Merci",
        **others,
    }


def on_paper(machine: Machine, number: str = "SS-2026-077", **others: Any) -> dict[str, Any]:
    """The same with its PDF, which says something else."""
    piece = sent_before(machine, a_pdf("AUTRE-NUMERO"), "facture.pdf")
    told = asked(
        machine,
        modeDepot="DEPOT_PDF_API",
        numeroFactureSaisi=number,
        dateFacture=today().isoformat(),
        pieceJointePrincipale={"pieceJointePrincipaleId": piece, "pieceJointePrincipaleDesignation": "facture"},
    )
    return {**told, "lignePoste": [], **others}


def sent_before(machine: Machine, content: bytes, name: str) -> int:
    sent = {"pieceJointeFichier": base64.b64encode(content).decode(), "pieceJointeNom": name}
    return int(machine.ask("transverses/v1/ajouter/fichier", sent)["pieceJointeId"])


def reasons(machine: Machine, sent: dict[str, Any]) -> set[str]:
    """Why it is refused: and then nothing of it is kept."""
    before = Invoice.objects.count()
    told = machine.ask(SUBMIT, sent, status=400)
    assert told["codeRetour"]
    assert Invoice.objects.count() == before
    return {one["code"] for one in told["erreurs"]}


def test_a_typed_invoice_gets_its_number_and_all_that_a_connector_reads(machine: Machine) -> None:
    told = machine.ask(SUBMIT, asked(machine))

    invoice = Invoice.objects.get()
    assert told == {
        "codeRetour": 0,
        "libelle": "GCU_MSG_01_000",
        "numeroFacture": f"{today().year}0000000000000001",
        "identifiantFactureCPP": invoice.pk,
        "identifiantStructure": machine.structure.identifier,
        "statutFacture": "DEPOSEE",
        "dateDepot": today().isoformat(),
        "empreinteCertificatDepot": invoice.certificate.number,
    }
    assert [invoice.deposit_mode, invoice.commitment, invoice.net_total] == [DepositMode.TYPED_API, "EJ-7", 1500]
    assert [(one.name, one.unit) for one in invoice.lines.all()] == [("Pose de cloisons", "DAY")]
    assert invoice.comment == "Merci"
    assert {one.channel for one in StatusChange.objects.filter(invoice=invoice)} == {Channel.API}
    second = machine.ask(SUBMIT, asked(machine, dateFacture="2020-01-01"))
    assert second["numeroFacture"] == f"{today().year}0000000000000002"


def test_single_objects_stand_for_lists_of_one_and_lists_of_one_for_objects(machine: Machine) -> None:
    blank = {"pieceJointeComplementaireId": 0, "pieceJointeComplementaireDesignation": ""}
    sent = asked(machine, lignePoste=LINE, ligneTva=VAT, pieceJointePrincipale=[{"pieceJointePrincipaleId": 0}])

    assert machine.ask(SUBMIT, {**sent, "pieceJointeComplementaire": blank})["codeRetour"] == 0


def test_totals_that_the_lines_do_not_come_to_are_refused(machine: Machine) -> None:
    wrong = asked(machine, montantTotal={**TOTAL, "montantTtcTotal": 1801})

    told = machine.ask(SUBMIT, wrong, status=400)
    summary, reason = told["erreurs"]
    assert (summary["code"], reason["code"]) == ("CPP-DEPOT-06", "CPP-SOUMISSION-01")
    assert (reason["champ"], reason["valeur"]) == ("montantTotal.montantTtcTotal", "1801")
    assert told["libelle"] == reason["phrase"]
    assert Invoice.objects.count() == 0


def test_several_reasons_are_told_in_one_line(machine: Machine) -> None:
    wrong = asked(machine, montantTotal={**TOTAL, "montantTtcTotal": 1801, "montantHtTotal": 1501})

    told = machine.ask(SUBMIT, wrong, status=400)

    assert told["libelle"] == "|".join(one["phrase"] for one in told["erreurs"][1:])
    assert told["libelle"].count("|") == 1


def test_the_wire_has_each_field_that_a_refusal_points_at() -> None:
    written = json.dumps(wire.Soumettre.model_json_schema())

    assert [name for name in FIELDS.values() for step in name.split(".") if f'"{step}"' not in written] == []


@pytest.mark.parametrize("gross", [1800, 1700])
def test_a_discount_is_taken_off_whether_the_total_is_told_with_it_or_without(machine: Machine, gross: int) -> None:
    off = {"montantRemiseGlobaleTTC": 100, "motifRemiseGlobaleTTC": "Geste commercial"}
    total = {**TOTAL, **off, "montantTtcTotal": gross, "montantAPayer": 1700}
    for sent in (asked(machine, montantTotal=total), on_paper(machine, montantTotal=total)):
        machine.ask(SUBMIT, sent)

    assert [one.net_to_pay for one in Invoice.objects.all()] == [1700, 1700]


@pytest.mark.parametrize(
    ("others", "told"),
    [
        (
            {"lignePoste": [LINE, {**LINE, "lignePosteMontantUnitaireHT": None}]},
            ("lignePoste.1.lignePosteMontantUnitaireHT", None),
        ),
        ({"destinataire": {"codeDestinataire": ARSOUILLE}}, ("destinataire.codeDestinataire", ARSOUILLE)),
        (
            {"pieceJointeComplementaire": [{"pieceJointeComplementaireId": 999_999}]},
            ("pieceJointeComplementaire.pieceJointeComplementaireId", "999999"),
        ),
        ({"fournisseur": {"idFournisseur": 999_999}}, ("fournisseur.idFournisseur", "999999")),
    ],
)
def test_a_refusal_points_at_the_field_and_value_of_the_call(
    machine: Machine, others: dict[str, Any], told: tuple[str, str | None]
) -> None:
    refused = machine.ask(SUBMIT, asked(machine, **others), status=400)

    assert told in {(one.get("champ"), one.get("valeur")) for one in refused["erreurs"]}


def test_what_nobody_signed_a_mandate_for_is_not_typed(machine: Machine) -> None:
    other = a_machine(a_structure(ARSOUILLE, spaces=(Space.ISSUED,), private=True))

    assert reasons(other, asked(other)) == {"CPP-SAISIE-06"}


def test_the_structure_of_somebody_else_is_not_sent_for(machine: Machine) -> None:
    other = a_structure(ARSOUILLE, spaces=(Space.ISSUED,), private=True)

    told = machine.ask(SUBMIT, asked(machine, fournisseur={"idFournisseur": other.pk}), status=400)

    assert (told["codeRetour"], told["libelle"]) == (20001, "GDP_MSG_11.005")


def test_an_account_that_may_not_send_sends_nothing(machine: Machine) -> None:
    reader = a_machine(machine.structure, rights=[])
    paper = on_paper(machine)
    paper["pieceJointePrincipale"]["pieceJointePrincipaleId"] = sent_before(reader, a_pdf("X-1"), "x.pdf")

    assert reasons(reader, asked(reader)) == {"CPP-ACCES-02"}
    assert reasons(reader, paper) == {"CPP-ACCES-02"}


@pytest.mark.parametrize(
    ("others", "code"),
    [
        ({"modeDepot": ""}, "CPP-API-05"),
        ({"modeDepot": "EDI"}, "CPP-API-04"),
        ({"fournisseur": {"codeCoordonneesBancairesFournisseur": 999_999}}, "CPP-API-31"),
        ({"fournisseur": {"idServiceFournisseur": 999_999}}, "CPP-API-31"),
        ({"lignePoste": []}, "CPP-SAISIE-19"),
        ({"destinataire": {"codeDestinataire": ARSOUILLE}}, "CPP-ADM-01"),
        ({"cadreDeFacturation": {"codeCadreFacturation": "A9_FACTURE_SOUSTRAITANT"}}, "CPP-DEPOT-06"),
        ({"pieceJointeComplementaire": [{"pieceJointeComplementaireId": 999_999}]}, "CPP-PIECE-04"),
        ({"modeDepot": "DEPOT_PDF_API"}, "CPP-API-05"),
        ({"modeDepot": "DEPOT_PDF_API", "pieceJointePrincipale": {"pieceJointePrincipaleId": 999}}, "CPP-PIECE-04"),
    ],
)
def test_what_is_wrong_is_named(machine: Machine, others: dict[str, Any], code: str) -> None:
    assert code in reasons(machine, asked(machine, **others))


def test_the_data_of_the_call_makes_the_invoice_of_a_pdf(machine: Machine) -> None:
    account = BankAccount.objects.get()
    supplier = {
        "idFournisseur": machine.structure.pk,
        "codeCoordonneesBancairesFournisseur": account.pk,
    }
    note = sent_before(machine, b"note", "note.txt")
    called = {"pieceJointeComplementaireId": note, "pieceJointeComplementaireDesignation": "Note de calcul"}
    told = machine.ask(
        SUBMIT,
        on_paper(machine, fournisseur=supplier, pieceJointeComplementaire=[called]),
    )

    invoice = Invoice.objects.get(pk=told["identifiantFactureCPP"])
    assert (told["numeroFacture"], told["statutFacture"]) == ("SS-2026-077", "DEPOSEE")
    assert [invoice.number, invoice.net_to_pay, invoice.status] == ["SS-2026-077", 1800, Status.DEPOSEE]
    assert (invoice.deposit_mode, invoice.pages) == (DepositMode.PDF_API, 1)
    assert invoice.account == account
    assert [(one.name, one.designation) for one in invoice.attachments.all()] == [("note.txt", "Note de calcul")]
    assert invoice.file.size == len(a_pdf("AUTRE-NUMERO"))


def test_a_number_sent_again_is_refused_with_the_first_one(machine: Machine) -> None:
    first = machine.ask(SUBMIT, on_paper(machine))
    flows = Flow.objects.count()

    told = machine.ask(SUBMIT, on_paper(machine), status=400)

    by_code = {one["code"]: one["phrase"] for one in told["erreurs"]}
    assert by_code.keys() == {"CPP-DEPOT-06", "CPP-ADM-10", "CPP-SOUMISSION-02"}
    assert str(first["identifiantFactureCPP"]) in by_code["CPP-SOUMISSION-02"]
    assert (Invoice.objects.count(), Flow.objects.count()) == (1, flows)


def test_a_signature_that_is_announced_must_be_there(machine: Machine) -> None:
    assert reasons(machine, on_paper(machine, modeDepot="DEPOT_PDF_SIGNE_API")) == {"CPP-SOUMISSION-03"}


def test_a_file_that_is_no_pdf_is_no_invoice(machine: Machine) -> None:
    piece = sent_before(machine, b"GIF89a;", "facture.gif")
    sent = on_paper(machine, pieceJointePrincipale={"pieceJointePrincipaleId": piece})

    assert reasons(machine, sent) & {"CPP-DEPOT-01", "CPP-DEPOT-12"}


def test_an_invoice_without_vat_says_why(machine: Machine) -> None:
    about = {**asked(machine)["references"], "typeTva": "EXONERATION"}
    total = {"montantHtTotal": 1500, "montantTVA": 0, "montantTtcTotal": 1500, "montantAPayer": 1500}
    line = {**LINE, "lignePosteTauxTva": "TVA1"}
    sent = asked(machine, references=about, montantTotal=total, ligneTva=[], lignePoste=[line])

    assert machine.ask(SUBMIT, sent)["codeRetour"] == 0
    told = {**about, "motifExonerationTva": "FRANCHISE"}
    assert machine.ask(SUBMIT, on_paper(machine, montantTotal=total, ligneTva=[], references=told))["codeRetour"] == 0
