"""Every endpoint that the reference lists (chorus-pro-api.md §3), under /cpro/; those still to come are named once."""

FACTURES = frozenset(
    {
        "deposer/flux",
        "deposer/pdf",
        "soumettre",
        "consulter/fournisseur",
        "consulter/recipiendaire",
        "consulter/valideur",
        "consulter/historique",
        "rechercher/fournisseur",
        "rechercher/recipiendaire",
        "rechercher/valideur",
        "rechercher/aTraiter/valideur",
        "rechercher/atraiter/fournisseur",
        "rechercher/atraiter/recipiendaire",
        "rechercher/demandePaiement",
        "telecharger/groupe",
        "traiter/recue",
        "traiter/factureAValider",
        "traiterRejet",
        "completer",
        "recycler",
        "corriger/valideur/facture",
        "recuperer/statutsFactureVisibles/valideur",
    }
)
STRUCTURES = frozenset(
    {
        "rechercher",
        "consulter",
        "rechercher/services",
        "consulter/service",
        "lister/rattachementsutilisateur",
        "rechercher/espaces",
    }
)
LISTS = frozenset(
    {
        "devises",
        "pays",
        "tauxtva",
        "motifs/exonerationtva",
        "modereglements",
        "modedepot",
        "cadrefacturation",
        "typedp",
        "etat/typedp",
        "etats/traitement",
        "formatflux",
        "syntaxeflux",
        "typefacturetravaux",
        "typeidentifiant/structure",
        "typespj",
        "coordbanc/valides",
        "motifs/refus/Facture/AValider",
        "structures/actives/fournisseur",
        "structures/actives/destinataire",
        "structures/actives/facturetravaux",
        "structuresPourUtilisateur",
        "services/executantetat",
        "services/structure",
    }
)
TRANSVERSES = frozenset(
    {
        "consulterCR",
        "consulterCRDetaille",
        "ajouter/fichier",
        "telecharger/pieceJointe",
        "telecharger/annuaire/destinataire",
        "rechercher/pj/structure",
        "rechercher/pj/moncompte",
        "detacherPieceJointe",
        "rechercher/destinataire",
        "rechercher/serviceexecutant",
        "rechercher/categorieSollicitation",
        "rechercher/sousCategorieSollicitation",
        "consulter/information/siret",
        *(f"recuperer/{name}" for name in LISTS),
    }
)
PATHS = frozenset(
    {
        *(f"factures/v1/{path}" for path in FACTURES),
        *(f"structures/v1/{path}" for path in STRUCTURES),
        *(f"transverses/v1/{path}" for path in TRANSVERSES),
        "utilisateurs/v1/monCompte/recuperer/rattachements",
        "engagementsJuridiques/v1/rechercher",
        "engagementsJuridiques/v1/consulterDetail",
        "facturesTravaux/v1/rechercher",
    }
)
TO_COME: frozenset[str] = frozenset()
"""Not built yet: a path leaves this set with the endpoint that answers it."""
