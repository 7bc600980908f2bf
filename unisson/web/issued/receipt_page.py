"""The « Confirmation d'envoi » and the « Récapitulatif » at the end of a deposit, as data."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from unisson.invoices.drafting.drafts import Checked
from unisson.invoices.drafting.typed import kind_of
from unisson.invoices.models import DepositCertificate, Invoice
from unisson.invoices.payment import buyer_of
from unisson.invoices.periods import payment_days
from unisson.invoices.status import DepositMode, Kind
from unisson.web.frame import stands_under
from unisson.web.signature import signature_in_words

from .deposit_page import trail


def confirmation(invoice: Invoice, checked: Checked) -> dict[str, Any]:
    """Step 9: what leaves, to whom, in the words of its kind."""
    value = checked.reading.invoice
    kind = kind_of(value)
    return {
        "invoice": invoice,
        "value": value,
        "recipient": checked.decision.facts.recipient,
        "kind": kind,
        "signature": signature_in_words(invoice.signature),
        "to_pay": asks_for_money(value.totals.due, kind),
    }


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
        "signature": signature_in_words(invoice.signature),
        "deadline": deadline,
        "to_pay": asks_for_money(invoice.net_to_pay, invoice.kind),
    }


def under_its_tab(request: HttpRequest, invoice: Invoice) -> None:
    """What was typed stands under « Saisir facture », a file under « Dépôt factures »."""
    if invoice.deposit_mode == DepositMode.TYPED:
        stands_under(request, "issued:type")


def asks_for_money(due: Decimal | None, kind: str) -> bool:
    """Whether a payment follows: no delay runs for what is paid already or given back."""
    return bool(due) and kind != Kind.CREDIT_NOTE
