"""Flows (chorus-pro-api.md §4.1, §4.3): sent, judged, told."""

import base64
import errno
import os
import re
from typing import Any

import pytest

from tests.builders import PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import a_cii, a_pdf, a_structure
from tests.invoices.flows.builders import CII, WRONG_TOTAL, an_archive
from unisson.invoices.flows import working
from unisson.invoices.models import Flow, Invoice
from unisson.kernel.clock import now

from .caller import Machine, a_machine

pytestmark = pytest.mark.django_db
SEND, PDF = "factures/v1/deposer/flux", "factures/v1/deposer/pdf"
REPORT, DETAILS = "transverses/v1/consulterCR", "transverses/v1/consulterCRDetaille"


@pytest.fixture
def machine() -> Machine:
    a_structure()
    return a_machine()


def file(content: bytes, name: str = "F.xml", stated: str = CII, **more: Any) -> dict[str, Any]:
    return {"fichierFlux": base64.b64encode(content).decode(), "nomFichier": name, "syntaxeFlux": stated, **more}


def work() -> None:
    while working.process_pending(clock=now):
        pass


def sent(machine: Machine, content: bytes, name: str = "F.xml", **more: Any) -> str:
    number: str = machine.ask(SEND, file(content, name, **more))["numeroFluxDepot"]
    work()
    return number


def test_a_flow_is_acknowledged_before_it_is_judged(machine: Machine) -> None:
    told = machine.ask(SEND, file(a_cii(), idUtilisateurCourant=0, avecSignature=False))
    assert (told["codeRetour"], told["libelle"], told["syntaxeFlux"]) == (0, "TRA_MSG_00.000", CII)
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", told["dateDepot"])
    assert len(told["numeroFluxDepot"]) == 25
    assert Flow.objects.get().state == Flow.State.RECEIVED
    state = machine.ask(DETAILS, {"numeroFluxDepot": told["numeroFluxDepot"]})
    assert state["etatCourantDepotFlux"] == "IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP"


def test_a_full_disk_is_a_503_and_promises_nothing(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_room)
        assert machine.ask(SEND, file(a_cii("FA-503")), status=503)["erreurs"][0]["code"] == "CPP-FICHIER-07"
    assert not Flow.objects.exists()
    assert machine.ask(SEND, file(a_cii("FA-503")))["codeRetour"] == 0


def test_the_same_file_again_is_the_same_flow_and_says_so(machine: Machine) -> None:
    number = sent(machine, a_cii())
    again = machine.ask(SEND, file(a_cii()))
    assert again["numeroFluxDepot"] == number
    assert number in again["libelle"]
    assert Invoice.objects.count() == 1


@pytest.mark.parametrize("stated", ["IN_DP_E3_UBL_INVOICE", "IN_DP_PDFARCHIVE_CII_MUG"])
def test_a_syntax_that_the_answer_cannot_name_is_taken_all_the_same(machine: Machine, stated: str) -> None:
    assert "syntaxeFlux" not in machine.ask(SEND, file(a_cii(), stated=stated))
    work()
    assert Flow.objects.get().state == Flow.State.INADMISSIBLE


def test_an_integrated_flow(machine: Machine) -> None:
    told = machine.ask(DETAILS, {"numeroFluxDepot": sent(machine, a_cii()), "syntaxeFlux": CII})
    assert (told["etatCourantDepotFlux"], told["listeErreurDP"], told["listeErreurTechnique"]) == ("IN_INTEGRE", [], [])
    assert told["codeInterfaceDepotFlux"] == "FSO1106A"
    assert re.fullmatch(r"FSO1106A_.{6}_.{25}", told["nomFichier"])
    for name in ("dateDepotFlux", "dateHeureEtatCourantFlux"):
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+]\d{2}:\d{2}", told[name])
    assert "numeroFluxDepot" not in told


def test_an_archive_is_told_invoice_by_invoice(machine: Machine) -> None:
    wrong = {"w.xml": a_cii("FA-2", replace=WRONG_TOTAL), "x.xml": b"<a/>"}
    number = sent(machine, an_archive("FA-1", **wrong), "lot.tar.gz")
    told = machine.ask(DETAILS, {"numeroFluxDepot": number})
    assert told["etatCourantDepotFlux"] == "IN_INTEGRE_PARTIEL"
    (line,) = told["listeErreurDP"]
    assert (line["numeroDP"], line["identifiantFournisseur"]) == ("FA-2", SAFE_STYLE)
    assert line["libelleErreurDP"]
    (technical,) = told["listeErreurTechnique"]
    assert technical["codeErreur"] == "CPP-XML-05"
    assert "x.xml" in technical["libelleErreur"]


def test_a_refused_cii_is_accepted_once_it_is_mended(machine: Machine) -> None:
    missing = a_cii(replace={"<ram:CategoryCode>S</ram:CategoryCode>": ""})
    refused = machine.ask(DETAILS, {"numeroFluxDepot": sent(machine, missing)})
    assert refused["etatCourantDepotFlux"] == "IN_REJETE"
    assert refused["listeErreurDP"]
    mended = machine.ask(DETAILS, {"numeroFluxDepot": sent(machine, a_cii())})
    assert mended["etatCourantDepotFlux"] == "IN_INTEGRE"


def test_the_report_is_a_pdf(machine: Machine) -> None:
    number = sent(machine, a_cii())
    told = machine.ask(REPORT, {"numeroFluxDepot": number, "dateDepot": "2026-11-28", "syntaxeFlux": CII})
    assert base64.b64decode(told["fichierCR"]).startswith(b"%PDF")
    assert (told["etatCourantFlux"], told["numeroFluxDepot"]) == ("IN_INTEGRE", number)


@pytest.mark.parametrize("path", [REPORT, DETAILS])
@pytest.mark.parametrize("number", ["", "1", "UNI0011106000000000999999", "é" * 25])
def test_a_flow_that_is_not_there(machine: Machine, path: str, number: str) -> None:
    told = machine.ask(path, {"numeroFluxDepot": number}, status=400)
    assert told["erreurs"][0]["champ"] == "numeroFluxDepot"
    if number:
        assert (told["codeRetour"], told["libelle"]) == (20001, "POQ_MSG_01.003 - Flux introuvable.")


def test_who_may_not_send_is_told_so_by_number(machine: Machine) -> None:
    reader = a_machine(machine.structure, rights=[])
    told = reader.ask(SEND, file(a_cii()), status=400)
    assert (told["codeRetour"], told["libelle"]) == (20001, "GDP_MSG_11.005")


def test_the_flow_of_another_account_is_not_there(machine: Machine) -> None:
    number = sent(machine, a_cii())
    other = a_machine(a_structure(PONT_SAINT_ESPRIT))
    other.ask(DETAILS, {"numeroFluxDepot": number}, status=400)


def test_what_is_not_kept_is_refused(machine: Machine) -> None:
    assert machine.ask(SEND, {}, status=400)["erreurs"][0]["code"] == "CPP-API-05"
    machine.ask(SEND, file(a_cii(), stated="IN_DP_E9"), status=400)
    machine.ask(SEND, {**file(a_cii()), "fichierFlux": "é"}, status=400)
    large = machine.ask(SEND, file(b"<a/>" + b" " * 10 * 1024 * 1024), status=400)
    assert (large["codeRetour"], large["libelle"]) == (20001, "GDP_MSG_11.022")


def test_a_pdf_is_kept_and_what_it_says_is_told(machine: Machine) -> None:
    asked = {"fichierFacture": base64.b64encode(a_pdf("SS-1")).decode(), "nomFichier": "f.pdf"}
    told = machine.ask(PDF, {**asked, "formatDepot": "PDF_NON_SIGNE"})
    assert (told["numeroFacture"], told["codeDestinataire"]) == ("SS-1", PONT_SAINT_ESPRIT)
    assert (told["dateFacture"], told["montantHtTotal"], told["typeFacture"]) == ("2026-10-12", 1000.0, "FACTURE")
    assert told["pieceJointeId"]
    assert "numeroBonCommande" not in told
    assert not Invoice.objects.exists()
