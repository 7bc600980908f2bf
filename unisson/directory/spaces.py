"""The espaces: names, who they are for, whether they are built (domain-rules §1.3; labels and texts of the seeds)."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Space(models.TextChoices):
    ISSUED = "FACTURES_EMISES", _("Factures émises")
    RECEIVED = "FACTURES_RECUES", _("Factures reçues")
    VALIDATION = "FACTURES_A_VALIDER", _("Factures à valider")
    WORKS = "FACTURES_TRAVAUX", _("Factures de travaux")
    JUSTICE = "MEMOIRES_JUSTICE", _("Mémoires de frais de justice")
    FUEL = "REMBOURSEMENT_TIC", _("Demande de remboursement TIC")
    COMMITMENTS = "ENGAGEMENTS", _("Engagements")
    CONNECTIONS = "RACCORDEMENT", _("Raccordement EDI et API")
    FLOWS = "SUIVI_FLUX", _("Suivi des flux")
    TICKETS = "SOLLICITATIONS", _("Sollicitations émises")


class Level(models.TextChoices):
    READ = "CONSULTATION_UNIQUEMENT", _("Consultation")
    WRITE = "MODIFICATION", _("Modification")


@dataclass(frozen=True, kw_only=True)
class SpaceFacts:
    """What the choice of spaces and the bar of spaces say of one space."""

    purpose: Promise
    built: bool = False
    public_only: bool = False


SPACES: dict[Space, SpaceFacts] = {
    Space.FUEL: SpaceFacts(purpose=_("Réservé au dépôt des demandes de remboursement TIC")),
    Space.COMMITMENTS: SpaceFacts(purpose=_("Visualisation des commandes de l’Etat")),
    Space.VALIDATION: SpaceFacts(purpose=_("Réservé à la validation des sous-traitants et cotraitants")),
    Space.WORKS: SpaceFacts(purpose=_("Réservé au dépôt de factures de travaux (fournisseurs, MOE, MOA)")),
    Space.ISSUED: SpaceFacts(
        purpose=_("Réservé au dépôt et à la visualisation des factures émises à destination des structures publiques"),
        built=True,
    ),
    Space.RECEIVED: SpaceFacts(
        purpose=_("Réservé aux structures publiques pour traiter les factures reçues"), built=True, public_only=True
    ),
    Space.JUSTICE: SpaceFacts(purpose=_("Réservé au dépôt de mémoires de frais de justice")),
    Space.CONNECTIONS: SpaceFacts(
        purpose=_(
            "Permet de demander et de suivre le raccordement de vos structures pour l’utilisation des modes EDI et API"
        )
    ),
    Space.FLOWS: SpaceFacts(purpose=_("Réservé aux structures raccordées émettant des flux EDI")),
    Space.TICKETS: SpaceFacts(purpose=_("Poser une question au support ou au service d’une structure publique")),
}
