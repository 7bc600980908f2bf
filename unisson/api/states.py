"""StatutFacture: the states of the wire, to the letter (chorus-pro-api.md §5.3), and which of them are ours."""

from unisson.invoices.status import Status

_OF_WORKS = (
    "A_ASSOCIER_FOURNISSEUR",
    "A_ASSOCIER_MOA",
    "A_ASSOCIER_MOE",
    "A_VALIDER_MOE",
    "EN_ATTENTE_RECYCLAGE_FOURNISSEUR",
    "ERREUR_DE_MOA",
    "ERREUR_DE_MOE",
    "ERREUR_DESTINATAIRE_EA",
    "ERREUR_DESTINATAIRE_PD",
    "ERREUR_FOURNISSEUR_SUR_MOA",
    "ERREUR_FOURNISSEUR_SUR_MOE",
    "ERREUR_MOA_SUR_FOURNISSEUR",
    "ERREUR_MOE_SUR_FOURNISSEUR",
    "ERREUR_MOE_SUR_MOA",
    "MISE_A_DISPOSITION_MOA",
    "MISE_A_DISPOSITION_MOE",
    "PRISE_EN_COMPTE_MOA",
    "PRISE_EN_COMPTE_MOE",
    "REFUSEE_FOURNISSEUR",
    "REFUSEE_MOA",
    "REFUSEE_MOE",
    "TRANSMISE_MOA",
)
_OF_VALIDATION = (
    "A_VALIDER_2",
    "VALIDEE_1",
    "VALIDEE_2",
    "REFUSEE_1",
    "REFUSEE_2",
    "ABSENCE_VALIDATION_1_HORS_DELAI",
    "ABSENCE_VALIDATION_2_HORS_DELAI",
    "ERREUR_FOURNISSEUR_SUR_VALIDEUR",
    "ERREUR_COTRAITANT_SUR_VALIDEUR",
)
_OTHERS = (
    "ASSOCIEE",
    "A_COMPLETER",
    "DUPLIQUE_APRES_REFUS",
    "EN_COURS_TRAITEMENT_PIVOT_S",
    "INTERPRETEE_OCR",
    "REMPLACEE_PAR_A22",
    "TECHNIQUE_INCONNU",
)
STATES = (*(one.value for one in Status), *_OF_VALIDATION, *_OF_WORKS, *_OTHERS)


def ours(state: str) -> Status | None:
    """The state as we know it; None for one that no invoice has here yet."""
    return Status(state) if state in Status else None
