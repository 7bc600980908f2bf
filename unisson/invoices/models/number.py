"""Finding an invoice by any part of its number."""

from django.db import models

from .invoice import Invoice


class NumberPart(models.Model):
    """The number of a sent invoice from one of its characters on. A part of a number is the beginning of one of them,
    which an index finds on any database. Bytes: no collation has a say in where they stand."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="number_parts")
    text = models.BinaryField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["text", "invoice"], name="number_part_text")]

    def __str__(self) -> str:
        return bytes(self.text).decode()
