"""What managers and operators did, and what people agreed to: rows that are added, never changed."""

from django.db import models
from django.db.models import Q

from ..agreed_texts import Subject
from .structures import Structure


class ManagerAct(models.Model):
    """What was done at a structure by who manages it, for the history that all its managers read. Never changed."""

    class What(models.TextChoices):
        APPROVED = "RATTACHEMENT_VALIDE"
        REFUSED = "RATTACHEMENT_REFUSE"
        SPACES_APPROVED = "ESPACES_VALIDES"
        SPACES_REFUSED = "ESPACES_REFUSES"
        RIGHTS = "DROITS_MODIFIES"
        COPIED = "DROITS_COPIES"
        WITHDRAWN = "RATTACHEMENT_RETIRE"
        LEFT = "DEPART"
        RESENT = "ACTIVATION_RENVOYEE"
        INVITED = "RATTACHEMENT_PROPOSE"
        UNINVITED = "RATTACHEMENT_ANNULE"
        JOINED = "RATTACHEMENT_ACCEPTE"
        PASSED = "RATTACHEMENT_DECLINE"
        OPENED = "ESPACE_OUVERT"
        CLOSED = "ESPACE_FERME"
        OFFERED = "ROLE_PROPOSE"
        CANCELLED = "PROPOSITION_ANNULEE"
        TAKEN = "ROLE_ACCEPTE"
        DECLINED = "ROLE_DECLINE"
        APPOINTED = "GESTIONNAIRE_NOMME"
        OBJECTED = "SUCCESSION_CONTESTEE"
        MACHINE_MADE = "COMPTE_TECHNIQUE_CREE"
        MACHINE_RENEWED = "COMPTE_TECHNIQUE_RENOUVELE"
        MACHINE_CLOSED = "COMPTE_TECHNIQUE_FERME"
        CONNECTED = "RACCORDEMENT_SOUMIS"
        CONNECTION_VALID = "RACCORDEMENT_VALIDE"
        CONNECTION_REFUSED = "RACCORDEMENT_REFUSE"
        CONNECTION_ENDED = "RACCORDEMENT_DESACTIVE"
        SECRET_MADE = "SECRET_CREE"  # noqa: S105 - the name of an act
        SECRET_ENDED = "SECRET_REVOQUE"  # noqa: S105 - the name of an act
        WEBHOOK_ADDED = "WEBHOOK_AJOUTE"
        WEBHOOK_CHANGED = "WEBHOOK_MODIFIE"
        WEBHOOK_PAUSED = "WEBHOOK_SUSPENDU"
        WEBHOOK_RESUMED = "WEBHOOK_REPRIS"
        WEBHOOK_REMOVED = "WEBHOOK_SUPPRIME"
        WEBHOOK_SECRET = "WEBHOOK_SECRET_RENOUVELE"  # noqa: S105 - the name of an act

    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="manager_acts")
    actor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=30, choices=What.choices)
    comment = models.CharField(max_length=500, blank=True)
    detail = models.JSONField(null=True)
    """Lists of triples, « before » and « after », where rights changed; else what is needed to tell it."""
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.what


class OperatorAct(models.Model):
    """What an operator did, on whom or at which structure, and how it was before and is after. Never changed."""

    class What(models.TextChoices):
        LOCKED = "COMPTE_VERROUILLE"
        UNLOCKED = "COMPTE_DEVERROUILLE"
        RESENT = "ACTIVATION_RENVOYEE"
        ENDED = "ACCES_CLOS"
        MEANS_ASKED = "RETRAIT_MOYENS_DEMANDE"
        MEANS_REMOVED = "MOYENS_RETIRES"
        MEANS_KEPT = "MOYENS_GARDES"
        STRUCTURE_ADDED = "STRUCTURE_CREEE"
        RENUMBERED = "IDENTIFIANT_MODIFIE"
        DEACTIVATED = "STRUCTURE_DESACTIVEE"
        REACTIVATED = "STRUCTURE_REACTIVEE"
        REGISTER_TAKEN = "STRUCTURE_ACTUALISEE"
        FICHE_CHANGED = "FICHE_MODIFIEE"
        IMPORTED = "ANNUAIRE_IMPORTE"
        PROPOSED = "NOMINATION_PROPOSEE"
        CONFIRMED = "NOMINATION_CONFIRMEE"
        DISMISSED = "NOMINATION_ECARTEE"
        SUCCESSION_ACCEPTED = "SUCCESSION_ACCEPTEE"
        SUCCESSION_REFUSED = "SUCCESSION_REFUSEE"
        DOCUMENT_READ = "JUSTIFICATIF_LU"
        NEWS_PUBLISHED = "ACTUALITE_CREEE"
        NEWS_CHANGED = "ACTUALITE_MODIFIEE"
        NEWS_WITHDRAWN = "ACTUALITE_RETIREE"

    actor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=30, choices=What.choices)
    about = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=254, blank=True)
    """What it was about where that is neither a person nor a structure: an address, a title."""
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    comment = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.what


class FactorsRemoval(models.Model):
    """An operator asked that the second factor of somebody goes: another one decides, and the row goes."""

    user = models.OneToOneField("accounts.User", on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=500)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.asked_at}"


class Agreement(models.Model):
    """What a person agreed to, for himself (terms of use) or for a structure (« mandat de facturation »). Nothing of it
    changes but its end. A row without `pdf` is the job of `agreements.print_pending`."""

    subject = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Subject])
    version = models.CharField(max_length=20)
    words = models.JSONField()
    """The text as it was shown and signed: `title`, and `articles` with `heading` and `text`."""
    digest = models.CharField(max_length=64)
    """SHA-256 of `words`."""
    person = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=500)
    """Name and address of the person at that moment."""
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["structure"],
                condition=Q(subject=Subject.MANDATE.value, ended_at=None),
                name="one_mandate_in_force",
            )
        ]
        indexes = [models.Index(fields=["id"], condition=Q(pdf=None), name="agreement_to_print")]

    def __str__(self) -> str:
        return f"{self.subject} {self.version}"
