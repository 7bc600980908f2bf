"""The statuses of an invoice and the doors it may come through. Values are the official codes (domain-rules §5.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    BROUILLON = "BROUILLON", _("Brouillon")
    DEPOSEE = "DEPOSEE", _("Déposée")
    EN_COURS_ACHEMINEMENT = "EN_COURS_ACHEMINEMENT", _("En cours d’acheminement vers le destinataire")
    MISE_A_DISPOSITION = "MISE_A_DISPOSITION", _("Mise à disposition du destinataire")
    A_RECYCLER = "A_RECYCLER", _("À recycler")
    SUSPENDUE = "SUSPENDUE", _("Suspendue")
    COMPLETEE = "COMPLETEE", _("Complétée")
    REJETEE = "REJETEE", _("Rejetée")
    PRISE_EN_COMPTE_DESTINATAIRE = "PRISE_EN_COMPTE_DESTINATAIRE", _("Prise en compte par le destinataire")
    SERVICE_FAIT = "SERVICE_FAIT", _("Service fait")
    MANDATEE = "MANDATEE", _("Mandatée")
    MISE_A_DISPOSITION_COMPTABLE = "MISE_A_DISPOSITION_COMPTABLE", _("Mise à disposition du comptable")
    COMPTABILISEE = "COMPTABILISEE", _("Comptabilisée")
    MISE_EN_PAIEMENT = "MISE_EN_PAIEMENT", _("Mise en paiement")
    ABANDONNEE = "ABANDONNEE", _("Abandonnée")
    SUPPRIMEE = "SUPPRIMEE", _("Supprimée")
    NON_CONFORME = "NON_CONFORME", _("Non conforme – non intégrée")
    A_VALIDER_1 = "A_VALIDER_1", _("Mise à disposition du premier valideur")


NEVER_SENT = (Status.BROUILLON, Status.SUPPRIMEE, Status.ABANDONNEE, Status.NON_CONFORME)
"""Statuses that consume no number and that no recipient ever sees."""

TO_DELIVER = (Status.DEPOSEE, Status.EN_COURS_ACHEMINEMENT)
"""Invoices in these statuses are the work of `delivery`."""

FINAL = (Status.MISE_EN_PAIEMENT, Status.REJETEE, Status.SUPPRIMEE, Status.ABANDONNEE, Status.NON_CONFORME)

AT_REST = (
    Status.MISE_EN_PAIEMENT,
    Status.REJETEE,
    Status.MANDATEE,
    Status.MISE_A_DISPOSITION_COMPTABLE,
    Status.COMPTABILISEE,
)
"""Where an invoice may stay for good: what is ordered ends there when its recipient reports no payment."""

TO_BE_READ = (Status.REJETEE, Status.SUSPENDUE)
"""What came back in a way that its supplier acknowledges at log-in (domain-rules §1.2)."""


class Channel(models.TextChoices):
    """The door an act came through."""

    PORTAL = "PORTAIL", _("Portail")
    API = "API", _("API")
    EDI = "EDI", _("EDI")
    AUTOMATIC = "AUTOMATIQUE", _("Automatique")


class Kind(models.TextChoices):
    """Type of invoice (domain-rules §4.3)."""

    INVOICE = "FACTURE", _("Facture")
    CREDIT_NOTE = "AVOIR", _("Avoir")
    PREPAYMENT = "ACOMPTE", _("Acompte")


class VatRegime(models.TextChoices):
    """Type de TVA (domain-rules §4.3)."""

    ON_DEBIT = "TVA_SUR_DEBIT", _("TVA sur les débits")
    ON_RECEIPT = "TVA_SUR_ENCAISSEMENT", _("TVA sur les encaissements")
    EXEMPT = "EXONERATION", _("Exonération")
    NONE = "SANS_TVA", _("Sans TVA")


class DepositMode(models.TextChoices):
    """Mode de dépôt: API codes of domain-rules §4.1."""

    TYPED = "SAISIE_PORTAIL", _("Saisie sur le portail")
    PDF = "DEPOT_PDF_PORTAIL", _("PDF non signé")
    SIGNED_PDF = "DEPOT_PDF_SIGNE_PORTAIL", _("PDF signé")
    STRUCTURED = "UPLOAD_PORTAIL", _("XML ou Factur-X")
    TYPED_API = "SAISIE_API", _("Données par API")
    PDF_API = "DEPOT_PDF_API", _("PDF par API")
    SIGNED_PDF_API = "DEPOT_PDF_SIGNE_API", _("PDF signé par API")
    STRUCTURED_API = "UPLOAD_API", _("XML ou Factur-X par API")
