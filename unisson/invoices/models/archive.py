"""What is known of the integrity of an archived invoice."""

from django.db import models


class ArchiveCheck(models.Model):
    """One row an archived invoice: whether all that is kept of it was as it should be when it was last looked at."""

    invoice = models.OneToOneField("invoices.Invoice", on_delete=models.PROTECT, primary_key=True, related_name="+")
    checked_at = models.DateTimeField(db_index=True)
    sound = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.sound}"
