"""One invoice as software reads it (chorus-pro-api.md §4.1)."""

from typing import Any

import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import COMMITMENT, NUMBER, a_deposit, a_draft, a_structure, an_available
from unisson.invoices.models import Attachment, Invoice

from .caller import Machine, a_machine

pytestmark = pytest.mark.django_db
SENT, RECEIVED = "factures/v1/consulter/fournisseur", "factures/v1/consulter/recipiendaire"


@pytest.fixture
def supplier() -> Machine:
    return a_machine(a_structure(SAFE_STYLE))


@pytest.fixture
def recipient() -> Machine:
    return a_machine(a_structure(PARIS_7E))


def read(machine: Machine, invoice: Invoice, path: str = SENT, **asked: Any) -> dict[str, Any]:
    return machine.ask(path, {"identifiantFactureCPP": invoice.pk, **asked})["facture"]  # type: ignore[no-any-return]


def test_a_supplier_reads_all_of_its_invoice(supplier: Machine) -> None:
    invoice = a_deposit()

    told = read(supplier, invoice, codeLangue="FR")

    assert (told["identifiantFactureCPP"], told["numeroFacture"]) == (invoice.pk, NUMBER)
    assert told["cadreDeFacturation"] == {"codeCadreFacturation": "A1_FACTURE_FOURNISSEUR"}
    assert (told["statutFacture"], told["modeDepot"]) == ("DEPOSEE", invoice.deposit_mode)
    assert told["montantTotal"]["montantTtcTotal"] == float(invoice.gross_total or 0)
    assert told["fournisseur"]["codeFournisseur"] == SAFE_STYLE
    assert told["destinataire"]["codeDestinataire"] == PARIS_7E
    assert told["references"]["numeroBonCommande"] == COMMITMENT
    assert told["references"]["dateDepot"] == "2026-11-20"
    assert told["references"]["dateCreationFacture"] == "2026-11-20 10:30"
    assert told["lignesDePoste"]["totalLignesPoste"] == invoice.lines.count()
    assert [row["ligneTvaTauxRefCode"] for row in told["recapitulatifDeTva"]["ligneTva"]] == ["TVA20"]
    assert told["listeDesPiecesJointes"]["pieceJointe"] == []


def test_a_recipient_reads_it_once_it_was_made_available(recipient: Machine) -> None:
    asked = {"identifiantFactureCPP": a_deposit("FA-2026-0102").pk}
    assert recipient.ask(RECEIVED, asked, status=400)["libelle"] == "GDP_MSG_11.008"

    told = read(recipient, an_available(), RECEIVED)

    assert (told["numeroFacture"], told["statutFacture"]) == (NUMBER, "MISE_A_DISPOSITION")
    assert "rejetTraite" not in told


@pytest.mark.parametrize("wrapper", ["getpLignesPoste", "pLignesPoste"])
def test_inner_lists_are_paged_under_either_spelling(supplier: Machine, wrapper: str) -> None:
    invoice = a_deposit()
    paging: dict[str, Any] = {"nbResultatsParPageLignesPoste": 1, "triColonneListeLignesPoste": "LignePosteNumero"}

    asked: dict[str, Any] = {wrapper: {**paging, "triSensListeLignesPoste": "Descendant"}}
    lines = read(supplier, invoice, **asked)["lignesDePoste"]

    assert [one["lignePosteNumero"] for one in lines["lignePoste"]] == [invoice.lines.count()]
    assert lines["pagesLignesPoste"] == invoice.lines.count()


def test_amounts_of_a_credit_note_have_a_minus(supplier: Machine) -> None:
    invoice = a_deposit()
    Invoice.objects.update(kind="AVOIR")

    told = read(supplier, invoice)

    assert told["montantTotal"]["montantTtcTotal"] == -float(invoice.gross_total or 0)
    assert told["recapitulatifDeTva"]["ligneTva"][0]["ligneTvaMontantTvaParTaux"] < 0


def test_attachments_are_listed_with_their_kind_of_file(supplier: Machine) -> None:
    invoice = a_deposit()
    Attachment.objects.create(invoice=invoice, file=invoice.file, name="plan.pdf", added_at=invoice.created_at)

    told = read(supplier, invoice)

    assert [
        (one["pieceJointeDesignation"], one["pieceJointeExtension"])
        for one in told["listeDesPiecesJointes"]["pieceJointe"]
    ] == [("plan", "PDF")]
    assert told["references"]["tailleTotalePiecesJointes"] == float(invoice.file.size)


def test_a_draft_is_read_as_far_as_it_goes(supplier: Machine) -> None:
    assert read(supplier, a_draft())["statutFacture"] == "BROUILLON"


@pytest.mark.parametrize("path", [SENT, RECEIVED, "factures/v1/consulter/valideur"])
def test_what_is_not_there_and_what_is_not_theirs_answer_alike(path: str) -> None:
    stranger = a_machine(a_structure(PONT_SAINT_ESPRIT))

    for sent in ({}, {"identifiantFactureCPP": 999_999}, {"identifiantFactureCPP": an_available().pk}):
        told = stranger.ask(path, sent, status=400)
        assert (told["codeRetour"], told["libelle"]) == (20000, "GDP_MSG_11.008")
