"""The register: everything written of every invoice, in one chain."""

from django.db import models
from django.db.models import Q

from .invoice import Invoice


class Entry(models.Model):
    """One row of the record of an invoice, by its digest: written beside it in the same transaction (`traces`).

    A row without `serial` is the job of `ledger.number_pending`.
    """

    class Of(models.TextChoices):
        """What kind of row it is."""

        DEPOSIT = "DEPOT"
        """The invoice itself as it was deposited, with its lines and its VAT summary."""
        CERTIFICATE = "CERTIFICAT"
        PRINTED = "PDF_SCELLE"
        """The sealed PDF of the certificate."""
        STATUS = "STATUT"
        ACTION = "ACTION"
        MESSAGE = "MESSAGE"
        NOTE = "NOTE"
        ATTACHMENT = "PIECE"

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="entries")
    of = models.CharField(max_length=12, choices=Of.choices)
    key = models.PositiveBigIntegerField()
    """The key of that row in its own table."""
    digest = models.CharField(max_length=64)
    serial = models.PositiveBigIntegerField(unique=True, null=True)
    """Its place in the register."""
    link = models.CharField(max_length=64, blank=True, default="", db_default="")
    """Chained to that of the one before it in the register."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "key"], name="entered_once")]
        indexes = [models.Index(fields=["id"], condition=Q(serial=None), name="entry_to_number")]

    def __str__(self) -> str:
        return f"{self.of} {self.key}"
