"""What people say about an invoice: between its two sides, and inside the recipient's structure."""

from django.db import models

from .invoice import Invoice


class Message(models.Model):
    """One word of the thread between both sides of an invoice. Kept in the history, never rewritten."""

    class What(models.TextChoices):
        QUESTION = "QUESTION"
        CONTEST = "CONTESTATION"
        """« Contester ce rejet »: to the service of the recipient."""
        REJECTION_ASKED = "DEMANDE_DE_REJET"
        """« Demander le rejet »: the supplier sent it by mistake."""

    class Side(models.TextChoices):
        SUPPLIER = "FOURNISSEUR"
        RECIPIENT = "DESTINATAIRE"

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="messages")
    recipient = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, null=True, related_name="+")
    """Who had the invoice then: a recycled one leaves for another, who reads none of it."""
    side = models.CharField(max_length=12, choices=Side.choices)
    """Who speaks; the other side reads."""
    what = models.CharField(max_length=20, choices=What.choices, default=What.QUESTION)
    text = models.CharField(max_length=2000)
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    """When it ceased to wait: the other side answered, said « C’est lu, sans réponse », or lost the invoice to another
    recipient. Opening the thread is not enough."""

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["invoice"], condition=models.Q(read_at=None), name="message_unread")]

    def __str__(self) -> str:
        return f"{self.side} {self.what}"


class Note(models.Model):
    """A private note of the recipient's structure, and with it, maybe, into whose hands the invoice was put.

    Seen by the people of `structure` only: a recycled invoice leaves for another recipient, its notes stay behind.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="notes")
    structure = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    assigned = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    """The colleague asked to act; None for a note alone."""
    handed = models.BooleanField(default=False, db_default=False)
    """Whether the invoice changed hands with it: into those of `assigned`, or back to everybody."""
    text = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["invoice", "structure"], name="note_of_structure")]

    def __str__(self) -> str:
        return f"{self.structure_id}: {self.invoice_id}"
