"""The parts of an invoice's number: what it is found by."""

from django.db.models import Q

from .admission import number_key
from .models import Invoice, NumberPart

_LAST = b"\xff"
"""Above every byte of UTF-8."""


def parts_of(invoice: Invoice) -> list[NumberPart]:
    """The rows that `invoice` is found by, not yet written."""
    key = invoice.number_key
    return [NumberPart(invoice=invoice, text=key[start:].encode()) for start in range(len(key))]


def having(text: str) -> Q:
    """Invoices whose number has `text` in it, by the index."""
    part = number_key(text).encode()
    return Q(number_parts__text__gte=part, number_parts__text__lt=part + _LAST)


def showing(text: str) -> Q:
    """The same, read on each invoice: for lists most of whose lines have it."""
    return Q(number_key__contains=number_key(text))
