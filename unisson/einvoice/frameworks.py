"""Cadres de facturation: the table of domain-rules §4.6. Codes, labels and API constants are the official ones."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Framework:
    """One cadre. `portal` tells whether Factures émises offers it, `open` whether it can be used today."""

    code: str
    label: str
    api_suffix: str
    portal: bool = False
    open: bool = False
    works: bool = False

    @property
    def api_code(self) -> str:
        return f"{self.code}_{self.api_suffix}"


def _works(code: str, label: str, api_suffix: str) -> Framework:
    return Framework(code=code, label=label, api_suffix=api_suffix, works=True)


FRAMEWORKS: dict[str, Framework] = {
    framework.code: framework
    for framework in (
        Framework(
            code="A1",
            label="Dépôt par un fournisseur d’une facture",
            api_suffix="FACTURE_FOURNISSEUR",
            portal=True,
            open=True,
        ),
        Framework(
            code="A2",
            label="Dépôt par un fournisseur d’une facture déjà payée",
            api_suffix="FACTURE_FOURNISSEUR_DEJA_PAYEE",
            portal=True,
            open=True,
        ),
        Framework(code="A3", label="Dépôt d’un mémoire de frais de justice", api_suffix="MEMOIRE_JUSTICE"),
        _works("A4", "Dépôt par un fournisseur d’un projet de décompte mensuel", "PROJET_DECOMPTE_MENSUEL_FOURNISSEUR"),
        _works("A5", "Dépôt par un fournisseur d’un état d’acompte", "ETAT_ACOMPTE_FOURNISSEUR"),
        _works("A6", "Dépôt par un fournisseur d’un état d’acompte validé", "ETAT_ACOMPTE_VALIDE_FOURNISSEUR"),
        _works("A7", "Dépôt par un fournisseur d’un projet de décompte final", "PROJET_DECOMPTE_FINAL_FOURNISSEUR"),
        _works(
            "A8",
            "Dépôt par un fournisseur d’un décompte général et définitif",
            "DECOMPTE_GENERAL_DEFINITIF_FOURNISSEUR",
        ),
        Framework(
            code="A9",
            label="Dépôt par un sous-traitant d’une facture",
            api_suffix="FACTURE_SOUSTRAITANT",
            portal=True,
        ),
        _works("A10", "Dépôt par un sous-traitant d’une demande de paiement", "PROJET_DECOMPTE_MENSUEL_SOUSTRAITANT"),
        _works("A11", "Dépôt par un sous-traitant d’un projet de décompte final", "PROJET_DECOMPTE_FINAL_SOUSTRAITANT"),
        Framework(
            code="A12", label="Dépôt par un cotraitant d’une facture", api_suffix="FACTURE_COTRAITANT", portal=True
        ),
        _works("A13", "Dépôt par un cotraitant d’un projet de décompte mensuel", "PROJET_DECOMPTE_MENSUEL_COTRAITANT"),
        _works("A14", "Dépôt par un cotraitant d’un projet de décompte final", "PROJET_DECOMPTE_FINAL_COTRAITANT"),
        _works("A15", "Dépôt par une MOE d’un état d’acompte", "ETAT_ACOMPTE_MOE"),
        _works("A16", "Dépôt par une MOE d’un état d’acompte validé", "ETAT_ACOMPTE_VALIDE_MOE"),
        _works("A17", "Dépôt par une MOE d’un projet de décompte général", "PROJET_DECOMPTE_GENERAL_MOE"),
        _works("A18", "Dépôt par une MOE d’un décompte général", "DECOMPTE_GENERAL_MOE"),
        _works("A19", "Dépôt par une MOA d’un état d’acompte validé", "ETAT_ACOMPTE_VALIDE_MOA"),
        _works("A20", "Dépôt par une MOA d’un décompte général", "DECOMPTE_GENERAL_MOA"),
        Framework(code="A21", label="Demande de remboursement de TIC", api_suffix="DEMANDE_REMBOURSEMENT_TIC"),
        _works(
            "A22",
            "Projet de décompte général déposé par le fournisseur (procédure tacite)",
            "PROJET_DECOMPTE_GENERAL_FOURNISSEUR_PROCEDURE_TACITE",
        ),
        _works(
            "A23",
            "Décompte général et définitif tacite déposé par le fournisseur",
            "DECOMPTE_GENERAL_DEFINITIF_TACITE_FOURNISSEUR",
        ),
        _works(
            "A24", "Décompte général et définitif tacite déposé par la MOE", "DECOMPTE_GENERAL_DEFINITIF_TACITE_MOE"
        ),
        _works(
            "A25",
            "Décompte général et définitif déposé par la MOA (procédure tacite)",
            "DECOMPTE_GENERAL_DEFINITIF_MOE_PROCEDURE_TACITE",
        ),
    )
}
