"""A semantic invoice as rows: what lists, searches and pages read without opening the file again."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from unisson.einvoice.model import Invoice as Document
from unisson.einvoice.model import Line as DocumentLine
from unisson.einvoice.model import PortalTerms, Totals, VatLine
from unisson.kernel.findings import to_data

from .admission import Decision, number_key
from .drafting.typed import kind_of
from .lists import wording
from .models import Invoice, Line, VatRow
from .register.replay import PAYMENTS, UNREPORTED

PartT = TypeVar("PartT", DocumentLine, PortalTerms, Totals, VatLine)
_LARGEST = Decimal(10) ** 13


def fill(invoice: Invoice, value: Document, decision: Decision, *, at: datetime) -> None:
    """Put the admitted `value` into the row of its deposit, not yet saved."""
    value = without_sign(value)
    totals, portal, facts = value.totals, value.portal, decision.facts
    assert value.number and value.issue_date  # noqa: S101 - the rules admit no invoice without them
    invoice.recipient, invoice.recipient_service = facts.recipient, facts.service
    keep_parameters(invoice)
    invoice.framework = value.framework or "A1"
    invoice.kind = kind_of(value)
    invoice.number, invoice.number_key = value.number.strip(), number_key(value.number)
    invoice.issue_date, invoice.issue_year = value.issue_date, value.issue_date.year
    invoice.due_date = value.due_date
    invoice.original_number = (value.preceding[0].number or "")[:20] if value.preceding else ""
    invoice.currency = value.currency or "EUR"
    invoice.vat_regime = portal.vat_regime or ""
    invoice.exemption_reason = next((r.exemption_reason for r in value.vat_lines if r.exemption_reason), "")[:1000]
    invoice.commitment, invoice.contract = value.order_reference or "", value.contract_reference or ""
    invoice.comment = (portal.comment or "")[:2000]
    invoice.net_total, invoice.vat_total, invoice.gross_total = totals.net, totals.vat or Decimal(0), totals.gross
    invoice.gross_before_discount = portal.gross_before_discount or totals.gross
    invoice.discount, invoice.discount_reason = portal.discount or Decimal(0), (portal.discount_reason or "")[:1000]
    invoice.net_to_pay = totals.due
    invoice.findings = [to_data(finding) for finding in decision.remarks]
    invoice.rule_versions = dict(decision.versions)
    invoice.deposited_at, invoice.draft = at, {}


def keep_parameters(invoice: Invoice) -> None:
    """What its recipient, loaded, says today of payments stays with the invoice, whatever he says later."""
    recipient, service = invoice.recipient, invoice.recipient_service
    assert recipient is not None  # noqa: S101 - admission admits no invoice without a recipient
    invoice.buyer = recipient.buyer
    invoice.payment_unreported = recipient.payment_not_reported or bool(service and service.payment_not_reported)


def kept_parameters(invoice: Invoice) -> dict[str, str]:
    """The same for the row of its history that sends it there (`replay`)."""
    return {PAYMENTS: UNREPORTED if invoice.payment_unreported else "reported"}


def without_sign(value: Document) -> Document:
    """`value`, or a credit note that its file writes with negative amounts turned into positive ones.

    A credit note is kept by its type and positive amounts, whichever way its file says it: sums subtract it and pages
    show the minus (domain-rules §10). So do the snapshot and the certificate; the file stays as it came.
    """
    if not value.is_credit_note or (value.totals.gross or value.totals.net or 0) >= 0:
        return value
    return replace(
        value,
        totals=_turned(value.totals, *(field.name for field in fields(value.totals))),
        vat_lines=tuple(_turned(row, "base", "amount") for row in value.vat_lines),
        lines=tuple(_turned(line, "quantity", "net") for line in value.lines),
        portal=_turned(value.portal, "gross_before_discount"),
    )


def _turned(part: PartT, *names: str) -> PartT:
    amounts: dict[str, Any] = {name: getattr(part, name) for name in names}
    return replace(part, **{name: -amount for name, amount in amounts.items() if amount is not None})


Details = tuple[list[Line], list[VatRow]]


def write_details(several: Sequence[tuple[Invoice, Document]]) -> list[Details]:
    """Insert the lines, the VAT summary and what is searched of saved invoices; the first two are returned."""
    details = [(_lines(invoice, value), _vat_rows(invoice, value)) for invoice, value in _plain(several)]
    Line.objects.bulk_create([line for lines, _ in details for line in lines])
    VatRow.objects.bulk_create([row for _, vat_rows in details for row in vat_rows])
    wording.enter(invoice for invoice, _ in several)
    return details


def _plain(several: Sequence[tuple[Invoice, Document]]) -> list[tuple[Invoice, Document]]:
    return [(invoice, without_sign(value)) for invoice, value in several]


def _lines(invoice: Invoice, value: Document) -> list[Line]:
    return [
        Line(
            invoice=invoice,
            position=position,
            reference=(line.seller_item_id or "")[:200],
            name=(line.name or "")[:1000],
            quantity=_stored(line.quantity),
            unit=(line.unit or "")[:20],
            unit_price=_stored(line.price),
            net=_stored(line.net),
            vat_rate=_stored(line.vat_rate),
        )
        for position, line in enumerate(value.lines, start=1)
    ]


def _vat_rows(invoice: Invoice, value: Document) -> list[VatRow]:
    return [
        VatRow(
            invoice=invoice,
            position=position,
            category=(row.category or "")[:5],
            rate=_stored(row.rate),
            base=_stored(row.base),
            amount=_stored(row.amount),
            exemption_reason=(row.exemption_reason or "")[:1000],
        )
        for position, row in enumerate(value.vat_lines, start=1)
    ]


def _stored(amount: Decimal | None) -> Decimal | None:
    """A detail that decimal(19,6) cannot hold is left to the original file."""
    return amount if amount is not None and amount.is_finite() and abs(amount) < _LARGEST else None
