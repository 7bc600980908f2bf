"""What software asked of the API and was answered, for its developers: a short memory, swept away (`calls`)."""

from django.db import models


class ApiCall(models.Model):
    """One call. Written after its answer, with no constraint to check: a call never waits for what remembers it."""

    application = models.ForeignKey(
        "oauth2_provider.Application",
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    at = models.DateTimeField(db_index=True)
    """By the machine's clock, whatever a sandbox plays: calls stand in the order in which they came."""
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=200)
    status = models.PositiveSmallIntegerField()
    code = models.BigIntegerField(null=True)
    """`codeRetour`; None where the answer has none."""
    microseconds = models.PositiveBigIntegerField()
    mark = models.CharField(max_length=64)
    """Of correlation: its lines in the logs are found by it."""
    account = models.CharField(max_length=254, blank=True)
    """The login of the technical account, where it was good."""
    asked = models.TextField(blank=True)
    answered = models.TextField(blank=True)
    """Both shortened, without secrets; empty where only facts are kept."""

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["application", "-id"], name="last_calls_of_an_application")]

    def __str__(self) -> str:
        return f"{self.method} {self.path}: {self.status}"
