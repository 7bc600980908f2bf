"""Schemas of the searches of invoices by both sides (chorus-pro-api.md §4.1)."""

from typing import Annotated, Any

from pydantic import model_validator

from . import invoice_lists, lists
from .paging import Paging, ParametresRetour
from .wire import (
    Amount,
    Answer,
    AskedDay,
    AskedInstant,
    AskedUntil,
    Criteria,
    Day,
    Flag,
    Id,
    Instant,
    Leftover,
    Number,
    OneOf,
    OneOrMany,
    Text,
    Told,
)

Kind = Annotated[Text, OneOf(lists.KINDS)]
Type = Annotated[Text, OneOf(invoice_lists.TYPES)]
State = Annotated[Text, OneOf(invoice_lists.STATUSES)]


class Addressee(Criteria):
    idDestinataire: Id = None
    listeIdServiceExecutant: OneOrMany[int] = []
    raisonSocialeStuctDmd: Text = None


class PagingOfSent(Paging):
    nbResultatsMaximum: Number = None
    triColonne: Annotated[Text, OneOf(invoice_lists.SENT_COLUMNS, lenient=True)] = None


class SearchSent(Criteria):
    cadreFacturation: Annotated[Text, OneOf(invoice_lists.FRAMEWORKS)] = None
    coordonneeBancaire: Number = None
    idFournisseur: Id = None
    idServiceFournisseur: Id = None
    idStructureValideur: Id = None
    idUtilisateurCourant: Leftover = None
    idUtilisateurCreateur: OneOrMany[int] = []
    listeDestinataire: OneOrMany[Addressee] = []
    modeDepot: Annotated[Text, OneOf(lists.DEPOSITS)] = None
    montantApayerMax: Amount = None
    montantApayerMin: Amount = None
    montantHTMax: Amount = None
    montantHTMin: Amount = None
    montantTTCMax: Amount = None
    montantTTCMin: Amount = None
    numeroBonCommande: Text = None
    numeroFacture: Text = None
    numeroFactureOrigine: Text = None
    numeroFluxDepot: Text = None
    numeroMarche: Text = None
    periodeDateDepotAu: AskedUntil = None
    periodeDateDepotDu: AskedInstant = None
    periodeDateFactureAu: AskedDay = None
    periodeDateFactureDu: AskedDay = None
    periodeDateHeureEtatCourantAu: AskedUntil = None
    periodeDateHeureEtatCourantDu: AskedInstant = None
    rechercheFactureParFournisseur: PagingOfSent = PagingOfSent()
    rechercheSirenDestinataire: Flag = None
    recupererTaille: Flag = None
    rejetTraite: Flag = None
    statutCourant: OneOrMany[str] = []
    typeFacture: Type = None


class Sent(Told):
    affactureurCode: Text = None
    affactureurRaisonSociale: Text = None
    affactureurTypeIdentifiant: Text = None
    codeDestinataire: Text = None
    codeFournisseur: Text = None
    codeServiceExecutant: Text = None
    codeServiceFournisseur: Text = None
    codeValideur1: Text = None
    codeValideur2: Text = None
    commentaireEtatCourant: Text = None
    coordBancairesFournisseurCleIban: Text = None
    coordBancairesFournisseurCleRib: Text = None
    coordBancairesFournisseurCodeBanque: Text = None
    coordBancairesFournisseurCodePays: Text = None
    coordBancairesFournisseurCompteBancaire: Text = None
    coordBancairesFournisseurNomCb: Text = None
    dateDepot: Day = None
    dateFacture: Day = None
    dateHeureEtatCourant: Instant = None
    dateValidation1: Day = None
    dateValidation2: Day = None
    designationDestinataire: Text = None
    designationFournisseur: Text = None
    devise: Text = None
    idDestinataire: Number = None
    identifiantFactureCPP: Number = None
    idServiceExecutant: Number = None
    modeDepot: Text = None
    montantAPayer: Amount = None
    montantHT: Amount = None
    montantTTC: Amount = None
    nomPrenomUtilisateurCreateur: Text = None
    nomServiceExecutant: Text = None
    nomServiceFournisseur: Text = None
    nomValideur1: Text = None
    nomValideur2: Text = None
    numeroBonCommande: Text = None
    numeroFacture: Text = None
    numeroFactureOrigine: Text = None
    numeroFluxDepot: Text = None
    numeroMarche: Text = None
    prenomValideur1: Text = None
    prenomValideur2: Text = None
    raisonSocialeValideur1: Text = None
    raisonSocialeValideur2: Text = None
    rejetTraite: Flag = None
    statut: Text = None
    taille: Number = None
    typeDemandePaiement: Text = None
    typeFacture: Type = None
    typeIdentifiantFournisseur: Kind = None
    typeIdentifiantValideur1: Text = None
    typeIdentifiantValideur2: Text = None


class SentFound(Answer):
    listeFactures: list[Sent] = []
    parametresRetour: ParametresRetour


class PagingOfSentToDo(Paging):
    nbResultatsMaximum: Number = None
    triColonne: Annotated[Text, OneOf(invoice_lists.SENT_TO_DO_COLUMNS, lenient=True)] = None


class SearchSentToDo(Criteria):
    idStructure: Id = None
    idUtilisateurCourant: Leftover = None
    masquerRejetee: Flag = None
    rechercheFactureATraiterParFournisseur: PagingOfSentToDo = PagingOfSentToDo()
    recupererTaille: Flag = None


class SentToDo(Told):
    codeDestinataire: Text = None
    codeFournisseur: Text = None
    codeServiceExecutant: Text = None
    codeServiceFournisseur: Text = None
    dateDepot: Day = None
    dateFacture: Day = None
    designationDestinataire: Text = None
    designationFournisseur: Text = None
    devise: Text = None
    idDestinataire: Number = None
    identifiantFactureCPP: Number = None
    idServiceExecutant: Number = None
    montantAPayer: Amount = None
    montantHT: Amount = None
    montantTTC: Amount = None
    nomServiceExecutant: Text = None
    nomServiceFournisseur: Text = None
    numeroBonCommande: Text = None
    numeroFacture: Text = None
    numeroMarche: Text = None
    statut: Text = None
    taille: Number = None
    typeDemandePaiement: Text = None
    typeFacture: Type = None
    typeIdentifiantFournisseur: Kind = None


class SentToDoFound(Answer):
    listeFactures: list[SentToDo] = []
    parametresRetour: ParametresRetour


class Sender(Criteria):
    idFournisseur: Id = None
    listeIdService: OneOrMany[int] = []


class PagingOfReceived(Paging):
    nbResultatsMaximum: Number = None
    triColonne: Annotated[Text, OneOf(invoice_lists.RECEIVED_COLUMNS, lenient=True)] = None


class SearchReceived(Criteria):
    @model_validator(mode="before")
    @classmethod
    def false_is_given(cls, sent: Any) -> Any:
        """But beside criteria that are written out as nothing: whoever sends every key sends that one too."""
        name = "factureTelechargeeParDestinataire"
        if not isinstance(sent, dict) or sent.get(name) is not False:
            return sent
        every_key = any(value == "" or (value == 0 and value is not False) for value in sent.values())
        return {key: value for key, value in sent.items() if key != name} if every_key else sent

    cadreFacturation: Annotated[Text, OneOf(invoice_lists.FRAMEWORKS_RECEIVED)] = None
    factureTelechargeeParDestinataire: Flag = None
    idDestinataire: Id = None
    idServiceExecutant: Id = None
    idStructureValideur: Id = None
    idUtilisateurCourant: Leftover = None
    listeFournisseurs: OneOrMany[Sender] = []
    listeTypeFacture: OneOrMany[Annotated[Text, OneOf(invoice_lists.TYPES_ASKED)]] = []
    listeTypeFactureTravaux: OneOrMany[Annotated[Text, OneOf(lists.WORKS)]] = []
    montantApayerMax: Amount = None
    montantApayerMin: Amount = None
    montantHTMax: Amount = None
    montantHTMin: Amount = None
    montantTTCMax: Amount = None
    montantTTCMin: Amount = None
    numeroBonCommande: Text = None
    numeroFacture: Text = None
    numeroMarche: Text = None
    paramRecherche: PagingOfReceived = PagingOfReceived()
    periodeDateDepotAu: AskedUntil = None
    periodeDateDepotDu: AskedInstant = None
    periodeDateFactureAu: AskedDay = None
    periodeDateFactureDu: AskedDay = None
    periodeDateHeureEtatCourantAu: AskedUntil = None
    periodeDateHeureEtatCourantDu: AskedInstant = None
    rechercheSirenFournisseur: Flag = None
    recupererTaille: Flag = None
    statutCourant: OneOrMany[State] = []
    typeDemandePaiement: Annotated[Text, OneOf(invoice_lists.REQUESTS_RECEIVED)] = None


class Received(Told):
    codeDestinataire: Text = None
    codeFournisseur: Text = None
    codeMOA: Text = None
    codeMOE: Text = None
    codeServiceExecutant: Text = None
    codeServiceFournisseur: Text = None
    commentaireEtatCourant: Text = None
    dateDepot: Day = None
    dateFacture: Day = None
    dateHeureEtatCourant: Instant = None
    designationDestinataire: Text = None
    designationFournisseur: Text = None
    designationMOA: Text = None
    designationMOE: Text = None
    devise: Text = None
    factureTelechargeeParDestinataire: Flag = None
    idDestinataire: Number = None
    idFacture: Number = None
    idServiceExecutant: Number = None
    montantAPayer: Amount = None
    montantHT: Amount = None
    montantTTC: Amount = None
    nomServiceExecutant: Text = None
    nomServiceFournisseur: Text = None
    numeroBonCommande: Text = None
    numeroFacture: Text = None
    numeroMarche: Text = None
    statut: State = None
    taille: Number = None
    typeDemandePaiement: Annotated[Text, OneOf(lists.REQUESTS)] = None
    typeFacture: Type = None
    typeFactureTravaux: Annotated[Text, OneOf(lists.WORKS)] = None
    typeIdentifiantFournisseur: Kind = None
    typeIdentifiantMOA: Text = None
    typeIdentifiantMOE: Text = None


class ReceivedFound(Answer):
    listeFactures: list[Received] = []
    nbResultatsParPage: Number = None
    pageCourante: Number = None
    pages: Number = None
    total: Number = None


class PagingOfReceivedToDo(Paging):
    getnbResultatsMaximum: Number = None
    triColonne: Annotated[Text, OneOf(invoice_lists.RECEIVED_TO_DO_COLUMNS, lenient=True)] = None


class SearchReceivedToDo(Criteria):
    idStructure: Id = None
    idUtilisateurCourant: Leftover = None
    parametreRechercheFactureATraiterParRecipiendaire: PagingOfReceivedToDo = PagingOfReceivedToDo()
    recupererTaille: Flag = None


class ReceivedToDoFound(Answer):
    listeFactures: list[Received] = []
    parametresRetour: ParametresRetour
