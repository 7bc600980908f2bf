"""Models of « Saisir facture »: what a supplier invoices again and again."""

from django.db import models


class Pattern(models.Model):
    """A form that was kept under a name, without what changes from one invoice to the next."""

    supplier = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    typed = models.JSONField(default=dict)
    """Field → text as typed: see `manual.fields`."""
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["supplier", "name"], name="one_pattern_per_name")]

    def __str__(self) -> str:
        return self.name
