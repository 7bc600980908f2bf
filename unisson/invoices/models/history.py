"""What happened to an invoice, and its certificate: rows that are added, never changed."""

from django.db import models
from django.db.models import Q

from ..status import Channel
from .invoice import Invoice


class StatusChange(models.Model):
    """« Historique des statuts ». Append-only: the database refuses to change or delete a row (`append_only`)."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="history")
    sequence = models.PositiveIntegerField()
    source = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=12, choices=Channel.choices)
    reason = models.CharField(max_length=40, blank=True)
    comment = models.CharField(max_length=2000, blank=True)
    values = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["invoice", "sequence"], name="history_has_one_thread")]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class UserAction(models.Model):
    """« Historique des actions utilisateurs »: what people did that changed no status."""

    class What(models.TextChoices):
        DOWNLOAD = "TELECHARGEMENT_FACTURE"
        REJECTION_READ = "ACQUITTEMENT_REJET"
        SUSPENSION_READ = "ACQUITTEMENT_SUSPENSION"
        REJECTION_TREATED = "TRAITEMENT_REJET"

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=30, choices=What.choices)
    actor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.what


class DepositCertificate(models.Model):
    """Certificat de dépôt: its number is the digest of `snapshot` (domain-rules §4.10). One per invoice, for ever.

    A row without `pdf` is the job of `certificate.print_pending`.
    """

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(max_length=44, unique=True)
    snapshot = models.TextField()
    pdf = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["issued_at"], condition=Q(pdf=None), name="certificate_to_print")]

    def __str__(self) -> str:
        return self.number
