"""« Raccordement EDI et API »: the software that a structure lets call the API, and the keys it does so with."""

from django.db import models
from django.db.models import Q

from .structures import Structure


class Connection(models.Model):
    """Raccordement: one piece of software, with the states of its request (domain-rules §7.5). Its application holds
    the identifier of the client; the secrets are ours."""

    class State(models.TextChoices):
        SUBMITTED = "SOUMISE"
        VALID = "VALIDEE"
        REFUSED = "REFUSEE"
        DISABLED = "DESACTIVEE"

    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="connections")
    application = models.OneToOneField("oauth2_provider.Application", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    """The software, as its people call it."""
    word = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    """Why it was refused."""

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class ConnectionSecret(models.Model):
    """A secret of a connection: several may be good at once, so that one is changed without a stop. Made here, of 160
    bits: its digest alone is kept (ADR 16)."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="secrets")
    digest = models.CharField(max_length=64)
    tail = models.CharField(max_length=4)
    """Its last signs, by which a person tells it from another."""
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["connection", "digest"], name="one_secret_of_a_connection"),
        ]
        indexes = [models.Index(fields=["connection"], condition=Q(ended_at=None), name="secret_in_use")]

    def __str__(self) -> str:
        return f"…{self.tail}"
