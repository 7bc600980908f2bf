"""The rows of admitted invoices, of one or of many at once: the one transaction of design §4.5."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from unisson.accounts.models import User
from unisson.einvoice.model import Invoice as Document

from . import certificate, rows
from .admission import Decision
from .lifecycle import By, Move, change_statuses, write_history
from .models import Attachment, DepositCertificate, Invoice, StatusChange
from .register import traces
from .status import Channel, Status


@dataclass(frozen=True, kw_only=True)
class Deposit:
    """An admitted invoice: its row, new or that of its draft, and what fills it."""

    invoice: Invoice
    value: Document
    decision: Decision
    actor: User | None


def write(deposits: Sequence[Deposit], *, at: datetime) -> None:
    """Invoices, lines, certificates, history. Inside a transaction; IntegrityError when a number is taken."""
    joined = _joined([one.invoice.pk for one in deposits if one.invoice.pk])
    new: list[Invoice] = []
    changes: list[StatusChange] = []
    certificates: list[DepositCertificate] = []
    for one in deposits:
        rows.fill(one.invoice, one.value, one.decision, at=at)
        issued = certificate.prepare(
            one.invoice, attachments=[(file.name, file.file_id) for file in joined.get(one.invoice.pk, ())], at=at
        )
        certificates.append(issued)
        if one.invoice.pk is None:
            new.append(one.invoice)
            changes += _deposited(one, issued, at=at)
        else:
            # Complete before its status says so: the database checks each statement.
            one.invoice.save()
            _deposited(one, issued, at=at)
    Invoice.objects.bulk_create(new)
    write_history(changes)
    details = rows.write_details([(one.invoice, one.value) for one in deposits])
    for one, issued in zip(deposits, certificates, strict=True):
        issued.invoice_id = one.invoice.pk
    DepositCertificate.objects.bulk_create(certificates)
    entered: list[Any] = []
    for one, detail, issued in zip(deposits, details, certificates, strict=True):
        entered += [traces.Deposited(one.invoice, *detail), issued, *joined.get(one.invoice.pk, ())]
    traces.enter(entered)


def _deposited(one: Deposit, issued: DepositCertificate, *, at: datetime) -> list[StatusChange]:
    move = Move(
        by=By.SUPPLIER,
        at=at,
        channel=Channel(one.invoice.flow.channel),
        actor_id=one.actor.pk if one.actor else None,
        values={"certificate": issued.number, **rows.kept_parameters(one.invoice)},
    )
    return change_statuses([one.invoice], Status.DEPOSEE, move=move)


def _joined(pks: Sequence[int]) -> dict[int | None, list[Attachment]]:
    """The attachments of those that were drafts."""
    found: dict[int | None, list[Attachment]] = {}
    files: Iterable[Attachment] = Attachment.objects.filter(invoice__in=pks) if pks else ()
    for file in files:
        found.setdefault(file.invoice_id, []).append(file)
    return found
