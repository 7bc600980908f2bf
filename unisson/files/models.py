"""Stored bytes, named by their SHA-256: the same content is kept once."""

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
