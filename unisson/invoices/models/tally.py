"""What dashboards show, counted beforehand (ADR 16)."""

from django.db import models
from django.db.models import Q

from .invoice import Invoice


class Tally(models.Model):
    """How many invoices of one side of a structure say the same thing, and their amounts together."""

    class What(models.TextChoices):
        """What they say."""

        STATUS = "S"
        """Deposited in `month`, they stand at `of` now."""
        PARTNER = "C"
        """Deposited in `month`, their other side is `other`."""
        STEP = "T"
        """They reached the status `of` in `month`, after `number` days."""
        RETURN = "B"
        """Deposited in `month`, they came back for `of`, « status:motif »."""
        PAYABLE = "P"
        """To be paid, at the latest on the day `month`."""
        EXPECTED = "O"
        """To be paid, available to `other` since the day `month`; `of`: "-" where it reports no payment."""

    side = models.CharField(max_length=1)
    """"E" of who issued them, "R" of who received them."""
    structure = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, related_name="+")
    service = models.PositiveBigIntegerField(default=0)
    """The key of its service; 0 for none, since one row stands for each key."""
    what = models.CharField(max_length=1, choices=What.choices)
    month = models.DateField()
    of = models.CharField(max_length=90, blank=True)
    other = models.ForeignKey("directory.Structure", on_delete=models.PROTECT, related_name="+")
    """The structure itself where there is no other side to tell."""
    number = models.IntegerField(default=0)
    currency = models.CharField(max_length=3)
    count = models.BigIntegerField(default=0)
    amount = models.BigIntegerField(default=0)
    """In millionths: whole numbers add up exactly on any database. Credit notes are deducted."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["side", "structure", "what", "month", "service", "of", "other", "number", "currency"],
                name="one_tally_of_a_kind",
            )
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(count=0), name="tally_empty"),
            # With what its condition says: SQLite reads nothing else then, though it is told by a parameter.
            models.Index(
                fields=["structure", "number", "month", "count", "side", "what", "of"],
                condition=Q(side="R", what="T", of="MISE_EN_PAIEMENT"),
                name="tally_of_paces",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.month} {self.of} {self.count}"


class Pace(models.Model):
    """What the tallies say of the payments of one recipient, kept ready for forecasts."""

    structure = models.OneToOneField(
        "directory.Structure", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    since = models.DateField(db_index=True)
    """The first of the months that it tells of; the first of all days where the tallies have changed."""
    spread = models.TextField(blank=True)
    """`board.quantiles.Spread` as text."""

    def __str__(self) -> str:
        return f"{self.since} {self.spread}"


class Counted(models.Model):
    """What an invoice said when it was last counted: this is taken off before what it says now is added."""

    invoice = models.OneToOneField(Invoice, on_delete=models.CASCADE, primary_key=True, related_name="counted")
    said = models.TextField()

    def __str__(self) -> str:
        return self.said


class Counter(models.Model):
    """One row: how far was counted. Whoever counts holds it."""

    version = models.PositiveSmallIntegerField()
    """Of what is counted: another one counts all anew."""
    serial = models.PositiveBigIntegerField(default=0)
    """The last entry of the register that was counted."""
    filled = models.PositiveBigIntegerField(default=0)
    """The last invoice that was counted of those that were there before: up to `until`."""
    until = models.PositiveBigIntegerField(default=0)
    paced = models.PositiveBigIntegerField(null=True)
    """`serial` + `filled` when paces were marked last. A former version of the program counts and marks none."""

    def __str__(self) -> str:
        return str(self.serial)
