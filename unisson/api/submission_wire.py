"""Schemas of « soumettre » (chorus-pro-api.md §4.1): an invoice as data."""

from typing import Annotated, ClassVar

from unisson.einvoice.frameworks import FRAMEWORKS

from . import lists
from .acts_wire import Destinataire, PieceComplementaire, References, State
from .wire import DONE_OTHERWISE, Amount, Answer, AskedDay, Day, Id, Leftover, Number, OneOf, OneOrMany, Sent, Text

MODES = ("SAISIE_API", "DEPOT_PDF_API", "DEPOT_PDF_SIGNE_API")
"""ModeDepot of what is submitted."""
FRAMEWORKS_BY_CODE = {FRAMEWORKS[one].api_code: one for one in lists.CURRENT_FRAMEWORKS}


class CadreDeFacturation(Sent):
    codeCadreFacturation: Annotated[Text, OneOf(tuple(FRAMEWORKS_BY_CODE))] = None
    codeServiceValideur: Text = None
    codeStructureValideur: Text = None


class Fournisseur(Sent):
    codeCoordonneesBancairesFournisseur: Id = None
    idFournisseur: Id = None
    idServiceFournisseur: Id = None


class LignePoste(Sent):
    lignePosteDenomination: Text = None
    lignePosteMontantRemiseHT: Amount = None
    lignePosteMontantUnitaireHT: Amount = None
    lignePosteNumero: Number = None
    lignePosteQuantite: Amount = None
    lignePosteReference: Text = None
    lignePosteTauxTva: Text = None
    lignePosteTauxTvaManuel: Amount = None
    lignePosteUnite: Text = None


class LigneTva(Sent):
    ligneTvaMontantBaseHtParTaux: Amount = None
    ligneTvaMontantTvaParTaux: Amount = None
    ligneTvaTaux: Text = None
    ligneTvaTauxManuel: Amount = None


class MontantTotal(Sent):
    montantAPayer: Amount = None
    montantHtTotal: Amount = None
    montantRemiseGlobaleTTC: Amount = None
    montantTVA: Amount = None
    montantTtcTotal: Amount = None
    motifRemiseGlobaleTTC: Text = None


class PieceSoumise(PieceComplementaire):
    pieceJointeComplementaireIdLiaison: Id = None


class PiecePrincipale(Sent):
    pieceJointePrincipaleDesignation: Text = None
    pieceJointePrincipaleId: Id = None


class Soumettre(Sent):
    also: ClassVar = {"reference": "references"}

    cadreDeFacturation: CadreDeFacturation = CadreDeFacturation()
    commentaire: Text = None
    dateFacture: AskedDay = None
    destinataire: Destinataire = Destinataire()
    fournisseur: Fournisseur = Fournisseur()
    idUtilisateurCourant: Leftover = None
    lignePoste: OneOrMany[LignePoste] = []
    ligneTva: OneOrMany[LigneTva] = []
    modeDepot: Annotated[Text, OneOf(MODES)] = None
    montantTotal: MontantTotal = MontantTotal()
    numeroFactureSaisi: Text = None
    pieceJointeComplementaire: OneOrMany[PieceSoumise] = []
    pieceJointePrincipale: PiecePrincipale = PiecePrincipale()
    references: References = References()


class Soumise(Answer):
    libelle: str = DONE_OTHERWISE
    dateDepot: Day = None
    empreinteCertificatDepot: Text = None
    identifiantFactureCPP: Number = None
    identifiantStructure: Text = None
    numeroFacture: Text = None
    statutFacture: State = None
