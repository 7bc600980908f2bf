"""Schemas of what machines send and of its reports (chorus-pro-api.md §4.1, §4.3)."""

from dataclasses import dataclass
from typing import Annotated

from unisson.invoices.flows.syntaxes import SYNTAXES

from . import lists
from .wire import Amount, Answer, AskedDay, Day, Flag, Id, Instant, Leftover, OneOf, Sent, Text, Told


@dataclass(frozen=True)
class Known(OneOf):
    """The official list; and the syntax of mémoires, which it leaves out and connectors send (§5.1)."""

    def _checked(self, value: str | None) -> str | None:
        return value if value in SYNTAXES else super()._checked(value)


ANSWERED = tuple(one for one in lists.SYNTAXES if "PDFARCHIVE" not in one)
"""The answer's own list."""
Syntax = Annotated[Text, Known(lists.SYNTAXES)]
Form = Annotated[Text, OneOf(("PDF_NON_SIGNE", "PDF_SIGNE_PADES", "PDF_SIGNE_XADES"))]


class DeposerFlux(Sent):
    avecSignature: Flag = None
    fichierFlux: Text = None
    idUtilisateurCourant: Leftover = None
    nomFichier: Text = None
    syntaxeFlux: Syntax = None


class FluxDepose(Answer):
    dateDepot: Day = None
    numeroFluxDepot: Text = None
    syntaxeFlux: Annotated[Text, OneOf(ANSWERED)] = None


class DeposerPdf(Sent):
    fichierFacture: Text = None
    formatDepot: Form = None
    idUtilisateurCourant: Leftover = None
    nomFichier: Text = None


class PdfDepose(Answer):
    codeDestinataire: Text = None
    codeDeviseFacture: Text = None
    codeFournisseur: Text = None
    codeServiceExecutant: Text = None
    dateFacture: Day = None
    montantAPayer: Amount = None
    montantHtTotal: Amount = None
    montantTVA: Amount = None
    montantTtcAvantRemiseGlobalTTC: Amount = None
    numeroBonCommande: Text = None
    numeroFacture: Text = None
    pieceJointeId: Id = None
    typeFacture: Annotated[Text, OneOf(("AVOIR", "FACTURE"))] = None
    typeTva: Annotated[Text, OneOf(("TVA_SUR_DEBIT", "TVA_SUR_ENCAISSEMENT", "EXONERATION", "SANS_TVA"))] = None


class ConsulterCR(Sent):
    dateDepot: AskedDay = None
    numeroFluxDepot: Text = None
    syntaxeFlux: Text = None


class CompteRendu(Answer):
    codeAppliPartenaire: Text = None
    codeInterfaceFlux: Text = None
    dateDepotFlux: Instant = None
    dateHeureEtatCourantFlux: Instant = None
    designationPartenaire: Text = None
    etatCourantFlux: Text = None
    fichierCR: Text = None
    nomFichierFlux: Text = None
    numeroFluxDepot: Text = None


class ConsulterCRDetaille(Sent):
    numeroFluxDepot: Text = None
    syntaxeFlux: Text = None


class ErreurDP(Told):
    identifiantDestinataire: Text = None
    identifiantFournisseur: Text = None
    libelleErreurDP: Text = None
    numeroDP: Text = None


class ErreurTechnique(Told):
    codeErreur: Text = None
    libelleErreur: Text = None
    natureErreur: Text = None


class CompteRenduDetaille(Answer):
    codeInterfaceDepotFlux: Text = None
    dateDepotFlux: Instant = None
    dateHeureEtatCourantFlux: Instant = None
    etatCourantDepotFlux: Text = None
    listeErreurDP: list[ErreurDP] = []
    listeErreurTechnique: list[ErreurTechnique] = []
    nomFichier: Text = None
