"""Schemas of the search of payment requests of any kind (chorus-pro-api.md §4.1)."""

from typing import Annotated

from . import invoice_lists, lists
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
    Number,
    OneOf,
    OneOrMany,
    Text,
    Told,
)

Kind = Annotated[Text, OneOf(lists.KINDS)]
Type = Annotated[Text, OneOf(invoice_lists.TYPES)]
State = Annotated[Text, OneOf(invoice_lists.STATUSES)]


class RecipientAsked(Criteria):
    identifiantStructureDestinataire: Text = None
    idStructureDestinataire: Id = None
    typeIdentifiantStructureDestinataire: Kind = None


class SupplierAsked(Criteria):
    identifiantStructureFournisseur: Text = None
    idStructureFournisseur: Id = None
    typeIdentifiantStructureFournisseur: Kind = None


class OwnerAsked(Criteria):
    identifiantStructureMoa: Text = None
    idStructureMoa: Id = None
    typeIdentifiantStructureMoa: Kind = None


class ManagerAsked(Criteria):
    identifiantStructureMoe: Text = None
    idStructureMoe: Id = None
    typeIdentifiantStructureMoe: Kind = None


class ValidatorAsked(Criteria):
    identifiantStructureValideur: Text = None
    idStructureValideur: Id = None
    typeIdentifiantStructureValideur: Kind = None


class SearchRequests(Criteria):
    cadreFacturation: Annotated[Text, OneOf(invoice_lists.FRAMEWORKS)] = None
    dpOuDpArchive: Annotated[Text, OneOf(invoice_lists.ARCHIVES)] = None
    idServiceDestinataire: Id = None
    idServiceFournisseur: Id = None
    idServiceMoa: Id = None
    idServiceMoe: Id = None
    montantAPayerMax: Amount = None
    montantAPayerMin: Amount = None
    montantHTMax: Amount = None
    montantHTMin: Amount = None
    montantTTCMax: Amount = None
    montantTTCMin: Amount = None
    numeroBonCommande: Text = None
    numeroDossierFacturation: Text = None
    numeroDpMandat: Text = None
    numeroFacture: Text = None
    numeroFactureMemoire: Text = None
    numeroFactureOrigine: Text = None
    numeroMarche: Text = None
    periodeDateDepotAu: AskedUntil = None
    periodeDateDepotDu: AskedInstant = None
    periodeDateFournisseurAu: AskedDay = None
    periodeDateFournisseurDu: AskedDay = None
    periodeDateHeureEtatCourantAu: AskedUntil = None
    periodeDateHeureEtatCourantDu: AskedInstant = None
    rechercheSirenDestinataire: Flag = None
    rechercheSirenFournisseur: Flag = None
    roleUtilisateur: Annotated[Text, OneOf(invoice_lists.ROLES)] = None
    statutCourant: OneOrMany[State] = []
    structureDestinataire: RecipientAsked = RecipientAsked()
    structureFournisseur: SupplierAsked = SupplierAsked()
    structureMoa: OwnerAsked = OwnerAsked()
    structureMoe: ManagerAsked = ManagerAsked()
    structureValideur: ValidatorAsked = ValidatorAsked()
    typeDemandePaiement: Annotated[Text, OneOf(lists.REQUESTS)] = None
    typeFacture: Type = None
    typeFactureTravaux: Annotated[Text, OneOf(lists.WORKS)] = None


class Request(Told):
    cadreFacturation: Text = None
    codeServiceDestinataire: Text = None
    commentaireEtatCourant: Text = None
    dateDepot: Day = None
    dateFournisseur: Day = None
    dateHeureEtatCourant: Instant = None
    dpOuDpArchive: Text = None
    etatCourant: Text = None
    idDemandePaiement: Number = None
    idDossierFacturation: Number = None
    identifiantStructureDestinataire: Text = None
    identifiantStructureFournisseur: Text = None
    idServiceDestinataire: Number = None
    idServiceFournisseur: Number = None
    idServiceMoa: Number = None
    idServiceMoe: Number = None
    idStructureDestinataire: Number = None
    idStructureFournisseur: Number = None
    idStructureMoa: Number = None
    idStructureMoe: Number = None
    idStructureValideur1: Number = None
    idStructureValideur2: Number = None
    montantAPayer: Amount = None
    montantHT: Amount = None
    montantTTC: Amount = None
    nombreResultatTotal: Text = None
    nomServiceDestinataire: Text = None
    numeroBonCommande: Text = None
    numeroDemandePaiement: Text = None
    numeroDossierFacturation: Text = None
    numeroDpMandat: Text = None
    numeroFactureOrigine: Text = None
    numeroMarche: Text = None
    siretDestinataireQualif: Text = None
    siretFournisseurQualif: Text = None
    typeDemandePaiement: Text = None
    typeFacture: Text = None
    typeFactureTravaux: Text = None


class RequestsFound(Answer):
    listeDemandePaiement: list[Request] = []
    total: Number = None
