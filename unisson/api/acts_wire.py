"""Schemas of what is done with sent invoices: treated, completed, recycled (chorus-pro-api.md §4.1)."""

from typing import Annotated, ClassVar

from . import lists
from .invoice_lists import STATUSES, TYPES_ASKED, VAT_REGIMES
from .wire import Answer, Day, Id, Leftover, Number, OneOf, OneOrMany, Sent, Text

State = Annotated[Text, OneOf(STATUSES)]


class TraiterRecue(Sent):
    also: ClassVar = {"identifiantFactureCPP": "idFacture"}

    idFacture: Id = None
    idUtilisateurCourant: Leftover = None
    motif: Text = None
    nouveauStatut: State = None
    numeroDPMandat: Text = None


class RecueTraitee(Answer):
    dateTraitement: Day = None
    idFacture: Number = None
    nouveauStatut: State = None
    numeroFacture: Text = None


class DemandePaiement(Sent):
    also: ClassVar = {"idFacture": "idDemandePaiement"}

    idDemandePaiement: Id = None


class TraiterRejet(Sent):
    listeDemandePaiement: OneOrMany[DemandePaiement] = []


class PieceComplementaire(Sent):
    pieceJointeComplementaireDesignation: Text = None
    pieceJointeComplementaireId: Id = None
    pieceJointeComplementaireNumeroLigneFacture: Number = None
    pieceJointeComplementaireType: Text = None


class Completer(Sent):
    also: ClassVar = {"idFacture": "identifiantFactureCPP"}

    commentaire: Text = None
    idUtilisateurCourant: Leftover = None
    identifiantFactureCPP: Id = None
    pieceJointeComplementaire: OneOrMany[PieceComplementaire] = []


class Completee(Answer):
    dateTraitement: Day = None
    identifiantFactureCPP: Number = None
    nbResultatsParPage: Number = None
    numeroFacture: Text = None
    pageCourante: Number = None
    pages: Number = None
    total: Number = None


class Destinataire(Sent):
    codeDestinataire: Text = None
    codeServiceExecutant: Text = None


class References(Sent):
    deviseFacture: Text = None
    modePaiement: Annotated[Text, OneOf(lists.PAYMENTS)] = None
    motifExonerationTva: Text = None
    numeroBonCommande: Text = None
    numeroFactureOrigine: Text = None
    numeroMarche: Text = None
    typeFacture: Annotated[Text, OneOf(TYPES_ASKED)] = None
    typeTva: Annotated[Text, OneOf(VAT_REGIMES)] = None


class Recycler(Sent):
    also: ClassVar = {"idFacture": "identifiantFactureCPP", "references": "reference"}

    commentaire: Text = None
    destinataire: Destinataire = Destinataire()
    idUtilisateurCourant: Leftover = None
    identifiantFactureCPP: Id = None
    reference: References = References()


class Recyclee(Answer):
    dateDepot: Day = None
    identifiantFactureCPP: Number = None
    numeroFacture: Text = None
    statutFacture: State = None
