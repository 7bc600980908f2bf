"""Schemas of one invoice, as each side reads it (chorus-pro-api.md §4.1)."""

from typing import Annotated, ClassVar

from . import invoice_lists, lists
from .paging import Sense
from .wire import (
    Amount,
    Answer,
    Criteria,
    Day,
    Flag,
    Id,
    Leftover,
    Minute,
    Number,
    OneOf,
    Text,
    Told,
)

Kind = Annotated[Text, OneOf(lists.KINDS)]
Type = Annotated[Text, OneOf(invoice_lists.TYPES)]
State = Annotated[Text, OneOf(invoice_lists.STATUSES)]


class PagingOfVat(Criteria):
    nbResultatsParPageListeListeRecapitulatifTVA: Number = None
    pageResultatDemandeeListeRecapitulatifTVA: Number = None
    triColonneListeRecapitulatifTVA: Annotated[Text, OneOf(invoice_lists.VAT_COLUMNS, lenient=True)] = None
    triSensListeRecapitulatifTVA: Sense = None


class PagingOfLines(Criteria):
    nbResultatsParPageLignesPoste: Number = None
    pageResultatDemandeeLignesPoste: Number = None
    triColonneListeLignesPoste: Annotated[Text, OneOf(invoice_lists.LINE_COLUMNS, lenient=True)] = None
    triSensListeLignesPoste: Sense = None


class PagingOfPieces(Criteria):
    nbResultatsParPageListePieceJointe: Number = None
    pageResultatDemandeeListePieceJointe: Number = None
    triColonneListePiecesJointes: Annotated[Text, OneOf(invoice_lists.PIECE_COLUMNS, lenient=True)] = None
    triSensListePiecesJointes: Sense = None


class ReadSent(Criteria):
    also: ClassVar = {
        "pLigneRecapTva": "getpLigneRecapTva",
        "pLignesPoste": "getpLignesPoste",
        "pListePiecesJointes": "getpListePiecesJointes",
    }

    codeLangue: Text = None
    getpLigneRecapTva: PagingOfVat = PagingOfVat()
    getpLignesPoste: PagingOfLines = PagingOfLines()
    getpListePiecesJointes: PagingOfPieces = PagingOfPieces()
    identifiantFactureCPP: Id = None
    idUtilisateurCourant: Leftover = None


class Framework(Told):
    codeCadreFacturation: Annotated[Text, OneOf(invoice_lists.FRAMEWORKS_TOLD)] = None
    codeServiceMoa: Text = None
    codeServiceMoe: Text = None
    codeValideur1: Text = None
    codeValideur2: Text = None
    dateValidation1: Day = None
    dateValidation2: Day = None
    designationMoa: Text = None
    designationMoe: Text = None
    designationValideur2: Text = None
    identifiantMoa: Text = None
    identifiantMoe: Text = None
    idMoa: Number = None
    idMoe: Number = None
    idServiceMoa: Number = None
    idServiceMoe: Number = None
    idValideur1: Number = None
    idValideur2: Number = None
    nomMoe: Text = None
    nomServiceMoa: Text = None
    nomServiceMoe: Text = None
    nomValideur1: Text = None
    nomValideur2: Text = None
    prenomMoe: Text = None
    prenomValideur1: Text = None
    prenomValideur2: Text = None
    raisonSocialeMoa: Text = None
    raisonSocialeMoe: Text = None
    raisonSocialeValideur1: Text = None
    raisonSocialeValideur2: Text = None
    typeIdentifiantMoa: Kind = None
    typeIdentifiantMoe: Kind = None
    typeIdentifiantValideur1: Kind = None
    typeIdentifiantValideur2: Kind = None


class RecipientOfSent(Told):
    adresseDestinataireCodePays: Text = None
    adresseDestinataireCodePostal: Text = None
    adresseDestinataireComplement1: Text = None
    adresseDestinataireComplement2: Text = None
    adresseDestinataireDetail: Text = None
    adresseDestinataireId: Number = None
    adresseDestinataireLibellePays: Text = None
    adresseDestinataireVille: Text = None
    codeDestinataire: Text = None
    codeServiceExecutant: Text = None
    designationDestinataire: Text = None
    idDestinataire: Number = None
    idServiceExecutant: Number = None
    libelleDestinataire: Text = None
    libelleServiceExecutant: Text = None
    miseEnPaiementDestinataire: Flag = None


class Factor(Told):
    affactureurCode: Text = None
    affactureurCodePays: Text = None
    affactureurId: Number = None
    affactureurRaisonSociale: Text = None
    affactureurTypeIdentifiant: Kind = None


class Supplier(Told):
    adresseFournisseurCodePays: Text = None
    adresseFournisseurCodePostal: Text = None
    adresseFournisseurComplement1: Text = None
    adresseFournisseurComplement2: Text = None
    adresseFournisseurDetail: Text = None
    adresseFournisseurId: Number = None
    adresseFournisseurLibellePays: Text = None
    adresseFournisseurVille: Text = None
    affactureur: Factor | None = None
    codeFournisseur: Text = None
    codeServiceFournisseur: Text = None
    coordBancairesBicSwift: Text = None
    coordBancairesCodeGuichet: Text = None
    coordBancairesFournisseurCleIban: Text = None
    coordBancairesFournisseurCleRib: Text = None
    coordBancairesFournisseurCodeBanque: Text = None
    coordBancairesFournisseurCodePays: Text = None
    coordBancairesFournisseurCompteBancaire: Text = None
    coordBancairesFournisseurId: Number = None
    coordBancairesFournisseurLibelle: Text = None
    coordBancairesFournisseurType: Annotated[Text, OneOf(invoice_lists.ACCOUNTS)] = None
    designationFournisseur: Text = None
    idFournisseur: Number = None
    idServiceFournisseur: Number = None
    libelleServiceFournisseur: Text = None
    numeroRcsFournisseur: Text = None
    typeIdentifiantFournisseur: Kind = None


class SupplierOfSent(Supplier):
    designationFournisseur: Text = None
    nomFournisseur: Text = None
    prenomFournisseur: Text = None
    raisonSocialeFournisseur: Text = None


class Line(Told):
    lignePosteDenomination: Text = None
    lignePosteMontantHtApresRemise: Amount = None
    lignePosteMontantRemiseHT: Amount = None
    lignePosteMontantTtcApresRemise: Amount = None
    lignePosteMontantTva: Amount = None
    lignePosteMontantUnitaireHT: Amount = None
    lignePosteNumero: Number = None
    lignePosteQuantite: Amount = None
    lignePosteReference: Text = None
    lignePosteTauxTva: Text = None
    lignePosteTauxTvaManuel: Amount = None
    lignePosteUniteCode: Number = None
    lignePosteUniteLibelle: Text = None


class Lines(Told):
    lignePoste: list[Line] = []
    nbResultatsParPageLignesPoste: Number = None
    pageCouranteLignesPoste: Number = None
    pagesLignesPoste: Number = None
    totalLignesPoste: Number = None


class Piece(Told):
    pieceJointeDesignation: Text = None
    pieceJointeExtension: Text = None
    pieceJointeId: Number = None
    pieceJointeIdLiaison: Number = None
    pieceJointeNumeroLigneFacture: Number = None
    pieceJointeTypeCode: Text = None
    pieceJointeTypeLibelle: Text = None


class Pieces(Told):
    nbResultatsParPageListePiecesJointe: Number = None
    pageCouranteListePiecesJointe: Number = None
    pagesListePiecesJointe: Number = None
    pieceJointe: list[Piece] = []
    totalListePiecesJointe: Number = None


class Totals(Told):
    montantAPayer: Amount = None
    montantHtTotal: Amount = None
    montantRemiseGlobaleTTC: Amount = None
    montantTtcAvantRemiseGlobalTTC: Amount = None
    montantTtcTotal: Amount = None
    montantTVA: Amount = None
    motifRemiseGlobaleTTC: Text = None


class MainPiece(Told):
    idLiaisonPieceJointePrincipale: Number = None
    idPieceJointePrincipale: Number = None


class Preceding(Told):
    cadreFacturationPiecePrecedente: Text = None
    codeServiceExecutantPiecePrecedente: Text = None
    idDestinatairePiecePrecedente: Number = None
    identifiantDestinatairePiecePrecedente: Text = None
    idPiecePrecedente: Number = None
    idServiceExecutantPiecePrecedente: Number = None
    nomServiceExecutantPiecePrecedente: Text = None
    numeroPiecePrecedente: Text = None
    raisonSocialeDestinatairePiecePrecedente: Text = None


class Next(Told):
    cadreFacturationPieceSuivante: Text = None
    idPieceSuivante: Number = None
    numeroPieceSuiante: Text = None


class VatRow(Told):
    ligneTvaMontantBaseHtParTaux: Amount = None
    ligneTvaMontantTvaParTaux: Amount = None
    ligneTvaTauxManuel: Amount = None
    ligneTvaTauxRefCode: Text = None
    ligneTvaTauxRefId: Number = None
    ligneTvaTauxRefLibelle: Text = None
    ligneTvaTauxRefValeur: Amount = None


class VatRows(Told):
    ligneTva: list[VatRow] = []
    nbResultatsParPageLignesRecapitulativesTVA: Number = None
    pageCouranteLignesRecapitulativesTVA: Number = None
    pagesLignesRecapitulativesTVA: Number = None
    totalLignesRecapitulativesTVA: Number = None


class References(Told):
    codeDeviseFacture: Text = None
    dateCreationFacture: Minute = None
    dateDepot: Day = None
    dateEcheancePaiement: Day = None
    dateFacture: Day = None
    libelleDeviseFacture: Text = None
    libelleMotifExonerationTva: Text = None
    modePaiement: Annotated[Text, OneOf(lists.PAYMENTS)] = None
    motifExonerationTva: Text = None
    numeroBonCommande: Text = None
    numeroDpMandat: Text = None
    numeroFactureOrigine: Text = None
    numeroMarche: Text = None
    tailleTotalePiecesJointes: Amount = None
    typeFacture: Type = None
    typeFactureTravaux: Annotated[Text, OneOf(lists.WORKS)] = None
    typeTva: Annotated[Text, OneOf(invoice_lists.VAT_REGIMES)] = None


class SentInvoice(Told):
    cadreDeFacturation: Framework | None = None
    commentaire: Text = None
    destinataire: RecipientOfSent | None = None
    fournisseur: SupplierOfSent | None = None
    identifiantFactureCPP: Number = None
    lignesDePoste: Lines | None = None
    listeDesPiecesJointes: Pieces | None = None
    modeDepot: Annotated[Text, OneOf(lists.DEPOSITS)] = None
    montantTotal: Totals | None = None
    numeroFacture: Text = None
    pieceJointePrincipale: MainPiece | None = None
    piecePrecedente: Preceding | None = None
    pieceSuivante: Next | None = None
    recapitulatifDeTva: VatRows | None = None
    references: References | None = None
    rejetTraite: Flag = None
    statutFacture: State = None


class SentRead(Answer):
    facture: SentInvoice | None = None


class ReadReceived(Criteria):
    also: ClassVar = {"idFacture": "identifiantFactureCPP"}

    codeLangue: Text = None
    identifiantFactureCPP: Id = None
    idUtilisateurCourant: Leftover = None
    rechercheLignePoste: PagingOfLines = PagingOfLines()
    rechercheligneTvaRecap: PagingOfVat = PagingOfVat()
    recherchePj: PagingOfPieces = PagingOfPieces()


class Recipient(Told):
    adresseDestinataireCodePays: Text = None
    adresseDestinataireCodePostal: Text = None
    adresseDestinataireComplement1: Text = None
    adresseDestinataireComplement2: Text = None
    adresseDestinataireDetail: Text = None
    adresseDestinataireId: Number = None
    adresseDestinataireLibellePays: Text = None
    adresseDestinataireVille: Text = None
    codeDestinataire: Text = None
    codeServiceExecutant: Text = None
    destinataireEtat: Annotated[Text, OneOf(invoice_lists.YES_NO)] = None
    idDestinataire: Number = None
    idServiceExecutant: Number = None
    libelleDestinataire: Text = None
    libelleServiceExecutant: Text = None


class PrecedingOfReceived(Told):
    cadreFacturationPiecePrecedente: Annotated[Text, OneOf(invoice_lists.FRAMEWORKS)] = None
    codeServiceExecutantPiecePrecedente: Text = None
    idDestinatairePiecePrecedente: Number = None
    identifiantDestinatairePiecePrecedente: Text = None
    idPiecePrecedente: Number = None
    idServiceExecutantPiecePrecedente: Number = None
    nomServiceExecutantPiecePrecedente: Text = None
    numeroPiecePrecedente: Text = None
    raisonSocialeDestinatairePiecePrecedente: Text = None


class NextOfReceived(Told):
    cadreFacturationPieceSuivante: Annotated[Text, OneOf(invoice_lists.FRAMEWORKS)] = None
    idPieceSuivante: Number = None
    numeroPieceSuivante: Text = None


class ReceivedInvoice(Told):
    cadreDeFacturation: Framework | None = None
    commentaire: Text = None
    destinataire: Recipient | None = None
    fournisseur: Supplier | None = None
    identifiantFactureCPP: Number = None
    lignesDePoste: Lines | None = None
    listeDesPiecesJointes: Pieces | None = None
    modeDepot: Annotated[Text, OneOf(lists.DEPOSITS)] = None
    montantTotal: Totals | None = None
    numeroFacture: Text = None
    pieceJointePrincipale: MainPiece | None = None
    piecePrecedente: PrecedingOfReceived | None = None
    pieceSuivante: NextOfReceived | None = None
    recapitulatifDeTva: VatRows | None = None
    references: References | None = None
    statutFacture: State = None


class ReceivedRead(Answer):
    facture: ReceivedInvoice | None = None


class ReadValidated(Criteria):
    codeLangue: Text = None
    identifiantFactureCPP: Id = None
    idUtilisateurCourant: Leftover = None
    rechercheLignePoste: PagingOfLines = PagingOfLines()
    rechercheLigneTvaRecap: PagingOfVat = PagingOfVat()
    recherchePj: PagingOfPieces = PagingOfPieces()
