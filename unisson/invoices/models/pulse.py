"""The sign of life of the workers."""

from django.db import models


class Pulse(models.Model):
    """One row: when a worker last looked at all that waits."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.at)
