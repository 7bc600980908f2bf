"""Finding an invoice by any part of its number, and by the words that it says."""

from django.db import models

from .invoice import Invoice


class NumberPart(models.Model):
    """What numbers were found by before `InvoiceWord` held their parts. The code before this one still writes it: it
    goes with the next version (ADR 12)."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="number_parts")
    text = models.BinaryField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["text", "invoice"], name="number_part_text")]


class InvoiceWord(models.Model):
    """A word of the comment or of the file name of a sent invoice, folded, or its number from one of its characters on:
    see `wording`. Bytes: no collation has a say in where they stand.

    Both sides stand in it, so that a frequent word is looked up among one's own invoices only.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="words")
    supplier = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, related_name="+", db_index=False)
    recipient = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.BinaryField(max_length=40)  # of words: no database holds to it, and a number may be longer

    class Meta:
        indexes = [
            models.Index(fields=["supplier", "text", "invoice"], name="word_of_sent"),
            models.Index(fields=["recipient", "text", "invoice"], name="word_of_received"),
            models.Index(fields=["invoice", "text"], name="word_of_invoice"),
        ]

    def __str__(self) -> str:
        return bytes(self.text).decode()
