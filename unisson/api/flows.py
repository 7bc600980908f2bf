"""Flows: what machines send, and what became of it (chorus-pro-api.md §4.1, §4.3)."""

import base64

from unisson.directory.callers import Caller, structure_of
from unisson.files import limits
from unisson.invoices import keeping
from unisson.invoices.attachments import Joined
from unisson.invoices.deposit import Upload
from unisson.invoices.flows import following, paper, receiving, report
from unisson.invoices.flows.syntaxes import interface_of
from unisson.invoices.models import Flow
from unisson.invoices.recognising import recognise
from unisson.invoices.status import Channel
from unisson.kernel.clock import legal_day, now
from unisson.kernel.findings import Finding
from unisson.kernel.refusal import Refusal
from unisson.kernel.words import sentence

from . import flows_wire as wire
from .acts import NOT_ENTITLED
from .endpoints import endpoint
from .faults import BETWEEN
from .pieces import decoded
from .wire import DONE

_NOT_TAKEN = {"CPP-FICHIER-02": (20001, "GDP_MSG_11.022"), "CPP-ACCES-02": NOT_ENTITLED}
_NO_FLOW = {"CPP-ACCES-01": (20001, "POQ_MSG_01.003 - Flux introuvable.")}
"""As one client recorded it, sentence and all."""


@endpoint(
    "factures/v1/deposer/flux",
    summary="Déposer un flux",
    says=_NOT_TAKEN,
    fields={"file": "fichierFlux", "supplier": "cpro-account"},
)
def send(caller: Caller, asked: wire.DeposerFlux) -> wire.FluxDepose:
    """Keep a file of one invoice or of many. It is judged afterwards: `consulterCRDetaille` says how it went."""
    content = decoded(asked.fichierFlux, name="fichierFlux")
    sent = receiving.Sent(
        name=_given(asked.nomFichier, "nomFichier"),
        content=content,
        stated=_given(asked.syntaxeFlux, "syntaxeFlux"),
        signed=bool(asked.avecSignature),
    )
    promise = receiving.receive(caller.user, sent, supplier=structure_of(caller), channel=Channel.API, at=now())
    return wire.FluxDepose(
        libelle=_sentence(promise.remark) if promise.remark else DONE,
        dateDepot=legal_day(promise.flow.received_at),
        numeroFluxDepot=promise.flow.number,
        syntaxeFlux=promise.flow.stated if promise.flow.stated in wire.ANSWERED else None,
    )


@endpoint(
    "factures/v1/deposer/pdf",
    summary="Déposer un PDF et lire ses données",
    says=_NOT_TAKEN,
    fields={"file": "fichierFacture", "attachments": "nomFichier"},
)
def recognise_pdf(caller: Caller, asked: wire.DeposerPdf) -> wire.PdfDepose:
    """Keep a PDF for « soumettre », and tell what could be read: what could not is left out."""
    content = decoded(asked.fichierFacture, name="fichierFacture")
    name = limits.clean_name(_given(asked.nomFichier, "nomFichier"), limit=limits.ATTACHMENT_NAME)
    limits.check_size(name, len(content), limit=limits.INVOICE_FILE)
    found = recognise(Upload(name=name, content=content), supplier=structure_of(caller), at=now())
    piece = keeping.upload(caller.user, Joined(name=name, content=content), at=now())
    return wire.PdfDepose(
        codeDestinataire=found.text("recipient_siret"),
        codeDeviseFacture=found.text("currency"),
        codeFournisseur=found.text("supplier"),
        codeServiceExecutant=found.text("service_code"),
        dateFacture=found.day("issue_date"),
        montantAPayer=found.amount("net_to_pay"),
        montantHtTotal=found.amount("net_total"),
        montantTVA=found.amount("vat_total"),
        montantTtcAvantRemiseGlobalTTC=found.amount("gross_total"),
        numeroBonCommande=found.text("commitment"),
        numeroFacture=found.text("number"),
        pieceJointeId=piece.pk,
        typeFacture="AVOIR" if found.text("kind") == "AVOIR" else "FACTURE",
        typeTva=found.text("vat_regime"),
    )


@endpoint("transverses/v1/consulterCR", key="numeroFluxDepot", says=_NO_FLOW, summary="Compte rendu d’un flux (PDF)")
def printed(caller: Caller, asked: wire.ConsulterCR) -> wire.CompteRendu:
    """Where a flow stands, with its report."""
    flow = _asked(caller, asked.numeroFluxDepot)
    return wire.CompteRendu(
        codeAppliPartenaire=flow.number[:6],
        codeInterfaceFlux=interface_of(flow.stated),
        dateDepotFlux=flow.received_at,
        dateHeureEtatCourantFlux=flow.since,
        designationPartenaire=flow.supplier.name,
        etatCourantFlux=report.code_of(flow),
        fichierCR=base64.b64encode(paper.printed(flow)).decode(),
        nomFichierFlux=_called(flow),
        numeroFluxDepot=flow.number,
    )


@endpoint(
    "transverses/v1/consulterCRDetaille",
    key="numeroFluxDepot",
    says=_NO_FLOW,
    summary="Compte rendu détaillé d’un flux",
)
def detailed(caller: Caller, asked: wire.ConsulterCRDetaille) -> wire.CompteRenduDetaille:
    """Where a flow stands: one line for each invoice that was not taken, technical errors apart."""
    flow = _asked(caller, asked.numeroFluxDepot)
    errors = report.errors_of(flow)
    return wire.CompteRenduDetaille(
        codeInterfaceDepotFlux=interface_of(flow.stated),
        dateDepotFlux=flow.received_at,
        dateHeureEtatCourantFlux=flow.since,
        etatCourantDepotFlux=report.code_of(flow),
        listeErreurDP=[_of_invoice(line) for line in errors.invoices],
        listeErreurTechnique=[_of_file(name, finding) for name, finding in errors.technical],
        nomFichier=_called(flow),
    )


def _asked(caller: Caller, number: str | None) -> Flow:
    return following.get_numbered(caller.user, _given(number, "numeroFluxDepot"))


def _given(value: str | None, name: str) -> str:
    if not value:
        raise Refusal("CPP-API-05", field=name, name=name)
    return value


def _called(flow: Flow) -> str:
    """Interface, application and flow (§2.8)."""
    return f"{interface_of(flow.stated)}_{flow.number[:6]}_{flow.number}"


def _of_invoice(line: report.Line) -> wire.ErreurDP:
    return wire.ErreurDP(
        identifiantDestinataire=line.flow.buyer,
        identifiantFournisseur=line.flow.seller,
        libelleErreurDP=BETWEEN.join(f"{_sentence(finding)} ({finding.code})" for finding in line.findings),
        numeroDP=line.number,
    )


def _of_file(name: str, finding: Finding) -> wire.ErreurTechnique:
    said = f"{name} : {_sentence(finding)}"
    return wire.ErreurTechnique(codeErreur=finding.code, libelleErreur=said, natureErreur=finding.severity)


def _sentence(finding: Finding) -> str:
    return sentence(finding.code, finding.values)
