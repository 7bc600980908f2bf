"""The whole record of each invoice: all that hangs on it, loaded a few at a time, and what the register holds of it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet

from ..models import Attachment, Entry, Invoice, Line, Message, Note, StatusChange, UserAction, VatRow
from .traces import Deposited, Printed, Row, enter, name_of

CHUNK = 500
"""Invoices held in memory at once: an audit of any number takes the same."""
_BY_KEY: Mapping[str, type[Any]] = {
    "attachments": Attachment,
    "actions": UserAction,
    "messages": Message,
    "notes": Note,
    "entries": Entry,
    "lines": Line,
    "vat_rows": VatRow,
}
_HELD = (
    Prefetch("history", StatusChange.objects.order_by("sequence")),
    *(Prefetch(name, model.objects.order_by("pk")) for name, model in _BY_KEY.items()),
)
"""A query each, whatever their number."""


def chunks() -> Iterator[list[Invoice]]:
    """All invoices by key, `CHUNK` at a time, with their parties and all that hangs on them."""
    last = 0
    while chunk := list(_whole().filter(pk__gt=last)[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def read(pk: int) -> Invoice | None:
    """One of them, as it is now."""
    return _whole().filter(pk=pk).first()


def _whole() -> QuerySet[Invoice]:
    found = Invoice.objects.select_related("certificate", "supplier", "recipient", "recipient_service")
    return found.prefetch_related(*_HELD).order_by("pk")


def places(invoice: Invoice) -> Callable[[Row], int]:
    """In which order its rows were written: that of their entries. 0 for a row that has none."""
    order = {(entry.of, entry.key): entry.pk for entry in invoice.entries.all()}
    return lambda row: order.get(name_of(row), 0)


def entered(invoice: Invoice) -> Iterator[Row]:
    """Whatever the register holds of it: of a draft only what became of it."""
    yield from invoice.history.all()
    if not invoice.was_sent:
        return
    yield Deposited(invoice, list(invoice.lines.all()), list(invoice.vat_rows.all()))
    certificate = getattr(invoice, "certificate", None)
    if certificate:
        yield certificate
        yield from (Printed(certificate),) if certificate.pdf_id else ()
    yield from invoice.attachments.all()
    yield from invoice.actions.all()
    yield from invoice.messages.all()
    yield from invoice.notes.all()


def enter_missed() -> Iterator[tuple[Invoice, str, int]]:
    """Enter what was written before there was a register, or by a process older than it. Yields each row: its invoice,
    its kind and its key, for somebody to read: what was put there by a forger is entered too."""
    for invoices in chunks():
        missed = [(invoice, row) for invoice in invoices for row in _missed(invoice)]
        enter(row for _, row in missed)
        yield from ((invoice, *name_of(row)) for invoice, row in missed)


def _missed(invoice: Invoice) -> list[Row]:
    known = {(entry.of, entry.key) for entry in invoice.entries.all()}
    return [row for row in entered(invoice) if name_of(row) not in known]
