"""The espaces and the levels of a grant, with the seeds' labels (domain-rules §1.3)."""

from django.db import models
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
