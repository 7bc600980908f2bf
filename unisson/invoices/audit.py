"""Holds the whole record against itself: histories, certificates, clocks and stored files (`unisson audit`).

Each history is a chain: its rows are numbered without a gap, each begins where the one before ended, each digest is
that of its content and of the digest before it, and the last one says the status of the invoice. An invoice
taken away with all that hangs on it is missing from the register of deposits (`ledger`).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.db.models.functions import ExtractYear, Upper

from unisson.files import store
from unisson.files.models import StoredFile
from unisson.kernel.findings import Finding, Value
from unisson.kernel.words import declare

from . import ledger, seals
from .certificate import differs, number_of
from .ledger import Checkpoint
from .lifecycle import chained
from .models import Attachment, DepositCertificate, Invoice, StatusChange
from .payment import course
from .seals import SAMPLED, Asked
from .status import NEVER_SENT, Status

CHUNK = 500
"""Invoices held in memory at once: an audit of any number takes the same."""

BROKEN = "CPP-AUDIT-01"
GAP = "CPP-AUDIT-02"
STATE = "CPP-AUDIT-03"
UNCERTIFIED = "CPP-AUDIT-04"
SNAPSHOT = "CPP-AUDIT-05"
RECORD = "CPP-AUDIT-06"
CLOCK = "CPP-AUDIT-07"
TWICE = "CPP-AUDIT-08"
LOST = "CPP-AUDIT-09"
ALTERED = "CPP-AUDIT-10"

declare(
    BROKEN,
    fr="Facture {invoice} : la ligne {row} de son historique n’est plus celle qui a été écrite.",
    en="Invoice {invoice}: row {row} of its history is no longer the one that was written.",
)
declare(
    GAP,
    fr="Facture {invoice} : il manque une ligne dans son historique, avant la ligne {row}.",
    en="Invoice {invoice}: a row is missing from its history, before row {row}.",
)
declare(
    STATE,
    fr="Facture {invoice} : elle est à l’état « {status} », et son historique finit par « {last} ».",
    en="Invoice {invoice}: its state is “{status}”, and its history ends with “{last}”.",
)
declare(
    UNCERTIFIED,
    fr="Facture {invoice} : envoyée, et sans certificat de dépôt.",
    en="Invoice {invoice}: sent, and without a certificate of deposit.",
)
declare(
    SNAPSHOT,
    fr="Facture {invoice} : le numéro de son certificat n’est pas l’empreinte de ce qu’il certifie.",
    en="Invoice {invoice}: the number of its certificate is not the digest of what it certifies.",
)
declare(
    RECORD,
    fr="Facture {invoice} : elle ne dit plus ce que son certificat a certifié ({fields}).",
    en="Invoice {invoice}: it no longer says what its certificate certified ({fields}).",
)
declare(
    CLOCK,
    fr="Facture {invoice} : son délai de paiement ({kept}) n’est pas celui de son historique ({told}).",
    en="Invoice {invoice}: its payment period ({kept}) is not that of its history ({told}).",
)
declare(
    TWICE,
    fr="Le numéro {number} a été envoyé {count} fois par le fournisseur {supplier} en {year}.",
    en="Number {number} was sent {count} times by supplier {supplier} in {year}.",
)
declare(
    LOST,
    fr="Fichier {digest} : il n’est plus dans le stockage.",
    en="File {digest}: it is no longer in the storage.",
)
declare(
    ALTERED,
    fr="Fichier {digest} : son contenu a changé dans le stockage.",
    en="File {digest}: its content has changed in the storage.",
)


@dataclass(kw_only=True)
class Tally:
    """How much was looked at."""

    invoices: int = 0
    changes: int = 0
    certificates: int = 0
    files: int = 0
    seals: int = 0
    found: int = 0


def audit(tally: Tally, *, since: Iterable[Checkpoint] = (), asked: Asked = SAMPLED) -> Iterator[Finding]:
    """Every fault of the record, as it is found; `tally` counts what was looked at, while it runs.

    `since`: what was known of the register of deposits before. `asked`: which seals are looked at.
    """
    parts = (_numbers(), ledger.faults(since), _invoices(tally), _files(tally), _seals(tally, asked))
    for finding in chain(*parts):
        tally.found += 1
        yield finding


def _invoices(tally: Tally) -> Iterator[Finding]:
    for invoices in _chunks(Invoice.objects.all()):
        histories = _histories([invoice.pk for invoice in invoices])
        for invoice in invoices:
            history = histories.get(invoice.pk, [])
            tally.invoices += 1
            tally.changes += len(history)
            yield from _of_history(invoice, history)
            yield from _of_clock(invoice, history)
            certificate = getattr(invoice, "certificate", None)
            tally.certificates += certificate is not None
            yield from _of_certificate(invoice, history, certificate)


def _chunks(found: QuerySet[Invoice]) -> Iterator[list[Invoice]]:
    """All rows by key, a few at a time, with what is held against them."""
    attached = Prefetch("attachments", Attachment.objects.order_by("pk"))
    found = found.select_related("certificate", "supplier", "recipient", "recipient_service").order_by("pk")
    last = 0
    while chunk := list(found.filter(pk__gt=last).prefetch_related(attached)[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _histories(pks: Sequence[int]) -> Mapping[int, list[StatusChange]]:
    rows = StatusChange.objects.filter(invoice__in=pks).order_by("invoice", "sequence")
    return {pk: list(group) for pk, group in groupby(rows, key=lambda row: row.invoice_id)}


def _of_history(invoice: Invoice, history: Sequence[StatusChange]) -> Iterator[Finding]:
    digest, before = "", ""
    for number, row in enumerate(history, start=1):
        if row.sequence != number or row.source != before:
            yield _fault(GAP, invoice, row=row.sequence)
            return
        if chained(row, previous=digest) != row.digest:
            yield _fault(BROKEN, invoice, row=row.sequence)
            return
        digest, before = row.digest, row.target
    last = history[-1].target if history else ""
    if invoice.status != last or invoice.status_since != history[-1].at:
        yield _fault(STATE, invoice, status=_label(invoice.status), last=_label(last))


def _of_clock(invoice: Invoice, history: Sequence[StatusChange]) -> Iterator[Finding]:
    if invoice.recipient is None or invoice.status in NEVER_SENT:
        return
    told = course(history, buyer=invoice.recipient.buyer, kind=invoice.kind)
    if (invoice.pay_from, invoice.pay_by) != (told.start, told.last):
        yield _fault(
            CLOCK, invoice, kept=_period(invoice.pay_from, invoice.pay_by), told=_period(told.start, told.last)
        )


def _of_certificate(
    invoice: Invoice, history: Sequence[StatusChange], certificate: DepositCertificate | None
) -> Iterator[Finding]:
    if certificate is None:
        if invoice.was_sent:
            yield _fault(UNCERTIFIED, invoice)
        return
    if number_of(certificate.snapshot) != certificate.number:
        yield _fault(SNAPSHOT, invoice)
        return
    named = any(row.values.get("certificate") == certificate.number for row in history if row.target == Status.DEPOSEE)
    recycled = any(row.source == Status.A_RECYCLER for row in history)
    joined = [
        (one.name, one.file_id)
        for one in invoice.attachments.all()
        if invoice.deposited_at and one.added_at <= invoice.deposited_at
    ]
    changed = differs(invoice, json.loads(certificate.snapshot), joined=joined, recycled=recycled)
    if changed or not named:
        yield _fault(RECORD, invoice, fields=", ".join(changed or ["certificate"]))


def _numbers() -> Iterator[Finding]:
    """Numbers sent twice in a year: the database refuses them by columns of its own, which may have been edited too."""
    sent = Invoice.objects.exclude(status__in=NEVER_SENT).annotate(key=Upper("number"), year=ExtractYear("issue_date"))
    found = sent.values("supplier__identifier", "key", "year").annotate(count=Count("pk"))
    for row in found.filter(count__gt=1).order_by():
        yield Finding(
            code=TWICE,
            values={
                "number": row["key"],
                "count": row["count"],
                "supplier": row["supplier__identifier"],
                "year": row["year"],
            },
        )


def _files(tally: Tally) -> Iterator[Finding]:
    for digest in StoredFile.objects.order_by("digest").values_list("digest", flat=True).iterator(chunk_size=CHUNK):
        tally.files += 1
        if not store.is_intact(digest):
            yield Finding(code=ALTERED if store.is_there(digest) else LOST, values={"digest": digest})


def _seals(tally: Tally, asked: Asked) -> Iterator[Finding]:
    for certificate, fault in seals.look(asked):
        tally.seals += 1
        if fault:
            yield _fault(fault, certificate.invoice)


def _fault(code: str, invoice: Invoice, **values: Value) -> Finding:
    return Finding(code=code, values={"invoice": f"{invoice.number or '—'} (n° {invoice.pk})", **values})


def _label(status: str) -> str:
    return str(Status(status).label) if status in Status.values else status


def _period(start: Any, last: Any) -> str:
    return f"{start:%d/%m/%Y}-{last:%d/%m/%Y}" if start and last else "—"
