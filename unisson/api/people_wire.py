"""Schemas of « Utilisateurs » (chorus-pro-api.md §4.4)."""

from .paging import ParametresRetour, Sorted
from .wire import Answer, Criteria, Flag, Minute, Number, Text, Told


class RecupererRattachements(Criteria):
    parametresRecherche: Sorted = Sorted()


class ServiceDuRattachement(Told):
    codeService: Text = None
    dateDbtService: Minute = None
    dateFinService: Minute = None
    estActif: Flag = None
    idRattachementService: Number = None
    idService: Number = None
    libelleService: Text = None
    statutRattachementService: Text = None
    statutService: Text = None


class StructureDuRattachement(Told):
    designationStructure: Text = None
    idRattachementStructure: Number = None
    idStructure: Number = None
    identifiantStructure: Text = None
    listeServicesRattache: list[ServiceDuRattachement] = []
    roleUtilisateur: Text = None
    statutRattachementStructure: Text = None
    statutUtilisateur: Text = None
    typeIdentifiantStructure: Text = None


class RattachementsRecuperes(Answer):
    listeStructureRattachement: list[StructureDuRattachement] = []
    parametresRetour: ParametresRetour
