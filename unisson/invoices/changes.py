"""What software follows: the changes of state of the invoices that it may see, in the order of the register (ADR 13).

A place in it is the number of an entry. Numbers are given after commit, in order and without a gap, so that what a slow
transaction wrote comes later, never before a place that was told: nothing is missed and nothing is told twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from unisson.accounts.models import User
from unisson.directory.rights import Scope, scope
from unisson.directory.spaces import Space
from unisson.kernel.refusal import Refusal

from . import former
from .access import NOT_YET_THERE
from .models import Entry, Invoice, StatusChange
from .status import NEVER_SENT

MOST = 500
"""Changes told at once."""
STRETCH = 50_000
"""Entries of everybody that one call looks through: who has few among many is told to go on."""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Some changes, oldest first. `next`: the place after them; `more`: whether something may follow already."""

    rows: Sequence[StatusChange]
    next: int
    more: bool


def end() -> int:
    """The place after all that has a number by now."""
    return Entry.objects.aggregate(last=Max("serial"))["last"] or 0


def since(actor: User, place: int, *, limit: int = MOST) -> Changes:
    """At most `limit` changes after `place` that `actor` may know, each with its invoice and both parties.

    Five queries, over a bounded stretch of the register. Refusal CPP-SUIVI-01 for a place that is not reached yet: it
    is one of another portal, or of before a backup was put back.
    """
    last = end()
    if place > last:
        raise Refusal("CPP-SUIVI-01", field="since")
    until = min(place + STRETCH, last)
    reach = Reach.of(actor)
    found = reach.entries().filter(serial__gt=place, serial__lte=until).order_by("serial")
    pairs = list(found.values_list("serial", "key")[: limit + 1])
    if len(pairs) > limit:
        pairs = pairs[:limit]
        until = pairs[-1][0] or until
    rows = _rows([key for _, key in pairs])
    return Changes(rows=reach.told(rows), next=until, more=until < last)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """The two sides from which somebody sees invoices."""

    issued: Scope
    received: Scope

    @classmethod
    def of(cls, actor: User) -> "Reach":
        return cls(issued=scope(actor, Space.ISSUED), received=scope(actor, Space.RECEIVED))

    def entries(self) -> QuerySet[Entry]:
        """The changes of state of whatever is theirs by now, from either side."""
        sides = self.issued.filter("invoice__supplier", "invoice__supplier_service")
        sides |= self.received.filter("invoice__recipient", "invoice__recipient_service")
        return Entry.objects.filter(sides, of=Entry.Of.STATUS)

    def told(self, rows: Sequence[StatusChange]) -> list[StatusChange]:
        """Those of `rows` that may be known. A supplier knows all since the deposit; a recipient what was done while
        it had the invoice, each time since it was made available: whoever had it before is none of its business."""
        theirs = {row.invoice_id: row.invoice for row in rows if not self._issues(row.invoice)}
        histories = _histories(theirs)
        held = {key: self._held(invoice, histories[key]) for key, invoice in theirs.items()}
        return [
            row
            for row in rows
            if (
                row.sequence in held[row.invoice_id] and row.target not in NOT_YET_THERE
                if row.invoice_id in theirs
                else row.target not in NEVER_SENT
            )
        ]

    def _issues(self, invoice: Invoice) -> bool:
        return self.issued.covers(structure_id=invoice.supplier_id, service_id=invoice.supplier_service_id)

    def _held(self, invoice: Invoice, history: Sequence[StatusChange]) -> frozenset[int]:
        whole = self.received.covers(structure_id=invoice.recipient_id, service_id=None)
        service = invoice.recipient_service
        code = None if whole else service.code if service else ""
        return former.held(history, invoice.recipient.identifier if invoice.recipient else "", code)


def _rows(keys: Sequence[int]) -> list[StatusChange]:
    parties = ("invoice__supplier", "invoice__recipient", "invoice__recipient_service")
    found = StatusChange.objects.select_related(*parties).in_bulk(keys)
    return [found[key] for key in keys]


def _histories(invoices: Iterable[int]) -> Mapping[int, Sequence[StatusChange]]:
    rows: dict[int, list[StatusChange]] = {key: [] for key in invoices}
    for row in StatusChange.objects.filter(invoice__in=rows).order_by("invoice", "sequence"):
        rows[row.invoice_id].append(row)
    return rows
