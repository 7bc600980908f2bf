"""The lists of received invoices as data."""

from dataclasses import dataclass
from datetime import date

from unisson.invoices.models import Invoice
from unisson.invoices.status import FINAL, Status

SHOWN = 100
"""Rows of « Factures à traiter »: the most urgent; more would only weigh on the page."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One received invoice. `left`: days to the legal deadline, None where no clock runs."""

    invoice: Invoice
    left: int | None
    legal: int
    stopped: bool


def row(invoice: Invoice, *, on: date) -> Row:
    """`invoice`, its parties loaded, as a line of a list on the day `on`. No query."""
    due = invoice.pay_by if invoice.status not in FINAL else None
    return Row(
        invoice=invoice,
        left=(due - on).days if due else None,
        legal=(due - invoice.pay_from).days if due and invoice.pay_from else 0,
        stopped=invoice.status == Status.SUSPENDUE,
    )


def late(rows: list[Row]) -> int:
    """How many are past their last day."""
    return sum(one.left is not None and one.left < 0 for one in rows)
