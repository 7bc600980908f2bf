"""The « Récapitulatif » at the end of a deposit, as data."""

from datetime import date, timedelta
from typing import Any

from unisson.invoices.models import DepositCertificate, Invoice
from unisson.invoices.payment import buyer_of
from unisson.invoices.periods import payment_days

from .deposit_page import trail


def receipt_page(invoice: Invoice, certificate: DepositCertificate, *, on: date) -> dict[str, Any]:
    """Step 10: the certificate, and when the payment is expected. Before delivery, as if it were delivered today."""
    assert invoice.recipient is not None  # noqa: S101 - a sent invoice has one (database constraint)
    legal = payment_days(buyer_of(invoice), on=on)
    deadline = invoice.pay_by or on + timedelta(days=legal)
    return {
        "invoice": invoice,
        "certificate": certificate,
        "trail": trail(),
        "legal": legal,
        "deadline": deadline,
    }
