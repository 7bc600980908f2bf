"""Invoices and what hangs on them."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from unisson.einvoice.reading import Syntax
from unisson.pdf.learned import Side

from ..status import AT_REST, NEVER_SENT, TO_BE_READ, TO_DELIVER, DepositMode, Kind, Status, VatRegime
from .flow import Flow


def amount(**options: Any) -> "models.DecimalField[Any, Decimal]":
    """A column for amounts: decimal(19,6), as the official API stores them."""
    return models.DecimalField(max_digits=19, decimal_places=6, **options)


class Invoice(models.Model):
    """One invoice, from draft to payment. `status` is written by `lifecycle` only."""

    status = models.CharField(max_length=40, choices=Status.choices, editable=False)
    status_since = models.DateTimeField()
    created_at = models.DateTimeField()
    deposited_at = models.DateTimeField(null=True)
    available_at = models.DateTimeField(null=True)
    """Made available to the recipient: starts the payment period (domain-rules §5.6)."""

    pay_from = models.DateField(null=True)
    """The legal day on which the running payment period began. Written with the status by `lifecycle`."""
    pay_by = models.DateField(null=True)
    """Its last day. Both null while no period runs: not yet available, suspended, rejected, a credit note."""
    buyer = models.CharField(max_length=14, blank=True, default="", db_default="")
    """The kind of buyer of its recipient on the day it was sent there: it sets the payment period, and what the
    directory says later does not change that. Empty: as the directory says (`payment.buyer_of`)."""
    payment_unreported = models.BooleanField(default=False, db_default=False)
    """Whether its recipient, or the service, said on that day that it does not report payments (domain-rules §3.3)."""
    assignee = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    """The colleague of the recipient who has it in hand."""
    return_read = models.BooleanField(default=False)
    """Whether its supplier has read the last rejection or suspension (ACQUITTEMENT_…)."""
    rejection_treated = models.BooleanField(default=False)
    """« Traiter le rejet »: it has left the supplier's Synthèse (TRAITEMENT_REJET)."""
    duplicate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="duplicates")
    """The invoice it was prepared from."""

    supplier = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, related_name="issued")
    supplier_service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey("directory.BankAccount", on_delete=models.PROTECT, null=True, related_name="+")
    recipient = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, null=True, related_name="received")
    recipient_service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, null=True, related_name="+")
    depositor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    awaits = models.ForeignKey("directory.Demand", on_delete=models.PROTECT, null=True, related_name="+")
    """The request to be attached that its author made: see `awaiting`."""

    framework = models.CharField(max_length=3, default="A1")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.INVOICE)
    number = models.CharField(max_length=20, blank=True)
    number_key = models.CharField(max_length=20, blank=True, editable=False)
    issue_date = models.DateField(null=True)
    issue_year = models.PositiveSmallIntegerField(null=True, editable=False)
    due_date = models.DateField(null=True)
    original_number = models.CharField(max_length=20, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    vat_regime = models.CharField(max_length=20, choices=VatRegime.choices, blank=True)
    exemption_reason = models.CharField(max_length=1000, blank=True)
    commitment = models.CharField(max_length=50, blank=True)
    contract = models.CharField(max_length=50, blank=True)
    comment = models.CharField(max_length=2000, blank=True)

    net_total = amount(null=True)
    vat_total = amount(null=True)
    gross_before_discount = amount(null=True)
    discount = amount(null=True)
    discount_reason = models.CharField(max_length=1000, blank=True)
    gross_total = amount(null=True)
    net_to_pay = amount(null=True)

    flow = models.OneToOneField(Flow, on_delete=models.PROTECT, related_name="invoice")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    syntax = models.CharField(max_length=20)
    deposit_mode = models.CharField(max_length=24, choices=DepositMode.choices)
    pages = models.PositiveSmallIntegerField(default=0)
    signature = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    rule_versions = models.JSONField(default=dict)
    """Rule set → version, of the verdict that admitted it."""

    draft = models.JSONField(default=dict)
    """What is being typed: see `drafts`. Emptied at deposit."""
    draft_version = models.PositiveIntegerField(default=0)
    downloaded = models.BooleanField(default=False)
    mandate_number = models.CharField(max_length=50, blank=True)
    archived_at = models.DateTimeField(null=True)
    """When it left the lists of every day for the archive: see `archives`."""

    class Meta:
        constraints = [
            # domain-rules §4.5; a rejected number stays consumed, a draft consumes none.
            models.UniqueConstraint(
                fields=["supplier", "number_key", "issue_year"],
                condition=~Q(status__in=NEVER_SENT),
                name="one_number_per_supplier_and_year",
            ),
            models.CheckConstraint(
                condition=Q(status__in=NEVER_SENT)
                | (
                    Q(recipient__isnull=False, deposited_at__isnull=False, issue_date__isnull=False)
                    & Q(net_total__isnull=False, vat_total__isnull=False, gross_total__isnull=False)
                    & Q(net_to_pay__isnull=False)
                    & ~Q(number="")
                ),
                name="a_sent_invoice_is_complete",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "status", "pay_by"], name="invoice_by_deadline"),
            models.Index(fields=["recipient", "-deposited_at"], name="invoice_received"),
            models.Index(fields=["recipient", "status", "deposited_at"], name="invoice_by_deposit"),
            models.Index(fields=["recipient", "status", "kind", "gross_total"], name="invoice_by_amount"),
            models.Index(fields=["recipient", "status", "supplier"], name="invoice_by_supplier"),
            models.Index(fields=["recipient", "net_to_pay"], name="invoice_by_due"),
            models.Index(fields=["recipient", "status"], condition=Q(downloaded=False), name="invoice_not_downloaded"),
            models.Index(fields=["assignee", "status"], condition=Q(assignee__isnull=False), name="invoice_assigned"),
            models.Index(
                fields=["supplier"],
                condition=Q(return_read=False, status__in=TO_BE_READ),
                name="invoice_return_to_read",
            ),
            models.Index(fields=["supplier", "status", "-deposited_at"], name="invoice_sent"),
            # With its last column it is enough to count the lists of every day.
            models.Index(fields=["supplier", "-deposited_at", "archived_at"], name="invoice_sent_lately"),
            models.Index(fields=["supplier", "recipient"], name="invoice_sent_to"),
            models.Index(fields=["supplier", "issue_date"], name="invoice_sent_by_date"),
            models.Index(fields=["supplier", "gross_total"], name="invoice_sent_by_amount"),
            models.Index(fields=["supplier", "number_key"], name="invoice_sent_by_number"),
            models.Index(fields=["supplier", "net_to_pay"], name="invoice_sent_by_due"),
            models.Index(fields=["recipient", "issue_date"], name="invoice_received_by_date"),
            models.Index(fields=["recipient", "gross_total"], name="invoice_received_by_gross"),
            models.Index(fields=["recipient", "number_key"], name="invoice_received_by_number"),
            *(
                models.Index(fields=[written], condition=~Q(**{written: ""}), name=f"invoice_by_{written}")
                for written in ("commitment", "contract", "original_number", "mandate_number")
            ),
            models.Index(
                fields=["status_since"], condition=Q(status__in=AT_REST, archived_at=None), name="invoice_to_archive"
            ),
            models.Index(fields=["supplier", "file"], name="invoice_same_file"),
            models.Index(fields=["status_since"], condition=Q(status__in=TO_DELIVER), name="invoice_to_deliver"),
        ]

    def __str__(self) -> str:
        return self.number or f"#{self.pk}"

    @property
    def was_sent(self) -> bool:
        return self.status not in NEVER_SENT

    @property
    def is_typed(self) -> bool:
        """Whether it is a draft of « Saisir facture »; once sent it is the Factur-X that was made of it."""
        return bool(self.syntax == Syntax.FORM)

    @property
    def dropped_in(self) -> int | None:
        """The drop of several files that it came with."""
        return getattr(getattr(self, "drop_file", None), "drop_id", None)

    @property
    def sign(self) -> int:
        """-1 for a credit note, whose amounts are kept positive: what multiplies them when they are shown or summed."""
        return -1 if self.kind == Kind.CREDIT_NOTE else 1

    @property
    def shown_gross(self) -> Decimal | None:
        """The gross total as people read it: a credit note has a minus (domain-rules §10)."""
        return self.signed(self.gross_total)

    @property
    def shown_net(self) -> Decimal | None:
        """The net total, likewise."""
        return self.signed(self.net_total)

    @property
    def shown_vat(self) -> Decimal | None:
        """The VAT, likewise."""
        return self.signed(self.vat_total)

    def signed(self, amount: Decimal | None) -> Decimal | None:
        """An amount of this invoice as people read it."""
        return amount if amount is None else self.sign * amount


class ScanReading(models.Model):
    """A draft whose PDF holds scanned pages, which take seconds to read. A row without `ended_at` is the job of
    `scans.read_pending`."""

    invoice = models.OneToOneField(Invoice, on_delete=models.CASCADE, related_name="scan")
    pages = models.JSONField(default=list)
    """The numbers of the scanned pages, from 1."""
    pages_done = models.PositiveSmallIntegerField(default=0)
    found = models.PositiveSmallIntegerField(default=0)
    """How many fields of the form it filled."""
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    """Why it was given up, when nothing could be read."""

    class Meta:
        indexes = [models.Index(fields=["asked_at"], condition=Q(ended_at=None), name="scan_to_read")]

    def __str__(self) -> str:
        return f"{self.pages_done}/{len(self.pages)}"


class Line(models.Model):
    """One line, as far as the file or the form gave it."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    reference = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=1000, blank=True)
    quantity = amount(null=True)
    unit = models.CharField(max_length=20, blank=True)
    unit_price = amount(null=True)
    discount = amount(null=True)
    net = amount(null=True)
    vat_rate = amount(null=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position} {self.name}"


class VatRow(models.Model):
    """One rate of the VAT summary."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="vat_rows")
    position = models.PositiveIntegerField()
    category = models.CharField(max_length=5, blank=True)
    rate = amount(null=True)
    base = amount(null=True)
    amount = amount(null=True)
    exemption_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.rate} %"


class Attachment(models.Model):
    """A document joined to an invoice: « pièce jointe complémentaire »."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=50)
    designation = models.CharField(max_length=100, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["invoice", "name"], name="one_attachment_per_name")]

    def __str__(self) -> str:
        return self.name


class Landmark(models.Model):
    """« Repère »: a label beside which a supplier's invoices print a field. A place, never a value: see `landmarks`."""

    supplier = models.ForeignKey("directory.Structure", on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=30)
    anchor = models.CharField(max_length=60)
    side = models.CharField(max_length=5, choices=[(side.value, side.value) for side in Side])
    page = models.PositiveSmallIntegerField()
    left = models.PositiveSmallIntegerField()
    """Where the label begins, in points from the left of the page."""
    times = models.PositiveSmallIntegerField(default=1)
    """How often it proved right, the correction included."""
    learnt_at = models.DateTimeField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "field", "anchor", "side", "page"], name="one_landmark_per_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.side} {self.anchor}"
