"""Schemas of what « Transverses » finds and hands over: recipients, attachments, register data (§4.3)."""

from typing import Annotated

from . import lists
from .paging import ParametresRetour, Sorted
from .wire import Answer, Criteria, Flag, Id, Instant, Leftover, Number, OneOf, OneOrMany, Sent, Text, Told


class AjouterFichier(Sent):
    idUtilisateurCourant: Leftover = None
    pieceJointeExtension: Text = None
    pieceJointeFichier: Text = None
    pieceJointeNom: Text = None
    pieceJointeTypeMime: Text = None


class FichierAjoute(Answer):
    pieceJointeId: Number


class FactureATelecharger(Sent):
    idFacture: Id = None


class DemandePaiementATelecharger(Sent):
    avecPiecesJointesComplementaires: Text = None
    format: Annotated[Text, OneOf(("PDF", "PIVOT"))] = None
    listeFacture: OneOrMany[FactureATelecharger] = []


class EngagementATelecharger(Sent):
    numeroEngagementJuridique: Text = None


class SollicitationATelecharger(Sent):
    idSollicitation: Id = None
    pieceJointeSollicitation: Text = None


class StructureATelecharger(Sent):
    idStructure: Id = None
    identifiantStructure: Text = None
    typeIdentifiantStructure: Annotated[Text, OneOf(lists.KINDS)] = None


class TelechargerPieceJointe(Sent):
    demandePaiement: DemandePaiementATelecharger = DemandePaiementATelecharger()
    engagementJuridique: EngagementATelecharger = EngagementATelecharger()
    objetPieceJointe: Annotated[
        Text,
        OneOf(
            (
                "DEMANDE_PAIEMENT",
                "ENGAGEMENT_JURIDIQUE",
                "SOLLICITATION",
                "STRUCTURE_PIECEJOINTE",
                "STRUCTURE_MANDAT",
                "STRUCTURE_COORDONNEE_BANCAIRE",
                "UTILISATEUR",
            )
        ),
    ] = None
    sollicitation: SollicitationATelecharger = SollicitationATelecharger()
    structure: StructureATelecharger = StructureATelecharger()


class PieceJointeTelechargee(Answer):
    pieceJointe: str


class TelechargerAnnuaire(Criteria):
    pass


class AnnuaireTelecharge(Answer):
    fichierResultat: str


class DetacherPieceJointe(Criteria):
    idPieceJointeObjet: Id = None


class RechercherPjStructure(Criteria):
    codeLangue: Text = None
    idStructureCPP: Id = None
    parametresRecherche: Sorted = Sorted()
    pieceJointeDesignation: Text = None
    pieceJointeTypeId: Id = None


class PieceStructure(Told):
    pieceJointeDesignation: Text = None
    pieceJointeExtension: Text = None
    pieceJointeId: Number = None
    pieceJointeObjetId: Number = None
    pieceJointeStructureCode: Text = None
    pieceJointeStructureId: Number = None
    pieceJointeStructureRaisonSociale: Text = None
    pieceJointeTypeCode: Text = None
    pieceJointeTypeLibelle: Text = None
    pieceJointeUtilisateurId: Number = None


class PiecesStructure(Answer):
    listePiecesJointes: list[PieceStructure] = []
    parametresRetour: ParametresRetour


class RechercherPjMonCompte(Criteria):
    codeLangue: Text = None
    parametresRecherche: Sorted = Sorted()
    pieceJointeDesignation: Text = None
    pieceJointeTypeId: Id = None


class PieceMonCompte(Told):
    pieceJointeDesignation: Text = None
    pieceJointeExtension: Text = None
    pieceJointeId: Number = None
    pieceJointeObjetId: Number = None
    pieceJointeTypeCode: Text = None
    pieceJointeTypeLibelle: Text = None
    pieceJointeUtilisateurId: Number = None


class PiecesMonCompte(Answer):
    listePiecesJointes: list[PieceMonCompte] = []
    parametresRetour: ParametresRetour


class RechercherDestinataire(Criteria):
    identifiant: Text = None
    nomVilleCodePostal: Text = None
    parametresRecherche: Sorted = Sorted()
    typeStructure: Text = None


class Destinataire(Told):
    adresseCodePostal: Text = None
    adresseVille: Text = None
    idStructureCPP: Number = None
    nomDestinataire: Text = None
    siret: Text = None


class DestinatairesTrouves(Answer):
    listeDestinataires: list[Destinataire] = []
    parametresRetour: ParametresRetour


class RechercherServiceExecutant(Criteria):
    actif: Flag = None
    codeServiceExecutant: Text = None
    idDestinataireCPP: Id = None
    nomServiceExecutant: Text = None
    parametresRecherche: Sorted = Sorted()


class ServiceExecutant(Told):
    codeServiceExecutant: Text = None
    idServicesCPP: Number = None
    nomServiceExecutant: Text = None


class ServicesExecutants(Answer):
    listeServices: list[ServiceExecutant] = []
    parametresRetour: ParametresRetour


class ConsulterInformationSiret(Criteria):
    siretStructure: Text = None


class InformationSiret(Answer):
    adresse: Text = None
    categorieEntreprise: Text = None
    categorieJuridique: Text = None
    civilite: Text = None
    dateCreationEntreprise: Text = None
    dateCreationEtablissement: Text = None
    dateReactivationEtablissement: Text = None
    estActif: Flag = None
    localisationSiege: Text = None
    nonDiffusibleInsee: Flag = None
    numeroInterneClassement: Text = None
    raisonSociale: Text = None
    siege: Text = None
    siren: Text = None
    siret: Text = None
    siretPredecesseurSuccesseur: Text = None


class RechercherCategorie(Criteria):
    codeCategorie: Text = None
    estActif: Flag = None
    libelleCategorie: Text = None
    pagination: Sorted = Sorted()


class Categorie(Told):
    codeCategorie: Text = None
    idTechniqueCategorie: Number = None
    libelleCategorie: Text = None


class Categories(Answer):
    listeCategories: list[Categorie] = []
    parametresRetour: ParametresRetour


class RechercherSousCategorie(Criteria):
    code: Text = None
    estActif: Flag = None
    idTechniqueCategorie: Id = None
    libelle: Text = None
    pagination: Sorted = Sorted()


class SousCategorieDetail(Told):
    code: Text = None
    dateCreation: Instant = None
    dateDerniereModification: Instant = None
    estActif: Flag = None
    idTechniqueCategorie: Number = None
    libelle: Text = None


class SousCategorie(Told):
    categorie: list[Categorie] = []
    ssCategorie: list[SousCategorieDetail] = []


class SousCategories(Answer):
    listeSousCategories: list[SousCategorie] = []
    parametresRetour: ParametresRetour
