"""How far machines were told what happened to invoices."""

from django.db import models


class Announced(models.Model):
    """One row: the last entry of the register that was told. Whoever tells holds it."""

    serial = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.serial)
