"""What the developers of a structure asked of a sandbox. Empty in production."""

from django.db import models
from django.db.models import Q


class NextRefusal(models.Model):
    """« Le prochain dépôt est rejeté »: gone with the deposit that it refuses."""

    structure = models.OneToOneField("directory.Structure", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=20)
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class PayingRecipient(models.Model):
    """« Ce destinataire paie en n jours »: the invoices of one supplier, as nobody treats them otherwise."""

    supplier = models.ForeignKey("directory.Structure", on_delete=models.CASCADE, related_name="+")
    recipient = models.ForeignKey("directory.Structure", on_delete=models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    """In whose name the recipient acts: an account that nobody signs in to."""
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["supplier", "recipient"], name="one_pace_of_a_recipient"),
            models.CheckConstraint(condition=Q(days__gte=0, days__lte=365), name="a_pace_within_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.days}"
