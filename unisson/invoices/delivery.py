"""Routing deposited invoices to their recipients, in batches. A deposited invoice not delivered is itself the job."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from unisson.directory.spaces import Space
from unisson.kernel.clock import Clock
from unisson.notices import feed, outbox
from unisson.notices.feed import Happening

from .letters import readers
from .letters.readers import Reader
from .lifecycle import By, Move, change_statuses
from .models import Invoice
from .status import TO_DELIVER, Channel, Status

BATCH = 100
"""Of one transaction: whoever writes meanwhile waits a tenth of a second on the embedded database, not a half."""
_STEPS = {
    Status.DEPOSEE: (Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION),
    Status.EN_COURS_ACHEMINEMENT: (Status.MISE_A_DISPOSITION,),
}


def deliver_pending(*, clock: Clock, batch: int = BATCH) -> int:
    """Make waiting invoices available to their recipients; returns how many.

    Each batch is one transaction over locked rows: killed, it gives them all back; run at once with its twin, each
    takes others.
    """
    delivered = 0
    while count := sum(_deliver(status, clock=clock, batch=batch) for status in TO_DELIVER):
        delivered += count
    return delivered


def _deliver(status: Status, *, clock: Clock, batch: int) -> int:
    if not Invoice.objects.filter(status=status).exists():
        return 0
    with transaction.atomic():
        invoices = list(_waiting(status)[:batch])
        if not invoices:
            return 0
        # After the lock: nothing locked was deposited later than this.
        at = clock()
        move = Move(by=By.PLATFORM, at=at, channel=Channel.AUTOMATIC)
        change_statuses(invoices, *_STEPS[status], move=move)
        Invoice.objects.filter(pk__in=[invoice.pk for invoice in invoices]).update(available_at=at)
        _tell(invoices, at=at)
    return len(invoices)


def _waiting(status: Status) -> QuerySet[Invoice]:
    return (
        Invoice.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(status=status)
        .select_related("supplier", "recipient", "recipient_service")
        .order_by("status_since", "pk")
    )


def _tell(invoices: Sequence[Invoice], *, at: datetime) -> None:
    """Both sides' feeds, and the e-mail whose moment starts the payment period (domain-rules §2.6, §5.6)."""
    feed.record([one for invoice in invoices for one in _happenings(invoice)], at=at)
    reading = readers.of_recipients(invoices)
    outbox.queue([letter for one in invoices for letter in _letters(one, reading[one.pk], at=at)], at=at)


def _happenings(invoice: Invoice) -> tuple[Happening, Happening]:
    assert invoice.recipient is not None  # noqa: S101 - a sent invoice has one (database constraint)
    values = {"number": invoice.number, "recipient": invoice.recipient.name, "supplier": invoice.supplier.name}
    return (
        Happening(
            structure_id=invoice.supplier_id,
            service_id=invoice.supplier_service_id,
            space=Space.ISSUED,
            code="CPP-EVT-01",
            values=values,
            subject=str(invoice.pk),
        ),
        Happening(
            structure_id=invoice.recipient_id or 0,
            service_id=invoice.recipient_service_id,
            space=Space.RECEIVED,
            code="CPP-EVT-02",
            values=values,
            subject=str(invoice.pk),
        ),
    )


def _letters(invoice: Invoice, reading: Iterable[Reader], *, at: datetime) -> list[outbox.Draft]:
    recipient, service = invoice.recipient, invoice.recipient_service
    values = {
        "invoice": invoice.pk,
        "number": invoice.number,
        "issued": invoice.issue_date.isoformat() if invoice.issue_date else "",
        "supplier": invoice.supplier.name,
        "sender": str(invoice.supplier),
        "recipient": recipient.name if recipient else "",
        "service": service.name if service else "",
        "due": str(invoice.signed(invoice.net_to_pay)),
        "currency": invoice.currency,
        "at": at.isoformat(),
    }
    key = f"available-{invoice.pk}-{at.isoformat()}"
    return readers.addressed(reading, kind="invoice-available", values=values, key=key)
