"""Schemas of what the portal has nothing of yet: commitments (§4.5) and works invoices (§4.6)."""

from typing import Annotated

from . import lists
from .paging import ParametresRetour, Sorted
from .wire import Amount, Answer, AskedInstant, Criteria, Day, Flag, Id, Instant, Number, OneOf, OneOrMany, Text, Told


class RechercherEngagements(Criteria):
    codeEngagementJuridique: Text = None
    etatCourantEngagementJuridique: Text = None
    montantTTCMax: Amount = None
    montantTTCMin: Amount = None
    numeroEngagementJuridique: Text = None
    numeroMarcheEngagementJuridique: Text = None
    parametresRecherche: Sorted = Sorted()
    periodeDateNotificationEJAu: AskedInstant = None
    periodeDateNotificationEJDu: AskedInstant = None
    structureReceptriceEngagementJuridique: Text = None


class EngagementTrouve(Told):
    codeServiceExecutant: Text = None
    dateNotificationEJ: Instant = None
    deviseEngagement: Text = None
    idEngagementJuridique: Number = None
    identifiantStructureReceptrice: Text = None
    libelleEtatCourantEJ: Text = None
    libelleServiceExecutant: Text = None
    libelleStructureReceptrice: Text = None
    libelleTypeEngagementJuridique: Text = None
    montantTotalTtc: Amount = None
    numeroEngagementJuridique: Text = None
    structureReceptrice: Text = None
    taillePJ: Amount = None


class EngagementsTrouves(Answer):
    listeEngagementJuridique: list[EngagementTrouve] = []
    parametresRetour: ParametresRetour


class ConsulterEngagement(Criteria):
    idEngagement: Id = None
    numeroEngagementJuridique: Text = None


class EngagementConsulte(Answer):
    etatCourantEngagement: Text = None
    idEngagement: Number = None
    numeroEngagementJuridique: Text = None


class RechercherTravaux(Criteria):
    avecSansService: Text = None
    cadreFacturation: Text = None
    flagTelecharge: Flag = None
    idCoordonneeBancaire: Id = None
    idDestinataire: Id = None
    idServiceExecutant: Id = None
    idServiceFournisseur: Id = None
    idServiceMoa: Id = None
    idServiceMoe: Id = None
    idStructureFournisseur: Id = None
    idStructureMoa: Id = None
    idStructureMoe: Id = None
    idStructureValideur: Id = None
    listeStatutCourant: OneOrMany[str] = []
    listeTypeFactureTravaux: OneOrMany[str] = []
    modeDepot: Text = None
    numeroBonCommande: Text = None
    numeroFactureTravaux: Text = None
    numeroFluxDepot: Text = None
    numeroMarche: Text = None
    periodeDateDepotAu: AskedInstant = None
    periodeDateDepotDu: AskedInstant = None
    periodeDateFactureTravauxAu: AskedInstant = None
    periodeDateFactureTravauxDu: AskedInstant = None
    periodeDateHeureEtatCourantAu: AskedInstant = None
    periodeDateHeureEtatCourantDu: AskedInstant = None
    rechercheFactureTravaux: Sorted = Sorted()
    roleUtilisateur: Text = None
    uniquementSansPieceSuivante: Flag = None


class TravauxTrouve(Told):
    codeServiceExecutant: Text = None
    codeServiceFournisseur: Text = None
    codeServiceMoa: Text = None
    codeServiceMoe: Text = None
    dateDepot: Day = None
    dateFactureTravaux: Day = None
    dateHeureEtatCourant: Instant = None
    designationDestinataire: Text = None
    designationFournisseur: Text = None
    devise: Text = None
    factureTelechargeeParDestinataire: Flag = None
    idDestinataire: Number = None
    idFactureTravaux: Number = None
    identifiantDestinataire: Text = None
    identifiantFournisseur: Text = None
    montantAPayer: Amount = None
    montantHT: Amount = None
    montantTTC: Amount = None
    numeroFactureTravaux: Text = None
    statutFactureTravaux: Text = None
    typeDemandePaiement: Annotated[Text, OneOf(lists.REQUESTS)] = None
    typeFactureTravaux: Annotated[Text, OneOf(lists.WORKS)] = None
    typeIdentifiantFournisseur: Annotated[Text, OneOf(lists.KINDS)] = None


class TravauxTrouves(Answer):
    listeFacturesTravaux: list[TravauxTrouve] = []
    parametresRetour: ParametresRetour
