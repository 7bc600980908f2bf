"""What is written of an invoice enters the register with it: an `Entry` beside each row, in the same transaction.

An entry holds the digest of its row. Whoever changes or takes away the one without the other is found (`audit`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from unisson.accounts.models import User
from unisson.kernel import money
from unisson.kernel.canonical import digest

from ..models import (
    Attachment,
    DepositCertificate,
    Entry,
    Invoice,
    Line,
    Message,
    Note,
    StatusChange,
    UserAction,
    VatRow,
)

Of = Entry.Of

FIXED = (
    "supplier_id",
    "supplier_service_id",
    "account_id",
    "depositor_id",
    "duplicate_of_id",
    "created_at",
    "deposited_at",
    "framework",
    "kind",
    "number",
    "number_key",
    "issue_date",
    "issue_year",
    "due_date",
    "original_number",
    "currency",
    "vat_regime",
    "exemption_reason",
    "contract",
    "comment",
    "net_total",
    "vat_total",
    "gross_before_discount",
    "discount",
    "discount_reason",
    "gross_total",
    "net_to_pay",
    "flow_id",
    "file_id",
    "file_name",
    "syntax",
    "deposit_mode",
    "pages",
    "signature",
    "findings",
    "rule_versions",
)
"""Columns of an invoice that nothing changes once it is sent; the others follow from its history (`replay`)."""
_LINE = ("position", "reference", "name", "quantity", "unit", "unit_price", "discount", "net", "vat_rate")
_VAT_ROW = ("position", "category", "rate", "base", "amount", "exemption_reason")
_WRITTEN: Mapping[type[Any], tuple[Of, Sequence[str]]] = {
    UserAction: (Of.ACTION, ("what", "actor_id", "at")),
    Message: (Of.MESSAGE, ("recipient_id", "side", "what", "text", "author_id", "at")),
    Note: (Of.NOTE, ("structure_id", "author_id", "assigned_id", "handed", "text", "at")),
    Attachment: (Of.ATTACHMENT, ("file_id", "name", "designation", "added_at", "added_by_id")),
}
"""What of each row is never rewritten. When a message was read is no part of what it says."""


@dataclass(frozen=True)
class Deposited:
    """An invoice as it was sent."""

    invoice: Invoice
    lines: Sequence[Line]
    vat_rows: Sequence[VatRow]


@dataclass(frozen=True)
class Printed:
    """A certificate with its sealed PDF."""

    certificate: DepositCertificate


Row = Deposited | Printed | DepositCertificate | StatusChange | UserAction | Message | Note | Attachment


def enter(rows: Iterable[Row]) -> None:
    """Enter saved rows, in their order: one query. Inside the transaction that writes them."""
    Entry.objects.bulk_create([_entry(row) for row in rows])


def note_actions(actor: User, done: Iterable[tuple[Invoice, str]], *, at: datetime) -> None:
    """« Historique des actions utilisateurs »: one row for each invoice and what was done to it, entered."""
    enter(UserAction.objects.bulk_create(UserAction(invoice=one, what=what, actor=actor, at=at) for one, what in done))


def name_of(row: Row) -> tuple[str, int]:
    """What kind of row it is, and its key: one entry has this name."""
    match row:
        case Deposited():
            return Of.DEPOSIT, row.invoice.pk
        case Printed():
            return Of.PRINTED, row.certificate.pk
        case DepositCertificate():
            return Of.CERTIFICATE, row.pk
        case StatusChange():
            return Of.STATUS, row.pk
        case _:
            return _WRITTEN[type(row)][0], row.pk


def digest_of(row: Row) -> str:
    """What an entry holds: SHA-256 (hexadecimal) of the canonical content, or the digest that the row has itself."""
    match row:
        case Deposited():
            return digest([_columns(row.invoice, FIXED), _all(row.lines, _LINE), _all(row.vat_rows, _VAT_ROW)])
        case Printed():
            return row.certificate.pdf_id or ""
        case DepositCertificate():
            return row.number
        case StatusChange():
            return row.digest
        case _:
            return digest([row.invoice_id, *_columns(row, _WRITTEN[type(row)][1])])


def _entry(row: Row) -> Entry:
    of, key = name_of(row)
    return Entry(invoice_id=_invoice_of(row), of=of, key=key, digest=digest_of(row))


def _invoice_of(row: Row) -> int:
    match row:
        case Deposited():
            return row.invoice.pk
        case Printed():
            return row.certificate.invoice_id
        case _:
            return row.invoice_id


def _all(rows: Sequence[Line] | Sequence[VatRow], names: Sequence[str]) -> list[list[Any]]:
    return [_columns(row, names) for row in sorted(rows, key=lambda row: row.position)]


def _columns(row: Any, names: Sequence[str]) -> list[Any]:
    return [_plain(getattr(row, name)) for name in names]


def _plain(value: Any) -> Any:
    """The same before it was stored and after, on any database."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return money.plain(value) if isinstance(value, Decimal) else value
