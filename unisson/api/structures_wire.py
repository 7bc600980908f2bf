"""Schemas of « Structures »: what is asked and answered, to the letter (chorus-pro-api.md §4.2)."""

from typing import Annotated, ClassVar

from . import lists
from .paging import Paging, ParametresRetour
from .wire import Answer, Criteria, Flag, Id, Instant, Minute, Number, OneOf, Text, Told

Kind = Annotated[Text, OneOf(lists.KINDS)]
ToldKind = Annotated[Text, OneOf(lists.KINDS)]


class ParametresRechercherStructure(Paging):
    triColonne: Annotated[
        Text,
        OneOf(("IdentifiantStructure", "DesignationStructure", "TypeIdentifiantStructure", "Statut"), lenient=True),
    ] = None


class RechercherStructureInput(Criteria):
    adresseCodePays: Text = None
    adresseCodePostal: Text = None
    adresseVille: Text = None
    estMOA: Flag = None
    estMOAUniquement: Flag = None
    identifiantStructure: Text = None
    libelleStructure: Text = None
    nomStructure: Text = None
    prenomStructure: Text = None
    raisonSocialeStructure: Text = None
    statutStructure: Annotated[Text, OneOf(lists.ASKED_STATES)] = None
    typeIdentifiantStructure: Kind = None
    typeStructure: Annotated[Text, OneOf(lists.NATURES)] = None


class RechercherStructure(Criteria):
    parametres: ParametresRechercherStructure = ParametresRechercherStructure()
    restreindreStructuresPrivees: Flag = None
    structure: RechercherStructureInput = RechercherStructureInput()


class StructureAAfficher(Told):
    designationStructure: Text = None
    idStructureCPP: Number = None
    identifiantStructure: Text = None
    statut: Annotated[Text, OneOf(lists.STATES)] = None
    typeIdentifiantStructure: ToldKind = None


class StructuresTrouvees(Answer):
    listeStructures: list[StructureAAfficher] = []
    parametresRetour: ParametresRetour


class ConsulterStructure(Criteria):
    also: ClassVar = {"idStructure": "idStructureCPP"}

    codeLangue: Text = None
    idStructureCPP: Id = None


class AdressePostale(Told):
    adresse: Text = None
    codePostal: Text = None
    complementAdresse1: Text = None
    complementAdresse2: Text = None
    fax: Text = None
    indicatifFax: Text = None
    indicatifTelephone: Text = None
    pays: Text = None
    telephone: Text = None
    ville: Text = None


class StructureDupliquee(Told):
    structureDupliquee: Number = None


class InformationsGeneralesStructure(Told):
    dateExpirationMotPasseCompteTech: Instant = None
    emailStructure: Text = None
    estValideurDeleguee: Flag = None
    idStructureCPP: Number = None
    idStructureOrigine: Number = None
    identifiantStructure: Text = None
    libelleStructure: Text = None
    listeStructureDupliquees: list[StructureDupliquee] = []
    nomStructure: Text = None
    numeroRcsStructure: Text = None
    numeroTVA: Text = None
    prenomStructure: Text = None
    raisonSocialeStructure: Text = None
    structurePriveePublique: Annotated[Text, OneOf(lists.NATURES)] = None
    typeIdentifiantStructure: ToldKind = None


class ParametresStructure(Told):
    codeServiceDoitEtreRenseigne: Flag = None
    connexionEDI: Flag = None
    estMoaUniquement: Flag = None
    estValideurDelegue: Flag = None
    gestionNumeroEJOuCodeService: Flag = None
    getaMoa: Flag = None
    nonDiffusibleInsee: Flag = None
    numeroEJDoitEtreRenseigne: Flag = None
    recevoirDonneesViaEDI: Flag = None
    statutMiseEnPaiementNestPasRemonte: Flag = None


class StructureConsultee(Answer):
    adressePostaleDuSiege: AdressePostale
    informationGenerales: InformationsGeneralesStructure
    parametres: ParametresStructure


class ParametresRechercherServices(Paging):
    triColonne: Annotated[
        Text,
        OneOf(("CodeService", "LibelleService", "DateDbtService", "DateFinService", "EstActif"), lenient=True),
    ] = None


class RechercherServices(Criteria):
    also: ClassVar = {"idStructureCPP": "idStructure"}

    idStructure: Id = None
    parametresRechercherServicesStructure: ParametresRechercherServices = ParametresRechercherServices()


class ServiceExpose(Told):
    codeService: Text = None
    dateDbtService: Minute = None
    dateFinService: Minute = None
    estActif: Flag = None
    idService: Number = None
    libelleService: Text = None
    statutService: Text = None


class ServicesTrouves(Answer):
    listeServices: list[ServiceExpose] = []
    parametresRetour: ParametresRetour


class ConsulterService(Criteria):
    codeLangue: Text = None
    idService: Id = None
    idStructure: Id = None


class InformationsGeneralesService(Told):
    codeService: Text = None
    descriptionService: Text = None
    nomService: Text = None


class ParametresService(Told):
    dateCreation: Minute = None
    dateDebutValidite: Minute = None
    dateFinValidite: Minute = None
    dateModification: Minute = None
    miseEnPaiement: Flag = None
    numeroEngagement: Flag = None


class ServiceConsulte(Answer):
    adressePostale: AdressePostale
    informationsGenerales: InformationsGeneralesService
    nbResultatsParPage: Number = None
    pageCourante: Number = None
    pages: Number = None
    parametres: ParametresService
    total: Number = None


class ParametresListerRattachements(Paging):
    triColonne: Annotated[Text, OneOf(("CodeService", "NomService", "StatutRattachement"), lenient=True)] = None


class ListerRattachements(Criteria):
    adresseEmailConnexionUtilisateur: Text = None
    idStructure: Id = None
    idUtilisateur: Id = None
    identifiantStructure: Text = None
    parametresListerRattachementsStructureUtilisateur: ParametresListerRattachements = ParametresListerRattachements()
    typeIdentifiantStructure: Kind = None


class ServiceRattache(Told):
    codeService: Text = None
    commentaire: Text = None
    dateDebut: Instant = None
    dateFin: Instant = None
    idRattachement: Number = None
    idService: Number = None
    nomService: Text = None
    statutRattachement: Annotated[Text, OneOf(lists.ATTACHMENTS)] = None


class RattachementsListes(Answer):
    designationStructure: Text = None
    idStructure: Number = None
    identifiantStructure: Text = None
    listeServices: list[ServiceRattache] = []
    parametresRetour: ParametresRetour
    premierService: Flag = None


class ParametresRechercherEspaces(Paging):
    triColonne: Annotated[
        Text,
        OneOf(
            (
                "CodeService",
                "LibelleService",
                "idEspaceFo",
                "CodeEspace",
                "LibelleEspace",
                "etatCourant",
                "TypeHabilitation",
                "IdService",
            ),
            lenient=True,
        ),
    ] = None


class StructureDesEspaces(Criteria):
    idStructure: Id = None
    identifiantStructure: Text = None
    typeIdentifiantStructure: Kind = None


class RechercherEspaces(Criteria):
    idService: Id = None
    parametresRechercherEspaces: ParametresRechercherEspaces = ParametresRechercherEspaces()
    structure: StructureDesEspaces = StructureDesEspaces()


class Espace(Told):
    codeEspace: Number = None
    codeService: Text = None
    etatCourant: Annotated[Text, OneOf(lists.SPACE_STATES)] = None
    idEspaceFo: Number = None
    idService: Number = None
    libelleEspace: Text = None
    libelleService: Text = None
    typeHabilitation: Annotated[Text, OneOf(lists.LEVELS)] = None


class EspacesTrouves(Answer):
    listeEspace: list[Espace] = []
    parametresRetour: ParametresRetour
