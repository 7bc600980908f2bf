"""What a valideur asks: the portal has no validation yet, and says « nothing found » (chorus-pro-api.md §4.1)."""

from unisson.directory.callers import Caller

from . import invoices_validated_wire as wire
from .endpoints import endpoint
from .paging import window

_AT = "factures/v1/"


@endpoint(_AT + "rechercher/valideur", summary="Rechercher des factures en tant que valideur")
def validated(caller: Caller, asked: wire.SearchValidated) -> wire.ValidatedFound:
    """None."""
    return wire.ValidatedFound(parametresRetour=window(asked.pagination).back(0))


@endpoint(_AT + "rechercher/aTraiter/valideur", summary="Rechercher des factures à valider")
def to_validate(caller: Caller, asked: wire.SearchToValidate) -> wire.ToValidateFound:
    """None."""
    return wire.ToValidateFound(parametresRetour=window(asked.pagination).back(0))


@endpoint(_AT + "recuperer/statutsFactureVisibles/valideur", summary="Statuts qu’un valideur peut voir")
def statuses(caller: Caller, asked: wire.AskStatuses) -> wire.StatusesSeen:
    """Those of an invoice on its way through validation, and what comes of it."""
    return wire.StatusesSeen(listeStatutFacture=[wire.StatusSeen(codeStatutFacture=one) for one in _SEEN])


_SEEN = (
    "A_VALIDER_1",
    "VALIDEE_1",
    "REFUSEE_1",
    "ABSENCE_VALIDATION_1_HORS_DELAI",
    "ERREUR_FOURNISSEUR_SUR_VALIDEUR",
    "A_VALIDER_2",
    "VALIDEE_2",
    "REFUSEE_2",
    "ABSENCE_VALIDATION_2_HORS_DELAI",
    "ERREUR_COTRAITANT_SUR_VALIDEUR",
    "DEPOSEE",
    "EN_COURS_ACHEMINEMENT",
    "MISE_A_DISPOSITION",
    "A_RECYCLER",
    "SUSPENDUE",
    "COMPLETEE",
    "REJETEE",
    "SERVICE_FAIT",
    "MANDATEE",
    "MISE_A_DISPOSITION_COMPTABLE",
    "COMPTABILISEE",
    "MISE_EN_PAIEMENT",
)
