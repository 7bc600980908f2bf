"""Holds the whole record against itself: histories, certificates, clocks and stored files (`unisson audit`).

Each history is a chain: its rows are numbered without a gap, each begins where the one before ended, each digest is
that of its content and of the digest before it, and the last one says the status of the invoice. Every row of the
record is held to its entry in the register (`traces`), which is a chain of its own (`ledger`); what changes after the
deposit is told again from those rows (`replay`).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import ExtractYear, Upper

from unisson.directory.models import Structure
from unisson.files import store
from unisson.files.models import StoredFile
from unisson.kernel.findings import Finding, Value
from unisson.kernel.words import declare

from ..certificate import differs, number_of
from ..lifecycle import chained
from ..models import Attachment, DepositCertificate, Entry, Invoice, StatusChange
from ..payment import buyer_of, course
from ..status import NEVER_SENT, Status
from . import ledger, replay, seals
from .ledger import Checkpoint
from .record import CHUNK, chunks, entered, places, read
from .seals import SAMPLED, Asked
from .traces import digest_of, name_of

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
CHANGED = "CPP-AUDIT-19"
ERASED = "CPP-AUDIT-20"
UNENTERED = "CPP-AUDIT-21"
STRAYED = "CPP-AUDIT-22"
BUYER = "CPP-AUDIT-23"

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
declare(
    CHANGED,
    fr="Facture {invoice} : ce que le registre a inscrit a changé ({kind}, ligne {row}).",
    en="Invoice {invoice}: what the register entered has changed ({kind}, row {row}).",
)
declare(
    ERASED,
    fr="Facture {invoice} : ce que le registre a inscrit n’est plus là ({kind}, ligne {row}).",
    en="Invoice {invoice}: what the register entered is no longer there ({kind}, row {row}).",
)
declare(
    UNENTERED,
    fr="Facture {invoice} : le registre n’a pas inscrit ce qui est là ({kind}, ligne {row}).",
    en="Invoice {invoice}: the register has not entered what is there ({kind}, row {row}).",
)
declare(
    STRAYED,
    fr="Facture {invoice} : elle ne dit pas ce que disent son historique et ce que l’on en a fait ({fields}).",
    en="Invoice {invoice}: it does not say what its history and what was done with it say ({fields}).",
)
declare(
    BUYER,
    fr="Facture {invoice} : « {buyer} » n’est pas un genre d’acheteur, et son délai de paiement ne se calcule pas.",
    en="Invoice {invoice}: “{buyer}” is no kind of buyer, and its payment period cannot be told.",
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
    parts = (_numbers(), ledger.faults(since), _orphans(), _invoices(tally), _files(tally), _seals(tally, asked))
    for finding in chain(*parts):
        tally.found += 1
        yield finding


def _invoices(tally: Tally) -> Iterator[Finding]:
    for invoices in chunks():
        for invoice in invoices:
            tally.invoices += 1
            tally.changes += len(invoice.history.all())
            tally.certificates += hasattr(invoice, "certificate")
            yield from _settled(invoice)


_LOOKS = 3


def _settled(invoice: Invoice) -> list[Finding]:
    """Its faults, looked at again: somebody may have written between two of the questions that loaded it."""
    found = list(_faults(invoice))
    for _ in range(_LOOKS if found else 0):
        again = read(invoice.pk)
        found = list(_faults(again)) if again else found
        if not found:
            break
    return found


def _faults(invoice: Invoice) -> Iterator[Finding]:
    history = list(invoice.history.all())
    yield from _of_history(invoice, history)
    yield from _of_clock(invoice, history)
    yield from _of_certificate(invoice, history, getattr(invoice, "certificate", None))
    yield from _of_register(invoice)
    yield from _of_columns(invoice, history)


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
    if buyer_of(invoice) not in Structure.Buyer.values:
        yield _fault(BUYER, invoice, buyer=buyer_of(invoice))
        return
    told = course(history, buyer=buyer_of(invoice), kind=invoice.kind)
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
    joined = [(one.name, one.file_id) for one in invoice.attachments.all() if _of_deposit(one, invoice)]
    changed = differs(invoice, json.loads(certificate.snapshot), joined=joined, history=history)
    if changed or not named:
        yield _fault(RECORD, invoice, fields=", ".join(changed or ["certificate"]))


def _of_deposit(attachment: Attachment, invoice: Invoice) -> bool:
    return invoice.deposited_at is not None and attachment.added_at <= invoice.deposited_at


def _of_register(invoice: Invoice) -> Iterator[Finding]:
    rows = {name_of(row): row for row in entered(invoice)}
    entries = {(entry.of, entry.key): entry.digest for entry in invoice.entries.all()}
    for code, names in (
        (ERASED, entries.keys() - rows.keys()),
        (UNENTERED, rows.keys() - entries.keys()),
        (CHANGED, {name for name in rows.keys() & entries.keys() if digest_of(rows[name]) != entries[name]}),
    ):
        for of, key in sorted(names):
            yield _fault(code, invoice, kind=of, row=key)


def _orphans() -> Iterator[Finding]:
    """Entries whose invoice was taken away behind the database's back: by the million, one question."""
    invoices = Invoice.objects.filter(pk=OuterRef("invoice_id"))
    for entry in Entry.objects.filter(~Exists(invoices)).order_by("pk").iterator(chunk_size=CHUNK):
        values: dict[str, Value] = {"invoice": f"— (n° {entry.invoice_id})", "kind": entry.of, "row": entry.key}
        yield Finding(code=ERASED, values=values)


def _of_columns(invoice: Invoice, history: Sequence[StatusChange]) -> Iterator[Finding]:
    if invoice.was_sent:
        actions, notes = list(invoice.actions.all()), list(invoice.notes.all())
        strayed = replay.strays(invoice, history, actions=actions, notes=notes, place=places(invoice))
        if strayed:
            yield _fault(STRAYED, invoice, fields=", ".join(strayed))


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
