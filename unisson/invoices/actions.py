"""What people do with a sent invoice: permission, arguments, change of status, and telling the other side."""

from datetime import datetime

from django.db import transaction

from unisson.accounts.models import User
from unisson.directory.spaces import Space
from unisson.kernel.refusal import Refusal
from unisson.notices import feed, outbox
from unisson.notices.feed import Happening

from .access import Right, get_invoice, get_readable, visible
from .lifecycle import By, Edge, Move, allowed, change_status
from .models import Invoice, UserAction
from .status import Channel, Status
from .wake import wake


def steps_for(invoice: Invoice) -> tuple[Edge, ...]:
    """The forward steps that its recipient may take now: what « Traiter » offers, from the one table.

    An entity that does not report payment does not get « Mise en paiement » (domain-rules §3.3).
    """
    steps = allowed(Status(invoice.status), By.BUYER, framework=invoice.framework)
    return tuple(edge for edge in steps if not edge.needs and _reports(invoice, edge.target))


def treat(
    actor: User,
    invoice_id: int,
    target: Status,
    *,
    at: datetime,
    reason: str = "",
    comment: str = "",
    mandate: str = "",
) -> Invoice:
    """« Traiter »: the recipient takes the invoice one step on, or back to its supplier for a `reason`.

    Refusal CPP-ETAT-01 if the table or the recipient has no such step, CPP-ETAT-02 for a return without its motif.
    Pressed twice, the second finds the invoice already there and changes nothing.
    """
    with transaction.atomic(durable=True):
        invoice = get_invoice(actor, invoice_id, Right.WRITE_RECEIVED, lock=True)
        if invoice.status == target:
            return invoice
        if not _reports(invoice, target):
            raise Refusal("CPP-ETAT-01", source=Status(invoice.status), target=target)
        values = {"mandate": mandate[:50]} if mandate else None
        move = Move(
            by=By.BUYER,
            at=at,
            channel=Channel.PORTAL,
            actor_id=actor.pk,
            reason=reason[:40],
            comment=comment[:2000],
            values=values,
        )
        change_status(invoice, target, move=move)
        if mandate:
            invoice.mandate_number = mandate[:50]
            invoice.save(update_fields=["mandate_number"])
        _tell_supplier(invoice, target, reason=move.reason, comment=move.comment, at=at)
        wake()
    return invoice


def note_download(actor: User, invoice_id: int, *, at: datetime) -> Invoice:
    """Record TELECHARGEMENT_FACTURE; done by the recipient, the invoice is no longer « non téléchargée »."""
    with transaction.atomic():
        invoice = get_readable(actor, invoice_id)
        UserAction.objects.create(invoice=invoice, what=UserAction.What.DOWNLOAD, actor=actor, at=at)
        if visible(actor, Right.READ_RECEIVED).filter(pk=invoice.pk, downloaded=False).exists():
            Invoice.objects.filter(pk=invoice.pk).update(downloaded=True)
    return invoice


def _reports(invoice: Invoice, target: Status) -> bool:
    """Whether the recipient takes the step `target` at all: some never report that they pay."""
    silent = invoice.recipient is not None and invoice.recipient.payment_not_reported
    return not (silent and target is Status.MISE_EN_PAIEMENT)


def _tell_supplier(invoice: Invoice, target: Status, *, reason: str, comment: str, at: datetime) -> None:
    """The supplier sees each step at once, and gets the e-mail (domain-rules §2.6)."""
    assert invoice.recipient is not None  # noqa: S101 - a sent invoice has one (database constraint)
    values = {"number": invoice.number, "status": target.value, "recipient": invoice.recipient.name}
    feed.record(
        [
            Happening(
                structure_id=invoice.supplier_id,
                service_id=invoice.supplier_service_id,
                space=Space.ISSUED,
                code="CPP-EVT-03",
                values=values,
                subject=str(invoice.pk),
            )
        ],
        at=at,
    )
    address, language = _supplier_address(invoice)
    if address:
        content = {
            **values,
            "invoice": invoice.pk,
            "reason": reason,
            "comment": comment,
            "at": at.isoformat(),
            "due": str(invoice.net_to_pay),
            "currency": invoice.currency,
        }
        key = f"status-{invoice.pk}-{target}-{at.isoformat()}"
        outbox.queue(
            [outbox.Draft(to=address, kind="status-changed", values=content, language=language, key=key)], at=at
        )


def _supplier_address(invoice: Invoice) -> tuple[str, str]:
    """The structure's contact address, else the depositor's; in the depositor's language."""
    depositor = invoice.depositor
    address = invoice.supplier.contact_email or (depositor.notice_address if depositor else "")
    return address, depositor.language if depositor else "fr"
