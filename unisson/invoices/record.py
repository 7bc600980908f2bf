"""The whole record of each invoice: all that hangs on it, loaded a few at a time, and what the register holds of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Prefetch

from .models import (
    Attachment,
    Entry,
    Invoice,
    Line,
    Message,
    Note,
    StatusChange,
    UserAction,
    VatRow,
)
from .traces import Deposited, Row, enter, name_of

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
    found = Invoice.objects.select_related("certificate", "supplier", "recipient", "recipient_service").order_by("pk")
    last = 0
    while chunk := list(found.filter(pk__gt=last).prefetch_related(*_HELD)[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def entered(invoice: Invoice) -> Iterator[Row]:
    """Whatever the register holds of it: of a draft only what became of it."""
    yield from invoice.history.all()
    if not invoice.was_sent:
        return
    yield Deposited(invoice, list(invoice.lines.all()), list(invoice.vat_rows.all()))
    certificate = getattr(invoice, "certificate", None)
    yield from (certificate,) if certificate else ()
    yield from invoice.attachments.all()
    yield from invoice.actions.all()
    yield from invoice.messages.all()
    yield from invoice.notes.all()


def enter_missed() -> int:
    """Enter what was written before there was a register, or by a process older than it; returns how many rows."""
    count = 0
    for invoices in chunks():
        missed = [row for invoice in invoices for row in _missed(invoice)]
        enter(missed)
        count += len(missed)
    return count


def _missed(invoice: Invoice) -> list[Row]:
    known = {(entry.of, entry.key) for entry in invoice.entries.all()}
    return [row for row in entered(invoice) if name_of(row) not in known]
