"""Stored bytes, named by their SHA-256: the same content is kept once. And the libraries that name them again."""

from django.db import models

from unisson.kernel.ports import ScanVerdict


class StoredFile(models.Model):
    """One content. Its bytes are on disk before its row commits (design §2)."""

    digest = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    scan = models.CharField(max_length=12, choices=[(v.value, v.value) for v in ScanVerdict])
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:12]


class Piece(models.Model):
    """A file that a person keeps to join to invoices again and again: « Mes pièces jointes » (domain-rules §1.5)."""

    class Kind(models.TextChoices):
        """The official list is served by the platform and not published: these are ours."""

        BANK = "RIB"
        COMPANY = "KBIS"
        VIGILANCE = "ATTESTATION_VIGILANCE"
        TAX = "ATTESTATION_FISCALE"
        INSURANCE = "ATTESTATION_ASSURANCE"
        MANDATE = "POUVOIR"
        CONTRACT = "CONTRAT"
        OTHER = "AUTRE"

    owner = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=50)
    kind = models.CharField(max_length=24, choices=Kind.choices)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "file"], name="one_piece_per_content"),
            models.UniqueConstraint(fields=["owner", "name"], name="one_piece_per_name"),
        ]

    def __str__(self) -> str:
        return self.name
