"""Schemas of what a valideur asks (chorus-pro-api.md §4.1)."""

from typing import Annotated

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


class PagingOfValidated(Paging):
    triColonne: Annotated[Text, OneOf(invoice_lists.VALIDATED_COLUMNS, lenient=True)] = None


class SearchValidated(Criteria):
    cadreFacturation: Annotated[Text, OneOf(invoice_lists.FRAMEWORKS)] = None
    idDestinataire: Id = None
    idFournisseur: Id = None
    idServiceExecutant: Id = None
    idServiceFournisseur: Id = None
    idStructureMoa: Id = None
    idStructureMoe: Id = None
    idStructureValideur: Id = None
    idUtilisateurCourant: Leftover = None
    listeTypeFacture: OneOrMany[Type] = []
    listeTypeFactureTravaux: OneOrMany[Annotated[Text, OneOf(lists.WORKS)]] = []
    montantAPayerMax: Amount = None
    montantAPayerMin: Amount = None
    montantHTMax: Amount = None
    montantHTMin: Amount = None
    montantTTCMax: Amount = None
    montantTTCMin: Amount = None
    numeroEngagement: Text = None
    numeroFacture: Text = None
    numeroMarche: Text = None
    pagination: PagingOfValidated = PagingOfValidated()
    periodeDateDepotAu: AskedUntil = None
    periodeDateDepotDu: AskedInstant = None
    periodeDateFactureAu: AskedDay = None
    periodeDateFactureDu: AskedDay = None
    rechercheSirenDestinataire: Flag = None
    rechercheSirenFournisseur: Flag = None
    statutCourant: OneOrMany[State] = []
    typeDemandePaiement: Annotated[Text, OneOf(lists.REQUESTS)] = None


class Validated(Told):
    codeServiceExecutant: Text = None
    codeServiceFournisseur: Text = None
    codeServiceMoa: Text = None
    codeServiceMoe: Text = None
    dateDepot: Day = None
    dateFacture: Day = None
    designationDestinataire: Text = None
    designationFournisseur: Text = None
    designationMoa: Text = None
    designationMoe: Text = None
    designationValideur: Text = None
    devise: Text = None
    idDestinataire: Number = None
    identifiantDestinataire: Text = None
    identifiantFournisseur: Text = None
    identifiantMoa: Text = None
    identifiantMoe: Text = None
    identifiantValideur: Text = None
    idFacture: Number = None
    idFournisseur: Number = None
    idMoa: Number = None
    idMoe: Number = None
    idServiceExecutant: Number = None
    idServiceMoa: Number = None
    idServiceMoe: Number = None
    idValideur: Number = None
    montantAPayer: Number = None
    montantHT: Number = None
    montantTTC: Number = None
    nomServiceExecutant: Text = None
    nomServiceFournisseur: Text = None
    nomServiceMoa: Text = None
    nomServiceMoe: Text = None
    numeroEngagement: Text = None
    numeroFacture: Text = None
    numeroMarche: Text = None
    statut: State = None
    typeDemandePaiement: Annotated[Text, OneOf(lists.REQUESTS)] = None
    typeFacture: Type = None
    typeFactureTravaux: Annotated[Text, OneOf(lists.WORKS)] = None
    typeIdentifiantDestinataire: Kind = None
    typeIdentifiantFournisseur: Kind = None
    typeIdentifiantMoa: Kind = None
    typeIdentifiantMoe: Kind = None
    typeIdentifiantValideur: Kind = None


class ValidatedFound(Answer):
    listeFactures: list[Validated] = []
    parametresRetour: ParametresRetour


class PagingOfToValidate(Paging):
    triColonne: Annotated[Text, OneOf(invoice_lists.TO_VALIDATE_COLUMNS, lenient=True)] = None


class SearchToValidate(Criteria):
    identifiantStructure: Text = None
    idStructure: Id = None
    idUtilisateurCourant: Leftover = None
    pagination: PagingOfToValidate = PagingOfToValidate()
    typeIdentifiantStructure: Kind = None


class ToValidateFound(Answer):
    listeFactures: list[Validated] = []
    parametresRetour: ParametresRetour


class AskStatuses(Criteria):
    idUtilisateurCourant: Leftover = None


class StatusSeen(Told):
    codeStatutFacture: Text = None


class StatusesSeen(Answer):
    listeStatutFacture: list[StatusSeen] = []
