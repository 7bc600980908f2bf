"""Schemas of the reference lists of « Transverses » (chorus-pro-api.md §4.3)."""

from typing import Annotated

from . import lists
from .structures_wire import ServiceExpose
from .wire import Amount, Answer, Criteria, Id, Number, OneOf, Text, Told

Language = Annotated[Text, OneOf(lists.LANGUAGES, lenient=True)]


class Demande(Criteria):
    """What every list may be asked with."""

    codeLangue: Language = None


class Devise(Told):
    codeDevise: str
    libelleDevise: str


class Devises(Answer):
    listeDevises: list[Devise]


class Pays(Told):
    codePays: str
    libellePays: str


class ListePays(Answer):
    listePays: list[Pays]


class TauxTva(Told):
    codeTauxTva: str
    libelleTauxTva: str
    valeurTauxTva: Amount


class ListeTauxTva(Answer):
    listeTauxTva: list[TauxTva]


class MotifExonerationTva(Told):
    codeMotifExonerationTva: str
    libelleMotifExonerationTva: str


class MotifsExonerationTva(Answer):
    listeMotifsExonerationTva: list[MotifExonerationTva]


class ModePaiement(Told):
    modePaiement: Annotated[str, OneOf(lists.PAYMENTS)]


class ModesPaiement(Answer):
    listeModePaiement: list[ModePaiement]


class ModeDepot(Told):
    modeDepot: Annotated[str, OneOf(lists.DEPOSITS)]


class ModesDepot(Answer):
    listeModeDepot: list[ModeDepot]


class DemandeParType(Criteria):
    typeDemandePaiement: Annotated[Text, OneOf(lists.REQUESTS)] = None


class CadreFacturation(Told):
    codeCadreFacturation: str


class CadresFacturation(Answer):
    listeCadreFacturation: list[CadreFacturation]


class TypeDemandePaiement(Told):
    typeDemandePaiement: Annotated[str, OneOf(lists.REQUESTS)]


class TypesDemandePaiement(Answer):
    listeTypeDemandePaiement: list[TypeDemandePaiement]


class EtatDemandePaiement(Told):
    etatDemandePaiement: str


class EtatsDemandePaiement(Answer):
    listeEtatDemandePaiement: list[EtatDemandePaiement]


class DemandeParStatut(Criteria):
    statutCourant: Text = None


class StatutPossible(Told):
    statutPossiblePourTraitement: str


class StatutsPossibles(Answer):
    listeStatutsPossiblesPourTraitement: list[StatutPossible]


class FormatFlux(Told):
    formatFlux: Annotated[str, OneOf(lists.FORMATS)]


class FormatsFlux(Answer):
    listeFormatFlux: list[FormatFlux]


class DemandeParFormat(Criteria):
    formatFlux: Annotated[Text, OneOf(lists.FORMATS)] = None


class SyntaxeFlux(Told):
    syntaxeFlux: Annotated[str, OneOf(lists.SYNTAXES)]


class SyntaxesFlux(Answer):
    listeSyntaxeFlux: list[SyntaxeFlux]


class TypeFactureTravaux(Told):
    typeFactureTravaux: Annotated[str, OneOf(lists.WORKS)]


class TypesFactureTravaux(Answer):
    listeTypeFactureTravaux: list[TypeFactureTravaux]


class TypeIdentifiant(Told):
    typeIdentifiantStructure: Annotated[str, OneOf(lists.KINDS)]


class TypesIdentifiant(Answer):
    listeTypeIdentifiant: list[TypeIdentifiant]


class DemandeParObjet(Criteria):
    codeLangue: Language = None
    typeObjet: Annotated[Text, OneOf(lists.OBJECTS)] = None


class TypePieceJointe(Told):
    codeTypePieceJointe: str
    idTypePieceJointe: Number
    libelleTypePieceJointe: str
    typeObjet: Annotated[str, OneOf(lists.OBJECTS)]


class TypesPieceJointe(Answer):
    listeTypePieceJointe: list[TypePieceJointe]


class DemandeParCadre(Criteria):
    codeCadreFacturationAValider: Text = None


class MotifRefus(Told):
    codeMotif: str
    idMotif: Number
    libelleMotif: str


class MotifsRefus(Answer):
    listeMotifRefusFactureAValider: list[MotifRefus]


class DemandeParStructure(Criteria):
    idStructure: Id = None


class CoordonneeBancaire(Told):
    idCoordonneeBancaire: Number
    nomCoordonneeBancaire: str


class CoordonneesBancaires(Answer):
    listeCoordonneeBancaire: list[CoordonneeBancaire]


class StructureActive(Told):
    designationStructure: str
    idStructureCPP: Number
    identifiant: str


class StructuresActives(Answer):
    listeStructures: list[StructureActive]


class DemandeParEspace(Criteria):
    espaceFo: Number = None


class Services(Answer):
    listeServices: list[ServiceExpose]
