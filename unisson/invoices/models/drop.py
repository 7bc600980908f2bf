"""Files put down together in « Dépôt factures », and what becomes of each."""

from django.db import models
from django.db.models import Q

from unisson.files.limits import INVOICE_NAME

from .invoice import Invoice, amount


class Drop(models.Model):
    """« Dépôt de plusieurs fichiers »: what frames all of its files. Forgotten some time after the last gesture; its
    drafts and its invoices stay."""

    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, related_name="+")
    supplier_service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, null=True, related_name="+")
    framework = models.CharField(max_length=3, default="A1")
    vat_regime = models.CharField(max_length=20, blank=True)
    """For the PDFs that do not say it."""
    opened_at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)
    """The last time somebody added, removed or sent something."""

    class Meta:
        indexes = [models.Index(fields=["supplier", "-opened_at"], name="drop_of_supplier")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class DropFile(models.Model):
    """One file of a drop. A row that waits to be read, judged again or sent is the job of `drops.work`."""

    class State(models.TextChoices):
        WAITING = "A_LIRE"
        READY = "PRETE"
        DOUBTFUL = "A_VERIFIER"
        FAULTY = "A_CORRIGER"
        TWIN = "DOUBLON"
        """The same bytes or the same number as another one, of this drop or sent before."""
        SCANNED = "SCAN"
        """Its pages are images, which the worker is reading."""
        REFUSED = "REFUSE"
        """No invoice can be made of it: `findings` say why."""
        TO_SEND = "A_ENVOYER"
        SENT = "ENVOYEE"
        FAILED = "EN_PANNE"
        """A fault of ours stopped it too often: the operator gives it another turn."""

    drop = models.ForeignKey(Drop, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=INVOICE_NAME)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    """None for what was refused before it was kept."""
    size = models.PositiveBigIntegerField(default=0)
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    findings = models.JSONField(default=list)
    """The first ones, as `findings.to_data` writes them; `points` counts them all."""
    points = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    draft = models.OneToOneField(Invoice, on_delete=models.PROTECT, null=True, related_name="drop_file")
    """What it became: a draft, then an invoice."""
    judged_version = models.PositiveIntegerField(null=True)
    """The version of the draft that `state` speaks of; None: to be judged again."""
    number = models.CharField(max_length=100, blank=True)
    number_key = models.CharField(max_length=100, blank=True)
    issue_year = models.PositiveSmallIntegerField(null=True)
    gross_total = amount(null=True)
    currency = models.CharField(max_length=3, blank=True)
    recipient = models.CharField(max_length=200, blank=True)
    sender = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    """Who asked to send it."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["drop", "file", "name"], name="dropped_once")]
        indexes = [
            models.Index(fields=["drop", "position"], name="drop_file_in_order"),
            models.Index(
                fields=["state", "position"], condition=Q(state__in=["A_LIRE", "A_ENVOYER"]), name="drop_file_to_do"
            ),
            models.Index(
                fields=["draft"],
                condition=Q(state__in=["PRETE", "A_VERIFIER", "A_CORRIGER", "DOUBLON", "SCAN"], draft__isnull=False),
                name="drop_file_judged",
            ),
            models.Index(fields=["drop", "number_key"], condition=~Q(number_key=""), name="drop_file_by_number"),
        ]

    def __str__(self) -> str:
        return self.name


JUDGED = (
    DropFile.State.READY,
    DropFile.State.DOUBTFUL,
    DropFile.State.FAULTY,
    DropFile.State.TWIN,
    DropFile.State.SCANNED,
)
"""With a draft that somebody may still change."""
