"""« Repères »: where a supplier's invoices print a field, learnt from what its people corrected before they sent.

Only what was sent teaches, and only a place is kept. It is used at the next deposit, grows with each invoice that
proves it, and goes when one contradicts it or when the supplier erases it.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import DatabaseError, transaction

from unisson.accounts.models import User
from unisson.directory.lineage import formers
from unisson.directory.rights import structures
from unisson.directory.spaces import Level, Space
from unisson.einvoice.reading import Syntax
from unisson.files import store
from unisson.kernel import money
from unisson.kernel.refusal import NotFound, Refusal
from unisson.pdf import learned, sandbox
from unisson.pdf.labels import Field
from unisson.pdf.learned import Correction, Place, Side

from ..models import Invoice, Landmark
from .reading import FORM_FIELDS
from .sights import sight_of
from .typed import FIELDS

LAYOUTS = 5
"""Places kept of one field: as many ways to print an invoice. The one that served least recently goes first."""
_MOST_TIMES = 9
_LOST = 2
"""What a contradiction costs, in proofs."""
_NAMES: Mapping[Field, str] = {field: FORM_FIELDS[field] for field in learned.KINDS}
_FIELDS: Mapping[str, Field] = {name: field for field, name in _NAMES.items()}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Lessons:
    """What an invoice that is about to be sent says: the landmarks that held, those that misled, and new places."""

    supplier_id: int
    proved: tuple[int, ...]
    contradicted: tuple[int, ...]
    places: tuple[Place, ...]


def known(supplier_id: int | None) -> tuple[Place, ...]:
    """The places to look at when an invoice of this supplier is read: those it learnt under a former identifier too."""
    return tuple(_place(row) for row in _rows(supplier_id))


def lessons_of(invoice: Invoice) -> Lessons | None:
    """What the typed text of a draft teaches. Reads the file only where something may be learnt; never refuses."""
    if invoice.syntax != Syntax.PDF or not invoice.draft:
        return None
    rows, corrections = _rows(invoice.supplier_id), _corrections(invoice)
    if not rows and not corrections:
        return None
    try:
        found = sandbox.run(
            learned.review,
            store.content_of(invoice.file_id),
            places=tuple(_place(row) for row in rows),
            corrections=corrections,
        )
    except Refusal:
        return None
    held = [(row.pk, given, _canonical(invoice, row.field)) for row, given in zip(rows, found.given, strict=True)]
    return Lessons(
        supplier_id=invoice.supplier_id,
        proved=tuple(pk for pk, given, sent in held if given and given == sent),
        contradicted=tuple(pk for pk, given, sent in held if given and given != sent),
        places=found.lessons,
    )


def keep(lessons: Lessons | None, *, at: datetime) -> None:
    """Write down what was learnt, once the invoice is sent: it is sent even if that fails."""
    if lessons is None:
        return
    try:
        with transaction.atomic():
            _weigh(lessons, at=at)
            for place in lessons.places:
                _learn(lessons.supplier_id, place, at=at)
    except DatabaseError:
        _log.exception("What was learnt for structure %s is lost", lessons.supplier_id)


def listed(actor: User) -> list[Landmark]:
    """The landmarks of the structures that `actor` may deposit for, by structure and field."""
    theirs = structures(actor, Space.ISSUED, Level.WRITE)
    found = Landmark.objects.filter(supplier__in=theirs).select_related("supplier")
    return list(found.order_by("supplier__name", "supplier_id", "field", "-times", "pk"))


def erase(actor: User, pk: int) -> Landmark:
    """Forget one. NotFound when it is not there or not theirs."""
    found = Landmark.objects.filter(pk=pk, supplier__in=structures(actor, Space.ISSUED, Level.WRITE)).first()
    if found is None:
        raise NotFound
    Landmark.objects.filter(pk=pk).delete()
    return found


def erase_all(actor: User, supplier_id: int) -> int:
    """Forget all of one structure; returns how many. NotFound when `actor` may not deposit for it."""
    if not structures(actor, Space.ISSUED, Level.WRITE).filter(pk=supplier_id).exists():
        raise NotFound
    count, _ = Landmark.objects.filter(supplier_id=supplier_id).delete()
    return count


def _rows(supplier_id: int | None) -> list[Landmark]:
    theirs = formers(supplier_id, and_itself=True)
    return list(Landmark.objects.filter(supplier__in=theirs, field__in=_FIELDS).order_by("pk"))


def _place(row: Landmark) -> Place:
    return Place(
        field=_FIELDS[row.field],
        anchor=row.anchor,
        side=Side(row.side),
        page=row.page,
        left=row.left,
        times=row.times,
    )


def _corrections(invoice: Invoice) -> tuple[Correction, ...]:
    """The fields that hold something else than what was read."""
    read, typed = invoice.draft.get("read", {}), invoice.draft.get("typed", {})
    return tuple(
        _correction(invoice, name)
        for name in _FIELDS
        if typed.get(name) and typed[name] != read.get(name, {}).get("value", "") and _canonical(invoice, name)
    )


def _correction(invoice: Invoice, name: str) -> Correction:
    sight = sight_of(invoice, name)
    return Correction(
        field=_FIELDS[name],
        value=_canonical(invoice, name),
        page=sight["page"] if sight else 0,
        box=tuple(sight["box"]) if sight else None,
    )


def _canonical(invoice: Invoice, name: str) -> str:
    """The typed text of a field as the page reader writes such a value, "" for what it cannot be."""
    text = invoice.draft.get("typed", {}).get(name, "").strip()
    value = FIELDS[name].read(text) if text else None
    if isinstance(value, Decimal):
        return str(money.cents(value))
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _weigh(lessons: Lessons, *, at: datetime) -> None:
    """All of them held in one order: another invoice of the same supplier may be sent meanwhile."""
    theirs = Landmark.objects.filter(pk__in=(*lessons.proved, *lessons.contradicted))
    for row in theirs.select_for_update(of=("self",)).order_by("pk"):
        if row.pk in lessons.proved:
            row.times, row.used_at = min(row.times + 1, _MOST_TIMES), at
            row.save(update_fields=["times", "used_at"])
        elif row.times <= _LOST:
            row.delete()
        else:
            row.times -= _LOST
            row.save(update_fields=["times"])


def _learn(supplier_id: int, place: Place, *, at: datetime) -> None:
    Landmark.objects.get_or_create(
        supplier_id=supplier_id,
        field=_NAMES[place.field],
        anchor=place.anchor,
        side=place.side.value,
        page=place.page,
        defaults={"left": place.left, "learnt_at": at, "used_at": at},
    )
    same = Landmark.objects.filter(supplier_id=supplier_id, field=_NAMES[place.field]).order_by("-used_at", "-pk")
    surplus: Sequence[int] = list(same.values_list("pk", flat=True)[LAYOUTS:])
    if surplus:
        Landmark.objects.filter(pk__in=surplus).delete()
