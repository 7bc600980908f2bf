"""Finding an invoice by any part of its number, and by the words that it says."""

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


class InvoiceWord(models.Model):
    """A word of the comment or of the file name of a sent invoice, folded: see `wording`.

    Both sides stand in it, so that a frequent word is looked up among one's own invoices only.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="words")
    supplier = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, related_name="+", db_index=False)
    recipient = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.BinaryField(max_length=40)

    class Meta:
        indexes = [
            models.Index(fields=["supplier", "text", "invoice"], name="word_of_sent"),
            models.Index(fields=["recipient", "text", "invoice"], name="word_of_received"),
        ]

    def __str__(self) -> str:
        return bytes(self.text).decode()
