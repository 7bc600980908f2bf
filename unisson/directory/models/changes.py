"""What changed on a structure, its services and its accounts: rows that are added, never changed."""

from django.db import models

from .structures import Service, Structure


class StructureChange(models.Model):
    """One change of a fiche structure: who, when, what, and the values before and after. Never changed."""

    class What(models.TextChoices):
        CREATED = "CREATION"
        FACTS = "COORDONNEES"
        PARAMETERS = "PARAMETRES"
        SERVICE_ADDED = "SERVICE_AJOUTE"
        SERVICE_CHANGED = "SERVICE_MODIFIE"
        ACCOUNT_ADDED = "COMPTE_AJOUTE"
        ACCOUNT_CHANGED = "COMPTE_MODIFIE"
        RENUMBERED = "IDENTIFIANT_MODIFIE"
        DEACTIVATED = "DESACTIVATION"
        REACTIVATED = "REACTIVATION"
        REGISTER = "REGISTRE"

    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="changes")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    actor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    """None: the worker wrote what the register of companies says."""
    what = models.CharField(max_length=20, choices=What.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    """Only the fields that differ, by their name in the table."""
    comment = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.structure_id}"
